"""Writing a 销号台账: rows are moved as they are, djcov's own columns are filled in anew."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, cast

from ...following.lines import Followed, Line, Remembered
from ...measures.follow_up import UnitCounts
from ...policy import Policy
from ...roster import OWN_BOOK
from ...values.reading import compact
from ..finding_sheet import put
from ..openpyxl_io import Loaded, Result, pack
from ..page_model import breadth, clean
from ..places import Places
from .book import RECORD, REMEMBERED, TITLE, Book, Table, columns_of, day_of, is_1904, text_of
from .columns import COLUMNS, STATE, SUMMARY, About, Content

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell
    from openpyxl.styles import Border
    from openpyxl.worksheet.worksheet import Worksheet

_SUMMARY, _HISTORY = "汇总", "历次"
_HEAD = 3
"""The row of the headings in a sheet that djcov makes."""

_ABOUT_LINES = (
    "“责任人”“完成时限”“拟办日期”“备注”由各单位填写，可另加列；其余各列每次由程序重写。"
    "可以排序、筛选、删行；不要改各列的标题。"
)
_ABOUT_HISTORY = "每次更新记一行；同一截至日期再次更新，替换原来的一行。"
_ABOUT_SUMMARY = "本表每次重写；要填写的内容请写在各单位的表中。"
_LAST_NAME = 31
_REFUSED = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")
"""What a sheet's name may not hold."""

_OVERDUE, _PENDING, _DONE, _MOOT = "FFFFC7CE", "FFFFEB9C", "FFC6EFCE", "FFE7E6E6"
_HEADER, _RULE = "FFD9E2EC", "FFB8C4CE"
_LINE_HEIGHT = 13.5
"""Points."""

_A3 = 8
_STYLE = "_style"
"""Where openpyxl keeps all looks of a cell together."""

_RATE, _DAY = "0.00%", "yyyy-mm-dd"
_ORIGIN, _ORIGIN_1904 = date(1899, 12, 30), date(1904, 1, 1)


def written(book: Book, result: Followed, policy: Policy) -> bytes:
    """Bring a workbook up to a result; the same workbook and result give the same bytes.

    Rows that are no lines, and lines that repeat another, stay at the end of their sheet.
    """
    return pack(_Writing(book, result, policy).done())


@dataclass(frozen=True, slots=True)
class _Held:
    """A row that was taken from its sheet: its cells by column, and the results that their formulas had."""

    table: Table
    cells: Mapping[int, Cell]
    results: Mapping[int, Result]


class _Writing:
    def __init__(self, book: Book, result: Followed, policy: Policy) -> None:
        self._workbook: Workbook = book.loaded.workbook
        self._result = result
        self._policy = policy
        self._origin = _ORIGIN_1904 if is_1904(book.loaded) else _ORIGIN
        self._places = Places(result.files)
        self._tables = {table.unit: table for table in reversed(book.tables)}
        self._book = book
        self._looks = _Looks()
        self._results = {sheet: dict(cells) for sheet, cells in book.loaded.results.items()}

    def done(self) -> Loaded:
        """Write every sheet."""
        held: dict[int, _Held] = {}
        others: list[tuple[Table, list[_Held]]] = []
        for table in self._book.tables:
            rows = self._taken(table)
            lines = {entry: rows[row] for entry, row in table.entries.items()}
            repeated = [lines.pop(entry) for entry in self._result.repeated if entry in lines]
            others.append((table, [*repeated, *(rows[row] for row in table.others)]))
            held |= lines
        self._summary()
        last = {table.unit: table.head for table in self._tables.values()}
        for line in self._result.lines:
            table = self._table(line.subject.township)
            row = last[table.unit] = last.get(table.unit, table.head) + 1
            self._line(table, row, line, held.get(line.entry) if line.entry is not None else None)
        for table in self._tables.values():
            self._filtered(table, last.get(table.unit, table.head))
        for table, rows in others:
            first = last[table.unit] + 2 if self._tables[table.unit] is table else table.head + 1
            for row, each in enumerate(rows, start=first):
                self._placed(each, table, row)
        self._history()
        self._record()
        _show_first(self._workbook)
        return Loaded(self._workbook, self._results)

    # ---- rows that people filled in

    def _taken(self, table: Table) -> Mapping[int, _Held]:
        """Take all rows below the headings out of a sheet."""
        sheet = table.sheet
        rows = defaultdict[int, dict[int, "Cell"]](dict)
        for row, column in [at for at in _cells(sheet) if at[0] > table.head]:
            rows[row][column] = _cells(sheet).pop((row, column))
        for row in [row for row in sheet.row_dimensions if row > table.head]:
            del sheet.row_dimensions[row]
        there = self._results.get(sheet.title, {})
        return {
            row: _Held(
                table,
                cells,
                {column: there.pop(cell.coordinate) for column, cell in cells.items() if cell.coordinate in there},
            )
            for row, cells in rows.items()
        }

    def _placed(self, held: _Held, table: Table, row: int) -> None:
        """Put a row into a sheet, each cell under the heading that it had."""
        for column, cell in sorted(held.cells.items()):
            to = column if table is held.table else _same_column(held.table, column, table)
            if table is not held.table and cell.value is None and cell.comment is None:
                continue
            _move(cell, table.sheet, row, to)
            if column in held.results:
                self._results.setdefault(table.sheet.title, {})[cell.coordinate] = held.results[column]

    # ---- lines

    def _line(self, table: Table, row: int, line: Line, held: _Held | None) -> None:
        if held:
            self._placed(held, table, row)
        about = About(line, self._result, self._places, self._policy)
        height = 1
        for heading in COLUMNS:
            column = table.columns[heading.title]
            cell = _cells(table.sheet).get((row, column))
            fresh = cell is None
            cell = cell or cast("Cell", table.sheet.cell(row, column))
            content = heading.content(about) if heading.content else None
            if heading.content and not (heading.typed and cell.value is not None):
                self._put(cell, content)
            if fresh:
                self._looks.dress(cell, dated=heading.dated)
            lines = (-(-breadth(part) // (heading.width - 1)) for part in text_of(cell.value).split("\n"))
            height = max(height, sum(max(each, 1) for each in lines))
        _coloured(cast("Cell", table.sheet.cell(row, table.columns[STATE])), line, self._result.as_of)
        table.sheet.row_dimensions[row].height = _LINE_HEIGHT * height + 2

    def _put(self, cell: Cell, content: Content) -> None:
        """Write what djcov says, a text always as a text."""
        if isinstance(content, str):
            cell.value = clean(content) or None
            if cell.value:
                cell.data_type = "s"
        elif isinstance(content, date):
            cell.value = (content - self._origin).days
            if cell.number_format != _DAY:
                cell.number_format = _DAY
        else:
            cell.value = content

    def _table(self, unit: str) -> Table:
        """Give the sheet of a unit, with all of our headings; make it if there is none."""
        table = self._tables.get(unit)
        if table is None:
            table = self._tables[unit] = self._new_table(unit)
        for heading in COLUMNS:
            if heading.title not in table.columns:
                table.columns[heading.title] = _headed(table.sheet, table.head, heading.title, heading.width)
        return table

    def _new_table(self, unit: str) -> Table:
        from openpyxl.utils import get_column_letter

        names = [name for name in self._workbook.sheetnames if name not in (_HISTORY, RECORD)]
        sheet: Worksheet = self._workbook.create_sheet(_free_name(self._workbook, unit), len(names))
        _title(sheet, f"{unit}{TITLE}", _ABOUT_LINES)
        columns = {each.title: _headed(sheet, _HEAD, each.title, each.width) for each in COLUMNS}
        sheet.freeze_panes = f"{get_column_letter(columns[COLUMNS[2].title])}{_HEAD + 1}"
        for selection in sheet.sheet_view.selection:  # as they are read back, for the same bytes the next time
            selection.activeCell = selection.sqref = "A1"
        _paged(sheet, _HEAD)
        return Table(sheet, unit, _HEAD, columns, {}, [])

    def _filtered(self, table: Table, last: int) -> None:
        """Give the headings their arrows, with nothing chosen, so that every line is seen."""
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.filters import AutoFilter

        if not table.sheet.tables:
            right = get_column_letter(max(table.sheet.max_column, 1))
            table.sheet.auto_filter = AutoFilter(ref=f"A{table.head}:{right}{max(last, table.head + 1)}")

    # ---- what djcov alone writes

    def _summary(self) -> None:
        sheet = self._own(_SUMMARY, 0)
        for row in range(1, sheet.max_row + 1):
            for column in range(1, sheet.max_column + 1):
                _cells(sheet).pop((row, column), None)
        _title(sheet, f"{OWN_BOOK}：{self._result.whole}{TITLE}汇总（截至 {self._result.as_of}）", _ABOUT_SUMMARY)
        for column, (title, _) in enumerate(SUMMARY, start=1):
            _heading(sheet, _HEAD, column, title, 14 if column == 1 else 10)
        for row, counts in enumerate(self._result.summary, start=_HEAD + 1):
            self._counted(sheet, row, 1, counts)

    def _history(self) -> None:
        """Add the date's whole to the sheet of all dates; the same date again takes its place."""
        sheet = self._own(_HISTORY, len(self._workbook.sheetnames))
        if sheet["A1"].value is None:
            _title(sheet, f"{self._result.whole}{TITLE}历次情况", _ABOUT_HISTORY)
            for column, title in enumerate(("截至日期", *(title for title, _ in SUMMARY[1:])), start=1):
                _heading(sheet, _HEAD, column, title, 12 if column == 1 else 10)
        since_1904, row = self._origin == _ORIGIN_1904, _HEAD + 1
        while (value := sheet.cell(row, 1).value) is not None:
            if day_of(value, since_1904=since_1904) == self._result.as_of:
                break
            row += 1
        first = cast("Cell", sheet.cell(row, 1))
        self._put(first, self._result.as_of)
        self._looks.dress(first, dated=True)
        self._counted(sheet, row, 2, self._result.summary[0])

    def _counted(self, sheet: Worksheet, row: int, column: int, counts: UnitCounts) -> None:
        """Write a row of numbers from ``column`` on, the unit only in the first."""
        for at, (_, number) in enumerate(SUMMARY[0 if column == 1 else 1 :], start=column):
            cell, content = cast("Cell", sheet.cell(row, at)), number(counts)
            self._looks.dress(cell)
            if isinstance(content, float):
                cell.value, cell.number_format = content, _RATE
            else:
                self._put(cell, content)

    def _record(self) -> None:
        """Remember what was written, to see at the next date what people took out or wrote over."""
        if RECORD in self._workbook.sheetnames:
            self._workbook.remove(self._workbook[RECORD])
        sheet: Worksheet = self._workbook.create_sheet(RECORD)
        sheet.sheet_state = "hidden"
        put(sheet, 1, 1, f"{OWN_BOOK}：销号台账的记录，请勿改动")
        put(sheet, 1, 2, self._result.as_of.isoformat())
        put(sheet, 1, 3, self._result.base)
        for row, texts in enumerate(sorted(map(_texts, self._result.lines)), start=2):
            for column, text in enumerate(texts, start=1):
                put(sheet, row, column, text)

    def _own(self, name: str, place: int) -> Worksheet:
        """Give a sheet that djcov keeps, or make it."""
        if name in self._workbook.sheetnames:
            return self._workbook[name]
        sheet: Worksheet = self._workbook.create_sheet(name, place)
        _paged(sheet, _HEAD)
        return sheet


def _texts(line: Line) -> list[str]:
    """Give what is remembered of a line."""
    then = line.standing, line.before, line.since, line.due, line.people
    known = Remembered(line.kind, line.identity, *then, line.gap.title, line.gap.grain)
    return [str(content(known) or "") for _, content in REMEMBERED]


def _cells(sheet: Worksheet) -> dict[tuple[int, int], Cell]:
    """The cells that the file has, by row and column."""
    return vars(sheet)["_cells"]


def _move(cell: Cell, sheet: Worksheet, row: int, column: int) -> None:
    """Put a cell that was taken from its sheet elsewhere, with all that hangs on it."""
    from openpyxl.formula.translate import Translator

    before = cell.coordinate
    cell.parent, cell.row, cell.column = sheet, row, column
    if cell.data_type == "f" and isinstance(cell.value, str):
        cell.value = cast(str, Translator(cell.value, before).translate_formula(cell.coordinate))  # pyright: ignore[reportUnknownMemberType]
    if cell.hyperlink:
        cell.hyperlink.ref = cell.coordinate
    _cells(sheet)[row, column] = cell


def _same_column(source: Table, column: int, target: Table) -> int:
    """Give the column of ``target`` that has the heading of a column of ``source``; add it if it has none."""
    title = text_of(source.sheet.cell(source.head, column).value)
    own = {at: name for name, at in source.columns.items()}
    if column in own:
        return target.columns[own[column]]
    there = columns_of(target.sheet, target.head)
    if title and compact(title) in there:
        return there[compact(title)]
    width = source.sheet.column_dimensions[_letter(column)].width
    return _headed(target.sheet, target.head, title or f"（{source.unit}第 {_letter(column)} 列）", int(width))


def _headed(sheet: Worksheet, head: int, title: str, width: int) -> int:
    """Add a column with a heading behind the last one, and give it."""
    column = max((at for row, at in _cells(sheet) if row >= head), default=0) + 1
    _heading(sheet, head, column, title, width)
    return column


def _letter(column: int) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(column)


def _heading(sheet: Worksheet, row: int, column: int, title: str, width: int) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    cell = put(sheet, row, column, title)
    cell.font = Font(name="宋体", size=10, bold=True)
    cell.fill = PatternFill("solid", fgColor=_HEADER)
    cell.alignment = Alignment("center", "center", wrap_text=True)
    cell.border = _border()
    sheet.column_dimensions[_letter(column)].width = width


def _title(sheet: Worksheet, title: str, about: str) -> None:
    from openpyxl.styles import Font

    put(sheet, 1, 1, title).font = Font(name="黑体", size=14)
    put(sheet, 2, 1, about).font = Font(name="宋体", size=10, color="FF5F6B76")


class _Looks:
    """The looks of the cells that djcov makes, each made once: openpyxl takes long to compare them."""

    def __init__(self) -> None:
        self._made: dict[bool, object] = {}

    def dress(self, cell: Cell, *, dated: bool = False) -> None:
        """Give a new cell its looks."""
        from openpyxl.cell.cell import Cell

        dated = dated and not isinstance(cell.value, str)
        if dated not in self._made:
            from openpyxl.styles import Alignment, Font

            first = Cell(cell.parent, 1, 1)
            first.font = Font(name="宋体", size=10)
            first.alignment = Alignment(vertical="center", wrap_text=True)
            first.border = _border()
            first.number_format = _DAY if dated else "General"
            self._made[dated] = getattr(first, _STYLE)
        setattr(cell, _STYLE, copy(self._made[dated]))


def _coloured(cell: Cell, line: Line, as_of: date) -> None:
    """Colour a line's state; what the colour says, its words and dates say too."""
    from openpyxl.styles import PatternFill

    colours = {"done": _DONE, "moot": _MOOT, "back": _OVERDUE}
    colour = _OVERDUE if line.overdue(as_of) else colours.get(line.state, _PENDING)
    cell.fill = PatternFill("solid", fgColor=colour)


def _border() -> Border:
    from openpyxl.styles import Border, Side

    line = Side("thin", _RULE)
    return Border(line, line, line, line)


def _paged(sheet: Worksheet, head: int) -> None:
    """Print on A3 across, as wide as the page, the headings on every page."""
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A3
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{head}:{head}"


def _free_name(workbook: Workbook, unit: str) -> str:
    """Give a sheet's name for a unit that no sheet has."""
    taken = {name.lower() for name in (*workbook.sheetnames, _SUMMARY, _HISTORY, RECORD)}
    base = _REFUSED.sub("", unit).strip()[:_LAST_NAME] or "单位"
    names: Iterable[str] = (base, *(f"{base[: _LAST_NAME - 5]} ({number})" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name.lower() not in taken)


def _show_first(workbook: Workbook) -> None:
    """Open at the first sheet, and at it alone."""
    workbook.active = 0
    for number, sheet in enumerate(workbook.worksheets):
        sheet.sheet_view.tabSelected = number == 0
