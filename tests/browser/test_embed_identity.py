"""
One browser is one visitor of a project: on all pages of a website, after a reload and on the next day.

The website is another host than the product's, both over HTTPS and with third-party cookies blocked and
allowed, then a host of the same site, the chat's own address, and plain HTTP, where a frame has no cookie.
The next day is a new process of the browser with what the first one kept.
"""

import os
import re
import shutil

import pytest
from playwright.sync_api import expect

from conversations.models import Conversation
from leads.models import Lead
from tests.browser.embedding import browsing, chat_in, open_chat, write, write_first
from tests.browser.site import STRICT, Site

# All alike, so that they run in one row and their servers serve all of them.
pytestmark = pytest.mark.django_db(transaction=True)
EXECUTABLE = os.environ.get("CHROMIUM") or shutil.which("chromium")


@pytest.fixture
def person(chromium, complaints, tmp_path):
    """Return a function that starts a browser of one person, by name, as they left it."""

    def start(name="andrea", **options):
        profile = tmp_path / name
        return browsing(chromium.browser_type, EXECUTABLE, profile, **options)

    return start


@pytest.fixture(scope="module")
def plain(serve):
    """The product on plain HTTP, where browsers take no cookie in a frame of another site."""
    return serve()


@pytest.fixture
def plain_site():
    site = Site()
    yield site
    site.close()


def two_days_of_one_person(person, address, by_token=False, **options):
    """First chat, reload, another page; and the next day, in a new browser with what the first one kept."""
    with person(**options) as page:
        page.goto(address)
        chat = open_chat(page)
        write_first(chat, "Is the moss glaze dishwasher safe?")
        page.reload()
        expect(chat_in(page).get_by_role("heading", name="Welcome back, Andrea")).to_be_visible()
        page.goto(f"{address}bowls/")
        expect(chat_in(page).get_by_role("link", name="Is the moss glaze")).to_be_visible()
    with person(**options) as page:
        page.goto(address)
        chat = open_chat(page)
        expect(chat.get_by_role("heading", name="Welcome back, Andrea")).to_be_visible()
        write(chat, "And the chalk glaze?")
        chat.get_by_role("link", name="All conversations").click()
        expect(chat.get_by_role("listitem")).to_have_count(2)
        assert page.frames[1].evaluate("'visitor-token:fern' in localStorage") is by_token
    lead = Lead.objects.get()
    assert lead.conversations.count() == 2
    return lead


def has_third_party_cookies(page, site):
    """Whether a frame of another site keeps a cookie that is not partitioned: so what is set up."""
    site.policy = None
    site.put("", path="/frame/")
    site.put(f'<iframe src="{site.at("blog.test")}/frame/"></iframe>', path="/page/")
    page.goto(f"{site.at('shop.test')}/page/")
    page.frame_locator("iframe").get_by_role("heading").wait_for()
    return page.frames[1].evaluate(
        "() => { document.cookie = 'a=b; SameSite=None; Secure'; return document.cookie === 'a=b' }"
    )


@pytest.mark.parametrize("allowed", [False, True], ids=["blocked", "allowed"])
def test_in_a_frame_of_another_site_whatever_becomes_of_third_party_cookies(
    allowed, person, crm, site, project
):
    site.policy = STRICT.format(crm=crm.at())
    for path in ("/", "/bowls/"):
        site.put(crm.snippet(project), path=path)
    address = f"{site.at('shop.test')}/"
    two_days_of_one_person(person, address, third_party_cookies=allowed)
    assert {conversation.page for conversation in Conversation.objects.all()} == {address}
    with person(third_party_cookies=allowed) as page:
        assert has_third_party_cookies(page, site) is allowed


def test_in_a_frame_of_the_same_site(person, crm, site, project):
    for path in ("/", "/bowls/"):
        site.put(crm.snippet(project, "crm.acme.test"), path=path)
    two_days_of_one_person(person, f"{site.at('www.acme.test')}/")


def test_in_a_frame_without_any_cookie_by_the_token(person, plain, plain_site, project):
    for path in ("/", "/bowls/"):
        plain_site.put(plain.snippet(project), path=path)
    lead = two_days_of_one_person(person, f"{plain_site.at('shop.test')}/", by_token=True)
    with person() as page:
        page.goto(f"{plain_site.at('shop.test')}/")
        open_chat(page)
        expect(chat_in(page).get_by_role("link", name="Is the moss glaze")).to_be_visible()
        frame = page.frames[1]
        token = frame.evaluate("localStorage['visitor-token:fern']")
        assert frame.evaluate("document.cookie") == ""
        assert page.evaluate("Object.keys(localStorage).some((key) => key.includes('token'))") is False
        assert not [frame.url for frame in page.frames if "token" in frame.url]
    assert token.count(":") == 2
    assert lead.visitor_id.hex not in token
    assert token not in plain.log.read_text()
    assert "token" not in plain.log.read_text()


def test_a_bad_token_begins_anew_without_a_word(person, plain, plain_site, project):
    plain_site.put(plain.snippet(project))
    with person() as page:
        page.goto(f"{plain_site.at('shop.test')}/")
        write_first(open_chat(page), "Is the moss glaze dishwasher safe?")
        page.frames[1].evaluate("localStorage['visitor-token:fern'] += 'x'")
        page.reload()
        write_first(chat_in(page), "Hello again")
        page.reload()
        expect(chat_in(page).get_by_role("link", name="Hello again")).to_be_visible()
        expect(chat_in(page).get_by_role("link", name="Is the moss glaze")).to_have_count(0)
    assert Lead.objects.count() == 2


def test_without_cookie_and_storage_the_chat_explains_itself(chromium, plain, plain_site, project):
    plain_site.put(plain.snippet(project))
    context = chromium.new_context()  # Playwright's: the frame's storage is denied
    page = context.new_page()
    page.goto(f"{plain_site.at('shop.test')}/")
    chat = open_chat(page)
    chat.get_by_label("Full name").fill("Andrea")
    chat.get_by_label("E-mail").fill("andrea1@gmail.com")
    chat.get_by_label("Message").fill("Hello")
    chat.get_by_role("button", name="Start chat").click()
    expect(chat.get_by_role("heading", name="Your browser keeps no cookie here")).to_be_visible()
    expect(chat.get_by_role("link", name="Open the chat")).to_be_visible()
    context.close()
    assert Conversation.objects.get().lead.email == "andrea1@gmail.com"


def test_at_its_own_address(person, crm, project):
    with person() as page:
        page.goto(f"{crm.at()}/chat/fern/")
        write_first(page, "Hello")
    with person() as page:
        page.goto(f"{crm.at()}/chat/fern/")
        expect(page.get_by_role("heading", name="Welcome back, Andrea")).to_be_visible()
        assert page.context.cookies()[0]["name"] == "__Host-visitor"
        assert page.evaluate("localStorage.length") == 0
    assert Lead.objects.count() == 1


def test_one_browser_on_two_shops_is_two_visitors(person, crm, site, project):
    site.put(crm.snippet(project))
    with person() as page:
        for host in ("shop.test", "blog.test"):
            page.goto(f"{site.at(host)}/")
            write_first(open_chat(page), f"Hello from {host}")
        page.goto(f"{crm.at()}/chat/fern/")
        expect(page.get_by_label("Full name")).to_be_visible()
    first, second = Lead.objects.all()
    assert first.visitor_id != second.visitor_id


def test_looking_at_the_bubble_sets_no_cookie(person, crm, site, project):
    site.put(crm.snippet(project))
    with person() as page:
        page.goto(f"{site.at('shop.test')}/")
        expect(page.get_by_role("button", name="Open the chat")).to_be_visible()
        assert page.context.cookies() == []
        assert page.evaluate("Object.keys(localStorage).length + Object.keys(sessionStorage).length") == 0
    asked = re.findall(r'"path": "([^"]+)"', crm.log.read_text())
    assert asked[-2:] == ["/widget.js", "/chat/fern/launcher.js"]
