"""Arrow's columns, in which every engine takes rows, and as pandas holds them."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from .model import ArrowArray, Dtype, Part, RecordBatch

if TYPE_CHECKING:
    import pandas as pd

TYPES: dict[Dtype, pa.DataType] = {
    "boolean": pa.bool_(),
    "Int64": pa.int64(),
    "int64": pa.int64(),
    "Float64": pa.float64(),
    "datetime64[s]": pa.timestamp("s"),
    "str": pa.string(),
}


PLACE = ("_table", "_row")
"""The columns that say where a row stands; they are never missing."""


class MemoryBatches:
    """Batches in memory."""

    def __init__(self) -> None:
        self.batches: list[RecordBatch] = []

    def add(self, batch: RecordBatch) -> None:
        """Keep the batch."""
        self.batches.append(batch)

    def drop(self) -> None:
        """Forget the batches."""
        self.batches.clear()


def batch(columns: Mapping[str, Dtype], rows: Sequence[Sequence[Any]]) -> RecordBatch:
    """Give plain rows as a record batch."""
    values = list(zip(*rows, strict=True)) or [()] * len(columns)
    arrays = [column(dtype, given) for dtype, given in zip(columns.values(), values, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, names=list(columns))


def column(dtype: Dtype, values: Sequence[Any]) -> ArrowArray:
    """Give plain values as a column; None is missing."""
    type_ = TYPES[dtype]
    # Arrow takes dates for no timestamps, so they go by way of its dates.
    return pa.array(values, pa.date32()).cast(type_) if pa.types.is_timestamp(type_) else pa.array(values, type_)


def placed(table: int, rows: Sequence[int], columns: Mapping[str, ArrowArray]) -> RecordBatch:
    """Give columns as a record batch, with the place of each row."""
    at = (pa.repeat(pa.scalar(table, pa.int64()), len(rows)), whole_numbers(rows))
    return pa.RecordBatch.from_pydict({**columns, **dict(zip(PLACE, at, strict=True))})


def spread(values: ArrowArray, codes: array[int]) -> ArrowArray:
    """Give each row its value by its code."""
    return values.take(whole_numbers(codes))


def encoded(values: ArrowArray, codes: Sequence[int]) -> ArrowArray:
    """Give the same, dictionary-encoded."""
    return pa.DictionaryArray.from_arrays(whole_numbers(codes).cast(pa.int32()), values)


def whole_numbers(values: Sequence[int]) -> ArrowArray:
    """Give whole numbers as a column; those of an array are not copied."""
    if isinstance(values, array):
        type_ = pa.int32() if values.typecode == "i" else pa.int64()
        return pa.Array.from_buffers(type_, len(values), [None, pa.py_buffer(values)])
    return pa.array(values, pa.int64())


def whole(columns: Mapping[str, Dtype], parts: Sequence[Part]) -> pa.Table:
    """Put parts under one another, with all columns in their order; a column that a part has not is missing."""
    batches = [_complete(columns, each) for part in parts for each in _batches(part)]
    schema = pa.schema([(name, TYPES[dtype]) for name, dtype in columns.items()])
    return pa.Table.from_batches(batches, schema)


def table(batches: Sequence[RecordBatch]) -> pa.Table:
    """Give record batches with the same columns as a table without dictionaries.

    pandas would take these for categories, and Parquet refuses those with an unknown word.
    """
    return pa.Table.from_batches([_plain(batch) for batch in batches])


def from_table(whole: pa.Table) -> pd.DataFrame:
    """Give a table as a frame, of the types that :mod:`djcov.roster` says: where a row stands is ``int64``."""
    import pandas as pd

    nullable = {pa.int64(): pd.Int64Dtype(), pa.float64(): pd.Float64Dtype(), pa.bool_(): pd.BooleanDtype()}
    frame = whole.to_pandas(types_mapper=nullable.get)
    return frame.astype({name: "int64" for name in PLACE if name in frame})


def _batches(part: Part) -> Iterator[RecordBatch]:
    if isinstance(part, pa.RecordBatch):
        yield part
    else:
        assert isinstance(part, MemoryBatches)
        yield from part.batches


def _complete(columns: Mapping[str, Dtype], given: RecordBatch) -> RecordBatch:
    given = _plain(given)
    there = set(given.schema.names)
    # one array of missing values for each type, however many columns are missing
    lacking = {dtype: pa.nulls(len(given), TYPES[dtype]) for name, dtype in columns.items() if name not in there}
    arrays = [
        pc.cast(given[name], TYPES[dtype]) if name in there else lacking[dtype] for name, dtype in columns.items()
    ]
    return pa.RecordBatch.from_arrays(arrays, names=list(columns))


def _plain(batch: RecordBatch) -> RecordBatch:
    columns = [pc.cast(each, pa.string()) if isinstance(each, pa.DictionaryArray) else each for each in batch.columns]
    return pa.RecordBatch.from_arrays(columns, names=batch.schema.names)
