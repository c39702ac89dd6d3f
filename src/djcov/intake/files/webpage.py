"""Tables in a web page or an XML spreadsheet of 2003, which web systems export under the name .xls.

Parsed with the standard library: pandas.read_html and its parsers drop empty rows and what spans them, and a finding
could then no longer say in which row it stands.
"""

from __future__ import annotations

from collections.abc import Collection
from html.parser import HTMLParser
from xml.etree import ElementTree

from ...errors import InputError
from .sheets import SAVE_AS, Cell, CellError, Merge, Sheet

_LARGEST_SPAN = 1000
_SHEET_NAMESPACE = "{urn:schemas-microsoft-com:office:spreadsheet}"
_EXCEL_NAMESPACE = "{urn:schemas-microsoft-com:office:excel}"
_MOST_ROWS, _MOST_COLUMNS = 1 << 20, 1 << 14
_MOST_CELLS = 20_000_000


class _Grid:
    """A table while it grows: cells at their places, spans as merged ranges."""

    def __init__(self, name: str, where: str) -> None:
        self.name = name
        self.rows: list[list[Cell]] = []
        self.merges: list[Merge] = []
        self._where = where
        self._taken: dict[int, int] = {}
        """Of columns in which a cell spans rows: the row below the last one spanned."""
        self._cells = 0

    def go_to_row(self, row: int) -> None:
        if not 0 <= row < _MOST_ROWS:
            raise self._too_large()
        while len(self.rows) <= row:
            self.rows.append([])

    def put(self, row: int, column: int, value: Cell, down: int = 1, across: int = 1) -> int:
        """Put a cell at the first free column from ``column`` on; give the column behind it."""
        self.go_to_row(row)
        while row < self._taken.get(column, 0):
            column += 1
        if not 0 <= column < _MOST_COLUMNS or self._cells > _MOST_CELLS:
            raise self._too_large()
        cells = self.rows[row]
        self._cells += max(column + 1 - len(cells), 0)
        cells.extend([""] * (column + 1 - len(cells)))
        cells[column] = value
        down, across = min(max(down, 1), _LARGEST_SPAN), min(max(across, 1), _LARGEST_SPAN)
        if down > 1 or across > 1:
            self.merges.append(Merge(row, column, row + down - 1, column + across - 1))
            for spanned in range(column, column + across):
                self._taken[spanned] = max(self._taken.get(spanned, 0), row + down)
        return column + across

    def _too_large(self) -> InputError:
        return InputError("表格范围过大", where=self._where, hint="请删除多余的空白行列，或拆分后再试。")

    def sheet(self) -> Sheet:
        return Sheet(self.name, self.rows, tuple(self.merges))


class _Page(HTMLParser):
    """Collects the outermost tables of a page."""

    def __init__(self, where: str) -> None:
        super().__init__(convert_charrefs=True)
        self._where = where
        self.grids: list[_Grid] = []
        self._depth = 0
        self._row, self._column = -1, 0
        self._text: list[str] | None = None
        self._span = (1, 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._depth += 1
            if self._depth == 1:
                self._row = -1
                self.grids.append(_Grid(f"表{len(self.grids) + 1}", self._where))
        elif self._depth != 1:
            return
        elif tag == "tr":
            self._finish()
            self._row, self._column = self._row + 1, 0
            self.grids[-1].go_to_row(self._row)
        elif tag in ("td", "th"):
            self._finish()
            self._text = []
            spans = {name: value for name, value in attrs if value and value.isascii() and value.isdigit()}
            self._span = (int(spans.get("rowspan", "1")[:6]), int(spans.get("colspan", "1")[:6]))
        elif tag in ("br", "p") and self._text:
            self._text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if self._depth == 1 and tag in ("td", "th", "tr", "table"):
            self._finish()
        if tag == "table" and self._depth:
            self._depth -= 1

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def _finish(self) -> None:
        if self._text is None:
            return
        text = "".join(self._text).replace("\xa0", " ").strip()
        self._column = self.grids[-1].put(max(self._row, 0), self._column, text, *self._span)
        self._text = None


def read_html(text: str, where: str) -> tuple[Sheet, ...]:
    """Read each outermost table of a page as a sheet."""
    page = _Page(where)
    try:
        page.feed(text)
        page.close()
    except (AssertionError, ValueError):  # what the parser raises for marks that nobody writes
        raise InputError("网页中的表格读不出", where=where, hint=SAVE_AS) from None
    return tuple(grid.sheet() for grid in page.grids)


def read_xml(data: bytes, where: str, named: Collection[str] = ()) -> tuple[Sheet, ...]:
    """Read every sheet of an XML spreadsheet of 2003 (SpreadsheetML) that is not hidden, or is ``named``."""
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:
        raise InputError("XML 表格中有不应有的文档类型声明", where=where, hint=SAVE_AS)
    try:
        root = ElementTree.fromstring(data)
        return tuple(_worksheet(node, where, named) for node in root.iter(f"{_SHEET_NAMESPACE}Worksheet"))
    except (ElementTree.ParseError, ValueError, LookupError):
        raise InputError("XML 表格已损坏，读不出", where=where, hint=SAVE_AS) from None


def _worksheet(node: ElementTree.Element, where: str, named: Collection[str]) -> Sheet:
    grid = _Grid(node.get(f"{_SHEET_NAMESPACE}Name", ""), where)
    visible = node.findtext(f"{_EXCEL_NAMESPACE}WorksheetOptions/{_EXCEL_NAMESPACE}Visible", "SheetVisible")
    hidden = visible in ("SheetHidden", "SheetVeryHidden")
    if hidden and grid.name not in named:
        return Sheet(grid.name, (), hidden=True)
    row, hidden_rows, errors = 0, set[int](), dict[tuple[int, int], CellError]()
    for line in node.iter(f"{_SHEET_NAMESPACE}Row"):
        row = _index(line, row)
        if line.get(f"{_SHEET_NAMESPACE}Hidden") == "1":
            hidden_rows.add(row)
        column = 0
        for cell in line.iter(f"{_SHEET_NAMESPACE}Cell"):
            column = _index(cell, column)
            down = 1 + int(cell.get(f"{_SHEET_NAMESPACE}MergeDown", "0"))
            across = 1 + int(cell.get(f"{_SHEET_NAMESPACE}MergeAcross", "0"))
            value = _value(cell)
            column = grid.put(row, column, "" if isinstance(value, CellError) else value, down, across)
            if isinstance(value, CellError):
                errors[row, column - across] = value
        row += 1
    read = grid.sheet()
    return Sheet(read.name, read.rows, read.merges, hidden, frozenset(hidden_rows), errors)


def _index(node: ElementTree.Element, otherwise: int) -> int:
    return int(node.get(f"{_SHEET_NAMESPACE}Index", otherwise + 1)) - 1


def _value(cell: ElementTree.Element) -> Cell:
    data = cell.find(f"{_SHEET_NAMESPACE}Data")
    if data is None:
        return ""
    text = "".join(data.itertext())
    if data.get(f"{_SHEET_NAMESPACE}Type") == "Number":
        return float(text)
    if data.get(f"{_SHEET_NAMESPACE}Type") == "Error":
        return CellError(text)
    return text[:10] if data.get(f"{_SHEET_NAMESPACE}Type") == "DateTime" else text
