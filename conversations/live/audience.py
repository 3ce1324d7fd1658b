"""Who listens to a stream, and what of each doorbell they may hear."""

from dataclasses import dataclass
from uuid import UUID

from conversations.models import Doorbell
from conversations.models.doorbell import now_in_ms

from .announce import KEPT_FOR

# What was rung in a transaction that committed late, or by a host whose clock is behind, is rung again.
OVERLAP = 30_000
MOST_MISSED = 200


class Audience:
    """A stream belongs to one. The hub finds it by its `keys`, and counts the streams of `who` it is."""

    may_end = False  # whether the right to it may end before the stream does

    def missed(self, last_id):
        """
        Return what rang since the event `last_id`, oldest first, as far as it is of use later. Return None
        when that cannot be told: the id is none of ours, from the future, or older than what is kept.
        """
        since = int(last_id) if last_id.isascii() and last_id.isdigit() and len(last_id) < 16 else 0
        now = now_in_ms()
        if not now - KEPT_FOR < since <= now + OVERLAP:
            return None
        kinds = [Doorbell.Kind.MESSAGE, Doorbell.Kind.SEEN]
        bells = Doorbell.objects.filter(**self.heard(), kind__in=kinds, at__gt=since - OVERLAP)
        found = list(bells.order_by("at").values()[: MOST_MISSED + 1])
        return found if len(found) <= MOST_MISSED else None


@dataclass(frozen=True)
class AgentAudience(Audience):
    """An agent of a project hears of all its conversations, and who it was."""

    project_id: int
    user_id: int
    may_end = True

    @property
    def keys(self):
        return [("project", self.project_id), ("user", self.user_id)]

    @property
    def who(self):
        return ("user", self.user_id)

    def heard(self):
        return {"project_id": self.project_id}

    def words_for(self, bell):
        """Return what a browser is told, or None."""
        return {
            "kind": bell["kind"],
            "conversation": bell["conversation_id"],
            "seq": bell["seq"],
            "by": bell["user_id"],
        }


@dataclass(frozen=True)
class VisitorAudience(Audience):
    """A visitor hears of their own lead's conversations, whatever it was merged with, and of no note."""

    lead_id: int

    @property
    def keys(self):
        return [("lead", self.lead_id)]

    @property
    def who(self):
        return ("lead", self.lead_id)

    def heard(self):
        return {"lead_id": self.lead_id, "for_visitor": True}

    def words_for(self, bell):
        if not bell["for_visitor"]:
            return None
        return {"kind": bell["kind"], "conversation": str(UUID(str(bell["public_id"]))), "seq": bell["seq"]}
