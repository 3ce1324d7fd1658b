from uuid import uuid4
from zoneinfo import available_timezones

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .sessions import EndsSessions


def language_choices():
    return settings.LANGUAGES


def time_zone_choices():
    return [(name, name.replace("_", " ")) for name in sorted(available_timezones())]


class PictureQuerySet(models.QuerySet):
    def seen_by(self, user):
        """One's own, and those of the people one works with."""
        beside = User.objects.filter(projects__members=user)
        return self.filter(Q(user=user) | Q(user__in=beside))


class Picture(models.Model):
    """
    The face of a user as `crm.picture` makes it, small enough for a row, so that every host can show it. A
    new picture is a new row: what is at its address never changes.
    """

    TYPE = "image/webp"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    image = models.BinaryField()
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)

    objects = PictureQuerySet.as_manager()

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def __str__(self):
        return str(self.pk)

    def get_absolute_url(self):
        return reverse("picture", args=[self.pk])


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


class User(EndsSessions, AbstractBaseUser, PermissionsMixin):
    """Who signs in. Language and time zone left empty are those of the project that is open."""

    class Appearance(models.TextChoices):
        SYSTEM = "", _("As on this device")
        LIGHT = "light", _("Light")
        DARK = "dark", _("Dark")

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

    picture = models.OneToOneField(
        Picture, models.SET_NULL, null=True, blank=True, editable=False, verbose_name=_("picture")
    )
    language = models.CharField(_("language"), max_length=10, choices=language_choices, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, choices=time_zone_choices, blank=True)
    appearance = models.CharField(_("appearance"), max_length=5, choices=Appearance, blank=True)

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
