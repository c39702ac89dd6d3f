"""The view of the league: the units in their order, small ones marked, with praise and criticism."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ..choices import UNITS, of_base
from ..measures.results import League, Share, Standing
from ..policy import League as Limits
from . import shares
from .bars import bar
from .fields import Field, Layout, shown
from .page_model import Block, Cell, Column, Front, Grid, Heading, Mood, Note, Page, Plain, Records
from .rate_change import number, points
from .shares import threshold

MOODS: dict[str, Mood] = {"通报表扬": "good", "通报批评": "bad", "推进迟缓": "bad"}
"""Of the verdicts."""


@dataclass(frozen=True)
class LeagueView:
    """The league as people and scripts see it."""

    result: League
    limits: Limits | None
    """The policy's, to say what the verdicts mean; None if that is not known."""

    def page(self) -> Page:
        """Give the table of units, and what praise, criticism and the mark of small units mean."""
        result = self.result
        front = Front(result.whole, result.as_of, (f"按{UNITS[result.by]}",))
        progress = f"比 {result.since} 的提高" if result.since else ""
        blocks: list[Block] = [Heading(f"{of_base(result.base)}{result.name}{progress}排名", 1, front)]
        if result.missing:
            return (*blocks, Note(f"{result.name}无数据：{result.missing}", "quiet"))
        return (*blocks, self.grid(), *self.notes())

    def notes(self) -> list[Note]:
        """Say what the ranking means."""
        result = self.result
        others = f"名次是在全部单位中的，另有 {result.unlisted} 个单位没有列出。"
        told = f"{others if result.unlisted else ''}{self._explained()}"
        return [Note(f"{sentence}。", "quiet") for sentence in told.split("。") if sentence]

    def _explained(self) -> str:
        if self.limits is None:
            return ""
        return told_of_progress(self.limits) if self.result.since else explained(self.limits)

    def grid(self) -> Grid:
        """Give the ranking."""
        return layout(self.result).grid(self.result.rows, keys=2)

    def records(self) -> Records:
        """Give one row per unit."""
        return layout(self.result).records(self.result.rows).of(self.result.as_of, self.result.since)

    def document(self) -> Mapping[str, Plain]:
        """Give ``djcov.league/1``."""
        result = self.result
        return {
            "schema": "djcov.league/1",
            "as_of": result.as_of.isoformat(),
            "base": result.base,
            "by": result.by,
            "indicator": result.indicator,
            "name": result.name,
            **({"since": result.since.isoformat()} if result.since else {}),
            "rows": layout(result).objects(result.rows),
            **({"missing": result.missing} if result.missing else {}),
        }


def layout(league: League) -> Layout[Standing]:
    """Give the columns of a ranking."""

    def of(field: Field[Share]) -> Field[Standing]:
        return field.of(lambda standing: standing.share)

    parts = shares.parts(league.rows[0].share) if league.rows else None
    rate = replace(shares.RATE, column=Column("比率", figures=True, parts=parts), cell=shares.rated)
    return Layout(
        (
            Field("rank", "名次", lambda each: each.rank, Column("名次", figures=True), rank),
            of(replace(shares.UNIT, column=Column(UNITS[league.by]))),
            of(shares.CODE.unkeyed()),
            of(shares.NAME.unkeyed().unlisted()),
            of(shares.NUMERATOR),
            of(shares.DENOMINATOR),
            of(rate),
            *(_progress() if league.since else ()),
            Field("small", "户数偏少", lambda each: each.small),
            Field("verdict", "通报", lambda each: each.verdict, Column("通报"), verdict),
            shown("备注", remark),
            shown(Column("", extra=True), lambda each: bar(each.share)),
            of(shares.MISSING.unkeyed()),
        )
    )


def _progress() -> tuple[Field[Standing], Field[Standing]]:
    """Give the columns of a ranking by progress: the earlier share, and by how much the rate has risen."""

    def before(each: Standing) -> Plain:
        share = each.earlier
        return {"numerator": share.numerator, "denominator": share.denominator, "rate": share.rate} if share else None

    def risen(each: Standing) -> float | None:
        return number(each.gained)

    return (
        Field(
            "earlier",
            "上期比率",
            before,
            Column("上期", figures=True),
            lambda each: shares.rated(each.earlier) if each.earlier else "—",
            lambda each: each.earlier.rate if each.earlier else None,
        ),
        Field("gained", "提高", risen, Column("提高", figures=True), lambda each: points(each.gained)),
    )


def told_of_progress(limits: Limits) -> str:
    """Say what a ranking by progress, and 推进迟缓, mean."""
    return (
        f"提高的单位是百分点，相同的名次相同。比率没有提高、又未达到 {threshold(limits.praise_rate)} 的为推进迟缓。"
        f"任一期纳入统计不足 {limits.small} 家的仅排名。"
    )


def rank(standing: Standing) -> Cell:
    """Give a unit's rank; — without one."""
    return Cell("—" if standing.rank is None else str(standing.rank), value=standing.rank)


def verdict(standing: Standing) -> Cell:
    """Give praise or criticism."""
    return Cell(standing.verdict, mood=MOODS.get(standing.verdict, "plain"))


def explained(limits: Limits) -> str:
    """Say what praise, criticism and a shared rank mean."""
    return (
        f"达到 {threshold(limits.praise_rate)} 的通报表扬，低于 {threshold(limits.criticise_rate)} 的通报批评。"
        f"纳入统计不足 {limits.small} 家的仅排名。比率相同的名次相同。"
    )


def remark(standing: Standing) -> str:
    """Say what is particular to a unit's place; empty if nothing is."""
    if standing.rank is None and standing.share.exact is not None:
        return "上期没有应纳入统计的，不排名"
    if standing.rank is None:
        return "没有应纳入统计的，不排名"
    return "户数偏少，仅排名" if standing.small else ""
