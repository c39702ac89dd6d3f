"""Coverage: every indicator summed up per unit, against the target in force."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import get_args

import narwhals as nw

from ..choices import By, Grain, said
from ..facts import Facts
from ..facts.frames import Frame
from .indicators import ASIDES, EVERY, IN_SCOPE, Indicator, Indicators, rows_of
from .lookup import choose
from .registry import indicators_of
from .results import Coverage, Share
from .units import by_unit, chosen, units, within

Sums = Mapping[str, Mapping[str, tuple[int, int]]]
"""By indicator's code and unit: numerator and denominator."""


def coverage(
    facts: Facts, by: By = "township", townships: Iterable[str] = (), indicators: Indicators | None = None
) -> Coverage:
    """Give every indicator's share in the whole district and in each unit.

    ``townships`` narrows the units shown, not the whole; over the villages of one stands its own total. ``indicators``:
    other ones than those of the facts' policy. Raises UsageError for an unknown ``by`` or township.
    """
    choose("分组方式", [by], get_args(By))
    only = chosen(facts, townships)
    known = tuple((indicators or indicators_of(facts.policy)).values())
    missing = {indicator.code: indicator.missing(facts) for indicator in (*known, *ASIDES)}
    counting = [each for each in (*known, *ASIDES) if not missing[each.code]]
    everywhere = _sums(facts, by, counting)
    shown = _sums(facts, by, counting, only) if only else everywhere
    whole = facts.policy.district
    places = [_Place(whole, _total(everywhere), is_whole=True)]
    if by != "township":
        places += [_Place(each, _total(_sums(facts, by, counting, (each,)))) for each in only]
    places += [_Place(unit, _of_unit(shown, unit)) for unit in units(facts, by, only)]

    def shares(table: Sequence[Indicator], places: Sequence[_Place] = tuple(places)) -> tuple[Share, ...]:
        return tuple(_share(facts, place, each, missing[each.code]) for place in places for each in table)

    asked = [_Place("、".join(only), _total(shown))] if only else []
    totals = shares((*known, *ASIDES), asked)
    return Coverage(facts.as_of, by, whole, shares(known), shares(ASIDES), only, totals, facts.base)


@dataclass(frozen=True, slots=True)
class _Place:
    """The whole or a unit, with its numerators and denominators by indicator."""

    name: str
    sums: Mapping[str, tuple[int, int]]
    is_whole: bool = False


def _share(facts: Facts, place: _Place, indicator: Indicator, missing: str) -> Share:
    """Give one share. A target that is a count is the whole district's, no single unit's."""
    target = facts.policy.target_in_force(indicator.code, facts.as_of)
    if target is not None and target.count is not None and not place.is_whole:
        target = None
    numerator, denominator = place.sums.get(indicator.code, (0, 0))
    share = indicator.share(place.name, numerator, denominator, target, missing)
    return replace(share, name=said(facts.base, share.name))


def _sums(facts: Facts, by: By, counting: Sequence[Indicator], townships: Sequence[str] = ()) -> Sums:
    sums: dict[str, Mapping[str, tuple[int, int]]] = {}
    for grain in get_args(Grain):
        indicators = [each for each in counting if each.grain == grain]
        if indicators:
            rows = within(rows_of(facts, grain), townships)
            sums |= summed(by_unit(facts, grain, rows, by), by, indicators)
    return sums


def summed(rows: Frame, by: str, indicators: Sequence[Indicator]) -> Sums:
    """Sum each indicator's numerator and denominator over the fact rows of its grain, per value of ``by``: how many
    there are or, of amounts, how much.

    The flags become columns first and are then summed: engines differ in what they can sum inside an aggregation.
    """
    flags: dict[str, nw.Expr] = {}
    for indicator in indicators:
        if indicator.amounts:
            amounts = [nw.when(indicator.denominator).then(nw.col(name)) for name in indicator.amounts]
            flags |= {f"{side}:{indicator.code}": each.fill_null(0) for side, each in zip("nd", amounts, strict=True)}
            continue
        flags[f"n:{indicator.code}"] = indicator.within_scope_reached
        if indicator.denominator is not EVERY:
            flags[f"d:{indicator.code}"] = indicator.denominator
    columns = [flag.cast(nw.Int64).alias(name) for name, flag in flags.items()]
    grouped = rows.select(by, "in_scope", *columns).filter(IN_SCOPE).drop("in_scope").group_by(by)
    sums = grouped.agg(nw.len().alias("rows"), nw.col(*flags).sum())
    sums = sums.with_columns(nw.col(*flags).cast(nw.Int64)).collect()  # DuckDB sums into wider integers
    found = {name: sums[name].to_list() for name in sums.columns}
    return {
        code: dict(
            zip(found[by], zip(found[f"n:{code}"], found.get(f"d:{code}", found["rows"]), strict=True), strict=True)
        )
        for code in (indicator.code for indicator in indicators)
    }


def _of_unit(sums: Sums, unit: str) -> dict[str, tuple[int, int]]:
    return {code: units[unit] for code, units in sums.items() if unit in units}


def _total(sums: Sums) -> dict[str, tuple[int, int]]:
    """Add up the units."""
    return {
        code: (sum(n for n, _ in units.values()), sum(d for _, d in units.values())) for code, units in sums.items()
    }
