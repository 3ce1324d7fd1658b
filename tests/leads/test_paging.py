"""Keyset paging: every row once, forth and back, whatever the rows and whatever the cursor."""

import base64
import json
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from leads.models import Lead
from leads.paging import paginate
from tests.factories import LeadFactory, create_leads

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
NOTE = "Not there any more."


def walk(segments, size):
    """The pages from the first to the last."""
    pages = [paginate(segments, {}, size)]
    while pages[-1].next:
        assert len(pages) < 20  # or it goes round in a circle
        pages.append(paginate(segments, {"after": pages[-1].next}, size))
    return pages


def walk_back(segments, size, page):
    """The pages from the first to `page`, met from its end."""
    pages = [page]
    while pages[0].previous:
        assert len(pages) < 20
        pages.insert(0, paginate(segments, {"before": pages[0].previous}, size))
    return pages


def cursor(*place):
    return base64.urlsafe_b64encode(json.dumps(place).encode()).decode().rstrip("=")


@pytest.fixture
def by_last_seen(project):
    """A list of five rows, two of them at the same moment."""
    create_leads(project, [{"last_seen": NOON + timedelta(hours=hours)} for hours in (3, 1, 2, 1, 5)])
    return [Lead.objects.order_by("-last_seen", "-id")]


def test_pages_follow_each_other(by_last_seen):
    everything = list(by_last_seen[0])
    first, second, third = walk(by_last_seen, 2)
    assert (first.rows, second.rows, third.rows) == (everything[:2], everything[2:4], everything[4:])
    assert not first.previous
    assert paginate(by_last_seen, {"before": second.previous}, 2) == first
    assert paginate(by_last_seen, {"before": third.previous}, 2) == second


def test_a_list_that_fits_one_page_has_no_others(by_last_seen):
    page = paginate(by_last_seen, {}, 5)
    assert page.is_all
    assert len(page) == 5
    assert not page.note


def test_an_empty_list_is_an_empty_page(db):
    page = paginate([Lead.objects.none().order_by("id"), Lead.objects.order_by("id")], {}, 5)
    assert (page.rows, page.is_all) == ([], True)


def test_who_arrives_while_one_pages_is_not_shown_twice_nor_pushes_anybody_out(by_last_seen, project):
    everything = list(by_last_seen[0])
    first = paginate(by_last_seen, {}, 2)
    create_leads(project, [{"last_seen": NOON + timedelta(days=1)}])
    assert paginate(by_last_seen, {"after": first.next}, 2).rows == everything[2:4]


def test_a_row_that_is_gone_is_still_a_place(by_last_seen):
    everything = list(by_last_seen[0])
    first = paginate(by_last_seen, {}, 2)
    Lead.objects.filter(pk=first.rows[-1].pk)._raw_delete("default")
    assert paginate(by_last_seen, {"after": first.next}, 2).rows == everything[2:4]


def test_a_page_is_one_query_for_each_segment_at_most(by_last_seen, project, django_assert_max_num_queries):
    create_leads(project, [{"last_seen": NOON, "company": "b"}] * 60)
    segments = [Lead.objects.filter(company=company).order_by("-last_seen", "-id") for company in ("", "b")]
    params, pages = {}, 0
    while params is not None:
        with django_assert_max_num_queries(2):
            page = paginate(segments, params, 10)
        params, pages = ({"after": page.next} if page.next else None), pages + 1
    assert pages == 7


def test_a_full_page_asks_no_further_segment(by_last_seen, django_assert_num_queries):
    with django_assert_num_queries(1):
        paginate([by_last_seen[0], Lead.objects.filter(company="x").order_by("id")], {}, 2)


# What a list may be: 1 to 3 segments, each in an order of its own with few values and so many ties.
ORDERS = [
    ("id",),
    ("-id",),
    ("pk",),
    ("sort_name", "id"),
    ("-sort_name", "id"),
    ("-last_seen", "-id"),
    ("last_seen", "-id"),
    ("-last_seen", "sort_name", "-id"),
    ("-sort_name", "email", "last_seen", "id"),
]
rows = st.fixed_dictionaries(
    {
        "company": st.sampled_from("abc"),
        "full_name": st.sampled_from(["", "a", "a b", "Z"]),
        "email": st.sampled_from(["", "x@y.it", "é", "\U0001f469", '"', "\\"]),
        "last_seen": st.sampled_from([NOON, NOON + timedelta(microseconds=1), NOON.replace(year=1)]),
    }
)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    people=st.lists(rows, max_size=14),
    orders=st.lists(st.sampled_from(ORDERS), min_size=1, max_size=3),
    size=st.integers(1, 5),
)
def test_every_row_is_met_once_and_in_order_forth_and_back(project, people, orders, size):
    with transaction.atomic():
        create_leads(project, people)
        segments = [
            Lead.objects.filter(company=company).order_by(*order)
            for company, order in zip("abc", orders, strict=False)
        ]
        pages = walk(segments, size)
        assert [row for page in pages for row in page] == [row for segment in segments for row in segment]
        assert all(len(page) == size for page in pages[:-1])
        assert walk_back(segments, size, pages[-1]) == pages
        transaction.set_rollback(True)


WHEN = NOON.isoformat()
TAMPERED = {
    "text": "hello",
    "blank": " ",
    "not base64": "💥!",
    "half a letter": "A",
    "no JSON": base64.urlsafe_b64encode(b"\xff\xfe{").decode(),
    "a number": base64.urlsafe_b64encode(b"7").decode(),
    "an object": base64.urlsafe_b64encode(b'{"0": 1}').decode(),
    "null": base64.urlsafe_b64encode(b"null").decode(),
    "nothing": cursor(),
    "no place": cursor(0),
    "too little": cursor(0, WHEN),
    "too much": cursor(0, WHEN, 5, 5),
    "a segment too many": cursor(1, WHEN, 5),
    "a segment from the end": cursor(-1, WHEN, 5),
    "a segment that is true": cursor(False, WHEN, 5),
    "a segment that is text": cursor("0", WHEN, 5),
    "a segment without end": cursor(float("inf"), WHEN, 5),
    "no date": cursor(0, "yesterday", 5),
    "a date that is none": cursor(0, "2026-02-30T25:00:00+00:00", 5),
    "no number": cursor(0, WHEN, "five"),
    "infinity": cursor(0, WHEN, float("inf")),
    "not a number": cursor(0, WHEN, float("nan")),
    "null for a value": cursor(0, None, 5),
    "a list for a value": cursor(0, [WHEN], 5),
    "a deep list": cursor(0, WHEN, json.loads("[" * 90 + "]" * 90)),
    "too deep": base64.urlsafe_b64encode(b"[" * 100_000).decode(),
    "more digits than Python reads": base64.urlsafe_b64encode(b"[0,1," + b"9" * 5_000 + b"]").decode(),
    "very long": cursor(0, WHEN, " " * 3_000 + "5"),
}


@pytest.mark.parametrize("bad", TAMPERED.values(), ids=TAMPERED)
@pytest.mark.parametrize("direction", ["after", "before"])
def test_a_tampered_cursor_is_the_first_page_and_says_so(by_last_seen, direction, bad):
    page = paginate(by_last_seen, {direction: bad}, 2, note=NOTE)
    assert page == paginate(by_last_seen, {}, 2)
    assert page.note == NOTE


@pytest.mark.parametrize("text", ["a\x00b", "\ud800", "\udfff\ud800x"])
def test_a_text_that_no_database_takes_is_no_place(by_last_seen, text):
    by_name = [Lead.objects.order_by("sort_name", "id")]
    assert paginate(by_name, {"after": cursor(0, text, 5)}, 2, note=NOTE).note == NOTE


def test_a_cursor_of_another_list_is_the_first_page(by_last_seen):
    by_name = [Lead.objects.order_by("sort_name", "id"), Lead.objects.order_by("sort_name", "-email", "id")]
    for segments, other in ((by_last_seen, by_name), (by_name[1:], by_name)):
        page = paginate(segments, {"after": walk(other, 3)[0].next}, 2, note=NOTE)
        assert page.note == NOTE


def test_a_good_cursor_has_no_note(by_last_seen):
    first = paginate(by_last_seen, {}, 2, note=NOTE)
    assert not paginate(by_last_seen, {"after": first.next}, 2, note=NOTE).note


anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.datetimes(timezones=st.just(UTC)).map(str),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=2),
    max_leaves=4,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.sampled_from(ORDERS), place=st.lists(anything, max_size=4))
@example(("id",), [2**63])
@example(("id",), [-(2**80)])
@example(("-last_seen", "-id"), ["9999-12-31T23:59:59-12:00", 10**40])
@example(("-last_seen", "-id"), ["0001-01-01T00:00:00+14:00", 1])
@example(("sort_name", "id"), ["\ud83d", 1])
def test_no_cursor_is_an_error(by_last_seen, order, place):
    for direction in ("after", "before"):
        page = paginate([Lead.objects.order_by(*order)], {direction: cursor(0, *place)}, 2, note=NOTE)
        assert len(page) <= 2


@given(text=st.text())
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_is_an_error(by_last_seen, text):
    page = paginate(by_last_seen, {"after": text}, 2, note=NOTE)
    assert bool(page.note) == bool(text)


def test_a_place_behind_which_nothing_is_left_is_the_first_page_with_a_note(project):
    first, last = LeadFactory.create_batch(2, project=project)
    segments = [Lead.objects.order_by("id")]
    cursor = paginate(segments, {}, 1).next
    Lead.objects.filter(pk=last.pk)._raw_delete("default")
    page = paginate(segments, {"after": cursor}, 1, note="gone")
    assert (page.rows, page.note) == ([first], "gone")
