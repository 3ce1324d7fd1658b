"""Fields that are added and arranged in the same moment."""

import pytest
from django.core.exceptions import ValidationError

from leads import arrange
from leads.models import Activity, ProfileField
from tests.at_once import at_once
from tests.factories import ProfileFieldFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_name_is_given_once(project):
    jobs = [lambda: arrange.add(ProfileField(project=project, label="Order", kind="text"))] * 6
    answers = at_once(*jobs)
    assert sum(isinstance(answer, ValidationError) for answer in answers) == 5
    assert project.profile_fields.filter(label="Order").count() == 1


def test_names_that_make_one_key_get_a_key_each(project):
    labels = ["VAT no", "VAT-no", "VAT, no", "VAT: no"]
    jobs = [
        lambda label=label: arrange.add(ProfileField(project=project, label=label, kind="text"))
        for label in labels
    ]
    assert not [answer for answer in at_once(*jobs) if isinstance(answer, ValidationError)]
    keys = project.profile_fields.filter(label__in=labels).values_list("key", flat=True)
    assert set(keys) == {"vat_no", "vat_no_2", "vat_no_3", "vat_no_4"}


def test_of_two_orders_one_holds_and_the_other_is_refused(project, admin):
    seen = list(project.profile_fields.values_list("pk", flat=True))
    answers = at_once(
        lambda: arrange.put_in_order(project, seen[::-1], admin, seen=seen),
        lambda: arrange.put_in_order(project, [seen[2]], admin, seen=seen),
    )
    assert sum(isinstance(answer, arrange.Rearranged) for answer in answers) == 1
    assert Activity.objects.count() == 1


def test_the_last_place_is_given_once(project):
    ProfileFieldFactory.create_batch(arrange.MOST_FIELDS - 6, project=project)
    jobs = [
        lambda number=number: arrange.add(ProfileField(project=project, label=f"New {number}", kind="text"))
        for number in range(4)
    ]
    answers = at_once(*jobs)
    assert sum(isinstance(answer, ValidationError) for answer in answers) == 3
    assert project.profile_fields.active().count() == arrange.MOST_FIELDS
