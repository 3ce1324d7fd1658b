"""The fields of a project, as its admins arrange them in the browser."""

import pytest

from leads import arrange
from leads.models import Activity, FieldChoice, ProfileField, ProfileValue
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


def test_a_field_is_added_at_the_end_and_asked(admins, admin, project, visitor):
    assert admins.post(f"{FIELDS}new/", form(is_required="on")).status_code == 302
    row = Activity.objects.get()
    assert (row.action, row.actor, row.subject) == ("field.added", admin, "Order number")
    assert row.changes["Required"] == [None, "Yes"]
    assert "Explanation" not in row.changes
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
        (form(kind="choice", extra=[(1, "Red"), (2, "réd")]), "a choice of this name already"),
        (form(kind="choice", extra=[(1, "x" * 10_000)]), "at most 100"),
        (
            form(kind="choice", extra=[(number, f"{number}") for number in range(101)]),
            "100 choices are the most",
        ),
        (form(kind="choice", extra=[(1, "R\u2066ed")]), "control character"),
        (form(label="Or\0der"), "control character"),
        (form(label="Or\u202eder"), "control character"),
        (form(help_text="Or\x07der"), "control character"),
        (form(label="\u200f \u200d"), "required"),
        (form(label="x" * 10_000), "at most 100"),
        (form(help_text="x" * 10_000), "at most 200"),
    ],
)
def test_a_field_that_cannot_be_is_refused_and_nothing_is_written(admins, project, sent, words):
    response = admins.post(f"{FIELDS}new/", sent)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert len(keys(project)) == 5
    assert not FieldChoice.objects.exists()
    assert not Activity.objects.exists()


def test_a_field_that_is_no_choice_is_not_asked_for_choices(admins):
    assert "choices need another look" not in admins.post(f"{FIELDS}new/", form(label="")).text


def test_two_hundred_fields_are_too_many(admins, project):
    answers = [admins.post(f"{FIELDS}new/", form(label=f"Field {number}")) for number in range(200)]
    assert [answer.status_code for answer in answers] == [302] * (arrange.MOST_FIELDS - 5) + [422] * 145
    assert "60 fields are the most" in answers[-1].text
    assert len(keys(project)) == arrange.MOST_FIELDS


def test_a_retired_field_has_to_find_room_when_it_comes_back(admins, project):
    retired = ProfileFieldFactory(project=project, retired_at=project.created_at)
    ProfileFieldFactory.create_batch(arrange.MOST_FIELDS - 5, project=project)
    page = admins.post(f"{FIELDS}{retired.pk}/return/", follow=True).text
    assert "60 fields are the most" in page
    assert len(keys(project)) == arrange.MOST_FIELDS


def test_a_label_is_text_whatever_it_holds(admins, project, visitor):
    admins.post(f"{FIELDS}new/", form(label="<b>Größe</b>\n\u200fשלום 👩‍🚀"))
    field = project.profile_fields.last()
    assert field.label == "<b>Größe</b> \u200fשלום 👩‍🚀"
    assert "&lt;b&gt;Größe" in visitor.look().text


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


def ids_of(project):
    return list(project.profile_fields.filter(retired_at=None).values_list("pk", flat=True))


@pytest.fixture
def arranges(admins, project):
    """Send an order as the page does: with the order that it showed."""

    def send(seen=None, **sent):
        seen = ids_of(project) if seen is None else seen
        return admins.post(f"{FIELDS}order/", {"seen": ",".join(map(str, seen))} | sent, follow=True)

    return send


def test_fields_move_by_their_buttons(arranges, project):
    field = project.profile_fields.get(key="email")
    arranges(up=field.pk)
    assert keys(project) == ["full_name", "email", "last_name", "phone", "company"]
    for _ in range(9):
        arranges(down=field.pk)
    assert keys(project) == ["full_name", "last_name", "phone", "company", "email"]
    for _ in range(9):
        arranges(up=field.pk)
    assert keys(project)[0] == "email"


def test_dragging_sends_a_whole_order(arranges, project, admin):
    ids = ids_of(project)
    arranges(field=[ids[4], ids[0]])
    assert keys(project) == ["company", "full_name", "last_name", "email", "phone"]
    row = Activity.objects.get()
    assert (row.action, row.actor) == ("fields.arranged", admin)
    assert row.changes["Order"][1] == "Company, Full name, Last name, E-mail, Phone"


def test_the_order_as_it_was_is_no_change(arranges, project):
    arranges(field=ids_of(project))
    assert not Activity.objects.exists()


@pytest.mark.parametrize("meanwhile", ["arranged", "added", "retired"])
def test_an_order_that_somebody_changed_meanwhile_moves_nothing(arranges, project, admin, meanwhile):
    field = ProfileFieldFactory(project=project, key="order", position=5)
    ids = ids_of(project)
    if meanwhile == "arranged":
        arrange.put_in_order(project, [ids[1]], admin, seen=ids)
    elif meanwhile == "added":
        arrange.add(ProfileField(project=project, label="New", kind="text"))
    else:
        arrange.retire(field, admin)
    before = keys(project)
    for sent in ({"field": [ids[4], ids[5], ids[0]]}, {"up": ids[2]}):
        page = arranges(seen=ids, **sent).text
        assert "Somebody changed the fields meanwhile" in page
        assert keys(project) == before


def test_an_order_neither_drops_a_field_nor_brings_one_back(arranges, project):
    ProfileFieldFactory(project=project, key="old", retired_at=project.created_at)
    ids, retired = ids_of(project), project.profile_fields.get(key="old").pk
    arranges(field=[retired, ids[2]])
    assert keys(project) == ["email", "full_name", "last_name", "phone", "company"]
    assert project.profile_fields.get(pk=retired).retired_at


@pytest.mark.parametrize(
    "sent", [{"field": "x"}, {"field": "9" * 40}, {"seen": "x"}, {"seen": ""}, {"up": "x"}]
)
def test_an_order_of_nonsense_changes_nothing(admins, project, sent):
    before = keys(project)
    seen = {"seen": ",".join(map(str, ids_of(project)))}
    assert admins.post(f"{FIELDS}order/", seen | sent).status_code in (302, 400)
    assert keys(project) == before


def test_another_projects_field_is_not_moved(arranges, project, other_project):
    assert arranges(up=other_project.profile_fields.first().pk).status_code == 404


def test_an_answer_is_required_by_a_switch(admins, project, admin, visitor):
    field = ProfileFieldFactory(project=project, key="order")
    for required in ("on", "on", ""):
        admins.post(f"{FIELDS}{field.pk}/requirement/", {"required": required})
        field.refresh_from_db()
        assert field.is_required == bool(required)
    changes = Activity.objects.order_by("pk").values_list("changes", flat=True)
    assert list(changes) == [{"Required": ["No", "Yes"]}, {"Required": ["Yes", "No"]}]


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
    rows = Activity.objects.order_by("pk").values_list("action", "subject")
    assert list(rows) == [("field.retired", "Order"), ("field.returned", "Order")]


def test_a_field_is_retired_and_brought_back_once(admins, project):
    field = ProfileFieldFactory(project=project, key="order")
    for verb in ("return", "retirement", "retirement"):
        admins.post(f"{FIELDS}{field.pk}/{verb}/")
    assert Activity.objects.get().action == "field.retired"


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


def test_the_preview_asks_what_visitors_are_asked(admins, project, visitor):
    """All kinds, required or not, with their explanations and choices, in their order; nothing retired."""
    for kind in ("text", "long_text", "number", "yes_no", "date", "choice"):
        field = ProfileFieldFactory(
            project=project, key=kind, kind=kind, is_required=kind != "date", help_text=f"A {kind} please"
        )
    field.choices.create(key="red", label="Red")
    field.choices.create(key="old", label="Old", retired_at=project.created_at)
    ProfileFieldFactory(project=project, key="retired", retired_at=project.created_at)
    ProfileFieldFactory(project=project, key="inside", is_asked=False)
    preview, asked = (
        [str(bound).replace("preview_", "id_") + bound.label + bound.help_text for bound in form_.questions()]
        for form_ in (admins.get(FIELDS).context["preview"], visitor.look().context["form"])
    )
    assert preview == asked
    assert len(preview) == 3 + 6
    page = admins.get(FIELDS).text
    assert "A choice please" in page
    assert page.count("<small>optional</small>") == 2  # the last name, and the date
