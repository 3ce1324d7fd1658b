"""Writing into a profile: who may replace whose word, and what is kept."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leads import profile
from leads.models import FieldChoice, ProfileField, ProfileValue
from leads.models.profile_value import Source
from leads.properties import properties_of
from tests.factories import LeadFactory, ProfileFieldFactory

VISITOR, IMPORT, SITE, AGENT = Source.VISITOR, Source.IMPORT, Source.SITE, Source.AGENT


@pytest.fixture
def lead(project):
    return LeadFactory(project=project)


def history(lead, key="full_name"):
    """What was ever said of a field, oldest first: value, source, whether it holds."""
    rows = lead.profile_values.filter(field__key=key).order_by("created_at", "id")
    return list(rows.values_list("value", "source", "is_current"))


def test_a_value_is_kept_with_where_it_came_from(lead, agent):
    conversation, at = uuid4(), timezone.now() - timedelta(days=3)
    [typed] = profile.write(lead, {"full_name": "Andrea"}, source=VISITOR, conversation=conversation, at=at)
    [written] = profile.write(lead, {"company": "Fern"}, source=AGENT, actor=agent)
    typed.refresh_from_db()
    written.refresh_from_db()
    assert (typed.value, typed.source, typed.conversation, typed.created_at) == (
        "Andrea",
        "visitor",
        conversation,
        at,
    )
    assert typed.actor is None
    assert (written.value, written.source, written.actor, written.conversation) == (
        "Fern",
        "agent",
        agent,
        None,
    )


def test_several_fields_are_written_at_once(lead):
    rows = profile.write(lead, {"full_name": "Andrea", "email": "a@example.com", "phone": ""}, source=VISITOR)
    assert {row.field.key: row.value for row in rows} == {"full_name": "Andrea", "email": "a@example.com"}


def test_the_columns_follow(lead):
    values = {"full_name": "Ándrea", "last_name": "Spëier", "email": "a@example.com", "phone": "+39 06 12"}
    profile.write(lead, values | {"company": "Łódź Ltd"}, source=VISITOR)
    lead.refresh_from_db()
    assert [getattr(lead, key) for key in values] == list(values.values())
    assert lead.sort_name == "andrea speier"
    assert lead.search_text == "andrea speier a@example.com lodz ltd 390612"


def test_a_claim_that_does_not_hold_leaves_the_columns(lead):
    profile.write(lead, {"full_name": "Andrea Rossi"}, source=AGENT)
    profile.write(lead, {"full_name": "Zorro", "company": "Zorro Ltd"}, source=VISITOR)
    lead.refresh_from_db()
    assert (lead.full_name, lead.company, lead.sort_name) == ("Andrea Rossi", "Zorro Ltd", "andrea rossi")
    assert lead.search_text == "andrea rossi zorro ltd"


def test_a_custom_field_changes_no_column(lead):
    size = ProfileFieldFactory(project=lead.project, key="size", kind="choice")
    size.choices.create(key="large", label="Large")
    profile.write(lead, {"size": "large"}, source=VISITOR)
    assert ProfileValue.objects.get().option == "large"
    lead.refresh_from_db()
    assert lead.search_text == ""


def test_only_closed_sets_are_kept_as_options(lead):
    for kind in ("text", "yes_no"):
        ProfileFieldFactory(project=lead.project, key=kind, kind=kind)
    profile.write(lead, {"text": "x" * 150, "yes_no": "no"}, source=VISITOR)
    assert dict(ProfileValue.objects.values_list("field__key", "option")) == {"text": "", "yes_no": "no"}


def test_a_visitor_changes_their_own_word_and_the_old_one_is_history(lead):
    profile.write(lead, {"full_name": "Andrea"}, source=VISITOR)
    profile.write(lead, {"full_name": "Andrew"}, source=VISITOR)
    assert history(lead) == [("Andrea", "visitor", False), ("Andrew", "visitor", True)]


@pytest.mark.parametrize(
    ("weak", "strong"), [(VISITOR, IMPORT), (IMPORT, SITE), (SITE, AGENT), (VISITOR, AGENT)]
)
def test_a_stronger_word_replaces_a_weaker_one_and_not_the_other_way(lead, weak, strong):
    profile.write(lead, {"full_name": "Weak"}, source=weak)
    profile.write(lead, {"full_name": "Strong"}, source=strong)
    profile.write(lead, {"full_name": "Weak again"}, source=weak)
    assert history(lead) == [("Weak", weak, False), ("Strong", strong, True), ("Weak again", weak, False)]


def test_an_agent_confirms_what_a_visitor_typed(lead):
    profile.write(lead, {"full_name": "Andrea"}, source=VISITOR)
    profile.write(lead, {"full_name": "Andrea"}, source=AGENT)
    assert history(lead) == [("Andrea", "visitor", False), ("Andrea", "agent", True)]


@pytest.mark.parametrize("source", Source)
def test_the_same_again_writes_nothing(lead, source):
    assert profile.write(lead, {"full_name": "Andrea"}, source=source)
    assert not profile.write(lead, {"full_name": "Andrea"}, source=source)
    assert len(history(lead)) == 1


def test_the_same_claim_again_beside_a_stronger_word_writes_nothing(lead):
    profile.write(lead, {"full_name": "Andrea Rossi"}, source=AGENT)
    assert profile.write(lead, {"full_name": "Zorro"}, source=VISITOR)
    assert not profile.write(lead, {"full_name": "Zorro"}, source=VISITOR)
    assert profile.write(lead, {"full_name": "Zorra"}, source=VISITOR)
    assert [value for value, *_ in history(lead)] == ["Andrea Rossi", "Zorro", "Zorra"]


def test_going_back_to_an_earlier_value_is_a_new_word(lead):
    for name in ("Andrea", "Andrew", "Andrea"):
        profile.write(lead, {"full_name": name}, source=VISITOR)
    assert [value for value, *_ in history(lead)] == ["Andrea", "Andrew", "Andrea"]


def test_what_a_visitor_leaves_blank_says_nothing(lead):
    profile.write(lead, {"full_name": "Andrea"}, source=VISITOR)
    assert not profile.write(lead, {"full_name": "", "company": ""}, source=VISITOR)
    assert history(lead) == [("Andrea", "visitor", True)]


def test_an_agent_clears_a_value(lead):
    profile.write(lead, {"full_name": "Rude word"}, source=VISITOR)
    profile.write(lead, {"full_name": ""}, source=AGENT)
    assert history(lead) == [("Rude word", "visitor", False), ("", "agent", True)]
    profile.write(lead, {"full_name": "Rude word"}, source=VISITOR)
    lead.refresh_from_db()
    assert (lead.full_name, lead.sort_name) == ("", "")
    assert lead.search_text == "rude word"  # a former name still finds the contact


def test_clearing_what_was_never_said_writes_nothing(lead):
    assert not profile.write(lead, {"full_name": ""}, source=AGENT)


def test_a_key_that_the_project_has_not_is_a_programming_error(lead, other_project):
    ProfileFieldFactory(project=other_project, key="theirs")
    ProfileFieldFactory(project=lead.project, key="retired", retired_at=timezone.now())
    for key in ("theirs", "retired", "nothing"):
        with pytest.raises(KeyError):
            profile.write(lead, {key: "x"}, source=VISITOR)
    assert not ProfileValue.objects.exists()


def test_two_leads_do_not_share_a_profile(lead, project):
    other = LeadFactory(project=project)
    profile.write(lead, {"full_name": "Andrea"}, source=AGENT)
    profile.write(other, {"full_name": "Andrew"}, source=VISITOR)
    assert history(other) == [("Andrew", "visitor", True)]


def test_the_database_holds_one_current_value_for_each_field(lead):
    [row] = profile.write(lead, {"full_name": "Andrea"}, source=VISITOR)
    second = {"lead": lead, "field": row.field, "value": "Andrew", "source": "agent"}
    with pytest.raises(IntegrityError, match="profile_?value"), transaction.atomic():
        ProfileValue.objects.create(**second)
    assert ProfileValue.objects.create(**second, is_current=False)


def test_claims_are_the_visitors_last_words_and_never_an_agents(lead):
    profile.write(lead, {"full_name": "Andrea", "company": "Mine"}, source=VISITOR)
    profile.write(lead, {"full_name": "Andrea, do not lend", "phone": "112"}, source=AGENT)
    profile.write(lead, {"email": "a@example.com"}, source=SITE)
    profile.write(lead, {"last_name": "Rossi"}, source=IMPORT)
    profile.write(lead, {"full_name": "Andrew"}, source=VISITOR)
    assert profile.claims_of(lead) == {"full_name": "Andrew", "company": "Mine"}


def test_a_merge_brings_nobodys_claims_along(lead, project):
    other = LeadFactory(project=project)
    profile.write(other, {"full_name": "Andrew"}, source=VISITOR)
    type(lead).objects.filter(pk=other.pk).update(merged_into=lead, contact=lead)
    assert profile.claims_of(lead) == {}


def test_a_new_visitor_is_asked_everything(project):
    fields = list(ProfileField.objects.asked().filter(project=project))
    assert [field.key for field in profile.unanswered(None, fields)] == ["full_name", "last_name", "email"]


def test_who_wrote_before_is_asked_only_what_is_required_and_unknown(lead):
    fields = list(ProfileField.objects.asked().filter(project=lead.project))
    assert [field.key for field in profile.unanswered(lead, fields)] == ["full_name", "email"]
    profile.write(lead, {"full_name": "Andrea"}, source=VISITOR)
    profile.write(lead, {"email": "a@example.com"}, source=AGENT)
    assert profile.unanswered(lead, fields) == []


def test_a_retired_field_is_listed_as_long_as_it_holds_a_value(lead, project):
    kept, empty = (ProfileFieldFactory(project=project, key=key) for key in ("kept", "empty"))
    profile.write(lead, {"kept": "Something"}, source=VISITOR)
    ProfileField.objects.filter(pk__in=[kept.pk, empty.pk]).update(retired_at=timezone.now())
    listed = [prop.field for prop in properties_of(lead)]
    assert kept in listed
    assert empty not in listed


def test_a_retired_choice_keeps_its_label(lead, project):
    field = ProfileFieldFactory(project=project, key="plan", kind="choice")
    FieldChoice.objects.create(field=field, key="old", label="The old plan", retired_at=timezone.now())
    profile.write(lead, {"plan": "old"}, source=VISITOR)
    assert properties_of(lead)[-1].current.display == "The old plan"


words = st.tuples(
    st.sampled_from(Source),
    st.sampled_from(["full_name", "company"]),
    st.sampled_from(["", "Ann", "Bo", "Cy"]),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.lists(words, min_size=1, max_size=12))
def test_the_last_word_of_the_strongest_source_so_far_holds(project, said):
    with transaction.atomic():
        lead = LeadFactory(project=project)
        expected = {}
        for source, key, value in said:
            profile.write(lead, {key: value}, source=source)
            if not value and (source is VISITOR or key not in expected):
                continue
            if key not in expected or source.rank >= expected[key][0].rank:
                expected[key] = (source, value)
            current = lead.profile_values.filter(is_current=True).values_list("field__key", "source", "value")
            assert sorted(current) == sorted((k, s.value, v) for k, (s, v) in expected.items())
        lead.refresh_from_db()
        for key in ("full_name", "company"):
            assert getattr(lead, key) == expected.get(key, (None, ""))[1]
        assert lead.sort_name == lead.full_name.lower()
        held = " ".join(filter(None, [lead.full_name, lead.company])).lower()
        assert lead.search_text.startswith(held)
        assert all(value.lower() in lead.search_text for _source, _key, value in said)
        transaction.set_rollback(True)
