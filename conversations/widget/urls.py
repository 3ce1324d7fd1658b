from django.urls import path

from . import letters, live, transcript, views
from .loader import launcher
from .news import bell, news
from .rating import rate_it

# /chat/<project_key>/
urlpatterns = [
    path("", views.home, name="chat"),
    path("launcher.js", launcher, name="chat-launcher"),
    path("bell/", bell, name="chat-bell"),
    path("news.json", news, name="chat-news"),
    path("theme.css", views.theme, name="chat-theme"),
    path("conversations/", views.start, name="chat-start"),
    path("conversations/<uuid:public_id>/", views.thread, name="chat-thread"),
    path("letters/<str:token>/", letters.read, name="chat-letter"),
    path("letters/<str:token>/stop/", letters.stop, name="chat-letter-stop"),
    path("conversations/<uuid:public_id>/messages/", views.post, name="chat-post"),
    path("conversations/<uuid:public_id>/rating/", rate_it, name="chat-rate"),
    path("conversations/<uuid:public_id>/transcript/", transcript.transcript, name="chat-transcript"),
    path("conversations/<uuid:public_id>/transcript/mail/", transcript.mail_it, name="chat-transcript-mail"),
    path("conversations/<uuid:public_id>/news/", live.thread_news, name="chat-thread-news"),
    path("conversations/<uuid:public_id>/seen/", live.seen, name="chat-seen"),
    path("conversations/<uuid:public_id>/typing/", live.typing, name="chat-typing"),
]
