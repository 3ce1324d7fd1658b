import pytest
from django.utils import translation

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
        (Kind.NUMBER, "1e5", "100000"),
        (Kind.NUMBER, "0e999999", "0"),
        (Kind.NUMBER, "99999999999999", "99999999999999"),
        (Kind.TEXT, "x" * 200, "x" * 200),
        (Kind.TEXT, "\ta\x00b\x07c\u2028\ud83dd ", "abc d"),
        (Kind.TEXT, "👩‍🚀 \u202eש <b>", "👩‍🚀 \u202eש <b>"),
        (Kind.LONG_TEXT, "a\r\x00b\x1b[31m\n\tc", "a\nb[31m\n\tc"),
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
    ("language", "typed", "stored"),
    [
        ("it", "12,5", "12.5"),
        ("it", "12.5", "12.5"),
        ("de", "-0,25", "-0.25"),
        ("en", "12.5", "12.5"),
        ("en", "12,5", None),
        ("it", "1.234,5", None),
    ],
)
def test_a_number_may_be_typed_as_the_language_writes_it_but_is_never_guessed(
    form_of, language, typed, stored
):
    form = form_of(Kind.NUMBER, **{"attributes.x": typed})
    with translation.override(language):
        assert (form.answers()["x"] if form.is_valid() else None) == stored


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (Kind.TEXT, "x" * 201),
        (Kind.LONG_TEXT, "x" * 5001),
        (Kind.NUMBER, "twelve"),
        (Kind.NUMBER, "NaN"),
        (Kind.NUMBER, "1e400"),
        (Kind.NUMBER, "1e999999999"),
        (Kind.NUMBER, "0.0000001"),
        (Kind.NUMBER, "100000000000000"),
        (Kind.NUMBER, "-Infinity"),
        (Kind.NUMBER, "sNaN"),
        (Kind.NUMBER, "1\x002"),
        (Kind.YES_NO, "maybe"),
        (Kind.DATE, "31/31/2026"),
        (Kind.DATE, "2026-02-30"),
        (Kind.DATE, "0000-00-00"),
        (Kind.DATE, "2026-11-23\x00"),
        (Kind.YES_NO, "Yes"),
        (Kind.YES_NO, "yes\x00"),
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
    ("name", "longest"),
    [("full_name", 200), ("last_name", 200), ("company", 200), ("phone", 50), ("email", 254)],
)
def test_what_is_longer_than_its_column_is_refused(form_of, name, longest):
    text = {"phone": "1 " * longest, "email": f"{'x' * longest}@b.it"}.get(name, "x" * (longest + 1))
    assert name in form_of(Kind.TEXT, **{"attributes.x": "1", name: text}).errors


def test_an_email_that_grows_when_it_is_lowered_is_measured_after(form_of):
    """Two characters stand for the small letter of İ, and the column has no room for them."""
    grows = f"{'a' * 100}@{'İ' * 60}.{'İ' * 60}.com"
    assert len(grows) < 254 < len(grows.lower())
    assert "email" in form_of(Kind.TEXT, **{"attributes.x": "1", "email": grows}).errors


def test_a_retired_choice_is_taken_only_where_it_is_held(project):
    field = ProfileFieldFactory(project=project, key="x", kind=Kind.CHOICE)
    FieldChoice.objects.create(field=field, key="old", label="Old", retired_at=project.created_at)
    for held in ("old", ""):
        form = ProfileForm({"attributes.x": "old"}, profile_fields=[field], initial={"attributes.x": held})
        assert form.is_valid() is bool(held)


@pytest.mark.parametrize(
    ("phone", "is_right"),
    [
        ("+44 20 7946 0018", True),
        ("(06) 123.456-78", True),
        ("٠٦ ١٢٣٤", True),
        ("020 794x", False),
        ("12", False),
        ("1 " * 21, False),
        ("+" * 30, False),
    ],
)
def test_a_phone_number_has_digits_and_no_letters(form_of, phone, is_right):
    assert form_of(Kind.TEXT, **{"attributes.x": "1", "phone": phone}).is_valid() is is_right
