"""The sheet 图表: the units compared, as a chart of the spreadsheet program's own."""

from __future__ import annotations

from ...measures.report import RANKED, Report
from .book import TOP, Book, Series, span
from .units import Placed

_LINE = 22
"""Pixels that a unit's bars need each."""


def draw(book: Book, report: Report, about: str, placed: Placed) -> None:
    """Write the chart over the table ``placed`` on 总表."""
    coverage = report.coverage
    codes = [code for code in RANKED if not coverage.share(code).missing]
    if not codes or placed.last == placed.whole:
        return
    sheet = book.sheet("图表", about, f"{coverage.whole}各单位比较")
    names = f"='总表'!{span(placed.whole + 1, 0, placed.last, 0, fixed=True)}"
    units = coverage.units[1:]
    series = [
        Series(
            name=coverage.share(code).name,
            categories=names,
            values=f"='总表'!{span(placed.whole + 1, placed.rates[code], placed.last, placed.rates[code], fixed=True)}",
            labels=tuple(bool(coverage.share(code, unit).denominator) for unit in units),
        )
        for code in codes
    ]
    height = 120 + _LINE * len(units) * len(codes)
    sheet.bar_chart(TOP, f"各单位{'、'.join(each.name for each in series)}", series, height)
    sheet.finish(heads=(0, 1), keys=0)
