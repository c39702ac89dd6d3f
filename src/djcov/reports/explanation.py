"""The view behind one indicator: who is counted, who is not yet, who is left out and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..measures.results import Explanation, Subject
from .blocks import Block, Column, Heading, Note, Page, Plain, Records, grid
from .places import Places
from .subjects import GRAINS, MEASURES, source_object, subject_object

_NUMERATOR, _REMAINDER, _LEFT_OUT = "计入分子", "只计入分母", "不计入"


@dataclass(frozen=True)
class ExplanationView:
    """An explanation as people and scripts see it."""

    result: Explanation

    def page(self) -> Page:
        """Give the three lists, and how they add up to everything that was read."""
        result = self.result
        places = self._places()
        counted, rest, out = result.totals
        word = MEASURES[result.grain]
        left_out = [(item.subject, item.reason) for item in result.left_out]
        return (
            Heading(f"{result.name}（{result.indicator}，{result.clause}，截至 {result.as_of}）", 1),
            Note(result.doc),
            Note(f"无数据：{result.missing}" if result.missing else f"分子 {counted}，分母 {counted + rest}。"),
            *_section(f"{_NUMERATOR}：{counted} {word}", [(each, "") for each in result.numerator], places, counted),
            *_section(f"{_REMAINDER}：{rest} {word}", [(each, "") for each in result.remainder], places, rest),
            *_section(f"{_LEFT_OUT}：{out} {word}", left_out, places, out),
            Heading("合计"),
            Note(f"{counted} + {rest} + {out} = {counted + rest + out}，即读到的全部{GRAINS[result.grain]}。"),
            *((Note(result.names.note, "quiet"),) if any(each.is_person for each in self._everyone()) else ()),
        )

    def records(self) -> Records:
        """Give one row per subject."""
        result = self.result
        headings = ("归属", "对象", "名称", "统一社会信用代码", "乡（办）", "原因", "文件", "工作表", "行", "其他行")
        places = self._places()
        rows = [
            *(_record(_NUMERATOR, subject, places) for subject in result.numerator),
            *(_record(_REMAINDER, subject, places) for subject in result.remainder),
            *(_record(_LEFT_OUT, item.subject, places, item.reason) for item in result.left_out),
        ]
        return Records(headings, tuple(rows))

    def document(self) -> Mapping[str, Plain]:
        """Give ``djcov.explain/1``."""
        result = self.result
        return {
            "schema": "djcov.explain/1",
            "as_of": result.as_of.isoformat(),
            "indicator": result.indicator,
            "name": result.name,
            "clause": result.clause,
            "doc": result.doc,
            "numerator": [_object(subject) for subject in result.numerator],
            "remainder": [_object(subject) for subject in result.remainder],
            "left_out": [{**_object(item.subject), "reason": item.reason} for item in result.left_out],
            "totals": dict(zip(("numerator", "remainder", "left_out"), result.totals, strict=True)),
            **({"missing": result.missing} if result.missing else {}),
        }

    def _everyone(self) -> list[Subject]:
        result = self.result
        return [*result.numerator, *result.remainder, *(item.subject for item in result.left_out)]

    def _places(self) -> Places:
        return Places(at.file for subject in self._everyone() for at in subject.sources)


def _section(title: str, rows: Sequence[tuple[Subject, str]], places: Places, count: int) -> list[Block]:
    beyond = (
        [Note(f"只列出前 {len(rows)} 行，其余 {count - len(rows)} 行只计了数。", "quiet")] if count > len(rows) else []
    )
    if not rows:
        return [Heading(title), *beyond]
    columns = [Column(GRAINS[rows[0][0].grain]), Column("乡（办）")]
    cells = [[subject.name, subject.township] for subject, _ in rows]
    if any(reason for _, reason in rows):
        columns.append(Column("原因"))
        cells = [[*row, reason] for row, (_, reason) in zip(cells, rows, strict=True)]
    columns.append(Column("来源"))
    cells = [[*row, places.rows(subject.sources)] for row, (subject, _) in zip(cells, rows, strict=True)]
    return [Heading(title), grid(columns, cells), *beyond]


def _record(group: str, subject: Subject, places: Places, reason: str = "") -> tuple[str | int | None, ...]:
    at = subject.source
    named = (group, GRAINS[subject.grain], subject.name, subject.uscc, subject.township, reason)
    return (*named, at.file, at.sheet, at.row, places.rows(subject.further))


def _object(subject: Subject) -> Mapping[str, Plain]:
    own: dict[str, Plain] = {**subject_object(subject), "source": source_object(subject.source)}
    if subject.grain != "enterprise":  # that is one row
        own["sources"] = [source_object(at) for at in subject.sources]
    return own
