"""The sheet 趋势: the whole's usual rates at several dates, and the units' organisation coverage."""

from __future__ import annotations

from collections.abc import Sequence

from ...measures.report import RANKED, Report
from ...measures.results import Coverage, Share
from .book import TOP, Book, Series, Sheet, cell, span

_NAME = "趋势"


def draw(book: Book, report: Report, about: str, codes: Sequence[str]) -> None:
    """Write the tables and the chart; nothing when there is only one date."""
    dates = (*report.earlier, report.coverage)
    if len(dates) == 1:
        return
    shown = [code for code in codes if any(not each.share(code).missing for each in dates)]
    sheet = book.sheet(_NAME, about, f"{report.coverage.whole}历次覆盖情况")
    sheet.head(TOP, 0, "统计截止日期", rows=2)
    for number, code in enumerate(shown):
        left = 1 + 3 * number
        sheet.head(TOP, left, report.coverage.share(code).name, columns=3)
        for column, heading in enumerate(("分子", "分母", "比率"), start=left):
            sheet.head(TOP + 1, column, heading)
    first = TOP + 2
    for row, each in enumerate(dates, start=first):
        sheet.put(row, 0, each.as_of.isoformat(), "center")
        for number, code in enumerate(shown):
            _figures(sheet, row, 1 + 3 * number, each.share(code))
    last = first + len(dates) - 1
    days = f"='{_NAME}'!{span(first, 0, last, 0, fixed=True)}"
    course = [
        Series(
            name=report.coverage.share(code).name,
            categories=days,
            values=f"='{_NAME}'!{span(first, 3 + 3 * number, last, 3 + 3 * number, fixed=True)}",
            labels=tuple(bool(each.share(code).denominator) for each in dates),
        )
        for number, code in enumerate(shown)
        if code in RANKED
    ]
    row = last + 2
    if course:
        row += sheet.line_chart(row, f"{report.coverage.whole}历次", course) + 1
    for code in RANKED:
        if code in shown:
            row = _units(sheet, row, dates, code) + 3
    sheet.finish(heads=(TOP, TOP + 1))


def _figures(sheet: Sheet, row: int, left: int, share: Share) -> None:
    if share.missing:
        for column, text in ((left, ""), (left + 1, ""), (left + 2, share.percent)):
            sheet.put(row, column, text, "quiet", "center")
        return
    sheet.put(row, left, share.numerator, "count")
    sheet.put(row, left + 1, share.denominator, "count")
    value = share.numerator / share.denominator if share.denominator else share.percent
    counted, all_of = cell(row, left), cell(row, left + 1)
    sheet.formula(row, left + 2, f'=IF({all_of}=0,"—",{counted}/{all_of})', value, "percent")


def _units(sheet: Sheet, top: int, dates: Sequence[Coverage], code: str) -> int:
    """Write one indicator's rate per unit and date, and give the last row. A unit may be missing at some date."""
    now = dates[-1]
    units = list(dict.fromkeys(unit for each in (now, *dates) for unit in each.units))
    sheet.text(top, 0, f"各单位{now.share(code).name}", "strong", measured=False)
    sheet.heads(top + 1, ("乡（办）", *(each.as_of.isoformat() for each in dates)))
    for row, unit in enumerate(units, start=top + 2):
        sheet.put(row, 0, unit)
        for column, each in enumerate(dates, start=1):
            share = each.share(code, unit) if unit in each.units else None
            if share is None or share.missing or not share.denominator:
                sheet.put(row, column, share.percent if share else "", "center")
            else:
                sheet.put(row, column, share.numerator / share.denominator, "percent")
    return top + 1 + len(units)
