"""
Fills a project with made-up people in a realistic spread: most wrote once or twice, one of 10,000 has 1,000
conversations and a thread of 2,000 messages; 40 % left no e-mail, 3 % share one.

Who is who depends on the seed, the project's slug and the number of each person only, and a batch is
written whole or not at all. So loading again adds whoever is missing, and nobody twice.
"""

from django.db import transaction

from conversations.models import Conversation, Message
from crm.create_project import create_project
from crm.models import Membership, Project, User
from leads.models import FieldChoice, Lead, ProfileField, ProfileValue
from leads.models.profile_field import Kind

from . import clock
from .bulk import analyze, insert, next_ids
from .people import is_heavy, person, random_of, visitor_id
from .rows import CONVERSATION, LEAD, MESSAGE, VALUE, lead_of, lines_of, talk_row, values_of
from .talks import talks

BATCH = 1000
AGENTS = ["Ada", "Bruno", "Chloé", "Dmitri"]
PLANS = {"free": "Free", "team": "Team", "business": "Business"}


@transaction.atomic
def make_project(slug, password):
    """Make a project with an owner, who signs in with `password`, agents, and a field with choices."""
    owner = f"owner@{slug}.example"
    project = create_project(slug.capitalize(), slug, owner_email=owner, password=password)
    for name in AGENTS:
        agent = User.objects.create_user(f"{name.lower()}@{slug}.example", name=name)
        Membership.objects.create(project=project, user=agent)
    plan = ProfileField.objects.create(project=project, key="plan", label="Plan", kind=Kind.CHOICE)
    FieldChoice.objects.bulk_create(
        FieldChoice(field=plan, key=key, label=label, position=position)
        for position, (key, label) in enumerate(PLANS.items())
    )
    return project


def load(project: Project, number, seed, said=lambda done: None):
    """Add the people 0 to `number` - 1 that the project does not have yet, and return how many that were."""
    agents = list(project.members.filter(is_active=True).order_by("pk").values_list("pk", flat=True))
    fields = list(ProfileField.objects.active().filter(project=project).with_choices())
    until, added = clock.today(), 0
    for start in range(0, number, BATCH):
        numbers = range(start, min(start + BATCH, number))
        with transaction.atomic():
            added += _load_batch(project, _missing(project, numbers, seed), seed, agents, fields, until)
        said(numbers[-1] + 1)
    analyze()
    return added


def _missing(project, numbers, seed):
    ids = {visitor_id(random_of(seed, project, number)): number for number in numbers}
    there = Lead.objects.filter(project=project, visitor_id__in=list(ids)).values_list(
        "visitor_id", flat=True
    )
    return sorted(ids[pk] for pk in ids.keys() - set(there))


def _load_batch(project, numbers, seed, agents, fields, until):
    people = []
    for number in numbers:
        random, columns = person(seed, project, number)
        talked = talks(random, is_heavy=is_heavy(number), agents=agents, until=until)
        people.append((random, lead_of(project, columns, talked), talked))
    ids, talk_ids = next_ids(Lead, len(people)), next_ids(Conversation, sum(len(p[2]) for p in people))
    for _random, lead, talked in people:
        lead.pk = lead.contact_id = next(ids)
        for talk in talked:
            talk.id, talk.lead_id, talk.project_id = next(talk_ids), lead.pk, project.pk
    all_talks = [talk for _random, _lead, talked in people for talk in talked]
    insert(Lead, LEAD, ([getattr(lead, name) for name in LEAD] for _random, lead, _talks in people))
    insert(Conversation, CONVERSATION, map(talk_row, all_talks))
    insert(Message, MESSAGE, (line for talk in all_talks for line in lines_of(talk)))
    insert(ProfileValue, VALUE, (row for who in people for row in values_of(*who, fields, agents)))
    return len(people)
