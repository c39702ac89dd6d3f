"""The view of coverage: one line per unit, the whole first, and how the whole stands against the targets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..measures.results import Coverage, Distributions, Share
from ..policy import Target
from . import distributions
from .aims import figures, goal, mood, reached, short_by, verdict
from .blocks import Block, Cell, Column, Grid, Heading, Mood, Note, Page, Plain, Records, grid
from .units import UNITS

_BELOW = "*"
"""Before a rate below its goal: what colour says is said without it, too."""

SHOWN = (
    "org_coverage",
    "own_org_rate",
    "due_built",
    "work_coverage",
    "instructor_stationed",
    "members_in_50plus",
)
"""The indicators that the page shows unless others are asked for; the other forms hold all of them."""


@dataclass(frozen=True)
class CoverageView:
    """Coverage as people and scripts see it. ``indicators``: only these, in this order; empty for the usual ones."""

    result: Coverage
    policy: str
    """The policy's name, for the heading."""
    indicators: tuple[str, ...] = ()
    spread: Distributions | None = None
    """The distributions, if they were asked for: below the table, in the document, and in the records' place."""

    def page(self) -> Page:
        """Give the table of units, what is reported apart, indicators without data, and the targets."""
        result = self.result
        title = f"{result.whole}非公企业党建覆盖情况（截至 {result.as_of}，按{UNITS[result.by]}，口径：{self.policy}）"
        blocks: list[Block] = [Heading(title, 1), self._units()]
        if any(_is_below(result.share(code, unit)) for code in self._columns() for unit in result.units):
            blocks.append(Note(f"{_BELOW} 低于目标", "quiet"))
        apart = [share for share in result.apart if share.unit == result.whole and not share.missing]
        if apart and not self.indicators:
            blocks.append(Note("另列：" + "；".join(f"{share.name} {share.numerator} 家" for share in apart)))
        missing = [share for code in self._columns() if (share := result.share(code, result.whole)).missing]
        blocks += [Note(f"{share.name}无数据：{share.missing}", "quiet") for share in missing]
        targets = self._targets()
        if targets.rows:
            blocks += [Heading(f"{result.whole}与目标"), targets]
        if self.spread:
            blocks += distributions.blocks(self.spread)
        return tuple(blocks)

    def records(self) -> Records:
        """Give one row per unit and indicator; of distributions, if asked for, one per unit and sort instead."""
        if self.spread:
            return distributions.records(self.spread)
        headings = (
            "单位",
            "指标代码",
            "指标",
            "分子",
            "分母",
            "比率",
            "目标",
            "截止日期",
            "是否达标",
            "还差",
            "无数据原因",
        )
        return Records(headings, tuple(_record(share) for share in self.shares))

    def document(self) -> Mapping[str, Plain]:
        """Give ``djcov.coverage/1``."""
        result = self.result
        return {
            "schema": "djcov.coverage/1",
            "as_of": result.as_of.isoformat(),
            "by": result.by,
            "rows": [_object(share) for share in self.shares],
            "apart": [
                {"unit": share.unit, "code": share.indicator, "name": share.name, "count": share.numerator}
                for share in self.result.apart
                if not share.missing
            ],
            **({"distributions": distributions.objects(self.spread)} if self.spread else {}),
        }

    @property
    def shares(self) -> Sequence[Share]:
        """The shares of every unit that were asked for, the whole's first."""
        if not self.indicators:
            return self.result.rows
        return [self.result.share(code, unit) for unit in self.result.units for code in self.indicators]

    @property
    def whole_shares(self) -> Sequence[Share]:
        """Of these, the whole's."""
        return [share for share in self.shares if share.unit == self.result.whole]

    @property
    def unit_shares(self) -> Sequence[Share]:
        """Of these, the single units'."""
        return [share for share in self.shares if share.unit != self.result.whole]

    def _columns(self) -> Sequence[str]:
        known = self.result.indicators
        return self.indicators or [code for code in SHOWN if code in known]

    def _units(self) -> Grid:
        result = self.result
        names = [self.result.share(code, result.whole).name for code in self._columns()]
        columns = [
            Column("单位"),
            Column("企业数", figures=True),
            *(Column(name, figures=True) for name in names),
        ]
        rows: list[list[Cell]] = []
        for unit in result.units:
            weight: Mood = "strong" if unit == result.whole else "plain"
            count = str(result.enterprises(unit))
            shares = [_rated(self.result.share(code, unit)) for code in self._columns()]
            rows.append([Cell(unit, mood=weight), Cell(count, mood=weight), *shares])
        return grid(columns, rows, keys=2)

    def _targets(self) -> Grid:
        columns = [
            *(Column(name) for name in ("指标", "条目")),
            *(Column(name, figures=True) for name in ("目标", "截止日期", "现值", "还差")),
            Column("结论"),
        ]
        aims = [(share, share.target) for share in self.whole_shares if not share.missing]
        return grid(columns, [_aim(share, target) for share, target in aims if target])


def _is_below(share: Share) -> bool:
    return share.met is False and share.rate is not None


def _rated(share: Share) -> Cell:
    short = _BELOW if _is_below(share) else ""
    return Cell(f"{short}{share.percent}", figures(share), mood(share))


def _aim(share: Share, target: Target) -> list[Cell]:
    return [
        Cell(share.name),
        Cell(target.clause),
        Cell(goal(target)),
        Cell(target.by.isoformat()),
        reached(share, target),
        short_by(share),
        verdict(share),
    ]


def _record(share: Share) -> tuple[str | int | float | None, ...]:
    target, met = share.target, share.met
    return (
        share.unit,
        share.indicator,
        share.name,
        None if share.missing else share.numerator,
        None if share.missing else share.denominator,
        share.rate,
        target.value if target else None,
        target.by.isoformat() if target else None,
        None if met is None else "是" if met else "否",
        share.short_by,
        share.missing,
    )


def _object(share: Share) -> Mapping[str, Plain]:
    target = share.target
    return {
        "unit": share.unit,
        "indicator": share.indicator,
        "name": share.name,
        "numerator": share.numerator,
        "denominator": share.denominator,
        "rate": share.rate,
        "target": target.value if target else None,
        "deadline": target.by.isoformat() if target else None,
        "met": share.met,
        "short_by": share.short_by,
        **({"missing": share.missing} if share.missing else {}),
    }
