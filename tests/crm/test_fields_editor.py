"""The fields of a project, as its admins arrange them in the browser."""

import pytest

from leads import arrange
from leads.models import FieldChoice, ProfileField, ProfileValue
from tests.factories import LeadFactory, ProfileFieldFactory

FIELDS = "/p/fern/settings/fields/"


@pytest.fixture
def admins(admin, signed_in):
    return signed_in(admin)


def form(choices=(), extra=(), **values):
    """What the form of a field sends; `choices` are rows that exist, `extra` new ones: (ORDER, label)."""
    rows = [*choices, *({"ORDER": place, "label": label} for place, label in extra)]
    management = {"choices-TOTAL_FORMS": len(rows), "choices-INITIAL_FORMS": len(choices)}
    cells = {
        f"choices-{number}-{name}": value for number, row in enumerate(rows) for name, value in row.items()
    }
    return {"label": "Order number", "kind": "text", "is_asked": "on"} | management | cells | values


def keys(project):
    return list(project.profile_fields.filter(retired_at=None).values_list("key", flat=True))


def test_a_field_is_added_at_the_end_and_asked(admins, project, visitor):
    assert admins.post(f"{FIELDS}new/", form(is_required="on")).status_code == 302
    assert keys(project)[-1] == "order_number"
    assert 'name="attributes.order_number"' in visitor.look().content.decode()


def test_a_choice_field_has_its_choices_in_their_order(admins, project, visitor):
    sent = form(label="Topic", kind="choice", extra=[(2, "Returns"), (1, "An order"), ("", "")])
    assert admins.post(f"{FIELDS}new/", sent).status_code == 302
    topic = project.profile_fields.get(key="topic")
    assert [label for _key, label in topic.options()] == ["An order", "Returns"]


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (form(label=""), "required"),
        (form(label="full NAME"), "Another field has this name"),
        (form(kind="email"), "valid choice"),
        (form(kind="choice"), "write at least one"),
        (form(kind="choice", extra=[(1, "Red"), (2, "réd")]), "there twice"),
    ],
)
def test_a_field_that_cannot_be_is_refused_and_nothing_is_written(admins, project, sent, words):
    response = admins.post(f"{FIELDS}new/", sent)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert len(keys(project)) == 5


def test_a_field_too_many_is_refused(admins, project):
    ProfileFieldFactory.create_batch(arrange.MOST_FIELDS - 5, project=project)
    response = admins.post(f"{FIELDS}new/", form())
    assert response.status_code == 422
    assert "are the most" in response.content.decode()


def test_two_labels_that_fold_to_one_key_get_two(project):
    first = arrange.add(ProfileField(project=project, label="VAT no.", kind="text"))
    second = arrange.add(ProfileField(project=project, label="VAT, no", kind="text"))
    assert (first.key, second.key) == ("vat_no", "vat_no_2")


def test_a_field_is_changed_and_keeps_its_key_and_kind(admins, project):
    field = ProfileFieldFactory(project=project, key="order")
    admins.post(f"{FIELDS}{field.pk}/", form(label="Order no.", kind="date", help_text="Like FC-4821"))
    field.refresh_from_db()
    assert (field.label, field.key, field.kind, field.help_text) == (
        "Order no.",
        "order",
        "text",
        "Like FC-4821",
    )


def test_a_built_in_field_may_go_by_another_name_or_be_left_unasked(admins, project, visitor):
    field = project.profile_fields.get(key="email")
    admins.post(f"{FIELDS}{field.pk}/", {"label": "Your e-mail"})
    page = visitor.look().content.decode()
    assert 'name="email"' not in page
    field.refresh_from_db()
    assert (str(field), field.is_asked) == ("Your e-mail", False)


def test_fields_move_by_their_buttons(admins, project):
    field = project.profile_fields.get(key="email")
    admins.post(f"{FIELDS}{field.pk}/place/", {"up": "1"})
    assert keys(project) == ["full_name", "email", "last_name", "phone", "company"]
    for _ in range(9):
        admins.post(f"{FIELDS}{field.pk}/place/", {"down": "1"})
    assert keys(project) == ["full_name", "last_name", "phone", "company", "email"]


def test_dragging_sends_a_whole_order(admins, project):
    ids = list(project.profile_fields.values_list("pk", flat=True))
    admins.post(f"{FIELDS}order/", {"field": [ids[4], ids[0]]})
    assert keys(project) == ["company", "full_name", "last_name", "email", "phone"]


@pytest.mark.parametrize("sent", [["x"], ["9" * 40]])
def test_an_order_of_nonsense_changes_nothing(admins, project, sent):
    before = keys(project)
    assert admins.post(f"{FIELDS}order/", {"field": sent}).status_code in (302, 400)
    assert keys(project) == before


def test_a_retired_field_comes_back_with_its_values(admins, project, visitor):
    field = ProfileFieldFactory(project=project, key="order")
    ProfileValue.objects.create(
        lead=LeadFactory(project=project), field=field, value="FC-1", source="visitor"
    )
    admins.post(f"{FIELDS}{field.pk}/retirement/")
    assert 'name="attributes.order"' not in visitor.look().content.decode()
    admins.post(f"{FIELDS}{field.pk}/return/")
    assert 'name="attributes.order"' in visitor.look().content.decode()
    assert field.values.get().value == "FC-1"


def test_a_built_in_field_is_never_retired(admins, project):
    field = project.profile_fields.get(key="email")
    page = admins.post(f"{FIELDS}{field.pk}/retirement/", follow=True).content.decode()
    assert "belongs to every project" in page
    assert "email" in keys(project)


def test_a_choice_that_is_in_use_is_retired_and_its_values_still_read(admins, project):
    field = ProfileFieldFactory(project=project, key="topic", kind="choice")
    red, blue = (
        FieldChoice.objects.create(field=field, key=key, label=key.title()) for key in ("red", "blue")
    )
    rows = [
        {"id": red.pk, "ORDER": 1, "label": "Crimson", "retired": "on"},
        {"id": blue.pk, "ORDER": 2, "label": "Blue"},
    ]
    assert admins.post(f"{FIELDS}{field.pk}/", form(choices=rows, label="Topic")).status_code == 302
    field = ProfileField.objects.get(pk=field.pk)
    assert field.options() == [("blue", "Blue")]
    assert field.display("red") == "Crimson"


@pytest.mark.parametrize("address", ["", "new/", "{pk}/"])
def test_fields_are_arranged_by_admins_only(agent, signed_in, project, address):
    pk = project.profile_fields.first().pk
    assert signed_in(agent).get(FIELDS + address.format(pk=pk)).status_code == 403


def test_another_projects_field_is_not_there(admins, other_project):
    pk = other_project.profile_fields.first().pk
    for verb in ("", "place/", "retirement/", "return/"):
        assert admins.post(f"{FIELDS}{pk}/{verb}", form()).status_code == 404
