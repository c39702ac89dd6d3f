"""From a sheet to tables: where each begins and ends, and which of its rows are data.

A sheet may hold titles, an 附件 line, a line with 填报单位 and 截至日期, a header of one to four rows with merged
cells, data, 小计, 合计 and 平均 rows, the header again on every printed page, notes, and then another table. Nothing is
dropped in silence: each row that is not data is in :attr:`Region.skipped` with its reason.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from ...roster import Skipped
from ...values.reading import is_blank
from ..files.sheets import Sheet
from .evidence import Evidence, evidence
from .furniture import OTHER_TABLE
from .header import Header
from .header_rows import NOTHING_SAID, Overrides, find_headers
from .header_words import Words
from .rows import RowSorter, drop_blanks_after, plainly_data
from .side_by_side import parts
from .view import View


@dataclass(frozen=True)
class Region:
    """One table as it lies in a sheet; rows and columns are indices from 0."""

    header: Header
    data: tuple[int, ...]
    skipped: tuple[Skipped, ...]
    sections: tuple[tuple[int, str], ...]
    """Section rows between the data: row and text."""
    continued: Mapping[int, int]
    """Rows of data that only go on with another (:mod:`.continuation_rows`), each with the one it belongs to."""
    evidence: Evidence
    sheet: Sheet
    """What its rows are read from: a copy, of a ledger that was merged over its members' rows."""
    beside: bool
    """Whether another table stands beside it, under the same header line."""


def find_tables(sheet: Sheet, words: Words, overrides: Overrides = NOTHING_SAID, file: str = "") -> list[Region]:
    """Find every table of a sheet, top to bottom; ``file``: the name of what it is in."""
    view = View(sheet, file)
    headers = find_headers(view, words, overrides)
    ends = [header.top for header in headers][1:] + [len(sheet.rows)] * bool(headers)
    regions: list[Region] = []
    for header, end in zip(headers, ends, strict=True):
        totals: set[int] = set()
        sections: tuple[tuple[int, str], ...] = ()
        found = list(parts(sheet, header))
        for part, own in found:
            sorter, data = _sorted(view if part is sheet else View(part), own, end, words, overrides)
            _set_totals_aside(part, own, sorter.skipped, data, totals)
            sections = tuple(sorter.sections) or sections  # a line over the left table is one over all
            totals |= {skipped.row - 1 for skipped in sorter.skipped if skipped.reason == "合计"}
            regions.append(
                Region(
                    own,
                    tuple(data),
                    tuple(sorter.skipped),
                    sections,
                    sorter.continued,
                    evidence(own, header, sheet, file, said=overrides.said),
                    sheet=part if header.members else sheet,
                    beside=len(found) > 1 and header.members is None,
                )
            )
    return regions


def _set_totals_aside(
    sheet: Sheet, header: Header, skipped: list[Skipped], data: list[int], totals: Collection[int]
) -> None:
    """Set aside the rows without a name that are totals of the table to the left, whose label holds for this one."""
    rows = [row for row in data if row in totals and is_blank(sheet.cell(row, header.name_column))]
    skipped[:] = sorted([*skipped, *(Skipped(row + 1, "合计") for row in rows)], key=lambda each: each.row)
    data[:] = [row for row in data if row not in rows]


def _sorted(view: View, header: Header, end: int, words: Words, overrides: Overrides) -> tuple[RowSorter, list[int]]:
    """The rows under a header, sorted into furniture and data."""
    first = header.bottom + 1
    sorter = RowSorter(header, words, take_doubtful=overrides.take_doubtful)
    plain = plainly_data(view, header, range(first, end))
    sums = sorter.sums(view, range(first, end), plain)
    last, titles = _before_titles(view, first, sums)
    sorter.sort(view, range(first, last), plain)
    data = sorter.data(range(first, last))
    sorter.skipped += [*titles, *(Skipped(row + 1, OTHER_TABLE) for row in range(sums, end))]
    drop_blanks_after(sorter.skipped, data[-1] + 1 if data else 0)
    return sorter, data


def _before_titles(view: View, first: int, end: int) -> tuple[int, list[Skipped]]:
    """Take off the title lines of the next table; the last table has none below it."""
    if end == len(view.sheet.rows):
        return end, []
    top = end
    while top > first and len(view.texts(top - 1)) <= 1:
        top -= 1
    return top, [Skipped(row + 1, "标题" if view.texts(row) else "空行") for row in range(top, end)]
