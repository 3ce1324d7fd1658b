import re
from urllib.parse import urljoin
from uuid import uuid4

import pytest

from conversations.models import Conversation
from leads.models import Lead, ProfileValue, Suggestion
from tests.conversations.markup import asked, control, hidden, html
from tests.factories import ProfileFieldFactory


def start_again(browser, body="Me again", **fields):
    """Post what a returning visitor's form holds: no answers that are known already."""
    return browser.post(f"{browser.chat}conversations/", {"body": body} | fields)


def test_starting_leads_to_the_thread_and_keeps_what_was_typed(visitor, project):
    ProfileFieldFactory(project=project, key="order")

    answer = visitor.start("My bowl\nis chipped", **{"attributes.order": "FC-4821", "last_name": "Sp"})

    conversation = Conversation.objects.get()
    assert answer.status_code == 303
    assert answer.url == f"/chat/fern/conversations/{conversation.public_id}/"
    assert conversation.messages.get().body == "My bowl\nis chipped"
    assert dict(ProfileValue.objects.values_list("field__key", "value")) == {
        "full_name": "Andrea",
        "last_name": "Sp",
        "email": "andrea1@gmail.com",
        "order": "FC-4821",
    }


def test_the_second_conversation_needs_only_its_message_and_belongs_to_the_same_lead(chat):
    assert start_again(chat).status_code == 303

    assert Lead.objects.get().conversations.count() == 2


def test_the_same_person_in_another_browser_is_another_lead(chat, browser_of):
    safari = browser_of("fern")

    assert asked(safari.look()) == ["full_name", "last_name", "email", "body"]
    safari.start(full_name="Andrea Sp1")

    assert set(Lead.objects.values_list("full_name", "email", "merged_into")) == {
        ("Andrea", "andrea1@gmail.com", None),
        ("Andrea Sp1", "andrea1@gmail.com", None),
    }


def test_the_form_answers_the_same_whether_an_email_is_known_or_not(chat, browser_of):
    known, unknown = browser_of("fern"), browser_of("fern")

    answers = [known.start(), unknown.start(email="andrea1@gmail.org")]

    assert [answer.status_code for answer in answers] == [303, 303]
    pages = [
        re.sub(r"<time.*?</time>|[0-9a-f-]{36}", "", html(browser.look())) for browser in (known, unknown)
    ]
    assert pages[0] == pages[1].replace("gmail.org", "gmail.com")


def test_the_form_works_as_much_for_an_email_that_is_known(chat, browser_of, queries_of, run_jobs):
    """What is noticed of it is noticed later: the time of an answer would tell, too."""
    run_jobs()
    known = queries_of(lambda: browser_of("fern").start(full_name="Andrea Sp1"))
    assert known == queries_of(lambda: browser_of("fern").start(full_name="Andrea", email="new@gmail.org"))
    assert not Suggestion.objects.exists()
    run_jobs()
    assert Suggestion.objects.get().reasons == ["email"]


def test_a_required_field_that_was_added_later_may_not_be_left_out(chat, project, nothing_written):
    ProfileFieldFactory(project=project, key="order", is_required=True)

    with nothing_written():
        page = start_again(chat)

    assert page.status_code == 422
    assert "Fill in this field." in html(page)


def test_a_change_is_written_with_the_conversation_it_opens(chat):
    answers = {"full_name": "Andrea", "last_name": "", "email": "andrea2@gmail.com"}
    chat.post(f"{chat.chat}conversations/?change=1", {"body": "New address"} | answers)

    assert Lead.objects.get().email == "andrea2@gmail.com"
    assert "andrea2@gmail.com" in html(chat.look())
    typed_in = ProfileValue.objects.get(value="andrea2@gmail.com").conversation
    assert Conversation.objects.get(public_id=typed_in).subject == "New address"


def test_a_change_with_a_mistake_asks_everything_again(chat, nothing_written):
    with nothing_written():
        page = chat.post(
            f"{chat.chat}conversations/?change=1", {"full_name": "", "email": "a@", "body": "Hi"}
        )

    assert page.status_code == 422
    assert asked(page) == ["full_name", "last_name", "email", "body"]
    assert 'value="a@"' in control(page, "email")


def test_every_link_of_a_refused_form_leads_somewhere(chat):
    for number in range(6):
        chat.start(f"Question {number}")

    links = re.findall(r'<a[^>]* href="([^"]+)"', html(chat.start("")))

    assert len(links) == 7  # five conversations, the earlier ones, another e-mail
    assert {chat.get(urljoin(f"{chat.chat}conversations/", link)).status_code for link in links} == {200}


def test_a_double_click_opens_one_conversation(visitor):
    client_id = hidden(visitor.look(), "client_id")

    assert visitor.start(client_id=client_id).url == visitor.start(client_id=client_id).url

    assert Conversation.objects.count() == 1


def test_each_form_has_its_own_client_id_and_an_empty_one_will_do(visitor):
    assert hidden(visitor.look(), "client_id") != hidden(visitor.look(), "client_id")

    assert visitor.start(client_id="").status_code == 303


def test_another_visitors_client_id_opens_nothing_of_theirs(chat, browser_of):
    client_id = str(uuid4())
    theirs = chat.start("A secret", client_id=client_id)

    answer = browser_of("fern").start("Mine", client_id=client_id)

    assert answer.status_code == 303
    assert answer.url != theirs.url


def test_a_line_of_white_space_around_the_message_is_left_out(visitor):
    visitor.start("\r\n  Hello\r\n\r\nthere \r\n")

    conversation = Conversation.objects.get()
    assert (conversation.messages.get().body, conversation.subject) == ("Hello\n\nthere", "Hello")


def test_an_email_is_kept_in_lower_case(visitor):
    visitor.start(email=" Andrea1@GMAIL.com ")

    assert Lead.objects.get().email == "andrea1@gmail.com"


def test_what_the_browser_says_of_itself_is_kept(visitor):
    agent = (
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36"
    )
    visitor.defaults |= {"HTTP_USER_AGENT": agent, "HTTP_ACCEPT_LANGUAGE": "en-GB,en;q=0.9"}

    visitor.start()

    lead = Lead.objects.get()
    assert (lead.browser, lead.browser_version, lead.system) == ("Chrome", "156", "macOS")
    assert lead.language == "en-GB"


@pytest.mark.parametrize(
    ("page", "kept"),
    [
        ("https://fern.example/shop/moss-bowl?q=a", "https://fern.example/shop/moss-bowl?q=a"),
        ("http://localhost:3000/", "http://localhost:3000/"),
        ("  https://fern.example/ ", "https://fern.example/"),
        ("https://fern.example/\x00a", "https://fern.example/a"),
        ("https://fern.example/a b", ""),
        ("javascript:alert(1)", ""),
        ("data:text/html,<script>alert(1)</script>", ""),
        ("http:javascript:alert(1)", ""),
        ("//fern.example/", ""),
        ("ftp://fern.example/", ""),
        ("https://", ""),
        ("http://[", ""),
        ("https://fern.example/" + "x" * 2000, ""),
        ("", ""),
    ],
)
def test_the_page_that_was_written_from_is_kept_only_if_it_is_an_address(visitor, page, kept):
    assert visitor.start(page=page).status_code == 303

    assert Conversation.objects.get().page == kept


def test_the_page_comes_from_the_address_or_from_where_the_visitor_came(visitor):
    shop = "https://fern.example/shop/"
    own = f"http://testserver{visitor.chat}conversations/"

    assert hidden(visitor.get(visitor.chat, {"page": shop}), "page") == shop
    assert hidden(visitor.get(visitor.chat, headers={"referer": shop}), "page") == shop
    assert hidden(visitor.get(visitor.chat, headers={"referer": own}), "page") is None


def test_an_answer_that_was_not_asked_for_is_shown_where_it_is_wrong(visitor):
    visitor.start()
    page = visitor.start(email="andrea1@").content.decode()
    assert 'value="andrea1@"' in page
    assert "Add the part after the @" in page


def test_a_browser_that_keeps_no_cookie_is_told_so(visitor):
    thread = visitor.start().url
    visitor.cookies.clear()
    answer = visitor.get(thread)
    assert answer.status_code == 404
    assert "keeps no cookie" in answer.content.decode()
