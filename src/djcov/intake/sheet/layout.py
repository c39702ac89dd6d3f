"""From a sheet to tables: where the header band is, which rows are data, which are furniture.

A sheet may hold titles, an 附件 line, a line with 填报单位 and 截至日期, a header of one to four rows with merged
cells, data, 小计, 合计 and 平均 rows, the header again on every printed page, notes, and then another table. Nothing is
dropped in silence: each row that is not data is in :attr:`Region.skipped` with its reason.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ... import masking
from ...models import LISTING, Kind
from ...roster import Column, Skipped
from ...values.reading import compact, is_blank
from ..files.sheets import Cell, Sheet
from . import evidence
from .continuation_rows import goes_on
from .furniture import OTHER_TABLE, Asides, shown_row
from .furniture_words import FORMS, TOTAL, UNIT, may_be_aside
from .header import Header
from .header_rows import Overrides, find_headers
from .header_words import Words
from .side_by_side import parts
from .view import View

_HEADS = re.compile(rf"{UNIT.pattern}|{TOTAL.pattern}|^\d{{4}}年")
"""What stands alone in a row and is no enterprise of the organisation above: a township, a total, a date."""


@dataclass(frozen=True)
class Region:
    """One table as it lies in a sheet; rows and columns are indices from 0."""

    kind: Kind
    top: int
    """The header's first row."""
    header: int
    """The header's last row."""
    columns: tuple[Column, ...]
    data: tuple[int, ...]
    skipped: tuple[Skipped, ...]
    sections: tuple[tuple[int, str], ...]
    """Section rows between the data: row and text."""
    continued: Mapping[int, int] = field(default_factory=dict[int, int])
    """Rows of data that only go on with another (:mod:`.continuation_rows`), each with the one it belongs to."""
    no_ledger: str = ""
    """Why it is no roster after all, and is not to be read."""
    unnamed: bool = False
    """Whether it is one, but the column of names is missing."""
    another: str = ""
    """Why its people are none of a roster's."""
    why: str = ""
    """Why it is what it is."""
    sheet: Sheet | None = None
    """Its own cells, if it is not read from the sheet as it stands."""
    beside: bool = False
    """Whether another table stands beside it, under the same header line."""
    sums: str = ""
    """The headers of a table of sums beside it, which is not read; empty if there is none."""


def find_tables(sheet: Sheet, words: Words, overrides: Overrides | None = None, file: str = "") -> list[Region]:
    """Find every table of a sheet, top to bottom; ``file``: the name of what it is in."""
    view = View(sheet)
    headers = find_headers(view, words, overrides or Overrides())
    ends = [header.top for header in headers][1:] + [len(sheet.rows)] * bool(headers)

    def asides(header: Header) -> Asides:
        return Asides(header, words, take_doubtful=overrides is not None and overrides.take_doubtful)

    said = overrides is not None and (overrides.kind is not None or overrides.header_row is not None)
    regions: list[Region] = []
    for header, end in zip(headers, ends, strict=True):
        totals: set[int] = set()
        sections: tuple[tuple[int, str], ...] = ()
        found = list(parts(sheet, header))
        for part, own in found:
            region = _region(view if part is sheet else View(part), own, end, asides(own))
            region = _without_totals(part, own, region, totals)
            sections = region.sections or sections  # a line over the left table is one over all
            region = replace(region, sections=sections)
            totals |= {skipped.row - 1 for skipped in region.skipped if skipped.reason == "合计"}
            called = evidence.places(sheet, header.top, file)
            another = "" if said else evidence.another_list(own, called)
            no_ledger = "" if said else header.no_ledger or another
            region = replace(region, another=another, why=evidence.told(own, called))
            regions.append(
                replace(
                    region,
                    no_ledger=no_ledger,
                    unnamed=header.lacks != "",
                    beside=len(found) > 1 and header.members is None,
                    sums=masking.free_text("、".join(header.sums)),
                    sheet=part if header.members else None,
                )
            )
    return regions


def _without_totals(sheet: Sheet, header: Header, region: Region, totals: Collection[int]) -> Region:
    """Set aside the rows without a name that are totals of the table to the left, whose label holds for this one."""
    name = header.name_column
    rows = [row for row in (region.data if totals else ()) if row in totals and is_blank(sheet.cell(row, name))]
    if not rows:
        return region
    skipped = sorted([*region.skipped, *(Skipped(row + 1, "合计") for row in rows)], key=lambda each: each.row)
    return replace(region, data=tuple(row for row in region.data if row not in rows), skipped=tuple(skipped))


def _region(view: View, header: Header, end: int, asides: Asides) -> Region:
    """Sort the rows under a header into data and furniture."""
    data: list[int] = []
    skipped: list[Skipped] = []
    sections: list[tuple[int, str]] = []
    continued: dict[int, int] = {}
    notes = False
    first = header.bottom + 1
    plain = _plainly_data(view, header, range(first, end))
    sums = next((row for row in range(first, end) if not plain[row - first] and asides.begin_sums(view, row)), end)
    last, titles = _before_titles(view, first, min(sums, end))
    titles += [Skipped(row + 1, OTHER_TABLE) for row in range(sums, end)]
    for row in range(first, last):
        if plain[row - first] and not notes:
            data.append(row)
            continue
        reason, texts = asides.of(view, row, notes=notes)
        if reason in (None, "分段") and data and data[-1] == row - 1:
            head = continued.get(row - 1, row - 1)
            if (
                header.kind in LISTING
                and goes_on(view, header, row, head)
                and not _HEADS.match(compact("".join(texts)))
            ):
                continued[row] = head
                reason = None
        if reason is None:
            data.append(row)
            continue
        notes = notes or reason == "注"
        skipped.append(Skipped(row + 1, reason, shown_row(header.kind, *texts)))
        if reason == "分段":
            sections.append((row, " ".join(texts)))
    skipped += titles
    drop_blanks_after(skipped, data[-1] + 1 if data else 0)
    found = tuple(data), tuple(skipped), tuple(sections), continued
    return Region(header.kind, header.top, header.bottom, header.columns, *found)


def header_cells(view: View, header: Header) -> frozenset[str]:
    """Give the texts that stand in a header's rows."""
    rows = view.sheet.rows[header.top : header.bottom + 1]
    return frozenset(cell for row in rows for cell in row if isinstance(cell, str) and cell)


def _before_titles(view: View, first: int, end: int) -> tuple[int, list[Skipped]]:
    """Take off the title lines of the next table; the last table has none below it."""
    if end == len(view.sheet.rows):
        return end, []
    top = end
    while top > first and len(view.texts(top - 1)) <= 1:
        top -= 1
    return top, [Skipped(row + 1, "标题" if view.texts(row) else "空行") for row in range(top, end)]


def _plainly_data(view: View, header: Header, rows: Sequence[int]) -> Sequence[bool]:
    """Tell which rows are data at first glance: the name has the form that names have, there is more, and no cell
    before it, or the name itself, may make the row something else. By columns, whose distinct cells are looked at once.
    """
    name, own, form = header.name_column, header_cells(view, header), re.compile(FORMS[header.kind])
    plain = [False] * len(rows)
    for column in (each.index for each in header.columns if each.field and each.index != name):
        plain = [more or cell != "" for more, cell in zip(plain, _part(view.sheet, rows, column), strict=True)]
        if all(plain):
            break
    for column in range(max(name, 2) + 1):
        cells = _part(view.sheet, rows, column)
        distinct = list(dict.fromkeys(cells))  # in their order, in which they lie in memory
        bad = set[Cell](own.intersection(distinct))
        texts = [cell for cell in distinct if isinstance(cell, str) and cell]
        bad.update([text for text in texts if may_be_aside(text, named=column == name)])
        if column == name:
            bad.update([cell for cell in distinct if not (isinstance(cell, str) and form.search(cell))])
        if bad:
            plain = [so_far and cell not in bad for so_far, cell in zip(plain, cells, strict=True)]
    return plain


def drop_blanks_after(skipped: list[Skipped], row: int) -> None:
    """Forget the blank rows below the last row of data: every sheet has a million of them."""
    skipped[:] = [each for each in skipped if each.reason != "空行" or each.row < row]


def column_cells(sheet: Sheet, rows: Sequence[int], columns: Sequence[int]) -> dict[int, list[Cell]]:
    """Give some columns' cells for ``rows``, error values in place."""
    given = {column: _part(sheet, rows, column) for column in columns}
    for (row, column), error in sheet.errors.items():
        # rows are in order
        if column in given and (at := bisect_left(rows, row)) < len(rows) and rows[at] == row:
            given[column][at] = error
    return given


def _part(sheet: Sheet, rows: Sequence[int], column: int) -> list[Cell]:
    """Give a column's cells for ``rows``, which are in order."""
    cells = sheet.column(column)
    if rows and rows[-1] - rows[0] + 1 == len(rows):
        return list(cells[rows[0] : rows[-1] + 1])
    return [cells[row] for row in rows]
