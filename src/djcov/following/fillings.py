"""What is to be written into which cell of a roster's own file: an answer, in the cells that its table has for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from ..facts.frames import place
from ..findings import Location
from ..roster import Roster, Table
from ..values.text import name_key

MARK = "√"
"""What stands in the one of several columns whose header is the answer."""

_MASKED = "*"
"""What stands for a digit that may be of somebody's number: such a text is not the answer itself."""


@dataclass(frozen=True, slots=True)
class Filling:
    """A cell, and what goes into it."""

    at: Location
    value: str | int
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
            yield from _marked(table, row, field, str(value), note)
            continue
        text = written(value)
        why = "" if columns else "台账没有这一列"
        if _MASKED in str(text):
            why = "其中有像身份证号、电话的数字，读入时遮盖了"
        yield Filling(table.locate(row, field), text, note, why)


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


def written(value: object) -> str | int:
    """Give a value as a person would fill it in, and the reader reads it back."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    return value if isinstance(value, int) else str(value)
