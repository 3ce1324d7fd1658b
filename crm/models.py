import secrets
from datetime import timedelta
from hashlib import sha256
from zoneinfo import available_timezones

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from .jobs.models import Heartbeat, Turn
from .notices import Notified
from .office_hours import Attended, ClosedDay, OfficeHours
from .origins import origin_of, validate_origins
from .sighting import Sighting

__all__ = [
    "ClosedDay",
    "Heartbeat",
    "Invitation",
    "Membership",
    "OfficeHours",
    "Project",
    "Sighting",
    "Turn",
    "User",
]


class UserManager(BaseUserManager):
    def create_user(self, email, password=None, **fields):
        """Create and save a user who signs in with `email` (kept in lower case) and `password`."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, **{"is_staff": True, "is_superuser": True, **fields})

    def get_by_natural_key(self, email):
        return self.get(email=email.strip().lower())


class User(AbstractBaseUser, PermissionsMixin):
    email = models.EmailField(
        _("e-mail"),
        unique=True,
        error_messages={"unique": _("Somebody has an account with this e-mail already.")},
    )
    name = models.CharField(_("name"), max_length=150, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("staff"), default=False, help_text=_("May open the Django admin."))
    date_joined = models.DateTimeField(_("joined"), default=timezone.now, editable=False)
    last_project = models.ForeignKey(
        "Project", models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    objects = UserManager()

    USERNAME_FIELD = EMAIL_FIELD = "email"

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="user_email_in_lower_case")
        ]

    def __str__(self):
        return self.get_full_name()

    def save(self, *args, **kwargs):
        self.email = self.email.strip().lower()
        super().save(*args, **kwargs)

    def clean(self):
        super().clean()
        self.email = self.email.strip().lower()

    def get_full_name(self):
        return self.name.strip() or self.email.partition("@")[0]

    @property
    def initials(self):
        words = self.get_full_name().split()
        return (words[0][:1] + words[-1][:1] if len(words) > 1 else words[0][:2]).upper()


def new_key():
    """Return a project's public key: it stands in addresses and snippets, and names nothing."""
    return secrets.token_hex(8)


def language_choices():
    return settings.LANGUAGES


def time_zone_choices():
    return [(name, name.replace("_", " ")) for name in sorted(available_timezones())]


class Project(Attended, models.Model):
    name = models.CharField(_("name"), max_length=100)
    slug = models.SlugField(_("slug"), max_length=50, unique=True)
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
    greeting = models.CharField(
        _("greeting"),
        max_length=200,
        blank=True,
        help_text=_("What the chat says above its questions. Left empty, it says so in its own words."),
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
    members = models.ManyToManyField(User, through="Membership", related_name="projects")
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)

    class Meta:
        ordering = ["name"]
        verbose_name = _("project")
        verbose_name_plural = _("projects")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("contact-list", args=[self.slug])

    def clean(self):
        self.allowed_sites = self.allowed_sites or []

    @property
    def chat_path(self):
        return reverse("chat", args=[self.key])

    def embed_snippet(self, base_url):
        """Return the HTML that shows the chat in a page of the host site."""
        return format_html(
            '<iframe src="{}{}"\n        title="{}" width="380" height="600"></iframe>',
            base_url,
            self.chat_path,
            _("Chat with %(name)s") % {"name": self.name},
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

    def of_token(self, token):
        return self.filter(token_hash=Invitation.hash_of(token))


class Invitation(models.Model):
    """
    One person's way into a project, open to whoever has the token, or to the owner of `email` only. The
    token itself is kept nowhere: it follows from the row and the secret key.
    """

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
    def token(self):
        about = f"{self.project_id} {self.email} {self.created_at.isoformat()}"
        return salted_hmac("crm.models.Invitation", about, algorithm="sha256").hexdigest()

    @staticmethod
    def hash_of(token):
        return sha256(token.encode(errors="replace")).hexdigest()
