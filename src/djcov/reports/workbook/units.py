"""Units against indicators: numerator, denominator and rate of each, the whole first, with the goals above."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...measures.results import Coverage, Share
from ...policy import Target
from .book import Sheet, Style, cell, span

_UNIT = "乡（办）"
_FIGURES = ("分子", "分母", "比率")
_ABREAST = 6
"""Indicators that can be read side by side on a page; more stand in further tables below."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a table of units stands on its sheet; rows and columns count from 0."""

    heads: tuple[int, int]
    """The first and the last row of the headings."""
    whole: int
    """The whole's row; the units' follow."""
    last: int
    rates: dict[str, int]
    """The column of each indicator's rate."""


def draw(sheet: Sheet, top: int, coverage: Coverage, indicators: Sequence[str], *, enterprises: bool = False) -> Placed:
    """Write the table from row ``top`` on, in parts if there are many indicators; give the place of the last part.

    ``enterprises``: with their number beside the unit.
    """
    parts = -(-len(indicators) // _ABREAST)
    size = -(-len(indicators) // parts)
    placed = _part(sheet, top, coverage, indicators[:size], enterprises=enterprises)
    if len(indicators) > size:
        return draw(sheet, placed.last + 2, coverage, indicators[size:])
    return placed


def _part(sheet: Sheet, top: int, coverage: Coverage, indicators: Sequence[str], *, enterprises: bool) -> Placed:
    table = _Table(sheet, coverage, top)
    left = 2 if enterprises else 1
    goals = any(coverage.share(code).target for code in indicators)
    whole = top + (4 if goals else 2)
    sheet.head(top, 0, _UNIT, rows=2)
    for row, unit in enumerate(coverage.units, start=whole):
        sheet.put(row, 0, unit, *_weight(row == whole))
    if enterprises:
        sheet.head(top, 1, "企业数", rows=2)
        counts = [coverage.enterprises(unit) for unit in coverage.units]
        table.sum_up(whole, 1, counts)
    if goals:
        for row, text in enumerate(("目标", "期限"), start=top + 2):
            sheet.put(row, 0, text, "strong")
            for column in range(1, left + 3 * len(indicators)):
                sheet.put(row, column, None, "strong")
    rates = {code: left + 3 * number + 2 for number, code in enumerate(indicators)}
    for code, rate in rates.items():
        table.indicator(code, whole, rate - 2)
    return Placed((top, whole - 1), whole, whole + len(coverage.units) - 1, rates)


def _weight(is_whole: bool) -> tuple[Style, ...]:
    return ("strong",) if is_whole else ()


@dataclass(frozen=True, slots=True)
class _Table:
    sheet: Sheet
    coverage: Coverage
    top: int

    def indicator(self, code: str, whole: int, left: int) -> None:
        """Write the three columns of an indicator, and its goal above them."""
        sheet, shares = self.sheet, [self.coverage.share(code, unit) for unit in self.coverage.units]
        sheet.head(self.top, left, shares[0].name, columns=3)
        for column, heading in enumerate(_FIGURES, start=left):
            sheet.head(self.top + 1, column, heading)
        rate, last = left + 2, whole + len(shares) - 1
        if shares[0].missing:
            for row in range(whole, last + 1):
                for column, text in ((left, ""), (left + 1, ""), (rate, shares[0].percent)):
                    sheet.put(row, column, text, *_weight(row == whole), "quiet", "center")
            return
        self.sum_up(whole, left, [share.numerator for share in shares])
        self.sum_up(whole, left + 1, [share.denominator for share in shares])
        for row, share in enumerate(shares, start=whole):
            self._rate(row, rate, share, is_whole=row == whole)
        sheet.bars(whole, last, rate)
        if target := shares[0].target:
            self._goal(target, whole, last, left)

    def sum_up(self, whole: int, column: int, counts: Sequence[int]) -> None:
        """Write the units' numbers, and above them the whole's: as their sum, where it is their sum."""
        total, *parts = counts
        if parts and total == sum(parts):
            units = span(whole + 1, column, whole + len(parts), column)
            self.sheet.formula(whole, column, f"=SUM({units})", total, "strong", "count")
        else:
            self.sheet.put(whole, column, total, "strong", "count")
        for row, count in enumerate(parts, start=whole + 1):
            self.sheet.put(row, column, count, "count")

    def _rate(self, row: int, column: int, share: Share, *, is_whole: bool) -> None:
        # The exact quotient: a rate to 6 decimals, rounded once more to 0.01 %, may differ in the last digit.
        value = share.numerator / share.denominator if share.denominator else share.percent
        counted, all_of = cell(row, column - 2), cell(row, column - 1)
        formula = f'=IF({all_of}=0,"—",{counted}/{all_of})'
        self.sheet.formula(row, column, formula, value, *_weight(is_whole), "percent")

    def _goal(self, target: Target, whole: int, last: int, left: int) -> None:
        """Write a goal above the numbers that are held against it, and show which of them reach it."""
        sheet, row = self.sheet, self.top + 2
        if target.count is not None:
            column, style, last = left, "pieces", whole  # a count is the whole's goal, no single unit's
        else:
            column, style = left + 2, "percent"
        sheet.put(row, column, target.value, "strong", style)
        sheet.put(row + 1, left + 2, target.by.isoformat(), "strong", "center")
        sheet.judge(whole, last, column, cell(row, column, fixed_row=True), "#,##0" if style == "pieces" else "0.00%")
