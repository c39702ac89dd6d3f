"""Compare: two rosters of one district, enterprise by enterprise and indicator by indicator."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import get_args

from .. import masking
from ..choices import Grain
from ..facts import Facts
from ..facts.affiliation import superior_key
from .compare_results import TITLES, Change, ChangeKind, Comparison, Shift
from .indicators import Indicator, Indicators
from .pairing import Row, Rows, Sides, rows, sides
from .registry import indicators_of
from .results import Share
from .units import spellings_of

_COLUMNS: dict[Grain, tuple[str, ...]] = {
    "enterprise": ("left_out", "organized", "organized_known"),
    "organization": ("superior",),
}
"""What is compared of a grain beside its indicators."""


def compare(old: Facts, new: Facts) -> Comparison:
    """Compare two dates: which enterprises entered and left the base, how the others changed, which organisations have
    another superior, and what that did to the rate of every indicator (:class:`djcov.measures.compare_results.Shift`).

    Enterprises are matched by code, then by a name that nobody shares; organisations and instructors by name. Of those
    who are left, the ones that are alike in everything are taken for the same.
    """
    known = indicators_of(new.policy)
    spelt = spellings_of(old, new)
    by_grain = {grain: _sides(old, new, grain, known, spelt) for grain in get_args(Grain)}
    found = [*_changes(by_grain["enterprise"]), *_new_superiors(by_grain["organization"])]
    order = list(TITLES)
    found.sort(key=lambda change: order.index(change.kind))
    counting = (each for each in known.values() if each.amounts is None)
    shifts = tuple(_shift(old, new, each, by_grain[each.grain]) for each in counting)
    return Comparison(old.as_of, new.as_of, new.policy.district, tuple(found), shifts, new.base)


def _sides(old: Facts, new: Facts, grain: Grain, known: Indicators, spelt: Mapping[str, str]) -> Sides:
    return sides(_rows(old, grain, known, spelt), _rows(new, grain, known, spelt))


def _rows(facts: Facts, grain: Grain, known: Indicators, spelt: Mapping[str, str]) -> Rows:
    """Give a grain's rows with the flags of its indicators."""
    table = [each for each in known.values() if each.grain == grain and not each.missing(facts)]
    flags = {_counted(each): each.counted for each in table} | {_reached(each): each.reached for each in table}
    return rows(facts, grain, *_COLUMNS.get(grain, ()), flags=flags, spelt=spelt)


def _counted(indicator: Indicator) -> str:
    return f"d:{indicator.code}"


def _reached(indicator: Indicator) -> str:
    return f"n:{indicator.code}"


def _changes(both: Sides) -> Iterator[Change]:
    """Give every change, those of one kind in the order of the files."""
    origins = {after: before for before, after in both.pairs.items()}
    for at, row in both.new.items():
        before = both.old[origins[at]] if at in origins else None
        if row.in_scope:
            yield from _now_counted(before, row)
    for at, row in both.old.items():
        after = both.new[both.pairs[at]] if at in both.pairs else None
        if row.in_scope and not (after and after.in_scope):
            why = f"本期未纳入统计：{after.values['left_out']}" if after else "本期台账中没有"
            yield Change("gone", row.subject, after.subject if after else None, why)


def _now_counted(before: Row | None, after: Row) -> Iterator[Change]:
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


def _new_superiors(both: Sides) -> Iterator[Change]:
    """Give the organisations that count on both dates and have another superior, as far as both are known."""
    for at, to in sorted(both.pairs.items(), key=lambda pair: pair[1]):
        before, after = both.old[at], both.new[to]
        was, now = before.values["superior"], after.values["superior"]
        if before.in_scope and after.in_scope and was and now and superior_key(was) != superior_key(now):
            yield Change(
                "superior_changed", before.subject, after.subject, f"{masking.title(was)} → {masking.title(now)}"
            )


def _shift(old: Facts, new: Facts, indicator: Indicator, both: Sides) -> Shift:
    """Count an indicator on both dates, and over what is in both denominators."""
    before, after = _share(old, indicator, both.old), _share(new, indicator, both.new)
    if before.missing or after.missing:
        return Shift(before, after, 0, 0, 0)
    counted, reached = _counted(indicator), _reached(indicator)
    kept = [(both.old[at].values, both.new[to].values) for at, to in both.pairs.items()]
    common = [(was[reached], now[reached]) for was, now in kept if was[counted] and now[counted]]
    return Shift(before, after, len(common), sum(1 for was, _ in common if was), sum(1 for _, now in common if now))


def _share(facts: Facts, indicator: Indicator, rows: Rows) -> Share:
    missing = indicator.missing(facts)

    def number(flag: str) -> int:
        return 0 if missing else sum(1 for row in rows.values() if row.values[flag])

    numerator, denominator = number(_reached(indicator)), number(_counted(indicator))
    return indicator.share(facts.policy.district, numerator, denominator, missing=missing)
