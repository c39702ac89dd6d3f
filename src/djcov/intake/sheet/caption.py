"""The lines above a table's header: 填报单位 and titles, in which its township may stand, 截至日期, and 单位：万元."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import islice, takewhile, zip_longest
from typing import NamedTuple

from ...regex import Regex
from ...values.money import one_unit, stated_unit
from ...values.periods import Period, periods
from ...values.reading import as_text, compact, is_blank
from ..files.sheets import Cell, Sheet
from .furniture_words import reporting_unit

_AS_OF = Regex(r"(?:截[至止]|统计(?:日期|时间|口径日))")
_MOST_IN_TITLE = 3
"""Cells of a line; one with more belongs to a table."""

_MOST_TITLES = 4
"""Lines directly above a header that may be its titles."""


def lines_above(sheet: Sheet, top: int) -> Iterator[list[str]]:
    """The texts of the lines above a header, the nearest first, up to what may be a row of another table."""
    rows = (sheet.rows[row] for row in range(top - 1, -1, -1))
    lines = ([compact(str(cell)) for cell in row if cell != "" and not is_blank(cell)] for row in rows)
    return takewhile(lambda texts: len(texts) <= _MOST_IN_TITLE or reporting_unit(texts), lines)


def near(lines: Iterable[list[str]]) -> Iterator[list[str]]:
    """Those of the lines that may be titles."""
    return islice(lines, _MOST_TITLES)


def reporter(lines: Iterable[list[str]]) -> str:
    """What stands behind 填报单位, in the same cell or the next one."""
    return next((unit for texts in lines if (unit := reporting_unit(texts))), "")


def titles(lines: Iterable[list[str]]) -> list[str]:
    """The texts that stand alone in a line near the header."""
    return [line[0] for line in near(lines) if len(line) == 1]


def stated(sheet: Sheet, top: int) -> tuple[Period, ...]:
    """The periods that stand behind 截至日期 above row ``top``, in the same cell or the next filled one."""
    found: list[Period] = []
    for row in sheet.rows[:top]:
        cells = [cell for cell in row if cell != ""]
        for cell, after in zip_longest(cells, cells[1:], fillvalue=""):
            if isinstance(cell, str) and (label := _AS_OF.search(compact(cell))):
                found += periods(compact(cell)[label.end() :]) or _of_cell(after)
    return tuple(dict.fromkeys(found))


class Unit(NamedTuple):
    """What the lines above a table say of the unit of its sums of money."""

    unit: str = ""
    """See :func:`djcov.values.money.stated_unit`."""
    text: str = ""
    """What says so."""


def unit_of_money(sheet: Sheet, top: int) -> Unit:
    """The unit of money that stands above a header, behind 单位 in the same cell or the next filled one."""
    texts = [text for line in lines_above(sheet, top) for text in _labelled(line)]
    found = {text: unit for text in reversed(texts) if (unit := stated_unit(text))}
    return Unit(one_unit(found.values()), "、".join(found))


def _labelled(line: list[str]) -> Iterator[str]:
    """The texts of a line, each label with the text that answers it."""
    for text, after in zip_longest(line, line[1:], fillvalue=""):
        yield text + after if re.search(r"单位(?:\([^()]*\))?:?$", text) else text


def _of_cell(cell: Cell) -> tuple[Period, ...]:
    if isinstance(cell, date):
        day = cell.date() if isinstance(cell, datetime) else cell
        return (Period(day, day),)
    return periods(as_text(cell)) if isinstance(cell, str) else ()
