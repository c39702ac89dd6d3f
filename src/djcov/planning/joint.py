"""Joint organisations of one township: new ones, existing ones with room, and whom they help (S6, S8)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..facts.scope import NO_UNIT
from ..measures.results import Subject
from ..policy import Counting
from .candidates import Candidate, Joint
from .joining import Room, Seat, joined
from .results import Group, LeftOver, Placed

_Body = tuple[Joint | None, list[Candidate]]
"""An existing joint organisation, or None for a new one; and the enterprises that join it."""


def propose(
    unit: str, everybody: Iterable[Candidate], existing: Iterable[Joint], counting: Counting, *, attach: bool
) -> tuple[list[Group], list[LeftOver]]:
    """Give the groups of a unit, and the rest of its enterprises without organisation, each with the reason."""
    open_ones = [each for each in everybody if each.subject.township == unit and not each.values["organized"]]
    seated = [each for each in open_ones if not _why_not(each)]
    nearby = [each for each in existing if each.subject.township == unit]
    bodies = _bodies(seated, nearby, counting)
    helped = [each for each in open_ones if _is_memberless(each)] if attach and unit != NO_UNIT else []
    attached = _attached(helped, bodies, counting.joint_units)
    groups = [
        _group(unit, *body, [each.subject for each in work])
        for body, work in zip(bodies, attached, strict=True)
        if body[1] or work
    ]
    gone = {each.key for _, members in bodies for each in members} | {each.key for work in attached for each in work}
    full = any(members for _, members in bodies) or bool(nearby)
    left = [
        LeftOver(each.subject, *(_why_not(each) or _no_place(counting, full)))
        for each in open_ones
        if each.key not in gone
    ]
    return groups, left


def _why_not(one: Candidate) -> tuple[str, str] | None:
    """Say why an enterprise is not one to be joined with others, and by which clause; None if it is."""
    values = one.values
    if not values["organized_known"]:
        return "是否建立党组织不清楚，请先核实", "S17"
    if values["due"]:
        members = "党员（未分正式、预备）" if values["undivided"] else "正式党员"
        return f"{members}已有 {values['full_members']} 人，应单独建立", "S5"
    if _is_memberless(one):
        return "没有党员，由村（社区）或联合党组织帮助培养", "S8"
    if not values["has_member"]:
        return "党员人数不清楚，请先核实", "S17"
    if one.subject.township == NO_UNIT:
        return "没有填写乡（办），看不出与谁相近", "S17"
    return None


def _is_memberless(one: Candidate) -> bool:
    values = one.values
    return values["organized_known"] and not values["due"] and values["members"] == 0


def _no_place(counting: Counting, full: bool) -> tuple[str, str]:
    if full:
        return f"附近的联合党组织都已满 {counting.joint_units} 家", "S6"
    return f"同一乡（办）可以联合的企业，{counting.joint_units} 家以内正式党员凑不足 {counting.due_members} 人", "S6"


def _bodies(seated: Sequence[Candidate], nearby: Sequence[Joint], counting: Counting) -> list[_Body]:
    seats = [Seat(each.place, each.full_members) for each in seated]
    rooms = [Room(each.places, max(counting.joint_units - each.covered, 0)) for each in nearby]
    found = joined(seats, rooms, counting.due_members, counting.joint_units)
    new: list[_Body] = [(None, [seated[index] for index in sorted(group)]) for group in found.groups]
    old: list[_Body] = [
        (each, [seated[index] for index, room in found.taken_in.items() if room == at])
        for at, each in enumerate(nearby)
    ]
    return [*new, *old]


def _attached(helped: Iterable[Candidate], bodies: Sequence[_Body], limit: int) -> list[list[Candidate]]:
    """Attach enterprises to a body nearby, else to any of the unit, the one with the fewest first; at most ``limit``.

    Every body may take any of them, so as many are attached as there is room, whatever the order.
    """
    work: list[list[Candidate]] = [[] for _ in bodies]
    for each in helped:
        free = [at for at, attached in enumerate(work) if len(attached) < limit]
        near = [at for at in free if each.place and each.place in _places(bodies[at])]
        if near or free:
            work[min(near or free, key=lambda at: len(work[at]))].append(each)
    return work


def _places(body: _Body) -> set[str]:
    joint, members = body
    return {each.place for each in members} | (set(joint.places) if joint else set())


def _group(unit: str, joint: Joint | None, members: Sequence[Candidate], attached: Sequence[Subject]) -> Group:
    places = _places((joint, list(members)))
    shared = next(iter(places)) if len(places) == 1 else ""
    placed = tuple(Placed(each.subject, each.full_members) for each in members)
    return Group(unit, shared, joint.subject if joint else None, placed, tuple(attached))
