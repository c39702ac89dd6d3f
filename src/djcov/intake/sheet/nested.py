"""A ledger merged over its members' rows: each enterprise stands once, each row below has one of its members.

Such a table is two: a ledger of the rows where an enterprise begins, and a roster of members of all rows that name one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ...values.reading import compact, is_blank
from ..files.sheets import Cell, Sheet
from .header import Header

_ABOUT_MEMBERS = {"category", "joined_on", "confirmed_on", "politics", "is_member", "identity_number"}
_HANDED_DOWN = {"name", "uscc", "township"}
"""What of an enterprise holds for its members."""

_ROWS = 20
"""Rows from which it is told: a large file is judged by its beginning as well."""


def over_members(sheet: Sheet, ledger: Header, members: Header) -> bool:
    """Whether the enterprises of a ledger stand once over the rows of their members."""
    fields = {field for at, field in members.field_at.items() if at > members.name_column}
    if ledger.name_column >= members.name_column or not fields & _ABOUT_MEMBERS:
        return False
    first = ledger.bottom + 1
    rows = range(first, min(first + _ROWS, len(sheet.rows)))
    going_on = [row for row, head in _heads(sheet, ledger, rows) if head != row]
    return any(not is_blank(sheet.cell(row, members.name_column)) for row in going_on)


def taken_apart(sheet: Sheet, ledger: Header, members: Header) -> Iterator[tuple[Sheet, Header]]:
    """The ledger, of which the rows that go on are blank, and the roster, in which the enterprise is filled in."""
    first = ledger.bottom + 1
    own: list[Sequence[Cell]] = list(sheet.rows)
    theirs: list[Sequence[Cell]] = list(sheet.rows)
    given = [at for at, field in ledger.field_at.items() if field in _HANDED_DOWN]
    for row, head in _heads(sheet, ledger, range(first, len(sheet.rows))):
        filled = [*sheet.rows[row], *[""] * (sheet.width - len(sheet.rows[row]))]
        if head != row:
            own[row] = []
            for column in given:
                filled[column] = sheet.cell(head, column)
        theirs[row] = filled if not is_blank(sheet.cell(row, members.name_column)) else []
    yield replace(sheet, rows=own), ledger
    flat = tuple(merge for merge in sheet.merges if merge.top < first)
    yield replace(sheet, rows=theirs, merges=flat), members


def _heads(sheet: Sheet, ledger: Header, rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Give each row below a header that has cells, and the row where its enterprise begins."""
    head: int | None = None
    for row in rows:
        if all(map(is_blank, sheet.rows[row])):
            head = None
            continue
        name = sheet.cell(row, ledger.name_column)
        same = head is not None and compact(str(name)) == compact(str(sheet.cell(head, ledger.name_column)))
        if head is None or not (is_blank(name) or same):
            head = row
        yield row, head
