"""Who writes: made-up people, each the same again for the same seed, project and number."""

from functools import lru_cache
from random import Random
from uuid import UUID

from leads.fold import fold

from .pools import DEVICES, DOMAINS, LANGUAGES, NAMES, ROLE_ADDRESSES, TRADES

NO_EMAIL, SHARED = 0.40, 0.417  # who copies an address shares it with one more: 3 % in all
HEAVY_EACH = 10_000

_folded = lru_cache(maxsize=2000)(fold)


def random_of(seed, project, number):
    """Return the source of all that is random about one person."""
    return Random(f"{seed} {project.slug} {number}")  # noqa: S311 - made up, and the same each time


def visitor_id(random):
    return UUID(int=random.getrandbits(128), version=4)


def is_heavy(number):
    """Say whether this is one of the few who write all the time."""
    return number % HEAVY_EACH == HEAVY_EACH // 2


def person(seed, project, number):
    """Return the source of randomness, to go on with, and the columns of a lead."""
    random = random_of(seed, project, number)
    columns = {"visitor_id": visitor_id(random)}
    roll = random.random()
    first, last, language = _name(random)
    columns |= _written(random, first, last)
    columns["email"] = "" if roll < NO_EMAIL else _address(random, number, first, last)
    if NO_EMAIL <= roll < SHARED:
        columns["email"] = _somebody_elses(random, seed, project, number) or columns["email"]
    code = NAMES[language][2]
    columns["phone"] = f"{code} {random.randrange(10**8, 10**9)}" if random.random() < 0.25 else ""
    columns["company"] = f"{last} {random.choice(TRADES)}" if random.random() < 0.2 else ""
    browser, version, system = random.choice(DEVICES)
    columns |= {"browser": browser, "browser_version": version, "system": system, "language": language}
    return random, columns


def _name(random):
    language = random.choice(LANGUAGES)
    firsts, lasts, _code = NAMES[language]
    first = random.choice(firsts)
    if random.random() < 0.3:
        first = f"{first} {random.choice(firsts)}"
    return first, random.choice(lasts), language


def _written(random, first, last):
    """Return the names as people type them: into one field, into both, in small letters, or not at all."""
    roll = random.random()
    if roll < 0.05:
        return {"full_name": "", "last_name": ""}
    if roll < 0.45:
        return {"full_name": f"{first} {last}", "last_name": ""}
    if roll < 0.55:
        return {"full_name": first.lower(), "last_name": last.lower()}
    return {"full_name": first, "last_name": last}


def _address(random, number, first, last):
    name = f"{_folded(first.split()[0])}.{_folded(last)}".replace(" ", "").replace("'", "")
    return f"{name}{number}@{random.choice(DOMAINS)}"


def _somebody_elses(random, seed, project, number):
    """Return the address of somebody who came earlier, if anybody did, or now and then that of an office."""
    if random.random() < 0.02:
        return random.choice(ROLE_ADDRESSES)
    for _attempt in range(8 if number else 0):
        _random, earlier = person(seed, project, random.randrange(number))
        if earlier["email"]:
            return earlier["email"]
    return ""
