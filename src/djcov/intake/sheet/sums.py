"""A table of sums beside another table, under the same header line, with a blank column between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...values.reading import is_blank
from ..files.sheets import Sheet
from .furniture_words import COUNTED
from .header import COUNTS
from .header_words import Words, normal

_ROWS = 20
"""Rows below a header in which a column between two tables is blank."""


def without_sums(sheet: Sheet, bottom: int, paths: Sequence[Sequence[str]], words: Words) -> tuple[int, int] | None:
    """Give the columns of the one table beside which there are sums only; None if there is nothing beside it."""
    blocks = list(_blocks(sheet, bottom, paths))
    others = [
        (begin, end) for begin, end in blocks if not _are_sums([path[-1] for path in paths[begin:end] if path], words)
    ]
    return others[0] if len(others) == 1 < len(blocks) else None


def _blocks(sheet: Sheet, bottom: int, paths: Sequence[Sequence[str]]) -> Iterator[tuple[int, int]]:
    """Give the columns between blank ones, as far as the rows below a header show."""
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
