"""The terminal: tables that fit its width, CJK text aligned, colour only where there is a person to see it.

Figures never break and are never left out. When a grid is too wide, the figures behind a rate first go below it; then
its extra columns are left out; then it is shown in parts. Texts fold at last; nothing is ever cut off.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

from rich import box
from rich.cells import cell_len
from rich.console import Console, JustifyMethod, OverflowMethod
from rich.containers import Lines
from rich.table import Table
from rich.text import Text

from .page_model import Block, Cell, Column, Grid, Heading, Items, Note, Page, clean

PIPED_WIDTH = 100
"""Width of a table that goes to a file or a pipe, so that its bytes do not depend on a window."""

_GAP = 2
"""Columns between two cells: one of padding and one of the box."""

_NARROWEST_TEXT = 16
"""Names are folded to this width before figures move to another part."""

_HEAD = 3
"""Chinese names of rates end in a head of three characters (覆盖率, 组建率, 有党员) before which they may break."""

_LONGEST = 5
"""What stands before the head breaks once more if it is longer: 50人以上 / 企业有 / 党员率."""

_MOST, _FEWEST = 10, 2
"""Rows of a list that a window shows, where there are few lists and where there are many."""

_WINDOWS, _LINES = 2, 2
"""Windows that a page fills, and lines that a heading takes, with the one before it, or the head of a table."""

_STYLES = {"plain": "", "good": "green", "bad": "red", "strong": "bold", "quiet": "dim"}

_OPENING, _CLOSING = ("（", "(", "“", "《"), ("）", ")", "”", "》", "，", "。", "；", "、")

Placement = Literal["beside", "below"]
"""Where the figures behind a rate stand."""


def show(page: Page, width: int | None = None, *, every: bool = False) -> None:
    """Print a page on standard output: in the window's width and in colour if it is a terminal, else plain.

    In a window a list shows its first rows, unless ``every`` row was asked for.
    """
    window = Console(file=sys.stdout, width=width, markup=False, highlight=False, emoji=False)
    if window.is_terminal:
        _draw(page if every else shortened(page, window.height), window)
    else:
        sys.stdout.write(render(page, width))


def shortened(page: Page, height: int) -> Page:
    """Give a page whose lists are cut to their first rows, so that it takes about two windows of ``height`` lines."""
    lists = sum(isinstance(block, Grid) and block.listed for block in page)
    others = sum(_LINES if isinstance(block, Grid | Heading) else 1 for block in page)
    most = max(_FEWEST, min(_MOST, (_WINDOWS * height - others) // max(lists, 1)))
    return tuple(part for block in page for part in _cut(block, most))


def _cut(block: Block, most: int) -> Iterator[Block]:
    if not isinstance(block, Grid) or not block.listed or len(block.rows) <= most:
        yield block
        return
    yield replace(block, rows=block.rows[:most])
    yield Note(f"还有 {len(block.rows) - most} 行，用 --rows all 看全部，或用 -o 写入文件。", "quiet")


def render(page: Page, width: int | None = None) -> str:
    """Write a page as plain text, ``width`` (or COLUMNS, or 100) columns wide."""
    columns = os.environ.get("COLUMNS", "")
    width = width or (int(columns) if columns.isdecimal() else 0) or PIPED_WIDTH
    out = io.StringIO()
    _draw(page, Console(file=out, width=width, color_system=None, markup=False, highlight=False, emoji=False))
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


def _draw(page: Page, on: Console) -> None:
    for number, block in enumerate(page):
        if number and isinstance(block, Heading):
            on.print()
        _draw_block(block, on)


def _draw_block(block: Block, on: Console) -> None:
    if isinstance(block, Grid):
        for number, part in enumerate(_parts(_without_extras(block, on.width), on.width)):
            if number:
                on.print()
            on.print(_table(part, on.width))
    elif isinstance(block, Items):
        for text in block.texts:
            on.print(Text(f"  {clean(text)}"), soft_wrap=True)
    else:
        text = block.line if isinstance(block, Heading) else block.text
        style = "bold" if isinstance(block, Heading) else _STYLES[block.mood]
        on.print(Text(clean(text), style=style), soft_wrap=True)


def _without_extras(grid: Grid, width: int) -> Grid:
    """Leave extra columns out, the last first, while the grid does not fit with every name in one line."""
    widths = {index: _width(grid, index, "below") + _GAP for index in range(len(grid.columns))}
    for index in reversed(range(len(grid.columns))):
        if grid.columns[index].extra and sum(widths.values()) - _GAP > width:
            del widths[index]
    return grid if len(widths) == len(grid.columns) else _chosen(grid, tuple(widths))


def _parts(grid: Grid, width: int) -> Iterator[Grid]:
    """Divide a grid so that the figures of each part fit; most grids stay whole."""
    widths = [_least_width(grid, index) for index in range(len(grid.columns))]
    keys = range(grid.keys)
    room = width - sum(widths[key] + _GAP for key in keys)
    part: list[int] = []
    taken = 0
    for index in range(grid.keys, len(widths)):
        if part and grid.columns[index].figures and taken + widths[index] > room:
            yield _chosen(grid, [*keys, *part])
            part, taken = [], 0
        part.append(index)
        taken += widths[index] + _GAP
    yield _chosen(grid, [*keys, *part])


def _chosen(grid: Grid, indexes: Sequence[int]) -> Grid:
    rows = tuple(tuple(row[index] for index in indexes) for row in grid.rows)
    return Grid(tuple(grid.columns[index] for index in indexes), rows, grid.keys)


def _table(grid: Grid, width: int) -> Table:
    beside = sum(_width(grid, index, "beside") + _GAP for index in range(len(grid.columns))) - _GAP
    placement: Placement = "beside" if beside <= width else "below"
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, _GAP - 1, 0, 0))
    for column in grid.columns:
        table.add_column(
            _heading(column, placement),
            justify="right" if column.figures else "left",
            no_wrap=column.figures or column.unbroken,
            overflow="fold",
            vertical="top",
        )
    for row in grid.rows:
        table.add_row(*(_content(cell, placement) for cell in row))
    return table


def _least_width(grid: Grid, index: int) -> int:
    column, width = grid.columns[index], _width(grid, index, "below")
    return width if column.figures or column.unbroken else min(width, _NARROWEST_TEXT)


def _width(grid: Grid, index: int, placement: Placement) -> int:
    """Give the width that a column takes when nothing in it is folded."""
    texts = [_heading(grid.columns[index], placement), *(_content(row[index], placement) for row in grid.rows)]
    return max(cell_len(line) for text in texts for line in text.plain.split("\n"))


def _heading(column: Column, placement: Placement) -> Text:
    name = clean(column.heading)
    if placement == "beside" or not column.figures:
        return Text(name)
    lines: list[str] = []
    while len(name) > (_LONGEST if lines else _HEAD + 1):
        name, last = name[:-_HEAD], name[-_HEAD:]
        lines.insert(0, last)
    return Text("\n".join([name, *lines]))


class _Folded(Text):
    """A cell's text whose lines neither end with an opening bracket nor begin with a closing one."""

    def wrap(
        self,
        console: Console,
        width: int,
        *,
        justify: JustifyMethod | None = None,
        overflow: OverflowMethod | None = None,
        tab_size: int = 8,
        no_wrap: bool | None = None,
    ) -> Lines:
        """Fold to ``width``; where a bracket comes to stand wrong, the line ends before what it holds on to."""
        lines = super().wrap(console, width, justify=justify, overflow=overflow, tab_size=tab_size, no_wrap=no_wrap)
        if not any(_ends_badly(line.plain) or _begins_badly(line.plain) for line in lines):
            return lines
        folded = [part for line in self.split(allow_blank=True) for part in line.divide(_breaks(line.plain, width))]
        for line in folded:
            line.rstrip()
        return Lines(folded)


def _breaks(text: str, width: int) -> list[int]:
    """Give where a text is folded to a width (in half characters), so that no bracket stands alone."""
    found: list[int] = []
    start = taken = 0
    for at, char in enumerate(text):
        taken += cell_len(char)
        if taken <= width:
            continue
        end = at
        while end > start + 1 and (_ends_badly(text[start:end]) or _begins_badly(text[end:])):
            end -= 1
        found.append(end)
        start, taken = end, cell_len(text[end : at + 1])
    return found


def _ends_badly(line: str) -> bool:
    return line.rstrip().endswith(_OPENING)


def _begins_badly(line: str) -> bool:
    return line.lstrip().startswith(_CLOSING)


def _content(cell: Cell, placement: Placement) -> Text:
    text = _Folded(clean(cell.text), style=_STYLES[cell.mood])
    if cell.detail:
        text.append(" " if placement == "beside" else "\n")
        text.append(clean(cell.detail), style="not bold")
    return text
