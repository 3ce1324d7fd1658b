"""The address of a project: what it may be, and where the old ones lead."""

import pytest
from django.core.exceptions import ValidationError
from django.core.validators import slug_re
from django.db import transaction
from django.urls import get_resolver

from crm.change_project import change_project, locked
from crm.create_project import create_project
from crm.demo import SLUG
from crm.models import Membership, Project
from crm.slugs import RESERVED, FormerSlug
from tests.at_once import at_once


def rename(project, slug, by=None):
    with transaction.atomic():
        changed = locked(project)
        changed.slug = slug
        change_project(changed, by)
    return changed


@pytest.fixture
def moved(project):
    return rename(project, "clay")


def test_the_old_address_leads_to_the_new_one(moved, agent, signed_in):
    response = signed_in(agent).get("/p/fern/contacts/?q=a%40b&page=2")
    assert response.status_code == 307
    assert response.url == "/p/clay/contacts/?q=a%40b&page=2"


def test_what_was_typed_at_the_old_address_is_not_lost(project, admin, signed_in):
    rename(project, "clay")
    sent = {"label": "Order", "kind": "text"}
    response = signed_in(admin).post("/p/fern/settings/fields/new/", sent, follow=True)
    assert response.redirect_chain[0] == ("/p/clay/settings/fields/new/", 307)
    assert project.profile_fields.filter(label="Order").exists()


@pytest.mark.parametrize("address", ["/p/fern/", "/p/clay/", "/p/nothing/"])
def test_nobody_else_learns_of_it(moved, outsider, signed_in, address):
    assert signed_in(outsider).get(address).status_code == 404


def test_every_former_address_leads_on(project, agent, signed_in):
    for slug in ("clay", "moss", "fern-and-clay"):
        rename(project, slug)
    for slug in ("fern", "clay", "moss"):
        assert signed_in(agent).get(f"/p/{slug}/contacts/").url == "/p/fern-and-clay/contacts/"


def test_a_project_takes_its_old_address_back(moved, agent, signed_in):
    rename(moved, "fern")
    assert signed_in(agent).get("/p/fern/contacts/").status_code == 200
    assert signed_in(agent).get("/p/clay/contacts/").url == "/p/fern/contacts/"
    assert list(FormerSlug.objects.values_list("slug", flat=True)) == ["clay"]


def test_another_project_may_take_it_and_each_member_gets_to_their_own(moved, agent, signed_in):
    taken = create_project("New Fern", "fern", owner_email="new@fern.example", password="-")
    newcomer = taken.members.get()
    assert signed_in(agent).get("/p/fern/contacts/").url == "/p/clay/contacts/"
    assert signed_in(newcomer).get("/p/fern/contacts/").status_code == 200
    assert signed_in(newcomer).get("/p/clay/contacts/").status_code == 404
    Membership.objects.create(project=taken, user=agent)
    assert "New Fern" in signed_in(agent).get("/p/fern/contacts/").text


def test_the_last_that_left_an_address_is_who_is_meant(project, other_project, agent, signed_in):
    Membership.objects.create(project=other_project, user=agent)
    rename(project, "clay")
    rename(other_project, "fern")
    rename(other_project, "north")
    assert signed_in(agent).get("/p/fern/contacts/").url == "/p/north/contacts/"


def test_every_word_that_addresses_begin_with_is_reserved():
    # The demo's own project stands beside its shop.
    assert words_of(get_resolver()) - RESERVED == {SLUG}


def test_every_word_beside_a_project_is_reserved():
    inside = [pattern for pattern in get_resolver().url_patterns if str(pattern.pattern).startswith("p/")]
    assert words_of(*inside) <= RESERVED


def words_of(*resolvers):
    """The words that the addresses of some resolvers begin with, as far as they could be a slug."""
    patterns = [pattern for resolver in resolvers for pattern in resolver.url_patterns]
    words = {str(pattern.pattern).partition("/")[0] for pattern in patterns}
    return {word for word in words if slug_re.match(word)}


def test_a_project_is_not_made_under_a_reserved_word(db):
    with pytest.raises(ValidationError, match="a word of the site itself"):
        create_project("Settings", "settings", owner_email="o@x.example", password="-")


@pytest.mark.django_db(transaction=True)
def test_two_projects_that_want_one_address_at_once(project, other_project):
    answers = at_once(lambda: rename(project, "moss").slug, lambda: rename(other_project, "moss").slug)
    assert "moss" in answers
    refusal = next(answer for answer in answers if answer != "moss")
    assert refusal.message_dict == {"slug": ["Another project has this address."]}
    assert Project.objects.filter(slug="moss").count() == 1
    assert FormerSlug.objects.count() == 1
