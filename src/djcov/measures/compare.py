"""Compare: two rosters of one district, enterprise by enterprise and indicator by indicator."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from .. import masking
from ..choices import Grain
from ..facts import Facts
from ..facts.affiliation import superior_key
from ..values.text import name_key
from .changes import TITLES, Change, ChangeKind, Comparison, Shift
from .indicators import INDICATORS, Indicator, rows_of
from .matching import Identity, alike, matched
from .results import Share, Subject
from .subjects import subjects

_COLUMNS: Mapping[Grain, tuple[str, ...]] = {
    "enterprise": ("uscc", "_enterprise", "in_scope", "left_out", "organized", "organized_known"),
    "organization": ("in_scope", "superior"),
    "instructor": ("in_scope",),
    "unit": ("in_scope",),
}
"""What is compared of each grain beside its indicators."""


@dataclass(frozen=True, slots=True)
class _Row:
    """One enterprise, organisation or instructor on one date, with the flags of its grain's indicators."""

    subject: Subject
    values: Mapping[str, Any]

    @property
    def key(self) -> str:
        return name_key(self.values["name"]) if self.values["name"] else ""

    @property
    def identity(self) -> Identity:
        return Identity(self.values.get("uscc") or "", self.key, self.subject.township or "")

    @property
    def told(self) -> tuple[object, ...]:
        """All that a comparison knows of it, but for where it stands."""
        return tuple(value for name, value in self.values.items() if name not in ("_at", "_enterprise"))

    @property
    def in_scope(self) -> bool:
        return self.values["in_scope"]


_Rows = Mapping[int, _Row]
"""By the number that the row of the facts has (``_at``)."""


@dataclass(frozen=True, slots=True)
class _Sides:
    """The rows of one grain on both dates, and who is who."""

    old: _Rows
    new: _Rows
    pairs: Mapping[int, int]


def compare(old: Facts, new: Facts) -> Comparison:
    """Compare two dates: which enterprises entered and left the base, how the others changed, which organisations have
    another superior, and what that did to the rate of every indicator (:class:`djcov.measures.changes.Shift`).

    Enterprises are matched by code, then by a name that nobody shares; organisations and instructors by name. Of those
    who are left, the ones that are alike in everything are taken for the same.
    """
    sides = {grain: _sides(old, new, grain) for grain in get_args(Grain)}
    found = [*_changes(sides["enterprise"]), *_new_superiors(sides["organization"])]
    order = list(TITLES)
    found.sort(key=lambda change: order.index(change.kind))
    counting = (each for each in INDICATORS.values() if each.amounts is None)
    shifts = tuple(_shift(old, new, each, sides[each.grain]) for each in counting)
    return Comparison(old.as_of, new.as_of, new.policy.district, tuple(found), shifts)


def _sides(old: Facts, new: Facts, grain: Grain) -> _Sides:
    before, after = _rows(old, grain), _rows(new, grain)
    identities = [{at: row.identity for at, row in rows.items()} for rows in (before, after)]
    told = [{at: row.told for at, row in rows.items()} for rows in (before, after)]
    return _Sides(before, after, alike(matched(*identities), *told))


def _rows(facts: Facts, grain: Grain) -> _Rows:
    """Give a grain's rows, of each enterprise one: the row that counts, else its first."""
    table = [each for each in INDICATORS.values() if each.grain == grain and not each.missing(facts)]
    flags = {_counted(each): each.counted for each in table} | {_reached(each): each.reached for each in table}
    frame = rows_of(facts, grain)
    frame = frame.with_columns(**flags) if flags else frame
    rows: dict[int, _Row] = {}
    first: dict[int, int] = {}
    for subject, values in subjects(facts, grain, frame, *_COLUMNS[grain], *flags):
        at = values["_at"]
        known = first.setdefault(values.get("_enterprise", at), at)
        if known == at:
            rows[at] = _Row(subject, values)
        elif values["in_scope"]:
            rows[known] = _Row(subject, values)
    return rows


def _counted(indicator: Indicator) -> str:
    return f"d:{indicator.code}"


def _reached(indicator: Indicator) -> str:
    return f"n:{indicator.code}"


def _changes(sides: _Sides) -> Iterator[Change]:
    """Give every change, those of one kind in the order of the files."""
    origins = {after: before for before, after in sides.pairs.items()}
    for at, row in sides.new.items():
        before = sides.old[origins[at]] if at in origins else None
        if row.in_scope:
            yield from _now_counted(before, row)
    for at, row in sides.old.items():
        after = sides.new[sides.pairs[at]] if at in sides.pairs else None
        if row.in_scope and not (after and after.in_scope):
            why = f"本期未纳入统计：{after.values['left_out']}" if after else "本期台账中没有"
            yield Change("gone", row.subject, after.subject if after else None, why)


def _now_counted(before: _Row | None, after: _Row) -> Iterator[Change]:
    """Give the changes of an enterprise that counts now."""
    if before is None:
        yield Change("appeared", None, after.subject, "上期台账中没有")
        return
    if not before.in_scope:
        yield Change("appeared", before.subject, after.subject, f"上期未纳入统计：{before.values['left_out']}")
        return

    def change(kind: ChangeKind, detail: str) -> Change:
        return Change(kind, before.subject, after.subject, detail)

    was, now = before.values["organized"], after.values["organized"]
    if now and not was:
        yield change("newly_covered", "上期未覆盖" if before.values["organized_known"] else "上期情况不明")
    if was and not now:
        yield change("coverage_lost", "本期未覆盖" if after.values["organized_known"] else "本期情况不明")
    if before.subject.township != after.subject.township:
        yield change("moved", f"{before.subject.township} → {after.subject.township}")
    if before.key and after.key and before.key != after.key:
        yield change("renamed", f"{before.subject.name} → {after.subject.name}")


def _new_superiors(sides: _Sides) -> Iterator[Change]:
    """Give the organisations that count on both dates and have another superior, as far as both are known."""
    for at, to in sorted(sides.pairs.items(), key=lambda pair: pair[1]):
        before, after = sides.old[at], sides.new[to]
        was, now = before.values["superior"], after.values["superior"]
        if before.in_scope and after.in_scope and was and now and superior_key(was) != superior_key(now):
            yield Change(
                "superior_changed", before.subject, after.subject, f"{masking.title(was)} → {masking.title(now)}"
            )


def _shift(old: Facts, new: Facts, indicator: Indicator, sides: _Sides) -> Shift:
    """Count an indicator on both dates, and over what is in both denominators."""
    before, after = _share(old, indicator, sides.old), _share(new, indicator, sides.new)
    if before.missing or after.missing:
        return Shift(before, after, 0, 0, 0)
    counted, reached = _counted(indicator), _reached(indicator)
    both = [(sides.old[at].values, sides.new[to].values) for at, to in sides.pairs.items()]
    common = [(was[reached], now[reached]) for was, now in both if was[counted] and now[counted]]
    return Shift(before, after, len(common), sum(1 for was, _ in common if was), sum(1 for _, now in common if now))


def _share(facts: Facts, indicator: Indicator, rows: _Rows) -> Share:
    missing = indicator.missing(facts)

    def number(flag: str) -> int:
        return 0 if missing else sum(1 for row in rows.values() if row.values[flag])

    numerator, denominator = number(_reached(indicator)), number(_counted(indicator))
    return Share(facts.policy.district, indicator.code, indicator.name, numerator, denominator, missing=missing)
