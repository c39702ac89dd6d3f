"""Reading a report's workbook back, with libraries that know nothing of the one that wrote it."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from typing import Any

import openpyxl
from openpyxl.workbook import Workbook as Book
from python_calamine import CalamineWorkbook

Rows = list[list[Any]]


def values(content: bytes) -> dict[str, Rows]:
    """Every sheet's values by row, as openpyxl finds them; an empty cell is None."""
    book = _load(content, data_only=True)
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets}


def formulas(content: bytes) -> Book:
    """The workbook with its formulas instead of their values."""
    return _load(content, data_only=False)


def _load(content: bytes, *, data_only: bool) -> Book:
    with warnings.catch_warnings():
        # the bars behind the rates, which openpyxl does not know, are all that it may leave out
        warnings.filterwarnings("ignore", ".*extension is not supported", UserWarning)
        return openpyxl.load_workbook(io.BytesIO(content), data_only=data_only)


def values_by_calamine(content: bytes) -> dict[str, Rows]:
    """Every sheet's values by row, as calamine finds them."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def table(rows: Rows, *headings: str) -> list[dict[str, Any]]:
    """The rows below the row that begins with ``headings``, up to the first that is empty, by heading."""
    top = next(at for at, row in enumerate(rows) if row[: len(headings)] == list(headings))
    names = [name for name in rows[top] if name]
    found: list[dict[str, Any]] = []
    for row in rows[top + 1 :]:
        if not row[0]:
            break
        found.append(dict(zip(names, row, strict=False)))
    return found


def shares(rows: Rows) -> Iterator[tuple[str, str, Any, Any, Any]]:
    """Unit, indicator's name, numerator, denominator and rate of a sheet of units against indicators."""
    for top, row in enumerate(rows):
        if row[0] != "乡（办）" or len(row) < 4 or "比率" not in rows[top + 1]:
            continue
        heads = [(at, name) for at, name in enumerate(row[:-2]) if name and rows[top + 1][at + 2] == "比率"]
        lefts = {at: name.partition("\n")[0] for at, name in heads}
        for line in rows[top + 2 :]:
            if not line[0]:
                break
            yield from ((line[0], name, *line[at : at + 3]) for at, name in lefts.items())
