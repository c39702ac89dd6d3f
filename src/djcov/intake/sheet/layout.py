"""From a sheet to tables: where each begins and ends, and which of its rows are data.

A sheet may hold titles, an 附件 line, a line with 填报单位 and 截至日期, a header of one to four rows with merged
cells, data, 小计, 合计 and 平均 rows, the header again on every printed page, notes, and then another table. Nothing is
dropped in silence: each row that is not data is in :attr:`Region.skipped` with its reason.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from ... import masking
from ...models import Kind
from ...roster import Column, Skipped
from ...values.reading import is_blank
from ..files.sheets import Sheet
from . import evidence
from .furniture import OTHER_TABLE
from .header import Header
from .header_rows import Overrides, find_headers
from .header_words import Words
from .rows import RowSorter, drop_blanks_after, plainly_data
from .side_by_side import parts
from .view import View


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
    either: str = ""
    """What it is called, of a ledger that may be one of enterprises or of 社会组织."""
    sheet: Sheet | None = None
    """Its own cells, if it is not read from the sheet as it stands."""
    beside: bool = False
    """Whether another table stands beside it, under the same header line."""
    sums: str = ""
    """The headers of a table of sums beside it, which is not read; empty if there is none."""


def find_tables(sheet: Sheet, words: Words, overrides: Overrides | None = None, file: str = "") -> list[Region]:
    """Find every table of a sheet, top to bottom; ``file``: the name of what it is in."""
    view = View(sheet, file)
    headers = find_headers(view, words, overrides or Overrides())
    ends = [header.top for header in headers][1:] + [len(sheet.rows)] * bool(headers)

    take_doubtful = overrides is not None and overrides.take_doubtful
    said = overrides is not None and (overrides.kind is not None or overrides.header_row is not None)
    regions: list[Region] = []
    for header, end in zip(headers, ends, strict=True):
        totals: set[int] = set()
        sections: tuple[tuple[int, str], ...] = ()
        found = list(parts(sheet, header))
        for part, own in found:
            region = _region(view if part is sheet else View(part), own, end, words, take_doubtful=take_doubtful)
            region = _without_totals(part, own, region, totals)
            sections = region.sections or sections  # a line over the left table is one over all
            region = replace(region, sections=sections)
            totals |= {skipped.row - 1 for skipped in region.skipped if skipped.reason == "合计"}
            called = evidence.places(sheet, header.top, file)
            another = "" if said else evidence.another_list(own, called)
            no_ledger = "" if said else header.no_ledger or another
            either = "" if said else evidence.either(own, sheet, file)
            region = replace(region, another=another, why=evidence.told(own, called), either=either)
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


def _region(view: View, header: Header, end: int, words: Words, *, take_doubtful: bool) -> Region:
    """Sort the rows under a header into data and furniture."""
    first = header.bottom + 1
    sorter = RowSorter(header, words, take_doubtful=take_doubtful)
    plain = plainly_data(view, header, range(first, end))
    sums = sorter.sums(view, range(first, end), plain)
    last, titles = _before_titles(view, first, sums)
    sorter.sort(view, range(first, last), plain)
    data = sorter.data(range(first, last))
    skipped = [*sorter.skipped, *titles, *(Skipped(row + 1, OTHER_TABLE) for row in range(sums, end))]
    drop_blanks_after(skipped, data[-1] + 1 if data else 0)
    found = tuple(data), tuple(skipped), tuple(sorter.sections), sorter.continued
    return Region(header.kind, header.top, header.bottom, header.columns, *found)


def _before_titles(view: View, first: int, end: int) -> tuple[int, list[Skipped]]:
    """Take off the title lines of the next table; the last table has none below it."""
    if end == len(view.sheet.rows):
        return end, []
    top = end
    while top > first and len(view.texts(top - 1)) <= 1:
        top -= 1
    return top, [Skipped(row + 1, "标题" if view.texts(row) else "空行") for row in range(top, end)]
