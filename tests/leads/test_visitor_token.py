"""The token that stands in for the cookie where a browser keeps none: who gets it, which count as none."""

import re

import pytest
from django.core import signing

from conversations.models import Conversation
from conversations.post import reply
from leads.models import Lead
from leads.visitor import SALT, TOKEN_FIELD, TOKEN_HEADER, TOKEN_SALT
from tests.leads.test_visitor import BAD, DAY, JUNK, WORDS, PastSigner

META = re.compile(r'<meta name="visitor-token" content="([^"]*)" data-known-by="(\w+)">')


def handed(page):
    """The token in a page, and how the page says its visitor is known; None where it hands none."""
    found = META.search(page.content.decode())
    return found and found.groups()


class Cookieless:
    """A browser that keeps no cookie, and sends its token as `static/js/no-cookie.js` does."""

    def __init__(self, browser_of, token=None):
        self.browser_of, self.chat = browser_of, "/chat/fern/"
        self.token = token

    def fresh(self):
        return self.browser_of()

    def first_look(self):
        page = self.fresh().look()
        self.token = handed(page)[0]
        return page

    def read(self, address=None):
        return self.fresh().post(address or self.chat, {TOKEN_FIELD: self.token})

    def ask(self, address=None):
        return self.fresh().get(address or self.chat, headers={TOKEN_HEADER: self.token})

    def start(self, body=WORDS):
        return self.fresh().start(body, **{TOKEN_FIELD: self.token})


@pytest.fixture
def visitor_without(browser_of, project):
    """One who has looked and written."""
    without = Cookieless(browser_of)
    without.first_look()
    without.thread = without.start()["Location"]
    return without


def test_a_browser_without_a_cookie_is_one_visitor(visitor_without):
    thread = visitor_without.read(visitor_without.thread)
    assert (thread.status_code, WORDS in thread.content.decode()) == (200, True)
    assert WORDS in visitor_without.read().content.decode()
    assert WORDS in visitor_without.ask().content.decode()
    visitor_without.start("And a second question")
    fresh = visitor_without.fresh()
    assert fresh.say(visitor_without.thread, **{TOKEN_FIELD: visitor_without.token}).status_code == 303
    assert Lead.objects.count() == 1
    assert Conversation.objects.count() == 2


def test_reading_with_the_token_counts_as_seen(visitor_without, agent):
    Conversation.objects.update(replied_seq=1)
    visitor_without.read(visitor_without.thread)
    assert not Conversation.objects.with_news().exists()


def test_an_open_page_is_kept_up_to_date_by_the_token(visitor_without, agent):
    conversation = Conversation.objects.get()
    reply(conversation, agent, "It is.")
    news = f"{visitor_without.thread}news/"
    assert "It is." in visitor_without.ask(f"{news}?after=1").content.decode()
    [waiting] = visitor_without.ask("/chat/fern/news.json").json()["unread"]
    assert waiting == str(conversation.public_id)
    header = {TOKEN_HEADER: visitor_without.token}
    for part in ("typing", "seen"):
        told = visitor_without.fresh().post(f"{visitor_without.thread}{part}/", {"seq": 9}, headers=header)
        assert told.status_code == 204
    assert not Conversation.objects.with_news().exists()


@pytest.mark.parametrize("part", ["news", "seen", "typing"])
def test_without_the_token_an_open_page_is_told_nothing(visitor_without, part):
    address, fresh = f"{visitor_without.thread}{part}/", visitor_without.fresh()
    assert (fresh.get if part == "news" else fresh.post)(address).status_code == 404


def test_a_page_that_was_read_by_the_token_asks_for_no_stream(visitor_without, visitor):
    stream = "/live/chat/fern/"
    for page in (visitor_without.read(), visitor_without.read(visitor_without.thread)):
        assert stream not in page.content.decode()
        assert 'data-live=""' in page.content.decode()
    thread = visitor.start(WORDS)["Location"]
    for page in (visitor.look(), visitor.get(thread)):
        assert f'data-live="{stream}"' in page.content.decode()


def test_the_same_visitor_id_is_in_the_cookie_and_in_the_token(browser_of, project):
    browser = browser_of()
    token, known_by = handed(browser.look())
    assert known_by == "nothing"
    place = str(project.pk)
    in_cookie = signing.loads(browser.cookies["visitor"].value, salt=SALT)
    assert signing.loads(token, salt=TOKEN_SALT) == {place: in_cookie[place]}


def test_a_browser_with_a_cookie_is_handed_no_token(visitor):
    visitor.look()
    for page in (visitor.look(), visitor.start(""), visitor.get(visitor.start(WORDS)["Location"])):
        assert page.status_code in (200, 422)
        assert handed(page) is None


def test_a_token_is_renewed_after_a_month_and_keeps_its_id(visitor_without, project):
    ids = signing.loads(visitor_without.token, salt=TOKEN_SALT)
    assert handed(visitor_without.read()) == ("", "token")
    visitor_without.token = PastSigner(31 * DAY, TOKEN_SALT).sign_object(ids)
    page = visitor_without.read()
    assert WORDS in page.content.decode()
    renewed, known_by = handed(page)
    assert (signing.loads(renewed, salt=TOKEN_SALT), known_by) == (ids, "token")


def test_the_cookie_goes_before_the_token(visitor_without, browser_of, project):
    with_cookie = browser_of()
    with_cookie.start("Mine")
    page = with_cookie.get(with_cookie.chat, headers={TOKEN_HEADER: visitor_without.token})
    assert "Mine" in page.content.decode()
    assert WORDS not in page.content.decode()


def test_the_cookie_of_another_project_leaves_the_token_its_place(visitor_without, browser_of, other_project):
    browser = browser_of("north")
    browser.look()
    page = browser.get("/chat/fern/", headers={TOKEN_HEADER: visitor_without.token})
    assert WORDS in page.content.decode()


def test_where_cookies_work_again_one_takes_the_place_of_the_token(visitor_without):
    browser = visitor_without.fresh()
    browser.post(browser.chat, {TOKEN_FIELD: visitor_without.token})
    assert WORDS in browser.look().content.decode()


def _stale(token, project):
    return PastSigner(366 * DAY, TOKEN_SALT).sign_object(signing.loads(token, salt=TOKEN_SALT))


def _other_key(token, project):
    return signing.dumps(signing.loads(token, salt=TOKEN_SALT), key="not ours", salt=TOKEN_SALT)


def _other_salt(token, project):
    return signing.dumps(signing.loads(token, salt=TOKEN_SALT), salt=SALT)


OURS = {ours.__name__: ours for ours in (_stale, _other_key, _other_salt)}


@pytest.mark.parametrize("spoil", [OURS.get(spoil.__name__, spoil) for spoil in BAD])
def test_a_bad_token_makes_a_new_visitor_who_sees_nothing(visitor_without, project, spoil):
    thief = Cookieless(visitor_without.browser_of, spoil(visitor_without.token, project))
    for page in (thief.read(), thief.ask(), thief.read(visitor_without.thread)):
        assert page.status_code in (200, 404)
        assert WORDS not in page.content.decode()
        assert handed(page)[1] == "refused"
    assert thief.start("Hello").status_code == 303
    assert Lead.objects.count() == 2


@pytest.mark.parametrize("junk", [junk for junk in JUNK if junk])
def test_junk_for_a_token_is_no_error(browser_of, project, junk):
    thief = Cookieless(browser_of, junk)
    assert thief.read().status_code == 200
    assert thief.ask().status_code == 200


def test_who_is_known_by_the_token_is_not_told_of_cookies(visitor_without, browser_of, project):
    page = visitor_without.read(browser_of().start("Mine")["Location"])
    assert page.status_code == 404
    assert "begun in another browser" in page.content.decode()


def test_a_cookie_is_no_token_and_a_token_no_cookie(visitor_without, browser_of, project):
    browser = browser_of()
    browser.start(WORDS)
    thief = Cookieless(browser_of, browser.cookies["visitor"].value)
    assert WORDS not in thief.read().content.decode()
    other = browser_of()
    other.cookies["visitor"] = visitor_without.token
    assert WORDS not in other.look().content.decode()


def test_a_token_opens_no_other_project(visitor_without, other_project):
    Lead.objects.update(project=other_project)
    assert WORDS not in visitor_without.read("/chat/north/").content.decode()


def test_a_token_in_an_address_is_nothing(visitor_without):
    page = visitor_without.fresh().get(f"{visitor_without.chat}?{TOKEN_FIELD}={visitor_without.token}")
    assert WORDS not in page.content.decode()


def test_another_site_cannot_post_a_token(visitor_without):
    browser = visitor_without.fresh()
    page = browser.post(
        visitor_without.chat, {TOKEN_FIELD: visitor_without.token}, headers={"Origin": "https://evil.example"}
    )
    assert page.status_code == 403
    assert WORDS not in page.content.decode()


def test_a_page_that_is_posted_to_without_a_token_is_no_page(visitor_without):
    assert visitor_without.fresh().post(visitor_without.chat, {"x": "y"}).status_code == 405


def test_a_body_that_cannot_be_read_is_refused_in_words(browser_of, project):
    page = browser_of().post(
        "/chat/fern/", b"x=" + b"x" * 5_000_000, content_type="application/x-www-form-urlencoded"
    )
    assert page.status_code == 400
    assert "more than the chat takes" in page.content.decode()
