"""Parquet files: in pieces as :mod:`djcov.intake.bulk` cuts CSV files, or as one sheet if they are not so simple."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ...errors import InputError
from ..bulk import FlatFile, NotFlat, Piece, types
from .sheets import Sheet

_ROWS = 1 << 17
"""Rows that are read at a time."""

_NO_TEXT = "（不是文字）"
"""How a value stands in a cell that can be written as no text (a record, a picture): its field's reader refuses it, or
it is seen; it is no blank.
"""


class ParquetFile(FlatFile):
    """A Parquet file; its columns' names are the header, in what would be a spreadsheet's first row."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        with ExitStack() as stack:
            stack.push(self)
            try:
                self._file = self._open.enter_context(pq.ParquetFile(path))
                first = next(self._file.iter_batches(1000), None)
            except (pa.ArrowException, OSError) as error:
                raise NotFlat(str(error)) from None
            rows = zip(*(_as_text(column).to_pylist() for column in first.columns), strict=True) if first else ()
            self.head = [list(self._file.schema_arrow.names), *map(list, rows)]
            stack.pop_all()

    def pieces(self, after: int) -> Iterator[Piece]:
        """Read a number of rows at a time."""
        kinds = types(self.head[after:], len(self.head[0]))
        first, rows = after, max(self._file.metadata.num_rows, 1)
        try:
            for batch in self._file.iter_batches(_ROWS):
                columns = [_retyped(_as_text(column), kind) for column, kind in zip(batch.columns, kinds, strict=True)]
                yield Piece(first, columns, self.size * (first + len(batch) - 1) // rows)
                first += len(batch)
        except (pa.ArrowException, OSError) as error:
            raise NotFlat(str(error)) from None


def read(data: bytes, where: str) -> Sheet:
    """Read a Parquet file that is not flat as one sheet, as :func:`.delimited.read` reads a text file.

    Raises InputError.
    """
    try:
        whole = pq.ParquetFile(pa.BufferReader(data)).read()  # read_table takes no two columns of one name
        columns = [_as_text(column.combine_chunks()).to_pylist() for column in whole.columns]
    except (pa.ArrowException, OSError):
        raise InputError("Parquet 文件已损坏，读不出", where=where, hint="请重新导出此文件。") from None
    return Sheet("", [whole.schema.names, *map(list, zip(*columns, strict=True))], typed=False)


def _as_text(column: pa.Array) -> pa.Array:
    """Any column as a CSV file would hold it: text, nothing for null."""
    if isinstance(column, pa.DictionaryArray):
        column = pc.cast(column, column.type.value_type)
    if pa.types.is_boolean(column.type):
        return pc.fill_null(pc.if_else(column, "是", "否"), "")
    if pa.types.is_list(column.type) or pa.types.is_large_list(column.type):
        return _joined(column)
    try:
        return pc.fill_null(pc.cast(column, pa.string()), "")
    except (pa.ArrowNotImplementedError, pa.ArrowInvalid):  # records and the like; bytes that are no text
        return pc.if_else(column.is_valid(), _NO_TEXT, "")


def _joined(lists: pa.Array) -> pa.Array:
    """Lists of texts as offices write them: 甲公司、乙公司."""
    given: list[list[object]] = [list(filter(None, each or ())) for each in lists.to_pylist()]
    return pa.array(
        ["、".join(map(str, each)) if all(isinstance(item, str) for item in each) else _NO_TEXT for each in given],
        pa.string(),
    )


def _retyped(column: pa.Array, kind: pa.DataType) -> pa.Array:
    return pc.dictionary_encode(column) if pa.types.is_dictionary(kind) else column
