from django.urls import path

from . import letters, views

# /chat/<project_key>/
urlpatterns = [
    path("", views.home, name="chat"),
    path("theme.css", views.theme, name="chat-theme"),
    path("conversations/", views.start, name="chat-start"),
    path("conversations/<uuid:public_id>/", views.thread, name="chat-thread"),
    path("letters/<str:token>/", letters.read, name="chat-letter"),
    path("letters/<str:token>/stop/", letters.stop, name="chat-letter-stop"),
    path("conversations/<uuid:public_id>/messages/", views.post, name="chat-post"),
]
