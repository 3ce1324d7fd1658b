"""What a website may do with its chat, what it cannot, and what it does to it: nothing breaks the page."""

import re

import pytest
from playwright.sync_api import expect

from conversations.models import Conversation
from conversations.post import reply
from crm.models import Project
from tests.browser.embedding import OPEN, chat_in, open_chat, write_first
from tests.factories import ProfileFieldFactory

# All alike, so that they run in one row and their servers serve all of them.
pytestmark = pytest.mark.django_db(transaction=True)
QUEUE = "<script>window.Regulars = window.Regulars || []\n{}</script>"


@pytest.fixture
def shop(visit, site, crm, project):
    """The shop's page, drawn."""
    site.put(crm.snippet(project))
    page = visit()
    expect(bubble(page)).to_be_visible()
    return page


def bubble(page):
    return page.locator("regulars-chat .bubble")


def panel(page):
    return page.get_by_role("dialog")


def globals_of(page):
    return set(page.evaluate("Object.getOwnPropertyNames(window)"))


def test_there_is_one_global(visit, site, crm, project):
    site.put("")
    before = globals_of(visit())
    site.put(crm.snippet(project))
    page = visit()
    open_chat(page).get_by_label("Full name").wait_for()
    assert globals_of(page) - before == {"Regulars"}


def test_the_page_opens_closes_and_toggles_it(shop):
    shop.evaluate("Regulars.open()")
    expect(chat_in(shop).get_by_label("Full name")).to_be_focused()
    shop.evaluate("Regulars.close()")
    expect(panel(shop)).to_be_hidden()
    shop.evaluate("Regulars.toggle()")
    expect(panel(shop)).to_be_visible()
    shop.evaluate("Regulars.toggle()")
    expect(panel(shop)).to_be_hidden()


def test_calls_made_before_the_script_is_there_are_made_then(visit, site, crm, project):
    calls = "Regulars.push(['set', { full_name: 'Andrea' }]); Regulars.push(['open'])"
    site.put(crm.snippet(project), head=QUEUE.format(calls))
    page = visit()
    expect(chat_in(page).get_by_label("Full name")).to_have_value("Andrea")
    page.evaluate("Regulars.push(['close'])")
    expect(panel(page)).to_be_hidden()


def test_what_the_page_says_of_its_visitor_is_filled_in_and_is_theirs_to_correct(shop, project):
    ProfileFieldFactory(project=project, key="order", label="Order number")
    ProfileFieldFactory(project=project, key="cafe", label="Do you run a café?", kind="yes_no")
    shop.evaluate(
        "Regulars.set({ full_name: 'Andrea', email: 'andrea1@gmail.com', order: 4821, cafe: 'yes' })"
    )
    chat = open_chat(shop)
    expect(chat.get_by_label("Full name")).to_have_value("Andrea")
    expect(chat.get_by_label("Order number")).to_have_value("4821")
    expect(chat.get_by_label("Yes")).to_be_checked()
    chat.get_by_label("Order number").fill("FC-1")
    shop.evaluate("Regulars.set({ order: 'other', full_name: 'Andrea Sp1' })")
    expect(chat.get_by_label("Full name")).to_have_value("Andrea Sp1")
    expect(chat.get_by_label("Order number")).to_have_value("FC-1")
    chat.get_by_label("Message").fill("Hello")
    chat.get_by_role("button", name="Start chat").click()
    expect(chat.locator("li.mine")).to_be_visible()
    lead = Conversation.objects.get().lead
    assert (lead.full_name, lead.email) == ("Andrea Sp1", "andrea1@gmail.com")


def test_a_field_that_there_is_not_is_left_out_with_a_note(shop):
    with shop.expect_console_message(lambda message: 'no field "shoe_size"' in message.text) as note:
        shop.evaluate("Regulars.set({ shoe_size: 43, constructor: 'x', 'body': 'Buy now', page: 'x' })")
        chat = open_chat(shop)
    assert note.value.type == "info"
    expect(chat.get_by_label("Message")).to_have_value("")


HOSTILE_CALLS = """
  const loop = {}; loop.self = loop
  const trap = { get email() { throw new Error("trap") } }
  const values = [
    undefined, null, 1, "x", [], loop, trap, { email: loop }, { email: Symbol() }, { email: NaN },
    { email: () => 1 }, { email: "x".repeat(2e6) }, { ["k".repeat(2e6)]: "v" }, { __proto__: { email: "p" } },
    { email: "<img src=x onerror=alert(1)>\\u0000\\u202e" },
  ]
  for (const value of values) {
    for (const call of [["set", value], ["on", value, value], value, [value]]) Regulars.push(call)
  }
  for (const name of ["constructor", "__proto__", "push", "nothing"]) Regulars.push([name])
  const many = {}; for (let i = 0; i < 1e5; i++) many["field" + i] = "x"
  Regulars.set(many)
"""


def test_hostile_calls_break_nothing(shop, complaints):
    shop.evaluate(HOSTILE_CALLS)
    chat = open_chat(shop)
    expect(chat.get_by_label("E-mail")).to_have_value(re.compile("<img src=x"))
    assert shop.evaluate("document.querySelector('h1').textContent") == "Bowls"
    complaints.expect("Regulars: ")
    complaints.expect("error: Error: trap")


def test_the_page_hears_of_replies(shop, agent, complaints):
    write_first(open_chat(shop), "Is the moss glaze dishwasher safe?")
    shop.evaluate("""() => {
      window.heard = []
      Regulars.on("unread", () => { throw new Error("not yours") })
      Regulars.on("unread", (detail) => heard.push(["unread", detail]))
      Regulars.on("message", (detail) => heard.push(["message", detail]))
      window.off = Regulars.on("unread", () => heard.push("off"))
      off()
    }""")
    bubble(shop).click()
    reply(Conversation.objects.get(), agent, "It is.")
    expect(shop.locator(".badge")).to_have_text("1")
    open_chat(shop)
    shop.wait_for_function("heard.length === 3")
    reply(Conversation.objects.get(), agent, "And the oven, too.")
    shop.wait_for_function("heard.length === 4")
    by_maya = ["message", {"author": "Maya"}]
    assert sorted(shop.evaluate("heard"), key=str) == [
        *(by_maya, by_maya),
        *(["unread", {"count": 0}], ["unread", {"count": 1}]),
    ]
    complaints.expect("not yours")


def test_it_goes_without_a_trace(shop):
    open_chat(shop).get_by_label("Full name").wait_for()
    shop.evaluate("Regulars.remove()")
    expect(shop.locator("regulars-chat")).to_have_count(0)
    assert shop.evaluate("'Regulars' in window") is False
    assert len(shop.frames) == 1
    assert shop.evaluate("sessionStorage.length") == 0


FOREIGN = """<script>
  const words = ["ready", "unread", "message", "close", "hello", "shown", "hidden", "fields", "__proto__"]
  const rest = { count: 7, isKnown: true, author: "Eve", fields: { full_name: "Eve" }, page: "https://eve" }
  const junk = [null, 1, "close", [], {}, { regulars: null }, { regulars: {} }]
  window.shout = () => {
    for (const message of [...junk, ...words.map((regulars) => ({ ...rest, regulars }))]) {
      const chat = top.document.querySelector("regulars-chat").shadowRoot.querySelector("iframe")
      for (const place of [top, chat.contentWindow]) place.postMessage(message, "*")
    }
  }
</script>"""


def test_words_of_another_window_are_nothing_to_the_page_and_nothing_to_the_chat(visit, site, crm, project):
    site.put("", path="/evil/", body=FOREIGN)
    site.put(crm.snippet(project), body=f'<h1>Bowls</h1><iframe src="{site.at("shop.test")}/evil/"></iframe>')
    page = visit()
    page.evaluate(
        "window.heard = []; for (const e of ['unread', 'message']) Regulars.on(e, () => heard.push(e))"
    )
    chat = open_chat(page)
    expect(chat.get_by_label("Full name")).to_be_focused()
    evil = next(frame for frame in page.frames if frame.url.endswith("/evil/"))
    evil.evaluate("shout()")
    page.evaluate("for (const w of ['ready', 'unread', 'close']) postMessage({ regulars: w, count: 7 }, '*')")
    page.evaluate("() => new Promise((done) => setTimeout(done))")
    expect(panel(page)).to_be_visible()
    expect(chat.get_by_label("Full name")).to_have_value("")
    assert chat.locator("[name=page]").input_value() == f"{page.url}"
    assert page.evaluate("heard") == []
    page.evaluate("Regulars.close()")
    expect(page.locator(".badge")).to_be_hidden()


# A list that leaves out the site that shows the chat, which neither the browser nor the server lets happen.
LEFT_OUT = """new MutationObserver((_, observer) => {
  const meta = document.querySelector("meta[name=chat]")
  if (!meta) return
  meta.dataset.sites = "https://fern.example"
  observer.disconnect()
}).observe(document, { childList: true, subtree: true })"""


def test_the_chat_answers_no_page_that_may_not_embed_it(shop):
    shop.add_init_script(LEFT_OUT)
    chat = open_chat(shop)
    shop.evaluate("Regulars.set({ full_name: 'Andrea' })")
    expect(chat.get_by_label("Message")).to_be_visible()
    # Without an answer from the chat, the bubble stays to close the panel with, on a phone too.
    shop.set_viewport_size({"width": 390, "height": 844})
    expect(bubble(shop)).to_be_visible()
    expect(chat.get_by_role("button", name="Close the chat")).to_have_count(0)
    expect(chat.get_by_label("Full name")).to_have_value("")


def test_a_site_that_is_not_allowed_has_no_bubble_and_reads_why(visit, site, crm, project, complaints):
    Project.objects.update(allowed_sites=["https://fern.example"])
    site.put(crm.snippet(project))
    page = visit()
    page.wait_for_load_state("networkidle")
    expect(page.locator("regulars-chat")).to_have_count(0)
    page.evaluate("Regulars.open()")
    expect(page.locator("iframe")).to_have_count(0)
    complaints.expect(f"{site.at('shop.test')} is not among the allowed sites of this project")


def test_an_allowed_site_has_its_chat(visit, site, crm, project):
    Project.objects.update(allowed_sites=[site.at("shop.test")])
    site.put(crm.snippet(project))
    page = visit()
    write_first(open_chat(page), "Hello")


@pytest.mark.parametrize("key", ["nobody", "north", "../fern", "%00", "a b", "x" * 3000, "<script>"])
def test_a_key_that_is_none_has_no_bubble_and_reads_why(visit, site, crm, project, complaints, key):
    site.put(Project(key=key).embed_snippet(crm.at()))
    page = visit()
    page.wait_for_load_state("networkidle")
    expect(page.locator("regulars-chat")).to_have_count(0)
    complaints.expect("Regulars: no chat at")
    complaints.expect("launcher.js")


def test_a_script_without_a_key_reads_why(visit, site, crm, project, complaints):
    site.put(f'<script async src="{crm.at()}/widget.js"></script>')
    page = visit()
    page.wait_for_load_state("networkidle")
    assert page.evaluate("'Regulars' in window") is False
    complaints.expect('data-project="KEY"')


def test_a_second_script_does_nothing(visit, site, crm, project, complaints):
    site.put(crm.snippet(project) * 2)
    page = visit()
    open_chat(page).get_by_label("Full name").wait_for()
    expect(page.locator("regulars-chat")).to_have_count(1)
    complaints.expect("window.Regulars is taken")


@pytest.mark.parametrize("value", ["{ open: 1 }", "() => 1", "'mine'", "Object.freeze({})"])
def test_what_the_page_calls_so_already_is_left_alone(visit, site, crm, project, complaints, value):
    site.put(crm.snippet(project), head=f"<script>window.mine = window.Regulars = {value}</script>")
    page = visit()
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.Regulars === window.mine")
    expect(page.locator("regulars-chat")).to_have_count(0)
    complaints.expect("window.Regulars is taken")


OLD_HOST = """<script>
  Object.prototype.extend = function () { throw new Error("extend") }
  Array.prototype.toJSON = String.prototype.toJSON = function () { throw new Error("toJSON") }
  const broken = () => { throw new Error("array") }
  Array.from = Array.prototype.map = Array.prototype.forEach = Array.prototype.includes = broken
  window.$ = window.Prototype = window.module = window.exports = window.define = broken
  define.amd = true
</script>"""
CLOBBERED = (
    """<form id="Regulars"><input name="push"></form><img name="currentScript"><p id="localStorage">"""
)


def test_a_host_with_habits_of_long_ago_has_its_chat(visit, site, crm, project):
    site.put(crm.snippet(project), head=OLD_HOST, body=CLOBBERED)
    page = visit()
    open_chat(page).get_by_label("Full name").wait_for()
    page.evaluate("Regulars.set({ full_name: 'Andrea' })")
    expect(chat_in(page).get_by_label("Full name")).to_have_value("Andrea")


def test_a_policy_that_forbids_the_script_leaves_the_page_as_it_is(visit, site, crm, project, complaints):
    site.policy = "script-src 'none'"
    site.put(crm.snippet(project))
    page = visit()
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("heading", name="Bowls")).to_be_visible()
    expect(page.locator("regulars-chat")).to_have_count(0)
    complaints.expect("Content Security Policy")


def test_a_policy_that_forbids_the_frame_leaves_a_way_to_close_it(visit, site, crm, project, complaints):
    site.policy = f"default-src 'none'; img-src data:; script-src {crm.at()}"
    site.put(crm.snippet(project))
    page = visit()
    page.set_viewport_size({"width": 390, "height": 844})
    bubble(page).click()
    expect(panel(page)).to_be_visible()
    bubble(page).click()
    expect(panel(page)).to_be_hidden()
    complaints.expect("frame-src")
    complaints.expect("postMessage")


def test_a_nonce_is_enough_for_the_script(visit, site, crm, project):
    site.policy = f"default-src 'none'; img-src data:; script-src 'nonce-fern'; frame-src {crm.at()}"
    site.put(crm.snippet(project).replace("<script ", '<script nonce="fern" '))
    page = visit()
    open_chat(page).get_by_label("Full name").wait_for()


DENIED = """<script>
  for (const name of ["localStorage", "sessionStorage"]) {
    Object.defineProperty(window, name, { get() { throw new DOMException("denied", "SecurityError") } })
  }
</script>"""


def test_a_page_without_storage_has_its_chat(visit, site, crm, project):
    site.put(crm.snippet(project), head=DENIED)
    page = visit()
    write_first(open_chat(page), "Hello")
    expect(page.get_by_role("button", name=OPEN)).to_be_hidden()
