"""Tables side by side: one header line in which the words of a table come again to its right.

Each is read as a table of its own, with its rows and columns where they are. Columns to the left of what comes again
(序号, 乡镇) are every table's. A table of sums may stand beside one too, behind a blank column; it is not read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ...values.reading import is_blank
from ..files.sheets import Cell, Sheet
from .furniture_words import COUNTED
from .header import COUNTS, Header
from .header_words import Words, normal
from .nested import taken_apart

_ROWS = 20
"""Rows below a header in which a column between two tables is blank."""


def starts(header: Header) -> Sequence[int]:
    """The first column of each table that a header stands over; of one table there is one.

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
    """Each table with its own header, and the sheet in which the others' cells are blank; a ledger over its
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
    """A row of the table that begins at a column: its own cells, and if it has any, the ``shared`` first ones."""
    own = row[begin:]
    return [*([""] * shared if all(map(is_blank, own)) else row[:shared]), *[""] * (begin - shared), *own]


def without_sums(sheet: Sheet, bottom: int, paths: Sequence[Sequence[str]], words: Words) -> tuple[int, int] | None:
    """The columns of the one table beside which there are sums only; None if there is nothing beside it."""
    blocks = list(_blocks(sheet, bottom, paths))
    others = [
        (begin, end) for begin, end in blocks if not _are_sums([path[-1] for path in paths[begin:end] if path], words)
    ]
    return others[0] if len(others) == 1 < len(blocks) else None


def _blocks(sheet: Sheet, bottom: int, paths: Sequence[Sequence[str]]) -> Iterator[tuple[int, int]]:
    """The columns between blank ones, as far as the rows below a header show."""
    rows = sheet.rows[bottom + 1 :][:_ROWS]
    begin: int | None = None
    for at, path in enumerate(paths):
        blank = not path and all(at >= len(row) or is_blank(row[at]) for row in rows)
        if blank and begin is not None:
            yield begin, at
        begin = None if blank else at if begin is None else begin
    if begin is not None:
        yield begin, len(paths)


def _are_sums(headers: Sequence[str], words: Words) -> bool:
    """Whether columns are those of a table of sums: counts of enterprises, or counts only and no names."""
    flat = [normal(header) for header in headers]
    if len(flat) < 2 or any(map(words.names, flat)):
        return False
    return any(map(COUNTS.match, flat)) or all(map(COUNTED.search, flat[1:]))
