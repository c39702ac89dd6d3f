"""Make people: names, members with their numbers, and how a ledger counts them."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from . import words
from .chance import Chance
from .world import Enterprise, Member

FULL, PROBATIONARY = "正式党员", "预备党员"

_PARTS = [
    (1, 0),
    (1, 0),
    (2, 0),
    (2, 1),
    (2, 1),
    (1, 2),
    (3, 0),
    (3, 0),
    (3, 1),
    (4, 0),
    (0, 3),
    (0, 1),
    (6, 1),
    (11, 1),
]
"""Full and probationary members: what a rule about three members can go wrong on."""


def person(rng: Random) -> str:
    """Make a person's name."""
    surname = "欧阳" if rng.random() < 0.02 else rng.choice(words.SURNAMES)
    return surname + rng.choice(words.GIVEN)


def make_members(chance: Chance, enterprise: Enterprise, *, share: float) -> tuple[list[Member], str]:
    """Make the members of an enterprise, never more than its employees; choose how a ledger gives them."""
    counted = chance.rng.choice(words.COUNTED)
    if counted == "unknown" or not chance.happens(share):
        return [], "unknown" if counted == "unknown" else "all"
    full, probationary = chance.rng.choice(_PARTS)
    if enterprise.employees is not None:
        full = min(full, enterprise.employees)
        probationary = min(probationary, enterprise.employees - full)
    parts = [FULL] * full + [PROBATIONARY] * probationary
    return [make_member(chance, None if counted == "total" else category) for category in parts], counted


def make_member(chance: Chance, category: str | None) -> Member:
    """Make one member."""
    rng = chance.rng
    woman = chance.happens(0.35)
    born = date(1955, 1, 1) + timedelta(days=rng.randrange(16_000))
    joined = date(born.year + 20, 1, 1) + timedelta(days=rng.randrange(1_000))
    return Member(
        name=person(rng),
        identity=chance.issue.identity_number(born, woman=woman),
        born=born,
        woman=woman,
        phone=chance.issue.phone_number(),
        address=f"{rng.choice(words.VILLAGES)}{rng.randint(1, 12)}组{rng.randint(101, 999)}号",
        category=category,
        joined=joined,
        confirmed=None if category == PROBATIONARY else joined + timedelta(days=366),
        education=rng.choice(words.EDUCATIONS),
        post=rng.choice(words.WORK_POSTS),
    )
