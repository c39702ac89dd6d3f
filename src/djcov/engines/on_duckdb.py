"""Frames in DuckDB, which computes on all cores and goes to a temporary folder when the memory is not enough."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from ..errors import DjcovError, UsageError
from .arrow import from_table, table
from .model import Dtype, Part, Task

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

_TYPES: dict[Dtype, str] = {
    "boolean": "BOOLEAN",
    "Int64": "BIGINT",
    "int64": "BIGINT",
    "Float64": "DOUBLE",
    "datetime64[s]": "TIMESTAMP_S",
    "str": "VARCHAR",
}

IN_MEMORY = 512 << 20
"""Bytes of one table's batches that stay in memory; more go to the temporary folder, compressed."""

MEMORY_LIMIT = "DJCOV_MEMORY"
"""The environment variable that bounds DuckDB's own memory, such as ``1GiB``."""


_NO_SPACE = ("No space left", "not enough space", "quota exceeded", "attempted to write 0 bytes", "磁盘空间不足")
"""What DuckDB and the systems say of a full disk; any other trouble with files is not one."""


def exhausted(error: Exception) -> DjcovError | None:
    """Say of an error of DuckDB's that the memory or the disk was not enough; None for any other."""
    import duckdb

    if isinstance(error, duckdb.IOException):
        return _no_room() if any(words in str(error) for words in _NO_SPACE) else None
    if not isinstance(error, duckdb.OutOfMemoryException):
        return None
    limit = os.environ.get(MEMORY_LIMIT)
    more = f"把环境变量 {MEMORY_LIMIT}（现为 {limit}）设大一些" if limit else "关闭别的程序"
    return DjcovError("内存不够，算不下去", hint=f"请{more}，并看看临时文件夹 {tempfile.gettempdir()} 是否还有空间。")


def _no_room() -> DjcovError:
    hint = "请腾出空间，或用环境变量 TMPDIR（Windows 上是 TEMP）换一个文件夹。"
    return DjcovError("临时文件写不进去，磁盘可能满了", where=tempfile.gettempdir(), hint=hint)


def _no_size(limit: str | None) -> UsageError:
    hint = "请写成 4GB、1GiB 这样的大小，或不设它。"
    return UsageError(f"环境变量 {MEMORY_LIMIT} 的值“{limit}”不是内存大小", hint=hint)


class SpillingBatches:
    """Batches in memory up to a bound, beyond it in Parquet files of a temporary folder."""

    def __init__(self, folder: Path, numbers: Iterator[int]) -> None:
        self._folder = folder
        self._numbers = numbers
        """Of the folder's files."""
        self._files: list[Path] = []
        self._kept: list[pa.RecordBatch] = []
        self._bytes = 0

    def add(self, batch: pa.RecordBatch) -> None:
        """Keep the batch, here or there."""
        self._kept.append(batch)
        self._bytes += batch.nbytes
        if self._bytes > IN_MEMORY:
            self._spill()

    def drop(self) -> None:
        """Forget the batches."""
        self._kept.clear()
        self._bytes = 0
        for file in self._files:
            file.unlink()
        self._files.clear()

    def sources(self, connection: duckdb.DuckDBPyConnection) -> Iterator[duckdb.DuckDBPyRelation]:
        """Give what was gathered as relations."""
        if self._files:
            yield connection.read_parquet([str(file) for file in self._files])
        if self._kept:
            yield connection.from_arrow(pa.Table.from_batches(self._kept))

    def _spill(self) -> None:
        import pyarrow.parquet as pq

        file = self._folder / f"{next(self._numbers)}.parquet"
        try:
            pq.write_table(table(self._kept), file, compression="zstd", compression_level=1)
        except OSError:
            raise _no_room() from None
        self._files.append(file)
        self._kept, self._bytes = [], 0


class DuckDBEngine:
    """One in-memory database, with a temporary folder that goes when it is closed."""

    name = "duckdb"
    at_hand = False

    def __init__(self) -> None:
        self._scratch = tempfile.TemporaryDirectory(prefix="djcov-", ignore_cleanup_errors=True)
        self._numbers = count()
        self._settled = 0

    @cached_property
    def _connection(self) -> duckdb.DuckDBPyConnection:
        """The database, which takes a while to import."""
        import duckdb

        limit = os.environ.get(MEMORY_LIMIT)
        if limit and not limit[0].isdecimal():  # to DuckDB, less than nothing is as much as there is
            raise _no_size(limit)
        settings: Any = {"temp_directory": self._scratch.name, "preserve_insertion_order": False}
        try:
            return duckdb.connect(config=settings | ({"memory_limit": limit} if limit else {}))
        except (duckdb.ParserException, duckdb.InvalidInputException):
            raise _no_size(limit) from None

    def batches(self) -> SpillingBatches:
        """Begin to gather batches. The database starts now, while the first of them are being made."""
        self._connection  # noqa: B018
        return SpillingBatches(Path(self._scratch.name), self._numbers)

    def hold(self, columns: Mapping[str, Dtype], parts: Sequence[Part]) -> duckdb.DuckDBPyRelation:
        """Give one relation over all parts."""
        relations = [self._complete(columns, each) for part in parts for each in self._sources(part)]
        if not relations:
            return self._connection.sql(f"SELECT {_select(columns, ())} WHERE false")
        whole, *others = relations
        for other in others:
            whole = whole.union(other)
        return whole

    def settle(self, frame: Any, *, joined: bool) -> Any:
        """Compute a lazy frame into a table of the database; mere expressions are quicker computed again than kept."""
        import narwhals as nw

        if not joined:
            return frame
        self._settled += 1
        name = f"settled_{self._settled}"
        nw.to_native(frame).create(name)
        return nw.from_native(self._connection.table(name)).lazy()

    def spread(self, task: Task, items: Sequence[Any]) -> None:
        """There is only this machine."""

    def to_pandas(self, frame: Any) -> pd.DataFrame:
        """Give a relation as pandas holds it."""
        return from_table(frame.order("_table, _row").to_arrow_table())

    def close(self) -> None:
        """Close the database and delete the temporary folder."""
        if "_connection" in vars(self):
            self._connection.close()
        self._scratch.cleanup()

    def _sources(self, part: Part) -> Iterator[duckdb.DuckDBPyRelation]:
        if isinstance(part, pa.RecordBatch):
            yield self._connection.from_arrow(pa.Table.from_batches([part]))
        else:
            assert isinstance(part, SpillingBatches)
            yield from part.sources(self._connection)

    def _complete(self, columns: Mapping[str, Dtype], given: duckdb.DuckDBPyRelation) -> duckdb.DuckDBPyRelation:
        return given.project(_select(columns, given.columns))


def _select(columns: Mapping[str, Dtype], given: Sequence[str]) -> str:
    """Name all columns in their order; what is not given is null."""
    return ", ".join(
        f"CAST({_quoted(name) if name in given else 'NULL'} AS {_TYPES[dtype]}) AS {_quoted(name)}"
        for name, dtype in columns.items()
    )


def _quoted(name: str) -> str:
    return f'"{name}"'
