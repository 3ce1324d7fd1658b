import pytest

from leads.forms import ProfileForm
from leads.models import FieldChoice, ProfileField
from leads.models.profile_field import Kind
from tests.factories import ProfileFieldFactory


@pytest.fixture
def form_of(project):
    """Return a form of the project's fields and one custom field, `x`, of a kind; it is required."""

    def make(kind, **typed):
        field = ProfileFieldFactory(project=project, key="x", kind=kind, is_required=True)
        if kind == Kind.CHOICE:
            FieldChoice.objects.create(field=field, key="red", label="Red")
            FieldChoice.objects.create(
                field=field, key="old", label="Old", retired_at=field.project.created_at
            )
        fields = list(ProfileField.objects.filter(project=project).with_choices())
        return ProfileForm(typed, profile_fields=fields, must_have=[field])

    return make


@pytest.mark.parametrize(
    ("kind", "typed", "stored"),
    [
        (Kind.TEXT, "  FC-4821 ", "FC-4821"),
        (Kind.TEXT, "two\nlines", "two lines"),
        (Kind.LONG_TEXT, "two\r\nlines", "two\nlines"),
        (Kind.NUMBER, "12.50", "12.5"),
        (Kind.NUMBER, "1000", "1000"),
        (Kind.NUMBER, "-0.000001", "-0.000001"),
        (Kind.YES_NO, "yes", "yes"),
        (Kind.DATE, "2026-11-23", "2026-11-23"),
        (Kind.CHOICE, "red", "red"),
    ],
)
def test_an_answer_is_stored_as_one_canonical_text(form_of, kind, typed, stored):
    form = form_of(kind, **{"attributes.x": typed})
    assert form.is_valid(), form.errors
    assert form.answers()["x"] == stored


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (Kind.TEXT, "x" * 201),
        (Kind.LONG_TEXT, "x" * 5001),
        (Kind.NUMBER, "twelve"),
        (Kind.NUMBER, "NaN"),
        (Kind.NUMBER, "1e400"),
        (Kind.YES_NO, "maybe"),
        (Kind.DATE, "31/31/2026"),
        (Kind.CHOICE, "blue"),
        (Kind.CHOICE, "old"),
        *[
            (kind, "")
            for kind in (Kind.TEXT, Kind.LONG_TEXT, Kind.NUMBER, Kind.YES_NO, Kind.DATE, Kind.CHOICE)
        ],
        (Kind.TEXT, "\x00\x01"),
    ],
)
def test_an_answer_of_another_kind_is_refused_at_its_field(form_of, kind, typed):
    assert list(form_of(kind, **{"attributes.x": typed}).errors) == ["attributes.x"]


def test_a_field_that_is_not_asked_for_is_refused(form_of):
    form = form_of(Kind.TEXT, **{"attributes.x": "1", "attributes.bogus": "<b>"})
    assert "bogus" in form.non_field_errors()[0]


def test_only_what_was_sent_is_an_answer(form_of):
    form = form_of(Kind.TEXT, **{"attributes.x": "1"})
    assert form.is_valid()
    assert form.answers() == {"x": "1"}


@pytest.mark.parametrize(
    ("email", "words"),
    [
        ("andrea", "has an @"),
        ("@gmail.com", "before the @"),
        ("andrea1@", "after the @"),
        ("andrea1@gmail", "after the dot"),
        ("an drea@gmail.com", "cannot be right"),
        ("andrea\u202e@gmail.com", "cannot be right"),
    ],
)
def test_a_bad_email_is_told_what_is_missing(form_of, email, words):
    assert words in form_of(Kind.TEXT, **{"attributes.x": "1", "email": email}).errors["email"][0]


def test_an_email_is_kept_in_small_letters(form_of):
    form = form_of(Kind.TEXT, **{"attributes.x": "1", "email": " Andrea1@Gmail.COM "})
    assert form.is_valid()
    assert form.answers()["email"] == "andrea1@gmail.com"


@pytest.mark.parametrize(
    ("phone", "is_right"),
    [
        ("+44 20 7946 0018", True),
        ("(06) 123.456-78", True),
        ("020 794x", False),
        ("12", False),
        ("+" * 30, False),
    ],
)
def test_a_phone_number_has_digits_and_no_letters(form_of, phone, is_right):
    assert form_of(Kind.TEXT, **{"attributes.x": "1", "phone": phone}).is_valid() is is_right
