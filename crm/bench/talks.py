"""What made-up people and agents say to each other: conversations with their lines and summaries."""

from types import SimpleNamespace
from uuid import UUID

from conversations.models import Message
from conversations.open import subject_of
from conversations.thread import summarise

from .clock import DAY, moment
from .pools import ANSWERED, ASKED, NOTED, PAGES, WENT_ON


def _spread(shares):
    return [value for value, share in shares.items() for _ in range(share)]


# How many of a hundred people have how many conversations (heavy ones make it 5 on the average), and how
# many of a hundred conversations have how much said in them (with events it is 4 lines on the average).
CONVERSATIONS = _spread(
    {1: 30, 2: 18, 3: 12, 4: 9, 5: 7, 6: 5, 8: 5, 10: 5, 15: 4, 20: 3, 40: 2},
)
SAID = _spread({1: 36, 2: 34, 3: 13, 4: 8, 5: 4, 8: 3, 12: 1, 20: 1})
HEAVY_CONVERSATIONS, HEAVY_SAID = 1000, 2000
SUBJECTS = {body: subject_of(body) for body in ASKED}
YEARS, MONTH, SHORTEST_GAP, MEAN_GAP = 2 * 365 * DAY, 30 * DAY, 20, 2700  # seconds

VISITOR, REPLY, NOTE, EVENT = Message.Kind.values
ASSIGNED, CLOSED = Message.Event.ASSIGNED.value, Message.Event.CLOSED.value


def talks(random, *, is_heavy, agents, until):
    """
    Return the conversations of a new person, earliest first, each with its `lines`: (place, kind, body,
    event, author, subject, moment). Nothing is later than `until`.
    """
    first = until - int(random.random() * YEARS)
    number = HEAVY_CONVERSATIONS if is_heavy else random.choice(CONVERSATIONS)
    others = sorted(first + int(random.random() * (until - first)) for _ in range(number - 1))
    said = [HEAVY_SAID if is_heavy else random.choice(SAID), *(random.choice(SAID) for _ in others)]
    return [
        _talk(random, begins, count, agents, until)
        for begins, count in zip([first, *others], said, strict=True)
    ]


def _talk(random, begins, said, agents, until):
    body, page = random.choice(ASKED), random.choice(PAGES)
    talk = SimpleNamespace(
        public_id=UUID(int=random.getrandbits(128), version=4).hex,
        subject=SUBJECTS[body],
        page=f"https://shop.example/{page}" if page else "",
        status="open",
        assignee_id=None,
        created_at=moment(begins),
        closed_at=None,
        visitor_seen_seq=0,
        **_BEFORE_ANYTHING,
        lines=[],
    )
    at = _say(random, talk, body, begins, said, agents, until)
    answered = talk.first_reply_at is not None
    if answered and random.random() < 0.8:
        talk.visitor_seen_seq = talk.last_seq
    if random.random() < (0.97 if until - at > MONTH else 0.6 if talk.snippet_is_ours else 0.2):
        talk.status, talk.waiting_since = "closed", None
        talk.closed_at = moment(min(at + MEAN_GAP, until))
        _line(talk, EVENT, "", CLOSED, talk.assignee_id or random.choice(agents), None, talk.closed_at)
    return talk


_BEFORE_ANYTHING = {
    "last_seq": 0,
    "message_count": 0,
    "snippet": "",
    "snippet_is_ours": False,
    "replied_seq": 0,
    "last_message_at": None,
    "first_reply_at": None,
    "waiting_since": None,
}


def _say(random, talk, body, at, said, agents, until):
    """Let both say so many things in turn, and return the second of the last one."""
    _line(talk, VISITOR, body, "", None, None, talk.created_at)
    talk.heard_at = at
    for place in range(1, said):
        at = min(at + SHORTEST_GAP + int(random.expovariate(1 / MEAN_GAP)), until)
        when = moment(at)
        if place % 2 == 0:
            _line(talk, VISITOR, random.choice(WENT_ON), "", None, None, when)
            talk.heard_at = at
            continue
        if talk.assignee_id is None:
            talk.assignee_id = agent = random.choice(agents)
            _line(talk, EVENT, "", ASSIGNED, agent, agent, when)
        if random.random() < 0.03:
            _line(talk, NOTE, random.choice(NOTED), "", talk.assignee_id, None, when)
        _line(talk, REPLY, random.choice(ANSWERED), "", talk.assignee_id, None, when)
    return at


def _line(talk, kind, body, event, author, subject, when):
    talk.last_seq += 1
    talk.lines.append((talk.last_seq, kind, body, event, author, subject, when))
    summarise(talk, kind, body, when)
