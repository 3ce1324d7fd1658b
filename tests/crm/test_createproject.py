from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from crm.models import Membership, Project, User
from leads.models import ProfileField

pytestmark = pytest.mark.django_db

OWNER = "maya@fernandclay.example"


def create(name="Fern & Clay", *, slug="fern", owner=OWNER, password="right", **options):
    out = StringIO()
    call_command("createproject", name, slug=slug, owner=owner, password=password, stdout=out, **options)
    return out.getvalue()


def nothing_is_left():
    return not (Project.objects.exists() or User.objects.exists() or ProfileField.objects.exists())


def test_a_project_is_made_with_its_owner():
    create()
    project = Project.objects.get(slug="fern")
    membership = project.memberships.get()
    assert project.name == "Fern & Clay"
    assert (membership.user.email, membership.role) == (OWNER, Membership.Role.OWNER)
    assert membership.user.check_password("right")
    assert not membership.user.is_staff


def test_it_has_the_built_in_fields():
    create()
    fields = ProfileField.objects.filter(project__slug="fern")
    assert [field.key for field in fields] == ["full_name", "last_name", "email", "phone", "company"]
    assert [field.key for field in fields.asked()] == ["full_name", "last_name", "email"]


def test_a_given_key_is_its_key():
    create(key="fern-key")
    assert Project.objects.get().key == "fern-key"


def test_without_one_its_key_is_random():
    create()
    create(slug="other")
    first, second = Project.objects.values_list("key", flat=True)
    assert first != second
    assert min(len(first), len(second)) >= 16


def test_the_key_and_the_snippet_are_printed():
    printed = create(key="fern-key")
    assert "fern-key" in printed
    assert "/p/fern/contacts/" in printed
    assert "/chat/fern-key/" in printed
    assert '/widget.js" data-project="fern-key"></script>' in printed


def test_an_owner_with_an_account_keeps_it():
    create()
    create(slug="other", owner=OWNER.upper())
    assert User.objects.get().projects.count() == 2


@pytest.mark.parametrize(
    ("options", "field"),
    [
        ({"name": ""}, "name"),
        ({"slug": "fern & clay"}, "slug"),
        ({"slug": "f" * 51}, "slug"),
        ({"key": "no"}, "key"),
        ({"key": "a key"}, "key"),
        ({"key": "key\n"}, "key"),
        ({"owner": "maya"}, "email"),
        ({"owner": ""}, "email"),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_nothing(options, field):
    with pytest.raises(CommandError, match=f"^{field}: "):
        create(**options)
    assert nothing_is_left()


@pytest.mark.parametrize(("options", "field"), [({"slug": "fern"}, "slug"), ({"key": "fern-key"}, "key")])
def test_what_is_taken_is_refused_and_leaves_nothing(options, field):
    create(key="fern-key")
    with pytest.raises(CommandError, match=f"^{field}: "):
        create(**{"slug": "other", "owner": "tom@fernandclay.example"} | options)
    assert Project.objects.count() == User.objects.count() == 1


def test_an_owner_who_has_another_password_is_refused_and_nothing_is_left():
    create()
    with pytest.raises(CommandError, match="another password"):
        create(slug="other", password="wrong")
    assert Project.objects.get().slug == "fern"
    assert User.objects.get().check_password("right")
