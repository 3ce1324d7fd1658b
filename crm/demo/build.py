"""Turns the data of the demo into rows, through the product's own verbs, so it holds nothing they refuse."""

from datetime import timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from conversations.assign import assign
from conversations.close import close
from conversations.open import open_conversation
from conversations.post import add_note, post_message, reply
from conversations.rate import rate
from conversations.seen import seen_by_agent, seen_by_visitor
from conversations.snooze import snooze
from crm.create_project import account, create_project
from crm.invite import invite
from crm.models import Membership
from leads import profile
from leads.duplicates import notice
from leads.models import FieldChoice, Lead, ProfileField
from leads.models.profile_field import Kind
from leads.models.profile_value import Source

from . import SLUG
from .moments import timed
from .northside import NORTHSIDE
from .people import PEOPLE

MAYA = "maya@fernandclay.example"
TOM = "tom@fernandclay.example"
ROSA = "rosa@fernandclay.example"
# Public, so nothing is made of it unless the setting DEMO is on.
PASSWORD = "regulars-demo"  # noqa: S105
TIME_ZONE = "Europe/London"
WORDS = {
    "greeting": "Ask us anything about clay. We answer between two firings.",
    "privacy_note": "We keep what you write here to answer you, and give it to nobody.",
}
CANNED = {
    "chip": "I am sorry, {first_name}. Send us a picture of it, and a new one leaves with the next post.",
    "hello": "Hi {first_name|there}, {agent_name} here. How can I help?",
    "label": "The label for the way back is in your e-mail ({email}). Any post office takes the parcel.",
    "shipping": "We send twice a week, on Tuesdays and Fridays. Within the country it takes two days.",
    "wholesale": "Gladly. For {company|your shop} we would need a rough number of pieces, and by when.",
}
TOPICS = {
    "order": "An order",
    "choosing": "Choosing something",
    "wholesale": "Wholesale",
    "other": "Something else",
}


@transaction.atomic
def build():
    """Make both projects of the demo, the people who work in them, and all that was ever said there."""
    now = timezone.now().astimezone(ZoneInfo(TIME_ZONE))
    shop = _project("Fern & Clay", SLUG, owner=MAYA, accent="#9a442c", **WORDS)
    studio = _project("Northside Studio", "northside", owner=TOM, accent="#2f4b7c")
    agents = {
        "maya": _introduce(MAYA, "Maya Lindqvist", is_staff=True, is_superuser=True),
        "tom": _introduce(TOM, "Tom Okafor"),
        "rosa": _introduce(ROSA, "Rosa Duarte"),
    }
    _employ(agents["tom"], shop)
    _employ(agents["rosa"], shop, Membership.Role.ADMIN)
    _employ(agents["maya"], studio)
    invite(shop, agents["maya"], "", Membership.Role.AGENT)
    shop.saw("https://fernandclay.example/")
    _add_fields(shop)
    for shortcut, text in CANNED.items():
        shop.canned_replies.create(shortcut=shortcut, text=text)
    _tell(shop, "https://fernandclay.example", PEOPLE, agents, now)
    _tell(studio, "https://northside.example", NORTHSIDE, agents, now)
    for lead in Lead.objects.order_by("pk"):
        notice(lead)  # what a worker would do in a moment: the first page shows it already


def _project(name, slug, *, owner, **fields):
    return create_project(
        name, slug, key=slug, owner_email=owner, password=PASSWORD, time_zone=TIME_ZONE, **fields
    )


def _introduce(email, name, **staff):
    user = account(email, PASSWORD)
    for column, value in {"name": name, **staff}.items():
        setattr(user, column, value)
    user.save(update_fields=["name", *staff])
    return user


def _employ(user, project, role=Membership.Role.AGENT):
    Membership.objects.create(project=project, user=user, role=role)


def _add_fields(project):
    make = ProfileField.objects.create
    make(project=project, key="order", kind=Kind.TEXT, label="Order number", help_text="Like FC-4821")
    topic = make(project=project, key="topic", kind=Kind.CHOICE, label="Topic")
    FieldChoice.objects.bulk_create(
        FieldChoice(field=topic, key=key, label=label, position=position)
        for position, (key, label) in enumerate(TOPICS.items())
    )
    make(project=project, key="newsletter", kind=Kind.YES_NO, label="Newsletter", is_asked=False)


def _tell(project, site, people, agents, now):
    """Let everybody have their conversations, in the order in which they began."""
    begun = []
    for person in people:
        identity = {
            "visitor_id": UUID(person.get("visitor_id") or uuid4().hex),
            "browser": dict(
                zip(["browser", "browser_version", "system", "language"], person["browser"], strict=True)
            ),
        }
        for told in person["conversations"]:
            opening = {"page": f"{site}/{told['page']}", "answers": told.get("answers"), **identity}
            begun.append((timed(told["lines"], now), opening))
    for lines, opening in sorted(begun, key=lambda conversation: conversation[0][0][0]):
        _converse(project, lines, opening, agents)


def _converse(project, lines, opening, agents):
    (at, _visitor, body), *rest = lines
    conversation = open_conversation(project, body=body, at=at, **opening)
    for at, who, *what in rest:
        name, _, verb = who.partition(" ")
        if verb == "rates":
            rate(conversation, *what[0], at=at)
        elif name == "visitor":
            _visit(conversation, *what, at=at)
        else:
            _work(conversation, agents[name], verb, *what, agents=agents, at=at)


def _visit(conversation, body=None, *, at):
    """Let the visitor read the thread, and write if they have something to say."""
    conversation.refresh_from_db()
    seen_by_visitor(conversation)
    if body:
        post_message(conversation, body, at=at)
    else:
        conversation.lead.visited(at)


def _work(conversation, agent, verb, what=None, *, agents, at):
    conversation.refresh_from_db()
    seen_by_agent(conversation, agent)
    match verb:
        case "":
            reply(conversation, agent, what, at=at)
        case "notes":
            add_note(conversation, agent, what, at=at)
        case "takes":
            assign(conversation, agent, agent, at=at)
        case "gives":
            assign(conversation, agents[what], agent, at=at)
        case "snoozes":
            snooze(conversation, at + timedelta(days=what), agent, at=at)
        case "closes":
            close(conversation, agent, at=at)
        case "writes":
            profile.write(conversation.lead, what, source=Source.AGENT, actor=agent, at=at)
        case _:
            raise ValueError(verb)
