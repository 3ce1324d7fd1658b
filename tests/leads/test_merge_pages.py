"""The pages of merges: compare, merge, undo, split, and the list of them."""

import re

import pytest

from leads.merge import merge
from leads.models import Lead, Merge
from leads.models.profile_value import Source
from leads.profile import write
from leads.undo import undo
from tests.factories import ConversationFactory
from tests.leads.people import head_of, person

CONTACTS = "/p/fern/contacts/"


@pytest.fixture
def chrome(project):
    return person(project, full_name="Andrea", email="andrea1@gmail.com")


@pytest.fixture
def safari(project):
    return person(project, full_name="Andrea Sp1", email="andrea1@gmail.com")


@pytest.fixture
def client(agent, signed_in):
    return signed_in(agent)


def page_of(kept, *others):
    return f"{CONTACTS}{kept.pk}/merge/?" + "&".join(f"with={other.pk}" for other in others)


def form_of(response, **changes):
    fields = re.findall(r'<input type="hidden" name="(seen|with)" value="([^"]*)"', response.text)
    chosen = re.findall(r'name="(value\.\w+)" value="(\d+)" data-column="\d" checked', response.text)
    return dict([*fields, *chosen]) | changes


def test_the_page_shows_both_and_proposes_a_result(client, chrome, safari):
    text = client.get(page_of(chrome, safari)).text
    for words in ("Andrea Sp1", "Kept", "Comes in", chrome.short_id, safari.short_id):
        assert words in text
    assert f'name="value.full_name" value="{safari.pk}" data-column="2" checked' in text  # the newest claim
    assert "value.email" not in text  # they agree


def test_merging_leads_to_the_contact_and_offers_the_undo(client, chrome, safari, agent):
    address = page_of(chrome, safari)
    data = form_of(client.get(address)) | {"value.full_name": chrome.pk, "reason": "the same voice"}
    response = client.post(address, data, follow=True)
    assert response.redirect_chain == [(f"{CONTACTS}{chrome.pk}/", 302)]
    row = Merge.objects.get()
    assert (row.actor, row.reason) == (agent, "the same voice")
    assert f"{CONTACTS}merges/{row.pk}/undo/" in response.text
    assert head_of(safari).full_name == "Andrea"


def test_sent_twice_it_merges_once(client, chrome, safari):
    address = page_of(chrome, safari)
    data = form_of(client.get(address))
    for _time in range(2):
        response = client.post(address, data, follow=True)
    assert Merge.objects.count() == 1
    assert "They are one contact already." in response.text


def test_a_stale_page_is_refused_keeps_the_choices_and_says_what_changed(client, chrome, safari, agent):
    address = page_of(chrome, safari)
    data = form_of(client.get(address)) | {"value.full_name": chrome.pk, "reason": "told me"}
    write(safari, {"company": "Moss Lane"}, source=Source.AGENT, actor=agent)
    response = client.post(address, data)
    assert response.status_code == 409
    assert "Company of Andrea Sp1 is now “Moss Lane”." in response.text
    assert f'name="value.full_name" value="{chrome.pk}" data-column="1" checked' in response.text
    assert 'value="told me"' in response.text
    assert not Merge.objects.exists()
    assert client.post(address, form_of(response)).status_code == 302
    assert Merge.objects.count() == 1


@pytest.mark.parametrize(
    "change", [{"seen": "forged"}, {"seen": ""}, {"reason": "x" * 201}, {"value.full_name": "1x"}]
)
def test_a_form_that_was_tampered_with_merges_nothing(change, client, chrome, safari):
    address = page_of(chrome, safari)
    response = client.post(address, form_of(client.get(address)) | change)
    assert response.status_code in (409, 422)
    assert not Merge.objects.exists()


def test_a_merged_lead_stands_for_its_contact(client, project, chrome, safari, agent):
    third = person(project, full_name="Third")
    merge(chrome, [safari], by=agent)
    text = client.get(page_of(third, safari)).text
    assert f'<input type="hidden" name="with" value="{chrome.pk}">' in text
    assert client.get(page_of(chrome, safari), follow=True).redirect_chain


@pytest.mark.parametrize("with_", ["x", "0", "999999", "1;2"])
def test_who_is_not_there_cannot_be_compared(with_, client, chrome):
    assert client.get(f"{CONTACTS}{chrome.pk}/merge/?with={with_}").status_code == 404


def test_another_projects_contact_is_not_there(client, other_project, chrome):
    stranger = person(other_project, full_name="Otto")
    assert client.get(page_of(chrome, stranger)).status_code == 404
    assert client.post(page_of(chrome, stranger), {"with": stranger.pk}).status_code == 404
    assert client.get(page_of(stranger, chrome)).status_code == 404


def test_more_than_a_page_has_room_for_are_refused(client, project, chrome):
    others = [person(project, full_name=str(number)) for number in range(6)]
    response = client.get(page_of(chrome, *others), follow=True)
    assert "Merge at most six contacts at a time." in response.text


def test_with_nobody_named_the_other_one_is_searched(client, chrome, safari):
    text = client.get(f"{CONTACTS}{chrome.pk}/merge/").text
    assert f'href="?with={safari.pk}"' in text  # the same e-mail
    text = client.get(f"{CONTACTS}{chrome.pk}/merge/?q=sp1").text
    assert f'href="?with={safari.pk}"' in text
    assert f'href="?with={chrome.pk}"' not in client.get(f"{CONTACTS}{chrome.pk}/merge/?q=andrea").text


def test_who_is_ticked_in_a_list_is_compared_and_the_one_known_longest_kept(client, chrome, safari):
    response = client.get(f"{CONTACTS}merge/?with={safari.pk}&with={chrome.pk}")
    assert response.url == page_of(chrome, safari)
    assert client.get(f"{CONTACTS}merge/").url == CONTACTS


def test_the_search_offers_to_compare_who_shares_an_email(client, chrome, safari):
    text = client.get(f"{CONTACTS}?q=andrea1@gmail.com").text
    assert re.search(rf"/contacts/merge/\?with=({chrome.pk}|{safari.pk})&amp;with=", text)


def test_the_contacts_page_tells_which_browser_each_conversation_came_from(client, chrome, safari, agent):
    for lead in (chrome, safari):
        ConversationFactory(project=lead.project, lead=lead)
    merge(chrome, [safari], by=agent)
    page = f"{CONTACTS}{chrome.pk}/"
    assert client.get(page).text.count("data-conversation-id") == 2
    one = client.get(f"{page}?origin={safari.pk}").text
    assert one.count("data-conversation-id") == 1
    assert client.get(f"{page}?origin=nonsense").text.count("data-conversation-id") == 2


def test_the_undo_is_shown_before_it_is_done(client, chrome, safari, agent, admin):
    [row] = merge(chrome, [safari], by=agent, choices={"full_name": safari.pk})
    page = f"{CONTACTS}merges/{row.pk}/undo/"
    text = client.get(page).text
    assert "instead of <bdi>Andrea Sp1</bdi>" in text
    write(chrome, {"full_name": "Andrew"}, source=Source.AGENT, actor=admin)
    text = client.get(page).text
    assert "Kept, because it was changed since" in text
    assert "Ada Admin" in text
    assert not Lead.objects.get(pk=safari.pk).is_contact
    response = client.post(page, follow=True)
    assert response.redirect_chain == [(f"{CONTACTS}{safari.pk}/", 302)]
    assert Lead.objects.get(pk=safari.pk).is_contact
    assert "This merge was undone already." in client.post(page, follow=True).text


def test_another_projects_merge_is_not_there(client, other_project, outsider):
    [row] = merge(person(other_project), [person(other_project)], by=outsider)
    assert client.post(f"{CONTACTS}merges/{row.pk}/undo/").status_code == 404
    assert row.lead_id == Merge.objects.standing().get().lead_id


def test_a_visitor_id_is_split_off_after_asking(client, chrome, safari, agent):
    merge(chrome, [safari], by=agent)
    page = f"{CONTACTS}{chrome.pk}/split/"
    assert chrome.short_id in client.get(page).text
    assert not Lead.objects.get(pk=safari.pk).is_contact
    client.post(page)
    assert Lead.objects.get(pk=safari.pk).is_contact
    assert Lead.objects.get(pk=chrome.pk).is_contact


def test_all_merges_are_listed_with_what_the_two_were_called(client, chrome, safari, agent):
    assert "Nothing is merged" in client.get(f"{CONTACTS}merges/").text
    merge(chrome, [safari], by=agent, reason="on the phone")
    text = client.get(f"{CONTACTS}merges/").text
    assert "<b><bdi>Andrea Sp1</bdi></b> into <b><bdi>Andrea</bdi></b>" in text
    assert "on the phone" in text


def test_queries_do_not_grow_with_the_histories(
    client, project, chrome, safari, django_assert_max_num_queries
):
    ConversationFactory.create_batch(20, project=project, lead=safari)
    with django_assert_max_num_queries(15):
        client.get(page_of(chrome, safari))


def test_each_visitor_goes_on_seeing_their_own_conversations_only(visitor, browser_of, project, agent):
    """Peers 4.5, 2 and 11."""
    other = browser_of("fern")
    thread = visitor.start("Mine alone")["Location"]
    other.start("Somebody else's")
    mine, theirs = Lead.objects.order_by("pk")
    [row] = merge(theirs, [mine], by=agent)
    for _time in range(2):
        assert visitor.say(thread).status_code == 303
        home = visitor.look().text
        assert "Mine alone" in home
        assert "Somebody else" not in home
        visitor.start("Another one of mine")
        assert mine.conversations.count() == Lead.objects.get(pk=mine.pk).conversations.count()
        assert not theirs.conversations.filter(subject="Another one of mine").exists()
        if row.is_standing:
            undo(row, by=agent)
            row.refresh_from_db()


def test_what_one_visitor_typed_is_not_shown_in_the_other_ones_browser(visitor, browser_of, project, agent):
    """Also where the merge chose it for both: what the chat says to have been typed was typed there."""
    visitor.start("Mine")
    mine = Lead.objects.get()
    browser_of().start("Another one's", full_name="Bertha Other", email="bertha@example.com")
    other = Lead.objects.exclude(pk=mine.pk).get()
    merge(mine, [other], by=agent, choices={"full_name": other.pk, "email": other.pk})
    mine.refresh_from_db()
    assert (mine.full_name, mine.email) == ("Bertha Other", "bertha@example.com")
    for page in (visitor.look(), visitor.get(visitor.chat, {"change": ""})):
        assert "ertha" not in page.text
        assert "andrea1@gmail.com" in page.text
