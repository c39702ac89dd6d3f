"""Columnar validation: each distinct value of a column goes once through its field's own pydantic adapter.

A row passes here exactly when the model accepts it (a property of ``tests/intake/columns/test_validation.py``).
A million rows of twelve columns take 1.4 s this way and 27 s with a model built per row.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, NamedTuple, cast, get_type_hints

from pydantic import TypeAdapter, ValidationError

from ...engines import ArrowArray, Dtype
from ...findings import CATALOGUE
from ...models import Kind, personal
from ...values.dates import Since1904
from ...values.reading import Reading
from ...values.terms import Terms
from ...values.yesno import marked
from ..files.sheets import Cell, CellError
from . import pseudonyms, texts
from .texts import Texts

LARGE = 10_000
"""Cells from which on a column of texts is Arrow's."""

MANY = 1000
"""Distinct cells from which on the plain ones are not read one by one."""

_DTYPES: dict[object, Dtype] = {bool | None: "boolean", int | None: "Int64", date | None: "datetime64[s]"}


@dataclass(frozen=True, slots=True)
class Coded:
    """A column by its distinct values; row ``i`` has ``values[codes[i]]``, None if that is unknown."""

    codes: array[int]
    values: Sequence[object]

    def rows(self) -> list[Any]:
        """Give each row's value."""
        values = list(self.values)
        return [values[code] for code in self.codes]

    def or_else(self, other: Coded) -> Coded:
        """Give the other's value where this one's is unknown."""
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
    problems: dict[int, str]
    """From the index of a distinct cell to the code of the finding: the model refuses it."""
    notes: dict[int, str]
    """The same for cells that were read in a particular way."""
    terms: dict[int, Terms]
    """On what it depends whether the value of a cell holds."""


class Parsed(NamedTuple):
    """Distinct cells as they were read: the value of each (None if unknown), and by index what is beside it."""

    values: Sequence[object]
    problems: dict[int, str]
    notes: dict[int, str]
    terms: dict[int, Terms]


def coded(cells: Sequence[Cell]) -> Coded:
    """Number the distinct cells of a column in the order in which they come."""
    if len(cells) >= LARGE and (given := texts.numbered(cells)):
        codes, values = given
        return Coded(codes, values if len(values) >= MANY else list(values))
    distinct = dict.fromkeys(cells)
    if (0 in distinct or 1 in distinct) and bool in set(map(type, cells)):
        # Python holds True equal to 1; in a column of cells they are two values.
        numbered = coded([_TRUTHS[cell] if cell is True or cell is False else cell for cell in cells])
        return Coded(numbered.codes, [_CELLS.get(id(cell), cell) for cell in numbered.values])
    if len(distinct) == len(cells):
        return Coded(array("q", range(len(cells))), list(distinct))
    numbers = dict(zip(distinct, range(len(distinct)), strict=True))
    return Coded(array("q", list(map(numbers.__getitem__, cells))), list(distinct))


_TRUE, _FALSE = object(), object()
_TRUTHS = {True: _TRUE, False: _FALSE}
_CELLS = {id(_TRUE): True, id(_FALSE): False}


def validate(kind: Kind, field: str, cells: Sequence[Cell]) -> Validated:
    """Validate one column against one field of the model."""
    column = coded(cells)
    parsed, problems, notes, terms = parse(kind, field, column.values)
    return Validated(Coded(column.codes, parsed), column.values, problems, notes, terms)


_LOST_NOUGHT = re.compile(r"(?:19|20)\d\d\.1")


def untyped(kind: Kind, field: str, cells: Sequence[Cell]) -> list[Cell]:
    """Give a text file's cells as what they may have been: in a column of days 2020.1 was a number, perhaps 2020.10."""
    if dtype(kind, field) != "datetime64[s]":
        return list(cells)
    return [float(cell) if isinstance(cell, str) and _LOST_NOUGHT.fullmatch(cell) else cell for cell in cells]


def since_1904(kind: Kind, field: str, cells: Sequence[Cell]) -> list[Cell]:
    """Give the cells of a workbook with the 1904 date system: in a column of days a number is one since 1904."""
    if dtype(kind, field) != "datetime64[s]":
        return list(cells)
    return [Since1904(cell) if isinstance(cell, float) else cell for cell in cells]


def reworded(cells: Sequence[Cell], answers: Mapping[str, str]) -> list[Cell]:
    """Give cells of a column of yes and no with 是 or 否 for the marks that the policy adds."""
    return [answers.get(marked(cell), cell) for cell in cells] if answers else list(cells)


def parse(kind: Kind, field: str, distinct: Sequence[Cell]) -> Parsed:
    """Read distinct cells."""
    parsed, others = _plain_ones(kind, field, distinct)
    problems = {index: "CELL_ERROR" for index in others if isinstance(distinct[index], CellError)}
    good = [index for index in others if index not in problems] if problems else others
    noted: dict[object, Reading[object]] = {}
    while True:
        try:
            values = _adapter(kind, field).validate_python([distinct[index] for index in good], context=noted)
            break
        except ValidationError as error:
            bad = {item["loc"][0]: item["type"] for item in error.errors(include_url=False, include_input=False)}
            problems |= {good[int(at)]: code if code in CATALOGUE else "VALUE_INVALID" for at, code in bad.items()}
            good = [index for at, index in enumerate(good) if at not in bad]
    read = {**dict.fromkeys(others), **dict(zip(good, values, strict=True))}
    if isinstance(parsed, Texts):
        parsed = parsed.replaced(cast("dict[int, str | None]", read))
    else:
        for index, value in read.items():
            parsed[index] = value
    beside = {index: noted[distinct[index]] for index in others if distinct[index] in noted} if noted else {}
    notes = {index: reading.note for index, reading in beside.items() if reading.note}
    terms = {index: reading.terms for index, reading in beside.items() if reading.terms}
    return Parsed(parsed, problems, notes, terms)


def _plain_ones(kind: Kind, field: str, distinct: Sequence[Cell]) -> tuple[list[object] | Texts, Sequence[int]]:
    """Give the values of those cells that their reader would give back as they stand, if there are many cells, anything
    for the others, and the indices of these.
    """
    if len(distinct) >= MANY:
        from . import clean_cells

        return clean_cells.read(kind, field, distinct)
    return list[object]([None]) * len(distinct), range(len(distinct))


@cache
def _adapter(kind: Kind, field: str) -> TypeAdapter[list[object]]:
    hint: Any = get_type_hints(kind.model, include_extras=True)[field]
    row: type[list[object]] = list[hint]
    return TypeAdapter(row)


def dtype(kind: Kind, field: str) -> Dtype:
    """Give the type of a field's column."""
    return _DTYPES.get(kind.model.model_fields[field].annotation, "str")


def typed(kind: Kind, field: str, column: Coded) -> ArrowArray:
    """Give a field's column as Arrow holds it, personal numbers as keys."""
    from ...engines import arrow

    field = "born_on" if field == "_identity_born" else field
    mark = personal(kind, field)
    values = pseudonyms.keyed(column.values) if mark and mark.kind == "number" else column.values
    given = values.array if isinstance(values, Texts) else arrow.column(dtype(kind, field), values)
    return arrow.spread(given, column.codes)
