from importlib import import_module

from django.apps import apps

from leads.models import Trait
from tests.factories import LeadFactory

fill = import_module("leads.migrations.0008_fill_traits").fill


def test_leads_that_were_there_before_get_their_traits(project, monkeypatch):
    monkeypatch.setattr("leads.migrations.0008_fill_traits.STEP", 2)
    leads = [LeadFactory(project=project, email=f"{name}@fern.it") for name in "abc"]
    fill(apps, None)
    assert set(Trait.objects.filter(kind="email").values_list("lead", "key")) == {
        (lead.pk, lead.email) for lead in leads
    }
