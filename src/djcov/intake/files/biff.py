"""A look into .xls (BIFF5, BIFF8) and .xlsb (BIFF12) for what the reader does not tell: error values, hidden rows, the
date system, and of .xlsb the merged ranges.

Both are a stream of records, each with its kind and length in front, so the few that matter are found by stepping over
the others. No library reads just these: xlrd and pyxlsb read every cell, more slowly than the reader itself.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator
from typing import Any

from ...parse_errors import DAMAGED
from . import package
from .package import LARGEST_PART, Untold
from .sheets import CellError, Merge

_TEXTS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
_OLE = b"\xd0\xcf\x11\xe0"


def inspect_xls(data: bytes) -> dict[str, Untold]:
    """Scan each sheet of an .xls by name."""
    parts: dict[str, Untold] = {}
    try:
        stream = _workbook_stream(data) if data.startswith(_OLE) else data
        since = _xls_since_1904(stream)
        for name, start in _xls_sheets(stream):
            parts[name] = _xls_sheet(stream, start, Untold(since))
    except DAMAGED:
        pass  # what was found before the damage stands, for the reader judges the file
    return parts


def _workbook_stream(data: bytes) -> bytes:
    import olefile

    ole: Any = olefile  # it has no types
    with ole.OleFileIO(io.BytesIO(data)) as container:
        name = "Workbook" if container.exists("Workbook") else "Book"
        return bytes(container.openstream(name).read())


def _xls_records(stream: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """Yield each record's kind, where its fields begin, and how long they are."""
    head, last = struct.Struct("<HH").unpack_from, len(stream) - 4
    while at <= last:
        kind, length = head(stream, at)
        yield kind, at + 4, length
        at += 4 + length


def _xls_since_1904(stream: bytes) -> bool:
    """Whether the workbook has the 1904 date system."""
    for kind, at, _ in _xls_records(stream, 0):
        if kind == 0x0A:  # EOF
            break
        if kind == 0x22:  # DATE1904
            return stream[at] == 1
    return False


def _xls_sheets(stream: bytes) -> Iterator[tuple[str, int]]:
    """Yield each sheet's name and where its records begin."""
    unicode = stream[4:6] == b"\x00\x06"
    for kind, at, length in _xls_records(stream, 0):
        if kind == 0x0A:  # EOF
            return
        if kind == 0x85:  # BOUNDSHEET
            (start,) = struct.unpack_from("<I", stream, at)
            text = stream[at + 8 : at + length] if unicode else stream[at + 7 : at + length]
            wide = unicode and stream[at + 7] & 1
            yield text.decode("utf-16-le" if wide else "latin-1" if unicode else "gb18030", "replace"), start


def _xls_sheet(stream: bytes, start: int, found: Untold) -> Untold:
    place = struct.Struct("<HH").unpack_from
    for kind, at, _ in _xls_records(stream, start):
        if kind == 0x0A:  # EOF; charts inside a sheet have an end of their own, behind the cells
            break
        if kind == 0x0205 and stream[at + 7] == 1:  # BOOLERR
            found.errors[place(stream, at)] = _error(stream[at + 6])
        elif kind == 0x0006 and stream[at + 12 : at + 14] == b"\xff\xff" and stream[at + 6] == 2:  # FORMULA
            found.errors[place(stream, at)] = _error(stream[at + 8])
        elif kind == 0x0208 and stream[at + 12] & 0x20:  # ROW
            found.hidden_rows.add(place(stream, at)[0])
    return found


def inspect_xlsb(data: bytes) -> dict[str, Untold]:
    """Scan each sheet of an .xlsb by name."""
    parts: dict[str, Untold] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            relations = package.relations(archive, "xl/workbook.bin")
            book = _part(archive, "xl/workbook.bin")
            # BrtWbProp, whose first bit says so
            since = any(kind == 153 and book[at] & 1 for kind, at in _xlsb_records(book))
            for name, relation in _xlsb_sheets(book):
                parts[name] = Untold(since)
                _xlsb_sheet(_part(archive, relations[relation]), parts[name])
    except DAMAGED:
        pass  # what was found before the damage stands, for the reader judges the file
    return parts


def _part(archive: zipfile.ZipFile, path: str) -> bytes:
    with archive.open(path) as stream:
        return stream.read(LARGEST_PART)


def _xlsb_records(part: bytes) -> Iterator[tuple[int, int]]:
    """Yield each record's kind and where its fields begin. Kind and length are written in seven bits a byte."""
    at, end = 0, len(part)
    while at < end:
        kind = part[at]
        at += 1
        if kind & 0x80:
            kind = kind & 0x7F | part[at] << 7
            at += 1
        length = shift = 0
        while True:
            byte = part[at]
            at += 1
            length |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80 or shift > 21:
                break
        yield kind, at
        at += length


def _xlsb_sheets(part: bytes) -> Iterator[tuple[str, str]]:
    """Yield each sheet's name and the relation that leads to it."""
    for kind, at in _xlsb_records(part):
        if kind == 156:  # BrtBundleSh: state, number, relation, name
            relation, at = _wide(part, at + 8)
            yield _wide(part, at)[0], relation


def _wide(part: bytes, at: int) -> tuple[str, int]:
    (length,) = struct.unpack_from("<I", part, at)
    end = at + 4 + 2 * length
    return part[at + 4 : end].decode("utf-16-le"), end


def _xlsb_sheet(part: bytes, found: Untold) -> None:
    number, row = struct.Struct("<I").unpack_from, 0
    for kind, at in _xlsb_records(part):
        if kind == 0:  # BrtRowHdr
            (row,) = number(part, at)
            if part[at + 11] & 0x10:
                found.hidden_rows.add(row)
        elif kind in (3, 11):  # BrtCellError, BrtFmlaError
            found.errors[row, number(part, at)[0]] = _error(part[at + 8])
        elif kind == 176:  # BrtMergeCell
            top, bottom, left, right = struct.unpack_from("<IIII", part, at)
            found.merges.append(Merge(top, left, bottom, right))


def _error(code: int) -> CellError:
    return CellError(_TEXTS.get(code, "#N/A"))
