"""The sheet 口径: on what the figures rest."""

from __future__ import annotations

from ...measures.report import Report
from ...roster import OWN_BOOK
from ..basis import Part, basis
from .book import TOP, Book, Sheet

_WIDTHS = (38, 22, 18, 18, 18, 18)
"""Of the columns, which all parts share; a last column of texts takes all that is left."""


def draw(book: Book, report: Report) -> None:
    """Write the parts one below the other."""
    sheet = book.sheet("口径", f"{OWN_BOOK}：统计口径说明")
    for column, wide in enumerate(_WIDTHS):
        sheet.fix(column, wide)
    row = TOP
    for part in basis(report):
        row = _part(sheet, row, part) + 2
    sheet.finish(heads=(0, 1), keys=0)


def _part(sheet: Sheet, top: int, part: Part) -> int:
    """Write a part with its title in row ``top``, and give its last row."""
    sheet.text(top, 0, part.title, "strong", measured=False)
    *headings, last_heading = part.table.headings
    last, edge = len(headings), len(_WIDTHS) - 1
    sheet.heads(top + 1, headings)
    wide = last < edge and all(isinstance(record[-1], str) for record in part.table.rows)
    sheet.head(top + 1, last, last_heading, columns=edge - last + 1 if wide else 1)
    for row, record in enumerate(part.table.rows, start=top + 2):
        for column, content in enumerate(record):
            if wide and column == last:
                sheet.put_across(row, column, edge, str(content))
            else:
                sheet.put(row, column, content, "count" if isinstance(content, int) else "wrap")
    return top + 1 + len(part.table.rows)
