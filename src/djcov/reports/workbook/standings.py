"""The sheet 排名: the units in the order of their rates, with praise and criticism."""

from __future__ import annotations

from ...measures.report import Report
from ...measures.results import League
from ..league import explained, remark
from .book import BAD_INK, GOOD_INK, TOP, Book, Sheet, cell

_HEADINGS = ("名次", "单位", "分子", "分母", "比率", "通报", "备注")
_RATE, _VERDICT = _HEADINGS.index("比率"), _HEADINGS.index("通报")


def draw(book: Book, report: Report, about: str) -> None:
    """Write the leagues one below the other; those without data are told on the last sheet."""
    leagues = [league for league in report.leagues if league.rows and not league.missing]
    if not leagues:
        return
    sheet = book.sheet("排名", about, f"{report.coverage.whole}各单位排名")
    row = TOP
    for league in leagues:
        sheet.text(row, 0, league.name, "strong", measured=False)
        row = _league(sheet, row + 1, league) + 2
    sheet.note(row, explained(report.policy.league))
    sheet.finish(heads=(0, 1), keys=0, portrait=True)


def _league(sheet: Sheet, top: int, league: League) -> int:
    """Write one league with its headings in row ``top``, and give its last row."""
    sheet.heads(top, _HEADINGS)
    for row, standing in enumerate(league.rows, start=top + 1):
        share = standing.share
        sheet.put(row, 0, standing.rank if standing.rank is not None else "—", "center")
        sheet.put(row, 1, share.unit)
        sheet.put(row, 2, share.numerator, "count")
        sheet.put(row, 3, share.denominator, "count")
        counted, all_of = cell(row, 2), cell(row, 3)
        value = share.numerator / share.denominator if share.denominator else share.percent
        sheet.formula(row, _RATE, f'=IF({all_of}=0,"—",{counted}/{all_of})', value, "percent")
        sheet.put(row, _VERDICT, standing.verdict, "center")
        sheet.put(row, 6, remark(standing))
    last = top + len(league.rows)
    sheet.bars(top + 1, last, _RATE)
    for text, ink in (("通报批评", BAD_INK), ("通报表扬", GOOD_INK)):
        sheet.colour(top + 1, last, _VERDICT, text, ink)
    return last
