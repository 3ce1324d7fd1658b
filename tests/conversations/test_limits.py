import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from conversations import limits
from conversations.close import close
from conversations.models import Attempt, Message
from tests.conversations.markup import control, html

HOME, NEIGHBOUR, ELSEWHERE = "81.2.69.142", "81.2.69.143", "2.125.160.216"
LOCAL = [
    "127.0.0.1",
    "10.1.2.3",
    "192.168.1.5",
    "172.16.0.1",
    "169.254.1.1",
    "::1",
    "fe80::1",
    "fd00::1",
    "unix:",
]
PLENTY = 1000


@pytest.fixture
def few(monkeypatch):
    """Set both limits: `few(browser=2)` leaves plenty for addresses and networks."""

    def set_limits(**most):
        most = {"browser": PLENTY, "address": PLENTY, "network": PLENTY} | most
        for name in ("CONVERSATIONS", "MESSAGES"):
            monkeypatch.setattr(limits, name, replace(getattr(limits, name), **most))

    return set_limits


@pytest.fixture
def start_from(browser_of, project):
    """Open a conversation in a new browser at an address; return the status of the answer."""

    def start(address, **headers):
        return browser_of("fern", REMOTE_ADDR=address, **headers).start().status_code

    return start


def test_a_browser_may_open_so_many_conversations_and_no_more(visitor, few):
    few(browser=2)

    answers = [visitor.start() for _ in range(3)]

    assert [answer.status_code for answer in answers] == [303, 303, 429]


def test_the_refusal_can_be_read_and_keeps_what_was_typed(start_from, browser_of, few, nothing_written):
    few(address=1)
    start_from(HOME)

    with nothing_written():
        page = browser_of("fern", REMOTE_ADDR=HOME).start("My bowl is chipped", last_name="Sp")

    assert page.status_code == 429
    assert "Nothing is lost: send it again in" in html(page)
    assert "My bowl is chipped" in control(page, "body")
    assert 'value="Sp"' in control(page, "last_name")


def test_the_refusal_says_when_to_try_again(visitor, few):
    few(browser=1)
    visitor.start()
    Attempt.objects.update(created_at=timezone.now() - timedelta(minutes=6))

    page = visitor.start()

    assert 230 <= int(page["Retry-After"]) <= 240
    assert "in 4 minutes" in html(page)


def test_a_refused_message_keeps_what_was_typed_in_the_thread(chat, few, nothing_written):
    few(browser=1)
    chat.say(chat.thread, "One")

    with nothing_written():
        page = chat.say(chat.thread, "Two")

    assert page.status_code == 429
    assert 0 < int(page["Retry-After"]) <= 60
    assert "Two" in control(page, "body")
    assert "send it again in 1 minute." in html(page)
    assert "Is the moss glaze dishwasher safe?" in html(page)


def test_a_refused_fragment_is_the_composer(chat, few, nothing_written):
    few(browser=1)
    chat.say(chat.thread, "One")

    with nothing_written():
        answer = chat.post(f"{chat.thread}messages/", {"body": "Two"}, headers={"HX-Request": "true"})

    assert answer.status_code == 429
    assert "Retry-After" in answer
    assert (answer["HX-Retarget"], answer["HX-Reswap"]) == ("#composer", "outerHTML")
    assert "Two" in control(answer, "body")
    assert "<html" not in html(answer)


def test_a_refused_message_reopens_nothing(chat, agent, few):
    few(browser=1)
    chat.say(chat.thread, "One")
    close(chat.conversation, agent)

    assert chat.say(chat.thread, "Two").status_code == 429

    chat.conversation.refresh_from_db()
    assert chat.conversation.status == "closed"


def test_conversations_and_messages_are_counted_apart(chat, few):
    few(browser=1)

    assert chat.start().status_code == 429  # the second one
    assert chat.say(chat.thread).status_code == 303
    assert chat.say(chat.thread).status_code == 429


def test_what_is_sent_twice_is_counted_once(chat, few):
    few(browser=1)
    client_id = "3f9c2a71-8b1e-4d57-9a0c-61e4b7d2c508"

    answers = [chat.say(chat.thread, client_id=client_id) for _ in range(3)]

    assert {answer.status_code for answer in answers} == {303}


def test_what_is_not_sent_is_not_counted(visitor, few):
    few(browser=1)

    assert visitor.start("").status_code == 422
    assert visitor.start("").status_code == 422
    assert visitor.start().status_code == 303


def test_one_browsers_limit_is_not_anothers(visitor, browser_of, few):
    few(browser=1)

    assert visitor.start().status_code == 303
    assert browser_of("fern").start().status_code == 303


def test_an_address_may_write_so_much_in_however_many_browsers(start_from, few):
    few(address=2)

    assert [start_from(HOME) for _ in range(3)] == [303, 303, 429]
    assert start_from(NEIGHBOUR) == 303


def test_a_network_may_write_so_much_from_however_many_addresses(start_from, few):
    few(network=2)

    assert [start_from(f"81.2.69.{number}") for number in (1, 2, 3)] == [303, 303, 429]
    assert start_from("81.2.70.1") == 303


def test_one_ipv6_host_has_many_addresses_and_a_network_many_hosts(start_from, few):
    few(address=2)
    host = "2001:4860:4860:8888:"
    assert [start_from(f"{host}:{number}") for number in (1, 2, 3)] == [303, 303, 429]

    few(network=3)
    assert start_from("2001:4860:4860:9999::1") == 303
    assert start_from("2001:4860:4860:7777::1") == 429
    assert start_from("2001:4860:4861::1") == 303


def test_an_ipv4_address_written_as_ipv6_is_the_same_address_and_no_others(start_from, few):
    few(address=2, network=2)

    assert [start_from(HOME), start_from(f"::ffff:{HOME}"), start_from(f"::ffff:{HOME}")] == [303, 303, 429]
    assert start_from(f"::ffff:{ELSEWHERE}") == 303


@pytest.mark.parametrize("address", LOCAL)
def test_an_address_that_says_nothing_of_the_visitor_is_not_limited(start_from, few, address):
    few(address=1, network=1)

    assert [start_from(address) for _ in range(3)] == [303, 303, 303]


def test_a_forwarded_address_is_not_believed_without_a_trusted_proxy(start_from, few):
    few(address=1)

    assert start_from(HOME, HTTP_X_FORWARDED_FOR="8.8.8.8") == 303
    assert start_from(HOME, HTTP_X_FORWARDED_FOR="9.9.9.9") == 429
    assert start_from(ELSEWHERE, HTTP_X_FORWARDED_FOR="8.8.8.8") == 303


@pytest.mark.parametrize(
    ("proxies", "forwarded"),
    [(1, HOME), (1, f"8.8.8.8, {HOME}"), (1, f"9.9.9.9,1.1.1.1, {HOME} "), (2, f"8.8.8.8, {HOME}, 10.0.0.2")],
)
def test_only_what_our_own_proxies_saw_is_believed(start_from, few, settings, proxies, forwarded):
    few(address=1)
    settings.TRUSTED_PROXIES = proxies
    assert start_from("10.0.0.1", HTTP_X_FORWARDED_FOR=forwarded) == 303

    last_hops = ", 10.0.0.2" * (proxies - 1)
    spoofed = f"2.125.160.217, {HOME}{last_hops}"
    assert start_from("10.0.0.1", HTTP_X_FORWARDED_FOR=spoofed) == 429
    assert start_from("10.0.0.1", HTTP_X_FORWARDED_FOR=f"{HOME}, {ELSEWHERE}{last_hops}") == 303


@pytest.mark.parametrize("forwarded", ["", " ", ",", None])
def test_who_comes_past_the_proxies_counts_as_themselves(start_from, few, settings, forwarded):
    few(address=1)
    settings.TRUSTED_PROXIES = 1
    header = {} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}

    assert [start_from(HOME, **header) for _ in range(2)] == [303, 429]


def test_another_header_that_names_an_address_is_not_believed(start_from, few, settings):
    few(address=1)
    settings.TRUSTED_PROXIES = 1
    names = [
        "HTTP_X_REAL_IP",
        "HTTP_FORWARDED",
        "HTTP_CLIENT_IP",
        "HTTP_X_FORWARDED_HOST",
        "HTTP_TRUE_CLIENT_IP",
    ]

    for number, name in enumerate(names):
        assert start_from(HOME, **{name: f"8.8.8.{number}"}) == (429 if number else 303)


def test_what_was_written_before_the_period_counts_no_more(chat, few):
    few(browser=1, address=1, network=1)
    chat.defaults["REMOTE_ADDR"] = HOME
    assert chat.say(chat.thread).status_code == 303
    assert chat.say(chat.thread).status_code == 429

    Attempt.objects.update(created_at=timezone.now() - limits.MESSAGES.period)

    assert chat.say(chat.thread).status_code == 303


def test_what_was_written_long_ago_is_forgotten(chat, monkeypatch):
    now = timezone.now()
    long_ago = Attempt.objects.create(key="x", created_at=now - limits.KEPT_FOR - timedelta(minutes=1))
    lately = Attempt.objects.create(key="x", created_at=now - limits.KEPT_FOR + timedelta(minutes=1))
    monkeypatch.setattr("random.random", lambda: 0)

    chat.say(chat.thread)

    assert set(Attempt.objects.filter(key="x")) == {lately}
    assert not Attempt.objects.filter(pk=long_ago.pk).exists()


def test_no_address_is_kept_but_what_only_this_installation_can_compare(start_from, settings):
    start_from(HOME)
    kept = set(Attempt.objects.values_list("key", flat=True))
    assert len(kept) == 3
    assert all(re.fullmatch("[0-9a-f]{32}", key) for key in kept)

    settings.SECRET_KEY = "another"
    start_from(HOME)

    assert len(set(Attempt.objects.values_list("key", flat=True))) == 6


def test_agents_are_not_limited(chat, agent, signed_in, few):
    few(browser=1, address=1, network=1)
    client = signed_in(agent)

    for number in range(3):
        client.post(f"/p/fern/conversations/{chat.conversation.pk}/messages/", {"body": f"Reply {number}"})

    assert Message.objects.filter(kind="reply").count() == 3
