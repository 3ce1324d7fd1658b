import re
from datetime import timedelta

import pytest
from django.utils import timezone

from conversations.close import close
from conversations.post import add_note, reply
from leads import profile
from leads.models import Lead, ProfileField
from leads.models.profile_value import Source
from tests.conversations.markup import asked, control, html, link, status, subjects
from tests.factories import ConversationFactory, ProfileFieldFactory


def test_a_new_visitor_is_asked_who_they_are_and_what_it_is_about(visitor):
    page = visitor.look()

    assert page.status_code == 200
    assert asked(page) == ["full_name", "last_name", "email", "body"]
    assert "Welcome back" not in html(page)


def test_looking_writes_nothing(visitor, nothing_written):
    with nothing_written():
        visitor.look()
        visitor.look()


def test_nobody_has_to_sign_in(visitor):
    page = visitor.look()

    assert page.status_code == 200
    assert "/login/" not in html(page)
    assert set(page.cookies) == {"visitor"}


def test_no_cache_keeps_a_visitors_page(chat):
    for address in (chat.chat, chat.thread):
        page = chat.get(address)
        assert {"no-store", "private"} <= set(page["Cache-Control"].split(", "))
        assert "HX-Request" in page["Vary"]


def test_the_projects_own_fields_are_asked_in_their_order_by_their_public_names(visitor, project):
    ProfileFieldFactory(project=project, key="order", position=101)
    ProfileFieldFactory(project=project, key="size", kind="number", position=100)
    ProfileFieldFactory(project=project, key="secret", is_asked=False)
    ProfileFieldFactory(project=project, key="old", retired_at=timezone.now())

    assert asked(visitor.look())[3:] == ["attributes.size", "attributes.order", "body"]


def test_another_projects_fields_are_not_asked(visitor, other_project):
    ProfileFieldFactory(project=other_project, key="theirs")

    assert "attributes.theirs" not in asked(visitor.look())


def test_built_in_fields_can_be_taken_out_of_the_form(visitor):
    ProfileField.objects.filter(key__in=["last_name", "email"]).update(is_asked=False)

    assert asked(visitor.look()) == ["full_name", "body"]
    assert visitor.post(f"{visitor.chat}conversations/", {"full_name": "A", "body": "Hi"}).status_code == 303


def test_who_comes_back_is_greeted_and_not_asked_again(chat):
    page = chat.look()

    assert asked(page) == ["body"]
    assert "Welcome back, <bdi>Andrea</bdi>" in html(page)
    assert 'Writing as <b dir="ltr">andrea1@gmail.com</b>' in html(page)


def test_a_required_field_that_was_added_later_is_asked_once_more(chat, project):
    ProfileFieldFactory(project=project, key="order", is_required=True)
    ProfileFieldFactory(project=project, key="hobby")

    assert asked(chat.look()) == ["attributes.order", "body"]

    chat.post(f"{chat.chat}conversations/", {"body": "Me again", "attributes.order": "FC-4821"})
    assert asked(chat.look()) == ["body"]


def test_a_required_field_that_an_agent_filled_in_is_not_asked(chat, project):
    ProfileFieldFactory(project=project, key="order", is_required=True)
    profile.write(Lead.objects.get(), {"order": "FC-4821"}, source=Source.AGENT)

    page = chat.look()

    assert asked(page) == ["body"]
    assert "FC-4821" not in html(page)


def test_own_conversations_are_listed_latest_first_and_nobody_elses(chat, browser_of):
    browser_of("fern").start("Somebody else's question")
    chat.start("A second question")

    assert subjects(chat.look()) == ["A second question", "Is the moss glaze dishwasher safe?"]


@pytest.mark.parametrize("is_head", [True, False])
def test_what_another_browser_wrote_is_not_listed_though_the_contact_is_the_same(chat, browser_of, is_head):
    browser_of("fern").start("From Safari", full_name="Andrea Sp1")
    chrome, safari = Lead.objects.order_by("id")
    head, merged = (chrome, safari) if is_head else (safari, chrome)
    Lead.objects.filter(pk=merged.pk).update(merged_into=head, contact=head)

    page = chat.look()

    assert subjects(page) == ["Is the moss glaze dishwasher safe?"]
    assert "Sp1" not in html(page)


def test_a_reply_is_news_until_the_visitor_has_opened_the_thread(chat, agent):
    assert status(chat.look()) == ["Open"]
    reply(chat.conversation, agent, "It is!")
    assert status(chat.look()) == ["New reply"]

    chat.get(chat.thread)

    assert status(chat.look()) == ["Open"]


def test_neither_a_note_nor_an_event_is_news(chat, agent):
    add_note(chat.conversation, agent, "Between us")
    close(chat.conversation, agent)

    page = chat.look()

    assert status(page) == ["Closed"]
    assert "Between us" not in html(page)


def test_change_asks_everything_again_with_the_visitors_own_words(chat):
    page = chat.get(link(chat.look(), "change"))

    assert asked(page) == ["full_name", "last_name", "email", "body"]
    assert 'value="Andrea"' in control(page, "full_name")
    assert 'value="andrea1@gmail.com"' in control(page, "email")


def test_no_page_shows_the_visitor_what_an_agent_wrote_of_them(chat, agent):
    words = {"full_name": "Andrea Difficult", "last_name": "Spinelli", "email": "real@private.example"}
    profile.write(Lead.objects.get(), words, source=Source.AGENT, actor=agent)

    for address in (chat.chat, f"{chat.chat}?change=1", chat.thread):
        page = html(chat.get(address))
        assert not [word for word in ("Difficult", "Spinelli", "real@") if word in page]
    assert 'value="Andrea"' in control(chat.get(f"{chat.chat}?change=1"), "full_name")


def test_no_page_shows_the_visitor_what_another_lead_of_their_contact_typed(chat, browser_of):
    browser_of("fern").start(last_name="Sp1", email="andrea2@gmail.com")
    chrome, safari = Lead.objects.order_by("id")
    Lead.objects.filter(pk=chrome.pk).update(merged_into=safari, contact=safari)

    page = html(chat.get(f"{chat.chat}?change=1"))

    assert "Sp1" not in page
    assert "andrea2@gmail.com" not in page


def test_change_means_nothing_for_somebody_new(visitor):
    assert "Change" not in html(visitor.look())
    assert visitor.get(f"{visitor.chat}?change=1").status_code == 200


def test_a_visit_is_noted_for_somebody_who_is_known(chat):
    long_ago = timezone.now() - timedelta(days=30)
    Lead.objects.update(last_seen=long_ago, seen_at=long_ago)

    chat.look()

    assert timezone.now() - Lead.objects.get().last_seen < timedelta(minutes=1)


def test_the_list_is_paged_both_ways(chat):
    lead = Lead.objects.get()
    for number in range(11):
        at = timezone.now() - timedelta(hours=number + 1)
        ConversationFactory(project=lead.project, lead=lead, subject=f"Question {number}", created_at=at)

    pages = [chat.look()]
    while earlier := link(pages[-1], "after"):
        pages.append(chat.get(earlier))

    seen = [subjects(page) for page in pages]
    assert [len(page) for page in seen] == [5, 5, 2]
    assert sum(seen, []) == ["Is the moss glaze dishwasher safe?", *(f"Question {n}" for n in range(11))]
    assert subjects(chat.get(link(pages[2], "before"))) == seen[1]
    assert link(pages[0], "before") is None


def test_the_number_of_queries_does_not_grow(chat, project, queries_of):
    def ask_for_a_choice():
        ProfileFieldFactory(project=project, kind="choice", is_required=True).choices.create(
            key="a", label="A"
        )

    ask_for_a_choice()
    before = queries_of(chat.look)
    for _ in range(8):
        ask_for_a_choice()
    for number in range(60):
        lead = chat.conversation.lead
        ConversationFactory(project=project, lead=lead, subject=f"Question {number}")

    assert len(asked(chat.look())) == 10
    assert queries_of(chat.look) <= before < 12


def test_names_and_subjects_are_shown_as_text(visitor):
    visitor.start("<script>alert(1)</script>", full_name="<img src=x onerror=alert(2)>")

    page = html(visitor.look())

    assert "<script>alert" not in page
    assert "<img" not in page
    assert "Welcome back, <bdi>&lt;img src=x onerror=alert(2)&gt;</bdi>" in page
    assert "<bdi>&lt;script&gt;alert(1)&lt;/script&gt;</bdi>" in page


def test_the_theme_is_the_projects_accent_and_may_be_cached_for_ever(visitor, project):
    project.accent = "#aa3355"
    project.save()
    address = re.search(r'href="([^"]*theme\.css[^"]*)"', html(visitor.look())).group(1)

    theme = visitor.get(address)

    assert address.endswith("?v=aa3355")
    assert theme["Content-Type"] == "text/css"
    assert b"--chat-accent: #aa3355;" in theme.content
    assert {"public", "immutable", "max-age=31536000"} <= set(theme["Cache-Control"].split(", "))
    assert not theme.cookies


def test_the_theme_of_an_unknown_key_is_not_there(client, db):
    assert client.get("/chat/nowhere/theme.css").status_code == 404
