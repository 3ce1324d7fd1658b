"""The admin: staff see every model and search it; what has rules of its own is only looked at there."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import reverse

from crm.models import User
from leads.models import FieldChoice
from tests.factories import ConversationFactory, LeadFactory

MODELS = {model._meta.model_name: model for model in admin.site._registry}
ONLY_LOOKED_AT = [
    *("lead", "profilefield", "profilevalue", "activity", "conversation", "message", "attempt"),
    *("sighting", "invitation", "logentry", "picture", "formerslug", "doorbell", "readmark"),
    *("erasedvisitor", "merge", "suggestion", "trait", "note", "tag", "leadtag", "cannedreply", "rating"),
    *("dbtaskresult", "heartbeat", "turn", "officehours", "closedday"),
]
NEVER_CHANGED = [*ONLY_LOOKED_AT, "project", "membership"]
NEVER_DELETED = [*NEVER_CHANGED, "user"]
EVERY_MODEL = pytest.mark.parametrize("name", MODELS)
SEARCHED = pytest.mark.parametrize(
    "name", [name for name in MODELS if admin.site._registry[MODELS[name]].search_fields]
)


def address(name, page, *args):
    return reverse(f"admin:{MODELS[name]._meta.app_label}_{name}_{page}", args=args)


def first(name):
    return MODELS[name]._base_manager.order_by("pk").first()


def test_every_model_is_there(desk):
    ours = {
        model for app in ("crm", "leads", "conversations") for model in apps.get_app_config(app).get_models()
    }
    assert ours - set(MODELS.values()) == {FieldChoice}  # it stands in the form of its field
    index = desk.get("/admin/")
    assert index.status_code == 200
    assert all(f'href="{address(name, "changelist")}"' in index.text for name in MODELS)


@EVERY_MODEL
def test_staff_open_every_list_row_and_history(name, desk, one_of_each):
    row = first(name)
    pages = [address(name, "changelist"), *(address(name, page, row.pk) for page in ("change", "history"))]
    for page in pages:
        response = desk.get(page)
        assert response.status_code == 200
        assert "default-src 'none'" in response["Content-Security-Policy"]
        assert "script-src 'self'" in response["Content-Security-Policy"]
    assert str(row.pk) in desk.get(pages[0]).text


@pytest.mark.parametrize("name", [name for name in MODELS if name not in ONLY_LOOKED_AT])
def test_staff_open_every_form_that_adds(name, desk):
    assert desk.get(address(name, "add")).status_code == 200


@EVERY_MODEL
def test_a_row_that_is_not_there_is_no_error(name, desk):
    for pk in ("0", "999", "1" * 40, "abc", "_00", "1;2"):
        assert desk.get(address(name, "change", pk), follow=True).status_code in (200, 404)


@EVERY_MODEL
def test_an_agent_sees_nothing_of_it(name, agent, one_of_each, signed_in):
    client = signed_in(agent)
    assert client.get(address(name, "changelist"), follow=True).status_code == 403
    assert client.get(address(name, "change", first(name).pk), follow=True).status_code == 403


@EVERY_MODEL
def test_staff_without_rights_see_nothing_either(name, one_of_each, signed_in):
    newcomer = User.objects.create_user("new@example.com", is_staff=True)
    assert signed_in(newcomer).get(address(name, "changelist")).status_code == 403


@pytest.mark.parametrize("name", ONLY_LOOKED_AT)
def test_what_has_rules_of_its_own_is_not_added_changed_or_deleted_here(name, desk, one_of_each):
    row, before = first(name), list(MODELS[name].objects.order_by("pk").values())
    for page in (address(name, "add"), address(name, "change", row.pk), address(name, "delete", row.pk)):
        assert desk.post(page, {"post": "yes", "key": "x", "full_name": "X", "body": "X"}).status_code == 403
    assert list(MODELS[name].objects.order_by("pk").values()) == before
    assert '<input type="submit"' not in desk.get(address(name, "change", row.pk)).text


@pytest.mark.parametrize("name", NEVER_CHANGED)
def test_what_others_rely_on_is_not_changed_here(name, desk, one_of_each):
    row, before = first(name), list(MODELS[name].objects.order_by("pk").values())
    assert desk.post(address(name, "change", row.pk), {"name": "X", "role": "owner"}).status_code == 403
    assert list(MODELS[name].objects.order_by("pk").values()) == before


@pytest.mark.parametrize("name", NEVER_DELETED)
def test_there_is_no_way_to_delete(name, desk, one_of_each):
    row, before = first(name), MODELS[name].objects.count()
    assert desk.post(address(name, "delete", row.pk), {"post": "yes"}).status_code == 403
    action = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    desk.post(address(name, "changelist"), action)
    assert MODELS[name].objects.count() == before
    assert "delete_selected" not in desk.get(address(name, "changelist")).text


HOSTILE = {
    "a wildcard": "%",
    "another wildcard": "_",
    "quotes": "'\"`",
    "SQL": "'; DROP TABLE leads_lead; --",
    "a NUL": "a\x00b",
    "not a UUID": "3f9c2a71",
    "nearly a UUID": "3f9c2a71-8b1e-4d57-9a0c-61e4b7d2c50g",
    "an open quote": '"andrea',
    "a backslash": "\\",
    "a lone surrogate": "\udc00",
    "one long word": "x" * 10_000,
    "many words": "a b " * 2_500,
    "braces": "{0.__class__} {{ x }} %s",
    "a number that is too large": "9" * 400,
}


@SEARCHED
def test_every_search_takes_whatever_is_typed(name, desk, one_of_each):
    for what, term in HOSTILE.items():
        response = desk.get(address(name, "changelist"), {"q": term.encode(errors="surrogatepass")})
        assert response.status_code in (200, 302), what


@SEARCHED
def test_no_address_of_a_list_is_an_error(name, desk, one_of_each):
    for query in (
        "p=999999",
        "p=-1",
        "o=99.-99.x",
        "e=1",
        "nonsense=1",
        "id__exact=abc",
        "all=",
        "_facets=x",
    ):
        assert desk.get(f"{address(name, 'changelist')}?{query}", follow=True).status_code in (200, 400), (
            query
        )


@pytest.mark.parametrize(("name", "field"), [("membership", "user"), ("membership", "project")])
def test_every_chooser_takes_whatever_is_typed(name, field, desk):
    chooser = {"app_label": MODELS[name]._meta.app_label, "model_name": name, "field_name": field}
    for what, term in HOSTILE.items():
        term = term.encode(errors="surrogatepass")
        assert desk.get("/admin/autocomplete/", {**chooser, "term": term}).status_code == 200, what


@pytest.mark.parametrize(
    ("name", "term", "found"),
    [
        ("lead", "andrea1@", 1),
        ("lead", "3f9c2a71-8b1e-4d57-9a0c-61e4b7d2c508", 1),
        ("lead", "b81d40e6-27fa-4c93-8e15-0a9f3c6d7214", 0),
        ("lead", "%", 0),
        ("lead", "andrea1@gmail.com", 1),
        ("lead", "ndrea", 0),
        ("conversation", "andrea1@gmail.com", 1),
        ("user", "maya", 1),
        ("project", "Clay", 1),
        ("membership", "maya@fern", 1),
        ("profilefield", "last_name", 1),
    ],
)
def test_a_search_finds_what_it_says(name, term, found, desk, project, agent):
    andrea = {"visitor_id": "3f9c2a71-8b1e-4d57-9a0c-61e4b7d2c508", "email": "andrea1@gmail.com"}
    ConversationFactory(project=project, lead=LeadFactory(project=project, **andrea))
    assert desk.get(address(name, "changelist"), {"q": term}).context["cl"].result_count == found
