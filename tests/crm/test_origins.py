import pytest
from django.core.exceptions import ValidationError

from crm.models import Project
from crm.origins import origin_of, validate_origins

ORIGINS = [
    "https://example.com",
    "https://www.shop.example.com",
    "http://localhost",
    "http://localhost:8000",
    "https://example.com:8443",
    "http://127.0.0.1:5500",
    "http://[::1]",
    "http://[::1]:8000",
    "https://xn--bcher-kva.example",
    "https://my_shop.example.com",
]
NO_ORIGINS = {
    "nothing": "",
    "no scheme": "example.com",
    "no scheme but a port": "example.com:443",
    "a path": "https://example.com/shop",
    "a slash at the end": "https://example.com/",
    "a query": "https://example.com?x",
    "a fragment": "https://example.com#x",
    "a name and password": "https://user:pass@example.com",
    "upper case in the scheme": "HTTPS://example.com",
    "upper case in the host": "https://Example.com",
    "letters that browsers encode": "https://bücher.example",
    "fullwidth letters": "https://ｅxample.com",
    "the port that goes without saying": "https://example.com:443",
    "the other one": "http://example.com:80",
    "port 0": "https://example.com:0",
    "a port that is too large": "https://example.com:65536",
    "a port that is none": "https://example.com:http",
    "a port with a zero in front": "https://example.com:08443",
    "no port after its colon": "https://example.com:",
    "no host": "https://",
    "only a port": "https://:443",
    "an unfinished IPv6 address": "https://[::1",
    "a bare IPv6 address": "https://::1",
    "an IPv6 address with a zone": "https://[fe80::1%25eth0]",
    "a dot at the end": "https://example.com.",
    "two dots": "https://example..com",
    "another scheme": "ftp://example.com",
    "a script": "javascript:alert(1)",
    "data": "data:text/html,x",
    "a file": "file:///etc/passwd",
    "null": "null",
    "any subdomain": "https://*.example.com",
    "anything": "*",
    "a keyword of the policy": "'self'",
    "blanks around it": " https://example.com ",
    "two in one": "https://a.example https://b.example",
    "a second source": "https://a.example *",
    "a second directive": "https://a.example; script-src *",
    "a second directive without blanks": "https://a.example;script-src",
    "a second policy": "https://a.example, default-src *",
    "a comma": "https://a.example,b.example",
    "a line end": "https://a.example\n",
    "a tab inside": "https://exam\tple.com",
    "a NUL": "https://example.com\x00",
    "a backslash": "https://example.com\\evil",
    "a percent": "https://exa%6dple.com",
    "a quote": "https://exam'ple.com",
}


@pytest.mark.parametrize("site", ORIGINS)
def test_an_origin_as_a_browser_writes_it_is_allowed(site):
    validate_origins([site])
    assert Project(allowed_sites=[site]).may_be_embedded_at(f"{site}/a/page?q=1#x")


@pytest.mark.parametrize("what", NO_ORIGINS)
def test_what_is_no_origin_is_refused_and_said(what):
    value = NO_ORIGINS[what]
    with pytest.raises(ValidationError) as refusal:
        validate_origins(["https://example.com", value])
    assert refusal.value.messages == [
        f"{value} is not an origin: write https://, the host and perhaps a port, nothing more."
    ]


@pytest.mark.parametrize(
    "values", ["https://example.com", {"https://example.com": 1}, 1, True, [1], [None], [[]]]
)
def test_only_a_list_of_texts_is_a_list_of_sites(values):
    with pytest.raises(ValidationError):
        validate_origins(values)


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://example.com", "https://example.com"),
        ("https://example.com/shop?x=1", "https://example.com"),
        ("  https://Example.COM:443/  ", "https://example.com"),
        ("http://example.com:443/", "http://example.com:443"),
        ("http://[::1]:8000/x", "http://[::1]:8000"),
        ("https://user:pass@example.com/", "https://example.com"),
        ("https://example.com:99999/", ""),
        ("//example.com/", ""),
        ("about:blank", ""),
        ("javascript://example.com/", ""),
        ("http://[", ""),
        ("", ""),
    ],
)
def test_the_origin_of_an_address(url, origin):
    assert origin_of(url) == origin


@pytest.mark.parametrize(
    ("page", "may"),
    [
        ("https://fern.example/shop/bowl", True),
        ("https://fern.example:443/", True),
        ("https://FERN.example/", True),
        ("http://localhost:5500/", True),
        ("http://fern.example/", False),
        ("https://fern.example:8443/", False),
        ("https://www.fern.example/", False),
        ("https://fern.example.evil.example/", False),
        ("https://evil.example/https://fern.example/", False),
        ("https://fern.example@evil.example/", False),
        ("http://localhost/", False),
        ("", False),
        ("null", False),
        ("http://[", False),
    ],
)
def test_only_pages_of_the_allowed_sites_may_embed_the_chat(page, may):
    project = Project(allowed_sites=["https://fern.example", "http://localhost:5500"])
    assert project.may_be_embedded_at(page) is may


@pytest.mark.parametrize("page", ["https://anywhere.example/", "null", ""])
def test_with_none_listed_every_site_may(page):
    assert Project().may_be_embedded_at(page) is True
