import pytest
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from crm.create_project import create_project
from crm.models import Membership, Project, User, new_key


def test_a_user_is_made_with_an_email_in_lower_case_and_found_by_it_in_any(db):
    user = User.objects.create_user("  Maya@Fern.Example ", "a secret of hers")
    assert user.email == "maya@fern.example"
    assert authenticate(username="MAYA@fern.example", password="a secret of hers") == user
    assert authenticate(username="maya@fern.example", password="A SECRET OF HERS") is None


def test_saving_puts_an_email_in_lower_case(agent):
    agent.email = "Maya.New@Fern.Example"
    agent.save()
    agent.refresh_from_db()
    assert agent.email == "maya.new@fern.example"


def test_the_database_itself_holds_emails_in_lower_case(agent):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=agent.pk).update(email="Maya@fern.example")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.bulk_create([User(email="MAYA@fern.example")])


def test_a_second_account_with_an_email_in_another_case_is_refused_in_words(agent):
    with pytest.raises(ValidationError, match="Somebody has an account with this e-mail already"):
        User(email="MAYA@Fern.example", password="-").full_clean()


def test_a_superuser_is_staff(db):
    user = User.objects.create_superuser("root@example.com", "a secret of theirs")
    assert user.is_staff
    assert user.is_superuser


@pytest.mark.parametrize(
    ("name", "email", "full_name", "initials"),
    [
        ("Maya Okonkwo", "m@x.example", "Maya Okonkwo", "MO"),
        ("Maya", "m@x.example", "Maya", "MA"),
        ("Anna Maria van der Berg", "a@x.example", "Anna Maria van der Berg", "AB"),
        ("  Maya   Okonkwo  ", "m@x.example", "Maya   Okonkwo", "MO"),
        ("李", "li@x.example", "李", "李"),
        ("нина кац", "n@x.example", "нина кац", "НК"),
        ("", "tom.green@x.example", "tom.green", "TO"),
        ("   ", "tom@x.example", "tom", "TO"),
        ("\u00a0", "t@x.example", "t", "T"),
    ],
)
def test_everybody_has_a_name_and_initials(name, email, full_name, initials):
    user = User(name=name, email=email)
    assert (str(user), user.initials) == (full_name, initials)


@pytest.mark.parametrize("key", ["abc", "fern", "Fern_and-Clay-2026", "k" * 64, "0123456789abcdef"])
def test_a_key_that_addresses_can_hold_is_accepted(key):
    Project(name="Fern", slug="fern", key=key).clean_fields()


@pytest.mark.parametrize(
    "key",
    [
        "",
        "ab",
        "k" * 65,
        "fern clay",
        "fern/clay",
        "fern.clay",
        "fern\n",
        "f\x00rn",
        "férn",
        "<fern>",
        "ｆern",
    ],
)
def test_another_key_is_refused(key):
    with pytest.raises(ValidationError) as refusal:
        Project(name="Fern", slug="fern", key=key).clean_fields()
    assert list(refusal.value.error_dict) == ["key"]


def test_keys_are_random():
    assert len({new_key() for _ in range(1000)}) == 1000


@pytest.mark.parametrize("accent", ["1b6b4a", "#1b6", "#1b6b4g", "red", "#1b6b4a;", "#1b6b4a\n", "url(//x)"])
def test_an_accent_that_is_no_colour_never_gets_into_a_style_sheet(accent):
    with pytest.raises(ValidationError) as refusal:
        Project(name="Fern", slug="fern", accent=accent).clean_fields()
    assert list(refusal.value.error_dict) == ["accent"]


@pytest.mark.parametrize(("field", "value"), [("time_zone", "Mars/Base"), ("language", "tlh")])
def test_a_zone_or_language_that_there_is_not_is_refused(field, value):
    with pytest.raises(ValidationError) as refusal:
        Project(name="Fern", slug="fern", **{field: value}).clean_fields()
    assert list(refusal.value.error_dict) == [field]


@pytest.mark.parametrize("empty", [None, "", {}, []])
def test_no_allowed_sites_is_an_empty_list_whatever_a_form_says(empty):
    project = Project(name="Fern", slug="fern", allowed_sites=empty)
    project.full_clean(validate_unique=False, validate_constraints=False)
    assert project.allowed_sites == []


def test_a_side_is_left_or_right(project):
    with pytest.raises(IntegrityError), transaction.atomic():
        Project.objects.update(side="top")


def test_a_project_knows_its_addresses(project):
    assert project.get_absolute_url() == "/p/fern/contacts/"
    assert project.chat_path == "/chat/fern/"


def test_the_snippet_shows_the_chat():
    assert Project(name="Fern & Clay", key="fern").embed_snippet("https://crm.example") == (
        '<script async src="https://crm.example/widget.js" data-project="fern"></script>'
    )


def test_the_snippet_holds_no_markup_of_its_parts():
    snippet = Project(key='"><script>alert(1)</script>').embed_snippet('https://x"y')
    assert "&quot;&gt;&lt;script&gt;" in snippet
    assert 'x"y' not in snippet


def test_nobody_is_a_member_twice(project, agent):
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(project=project, user=agent, role="admin")


def test_a_project_that_is_gone_is_nobodys_last(agent):
    passing = create_project("Pop-up", "pop-up", owner_email="owner@fern.example", password="-")
    agent.last_project = passing
    agent.save()
    passing.delete()
    agent.refresh_from_db()
    assert agent.last_project is None
