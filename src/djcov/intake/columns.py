"""Columnar validation: each distinct value of a column goes once through its field's own pydantic adapter.

A row passes here exactly when the model accepts it (``tests/intake/test_columns.py`` holds it as a property). A million
rows of twelve columns take 1.4 s this way and 27 s with a model built per row.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, get_args, get_type_hints

from pydantic import TypeAdapter, ValidationError

from ..findings import CATALOGUE
from ..models import Kind, personal
from .sheets import Cell, CellError

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

_SECRET = secrets.token_bytes(16)
"""Keys of identity and phone numbers differ from run to run, so that nobody can look a number up."""


Dtype = Literal["boolean", "Int64", "datetime64[s]", "str"]
DTYPES: tuple[Dtype, ...] = get_args(Dtype)
_DTYPES: dict[object, Dtype] = {bool | None: "boolean", int | None: "Int64", date | None: "datetime64[s]"}

_TRUE, _FALSE = object(), object()
_TRUTHS = {id(_TRUE): True, id(_FALSE): False}
"""Python holds True equal to 1; in a column of cells they are two values."""


@dataclass(frozen=True)
class Validated:
    """A column after validation."""

    values: pd.Series[Any]
    """Typed (see :mod:`djcov.roster`); what could not be read is missing."""
    codes: np.ndarray[Any, np.dtype[np.int64]]
    """For each row the index of its distinct cell."""
    distinct: Sequence[Cell]
    problems: dict[int, str]
    """From the index of a distinct cell to the code of the finding: the model refuses it."""
    notes: dict[int, str]
    """The same for cells that were read in a particular way."""
    parsed: Sequence[object]
    """The value of each distinct cell."""


def validate(kind: Kind, field: str, cells: Sequence[Cell]) -> Validated:
    """Validate one column against one field of the model."""
    import numpy as np
    import pandas as pd

    array = np.empty(len(cells), dtype=object)
    array[:] = [_TRUE if cell is True else _FALSE if cell is False else cell for cell in cells]
    codes, uniques = pd.factorize(array, use_na_sentinel=False)
    distinct: list[Cell] = [_TRUTHS.get(id(cell), cell) for cell in uniques.tolist()]
    parsed, problems, notes = _parse(kind, field, distinct)
    mark = personal(kind, field)
    shown = [_key(value) for value in parsed] if mark and mark.kind == "number" else parsed
    return Validated(spread(kind, field, shown, codes), codes.astype(np.int64), distinct, problems, notes, parsed)


def _parse(kind: Kind, field: str, distinct: Sequence[Cell]) -> tuple[list[object], dict[int, str], dict[int, str]]:
    problems = {index: "CELL_ERROR" for index, cell in enumerate(distinct) if isinstance(cell, CellError)}
    good = [index for index in range(len(distinct)) if index not in problems]
    noted: dict[object, str] = {}
    while True:
        try:
            values = _adapter(kind, field).validate_python([distinct[index] for index in good], context=noted)
            break
        except ValidationError as error:
            bad = {item["loc"][0]: item["type"] for item in error.errors(include_url=False, include_input=False)}
            problems |= {good[int(at)]: code if code in CATALOGUE else "VALUE_INVALID" for at, code in bad.items()}
            good = [index for at, index in enumerate(good) if at not in bad]
    parsed: list[object] = [None] * len(distinct)
    for index, value in zip(good, values, strict=True):
        parsed[index] = value
    notes = {index: noted[distinct[index]] for index in good if noted and distinct[index] in noted}
    return parsed, problems, notes


@cache
def _adapter(kind: Kind, field: str) -> TypeAdapter[list[object]]:
    hint: Any = get_type_hints(kind.model, include_extras=True)[field]
    row: type[list[object]] = list[hint]
    return TypeAdapter(row)


def dtype(kind: Kind, field: str) -> Dtype:
    """Give the pandas dtype of a field's column."""
    return _DTYPES.get(kind.model.model_fields[field].annotation, "str")


def spread(kind: Kind, field: str, values: Sequence[object], codes: np.ndarray[Any, Any]) -> pd.Series[Any]:
    """Give each row the value of its distinct cell; None is missing."""
    return _series(dtype(kind, field), values).take(codes).reset_index(drop=True)


def unknowns(dtype: Dtype, rows: int) -> pd.Series[Any]:
    """Give a column of unknowns."""
    return _series(dtype, [None] * rows)


def _series(dtype: Dtype, values: Sequence[object]) -> pd.Series[Any]:
    import pandas as pd

    plain: list[Any] = list(values)
    if dtype == "datetime64[s]":
        # By way of objects, for a list of dates of which all are missing has no dtype of its own.
        return pd.Series(pd.to_datetime(pd.Series(plain, dtype=object)).astype("datetime64[s]"))
    return pd.Series(plain, dtype=dtype)


def _key(value: object) -> str | None:
    """Give the key that stands for a personal number outside the reader."""
    return None if value is None else hashlib.blake2b(str(value).encode(), digest_size=8, key=_SECRET).hexdigest()
