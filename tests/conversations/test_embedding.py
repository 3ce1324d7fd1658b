"""Where a chat may be shown, and from where it may be written to."""

import pytest

from conversations.models import Conversation, Message
from tests.conversations.markup import html

SITE = "https://www.fern.example"
EVIL = "https://evil.example"


def ancestors(page):
    policy = [directive.split() for directive in page["Content-Security-Policy"].split(";")]
    return next(sources for name, *sources in policy if name == "frame-ancestors")


@pytest.fixture
def allowed(project):
    """The project allows its two sites to show the chat, and no others."""
    project.allowed_sites = [SITE, "http://localhost:3000"]
    project.save()
    return project


@pytest.fixture
def frame(browser_of, project):
    """Open the chat in a frame of a page, in a new browser."""

    def open_frame(referer, kind="iframe"):
        referer = {"Referer": referer} if referer else {}
        return browser_of("fern").get("/chat/fern/", headers={"Sec-Fetch-Dest": kind} | referer)

    return open_frame


def test_any_site_may_show_the_chat_when_none_is_named(chat):
    for page in (chat.look(), chat.get(chat.thread), chat.start("")):
        assert ancestors(page) == ["*"]
        assert "X-Frame-Options" not in page


def test_only_the_named_sites_may_show_the_chat(chat, allowed):
    for page in (chat.look(), chat.get(chat.thread), chat.start(""), chat.get(f"{chat.chat}conversations/")):
        assert ancestors(page) == ["'self'", SITE, "http://localhost:3000"]
        assert "X-Frame-Options" not in page


def test_nobody_may_show_an_agents_page(conversation, agent, signed_in, client):
    client_of_agent = signed_in(agent)
    inbox = "/p/fern/conversations/"
    pages = [
        client_of_agent.get(inbox),
        client_of_agent.get(f"{inbox}{conversation.pk}/"),
        client.get("/login/"),
    ]

    for page in pages:
        assert page.status_code == 200
        assert page["X-Frame-Options"] == "DENY"
        assert ancestors(page) == ["'none'"]


def test_one_projects_sites_open_nothing_of_another(allowed, other_project, browser_of):
    north = browser_of("north")

    assert SITE not in ancestors(north.look())
    assert north.get(north.chat, headers={"Sec-Fetch-Dest": "iframe", "Referer": EVIL}).status_code == 200


def test_the_policy_of_a_visitors_page_runs_nothing_foreign(chat):
    policy = chat.get(chat.thread)["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("referer", [f"{SITE}/", f"{SITE}/shop/?q=1", "http://localhost:3000/", SITE, ""])
def test_a_named_site_may_frame_the_chat(allowed, frame, referer):
    assert frame(referer).status_code == 200


def test_our_own_page_may_frame_the_chat(allowed, frame):
    assert frame("http://testserver/demo/").status_code == 200


@pytest.mark.parametrize("kind", ["iframe", "frame", "embed", "object"])
@pytest.mark.parametrize(
    "referer",
    [
        f"{EVIL}/",
        f"{SITE}.evil.example/",
        "https://fern.example/",
        "http://www.fern.example/",
        "https://www.fern.example:8443/",
        "http://localhost:3001/",
        "http://testserver.evil.example/",
        "http://testserver@evil.example/",
        f"{EVIL}/?{SITE}",
        f"{EVIL}#{SITE}",
        "https://www.fern.example@evil.example/",
        "data:text/html,x",
        "null",
        "//[",
    ],
)
def test_another_site_gets_a_plain_page_and_leaves_no_trace(allowed, frame, nothing_written, referer, kind):
    with nothing_written():
        page = frame(referer, kind)

    assert page.status_code == 403
    assert "This chat is not open here" in html(page)
    assert "<form" not in html(page)
    assert not page.cookies
    assert ancestors(page) == ["*"]
    assert "X-Frame-Options" not in page


def test_another_site_shows_nothing_of_a_visitor_who_is_known(chat, allowed):
    framed = {"Sec-Fetch-Dest": "iframe", "Referer": f"{EVIL}/"}

    for address in (chat.chat, chat.thread):
        page = chat.get(address, headers=framed)
        assert page.status_code == 403
        assert "Andrea" not in html(page)
        assert "moss" not in html(page)


def test_a_link_from_another_site_opens_the_chat_on_its_own(allowed, visitor):
    page = visitor.get(visitor.chat, headers={"Sec-Fetch-Dest": "document", "Referer": f"{EVIL}/"})

    assert page.status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
        {"Sec-Fetch-Site": ""},
        {"Origin": EVIL},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "https://testserver"},
        {"Origin": "http://testserver:8001"},
        {"Origin": "http://testserver.evil.example"},
    ],
)
def test_a_post_from_another_site_is_refused(chat, nothing_written, headers):
    with nothing_written():
        for address in (f"{chat.chat}conversations/", f"{chat.thread}messages/"):
            page = chat.post(address, chat.ANDREA | {"body": "Buy now"}, headers=headers)
            assert page.status_code == 403
            assert "came from another website" in html(page)


def test_a_named_site_may_show_the_chat_and_not_write_for_its_visitors(chat, allowed, nothing_written):
    with nothing_written():
        assert (
            chat.post(f"{chat.thread}messages/", {"body": "Hi"}, headers={"Origin": SITE}).status_code == 403
        )


def test_a_refused_post_gives_a_new_browser_no_cookie(visitor):
    page = visitor.post(f"{visitor.chat}conversations/", headers={"Origin": EVIL})

    assert page.status_code == 403
    assert not page.cookies


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "http://testserver"},
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver", "Sec-Fetch-Dest": "iframe"},
        {"Sec-Fetch-Site": "none"},
    ],
)
def test_a_post_from_our_own_page_or_from_no_page_is_taken(chat, headers):
    start = chat.post(f"{chat.chat}conversations/", chat.ANDREA | {"body": "One"}, headers=headers)
    say = chat.post(f"{chat.thread}messages/", {"body": "Two"}, headers=headers)

    assert (start.status_code, say.status_code) == (303, 303)
    assert Conversation.objects.count() == 2
    assert Message.objects.count() == 3


def test_over_https_our_own_page_is_another_one_than_over_http(visitor):
    start = {
        "path": f"{visitor.chat}conversations/",
        "data": visitor.ANDREA | {"body": "One"},
        "secure": True,
    }

    assert visitor.post(**start, headers={"Origin": "http://testserver"}).status_code == 403
    assert visitor.post(**start, headers={"Origin": "https://testserver"}).status_code == 303


def test_the_form_works_in_a_frame_of_a_named_site(chat, allowed):
    framed = {
        "Sec-Fetch-Dest": "iframe",
        "Sec-Fetch-Site": "same-origin",
        "Referer": f"http://testserver{chat.chat}",
    }

    assert chat.post(f"{chat.thread}messages/", {"body": "Two"}, headers=framed).status_code == 303


def test_a_visitors_post_needs_no_csrf_token(browser_of, project):
    strict = browser_of("fern", enforce_csrf_checks=True)

    assert strict.start().status_code == 303
    assert set(strict.cookies) == {"visitor"}
