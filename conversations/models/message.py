from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .conversation import Conversation

LONGEST_BODY = 10_000


class MessageQuerySet(models.QuerySet):
    def for_visitor(self):
        """What the visitor may read: never a note, nor who did what inside."""
        return self.filter(kind__in=Message.TO_VISITORS)

    def for_thread(self):
        return self.select_related("author", "subject", "rating")


class Message(models.Model):
    """
    A line of a thread: what was said, an internal note, or an event. `seq` is its place, given under the
    conversation's lock.
    """

    class Kind(models.TextChoices):
        VISITOR = "visitor", _("from the visitor")
        REPLY = "reply", _("reply")
        NOTE = "note", _("internal note")
        EVENT = "event", _("event")

    TO_VISITORS = (Kind.VISITOR, Kind.REPLY)

    class Via(models.TextChoices):
        CHAT = "chat", _("chat")
        MAIL = "mail", _("e-mail")

    class Event(models.TextChoices):
        ASSIGNED = "assigned", _("assigned")
        UNASSIGNED = "unassigned", _("unassigned")
        CLOSED = "closed", _("closed")
        REOPENED = "reopened", _("reopened")
        BOUNCED = "bounced", _("e-mail came back")
        SNOOZED = "snoozed", _("snoozed")
        WOKEN = "woken", _("woken")
        RATED = "rated", _("rated")

    conversation = models.ForeignKey(Conversation, models.PROTECT, related_name="messages", db_index=False)
    seq = models.PositiveIntegerField(_("place"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    body = models.TextField(_("message"), max_length=LONGEST_BODY, blank=True)
    via = models.CharField(_("written in"), max_length=10, choices=Via, default=Via.CHAT)
    # The whole text of an e-mail, where the message is only its new part.
    whole = models.TextField(_("whole e-mail"), blank=True)
    event = models.CharField(_("event"), max_length=12, choices=Event, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    # Whom an event is about: the assignee.
    subject = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    # Until when it sleeps, of a snoozed one.
    until = models.DateTimeField(null=True, blank=True)
    client_id = models.UUIDField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("sent"), default=timezone.now, editable=False)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["seq"]
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints = [
            models.UniqueConstraint(fields=["conversation", "seq"], name="message_place_unique"),
            models.UniqueConstraint(
                fields=["conversation", "client_id"], condition=~Q(client_id=None), name="message_sent_once"
            ),
            models.CheckConstraint(
                condition=Q(kind="event", body="") & ~Q(event="")
                | ~Q(kind="event") & ~Q(body="") & Q(event=""),
                name="message_says_or_tells",
            ),
            models.CheckConstraint(
                condition=Q(event="snoozed", until__isnull=False) | ~Q(event="snoozed") & Q(until=None),
                name="message_snoozes_until_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["reply", "note"]) | Q(author__isnull=False),
                name="message_of_ours_has_an_author",
            ),
        ]

    def __str__(self):
        return self.body[:60] or self.get_event_display()
