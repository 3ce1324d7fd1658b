from django.core.validators import RegexValidator
from django.db import connections, models
from django.db.models import Q
from django.utils.dateparse import parse_date
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from leads.short_date import short_date


class Kind(models.TextChoices):
    TEXT = "text", _("Text")
    LONG_TEXT = "long_text", _("Long text")
    NUMBER = "number", _("Number")
    YES_NO = "yes_no", _("Yes or no")
    DATE = "date", _("Date")
    CHOICE = "choice", _("Choice")
    EMAIL = "email", _("E-mail")
    PHONE = "phone", _("Phone")

    @property
    def is_custom(self):
        """Whether a project's own fields may be of this kind."""
        return self not in (Kind.EMAIL, Kind.PHONE)

    @property
    def is_closed(self):
        """Whether its values are some of a set, and stored as their keys."""
        return self in (Kind.CHOICE, Kind.YES_NO)


# The fields that every project has, in the order they are asked: label, kind, asked, required.
BUILT_IN = {
    "full_name": (_("Full name"), Kind.TEXT, True, True),
    "last_name": (_("Last name"), Kind.TEXT, True, False),
    "email": (_("E-mail"), Kind.EMAIL, True, True),
    "phone": (_("Phone"), Kind.PHONE, False, False),
    "company": (_("Company"), Kind.TEXT, False, False),
}


class ProfileFieldQuerySet(models.QuerySet):
    def active(self):
        return self.filter(retired_at=None)

    def asked(self):
        return self.active().filter(is_asked=True)

    def with_choices(self):
        return self.prefetch_related("choices")

    def hold(self):
        """
        Let none of these fields change its kind until this transaction ends; they may be moved and renamed.

        Where a transaction that writes excludes all others there is nothing to do.
        """
        if connections[self.db].features.has_select_for_update:
            query, parameters = self.order_by("pk").values("pk").query.sql_with_params()
            with connections[self.db].cursor() as cursor:
                cursor.execute(f"{query} FOR KEY SHARE", parameters)

    def create_built_in(self, project):
        """Give a new project the fields that every project has."""
        return self.bulk_create(
            ProfileField(
                project=project, key=key, kind=kind, is_asked=asked, is_required=required, position=position
            )
            for position, (key, (_label, kind, asked, required)) in enumerate(BUILT_IN.items())
        )


class ProfileField(models.Model):
    """What a project knows of a person: the built-in fields, and its own (custom) ones after them."""

    project = models.ForeignKey("crm.Project", models.CASCADE, related_name="profile_fields")
    key = models.CharField(
        _("key"),
        max_length=40,
        validators=[
            RegexValidator(r"^[a-z][a-z0-9_]*\Z", _("Use small letters, digits and _, a letter first."))
        ],
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    label = models.CharField(_("label"), max_length=100, blank=True)
    help_text = models.CharField(_("explanation"), max_length=200, blank=True)
    is_asked = models.BooleanField(_("asked before the chat"), default=True)
    is_required = models.BooleanField(_("required"), default=False)
    position = models.PositiveSmallIntegerField(_("position"), default=100)
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True)

    objects = ProfileFieldQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("profile field")
        verbose_name_plural = _("profile fields")
        constraints = [
            models.UniqueConstraint(fields=["project", "key"], name="profile_field_key_unique"),
            models.CheckConstraint(
                condition=~Q(label="") | Q(key__in=list(BUILT_IN)), name="profile_field_has_a_label"
            ),
        ]

    def __str__(self):
        return str(self.label or BUILT_IN[self.key][0])

    @property
    def is_built_in(self):
        return self.key in BUILT_IN

    @property
    def html_name(self):
        """The name that forms and the public interface use for the field."""
        return self.key if self.is_built_in else f"attributes.{self.key}"

    @property
    def is_filterable(self):
        return Kind(self.kind).is_closed

    def options(self, held=""):
        """
        Return the pairs of value and label that a value of this kind is one of, if it is a closed set.

        A choice that was retired is none of them any more, but where it is the value that is `held`.
        """
        if self.kind == Kind.YES_NO:
            return [("yes", _("Yes")), ("no", _("No"))]
        choices = self.choices.all() if self.kind == Kind.CHOICE else []
        return [
            (choice.key, choice.label) for choice in choices if not choice.retired_at or choice.key == held
        ]

    def display(self, value: str) -> str:
        """Return a stored value as people read it, in the active language."""
        if not value:
            return ""
        if self.kind in (Kind.CHOICE, Kind.YES_NO):
            return str(dict(self.options(held=value)).get(value, value))
        if self.kind == Kind.DATE and (date := parse_date(value)):
            return short_date(date)
        if self.kind == Kind.NUMBER:
            return number_format(value)
        return value


class FieldChoice(models.Model):
    field = models.ForeignKey(ProfileField, models.CASCADE, related_name="choices")
    key = models.SlugField(_("key"), max_length=40)
    label = models.CharField(_("label"), max_length=100)
    position = models.PositiveSmallIntegerField(_("position"), default=100)
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True)

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("choice")
        verbose_name_plural = _("choices")
        constraints = [models.UniqueConstraint(fields=["field", "key"], name="field_choice_key_unique")]

    def __str__(self):
        return self.label
