"""Completeness as the view of a check shows it: which columns are to be filled in, and where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from ..measures.results import Completeness, Filled, percent
from .blocks import Block, Cell, Column, Heading, Note, Plain, Records, grid

_WORST = 3
"""Columns that the line of a unit names."""


def blocks(result: Completeness) -> Iterator[Block]:
    """Give each roster's columns, of the whole or of the townships that were asked for; then a line for each unit."""
    yield Heading(f"台账填报情况（截至 {result.as_of}）", 1)
    yield Note("已知：填了并能读出；空白：没有填；有误：填了但读不出，用 djcov check 看是哪些单元格。", "quiet")
    for unit in result.chosen or (result.whole,):
        own = [row for row in result.rows if row.unit == unit]
        for kind, rows in groupby(own, key=lambda row: row.kind):
            yield from _columns(f"{unit}：{kind.title}", tuple(rows))
    if not result.chosen:
        yield Heading("各单位")
        yield _units(result)


def records(result: Completeness) -> Records:
    """Give one row per unit and column."""
    headings = ("单位", "台账", "字段", "列", "行数", "已知", "空白", "有误", "已知比率", "是否缺列")
    return Records(headings, tuple(_record(row) for row in result.rows))


def objects(result: Completeness) -> list[Mapping[str, Plain]]:
    """Give one object per unit and column."""
    return [
        {
            "unit": row.unit,
            "kind": row.kind.value,
            "field": row.field,
            "title": row.title,
            "rows": row.rows,
            "known": row.known,
            "unknown": row.unknown,
            "wrong": row.wrong,
            "no_column": row.no_column,
        }
        for row in result.rows
    ]


def _columns(title: str, rows: tuple[Filled, ...]) -> Iterator[Block]:
    yield Heading(f"{title}，{rows[0].rows} 行")
    figures = ("已知", "空白", "有误", "已知比率")
    columns = [Column("列"), *(Column(name, figures=True) for name in figures), Column("说明")]
    yield grid(
        columns,
        [
            [
                row.title,
                *(str(count) for count in (row.known, row.unknown, row.wrong)),
                percent(row.known, row.rows),
                _remark(row, rows[0].rows),
            ]
            for row in rows
        ],
    )


def _remark(row: Filled, whole: int) -> Cell | str:
    """Say what is special about a column: it is missing, or asked for in some rows only."""
    if row.no_column:
        return Cell("台账中没有这一列", mood="bad")
    which = "有或可能有党组织的" if row.maybe else "有党组织的"
    return f"只看{which} {row.rows} 家" if row.rows < whole else ""


def _units(result: Completeness) -> Block:
    columns = ["单位", *(Column(name, figures=True) for name in ("应填", "空白", "有误", "已知比率")), "最缺的列"]
    lines: list[list[str]] = []
    for unit in dict.fromkeys(row.unit for row in result.rows):
        own = [row for row in result.rows if row.unit == unit]
        cells, known = sum(row.rows for row in own), sum(row.known for row in own)
        worst = sorted((row for row in own if row.known < row.rows), key=lambda row: row.known - row.rows)[:_WORST]
        lines.append(
            [
                unit,
                str(cells),
                str(sum(row.unknown for row in own)),
                str(sum(row.wrong for row in own)),
                percent(known, cells),
                _named(worst),
            ]
        )
    return grid(columns, lines)


def _named(rows: Iterable[Filled]) -> str:
    return "、".join(f"{row.title} {row.rows - row.known}" for row in rows)


def _record(row: Filled) -> tuple[str | int | float | None, ...]:
    rate = round(row.known / row.rows, 6) if row.rows else None
    counts = (row.rows, row.known, row.unknown, row.wrong, rate)
    return (row.unit, row.kind.title, row.field, row.title, *counts, "是" if row.no_column else "否")
