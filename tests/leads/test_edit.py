import pytest

from leads import profile
from leads.models import FieldChoice
from leads.models.profile_value import Source
from tests.factories import LeadFactory, ProfileFieldFactory
from tests.leads.people import current_of

NAMES = {"full_name": "Andrea", "last_name": "", "email": "andrea1@gmail.com", "phone": "", "company": ""}


@pytest.fixture
def andrea(project):
    lead = LeadFactory(project=project)
    profile.write(lead, {"full_name": "Andrea", "email": "andrea1@gmail.com"}, source=Source.VISITOR)
    lead.refresh_from_db()
    return lead


@pytest.fixture
def edit(agent, signed_in, andrea):
    client = signed_in(agent)
    shown = {f"initial-{name}": value for name, value in NAMES.items()}
    return lambda **changes: client.post(f"/p/fern/contacts/{andrea.pk}/edit/", NAMES | shown | changes)


def test_an_agent_writes_what_was_changed_and_nothing_else(edit, andrea, agent):
    assert edit(last_name="Sperelli").status_code == 302
    andrea.refresh_from_db()
    assert andrea.name == "Andrea Sperelli"
    written = andrea.profile_values.get(source=Source.AGENT)
    assert (written.field.key, written.actor) == ("last_name", agent)


def test_an_agents_word_outlives_what_the_visitor_types_later(edit, andrea):
    edit(email="andrea@corrected.example")
    profile.write(andrea, {"email": "typed@again.example"}, source=Source.VISITOR)
    andrea.refresh_from_db()
    assert andrea.email == "andrea@corrected.example"


def test_an_agent_can_clear_a_value(edit, andrea):
    edit(email="")
    andrea.refresh_from_db()
    assert andrea.email == ""


def test_the_form_shows_the_values_that_hold(andrea, agent, signed_in):
    page = signed_in(agent).get(f"/p/fern/contacts/{andrea.pk}/edit/").content.decode()
    assert 'value="andrea1@gmail.com"' in page


def test_a_bad_value_is_shown_as_typed_and_nothing_is_written(edit, andrea):
    response = edit(full_name="Andreas", email="andrea1@")
    assert response.status_code == 422
    assert 'value="andrea1@"' in response.content.decode()
    assert "Add the part after the @" in response.content.decode()
    assert not andrea.profile_values.filter(source=Source.AGENT).exists()


def test_custom_fields_are_written_too(edit, andrea, project):
    ProfileFieldFactory(project=project, key="vat", kind="number")
    edit(**{"attributes.vat": "12.50"})
    assert current_of(andrea)["vat"] == "12.5"


def test_a_choice_that_was_retired_stays_until_another_is_chosen(edit, andrea, agent, signed_in):
    field = ProfileFieldFactory(project=andrea.project, key="plan", kind="choice")
    for key, retired_at in [("old", andrea.created_at), ("new", None)]:
        FieldChoice.objects.create(field=field, key=key, label=key.title(), retired_at=retired_at)
    profile.write(andrea, {"plan": "old"}, source=Source.VISITOR)
    page = signed_in(agent).get(f"/p/fern/contacts/{andrea.pk}/edit/").content.decode()
    assert '<option value="old" selected>Old' in page
    edit(last_name="Sperelli", **{"attributes.plan": "old"})
    assert current_of(andrea)["plan"] == "old"
    assert [row.field.key for row in andrea.profile_values.filter(source=Source.AGENT)] == ["last_name"]
    edit(**{"attributes.plan": "new"})
    assert current_of(andrea)["plan"] == "new"
    assert edit(**{"attributes.plan": "old"}).status_code == 422


def test_a_merged_lead_has_no_profile_to_edit(edit, andrea, project):
    head = LeadFactory(project=project)
    type(andrea).objects.filter(pk=andrea.pk).update(merged_into=head, contact=head)
    assert edit(full_name="Else").status_code == 404


def test_an_outsider_cannot_edit(andrea, outsider, signed_in):
    assert signed_in(outsider).post(f"/p/fern/contacts/{andrea.pk}/edit/", NAMES).status_code == 404


def test_what_the_visitor_typed_meanwhile_does_not_become_the_agents_word(edit, andrea):
    profile.write(andrea, {"email": "fresh@gmail.com"}, source=Source.VISITOR)
    edit(phone="+44 20 7946 0018")
    andrea.refresh_from_db()
    assert (andrea.email, andrea.phone) == ("fresh@gmail.com", "+44 20 7946 0018")
    assert not andrea.profile_values.filter(source=Source.AGENT, field__key="email").exists()


def test_what_somebody_else_changed_meanwhile_is_refused_with_the_difference(edit, andrea, admin):
    profile.write(andrea, {"email": "ada@typed.example"}, source=Source.AGENT, actor=admin)
    response = edit(email="mine@typed.example", phone="+44 20 7946 0018")
    assert response.status_code == 422
    assert "Ada Admin changed this from “andrea1@gmail.com” to “ada@typed.example” meanwhile" in response.text
    assert 'value="mine@typed.example"' in response.text
    assert current_of(andrea)["email"] == "ada@typed.example"
    assert "phone" not in current_of(andrea)


def test_what_the_visitor_changed_meanwhile_is_refused_too(edit, andrea):
    profile.write(andrea, {"full_name": "Andrea <Sp1>"}, source=Source.VISITOR)
    response = edit(full_name="Andreas")
    assert "The visitor changed this from “Andrea” to “Andrea &lt;Sp1&gt;” meanwhile" in response.text


def test_saving_again_is_the_answer(edit, andrea, admin):
    profile.write(andrea, {"email": "ada@typed.example"}, source=Source.AGENT, actor=admin)
    page = edit(email="mine@typed.example").text
    assert 'name="initial-email" value="ada@typed.example"' in page
    assert edit(email="mine@typed.example", **{"initial-email": "ada@typed.example"}).status_code == 302
    assert current_of(andrea)["email"] == "mine@typed.example"


def test_writing_what_another_wrote_too_is_no_conflict_and_no_second_row(edit, andrea, admin):
    profile.write(andrea, {"email": "same@typed.example"}, source=Source.AGENT, actor=admin)
    assert edit(email="same@typed.example").status_code == 302
    assert andrea.profile_values.filter(field__key="email", source=Source.AGENT).count() == 1


def test_a_value_of_a_kind_is_compared_as_that_kind(edit, andrea, project, admin):
    ProfileFieldFactory(project=project, key="size", kind="number")
    profile.write(andrea, {"size": "12"}, source=Source.AGENT, actor=admin)
    refused = edit(**{"attributes.size": "13", "initial-attributes.size": "11.50"})
    assert "Ada Admin changed this from “11.50” to “12” meanwhile" in refused.text
    assert edit(**{"attributes.size": "13", "initial-attributes.size": "12.0"}).status_code == 302
