"""The plan: organisations for those who should have their own, joint ones for those who are too few alone, and
instructors for those who have nobody then.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from ..facts import Facts
from ..facts.scope import unit_list
from ..masking import Names
from ..measures.indicators import missing
from ..measures.indicators.needs import MEMBERS, ORGANIZED, STATIONED
from ..measures.units import chosen, units
from .candidates import Candidate, Joint, candidates, joints
from .effect import effect
from .instructors import Sending, sent
from .joint import Proposal, due_reason, propose, townships_of
from .reaching import Goal, reach
from .results import Own, Plan, Stage


def plan(
    facts: Facts,
    townships: Iterable[str] = (),
    *,
    attach: bool = False,
    today: bool = False,
    goal: Goal | None = None,
    names: Names = Names.MASKED,
) -> Plan:
    """Propose organisations (S5, S6) and instructors (S9, S12) for the whole district or only some townships.

    With ``attach``, enterprises without members are attached to joint organisations for work only (S8). ``today``:
    instructors are sent to all who are without organisation today, also to those for whom the plan has one. ``goal``:
    what the fewest founding acts are to reach. Raises UsageError for an unknown township.
    """
    only = chosen(facts, townships)
    shown = only or _ordered(facts)
    policy = facts.policy
    without = {
        "建立党组织": missing((ORGANIZED, MEMBERS), facts),
        "派驻指导员": missing((ORGANIZED, STATIONED), facts),
    }
    everybody = candidates(facts)
    existing = joints(facts, everybody)
    here = [] if without["建立党组织"] else townships_of(shown, everybody, existing, policy)
    with ThreadPoolExecutor(os.cpu_count()) as pool:  # HiGHS works outside of Python's lock
        proposals = list(pool.map(partial(propose, policy=policy, attach=attach), here))
    groups = tuple(group for each in proposals for group in each.groups)
    own = _own(everybody, existing, shown) if here else ()
    provided = {each.enterprise for each in own} | {each.enterprise for group in groups for each in group.enterprises}
    sending = Sending()
    if not without["派驻指导员"]:
        sending = sent(facts, everybody, shown, set() if today else provided, names)
    return Plan(
        as_of=facts.as_of,
        whole="、".join(only) or policy.district,
        policy=policy,
        units=shown,
        today=today,
        own=own,
        groups=groups,
        left_over=tuple(left for each in proposals for left in each.left_over),
        assignments=sending.assignments,
        waiting=sending.waiting,
        shortages=sending.shortages,
        idle=sending.idle,
        stages=(*_stages(proposals), *sending.stages),
        effect=effect(facts, only, shown, own, groups, sending.assignments),
        reach=reach(facts, only, goal, here, own) if goal else None,
        missing=tuple((what, why) for what, why in without.items() if why),
    )


def _ordered(facts: Facts) -> tuple[str, ...]:
    """Give the units in an order that no order of rows can change: the policy's, then by name."""
    listed = unit_list(facts.policy)
    return (*listed, *sorted(set(units(facts)) - set(listed)))


def _own(everybody: Iterable[Candidate], existing: Iterable[Joint], shown: Sequence[str]) -> tuple[Own, ...]:
    """Give those that should found their own organisation, by unit (S5)."""
    left: dict[int, list[str]] = {}
    for joint in existing:
        for each in joint.covers:
            left.setdefault(each.enterprise, []).append(joint.subject.name)
    rank = {unit: at for at, unit in enumerate(shown)}
    found = [each for each in everybody if each.founds and each.subject.township in rank]
    found.sort(key=lambda each: (rank[each.subject.township], each.key))
    return tuple(
        Own(
            each.subject,
            each.full_members,
            due_reason(each),
            each.enterprise,
            tuple(left.get(each.enterprise, ())) if each.leaves else (),
        )
        for each in found
    )


def _stages(proposals: Sequence[Proposal]) -> tuple[Stage, ...]:
    """Add up over the units how good the joint organisations are."""

    def stage(code: str, name: str) -> Stage:
        proofs = [getattr(each, code) for each in proposals]
        return Stage(code, name, sum(each.reached for each in proofs), sum(each.bound for each in proofs))

    named = (
        ("covered", "纳入联合组建的企业"),
        ("new", "新建联合党组织"),
        ("in_place", "同村（社区）、同园区联合的企业"),
    )
    return tuple(stage(code, name) for code, name in named) if proposals else ()
