"""A result's table, described once: what each column is called, what it holds, and how people read it.

A :class:`Layout` gives from the same fields the grid of a page (terminal, markdown, workbook, web page), the records of
a CSV file and the objects of a JSON document. To add a column to a result is to add one field here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from .page_model import Cell, Column, Grid, Plain, Records, grid

Value = str | int | float | None
"""What a cell of a CSV file holds."""

R = TypeVar("R")
Q = TypeVar("Q")


@dataclass(frozen=True)
class Field(Generic[R]):
    """One column."""

    key: str
    """Its name in JSON; empty if it is not there, ``*`` if its value is an object whose keys stand there."""
    heading: str
    """Over it in CSV; empty if it is not there."""
    value: Callable[[R], Plain]
    column: Column | None = None
    """Over it on a page; None if it is not there."""
    cell: Callable[[R], Cell | str | int] | None = None
    """How a page shows it, if not as the value itself."""
    flat: Callable[[R], Value] | None = None
    """What CSV holds, if not the value itself with 是 and 否 for true and false."""
    optional: bool = False
    """Whether JSON has it only where it says something."""

    def of(self, part: Callable[[Q], R]) -> Field[Q]:
        """Give the same column of a larger row, of which this one's row is a part."""
        value, cell, flat = self.value, self.cell, self.flat
        return Field(
            self.key,
            self.heading,
            lambda row: value(part(row)),
            self.column,
            (lambda row: cell(part(row))) if cell else None,
            (lambda row: flat(part(row))) if flat else None,
            self.optional,
        )

    def at(self, row: R) -> Cell | str | int:
        """Give its cell on a page."""
        if self.cell is not None:
            return self.cell(row)
        shown = self.record(row)
        return shown if isinstance(shown, int) else str(shown or "")

    def record(self, row: R) -> Value:
        """Give its cell in CSV."""
        if self.flat is not None:
            return self.flat(row)
        found = self.value(row)
        if isinstance(found, bool):
            return "是" if found else "否"
        return found if isinstance(found, int | float) or found is None else str(found)

    def unkeyed(self) -> Field[R]:
        """Give the same column without its place in JSON."""
        return replace(self, key="")

    def unlisted(self) -> Field[R]:
        """Give the same column without its place on a page."""
        return replace(self, column=None)


def shown(column: Column | str, cell: Callable[[R], Cell | str | int]) -> Field[R]:
    """Give a column that stands on a page alone."""
    return Field("", "", _nothing, Column(column) if isinstance(column, str) else column, cell)


def _nothing(_: object) -> None:
    """Give what scripts get of a column that is for people alone."""


@dataclass(frozen=True)
class Layout(Generic[R]):
    """The columns of a result's table, in their order."""

    fields: tuple[Field[R], ...]

    def grid(self, rows: Iterable[R], *, without: Collection[str] = (), keys: int = 1, listed: bool = False) -> Grid:
        """Give the table as a page shows it, ``without`` the columns of these headings; empty extra ones are left."""
        rows = list(rows)
        asked = [(each, each.column) for each in self.fields if each.column and each.column.heading not in without]
        shown = [(field, column) for field, column in asked if not column.extra or any(map(field.at, rows))]
        cells = [[field.at(row) for field, _ in shown] for row in rows]
        return grid([column for _, column in shown], cells, keys=keys, listed=listed)

    def records(self, rows: Iterable[R]) -> Records:
        """Give the table as CSV holds it."""
        shown = [each for each in self.fields if each.heading]
        return Records(self.headings, tuple(tuple(each.record(row) for each in shown) for row in rows))

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of the CSV file."""
        return tuple(each.heading for each in self.fields if each.heading)

    def objects(self, rows: Iterable[R]) -> list[Mapping[str, Plain]]:
        """Give the table as JSON has it."""
        return [self.object(row) for row in rows]

    def object(self, row: R) -> Mapping[str, Plain]:
        """Give one row as JSON has it."""
        found: dict[str, Plain] = {}
        for each in self.fields:
            value = each.value(row) if each.key else None
            if isinstance(value, Mapping) and each.key == "*":
                found |= value
            elif each.key and (value or not each.optional):
                found[each.key] = value
        return found
