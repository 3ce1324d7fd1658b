"""The page that gives a field another kind: it looks first, and says what does not survive."""

import pytest

from conversations.models import Conversation
from conversations.open import open_conversation
from conversations.widget import views
from leads import profile
from leads.models.profile_value import Source
from tests.factories import LeadFactory, ProfileFieldFactory


@pytest.fixture
def field(project):
    return ProfileFieldFactory(project=project, key="size", label="Size")


@pytest.fixture
def give(field):
    """Let somebody give the field a value."""

    def give(value, **lead):
        lead = LeadFactory(project=field.project, **lead)
        profile.write(lead, {"size": value}, source=Source.VISITOR)
        return lead

    return give


@pytest.fixture
def page(admin, signed_in, field):
    client, address = signed_in(admin), f"/p/fern/settings/fields/{field.pk}/kind/"

    class Page:
        get = staticmethod(lambda **query: client.get(address, query))
        post = staticmethod(lambda **sent: client.post(address, {"was": "text"} | sent))

    return Page


def test_the_kind_is_changed_where_every_value_survives(page, give, field):
    give("12")
    shown = page.get(kind="number")
    assert "The one value survives" in shown.text
    assert "Change to Number" in shown.text
    assert page.post(kind="number").status_code == 302
    field.refresh_from_db()
    assert field.kind == "number"


def test_looking_changes_nothing(page, field):
    page.get(kind="number")
    field.refresh_from_db()
    assert field.kind == "text"


def test_what_does_not_survive_is_named_with_its_contact(page, give, field):
    lead = give("twelve", full_name="Nora")
    give("<b>many</b>")
    give("12")
    for response in (page.get(kind="number"), page.post(kind="number")):
        assert "2 values do not survive" in response.text
        assert "twelve" in response.text
        assert f'href="{lead.get_absolute_url()}"><bdi>Nora</bdi>' in response.text
        assert "&lt;b&gt;many" in response.text
        assert "Change to Number" not in response.text
    assert response.status_code == 422
    field.refresh_from_db()
    assert field.kind == "text"


def test_the_choices_that_come_of_texts_are_shown(page, give):
    for value in ("Large", "Small", "large"):
        give(value)
    shown = page.get(kind="choice")
    assert "These 2 choices are made" in shown.text


def test_a_kind_that_somebody_changed_meanwhile_is_shown(page, give, field):
    type(field).objects.filter(pk=field.pk).update(kind="date")
    response = page.post(kind="number")
    assert response.status_code == 422
    assert "Somebody changed the kind to “Date” meanwhile" in response.text
    assert 'name="was" value="date"' in response.text
    field.refresh_from_db()
    assert field.kind == "date"


@pytest.mark.parametrize("kind", ["email", "text", "nothing"])
def test_a_kind_that_it_cannot_be_is_refused_at_its_place(page, field, kind):
    for response in (page.get(kind=kind), page.post(kind=kind)):
        assert response.status_code == 422
        assert response.context["form"].errors["kind"]


def test_a_built_in_field_has_no_such_page(admin, signed_in, project):
    pk = project.profile_fields.get(key="email").pk
    assert signed_in(admin).get(f"/p/fern/settings/fields/{pk}/kind/").status_code == 404


def test_an_answer_to_the_question_as_it_was_is_asked_for_again(page, field, visitor, monkeypatch):
    """The kind changes after the visitor's form was found valid, and before it is written."""

    def meanwhile(*args, **kwargs):
        page.post(kind="number")
        return open_conversation(*args, **kwargs)

    monkeypatch.setattr(views, "open_conversation", meanwhile)
    response = visitor.start(**{"attributes.size": "large"})
    assert response.status_code == 422
    assert "Enter a number" in response.text
    assert 'value="large"' in response.text
    assert not Conversation.objects.exists()
