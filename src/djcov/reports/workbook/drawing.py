"""A grid on a sheet: numbers as numbers, a rate as its two figures and their quotient, the whole as the sum."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..page_model import Cell, Column, Grid
from ..shares import OVER
from .book import Sheet, Style, cell, span

_RATIO = 3
"""Columns that a rate takes: its numerator, its denominator and their quotient."""

_MEASURES: Mapping[str, Style] = {"": "count", "%": "percent", "个": "pieces", "家": "enterprises", "名": "people"}


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a grid stands on its sheet; rows and columns count from 0."""

    heads: tuple[int, int]
    """The first and the last row of the headings."""
    last: int
    lefts: tuple[int, ...]
    """Where each column of the grid begins."""
    right: int

    def rate(self, at: int) -> int:
        """Give the column of the quotient of the grid's column ``at``."""
        return self.lefts[at] + _RATIO - 1

    @property
    def first(self) -> int:
        """The first row below the headings."""
        return self.heads[1] + 1


def draw(sheet: Sheet, top: int, grid: Grid) -> Placed:
    """Write a grid from row ``top`` on."""
    ratios = [column.parts is not None for column in grid.columns]
    lefts = [sum(_RATIO if ratio else 1 for ratio in ratios[:at]) for at in range(len(ratios) + 1)]
    deep = 2 if any(ratios) else 1
    placed = Placed((top, top + deep - 1), top + deep + len(grid.rows) - 1, tuple(lefts[:-1]), lefts[-1] - 1)
    for at, (column, ratio, left) in enumerate(zip(grid.columns, ratios, lefts, strict=False)):
        cells = [row[at] for row in grid.rows]
        if ratio:
            _rates(sheet, placed, column, cells, left, whole=grid.whole)
        else:
            sheet.head(top, left, column.heading, rows=deep)
            _cells(sheet, placed, cells, left, whole=grid.whole)
    return placed


def _cells(sheet: Sheet, placed: Placed, cells: Sequence[Cell], left: int, *, whole: bool) -> None:
    summed = whole and _is_sum([each.value for each in cells])
    for row, each in enumerate(cells, start=placed.first):
        weight = _weight(each, is_whole=whole and row == placed.first)
        if summed and row == placed.first:
            sheet.formula(row, left, _sum(placed, left), each.value or 0, *weight, "count")
        elif each.value is None:
            sheet.put(row, left, each.text, *weight, "center" if each.text == "—" else "wrap")
        else:
            sheet.put(row, left, each.value, *weight, _MEASURES[each.unit])


def _rates(sheet: Sheet, placed: Placed, column: Column, cells: Sequence[Cell], left: int, *, whole: bool) -> None:
    top, bottom = placed.heads
    sheet.head(top, left, f"{column.heading}\n{column.note}".rstrip(), columns=_RATIO)
    for at, heading in enumerate((*(column.parts or ("", "")), _told(cells))):
        sheet.head(bottom, left + at, heading)
    for at in range(2):
        parts = [Cell("", value=each.ratio[at] if each.ratio else None) for each in cells]
        _cells(sheet, placed, parts, left + at, whole=whole)
    for row, each in enumerate(cells, start=placed.first):
        weight = _weight(each, is_whole=whole and row == placed.first)
        if each.unit != "%" and each.value is not None:
            sheet.put(row, left + 2, each.value, *weight, _MEASURES[each.unit])
        elif each.ratio is None:
            sheet.put(row, left + 2, each.text, *weight, "quiet", "center")
        else:
            numerator, denominator = cell(row, left), cell(row, left + 1)
            formula = f'=IF({denominator}=0,"—",{numerator}/{denominator})'
            value = each.value if each.value is not None else each.text
            sheet.formula(row, left + 2, formula, value, *weight, "percent")
    if all(each.unit == "%" for each in cells) and len(cells) > 1:
        sheet.bars(placed.first, placed.last, left + 2)


def _told(cells: Sequence[Cell]) -> str:
    """Give what stands behind numerator and denominator: their quotient or, of goals and indicators that count, how
    many there are.
    """
    is_rate = {each.unit == "%" for each in cells if each.value is not None}
    return "比率或个数" if len(is_rate) > 1 else "个数" if is_rate == {False} else "比率"


def _weight(content: Cell, *, is_whole: bool) -> tuple[Style, ...]:
    mood: tuple[Style, ...] = (content.mood,) if content.mood in ("bad", "good") else ()
    if content.mood == "bad" and content.text.startswith(OVER):
        mood = ("over",)
    return ("strong", *mood) if is_whole or content.mood == "strong" else mood


def _is_sum(values: Sequence[int | float | None]) -> bool:
    whole, *parts = values
    known = [part for part in parts if part is not None]
    return bool(parts) and len(known) == len(parts) and whole == sum(known)


def _sum(placed: Placed, column: int) -> str:
    return f"=SUM({span(placed.first + 1, column, placed.last, column)})"
