"""Frames of pandas, polars, Arrow and their like, as files in memory: the columns' names are the header."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any, cast

from ..contents import Contents

NAME = "DataFrame"
_UNNAMED = "Unnamed: "
"""What pandas calls a column whose header is blank."""


def contents(frame: Any) -> Contents | None:
    """Give a frame as a file whose first row is the header; None for what is no frame.

    A header of several levels takes as many rows. Nothing of the frame is changed.
    """
    import narwhals as nw
    import pyarrow as pa
    import pyarrow.parquet as pq

    held = nw.from_native(frame, pass_through=True)
    if isinstance(held, nw.LazyFrame):
        held = held.collect()
    if not isinstance(held, nw.DataFrame):
        return None
    names, columns = _pandas(frame) if held.implementation.is_pandas() else _arrow(held.to_arrow())
    first, *below = [*zip(*map(_levels, names), strict=True)] or [()]
    rows = [list(map(_heading, level)) for level in below]
    texts = [[*(row[at] for row in rows), *map(_text, column)] for at, column in enumerate(columns)]
    table = pa.table([pa.array(column, pa.string()) for column in texts], names=list(map(_heading, first)))
    out = pa.BufferOutputStream()
    pq.write_table(table, out)
    return Contents(NAME, out.getvalue().to_pybytes())


def _pandas(frame: Any) -> tuple[Sequence[Any], list[list[object]]]:
    columns = (frame.iloc[:, at] for at in range(frame.shape[1]))
    return list(frame.columns), [column.astype(object).where(column.notna(), None).tolist() for column in columns]


def _arrow(table: Any) -> tuple[Sequence[Any], list[list[object]]]:
    return table.column_names, [column.to_pylist() for column in table.columns]


def _levels(name: object) -> tuple[object, ...]:
    """Give a column's name by its levels; one that has none is its own."""
    return cast("tuple[object, ...]", name) if isinstance(name, tuple) else (name,)


def _heading(name: object) -> str:
    return "" if name is None or str(name).startswith(_UNNAMED) else str(name)


def _text(value: object) -> str:
    """Write a value as a CSV file would hold it; what is not even itself (NaN) is none."""
    if value is None or value != value:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    return "、".join(map(_text, cast("list[object]", value))) if isinstance(value, list | tuple) else str(value)
