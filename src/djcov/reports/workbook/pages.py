"""Any result's page as a workbook: a sheet for each of its tables, as offices hand tables on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ...roster import OWN_BOOK
from ..page_model import Block, Front, Grid, Heading, Items, Note, Page
from ..shares import BELOW
from .book import TOP, Book
from .drawing import Placed, draw

_LONGEST_NAME = 31
"""Characters of a sheet's name."""

_REFUSED = re.compile(r"[\[\]:*?/\\']|（.*|：.*")
"""What a sheet's name may not hold, and what a heading says beside its words."""

_PORTRAIT = 90
"""Half characters of a table that a page in portrait holds."""


def hand_on(page: Page) -> bytes:
    """Make the workbook of a page; the same page gives the same bytes."""
    heading = next(block for block in page if isinstance(block, Heading))
    book = Book(heading.text, heading.front or Front(""))
    names: set[str] = set()
    for title, blocks in _parts(page):
        name = _name(title if names else heading.text, names)
        under = title.partition("（")[0]
        lay_out(book, name, heading.text if title == heading.text else f"{heading.text}：{under}", blocks)
    own(book)
    return book.content()


def lay_out(book: Book, name: str, title: str, blocks: Sequence[Block]) -> Placed | None:
    """Write a sheet: its lines, its table, and whoever fills it in. Give where the table stands."""
    sheet = book.sheet(name, title)
    at, placed, keys = TOP - 1, None, 1
    for block in blocks:
        if isinstance(block, Grid):
            placed, keys = draw(sheet, max(at, TOP), block), block.keys
            at = placed.last + 2
        else:
            for text in block.texts if isinstance(block, Items) else (block.text,):
                strong = isinstance(block, Note) and block.mood == "strong"
                sheet.note(at, text.replace(f"{BELOW} ", "▼ "), strong=strong)
                at += 1
    if placed and placed.last > placed.heads[1]:
        sheet.filter(placed.heads[1], placed.last, placed.right)
    sheet.finish(
        heads=placed.heads if placed else (0, 1), keys=keys, portrait=sheet.breadth <= _PORTRAIT, signed=at + 1
    )
    return placed


def own(book: Book) -> None:
    """Write the last sheet of a workbook without a basis: it says that djcov wrote it, so that it is no roster."""
    sheet = book.sheet("口径", f"{OWN_BOOK}（djcov）")
    sheet.note(TOP - 1, "统计口径和每个数的依据：djcov report、djcov explain。")
    sheet.finish(heads=(0, 1), keys=0, portrait=True)


def _parts(page: Iterable[Block]) -> list[tuple[str, list[Block]]]:
    """Divide a page into its tables, each with the lines around it, under the heading that it stands under."""
    parts: list[tuple[str, list[Block]]] = []
    title = ""
    for block in page:
        if isinstance(block, Heading):
            title = block.text
            parts.append((title, []))
        elif isinstance(block, Grid) and any(isinstance(each, Grid) for each in parts[-1][1]):
            parts.append((title, [block]))
        else:
            parts[-1][1].append(block)
    return _with_tables(parts)


def _with_tables(parts: Sequence[tuple[str, list[Block]]]) -> list[tuple[str, list[Block]]]:
    """Put what stands under a heading without a table below the table before; what is to be read first, on top."""
    found: list[tuple[str, list[Block]]] = []
    first: list[Block] = []
    for title, blocks in parts:
        if any(isinstance(each, Grid) for each in blocks):
            found.append((title, blocks))
        elif not found or all(isinstance(each, Note) and each.mood == "strong" for each in blocks):
            first += blocks
        else:
            found[-1][1].extend(blocks)
    if not found:
        return [(parts[0][0], first)]
    found[0][1][:0] = first
    return found


def _name(title: str, taken: set[str]) -> str:
    """Give a sheet's name from its heading: 应建未建：3 家 is 应建未建."""
    name = _REFUSED.sub("", title)[:_LONGEST_NAME].strip() or "表"
    number = 2
    while name.lower() in taken:
        name, number = f"{name.partition(' (')[0][: _LONGEST_NAME - 5]} ({number})", number + 1
    taken.add(name.lower())
    return name
