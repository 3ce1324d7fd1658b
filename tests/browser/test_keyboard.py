"""Everything without a mouse."""

import pytest
from playwright.sync_api import expect

from conversations.models import Conversation, Message

CONTACTS = "/p/fern/contacts/"
# The mark of the focus is drawn around an element, what covers for it, or the form that it fills.
IS_MARKED = """(element) => [[element], [element, "::after"], [element.form ?? element]].some((place) => {
  const style = getComputedStyle(...place)
  return style.outlineStyle !== "none" || style.boxShadow !== "none"
})"""


@pytest.fixture
def at(open_page, signed_in, agent, shop):
    """Return a function that opens a page as an agent."""

    def at(path):
        page = open_page(signed_in(agent))
        page.goto(path)
        return page

    return at


def tab_to(page, locator, presses=40):
    """Press Tab until an element has the focus, and can be seen to have it."""
    for _ in range(presses):
        page.keyboard.press("Tab")
        if locator.evaluate("element => element === document.activeElement"):
            assert locator.evaluate(IS_MARKED), f"nothing shows that {locator} has the focus"
            return
    pytest.fail(f"{presses} times Tab did not reach {locator}")


def test_tab_passes_the_search_the_filters_and_the_contacts_in_their_order(at):
    page = at(CONTACTS)
    tab_to(page, page.get_by_role("link", name="Skip to content"), presses=1)
    tab_to(page, page.get_by_role("searchbox"))
    tab_to(page, page.get_by_role("group", name="Filters").get_by_role("button").first, presses=1)
    first, second = page.locator("tbody th a").all()[:2]
    tab_to(page, first)
    tab_to(page, second, presses=2)


def test_enter_on_a_contact_opens_it(at):
    page = at(f"{CONTACTS}?q=andrea")
    tab_to(page, page.get_by_role("link", name="Andrea", exact=True))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Andrea", level=1)).to_be_visible()


def test_the_skip_link_leads_past_the_navigation(at):
    page = at(CONTACTS)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("searchbox"), presses=4)  # past what the page's head offers


def test_a_slash_begins_a_search_and_can_be_typed_in_one(at):
    page = at(CONTACTS)
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("a/b")
    expect(page.get_by_role("searchbox")).to_have_value("a/b")


def test_tab_reaches_the_reply_box_and_control_enter_sends_once(at, shop):
    page = at(shop["conversation"])
    box = page.get_by_label("Write a reply")
    tab_to(page, box, presses=60)
    page.keyboard.type("First line")
    page.keyboard.press("Enter")
    page.keyboard.type("second line")
    page.keyboard.press("Control+Enter")
    page.keyboard.press("Control+Enter")
    expect(page.locator("li.ours:not(.pending) .bubble").last).to_have_text("First line\nsecond line")
    assert Message.objects.filter(body__startswith="First line").count() == 1


def test_the_projects_open_by_keyboard_and_lead_to_another_one(at):
    page = at(CONTACTS)
    switcher = page.get_by_role("button", name="Switch project")
    tab_to(page, switcher)
    page.keyboard.press("Enter")
    menu = page.get_by_role("list", name="Projects")
    expect(menu).to_be_visible()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(switcher).to_be_focused()
    page.keyboard.press("Enter")
    tab_to(page, menu.get_by_role("link", name="Northside"), presses=2)
    page.keyboard.press("Enter")
    expect(page).to_have_title("Contacts · Regulars")
    assert page.url.endswith("/p/north/contacts/")


def test_a_filter_is_chosen_by_keyboard(at):
    page = at(CONTACTS)
    tab_to(page, page.get_by_role("button", name="E-mail"))
    page.keyboard.press("Space")
    tab_to(page, page.get_by_role("link", name="No e-mail"), presses=2)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="E-mail: No e-mail")).to_be_visible()
    expect(page.get_by_role("link", name="Andrea", exact=True)).to_have_count(0)


def test_a_conversation_is_given_away_by_keyboard(at, shop, admin):
    page = at(shop["conversation"])
    tab_to(page, page.get_by_title("Assign to…"), presses=50)
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("button", name="Ada Admin"), presses=3)
    page.keyboard.press("Enter")
    expect(page.get_by_text("assigned this to Ada Admin")).to_be_visible()


def test_enter_sends_a_chat_message_and_shift_enter_breaks_its_line(open_page, visitor):
    thread = visitor.start()["Location"]
    page = open_page(visitor)
    page.goto(thread)
    box = page.get_by_label("Write a message")
    tab_to(page, box, presses=4)
    page.keyboard.press("Enter")
    page.keyboard.type("First line")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("second line")
    expect(box).to_have_value("First line\nsecond line")
    page.keyboard.press("Enter")
    expect(page.locator("li.mine p").last).to_have_text("First line\nsecond line")
    expect(page.locator("li.pending")).to_have_count(0)
    assert Conversation.objects.get().message_count == 2


def test_enter_that_ends_a_composition_sends_nothing(open_page, visitor):
    """Who writes Japanese or Chinese accepts a word with Enter."""
    thread = visitor.start()["Location"]
    page = open_page(visitor)
    page.goto(thread)
    box = page.get_by_label("Write a message")
    box.fill("こん")
    box.dispatch_event("keydown", {"key": "Enter", "isComposing": True})
    box.dispatch_event("keydown", {"key": "Enter", "keyCode": 229})
    box.fill("こんにちは")
    box.press("Enter")
    expect(page.locator("li.mine")).to_have_count(2)
    expect(page.locator("li.mine p").last).to_have_text("こんにちは")
