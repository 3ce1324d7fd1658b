from datetime import timedelta
from uuid import UUID

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone

from crm.models import User
from crm.templatetags import ui

ANDREA = UUID("3f9c2a71-8b1e-4d57-9a0c-61e4b7d2c508")


def render(source, **context):
    return Template("{% load ui %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("andrea1@gmail.com", "andrea", "<mark>andrea</mark>1@gmail.com"),
        ("andrea1@gmail.com", "GMAIL", "andrea1@<mark>gmail</mark>.com"),
        ("Zoë Müller", "muller", "Zoë <mark>Müller</mark>"),
        ("Zoe Muller", "Zoë", "<mark>Zoe</mark> Muller"),
        ("Иван Петров", "ivan", "<mark>Иван</mark> Петров"),
        ("Straße", "strasse", "<mark>Straße</mark>"),
        ("Ana Ana", "ana", "<mark>Ana</mark> Ana"),
        ("Zoe\u0308 May", "may", "Zoe\u0308 <mark>May</mark>"),
        ("Andrea", "bruno", "Andrea"),
        ("Andrea", "", "Andrea"),
        ("Andrea", None, "Andrea"),
        ("", "andrea", ""),
        ("😀 Andrea", "andrea", "😀 <mark>Andrea</mark>"),
    ],
)
def test_what_was_searched_is_marked_as_the_search_compares_it(text, query, marked):
    assert render("{{ text|marked:query }}", text=text, query=query) == marked


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("<b>Ana</b>", "ana", "&lt;b&gt;<mark>Ana</mark>&lt;/b&gt;"),
        ("<b>Ana</b>", "<b>", "<mark>&lt;b&gt;</mark>Ana&lt;/b&gt;"),
        ("<script>x</script>", "none", "&lt;script&gt;x&lt;/script&gt;"),
        ("a & b", "&", "a <mark>&amp;</mark> b"),
        ("Ana", "<img>", "Ana"),
    ],
)
def test_marking_runs_no_markup_of_the_text_or_of_the_search(text, query, marked):
    assert render("{{ text|marked:query }}", text=text, query=query) == marked


@pytest.mark.parametrize(
    ("change", "query"),
    [
        ({"sort": "name"}, "?q=a%26b&amp;sort=name"),
        ({"q": None}, "?"),
        ({"q": "x", "after": None}, "?q=x"),
        ({"q": 'new"><b>'}, "?q=new%22%3E%3Cb%3E"),
    ],
)
def test_a_link_changes_some_parameters_and_keeps_the_others(change, query):
    request = RequestFactory().get("/", {"q": "a&b"})
    assert render("{% query_with change %}", request=request, change=change) == query


def test_a_parameter_that_came_twice_is_replaced_by_one():
    request = RequestFactory().get("/?q=1&q=2&open=yes&open=no")
    assert (
        render("{% query_with change %}", request=request, change={"q": 3}) == "?open=yes&amp;open=no&amp;q=3"
    )


@pytest.mark.parametrize(
    ("url", "short"),
    [
        ("https://fern.example/shop/moss-bowl?ref=mail#top", "/shop/moss-bowl"),
        ("https://fern.example/", "fern.example"),
        ("https://fern.example", "fern.example"),
        ("https://fern.example//", "fern.example"),
        ("http://localhost:8000/?q=1", "localhost:8000"),
        ("javascript:alert(1)", "alert(1)"),
        ("https://fern.example/<b>", "/&lt;b&gt;"),
        ("", ""),
    ],
)
def test_an_address_is_said_by_its_path_or_else_its_host(url, short):
    assert render("{{ url|short_url }}", url=url) == short


def test_the_page_somebody_wrote_from_is_a_link_that_tells_it_nothing():
    drawn = render(
        '{% include "components/page_link.html" with url=url only %}', url='https://fern.example/a?x="><b>'
    )
    assert 'href="https://fern.example/a?x=&quot;&gt;&lt;b&gt;"' in drawn
    assert 'rel="noreferrer nofollow noopener"' in drawn


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("en", "English"),
        ("en-GB", "English (GB)"),
        ("EN-gb", "English (GB)"),
        ("pt-br", "Portuguese (BR)"),
        ("de-AT", "German (AT)"),
        ("tlh", "tlh"),
        ("tlh-KL", "tlh-KL"),
        ("", ""),
    ],
)
def test_a_browsers_language_has_a_name(tag, name):
    assert ui.language_name(tag) == name


@pytest.mark.parametrize(
    ("duration", "words"),
    [
        ({"seconds": 108}, "1 m 48 s"),
        ({"minutes": 3}, "3 m"),
        ({"hours": 3, "minutes": 5, "seconds": 59}, "3 h 5 m"),
        ({"hours": 1, "seconds": 59}, "1 h"),
        ({"days": 2, "hours": 4}, "2 d 4 h"),
        ({"days": 400}, "400 d"),
        ({}, "0 s"),
        ({"milliseconds": 900}, "0 s"),
        ({"seconds": -5}, "0 s"),
    ],
)
def test_a_length_of_time_has_its_two_largest_units(duration, words):
    assert ui.span(timedelta(**duration)) == words


@pytest.mark.parametrize(
    ("age", "words"),
    [
        ({"hours": 3, "minutes": 5}, "3 h"),
        ({"days": 2, "hours": 23}, "2 d"),
        ({"minutes": 12, "seconds": 30}, "12 m"),
        ({"hours": -1}, "0 s"),
    ],
)
def test_how_long_something_lasts_is_said_in_its_largest_unit(age, words):
    assert ui.since(timezone.now() - timedelta(**age)) == words


def test_a_moment_is_short_to_read_and_exact_to_look_up():
    moment = timezone.now() - timedelta(minutes=3)
    drawn = render("{% when moment %}", moment=moment)
    assert ">3 min ago</time>" in drawn
    assert f'datetime="{moment.isoformat()}"' in drawn
    assert f'title="{moment:%-d %B %Y, %H:%M}"' in drawn
    assert render("{% when moment %}", moment=None) == ""


def test_an_agents_circle_is_hidden_beside_a_name_and_labelled_alone():
    maya = User(name="Maya Okonkwo", email="maya@fern.example")
    assert render("{% agent maya %}", maya=maya) == '<span class="agent" aria-hidden="true">MO</span>'
    assert render('{% agent maya labelled=True class="small" %}', maya=maya) == (
        '<span class="agent small" role="img" aria-label="Maya Okonkwo">MO</span>'
    )


def test_an_agent_without_a_name_goes_by_the_email():
    nobody = User(email="maya@fern.example")
    assert render("{% agent user labelled=True %}", user=nobody) == (
        '<span class="agent" role="img" aria-label="maya">MA</span>'
    )


def test_an_agents_name_runs_no_markup():
    drawn = render("{% agent user labelled=True %}", user=User(name='"><b>x</b> <i>', email="m@x.example"))
    assert "<b>" not in drawn
    assert "<i>" not in drawn


def test_a_tile_is_decoration_that_is_drawn_from_the_visitor_id():
    drawn = render("{% tile id %}", id=ANDREA)
    assert drawn.startswith('<svg class="avatar" viewBox="0 0 2 2" color="oklch(.6 .12 190)"')
    assert 'aria-hidden="true"' in drawn
    assert drawn.count("<path") == 2
    assert drawn == render("{% tile id %}", id=str(ANDREA).upper())
    assert 'class="avatar large"' in render('{% tile id class="large" %}', id=ANDREA)
