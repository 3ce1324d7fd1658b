import secrets
from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .contrast import text_on
from .jobs.models import Heartbeat, Turn
from .notices import Notified
from .office_hours import Attended, ClosedDay, OfficeHours
from .origins import origin_of, validate_origins
from .sighting import Sighting
from .slugs import TAKEN, validate_slug
from .user import Picture, User, time_zone_choices

__all__ = [
    "ClosedDay",
    "Heartbeat",
    "Invitation",
    "Membership",
    "OfficeHours",
    "Picture",
    "Project",
    "Sighting",
    "Turn",
    "User",
]

__all__ = ["Invitation", "Membership", "Picture", "Project", "Sighting", "User"]


def new_key():
    """Return a project's public key: it stands in addresses and snippets, and names nothing."""
    return secrets.token_hex(8)


def language_choices():
    return settings.CHAT_LANGUAGES


class Project(Attended, models.Model):
    class Side(models.TextChoices):
        LEFT = "left", _("Left")
        RIGHT = "right", _("Right")

    name = models.CharField(_("name"), max_length=100)
    slug = models.SlugField(
        _("address"), max_length=50, unique=True, validators=[validate_slug], error_messages={"unique": TAKEN}
    )
    key = models.CharField(
        _("public key"),
        max_length=64,
        unique=True,
        default=new_key,
        validators=[RegexValidator(r"^[a-zA-Z0-9_-]{3,64}\Z", _("Use 3 to 64 letters, digits, - and _."))],
    )
    accent = models.CharField(
        _("accent colour"),
        max_length=7,
        default="#1b6b4a",
        validators=[
            RegexValidator(r"^#[0-9a-fA-F]{6}\Z", _("Write a colour as # and six digits, like #1b6b4a."))
        ],
    )
    side = models.CharField(
        _("side"),
        max_length=5,
        choices=Side,
        default=Side.RIGHT,
        help_text=_("Where the button of the chat stands in your pages."),
    )
    greeting = models.CharField(
        _("greeting"),
        max_length=200,
        blank=True,
        help_text=_(
            "What the chat says above its questions, and beside its button until a visitor has opened or"
            " dismissed it. Left empty, the chat says so in its own words and the button stands alone."
        ),
    )
    privacy_note = models.TextField(
        _("privacy note"),
        max_length=2000,
        blank=True,
        help_text=_("Shown below the questions: what you keep, and what for."),
    )
    language = models.CharField(_("language"), max_length=10, choices=language_choices, default="en")
    time_zone = models.CharField(_("time zone"), max_length=64, choices=time_zone_choices, default="UTC")
    allowed_sites = models.JSONField(
        _("allowed sites"),
        default=list,
        blank=True,
        validators=[validate_origins],
        help_text=_(
            'Origins that may embed the chat, like ["https://www.example.com"]. None listed: any site may.'
        ),
    )
    trash_days = models.PositiveSmallIntegerField(
        _("days in the trash"),
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(3650)],
        help_text=_("A contact in the trash is erased for ever after so many days."),
    )
    members = models.ManyToManyField(User, through="Membership", related_name="projects")
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)

    class Meta:
        ordering = ["name"]
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        constraints = [
            models.CheckConstraint(
                condition=Q(side__in=["left", "right"]), name="project_side_left_or_right"
            ),
            models.CheckConstraint(condition=Q(trash_days__gte=1), name="project_trash_days_some"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("contact-list", args=[self.slug])

    def clean(self):
        self.allowed_sites = self.allowed_sites or []

    @property
    def chat_path(self):
        return reverse("chat", args=[self.key])

    @property
    def text_on_accent(self):
        return text_on(self.accent)

    def embed_snippet(self, base_url):
        """Return the line that puts the chat into the pages of the host site; docs/embed.md says the rest."""
        return format_html(
            '<script async src="{}{}" data-project="{}"></script>', base_url, reverse("loader"), self.key
        )

    def saw(self, url):
        """
        Note that the chat was opened in a page at `url`, unless that was noted in the last minutes. Anybody
        can name any site here, so only so many are kept.
        """
        origin, now = origin_of(url), timezone.now()
        if not origin or len(origin) > Sighting.LONGEST:
            return
        sighting = self.sightings.filter(origin=origin).first()
        if sighting is None:
            if self.sightings.count() < Sighting.MOST:
                self.sightings.get_or_create(origin=origin)
        elif now - sighting.seen_at > settings.SEEN_AGAIN_AFTER:
            self.sightings.filter(origin=origin).update(seen_at=now)

    saw.alters_data = True

    def may_be_embedded_at(self, url):
        """Say whether the page at `url` may embed the chat. With no allowed sites any may."""
        return not self.allowed_sites or origin_of(url) in self.allowed_sites


class Membership(Notified, models.Model):
    class Role(models.TextChoices):
        AGENT = "agent", _("Agent")
        ADMIN = "admin", _("Admin")
        OWNER = "owner", _("Owner")

    project = models.ForeignKey(Project, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.AGENT)
    created_at = models.DateTimeField(_("since"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [models.UniqueConstraint(fields=["project", "user"], name="membership_unique")]

    def __str__(self):
        return f"{self.user} · {self.project}"

    @property
    def may_manage(self):
        """Whether settings, members, import, export and erasing are open to this member."""
        return self.role in (self.Role.ADMIN, self.Role.OWNER)

    def may_manage_role(self, role):
        """Whether this member may invite, make, change and remove members with `role`."""
        return self.role == self.Role.OWNER or (self.may_manage and role != self.Role.OWNER)

    @property
    def roles_to_give(self):
        return [role for role in self.Role if self.may_manage_role(role)]


class InvitationQuerySet(models.QuerySet):
    def open(self):
        return self.filter(accepted_at=None, revoked_at=None, expires_at__gt=timezone.now())

    def ended(self):
        return self.exclude(pk__in=self.model.objects.open().values("pk"))

    def of_token(self, token):
        return self.filter(token_hash=Invitation.hash_of(token))


class Invitation(models.Model):
    """
    One person's way into a project, open to whoever has the token, or to the owner of `email` only. The
    token itself is kept nowhere: it follows from the row and the secret key.
    """

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("invitation", "Open")
        ACCEPTED = "accepted", _("Accepted")
        REVOKED = "revoked", _("Revoked")
        EXPIRED = "expired", _("Expired")

    LASTS = timedelta(days=7)

    project = models.ForeignKey(Project, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail"), blank=True)
    role = models.CharField(_("role"), max_length=10, choices=Membership.Role)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("invited by"))
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("expires"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    accepted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="invitation_email_in_lower_case"),
            models.CheckConstraint(condition=Q(role__in=Membership.Role.values), name="invitation_to_a_role"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="invitation_expires"),
            models.CheckConstraint(
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False, revoked_at=None),
                name="invitation_accepted_by_somebody_or_revoked",
            ),
            models.UniqueConstraint(
                fields=["project", "email"],
                condition=~Q(email="") & Q(accepted_at=None, revoked_at=None),
                name="invitation_one_for_each_email",
            ),
        ]

    def __str__(self):
        return self.email or str(_("a link for anybody"))

    @property
    def state(self):
        if self.accepted_at:
            return self.State.ACCEPTED
        if self.revoked_at:
            return self.State.REVOKED
        return self.State.OPEN if self.expires_at > timezone.now() else self.State.EXPIRED

    @property
    def token(self):
        about = f"{self.project_id} {self.email} {self.created_at.isoformat()}"
        return salted_hmac("crm.models.Invitation", about, algorithm="sha256").hexdigest()

    @staticmethod
    def hash_of(token):
        return sha256(token.encode(errors="replace")).hexdigest()
