"""Columnar validation: each distinct value of a column goes once through its field's own pydantic adapter.

A row passes here exactly when the model accepts it (a property of ``tests/intake/columns/test_validation.py``).
A million rows of twelve columns take 1.4 s this way and 27 s with a model built per row.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import compress
from typing import TYPE_CHECKING, Any, NamedTuple, Self, get_type_hints

from pydantic import TypeAdapter, ValidationError

from ...engines import Dtype
from ...findings import CATALOGUE
from ...models import Kind
from ...regex import Regex
from ...values.dates import Since1904
from ...values.reading import Reading
from ...values.terms import Terms
from ...values.yesno import marked
from ..files.sheets import Cell, CellError
from . import arrow_values
from .arrow_values import ArrowValues

if TYPE_CHECKING:
    from .clean_cells import Flags

LARGE = 10_000
"""Cells from which on a column of texts is Arrow's."""

MANY = 1000
"""Distinct cells that Arrow holds from which on the clean ones are not read one by one."""

WORTH_ARROW = 5000
"""The same of cells that it does not hold: to import it takes as long as to read so many."""

_REMEMBERED = 200_000
"""Distinct cells that a column's reader remembers; beyond, it forgets all and begins anew."""

_DTYPES: dict[object, Dtype] = {
    bool | None: "boolean",
    int | None: "Int64",
    float | None: "Float64",
    date | None: "datetime64[s]",
}


@dataclass(frozen=True, slots=True)
class Coded:
    """A column by its distinct values; row ``i`` has ``values[codes[i]]``, None if that is unknown."""

    codes: array[int] | range
    """A range where each row has a value of its own."""
    values: Sequence[Any]

    @classmethod
    def constant(cls, value: object, rows: int) -> Self:
        """Make a column that has the same value in each row."""
        return cls(array("q", bytes(8 * rows)), [value])

    def rows(self) -> list[Any]:
        """Each row's value."""
        values = list(self.values)
        return values if isinstance(self.codes, range) else [values[code] for code in self.codes]

    def places(self, values: Collection[int]) -> Iterator[tuple[int, int]]:
        """The rows that have some of the values, and the index of the value of each."""
        if isinstance(self.codes, range):
            return ((at, at) for at in sorted(values))
        places = compress(range(len(self.codes)), map(values.__contains__, self.codes)) if values else ()
        return ((at, self.codes[at]) for at in places)

    def sum(self, begin: int, end: int | None = None) -> int:
        """Add up the numbers of some rows."""
        codes = self.codes[begin:end]
        if len(codes) < LARGE or isinstance(codes, range):
            values = [value or 0 for value in self.values]
            return sum(values[code] for code in codes)
        import numpy as np

        return int(np.array([value or 0 for value in self.values], np.int64)[np.asarray(codes)].sum())

    def or_else(self, other: Coded) -> Coded:
        """The other's value where this one's is unknown."""
        if all(value is None for value in other.values):
            return self
        return coded(
            [mine if mine is not None else theirs for mine, theirs in zip(self.rows(), other.rows(), strict=True)]
        )


@dataclass(frozen=True, slots=True)
class Validated:
    """A column after validation."""

    values: Coded
    """Typed; what could not be read is unknown."""
    distinct: Sequence[Cell]
    """The distinct cells, in the order of the values."""
    problems: Mapping[int, str]
    """From the index of a distinct cell to the code of the finding: the model refuses it."""
    notes: Mapping[int, str]
    """The same for cells that were read in a particular way."""
    terms: Mapping[int, Terms]
    """On what it depends whether the value of a cell holds."""
    clean: Flags | None = None
    """Which distinct cells are clean (:mod:`.clean_cells`), if that was looked at."""

    def dated(self) -> dict[int, Terms]:
        """By position on what the values of some cells depend."""
        return {at: self.terms[index] for at, index in self.values.places(self.terms)}


class Parsed(NamedTuple):
    """Distinct cells as they were read: the value of each (None if unknown), and by index what is beside it."""

    values: list[object]
    problems: dict[int, str]
    notes: dict[int, str]
    terms: dict[int, Terms]


def coded(cells: Sequence[Cell]) -> Coded:
    """Number the distinct cells of a column in the order in which they come."""
    if len(cells) >= LARGE and (given := arrow_values.numbered(cells)):
        codes, values = given
        return Coded(codes, values if len(values) >= MANY else list(values))
    distinct = dict.fromkeys(cells)
    if (0 in distinct or 1 in distinct) and bool in set(map(type, cells)):
        # Python holds True equal to 1; in a column of cells they are two values.
        numbered = coded([_TRUTHS[cell] if cell is True or cell is False else cell for cell in cells])
        return Coded(numbered.codes, [_CELLS.get(id(cell), cell) for cell in numbered.values])
    if len(distinct) == len(cells):
        return Coded(range(len(cells)), list(distinct))
    numbers = dict(zip(distinct, range(len(distinct)), strict=True))
    return Coded(array("q", list(map(numbers.__getitem__, cells))), list(distinct))


_TRUE, _FALSE = object(), object()
_TRUTHS = {True: _TRUE, False: _FALSE}
_CELLS = {id(_TRUE): True, id(_FALSE): False}


class ColumnReader:
    """Reads one field's column, whole or piece by piece.

    Where distinct cells are many, only those that are not clean (:mod:`.clean_cells`) are read one by one. Those of a
    column in pieces are remembered, up to a bound.
    """

    def __init__(
        self, kind: Kind, field: str, answers: Mapping[str, str] | None = None, *, pieces: bool = False
    ) -> None:
        """``answers``: 是 or 否 by the marks that the policy adds."""
        self._kind, self._field = kind, field
        self._answers = answers if dtype(kind, field) == "boolean" else None
        self._known: dict[Cell, tuple[object, str | None, str | None, Terms | None]] | None = {} if pieces else None

    def read(self, column: Coded, clean: Flags | None = None) -> Validated:
        """Validate a column, or a piece of it; ``clean``: which of its distinct cells are known to be so."""
        distinct = reworded(column.values, self._answers) if self._answers else column.values
        if len(distinct) < (MANY if isinstance(distinct, ArrowValues) else WORTH_ARROW):
            distinct = list(distinct)
            read = self._parse(distinct)
            return Validated(Coded(column.codes, read.values), distinct, read.problems, read.notes, read.terms)
        from . import clean_cells

        values, others, clean = clean_cells.read(self._kind, self._field, distinct, clean)
        given = distinct.at(others) if isinstance(distinct, ArrowValues) else [distinct[at] for at in others]
        read = self._parse(given)
        values = values.replaced(others, read.values) if isinstance(values, ArrowValues) else read.values
        problems, notes = ({others[at]: code for at, code in each.items()} for each in (read.problems, read.notes))
        terms = {others[at]: term for at, term in read.terms.items()}
        return Validated(Coded(column.codes, values), distinct, problems, notes, terms, clean)

    def _parse(self, cells: list[Cell]) -> Parsed:
        """Read cells one by one, but for those that are remembered."""
        known = self._known
        if known is None:
            return parse(self._kind, self._field, cells)
        new = [cell for cell in cells if cell not in known]
        if len(known) + len(new) > _REMEMBERED:
            known.clear()
            new = cells
        values, problems, notes, terms = parse(self._kind, self._field, new)
        for at, (cell, value) in enumerate(zip(new, values, strict=True)):
            known[cell] = value, problems.get(at), notes.get(at), terms.get(at)
        found = [known[cell] for cell in cells]
        return Parsed(
            [value for value, *_ in found],
            {at: problem for at, (_, problem, _, _) in enumerate(found) if problem},
            {at: note for at, (_, _, note, _) in enumerate(found) if note},
            {at: term for at, (_, _, _, term) in enumerate(found) if term},
        )


_LOST_NOUGHT = Regex(r"(?:19|20)\d\d\.1")


def untyped(kind: Kind, field: str, cells: Sequence[Cell]) -> Sequence[Cell]:
    """A text file's cells as what they may have been: in a column of days 2020.1 was a number, perhaps 2020.10."""
    if dtype(kind, field) != "datetime64[s]":
        return cells
    return [float(cell) if isinstance(cell, str) and _LOST_NOUGHT.fullmatch(cell) else cell for cell in cells]


def since_1904(kind: Kind, field: str, cells: Sequence[Cell]) -> Sequence[Cell]:
    """The cells of a workbook with the 1904 date system: in a column of days a number is one since 1904."""
    if dtype(kind, field) != "datetime64[s]":
        return cells
    return [Since1904(cell) if isinstance(cell, float) else cell for cell in cells]


def reworded(cells: Sequence[Cell], answers: Mapping[str, str]) -> Sequence[Cell]:
    """Cells of a column of yes and no with 是 or 否 for the marks that the policy adds."""
    return [answers.get(marked(cell), cell) for cell in cells] if answers else cells


def parse(kind: Kind, field: str, cells: Sequence[Cell]) -> Parsed:
    """Read cells one by one."""
    problems = {at: "CELL_ERROR" for at, cell in enumerate(cells) if isinstance(cell, CellError)}
    good = [at for at in range(len(cells)) if at not in problems]
    noted: dict[object, Reading[object]] = {}
    while True:
        try:
            read = _adapter(kind, field).validate_python([cells[at] for at in good], context=noted)
            break
        except ValidationError as error:
            bad = {item["loc"][0]: item["type"] for item in error.errors(include_url=False, include_input=False)}
            problems |= {good[int(at)]: code if code in CATALOGUE else "VALUE_INVALID" for at, code in bad.items()}
            good = [index for at, index in enumerate(good) if at not in bad]
    values: list[object] = [None] * len(cells)
    for at, value in zip(good, read, strict=True):
        values[at] = value
    beside = {at: noted[cell] for at, cell in enumerate(cells) if cell in noted} if noted else {}
    notes = {at: reading.note for at, reading in beside.items() if reading.note}
    terms = {at: reading.terms for at, reading in beside.items() if reading.terms}
    return Parsed(values, problems, notes, terms)


@cache
def _adapter(kind: Kind, field: str) -> TypeAdapter[list[object]]:
    hint: Any = get_type_hints(kind.model, include_extras=True)[field]
    row: type[list[object]] = list[hint]
    return TypeAdapter(row)


def dtype(kind: Kind, field: str) -> Dtype:
    """The type of a field's column."""
    return _DTYPES.get(kind.model.model_fields[field].annotation, "str")
