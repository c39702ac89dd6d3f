"""Workbooks into openpyxl and out of it again, without what it would change on the way.

Left alone, openpyxl turns numbers under a date format into dates (20200501 into an error), drops the results of
formulas, so that a reader finds empty cells until a spreadsheet program has calculated, and stamps the time of day into
every file.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING
from xml.etree import ElementTree
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

EPOCH = datetime(2000, 1, 1)
"""When every workbook that djcov makes was made: the same input gives the same bytes."""

_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_HAS_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_MODIFIED = re.compile(r"(<dcterms:modified[^>]*>)[^<]*")
_SHEET_PART = re.compile(r"xl/worksheets/sheet(\d+)\.xml")
_UNCALCULATED = re.compile(r'<c r="([A-Z]+\d+)"([^>]*)>(<f(?:\s[^>]*)?(?:/>|>[^<]*</f>))(?:<v ?/>|<v></v>)</c>')
"""A cell with a formula as openpyxl writes it, with lxml's help or without."""

_HARMLESS = "Workbook contains no default style"


class NotKeptError(Exception):
    """A workbook that openpyxl would not keep as it is; the text says why, in Chinese."""


@dataclass(frozen=True, slots=True)
class Result:
    """A formula's stored result as its cell writes it."""

    type: str
    """The cell's ``t``: empty for a number, ``str``, ``b``, ``e``."""
    text: str


@dataclass(frozen=True)
class Loaded:
    """A workbook with what openpyxl does not keep of it."""

    workbook: Workbook
    results: Mapping[str, Mapping[str, Result]] = field(default_factory=dict[str, Mapping[str, Result]])
    """By the sheet's name and the cell's address."""


def load(data: bytes) -> Loaded:
    """Load a workbook to be changed and written again. Raises NotKeptError."""
    from openpyxl.reader.excel import ExcelReader

    results: dict[str, Mapping[str, Result]] = {}

    class Reader(ExcelReader):
        def read_worksheets(self) -> None:
            # Nothing is a date then, and every number is written as it was read.
            vars(self.wb).update(_date_formats=set[int](), _timedelta_formats=set[int]())
            for sheet, relation in self.parser.find_sheets():
                results[sheet.name] = _results(self.archive.read(getattr(relation, "target")))  # noqa: B009 - as above
            super().read_worksheets()

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            reader = Reader(io.BytesIO(data), rich_text=True)
            reader.read()
        except Exception:
            # A library's failure on somebody's workbook: it is not marked then, that is all.
            raise NotKeptError("它的写法不标准") from None
    if any(_HARMLESS not in str(warning.message) for warning in caught if warning.category is UserWarning):
        raise NotKeptError("其中有些内容在副本中会丢失")
    return Loaded(reader.wb, results)


def pack(loaded: Loaded) -> bytes:
    """Write a workbook; the same workbook gives the same bytes, and formulas have the results that they had."""
    workbook = loaded.workbook
    modified = f"{workbook.properties.modified or EPOCH:%Y-%m-%dT%H:%M:%SZ}"
    written = io.BytesIO()
    workbook.save(written)
    names = workbook.sheetnames

    def finished(part: str, content: bytes) -> bytes:
        if part == "docProps/core.xml":
            content = _MODIFIED.sub(rf"\g<1>{modified}", content.decode("utf-8")).encode("utf-8")
        if sheet := _SHEET_PART.fullmatch(part):
            content = _with_results(content, loaded.results.get(names[int(sheet[1]) - 1], {}))
        return content

    return repacked(written.getvalue(), finished)


def repacked(package: bytes, finished: Callable[[str, bytes], bytes] = lambda _, content: content) -> bytes:
    """Give an office file's package without the time of day in it; ``finished`` may change a part (name, content)."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.infolist():
            entry = zipfile.ZipInfo(part.filename, _ZIP_EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, finished(part.filename, source.read(part)))
    return packed.getvalue()


def existing(sheet: Worksheet) -> list[Cell]:
    """Give the cells that the file has: to walk over rows and columns would make all others, however far the last."""
    cells: dict[tuple[int, int], Cell] = vars(sheet)["_cells"]
    return list(cells.values())


def new_workbook() -> Workbook:
    """Make a workbook without a sheet."""
    from openpyxl import Workbook

    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    workbook.properties.creator = "djcov"
    workbook.properties.created = workbook.properties.modified = EPOCH
    return workbook


def _results(part: bytes) -> Mapping[str, Result]:
    """Take the results of the formulas out of a sheet's XML."""
    if not _HAS_FORMULA.search(part):
        return {}
    found: dict[str, Result] = {}
    for _, cell in ElementTree.iterparse(io.BytesIO(part)):
        tag = cell.tag.rpartition("}")[2]
        if tag == "row":
            cell.clear()
        if tag != "c" or cell.get("t") == "s":
            continue
        inside = {child.tag.rpartition("}")[2]: child.text for child in cell}
        if "f" in inside and (text := inside.get("v")) is not None:
            found[cell.get("r", "")] = Result(cell.get("t", "").replace("n", ""), text)
    return found


def _with_results(part: bytes, results: Mapping[str, Result]) -> bytes:
    if not results:
        return part

    def filled(cell: re.Match[str]) -> str:
        result = results.get(cell[1])
        if result is None:
            return cell[0]
        kind = f' t="{result.type}"' if result.type else ""
        return f'<c r="{cell[1]}"{cell[2]}{kind}>{cell[3]}<v>{escape(result.text)}</v></c>'

    return _UNCALCULATED.sub(filled, part.decode("utf-8")).encode("utf-8")
