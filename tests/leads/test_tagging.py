"""Tags on contacts, and the set of a project's tags."""

import pytest

from leads.merge import merge
from leads.models import Activity, Lead, LeadTag, Tag
from leads.tagging import MOST, NoName, Taken, TooMany, change, merge_tags, put_on, tags_of, take_off
from leads.undo import undo
from tests.at_once import at_once
from tests.leads.people import person

CONTACTS, SETTINGS = "/p/fern/contacts/", "/p/fern/settings/tags/"


@pytest.fixture
def lead(project):
    return person(project, full_name="Andrea")


def names(lead):
    return [tag.name for tag in tags_of(lead)]


def test_a_tag_is_made_once_and_put_on_once(lead, agent):
    first = put_on(lead, "Wholesale", by=agent)
    assert put_on(lead, "  wholesale ".strip(), by=agent) == first
    assert names(lead) == ["Wholesale"]
    assert Activity.objects.filter(action="tag.put_on").count() == 1


def test_a_name_that_folds_to_very_many_letters_is_one_tag_too(lead, agent):
    name = "ﷺ" * 40
    assert put_on(lead, name, by=agent) == put_on(lead, name, by=agent)
    assert len(Tag.objects.get().key) <= Tag._meta.get_field("key").max_length
    change(Tag.objects.get(), name=name, hue=1, by=agent)


def test_a_contact_has_the_tags_of_all_its_leads_each_once(project, lead, agent):
    other = person(project)
    for one, tag in ((lead, "Vip"), (other, "Vip"), (other, "Press")):
        put_on(one, tag, by=agent)
    [row] = merge(lead, [other], by=agent)
    assert names(lead) == ["Press", "Vip"]
    put_on(lead, "Press", by=agent)
    undo(row, by=agent)
    assert names(lead) == ["Vip"]
    assert names(Lead.objects.get(pk=other.pk)) == ["Press", "Vip"]


def test_a_tag_is_taken_off_whichever_lead_has_it(project, lead, agent):
    other = person(project)
    tag = put_on(other, "Press", by=agent)
    merge(lead, [other], by=agent)
    take_off(lead, tag, by=agent)
    take_off(lead, tag, by=agent)
    assert names(lead) == []
    assert Activity.objects.filter(action="tag.taken_off").count() == 1


def test_a_tag_is_renamed_and_coloured_for_all(lead, agent):
    tag = put_on(lead, "Wholsale", by=agent)
    change(tag, name="Wholesale", hue=3, by=agent)
    assert (names(lead), Tag.objects.get().key) == (["Wholesale"], "wholesale")


def test_two_tags_of_one_name_are_not_made(lead, agent):
    tag = put_on(lead, "Vip", by=agent)
    put_on(lead, "Press", by=agent)
    with pytest.raises(Taken):
        change(tag, name="PRESS", hue=1, by=agent)


@pytest.mark.django_db(transaction=True)
def test_two_tags_that_get_one_name_at_once_are_not_made(lead, agent):
    tags = [put_on(lead, f"Vip {number}", by=agent) for number in range(4)]
    answers = at_once(*[lambda tag=tag: change(tag, name="Vip", hue=1, by=agent) for tag in tags])
    assert sum(isinstance(answer, Taken) for answer in answers) == 3
    assert Tag.objects.filter(key="vip").count() == 1


def test_tags_are_merged_as_a_set(project, lead, agent):
    other = person(project)
    tag, into = (put_on(lead, name, by=agent) for name in ("Vips", "Vip"))
    put_on(other, "Vips", by=agent)
    merge_tags(tag, into, by=agent)
    assert (names(lead), names(other)) == (["Vip"], ["Vip"])
    assert LeadTag.objects.count() == 2


@pytest.mark.parametrize("name", ["", "  ", "\u200b"])
def test_a_tag_has_a_name(name, lead, agent):
    with pytest.raises(NoName):
        put_on(lead, name, by=agent)


def test_there_are_only_so_many(project, lead, agent):
    Tag.objects.bulk_create(Tag(project=project, name=str(number), key=str(number)) for number in range(MOST))
    with pytest.raises(TooMany):
        put_on(lead, "one more", by=agent)


def test_agents_tag_from_the_contacts_page_and_filter_by_it(lead, project, agent, signed_in):
    client = signed_in(agent)
    person(project, full_name="Bo")
    text = client.post(f"{CONTACTS}{lead.pk}/tags/", {"tag": "<i>Vip</i>"}, follow=True).text
    assert "&lt;i&gt;Vip&lt;/i&gt;" in text
    tag = Tag.objects.get()
    listed = client.get(f"{CONTACTS}?tag={tag.pk}").text
    assert f'data-lead-id="{lead.pk}"' in listed
    assert listed.count("data-lead-id") == 1
    client.post(f"{CONTACTS}{lead.pk}/tags/{tag.pk}/removal/")
    assert names(lead) == []
    assert "A tag needs a name" in client.post(f"{CONTACTS}{lead.pk}/tags/", {"tag": ""}, follow=True).text


def test_admins_keep_the_set_in_order(lead, admin, agent, signed_in):
    tag, other = (put_on(lead, name, by=agent) for name in ("Vips", "Vip"))
    client = signed_in(admin)
    assert "1 contact" in client.get(SETTINGS).text
    response = client.post(f"{SETTINGS}{tag.pk}/", {"name": "vip", "hue": "2"})
    assert (response.status_code, "Merge the two instead" in response.text) == (422, True)
    assert client.post(f"{SETTINGS}{tag.pk}/", {"name": "Best", "hue": "9"}).status_code == 422
    client.post(f"{SETTINGS}{tag.pk}/", {"name": "Best", "hue": "2"})
    tag.refresh_from_db()
    assert (tag.name, tag.hue) == ("Best", 2)
    client.post(f"{SETTINGS}{tag.pk}/merge/", {"into": other.pk})
    assert names(lead) == ["Vip"]
    assert client.post(f"{SETTINGS}{other.pk}/merge/", {"into": "x"}).status_code == 404


def test_another_projects_tag_is_not_there(lead, agent, outsider, other_project, signed_in):
    tag = put_on(lead, "Vip", by=agent)
    stranger = person(other_project)
    client = signed_in(outsider)
    assert client.post(f"/p/north/contacts/{stranger.pk}/tags/{tag.pk}/removal/").status_code == 404
    assert client.get(f"/p/north/settings/tags/{tag.pk}/").status_code == 404
