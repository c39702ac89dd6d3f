"""The view of the league: the units in their order, small ones marked, with praise and criticism."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..measures.results import League, Standing
from ..policy import League as Limits
from .aims import threshold
from .bars import bar
from .blocks import Block, Cell, Column, Heading, Mood, Note, Page, Plain, Records, grid
from .units import UNITS

MOODS: dict[str, Mood] = {"通报表扬": "good", "通报批评": "bad"}
"""Of the verdicts."""


@dataclass(frozen=True)
class LeagueView:
    """The league as people and scripts see it."""

    result: League
    limits: Limits
    """The policy's, to say what the verdicts mean."""

    def page(self) -> Page:
        """Give the table of units, and what praise, criticism and the mark of small units mean."""
        result = self.result
        title = f"{result.name}排名（{result.indicator}，截至 {result.as_of}，按{UNITS[result.by]}）"
        blocks: list[Block] = [Heading(title, 1)]
        if result.missing:
            return (*blocks, Note(f"{result.name}无数据：{result.missing}", "quiet"))
        columns = [
            Column("名次", figures=True),
            Column("单位"),
            *(Column(name, figures=True) for name in ("分子", "分母", "比率")),
            *(Column(name) for name in ("通报", "备注")),
            Column("", extra=True),
        ]
        blocks.append(grid(columns, [_row(standing) for standing in result.rows], keys=2))
        if result.unlisted:
            blocks.append(Note(f"名次是在全部单位中的，另有 {result.unlisted} 个单位没有列出。", "quiet"))
        blocks.append(Note(explained(self.limits), "quiet"))
        return tuple(blocks)

    def records(self) -> Records:
        """Give one row per unit."""
        headings = ("名次", "单位", "指标代码", "指标", "分子", "分母", "比率", "分母偏小", "通报", "无数据原因")
        return Records(headings, tuple(_record(standing) for standing in self.result.rows))

    def document(self) -> Mapping[str, Plain]:
        """Give ``djcov.league/1``."""
        result = self.result
        return {
            "schema": "djcov.league/1",
            "as_of": result.as_of.isoformat(),
            "by": result.by,
            "indicator": result.indicator,
            "name": result.name,
            "rows": [_object(standing) for standing in result.rows],
            **({"missing": result.missing} if result.missing else {}),
        }


def explained(limits: Limits) -> str:
    """Say what praise, criticism and a shared rank mean."""
    return (
        f"达到 {threshold(limits.praise_rate)} 的通报表扬，低于 {threshold(limits.criticise_rate)} 的通报批评；"
        f"分母少于 {limits.small} 的只排名。比率相同的名次相同。"
    )


def remark(standing: Standing) -> str:
    """Say what is particular to a unit's place; empty if nothing is."""
    if standing.rank is None:
        return "没有应计入的，不排名"
    return "分母偏小" if standing.small else ""


def _row(standing: Standing) -> list[Cell]:
    share = standing.share
    return [
        Cell("—" if standing.rank is None else str(standing.rank)),
        Cell(share.unit),
        Cell(str(share.numerator)),
        Cell(str(share.denominator)),
        Cell(share.percent),
        Cell(standing.verdict, mood=MOODS.get(standing.verdict, "plain")),
        Cell(remark(standing)),
        Cell(bar(share)),
    ]


def _record(standing: Standing) -> tuple[str | int | float | None, ...]:
    share = standing.share
    return (
        standing.rank,
        share.unit,
        share.indicator,
        share.name,
        None if share.missing else share.numerator,
        None if share.missing else share.denominator,
        share.rate,
        "是" if standing.small else "否",
        standing.verdict,
        share.missing,
    )


def _object(standing: Standing) -> Mapping[str, Plain]:
    share = standing.share
    return {
        "rank": standing.rank,
        "unit": share.unit,
        "numerator": share.numerator,
        "denominator": share.denominator,
        "rate": share.rate,
        "small": standing.small,
        "verdict": standing.verdict,
    }
