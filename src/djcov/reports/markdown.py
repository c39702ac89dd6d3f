"""Markdown (GitHub's tables), to paste into a note or an issue."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .page_model import Block, Cell, Grid, Heading, Items, Page, clean

_MEANS_SOMETHING = re.compile(r"[\\`*<>\[\]|~]|(?<!\w)_|_(?!\w)")


def render(page: Page) -> str:
    """Write a page, with a line end."""
    return "\n\n".join(_block(block) for block in page) + "\n"


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        return f"{'#' * block.level} {_text(block.line)}"
    if isinstance(block, Grid):
        return _table(block)
    if isinstance(block, Items):
        return "\n".join(f"- {_text(text)}" for text in block.texts)
    return _text(block.text)


def _table(table: Grid) -> str:
    marks = ["---:" if column.figures else "---" for column in table.columns]
    headings = [_text(column.heading) for column in table.columns]
    rows = [[_cell(cell) for cell in row] for row in table.rows]
    return "\n".join(_row(cells) for cells in [headings, marks, *rows])


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: Cell) -> str:
    text = f"{cell.text}（{cell.detail}）" if cell.detail else cell.text
    return f"**{_text(text)}**" if cell.mood == "strong" and text else _text(text)


def _text(text: str) -> str:
    return _MEANS_SOMETHING.sub(r"\\\g<0>", clean(text))
