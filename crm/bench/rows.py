"""Rows as the database takes them, of people and what they said."""

from operator import attrgetter

from conversations.thread import SUMMARY
from leads.models import Lead
from leads.models.profile_field import Kind
from leads.models.profile_value import Source

from .clock import moment

LEAD = [field.attname for field in Lead._meta.concrete_fields]
CONVERSATION = [
    *("id", "project_id", "lead_id", "public_id", "subject", "page", "status", "assignee_id"),
    *("created_at", "closed_at", "visitor_seen_seq", *SUMMARY),
]
MESSAGE = [
    *("conversation_id", "seq", "kind", "body", "event"),
    *("author_id", "subject_id", "created_at"),
]
VALUE = [
    *("lead_id", "field_id", "value", "option", "source"),
    *("actor_id", "conversation", "is_current", "created_at"),
]
BY_AGENTS = {"phone", "company"}

talk_row = attrgetter(*CONVERSATION)


def lead_of(project, columns, talked):
    """Return the lead, not saved, of somebody who said these things."""
    heard = moment(max(talk.heard_at for talk in talked))
    lead = Lead(
        project_id=project.pk, created_at=talked[0].created_at, seen_at=heard, last_seen=heard, **columns
    )
    lead.index()
    lead.visitor_id = lead.visitor_id.hex
    return lead


def lines_of(talk):
    for line in talk.lines:
        yield (talk.id, *line)


def values_of(random, lead, talked, fields, agents):
    """Yield what the person typed as their first conversation began, and what an agent wrote down later."""
    typed = [Source.VISITOR.value, None, talked[0].public_id, True, talked[0].created_at]
    for field in fields:
        value = getattr(lead, field.key) if field.is_built_in else _choose(random, field)
        if value:
            option = value if field.is_filterable else ""
            told = [Source.AGENT.value, random.choice(agents), None, True, lead.seen_at]
            yield (lead.pk, field.pk, value, option, *(told if field.key in BY_AGENTS else typed))


def _choose(random, field):
    if field.kind == Kind.CHOICE and random.random() < 0.5:
        return random.choice([key for key, _label in field.options()] or [""])
    return ""
