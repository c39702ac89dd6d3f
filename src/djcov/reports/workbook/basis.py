"""The sheet 口径: on what the figures rest."""

from __future__ import annotations

from ...measures.report import Report
from ..basis import basis
from .book import Book, Style

_WIDEST = 60


def draw(book: Book, report: Report, about: str) -> None:
    """Write the parts one below the other."""
    sheet = book.sheet("口径", about, "口径：这些数是怎么来的")
    row = 3
    for part in basis(report):
        sheet.text(row, 0, part.title, "strong", measured=False)
        sheet.heads(row + 1, part.table.headings)
        row += 2
        for record in part.table.rows:
            for column, content in enumerate(record):
                style: Style = "count" if isinstance(content, int) else "wrap"
                sheet.put(row, column, content, style)
            row += 1
        row += 1
    for column in range(4):
        sheet.limit(column, _WIDEST)
    sheet.finish(heads=(1, 1), keys=0)
