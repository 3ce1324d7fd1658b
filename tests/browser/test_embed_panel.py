"""The bubble and the panel in a website: by keyboard, on a phone, in any colour, beside any style."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe, AxeResults
from playwright.sync_api import expect

from conversations.models import Conversation
from conversations.post import reply
from crm.models import Project
from tests.browser.embedding import CLOSE, OPEN, chat_in, open_chat, write_first
from tests.browser.looks import COLOURS, PHONE, SMALLEST_PHONE, assert_looks_fine
from tests.browser.site import STRICT

# All alike, so that they run in one row and their servers serve all of them.
pytestmark = pytest.mark.django_db(transaction=True)
ACCENTS = [
    *("#000000", "#ffffff", "#ffff00", "#f0b93a", "#ff0000", "#00ff00"),
    *("#0000ff", "#00ffff", "#ff00ff", "#808080", "#9a442c", "#777777"),
]


@pytest.fixture
def shop(visit, site, crm, project):
    """The shop's page, under the strict policy of a careful host."""
    site.policy = STRICT.format(crm=crm.at())
    site.put(crm.snippet(project))
    return visit()


def bubble(page):
    return page.locator("regulars-chat .bubble")


def panel(page):
    return page.get_by_role("dialog", name="Chat with Fern & Clay")


def test_it_opens_and_closes_by_keyboard(shop):
    expect(bubble(shop)).to_have_attribute("aria-expanded", "false")
    shop.keyboard.press("Tab")
    expect(bubble(shop)).to_be_focused()
    shop.keyboard.press("Enter")
    chat = chat_in(shop)
    expect(panel(shop)).to_be_visible()
    expect(chat.get_by_label("Full name")).to_be_focused()
    expect(bubble(shop)).to_have_attribute("aria-expanded", "true")
    shop.keyboard.press("Escape")
    expect(panel(shop)).to_be_hidden()
    expect(bubble(shop)).to_be_focused()

    shop.keyboard.press("Space")
    expect(chat.get_by_label("Full name")).to_be_focused()
    chat.get_by_role("button", name=CLOSE).press("Enter")
    expect(panel(shop)).to_be_hidden()
    expect(bubble(shop)).to_be_focused()


def test_a_conversation_is_had_by_keyboard(shop):
    expect(bubble(shop)).to_be_visible()
    shop.keyboard.press("Tab")
    shop.keyboard.press("Enter")
    chat = chat_in(shop)
    expect(chat.get_by_label("Full name")).to_be_focused()
    for words in ("Andrea", "", "andrea1@gmail.com", "Hello"):
        shop.keyboard.type(words)
        shop.keyboard.press("Tab")
    shop.keyboard.press("Enter")
    expect(chat.get_by_label("Write a message")).to_be_focused()
    shop.keyboard.type("One more thing")
    shop.keyboard.press("Enter")
    expect(chat.locator("li.mine p")).to_have_text(["Hello", "One more thing"])


def test_a_form_that_was_refused_puts_the_cursor_where_the_mistake_is(shop, complaints):
    chat = open_chat(shop)
    chat.get_by_label("Full name").fill("Andrea")
    chat.get_by_label("E-mail").fill("andrea1")
    chat.get_by_label("Message").fill("Hello")
    chat.get_by_role("button", name="Start chat").click()
    expect(chat.get_by_role("alert")).to_be_visible()
    expect(chat.get_by_label("E-mail")).to_be_focused()
    complaints.expect("422")


def test_it_remembers_whether_it_was_open_and_takes_no_focus(shop):
    open_chat(shop)
    expect(chat_in(shop).get_by_label("Full name")).to_be_focused()
    shop.reload()
    expect(chat_in(shop).get_by_label("Full name")).to_be_visible()
    expect(chat_in(shop).get_by_role("button", name=CLOSE)).to_be_visible()
    expect(shop.locator("body")).to_be_focused()
    shop.get_by_role("button", name=CLOSE).last.click()
    shop.reload()
    expect(shop.get_by_role("button", name=OPEN)).to_be_visible()
    expect(panel(shop)).to_be_hidden()
    expect(shop.locator("regulars-chat iframe")).to_have_count(0)


def test_a_closed_panel_keeps_its_page_and_what_was_typed(shop):
    chat = open_chat(shop)
    chat.get_by_label("Message").fill("Is the moss gl")
    bubble(shop).click()
    expect(panel(shop)).to_be_hidden()
    bubble(shop).click()
    expect(chat.get_by_label("Message")).to_have_value("Is the moss gl")


def test_a_reply_shows_on_the_bubble_until_it_is_read(shop, agent):
    write_first(open_chat(shop), "Is the moss glaze dishwasher safe?")
    bubble(shop).click()
    reply(Conversation.objects.get(), agent, "It is.")
    shop.reload()
    expect(shop.get_by_role("button", name=f"{OPEN}. New replies: 1")).to_be_visible()
    expect(shop.locator(".badge")).to_have_text("1")
    chat = open_chat(shop)
    chat.get_by_role("link", name="New reply").click()
    expect(chat.get_by_text("It is.")).to_be_visible()
    bubble(shop).click()
    expect(shop.locator(".badge")).to_be_hidden()
    expect(shop.get_by_role("button", name=OPEN, exact=True)).to_be_visible()
    assert not Conversation.objects.with_news().exists()


def test_a_reply_that_came_while_the_panel_was_closed_is_there_when_it_opens(shop, agent):
    write_first(open_chat(shop), "Is the moss glaze dishwasher safe?")
    bubble(shop).click()
    reply(Conversation.objects.get(), agent, "It is.")
    expect(shop.locator(".badge")).to_have_text("1")
    assert Conversation.objects.with_news().exists()  # nobody has seen it yet
    chat = open_chat(shop)
    expect(chat.get_by_text("It is.")).to_be_visible()
    bubble(shop).click()
    expect(shop.locator(".badge")).to_be_hidden()


@pytest.mark.parametrize("size", [PHONE, SMALLEST_PHONE, (844, 390)], ids=["phone", "smallest", "lying"])
def test_on_a_phone_the_panel_is_the_screen(shop, size):
    width, height = size
    shop.set_viewport_size({"width": width, "height": height})
    expect(bubble(shop)).to_be_in_viewport(ratio=1)
    chat = open_chat(shop)
    expect(chat.get_by_role("button", name=CLOSE)).to_be_in_viewport()
    expect(bubble(shop)).to_be_hidden()
    assert panel(shop).bounding_box() == {"x": 0, "y": 0, "width": width, "height": height}
    chat.get_by_role("button", name=CLOSE).click()
    expect(panel(shop)).to_be_hidden()
    expect(bubble(shop)).to_be_focused()


@pytest.mark.parametrize("size", [(1440, 900), PHONE, SMALLEST_PHONE], ids=["desk", "phone", "smallest"])
def test_axe_objects_to_nothing(visit, site, crm, project, size):
    Project.objects.update(greeting="Ask us about glazes")
    site.put(crm.snippet(project))
    page = visit()
    expect(bubble(page)).to_be_visible()
    assert_looks_fine(page, size)
    open_chat(page).get_by_role("button", name=CLOSE).wait_for()
    assert_looks_fine(page, size)


@pytest.mark.parametrize("accent", ACCENTS)
def test_every_accent_can_be_read(visit, site, crm, project, accent):
    Project.objects.update(accent=accent)
    site.put(crm.snippet(project))
    page = visit()
    chat = open_chat(page)
    chat.get_by_role("button", name=CLOSE).wait_for()
    frame = page.frames[1]
    frame.evaluate(Axe().axe_script)
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        found = AxeResults(frame.evaluate("options => axe.run(options)", COLOURS))
        assert not found.violations_count, f"{theme}: {found.generate_report()}"
    colours = bubble(page).evaluate("b => [getComputedStyle(b).backgroundColor, getComputedStyle(b).color]")
    ink = chat.get_by_role("heading").first.evaluate("heading => getComputedStyle(heading).color")
    is_black = Project(accent=accent).text_on_accent == "#000000"
    assert colours == [rgb(accent), "rgb(0, 0, 0)" if is_black else "rgb(255, 255, 255)"]
    assert re.findall(r"[\d.]+", ink)[-3:] == (
        ["0", "0", "0"] if is_black else re.findall(r"[\d.]+", ink)[-3:]
    )


def rgb(colour):
    return "rgb({}, {}, {})".format(*(int(colour[start : start + 2], 16) for start in (1, 3, 5)))


SHIFTS = """() => new Promise((resolve) => {
  let shifts = 0
  const observer = new PerformanceObserver((list) => (shifts += list.getEntries().length))
  observer.observe({ type: "layout-shift", buffered: true })
  requestAnimationFrame(() => requestAnimationFrame(() => resolve(shifts)))
})"""


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_it_stands_on_its_side_and_moves_nothing(visit, site, crm, project, side, direction):
    Project.objects.update(side=side, greeting="Ask us")
    head = f"<script>document.documentElement.dir = '{direction}'</script>"
    site.put(crm.snippet(project), head=head, body="<main><h1>Bowls</h1><p>" + "Clay " * 3000)
    page = visit()
    size = "[document.documentElement.scrollWidth, document.documentElement.scrollHeight, scrollY]"
    before = page.evaluate(size)
    box = bubble(page).bounding_box()
    assert box["x"] == (
        24 if side == "left" else page.evaluate("document.documentElement.clientWidth") - 24 - 56
    )
    open_chat(page).get_by_role("button", name=CLOSE).wait_for()
    assert page.evaluate(size) == before
    assert page.evaluate(SHIFTS) == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_as_dark_as_its_host(visit, site, crm, project, scheme):
    site.put(crm.snippet(project), head=f'<meta name="color-scheme" content="{scheme}">')
    page = visit(color_scheme="null")
    chat = open_chat(page)
    surface = "oklch(1 0 0)" if scheme == "light" else "oklch(0.205 0.004 110)"
    expect(chat.locator(".chat")).to_have_css("background-color", surface)


HOSTILE = """<style>
  *, *::before { all: unset !important; display: block !important; color: red !important }
  html > * { display: none !important; position: static !important; opacity: 0 !important }
  button, div, iframe { width: 900px !important; height: 9px !important; transform: rotate(9deg) !important }
  :root { --accent: lime; --gap: 400px; --ink: lime; font-size: 60px; line-height: 9 }
</style>"""


def test_no_style_of_the_host_reaches_it(visit, site, crm, project):
    site.put(crm.snippet(project), head=HOSTILE)
    page = visit()
    width, height = page.viewport_size.values()
    assert bubble(page).bounding_box() == {"x": width - 80, "y": height - 80, "width": 56, "height": 56}
    assert bubble(page).evaluate("b => getComputedStyle(b).backgroundColor") == rgb(project.accent)
    open_chat(page).get_by_label("Full name").wait_for()
    assert panel(page).bounding_box()["width"] == 380


def test_none_of_its_styles_reaches_the_host(visit, site, crm, project):
    site.put(
        crm.snippet(project), body='<main><h1 class="box open">Bowls</h1><button class="bubble">Buy</button>'
    )
    page = visit()
    look = (
        "() => [...document.body.querySelectorAll('*')].map((e) => JSON.stringify([...getComputedStyle(e)]))"
    )
    before = page.evaluate(look)
    open_chat(page).get_by_label("Full name").wait_for()
    assert page.evaluate(look) == before
    assert page.evaluate("document.styleSheets.length + document.adoptedStyleSheets.length") == 0


@pytest.mark.parametrize(("motion", "name"), [("reduce", "none"), ("no-preference", "rise")])
def test_the_panel_moves_where_motion_is_welcome(visit, site, crm, project, motion, name):
    site.put(crm.snippet(project))
    page = visit(reduced_motion=motion)
    open_chat(page).get_by_label("Full name").wait_for()
    assert panel(page).evaluate("panel => getComputedStyle(panel).animationName") == name


def test_the_greeting_is_said_once(visit, site, crm, project):
    Project.objects.update(greeting="Ask us about <b>glazes</b>")
    site.put(crm.snippet(project))
    page = visit()
    greeting = page.get_by_role("button", name="Ask us about <b>glazes</b>")
    expect(greeting).to_be_visible()
    page.reload()
    page.get_by_role("button", name="Dismiss").click()
    expect(greeting).to_have_count(0)
    page.reload()
    expect(bubble(page)).to_be_visible()
    expect(greeting).to_have_count(0)


def test_the_greeting_opens_the_chat(visit, site, crm, project):
    Project.objects.update(greeting="Ask us about glazes")
    site.put(crm.snippet(project))
    page = visit()
    page.get_by_role("button", name="Ask us about glazes").click()
    expect(chat_in(page).get_by_label("Full name")).to_be_focused()
    expect(page.get_by_role("button", name="Ask us about glazes")).to_have_count(0)
