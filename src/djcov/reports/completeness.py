"""Completeness as the view of a check shows it: which columns are to be filled in, and where."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby

from ..measures.results import Completeness, Filled, percent
from .fields import Field, Layout, shown
from .page_model import Block, Cell, Column, Front, Heading, Note, Plain, Records, grid

_WORST = 3
"""Columns that the line of a unit names."""


def blocks(result: Completeness) -> Iterator[Block]:
    """Give each roster's columns, of the whole or of the townships that were asked for; then a line for each unit."""
    yield Heading("台账填报情况", 1, Front("、".join(result.chosen) or result.whole, result.as_of))
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
    return layout().records(result.rows).of(result.as_of)


def objects(result: Completeness) -> list[Mapping[str, Plain]]:
    """Give one object per unit and column."""
    return layout().objects(result.rows)


def _figure(key: str, heading: str, value: Callable[[Filled], int]) -> Field[Filled]:
    return Field(key, heading, value, Column(heading, figures=True))


def layout(whole: int = 0) -> Layout[Filled]:
    """Give the columns of the columns: one row per unit and column. ``whole``: the rows that their roster has."""
    return Layout(
        (
            Field("unit", "单位", lambda row: row.unit),
            Field("kind", "台账", lambda row: row.kind.value, flat=lambda row: row.kind.title),
            Field("field", "字段", lambda row: row.field),
            Field("title", "栏目", lambda row: row.title, Column("栏目")),
            Field("rows", "行数", lambda row: row.rows),
            _figure("known", "已知", lambda row: row.known),
            _figure("unknown", "空白", lambda row: row.unknown),
            _figure("wrong", "有误", lambda row: row.wrong),
            Field(
                *("", "填报完整率"),
                lambda row: round(row.known / row.rows, 6) if row.rows else None,
                Column("填报完整率", figures=True),
                lambda row: _rate(row.known, row.rows),
            ),
            Field("no_column", "是否缺栏目", lambda row: row.no_column),
            shown("说明", lambda row: _remark(row, whole)),
        )
    )


def _rate(known: int, rows: int) -> Cell:
    return Cell(percent(known, rows), value=known / rows if rows else None, unit="%")


def _columns(title: str, rows: tuple[Filled, ...]) -> Iterator[Block]:
    yield Heading(f"{title}，{rows[0].rows} 行")
    yield layout(rows[0].rows).grid(rows)


def _remark(row: Filled, whole: int) -> Cell | str:
    """Say what is special about a column: it is missing, or asked for in some rows only."""
    if row.no_column:
        return Cell("台账中没有这一栏", mood="bad")
    which = "有或可能有党组织的" if row.maybe else "有党组织的"
    return f"只看{which} {row.rows} 家" if row.rows < whole else ""


def _units(result: Completeness) -> Block:
    columns = [
        "单位",
        *(Column(name, figures=True) for name in ("应填", "空白", "有误", "填报完整率")),
        "缺填较多的栏目",
    ]
    lines: list[list[Cell | str | int]] = []
    for unit in dict.fromkeys(row.unit for row in result.rows):
        own = [row for row in result.rows if row.unit == unit]
        cells, known = sum(row.rows for row in own), sum(row.known for row in own)
        worst = sorted((row for row in own if row.known < row.rows), key=lambda row: row.known - row.rows)[:_WORST]
        lines.append(
            [
                unit,
                cells,
                sum(row.unknown for row in own),
                sum(row.wrong for row in own),
                _rate(known, cells),
                _named(worst),
            ]
        )
    return grid(columns, lines)


def _named(rows: Iterable[Filled]) -> str:
    return "、".join(f"{row.title} {row.rows - row.known}" for row in rows)
