"""
Who has written to Fern & Clay. Plain data, which `build` turns into rows.

A person has a visitor ID (none: a random one), a browser (name, version, system, language) and conversations.
A conversation has the page it began on, the answers given to the form before it, and its lines: when, who
does what, and with what.

- When: "18 min" and "5 h" are before now, "3 d 14:05" is that time of day three days ago, "12 March 16:08" is
  the last such day more than a month ago, and a number is minutes after the line before.
- Who: "visitor" writes, "visitor reads"; an agent (by first name) replies, or "notes", "takes", "gives" (to
  whom), "snoozes" (for so many days), "closes" and "writes" (into the profile).
"""

from .abroad import ABROAD
from .andrea import ANDREA
from .choosing import CHOOSING
from .orders import ORDERS
from .other import OTHER
from .regulars import REGULARS
from .trade import TRADE

PEOPLE = [*ANDREA, *REGULARS, *TRADE, *ORDERS, *CHOOSING, *OTHER, *ABROAD]
