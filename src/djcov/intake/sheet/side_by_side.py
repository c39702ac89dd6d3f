"""Tables side by side: one header line in which the words of a table come again to its right.

Each is read as a table of its own, with its rows and columns where they are. Columns to the left of what comes again
(序号, 乡镇) are every table's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ...values.reading import is_blank
from ..files.sheets import Cell, Sheet
from .header import Header
from .header_words import normal
from .nested import taken_apart


def starts(header: Header) -> Sequence[int]:
    """Give the first column of each table that a header stands over; of one table there is one.

    The names and most of the other headers come again, in the same order and as far from each other.
    """
    words = {column.index: normal(column.header) for column in header.columns}
    first, name = min(words, default=0), words.get(header.name_column, "")
    shifts = [index - header.name_column for index, word in words.items() if name and word == name]
    if header.lacks or len(shifts) < 2 or shifts[0]:
        return [first]
    begin = next(at for at, word in words.items() if word and words.get(at + shifts[1]) == word)
    own = [(index, word) for index, word in words.items() if word and begin <= index < begin + shifts[1]]
    for shift in shifts:
        same = sum(words.get(index + shift) == word for index, word in own)
        if same < 2 or same * 2 <= len(own):
            return [first]
    return [begin + shift for shift in shifts]


def parts(sheet: Sheet, header: Header) -> Iterator[tuple[Sheet, Header]]:
    """Give each table with its own header, and the sheet in which the others' cells are blank; a ledger over its
    members' rows is two.
    """
    if header.members:
        yield from taken_apart(sheet, header, header.members)
        return
    if header.span:
        begin, end = header.span
        blank: list[Cell] = [""] * begin
        rows = [[*blank, *row[begin:end]] for row in sheet.rows]
        yield replace(sheet, rows=rows), header
        return
    begins = starts(header)
    if len(begins) < 2:
        yield sheet, header
        return
    read = {column.index: column for column in header.columns}
    for begin, end in pairwise([*begins, sheet.width]):
        shift = begin - begins[0]
        columns = [read[index] for index in (*range(begins[0]), *range(begin, end)) if index in read]
        columns = [
            replace(column, field=own.field, option=own.option)
            if (own := read.get(column.index - shift)) and normal(own.header) == normal(column.header)
            else column
            for column in columns
        ]
        rows = [_cells(row[:end], begins[0], begin) for row in sheet.rows]
        merges = tuple(
            each for each in sheet.merges if each.right < begins[0] or begin <= each.left <= each.right < end
        )
        yield replace(sheet, rows=rows, merges=merges), replace(header, columns=tuple(columns))


def _cells(row: Sequence[Cell], shared: int, begin: int) -> list[Cell]:
    """Give a row of the table that begins at a column: its own cells, and if it has any, the ``shared`` first ones."""
    own = row[begin:]
    return [*([""] * shared if all(map(is_blank, own)) else row[:shared]), *[""] * (begin - shared), *own]
