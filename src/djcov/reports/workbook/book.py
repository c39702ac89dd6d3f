"""Drawing on sheets: the only place that knows XlsxWriter.

XlsxWriter and not openpyxl, which writes everything else here: it stores a formula's value beside the formula, so that
previews and readers that do not calculate see the totals, and it makes native charts. Texts stay texts whatever they
begin with, numbers stay numbers, and the same calls give the same bytes.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range, xl_range_abs, xl_rowcol_to_cell

from ...roster import OWN_SHEET
from ..blocks import clean
from ..packing import EPOCH

Untyped = Any
"""An object of XlsxWriter's, whose methods are annotated in part only."""

Number = int | float
Content = str | Number | None
Style = Literal["title", "head", "strong", "quiet", "center", "wrap", "percent", "count", "pieces", "link"]

_INK, _RULE, _QUIET, _HEAD, _BAR = "#1F2933", "#B8C4CE", "#5F6B76", "#E4EBF1", "#C9DCEC"
BAD_INK, GOOD_INK = "#9C1C1C", "#1E6B3A"

_FONT: Mapping[str, object] = {"font_name": "宋体", "font_size": 10, "font_color": _INK, "valign": "vcenter"}
_STYLES: Mapping[Style, Mapping[str, object]] = {
    "title": {"font_name": "黑体", "font_size": 16},
    "head": {
        "font_name": "黑体",
        "align": "center",
        "text_wrap": True,
        "bg_color": _HEAD,
        "border": 1,
        "border_color": _RULE,
    },
    "strong": {"bold": True, "bg_color": "#F3F6F9"},
    "quiet": {"font_color": _QUIET},
    "center": {"align": "center"},
    "wrap": {"text_wrap": True, "valign": "top"},
    "percent": {"num_format": "0.00%", "align": "right"},
    "count": {"num_format": "#,##0", "align": "right"},
    "pieces": {"num_format": '0" 个"', "align": "right"},
    "link": {"font_color": "#1A5AA0", "underline": 1},
}

_NARROWEST, _WIDEST = 6, 44
_LONGEST_TEXT = 32_767
"""Characters that a cell can hold."""
_CUT = "……（太长，后面没有写出）"

LAST_ROW = 1_048_576
_A4 = 9


class Book:
    """A workbook in the making."""

    def __init__(self, title: str) -> None:
        self._bytes = io.BytesIO()
        self._book: Untyped = Workbook(self._bytes, {"in_memory": True, "default_format_properties": dict(_FONT)})
        self._book.set_properties({"title": clean(title), "author": "djcov", "created": EPOCH})
        self._formats: dict[tuple[str, ...], Untyped] = {}

    def sheet(self, name: str, about: str, title: str) -> Sheet:
        """Add a sheet. Its first cell says that djcov wrote it, so that nobody's folder of rosters takes it for one."""
        sheet = Sheet(self, self._book.add_worksheet(name))
        sheet.note(0, f"{OWN_SHEET}，{about}")
        sheet.text(1, 0, title, "title", measured=False)
        return sheet

    def style(self, styles: tuple[Style, ...], *, lined: bool) -> Untyped:
        """Give the format of a cell: the styles together, later ones over earlier ones."""
        key = (*styles, "lined") if lined else styles
        if key not in self._formats:
            merged: dict[str, object] = {"border": 1, "border_color": _RULE} if lined else {}
            for style in styles:
                merged.update(_STYLES[style])
            self._formats[key] = self._book.add_format(merged)
        return self._formats[key]

    def mark(self, ink: str, number: str) -> Untyped:
        """Make the format of a condition: what it does not change of a cell, the font above all, stays as it is."""
        mark = self._book.add_format({"font_color": ink, "num_format": number})
        mark.has_font = True
        return mark

    def chart(self, kind: Literal["bar", "line"]) -> Untyped:
        """Make a chart; :meth:`Sheet.place` puts it on a sheet."""
        return self._book.add_chart({"type": kind})

    def content(self) -> bytes:
        """Finish, and give the file's bytes."""
        self._book.close()
        return self._bytes.getvalue()


class Sheet:
    """One sheet: cells, and the widths that they need. Rows and columns count from 0."""

    def __init__(self, book: Book, sheet: Untyped) -> None:
        self._book = book
        self._sheet = sheet
        self._widths: dict[int, int] = {}

    @property
    def name(self) -> str:
        """The sheet's name."""
        return str(self._sheet.get_name())

    def text(
        self, row: int, column: int, text: str, *styles: Style, measured: bool = True, lined: bool = False
    ) -> None:
        """Write a text, never as a formula or a link. ``measured``: the column shall be wide enough for it."""
        shown = clean(text)
        if len(shown) > _LONGEST_TEXT:
            shown = shown[: _LONGEST_TEXT - len(_CUT)] + _CUT
        form = self._book.style(styles, lined=lined)
        if shown:
            self._sheet.write_string(row, column, shown, form)
        else:
            self._sheet.write_blank(row, column, None, form)
        if measured:
            self.widen(column, shown)

    def put(self, row: int, column: int, content: Content, *styles: Style) -> None:
        """Write a cell of a table: a number as a number, None as an empty cell."""
        if content is None or isinstance(content, str):
            self.text(row, column, content or "", *styles, lined=True)
        else:
            self._sheet.write_number(row, column, content, self._book.style(styles, lined=True))
            self.widen(column, "100.00%" if "percent" in styles else f"{content:,}")

    def formula(self, row: int, column: int, formula: str, value: Number | str, *styles: Style) -> None:
        """Write a formula with the value that it has."""
        self._sheet.write_formula(row, column, formula, self._book.style(styles, lined=True), value)
        self.widen(column, "100.00%" if "percent" in styles else str(value))

    def link(self, row: int, column: int, target: str, content: str) -> None:
        """Write a text that leads to ``target`` (``external:台账.xlsx#'台账'!A12``)."""
        self._sheet.write_url(row, column, target, self._book.style(("link",), lined=True), content)
        self.widen(column, content)

    def head(self, row: int, column: int, text: str, rows: int = 1, columns: int = 1) -> None:
        """Write a heading over so many rows and columns; one over a single column widens it."""
        form = self._book.style(("head",), lined=False)
        if rows == columns == 1:
            self._sheet.write_string(row, column, clean(text), form)
        else:
            self._sheet.merge_range(row, column, row + rows - 1, column + columns - 1, "", form)
            self._sheet.write_string(row, column, clean(text), form)
        if columns == 1:
            self.widen(column, text)

    def heads(self, row: int, headings: Sequence[str]) -> None:
        """Write one row of headings."""
        for column, heading in enumerate(headings):
            self.head(row, column, heading)

    def note(self, row: int, text: str) -> None:
        """Write a line that runs on to the right of the first column."""
        self.text(row, 0, text, "quiet", measured=False)

    def widen(self, column: int, text: str) -> None:
        """Let a column be wide enough for a text."""
        self._widths[column] = max(self._widths.get(column, 0), width(text) + 2)

    def limit(self, column: int, most: int) -> None:
        """Let a column not be wider than ``most``; longer texts in it should wrap."""
        self._widths[column] = min(self._widths.get(column, most), most)

    def bars(self, top: int, bottom: int, column: int) -> None:
        """Lay bars of 0 to 100 % behind the rates of a column."""
        bar = {"type": "data_bar", "bar_color": _BAR, "bar_solid": True, "min_type": "num", "max_type": "num"}
        self._condition(top, bottom, column, {**bar, "min_value": 0, "max_value": 1})

    def judge(self, top: int, bottom: int, column: int, goal: str, number: str = "0.00%") -> None:
        """Show which numbers of a column reach the number in the cell ``goal``: green, and the others red with ▼."""
        first = cell(top, column)
        for comparison, ink, sign in (("<", BAD_INK, '"▼"'), (">=", GOOD_INK, "")):
            condition = f"=AND(ISNUMBER({first}),{first}{comparison}{goal})"
            mark = self._book.mark(ink, f"{sign}{number}")
            self._condition(top, bottom, column, {"type": "formula", "criteria": condition, "format": mark})

    def colour(self, top: int, bottom: int, column: int, text: str, ink: str) -> None:
        """Show the cells of a column that hold ``text`` in a colour."""
        same = {"type": "cell", "criteria": "==", "value": f'"{text}"', "format": self._book.mark(ink, "General")}
        self._condition(top, bottom, column, same)

    def filter(self, top: int, bottom: int, right: int) -> None:
        """Give the headings in row ``top`` arrows to sort and to choose by."""
        self._sheet.autofilter(top, 0, bottom, right)

    def place(self, row: int, column: int, chart: Untyped) -> None:
        """Put a chart on the sheet, its corner in a cell."""
        self._sheet.insert_chart(row, column, chart)

    def _condition(self, top: int, bottom: int, column: int, options: dict[str, Any]) -> None:
        self._sheet.conditional_format(top, column, bottom, column, options)

    def finish(self, *, heads: tuple[int, int], keys: int = 1, portrait: bool = False) -> None:
        """Set widths and pages: A4, as wide as the paper, the heading's rows (first, last) on every page."""
        first, last = heads
        sheet = self._sheet
        for column, wide in sorted(self._widths.items()):
            sheet.set_column(column, column, min(max(wide, _NARROWEST), _WIDEST))
        sheet.freeze_panes(last + 1, keys)
        sheet.repeat_rows(first, last)
        sheet.set_paper(_A4)
        sheet.set_portrait() if portrait else sheet.set_landscape()
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        sheet.center_horizontally()
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(2)
        sheet.set_footer("&L&9&A&C&9第 &P 页，共 &N 页&R&9djcov")


def width(text: str) -> int:
    """Give the columns that a text takes: two for a Chinese character."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def cell(row: int, column: int, *, fixed_row: bool = False, fixed_column: bool = False) -> str:
    """Give a cell's address."""
    return str(xl_rowcol_to_cell(row, column, row_abs=fixed_row, col_abs=fixed_column))


def span(top: int, left: int, bottom: int, right: int, *, fixed: bool = False) -> str:
    """Give a range's address."""
    return str((xl_range_abs if fixed else xl_range)(top, left, bottom, right))
