"""The sheets of a trend: the place's usual rates at several dates with a chart, and the units' by each ranked one."""

from __future__ import annotations

from collections.abc import Sequence

from ...measures.report import RANKED, Report
from ...measures.results import Coverage
from .. import shares
from ..page_model import Cell, Column, Grid, grid
from .book import Book, Series, span
from .pages import lay_out

_NAME = "趋势"


def draw(book: Book, report: Report, codes: Sequence[str]) -> None:
    """Write the tables, one a sheet, and the chart; nothing when there is only one date."""
    dates = (*report.earlier, report.coverage)
    if len(dates) == 1:
        return
    shown = [code for code in codes if any(not each.total(code).missing for each in dates)]
    now = report.coverage
    _course(book, now, dates, shown)
    for code in RANKED:
        if code in shown:
            name = now.share(code).name
            lay_out(book, f"{_NAME}-{name}", f"{now.place}各单位{name}历期对比", [_units(dates, code)])


def _course(book: Book, now: Coverage, dates: Sequence[Coverage], shown: Sequence[str]) -> None:
    """Write the place's rates by date, and draw those by which units are ranked."""
    title = f"{now.place}主要指标历期对比"
    placed = lay_out(book, _NAME, title, [_dates(dates, shown)])
    drawn = [(at, code) for at, code in enumerate(shown, start=1) if code in RANKED]
    if placed is None or not drawn:
        return
    days = f"='{_NAME}'!{span(placed.first, 0, placed.last, 0, fixed=True)}"
    series: list[Series] = []
    for at, code in drawn:
        column = placed.rate(at)
        values = f"='{_NAME}'!{span(placed.first, column, placed.last, column, fixed=True)}"
        known = tuple(bool(each.total(code).denominator) for each in dates)
        series.append(Series(now.share(code).name, days, values, known))
    book.line_chart(_NAME, placed.last + 6, title, series)


def _dates(dates: Sequence[Coverage], codes: Sequence[str]) -> Grid:
    columns = [Column("截至日期")]
    latest = [dates[-1].share(code) for code in codes]
    columns += [Column(share.name, figures=True, parts=shares.parts(share)) for share in latest]
    rows = [[each.as_of.isoformat(), *(shares.rated(each.total(code)) for code in codes)] for each in dates]
    return grid(columns, rows)


def _units(dates: Sequence[Coverage], code: str) -> Grid:
    """Give one indicator's rate per unit and date; a unit may be missing at some date."""
    units = list(dict.fromkeys(unit for each in (dates[-1], *dates) for unit in each.units))
    columns = [Column("乡（办）"), *(Column(each.as_of.isoformat(), figures=True) for each in dates)]
    rows = [
        [unit, *(shares.rated(each.share(code, unit)) if unit in each.units else Cell("") for each in dates)]
        for unit in units
    ]
    return grid(columns, rows)
