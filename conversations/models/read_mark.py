from django.conf import settings
from django.db import models

from .conversation import Conversation


class ReadMark(models.Model):
    """How far an agent has read a conversation."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="read_marks", db_index=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="read_marks")
    seq = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "user"], name="read_mark_one_for_each_agent")
        ]

    def __str__(self):
        return f"{self.user_id} · {self.conversation_id} · {self.seq}"
