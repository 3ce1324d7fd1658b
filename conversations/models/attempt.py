from django.db import models
from django.utils import timezone


class Attempt(models.Model):
    """One write of a visitor or failed sign-in, under a keyed hash of who sent it: what the limits count."""

    key = models.CharField(max_length=32)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [
            models.Index(fields=["key", "created_at"], name="attempt_by_key"),
            models.Index(fields=["created_at"], name="attempt_by_age"),
        ]

    def __str__(self):
        return self.key
