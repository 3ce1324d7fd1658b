from django.urls import path

from .views import changes, inbox, live, snooze, transcript, undo

# /p/<project_slug>/conversations/
urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("parts/", live.parts, name="inbox-parts"),
    path("<int:pk>/", inbox.conversation, name="conversation"),
    path("<int:pk>/messages/", changes.post, name="conversation-post"),
    path("<int:pk>/news/", live.thread_news, name="conversation-news"),
    path("<int:pk>/seen/", live.seen, name="conversation-seen"),
    path("<int:pk>/typing/", live.typing, name="conversation-typing"),
    path("<int:pk>/transcript/", transcript.transcript, name="conversation-transcript"),
    path("<int:pk>/transcript/mail/", transcript.mail_it, name="conversation-transcript-mail"),
    path("<int:pk>/closure/", changes.close_it, name="conversation-close"),
    path("<int:pk>/reopening/", changes.reopen_it, name="conversation-reopen"),
    path("<int:pk>/assignment/", changes.assign_it, name="conversation-assign"),
    path("<int:pk>/snooze/", snooze.snooze_it, name="conversation-snooze"),
    path("<int:pk>/waking/", snooze.wake_it, name="conversation-wake"),
    path("<int:pk>/undo/<str:offered>/", undo.undo_it, name="conversation-undo"),
]
