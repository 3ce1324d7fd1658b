import re
from datetime import timedelta

import pytest
from django.utils import timezone

from conversations.assign import assign
from conversations.close import close
from conversations.models import Conversation
from conversations.post import post_message, reply
from conversations.queues import in_queue
from tests.conversations.markup import html, link
from tests.factories import ConversationFactory, LeadFactory

INBOX = "/p/fern/conversations/"


def listed(page):
    """Return the ids of the conversations that the list shows, in order."""
    return [int(pk) for pk in re.findall(r'<li[^>]* data-conversation-id="(\d+)"', html(page))]


def numbers(page):
    """Return what the tabs say: their names and numbers."""
    tabs = html(page).split('<nav class="tabs"')[1].split("</nav>")[0]
    return [
        " ".join(re.sub(r"<[^>]+>", " ", tab).split()) for tab in re.findall(r"<a.*?</a>", tabs, re.DOTALL)
    ]


@pytest.fixture
def inbox(agent, signed_in):
    client = signed_in(agent)
    return lambda **query: client.get(INBOX, query)


@pytest.fixture
def cases(project, agent, admin, other_project):
    """One conversation for each case, the later the newer; and one that is another project's."""
    made = {}
    names = ["nobodys", "mine", "adas", "closed", "closed_mine"]
    for number, name in enumerate(names):
        at = timezone.now() - timedelta(hours=10 - number)
        made[name] = ConversationFactory(project=project, subject=name, created_at=at)
    assign(made["mine"], agent, admin)
    assign(made["adas"], admin, admin)
    assign(made["closed_mine"], agent, agent)
    for name in ("closed", "closed_mine"):
        close(made[name], agent)
    ConversationFactory(project=other_project)
    return {name: conversation.pk for name, conversation in made.items()}


@pytest.mark.parametrize(
    ("queue", "names"),
    [
        ("unassigned", ["nobodys"]),
        ("mine", ["mine"]),
        ("all", ["adas", "mine", "nobodys"]),
        ("closed", ["closed_mine", "closed"]),
        ("waiting", ["nobodys", "mine", "adas"]),
        ("", ["adas", "mine", "nobodys"]),
        ("nonsense", ["adas", "mine", "nobodys"]),
        ("\x00", ["adas", "mine", "nobodys"]),
    ],
)
def test_each_queue_lists_its_own_latest_first(inbox, cases, queue, names):
    page = inbox(queue=queue)

    assert page.status_code == 200
    assert listed(page) == [cases[name] for name in names]


def test_the_tabs_say_how_many_are_open(inbox, cases):
    assert numbers(inbox()) == ["Mine 1", "Unassigned 1", "All 3", "Closed", "Waiting 3", "Snoozed 0"]


def test_the_rail_says_how_many_wait_for_the_one_who_looks_or_for_anybody(inbox, cases, agent):
    count = re.compile(r'<span class="count">(\d+)')
    assert count.findall(html(inbox())) == ["2"]

    reply(Conversation.objects.get(pk=cases["mine"]), agent, "It is!")

    assert count.findall(html(inbox())) == ["1"]


def test_mine_is_what_the_one_who_looks_has_to_do(cases, admin, signed_in):
    page = signed_in(admin).get(INBOX, {"queue": "mine"})

    assert listed(page) == [cases["adas"]]
    assert numbers(page) == ["Mine 1", "Unassigned 1", "All 3", "Closed", "Waiting 3", "Snoozed 0"]


def test_the_open_tab_is_marked(inbox, cases):
    assert re.search(r'queue=mine" aria-current="page"', html(inbox(queue="mine")))
    assert re.search(r'queue=all" aria-current="page"', html(inbox()))


def test_the_number_of_a_tab_stops_at_99(inbox, project):
    lead = LeadFactory(project=project)
    Conversation.objects.bulk_create(
        Conversation(project=project, lead=lead, subject="Hello", snippet="Hello") for _ in range(105)
    )

    assert numbers(inbox()) == ["Mine 0", "Unassigned 99+", "All 99+", "Closed", "Waiting 0", "Snoozed 0"]


@pytest.mark.parametrize(
    ("queue", "words"),
    [
        ("unassigned", "Everything has somebody."),
        ("mine", "Nothing is assigned to you."),
        ("all", "No open conversations."),
        ("closed", "Nothing has been closed yet."),
        ("waiting", "Nobody waits for a reply."),
        ("snoozed", "Nothing is snoozed."),
    ],
)
def test_an_empty_queue_says_so(inbox, queue, words):
    page = inbox(queue=queue)

    assert listed(page) == []
    assert words in html(page)


def test_a_new_message_brings_its_conversation_to_the_top(inbox, cases):
    conversation = Conversation.objects.get(pk=cases["nobodys"])

    post_message(conversation, "Hello?")

    assert listed(inbox())[0] == conversation.pk
    assert "Hello?" in html(inbox())


def test_a_visitors_new_message_brings_a_closed_conversation_back(inbox, cases):
    post_message(Conversation.objects.get(pk=cases["closed_mine"]), "One more thing")

    assert listed(inbox(queue="mine")) == [cases["closed_mine"], cases["mine"]]
    assert listed(inbox(queue="closed")) == [cases["closed"]]


def test_who_waits_is_marked_until_they_are_answered(inbox, conversation, agent):
    unread = f'class="unread" data-conversation-id="{conversation.pk}"'
    assert unread in html(inbox())

    reply(conversation, agent, "It is!")

    assert unread not in html(inbox())
    assert "<span>Us:</span> <bdi>It is!</bdi>" in html(inbox())


def test_who_waits_long_is_marked_with_how_long(inbox, project):
    now = timezone.now()
    ConversationFactory(project=project, created_at=now - timedelta(hours=3, minutes=5))
    ConversationFactory(project=project, created_at=now - timedelta(minutes=50))

    assert re.findall(r"Waiting (\d+ h[^<]*)", html(inbox())) == ["3 h"]


def test_who_waits_is_listed_from_their_first_unanswered_message_on(inbox, cases, agent):
    waiting = {name: Conversation.objects.get(pk=pk) for name, pk in cases.items()}
    reply(waiting["mine"], agent, "It is!")
    post_message(waiting["nobodys"], "Hello?")

    page = inbox(queue="waiting")
    assert listed(page) == [cases["nobodys"], cases["adas"]]
    assert numbers(page)[-2] == "Waiting 2"

    post_message(waiting["mine"], "And the oven?")

    page = inbox(queue="waiting")
    assert listed(page) == [cases["nobodys"], cases["adas"], cases["mine"]]
    assert re.findall(r"badge( warn)?\">Waiting (\d+ [ms])", html(page)) == [("", "0 s")]


def test_the_list_of_who_waits_is_paged_both_ways(inbox, project, agent, signed_in):
    lead = LeadFactory(project=project)
    at = timezone.now()
    made = Conversation.objects.bulk_create(
        Conversation(project=project, lead=lead, subject="Hello", waiting_since=at) for _ in range(40)
    )
    client = signed_in(agent)

    first = inbox(queue="waiting")
    second = client.get(link(first, "after"))

    assert listed(first) + listed(second) == [conversation.pk for conversation in made]
    assert listed(client.get(link(second, "before"))) == listed(first)


def test_the_row_names_the_contact_not_the_lead_that_was_merged_into_it(inbox, project):
    head = LeadFactory(project=project, full_name="Andrea", last_name="Spinelli")
    merged = LeadFactory(project=project, full_name="Andrea Sp1", merged_into=head, contact=head)
    ConversationFactory(project=project, lead=merged)

    assert "<bdi>Andrea Spinelli</bdi>" in html(inbox())
    assert "Sp1" not in html(inbox())


def test_a_queue_is_paged_both_ways(inbox, project, agent, signed_in):
    lead = LeadFactory(project=project)
    at = timezone.now()
    made = Conversation.objects.bulk_create(
        Conversation(project=project, lead=lead, subject=f"Number {number}", last_message_at=at)
        for number in range(70)
    )
    latest_first = [conversation.pk for conversation in reversed(made)]
    client = signed_in(agent)

    first = inbox(queue="unassigned")
    second = client.get(link(first, "after"))
    third = client.get(link(second, "after"))

    assert [listed(first), listed(second), listed(third)] == [
        latest_first[:30],
        latest_first[30:60],
        latest_first[60:],
    ]
    assert link(third, "after") is None
    assert link(first, "before") is None
    assert listed(client.get(link(third, "before"))) == listed(second)
    assert re.search(r'queue=unassigned" aria-current="page"', html(third))


@pytest.mark.parametrize("place", ["x", "é", "W10", "WzAsIG51bGwsIG51bGxd"])
def test_a_page_that_is_none_is_the_first_page_with_a_note(inbox, cases, place):
    for direction in ("after", "before"):
        page = inbox(**{direction: place})
        assert page.status_code == 200
        assert len(listed(page)) == 3
        assert "That page is not there any more." in html(page)
    assert "not there any more" not in html(inbox())


def test_the_numbers_count_nothing_of_another_project(inbox, agent, other_project):
    ConversationFactory(project=other_project, assignee=agent)

    assert numbers(inbox()) == ["Mine 0", "Unassigned 0", "All 0", "Closed", "Waiting 0", "Snoozed 0"]


def test_an_unknown_queue_is_all(project, agent, cases):
    assert list(in_queue("nonsense", project, agent)) == list(in_queue("all", project, agent))


def test_a_queue_that_is_none_is_named_as_left_out(project, agent, signed_in):
    page = signed_in(agent).get("/p/fern/conversations/?queue=nonsense").content.decode()
    assert "There is no such list. This is “All”." in page
