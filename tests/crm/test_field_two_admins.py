"""Two admins at one field: what the second one sends was drawn before the first one saved."""

import pytest

from leads.models import Activity, FieldChoice, ProfileField
from tests.factories import ProfileFieldFactory


@pytest.fixture
def admins(admin, signed_in):
    return signed_in(admin)


@pytest.fixture
def field(project):
    field = ProfileFieldFactory(project=project, key="topic", label="Topic", kind="choice")
    for position, key in enumerate(["red", "blue"]):
        FieldChoice.objects.create(field=field, key=key, label=key.title(), position=position)
    return field


@pytest.fixture
def send(admins, field):
    """Post the form as it was drawn, with some values changed."""
    drawn = admins.get(f"/p/fern/settings/fields/{field.pk}/").context
    values = {}
    for part in (drawn["form"], drawn["choices"].management_form, *drawn["choices"]):
        for bound in part:
            if bound.value() not in (None, False, ""):
                values[bound.html_name] = "on" if bound.value() is True else bound.value()
            if bound.field.show_hidden_initial:
                values[bound.html_initial_name] = "" if bound.initial is None else bound.initial

    def send(**changes):
        return admins.post(f"/p/fern/settings/fields/{field.pk}/", values | changes)

    return send


def test_the_form_as_it_was_drawn_changes_nothing(send, field):
    before = list(field.choices.values())
    assert send().status_code == 302
    assert list(field.choices.values()) == before
    assert not Activity.objects.exists()


def test_the_second_sees_the_difference_and_saves_again(send, field):
    ProfileField.objects.filter(pk=field.pk).update(label="About")
    response = send(label="Subject")
    assert response.status_code == 422
    assert "Somebody changed this from “Topic” to “About” meanwhile" in response.text
    assert 'value="Subject"' in response.text
    assert send(label="Subject", **{"initial-label": "About"}).status_code == 302
    field.refresh_from_db()
    assert field.label == "Subject"


def test_what_the_second_left_alone_stays_as_the_first_saved_it(send, field):
    ProfileField.objects.filter(pk=field.pk).update(is_required=True, help_text="What is it?")
    field.choices.filter(key="red").update(retired_at=field.project.created_at, label="Crimson")
    assert send(label="Subject").status_code == 302
    field.refresh_from_db()
    assert (field.label, field.is_required, field.help_text) == ("Subject", True, "What is it?")
    red = field.choices.get(key="red")
    assert red.retired_at
    assert red.label == "Crimson"


def test_a_switch_is_compared_as_yes_and_no(send, field):
    ProfileField.objects.filter(pk=field.pk).update(is_required=True)
    same = send(is_required="on")
    assert same.status_code == 302


def test_a_choice_that_both_renamed_is_refused(send, field):
    field.choices.filter(key="red").update(label="Crimson")
    response = send(**{"choices-0-label": "Scarlet", "label": "Not saved either"})
    assert response.status_code == 422
    assert "from “Red” to “Crimson” meanwhile" in response.text
    field.refresh_from_db()
    assert field.label == "Topic"


def test_a_choice_that_was_added_meanwhile_stays_behind_the_others(send, field):
    FieldChoice.objects.create(field=field, key="green", label="Green", position=0)
    assert send(**{"choices-2-label": "Yellow", "choices-2-ORDER": "3"}).status_code == 302
    assert [choice.label for choice in field.choices.all()] == ["Red", "Blue", "Yellow", "Green"]


def test_one_choice_added_by_both_is_there_once(send, field):
    FieldChoice.objects.create(field=field, key="green", label="Green", position=5)
    response = send(**{"choices-2-label": "green", "choices-2-ORDER": "3"})
    assert response.status_code == 422
    assert "There is a choice of this name already" in response.text
    assert field.choices.count() == 3


def test_two_choices_that_fold_to_one_key_get_two(send, field):
    FieldChoice.objects.create(field=field, key="green", label="Lime", position=5)
    assert send(**{"choices-2-label": "Green", "choices-2-ORDER": "3"}).status_code == 302
    assert field.choices.get(label="Green").key == "green_2"


def test_choices_are_put_in_order(send, field):
    send(**{"choices-0-ORDER": "2", "choices-1-ORDER": "1"})
    assert [choice.key for choice in field.choices.all()] == ["blue", "red"]
    assert Activity.objects.get().changes == {"Choices": ["Red, Blue", "Blue, Red"]}


def test_an_order_of_choices_that_somebody_changed_meanwhile_is_shown(send, field):
    field.choices.filter(key="red").update(position=7)
    response = send(**{"choices-0-ORDER": "3"})
    assert response.status_code == 422
    assert "from “1” to “2” meanwhile" in response.text


def test_a_kind_that_was_changed_meanwhile_keeps_the_choices(send, field):
    ProfileField.objects.filter(pk=field.pk).update(kind="text")
    assert send(label="Subject", **{"choices-0-label": "Scarlet"}).status_code == 302
    assert field.choices.get(key="red").label == "Red"


def test_a_place_alone_makes_no_choice(send, field):
    assert send(**{"choices-2-ORDER": "3", "choices-3-ORDER": "4"}).status_code == 302
    assert field.choices.count() == 2
