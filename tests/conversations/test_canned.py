"""Canned replies in the composer."""

import re

import pytest

from leads.models import Lead
from tests.conversations.markup import control, html


@pytest.fixture
def reply(project):
    return project.canned_replies.create(shortcut="hello", text="Hi {first_name|there}, thanks <3")


@pytest.fixture
def desk(agent, signed_in):
    return signed_in(agent)


def menu(page):
    return html(page).split('id="canned-menu"')[1].split("</menu>")[0]


def test_a_link_of_the_menu_fills_the_composer_for_the_contact(desk, conversation, reply):
    Lead.objects.filter(pk=conversation.lead_id).update(full_name="Andrea")
    [link] = re.findall(
        r'href="([^"]+)" data-shortcut="hello"', menu(desk.get(conversation.get_absolute_url()))
    )

    page = desk.get(link.replace("&amp;", "&"))

    assert "Hi Andrea, thanks &lt;3</textarea>" in control(page, "body")


def test_a_fragment_request_gets_the_composer_alone(desk, conversation, reply):
    address = f"{conversation.get_absolute_url()}?canned={reply.pk}"
    page = desk.get(address, headers={"HX-Request": "true"})

    assert "Hi there, thanks" in control(page, "body")
    assert "<html" not in html(page)


@pytest.mark.parametrize("canned", ["", "0", "x", "-1", "9" * 30, "\x00", "²"])
def test_a_reply_that_is_none_leaves_the_composer_empty(desk, conversation, reply, canned):
    page = desk.get(conversation.get_absolute_url(), {"canned": canned})

    assert page.status_code == 200
    assert "thanks" not in control(page, "body")


def test_what_was_removed_and_what_is_another_projects_is_not_offered_nor_filled_in(
    desk, conversation, reply, other_project
):
    theirs = other_project.canned_replies.create(shortcut="theirs", text="Theirs")
    reply.removed_at = conversation.created_at
    reply.save()

    for canned in (reply, theirs):
        page = desk.get(conversation.get_absolute_url(), {"canned": canned.pk})
        assert "data-shortcut" not in menu(page)
        assert "</textarea>" in control(page, "body")
        assert "thanks" not in control(page, "body")
        assert "Theirs" not in html(page)


def test_the_menu_has_beginnings_only(desk, conversation, project):
    project.canned_replies.create(shortcut="long", text="word " * 1000)
    assert len(menu(desk.get(conversation.get_absolute_url()))) < 1000


def test_only_who_may_manage_them_is_led_there(desk, admin, signed_in, conversation):
    address = conversation.get_absolute_url()
    assert "Manage canned replies" in menu(signed_in(admin).get(address))
    assert "Manage canned replies" not in menu(desk.get(address))
