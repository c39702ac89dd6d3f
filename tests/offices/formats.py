"""Pages become files: every format that offices keep. What a format cannot say (types, merged areas) it does not."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from html import escape

import msoffcrypto.format.ooxml
import openpyxl
import xlsxwriter
import xlwt

from made_up.pages import Page
from made_up.world import Cell, Formula

from . import binary, opendocument

PASSWORD = "made-up"


@dataclass(frozen=True)
class Format:
    """How pages are written: as one file, or, if the format holds only one sheet, as one file a page."""

    suffix: str
    write: Callable[[Sequence[Page]], bytes]
    single: bool = False


def _moment(content: date) -> datetime:
    return content if isinstance(content, datetime) else datetime(content.year, content.month, content.day)


def _xlsx(pages: Sequence[Page]) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "yyyy/m/d"})
        for page in pages:
            sheet = book.add_worksheet(page.title)
            for top, left, bottom, right in page.merged:
                sheet.merge_range(top - 1, left, bottom - 1, right, "")
            for (row, column), content in page.cells.items():
                if isinstance(content, bool):
                    sheet.write_boolean(row - 1, column, content)
                elif isinstance(content, date):
                    sheet.write_datetime(row - 1, column, _moment(content), day)
                elif isinstance(content, int | float):
                    sheet.write_number(row - 1, column, content)
                else:
                    sheet.write_string(row - 1, column, str(content))
            for row in page.hidden_rows:
                sheet.set_row(row - 1, None, None, {"hidden": True})
            if page.hidden:
                sheet.hide()
    return stream.getvalue()


def _openpyxl(pages: Sequence[Page]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for page in pages:
        sheet = book.create_sheet(page.title)
        for (row, column), content in page.cells.items():
            cell = sheet.cell(row, column + 1)
            cell.value = content.shown if isinstance(content, Formula) else content
            if isinstance(content, str):
                cell.data_type = "s"
        for top, left, bottom, right in page.merged:
            sheet.merge_cells(start_row=top, start_column=left + 1, end_row=bottom, end_column=right + 1)
        for row in page.hidden_rows:
            sheet.row_dimensions[row].hidden = True
        if page.hidden:
            sheet.sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _replaced(data: bytes, *changes: tuple[bytes, bytes]) -> bytes:
    """Change bytes in every part of a package."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            for before, after in changes:
                content = content.replace(before, after)
            new.writestr(name, content)
    return stream.getvalue()


def _strict(pages: Sequence[Page]) -> bytes:
    """Write strict OOXML: other namespaces, and the workbook says so."""
    main, purl = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
    return _replaced(
        _xlsx(pages),
        (main + b"spreadsheetml/2006/main", purl + b"spreadsheetml/main"),
        (main + b"officeDocument/2006/relationships", purl + b"officeDocument/relationships"),
        (b"<workbook xmlns=", b'<workbook conformance="strict" xmlns='),
    )


def _xlsm(pages: Sequence[Page]) -> bytes:
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    return _replaced(_openpyxl(pages), (kind, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"))


def _encrypted(pages: Sequence[Page]) -> bytes:
    stream = io.BytesIO()
    msoffcrypto.format.ooxml.OOXMLFile(io.BytesIO(_xlsx(pages))).encrypt(PASSWORD, stream)
    return stream.getvalue()


def _xls(pages: Sequence[Page]) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    day = xlwt.easyxf(num_format_str="yyyy/m/d")
    plain = xlwt.Style.default_style
    for page in pages:
        sheet = book.add_sheet(page.title)
        under = {(top, left): (bottom, right) for top, left, bottom, right in page.merged}
        for (row, column), content in page.cells.items():
            style = day if isinstance(content, date) else plain
            value = content.shown if isinstance(content, Formula) else content
            bottom, right = under.get((row, column), (row, column))
            sheet.write_merge(row - 1, bottom - 1, column, right, value, style)
        for row in page.hidden_rows:
            sheet.row(row - 1).hidden = True
        if page.hidden:
            sheet.visibility = 1
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def grid(page: Page) -> Iterator[list[Cell | Formula]]:
    """Yield the rows of a page, all as wide as the widest."""
    height = max((row for row, _ in page.cells), default=0)
    width = max((column for _, column in page.cells), default=-1) + 1
    for row in range(1, height + 1):
        yield [page.cells.get((row, column)) for column in range(width)]


def shown(content: Cell | Formula) -> str:
    """Give a cell as a spreadsheet program shows it, and writes it into a text file."""
    match content:
        case None:
            return ""
        case bool():
            return "TRUE" if content else "FALSE"
        case datetime():
            return f"{content.year}/{content.month}/{content.day} {content:%H:%M}"
        case date():
            return f"{content.year}/{content.month}/{content.day}"
        case Formula():
            return content.shown
        case float():
            return f"{content:.10g}"
        case _:
            return str(content)


def _text(encoding: str, delimiter: str = ",") -> Callable[[Sequence[Page]], bytes]:
    def write(pages: Sequence[Page]) -> bytes:
        stream = io.StringIO(newline="")
        writer = csv.writer(stream, delimiter=delimiter, lineterminator="\r\n")
        writer.writerows([shown(content) for content in row] for row in grid(pages[0]))
        return stream.getvalue().encode(encoding)

    return write


def _html(pages: Sequence[Page]) -> bytes:
    page = pages[0]
    spans = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in page.merged}
    under = {
        (row, column)
        for top, left, bottom, right in page.merged
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    } - set(spans)
    lines = ['<html><head><meta charset="utf-8"></head><body><table border="1">']
    for row, cells in enumerate(grid(page), start=1):
        lines.append("<tr>")
        for column, content in enumerate(cells):
            if (row, column) not in under:
                down, across = spans.get((row, column), (1, 1))
                span = f' rowspan="{down}" colspan="{across}"' if (down, across) != (1, 1) else ""
                lines.append(f"<td{span}>{escape(shown(content)).replace(chr(10), '<br>')}</td>")
        lines.append("</tr>")
    return "\n".join([*lines, "</table></body></html>"]).encode()


def _spreadsheetml(pages: Sequence[Page]) -> bytes:
    parts = ['<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>']
    name = "urn:schemas-microsoft-com:office:spreadsheet"
    parts.append(f'<Workbook xmlns="{name}" xmlns:ss="{name}" xmlns:x="urn:schemas-microsoft-com:office:excel">')
    for page in pages:
        parts.append(f'<Worksheet ss:Name="{page.title}"><Table>')
        spans = {(top, left): (bottom - top, right - left) for top, left, bottom, right in page.merged}
        for row in sorted({row for row, _ in page.cells}):
            hidden = ' ss:Hidden="1"' if row in page.hidden_rows else ""
            parts.append(f'<Row ss:Index="{row}"{hidden}>')
            for column in sorted(column for at, column in page.cells if at == row):
                down, across = spans.get((row, column), (0, 0))
                span = f' ss:MergeDown="{down}" ss:MergeAcross="{across}"' if down or across else ""
                parts.append(f'<Cell ss:Index="{column + 1}"{span}>{_data(page.cells[row, column])}</Cell>')
            parts.append("</Row>")
        parts.append("</Table>")
        if page.hidden:
            parts.append("<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions>")
        parts.append("</Worksheet>")
    return "".join([*parts, "</Workbook>"]).encode()


def _data(content: Cell | Formula) -> str:
    match content:
        case Formula():
            return f'<Data ss:Type="Error">{content.shown}</Data>'
        case bool():
            return f'<Data ss:Type="Boolean">{int(content)}</Data>'
        case date():
            return f'<Data ss:Type="DateTime">{_moment(content).isoformat()}.000</Data>'
        case int() | float():
            return f'<Data ss:Type="Number">{content}</Data>'
        case _:
            return f'<Data ss:Type="String">{escape(shown(content)).replace(chr(10), "&#10;")}</Data>'


FORMATS: dict[str, Format] = {
    "xlsx": Format(".xlsx", _xlsx),
    "openpyxl": Format(".xlsx", _openpyxl),
    "strict": Format(".xlsx", _strict),
    "xlsm": Format(".xlsm", _xlsm),
    "encrypted": Format(".xlsx", _encrypted),
    "xls": Format(".xls", _xls),
    "et": Format(".et", _xls),
    "et of today": Format(".et", _openpyxl),
    "xlsb": Format(".xlsb", binary.write),
    "ods": Format(".ods", opendocument.write),
    "csv": Format(".csv", _text("utf-8"), single=True),
    "csv with a mark": Format(".csv", _text("utf-8-sig"), single=True),
    "csv in GB18030": Format(".csv", _text("gb18030"), single=True),
    "csv in UTF-16": Format(".csv", _text("utf-16"), single=True),
    "tsv": Format(".tsv", _text("utf-8", "\t"), single=True),
    "web page": Format(".xls", _html, single=True),
    "xml of 2003": Format(".xls", _spreadsheetml),
}
