"""A look into an .ods package for what the reader does not tell: error values, merged ranges, hidden rows.

Only the tags are looked at, by the standard library's parser as it streams: no tree is built and no repetition is
carried out, for a file of a kilobyte may repeat a row a billion times.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from xml.parsers import expat

from ...parse_errors import DAMAGED
from .package import LARGEST_PART, Untold
from .sheets import CellError, Merge

_CHUNK = 1 << 20
_MOST_REPEATED = 1000
"""An error value or a hidden row that is repeated more often is no work of an office."""


def inspect(data: bytes) -> Mapping[str, Untold]:
    """Scan each sheet by name; of a damaged package what was found before the damage, for the reader judges it."""
    scan = _Scan()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("content.xml") as stream:
            total = 0
            while (piece := stream.read(_CHUNK)) and total < LARGEST_PART:
                total += len(piece)
                scan.parser.Parse(piece)
    except DAMAGED:
        pass
    return scan.sheets


@dataclass
class _Sheet(Untold):
    """What is known of a sheet so far; ``row`` and ``column`` are where the next one begins."""

    row: int = 0
    column: int = 0
    repeated: int = 1


class _Scan:
    """The handlers of the parser."""

    def __init__(self) -> None:
        self.sheets: dict[str, _Sheet] = {}
        self._sheet = _Sheet()
        self._wrong: list[tuple[int, int]] = []
        """The cells of the error value that is being read."""
        self._text = ""
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = self._refuse

    def _refuse(self, *_: object) -> None:
        raise ValueError("a document type has no business in a workbook")

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        match name:
            case "table:table-cell" | "table:covered-table-cell":
                self._cell(attributes)
            case "table:table-row":
                self._row(attributes)
            case "table:table":
                self._sheet = self.sheets.setdefault(attributes.get("table:name", ""), _Sheet())
            case _:
                pass

    def _row(self, attributes: Mapping[str, str]) -> None:
        sheet = self._sheet
        sheet.column, sheet.repeated = 0, _number(attributes, "table:number-rows-repeated")
        if attributes.get("table:visibility") in ("collapse", "filter"):
            sheet.hidden_rows.update(range(sheet.row, sheet.row + min(sheet.repeated, _MOST_REPEATED)))

    def _cell(self, attributes: Mapping[str, str]) -> None:
        sheet = self._sheet
        row, column = sheet.row, sheet.column
        repeated = _number(attributes, "table:number-columns-repeated") if attributes else 1
        sheet.column += repeated
        down = _number(attributes, "table:number-rows-spanned")
        across = _number(attributes, "table:number-columns-spanned")
        if down > 1 or across > 1:
            sheet.merges.append(Merge(row, column, row + down - 1, column + across - 1))
        if attributes.get("calcext:value-type") == "error":
            rows = range(row, row + min(sheet.repeated, _MOST_REPEATED))
            self._wrong = [(at, column + by) for at in rows for by in range(min(repeated, _MOST_REPEATED))]
            self._text = ""
            self.parser.CharacterDataHandler = self._read

    def _read(self, text: str) -> None:
        self._text += text[:16]

    def _end(self, name: str) -> None:
        if name == "table:table-row":
            self._sheet.row += self._sheet.repeated
        elif self._wrong and name == "table:table-cell":
            self._sheet.errors.update(dict.fromkeys(self._wrong, CellError(self._text[:16])))
            self._wrong = []
            self.parser.CharacterDataHandler = None


def _number(attributes: Mapping[str, str], name: str) -> int:
    text = attributes.get(name, "1")
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 10 else 1
