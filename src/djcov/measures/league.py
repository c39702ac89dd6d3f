"""League: the units ranked by one indicator or its progress, and whom to praise and to criticise (S18)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from typing import Literal

from ..choices import UNITS, By
from ..errors import UsageError
from ..facts import Facts
from ..facts.scope import NO_UNIT, NOT_FILLED
from ..policy import League as Limits
from .coverage import coverage
from .lookup import choose
from .registry import indicators_of
from .results import League, Share, Standing
from .units import chosen, units


def league(
    facts: Facts, indicator: str, by: By = "township", townships: Iterable[str] = (), earlier: Facts | None = None
) -> League:
    """Rank the units by the exact rate of an indicator or, since ``earlier`` facts, by how much it has risen; those
    without a denominator, on either date, come last, unranked.

    A unit whose denominator is below the policy's ``league.small`` is ranked and marked, but neither praised nor
    criticised: one enterprise more or less would turn its rate over. Nor are rows without a unit. ``townships`` narrows
    the units shown, not those that are ranked; of villages and grids, of which others may have the same name, both.
    Raises UsageError for an unknown indicator, ``by`` or township, for townships of other units, and for facts that
    are not earlier.
    """
    known = indicators_of(facts.policy)
    (indicator,) = choose("指标", [indicator], known, known.titles)
    only = chosen(facts, townships)
    within = by in ("village", "grid")
    if only and by != "township" and not within:
        word = UNITS[by]
        raise UsageError(
            f"按{word}排名时不能只看一个乡（办）",
            hint=f"{word}排的是全区的；一个乡（办）各{word}的比率用 djcov coverage --by {by} --township 看。",
        )
    if earlier and earlier.as_of >= facts.as_of:
        raise UsageError(f"上期截至 {earlier.as_of}，不早于本期的 {facts.as_of}", hint="请给更早一期的台账。")
    result = coverage(facts, by, only if within else ())
    before = _before(earlier, indicator, by) if earlier else {}
    standings = [_standing(result.share(indicator, unit), before.get(unit), facts, earlier) for unit in result.parts]
    rows = _ranked(standings, by_gain=earlier is not None)
    shown = units(facts, by, only)
    listed = tuple(row for row in rows if row.share.unit in shown)
    whole = result.share(indicator)
    missing = whole.missing or (before[result.whole].missing if earlier else "")
    return League(
        facts.as_of,
        by,
        indicator,
        whole.name,
        listed,
        missing,
        len(rows) - len(listed),
        result.whole,
        earlier.as_of if earlier else None,
        facts.base,
    )


def _before(earlier: Facts, indicator: str, by: By) -> dict[str, Share]:
    """Give the earlier share of the whole, and of each unit that was there."""
    result = coverage(earlier, by)
    return {unit: result.share(indicator, unit) for unit in result.units}


def _ranked(standings: Iterable[Standing], *, by_gain: bool) -> list[Standing]:
    """Give each its rank, in the order of the ranks."""
    placed = [(each, each.gained if by_gain else each.share.exact) for each in standings]
    known = sorted((number for _, number in placed if number is not None), reverse=True)
    ranks = {number: known.index(number) + 1 for number in known}
    rows = [replace(each, rank=ranks[number] if number is not None else None) for each, number in placed]
    return sorted(rows, key=lambda row: (row.rank is None, row.rank or 0))


def _standing(share: Share, before: Share | None, facts: Facts, earlier: Facts | None) -> Standing:
    limits = facts.policy.league
    rate = share.exact
    counted = [share.denominator, *([before.denominator] if before and before.exact is not None else [])]
    standing = Standing(None, share, rate is not None and min(counted) < limits.small, "", before)
    if rate is None or standing.small or share.unit in (NO_UNIT, NOT_FILLED) or share.sense == "count":
        return standing
    if earlier is None:
        return replace(standing, verdict=_verdict(rate, limits))
    slow = standing.gained is not None and standing.gained <= 0 and rate < Fraction(limits.praise_rate)
    return replace(standing, verdict="推进迟缓" if slow else "")


def _verdict(rate: Fraction, limits: Limits) -> Literal["通报表扬", "通报批评", ""]:
    if rate >= Fraction(limits.praise_rate):
        return "通报表扬"
    return "通报批评" if rate < Fraction(limits.criticise_rate) else ""
