"""Put a table on a page: a header of one to three merged rows, and where each record and each slip came to stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from .pages import Book, Page
from .world import Cell, Slip


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its header from the topmost parent down, and the field that it gives."""

    path: tuple[str, ...]
    field: str
    width: float = 10.0
    slip: Slip | None = None
    """A mistake in the header itself."""

    @property
    def header(self) -> str:
        """The header's own words, parents first, line breaks out."""
        return "/".join(self.path).replace("\n", "")


def column(path: str, field: str, width: float = 10.0) -> Column:
    """Make a column from a header written as ``parent>child``."""
    return Column(tuple(path.split(">")), field, width)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record stands: ``row`` is the number that the spreadsheet program shows."""

    file: str
    sheet: str
    row: int


@dataclass(frozen=True, slots=True, order=True)
class Planted:
    """One planted mistake: its place, the finding that it deserves, and why."""

    file: str
    sheet: str
    row: int
    cell: str
    column: str
    code: str
    why: str


@dataclass(slots=True)
class Rendering:
    """A district written down in one way: the files, each record's place, each mistake's place."""

    style: str
    books: list[Book] = field(default_factory=list[Book])
    places: dict[tuple[str, int], Place] = field(default_factory=dict[tuple[str, int], Place])
    """By (``enterprise`` | ``organization`` | ``instructor``, index)."""
    planted: list[Planted] = field(default_factory=list[Planted])

    def plant(self, place: Place, index: int, column: Column, slip: Slip) -> None:
        """Note a mistake in the ``index``-th column of a row, if it is one that a checker must find."""
        if slip.code:
            cell = f"{letters(index)}{place.row}"
            self.planted.append(Planted(place.file, place.sheet, place.row, cell, column.header, slip.code, slip.why))

    def write_row(
        self, page: Page, place: Place, columns: Sequence[Column], cells: dict[str, Cell], slips: dict[str, Slip]
    ) -> None:
        """Write a row: each column's cell, or the mistake that was made there in this way of keeping rosters."""
        for index, one in enumerate(columns):
            content = cells.get(one.field)
            slip = slips.get(one.field)
            if slip and self.style in slip.where:
                self.plant(place, index, one, slip)
                page.put(place.row, index, content if slip.written is ... else slip.written)
            else:
                page.put(place.row, index, content)


def letters(index: int) -> str:
    """Give the letters of a column: 0 is A, 26 is AA."""
    return chr(65 + index) if index < 26 else letters(index // 26 - 1) + letters(index % 26)


def write_header(page: Page, row: int, columns: Sequence[Column]) -> int:
    """Write a header that begins in ``row``, parents merged over their children; give the row below it."""
    rows = max(len(one.path) for one in columns)
    for level in range(rows):
        index = 0
        while index < len(columns):
            path = columns[index].path
            last = index
            if level < len(path) - 1:
                while last + 1 < len(columns) and columns[last + 1].path[: level + 1] == path[: level + 1]:
                    last += 1
                page.merge((row + level, index, row + level, last), path[level])
            elif level == len(path) - 1:
                page.merge((row + level, index, row + rows - 1, index), path[level])
            index = last + 1
    for index, one in enumerate(columns):
        page.widths[index] = one.width
    return row + rows
