from django.db import models
from django.db.models import F


class EndsSessions(models.Model):
    """Somebody whose sessions can all be ended at once, wherever they are signed in."""

    # How often that was done: a session that began before does not know the number.
    sessions_ended = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        abstract = True

    def get_session_auth_hash(self):
        return f"{super().get_session_auth_hash()}.{self.sessions_ended}"

    def end_sessions(self):
        """Sign this person out of every browser."""
        type(self).objects.filter(pk=self.pk).update(sessions_ended=F("sessions_ended") + 1)

    end_sessions.alters_data = True
