"""A minimal OpenDocument spreadsheet (ISO/IEC 26300), written as LibreOffice writes one."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date
from html import escape

from made_up.pages import Page
from made_up.world import Cell, Formula

_KIND = "application/vnd.oasis.opendocument.spreadsheet"
_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text", "style")
)
_SPACES += ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'


def write(pages: Sequence[Page]) -> bytes:
    """Write a workbook."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", _KIND, zipfile.ZIP_STORED)
        package.writestr("content.xml", "".join(_content(pages)))
        package.writestr("META-INF/manifest.xml", _manifest())
    return stream.getvalue()


def _manifest() -> str:
    space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in (("/", _KIND), ("content.xml", "text/xml"))
    )
    return f'<manifest:manifest xmlns:manifest="{space}" manifest:version="1.2">{entries}</manifest:manifest>'


def _content(pages: Sequence[Page]) -> Iterator[str]:
    yield f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_SPACES} office:version="1.2">'
    yield '<office:automatic-styles><style:style style:name="hid" style:family="table">'
    yield '<style:table-properties table:display="false"/></style:style></office:automatic-styles>'
    yield "<office:body><office:spreadsheet>"
    for page in pages:
        style = ' table:style-name="hid"' if page.hidden else ""
        yield f'<table:table table:name="{escape(page.title)}"{style}>'
        yield from _rows(page)
        yield "</table:table>"
    yield "</office:spreadsheet></office:body></office:document-content>"


def _rows(page: Page) -> Iterator[str]:
    spans = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in page.merged}
    covered = {
        (row, column)
        for top, left, bottom, right in page.merged
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    } - set(spans)
    height = max((row for row, _ in page.cells), default=1)
    width = max((column for _, column in page.cells), default=0) + 1
    row = 1
    while row <= height:
        blank = 0
        while not any((row + blank, column) in page.cells for column in range(width)) and row + blank <= height:
            blank += 1
        if blank:
            yield f'<table:table-row table:number-rows-repeated="{blank}"><table:table-cell/></table:table-row>'
            row += blank
            continue
        hidden = ' table:visibility="collapse"' if row in page.hidden_rows else ""
        yield f"<table:table-row{hidden}>"
        for column in range(width):
            down, across = spans.get((row, column), (1, 1))
            span = (
                f' table:number-rows-spanned="{down}" table:number-columns-spanned="{across}"'
                if (row, column) in spans
                else ""
            )
            name = "covered-table-cell" if (row, column) in covered else "table-cell"
            yield _cell(name, span, page.cells.get((row, column)))
        yield "</table:table-row>"
        row += 1


def _cell(name: str, span: str, content: Cell | Formula) -> str:
    match content:
        case None:
            return f"<table:{name}{span}/>"
        case bool():
            said = f'office:value-type="boolean" office:boolean-value="{str(content).lower()}"'
            text = str(content).upper()
        case date():
            said, text = f'office:value-type="date" office:date-value="{content.isoformat()}"', str(content)
        case int() | float():
            said, text = f'office:value-type="float" office:value="{content}"', str(content)
        case Formula():
            said = (
                'table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error"'
            )
            text = content.shown
        case _:
            said, text = 'office:value-type="string"', content
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in text.split("\n"))
    return f"<table:{name}{span} {said}>{lines}</table:{name}>"
