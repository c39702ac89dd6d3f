"""A result as a notebook shows it: its page as a few lines of HTML, the rows of its tables up to a limit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from .page_model import Cell, Grid, Heading, Items, Page

ROWS = 20
"""Rows of all tables that are shown."""


def html(page: Page) -> str:
    """Write a page as HTML without a script or a style sheet; cells are as the page has them, names masked."""
    return "\n".join(_lines(page))


def _lines(page: Page) -> Iterator[str]:
    room = ROWS
    rows = sum(len(block.rows) for block in page if isinstance(block, Grid))
    for block in page:
        if isinstance(block, Heading):
            yield f"<p><strong>{escape(block.line)}</strong></p>"
        elif isinstance(block, Grid):
            yield from _table(block, room)
            room = max(room - len(block.rows), 0)
        elif isinstance(block, Items):
            yield f"<ul>{''.join(f'<li>{escape(text)}</li>' for text in block.texts)}</ul>"
        else:
            yield f"<p>{escape(block.text)}</p>"
        if not room and rows > ROWS:
            yield f"<p>共 {rows} 行，以上是前 {ROWS} 行；全部用 .to_pandas() 或 .save(文件名) 查看。</p>"
            return


def _table(grid: Grid, room: int) -> Iterator[str]:
    right = [' style="text-align:right"' if column.figures else "" for column in grid.columns]
    headings = [column.heading + (f"（{column.note}）" if column.note else "") for column in grid.columns]
    yield "<table><thead><tr>" + _cells("th", headings, right) + "</tr></thead><tbody>"
    yield from (f"<tr>{_cells('td', list(map(_text, row)), right)}</tr>" for row in grid.rows[:room])
    yield "</tbody></table>"


def _cells(tag: str, texts: Sequence[str], styles: Sequence[str]) -> str:
    return "".join(f"<{tag}{style}>{escape(text)}</{tag}>" for text, style in zip(texts, styles, strict=True))


def _text(cell: Cell) -> str:
    return f"{cell.text} {cell.detail}".strip()
