"""Trend: every indicator over several dates, each against the target that was in force at its date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import pairwise

from ..choices import Base
from ..errors import UsageError
from ..facts import Facts
from ..facts.scope import asked_unit
from ..short_repr import Brief
from .coverage import coverage
from .lookup import choose, several
from .registry import indicators_of
from .results import Coverage, Share

_SAME_DAY = "同一天的台账请放进一个文件夹，算作一期；日期不对的请用 --as-of 说明，一期一个，次序与台账相同。"


@dataclass(frozen=True, slots=True)
class Course:
    """One indicator of one unit, date by date."""

    shares: tuple[Share, ...]
    """One per date; each has the target in force at that date."""

    @property
    def unit(self) -> str:
        """The unit's name."""
        return self.shares[0].unit

    @property
    def indicator(self) -> str:
        """The indicator's code."""
        return self.shares[0].indicator

    @property
    def name(self) -> str:
        """The indicator's Chinese name."""
        return self.shares[0].name

    @property
    def changes(self) -> tuple[Fraction | None, ...]:
        """Each rate less the one of the date before, exactly; None for the first, and where one of them is not there.

        They add up to the change over all dates.
        """
        return (None, *(_change(before, after) for before, after in pairwise(self.shares)))


@dataclass(frozen=True, repr=False)
class Trend(Brief):
    """Several dates of one district, the earliest first."""

    dates: tuple[date, ...]
    whole: str
    courses: tuple[Course, ...]
    """By unit, the whole first, then in the order of the table of indicators."""
    base: Base = "enterprises"
    """Whom the numbers are of."""


def trend(dates: Iterable[Facts], townships: Iterable[str] = (), indicators: Iterable[str] = ()) -> Trend:
    """Give each indicator of the whole district, and of ``townships``, over ``dates``, whatever their order.

    A unit that a date's rosters do not have has 0 of 0 there. Raises UsageError for two rosters of one date, an unknown
    indicator, or a township that no date has.
    """
    in_order = sorted(dates, key=lambda facts: facts.as_of)
    known = indicators_of(in_order[-1].policy)
    codes = choose("指标", indicators, known, known.titles) or list(known)
    for before, after in pairwise(in_order):
        if before.as_of == after.as_of:
            raise UsageError(f"有两期都截至 {after.as_of}", hint=_SAME_DAY)
    at = [coverage(facts, indicators=known) for facts in in_order]
    latest = in_order[-1].policy
    named = dict.fromkeys(unit for each in at for unit in each.units[1:])
    units = choose("单位", [asked_unit(latest, name) for name in several(townships)], named)
    courses = [Course(tuple(_share(each, code, unit) for each in at)) for unit in (None, *units) for code in codes]
    return Trend(tuple(each.as_of for each in at), latest.district, tuple(courses), in_order[-1].base)


def _share(at: Coverage, code: str, unit: str | None) -> Share:
    """Give a share; that of a unit which is not there counts nobody, and goals that are counts are the whole's."""
    if unit is None or unit in at.units[1:]:
        return at.share(code, unit)
    whole = at.share(code)
    target = whole.target if whole.target is not None and whole.target.count is None else None
    return replace(whole, unit=unit, numerator=0, denominator=0, target=target)


def _change(before: Share, after: Share) -> Fraction | None:
    return None if before.exact is None or after.exact is None else after.exact - before.exact
