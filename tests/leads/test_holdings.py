"""Everything that points to a lead is decided on: what a merge, an erase and an export mean for it."""

from django.apps import apps
from django.db.models import Model

from leads.holdings import HELD
from leads.models import Lead

# Numbers that are no foreign keys and yet name what a lead has.
NUMBERS = {"lead_id", "conversation_id"}


def pointing():
    """Every (model, column) that points to a lead, or to what points to one, however far."""
    found, reached = set(), {Lead}
    while True:
        more = {
            (model, field.name)
            for model in apps.get_models()
            for field in model._meta.concrete_fields
            if field.remote_field and field.related_model in reached or field.name in NUMBERS
        } - found
        if not more:
            return found
        found |= more
        reached |= {model for model, _column in more}


def test_every_table_that_points_to_a_lead_is_decided_on():
    decided = {(holding.model, column) for holding in HELD for column in holding.columns}
    assert pointing() - decided == set(), "Say in `holdings` what merge, erase and export mean for it."
    assert decided - pointing() == set(), "These point to no lead any more."


def test_the_test_sees_what_is_far_away_and_what_is_no_foreign_key():
    seen = {f"{model._meta.model_name}.{column}" for model, column in pointing()}
    assert {"message.conversation", "readmark.conversation", "profilevalue.merge", "doorbell.lead_id"} <= seen


def test_each_stands_before_what_it_points_to():
    places = {holding.model: place for place, holding in enumerate(HELD)}
    for holding in HELD:
        for field in holding.model._meta.concrete_fields:
            other = field.related_model
            if isinstance(other, type) and issubclass(other, Model) and other in places:
                assert places[holding.model] <= places[other], holding


def test_a_merge_means_something_for_each():
    assert all(holding.merge for holding in HELD)
    assert {holding.model.__name__ for holding in HELD if holding.export is None} == {
        *("Suggestion", "Trait", "Merge", "ReadMark", "Doorbell"),
    }
