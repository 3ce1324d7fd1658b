import pytest
from django.test import RequestFactory

from leads.browser import describe

CHROME = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 Chrome/141.0.0.0 Safari/537.36"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15"
    " (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1"
)
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0"


def told(**headers):
    return describe(RequestFactory(headers=headers).get("/"))


@pytest.mark.parametrize(
    ("agent", "browser", "version", "system"),
    [
        (CHROME, "Chrome", "141", "macOS"),
        (IPHONE, "Safari", "18", "iPhone"),
        (FIREFOX, "Firefox", "143", "Linux"),
        ("", "", "", ""),
        ("no browser at all", "", "", ""),
    ],
)
def test_a_browser_is_named_as_people_name_it(agent, browser, version, system):
    known = told(user_agent=agent)
    assert (known["browser"], known["browser_version"], known["system"]) == (browser, version, system)


@pytest.mark.parametrize(
    ("header", "language"),
    [("en-GB,en;q=0.9", "en-GB"), ("it", "it"), ("*", ""), ("<script>", ""), ("", "")],
)
def test_the_first_language_is_kept(header, language):
    assert told(accept_language=header)["language"] == language


def test_a_header_of_any_length_fits_the_columns():
    known = told(user_agent="Chrome/" + "9" * 5000, accept_language="a" * 5000)
    assert len(known["browser_version"]) <= 20
    assert len(known["language"]) <= 20
