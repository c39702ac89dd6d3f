"""The view of a trend: per unit and indicator one line per date, with a bar as long as the rate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from ..measures.results import Share
from ..measures.trend import Course, Trend
from .aims import figures, goal, reached, verdict
from .bars import bar
from .blocks import Block, Cell, Column, Grid, Heading, Note, Page, Plain, Records, grid
from .coverage import SHOWN
from .points import number, points


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
        title = f"{self.result.whole}各期指标（{first} 至 {last}，{len(self.result.dates)} 期，口径：{self.policy}）"
        blocks: list[Block] = [Heading(title, 1)]
        for unit, group in groupby(self._shown(), key=lambda course: course.unit):
            courses = list(group)
            if unit != self.result.whole:
                blocks.append(Heading(unit))
            blocks.append(_table(courses, self.result))
        blocks.append(Note("变化是与上一期相比的百分点；目标是该期当时生效的目标。", "quiet"))
        missing = {share.name: share.missing for each in self._shown() for share in each.shares if share.missing}
        blocks += [Note(f"{name}有一期以上无数据：{why}", "quiet") for name, why in missing.items()]
        return tuple(blocks)

    def records(self) -> Records:
        """Give one row per unit, indicator and date."""
        headings = (
            *("单位", "指标代码", "指标", "截至", "分子", "分母", "比率", "变化", "目标", "截止日期"),
            *("是否达标", "还差", "无数据原因"),
        )
        return Records(headings, tuple(_record(*each) for each in self._points()))

    def document(self) -> Mapping[str, Plain]:
        """Give ``djcov.trend/1``."""
        return {
            "schema": "djcov.trend/1",
            "dates": [day.isoformat() for day in self.result.dates],
            "rows": [_object(*each) for each in self._points()],
        }

    def _shown(self) -> list[Course]:
        shown = self.indicators or SHOWN
        return [course for course in self.result.courses if course.indicator in shown]

    def _points(self) -> Iterator[tuple[str, Share, Fraction | None]]:
        """Give date, share and change one after the other."""
        days = [day.isoformat() for day in self.result.dates]
        for course in self.result.courses:
            yield from zip(days, course.shares, course.changes, strict=True)


def _table(courses: Sequence[Course], trend: Trend) -> Grid:
    columns = [
        Column("指标"),
        *(Column(name, figures=True) for name in ("截至", "现值", "变化", "目标", "期限")),
        *(Column(name) for name in ("结论", "走势")),
    ]
    rows = [
        [Cell("" if number else course.name), *_cells(trend.dates[number].isoformat(), share, change)]
        for course in courses
        for number, (share, change) in enumerate(zip(course.shares, course.changes, strict=True))
    ]
    return grid(columns, rows, keys=2)


def _cells(day: str, share: Share, change: Fraction | None) -> tuple[Cell, ...]:
    target = share.target
    return (
        Cell(day),
        reached(share, target) if target else Cell(share.percent, figures(share)),
        Cell(points(change)),
        Cell(goal(target) if target else "—"),
        Cell(target.by.isoformat() if target else "—"),
        verdict(share),
        Cell(bar(share)),
    )


def _record(day: str, share: Share, change: Fraction | None) -> tuple[str | int | float | None, ...]:
    return (
        *(share.unit, share.indicator, share.name, day),
        None if share.missing else share.numerator,
        None if share.missing else share.denominator,
        share.rate,
        number(change),
        share.target.value if share.target else None,
        share.target.by.isoformat() if share.target else None,
        None if share.met is None else "是" if share.met else "否",
        share.short_by,
        share.missing,
    )


def _object(day: str, share: Share, change: Fraction | None) -> Mapping[str, Plain]:
    return {
        "unit": share.unit,
        "indicator": share.indicator,
        "name": share.name,
        "as_of": day,
        "numerator": share.numerator,
        "denominator": share.denominator,
        "rate": share.rate,
        "change": number(change),
        "target": share.target.value if share.target else None,
        "deadline": share.target.by.isoformat() if share.target else None,
        "met": share.met,
        "short_by": share.short_by,
        **({"missing": share.missing} if share.missing else {}),
    }
