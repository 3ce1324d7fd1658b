"""One lead for each visitor ID, and to every browser only its own: whatever browsers do and agents merge."""

import re
from dataclasses import dataclass, field
from uuid import UUID, uuid4

import pytest
from django.core import signing
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from conversations.models import Message
from leads.identify import identify
from leads.models import Lead
from leads.visitor import SALT
from tests.factories import LeadFactory


def test_a_first_conversation_makes_one_lead_and_the_next_ones_join_it(visitor):
    visitor.start("First")
    visitor.start("Second")
    visitor.start("Third", email="somebody.else@example.com", full_name="Another Name")
    assert Lead.objects.get().conversations.count() == 3


def test_the_same_email_in_another_browser_is_another_lead(visitor, browser_of):
    visitor.start()
    browser_of().start()
    assert Lead.objects.contacts().filter(email="andrea1@gmail.com").count() == 2


def test_a_merge_shows_no_browser_what_the_other_one_wrote(visitor, browser_of):
    other = browser_of()
    own, secret = visitor.start("My own words").url, other.start("The other one's secret").url
    gone, head = Lead.objects.order_by("id")
    merge([gone], head)
    for browser, thread, foreign in ((visitor, own, secret), (other, secret, own)):
        assert browser.get(thread).status_code == 200
        assert browser.get(foreign).status_code == browser.say(foreign).status_code == 404
    assert "secret" not in visitor.look().content.decode()
    assert "My own words" not in other.look().content.decode()
    assert Message.objects.count() == 2


def test_a_refused_first_message_makes_no_lead(visitor):
    assert visitor.start(" ").status_code == 422
    assert not Lead.objects.exists()


def test_a_lead_says_what_browser_it_writes_from_now(project):
    visitor_id, now = uuid4(), timezone.now()
    identify(project, visitor_id, {"browser": "Chrome", "language": "en"}, at=now)
    identify(project, visitor_id, {"browser": "Chrome", "language": "it"}, at=now)
    lead = Lead.objects.get()
    assert (lead.browser, lead.language) == ("Chrome", "it")


def test_the_database_refuses_a_second_lead_of_a_visitor_id(project):
    lead = LeadFactory(project=project)
    with pytest.raises(IntegrityError, match="visitor"), transaction.atomic():
        LeadFactory(project=project, visitor_id=lead.visitor_id)


def test_two_projects_may_know_the_same_visitor_id(project, other_project):
    visitor_id = uuid4()
    ours, theirs = (identify(p, visitor_id, {}, at=timezone.now()) for p in (project, other_project))
    assert ours.pk != theirs.pk


def test_leads_without_a_visitor_id_are_as_many_as_you_like(project):
    assert LeadFactory(project=project, visitor_id=None) != LeadFactory(project=project, visitor_id=None)


def merge(leads, head):
    for lead in leads:
        Lead.objects.filter(pk=lead.pk).update(merged_into=head, contact=head)
        Lead.objects.filter(contact=lead).update(contact=head)


@dataclass
class Thread:
    """A conversation as the model knows it: whose it is, and every word in it."""

    key: str
    owner: UUID
    path: str
    words: list[str] = field(default_factory=list)


@dataclass(eq=False)
class Browser:
    client: Client = field(default_factory=Client)
    ids: dict[str, UUID] = field(default_factory=dict)  # by the project's key


browsers = st.integers(0, 2)
keys = st.sampled_from(["fern", "north"])
picks = st.integers(0, 10**6)


class Browsers(RuleBasedStateMachine):
    """Three browsers, two projects, and an agent who merges whom they can."""

    projects = {}

    def __init__(self):
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.browsers = [Browser() for _ in range(3)]
        self.threads = []
        self.said = 0

    def teardown(self):
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    @rule(number=browsers, key=keys)
    def look(self, number, key):
        page = self.ask(number, key, f"/chat/{key}/")
        assert page.status_code == 200

    @rule(number=browsers, key=keys)
    def start(self, number, key):
        # The e-mail is everybody's: it must prove nothing.
        word = self.new_word()
        fields = {"full_name": word, "email": "same@example.com", "body": word}
        answer = self.ask(number, key, f"/chat/{key}/conversations/", fields)
        assert answer.status_code == 303
        owner = self.browsers[number].ids[key]
        self.threads.append(Thread(key, owner, answer.headers["Location"], [word]))

    @precondition(lambda self: self.threads)
    @rule(number=browsers, pick=picks)
    def read(self, number, pick):
        thread = self.threads[pick % len(self.threads)]
        page = self.ask(number, thread.key, thread.path)
        if self.owns(number, thread):
            assert all(f">{word}<" in page.content.decode() for word in thread.words)
        else:
            assert page.status_code == 404

    @precondition(lambda self: self.threads)
    @rule(number=browsers, pick=picks)
    def say(self, number, pick):
        thread, word = self.threads[pick % len(self.threads)], self.new_word()
        answer = self.ask(number, thread.key, f"{thread.path}messages/", {"body": word})
        assert answer.status_code == (303 if self.owns(number, thread) else 404)
        if answer.status_code == 303:
            thread.words.append(word)

    @precondition(lambda self: self.threads)
    @rule(number=browsers, pick=picks, how=st.sampled_from(["bare", "cut", "other key", "none"]))
    def forge(self, number, pick, how):
        thread = self.threads[pick % len(self.threads)]
        payload = {str(self.projects[thread.key].pk): thread.owner.hex}
        browser = self.browsers[number]
        browser.client.cookies["visitor"] = {
            "bare": str(thread.owner),
            "cut": signing.dumps(payload, salt=SALT)[:-1],
            "other key": signing.dumps(payload, salt=SALT, key="guessed"),
            "none": "",
        }[how]
        browser.ids = {}

    @rule(one=browsers, other=browsers)
    def swap_cookies(self, one, other):
        one, other = self.browsers[one], self.browsers[other]
        one.client.cookies, other.client.cookies = other.client.cookies, one.client.cookies
        one.ids, other.ids = other.ids, one.ids

    @precondition(lambda self: len({thread.owner for thread in self.threads}) > 1)
    @rule(key=keys, pick=picks)
    def merge(self, key, pick):
        heads = list(Lead.objects.contacts().filter(project__key=key).order_by("id"))
        if heads:
            head = heads.pop(pick % len(heads))
            merge(heads, head)

    @invariant()
    def one_lead_for_each_who_wrote(self):
        leads = Lead.objects.values_list("project__key", "visitor_id")
        assert sorted(leads) == sorted({(thread.key, thread.owner) for thread in self.threads})

    @invariant()
    def every_word_is_in_the_one_conversation_it_was_said_in(self):
        rows = Message.objects.order_by("id").values_list(
            "conversation__public_id",
            "conversation__lead__project__key",
            "conversation__lead__visitor_id",
            "body",
        )
        expected = [
            (UUID(t.path.split("/")[-2]), t.key, t.owner, word) for t in self.threads for word in t.words
        ]
        assert sorted(rows) == sorted(expected)

    def ask(self, number, key, path, fields=None):
        """Request a page, learn who the browser is now, and see that it shows nobody else's words."""
        browser = self.browsers[number]
        page = browser.client.get(path) if fields is None else browser.client.post(path, fields)
        ids = signing.loads(browser.client.cookies["visitor"].value, salt=SALT)
        now = UUID(ids[str(self.projects[key].pk)])
        assert browser.ids.setdefault(key, now) == now
        others = {word for thread in self.threads if not self.owns(number, thread) for word in thread.words}
        assert not others & set(re.findall(r"word\d+x", page.content.decode()))
        return page

    def owns(self, number, thread):
        return self.browsers[number].ids.get(thread.key) == thread.owner

    def new_word(self):
        self.said += 1
        return f"word{self.said}x"


def test_whatever_browsers_do_each_keeps_its_one_lead_and_its_own_words(project, other_project):
    Browsers.projects = {"fern": project, "north": other_project}
    run_state_machine_as_test(
        Browsers,
        settings=settings(
            max_examples=100, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
