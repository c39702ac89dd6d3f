"""A minimal .xlsb workbook (MS-XLSB, BIFF12): no library writes one, and offices keep them."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from made_up.pages import Page
from made_up.world import Cell, Formula

_ERRORS = {"#NULL!": 0x00, "#DIV/0!": 0x07, "#VALUE!": 0x0F, "#REF!": 0x17, "#NAME?": 0x1D, "#NUM!": 0x24, "#N/A": 0x2A}
_DAY = 1
"""The second cell format is a date."""

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def write(pages: Sequence[Page]) -> bytes:
    """Write a workbook."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", _types(len(pages)))
        package.writestr("_rels/.rels", _relations(("officeDocument", "xl/workbook.bin")))
        package.writestr("xl/workbook.bin", b"".join(_workbook(pages)))
        sheets = [("worksheet", f"worksheets/sheet{at}.bin") for at in range(1, len(pages) + 1)]
        package.writestr("xl/_rels/workbook.bin.rels", _relations(*sheets, ("styles", "styles.bin")))
        package.writestr("xl/styles.bin", b"".join(_styles()))
        for at, page in enumerate(pages, start=1):
            package.writestr(f"xl/worksheets/sheet{at}.bin", b"".join(_sheet(page)))
    return stream.getvalue()


def _types(sheets: int) -> str:
    kind = "application/vnd.ms-excel"
    parts = [("/xl/workbook.bin", f"{kind}.sheet.binary.macroEnabled.main"), ("/xl/styles.bin", f"{kind}.styles")]
    parts += [(f"/xl/worksheets/sheet{at}.bin", f"{kind}.worksheet") for at in range(1, sheets + 1)]
    listed = "".join(f'<Override PartName="{path}" ContentType="{kind}"/>' for path, kind in parts)
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="{relations}"/>{listed}</Types>'
    )


def _relations(*parts: tuple[str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{at}" Type="{_OFFICE}/{kind}" Target="{path}"/>'
        for at, (kind, path) in enumerate(parts, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def record(kind: int, *fields: bytes) -> bytes:
    """Make one record: its kind and length in seven bits a byte, then its fields."""
    body = b"".join(fields)
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, size = b"", len(body)
    while True:
        size, seven = size >> 7, size & 0x7F
        length += bytes([seven | (0x80 if size else 0)])
        if not size:
            return head + length + body


def _wide(text: str) -> bytes:
    encoded = text.encode("utf-16-le")
    return struct.pack("<I", len(encoded) // 2) + encoded


def _workbook(pages: Sequence[Page]) -> Iterator[bytes]:
    yield record(131)  # BrtBeginBook
    yield record(153, struct.pack("<III", 0, 0, 0))  # BrtWbProp
    yield record(143)  # BrtBeginBundleShs
    for at, page in enumerate(pages, start=1):
        yield record(156, struct.pack("<II", int(page.hidden), at), _wide(f"rId{at}"), _wide(page.title))
    yield record(144)  # BrtEndBundleShs
    yield record(132)  # BrtEndBook


def _styles() -> Iterator[bytes]:
    xf = struct.Struct("<HHHHBBHBB")
    yield record(278)  # BrtBeginStyleSheet
    yield record(611, struct.pack("<I", 1))  # BrtBeginFonts
    yield record(
        43, struct.pack("<HHHHBBBB8s", 220, 0, 400, 0, 0, 2, 134, 0, b"\x01\x01" + bytes(6)), b"\0", _wide("x")
    )
    yield record(612)
    yield record(603, struct.pack("<I", 1))  # BrtBeginFills
    yield record(45, bytes(68))
    yield record(604)
    yield record(613, struct.pack("<I", 1))  # BrtBeginBorders
    yield record(46, bytes(51))
    yield record(614)
    yield record(626, struct.pack("<I", 1))  # BrtBeginCellStyleXFs
    yield record(47, xf.pack(0xFFFF, 0, 0, 0, 0, 0, 0, 0, 0), bytes(2))
    yield record(627)
    yield record(617, struct.pack("<I", 2))  # BrtBeginCellXFs
    yield record(47, xf.pack(0, 0, 0, 0, 0, 0, 0, 0, 0), bytes(2))
    yield record(47, xf.pack(0, 14, 0, 0, 0, 0, 0, 0, 0), bytes(2))
    yield record(618)
    yield record(279)  # BrtEndStyleSheet


def _sheet(page: Page) -> Iterator[bytes]:
    rows = sorted({row for row, _ in page.cells})
    width = max((column for _, column in page.cells), default=0)
    yield record(129)  # BrtBeginSheet
    yield record(148, struct.pack("<IIII", 0, rows[-1] - 1 if rows else 0, 0, width))  # BrtWsDim
    yield record(145)  # BrtBeginSheetData
    for row in rows:
        flags = 0x10 if row in page.hidden_rows else 0
        yield record(0, struct.pack("<IIHBBBI", row - 1, 0, 300, 0, flags, 0, 1), struct.pack("<II", 0, width))
        for column in sorted(column for at, column in page.cells if at == row):
            yield _cell(column, page.cells[row, column])
    yield record(146)  # BrtEndSheetData
    if page.merged:
        yield record(177, struct.pack("<I", len(page.merged)))  # BrtBeginMergeCells
        for top, left, bottom, right in page.merged:
            yield record(176, struct.pack("<IIII", top - 1, bottom - 1, left, right))
        yield record(178)
    yield record(130)  # BrtEndSheet


def _cell(column: int, content: Cell | Formula) -> bytes:
    head = struct.pack("<II", column, _DAY if isinstance(content, date) else 0)
    match content:
        case bool():
            return record(4, head, bytes([content]))
        case date():
            moment = content if isinstance(content, datetime) else datetime(content.year, content.month, content.day)
            since = moment - datetime(1899, 12, 30)
            return record(5, head, struct.pack("<d", since.days + since.seconds / 86400))
        case int() | float():
            return record(5, head, struct.pack("<d", content))
        case Formula():
            return record(3, head, bytes([_ERRORS[content.shown]]))
        case _:
            return record(6, head, _wide(content or ""))
