"""The view of a trend: per unit and indicator one line per date, with a bar as long as the rate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import groupby

from ..choices import of_base
from ..measures.results import Share
from ..measures.trend import Course, Trend
from . import shares
from .bars import bar
from .coverage import usual
from .fields import Field, Layout, shown
from .page_model import Block, Column, Front, Heading, Note, Page, Plain, Records
from .rate_change import number, points


@dataclass(frozen=True)
class TrendView:
    """A trend as people and scripts see it. ``indicators``: the page shows only these; empty for the usual ones."""

    result: Trend
    policy: str
    """The policy's name, for the heading."""
    indicators: tuple[str, ...] = ()

    def page(self) -> Page:
        """Give a table per unit, and what has no data."""
        first, last = self.result.dates[0], self.result.dates[-1]
        told = (f"{first} 至 {last}", f"{len(self.result.dates)} 期", f"口径：{self.policy}")
        title = f"{self.result.whole}{of_base(self.result.base)}主要指标历期对比"
        blocks: list[Block] = [Heading(title, 1, Front(self.result.whole, None, told))]
        for unit, group in groupby(self._shown(), key=lambda course: course.unit):
            courses = list(group)
            if unit != self.result.whole:
                blocks.append(Heading(unit))
            blocks.append(LAYOUT.grid(points_of(self.result, courses), keys=2))
        blocks.append(Note("变化是与上一期相比的百分点；目标是该期当时生效的目标。", "quiet"))
        missing = {share.name: share.missing for each in self._shown() for share in each.shares if share.missing}
        blocks += [Note(f"{name}有一期以上无数据：{why}", "quiet") for name, why in missing.items()]
        return tuple(blocks)

    def records(self) -> Records:
        """Give one row per unit, indicator and date."""
        return LAYOUT.records(points_of(self.result, self.result.courses))

    def document(self) -> Mapping[str, Plain]:
        """Give ``djcov.trend/1``."""
        return {
            "schema": "djcov.trend/1",
            "base": self.result.base,
            "dates": [day.isoformat() for day in self.result.dates],
            "rows": LAYOUT.objects(points_of(self.result, self.result.courses)),
        }

    def _shown(self) -> list[Course]:
        shown = self.indicators or usual(dict.fromkeys(course.indicator for course in self.result.courses))
        return [course for course in self.result.courses if course.indicator in shown]


@dataclass(frozen=True, slots=True)
class Point:
    """One indicator of one unit at one date."""

    day: date
    share: Share
    change: Fraction | None
    """Since the date before."""
    first: bool
    """Whether it is its indicator's first in the table."""


def points_of(trend: Trend, courses: Sequence[Course]) -> Iterator[Point]:
    """Give the dates of each course one after the other."""
    for course in courses:
        for at, (day, share, change) in enumerate(zip(trend.dates, course.shares, course.changes, strict=True)):
            yield Point(day, share, change, not at)


def _of(field: Field[Share]) -> Field[Point]:
    return field.of(lambda point: point.share)


def _name(point: Point) -> str:
    return point.share.name if point.first else ""


LAYOUT: Layout[Point] = Layout(
    (
        _of(shares.UNIT.unlisted()),
        _of(shares.CODE),
        replace(_of(shares.NAME), cell=_name),
        Field("as_of", "截至日期", lambda point: point.day.isoformat(), Column("截至日期", figures=True)),
        _of(shares.REACHED),
        _of(shares.NUMERATOR),
        _of(shares.DENOMINATOR),
        _of(shares.RATE),
        Field(
            *("change", "变化"),
            lambda point: number(point.change),
            Column("变化", figures=True),
            lambda point: points(point.change),
        ),
        _of(shares.TARGET),
        _of(shares.DEADLINE),
        _of(shares.MET),
        _of(shares.SHORT_BY.unlisted()),
        shown("结论", lambda point: shares.verdict(point.share, point.day)),
        shown(Column("走势", extra=True), lambda point: bar(point.share)),
        _of(shares.MISSING),
    )
)
"""One row per unit, indicator and date."""
