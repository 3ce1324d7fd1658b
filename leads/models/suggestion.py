from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .columns import BytewiseCharField
from .lead import Lead

LONGEST_TRAIT = 500


class Kind(models.TextChoices):
    """In what two leads are alike; the labels are reasons as agents read them."""

    EMAIL = "email", _("same e-mail")
    PHONE = "phone", _("same phone")
    COMPANY = "company", _("same name and company")
    DOMAIN = "domain", _("same name and e-mail domain")
    ADDRESS = "address", _("almost the same e-mail")


class Trait(models.Model):
    """
    One thing that a lead may have in common with another, folded so that what is alike is equal. The rows
    follow the profile; `leads.duplicates` writes them.
    """

    project = models.ForeignKey("crm.Project", models.PROTECT, related_name="+", db_index=False)
    lead = models.ForeignKey(Lead, models.CASCADE, related_name="traits", db_index=False)
    kind = models.CharField(max_length=10, choices=Kind)
    key = BytewiseCharField(max_length=LONGEST_TRAIT)

    class Meta:
        verbose_name = _("trait")
        verbose_name_plural = _("traits")
        constraints = [models.UniqueConstraint(fields=["lead", "kind"], name="trait_one_of_each_kind")]
        indexes = [models.Index(fields=["project", "kind", "key", "lead"], name="trait_by_key")]

    def __str__(self):
        return f"{self.kind}: {self.key}"


class SuggestionQuerySet(models.QuerySet):
    def waiting(self):
        """
        Pairs that nobody has decided on, the strongest and newest first; what waits for later, last. None
        with a contact in the trash.
        """
        waiting = self.filter(status__in=[Suggestion.Status.OPEN, Suggestion.Status.LATER])
        waiting = waiting.filter(first__trashed_at=None, second__trashed_at=None)
        return waiting.order_by("-status", "-strength", "-id")

    def between(self, leads, others):
        return self.filter(Q(first__in=leads, second__in=others) | Q(first__in=others, second__in=leads))

    def for_list(self):
        return self.select_related("first__contact", "second__contact")


class Suggestion(models.Model):
    """Two leads that may be one person, and what an agent decided on that. `first` is the older one."""

    class Status(models.TextChoices):
        LATER = "later", _("later")
        MERGED = "merged", _("merged")
        OPEN = "open", _("open")
        REFUSED = "refused", _("not the same person")

    class Strength(models.IntegerChoices):
        WEAK = 1, _("Perhaps")
        FAIR = 2, _("Likely")
        STRONG = 3, _("Very likely")

    project = models.ForeignKey("crm.Project", models.PROTECT, related_name="suggestions", db_index=False)
    first = models.ForeignKey(Lead, models.CASCADE, related_name="+", db_index=False)
    second = models.ForeignKey(Lead, models.CASCADE, related_name="+")
    reasons = models.JSONField(_("reasons"), default=list, blank=True)
    strength = models.PositiveSmallIntegerField(_("strength"), choices=Strength, default=Strength.WEAK)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.OPEN)
    created_at = models.DateTimeField(_("since"), default=timezone.now, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("suggestion")
        verbose_name_plural = _("suggestions")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="suggestion_one_for_each_pair"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="suggestion_older_first"),
        ]
        indexes = [
            models.Index(
                fields=["project", "-status", "-strength", "-id"],
                name="suggestion_waiting",
                condition=Q(status__in=["open", "later"]),
            )
        ]

    def __str__(self):
        return f"{self.first} · {self.second}"

    @property
    def contacts(self):
        return [self.first.contact, self.second.contact]

    def words(self):
        """Return the reasons as agents read them."""
        labels = [Kind(reason).label for reason in self.reasons if reason in Kind.values]
        return [*labels, *self._circumstances()]

    def _circumstances(self):
        browsers = [(lead.browser, lead.system) for lead in (self.first, self.second)]
        if all(browser for browser, _system in browsers) and browsers[0] != browsers[1]:
            yield _("other browser")
