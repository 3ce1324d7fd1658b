"""Every address of the site: what nobody, an agent of another project and the project's agent get there."""

import re
from typing import NamedTuple

import pytest
from django.apps import apps
from django.test import Client
from django.urls import URLResolver, get_resolver, resolve

from crm.models import Picture
from leads.merge import merge
from leads.models import Suggestion
from leads.notes import add_note
from leads.tagging import put_on
from tests.factories import ConversationFactory, LeadFactory


class Row(NamedTuple):
    """What a GET and a POST of `data` answer to nobody, the outsider and the agent."""

    get: tuple
    post: tuple
    data: dict = {}


LOGIN = "to the login"


def of_project(get, post, **data):
    """Of one project: whoever works elsewhere gets the same 404 as for a project that does not exist."""
    return Row((LOGIN, 404, get), (LOGIN, 404, post), data)


def of_everyone(get, post, **data):
    """Opened to people without a login. An agent is a visitor there like all others."""
    return Row((get,) * 3, (post,) * 3, data)


PROJECT, CHAT, ADMIN = "p/<slug:project_slug>/", "chat/<slug:project_key>/", "admin/"
THREAD = f"{CHAT}conversations/<uuid:public_id>/"
CONVERSATION = f"{PROJECT}conversations/<int:pk>/"
SETTINGS = [
    *("", "hours/", "install/", "install/sites/", "install/sites/removal/"),
    *("fields/", "fields/new/", "fields/order/", "fields/<int:pk>/"),
    *(
        "fields/<int:pk>/kind/",
        "fields/<int:pk>/requirement/",
        "fields/<int:pk>/retirement/",
        "fields/<int:pk>/return/",
    ),
    *("members/", "members/<int:pk>/role/", "members/<int:pk>/removal/"),
    *("members/invitations/<int:pk>/revocation/", "tags/", "tags/<int:pk>/", "tags/<int:pk>/merge/"),
    *("canned/", "canned/new/", "canned/<int:pk>/", "canned/<int:pk>/removal/", "canned/<int:pk>/return/"),
]

TABLE = {
    "": Row((LOGIN, 302, 302), (LOGIN, 405, 405)),
    "login/": Row((200, 302, 302), (200, 302, 302)),
    "logout/": Row((LOGIN, 200, 200), (LOGIN, 302, 302)),
    "password/reset/": of_everyone(200, 302, email="nobody@x.example"),
    "password/reset/sent/": of_everyone(200, 405),
    "password/reset/done/": of_everyone(200, 405),
    "password/reset/<uidb64>/<token>/": of_everyone(200, 200),  # a link that nobody was sent says so
    "invitation/<str:token>/": of_everyone(404, 404),
    "profile/": Row((LOGIN, 200, 200), (LOGIN, 302, 302), {"name": "Changed"}),
    "profile/picture/": Row((LOGIN, 302, 302), (LOGIN, 422, 422)),
    "profile/picture/removal/": Row((LOGIN, 302, 302), (LOGIN, 302, 302)),
    "profile/language/": Row((LOGIN, 200, 200), (LOGIN, 302, 302)),
    "profile/appearance/": Row((LOGIN, 200, 200), (LOGIN, 302, 302)),
    "profile/password/": Row((LOGIN, 200, 200), (LOGIN, 422, 422)),
    "profile/notifications/": Row((LOGIN, 200, 200), (LOGIN, 302, 302)),
    "profile/projects/": Row((LOGIN, 200, 200), (LOGIN, 405, 405)),
    "pictures/<uuid:pk>/": Row((LOGIN, 404, 200), (LOGIN, 405, 405)),
    "healthz": of_everyone(200, 405),
    "widget.js": of_everyone(200, 405),
    "demo/": of_everyone(404, 405),  # this installation has no demo project
    PROJECT: of_project(302, 405),
    f"{PROJECT}contacts/": of_project(200, 405),
    f"{PROJECT}contacts/<int:pk>/": of_project(200, 405),
    f"{PROJECT}contacts/<int:pk>/edit/": of_project(200, 302, full_name="Changed", email="changed@x.example"),
    f"{PROJECT}contacts/<int:pk>/activity/": of_project(200, 405),
    f"{PROJECT}contacts/<int:pk>/notes/": of_project(200, 302, body="A note"),
    f"{PROJECT}contacts/notes/<int:pk>/": of_project(200, 302, body="Another note"),
    f"{PROJECT}contacts/notes/<int:pk>/removal/": of_project(302, 302),
    f"{PROJECT}contacts/notes/<int:pk>/return/": of_project(302, 302),
    f"{PROJECT}contacts/<int:pk>/tags/": of_project(302, 302, tag="Wholesale"),
    f"{PROJECT}contacts/<int:pk>/tags/<int:tag>/removal/": of_project(405, 302),
    f"{PROJECT}contacts/new/": of_project(200, 302, full_name="New"),
    f"{PROJECT}contacts/hints/": of_project(200, 405),
    f"{PROJECT}contacts/duplicates/": of_project(200, 405),
    f"{PROJECT}contacts/duplicates/<int:pk>/refusal/": of_project(302, 302),
    f"{PROJECT}contacts/duplicates/<int:pk>/postponement/": of_project(302, 302),
    f"{PROJECT}contacts/merge/": of_project(302, 405),
    f"{PROJECT}contacts/merges/": of_project(200, 405),
    f"{PROJECT}contacts/merges/<int:pk>/undo/": of_project(200, 302),
    f"{PROJECT}contacts/<int:pk>/merge/": of_project(200, 200),  # with nobody named, it asks with whom
    f"{PROJECT}contacts/<int:pk>/split/": of_project(302, 302),  # who is alone has nothing to split
    f"{PROJECT}contacts/trash/": of_project(200, 405),
    f"{PROJECT}contacts/<int:pk>/trash/": of_project(302, 302),
    f"{PROJECT}contacts/<int:pk>/return/": of_project(302, 302),
    f"{PROJECT}contacts/<int:pk>/export/": of_project(403, 403),  # for admins
    f"{PROJECT}contacts/<int:pk>/erasure/": of_project(403, 403),  # for admins
    f"{PROJECT}conversations/": of_project(200, 405),
    CONVERSATION: of_project(200, 405),
    f"{CONVERSATION}messages/": of_project(302, 302, body="Hello"),
    f"{CONVERSATION}news/": of_project(200, 405),
    f"{CONVERSATION}seen/": of_project(405, 204, seq="1"),
    f"{CONVERSATION}typing/": of_project(405, 204),
    f"{PROJECT}conversations/parts/": of_project(200, 405),
    f"{CONVERSATION}transcript/": of_project(200, 405),
    f"{CONVERSATION}transcript/mail/": of_project(302, 302, to="me"),
    f"{CONVERSATION}closure/": of_project(302, 302),
    f"{CONVERSATION}reopening/": of_project(302, 302),
    f"{CONVERSATION}assignment/": of_project(302, 302, assignee=""),
    f"{CONVERSATION}snooze/": of_project(302, 302, preset="hour"),
    f"{CONVERSATION}waking/": of_project(302, 302),
    f"{CONVERSATION}undo/<str:offered>/": of_project(302, 404),  # it was offered to nobody
    f"{PROJECT}leaving/": of_project(200, 302),
    # Settings are for admins; an agent of the project is told so.
    **{f"{PROJECT}settings/{page}": of_project(403, 403) for page in SETTINGS},
    CHAT: of_everyone(200, 405),
    f"{CHAT}launcher.js": of_everyone(200, 405),
    f"{CHAT}bell/": of_everyone(200, 405),
    f"{CHAT}news.json": of_everyone(200, 405),
    f"{CHAT}theme.css": of_everyone(200, 405),
    f"{CHAT}conversations/": of_everyone(302, 303, full_name="V", email="v@x.example", body="Hello"),
    f"{CHAT}letters/<str:token>/": of_everyone(404, 404),
    f"{CHAT}letters/<str:token>/stop/": of_everyone(404, 404),
    THREAD: of_everyone(404, 405),  # a thread is its own browser's alone
    f"{THREAD}messages/": of_everyone(302, 404, body="Hello"),
    f"{THREAD}rating/": of_everyone(302, 404, score="5"),
    f"{THREAD}transcript/": of_everyone(404, 405),
    f"{THREAD}transcript/mail/": of_everyone(302, 404),
    f"{THREAD}news/": of_everyone(404, 405),
    f"{THREAD}seen/": of_everyone(405, 404, seq="1"),
    f"{THREAD}typing/": of_everyone(405, 404),
    # Where the streams are not served, browsers are told not to wait for them.
    "live/p/<slug:slug>/": of_everyone(204, 405),
    "live/chat/<slug:key>/": of_everyone(204, 405),
    # Signing in is done in one place, which counts who failed. Who may not open the admin is told so.
    "admin/login/": Row((LOGIN, 403, 403), (LOGIN, 403, 403)),
}


def routes(resolver, prefix=""):
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        yield from routes(pattern, route) if isinstance(pattern, URLResolver) else [route]


NAMED = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>.*?\)")
ROUTES = list(routes(get_resolver()))
OF_PROJECT = [route for route in TABLE if route.startswith(PROJECT)]
OF_ONE_OBJECT = [route for route in OF_PROJECT if "<int:pk>" in route]


@pytest.fixture
def objects(project, other_project, agent):
    """What the addresses name: real objects of the project."""
    agent.picture = picture = Picture.objects.create(image=b"-")
    agent.save()
    LeadFactory.create_batch(2, project=other_project)
    conversation = ConversationFactory(project=project)
    contact = conversation.lead
    note, tag = add_note(contact, "A note", by=agent), put_on(contact, "Wholesale", by=agent)
    reply = project.canned_replies.create(shortcut="hello", text="Hello")
    pair = Suggestion.objects.create(
        project=project, first=contact, second=LeadFactory(project=project), reasons=["email"]
    )
    [merged] = merge(LeadFactory(project=project), [LeadFactory(project=project)], by=agent)

    def pk_in(route):
        if "pictures/" in route:
            return picture.pk
        if "fields/" in route:
            return project.profile_fields.first().pk
        if "canned/<" in route:
            return reply.pk
        if "tags/<int:pk>" in route:
            return tag.pk
        if "notes/<" in route:
            return note.pk
        if "duplicates/<" in route:
            return pair.pk
        if "merges/<" in route:
            return merged.pk
        if "members/<" in route:
            return project.memberships.first().pk
        return conversation.pk if "conversations/" in route else contact.pk

    def address(route, **other):
        known = {
            "project_slug": project.slug,
            "slug": project.slug,
            "key": project.key,
            "project_key": project.key,
            "pk": pk_in(route),
            "public_id": conversation.public_id,
            "content_type_id": 1,
            "object_id": contact.pk,
            "id": project.pk,
            "tag": tag.pk,
            "app_label": "leads",
            "url": "nothing/here/",
            "uidb64": "MQ",
            "token": "none",
            "offered": "none",
        } | other
        path = re.sub(NAMED, lambda match: str(known[match[1] or match[2]]), route)
        return "/" + re.sub(r"[$^]", "", path)

    return address


@pytest.fixture
def people(agent, outsider, signed_in):
    return Client(), signed_in(outsider), signed_in(agent)


def everything():
    """Every row of every table."""
    return {model: list(model._base_manager.order_by("pk").values()) for model in apps.get_models()}


def test_every_address_has_a_row():
    rest = [route for route in ROUTES if route not in TABLE and not route.startswith(ADMIN)]
    assert rest == [], "Decide what each of the three gets there, and say it in TABLE."
    assert set(TABLE) <= set(ROUTES), "These addresses are gone."


@pytest.mark.parametrize("route", TABLE)
def test_it_answers_as_decided(route, objects, people):
    row, address = TABLE[route], objects(route)
    assert resolve(address).route == route
    before = everything()
    for client, get, post in zip(people, row.get, row.post, strict=True):
        if client is people[2] and route.startswith(PROJECT):
            assert everything() == before, "Somebody who may not even see it has changed something."
        assert_answer(client.get(address), get)
        assert_answer(client.post(address, row.data), post)


def assert_answer(response, expected):
    if expected is LOGIN:
        assert response.status_code == 302
        assert response.url.startswith("/login/?next=/")
    else:
        assert response.status_code == expected


def assert_absent(client, address, row):
    """A method that the address has answers that nothing is there."""
    allowed = {
        405: {405},
        302: {302, 404},
        403: {404, 405},
    }  # 403: what an agent gets where this client is an admin, whom a GET of a verb leads to its page
    led = allowed | {403: {302, 404, 405}}
    assert client.get(address).status_code in led.get(row.get[2], {404})
    assert client.post(address, row.data).status_code in allowed.get(row.post[2], {404})


@pytest.mark.parametrize("route", OF_PROJECT)
def test_no_method_opens_another_project(route, objects, people):
    before = everything()
    for method in ("head", "options", "put", "patch", "delete", "trace"):
        assert getattr(people[1], method)(objects(route)).status_code == 404, method
    assert everything() == before


@pytest.mark.parametrize("route", OF_ONE_OBJECT)
def test_an_object_of_another_project_is_not_found_in_ones_own(route, objects, people, other_project):
    _, outsider, _ = people
    outsider.get(objects(f"{PROJECT}contacts/", project_slug=other_project.slug))
    before = everything()
    assert_absent(outsider, objects(route, project_slug=other_project.slug), TABLE[route])
    assert everything() == before


@pytest.mark.parametrize(
    "route",
    [
        THREAD,
        *(
            f"{THREAD}{verb}/"
            for verb in ("messages", "rating", "transcript", "transcript/mail", "news", "seen", "typing")
        ),
    ],
)
def test_a_visitor_who_writes_in_the_same_chat_sees_nobody_elses_thread(route, objects, visitor):
    visitor.start("A question of my own")
    before = everything()
    assert_absent(visitor, objects(route), TABLE[route])
    assert everything() == before


@pytest.mark.parametrize("route", OF_ONE_OBJECT)
def test_an_id_that_nothing_can_have_is_not_found(route, objects, admin, signed_in):
    for pk in (0, 2**31, 2**63, 10**40):
        assert_absent(signed_in(admin), objects(route, pk=pk), TABLE[route])


def test_the_admin_is_closed_to_everybody_who_is_not_staff(objects, people):
    closed = [route for route in ROUTES if route.startswith(ADMIN) and route not in TABLE]
    before = everything()
    for route in closed:
        for client in people:
            for method in (client.get, client.post):
                response = method(objects(route))
                assert response.status_code == 302, route
                assert re.match(r"/login/\?next=|/admin/(login/\?next=|$)", response.url), route
    assert len(closed) > 50
    assert everything() == before


@pytest.mark.parametrize("route", [route for route in TABLE if TABLE[route].get[2] == 200])
def test_every_page_carries_the_strict_policy(route, objects, people):
    response = people[2].get(objects(route))
    policy = dict(part.split(" ", 1) for part in response["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    in_frames = route in (CHAT, f"{CHAT}bell/", f"{CHAT}news.json")
    assert policy["frame-ancestors"] == ("*" if in_frames else "'none'")
    assert response.get("X-Frame-Options") == (None if in_frames else "DENY")
