"""What a file gives, whatever its format: sheets of cells at their physical places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from operator import itemgetter

from ... import errors, masking

SAVE_AS = "请在表格软件中打开后另存为 .xlsx 再试。"
"""What often mends a file that cannot be read."""

Cell = object
"""A str, float, int, bool, date, datetime, time, timedelta, :class:`CellError`, or "" for an empty cell."""


@dataclass(frozen=True, slots=True)
class CellError:
    """A formula's error value, such as ``#DIV/0!``, or a formula whose result was never stored."""

    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range; all four are indices from 0, the last ones included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Sheet:
    """One sheet. ``rows[i]`` is Excel's row ``i + 1``, ``rows[i][j]`` its column ``j``; rows may differ in length."""

    name: str
    rows: Sequence[Sequence[Cell]]
    merges: tuple[Merge, ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    """Indices from 0."""
    errors: Mapping[tuple[int, int], CellError] = field(default_factory=dict[tuple[int, int], CellError])
    """Error values by row and column index; readers give such cells as empty."""
    typed: bool = True
    """Whether cells have types. In a text file a number may have lost noughts at its end."""
    since_1904: bool = False
    """Whether serial numbers of days count from 1904."""

    shown_as: str = ""
    """The name as it may be shown, where masks would make it another's (:func:`told_apart`)."""

    @property
    def shown_name(self) -> str:
        """The name as it may be shown."""
        return self.shown_as or masking.title(self.name)

    def cell(self, row: int, column: int) -> Cell:
        """A cell; "" outside the filled part."""
        if row >= len(self.rows) or column >= len(self.rows[row]):
            return ""
        return self.rows[row][column]

    def column(self, index: int) -> Sequence[Cell]:
        """A column's cells, "" where a row ends before it; they are kept, as they lie far apart in memory."""
        if index not in self._columns:
            try:
                cells = list(map(itemgetter(index), self.rows))
            except IndexError:  # the rows of a text file may be short
                cells = [row[index] if index < len(row) else "" for row in self.rows]
            self._columns[index] = cells
        return self._columns[index]

    def cells(self, column: int, rows: Sequence[int]) -> list[Cell]:
        """A column's cells in some rows, which are in order."""
        cells = self.column(column)
        if rows and rows[-1] - rows[0] + 1 == len(rows):
            return list(cells[rows[0] : rows[-1] + 1])
        return [cells[row] for row in rows]

    @cached_property
    def _columns(self) -> dict[int, list[Cell]]:
        return {}

    @property
    def width(self) -> int:
        """The longest row's length."""
        return max(map(len, self.rows), default=0)


@dataclass(frozen=True)
class Opened:
    """A file's sheets, and its real format where the name says another."""

    sheets: tuple[Sheet, ...]
    real_format: str = ""


def told_apart(sheets: Sequence[Sheet]) -> tuple[Sheet, ...]:
    """A workbook's sheets, each with a name as it may be shown that is its own."""
    shown = errors.told_apart({sheet.name: sheet.name for sheet in sheets})
    return tuple(replace(each, shown_as=shown[each.name]) if shown[each.name] != each.name else each for each in sheets)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a workbook could not be read: the parts of an InputError."""

    what: str
    hint: str
    needs_password: bool = False
