"""Who needs an instructor, who is sent, and how many each unit must find (S9, S12)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from ..facts import Facts
from ..masking import Names
from .candidates import Candidate, Person, persons
from .places import ANYWHERE, shared
from .results import Assignment, Idle, Shortage, Stage, Wanting
from .stationing import Server, Want, stationed


@dataclass(frozen=True)
class Sending:
    """Who goes where, who waits, and who has time left."""

    assignments: tuple[Assignment, ...] = ()
    waiting: tuple[Wanting, ...] = ()
    shortages: tuple[Shortage, ...] = ()
    idle: tuple[Idle, ...] = ()
    stages: tuple[Stage, ...] = ()


def sent(
    facts: Facts, everybody: Iterable[Candidate], shown: Sequence[str], provided: Collection[int], names: Names
) -> Sending:
    """Send the instructors of some units, and those of none, to the enterprises there that need one.

    ``provided``: those that will have an organisation, and need an instructor only if they are weak.
    """
    policy = facts.policy
    limit = policy.counting.instructor_load
    everybody = list(everybody)
    rank = {unit: at for at, unit in enumerate(shown)}
    wanted = [each for each in everybody if each.subject.township in rank and _wants(each, provided)]
    first = policy.planning.instructors_first

    def later(one: Candidate) -> bool:
        covered = bool(one.values["organized"] or one.enterprise in provided)
        return covered if first == "without" else not one.values["is_weak"]

    wanted.sort(key=lambda each: (rank[each.subject.township], later(each), each.key))
    people = [each for each in persons(facts, everybody, names) if each.subject.township in rank or each.anywhere]
    pairs, optimal = stationed(
        [Want(each.subject.township, later(each), tuple(sorted(each.places.spelt))) for each in wanted],
        [Server(each.subject.township, each.load, tuple(sorted(each.places))) for each in people],
        limit,
        policy.planning.seconds,
    )
    waiting = [each for at, each in enumerate(wanted) if at not in pairs]
    asked = len(wanted) if optimal else min(len(wanted), sum(max(limit - each.load, 0) for each in people))
    return Sending(
        tuple(_assignments(wanted, people, pairs)),
        tuple(Wanting(each.subject, _reason(each)) for each in waiting),
        _shortages(shown, waiting, limit),
        _idle(people, pairs, limit),
        (Stage("served", "派驻指导员的企业", len(pairs), len(pairs) if optimal else asked),),
    )


def _wants(one: Candidate, provided: Collection[int]) -> bool:
    """Whether an enterprise needs an instructor: without organisation or weak, and nobody is known to be there."""
    without = not one.values["organized"] and one.enterprise not in provided
    return not one.values["stationed"] and bool(one.values["is_weak"] or without)


def _assignments(wanted: Sequence[Candidate], people: Sequence[Person], pairs: dict[int, int]) -> Iterable[Assignment]:
    loads = Counter({at: person.load for at, person in enumerate(people)})
    for each, at in pairs.items():
        loads[at] += 1
        one, person = wanted[each], people[at]
        place = (
            shared([one.places.spelt, person.places]) if one.subject.township == person.subject.township else ANYWHERE
        )
        yield Assignment(
            Wanting(one.subject, _reason(one)),
            person.subject,
            one.places.spelt.get(place, ""),
            loads[at],
            one.enterprise,
            person.at,
        )


def _reason(one: Candidate) -> str:
    values = one.values
    without = "没有党组织" if values["organized_known"] else "是否建立党组织不清楚"
    reason = "薄弱" if values["is_weak"] else without
    return reason if values["stationed_known"] else f"{reason}，是否已派驻不清楚"


def _shortages(shown: Iterable[str], waiting: Sequence[Candidate], limit: int) -> tuple[Shortage, ...]:
    numbers = Counter(each.subject.township for each in waiting)
    return tuple(Shortage(unit, numbers[unit], -(-numbers[unit] // limit)) for unit in shown if numbers[unit])


def _idle(people: Sequence[Person], pairs: dict[int, int], limit: int) -> tuple[Idle, ...]:
    """Give those who have nobody yet, and get nobody; and how many they could take."""
    sent = set(pairs.values())
    return tuple(
        Idle(each.subject, each.load, limit - each.load)
        for at, each in enumerate(people)
        if at not in sent and not each.load
    )
