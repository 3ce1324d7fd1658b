"""
Whatever is done in whatever order: nothing is lost, nothing crosses to another visitor, there is no cycle,
the head is one hop away, and merge then undo is the identity on everything untouched since.

Two thousand stories on SQLite and two hundred on PostgreSQL, in two halves so that two processes share them.
"""

from dataclasses import dataclass, field
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leads.merge import merge
from leads.models import Lead, Merge, ProfileValue
from leads.models.profile_value import Source
from leads.profile import write
from leads.refused import Refused
from leads.split import split
from leads.undo import undo
from tests.factories import create_leads
from tests.leads.people import state

EXAMPLES = 1000 if connection.vendor == "sqlite" else 100
KEYS = st.sampled_from(["full_name", "email"])
WHO = st.integers(0, 3)
STEP = st.one_of(
    st.tuples(st.just("merge"), WHO, WHO, st.integers(0, 1)),
    st.tuples(st.just("undo"), st.integers(0, 5)),
    st.tuples(st.just("split"), WHO),
    st.tuples(st.just("typed"), WHO, KEYS, st.sampled_from(["x", "y@example.com"])),
    st.tuples(st.just("edited"), WHO, KEYS, st.sampled_from(["x", "z@example.com", ""])),
)


@dataclass
class Story:
    """The leads, what each visitor and agent said of each of them, and what was there before each merge."""

    leads: list[Lead]
    agent: object
    said: dict = field(default_factory=dict)
    untouched: dict = field(default_factory=dict)

    def now(self, number):
        return Lead.objects.select_related("project", "contact").get(pk=self.leads[number].pk)

    def merge(self, kept, other, whose):
        kept, other = self.now(kept).contact, self.now(other).contact
        before = state(*self.leads)
        try:
            [row] = merge(kept, [other], by=self.agent, choices={"full_name": (kept, other)[whose].pk})
        except Refused:
            assert kept == other
        else:
            self.untouched = {row.pk: before}

    def undo(self, number):
        merges = list(Merge.objects.order_by("pk"))
        if number >= len(merges):
            return
        row = merges[number]
        try:
            undo(row, by=self.agent)
        except Refused:
            assert not row.is_standing
        else:
            if before := self.untouched.get(row.pk):
                assert state(*self.leads) == before
            self.untouched = {}

    def split(self, number):
        self.untouched = {}
        lead = self.now(number)
        try:
            split(lead, by=self.agent)
        except Refused:
            assert lead.contact.leads.count() == 1
        else:
            assert self.now(number).is_contact
            assert self.now(number).leads.count() == 1

    def typed(self, number, key, value):
        self._say(self.now(number), {key: value}, source=Source.VISITOR, conversation=uuid4())

    def edited(self, number, key, value):
        self._say(self.now(number).contact, {key: value}, source=Source.AGENT, actor=self.agent)

    def _say(self, lead, values, **how):
        self.untouched = {}
        for row in write(lead, values, **how):
            self.said[row.pk] = lead.pk

    def check(self):
        leads = {lead.pk: lead for lead in Lead.objects.all()}
        for lead in leads.values():
            steps, above = 0, lead
            while above.merged_into_id:
                above, steps = leads[above.merged_into_id], steps + 1
                assert steps < len(leads), "a cycle"
            assert lead.contact_id == above.pk, "the head is not one hop away"
            assert (lead.merged_into_id is not None) == lead.merges.standing().exists()
        for head in filter(lambda lead: lead.is_contact, leads.values()):
            own = [lead for lead in leads.values() if lead.contact_id == head.pk]
            assert head.last_seen == max(lead.seen_at for lead in own)
            said = ProfileValue.objects.filter(lead__in=own).values_list("value", flat=True)
            assert all(value in head.search_text for value in said)
            rows = ProfileValue.objects.filter(lead__in=own).exclude(value="")
            copies, words = (
                set(rows.filter(merge__isnull=is_said).values_list("value", "created_at"))
                for is_said in (False, True)
            )
            assert copies <= words, "a copy of what somebody said who has left"
        kept = ProfileValue.objects.filter(merge=None).values_list("pk", "lead")
        assert dict(kept) == self.said, "a word was lost, or is somebody else's"
        for row in ProfileValue.objects.filter(is_current=True).select_related("lead", "field"):
            assert getattr(row.lead, row.field.key) == row.value


def tell(project, agent, steps):
    with transaction.atomic():
        seen = dict.fromkeys(("seen_at", "last_seen"), timezone.now())
        rows = [seen | {"visitor_id": uuid4()} for _number in range(4)]
        story = Story(create_leads(project, rows), agent)
        for number, name in enumerate("abcd"):
            story.typed(number, "full_name", name)
            story.typed(number, "email", f"{name}@example.com")
        for verb, *arguments in steps:
            getattr(story, verb)(*arguments)
        story.check()
        transaction.set_rollback(True)


@pytest.mark.parametrize("half", [1, 2])
def test_any_order_of_anything_keeps_everything(project, agent, half):
    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(STEP, min_size=2, max_size=8))
    def run(steps):
        tell(project, agent, steps)

    run()
