"""Distributions as the view of coverage shows them: how many there are of each sort."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from ..measures.clauses import titles
from ..measures.distributions import SPREADS
from ..measures.results import Distribution, Distributions
from .page_model import Block, Cell, Column, Front, Heading, Note, Page, Plain, Records, cell, grid
from .subjects import MEASURES_SORTED, SORTED


@dataclass(frozen=True)
class DistributionsView:
    """Shows distributions by themselves."""

    result: Distributions

    def page(self) -> Page:
        """Give a table for each."""
        return Heading("分布", 1, Front("", self.result.as_of)), *blocks(self.result)

    def records(self) -> Records:
        """Give one row per unit and sort."""
        return records(self.result)

    def document(self) -> Mapping[str, Plain]:
        """Give what the view of coverage says of them."""
        as_of, by = self.result.as_of.isoformat(), self.result.by
        return {
            "schema": "djcov.coverage/1",
            "as_of": as_of,
            "by": by,
            "base": self.result.base,
            "rows": [],
            "distributions": objects(self.result),
        }


def blocks(result: Distributions) -> Iterator[Block]:
    """Give a table for each distribution: a column for the whole, and one for each township that was asked for."""
    without: list[Distribution] = []
    for _, group in groupby(result.rows, key=lambda row: row.code):
        whole, *others = group
        if whole.missing:
            without.append(whole)
        else:
            yield from _table(whole, others if result.chosen else [])
    yield from (Note(f"{each.name}无数据：{each.missing}", "quiet") for each in without)
    if not result.chosen:
        yield Note("各单位的分布：用 --township 指定，或用 --format csv、json 看全部。", "quiet")


def records(result: Distributions) -> Records:
    """Give one row per unit and sort; one per unit that says why there is no data."""
    headings = ("单位", "分布代码", "分布", "方案条款", "对象", "类别", "数量", "合计", "无数据原因")
    rows: list[tuple[str | int | None, ...]] = []
    for each in result.rows:
        named = (each.unit, each.code, each.name, titles(each.clause), SORTED[each.grain])
        rows += [(*named, sort, count, each.base, "") for sort, count in each.rows]
        if each.missing:
            rows.append((*named, "", None, None, each.missing))
    return Records(headings, tuple(rows)).of(result.as_of)


def objects(result: Distributions) -> list[Mapping[str, Plain]]:
    """Give one object per unit and distribution."""
    return [
        {
            "unit": each.unit,
            "distribution": each.code,
            "name": each.name,
            "clause": each.clause,
            "grain": each.grain,
            "base": None if each.missing else each.base,
            "rows": [{"value": sort, "count": count} for sort, count in each.rows],
            **({"largest": each.largest} if SPREADS[each.code].measure else {}),
            **({"missing": each.missing} if each.missing else {}),
        }
        for each in result.rows
    ]


def _table(whole: Distribution, others: list[Distribution]) -> Iterator[Block]:
    yield Heading(f"{whole.name}（{whole.code}，{titles(whole.clause)}）")
    measure = SPREADS[whole.code].measure
    largest = f"，最多 {whole.largest} {measure}" if measure and whole.largest is not None else ""
    yield Note(f"{SPREADS[whole.code].doc.rstrip('。')}：共 {whole.base} {MEASURES_SORTED[whole.grain]}{largest}。")
    shown = [whole, *others]
    columns = [Column("类别"), *(Column(each.unit, figures=True) for each in shown)]
    yield grid(
        columns,
        [[Cell(sort), *(cell(each.rows[at][1]) for each in shown)] for at, (sort, _) in enumerate(whole.rows)],
    )
