"""Frames of pandas, polars, Arrow and their like, as files in memory: the columns' names are the header.

A cell stands there as a CSV file would hold it, so that a frame gives what its file gives.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, cast

from ..contents import Contents
from ..errors import UsageError
from ..masking import title

NAME = "DataFrame"
_UNNAMED = "Unnamed: "
"""What pandas calls a column whose header is blank."""

_MISSING = frozenset({"NoneType", "NAType", "NaTType"})
_PLAIN = (int, date, time, timedelta)
_EXACT = 10**15
"""From here on a number with a point has lost digits of what may be a number of a person: spreadsheets keep 15."""

_EXACT_IN = {"float16": 2**11, "halffloat": 2**11, "float32": 2**24, "float": 2**24}
"""The same of shorter numbers, by the names of their types in pandas and Arrow."""

_HINT = "一格里请只放文字、数、日期、是否，或由这些组成的列表；可先转成文字再读。"


@dataclass(frozen=True, slots=True)
class _Column:
    name: object
    """A tuple if the header has several levels."""
    cells: Sequence[object]
    exact: int = _EXACT


def contents(frame: Any) -> Contents | None:
    """Give a frame as a file whose first row is the header; None for what is no frame.

    A header of several levels takes as many rows; of pandas' index the levels that have a name, or hold texts or days,
    are columns too. Nothing of the frame is changed. Raises UsageError for a cell that no sheet could hold.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = _columns(frame)
    if columns is None:
        return None
    paths = [_levels(column.name) for column in columns]
    depth = max(map(len, paths), default=1)
    names = [[_heading(level) for level in (*path, *[None] * (depth - len(path)))] for path in paths]
    texts = [
        pa.array([*path[1:], *_texts(column, path, depth)], pa.string())
        for column, path in zip(columns, names, strict=True)
    ]
    out = pa.BufferOutputStream()
    pq.write_table(pa.table(texts, names=[path[0] for path in names]), out)
    return Contents(NAME, out.getvalue().to_pybytes())


def _columns(frame: Any) -> list[_Column] | None:
    """Give the columns of a frame, of whatever library; None for what is no frame."""
    import narwhals as nw

    if nw.dependencies.is_pandas_dataframe(frame):
        return _pandas(frame)
    if not nw.dependencies.is_pyarrow_table(frame):
        held = nw.from_native(frame, pass_through=True)
        held = held.collect() if isinstance(held, nw.LazyFrame) else held
        if not isinstance(held, nw.DataFrame):
            return None
        frame = held.to_arrow()
    table: Any = frame  # what narwhals tells of it is less than it has
    columns = zip(table.column_names, table.columns, strict=True)
    return [_Column(name, each.to_pylist(), _EXACT_IN.get(str(each.type), _EXACT)) for name, each in columns]


def _pandas(frame: Any) -> list[_Column]:
    columns = [(frame.columns[at], frame.iloc[:, at]) for at in range(frame.shape[1])]
    index = [frame.index.get_level_values(level).to_series() for level in range(frame.index.nlevels)]
    beside = [
        (level.name, level)
        for level in index
        if (level.name is not None or level.dtype.kind not in "iu") and not _is_among(level, columns)
    ]
    return [
        _Column(name, column.astype(object).tolist(), _EXACT_IN.get(str(column.dtype).casefold(), _EXACT))
        for name, column in [*beside, *columns]
    ]


def _is_among(level: Any, columns: Sequence[tuple[object, Any]]) -> bool:
    """Whether a level of the index is a column that was kept as one, too."""
    values = level.astype(object).tolist()
    return any(name == level.name and column.astype(object).tolist() == values for name, column in columns)


def _levels(name: object) -> tuple[object, ...]:
    """Give a column's name by its levels; one that has none is its own."""
    return cast("tuple[object, ...]", name) or ("",) if isinstance(name, tuple) else (name,)


def _heading(name: object) -> str:
    """Write a column's name, or a level of it."""
    text = _text(name, _EXACT)
    text = _whole(str(name) if text is None else text)
    return "" if text.startswith(_UNNAMED) else text


def _texts(column: _Column, path: Sequence[str], depth: int) -> list[str]:
    """Write a column's cells. Raises UsageError, which names the column, the row and what type the cell has."""
    texts: list[str] = []
    for row, cell in enumerate(column.cells, start=depth + 1):
        text = cell if type(cell) is str else _text(cell, column.exact)
        if text is None:
            header = title("/".join(filter(None, path)))
            raise UsageError(f"{NAME} 的“{header}”栏第 {row} 行是 {type(cell).__name__} 类型的值，读不了", hint=_HINT)
        texts.append(text if text.isascii() else _whole(text))
    return texts


def _is_missing(value: object) -> bool:
    """Whether a value is one of those that stand for none: None, NA, NaT, not-a-number."""
    if isinstance(value, float):
        return value != value
    return value.is_nan() if isinstance(value, Decimal) else type(value).__name__ in _MISSING


def _text(value: Any, exact: int, *, within: bool = False) -> str | None:
    """Write a value as a CSV file would hold it; None if it could not. ``within``: whether it stands in a list."""
    value = _plain(value)
    if _is_missing(value):
        return ""
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer():
        return f"{value:e}" if abs(value) >= exact else str(int(value))
    if isinstance(value, float | Decimal):
        return f"{value:f}" if isinstance(value, Decimal) else str(value)
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    if isinstance(value, _PLAIN) or type(value).__name__ == "Period":
        try:
            return str(value) if not isinstance(value, datetime) else value.isoformat()
        except ValueError:  # an integer of thousands of digits
            return None
    if isinstance(value, list | tuple) and not within:
        parts = [_text(each, exact, within=True) for each in cast("Sequence[object]", value)]
        return None if None in parts else "、".join(filter(None, parts))
    return None


def _plain(value: Any) -> Any:
    """Give a value of NumPy as one of Python; any other as it is."""
    if type(value).__module__ != "numpy":
        return value
    if type(value).__name__ == "datetime64":
        return value.astype("datetime64[us]").item()
    return value.tolist()


def _whole(text: str) -> str:
    """Give a text with a mark in the place of half a character (a lone surrogate), which no file can hold."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    return text
