"""Drawing on sheets: the only place that knows XlsxWriter.

XlsxWriter and not openpyxl, which writes everything else here: it stores a formula's value beside the formula, so that
previews and readers that do not calculate see the totals, and it makes native charts. Texts stay texts whatever they
begin with, numbers stay numbers, and the same calls give the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range, xl_range_abs, xl_rowcol_to_cell

from ...choices import TOWNSHIP
from ..openpyxl_io import EPOCH
from ..page_model import Front, breadth, clean
from ..shares import day

Untyped = Any
"""An object of XlsxWriter's, whose methods are annotated in part only."""

Number = int | float
Content = str | Number | None
Measure = Literal["percent", "count", "pieces", "enterprises", "people"]
"""What a number counts."""

Style = Literal["title", "head", "strong", "lead", "quiet", "center", "wrap", "link", "bad", "over", "good"] | Measure

_INK, _RULE, _QUIET, _HEAD, _BAR = "#1F2933", "#B8C4CE", "#5F6B76", "#E4EBF1", "#C9DCEC"
BAD_INK, GOOD_INK = "#9C1C1C", "#1E6B3A"

_FONT: Mapping[str, object] = {"font_name": "宋体", "font_size": 10, "font_color": _INK, "valign": "vcenter"}
_STYLES: Mapping[Style, Mapping[str, object]] = {
    "title": {"font_name": "黑体", "font_size": 16, "align": "center"},
    "head": {
        "font_name": "黑体",
        "align": "center",
        "text_wrap": True,
        "bg_color": _HEAD,
        "border": 1,
        "border_color": _RULE,
    },
    "strong": {"bold": True, "bg_color": "#F3F6F9"},
    "lead": {"bold": True},
    "quiet": {"font_color": _QUIET},
    "center": {"align": "center"},
    "wrap": {"text_wrap": True, "valign": "top"},
    "percent": {"num_format": "0.00%", "align": "right"},
    "count": {"num_format": "#,##0", "align": "right"},
    "pieces": {"num_format": '0" 个"', "align": "right"},
    "enterprises": {"num_format": '0" 家"', "align": "right"},
    "people": {"num_format": '0" 名"', "align": "right"},
    "bad": {"font_color": BAD_INK},
    "over": {"font_color": BAD_INK},
    "good": {"font_color": GOOD_INK},
    "link": {"font_color": "#1A5AA0", "underline": 1},
}

_CHART_FONT: Mapping[str, object] = {"name": "宋体", "size": 10, "bold": False}
_RATE_AXIS: Mapping[str, object] = {
    "min": 0,
    "max": 1,
    "major_unit": 0.2,
    "num_format": "0%",
    "num_font": _CHART_FONT,
    "major_gridlines": {"visible": True, "line": {"color": _RULE}},
}

_MARKS: Mapping[Style, str] = {"bad": "▼", "over": "▲"}
"""Before a number that misses its goal: what colour says is said without it, too."""

_NARROWEST, _WIDEST = 6, 44
_LINE, _TITLE_HEIGHT = 13.5, 26
"""Points."""

_LONGEST_TEXT = 32_767
"""Characters that a cell can hold."""
_CUT = "……（太长，后面没有写出）"

TOP = 3
"""The row in which the first table of a sheet begins: above it stand the title, whose it is, and a note."""

LONGEST_LIST = 50_000
"""Rows that a list shows. A spreadsheet program on an office's machine still opens and filters so many."""

MOST_LINKS = 60_000
"""Rows down to which links are written; a sheet may hold 65,530."""

_A4 = 9
_LINE_COLOURS = ("#2F5D8A", "#C98A2B", "#5B8C5A", "#8A4F7D")
_CHART_WIDTH, _LINE_CHART_HEIGHT, _CHARACTER = 900, 380, 7
"""Pixels; a half character's width the last."""
_CHART_COLUMNS = 10
"""Columns of a sheet over which a chart lies that is all there is on it."""


@dataclass(frozen=True, slots=True)
class Series:
    """One line or one set of bars of a chart; the two ranges are formulas (``='总表'!$A$9:$A$16``)."""

    name: str
    categories: str
    values: str
    labels: tuple[bool, ...]
    """Which points have a rate; to the others a chart would give 0 %."""


SIGNED = "填表人：                审核人：                填表日期：        年    月    日"
"""The line below a table, to be filled in by hand."""


class Book:
    """A workbook in the making."""

    def __init__(self, title: str, front: Front, called: str = TOWNSHIP) -> None:
        """``called``: what a township is called."""
        self.front = front
        self._called = called
        self._bytes = io.BytesIO()
        self._book: Untyped = Workbook(self._bytes, {"in_memory": True, "default_format_properties": dict(_FONT)})
        self._book.set_properties({"title": clean(title), "author": "djcov", "created": EPOCH})
        self._formats: dict[tuple[str, ...], Untyped] = {}

    def shown(self, text: str) -> str:
        """Give a text as a cell shows it."""
        return clean(text).replace(TOWNSHIP, self._called)

    def sheet(self, name: str, title: str) -> Sheet:
        """Add a sheet under a title, which is centred over its table when it is finished."""
        return Sheet(self, self._book.add_worksheet(name), title)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its sheets."""
        return tuple(str(sheet.get_name()) for sheet in self._book.worksheets())

    def style(self, styles: tuple[Style, ...], *, lined: bool) -> Untyped:
        """Give the format of a cell: the styles together, later ones over earlier ones."""
        key = (*styles, "lined") if lined else styles
        if key not in self._formats:
            merged: dict[str, object] = {"border": 1, "border_color": _RULE} if lined else {}
            for style in styles:
                merged.update(_STYLES[style])
            mark = next((mark for each, mark in _MARKS.items() if each in styles), "")
            if mark and "num_format" in merged:
                merged["num_format"] = f'"{mark}"{merged["num_format"]}'
            self._formats[key] = self._book.add_format(merged)
        return self._formats[key]

    def line_chart(self, sheet: str, row: int, title: str, series: Sequence[Series]) -> None:
        """Put a chart of lines on a sheet that is finished already."""
        chart = self.chart("line", title, series)
        chart.set_x_axis({"num_font": _CHART_FONT, "text_axis": True})
        chart.set_y_axis(_RATE_AXIS)
        chart.set_size({"width": _CHART_WIDTH, "height": _LINE_CHART_HEIGHT})
        self._book.get_worksheet_by_name(sheet).insert_chart(row, 0, chart)

    def chart(self, kind: Literal["bar", "line"], title: str, series: Sequence[Series]) -> Untyped:
        """Make a chart that stands nowhere yet."""
        chart = self._book.add_chart({"type": kind})
        for number, each in enumerate(series):
            colour = {"color": _LINE_COLOURS[number % len(_LINE_COLOURS)]}
            hidden = [None if known else {"delete": True} for known in each.labels]
            labels = {"value": True, "num_format": "0.00%", "custom": hidden, "font": _CHART_FONT}
            labels |= {"position": "above"} if kind == "line" else {}
            drawn = {"fill": colour, "gap": 60} if kind == "bar" else {"line": colour, "marker": {"type": "automatic"}}
            chart.add_series(
                {
                    "name": clean(each.name),
                    "categories": each.categories,
                    "values": each.values,
                    "data_labels": labels,
                    **drawn,
                }
            )
        chart.set_title({"name": clean(title), "name_font": {**_CHART_FONT, "size": 13}, "overlay": False})
        chart.set_legend({"position": "bottom", "font": _CHART_FONT})
        return chart

    def content(self) -> bytes:
        """Finish, and give the file's bytes."""
        self._book.close()
        return self._bytes.getvalue()


class _Targets(list[list[str]]):
    """Where a sheet's links lead: type, target, mode. XlsxWriter writes paths with Windows' backslashes, which no other
    system follows; with slashes all do.
    """

    def append(self, link: list[str], /) -> None:
        """Add a link, its target with slashes."""
        super().append([part.replace("\\", "/") for part in link])


class Sheet:
    """One sheet: cells, and the widths that they need. Rows and columns count from 0."""

    def __init__(self, book: Book, sheet: Untyped, title: str) -> None:
        self._book = book
        self._sheet = sheet
        sheet.external_hyper_links = _Targets()
        self._title = title
        self._widths: dict[int, int] = {}
        self._fixed: dict[int, int] = {}
        self._wrapped: list[tuple[int, int, int, str]] = []
        """Row, first and last column, and text of the cells that may need several lines."""

    @property
    def name(self) -> str:
        """The sheet's name."""
        return str(self._sheet.get_name())

    def text(
        self, row: int, column: int, text: str, *styles: Style, measured: bool = True, lined: bool = False
    ) -> None:
        """Write a text, never as a formula or a link. ``measured``: the column shall be wide enough for it."""
        shown = self._book.shown(text)
        if len(shown) > _LONGEST_TEXT:
            shown = shown[: _LONGEST_TEXT - len(_CUT)] + _CUT
        form = self._book.style(styles, lined=lined)
        if shown:
            self._sheet.write_string(row, column, shown, form)
        else:
            self._sheet.write_blank(row, column, None, form)
        if "wrap" in styles:
            self._wrapped.append((row, column, column, shown))
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

    def put_across(self, row: int, column: int, last: int, text: str) -> None:
        """Write a text of a table over several columns, in as many lines as it needs."""
        form = self._book.style(("wrap",), lined=True)
        self._sheet.merge_range(row, column, row, last, "", form)
        self._sheet.write_string(row, column, self._book.shown(text), form)
        self._wrapped.append((row, column, last, text))

    def link(self, row: int, column: int, target: str, content: str) -> None:
        """Write a text that leads to ``target`` (``external:台账.xlsx#'台账'!A12``), quoted as a link must be."""
        shown = self._book.shown(content)
        self._sheet.write_url(row, column, target, self._book.style(("wrap", "link"), lined=True), shown)
        self._wrapped.append((row, column, column, shown))
        self.widen(column, shown)

    def head(self, row: int, column: int, text: str, rows: int = 1, columns: int = 1) -> None:
        """Write a heading over so many rows and columns; one over a single column widens it."""
        form = self._book.style(("head",), lined=False)
        if rows == columns == 1:
            self._sheet.write_string(row, column, self._book.shown(text), form)
        else:
            self._sheet.merge_range(row, column, row + rows - 1, column + columns - 1, "", form)
            self._sheet.write_string(row, column, "\n".join(map(self._book.shown, text.split("\n"))), form)
        self._wrapped.append((row, column, column + columns - 1, text))
        if columns == 1:
            self.widen(column, text)

    def heads(self, row: int, headings: Sequence[str]) -> None:
        """Write one row of headings."""
        for column, heading in enumerate(headings):
            self.head(row, column, heading)

    def note(self, row: int, text: str, *, strong: bool = False) -> None:
        """Write a line that runs on to the right of the first column."""
        self.text(row, 0, text, "lead" if strong else "quiet", measured=False)

    @property
    def breadth(self) -> int:
        """The width of all columns together, in half characters."""
        return sum(self._wide(column, wide) for column, wide in self._widths.items())

    def widen(self, column: int, text: str) -> None:
        """Let a column be wide enough for a text."""
        self._widths[column] = max(self._widths.get(column, 0), breadth(text) + 2)

    def fix(self, column: int, wide: int) -> None:
        """Make a column so wide, whatever is in it; longer texts should wrap."""
        self._fixed[column] = wide

    def bars(self, top: int, bottom: int, column: int) -> None:
        """Lay bars of 0 to 100 % behind the rates of a column."""
        bar = {"type": "data_bar", "bar_color": _BAR, "bar_solid": True, "min_type": "num", "max_type": "num"}
        self._condition(top, bottom, column, {**bar, "min_value": 0, "max_value": 1})

    def filter(self, top: int, bottom: int, right: int) -> None:
        """Give the headings in row ``top`` arrows to sort and to choose by."""
        self._sheet.autofilter(top, 0, bottom, right)

    def bar_chart(self, row: int, title: str, series: Sequence[Series], height: int) -> None:
        """Put a chart of lying bars on the sheet, the first category on top."""
        chart = self._book.chart("bar", title, series)
        chart.set_y_axis({"reverse": True, "num_font": _CHART_FONT})
        # turned over with the other axis it would stand above the bars
        chart.set_x_axis({**_RATE_AXIS, "label_position": "high"})
        for column in range(_CHART_COLUMNS):  # over which the title stands
            self._widths[column] = _CHART_WIDTH // _CHART_COLUMNS // _CHARACTER
        self._place(row, chart, height)

    def _place(self, row: int, chart: Untyped, height: int) -> None:
        chart.set_size({"width": _CHART_WIDTH, "height": height})
        self._sheet.insert_chart(row, 0, chart)

    def _condition(self, top: int, bottom: int, column: int, options: dict[str, Any]) -> None:
        self._sheet.conditional_format(top, column, bottom, column, options)

    def finish(
        self,
        *,
        heads: tuple[int, int],
        keys: int = 1,
        portrait: bool = False,
        across: int = 1,
        signed: int | None = None,
    ) -> None:
        """Set title, widths, heights and pages: A4, the heading's rows (first, last) on every page.

        ``keys``: the columns that stay in sight, and that stand on every page if the sheet is ``across`` pages wide.
        ``signed``: the row of the line for those who fill the table in and check it.
        """
        first, last = heads
        sheet = self._sheet
        right = max(self._widths, default=0)
        self._across(0, right, self._title, "title")
        self._across(1, right, _line(self._book.front), "quiet")
        if signed is not None:
            self.note(signed, SIGNED)
        for column, wide in sorted(self._widths.items()):
            sheet.set_column(column, column, self._wide(column, wide))
        self._raise_rows()
        sheet.freeze_panes(last + 1, keys)
        if across > 1 and keys:
            sheet.repeat_columns(0, keys - 1)
        sheet.repeat_rows(first, last)
        sheet.set_paper(_A4)
        sheet.set_portrait() if portrait else sheet.set_landscape()
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        sheet.center_horizontally()
        sheet.fit_to_pages(across, 0)
        sheet.hide_gridlines(2)
        sheet.set_footer("&L&9&A&C&9第 &P 页，共 &N 页")

    def _across(self, row: int, right: int, text: str, *styles: Style) -> None:
        form = self._book.style(styles, lined=False)
        if right:
            self._sheet.merge_range(row, 0, row, right, "", form)
        self._sheet.write_string(row, 0, self._book.shown(text), form)

    def _wide(self, column: int, wide: int) -> int:
        return self._fixed.get(column) or min(max(wide, _NARROWEST), _WIDEST)

    def _raise_rows(self) -> None:
        """Make rows high enough: not every program does so by itself when it opens a file."""
        lines: dict[int, int] = {}
        for row, first, last, text in self._wrapped:
            room = sum(self._wide(column, self._widths.get(column, 0)) for column in range(first, last + 1))
            needed = sum(max(1, -(-breadth(line) // room)) for line in text.split("\n"))
            lines[row] = max(lines.get(row, 1), needed)
        for row, count in lines.items():
            if count > 1:
                self._sheet.set_row(row, _LINE * count + 2)
        self._sheet.set_row(0, _TITLE_HEIGHT)


def _line(front: Front) -> str:
    """Write the line between title and table."""
    as_of = f"截至日期：{day(front.as_of)}" if front.as_of else ""
    return "    ".join(filter(None, (f"填报单位：{front.unit}", as_of, *front.also)))


def cell(row: int, column: int, *, fixed_row: bool = False, fixed_column: bool = False) -> str:
    """Give a cell's address."""
    return str(xl_rowcol_to_cell(row, column, row_abs=fixed_row, col_abs=fixed_column))


def span(top: int, left: int, bottom: int, right: int, *, fixed: bool = False) -> str:
    """Give a range's address."""
    return str((xl_range_abs if fixed else xl_range)(top, left, bottom, right))
