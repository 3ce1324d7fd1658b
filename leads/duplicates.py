"""
Who may be the same person, and why.

An e-mail that somebody typed proves nothing, so nothing here merges: it only suggests pairs to agents. The
work is done after each change of a profile, for the few leads that have something in common with it; what
more than three contacts have in common says nothing and costs no more. After what a visitor typed it is done
by a job: the time that the form takes would tell them whether an e-mail is known.
"""

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from .activity import record
from .models import Lead, Suggestion, Trait
from .models.suggestion import Kind
from .refused import Refused
from .traits import traits_of
from .tree import locked

MOST = 3  # contacts that have a trait in common before it is nobody's own

WEIGHTS = {Kind.EMAIL: 2, Kind.PHONE: 2, Kind.COMPANY: 2, Kind.DOMAIN: 2, Kind.ADDRESS: 1}
Status, Strength = Suggestion.Status, Suggestion.Strength


class OneAlready(Refused):
    words = _("They are one contact already.")


@transaction.atomic
def notice(lead):
    """
    Bring the traits of `lead`, locked by the caller, in step with its profile, and with them who it may be
    the same person as.
    """
    old = {trait.kind: trait.key for trait in lead.traits.all()}
    new = traits_of(lead)
    if old == new:
        return
    lead.traits.exclude(kind__in=[kind for kind in new if old.get(kind) == new[kind]]).delete()
    Trait.objects.bulk_create(
        Trait(project_id=lead.project_id, lead=lead, kind=kind, key=key)
        for kind, key in new.items()
        if old.get(kind) != key
    )
    pairs = set()
    for kind, key in {*old.items(), *new.items()}:
        alike = _alike(lead.project_id, kind, key)
        pairs |= {(lead.pk, other) for other in alike}
        if len(alike) >= MOST:  # it has become nobody's own, or is so no longer
            pairs |= {(one, other) for one in alike for other in alike}
    # In order: two who write the same pairs at once wait for each other, and not in a circle.
    for pair in sorted({tuple(sorted(pair)) for pair in pairs if len(set(pair)) == 2}):
        _weigh(lead.project_id, *pair)


@task()
@transaction.atomic
def notice_later(pk):
    """Do `notice` for the lead with this id, if it is still there."""
    if lead := Lead.objects.select_for_update(no_key=True).filter(pk=pk).first():
        notice(lead)


def of_contact(contact, most=5):
    """Return the open suggestions that say of whom else the contact may be the same person as."""
    own = Lead.objects.filter(contact=contact)
    found = Suggestion.objects.waiting().filter(
        Q(first__in=own) | Q(second__in=own), project=contact.project_id
    )
    return found.exclude(first__contact=F("second__contact")).for_list()[:most]


def using(project, *, email="", phone=""):
    """Return the contacts of the project that have this very e-mail, or this phone in whatever form."""
    typed = Lead(email=email.strip().lower(), phone=phone)
    same = Lead.objects.filter(project=project, email=typed.email, email__gt="").values("contact")
    key = traits_of(typed).get(Kind.PHONE, "")
    calls = Trait.objects.filter(project=project, kind=Kind.PHONE, key=key).values("lead__contact")
    contacts = Lead.objects.contacts().filter(Q(pk__in=same) | Q(pk__in=calls), project=project)
    return contacts.order_by("-last_seen", "-id")


@transaction.atomic
def refuse(suggestion, *, by, at=None):
    """
    Remember that the two contacts of a suggestion are not the same person: none of theirs comes again.
    Raises OneAlready where they were merged meanwhile.
    """
    trees = locked(suggestion.project, [suggestion.first_id, suggestion.second_id])
    if len(trees) < 2:
        raise OneAlready
    one, other = trees.values()
    decided = {"status": Status.REFUSED, "decided_by": by, "decided_at": at or timezone.now()}
    between = Suggestion.objects.between(one, other)
    if between.exclude(status=Status.REFUSED).update(**decided):
        for lead, than in ((one[0], other[0]), (other[0], one[0])):
            record("contact.not_same", project=suggestion.project, lead=lead, actor=by, subject=than, at=at)


@transaction.atomic
def postpone(suggestion, *, by, at=None):
    """Put a suggestion behind the others."""
    waiting = Suggestion.objects.filter(pk=suggestion.pk, status=Status.OPEN)
    waiting.update(status=Status.LATER, decided_by=by, decided_at=at or timezone.now())


def settle(leads, others):
    """Note that two groups of leads have become one contact."""
    waiting = Suggestion.objects.between(leads, others).filter(status__in=[Status.OPEN, Status.LATER])
    waiting.update(status=Status.MERGED)


def unsettle(leads, others):
    """Note that two groups of leads are one contact no longer."""
    Suggestion.objects.between(leads, others).filter(status=Status.MERGED).update(status=Status.OPEN)


def _alike(project, kind, key):
    """Return lead ids, one for each of the contacts that have a trait, one more than count at the most."""
    rows = Trait.objects.filter(project=project, kind=kind, key=key).order_by("lead")
    found = {}
    for lead, contact in rows.values_list("lead", "lead__contact")[: MOST * 4]:
        found.setdefault(contact, lead)
    return list(found.values())[: MOST + 1]


def _weigh(project, first, second):
    """Write, change or remove the suggestion that two leads are one person. A decision stays."""
    known = Suggestion.objects.filter(first=first, second=second).first()
    if known and known.status in (Status.REFUSED, Status.MERGED):
        return
    reasons = _reasons(project, first, second)
    if not reasons:
        if known:
            known.delete()
        return
    values = {"reasons": reasons, "strength": _strength(reasons)}
    if known:
        Suggestion.objects.filter(pk=known.pk).update(**values)
    elif not _is_decided(first, second):
        Suggestion.objects.get_or_create(
            project_id=project, first_id=first, second_id=second, defaults=values
        )


def _reasons(project, first, second):
    held = {}
    for lead, kind, key in Trait.objects.filter(lead__in=[first, second]).values_list("lead", "kind", "key"):
        held.setdefault((kind, key), set()).add(lead)
    shared = [pair for pair, leads in held.items() if len(leads) == 2]
    own = [kind for kind, key in shared if len(_alike(project, kind, key)) <= MOST]
    if Kind.EMAIL in own:
        own = [kind for kind in own if kind not in (Kind.ADDRESS, Kind.DOMAIN)]  # said by the e-mail already
    return sorted(own, key=list(Kind).index)


def _strength(reasons):
    return Strength(min(sum(WEIGHTS[Kind(reason)] for reason in reasons), 3))


def _is_decided(first, second):
    """Whether the two are one contact already, or two that somebody said are not the same person."""
    contacts = Lead.objects.filter(pk__in=[first, second]).values_list("contact", flat=True)
    one, other = (list(contacts) * 2)[:2]
    if one == other:
        return True
    between = Suggestion.objects.between(
        Lead.objects.filter(contact=one).values("pk"), Lead.objects.filter(contact=other).values("pk")
    )
    return between.filter(status=Status.REFUSED).exists()
