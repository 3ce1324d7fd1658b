import pytest
from django.test import RequestFactory

from leads.browser import describe
from leads.models import Lead

CHROME = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 Chrome/141.0.0.0 Safari/537.36"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15"
    " (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1"
)
EDGE = f"{CHROME} Edg/141.0.0.0".replace("Macintosh; Intel Mac OS X 10_15_7", "Windows NT 10.0; Win64; x64")
ANDROID = "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 Chrome/141.0.0.0 Mobile Safari/537.36"
FIREFOX_ON_IOS = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) FxiOS/143.0 Mobile/15E148 Safari/605.1.15"
)
CHROMEBOOK = CHROME.replace("Macintosh; Intel Mac OS X 10_15_7", "X11; CrOS x86_64 14541.0.0")
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0"


def told(**headers):
    return describe(RequestFactory(headers=headers).get("/"))


@pytest.mark.parametrize(
    ("agent", "browser", "version", "system"),
    [
        (CHROME, "Chrome", "141", "macOS"),
        (IPHONE, "Safari", "18", "iPhone"),
        (FIREFOX, "Firefox", "143", "Linux"),
        (EDGE, "Edge", "141", "Windows"),
        (ANDROID, "Chrome", "141", "Android"),
        (FIREFOX_ON_IOS, "Firefox", "143", "iPhone"),
        (CHROMEBOOK, "Chrome", "141", "ChromeOS"),
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


def test_a_nul_is_left_out():
    known = told(user_agent="Ki\x00ln/4 CFNetwork/1", accept_language="i\x00t")
    assert (known["browser"], known["language"]) == ("Kiln", "")


def test_only_the_beginning_of_a_header_is_read():
    assert told(user_agent=" " * 500 + CHROME)["browser"] == ""


def test_what_a_browser_says_is_kept_with_its_lead(visitor):
    visitor.post(
        f"{visitor.chat}conversations/", visitor.ANDREA | {"body": "Hi"}, headers={"user-agent": EDGE}
    )
    lead = Lead.objects.get()
    assert (lead.browser, lead.browser_version, lead.system) == ("Edge", "141", "Windows")
