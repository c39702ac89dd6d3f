"""The views of what townships are asked, and of what came back: per township, how much, and what is still open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..findings import Finding
from ..following.ask import Ask
from ..following.collect import Collection, Left, Standing
from .check import FINDINGS, tally
from .fields import Field, Layout
from .fields import shown as on_page
from .page_model import Block, Column, Front, Heading, Note, Page, Plain, Records
from .places import Places
from .shares import day
from .subjects import named, placed


def _files(standing: Standing) -> str:
    return "、".join(standing.files)


STANDINGS: Layout[Standing] = Layout(
    (
        Field("township", "乡（办）", lambda each: each.township, Column("乡（办）")),
        Field("file", "文件", _files, Column("文件")),
        Field("asked", "问的格数", lambda each: each.asked, Column("问", figures=True)),
        Field("answered", "已答的格数", lambda each: each.answered, Column("已答", figures=True)),
        Field("open", "未答的格数", lambda each: each.open, Column("未答", figures=True)),
    )
)
"""One row per township."""


def left_layout(places: Places | None = None) -> Layout[Left]:
    """Give the columns of the cells that are not answered."""
    return Layout(
        (
            *named(Left, "enterprise"),
            Field("column", "列", lambda each: each.title, Column("没有答复的列")),
            *placed(Left, places),
        )
    )


def told_layout(places: Places) -> Layout[Finding]:
    """Give the columns of what was found in the files that came back."""
    return Layout(
        (
            on_page("级别", lambda each: each.severity.label),
            on_page("哪里", lambda each: places.cell(each.location)),
            on_page("问题", lambda each: f"{each.message}。{each.hint}"),
        )
    )


@dataclass(frozen=True)
class AskView:
    """What is asked, as people and scripts see it."""

    result: Ask
    files: Mapping[str, str]
    """By township the workbook that was written."""

    @property
    def standings(self) -> list[Standing]:
        """How far each township is: nothing is answered yet."""
        return [
            Standing(each.township, (self.files[each.township],), each.asked, 0, each.asked)
            for each in self.result.requests
        ]

    def page(self) -> Page:
        """Give how much each township is asked, and what cannot be asked."""
        result = self.result
        front = Front(result.whole, result.as_of, (f"请于 {day(result.due)} 前交回",))
        blocks: list[Block] = [Heading("发出的补填表", 1, front)]
        blocks.append(STANDINGS.grid(self.standings, without=("已答", "未答")) if result.requests else _nothing(result))
        if result.absent:
            blocks.append(Note(f"统计还需要、台账没有的列，没有问：{'、'.join(result.absent)}。要问请先在台账中加上。"))
        if result.left_out:
            blocks.append(Note(f"涉及个人的列不问：{'、'.join(result.left_out)}。", "quiet"))
        return tuple(blocks)

    def records(self) -> Records:
        """Give one row per township."""
        return STANDINGS.records(self.standings).of(self.result.as_of)

    def document(self) -> Mapping[str, Plain]:
        """Give ``djcov.ask/1``."""
        return {
            "schema": "djcov.ask/1",
            "as_of": self.result.as_of.isoformat(),
            "due": self.result.due.isoformat(),
            "rows": STANDINGS.objects(self.standings),
            "columns": list(self.result.fields),
            "absent": list(self.result.absent),
        }


def _nothing(result: Ask) -> Note:
    """Say that nothing is asked; of columns that the ledger has not, nobody knows."""
    if result.absent:
        return Note("台账已有的各列都填了，没有要补填的。")
    return Note("没有要补填的：统计所需的各列都填了。", "good")


@dataclass(frozen=True)
class CollectionView:
    """What came back, as people and scripts see it."""

    result: Collection

    def page(self) -> Page:
        """Give how far each township is, what was found in its files, then each cell that is still open."""
        result = self.result
        told = list(result.findings)
        places = Places([*(each.location.file for each in told), *(each.subject.source.file for each in result.left)])
        front = Front(result.whole, result.as_of)
        blocks: list[Block] = [Heading("收回的补填表", 1, front), STANDINGS.grid(result.standings)]
        asked, answered = sum(each.asked for each in result.standings), sum(each.answered for each in result.standings)
        blocks.append(Note(f"共问 {asked} 格，已答 {answered} 格，未答 {asked - answered} 格。"))
        if told:
            about = f"收回的表里的问题：{tally(result.findings.totals)}"
            blocks += [Heading(about), told_layout(places).grid(told, listed=True)]
        if result.left:
            blocks += [
                Heading(f"还没有答复的：{len(result.left)} 格"),
                left_layout(places).grid(result.left, listed=True),
            ]
        return tuple(blocks)

    def records(self) -> Records:
        """Give one row per township."""
        return STANDINGS.records(self.result.standings).of(self.result.as_of)

    def document(self) -> Mapping[str, Plain]:
        """Give ``djcov.collect/1``."""
        return {
            "schema": "djcov.collect/1",
            "as_of": self.result.as_of.isoformat(),
            "rows": STANDINGS.objects(self.result.standings),
            "left": left_layout().objects(self.result.left),
            "findings": FINDINGS.objects(self.result.findings),
        }
