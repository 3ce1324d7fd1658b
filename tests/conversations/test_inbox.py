import re
from datetime import timedelta

import pytest
from django.utils import timezone

from conversations.assign import assign
from conversations.close import close, reopen
from conversations.post import add_note, post_message, reply
from leads.models import Lead
from tests.conversations.markup import html, link
from tests.factories import ConversationFactory, LeadFactory, MembershipFactory

INBOX = "/p/fern/conversations/"
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def client_of_agent(agent, signed_in):
    return signed_in(agent)


@pytest.fixture
def look(client_of_agent, conversation):
    """Open the conversation's page as Maya."""
    return lambda: client_of_agent.get(f"{INBOX}{conversation.pk}/")


def bodies(page):
    return re.findall(r'<p class="bubble" dir="auto">([^<]*)</p>', html(page))


def sentences(page):
    """Return the events of the thread as they read, without the time."""
    lines = re.findall(r'<li class="system" id="m\d+">(.*?) · <time', html(page), re.DOTALL)
    return [re.sub(r"</?b[^>]*>", "", line).strip() for line in lines]


def test_the_page_shows_the_thread_and_who_writes(look, conversation, agent):
    Lead.objects.update(full_name="Andrea", email="andrea1@gmail.com", browser="Chrome", system="macOS")
    reply(conversation, agent, "It is!")

    page = look()

    assert page.status_code == 200
    assert f'data-conversation-id="{conversation.pk}"' in html(page)
    assert bodies(page) == ["Is the moss glaze dishwasher safe?", "It is!"]
    assert f"/p/fern/contacts/{conversation.lead_id}/" in html(page)
    for words in (
        "<bdi>Andrea</bdi>",
        "andrea1@gmail.com",
        "Chrome on macOS",
        str(conversation.lead.visitor_id),
    ):
        assert words in html(page)


def test_who_wrote_what_is_said(look, conversation, agent, admin):
    reply(conversation, agent, "Mine")
    reply(conversation, admin, "Hers")

    assert re.findall(r'<p class="meta" aria-live="off">(?:<bdi>)?(\w+)', html(look())) == [
        "Visitor",
        "You",
        "Ada",
    ]


def test_a_note_is_marked_as_internal(look, conversation, agent):
    add_note(conversation, agent, "A difficult one")

    assert re.search(
        r'<li class="ours internal"[^>]*><p class="bubble" dir="auto">A difficult one<', html(look())
    )
    assert "Internal note · You" in html(look())


def test_events_are_sentences(look, conversation, agent, admin):
    assign(conversation, agent, agent)
    assign(conversation, agent, admin)
    assign(conversation, admin, agent)
    assign(conversation, None, admin)
    close(conversation, agent)
    reopen(conversation, admin)
    close(conversation, admin)
    post_message(conversation, "One more thing")

    assert sentences(look()) == [
        "Maya took this",
        "Maya assigned this to Ada Admin",
        "Ada Admin took this from its agent: it is nobody’s now",
        "Maya closed this",
        "Ada Admin reopened this",
        "Ada Admin closed this",
        "Reopened: the visitor wrote again",
    ]


def test_names_subjects_and_messages_are_shown_as_text(client_of_agent, conversation, agent, admin):
    Lead.objects.update(
        full_name=f"O'Brien {SCRIPT}", company=SCRIPT, email=f"{SCRIPT}@x.example", browser=SCRIPT
    )
    type(conversation).objects.update(subject=SCRIPT)
    agent.name = admin.name = SCRIPT
    agent.save()
    admin.save()
    post_message(conversation, SCRIPT)
    assign(conversation, admin, agent)
    reply(conversation, admin, SCRIPT)
    add_note(conversation, agent, SCRIPT)
    closed = client_of_agent.post(f"{INBOX}{conversation.pk}/closure/", follow=True)

    for page in (closed, client_of_agent.get(f"{INBOX}{conversation.pk}/"), client_of_agent.get(INBOX)):
        assert "<script>alert" not in html(page)
    assert "Closed “&lt;script&gt;alert(1)&lt;/script&gt;”." in html(closed)
    page = html(client_of_agent.get(f"{INBOX}{conversation.pk}/"))
    assert page.count('dir="auto">&lt;script&gt;alert(1)&lt;/script&gt;</p>') == 3
    assert 'placeholder="Reply to O&#x27;Brien &lt;script&gt;' in page


def test_the_page_of_a_contact_with_several_leads_names_the_head_and_lists_all(client_of_agent, project):
    head = LeadFactory(project=project, full_name="Andrea")
    merged = LeadFactory(project=project, full_name="Andrea Sp1", merged_into=head, contact=head)
    ConversationFactory(project=project, lead=head, subject="From Chrome")
    shown = ConversationFactory(project=project, lead=merged, subject="From Safari")

    page = html(client_of_agent.get(f"{INBOX}{shown.pk}/"))

    assert f'href="/p/fern/contacts/{head.pk}/"' in page
    assert "Sp1" not in page
    assert "<bdi>From Chrome</bdi>" in page.split("Other conversations")[1]
    assert str(merged.visitor_id) in page


def test_a_long_thread_is_paged_both_ways_from_its_latest_messages(client_of_agent, look, conversation):
    for number in range(2, 111):
        post_message(conversation, f"Message {number}")

    latest = look()
    middle = client_of_agent.get(link(latest, "after"))
    first = client_of_agent.get(link(middle, "after"))

    assert bodies(latest) == [f"Message {number}" for number in range(61, 111)]
    assert bodies(middle) == [f"Message {number}" for number in range(11, 61)]
    assert len(bodies(first)) == 10
    assert bodies(client_of_agent.get(link(first, "before"))) == bodies(middle)


def test_a_page_of_the_thread_that_is_none_is_its_latest_with_a_note(client_of_agent, conversation):
    page = client_of_agent.get(f"{INBOX}{conversation.pk}/", {"after": "x"})

    assert bodies(page) == ["Is the moss glaze dishwasher safe?"]
    assert html(page).count("That page is not there any more.") == 1


def test_the_menu_offers_every_member_of_the_project_and_nobody_else(look, agent, admin, outsider):
    offered = re.findall(r'name="assignee" value="(\d*)"', html(look()))

    assert {str(agent.pk), str(admin.pk)} < set(offered)
    assert len(offered) == 3  # and the owner
    assert str(outsider.pk) not in offered


def test_the_page_stays_in_the_queue_it_was_opened_from(client_of_agent, conversation, agent):
    close(conversation, agent)

    assert re.search(
        r'queue=closed" aria-current="page"', html(client_of_agent.get(f"{INBOX}{conversation.pk}/"))
    )
    mine = client_of_agent.get(f"{INBOX}{conversation.pk}/?queue=mine")
    assert re.search(r'queue=mine" aria-current="page"', html(mine))


@pytest.mark.parametrize("address", ["", "{pk}/"])
def test_the_number_of_queries_does_not_grow(
    client_of_agent, project, agent, conversation, queries_of, address
):
    address = INBOX + address.format(pk=conversation.pk)
    reply(conversation, agent, "It is!")
    client_of_agent.get(address)
    before = queries_of(lambda: client_of_agent.get(address))
    for number in range(60):
        at = timezone.now() - timedelta(minutes=number)
        colleague = MembershipFactory(project=project).user
        lead = LeadFactory(project=project, merged_into=conversation.lead, contact=conversation.lead)
        other = ConversationFactory(project=project, lead=lead, created_at=at)
        assign(other, colleague, agent)
        reply(conversation, colleague, f"Answer {number}")
        assign(conversation, colleague, agent)
    client_of_agent.get(address)

    assert queries_of(lambda: client_of_agent.get(address)) <= before < 16


@pytest.mark.parametrize("address", ["", "{pk}/", "{pk}/?queue=mine"])
def test_who_is_not_signed_in_is_led_to_the_login(client, conversation, address):
    page = client.get(INBOX + address.format(pk=conversation.pk))

    assert page.status_code == 302
    assert page.url.startswith("/login/?next=/p/fern/")


@pytest.mark.parametrize("address", ["", "{pk}/"])
def test_who_works_elsewhere_finds_nothing(conversation, outsider, signed_in, address):
    page = signed_in(outsider).get(INBOX + address.format(pk=conversation.pk))

    assert page.status_code == 404
    assert "moss" not in html(page)


def test_a_conversation_is_not_found_under_another_project(conversation, outsider, signed_in):
    assert signed_in(outsider).get(f"/p/north/conversations/{conversation.pk}/").status_code == 404


@pytest.mark.parametrize("pk", ["0", "999999", "9" * 30, "x", "-1", "1.0", "%00"])
def test_a_conversation_that_never_was_is_not_found(client_of_agent, pk):
    assert client_of_agent.get(f"{INBOX}{pk}/").status_code == 404


def test_the_visitors_cookie_opens_no_agents_page(chat):
    assert chat.get(f"{INBOX}{chat.conversation.pk}/").status_code == 302
