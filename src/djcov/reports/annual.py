"""The view of the official annual form: its lines down the page, the whole and the units across it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..choices import UNITS
from ..measures.annual import AnnualForm
from ..measures.annual_lines import Line, depth
from ..measures.results import Share
from . import shares
from .fields import Field, Layout
from .page_model import Block, Cell, Column, Front, Heading, Note, Page, Plain, Records, grid

_STEP = "-"
"""One for each line that a line is within: space at the beginning of a cell would not be seen."""

_APART = "其中："


@dataclass(frozen=True)
class AnnualView:
    """The form as people and scripts see it."""

    result: AnnualForm
    policy: str
    """The policy's name, for the heading."""

    def page(self) -> Page:
        """Give the form, how it adds up, and the lines without data."""
        result = self.result
        front = Front(result.whole, result.as_of, (f"按{UNITS[result.by]}", f"口径：{self.policy}"))
        columns = [
            Column("项目"),
            Column("代码", unbroken=True),
            *(Column(unit, figures=True) for unit in result.units),
        ]
        rows = [
            [
                Cell(self._title(line.code, line.name, apart=line.apart)),
                Cell(line.code),
                *(_number(result.share(line.code, unit)) for unit in result.units),
            ]
            for line in result.lines
        ]
        blocks: list[Block] = [Heading(f"{result.whole}非公企业党建年报表", 1, front), grid(columns, rows)]
        blocks.append(
            Note("单位是家。写“其中”的各行不相加，其余各行之和等于上一级的行；不清楚的单列，不算作没有。", "quiet")
        )
        missing: dict[str, list[str]] = {}
        for line in result.lines:
            if why := result.share(line.code).missing:
                missing.setdefault(why, []).append(line.name)
        blocks += [Note(f"{'、'.join(names)}无数据：{why}", "quiet") for why, names in missing.items()]
        blocks.append(Note("每个数是哪些企业：djcov explain 代码 台账。", "quiet"))
        return tuple(blocks)

    def records(self) -> Records:
        """Give one row per unit and line."""
        return layout(self._lines).records(self.result.rows).of(self.result.as_of)

    def document(self) -> Mapping[str, Plain]:
        """Give ``djcov.annual/1``."""
        return {
            "schema": "djcov.annual/1",
            "as_of": self.result.as_of.isoformat(),
            "by": self.result.by,
            "lines": [
                {"line": line.code, "name": line.name, "within": line.within or None, "apart": line.apart}
                for line in self.result.lines
            ],
            "rows": layout(self._lines).objects(self.result.rows),
        }

    @property
    def _lines(self) -> Mapping[str, Line]:
        return {line.code: line for line in self.result.lines}

    @staticmethod
    def _title(code: str, name: str, *, apart: bool) -> str:
        return f"{_STEP * depth(code)} {_APART if apart else ''}{name}".strip()


def layout(lines: Mapping[str, Line]) -> Layout[Share]:
    """Give the columns of the flat form: one row per unit and line."""
    return Layout(
        (
            shares.UNIT,
            Field("line", "代码", lambda row: row.indicator),
            Field("name", "项目", lambda row: row.name),
            Field("", "上一级代码", lambda row: lines[row.indicator].within),
            Field("", "是否其中", lambda row: lines[row.indicator].apart),
            Field("count", "家数", _count),
            shares.MISSING,
        )
    )


def _count(share: Share) -> int | None:
    return None if share.missing else share.numerator


def _number(share: Share) -> Cell:
    return Cell("无数据" if share.missing else str(share.numerator), value=_count(share))
