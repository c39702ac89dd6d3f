"""The sheet 图表: the units compared, as a chart of the spreadsheet program's own."""

from __future__ import annotations

from collections.abc import Mapping

from ...measures.report import RANKED, Report
from .book import TOP, Book, Series, span
from .drawing import Placed

_LINE = 22
"""Pixels that a unit's bars need each."""


def draw(book: Book, report: Report, placed: Placed, rates: Mapping[str, int]) -> None:
    """Write the chart over the table ``placed`` on 总表; ``rates``: the grid's columns of the ranked indicators."""
    coverage = report.coverage
    drawn = [code for code in RANKED if code in rates]
    first = placed.first + 1
    if not drawn or first > placed.last:
        return
    sheet = book.sheet("图表", f"{coverage.place}各单位比较")
    names = f"='总表'!{span(first, 0, placed.last, 0, fixed=True)}"
    units = coverage.units[1:]
    columns = {code: placed.rate(at) for code, at in rates.items()}
    series = [
        Series(
            name=coverage.share(code).name,
            categories=names,
            values=f"='总表'!{span(first, columns[code], placed.last, columns[code], fixed=True)}",
            labels=tuple(bool(coverage.share(code, unit).denominator) for unit in units),
        )
        for code in drawn
    ]
    height = 120 + _LINE * len(units) * len(drawn)
    sheet.bar_chart(TOP, f"各单位{'、'.join(each.name for each in series)}", series, height)
    sheet.finish(heads=(0, 1), keys=0)
