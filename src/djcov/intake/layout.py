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

from .. import masking
from ..models import LISTING, PEOPLE, Kind, personal
from ..roster import Column, Skipped
from ..values.reading import as_text, compact, is_blank
from ..values.text import names_nobody
from ..values.yesno import is_person
from .band import Header
from .bands import Overrides, find_headers, repeats
from .beside import parts
from .continued import goes_on
from .headers import Words, normal
from .sheets import Cell, Sheet
from .view import View
from .wording import (
    FEW,
    HINT,
    LABEL,
    LISTED,
    MEAN,
    NO_NAME,
    NOTE,
    NOTHING_BELOW,
    NUMERAL,
    OF_WHICH,
    PAGE,
    SAMPLE,
    SECTION,
    SIGNED,
    SIGNED_OR_TITLED,
    TOTAL,
    UNIT,
    may_be_aside,
    number_columns,
)

_HEADS = re.compile(rf"{UNIT.pattern}|{TOTAL.pattern}|^\d{{4}}年")
"""What stands alone in a row and is no enterprise of the organisation above: a township, a total, a date."""

_LONGEST_SHOWN = 80
"""Characters of a row that is no data."""

_FIGURES = re.compile(r"(?:[\W\d家户个人名位共]|企业|单位|党员|书记|指导员)+")
"""How many of them there are: 12, 3人, 共5名党员."""

_OF_TOTALS = re.compile(rf"{TOTAL.pattern}|{OF_WHICH.pattern}|{MEAN.pattern}|{SIGNED_OR_TITLED.pattern}")
_WORDS_OF_TOTALS = re.compile(r"[合小总共累]计数?|平均[数值]?|其中|\W")

_SERIAL_HEADERS = frozenset({"序号", "编号", "NO", "NO.", "№", "序"})


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
    """Rows of data that only go on with another (:mod:`djcov.intake.continued`), each with the one it belongs to."""
    no_ledger: str = ""
    """Why it is no roster after all, and is not to be read."""
    unnamed: bool = False
    """Whether it is one, but the column of names is missing."""
    beside: bool = False
    """Whether another table stands beside it, under the same header line."""


def find_tables(sheet: Sheet, words: Words, overrides: Overrides | None = None) -> list[Region]:
    """Find every table of a sheet, top to bottom."""
    view = View(sheet)
    headers = find_headers(view, words, overrides or Overrides())
    ends = [header.top for header in headers][1:] + [len(sheet.rows)] * bool(headers)
    said = overrides is not None and (overrides.kind is not None or overrides.header_row is not None)
    regions: list[Region] = []
    for header, end in zip(headers, ends, strict=True):
        totals: set[int] = set()
        sections: tuple[tuple[int, str], ...] = ()
        for part, own in parts(sheet, header):
            region = _region(view if part is sheet else View(part), own, end)
            region = _without_totals(part, own, region, totals)
            sections = region.sections or sections  # a line over the left table is one over all
            region = replace(region, sections=sections)
            totals |= {skipped.row - 1 for skipped in region.skipped if skipped.reason == "合计"}
            no_ledger = "" if said else header.no_ledger
            regions.append(replace(region, no_ledger=no_ledger, unnamed=header.lacks != "", beside=part is not sheet))
    return regions


def _without_totals(sheet: Sheet, header: Header, region: Region, totals: Collection[int]) -> Region:
    """Set aside the rows without a name that are totals of the table to the left, whose label holds for this one."""
    name = header.name_column
    rows = [row for row in (region.data if totals else ()) if row in totals and is_blank(sheet.cell(row, name))]
    if not rows:
        return region
    skipped = sorted([*region.skipped, *(Skipped(row + 1, "合计") for row in rows)], key=lambda each: each.row)
    return replace(region, data=tuple(row for row in region.data if row not in rows), skipped=tuple(skipped))


def _region(view: View, header: Header, end: int) -> Region:
    """Sort the rows under a header into data and furniture."""
    data: list[int] = []
    skipped: list[Skipped] = []
    sections: list[tuple[int, str]] = []
    serial = serial_columns(header)
    continued: dict[int, int] = {}
    notes = False
    end, titles = _before_titles(view, header.bottom + 1, end)
    rows = range(header.bottom + 1, end)
    plain = _plainly_data(view, header, rows)
    for row in rows:
        if plain[row - rows.start] and not notes:
            data.append(row)
            continue
        reason, texts = aside(view, header, row, serial, notes=notes)
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
        skipped.append(Skipped(row + 1, reason, shown(header.kind, *texts)))
        if reason == "分段":
            sections.append((row, " ".join(texts)))
    skipped += titles
    drop_blanks_after(skipped, data[-1] + 1 if data else 0)
    found = tuple(data), tuple(skipped), tuple(sections), continued
    return Region(header.kind, header.top, header.bottom, header.columns, *found)


def serial_columns(header: Header) -> frozenset[int]:
    """Give the columns of 序号, whose numbers are printed beforehand and make no row."""
    columns = header.columns
    return frozenset(each.index for each in columns if normal(each.header.split("/")[0]) in _SERIAL_HEADERS)


def header_cells(view: View, header: Header) -> frozenset[str]:
    """Give the texts that stand in a header's rows."""
    rows = view.sheet.rows[header.top : header.bottom + 1]
    return frozenset(cell for row in rows for cell in row if isinstance(cell, str) and cell)


def aside(
    view: View, header: Header, row: int, serial: Collection[int], *, notes: bool
) -> tuple[str | None, Sequence[str]]:
    """Say why a row under a header is not data (None if it is), and the texts of a total's or a section's cells.

    ``notes``: whether a note stands above it.
    """
    cells = [(column, cell) for column, cell in view.texts(row) if not (column in serial and _is_number(cell))]
    reason = _furniture(view, header, row, cells, serial, notes)
    if reason not in ("合计", "其中", "平均", "分段"):
        return reason, ()
    texts = {column: " ".join(str(cell).split()) for column, cell in cells}
    if reason == "分段":
        return reason, [texts[header.name_column]] if header.name_column in texts else list(texts.values())
    people = _people_columns(header)
    return reason, [_in_total(text) if column in people else text for column, text in texts.items()]


def shown(kind: Kind, *texts: str) -> str:
    """Give the texts of a row's cells, that is about nobody in particular, as they may be shown: each is masked by
    itself, as the figures of two cells are no number of a person; a label may stand in the cell before the name.
    """
    mask = masking.of_people if kind in PEOPLE else masking.free_text
    return masking.labelled_names(" ".join(map(mask, texts)))[:_LONGEST_SHOWN]


def _people_columns(header: Header) -> frozenset[int]:
    """Give the columns in which people's names stand."""
    marks = ((each.index, personal(header.kind, each.field)) for each in header.columns if each.field)
    return frozenset(index for index, mark in marks if mark and mark.kind == "name")


def _in_total(text: str) -> str:
    """Give what stands in a column of people beside a total: its own words (but not 张三小计), how many they are, or
    what is known to be about nobody; else it may be somebody, or several, and is masked.
    """
    flat = compact(text)
    of_whom = _WORDS_OF_TOTALS.sub("", flat)
    own = _OF_TOTALS.match(flat) and (UNIT.match(of_whom) or not is_person(of_whom))
    return text if own or _FIGURES.fullmatch(flat) or names_nobody(flat) else masking.name(text)


def _before_titles(view: View, first: int, end: int) -> tuple[int, list[Skipped]]:
    """Take off the title lines of the next table; the last table has none below it."""
    if end == len(view.sheet.rows):
        return end, []
    top = end
    while top > first and len(view.texts(top - 1)) <= 1:
        top -= 1
    return top, [Skipped(row + 1, "标题" if view.texts(row) else "空行") for row in range(top, end)]


def _plainly_data(view: View, header: Header, rows: Sequence[int]) -> Sequence[bool]:
    """Tell which rows are data at first glance: the name is a text, there is more, and no cell before it, or the name
    itself, may make the row a total, a note or a header. By columns, whose distinct cells are looked at once.
    """
    name, own = header.name_column, header_cells(view, header)
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
            bad.update([cell for cell in distinct if not isinstance(cell, str) or len(cell) < 2 or cell.isspace()])
        if bad:
            plain = [so_far and cell not in bad for so_far, cell in zip(plain, cells, strict=True)]
    return plain


def _furniture(
    view: View, header: Header, row: int, cells: list[tuple[int, Cell]], serial: Collection[int], notes: bool
) -> str | None:
    """Say why a row is not data, or None if it is."""
    name = header.name_column
    if not cells:
        return "空行"
    if repeats(view, header, row) or _numbers_columns(view, row, name):
        return "表头"
    texts = [(column, compact(as_text(cell))) for column, cell in cells]
    named = dict(texts).get(name)
    if reason := _line_about_others(header, texts, named) or _line_about_cells(texts, name, named):
        return reason
    across = any(
        merge.top == row and merge.right - merge.left + 1 >= max(3, view.width // 2) for merge in view.merges(row)
    )
    first, text = texts[0]
    if (named is None or first == name or across) and (NOTE.match(text) or LABEL.match(text)):
        return "注"
    if _is_signed(header, texts, named, serial) or all(NOTHING_BELOW.match(each) for _, each in texts):
        return "注"
    lonely = len(cells) == 1 and (across or first != name or SECTION.match(text) is not None)
    if notes and (lonely or (len(cells) <= 2 and LISTED.match(text)) or named is None):
        return "注"
    if lonely and isinstance(cells[0][1], str):
        return "注" if LISTED.match(text) and len(text) > 12 else "分段"
    numbered = len(view.texts(row)) > len(cells)
    return "分段" if not numbered and header.kind not in PEOPLE and _heads_section(texts, name, named) else None


def _numbers_columns(view: View, row: int, name: int) -> bool:
    """Whether a row, printed under the header, numbers its columns."""
    cells = view.texts(row)
    return any(column == name for column, _ in cells) and number_columns([compact(as_text(cell)) for _, cell in cells])


def _line_about_others(header: Header, texts: Sequence[tuple[int, str]], named: str | None) -> str | None:
    """Tell a line of totals, or of a part of them, or of means, by its first cells or that of the township."""
    name, townships = header.name_column, [each.index for each in header.columns if each.field == "township"]
    labels = [text for column, text in texts if column <= max(name, 2) or column in townships]
    for reason, words in (("合计", TOTAL), ("其中", OF_WHICH), ("平均", MEAN)):
        if any(map(words.match, labels)) and (named is None or words.match(named) or NO_NAME.match(named)):
            return reason
    return None


def _line_about_cells(texts: Sequence[tuple[int, str]], name: int, named: str | None) -> str | None:
    """Tell a sample or hints of how to fill in, and the number of a page."""
    if any(SAMPLE.match(text) for column, text in texts if column <= name):
        return "示例"
    hints = sum(1 for _, text in texts if HINT.match(text))
    if hints * 2 >= len(texts) > 0 and hints >= min(len(texts), 2) and (named is None or HINT.match(named)):
        return "示例"
    return "页码" if all(PAGE.match(text) for _, text in texts) else None


def _is_signed(header: Header, texts: Sequence[tuple[int, str]], named: str | None, serial: Collection[int]) -> bool:
    """Whether a row has labels and names in cells of their own: 制表人： | 王五 | 审核人： | 赵六."""
    column, text = texts[0]
    if label := LABEL.match(text):
        return label.end() == len(text) or (named is not None and SIGNED_OR_TITLED.match(named) is not None)
    words = SIGNED if header.kind in PEOPLE else SIGNED_OR_TITLED  # 书记 may be a member's post
    others = any(words.match(other) for _, other in texts[1:])
    return SIGNED.match(text) is not None and (others or column in serial)


def _heads_section(texts: Sequence[tuple[int, str]], name: int, named: str | None) -> bool:
    """Whether a row names a township or a group of enterprises, with its own number or sums and nothing else."""
    return (
        named is not None
        and SECTION.match(named) is not None
        and all(column == name or FEW.match(text) or (column < name and NUMERAL.match(text)) for column, text in texts)
    )


def _is_number(cell: Cell) -> bool:
    """Whether a cell of the 序号 column is a number: printed beforehand, it makes no row."""
    return isinstance(cell, int | float) or compact(str(cell)).isdigit()


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
