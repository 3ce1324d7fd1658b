"""What the contacts page makes of what it found: marks, pages, fragments, and how few queries."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from leads.models import FieldChoice, Lead
from tests.factories import ConversationFactory, LeadFactory, ProfileFieldFactory, create_leads
from tests.leads.rows import ids_in, link, text_of

HTMX = {"HX-Request": "true"}
BIDI = "\u202egnp.exe\u2066"


def marks_in(response):
    return re.findall("<mark>(.*?)</mark>", text_of(response))


@pytest.mark.parametrize(
    ("query", "marks"),
    [
        ("andrea1@gmail.com", ["andrea1@gmail.com"]),
        ("ANDREA1@G", ["andrea1@g"]),
        ("gmail", ["gmail"]),
        ("muller", ["Müller"]),
        ("MÜLL", ["Müll"]),
        ("strasse", ["Straße"]),
        ("3f9c2a", ["3f9c2a"]),
    ],
)
def test_the_part_that_matches_is_marked(look, project, query, marks):
    LeadFactory(
        project=project,
        full_name="Müller Straße",
        email="andrea1@gmail.com",
        visitor_id="3f9c2a71-8b1e-4d57-9a0c-61e4b7d2c508",
    )
    assert marks_in(look(q=query)) == marks
    assert not marks_in(look())


def test_the_query_stays_in_its_box_as_text(look, project):
    LeadFactory(project=project, full_name='"><script>alert(1)</script>')
    response = look(q='"><script>alert(1)</script>')
    assert len(ids_in(response)) == 1
    assert "<script>alert" not in text_of(response)
    assert 'value="&quot;&gt;&lt;script&gt;' in text_of(response)


def test_names_are_text_of_their_own_direction(look, project):
    lead = LeadFactory(project=project, full_name=f"<b>{BIDI}</b>", browser="<i>Chrome</i>", system="x")
    for response in (look(), look(q="gnp"), look(f"{lead.pk}/")):
        assert "<b>\u202e" not in text_of(response)
        assert "<i>" not in text_of(response)
        for found in re.finditer("\u202e", text_of(response)):
            assert re.search("<(bdi|title)>[^/]*$", text_of(response)[: found.start()])


HOSTILE = [
    "%",
    "_" * 300,
    "'",
    '"',
    "\x00",
    "NEAR(",
    "a" * 10_000,
    b"\xed\xa0\xbd\xff",
    "🙂" * 50,
    "\\",
    "*",
    "AND",
]


@pytest.mark.parametrize("query", HOSTILE, ids=lambda query: ascii(query)[:20])
@pytest.mark.parametrize("sort", [None, "name"])
def test_a_hostile_query_is_answered(look, project, query, sort):
    LeadFactory(project=project)
    assert look(q=query, **({"sort": sort} if sort else {})).status_code == 200


def test_contacts_that_share_an_email_say_so(look, project):
    LeadFactory.create_batch(2, project=project, email="andrea1@gmail.com")
    LeadFactory(project=project, email="alone@gmail.com")
    LeadFactory.create_batch(2, project=project, email="")
    response = look()
    assert text_of(response).count("2 share this e-mail") == 2
    assert "?q=andrea1%40gmail.com" in text_of(response)
    assert '2 contacts wrote from <b dir="ltr">ANDREA1@gmail.com</b>' in text_of(look(q="ANDREA1@gmail.com"))
    assert "contacts wrote from" not in text_of(look(q="andrea1"))


def test_who_left_no_email_shares_none(project):
    leads = LeadFactory.create_batch(2, project=project, email="")
    Lead.objects.describe(leads)
    assert [lead.sharing_count for lead in leads] == [0, 0]


def test_a_merged_lead_shares_no_email_any_more(look, project):
    gone, head = LeadFactory.create_batch(2, project=project, email="andrea1@gmail.com")
    Lead.objects.filter(pk=gone.pk).update(merged_into=head, contact=head)
    assert "share this e-mail" not in text_of(look())


def test_the_conversations_of_all_leads_of_a_contact_are_counted(look, project):
    gone, head = LeadFactory.create_batch(2, project=project)
    for lead in (gone, gone, head):
        ConversationFactory(project=project, lead=lead)
    Lead.objects.filter(pk=gone.pk).update(merged_into=head, contact=head)
    assert re.search(r"3 open</span> 3\s*<", text_of(look()))


def test_a_project_without_contacts_says_how_they_come(look, project):
    assert "No contacts yet" in text_of(look())
    assert 'href="/chat/fern/"' in text_of(look())


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ({"q": "nobody"}, ["Nobody matches “<bdi>nobody</bdi>”", "Looked in e-mails", "All contacts"]),
        ({"q": "xy"}, ["Nobody matches “<bdi>xy</bdi>”", "fewer than three letters"]),
        ({"q": "nobody", "has_email": "yes"}, ["Nobody matches", "Filters are on, too", "Clear filters"]),
        ({"has_email": "yes"}, ["Nobody fits these filters", "Clear filters"]),
        ({"q": "andreaa1@gmail.com"}, ['href="?q=andreaa1"', "Search “<bdi>andreaa1</bdi>”"]),
        ({"q": "zoe mandelbrot"}, ['href="?q=mandelbrot"', "Search “<bdi>mandelbrot</bdi>”"]),
    ],
)
def test_an_empty_result_says_why_and_leads_out(look, project, query, says):
    LeadFactory(project=project, email="")
    response = look(**query)
    assert not ids_in(response)
    for words in says:
        assert words in text_of(response)


@pytest.fixture
def sixty(project):
    """Sixty contacts; the n-th was seen n hours ago."""
    now = timezone.now()
    return create_leads(
        project,
        (
            {
                "full_name": f"Ann {number:02}",
                "email": f"ann{number % 20}@b.it",
                "last_seen": now - timedelta(hours=number),
            }
            for number in range(60)
        ),
    )


@pytest.mark.parametrize("query", [{}, {"sort": "-name"}, {"q": "ann"}, {"q": "ann", "sort": "email"}])
def test_links_lead_through_all_pages_and_back(look, sixty, query):
    pages = [look(**query)]
    while (following := link(pages[-1], "next")) and len(pages) < 9:
        pages.append(look(following))
    assert [len(ids_in(page)) for page in pages] == [25, 25, 10]
    assert {pk for page in pages for pk in ids_in(page)} == {lead.pk for lead in sixty}
    back = look(link(look(link(pages[2], "prev")), "prev"))
    assert ids_in(back) == ids_in(pages[0])
    assert link(back, "prev") is None
    assert "25 on this page" in text_of(back)
    assert ids_in(look(link(back, "next"))) == ids_in(pages[1])


def test_a_list_that_fits_one_page_has_no_links(look, project):
    LeadFactory(project=project)
    assert (link(look(), "next"), link(look(), "prev")) == (None, None)
    assert "1 contact<" in text_of(look())


@pytest.mark.parametrize("place", ["x", "0", "WzAs", "1e9", "\x00", "W1tbXV1d", "💥"])
def test_a_page_that_was_tampered_with_is_the_first_and_says_so(look, sixty, place):
    for direction in ("after", "before"):
        response = look(**{direction: place})
        assert ids_in(response) == ids_in(look())
        assert "That page is not there any more" in text_of(response)


def test_the_place_in_another_order_is_the_first_page(look, sixty):
    after = re.search("after=([^&]*)", link(look(sort="name"), "next")).group(1)
    response = look(after=after)
    assert ids_in(response) == ids_in(look())
    assert "That page is not there any more" in text_of(response)


def test_a_fragment_is_the_results_alone(look, project):
    lead = LeadFactory(project=project, full_name="Andrea")
    response = look(q="andrea", headers=HTMX)
    assert ids_in(response) == [lead.pk]
    assert text_of(response).lstrip().startswith('<div class="results" id="results">')
    assert "<html" not in text_of(response)
    assert 'type="search"' not in text_of(response)
    assert 'id="filters" role="group" hx-swap-oob="true"' in text_of(response)
    assert "HX-Request" in response.headers["Vary"]


def test_a_fragment_without_a_result_says_so_too(look, project):
    assert "Nobody matches “<bdi>zzz</bdi>”" in text_of(look(q="zzz", headers=HTMX))


QUERIES = [{}, {"q": "ann"}, {"q": "ann", "sort": "name"}, {"attributes.vip": "yes", "open": "no"}]


@pytest.mark.parametrize("query", QUERIES)
def test_sixty_contacts_take_as_many_queries_as_one(look, project, query):
    for key in ("vip", "size", "color"):
        field = ProfileFieldFactory(project=project, key=key, kind="yes_no" if key == "vip" else "choice")
        FieldChoice.objects.create(field=field, key="x", label="X")
    one = LeadFactory(project=project, full_name="Ann", email="ann@b.it")
    ConversationFactory(project=project, lead=one)
    look(**query)
    with CaptureQueriesContext(connection) as few:
        look(**query)
    for lead in create_leads(project, [{"full_name": "Ann", "email": "ann@b.it"}] * 59):
        ConversationFactory(project=project, lead=lead)
    with CaptureQueriesContext(connection) as many:
        look(**query)
    assert len(many) <= len(few) <= 16


@pytest.mark.parametrize("query", [*QUERIES, {"q": "ann@b.it", "has_email": "yes"}, {"after": "x"}])
def test_nothing_counts_the_table(look, sixty, query):
    with CaptureQueriesContext(connection) as queries:
        look(**query)
    for sql in (query["sql"] for query in queries):
        for counted in re.findall(r"COUNT\(\*\).*?FROM (.*)", sql):
            assert re.match(r"\(SELECT .* LIMIT \d+\)", counted), sql
