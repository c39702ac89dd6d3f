"""The report as a workbook (.xlsx): what an office prints, hands on and filters.

One module draws one kind of sheet, from the report's records alone; :mod:`.book` knows the file format. The first sheet
is the overview, the last says on what the figures rest.
"""

from __future__ import annotations

from ...measures.indicators import GROUPS
from ...measures.report import Report
from . import basis, units
from .book import Book, Sheet

_TITLE = "非公企业党建覆盖情况"
_TOP = 3
"""The row of a sheet in which its table begins."""


def render(report: Report) -> bytes:
    """Make the workbook; the same report gives the same bytes."""
    title = f"{report.coverage.whole}{_TITLE}"
    about = f"截至 {report.as_of}，口径：{report.policy.name}"
    book = Book(title)
    overview, *groups = GROUPS.items()
    for name, group in (("总表", overview[1]), *groups):
        codes = [each.code for each in group]
        if name != "总表" and all(report.coverage.share(code).missing for code in codes):
            continue  # said on the last sheet
        heading = title if name == "总表" else f"{title}：{name}"
        sheet = book.sheet(name, about, heading)
        placed = units.draw(sheet, _TOP, report.coverage, codes, enterprises=name == "总表")
        _notes(sheet, placed.last + 2, report, codes)
        sheet.finish(heads=placed.heads)
    basis.draw(book, report, about)
    return book.content()


def _notes(sheet: Sheet, row: int, report: Report, codes: list[str]) -> None:
    """Write below a table what its figures do not say themselves."""
    coverage = report.coverage
    shares = [coverage.share(code) for code in codes]
    notes = [f"{share.name}无数据：{share.missing}。" for share in shares if share.missing]
    if any(share.target for share in shares):
        notes.append("▼ 低于目标。目标是截止日期未过的最近一个；都已过的，是最后一个。")
    if report.townships:
        notes.append(f"{coverage.whole}一行是全部单位的，不是所列单位之和。")
    notes.append("比率 = 分子 ÷ 分母；— 表示没有应计入的。指标含义和不计入的企业见“口径”。")
    for number, note in enumerate(notes):
        sheet.note(row + number, note)
