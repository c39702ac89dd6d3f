"""A look into an .xlsx package before the reader opens it (.ods: see :mod:`.opendocument`, .xls: :mod:`.biff`).

Three things have to be known that the reader does not tell or cannot survive: how far the cells reach (it allocates
the whole rectangle), which rows are hidden, and which cells hold error values. A scan of the sheets' XML for just
these takes a few percent of the reading time, an XML parser several times the reading time; so it is a scan. The
workbook's own part is small and says which date system numbers are in.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from xml.etree import ElementTree

from ...errors import InputError
from ...masking import title
from ...parse_errors import DAMAGED
from .sheets import SAVE_AS, CellError, Merge

LARGEST_PART = 1 << 30
"""Bytes of one sheet's XML; counted while inflating, for a package may claim anything."""

LARGEST_AREA = 30_000_000
"""Cells in the rectangle that the reader allocates, about 1 GiB."""

_CHUNK = 1 << 20
_CARRY = 1 << 12
_ROOT = re.compile(rb"<(\w+:)?worksheet\b")
_NUMBER = re.compile(rb"""\br=["'](\d{1,8})["']""")
_HIDDEN = re.compile(rb"""\bhidden=["'](?:1|true)["']""")
_WIDE = re.compile(rb"""r=["']([A-Z]{2,3})\d""")
_ADDRESS = re.compile(rb"""\br=["']([A-Z]{1,3})(\d{1,8})["']""")
_WITH_VALUE = re.compile(rb"<(?:\w+:)?c\b([^>]*)(?<!/)>\s*<(?:\w+:)?(?:v|is|f)\b")
_LAST_ROW = 1_048_576
_FILEPASS = re.compile(
    rb"\x09\x08[\x08\x10]\x00(?:.{8}|.{16})(?:\x86\x00\x00\x00)?\x2f\x00[\x06\x36\x04]\x00", re.DOTALL
)


@dataclass
class Untold:
    """What a scan finds in one sheet that the reader does not tell; indices from 0."""

    since_1904: bool = False
    """Whether the workbook has the 1904 date system."""
    hidden_rows: set[int] = field(default_factory=set[int])
    errors: dict[tuple[int, int], CellError] = field(default_factory=dict[tuple[int, int], CellError])
    merges: list[Merge] = field(default_factory=list[Merge])
    """Merged ranges, of the formats of which the reader gives none."""


ARCHIVE = "压缩包"
"""What a package of files is that is no workbook."""


def kind_of(data: bytes) -> str:
    """Tell which kind of package a zip file is: ``xlsx``, ``xlsb``, ``ods``, or in Chinese what else it is."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except DAMAGED:
        # Cut off or damaged: the reader for the commonest kind will say so.
        return "xlsx"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if any(name.endswith("workbook.xml") for name in names):
        return "xlsx"
    return "ods" if "content.xml" in names else ARCHIVE


def is_encrypted(data: bytes) -> bool:
    """Tell whether an OLE file is an encrypted workbook: a whole package, or an .xls with encrypted streams."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return True
    # In the workbook stream the FILEPASS record follows the first BOF at once, or after WRITEPROT.
    return _FILEPASS.search(data) is not None


def inspect(data: bytes, where: str) -> dict[str, Untold]:
    """Scan each sheet by name. Raises InputError for a damaged package or one that would exhaust the memory."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            book = _book(archive)
            nodes = list(_xml(archive, book).iter())
            since = any(_tag(node) == "workbookPr" and node.get("date1904") in ("1", "true") for node in nodes)
            paths = _sheet_parts(archive, book, nodes)
            return {name: _scan(archive, path, name, where, Untold(since)) for name, path in paths.items()}
    except DAMAGED:
        raise InputError("工作簿已损坏，读不出", where=where, hint=SAVE_AS) from None


def _book(archive: zipfile.ZipFile) -> str:
    """The path of the workbook's own part."""
    names = set(archive.namelist())
    return next(
        (name for name in ("xl/workbook.xml", *sorted(names)) if name in names and name.endswith("workbook.xml")),
        "",
    )


def _tag(node: ElementTree.Element) -> str:
    return node.tag.rpartition("}")[2]


def _sheet_parts(archive: zipfile.ZipFile, book: str, nodes: Iterable[ElementTree.Element]) -> dict[str, str]:
    """Map each sheet's name to its part's path, through the relations."""
    names = set(archive.namelist())
    targets = relations(archive, book)
    parts: dict[str, str] = {}
    for node in nodes:
        if _tag(node) != "sheet":
            continue
        identifier = next((value for key, value in node.attrib.items() if key.rpartition("}")[2] == "id"), None)
        path = targets.get(identifier or "")
        if path in names:
            parts[node.get("name", "")] = path or ""
    return parts


def relations(archive: zipfile.ZipFile, part: str) -> dict[str, str]:
    """Map the relations of a part to the paths that they lead to."""
    folder, name = posixpath.split(part)
    return {
        node.get("Id", ""): posixpath.normpath(
            posixpath.join(folder, target) if not target.startswith("/") else target[1:]
        )
        for node in _xml(archive, f"{folder}/_rels/{name}.rels")
        if (target := node.get("Target"))
    }


def _xml(archive: zipfile.ZipFile, name: str) -> ElementTree.Element:
    with archive.open(name) as stream:
        text = stream.read(16 << 20)
    if b"<!DOCTYPE" in text[:4096]:
        raise ValueError("a document type has no business in a workbook")
    return ElementTree.fromstring(text)


def _chunks(archive: zipfile.ZipFile, path: str, name: str, where: str) -> Iterator[bytes]:
    """Inflate a part piece by piece, cut before a row so that no cell lies in two pieces."""
    total, carry = 0, b""
    with archive.open(path) as stream:
        while piece := stream.read(_CHUNK):
            total += len(piece)
            if total > LARGEST_PART:
                what = f"工作表“{title(name)}”展开后超过 1 GiB"
                raise InputError(what, where=where, hint="请拆分工作簿后再试。")
            text = carry + piece
            cut = text.rfind(b"<", 0, max(text.rfind(b"<row"), text.rfind(b":row")) + 1)
            cut = cut if cut > 0 else max(len(text) - _CARRY, 0)
            yield text[:cut]
            carry = text[cut:]
    yield carry


@dataclass(frozen=True)
class _Patterns:
    """What to look for under one namespace prefix. Each begins with a literal, which is what makes the scan fast."""

    row: re.Pattern[bytes]
    error: re.Pattern[bytes]
    uncalculated: re.Pattern[bytes]
    formula_end: bytes


@cache
def _patterns(prefix: bytes) -> _Patterns:
    p = re.escape(prefix)
    formula = rb"<%bf\b(?:[^>]*/>|[^>]*>[^<]{0,8192}</%bf>)" % (p, p)
    return _Patterns(
        row=re.compile(rb"<%brow\b([^>]*)>" % p),
        error=re.compile(rb"""<%bc\b([^>]*\bt=["']e["'][^>]*)>(?:%b)?<%bv>([^<]{1,16})<""" % (p, formula, p)),
        uncalculated=re.compile(rb"<%bc\b([^>]*)>%b(?:<%bv\s*/>|<%bv></%bv>)?</%bc>" % (p, formula, p, p, p, p)),
        formula_end=b"</%bf>" % prefix,
    )


def _scan(archive: zipfile.ZipFile, path: str, name: str, where: str, found: Untold) -> Untold:
    last_row, widest = 0, b"Z"
    patterns: _Patterns | None = None
    for text in _chunks(archive, path, name, where):
        root = None if patterns else _ROOT.search(text)
        patterns = patterns or _patterns(root[1] or b"" if root else b"")
        last_row = _rows(text, patterns, last_row, found.hidden_rows)
        widest = max([widest, *_WIDE.findall(text)], key=_column)
        if b't="e"' in text or b"t='e'" in text:
            wrong = ((match[1], match[2].decode("utf-8", "replace")) for match in patterns.error.finditer(text))
            _note(found.errors, wrong)
        if patterns.formula_end in text:
            _note(found.errors, ((match[1], "公式未计算") for match in patterns.uncalculated.finditer(text)))
    if last_row * _column(widest) > LARGEST_AREA:  # many rows and columns that hold nothing, perhaps
        last_row, widest = _filled(archive, path, name, where)
    if last_row * _column(widest) > LARGEST_AREA:
        raise InputError(
            f"工作表“{title(name)}”的单元格远达第 {last_row} 行 {widest.decode()} 列，范围过大",
            where=where,
            hint="请删除表格右方、下方很远处的多余内容，另存后再试。",
        )
    return found


def _filled(archive: zipfile.ZipFile, path: str, name: str, where: str) -> tuple[int, bytes]:
    """The last row and the widest column in which a cell holds a value: only these does the reader allocate."""
    last_row, widest = 0, b"A"
    for text in _chunks(archive, path, name, where):
        for attributes in _WITH_VALUE.findall(text):
            if address := _ADDRESS.search(attributes):
                last_row, widest = max(last_row, int(address[2])), max(widest, address[1], key=_column)
            else:  # counted by its place alone, which nobody knows here
                last_row = _LAST_ROW
    return last_row, widest


def _rows(text: bytes, patterns: _Patterns, last: int, hidden: set[int]) -> int:
    """Count on from row ``last`` over a piece's rows, and note the hidden ones."""
    rows = patterns.row.findall(text)
    if b"hidden=" not in text and len(numbers := _NUMBER.findall(b" ".join(rows))) == len(rows):
        return max([last, *map(int, numbers)])
    for row in rows:
        number = _NUMBER.search(row)
        here = int(number[1]) if number else last + 1
        last = max(last, here)
        if _HIDDEN.search(row):
            hidden.add(here - 1)
    return last


def _note(errors: dict[tuple[int, int], CellError], found: Iterable[tuple[bytes, str]]) -> None:
    for attributes, text in found:
        if address := _ADDRESS.search(attributes):
            errors[int(address[2]) - 1, _column(address[1]) - 1] = CellError(text)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
