"""The neutral forms between views and renderers: a page of blocks, a flat grid, a document of plain values."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Literal, Protocol, TypeAlias

from ..choices import TOWNSHIP

Mood = Literal["plain", "good", "bad", "strong", "quiet"]
"""How a text is meant; a renderer may show it as a colour, the text alone must say the same."""

Plain: TypeAlias = "bool | int | float | str | Sequence[Plain] | Mapping[str, Plain] | None"
"""What a JSON document consists of."""

_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]+")


def clean(text: str) -> str:
    """Take out what a cell may hold and a line of output must not.

    Control characters (an escape sequence would speak to the terminal), line breaks, marks that turn the direction of
    writing, and halves of surrogate pairs, which no encoding can write, become one space.
    """
    return _UNPRINTABLE.sub(" ", text).strip()


@lru_cache(maxsize=20_000)
def breadth(text: str) -> int:
    """Give the width of a text in half characters; a Chinese one has two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a grid: its text, and figures behind it that a narrow terminal may leave out."""

    text: str
    detail: str = ""
    mood: Mood = "plain"
    value: int | float | None = None
    """The number that the text writes: for spreadsheets, and to sort by."""
    unit: str = ""
    """What stands behind the number: % or a measure word."""
    ratio: tuple[int, int] | None = None
    """The numerator and denominator of a rate."""
    behind: tuple[str, str] | None = None
    """The indicator and the unit whose rows make the number."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a grid. Columns of figures stand to the right and are never broken.

    ``extra``: what a narrow terminal leaves out before it breaks a name. ``unbroken``: codes, which somebody will copy.
    """

    heading: str
    figures: bool = False
    extra: bool = False
    unbroken: bool = False
    note: str = ""
    """What stands small below the heading where there is room: the goal of a rate."""
    parts: tuple[str, str] | None = None
    """What numerator and denominator are called in a spreadsheet, which has a column for each."""
    to_fill: int = 0
    """Half-width characters of room on paper for what somebody writes in by hand."""


@dataclass(frozen=True, slots=True)
class Front:
    """Whose numbers a page has, of which day, and what else is to be known of them."""

    unit: str
    as_of: date | None = None
    also: tuple[str, ...] = ()

    @property
    def about(self) -> tuple[str, ...]:
        """All of it but the unit, as a heading says it."""
        return (*((f"截至 {self.as_of}",) if self.as_of else ()), *self.also)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the page's."""

    text: str
    level: int = 2
    front: Front | None = None
    """What the page's heading says of it beside."""
    sheet: str = ""
    """The sheet of a workbook on which what stands below it goes, with all that names the same; empty for its own."""

    @property
    def line(self) -> str:
        """The heading in one line."""
        about = "，".join(self.front.about) if self.front else ""
        return f"{self.text}（{about}）" if about else self.text


@dataclass(frozen=True, slots=True)
class Note:
    """A line of text."""

    text: str
    mood: Mood = "plain"


@dataclass(frozen=True, slots=True)
class Items:
    """A list of texts."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. The first ``keys`` columns stand again before each part if it must be shown in parts."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    keys: int = 1
    whole: bool = False
    """Whether the first row is that of the whole, of which the others are the parts."""
    listed: bool = False
    """Whether it is a list of cases, of which a window shows the first ones."""
    together: bool = False
    """Whether paper shows it on one page, if it fits there."""


Block = Heading | Note | Items | Grid
Page = tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Records:
    """Facts one to a row, for spreadsheets and scripts: texts stay texts, numbers numbers, None is unknown."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str | int | float | None, ...], ...]

    def of(self, as_of: date | None, as_of_old: date | None = None, **further: str) -> Records:
        """Give the same with what is true of every row behind it: ``further`` columns, and the dates that are known."""
        days = {"截至日期": as_of, "上期截至日期": as_of_old}
        beside = {**further, **{heading: day.isoformat() for heading, day in days.items() if day}}
        return Records((*self.headings, *beside), tuple((*row, *beside.values()) for row in self.rows))


def worded(page: Page, called: str) -> Page:
    """Give a page in which townships are called as a policy says, wherever the program's own texts name them."""
    if called == TOWNSHIP:
        return page

    def said(text: str) -> str:
        return text.replace(TOWNSHIP, called)

    def block(each: Block) -> Block:
        if isinstance(each, Items):
            return Items(tuple(map(said, each.texts)))
        if isinstance(each, Grid):
            columns = tuple(replace(one, heading=said(one.heading), note=said(one.note)) for one in each.columns)
            rows = tuple(tuple(replace(cell, text=said(cell.text)) for cell in row) for row in each.rows)
            return replace(each, columns=columns, rows=rows)
        if isinstance(each, Heading) and each.front:
            front = replace(each.front, unit=said(each.front.unit), also=tuple(map(said, each.front.also)))
            return replace(each, text=said(each.text), front=front)
        return replace(each, text=said(each.text))

    return tuple(map(block, page))


class View(Protocol):
    """What every view offers."""

    def page(self) -> Page:
        """Give the page that people read."""
        ...

    def records(self) -> Records:
        """Give the flat form."""
        ...

    def document(self) -> Mapping[str, Plain]:
        """Give the form that scripts read; its keys are a promise."""
        ...


def grid(
    columns: Sequence[Column | str],
    rows: Sequence[Sequence[Cell | str | int]],
    *,
    keys: int = 1,
    whole: bool = False,
    listed: bool = False,
    together: bool = False,
) -> Grid:
    """Build a grid; a bare text is a plain column or cell, a bare number a cell that shows it."""
    return Grid(
        tuple(Column(column) if isinstance(column, str) else column for column in columns),
        tuple(tuple(cell(each) for each in row) for row in rows),
        keys,
        whole,
        listed,
        together,
    )


def cell(content: Cell | str | int) -> Cell:
    """Build a cell of a text or a number."""
    if isinstance(content, int):
        return Cell(str(content), value=content)
    return Cell(content) if isinstance(content, str) else content
