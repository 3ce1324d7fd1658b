"""The pages for when something is wrong. They are drawn without a request, a user or a database."""

import re

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404
from django.template.loader import render_to_string
from django.test import Client
from django.urls import include, path

SECRET = "postgres://fern:s3cret@db.internal/fern"
PAGES = {
    "400": "This address cannot be read",
    "403": "This page is not open to you",
    "403_csrf": "This form was not sent",
    "404": "No page at this address",
    "429": "Too many attempts",
    "500": "This did not work, and it is our fault",
}


def fail(error):
    def view(request):
        raise error

    view.login_required = False
    return view


def broken(request):
    raise RuntimeError(SECRET)


handler500 = "crm.views.errors.server_error"
urlpatterns = [
    path("broken/", fail(RuntimeError(SECRET))),
    path("broken/inside/", broken),
    path("bad/", fail(SuspiciousOperation(SECRET))),
    path("forbidden/", fail(PermissionDenied(SECRET))),
    path("missing/", fail(Http404(SECRET))),
    path("", include("crm.urls")),
]


@pytest.mark.parametrize("name", PAGES)
def test_it_is_drawn_in_the_look_without_anything_that_could_fail(name):
    page = render_to_string(f"{name}.html")
    assert re.search(r'<link rel="stylesheet" href="/static/css/tokens[^"]*\.css">', page)
    assert f'<p class="code">{name[:3]}</p>' in page
    assert f"<h1>{PAGES[name]}</h1>" in page
    assert f"<title>{PAGES[name]} · Regulars</title>" in page


@pytest.mark.parametrize("name", PAGES)
def test_it_shows_a_way_on(name):
    assert 'href="/"' in render_to_string(f"{name}.html")


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("address", "status"), [("/broken/", 500), ("/bad/", 400), ("/forbidden/", 403), ("/missing/", 404)]
)
def test_what_went_wrong_inside_is_not_told_outside(address, status):
    response = Client(raise_request_exception=False).get(address, {"q": "andrea1@gmail.com"})
    assert response.status_code == status
    assert f"<h1>{PAGES[str(status)]}</h1>" in response.text
    for inside in (SECRET, "s3cret", "Error", "Traceback", "tests.crm", "andrea1"):
        assert inside not in response.text


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("address", ["/broken/", "/broken/inside/", "/bad/", "/forbidden/", "/missing/"])
def test_an_error_page_is_in_the_appearance_of_whoever_gets_it(address, agent):
    agent.appearance = "dark"
    agent.save()
    client = Client(raise_request_exception=False)
    client.force_login(agent)
    # Where no login is needed, nobody has been asked for, and a page that failed asks nothing.
    assert ('data-theme="dark"' in client.get(address).text) == (address != "/broken/")


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("address", ["/broken/", "/bad/", "/forbidden/", "/missing/"])
def test_an_error_page_carries_the_strict_policy(address):
    response = Client(raise_request_exception=False).get(address)
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "DENY"


def test_a_form_without_its_token_says_what_to_do(db):
    response = Client(enforce_csrf_checks=True).post("/login/", {"username": "maya@fern.example"})
    assert response.status_code == 403
    assert PAGES["403_csrf"] in response.text


def test_a_host_that_is_not_ours_is_a_bad_request(db):
    response = Client(headers={"host": "evil.example"}).get("/login/")
    assert response.status_code == 400
    assert PAGES["400"] in response.text
    assert "evil.example" not in response.text


def test_more_than_a_form_may_hold_is_a_bad_request(db):
    response = Client().post("/login/", {"username": "x" * 5_000_000})
    assert response.status_code == 400
    assert PAGES["400"] in response.text
    assert Client().post("/login/", {f"field{n}": "" for n in range(2000)}).status_code == 400


@pytest.mark.parametrize("address", ["/nothing/", "/p/", "/%00", "/%ff", "/../", "/p/fern", "/" + "x" * 5000])
def test_an_address_that_is_none_is_not_found(address, db):
    assert Client().get(address).status_code in (301, 404)


def test_use_another_account_leads_out(agent, signed_in):
    way_on = re.search(r'href="([^"]+)">Use another account', render_to_string("403.html"))[1]
    assert signed_in(agent).get(way_on).status_code == 200
