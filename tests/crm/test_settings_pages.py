"""The settings of a project, as its admins change them in the browser."""

import pytest
from django.utils import timezone

from crm.models import Project, Sighting
from leads.models import Activity

SETTINGS = "/p/fern/settings/"
VALUES = {
    "name": "Fern & Clay",
    "slug": "fern",
    "language": "en",
    "time_zone": "UTC",
    "accent": "#1b6b4a",
    "side": "right",
    "greeting": "",
    "privacy_note": "",
    "trash_days": "30",
}


@pytest.fixture
def client_of_admin(admin, signed_in):
    return signed_in(admin)


@pytest.fixture
def save(client_of_admin):
    """Post the form of the project page as it was drawn, with some values changed."""

    def post(*, shown=VALUES, **changes):
        seen = {f"initial-{name}": value for name, value in shown.items()}
        return client_of_admin.post(SETTINGS, {**shown, **seen, **changes})

    return post


def test_an_admin_changes_the_project(save, project):
    changes = {"name": "Fern", "accent": "#9a442c", "side": "left", "greeting": "Ciao"}
    assert save(**changes).status_code == 302
    project.refresh_from_db()
    assert {name: getattr(project, name) for name in changes} == changes


def test_visitors_read_the_greeting_and_the_privacy_note(save, visitor):
    save(greeting="<b>Ciao</b>", privacy_note="We keep it.\nNot for long.")
    page = visitor.look().content.decode()
    assert "&lt;b&gt;Ciao&lt;/b&gt;" in page
    assert "We keep it.<br>Not for long." in page


@pytest.mark.parametrize("address", ["", "install/"])
def test_settings_are_for_admins(agent, signed_in, address):
    assert signed_in(agent).get(SETTINGS + address).status_code == 403


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"accent": "red"}, "six digits"),
        ({"accent": "#12345g"}, "six digits"),
        ({"accent": "#1b6b4a; color: red"}, "at most 7"),
        ({"name": "\u202enref"}, "control character"),
        ({"name": "\u200f"}, "required"),
        ({"greeting": "Ciao\0"}, "control character"),
        ({"name": "x" * 10_000}, "at most 100"),
        ({"privacy_note": "x" * 10_000}, "at most 2000"),
        ({"slug": ""}, "required"),
        ({"slug": "fern clay"}, "letters, numbers, underscores or hyphens"),
        ({"slug": "../admin"}, "letters, numbers, underscores or hyphens"),
        ({"slug": "fern\0"}, "Null characters"),
        ({"slug": "x" * 51}, "at most 50"),
        ({"slug": "admin"}, "a word of the site itself"),
        ({"slug": "NEW"}, "a word of the site itself"),
        ({"slug": "north"}, "Another project has this address"),
        ({"name": ""}, "required"),
        ({"time_zone": "Mars/Base"}, "valid choice"),
        ({"language": "tlh"}, "valid choice"),
        ({"side": "top"}, "valid choice"),
        ({"greeting": "x" * 201}, "at most 200"),
    ],
)
def test_a_value_that_cannot_be_is_refused_at_its_field(save, project, other_project, changes, words):
    response = save(**{"name": "Changed"} | changes)
    assert response.status_code == 422
    assert words in " ".join(response.context["form"].errors[next(iter(changes))])
    project.refresh_from_db()
    assert project.name == "Fern & Clay"


def test_the_second_of_two_admins_sees_what_the_first_one_saved(save, project):
    Project.objects.update(name="Saved by another")
    response = save(name="Mine")
    assert response.status_code == 422
    assert "Saved by another" in response.content.decode()
    assert 'value="Mine"' in response.content.decode()
    project.refresh_from_db()
    assert project.name == "Saved by another"


def test_the_second_one_may_save_all_the_same(save, project):
    Project.objects.update(name="Saved by another")
    page = save(name="Mine").content.decode()
    assert 'name="initial-name" value="Saved by another"' in page
    assert save(shown=VALUES | {"name": "Saved by another"}, **{"name": "Mine"}).status_code == 302
    project.refresh_from_db()
    assert project.name == "Mine"


def test_saving_what_another_saved_too_is_no_conflict(save):
    Project.objects.update(name="The same")
    assert save(name="The same").status_code == 302


def test_what_one_of_two_admins_left_alone_stays_as_the_other_saved_it(save, project):
    Project.objects.update(accent="#9a442c")
    assert save(greeting="Ciao").status_code == 302
    project.refresh_from_db()
    assert (project.accent, project.greeting) == ("#9a442c", "Ciao")


def test_a_choice_is_compared_as_people_read_it(save):
    Project.objects.update(time_zone="Europe/Rome")
    assert "from “UTC” to “Europe/Rome” meanwhile" in save(time_zone="Europe/Paris").text


def test_a_change_is_written_down_and_no_change_is_not(save, admin):
    save(name="Fern", time_zone="America/New_York")
    save(name="Fern", time_zone="America/New_York")
    row = Activity.objects.get()
    assert (row.action, row.actor) == ("project.changed", admin)
    assert row.changes == {"Name": ["Fern & Clay", "Fern"], "Time zone": ["UTC", "America/New York"]}


def test_a_name_is_of_any_script(save, project):
    assert save(name="  Łódź & שלום\n👩‍🚀 ").status_code == 302
    project.refresh_from_db()
    assert project.name == "Łódź & שלום 👩‍🚀"


def test_a_site_is_allowed_and_refused_again(client_of_admin, project):
    client_of_admin.post(f"{SETTINGS}install/sites/", {"site": "https://www.Example.com"})
    project.refresh_from_db()
    assert project.allowed_sites == ["https://www.example.com"]
    client_of_admin.post(f"{SETTINGS}install/sites/removal/", {"site": "https://www.example.com"})
    project.refresh_from_db()
    assert project.allowed_sites == []
    rows = Activity.objects.order_by("pk").values_list("action", "subject")
    assert list(rows) == [
        ("site.allowed", "https://www.example.com"),
        ("site.refused", "https://www.example.com"),
    ]


def test_a_site_that_is_not_listed_is_not_removed_again(client_of_admin):
    assert client_of_admin.post(f"{SETTINGS}install/sites/removal/", {"site": "x"}).status_code == 302
    assert client_of_admin.post(f"{SETTINGS}install/sites/removal/").status_code == 302
    assert not Activity.objects.exists()


@pytest.mark.parametrize(
    "site",
    [
        "",
        "https://a.example/path",
        "ftp://a.example",
        "https://user@a.example",
        "a b",
        "https://a;script-src",
        "*",
        "https://" + "a" * 10_000,
        "https://a.example\u202e",
    ],
)
def test_what_is_no_origin_is_refused_and_kept_as_typed(client_of_admin, project, site):
    response = client_of_admin.post(f"{SETTINGS}install/sites/", {"site": site})
    assert response.status_code == 422
    assert response.context["form"]["site"].value() == site
    project.refresh_from_db()
    assert project.allowed_sites == []


def test_a_host_alone_is_taken_as_https(client_of_admin, project):
    client_of_admin.post(f"{SETTINGS}install/sites/", {"site": "shop.example.com"})
    project.refresh_from_db()
    assert project.allowed_sites == ["https://shop.example.com"]


def test_the_install_page_says_where_the_chat_was_opened(client_of_admin, visitor):
    assert "Not opened on any site yet" in client_of_admin.get(f"{SETTINGS}install/").content.decode()
    framed = {"sec-fetch-dest": "iframe", "referer": "https://shop.example/page?secret=1"}
    visitor.get(visitor.chat, headers=framed)
    page = client_of_admin.get(f"{SETTINGS}install/").content.decode()
    assert "https://shop.example" in page
    assert "secret" not in page


def test_a_sighting_is_noted_again_only_after_a_while(project):
    project.saw("https://shop.example/")
    Sighting.objects.update(seen_at=(earlier := timezone.now() - timezone.timedelta(seconds=30)))
    project.saw("https://shop.example/")
    assert project.sightings.get().seen_at == earlier
    Sighting.objects.update(seen_at=timezone.now() - timezone.timedelta(hours=1))
    project.saw("https://shop.example/")
    assert project.sightings.get().seen_at > earlier


@pytest.mark.parametrize("url", ["", "about:blank", "https://" + "a" * 400 + ".example/"])
def test_what_is_no_site_is_no_sighting(project, url):
    project.saw(url)
    assert not project.sightings.exists()


def test_forged_sites_do_not_pile_up(project):
    for number in range(Sighting.MOST + 5):
        project.saw(f"https://site{number}.example/")
    assert project.sightings.count() == Sighting.MOST
