import time

from django.db import models


def now_in_ms():
    return time.time_ns() // 1_000_000


class Doorbell(models.Model):
    """
    Something happened that open pages want to know of: where, never what was said.

    A row lives for minutes and is removed whatever it names: hence numbers and no foreign keys. On PostgreSQL
    a trigger sends each row to all who listen, when its transaction commits.
    """

    class Kind(models.TextChoices):
        MESSAGE = "message"  # a line was added to a thread
        SEEN = "seen"  # somebody has read up to `seq`
        TYPING = "typing"
        ACCESS = "access"  # what `user_id` or `lead_id` may do has changed: not sent to browsers

    kind = models.CharField(max_length=10, choices=Kind)
    project_id = models.BigIntegerField(null=True)
    conversation_id = models.BigIntegerField(null=True)
    public_id = models.UUIDField(null=True)
    lead_id = models.BigIntegerField(null=True)
    seq = models.PositiveIntegerField(null=True)
    user_id = models.BigIntegerField(null=True)
    for_visitor = models.BooleanField(default=False)
    at = models.BigIntegerField(default=now_in_ms)

    class Meta:
        indexes = [models.Index(fields=["at"], name="doorbell_by_age")]

    def __str__(self):
        return f"{self.kind} {self.conversation_id or self.user_id}"
