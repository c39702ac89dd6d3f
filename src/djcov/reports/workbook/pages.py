"""Any result's page as a workbook: a sheet for each of its tables, as offices hand tables on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ...roster import OWN_BOOK
from ..page_model import Block, Front, Grid, Heading, Items, Note, Page
from ..shares import pretty
from .book import TOP, Book
from .drawing import Placed, draw

_LONGEST_NAME = 31
"""Characters of a sheet's name."""

_REFUSED = re.compile(r"[\[\]:*?/\\']|（.*|：.*")
"""What a sheet's name may not hold, and what a heading says beside its words."""

_STACKED = 20
"""Half characters of a column that several tables share."""

_PORTRAIT = 90
"""Half characters of a table that a page in portrait holds."""


def hand_on(page: Page) -> bytes:
    """Make the workbook of a page; the same page gives the same bytes."""
    heading = next(block for block in page if isinstance(block, Heading))
    book = Book(heading.text, heading.front or Front(""))
    add(book, page)
    own(book)
    return book.content()


def add(book: Book, page: Page, first: str = "", prefix: str = "") -> None:
    """Write a page's sheets; ``first``: the name of its first one, ``prefix``: before those of the others."""
    heading = next(block for block in page if isinstance(block, Heading))
    names = {name.lower() for name in book.names}
    named = False
    together: dict[str, list[_Part]] = {}
    for part in _parts(page):
        if part.sheet:
            together.setdefault(part.sheet, []).append(part)
    for part in _parts(page):
        title, blocks = part.title, part.blocks
        if part.sheet:
            if parts := together.pop(part.sheet, []):
                _stack(book, _name(prefix + part.sheet, names), f"{heading.text}：{part.sheet}", parts)
            continue
        name = _name(prefix + title if named else first or heading.text, names)
        named = True
        under = title.partition("（")[0]
        lay_out(book, name, heading.text if title == heading.text else f"{heading.text}：{under}", blocks)


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
                sheet.note(at, pretty(text), strong=strong)
                at += 1
    if placed and placed.last > placed.heads[1]:
        sheet.filter(placed.heads[1], placed.last, placed.right)
    sheet.finish(
        heads=placed.heads if placed else (0, 1), keys=keys, portrait=sheet.breadth <= _PORTRAIT, signed=at + 1
    )
    return placed


def _stack(book: Book, name: str, title: str, parts: Sequence[_Part]) -> None:
    """Write a sheet of several tables, one below the other, each under its heading."""
    sheet = book.sheet(name, title)
    at, right = TOP - 1, 0
    for part in parts:
        sheet.note(at, part.title.removeprefix(f"{part.sheet}："), strong=True)
        at += 1
        for block in part.blocks:
            if isinstance(block, Grid):
                placed = draw(sheet, at, block)
                at, right = placed.last + 1, max(right, placed.right)
            else:
                for text in block.texts if isinstance(block, Items) else (block.text,):
                    sheet.note(at, text)
                    at += 1
        at += 1
    for column in range(right + 1):
        sheet.fix(column, _STACKED)
    sheet.finish(heads=(0, 1), keys=0, signed=at)


def own(book: Book) -> None:
    """Write the last sheet of a workbook without a basis: it says that djcov wrote it, so that it is no roster."""
    sheet = book.sheet("口径", OWN_BOOK)
    sheet.note(TOP - 1, "统计口径和每个数的依据：djcov report、djcov explain。")
    sheet.finish(heads=(0, 1), keys=0, portrait=True)


@dataclass(frozen=True, slots=True)
class _Part:
    """A table with the lines around it, under the heading that it stands under."""

    title: str
    sheet: str
    """The sheet that it shares with others; empty if it has its own."""
    blocks: list[Block]

    @property
    def has_table(self) -> bool:
        """Whether there is a table in it."""
        return any(isinstance(each, Grid) for each in self.blocks)


def _parts(page: Iterable[Block]) -> list[_Part]:
    """Divide a page into its tables, each with the lines around it, under the heading that it stands under."""
    parts: list[_Part] = []
    for block in page:
        if isinstance(block, Heading):
            parts.append(_Part(block.text, block.sheet, []))
        elif isinstance(block, Grid) and parts[-1].has_table:
            parts.append(_Part(parts[-1].title, parts[-1].sheet, [block]))
        else:
            parts[-1].blocks.append(block)
    return _with_tables(parts)


def _with_tables(parts: Sequence[_Part]) -> list[_Part]:
    """Put what stands under a heading without a table below the table before; what is to be read first, on top."""
    found: list[_Part] = []
    first: list[Block] = []
    for part in parts:
        if part.has_table:
            found.append(part)
        elif not found or all(isinstance(each, Note) and each.mood == "strong" for each in part.blocks):
            first += part.blocks
        else:
            found[-1].blocks.extend(part.blocks)
    if not found:
        return [_Part(parts[0].title, "", first)]
    found[0].blocks[:0] = first
    return found


def _name(title: str, taken: set[str]) -> str:
    """Give a sheet's name from its heading: 应建未建：3 家 is 应建未建."""
    name = _REFUSED.sub("", title)[:_LONGEST_NAME].strip() or "表"
    number = 2
    while name.lower() in taken:
        name, number = f"{name.partition(' (')[0][: _LONGEST_NAME - 5]} ({number})", number + 1
    taken.add(name.lower())
    return name
