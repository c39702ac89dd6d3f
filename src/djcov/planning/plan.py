"""The plan: joint organisations for those who are too few alone, and instructors for those who have nobody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..facts import Facts
from ..measures.indicators import missing
from ..measures.indicators.needs import MEMBERS, ORGANIZED, STATIONED
from ..measures.units import chosen, units
from .candidates import Candidate, Person, candidates, joints, persons
from .joint import propose
from .packing import EXACT
from .results import Assignment, Group, LeftOver, Plan, Shortage, Wanting
from .stationing import stationed


def plan(facts: Facts, townships: Iterable[str] = (), *, attach: bool = False) -> Plan:
    """Propose joint organisations (S6) and instructors (S9, S12) for the whole district or only some townships.

    With ``attach``, enterprises without members are attached to joint organisations for work only (S8). Raises
    UsageError for an unknown township.
    """
    only = chosen(facts, townships)
    shown = only or units(facts)
    counting = facts.policy.counting
    without = {
        "联合组建": missing((ORGANIZED, MEMBERS), facts),
        "派驻指导员": missing((ORGANIZED, STATIONED), facts),
    }
    everybody = candidates(facts)
    groups: list[Group] = []
    left_over: list[LeftOver] = []
    if not without["联合组建"]:
        existing = joints(facts, everybody)
        for unit in shown:
            found, left = propose(unit, everybody, existing, counting, attach=attach)
            groups += found
            left_over += left
    assignments: list[Assignment] = []
    waiting: list[Wanting] = []
    if not without["派驻指导员"]:
        provided = {each.subject for group in groups for each in group.enterprises}
        people = persons(facts, everybody)
        for unit in shown:
            wanted = [each for each in everybody if each.subject.township == unit and _wants(each)]
            wanted.sort(key=lambda each: (not each.values["is_weak"], each.subject in provided))
            served, waits = _served(
                wanted, [each for each in people if each.subject.township == unit], counting.instructor_load
            )
            assignments += served
            waiting += waits
    return Plan(
        as_of=facts.as_of,
        whole="、".join(only) or facts.policy.district,
        due_members=counting.due_members,
        joint_units=counting.joint_units,
        instructor_load=counting.instructor_load,
        units=shown,
        groups=tuple(groups),
        left_over=tuple(left_over),
        assignments=tuple(assignments),
        waiting=tuple(waiting),
        shortages=_shortages(shown, waiting, counting.instructor_load),
        missing=tuple((what, why) for what, why in without.items() if why),
        exact=counting.due_members <= EXACT,
    )


def _wants(one: Candidate) -> bool:
    """Whether an enterprise needs an instructor: without organisation or weak, and nobody is known to be there."""
    return not one.values["stationed"] and (one.values["is_weak"] or not one.values["organized"])


def _served(
    wanted: Sequence[Candidate], people: Sequence[Person], limit: int
) -> tuple[list[Assignment], list[Wanting]]:
    """Give who goes where in one unit, and who waits."""
    asked = [Wanting(each.subject, _reason(each)) for each in wanted]
    pairs = stationed([each.place for each in wanted], people, limit)
    loads = {index: person.load for index, person in enumerate(people)}
    found: list[Assignment] = []
    for each, index in pairs.items():
        loads[index] += 1
        place = wanted[each].place
        near = place if place and place == people[index].place else ""
        found.append(Assignment(asked[each], people[index].subject, near, loads[index]))
    return found, [wanting for each, wanting in enumerate(asked) if each not in pairs]


def _reason(one: Candidate) -> str:
    values = one.values
    without = "没有党组织" if values["organized_known"] else "是否建立党组织不清楚"
    reason = "薄弱" if values["is_weak"] else without
    return reason if values["stationed_known"] else f"{reason}，是否已派驻不清楚"


def _shortages(shown: Iterable[str], waiting: Sequence[Wanting], limit: int) -> tuple[Shortage, ...]:
    numbers = {unit: sum(1 for each in waiting if each.subject.township == unit) for unit in shown}
    return tuple(Shortage(unit, number, -(-number // limit)) for unit, number in numbers.items() if number)
