from django.urls import path

from .views import changes, inbox

# /p/<project_slug>/conversations/
urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("<int:pk>/", inbox.conversation, name="conversation"),
    path("<int:pk>/messages/", changes.post, name="conversation-post"),
    path("<int:pk>/closure/", changes.close_it, name="conversation-close"),
    path("<int:pk>/reopening/", changes.reopen_it, name="conversation-reopen"),
    path("<int:pk>/assignment/", changes.assign_it, name="conversation-assign"),
]
