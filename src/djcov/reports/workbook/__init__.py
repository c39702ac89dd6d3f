"""The report as a workbook (.xlsx): what an office prints, hands on and filters.

One module draws one kind of sheet, from the report's records alone; :mod:`.book` knows the file format. The first sheet
is the overview, the last says on what the figures rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...measures.indicators import GROUPS
from ...measures.report import Report
from . import basis, charts, gaps, goals, rows, standings, trend, units
from .book import TOP, Book, Sheet

_TITLE = "非公企业党建覆盖情况"


def render(report: Report, links: Mapping[str, str] | None = None) -> bytes:
    """Make the workbook; the same report gives the same bytes.

    ``links``: where the files that were read, by their names in the report, stand as seen from the workbook's folder;
    a gap's place then leads to its row.
    """
    title = f"{report.coverage.whole}{_TITLE}"
    about = f"截至 {report.as_of}，口径：{report.policy.name}"
    book = Book(title)
    overview, *groups = GROUPS.items()
    first = [each.code for each in overview[1]]
    placed = _units(book.sheet("总表", about, title), report, first, enterprises=True)
    for name, group in groups:
        codes = [each.code for each in group]
        if any(not report.coverage.share(code).missing for code in codes):  # else only 口径 says why not
            _units(book.sheet(name, about, f"{title}：{name}"), report, codes)
    goals.draw(book, report, about)
    standings.draw(book, report, about)
    charts.draw(book, report, about, placed)
    trend.draw(book, report, about, first)
    gaps.draw(book, report, about, links or {})
    rows.draw(book, report, about)
    basis.draw(book, report, about)
    return book.content()


def _units(sheet: Sheet, report: Report, codes: list[str], *, enterprises: bool = False) -> units.Placed:
    placed = units.draw(sheet, TOP, report.coverage, codes, enterprises=enterprises)
    notes = [*(_apart(report) if enterprises else ()), *_notes(report, codes)]
    for row, note in enumerate(notes, start=placed.last + 2):
        sheet.note(row, note)
    sheet.finish(heads=placed.heads if placed.heads[0] == TOP else (0, 1))
    return placed


def _apart(report: Report) -> Iterator[str]:
    """Say how many are reported apart, so that nobody takes an unknown for a no."""
    whole = report.coverage.whole
    apart = [share for share in report.coverage.apart if share.unit == whole and not share.missing]
    if apart:
        yield f"另列（{whole}）：{'；'.join(f'{share.name} {share.numerator} 家' for share in apart)}。"


def _notes(report: Report, codes: list[str]) -> Iterator[str]:
    """Say below a table what its figures do not say themselves."""
    coverage = report.coverage
    shares = [coverage.share(code) for code in codes]
    yield from (f"{share.name}无数据：{share.missing}。" for share in shares if share.missing)
    if any(share.target for share in shares):
        yield "▼ 低于目标。目标是截止日期未过的最近一个；都已过的，是最后一个。"
    if report.townships:
        yield f"{coverage.whole}一行是全部单位的，不是所列单位之和。"
    yield "比率 = 分子 ÷ 分母；— 表示没有应计入的。指标含义和不计入的企业见“口径”。"
