"""The fields editor by keyboard and by mouse, and the accent colour while it is chosen."""

import pytest
from playwright.sync_api import expect

from leads.models import FieldChoice
from tests.factories import ProfileFieldFactory

FIELDS = "/p/fern/settings/fields/"
# The contrast of a text with its ground, as WCAG 2 counts it. A canvas reads any way to write a colour.
CONTRAST = """(element) => {
  const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true })
  const luminance = (colour) => {
    context.fillStyle = colour
    context.fillRect(0, 0, 1, 1)
    const [r, g, b] = [...context.getImageData(0, 0, 1, 1).data].slice(0, 3).map((byte) => {
      const part = byte / 255
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const style = getComputedStyle(element)
  const [dark, light] = [luminance(style.color), luminance(style.backgroundColor)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}"""


@pytest.fixture
def at(open_page, signed_in, admin):
    """Return a function that opens a page as an admin."""

    def at(path, **options):
        page = open_page(signed_in(admin), **options)
        page.goto(path)
        return page

    return at


def names(page):
    return [name.strip() for name in page.locator("#fields a.grow bdi").all_text_contents()]


def test_arrow_keys_move_a_field_say_so_and_leaving_saves(at, project):
    page = at(FIELDS)
    grip = page.get_by_role("button", name="Move E-mail, use arrow keys")
    grip.focus()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_text("E-mail is at place 2 of 5 now")).to_be_attached()
    page.keyboard.press("Home")
    expect(page.get_by_text("E-mail is at place 1 of 5 now")).to_be_attached()
    expect(grip).to_be_focused()
    assert project.profile_fields.first().key == "full_name"
    with page.expect_response("**/fields/"):
        page.keyboard.press("Space")
    expect(grip).to_be_focused()
    assert names(page)[:2] == ["E-mail", "Full name"]
    assert project.profile_fields.first().key == "email"
    expect(page.locator("#chat-preview label").first).to_contain_text("E-mail")
    page.keyboard.press("End")
    with page.expect_response("**/fields/"):
        page.keyboard.press("Tab")
    assert project.profile_fields.last().key == "email"


def test_a_field_is_dragged_by_its_handle(at, project):
    page = at(FIELDS)
    with page.expect_response("**/fields/"):
        page.get_by_role("button", name="Move Company, use arrow keys").drag_to(
            page.locator("#fields > li").first
        )
    assert names(page) == ["Company", "Full name", "Last name", "E-mail", "Phone"]
    assert project.profile_fields.first().key == "company"


def test_an_order_that_is_not_the_one_shown_is_said_and_shown(at, project):
    page = at(FIELDS)
    project.profile_fields.filter(key="full_name").update(position=50)
    page.get_by_role("button", name="Move Company up").click()
    expect(page.get_by_role("status").get_by_text("Somebody changed the fields meanwhile")).to_be_visible()
    assert names(page) == ["Last name", "E-mail", "Phone", "Company", "Full name"]


def test_a_switch_requires_an_answer_and_the_preview_shows_it(at, project):
    page = at(FIELDS)
    switch = page.get_by_role("switch", name="Last name is required")
    expect(switch).not_to_be_checked()
    expect(page.locator("#chat-preview label", has_text="Last name")).to_contain_text("optional")
    switch.click()
    expect(switch).to_be_checked()
    expect(page.locator("#chat-preview label", has_text="Last name")).not_to_contain_text("optional")
    assert project.profile_fields.get(key="last_name").is_required


def test_fields_are_arranged_without_a_script(at, project):
    page = at(FIELDS, java_script_enabled=False)
    expect(page.get_by_role("button", name="use arrow keys")).to_have_count(0)
    page.get_by_role("button", name="Move E-mail up").click()
    assert names(page)[:2] == ["Full name", "E-mail"]
    page.get_by_role("switch", name="E-mail is required").click()
    assert not project.profile_fields.get(key="email").is_required


def test_choices_move_by_keyboard_and_are_saved_with_the_field(at, project):
    field = ProfileFieldFactory(project=project, key="topic", kind="choice")
    for position, key in enumerate(["red", "green", "blue"]):
        FieldChoice.objects.create(field=field, key=key, label=key.title(), position=position)
    page = at(f"{FIELDS}{field.pk}/")
    page.get_by_role("button", name="Move Blue, use arrow keys").focus()
    page.keyboard.press("Home")
    page.get_by_label("Choice", exact=True).nth(3).fill("Yellow")
    page.get_by_role("button", name="Save changes").click()
    expect(page.get_by_role("heading", name="Fields")).to_be_visible()
    assert [choice.label for choice in field.choices.all()] == ["Blue", "Red", "Green", "Yellow"]


@pytest.mark.parametrize("colour", ["#ffffff", "#000000", "#f0b93a", "#777777", "#ff0000", "#2857c5"])
def test_the_accent_is_seen_at_once_and_its_text_stays_readable(at, colour):
    page = at("/p/fern/settings/")
    page.get_by_label("Accent colour").fill(colour)
    button = page.locator("#chat-preview .chat-button")
    chosen = button.evaluate("element => getComputedStyle(element).backgroundColor")
    assert button.evaluate(CONTRAST) >= 4.5
    page.get_by_role("button", name="Save changes").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    plain = at("/p/fern/settings/", java_script_enabled=False).locator("#chat-preview .chat-button")
    assert plain.evaluate("element => getComputedStyle(element).backgroundColor") == chosen
    assert plain.evaluate(CONTRAST) >= 4.5
