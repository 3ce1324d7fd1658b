import pytest
from django.utils.translation import gettext_lazy as _

from leads import activity
from leads.models import Activity
from tests.factories import LeadFactory


@pytest.fixture(autouse=True)
def words(monkeypatch):
    monkeypatch.setattr(activity, "WORDS", {"bowl.mended": _("%(actor)s mended “%(subject)s”")})


def test_a_row_tells_who_did_what(project, agent):
    row = activity.record(
        "bowl.mended",
        project=project,
        actor=agent,
        subject="100% moss",
        changes={"Rim": ["chipped", "whole"]},
    )
    row.refresh_from_db()
    assert activity.sentence(row) == "Maya mended “100% moss”"
    assert row.changes == {"Rim": ["chipped", "whole"]}


def test_what_nobody_did_says_so(project):
    row = activity.record("bowl.mended", project=project, subject="moss")
    assert activity.sentence(row) == "Nobody in person mended “moss”"


def test_an_action_without_words_is_not_written(project):
    with pytest.raises(KeyError):
        activity.record("bowl.thrown", project=project)
    assert not Activity.objects.exists()


def test_a_row_whose_words_were_unlearned_still_reads(project, agent):
    row = Activity(project=project, actor=agent, action="vase.sold", subject="100% blue")
    assert activity.sentence(row) == "Maya: vase.sold 100% blue"


def test_a_row_stays_as_it_was_written(project):
    row = activity.record("bowl.mended", project=project, subject="moss")
    row.subject = "another"
    with pytest.raises(TypeError):
        row.save()


def test_only_what_differs_is_a_change():
    before = {"Name": "Fern", "Language": "en"}
    assert activity.changes_between(before, {"Name": "Fern & Clay", "Language": "en", "Slug": "fern"}) == {
        "Name": ["Fern", "Fern & Clay"],
        "Slug": [None, "fern"],
    }


def test_the_latest_comes_first(project):
    first, second = (activity.record("bowl.mended", project=project) for _number in range(2))
    assert list(Activity.objects.latest_first()) == [second, first]


def test_it_knows_which_other_contact_it_names(project, agent):
    kept, other = LeadFactory(project=project), LeadFactory(project=project, full_name="Bo")
    rows = [activity.record("bowl.mended", project=project, lead=kept, subject=one) for one in (other, kept)]
    assert rows[0].subject == "Bo"
    assert [row.subject_lead for row in rows] == [other, None]
