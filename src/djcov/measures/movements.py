"""Movements: how each unit's enterprises came from one date's number to the next one's, and what else has changed.

The numbers add up exactly: whoever counts at the later date and did not at the earlier one came in by one way, whoever
counted and does no more went out by one. So the closing numbers of one month are the opening numbers of the next.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import narwhals as nw

from .. import masking
from ..choices import said
from ..facts import Facts
from ..facts.affiliation import superior_key
from ..facts.frames import Frame, records
from ..facts.scope import CLOSED, NOT_YET
from ..short_repr import Brief
from ..values.text import NOBODY, SOMEBODY, name_key
from .compare import compare
from .compare_results import Change, Comparison
from .pairing import Row, Sides, rows, sides
from .results import Subject
from .units import spellings_of, units

EventKind = Literal[
    "new",
    "moved",
    "back",
    "closed",
    "out",
    "founded",
    "dissolved",
    "merged",
    "organization_renamed",
    "secretary_changed",
    "superior_changed",
    "form_changed",
    "instructor_changed",
    "staff_reached",
    "staff_below",
    "members_joined",
    "members_left",
]

EVENTS: Mapping[EventKind, str] = {
    "new": "新增企业",
    "moved": "变更乡（办）",
    "back": "恢复统计",
    "closed": "关停注销",
    "out": "不再纳入统计",
    "founded": "新成立党组织",
    "dissolved": "撤销党组织",
    "merged": "合并党组织",
    "organization_renamed": "党组织更名",
    "secretary_changed": "书记变动",
    "superior_changed": "隶属变动",
    "form_changed": "组建方式变动",
    "instructor_changed": "指导员变动",
    "staff_reached": "职工达到{large_employees}人",
    "staff_below": "职工降到{large_employees}人以下",
    "members_joined": "党员增加",
    "members_left": "党员减少",
}
"""The kinds of event in their order, with their Chinese names; ``{setting}`` is a threshold of ``counting``."""

VANISHED = "本期台账中没有"
_GONE = frozenset[EventKind]({"closed", "out", "dissolved", "merged"})
_ENTERPRISE = (
    "left_out",
    "own",
    "joint",
    "employees",
    "large",
    "large_known",
    "members",
    "stationed",
    "stationed_known",
)
_ORGANIZATION = ("left_out", "founded_on", "secretary", "superior")


@dataclass(frozen=True, slots=True)
class Event:
    """What became of one enterprise or organisation between two dates."""

    kind: EventKind
    before: Subject | None
    """Its row in the old rosters; None if there is none."""
    after: Subject | None
    """Its row in the new ones."""
    detail: str
    """From what to what, or why."""
    count: int = 1
    """How many it stands for: of members, so many of them."""

    @property
    def subject(self) -> Subject:
        """Whom it is about as it is now, or as it was when it is gone."""
        subject = self.before or self.after if self.kind in _GONE else self.after
        if subject is None:
            raise ValueError(f"an event of kind {self.kind} without its row")
        return subject


@dataclass(frozen=True, slots=True)
class Movement:
    """One unit's enterprises in scope, from one date to the next; :attr:`closing` is what all the others give."""

    unit: str
    opening: int
    new: int = 0
    """In no ledger before, or registered since."""
    moved_in: int = 0
    """Counted before, in another unit."""
    back: int = 0
    """In the ledger before, but not counted."""
    closed: int = 0
    """Counted before; their state says now that they are closed."""
    moved_out: int = 0
    """Counted before, and now in another unit."""
    out: int = 0
    """Counted before, and now out of scope for another reason, or not in the ledger any more."""
    vanished: int = 0
    """Those of :attr:`out` that are not in the ledger any more."""
    closing: int = 0


@dataclass(frozen=True, repr=False)
class Movements(Brief):
    """What changed between two dates, in numbers that add up and in the rows behind them."""

    comparison: Comparison
    rows: tuple[Movement, ...]
    """The whole's first, then each unit's; the whole is the sum of the units."""
    events: tuple[Event, ...]
    """By kind in the order of :data:`EVENTS`, then in the order of the files."""
    organizations: tuple[int, int]
    """How many organisations cover enterprises in scope, at either date: the first and those that were founded, without
    those that were dissolved or merged, are the second."""
    titles: Mapping[str, str]
    """The kinds' Chinese names under the policy."""

    @property
    def files(self) -> tuple[str, ...]:
        """The files in which the rows of the events stand."""
        sides = (subject for event in self.events for subject in (event.before, event.after))
        return tuple(dict.fromkeys(subject.source.file for subject in sides if subject))

    def of(self, kind: EventKind) -> tuple[Event, ...]:
        """Give the events of a kind."""
        return tuple(event for event in self.events if event.kind == kind)


def movements(old: Facts, new: Facts) -> Movements:
    """Tell what changed between two dates: the enterprises of each unit, organisations, people, sizes."""
    comparison = compare(old, new)
    spelt = spellings_of(old, new)
    firms = sides(*(rows(each, "enterprise", *_ENTERPRISE, spelt=spelt) for each in (old, new)))
    branches = sides(*(rows(each, "organization", *_ORGANIZATION, spelt=spelt) for each in (old, new)))
    events = [
        *filter(None, map(_entered_or_left, comparison.changes)),
        *_organizations(branches, _Homes(old, new, firms)),
        *_enterprises(firms, _instructors(old, firms.old), _instructors(new, firms.new)),
    ]
    order = list(EVENTS)
    events.sort(key=lambda event: order.index(event.kind))
    counting = new.policy.counting.model_dump()
    return Movements(
        comparison,
        tuple(_movements(old, new, events, spelt)),
        tuple(events),
        (_working(branches.old), _working(branches.new)),
        {kind: said(new.base, title.format(**counting)) for kind, title in EVENTS.items()},
    )


# ---- enterprises in scope


def _entered_or_left(change: Change) -> Event | None:
    """Give the event of an enterprise that entered or left the base, or another unit."""
    kind: EventKind
    if change.kind == "appeared":
        kind = "back" if change.before and not change.detail.endswith(NOT_YET) else "new"
    elif change.kind == "gone":
        reason = change.detail.rpartition("：")[2]
        kind = "closed" if change.after and reason.startswith(CLOSED) else "out"
    elif change.kind == "moved":
        kind = "moved"
    else:
        return None
    return Event(kind, change.before, change.after, change.detail)


def _movements(old: Facts, new: Facts, events: list[Event], spelt: Mapping[str, str]) -> Iterator[Movement]:
    """Give the whole's numbers, then each unit's."""
    opening, closing = _counted(old, spelt), _counted(new, spelt)
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for event in events:
        was, now = (subject.township if subject else "" for subject in (event.before, event.after))
        match event.kind:
            case "new" | "back":
                counts[now][event.kind] += 1
            case "moved":
                counts[was]["moved_out"] += 1
                counts[now]["moved_in"] += 1
            case "closed" | "out":
                counts[was][event.kind] += 1
                counts[was]["vanished"] += event.after is None
            case _:
                pass
    named = tuple(dict.fromkeys(spelt.get(unit, unit) for unit in (*units(new), *units(old))))
    each = [Movement(unit, opening[unit], **counts[unit], closing=closing[unit]) for unit in named]
    total = Counter[str]()
    for unit in named:
        total.update(counts[unit])
    yield Movement(new.policy.district, sum(opening.values()), **total, closing=sum(closing.values()))
    yield from each


def _counted(facts: Facts, spelt: Mapping[str, str]) -> Counter[str]:
    """Count the enterprises in scope of each unit."""
    grouped = facts.enterprises.filter(nw.col("in_scope")).group_by("township").agg(nw.len().alias("_n")).collect()
    counts = Counter[str]()
    for unit, number in zip(grouped["township"].to_list(), grouped["_n"].to_list(), strict=True):
        counts[spelt.get(unit, unit)] += int(number)
    return counts


# ---- organisations


class _Homes:
    """Which enterprises in scope each organisation covers at either date, by the numbers of the new date's."""

    def __init__(self, old: Facts, new: Facts, firms: Sides) -> None:
        origins = {after: before for before, after in firms.pairs.items()}
        both = {after for after, before in origins.items() if firms.new[after].in_scope and firms.old[before].in_scope}
        before = {row.values["_enterprise"]: firms.pairs.get(at) for at, row in firms.old.items()}
        after = {row.values["_enterprise"]: at for at, row in firms.new.items()}
        self.old = {at: found & both for at, found in _covered(old.organizations_covering, before).items()}
        self.new = {at: found & both for at, found in _covered(new.organizations_covering, after).items()}
        self.all_new = _covered(new.organizations_covering, after)

    def joined(self, at: int, pairs: Mapping[int, int]) -> int | None:
        """Give the organisation of the new date, if it is one, that covers all that an old one covered."""
        covered = self.old.get(at) or frozenset[int]()
        found = [other for other, own in self.new.items() if covered and covered <= own]
        return found[0] if len(found) == 1 and found[0] != pairs.get(at) else None


def _covered(covering: Frame, numbers: Mapping[int, int | None]) -> dict[int, frozenset[int]]:
    found: defaultdict[int, set[int]] = defaultdict(set)
    pairs = covering.select("_at", "_enterprise").collect()
    for at, enterprise in zip(pairs["_at"].to_list(), pairs["_enterprise"].to_list(), strict=True):
        number = numbers.get(enterprise)
        found[at].add(-enterprise - 1 if number is None else number)
    return {at: frozenset(own) for at, own in found.items()}


def _organizations(both: Sides, homes: _Homes) -> Iterator[Event]:
    """Give what became of organisations: those that cover an enterprise in scope are counted."""
    pairs = dict(both.pairs)
    renamed: list[tuple[int, int]] = []
    free = {at for at in both.new if at not in set(pairs.values())}
    for at in both.old:
        if at not in pairs and (other := _same_enterprises(at, free, homes)) is not None:
            pairs[at] = other
            free.discard(other)
            renamed.append((at, other))
    origins = {after: before for before, after in pairs.items()}
    for at, row in both.new.items():
        before = both.old[origins[at]] if at in origins else None
        if row.in_scope and not (before and before.in_scope):
            yield Event("founded", before.subject if before else None, row.subject, _founded(row, before))
    for at, row in both.old.items():
        after = both.new[pairs[at]] if at in pairs else None
        if not row.in_scope:
            continue
        if after and after.in_scope:
            yield from _changed(row, after, named=(at, pairs[at]) in renamed)
        elif (other := homes.joined(at, pairs)) is not None:
            into = both.new[other].subject
            yield Event("merged", row.subject, after.subject if after else None, f"并入 {into.name}")
        else:
            why = after.values["left_out"] if after else VANISHED
            yield Event("dissolved", row.subject, after.subject if after else None, why)


def _same_enterprises(at: int, free: set[int], homes: _Homes) -> int | None:
    """Give an organisation of the new date that covers the very enterprises of an old one: it has another name."""
    covered = homes.old.get(at)
    found = [other for other in sorted(free) if covered and homes.all_new.get(other) == covered]
    alike = [other for other, own in homes.old.items() if own == covered]
    return found[0] if len(found) == 1 == len(alike) else None


def _founded(row: Row, before: Row | None) -> str:
    if before:
        return f"上期：{before.values['left_out']}"
    day = row.values["founded_on"]
    return f"{day:%Y-%m-%d} 成立" if day else "成立时间不详"


def _changed(before: Row, after: Row, *, named: bool) -> Iterator[Event]:
    """Give what changed of an organisation that counts at both dates."""
    subjects = before.subject, after.subject
    if (named or before.key != after.key) and before.key and after.key:
        yield Event("organization_renamed", *subjects, f"{before.subject.name} → {after.subject.name}")
    was, now = (_known(row.values["secretary"]) for row in (before, after))
    if was and now and name_key(was) != name_key(now):
        yield Event("secretary_changed", *subjects, f"{_masked([was])} → {_masked([now])}")
    was, now = (_known(row.values["superior"]) for row in (before, after))
    if was and now and superior_key(was) != superior_key(now):
        yield Event("superior_changed", *subjects, f"{masking.title(was)} → {masking.title(now)}")


def _working(branches: Mapping[int, Row]) -> int:
    return sum(row.in_scope for row in branches.values())


# ---- what changed of enterprises that count at both dates


def _enterprises(
    both: Sides, old_instructors: Mapping[int, frozenset[str]], new_instructors: Mapping[int, frozenset[str]]
) -> Iterator[Event]:
    for at, row in both.old.items():
        after = both.new[both.pairs[at]] if at in both.pairs else None
        if not (after and row.in_scope and after.in_scope):
            continue
        was, now = _stationed(row, old_instructors.get(at)), _stationed(after, new_instructors.get(both.pairs[at]))
        if _differ(was, now):
            yield Event("instructor_changed", row.subject, after.subject, f"{_who(was)} → {_who(now)}")
        yield from _sizes(row, after)


def _stationed(row: Row, names: frozenset[str] | None) -> frozenset[str] | None:
    """Give who is stationed at an enterprise, :data:`SOMEBODY` among them if not all are named; None if nobody knows
    whether anybody is.
    """
    if not row.values["stationed_known"]:
        return None
    return (names or frozenset({SOMEBODY})) if row.values["stationed"] else frozenset()


def _differ(was: frozenset[str] | None, now: frozenset[str] | None) -> bool:
    """Whether others are known to be stationed: of two, one is nobody, or all are named."""
    if was is None or now is None or {name_key(name) for name in was} == {name_key(name) for name in now}:
        return False
    return not (was and now) or SOMEBODY not in was | now


def _who(names: frozenset[str] | None) -> str:
    if not names:
        return NOBODY
    return "已派，姓名不详" if SOMEBODY in names else _masked(names)


def _sizes(before: Row, after: Row) -> Iterator[Event]:
    """Give what changed of an enterprise's form, staff and members, as far as both are known."""

    def event(kind: EventKind, detail: str, count: int = 1) -> Event:
        return Event(kind, before.subject, after.subject, detail, count)

    forms = [_form(row) for row in (before, after)]
    if all(forms) and forms[0] != forms[1]:
        yield event("form_changed", f"{forms[0]} → {forms[1]}")
    if before.values["large_known"] and after.values["large_known"]:
        was, now = before.values["large"], after.values["large"]
        if was != now:
            yield event("staff_reached" if now else "staff_below", _figures(before, after, "employees"))
    was, now = before.values["members"], after.values["members"]
    if was is not None and now is not None and was != now:
        yield event(
            "members_joined" if now > was else "members_left", _figures(before, after, "members"), abs(now - was)
        )


def _form(row: Row) -> str:
    return "单独组建" if row.values["own"] else "联合组建" if row.values["joint"] else ""


def _figures(before: Row, after: Row, name: str) -> str:
    was, now = ("不详" if row.values[name] is None else f"{row.values[name]} 人" for row in (before, after))
    return f"{was} → {now}"


def _instructors(facts: Facts, firms: Mapping[int, Row]) -> dict[int, frozenset[str]]:
    """Give the names of those who are stationed at each enterprise, :data:`SOMEBODY` for those who are not named."""
    names = {row["_at"]: row["name"] or SOMEBODY for row in records(facts.instructors, "name")}
    numbers = {row.values["_enterprise"]: at for at, row in firms.items()}
    found: defaultdict[int, set[str]] = defaultdict(set)
    pairs = facts.instructors_covering.select("_at", "_enterprise").collect()
    for person, enterprise in zip(pairs["_at"].to_list(), pairs["_enterprise"].to_list(), strict=True):
        if enterprise in numbers:
            found[numbers[enterprise]].add(names.get(person, SOMEBODY))
    return {at: frozenset(own) for at, own in found.items()}


def _known(text: str | None) -> str:
    """Give what a cell names, 无 if it names nobody; empty if that is unknown."""
    return "" if text in (None, SOMEBODY) else text


def _masked(names: Iterator[str] | list[str] | frozenset[str]) -> str:
    return "、".join(sorted(name if name == NOBODY else masking.name(name) for name in names))
