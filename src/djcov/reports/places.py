"""How a place in a file is written on a page: short, but never so short that two files look alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import PurePath

from ..findings import Location


class Places:
    """Writes locations, with a file's folder only where another file of the same name is among them.

    Where all of them stand on one sheet, :attr:`common` names it, and a row is 第N行 alone.
    """

    def __init__(self, files: Iterable[str]) -> None:
        paths: defaultdict[str, set[str]] = defaultdict(set)
        for file in files:
            paths[PurePath(file).name].add(file)
        self._shown = {file: name if len(same) == 1 else file for name, same in paths.items() for file in same}
        self.common = ""

    @classmethod
    def of(cls, locations: Iterable[Location]) -> Places:
        """Give how these locations are written side by side."""
        sheets = list(dict.fromkeys((at.file, at.sheet) for at in locations))
        found = cls(file for file, _ in sheets)
        if len(sheets) == 1:
            (file, sheet) = sheets[0]
            found.common = f"{found.file(file)} {sheet}".rstrip()
        return found

    def file(self, file: str) -> str:
        """Give the file's name, or its path if the name alone would not tell."""
        return self._shown.get(file, file)

    def row(self, at: Location) -> str:
        """Give 文件 工作表 第N行, or 第N行 where that tells."""
        row = f"第{at.row}行" if at.row else ""
        if row and self.common:
            return row
        return " ".join(part for part in (self.file(at.file), at.sheet, row) if part)

    def rows(self, places: Iterable[Location]) -> str:
        """Give 文件 工作表 第N行、第M行 of several places, each sheet once."""
        sheets: defaultdict[tuple[str, str], list[Location]] = defaultdict(list)
        for at in places:
            sheets[at.file, at.sheet].append(at)
        return "；".join("、".join([self.row(own[0]), *(f"第{at.row}行" for at in own[1:])]) for own in sheets.values())

    def cell(self, at: Location) -> str:
        """Give 文件 工作表 第N行 and the column, with the cell's address when one cell is meant."""
        address = f"（{at.cell}）" if at.cell else ""
        return f"{self.row(at)} {at.column}".rstrip() + address
