from django.urls import path

from . import views
from .loader import launcher
from .news import bell, news

# /chat/<project_key>/
urlpatterns = [
    path("", views.home, name="chat"),
    path("launcher.js", launcher, name="chat-launcher"),
    path("bell/", bell, name="chat-bell"),
    path("news.json", news, name="chat-news"),
    path("theme.css", views.theme, name="chat-theme"),
    path("conversations/", views.start, name="chat-start"),
    path("conversations/<uuid:public_id>/", views.thread, name="chat-thread"),
    path("conversations/<uuid:public_id>/messages/", views.post, name="chat-post"),
]
