"""The view of a comparison: how every indicator changed and by what, then who appeared, left, gained, lost, moved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from ..findings import Location
from ..measures.changes import TITLES, Change, Comparison, Shift
from ..measures.results import Share, Subject
from .aims import figures
from .blocks import Block, Cell, Column, Grid, Heading, Note, Page, Plain, Records, grid
from .places import Places
from .points import number, points
from .subjects import source_object, subject_object


@dataclass(frozen=True)
class ComparisonView:
    """A comparison as people and scripts see it."""

    result: Comparison

    def page(self) -> Page:
        """Give the table of indicators, then a table for each kind of change."""
        result = self.result
        title = f"{result.whole}两期比较（{result.as_of_old} 与 {result.as_of}）"
        known = [shift for shift in result.shifts if not shift.missing]
        missing = "、".join(shift.after.name for shift in result.shifts if shift.missing)
        blocks: list[Block] = [Heading(title, 1), _indicators(known)]
        blocks.append(
            Note("变化的单位是百分点。自身变化：两期都计入的，状况变了；增减影响：计入的对象有进有出。", "quiet")
        )
        if missing:
            blocks.append(Note(f"至少一期无数据：{missing}", "quiet"))
        subjects = (subject for change in result.changes for subject in (change.before, change.after) if subject)
        places = Places(subject.source.file for subject in subjects)
        for _, group in groupby(result.changes, key=lambda change: change.kind):
            blocks += _kind(tuple(group), places)
        if not result.changes:
            blocks.append(Note("企业没有变化。"))
        return tuple(blocks)

    def records(self) -> Records:
        """Give one row per change of an enterprise."""
        headings = (
            *("变化代码", "变化", "企业", "统一社会信用代码", "乡（办）", "情况"),
            *("新文件", "新工作表", "新行", "旧文件", "旧工作表", "旧行"),
        )
        return Records(headings, tuple(_record(change) for change in self.result.changes))

    def document(self) -> Mapping[str, Plain]:
        """Give ``djcov.compare/1``."""
        return {
            "schema": "djcov.compare/1",
            "as_of_old": self.result.as_of_old.isoformat(),
            "as_of": self.result.as_of.isoformat(),
            "indicators": [_shift_object(shift) for shift in self.result.shifts],
            "changes": [_change_object(change) for change in self.result.changes],
        }


def _indicators(shifts: list[Shift]) -> Grid:
    columns = ("旧", "新", "变化", "自身变化", "增减影响")
    rows = [
        [Cell(shift.after.name), _rated(shift.before), _rated(shift.after)]
        + [Cell(points(part)) for part in (shift.change, shift.real, shift.base)]
        for shift in shifts
    ]
    return grid([Column("指标"), *(Column(name, figures=True) for name in columns)], rows)


def _rated(share: Share) -> Cell:
    return Cell(share.percent, figures(share))


def _kind(changes: tuple[Change, ...], places: Places) -> list[Block]:
    rows: list[list[str]] = []
    for change in changes:
        found_at = [_place(each, places) for each in (change.after, change.before)]
        rows.append([change.subject.name, change.subject.township, change.detail, *found_at])
    columns = ("企业", "乡（办）", "情况", "新台账", "旧台账")
    return [Heading(f"{TITLES[changes[0].kind]}：{len(changes)} 家（{changes[0].kind}）"), grid(columns, rows)]


def _place(subject: Subject | None, places: Places) -> str:
    return places.row(subject.source) if subject else ""


def _record(change: Change) -> tuple[str | int | None, ...]:
    subject = change.subject
    places = [_location(each) for each in (change.after, change.before)]
    named = (change.kind, TITLES[change.kind], subject.name, subject.uscc, subject.township, change.detail)
    return (*named, *(part for at in places for part in ((at.file, at.sheet, at.row) if at else (None,) * 3)))


def _location(subject: Subject | None) -> Location | None:
    return subject.source if subject else None


def _change_object(change: Change) -> Mapping[str, Plain]:
    return {
        "kind": change.kind,
        "title": TITLES[change.kind],
        **subject_object(change.subject),
        "detail": change.detail,
        "source": source_object(change.after.source) if change.after else None,
        "source_old": source_object(change.before.source) if change.before else None,
    }


def _shift_object(shift: Shift) -> Mapping[str, Plain]:
    return {
        "indicator": shift.after.indicator,
        "name": shift.after.name,
        "old": _share_object(shift.before),
        "new": _share_object(shift.after),
        "common": {"denominator": shift.common, "old": shift.common_before, "new": shift.common_after},
        "change": number(shift.change),
        "real_change": number(shift.real),
        "base_change": number(shift.base),
        **({"missing": shift.missing} if shift.missing else {}),
    }


def _share_object(share: Share) -> Mapping[str, Plain]:
    return {"numerator": share.numerator, "denominator": share.denominator, "rate": share.rate}
