"""From `createproject` to a colleague who answers a visitor: one command, and then the browser alone."""

import pytest
from playwright.sync_api import expect

from tests.crm.production import database_url, run

OWNER, OWNERS_PASSWORD = "olive@fern.example", "regulars-of-olive"
COLLEAGUE, COLLEAGUES_PASSWORD = "noor@fern.example", "regulars-of-noor"
ANSWERS = {"Order number": "FC-4821", "About": "A repair", "Do you run a café?": "Yes"}
FACES = {"with script": {}, "without": {"java_script_enabled": False}}


@pytest.mark.parametrize("face", FACES.values(), ids=FACES)
def test_a_new_project_is_run_from_the_browser(open_page, transactional_db, face):
    create_project()
    owner, colleague, visitor = (open_page(**face) for _ in range(3))

    sign_in(owner)
    look_at_the_empty_pages(owner)
    name_and_colour(owner)
    add_fields(owner)
    accept(colleague, invite(owner))

    owner.get_by_role("link", name="Contacts").click()
    chat = owner.get_by_role("link", name="Try the chat yourself").get_attribute("href")
    write(visitor, chat, "The handle of my cup came off")
    answer(colleague, "Andrea", "Send it back, we will mend it.")

    visitor.reload()
    expect(visitor.get_by_text("Send it back, we will mend it.")).to_be_visible()
    expect(visitor.locator("#messages")).to_contain_text("Noor Nasser")
    colleague.get_by_role("link", name="Contacts").click()
    colleague.get_by_role("link", name="Andrea", exact=True).click()
    for question, given in ANSWERS.items():
        expect(colleague.locator("dl > div", has_text=question).locator("dd bdi").first).to_have_text(given)
    owner.reload()
    expect(owner.get_by_role("heading", name="First steps")).to_be_visible()
    expect(owner.get_by_text("4 of 6 done")).to_be_visible()


def create_project():
    made = run(
        *("manage.py", "createproject", "Fern", "--slug", "fern", "--key", "fern-key"),
        *("--owner", OWNER, "--password", OWNERS_PASSWORD),
        DATABASE_URL=database_url(),
        DJANGO_SETTINGS_MODULE="tests.settings",  # passwords as this server checks them
    )
    assert made.returncode == 0, made.stderr
    assert "/p/fern/contacts/" in made.stdout


def sign_in(owner):
    owner.goto("/")
    owner.get_by_label("E-mail").fill(OWNER)
    owner.get_by_label("Password").fill(OWNERS_PASSWORD)
    owner.get_by_role("button", name="Sign in").click()


def look_at_the_empty_pages(owner):
    expect(owner.get_by_role("heading", name="No contacts yet")).to_be_visible()
    expect(owner.get_by_role("group", name="Embed snippet")).to_contain_text("fern-key")
    expect(owner.get_by_text("0 of 6 done")).to_be_visible()
    owner.get_by_role("link", name="Inbox").click()
    expect(owner.get_by_role("heading", name="Conversations arrive here")).to_be_visible()
    owner.get_by_role("link", name="Contacts").click()


def name_and_colour(owner):
    owner.get_by_role("link", name="Make the chat yours").click()
    owner.get_by_label("Name", exact=True).fill("Fern & Clay")
    owner.get_by_label("Accent colour", exact=True).fill("#9a442c")
    save(owner)
    expect(owner.get_by_role("navigation", name="Main")).to_contain_text("Fern & Clay")


def add_fields(owner):
    add_field(owner, "Order number", "Text")
    add_field(owner, "About", "Choice", choices=["An order", "A repair"])
    add_field(owner, "Do you run a café?", "Yes or no")


def add_field(owner, name, kind, choices=()):
    owner.get_by_role("link", name="Fields", exact=True).click()
    owner.get_by_role("link", name="Add a field").click()
    owner.get_by_label("Name", exact=True).fill(name)
    owner.get_by_label("Kind").select_option(kind)
    owner.get_by_label("Required").set_checked(bool(choices))
    for number, choice in enumerate(choices):
        owner.get_by_label("Choice", exact=True).nth(number).fill(choice)
    save(owner)
    expect(owner.locator("#main").get_by_role("link", name=name)).to_be_visible()


def save(owner):
    owner.get_by_role("button", name="Save").first.click()
    expect(owner.get_by_role("status").filter(has_text="aved")).to_be_visible()


def invite(owner):
    owner.get_by_role("link", name="Members", exact=True).click()
    owner.get_by_role("button", name="Invite", exact=True).click()
    return owner.get_by_label("Link of the invitation").input_value()


def accept(colleague, link):
    colleague.goto(link)
    colleague.get_by_label("E-mail").fill(COLLEAGUE)
    colleague.get_by_label("Your name").fill("Noor Nasser")
    colleague.get_by_label("Password").fill(COLLEAGUES_PASSWORD)
    colleague.get_by_role("button", name="Accept the invitation").click()
    expect(colleague.get_by_role("navigation", name="Main")).to_contain_text("Noor Nasser")


def write(visitor, chat, message):
    visitor.goto(chat)
    expect(visitor.get_by_role("heading", level=1)).to_contain_text("Fern & Clay")
    visitor.get_by_label("Full name").fill("Andrea")
    visitor.get_by_label("E-mail").fill("andrea1@gmail.com")
    visitor.get_by_label("Order number").fill(ANSWERS["Order number"])
    visitor.get_by_label("About").select_option(ANSWERS["About"])
    visitor.get_by_role("group", name="Do you run a café?").get_by_label("Yes").check()
    visitor.get_by_label("Message").fill(message)
    visitor.get_by_role("button", name="Start chat").click()
    expect(visitor.locator("#messages li.mine")).to_contain_text(message)


def answer(colleague, name, words):
    colleague.get_by_role("link", name="Inbox").click()
    colleague.get_by_role("link", name=name).click()
    colleague.get_by_label("Write a reply").fill(words)
    colleague.get_by_role("button", name="Send reply").click()
    expect(colleague.locator("li.ours").last).to_contain_text(words)
