from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..counting import CountUpTo
from ..fold import digits_of, fold
from .columns import BytewiseCharField, BytewiseTextField, NormalizedEmailField

# What `contact` holds between the two statements that write a new head. No lead has this id, so no commit
# can keep it.
NOT_YET_KNOWN = 0

INDEXED = {"full_name", "last_name", "email", "phone", "company"}


class LeadQuerySet(models.QuerySet):
    def heads(self):
        """One lead for each contact, however many browsers were merged into it."""
        return self.filter(merged_into=None)

    def contacts(self):
        """The heads that lists and searches show: what is in the trash is not there."""
        return self.heads().filter(trashed_at=None)

    def in_trash(self):
        """The contacts in the trash, the latest first."""
        return self.heads().filter(trashed_at__isnull=False).order_by("-trashed_at", "-id")

    def describe(self, contacts):
        """
        Give each of some contacts what a list shows beside it: `conversation_count`, `open_count` and
        `sharing_count`.

        The last is how many contacts of the project have its e-mail, itself among them, at most 100; 0
        without an e-mail.
        """
        counts = self._counts(contacts)
        for contact in contacts:
            total, unclosed, sharing = counts.get(contact.pk, (0, 0, 0))
            contact.conversation_count, contact.open_count = total, unclosed
            contact.sharing_count = sharing if contact.email else 0

    def sharing_email_of(self, contact):
        """
        The other contacts of the project that have the same e-mail. That is a claim of both, and proves
        nothing.
        """
        same = self.contacts().filter(project=contact.project_id, email=contact.email, email__gt="")
        return same.exclude(pk=contact.pk).order_by("-last_seen", "-id")

    def _counts(self, contacts):
        same = Lead.objects.contacts().filter(project=OuterRef("project"), email=OuterRef("email"))
        own = Lead.objects.filter(contact=OuterRef("pk")).order_by().values("contact")
        unclosed = Count("conversations", filter=Q(conversations__status="open"))
        rows = self.filter(pk__in=[contact.pk for contact in contacts]).values_list(
            "pk",
            Coalesce(Subquery(own.annotate(number=Count("conversations")).values("number")), 0),
            Coalesce(Subquery(own.annotate(number=unclosed).values("number")), 0),
            CountUpTo(same),
        )
        return {pk: counts for pk, *counts in rows}


class Lead(models.Model):
    """
    The record of one identity: an anonymous visitor ID, a signed-in user of the host site, or a contact
    made by hand.

    A merge moves nothing. `merged_into` names the lead that this one was merged into; `contact` names the
    head of that tree, itself for a head, so that every look-up is one hop. Conversations and all else point
    at their own lead for ever.
    """

    project = models.ForeignKey(
        "crm.Project", models.PROTECT, related_name="leads", verbose_name=_("project"), db_index=False
    )
    visitor_id = models.UUIDField(_("visitor ID"), null=True, blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="absorbed"
    )
    contact = models.ForeignKey("self", models.PROTECT, editable=False, related_name="leads")

    full_name = models.CharField(_("full name"), max_length=200, blank=True)
    last_name = models.CharField(_("last name"), max_length=200, blank=True)
    email = NormalizedEmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=50, blank=True)
    company = models.CharField(_("company"), max_length=200, blank=True)

    browser = models.CharField(_("browser"), max_length=50, blank=True)
    browser_version = models.CharField(_("browser version"), max_length=20, blank=True)
    system = models.CharField(_("system"), max_length=50, blank=True)
    language = models.CharField(_("language"), max_length=20, blank=True)

    created_at = models.DateTimeField(_("first seen"), default=timezone.now, editable=False)
    # When this identity was here last, and when any of its contact was: a head's `last_seen` is the latest
    # `seen_at` of its leads, which is how an undone merge finds it again.
    seen_at = models.DateTimeField(default=timezone.now, editable=False)
    last_seen = models.DateTimeField(_("last seen"), default=timezone.now, editable=False)

    # The same for all leads of a contact, so that none of them needs to look at the others.
    trashed_at = models.DateTimeField(_("in the trash since"), null=True, blank=True, editable=False)

    # What else the contact is found by: what its other leads are called, and what was once known of them.
    also_known_as = models.TextField(blank=True, editable=False)
    sort_name = BytewiseCharField(max_length=400, blank=True, editable=False)
    search_text = BytewiseTextField(blank=True, editable=False)

    objects = LeadQuerySet.as_manager()

    class Meta:
        verbose_name = _("lead")
        verbose_name_plural = _("leads")
        constraints = [
            models.UniqueConstraint(fields=["project", "visitor_id"], name="lead_one_per_visitor"),
            models.CheckConstraint(
                condition=Q(merged_into=None) & (Q(contact=F("id")) | Q(contact=NOT_YET_KNOWN))
                | (Q(merged_into__isnull=False) & ~Q(contact=F("id")) & ~Q(merged_into=F("id"))),
                name="lead_head_is_its_contact",
            ),
        ]
        indexes = [
            models.Index(
                fields=["project", "-last_seen", "-id"],
                name="contact_by_last_seen",
                condition=Q(merged_into=None),
            ),
            models.Index(
                fields=["project", "-created_at", "-id"],
                name="contact_by_created",
                condition=Q(merged_into=None),
            ),
            models.Index(
                fields=["project", "sort_name", "id"], name="contact_by_name", condition=Q(merged_into=None)
            ),
            models.Index(
                fields=["project", "email", "id"], name="contact_by_email", condition=Q(merged_into=None)
            ),
            models.Index(
                fields=["project", "-trashed_at", "-id"],
                name="contact_in_trash",
                condition=Q(merged_into=None, trashed_at__isnull=False),
            ),
        ]

    def __str__(self):
        return self.name or str(self.visitor_id or self.pk)

    def save(self, *args, **kwargs):
        self.index()
        if (columns := kwargs.get("update_fields")) is not None and INDEXED & set(columns):
            kwargs["update_fields"] = {*columns, "sort_name", "search_text"}
        if not self._state.adding or self.contact_id:
            return super().save(*args, **kwargs)
        with transaction.atomic(using=kwargs.get("using")):
            self.contact_id = NOT_YET_KNOWN
            super().save(*args, **kwargs)
            type(self).objects.filter(pk=self.pk).update(contact_id=F("id"))
        self.contact_id = self.pk

    def get_absolute_url(self):
        return reverse("contact", args=[self.project.slug, self.contact_id])

    def seen(self, now):
        """
        Note that this identity did something at `now`, and with it its contact.

        Rows are locked own before head, here as everywhere.
        """
        leads = type(self).objects
        leads.filter(pk=self.pk, seen_at__lt=now).update(
            seen_at=now, last_seen=Greatest("last_seen", Value(now))
        )
        # Read again: a merge may have come between.
        head = leads.filter(pk=self.pk).values("contact")
        leads.filter(pk__in=head, last_seen__lt=now).update(last_seen=now)

    def visited(self, now):
        """Note a visit, unless one was noted in the last minutes: looking is hardly ever a write."""
        if now - self.seen_at > settings.SEEN_AGAIN_AFTER:
            self.seen(now)

    seen.alters_data = visited.alters_data = True

    def index(self):
        """Bring the columns that search and sorting read in step with the profile."""
        self.sort_name = fold(self.name)[:400]
        words = [self.sort_name, fold(self.email), fold(self.company), digits_of(self.phone)]
        self.search_text = " ".join(filter(None, [*words, self.also_known_as]))

    @property
    def name(self):
        """Return the full name with the last name, which some people type into both fields."""
        full, last = fold(self.full_name).split(), fold(self.last_name).split()
        if not self.last_name or (last and set(last) <= set(full)):
            return self.full_name
        return f"{self.full_name} {self.last_name}".strip()

    @property
    def is_contact(self):
        return self.merged_into_id is None

    @property
    def seed(self):
        """What the tile is drawn from."""
        return str(self.visitor_id or f"lead {self.pk}")

    @property
    def short_id(self):
        return str(self.visitor_id)[:8] if self.visitor_id else ""

    @property
    def device(self):
        if self.browser and self.system:
            return _("%(browser)s on %(system)s") % {"browser": self.browser, "system": self.system}
        return self.browser or self.system
