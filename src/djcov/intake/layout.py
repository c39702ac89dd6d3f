"""From a sheet to tables: where the header band is, which rows are data, which are furniture.

A sheet may hold titles, an 附件 line, a line with 填报单位 and 截至日期, a header of one to four rows with merged
cells, data, 小计 and 合计 rows, the header again on every printed page, notes, and then another table. Nothing is
dropped in silence: each row that is not data is in :attr:`Region.skipped` with its reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..models import Kind
from ..roster import Column, Skipped
from ..values.reading import compact, is_blank
from .headers import is_word, normal, spellings, vocabulary
from .sheets import Cell, Merge, Sheet

MOST_HEADER_ROWS = 4
FEWEST_FIELDS = 2
"""A header must lead to this many fields, the name among them."""

_TOTAL = re.compile(r"^.{0,12}?(?:合计|小计|总计|共计|累计)数?[\W\d家户个人名]*$")
_NOTE = re.compile(
    r"^(?:注|备注|说明|填表说明|填报说明|填表要求|填报要求|填表人|填报人|制表人|制表|审核人|审核|负责人|单位负责人|联系人|联系电话|填报日期|填表日期|"
    r"填报单位|填表单位|截至日期|截止日期|统计日期|报送单位|单位\(盖章\)|主要负责人)(?:\([^)]*\))?[:1一\d、.]"
)
_REPORTING = re.compile(r"^(?:填报|填表|报送|上报|制表)(?:单位|日期|时间|人)|^截[至止]")
_NOTE_BEGINS = frozenset("注备说填制审负单联报截统主 \u3000\n")
_CLOSE_LOOK = 200
"""Rows from the top in which every cell is compared in its normal form."""
_LISTED = re.compile(r"^(?:\d{1,2}|[一二三四五六七八九十]{1,2}|\(\d{1,2}\))[.、)]")
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


@dataclass(frozen=True)
class _Header:
    kind: Kind
    top: int
    bottom: int
    columns: tuple[Column, ...]
    fields: int
    score: float


def find_tables(sheet: Sheet, only: Kind | None = None) -> list[Region]:
    """Find every table of a sheet, top to bottom."""
    view = _View(sheet)
    headers = _headers(view, only)
    ends = [header.top for header in headers][1:] + [len(sheet.rows)] * bool(headers)
    return [_region(view, header, end) for header, end in zip(headers, ends, strict=True)]


class _View:
    """A sheet with its merged ranges looked up by cell."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.width = sheet.width
        self._starts: dict[tuple[int, int], Merge] = {}
        self._rows: dict[int, list[Merge]] = {}
        for merge in sheet.merges:
            self._starts[merge.top, merge.left] = merge
            for row in range(merge.top, min(merge.bottom, merge.top + MOST_HEADER_ROWS) + 1):
                self._rows.setdefault(row, []).append(merge)

    def merges(self, row: int) -> list[Merge]:
        """Give the merged ranges that begin in ``row`` or up to three rows above and reach it."""
        return self._rows.get(row, [])

    def filled(self, row: int, column: int) -> Cell:
        """Give a cell, or the first cell of the merged range that it lies in."""
        for merge in self.merges(row):
            if merge.left <= column <= merge.right and merge.top <= row <= merge.bottom:
                return self.sheet.cell(merge.top, merge.left)
        return self.sheet.cell(row, column)

    def texts(self, row: int) -> list[tuple[int, Cell]]:
        """Give the cells of a row that are not blank."""
        return [(column, cell) for column, cell in enumerate(self.sheet.rows[row]) if cell != "" and not is_blank(cell)]


# ---- the header band


def _headers(view: _View, only: Kind | None) -> list[_Header]:
    """Find header bands: rows whose cells are header words. Of overlapping ones the one with most fields is taken."""
    found: list[_Header] = []
    row, last = 0, len(view.sheet.rows)
    while row < last:
        header = None
        if _may_be_header_row(view.sheet.rows[row], row) and not (found and _repeats(view, found[-1], row)):
            header = _band(view, row, only)
        if header is None:
            row += 1
            continue
        found.append(header)
        row = header.bottom + 1
    best = max((header.fields for header in found), default=0)
    # A line such as 填报单位 | 古城乡 | 截至日期 | … above the real header has a word or two as well.
    return [header for header in found if header.fields * 3 >= best]


def _may_be_header_row(cells: Sequence[Cell], row: int) -> bool:
    """Whether two cells are header words. Far down a sheet one of them must be spelled as the vocabulary spells it."""
    if row >= _CLOSE_LOOK and spellings().isdisjoint(cells):
        return False
    return sum(map(is_word, cells)) >= FEWEST_FIELDS


def _band(view: _View, row: int, only: Kind | None) -> _Header | None:
    """Grow a band around a row of header words and read it as the kind that it fits best."""
    top = row
    while row - top < MOST_HEADER_ROWS - 1 and top > 0 and _is_parent(view, top - 1, top):
        top -= 1
    bottom = row
    while (
        bottom - top < MOST_HEADER_ROWS - 1
        and bottom + 1 < len(view.sheet.rows)
        and _continues(view, bottom, bottom + 1)
    ):
        bottom += 1
    paths = _paths(view, top, bottom)
    kinds = [only] if only else list(Kind)
    title = compact("".join(str(cell) for above in range(top) for _, cell in view.texts(above)[:3])[:400]) + compact(
        view.sheet.name
    )
    headers = [header for kind in kinds if (header := _read(kind, top, bottom, paths, title))]
    return max(headers, key=lambda header: header.score, default=None)


def _is_parent(view: _View, above: int, row: int) -> bool:
    """Whether the row above is a parent line of the header: it spans groups of columns, and is no title or data."""
    cells = view.texts(above)
    if len(cells) < 2 or not all(_may_be_parent(cell) for _, cell in cells):
        return False
    spans = [merge for merge in view.merges(above) if merge.top == above and merge.right > merge.left]
    if view.sheet.merges:
        reaching = any(merge.top <= above and merge.bottom >= row for merge in view.merges(above))
        return reaching or any(merge.bottom == above for merge in spans)
    below = dict(view.texts(row))
    gaps = [column for column in below if column not in dict(cells)]
    return bool(gaps) and any(is_word(cell) for _, cell in cells)


def _may_be_parent(cell: Cell) -> bool:
    """Whether a cell may be a group's name: 填报单位:… and dates are not."""
    flat = compact(str(cell))
    return _may_be_header(cell) and ":" not in flat and not _NOTE.match(flat) and not _REPORTING.match(flat)


def _continues(view: _View, row: int, below: int) -> bool:
    """Whether the row below is a child line of the header."""
    children = view.texts(below)
    if not children or any(not _may_be_header(cell) for _, cell in children):
        return False
    merges = view.merges(row)
    if any(merge.top <= row and merge.bottom >= below for merge in merges):
        return True
    spans = [merge for merge in merges if merge.bottom == row and merge.right > merge.left]
    if spans:
        return all(any(merge.left <= column <= merge.right for merge in spans) for column, _ in children)
    # Without merged ranges (CSV): a child stands under a parent or in the blanks to its right, single headers have
    # nothing below them, and the name of an enterprise, organisation or person is one of these.
    parents = dict(view.texts(row))
    under = {column for column, _ in children}
    orphans = under - set(parents)
    named = any(_is_name(parents[column]) for column in under & set(parents))
    return bool(orphans) and not named and any(column not in under for column in parents)


def _is_name(cell: Cell) -> bool:
    return any(vocabulary(kind).lookup(normal(cell)) == "name" for kind in Kind)


def _may_be_header(cell: Cell) -> bool:
    return isinstance(cell, str) and len(cell) <= 40 and not compact(cell).replace(".", "").isdigit()


def _paths(view: _View, top: int, bottom: int) -> list[tuple[str, ...]]:
    """Give each column's header words, parents first, as written."""
    paths: list[tuple[str, ...]] = []
    for column in range(view.width):
        words: list[str] = []
        for row in range(top, bottom + 1):
            cell = view.filled(row, column)
            if is_blank(cell) and row < bottom:
                cell = _parent_to_the_left(view, row, column, bottom)
            if not is_blank(cell):
                words.append(str(cell).removesuffix(".0") if isinstance(cell, float) else str(cell).strip())
        paths.append(tuple(dict.fromkeys(words)))
    return paths


def _parent_to_the_left(view: _View, row: int, column: int, bottom: int) -> Cell:
    """Without merged ranges a parent's name stands only over its first child."""
    if is_blank(view.sheet.cell(bottom, column)):
        return ""
    for left in range(column - 1, -1, -1):
        cell = view.sheet.cell(row, left)
        if not is_blank(cell):
            return cell if not is_blank(view.sheet.cell(bottom, left)) else ""
    return ""


def _read(kind: Kind, top: int, bottom: int, paths: Sequence[tuple[str, ...]], title: str) -> _Header | None:
    """Read header paths as one kind of roster; None if the name or a second field is not among them."""
    words = vocabulary(kind)
    matches = [words.match([normal(word) for word in path]) for path in paths]
    best: dict[str, int] = {}
    for match in matches:
        if match:
            best[match.field] = min(best.get(match.field, match.rank), match.rank)
    columns: list[Column] = []
    taken: dict[str, bool] = {}
    for index, (path, match) in enumerate(zip(paths, matches, strict=True)):
        if not path:
            continue
        header = "/".join(" ".join(word.split()) for word in path)
        # The surest column of a field is used; √ columns of one field are used together.
        if (
            match
            and match.rank == best[match.field]
            and (match.field not in taken or (match.option and taken[match.field]))
        ):
            taken[match.field] = bool(match.option)
            columns.append(Column(index, header, match.field, match.option))
        else:
            columns.append(Column(index, header))
    if "name" not in taken or len(taken) < FEWEST_FIELDS:
        return None
    name_at = next(column.index for column in columns if column.field == "name")
    hinted = _HINTS[kind].search(title) is not None
    return _Header(kind, top, bottom, tuple(columns), len(taken), len(taken) + 1.5 * hinted - name_at / 1000)


_HINTS = {
    Kind.ENTERPRISES: re.compile("企业台账|企业情况|企业名册|企业花名册|企业党建|企业摸底"),
    Kind.ORGANIZATIONS: re.compile("党组织台账|党组织名册|党组织花名册|党组织情况|党支部名册|党组织信息"),
    Kind.MEMBERS: re.compile("党员花名册|党员名册|党员信息|党员台账"),
    Kind.INSTRUCTORS: re.compile("指导员"),
}


def _repeats(view: _View, header: _Header, row: int) -> bool:
    """Whether a row is a line of the table's own header, printed again."""
    cells = [(column, normal(cell)) for column, cell in view.texts(row)]
    for own in range(header.top, header.bottom + 1):
        same = sum(1 for column, word in cells if word and word == normal(view.sheet.cell(own, column)))
        if cells and same * 10 >= len(cells) * 6:
            return True
    return False


# ---- the rows below it


def _region(view: _View, header: _Header, end: int) -> Region:
    """Sort the rows under a header into data and furniture."""
    data: list[int] = []
    skipped: list[Skipped] = []
    sections: list[tuple[int, str]] = []
    used = [column.index for column in header.columns if column.field]
    name = next(column.index for column in header.columns if column.field == "name")
    serial = {column.index for column in header.columns if normal(column.header.split("/")[0]) in _SERIAL_HEADERS}
    notes = False
    end, titles = _before_titles(view, header.bottom + 1, end)
    for row in range(header.bottom + 1, end):
        if _is_plain(view.sheet.rows[row], name, used) and not notes:
            data.append(row)
            continue
        cells = [(column, cell) for column, cell in view.texts(row) if not (column in serial and _is_number(cell))]
        reason = _furniture(view, header, row, cells, name, notes)
        if reason is None:
            data.append(row)
            continue
        notes = notes or reason == "注"
        text = " ".join(" ".join(str(cell).split()) for _, cell in cells)[:80] if reason in ("合计", "分段") else ""
        skipped.append(Skipped(row + 1, reason, text))
        if reason == "分段":
            sections.append((row, text))
    skipped += titles
    _drop_blanks_after(skipped, data[-1] + 1 if data else 0)
    return Region(header.kind, header.top, header.bottom, header.columns, tuple(data), tuple(skipped), tuple(sections))


def _before_titles(view: _View, first: int, end: int) -> tuple[int, list[Skipped]]:
    """Take off the title lines of the next table; the last table has none below it."""
    if end == len(view.sheet.rows):
        return end, []
    top = end
    while top > first and len(view.texts(top - 1)) <= 1:
        top -= 1
    return top, [Skipped(row + 1, "标题" if view.texts(row) else "空行") for row in range(top, end)]


def _is_plain(row: Sequence[Cell], name: int, used: Iterable[int]) -> bool:
    """Whether a row is data at first glance: the name is a text, no header word and no total, and there is more."""
    if name >= len(row):
        return False
    cell = row[name]
    if not isinstance(cell, str) or len(cell) < 2 or cell.isspace():
        return False
    if _suspicious(row, name):
        return False
    return any(index != name and index < len(row) and row[index] != "" for index in used)


def _suspicious(row: Sequence[Cell], name: int) -> bool:
    """Whether one of the row's first cells, up to the name, may make it a total, a note or a header."""
    for cell in row[: max(name, 2) + 1]:
        if isinstance(cell, str) and cell and ("计" in cell or cell[0] in _NOTE_BEGINS or cell in spellings()):
            return True
    return False


def _furniture(
    view: _View, header: _Header, row: int, cells: list[tuple[int, Cell]], name: int, notes: bool
) -> str | None:
    """Say why a row is not data, or None if it is."""
    if not cells:
        return "空行"
    if _repeats(view, header, row):
        return "表头"
    named = next((cell for column, cell in cells if column == name), None)
    text = compact(str(cells[0][1]))
    if any(_is_total(cell) for cell in _leading(cells, name)) and (named is None or _is_total(named)):
        return "合计"
    across = any(
        merge.top == row and merge.right - merge.left + 1 >= max(3, view.width // 2) for merge in view.merges(row)
    )
    if _NOTE.match(text) and (named is None or cells[0][0] == name or across):
        return "注"
    lonely = len(cells) == 1 and (across or cells[0][0] != name)
    if notes and (lonely or (len(cells) <= 2 and _LISTED.match(text)) or named is None):
        return "注"
    if lonely and isinstance(cells[0][1], str):
        return "注" if _LISTED.match(text) and len(text) > 12 else "分段"
    return None


def _leading(cells: list[tuple[int, Cell]], name: int) -> Iterator[Cell]:
    return (cell for column, cell in cells if column <= max(name, 2))


def _is_total(cell: Cell) -> bool:
    return isinstance(cell, str) and bool(_TOTAL.match(compact(cell)))


def _is_number(cell: Cell) -> bool:
    """Whether a cell of the 序号 column is a number: printed beforehand, it makes no row."""
    return isinstance(cell, int | float) or compact(str(cell)).isdigit()


def _drop_blanks_after(skipped: list[Skipped], row: int) -> None:
    """Forget the blank rows below the last row of data: every sheet has a million of them."""
    skipped[:] = [each for each in skipped if each.reason != "空行" or each.row < row]


def column_cells(sheet: Sheet, rows: Sequence[int], column: int) -> list[Cell]:
    """Give one column's cells for ``rows``, error values in place."""
    grid = sheet.rows
    cells = [grid[row][column] if column < len(grid[row]) else "" for row in rows]
    if sheet.errors:
        cells = [sheet.errors.get((row, column), cell) for row, cell in zip(rows, cells, strict=True)]
    return cells
