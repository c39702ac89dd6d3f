"""The view of gaps: by kind, with what the plan asks to be done, each row with its place in the rosters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from ..measures.results import Gap, Gaps
from .blocks import Block, Column, Heading, Note, Page, Plain, Records, grid
from .places import Places
from .subjects import GRAINS, MEASURES, source_object, subject_object


@dataclass(frozen=True)
class GapsView:
    """Gaps as people and scripts see them."""

    result: Gaps

    def page(self) -> Page:
        """Give a table for each kind of gap, the action once above it."""
        rows = self.result.rows
        blocks: list[Block] = [Heading(f"缺口名单（截至 {self.result.as_of}）", 1)]
        if not rows:
            blocks.append(Note("没有缺口。", "good"))
        places = Places(gap.subject.source.file for gap in rows)
        for _, group in groupby(rows, key=lambda gap: gap.kind):
            blocks += _kind(tuple(group), places)
        if self.result.missing:
            unknown = "；".join(f"{title}（{why}）" for title, why in self.result.missing)
            blocks.append(Note(f"没有数据、无法查找的缺口：{unknown}", "quiet"))
        if any(gap.subject.is_person for gap in rows):
            blocks.append(Note(self.result.names.note, "quiet"))
        return tuple(blocks)

    def records(self) -> Records:
        """Give one row per gap."""
        headings = (
            *("缺口代码", "缺口", "条目", "对象", "名称", "统一社会信用代码", "乡（办）", "情况", "应做"),
            *("文件", "工作表", "行"),
        )
        return Records(headings, tuple(_record(gap) for gap in self.result.rows))

    def document(self) -> Mapping[str, Plain]:
        """Give ``djcov.gaps/1``."""
        return {
            "schema": "djcov.gaps/1",
            "as_of": self.result.as_of.isoformat(),
            "rows": [_object(gap) for gap in self.result.rows],
            "missing": [{"title": title, "missing": why} for title, why in self.result.missing],
        }


def _kind(gaps: tuple[Gap, ...], places: Places) -> list[Block]:
    """Give one kind's heading, actions (one each for most kinds) and rows."""
    first = gaps[0]
    grain = first.subject.grain
    actions = tuple(dict.fromkeys(gap.action for gap in gaps))
    columns = [Column(GRAINS[grain]), Column("乡（办）"), Column("情况"), Column("来源")]
    rows = [[gap.subject.name, gap.subject.township, gap.detail, places.row(gap.subject.source)] for gap in gaps]
    return [
        Heading(f"{first.title}：{len(gaps)} {MEASURES[grain]}（{first.kind}，{first.clause}）"),
        *(Note(f"应做：{action}") for action in actions),
        grid(columns, rows),
    ]


def _record(gap: Gap) -> tuple[str | int | None, ...]:
    subject = gap.subject
    return (
        gap.kind,
        gap.title,
        gap.clause,
        GRAINS[subject.grain],
        subject.name,
        subject.uscc,
        subject.township,
        gap.detail,
        gap.action,
        subject.source.file,
        subject.source.sheet,
        subject.source.row,
    )


def _object(gap: Gap) -> Mapping[str, Plain]:
    return {
        "kind": gap.kind,
        "title": gap.title,
        "clause": gap.clause,
        **subject_object(gap.subject),
        "detail": gap.detail,
        "action": gap.action,
        "source": source_object(gap.subject.source),
    }
