"""League: the units ranked by one indicator, and whom to praise and to criticise (S18)."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Literal

from ..choices import UNITS, By
from ..errors import UsageError
from ..facts import Facts
from ..facts.scope import NO_UNIT, NOT_FILLED
from ..policy import League as Limits
from .choosing import choose
from .coverage import coverage
from .indicators import INDICATORS, TITLES
from .results import League, Share, Standing
from .units import chosen, units


def league(facts: Facts, indicator: str, by: By = "township", townships: Iterable[str] = ()) -> League:
    """Rank the units by the exact rate of an indicator; those without a denominator come last, unranked.

    A unit whose denominator is below the policy's ``league.small`` is ranked and marked, but neither praised nor
    criticised: one enterprise more or less would turn its rate over. Nor are rows without a unit. ``townships`` narrows
    the units shown, not those that are ranked; of villages and grids, of which others may have the same name, both.
    Raises UsageError for an unknown indicator, ``by`` or township, and for townships of other units.
    """
    (indicator,) = choose("指标", [indicator], INDICATORS, TITLES)
    only = chosen(facts, townships)
    within = by in ("village", "grid")
    if only and by != "township" and not within:
        word = UNITS[by]
        raise UsageError(
            f"按{word}排名时不能只看一个乡（办）",
            hint=f"{word}排的是全区的；一个乡（办）各{word}的比率用 djcov coverage --by {by} --township 看。",
        )
    result = coverage(facts, by, only if within else ())
    shares = [result.share(indicator, unit) for unit in result.parts]
    rates = [(share, share.exact) for share in shares]
    known = sorted((rate for _, rate in rates if rate is not None), reverse=True)
    ranks = {rate: known.index(rate) + 1 for rate in known}
    rows = [_standing(share, rate, ranks.get(rate) if rate is not None else None, facts) for share, rate in rates]
    rows.sort(key=lambda row: (row.rank is None, row.rank or 0))
    shown = units(facts, by, only)
    listed = tuple(row for row in rows if row.share.unit in shown)
    whole = result.share(indicator)
    return League(facts.as_of, by, indicator, whole.name, listed, whole.missing, len(rows) - len(listed), result.whole)


def _standing(share: Share, rate: Fraction | None, rank: int | None, facts: Facts) -> Standing:
    limits = facts.policy.league
    small = rate is not None and share.denominator < limits.small
    if rate is None or small or share.unit in (NO_UNIT, NOT_FILLED):
        return Standing(rank, share, small, "")
    return Standing(rank, share, small, _verdict(rate, limits))


def _verdict(rate: Fraction, limits: Limits) -> Literal["通报表扬", "通报批评", ""]:
    if rate >= Fraction(limits.praise_rate):
        return "通报表扬"
    return "通报批评" if rate < Fraction(limits.criticise_rate) else ""
