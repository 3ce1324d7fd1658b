"""The story that the product exists for, in each face of the pages: dark, on a phone, without JavaScript."""

import pytest
from django.apps import apps
from playwright.sync_api import expect

from conversations.models import Conversation
from leads.models import Lead
from tests.factories import MembershipFactory, ProfileFieldFactory

CHROME = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36"
)
SAFARI = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
    " Version/26.0 Mobile/15E148 Safari/604.1"
)
FACES = {
    "plain": {},
    "without script": {"java_script_enabled": False},
    "dark": {"color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True},
}
EMAIL = "andrea1@gmail.com"
QUESTIONS = ["Full name", "Last name", "E-mail", "Order number"]


@pytest.mark.parametrize("face", FACES.values(), ids=FACES)
def test_one_person_with_two_browsers_is_two_contacts(open_page, project, face):
    MembershipFactory(project=project, user__email="maya@fern.example")
    ProfileFieldFactory(project=project, key="order", label="Order number")
    chrome = open_page(user_agent=CHROME, **face)
    safari = open_page(user_agent=SAFARI, **face)
    agent = open_page(**face)

    look_without_a_trace(chrome)
    tell_who_writes(chrome, "Andrea", "Poltronieri", EMAIL, "FC-4821")
    first_thread = write(chrome, "Is the moss glaze dishwasher safe?")
    lead = Lead.objects.get()
    assert lead.visitor_id.version == 4
    assert (lead.full_name, lead.last_name, lead.email) == ("Andrea", "Poltronieri", EMAIL)

    come_back_as_somebody_known(chrome)
    write(chrome, "My order arrived with a chipped bowl")
    assert Lead.objects.get().conversations.count() == 2

    sign_in(agent, "maya@fern.example")
    assert search(agent, EMAIL) == {str(lead.pk): str(lead.visitor_id)}
    assert conversations_of(agent, lead.pk) == 2
    expect(agent.get_by_text(str(lead.visitor_id))).to_be_visible()

    look_without_a_trace(safari)
    tell_who_writes(safari, "Andrea Sp1", "", EMAIL, "")
    write(safari, "Can I still swap the chalk cups?")
    found = search(agent, EMAIL)
    assert len(found) == len(set(found.values())) == 2
    other = next(pk for pk in found if pk != str(lead.pk))
    assert conversations_of(agent, other) == 1
    expect(agent.get_by_role("heading", name="Andrea Sp1", level=1)).to_be_visible()
    expect(agent.get_by_text(found[other])).to_be_visible()

    note_and_answer(agent, "Runs a small café", "It is. So is chalk.")
    safari.reload()
    expect(safari.get_by_text("It is. So is chalk.")).to_be_visible()
    expect(safari.get_by_text("Runs a small café")).to_have_count(0)
    chrome.goto(first_thread)
    expect(chrome.get_by_text("It is. So is chalk.")).to_have_count(0)

    compare_and_merge(agent)
    assert agent.locator("[data-conversation-id]").count() == 3
    sees_only_their_own(chrome, "Is the moss glaze dishwasher safe?", "Can I still swap the chalk cups?")
    sees_only_their_own(safari, "Can I still swap the chalk cups?", "Is the moss glaze dishwasher safe?")
    assert search(agent, EMAIL).keys() == {str(lead.pk)}
    agent.goto(f"/p/fern/contacts/{other}/")
    agent.wait_for_url(f"**/contacts/{lead.pk}/")
    expect(agent.get_by_text("was merged into this contact")).to_be_visible()

    undo(agent)
    assert agent.locator("[data-conversation-id]").count() == 1
    assert search(agent, EMAIL) == found
    sees_only_their_own(chrome, "Is the moss glaze dishwasher safe?", "Can I still swap the chalk cups?")


def compare_and_merge(agent):
    """From the search, compare the two who share the e-mail, keep the older one's name, and merge them."""
    search(agent, EMAIL)
    agent.get_by_role("link", name="Compare", exact=True).click()
    agent.get_by_role("row", name="Full name").get_by_role("radio").first.check()
    agent.get_by_label("Why they are one person").fill("Told me so")
    agent.get_by_role("button", name="Merge contacts").click()
    expect(agent.get_by_role("heading", name="Andrea Poltronieri", level=1)).to_be_visible()


def undo(agent):
    """From the page of the merged contact, look at what an undo takes back, and do it."""
    agent.get_by_role("link", name="Undo the merge of Andrea Sp1").click()
    expect(
        agent.get_by_role("heading", name="These leave, with all that their visitors wrote")
    ).to_be_visible()
    agent.get_by_role("button", name="Undo the merge").click()
    expect(agent.get_by_role("heading", name="Andrea Sp1", level=1)).to_be_visible()


def sees_only_their_own(visitor, own, other):
    visitor.goto("/chat/fern/")
    expect(visitor.get_by_role("link", name=own)).to_be_visible()
    expect(visitor.get_by_text(other)).to_have_count(0)


def look_without_a_trace(visitor):
    before = rows()
    visitor.goto("/chat/fern/")
    visitor.reload()
    assert rows() == before
    [cookie] = visitor.context.cookies()
    assert (cookie["name"], cookie["httpOnly"]) == ("visitor", True)
    for question in QUESTIONS:
        expect(visitor.get_by_label(question)).to_be_visible()


def rows():
    return {model: model.objects.count() for model in apps.get_models()}


def tell_who_writes(visitor, *answers):
    for question, answer in zip(QUESTIONS, answers, strict=True):
        visitor.get_by_label(question).fill(answer)


def write(visitor, message):
    """Start a conversation and return the address of its thread."""
    visitor.get_by_label("Message").fill(message)
    with visitor.expect_navigation():
        visitor.get_by_role("button", name="Start").click()
    expect(visitor.locator("#messages li.mine")).to_contain_text(message)
    assert visitor.url.endswith(f"/chat/fern/conversations/{Conversation.objects.latest('pk').public_id}/")
    return visitor.url


def come_back_as_somebody_known(visitor):
    visitor.goto("/chat/fern/")
    expect(visitor.get_by_role("link", name="Is the moss glaze dishwasher safe?")).to_be_visible()
    for question in QUESTIONS:
        expect(visitor.get_by_label(question)).to_have_count(0)


def sign_in(agent, email):
    agent.goto("/")
    agent.get_by_label("E-mail").fill(email)
    agent.get_by_label("Password").fill("password")
    agent.get_by_role("button", name="Sign in").click()
    expect(agent.get_by_role("heading", name="Contacts", level=1)).to_be_visible()


def search(agent, query):
    """Search the contacts and return the visitor ID of each lead found."""
    agent.goto("/p/fern/contacts/")
    agent.get_by_role("searchbox").fill(query)
    with agent.expect_navigation(url="**/contacts/?q=*"):
        agent.get_by_role("searchbox").press("Enter")
    found = agent.locator("tr[data-lead-id]").all()
    return {row.get_attribute("data-lead-id"): row.get_attribute("data-visitor-id") for row in found}


def conversations_of(agent, pk):
    """Open a contact that was found and return how many conversations its page lists."""
    agent.locator(f"tr[data-lead-id='{pk}']").get_by_role("link").first.click()
    agent.wait_for_url(f"**/contacts/{pk}/")
    return agent.locator("[data-conversation-id]").count()


def note_and_answer(agent, note, answer):
    """From the page of a contact, answer its latest conversation, and leave a note beside it."""
    agent.get_by_role("link", name="Reply").click()
    agent.get_by_label("Write a reply").fill(note)
    agent.get_by_label("Internal note").check()
    agent.get_by_role("button", name="Add note").click()
    expect(agent.locator("li.internal")).to_contain_text(note)
    agent.get_by_label("Write a reply").fill(answer)
    agent.get_by_role("button", name="Send reply").click()
    expect(agent.locator("li.ours").last).to_contain_text(answer)
