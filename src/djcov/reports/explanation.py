"""The view behind one indicator: who is counted, who is not yet, who is left out and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ..choices import Base, of_base
from ..choices import said as as_said
from ..measures.clauses import titles
from ..measures.results import Amounts, Explanation, Subject
from .fields import Field, Layout, shown
from .page_model import Block, Column, Front, Heading, Note, Page, Plain, Records
from .places import Places
from .subjects import GRAINS, MEASURES, named, placed, source_object

_NUMERATOR, _REMAINDER, _LEFT_OUT = "已达到", "未达到", "未纳入统计"
_UNCLEAR = "不清楚"
"""Why a row is held not to have reached it where nobody knows."""


@dataclass(frozen=True)
class ExplanationView:
    """An explanation as people and scripts see it."""

    result: Explanation

    def page(self) -> Page:
        """Give the three lists, and how they add up to everything that was read."""
        result = self.result
        places = self._places()
        counted, rest, out = result.totals
        word, grain = MEASURES[result.grain], as_said(result.base, GRAINS[result.grain])
        said = f"无数据：{result.missing}" if result.missing else f"已达到 {counted}，应达到 {counted + rest}。"
        if result.amounts and not result.missing:
            part, whole = (sum(getattr(each, side) for each in result.amounts.values()) for side in ("part", "whole"))
            said = f"所列单位给企业的共 {part}，全部共 {whole}。"
        told = (result.indicator, titles(result.clause), *((f"来源：{places.common}",) if places.common else ()))
        return (
            Heading(f"{of_base(result.base)}{result.name}", 1, Front(result.place, result.as_of, told)),
            Note(result.doc),
            Note(said),
            *self._section(f"{_NUMERATOR}：{counted} {word}", self._numerator, places, counted),
            *self._section(f"{_REMAINDER}：{rest} {word}", self._remainder, places, rest),
            *self._section(f"{_LEFT_OUT}：{out} {word}", self._left_out, places, out),
            Heading("合计"),
            Note(f"{counted} + {rest} + {out} = {counted + rest + out}，即登记的全部{grain}。"),
            *((Note(result.names.note, "quiet"),) if any(row.subject.is_person for row in self._rows) else ()),
        )

    def records(self) -> Records:
        """Give one row per subject."""
        result = self.result
        found = layout(self._places(), result.grain if result.amounts else "", result.base).records(self._rows)
        return found.of(result.as_of, 指标代码=result.indicator, 指标=result.name)

    def document(self) -> Mapping[str, Plain]:
        """Give ``djcov.explain/1``."""
        result = self.result
        return {
            "schema": "djcov.explain/1",
            "as_of": result.as_of.isoformat(),
            "base": result.base,
            "indicator": result.indicator,
            "name": result.name,
            "clause": result.clause,
            "doc": result.doc,
            **{
                key: layout(grain=result.grain).objects(rows)
                for key, rows in (
                    ("numerator", self._numerator),
                    ("remainder", self._remainder),
                    ("left_out", self._left_out),
                )
            },
            "totals": dict(zip(("numerator", "remainder", "left_out"), result.totals, strict=True)),
            **({"missing": result.missing} if result.missing else {}),
        }

    def _section(self, title: str, rows: Sequence[Told], places: Places, count: int) -> list[Block]:
        further = count - len(rows)
        beyond = [Note(f"只列出前 {len(rows)} 行，其余 {further} 行只计了数。", "quiet")] if further else []
        without = () if any(row.reason for row in rows) else ("原因",)
        columns = layout(places, self.result.grain, self.result.base)
        listed = [columns.grid(rows, without=without, listed=True)] if rows else []
        return [Heading(title), *listed, *beyond]

    @property
    def _numerator(self) -> list[Told]:
        return [Told(_NUMERATOR, subject, "", self.result.amounts.get(subject)) for subject in self.result.numerator]

    @property
    def _remainder(self) -> list[Told]:
        unclear = self.result.unclear
        return [
            Told(_REMAINDER, subject, _UNCLEAR if subject in unclear else "", self.result.amounts.get(subject))
            for subject in self.result.remainder
        ]

    @property
    def _left_out(self) -> list[Told]:
        return [Told(_LEFT_OUT, item.subject, item.reason) for item in self.result.left_out]

    @property
    def _rows(self) -> list[Told]:
        return [*self._numerator, *self._remainder, *self._left_out]

    def _places(self) -> Places:
        return Places.of(at for row in self._rows for at in row.subject.sources)


@dataclass(frozen=True, slots=True)
class Told:
    """One row, and what the indicator makes of it."""

    group: str
    subject: Subject
    reason: str = ""
    amounts: Amounts | None = None


def layout(places: Places | None = None, grain: str = "", base: Base = "enterprises") -> Layout[Told]:
    """Give the columns of the rows behind an indicator."""
    at = places or Places(())
    _, *placing = placed(Told)
    return Layout(
        (
            Field("", "归属", lambda row: row.group),
            *named(Told, grain, base),
            Field("reason", "原因", lambda row: row.reason, Column("原因"), optional=True),
            *((*_amount("part", "给企业的"), *_amount("whole", "全部")) if grain == "unit" else ()),
            shown("来源", lambda row: at.rows(row.subject.sources)),
            *placing,
            Field("", "其他行", lambda row: at.rows(row.subject.further)),
            Field("sources", "", _sources, optional=True),
        )
    )


def _amount(side: Literal["part", "whole"], title: str) -> tuple[Field[Told], Field[Told]]:
    """Give the columns of an amount, and of the cell where it stands."""

    def amount(row: Told) -> int | None:
        return getattr(row.amounts, side) if row.amounts else None

    def cell(row: Told) -> str:
        return getattr(row.amounts, f"{side}_at").cell if row.amounts else ""

    return (
        Field(side, title, amount, Column(title, figures=True)),
        Field(f"{side}_cell", f"{title}单元格", cell, Column("单元格")),
    )


def _sources(row: Told) -> list[Plain]:
    """Give all rows of one that may have several."""
    return [source_object(at) for at in row.subject.sources] if row.subject.grain != "enterprise" else []
