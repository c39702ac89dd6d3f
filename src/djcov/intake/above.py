"""The lines above a table's header: 填报单位 and titles, in which its township may stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice, takewhile

from ..values.reading import compact, is_blank
from .sheets import Sheet
from .wording import reporting_unit

_MOST_IN_TITLE = 3
"""Cells of a line; one with more belongs to a table."""

_MOST_TITLES = 4
"""Lines directly above a header that may be its titles."""


def lines_above(sheet: Sheet, top: int) -> Iterator[list[str]]:
    """Give the texts of the lines above a header, the nearest first, up to what may be a row of another table."""
    rows = (sheet.rows[row] for row in range(top - 1, -1, -1))
    lines = ([compact(str(cell)) for cell in row if cell != "" and not is_blank(cell)] for row in rows)
    return takewhile(lambda texts: len(texts) <= _MOST_IN_TITLE or reporting_unit(texts), lines)


def near(lines: Iterable[list[str]]) -> Iterator[list[str]]:
    """Give those of the lines that may be titles."""
    return islice(lines, _MOST_TITLES)


def reporter(lines: Iterable[list[str]]) -> str:
    """Give what stands behind 填报单位, in the same cell or the next one."""
    return next((unit for texts in lines if (unit := reporting_unit(texts))), "")


def titles(lines: Iterable[list[str]]) -> list[str]:
    """Give the texts that stand alone in a line near the header."""
    return [line[0] for line in near(lines) if len(line) == 1]
