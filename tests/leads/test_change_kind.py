"""A field of another kind: what survives, what does not, and what is written meanwhile."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import translation

from leads import change_kind as module
from leads import profile
from leads.change_kind import Refused, change_kind, foresee
from leads.models import Activity, ProfileField, ProfileValue
from leads.models.profile_value import Source
from tests.factories import LeadFactory, ProfileFieldFactory


@pytest.fixture
def field_of(project):
    """Return a field of a kind that people gave some values, with choices if it has any."""

    def make(kind, *values, choices=None):
        field = ProfileFieldFactory(project=project, key="x", kind=kind)
        for key, label in (choices or {}).items():
            field.choices.create(key=key, label=label)
        for value in values:
            profile.write(LeadFactory(project=project), {"x": value}, source=Source.VISITOR)
        return field

    return make


def stored(field):
    return list(field.values.order_by("pk").values_list("value", "option"))


def test_digits_become_numbers(field_of, admin):
    field = field_of("text", "12", "-0.5")
    changed = change_kind(field, "number", admin)
    assert ProfileField.objects.get(pk=field.pk).kind == changed.kind == "number"
    assert stored(field) == [("12", ""), ("-0.5", "")]


SURVIVES = [
    ("text", "Zoë 👩‍🚀", "long_text", "Zoë 👩‍🚀", ""),
    ("text", "2026-02-28", "date", "2026-02-28", ""),
    ("text", "yes", "yes_no", "yes", "yes"),
    ("text", "No", "yes_no", "no", "no"),
    ("text", "Blue sky", "choice", "blue_sky", "blue_sky"),
    ("long_text", "short", "text", "short", ""),
    ("number", "12.5", "text", "12.5", ""),
    ("number", "12.5", "choice", "choice_125", "choice_125"),
    ("date", "2026-02-28", "text", "2026-02-28", ""),
    ("yes_no", "yes", "text", "Yes", ""),
    ("yes_no", "yes", "choice", "yes", "yes"),
]


@pytest.mark.parametrize(("old", "value", "new", "text", "option"), SURVIVES)
def test_a_value_survives_as_people_read_it(field_of, admin, old, value, new, text, option):
    field = field_of(old, value)
    before = field.display(value)
    field = change_kind(field, new, admin)
    assert stored(field) == [(text, option)]
    if "date" not in (old, new):  # people read a date in their own way, and its text as it is stored
        assert field.display(text).casefold() == before.casefold()
    profile.write(LeadFactory(project=field.project), {"x": text}, source=Source.VISITOR)


PERISHES = [
    ("text", "twelve", "number"),
    ("text", "007", "number"),
    ("text", "12.50", "number"),
    ("text", "1e5", "number"),
    ("text", "1" * 30, "number"),
    ("text", "28.02.2026", "date"),
    ("text", "02/03/2026", "date"),
    ("text", "2026-02-30", "date"),
    ("text", "maybe", "yes_no"),
    ("text", "x" * 101, "choice"),
    ("long_text", "two\nlines", "text"),
    ("long_text", "x" * 201, "text"),
    ("long_text", "two\nlines", "choice"),
    ("number", "1", "date"),
    ("number", "1", "yes_no"),
    ("date", "2026-02-28", "number"),
    ("yes_no", "yes", "number"),
]


@pytest.mark.parametrize(("old", "value", "new"), PERISHES)
def test_a_value_that_would_not_survive_keeps_the_kind(field_of, admin, old, value, new):
    field = field_of(old, value)
    before = stored(field)
    with pytest.raises(Refused):
        change_kind(field, new, admin)
    field.refresh_from_db()
    assert (field.kind, stored(field)) == (old, before)
    assert not field.choices.exists()
    assert not Activity.objects.exists()


def test_choices_become_their_labels_and_come_back_as_choices(field_of, admin):
    field = field_of("choice", "tea", "mate", choices={"tea": "Black tea", "mate": "Mate", "milk": "Milk"})
    field.choices.filter(key="mate").update(retired_at=field.project.created_at)
    field = change_kind(field, "text", admin)
    assert stored(field) == [("Black tea", ""), ("Mate", "")]
    field = change_kind(field, "choice", admin)
    assert stored(field) == [("tea", "tea"), ("mate", "mate")]
    assert field.options() == [("tea", "Black tea"), ("milk", "Milk")]


def test_a_choice_that_is_a_number_becomes_one(field_of, admin):
    field = field_of("choice", "small", choices={"small": "10", "odd": "not a number, but nobody chose it"})
    field = change_kind(field, "number", admin)
    assert stored(field) == [("10", "")]


def test_texts_become_choices_whatever_their_capitals_and_filters_find_them(field_of, admin):
    field = field_of("text", "Blue", "blue", "Red", "BLUE")
    field = change_kind(field, "choice", admin)
    assert field.options() == [("blue", "Blue"), ("red", "Red")]
    assert [option for _value, option in stored(field)] == ["blue", "blue", "red", "blue"]


def test_names_that_only_sound_alike_are_not_made_one_choice(field_of):
    outlook = foresee(field_of("text", "Мир", "mir", "!", "?"), "choice")
    assert outlook.misfits == 1
    assert list(outlook.new_choices.values()) == ["Мир", "!", "?"]


def test_nobody_can_choose_among_more_than_a_hundred(field_of, admin):
    field = field_of("text")
    lead = LeadFactory(project=field.project)
    ProfileValue.objects.bulk_create(
        ProfileValue(lead=lead, field=field, value=f"v{number}", source="agent", is_current=False)
        for number in range(module.MOST_CHOICES + 1)
    )
    assert foresee(field, "choice").has_too_many_choices
    field.values.last().delete()
    assert len(change_kind(field, "choice", admin).options()) == module.MOST_CHOICES


def test_a_field_without_values_has_nothing_to_choose_from(field_of, admin):
    with pytest.raises(Refused):
        change_kind(field_of("text"), "choice", admin)


def test_yes_and_no_are_both_choices_though_nobody_said_no(field_of, admin):
    field = change_kind(field_of("yes_no", "yes"), "choice", admin)
    assert field.options() == [("yes", "Yes"), ("no", "No")]


def test_what_becomes_text_is_in_the_language_of_the_project(field_of, admin):
    field = field_of("yes_no", "yes")
    with translation.override("it"):
        change_kind(field, "text", admin)
    assert stored(field) == [("Yes", "")]


def test_earlier_values_and_claims_count_too(field_of, admin):
    field = field_of("text", "twelve")
    lead = field.values.get().lead
    profile.write(lead, {"x": "12"}, source=Source.AGENT, actor=admin)
    profile.write(lead, {"x": "a dozen"}, source=Source.VISITOR)
    outlook = foresee(field, "number")
    assert (outlook.count, outlook.misfits) == (3, 2)
    assert [(value.value, value.is_current) for value in outlook.examples] == [
        ("twelve", False),
        ("a dozen", False),
    ]


def test_an_emptied_value_survives_everything(field_of, admin):
    field = field_of("text", "12")
    profile.write(field.values.get().lead, {"x": ""}, source=Source.AGENT, actor=admin)
    change_kind(field, "number", admin)
    assert {value for value, _option in stored(field)} == {"12", ""}


def test_counting_misfits_ends_somewhere(field_of, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(module, "STEP", 2)
    monkeypatch.setattr(module, "MOST_COUNTED", 4)
    field = field_of("text", *"abcdefgh")
    with django_assert_num_queries(3):  # two steps, and the examples
        outlook = foresee(field, "number")
    assert outlook.has_more_misfits
    assert (outlook.count, outlook.misfits, len(outlook.examples)) == (4, 4, 4)


def test_more_values_than_can_be_read_at_once_keep_the_kind(field_of, admin, monkeypatch):
    monkeypatch.setattr(module, "STEP", 2)
    monkeypatch.setattr(module, "MOST_VALUES", 3)
    field = field_of("text", *"123")
    assert foresee(field, "number").is_open
    profile.write(LeadFactory(project=field.project), {"x": "4"}, source=Source.VISITOR)
    with pytest.raises(Refused):
        change_kind(field, "number", admin)


def test_values_are_read_a_step_at_a_time(field_of, monkeypatch):
    monkeypatch.setattr(module, "STEP", 2)
    outlook = foresee(field_of("text", *"12345"), "number")
    assert (outlook.count, outlook.misfits) == (5, 0)


@pytest.mark.parametrize("kind", ["email", "phone", "tlh", ""])
def test_there_are_kinds_that_no_field_becomes(field_of, admin, kind):
    with pytest.raises(ValidationError):
        change_kind(field_of("text"), kind, admin)


def test_a_built_in_field_keeps_its_kind(project, admin):
    with pytest.raises(ValidationError):
        change_kind(project.profile_fields.get(key="company"), "long_text", admin)


def test_it_is_written_down(field_of, admin):
    change_kind(field_of("text", "1"), "number", admin)
    row = Activity.objects.get()
    assert (row.action, row.actor, row.subject, row.changes) == (
        "field.changed",
        admin,
        "X",
        {"Kind": ["Text", "Number"]},
    )


def test_sent_twice_it_changes_once(field_of, admin):
    field = field_of("text", "1")
    change_kind(field, "number", admin)
    change_kind(field, "number", admin)
    assert Activity.objects.count() == 1


def test_a_kind_that_somebody_else_changed_meanwhile_is_looked_at_again(field_of, admin):
    field = field_of("text")
    ProfileField.objects.filter(pk=field.pk).update(kind="date")
    with pytest.raises(ValidationError, match="Date"):
        change_kind(field, "number", admin)


def test_a_value_that_the_kind_no_longer_holds_is_not_written(field_of, admin):
    field = field_of("text", "1")
    change_kind(field, "number", admin)
    lead = LeadFactory(project=field.project)
    with pytest.raises(profile.Misfit):
        profile.write(lead, {"x": "typed while it was text", "company": "Moss"}, source=Source.VISITOR)
    assert not lead.profile_values.exists()


@pytest.mark.django_db(transaction=True)
def test_a_value_that_is_being_written_is_waited_for(field_of, admin):
    """The writer holds the kind when the admin begins: the admin waits, sees the value, and is refused."""
    field, lead = field_of("text", "12"), LeadFactory(project=admin.projects.get())
    written, go_on = Event(), Event()

    def write():
        try:
            with transaction.atomic():
                profile.write(lead, {"x": "twelve"}, source=Source.VISITOR)
                written.set()
                go_on.wait(timeout=1)  # the admin is waiting by then
        finally:
            connection.close()

    def change():
        try:
            assert written.wait(timeout=20)
            return change_kind(field, "number", admin)
        except Refused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        writing, changing = threads.submit(write), threads.submit(change)
        writing.result()
        assert isinstance(changing.result(), Refused)
    field.refresh_from_db()
    assert field.kind == "text"
