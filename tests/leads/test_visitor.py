"""The visitor's cookie: what it holds, how it is sent, and which cookies count as none."""

import re
import time
from uuid import UUID, uuid4

import pytest
from django.core import signing

from crm.models import Project
from leads.models import Lead
from leads.visitor import SALT

DAY = 24 * 60 * 60
WORDS = "I am allergic to the blue glaze"


class PastSigner(signing.TimestampSigner):
    """Signs as the product did some seconds ago."""

    def __init__(self, age, salt=SALT):
        super().__init__(salt=salt)
        self.age = age

    def timestamp(self):
        return signing.b62_encode(int(time.time()) - self.age)


def ids_in(browser, name="visitor"):
    return signing.loads(browser.cookies[name].value, salt=SALT)


def id_of(browser, project, name="visitor"):
    return UUID(ids_in(browser, name)[str(project.pk)])


@pytest.fixture
def andrea(visitor):
    """A browser that has written."""
    visitor.start(WORDS)
    return visitor


def test_looking_sets_a_signed_cookie_and_writes_nothing(visitor, project):
    response = visitor.look()
    assert response.status_code == 200
    assert id_of(visitor, project).version == 4
    assert not Lead.objects.exists()


def test_the_lead_has_the_visitor_id_of_the_cookie(visitor, project):
    visitor.look()
    looked = id_of(visitor, project)
    visitor.start()
    assert Lead.objects.get().visitor_id == looked == id_of(visitor, project)


def test_writing_without_having_looked_sets_the_cookie_too(andrea, project):
    assert Lead.objects.get().visitor_id == id_of(andrea, project)


def test_two_browsers_get_two_ids(browser_of, project):
    first, second = browser_of(), browser_of()
    first.look()
    second.look()
    assert id_of(first, project) != id_of(second, project)


def test_on_plain_http_the_cookie_is_visitor(visitor):
    cookie = visitor.look().cookies["visitor"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert not cookie["secure"]
    assert not cookie["domain"]
    assert cookie["max-age"] == 365 * DAY
    assert "Partitioned" not in cookie.OutputString()


def test_over_https_the_cookie_works_in_a_frame_of_another_site(visitor, project):
    response = visitor.get(visitor.chat, secure=True)
    assert set(response.cookies) == {"__Host-visitor"}
    header = response.cookies["__Host-visitor"].OutputString()
    attributes = header.split("; ")[1:]
    assert {"HttpOnly", "Secure", "Partitioned", "SameSite=None", "Path=/"} <= set(attributes)
    assert "domain" not in header.lower()
    visitor.post(f"{visitor.chat}conversations/", visitor.ANDREA | {"body": WORDS}, secure=True)
    assert Lead.objects.get().visitor_id == id_of(visitor, project, "__Host-visitor")
    assert WORDS in visitor.get(visitor.chat, secure=True).content.decode()


def test_the_cookie_of_plain_http_is_nothing_over_https(andrea):
    """Anybody on the network can set a plain cookie."""
    response = andrea.get(andrea.chat, secure=True)
    assert WORDS not in response.content.decode()
    assert "__Host-visitor" in response.cookies


def test_a_good_cookie_is_not_sent_again(andrea):
    assert not andrea.look().cookies


def _bare(value, project):
    return str(Lead.objects.get().visitor_id)


def _bare_hex(value, project):
    return Lead.objects.get().visitor_id.hex


def _unsigned(value, project):
    return value.split(":")[0]


def _forged(value, project):
    return value[:-1] + ("A" if value[-1] != "A" else "B")


def _changed_payload(value, project):
    payload, rest = value.split(":", 1)
    return signing.b64_encode(b'{"%d":"%s"}' % (project.pk, uuid4().hex.encode())).decode() + ":" + rest


def _truncated(value, project):
    return value[: len(value) // 2]


def _other_key(value, project):
    return signing.dumps(signing.loads(value, salt=SALT), key="not ours", salt=SALT, compress=True)


def _other_salt(value, project):
    return signing.dumps(signing.loads(value, salt=SALT), salt="django.core.signing", compress=True)


def _stale(value, project):
    return PastSigner(366 * DAY).sign_object(signing.loads(value, salt=SALT))


def _no_object(value, project):
    return signing.dumps([Lead.objects.get().visitor_id.hex], salt=SALT)


def _text(value, project):
    return signing.dumps(Lead.objects.get().visitor_id.hex, salt=SALT)


def _no_uuid(value, project):
    return signing.dumps({str(project.pk): "andrea"}, salt=SALT)


def _number(value, project):
    return signing.dumps({str(project.pk): 7}, salt=SALT)


def _other_projects(value, project):
    return signing.dumps({str(project.pk + 1): Lead.objects.get().visitor_id.hex}, salt=SALT)


BAD = [
    _bare,
    _bare_hex,
    _unsigned,
    _forged,
    _changed_payload,
    _truncated,
    _other_key,
    _other_salt,
    _stale,
    _no_object,
    _text,
    _no_uuid,
    _number,
    _other_projects,
]
JUNK = [
    "",
    "x",
    ":",
    "::",
    "::::",
    "null",
    "{}",
    "%00",
    "\x00",
    "\xe4",
    "\xf0\x9f\x92\xa5",
    "a" * 8000,
    ".eJw:1:2",
]


@pytest.mark.parametrize("spoil", BAD)
def test_a_bad_cookie_makes_a_new_visitor_who_sees_nothing(andrea, browser_of, project, spoil):
    thief = browser_of()
    thief.cookies["visitor"] = spoil(andrea.cookies["visitor"].value, project)
    thread = Lead.objects.get().conversations.get().public_id

    home, other = thief.look(), thief.get(f"{thief.chat}conversations/{thread}/")

    assert (home.status_code, other.status_code) == (200, 404)
    for page in (home, other):
        assert WORDS not in page.content.decode()
        assert "andrea1@gmail.com" not in page.content.decode()
    assert id_of(thief, project) != Lead.objects.get().visitor_id
    assert thief.start("Hello").status_code == 303
    assert Lead.objects.count() == 2


@pytest.mark.parametrize("junk", JUNK)
def test_junk_for_a_cookie_is_no_error(visitor, project, junk):
    response = visitor.get(visitor.chat, HTTP_COOKIE=f"visitor={junk}")
    assert response.status_code == 200
    assert id_of(visitor, project)


def test_a_cookie_of_nearly_a_year_ago_is_good(andrea, project):
    andrea.cookies["visitor"] = PastSigner(364 * DAY).sign_object(ids_in(andrea))
    assert WORDS in andrea.look().content.decode()


def test_a_cookie_is_renewed_after_a_month_and_keeps_its_id(andrea, project):
    before = id_of(andrea, project)
    andrea.cookies["visitor"] = old = PastSigner(31 * DAY).sign_object(ids_in(andrea))
    response = andrea.look()
    assert response.cookies["visitor"].value != old
    assert response.cookies["visitor"]["max-age"] == 365 * DAY
    assert id_of(andrea, project) == before
    assert not andrea.look().cookies


def test_a_cookie_of_last_week_is_not_renewed(andrea):
    andrea.cookies["visitor"] = PastSigner(29 * DAY).sign_object(ids_in(andrea))
    assert not andrea.look().cookies


def test_two_projects_on_one_host_get_two_ids(andrea, project, other_project):
    andrea.chat = "/chat/north/"
    assert WORDS not in andrea.look().content.decode()
    andrea.start("Hello, Northside")
    ours, theirs = Lead.objects.order_by("id")
    assert (ours.project, theirs.project) == (project, other_project)
    assert ours.visitor_id != theirs.visitor_id
    andrea.chat = "/chat/fern/"
    assert WORDS in andrea.look().content.decode()


def test_a_visitor_id_is_nobody_in_another_project(andrea, project, other_project):
    Lead.objects.update(project=other_project)
    assert WORDS not in andrea.look().content.decode()


def test_many_projects_do_not_overflow_the_cookie(visitor):
    Project.objects.bulk_create(Project(name=f"Shop {n}", slug=f"s{n}", key=f"key{n}") for n in range(45))
    first, *_, last = Project.objects.order_by("id")
    met = {}
    for project in Project.objects.order_by("id"):
        visitor.get(f"/chat/{project.key}/", secure=True)
        met[str(project.pk)] = id_of(visitor, project, "__Host-visitor").hex
    kept = ids_in(visitor, "__Host-visitor")
    assert len(visitor.cookies["__Host-visitor"].OutputString()) < 4096
    assert kept == dict(list(met.items())[-40:])
    visitor.get(f"/chat/{last.key}/", secure=True)
    assert ids_in(visitor, "__Host-visitor") == kept


def test_agents_pages_set_no_visitor_cookie(agent, signed_in):
    client = signed_in(agent)
    for address in ("/p/fern/contacts/", "/p/fern/conversations/", "/chat/fern/theme.css", "/login/"):
        client.get(address)
    assert "visitor" not in client.cookies


def test_a_page_that_knows_no_visitor_sets_no_cookie(browser_of, db):
    response = browser_of("nobody").look()
    assert response.status_code == 404
    assert not response.cookies


def test_the_visitor_id_is_in_no_page_of_the_visitor(andrea, project):
    """The page is the host site's to look at, the identity is the browser's."""
    page = andrea.look().content.decode()
    visitor_id = id_of(andrea, project)
    assert not re.search(f"{visitor_id}|{visitor_id.hex}", page)
