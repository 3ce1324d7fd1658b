"""Canned replies in the settings."""

import pytest
from django.db import IntegrityError, transaction

from tests.conversations.markup import control, html

PAGE = "/p/fern/settings/canned/"


@pytest.fixture
def desk(admin, signed_in):
    return signed_in(admin)


@pytest.fixture
def reply(project):
    return project.canned_replies.create(shortcut="hello", text="Hi {first_name}")


@pytest.fixture
def texts(project):
    return lambda: dict(project.canned_replies.in_use().values_list("shortcut", "text"))


def test_a_reply_is_added_listed_changed_and_removed(desk, texts, project):
    assert "No canned replies yet." in html(desk.get(PAGE))

    page = desk.post(f"{PAGE}new/", {"shortcut": "/Hello", "text": "Hi {first_name}"}, follow=True)
    assert "<bdi>/hello</bdi>" in html(page)
    assert texts() == {"hello": "Hi {first_name}"}

    address = f"{PAGE}{project.canned_replies.get().pk}/"
    assert "Hi {first_name}" in control(desk.get(address), "text")
    desk.post(address, {"shortcut": "hi", "text": "Hello {first_name|there}"})
    assert texts() == {"hi": "Hello {first_name|there}"}

    desk.post(f"{address}removal/")
    assert texts() == {}
    assert desk.get(address).status_code == 404


def test_removing_is_undone_from_the_toast(desk, texts, reply):
    page = html(desk.post(f"{PAGE}{reply.pk}/removal/", follow=True))
    assert f'<form method="post" action="{PAGE}{reply.pk}/return/"' in page

    desk.post(f"{PAGE}{reply.pk}/return/")

    assert texts() == {"hello": "Hi {first_name}"}


def test_what_was_removed_does_not_come_back_beside_another_of_its_name(desk, texts, reply, project):
    desk.post(f"{PAGE}{reply.pk}/removal/")
    project.canned_replies.create(shortcut="hello", text="Another")

    page = desk.post(f"{PAGE}{reply.pk}/return/", follow=True)

    assert "Another canned reply is called “/hello” by now." in html(page)
    assert texts() == {"hello": "Another"}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"shortcut": ""}, "This field is required."),
        ({"shortcut": "/"}, "Use letters, digits, - and _ only."),
        ({"shortcut": "two words"}, "Use letters, digits, - and _ only."),
        ({"shortcut": "x" * 41}, "at most 40"),
        ({"shortcut": "hello"}, "Another canned reply has this shortcut."),
        ({"shortcut": "HELLO"}, "Another canned reply has this shortcut."),
        ({"text": ""}, "This field is required."),
        ({"text": "\x00 "}, "This field is required."),
        ({"text": "x" * 10_001}, "at most 10000"),
        ({"text": "Hi {order}"}, "{order} is not known here. There are {first_name}, {full_name}"),
        ({"text": "Hi {<script>}"}, "{&lt;script&gt;} is not known here."),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_written(desk, texts, reply, data, words):
    page = desk.post(f"{PAGE}new/", {"shortcut": "new", "text": "Hello"} | data)

    [name] = data
    assert page.status_code == 422
    assert words in html(page).split(f'id="id_{name}_error"')[1].split("</div>")[0]
    assert texts() == {"hello": "Hi {first_name}"}


def test_a_shortcut_is_taken_in_its_own_project_only(desk, other_project, texts):
    theirs = other_project.canned_replies.create(shortcut="hello", text="Theirs")

    desk.post(f"{PAGE}new/", {"shortcut": "hello", "text": "Ours"})

    assert texts() == {"hello": "Ours"}
    assert desk.get(f"{PAGE}{theirs.pk}/").status_code == 404
    for verb in ("removal", "return"):
        assert desk.post(f"{PAGE}{theirs.pk}/{verb}/").status_code == 404
    theirs.refresh_from_db()
    assert (theirs.text, theirs.removed_at) == ("Theirs", None)


def test_the_database_holds_one_of_each_shortcut_that_says_something(project, reply):
    for columns in ({"shortcut": "hello", "text": "x"}, {"shortcut": "", "text": "x"}, {"shortcut": "x"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            project.canned_replies.create(**columns)
