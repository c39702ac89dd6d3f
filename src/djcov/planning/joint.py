"""Joint organisations of one township: new ones, existing ones with room, and whom they help (S6, S8)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..facts.scope import NO_UNIT
from ..measures.results import Subject
from ..policy import Policy
from .candidates import Candidate, Joint
from .group_counts import Counts, Proof, Rules, counted
from .naming import seated
from .places import ANYWHERE, Place, shared, spelling
from .placing import Joined, Room, Seat, joined
from .results import Group, LeftOver, Placed

_Body = tuple[Joint | None, Sequence[Candidate]]
"""An existing joint organisation, or None for a new one; and the enterprises that join it."""


@dataclass(frozen=True, slots=True)
class Township:
    """Who may join whom in one unit."""

    unit: str
    open_ones: tuple[Candidate, ...]
    """Those in scope without organisation."""
    eligible: tuple[Candidate, ...]
    """Of these, whoever may join others, in the order in which they are placed: those first who would get an instructor
    otherwise, and need none then."""
    existing: tuple[Joint, ...]
    rooms: tuple[Room, ...]
    """How many more each of these may take, once those that have enough members have left it."""
    rules: Rules

    @property
    def anywhere(self) -> bool:
        """Whether enterprises of different villages and parks may join."""
        return self.unit != NO_UNIT


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed in one unit, and how good it is."""

    groups: tuple[Group, ...]
    left_over: tuple[LeftOver, ...]
    covered: Proof
    new: Proof
    in_place: Proof


def rules(policy: Policy) -> Rules:
    """Give the policy's rules of joint organisations."""
    counting, planning = policy.counting, policy.planning
    return Rules(counting.due_members, counting.joint_units, planning.prefer, planning.seconds)


def townships_of(
    units: Iterable[str], everybody: Iterable[Candidate], existing: Iterable[Joint], policy: Policy
) -> list[Township]:
    """Gather who may join whom in each of some units."""
    by_unit: defaultdict[str, list[Candidate]] = defaultdict(list)
    for one in everybody:
        if not one.values["organized"]:
            by_unit[one.subject.township].append(one)
    joints: defaultdict[str, list[Joint]] = defaultdict(list)
    for joint in existing:
        if joint.staying:
            joints[joint.subject.township].append(joint)
    return [_township(unit, by_unit[unit], joints[unit], policy) for unit in units]


def _township(unit: str, open_ones: Iterable[Candidate], here: Iterable[Joint], policy: Policy) -> Township:
    open_ones, here = tuple(open_ones), tuple(here)
    seats = [each for each in open_ones if not why_not(each, policy)]
    limit = policy.counting.joint_units
    return Township(
        unit,
        open_ones,
        tuple(sorted(seats, key=lambda each: bool(each.values["is_weak"] or each.values["stationed"]))),
        here,
        tuple(Room(each.places, max(limit - len(each.staying), 0)) for each in here),
        rules(policy),
    )


def propose(here: Township, policy: Policy, *, attach: bool) -> Proposal:
    """Give the groups of a unit, and the rest of its enterprises without organisation, each with the reason."""
    found, counts = best(here)
    bodies = _bodies(here, found)
    helped = [each for each in here.open_ones if is_memberless(each)] if attach and here.anywhere else []
    attached = _attached(helped, bodies, here.rules.limit)
    groups = [
        _group(here.unit, *body, [each.subject for each in work])
        for body, work in zip(bodies, attached, strict=True)
        if body[1] or work
    ]
    gone = {each.enterprise for _, members in bodies for each in members}
    gone |= {each.enterprise for work in attached for each in work}
    full = bool(found.groups) or bool(here.existing)
    left = [
        LeftOver(each.subject, *(why_not(each, policy) or _no_place(here.rules, full)))
        for each in here.open_ones
        if each.enterprise not in gone and not each.founds
    ]
    return Proposal(tuple(groups), tuple(left), *_proofs(here, found, groups, counts))


def best(here: Township) -> tuple[Joined, Counts | None]:
    """Give who goes where, and the exact counts behind it; without them it is the rule of thumb of :mod:`.joining`."""
    sorts = [each.sort for each in here.eligible]
    counts = counted(Counter(sorts), rooms_of(here), here.rules, anywhere=here.anywhere)
    if counts:
        return seated(sorts, here.rooms, counts), counts
    seats = [Seat(next(iter(each.sort.places), ANYWHERE), each.full_members) for each in here.eligible]
    if not here.anywhere:
        return Joined([], {}), None
    return joined(seats, here.rooms, here.rules.due, here.rules.limit), None


def rooms_of(here: Township) -> Counter[frozenset[Place]]:
    """Give the free places of the existing organisations, by where these are."""
    rooms: Counter[frozenset[Place]] = Counter()
    for room in here.rooms:
        rooms[room.places] += room.free
    return rooms


def _proofs(
    here: Township, found: Joined, groups: Iterable[Group], counts: Counts | None
) -> tuple[Proof, Proof, Proof]:
    if counts:
        return counts.covered, counts.new, counts.in_place
    near = sum(len(group.enterprises) for group in groups if group.place)
    everybody = len(here.eligible)
    return Proof(found.covered, everybody), Proof(len(found.groups), 0), Proof(near, everybody)


def why_not(one: Candidate, policy: Policy) -> tuple[str, str] | None:
    """Say why an enterprise is not one to be joined with others, and by which clause; None if it is."""
    values = one.values
    if not values["organized_known"]:
        return "是否建立党组织不清楚，请先核实", "S17"
    if values["due"]:
        return due_reason(one), "S5"
    if is_memberless(one):
        return "没有党员，由村（社区）或联合党组织联系培养", "S8"
    if not values["has_member"]:
        return "党员人数不清楚，请先核实", "S17"
    if policy.planning.joint_needs_full_member and not one.full_members:
        return "没有正式党员，按规定不参加联合组建", "S6"
    if one.subject.township == NO_UNIT and not one.places.spelt:
        return "没有填写乡（办），看不出与谁相近", "S17"
    return None


def due_reason(one: Candidate) -> str:
    """Say how many members an enterprise has that should have its own organisation."""
    values = one.values
    members = "党员（未分正式、预备）" if values["undivided"] else "正式党员"
    return f"{members}已有 {values['full_members']} 人，应单独建立"


def is_memberless(one: Candidate) -> bool:
    """Whether an enterprise is known to have neither organisation nor members."""
    values = one.values
    return bool(values["organized_known"] and not values["due"] and values["members"] == 0)


def _no_place(rules: Rules, full: bool) -> tuple[str, str]:
    if full:
        return f"附近的联合党组织都已满 {rules.limit} 家", "S6"
    return f"同一乡（办）可以联合的企业，{rules.limit} 家以内正式党员凑不足 {rules.due} 人", "S6"


def _bodies(here: Township, found: Joined) -> list[_Body]:
    new: list[_Body] = [
        (None, sorted((here.eligible[index] for index in group), key=lambda each: each.key)) for group in found.groups
    ]
    new.sort(key=lambda body: _place_then_name(body[1]))
    old: list[_Body] = [
        (
            each,
            sorted(
                (here.eligible[index] for index, room in found.taken_in.items() if room == at),
                key=lambda one: one.key,
            ),
        )
        for at, each in enumerate(here.existing)
    ]
    return [*new, *old]


def _place_then_name(members: Sequence[Candidate]) -> tuple[bool, Place, tuple[str, str, int]]:
    """Order groups: those of one place first."""
    place = shared(each.places.spelt for each in members)
    return place == ANYWHERE, place, members[0].key


def _attached(helped: Iterable[Candidate], bodies: Sequence[_Body], limit: int) -> list[list[Candidate]]:
    """Attach enterprises to a body nearby, else to any of the unit, the one with the fewest first; at most ``limit``.

    Every body may take any of them, so as many are attached as there is room, whatever the order.
    """
    work: list[list[Candidate]] = [[] for _ in bodies]
    places = [_places(*body) for body in bodies]
    by_place: dict[Place, list[int]] = {}
    for at, there in enumerate(places):
        for place in there:
            by_place.setdefault(place, []).append(at)
    open_ones = dict.fromkeys(range(len(bodies)))
    for each in helped:
        near = {at for place in each.places.spelt for at in by_place.get(place, ()) if at in open_ones}
        if not (near or open_ones):
            break
        chosen = min(near or open_ones, key=lambda at: (len(work[at]), at))
        work[chosen].append(each)
        if len(work[chosen]) >= limit:
            del open_ones[chosen]
    return work


def _places(joint: Joint | None, members: Iterable[Candidate]) -> frozenset[Place]:
    own = frozenset(place for each in members for place in each.places.spelt)
    return own | joint.places if joint else own


def _group(unit: str, joint: Joint | None, members: Sequence[Candidate], attached: Sequence[Subject]) -> Group:
    sets = [frozenset(each.places.spelt) & (joint.places if joint else _places(None, members)) for each in members]
    place = shared(sets)
    return Group(
        unit=unit,
        place=spelling(place, (each.places for each in members)) if place != ANYWHERE else "",
        organization=joint.subject if joint else None,
        enterprises=tuple(_placed(each, joint, place) for each in members),
        attached=tuple(attached),
        at=joint.at if joint else None,
        staying=len(joint.staying) if joint else 0,
    )


def _placed(one: Candidate, joint: Joint | None, place: Place) -> Placed:
    """Say where an enterprise meets its group: the place of all, or its own where the organisation already is."""
    near = place if place != ANYWHERE else shared([frozenset(one.places.spelt) & joint.places]) if joint else ANYWHERE
    text = one.places.spelt.get(near, "") if near != ANYWHERE else ""
    return Placed(one.subject, one.full_members, text, one.enterprise)
