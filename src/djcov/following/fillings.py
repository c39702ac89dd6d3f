"""What is to be written into which cell of a roster's own file: an answer, in the cells that its table has for it.

A cell that takes the value above it (同上, or a blank in a column filled once for a block of rows) goes on saying what
it said: where the value above is written over, what it takes is written into it too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import narwhals as nw

from ..facts.frames import AT, lazy, place, records
from ..findings import Location
from ..models import is_money
from ..roster import Roster, Table
from ..values import money
from ..values.blocks import are_blocks
from ..values.text import name_key

MARK = "√"
"""What stands in the one of several columns whose header is the answer."""

_MASKED = "*"
"""What stands for a digit that may be of somebody's number: such a text is not the answer itself."""


@dataclass(frozen=True, slots=True)
class Filling:
    """A cell, and what goes into it."""

    at: Location
    value: str | float
    note: str
    """Where the value is from."""
    by_hand: str = ""
    """Why somebody must write it in; empty if it can be written."""


def fillings(roster: Roster, rows: Iterable[int], field: str, value: object, note: str) -> Iterator[Filling]:
    """Give what to write into the rows with these ``_at`` so that ``field`` reads as ``value``.

    Where the options of a field have a column each, the right one gets a mark and the others are emptied.
    """
    placed = [(roster.tables[number], row) for number, row in map(place, rows)]
    for table, row in [each for each in placed if field in each[0].fields] or placed:
        columns = [column for column in table.columns if column.field == field]
        if any(column.option for column in columns):
            yield from _marked(table, row, field, str(written(value)), note)
            continue
        yield _filling(table, row, field, value, note)


def _filling(table: Table, row: int, field: str, value: object, note: str) -> Filling:
    at, unit = table.locate(row, field), ""
    why = "" if field in table.fields else "台账没有这一列"
    if is_money(table.kind, field):
        unit = money.unit_in(at.column) or table.unit
    if unit == money.UNCLEAR:
        unit, why = "", why or f"表上方的金额单位看不明白，这里是以{money.USUAL}计的"
    text = written(value, unit)
    if _MASKED in str(text):
        why = "其中有像身份证号、电话的数字，读入时遮盖了"
    return Filling(at, text, note, why)


def _marked(table: Table, row: int, field: str, value: str, note: str) -> Iterator[Filling]:
    options = [column for column in table.columns if column.field == field and column.option]
    right = [column for column in options if name_key(column.option) == name_key(value)]
    if not right:
        where = Location(table.file, table.sheet, row, options[0].header)
        yield Filling(where, value, note, "台账没有这一选项的列")
        return
    for column in options:
        where = Location(table.file, table.sheet, row, column.header, f"{column.letters}{row}")
        yield Filling(where, MARK if column is right[0] else "", note)


def keeping(roster: Roster, found: Sequence[Filling]) -> list[Filling]:
    """Give fillings with what lets every other cell say what it said, or by hand where nothing does."""
    by_place = {(each.at.file, each.at.sheet, each.at.cell): each for each in found if each.at.cell}
    added: list[Filling] = []
    by_hand: set[int] = set()
    for number, table in enumerate(roster.tables):
        for field in sorted({field for field, _ in table.hanging}):
            cells = _cells(roster, number, field)
            filled = {row: each for row in cells if (each := by_place.get(_place(table, row, field)))}
            if not filled:
                continue
            kept = _kept(table, field, cells, filled)
            if kept is None:
                by_hand |= set(map(id, filled.values()))
                continue
            note = "原来空着或写“同上”，照上面的读；上面改填了，在此写明"
            added += [_filling(table, row, field, cells[row], note) for row in kept]
    why = "这一列空着的格会当作与上面相同：请把全列填好再填"
    return [*(replace(each, by_hand=each.by_hand or why) if id(each) in by_hand else each for each in found), *added]


def _place(table: Table, row: int, field: str) -> tuple[str, str, str]:
    at = table.locate(row, field)
    return at.file, at.sheet, at.cell


def _cells(roster: Roster, number: int, field: str) -> Mapping[int, Any]:
    """Give what is read in a table's column, by Excel row, in order."""
    frame = lazy(roster.frames[roster.tables[number].kind]).filter(nw.col("_table") == number)
    return {place(row["_at"])[1]: row[field] for row in records(frame.with_columns(AT), field)}


def _kept(table: Table, field: str, cells: Mapping[int, Any], filled: Mapping[int, Filling]) -> Sequence[int] | None:
    """Give the rows of a column to be written out as they are read; None if some say nothing, and would say something.

    In a column of blocks, or one that becomes it, these are all that take the value above; else those right below.
    """
    hanging = {row for row in cells if (field, row) in table.hanging}
    before = {row: "" if row in hanging else cells[row] or f"?{row}" for row in cells}
    after = before | {row: each.value for row, each in filled.items()}
    if are_blocks(list(before.values())) or are_blocks(list(after.values())):
        rows = sorted(hanging - filled.keys())
        return None if any(cells[row] is None for row in rows) else rows
    below: list[int] = []
    taken = False
    for row, value in cells.items():
        taken = row in filled or (taken and row in hanging)
        if taken and row not in filled and value is not None:
            below.append(row)
    return below


def written(value: object, unit: str = "") -> str | float:
    """Give a value as a person would fill it in, and the reader reads it back; ``unit``: of the column, if of money."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    if isinstance(value, float):
        return money.in_figures(value, unit)
    return value if isinstance(value, int) else str(value)
