"""What a search finds, in which order, and that hostile terms are text."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leads.filters import in_order
from leads.models import Lead
from leads.paging import paginate
from leads.search import clean, is_too_short, matching, search
from tests.factories import LeadFactory, create_leads

ANDREA = UUID("3f9c2a71-8b1e-4d57-9a0c-61e4b7d2c508")


def found(project, query, size=50):
    contacts = Lead.objects.contacts().filter(project=project)
    return paginate(search(project, contacts, clean(query)), {}, size).rows


def found_sorted(project, query, sort="name"):
    contacts = matching(project, Lead.objects.contacts().filter(project=project), clean(query))
    return paginate(in_order(contacts, sort), {}, 50).rows


@pytest.fixture
def andrea(project):
    """The one who is looked for, among others."""
    LeadFactory(
        project=project, full_name="Somebody Else", email="else@shop.example", phone="+1 212 555 0199"
    )
    return LeadFactory(
        project=project,
        visitor_id=ANDREA,
        full_name="Andrea Müller",
        last_name="Spëier",
        email="andrea1@gmail.com",
        phone="+39 06 6982-1234",
        company="Łódź Pottery",
    )


WAYS = {
    "the e-mail": "andrea1@gmail.com",
    "the e-mail in capitals": "ANDREA1@Gmail.Com",
    "the e-mail between blanks": "  andrea1@gmail.com\t",
    "its beginning": "andrea1@g",
    "a part of it": "drea1@gma",
    "its end": "@gmail.com",
    "the name": "Andrea Müller",
    "the name without accents": "andrea muller",
    "the name with wide blanks": "Andrea \u00a0 Müller",
    "a part of the name": "mülle",
    "the last name": "SPËIER",
    "two words in another order": "speier andrea",
    "name and company": "lodz andrea",
    "the company": "łódź pott",
    "the phone": "+39 06 6982-1234",
    "the phone in one piece": "390669821234",
    "the phone with zeros in front": "0039 06 6982 1234",
    "the phone in another shape": "(06) 6982.1234",
    "the end of the phone": "821234",
    "the visitor ID": "3f9c2a71-8b1e-4d57-9a0c-61e4b7d2c508",
    "the visitor ID in capitals": "3F9C2A71-8B1E-4D57-9A0C-61E4B7D2C508",
    "the visitor ID without dashes": "3f9c2a718b1e4d579a0c61e4b7d2c508",
    "its short form": "3f9c2a71",
    "a little of it": "3f9c2a",
    "more than the short form": "3f9c2a71-8b1e-4",
}


@pytest.mark.parametrize("query", WAYS.values(), ids=WAYS)
def test_a_contact_is_found_by(andrea, project, query):
    assert found(project, query) == [andrea]


@pytest.mark.parametrize("query", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("sort", ["name", "-last_seen"])
def test_a_sorted_search_finds_the_same(andrea, project, query, sort):
    assert found_sorted(project, query, sort) == [andrea]


SCRIPTS = {
    "Иван Петров": ["ivan", "Иван", "иван петр", "PETROV"],
    "Γιώργος": ["giorgos", "γιωργος"],
    "محمد": ["mhmd", "محمد"],
    "王小明": ["wang", "王小明", "小明"],
    "Çağlar Şahin": ["caglar", "ŞAHIN", "sahin"],
    "Nguyễn Thị Ánh": ["nguyen thi", "Nguye\u0302\u0303n"],
    "Straße": ["strasse", "STRASSE"],
    "👩‍🚀 Zoë": ["zoe", "👩‍🚀"],
}


@pytest.mark.parametrize(("name", "queries"), SCRIPTS.items())
def test_a_name_of_any_script_is_found(project, name, queries):
    lead = LeadFactory(project=project, full_name=name)
    for query in queries:
        assert found(project, query) == found_sorted(project, query) == [lead], query


def test_a_phone_in_the_digits_of_any_script_is_found(project):
    lead = LeadFactory(project=project, phone="٠٦ ٦٩٨٢")
    for query in ("06 6982", "٦٩٨٢", "６９８２"):
        assert found(project, query) == found_sorted(project, query) == [lead], query


def test_an_email_of_an_international_domain_is_found(project):
    lead = LeadFactory(project=project, email="ivan@пример.рф")
    for query in ("ivan@пример.рф", "ivan@при", "пример.рф", "primer", "@ПРИМЕР"):
        assert found(project, query) == found_sorted(project, query) == [lead], query


def test_exact_comes_first_then_prefix_then_part(project):
    now = timezone.now()
    emails = ["xann@b.it", "ann@b.it.example", "ann@b.it", "zann@b.it", "ann@b.itx", "ann@b.it", "bob@b.it"]
    for age, email in enumerate(emails):
        LeadFactory(project=project, email=email, last_seen=now - timedelta(days=age))
    emails_found = [lead.email for lead in found(project, "ann@b.it")]
    assert emails_found == ["ann@b.it", "ann@b.it", "ann@b.it.example", "ann@b.itx", "xann@b.it", "zann@b.it"]


def test_names_that_begin_so_come_before_names_that_have_it_somewhere(project):
    for name in ("Rosanna", "Annabel", "Joanne", "Anna"):
        LeadFactory(project=project, full_name=name)
    assert [lead.full_name for lead in found(project, "ann")] == ["Anna", "Annabel", "Joanne", "Rosanna"]


def test_who_matches_in_every_way_is_found_once(project):
    lead = LeadFactory(
        project=project, full_name="decade1", email="decade1@decade.example", company="decade1"
    )
    named = LeadFactory(project=project, full_name="Decade", visitor_id=UUID("decade" + "1" * 26))
    assert found(project, "decade") == [lead, named]
    assert found(project, "decade1") == [lead, named]


def test_pages_of_a_search_hold_everybody_once(project):
    for number in range(7):
        LeadFactory(project=project, full_name=f"Ann {number}", email=f"ann{number % 3}@b.it", company="ann")
    contacts, seen, params = Lead.objects.contacts(), [], {}
    for _ in range(4):
        page = paginate(search(project, contacts, "ann"), params, 2)
        seen += page.rows
        params = {"after": page.next}
    assert not page.next
    assert len(seen) == len(set(seen)) == 7


def test_two_letters_find_only_what_begins_so(project):
    begins = LeadFactory(project=project, full_name="Bo Derek")
    strange = LeadFactory(project=project, email="bo~x@b.it")
    LeadFactory(project=project, full_name="Limbo Derek", email="limbo@b.it")
    assert found(project, "bo") == [strange, begins]
    assert found_sorted(project, "bo") == [begins, strange]
    assert is_too_short("bo")
    assert not is_too_short("bob")


@pytest.mark.parametrize("query", ["5551234", "facade", "decaf1"])
def test_a_sorted_search_finds_the_middle_of_what_could_be_a_visitor_id(project, query):
    lead = LeadFactory(project=project, full_name=f"The {query} man")
    assert found(project, query) == found_sorted(project, query) == [lead]


@pytest.mark.parametrize("query", ["007", "+1 (555)", "2024-01"])
def test_a_name_of_digits_is_found(project, query):
    lead = LeadFactory(project=project, full_name=query)
    assert found(project, query) == found_sorted(project, query) == [lead]


HOSTILE = [
    "%",
    "%%%",
    "___",
    "%andrea%",
    "andre_",
    "'; DROP TABLE leads_lead; --",
    "' OR '1'='1",
    '"""',
    '"andrea',
    "\\\\\\",
    "andrea\\",
    "NEAR(andrea gmail)",
    "andrea AND zzz",
    "andrea OR else",
    "NOT andrea",
    "andrea*",
    "^andrea",
    "search_text:andrea",
    "{search_text}",
    "+ - * /",
    "...",
    "(((",
    "@@@",
    "-------",
    "^(a+)+$",
    ".*",
    "[a-z]{3,}",
    "%s %(x)s {0}",
    "\x00andrea\x00x",
    "\x01\x02\x03\x04",
    "\U0010ffff\U0010ffff\U0010ffff",
    "\u202e\u2066\u200b",
    "\u0301\u0301\u0301",
    "💥💥💥",
    "0000000000",
    "++++++",
    "a" * 10_000,
    "a b " * 2_500,
    "'\"%_\\" * 2_000,
    "f" * 33,
    "-" * 200,
]


@pytest.mark.parametrize("query", HOSTILE, ids=lambda query: ascii(query)[:20])
def test_a_hostile_term_is_text_that_nobody_has(andrea, project, query):
    assert clean(query)
    assert found(project, query) == found_sorted(project, query) == []


@pytest.mark.parametrize(
    "name", ["100%_sure", 'O\'Neill "Ned"', "C:\\temp\\x", "NEAR(x)", "*** star", "a AND b"]
)
def test_what_looks_hostile_is_found_where_it_is_text(andrea, project, name):
    lead = LeadFactory(project=project, full_name=f"The {name} man")
    assert found(project, name) == found_sorted(project, name) == [lead]


def test_clean_leaves_one_short_line():
    assert clean(" a\x00b\n\tc  ") == "a b c"
    assert clean("\x00 \n") == ""
    assert len(clean("x" * 10_000)) == 200


def test_another_projects_contacts_are_never_found(andrea, other_project):
    for query in WAYS.values():
        assert found(other_project, query) == found_sorted(other_project, query) == []


def test_a_visitor_id_that_was_merged_leads_to_its_contact(andrea, project):
    head = LeadFactory(project=project, full_name="Head of it")
    Lead.objects.filter(pk=andrea.pk).update(merged_into=head, contact=head)
    for query in (str(ANDREA), "3f9c2a71"):
        assert found(project, query) == found_sorted(project, query) == [head]
    assert found(project, "andrea1@gmail.com") == found_sorted(project, "andrea1@gmail.com") == []


letters = st.text(alphabet="aAà3fFc97-+@. %_", min_size=1, max_size=9)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    people=st.lists(st.fixed_dictionaries({"full_name": letters, "email": letters}), max_size=4),
    query=letters.filter(clean),
)
def test_whatever_is_searched_a_sorted_search_finds_the_same(project, people, query):
    with transaction.atomic():
        create_leads(project, people)
        Lead.objects.filter(pk__in=Lead.objects.values("pk")[:1]).update(visitor_id=ANDREA)
        ranked = found(project, query)
        assert len(ranked) == len(set(ranked))
        for sort in ("name", "-last_seen"):
            assert set(found_sorted(project, query, sort)) == set(ranked)
        transaction.set_rollback(True)
