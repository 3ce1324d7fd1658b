from datetime import timedelta
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Max, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

LONG_WAIT = timedelta(hours=1)


class ConversationQuerySet(models.QuerySet):
    def open(self):
        return self.filter(status=Conversation.Status.OPEN)

    def closed(self):
        return self.filter(status=Conversation.Status.CLOSED)

    def in_use(self):
        """Conversations of contacts that are not in the trash."""
        return self.filter(lead__trashed_at=None)

    def unassigned(self):
        return self.filter(assignee=None)

    def awake(self):
        """Those that do not sleep now; one whose time has come is back by this alone."""
        return self.filter(Q(snoozed_until=None) | Q(snoozed_until__lte=timezone.now()))

    def asleep(self):
        return self.filter(snoozed_until__gt=timezone.now())

    def waiting(self):
        """Open conversations whose visitor wrote last, and that do not sleep."""
        return self.awake().filter(waiting_since__isnull=False)

    def waiting_for(self, user):
        """Waiting ones that are `user`'s to answer or nobody's yet."""
        return self.waiting().filter(Q(assignee=user) | Q(assignee=None))

    def with_news(self):
        """Conversations with a reply that their visitor has not seen."""
        return self.filter(replied_seq__gt=F("visitor_seen_seq"))

    def of_contact(self, contact):
        """The conversations of all the leads that are this contact."""
        return self.filter(lead__contact=contact)

    def latest_first(self):
        return self.order_by("-last_message_at", "-id")

    def longest_wait_first(self):
        return self.order_by("waiting_since", "id")

    def next_back_first(self):
        return self.order_by("snoozed_until", "id")

    def for_list(self):
        return self.select_related("lead__contact", "assignee")

    def with_read_mark(self, user):
        """Add `read_seq`: how far `user` has read, None when they have not looked."""
        marks = user.read_marks.model.objects.filter(conversation=OuterRef("pk"), user=user)
        return self.annotate(read_seq=Subquery(marks.values("seq")))


class Conversation(models.Model):
    """
    One request that a visitor opened, with its messages. It belongs to the lead that opened it for ever.

    What lists show of the messages is kept here, written with each message under the row's lock.
    """

    class Status(models.TextChoices):
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")

    project = models.ForeignKey("crm.Project", models.PROTECT, related_name="conversations", db_index=False)
    lead = models.ForeignKey("leads.Lead", models.PROTECT, related_name="conversations", db_index=False)
    public_id = models.UUIDField(_("public id"), default=uuid4, unique=True, editable=False)
    # What the opening form calls itself, so that a form sent twice opens one conversation.
    client_id = models.UUIDField(null=True, blank=True, editable=False)
    subject = models.CharField(_("subject"), max_length=120)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.OPEN)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("assignee"),
    )
    page = models.CharField(_("written from"), max_length=2000, blank=True)

    last_seq = models.PositiveIntegerField(default=0, editable=False)
    message_count = models.PositiveIntegerField(_("messages"), default=0, editable=False)
    snippet = models.CharField(max_length=160, blank=True, editable=False)
    snippet_is_ours = models.BooleanField(default=False, editable=False)
    heard_seq = models.PositiveIntegerField(default=0, editable=False)
    visitor_seen_seq = models.PositiveIntegerField(default=0, editable=False)
    replied_seq = models.PositiveIntegerField(default=0, editable=False)
    # The last reply that went out by e-mail, and whether no more may: the visitor said so, or it came back.
    mailed_seq = models.PositiveIntegerField(default=0, editable=False)
    mail_stopped = models.BooleanField(default=False, editable=False)
    # The score that the visitor gave last, also after it was reopened.
    rated = models.PositiveSmallIntegerField(_("rated"), null=True, blank=True, editable=False)

    created_at = models.DateTimeField(_("opened"), default=timezone.now, editable=False)
    last_message_at = models.DateTimeField(_("last message"), default=timezone.now, editable=False)
    first_reply_at = models.DateTimeField(null=True, blank=True, editable=False)
    waiting_since = models.DateTimeField(_("waiting since"), null=True, blank=True, editable=False)
    snoozed_until = models.DateTimeField(_("asleep until"), null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True, editable=False)

    objects = ConversationQuerySet.as_manager()

    class Meta:
        verbose_name = _("conversation")
        verbose_name_plural = _("conversations")
        constraints = [
            models.UniqueConstraint(
                fields=["lead", "client_id"], condition=~Q(client_id=None), name="conversation_sent_once"
            ),
            models.CheckConstraint(
                condition=Q(status="open", closed_at=None) | Q(status="closed", closed_at__isnull=False),
                name="conversation_closed_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(status="open") | Q(waiting_since=None), name="conversation_waits_while_open"
            ),
            models.CheckConstraint(
                condition=Q(status="open") | Q(snoozed_until=None), name="conversation_sleeps_while_open"
            ),
        ]
        indexes = [
            models.Index(fields=["lead", "-last_message_at", "-id"], name="conversation_by_lead"),
            models.Index(
                fields=["project", "status", "-last_message_at", "-id"], name="conversation_by_status"
            ),
            models.Index(
                fields=["project", "assignee", "-last_message_at", "-id"],
                name="conversation_open_by_assignee",
                condition=Q(status="open"),
            ),
            models.Index(
                fields=["project", "-first_reply_at"],
                name="conversation_by_first_reply",
                condition=Q(first_reply_at__isnull=False),
            ),
            models.Index(
                fields=["project", "assignee", "waiting_since"],
                name="conversation_waiting",
                condition=Q(waiting_since__isnull=False),
            ),
            models.Index(
                fields=["project", "waiting_since", "id"],
                name="conversation_longest_wait",
                condition=Q(waiting_since__isnull=False),
            ),
            models.Index(
                fields=["project", "snoozed_until", "id"],
                name="conversation_asleep",
                condition=Q(snoozed_until__isnull=False),
            ),
        ]

    def __str__(self):
        return self.subject

    def get_absolute_url(self):
        return reverse("conversation", args=[self.project.slug, self.pk])

    @property
    def is_open(self):
        return self.status == self.Status.OPEN

    @property
    def is_waiting(self):
        return self.is_open and self.waiting_since is not None

    @property
    def is_asleep(self):
        return self.snoozed_until is not None and self.snoozed_until > timezone.now()

    @property
    def is_back(self):
        """Whether it slept, its time has come, and nobody has said anything since."""
        return self.snoozed_until is not None and not self.is_asleep

    @property
    def is_unread(self):
        """Whether the visitor waits, and wrote since the agent of `with_read_mark` looked."""
        return self.is_waiting and self.heard_seq > (self.read_seq or 0)

    @property
    def waited_long(self):
        return self.is_waiting and timezone.now() - self.waiting_since > LONG_WAIT

    @property
    def has_news(self):
        """Whether the visitor has not yet seen a reply."""
        return self.replied_seq > self.visitor_seen_seq

    @property
    def known_seq(self):
        """The last reply that the visitor has seen, or was mailed."""
        return max(self.visitor_seen_seq, self.mailed_seq)

    @property
    def may_be_rated(self):
        """Whether its visitor is asked how it was: it is closed, and somebody did answer."""
        return not self.is_open and self.first_reply_at is not None

    @property
    def current_rating(self):
        """What the visitor said of the closing that lasts, or None."""
        return self.ratings.filter(is_current=True).first()

    @property
    def first_reply_in(self):
        return self.first_reply_at and self.first_reply_at - self.created_at

    @cached_property
    def team_seen_seq(self):
        """How far the agent who has read most has read."""
        return self.read_marks.aggregate(most=Max("seq", default=0))["most"]
