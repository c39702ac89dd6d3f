"""Large flat files in record batches: the bytes of a CSV or Parquet file as columns of text, a piece at a time.

Arrow's readers do the work; what they would read otherwise than :mod:`djcov.intake.delimited` reads it (blank lines,
rows of unequal length, NUL characters) is refused as :class:`NotFlat`, and the file goes the ordinary way. A record's
number is the row that a spreadsheet shows.
"""

# pyright: basic, reportMissingImports=false, reportAttributeAccessIssue=false
# (pyarrow and DuckDB carry no types)

from __future__ import annotations

import csv
import io
import mmap
import struct
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pcsv

from . import delimited

_HEAD = 1 << 20
"""Bytes at the beginning in which the header and the nature of the columns are looked for."""

_HEAD_ROWS = 1000
"""Of these records no more."""

_BLOCK = 8 << 20
"""Bytes of a CSV file that are read at a time."""

_AHEAD = 4
"""Pieces that are made ahead: it needs little Python, so they come while Python is still loading what is needed."""

_ROWS = 1 << 17
"""Rows of a Parquet file that are read at a time."""

_DISTINCT = 0.5
"""A column of whose cells more than this share is distinct is not dictionary-encoded."""

T = TypeVar("T")


class NotFlat(Exception):  # noqa: N818 - no failure: the file is read in another way
    """The file is not as simple as it must be to be read in batches."""


class Misjudged(NotFlat):
    """Further down a file is not as its beginning lets one expect; it may be flat all the same."""


@dataclass(frozen=True)
class Piece:
    """Some records: per column an array of text without nulls, dictionary-encoded where few cells are distinct."""

    first: int
    """The first record's index in the file, from 0."""
    columns: Sequence[pa.Array]
    done: int
    """Bytes of the file that are read with this piece."""

    def __len__(self) -> int:
        return len(self.columns[0]) if self.columns else 0


class FlatFile:
    """A file that was opened for reading in pieces: its first records, and the rest on demand. Use as a context."""

    head: list[list[str]]
    """The first records, as the ordinary reader gives them."""
    size: int
    """Bytes."""

    def pieces(self, after: int) -> Iterator[Piece]:
        """Give all records from index ``after`` on. Raises NotFlat."""
        raise NotImplementedError

    def __enter__(self) -> FlatFile:
        return self

    def __exit__(self, *error: object) -> None:
        """Close the file."""


class CsvFile(FlatFile):
    """A CSV or TSV file in UTF-8 or GB18030.

    Whether cells are quoted, and what the encoding is, is judged by the first block, and each block is held against
    that before it is read; or, if it is ``wholly`` looked through first, by all of them.
    """

    def __init__(self, path: Path, *, wholly: bool = False) -> None:
        with path.open("rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._bytes = pa.py_buffer(self._map)
        self.size = len(self._map)
        self._end = _content_end(self._map)
        if self._map[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise NotFlat("UTF-16")
        self._quoted, self._utf8 = self._looked_through(self.size if wholly else _BLOCK)
        if self._quoted and not wholly:  # one reader goes through the whole, see _batches
            self._quoted, self._utf8 = self._looked_through(self.size)
        self._encoding = "utf-8" if self._utf8 else "gb18030"
        self._text = self._beginning()
        self._delimiter = delimited.delimiter(self._text)
        self.head = list(islice(self._records(), _HEAD_ROWS))
        self._width = max(map(len, self.head))

    def __exit__(self, *error: object) -> None:
        # the map closes with the last array that looks into it
        del self._bytes, self._map

    def _looked_through(self, size: int) -> tuple[bool, bool]:
        """Look through at least so many bytes, as :meth:`_looked_at` does."""
        quoted, utf8, begin = False, True, 0
        while begin < min(size, self.size):
            cut = self._map.find(b"\n", begin + _BLOCK)
            end = self.size if cut < 0 else cut + 1
            quoted_here, utf8_here = self._looked_at(begin, end)
            quoted, utf8 = quoted or quoted_here, utf8 and utf8_here
            self._let_go(begin, end)
            begin = end
        return quoted, utf8

    def _looked_at(self, begin: int, end: int) -> tuple[bool, bool]:
        """Tell whether there are quotes in some lines, and whether they are UTF-8. Raises NotFlat if Arrow would read
        them otherwise than an ordinary reader.
        """
        if self._map.find(b"\0", begin, end) >= 0 or self._has_lone_returns(begin, min(end, self._end)):
            raise NotFlat("NUL characters, or line ends of their own")
        return self._map.find(b'"', begin, end) >= 0, _is_utf8(self._bytes.slice(begin, end - begin))

    def _has_lone_returns(self, begin: int, end: int) -> bool:
        """Whether a carriage return has no line feed behind it: those of Windows do."""
        if self._map.find(b"\r", begin, end) < 0:
            return False
        written = np.frombuffer(self._map, np.uint8)[begin:end]
        at = np.flatnonzero(written == ord("\r"))
        return bool(at[-1] + 1 == len(written) or (written[at + 1] != ord("\n")).any())

    def _let_go(self, begin: int, end: int) -> None:
        """Keep no part of the file in this process's memory that was gone through; the system may have it still."""
        if hasattr(mmap, "MADV_DONTNEED"):
            begin -= begin % mmap.PAGESIZE
            self._map.madvise(mmap.MADV_DONTNEED, begin, end - begin)

    def pieces(self, after: int) -> Iterator[Piece]:
        """Begin to read block by block at once, some ahead."""
        return _numbered(ahead(self._batches(after)), after)

    def _beginning(self) -> str:
        """Give the first lines."""
        cut = self._map.rfind(b"\n", 0, min(_HEAD, self._end))
        try:
            text = self._map[: cut + 1].decode(self._encoding).removeprefix("\ufeff")
        except UnicodeDecodeError as error:
            raise NotFlat(str(error)) from None
        if not text:
            raise NotFlat("one line")
        return text

    def _records(self) -> Iterator[list[str]]:
        return csv.reader(io.StringIO(self._text, newline=""), delimiter=self._delimiter)

    def _batches(self, after: int) -> Iterator[tuple[int, list[pa.RecordBatch]]]:
        """Read block by block; with each, how many bytes are read."""
        names = [str(index) for index in range(self._width)]
        types = dict(zip(names, _types(self.head[after:], self._width), strict=True))
        reading = pcsv.ReadOptions(column_names=names, encoding=self._encoding, block_size=4 << 20)
        parsing = pcsv.ParseOptions(
            delimiter=self._delimiter, newlines_in_values=self._quoted, ignore_empty_lines=False
        )
        converting = pcsv.ConvertOptions(column_types=types, strings_can_be_null=False, check_utf8=False)
        begin = self._offset(after)
        try:
            if self._quoted:  # a quoted cell may lie across blocks: one reader goes through the whole
                source = pa.BufferReader(self._bytes.slice(begin, self._end - begin))
                for batch in pcsv.open_csv(source, reading, parsing, converting):
                    self._let_go(begin, begin + source.tell())
                    yield begin + source.tell(), [batch]
                return
            while begin < self._end:
                end = self._block_end(begin)
                quoted, utf8 = self._looked_at(begin, end)
                if quoted or utf8 < self._utf8:
                    raise Misjudged
                source = pa.BufferReader(self._bytes.slice(begin, end - begin))
                table = pcsv.read_csv(source, reading, parsing, converting)
                self._let_go(begin, end)
                yield end, table.combine_chunks().to_batches()
                begin = end
        except (pa.ArrowInvalid, UnicodeDecodeError) as error:
            raise NotFlat(str(error)) from None

    def _offset(self, after: int) -> int:
        """Give the byte at which record ``after`` begins."""
        lines = csv.reader(io.StringIO(self._text, newline=""), delimiter=self._delimiter)
        for _ in range(after):
            next(lines)
        position = 0
        for _ in range(lines.line_num):
            position = self._map.find(b"\n", position) + 1
        return position

    def _block_end(self, begin: int) -> int:
        """Give the end of the block that begins at a byte, behind a line's end."""
        if begin + _BLOCK >= self._end:
            return self._end
        cut = self._map.rfind(b"\n", begin, begin + _BLOCK)
        if cut < 0:
            raise NotFlat("a line longer than a block")
        return cut + 1


class ParquetFile(FlatFile):
    """A Parquet file; its columns' names are the header, in what would be a spreadsheet's first row."""

    def __init__(self, path: Path) -> None:
        import pyarrow.parquet as pq

        self.size = path.stat().st_size
        try:
            self._file = pq.ParquetFile(path)
            first = next(self._file.iter_batches(1000), None)
        except (pa.ArrowInvalid, OSError) as error:
            raise NotFlat(str(error)) from None
        rows = zip(*(_as_text(column).to_pylist() for column in first.columns), strict=True) if first else ()
        self.head = [list(self._file.schema_arrow.names), *map(list, rows)]

    def __exit__(self, *error: object) -> None:
        self._file.close()

    def pieces(self, after: int) -> Iterator[Piece]:
        """Read a number of rows at a time."""
        types = _types(self.head[after:], len(self.head[0]))
        first, rows = after, max(self._file.metadata.num_rows, 1)
        for batch in self._file.iter_batches(_ROWS):
            columns = [_retyped(_as_text(column), kind) for column, kind in zip(batch.columns, types, strict=True)]
            yield Piece(first, columns, self.size * (first + len(batch) - 1) // rows)
            first += len(batch)


def _content_end(content: mmap.mmap) -> int:
    """Give the end of the last line that is not blank."""
    end = len(content)
    while end and content[end - 1] in b"\r\n":
        end -= 1
    return end


def _is_utf8(content: pa.Buffer) -> bool:
    """Whether all of the bytes are UTF-8, by Arrow's own check of a string."""
    offsets = pa.py_buffer(struct.pack("=qq", 0, content.size))
    try:
        pa.Array.from_buffers(pa.large_string(), 1, [None, offsets, content]).validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def _types(sample: Sequence[Sequence[str]], width: int) -> list[pa.DataType]:
    """Choose how each column is held, by how many of a sample's cells are distinct."""
    types: list[pa.DataType] = []
    for index in range(width):
        cells = [row[index] for row in sample if index < len(row)]
        distinct = len(set(cells)) > max(len(cells) * _DISTINCT, 50)
        types.append(pa.string() if distinct else pa.dictionary(pa.int32(), pa.string()))
    return types


def _as_text(column: pa.Array) -> pa.Array:
    """Give any column as a CSV file would hold it: text, nothing for null."""
    if pa.types.is_dictionary(column.type):
        column = pc.cast(column, column.type.value_type)
    if pa.types.is_boolean(column.type):
        return pc.fill_null(pc.if_else(column, "是", "否"), "")
    if pa.types.is_nested(column.type) or pa.types.is_binary(column.type):
        return pa.array([""] * len(column), pa.string())
    return pc.fill_null(pc.cast(column, pa.string()), "")


def _retyped(column: pa.Array, kind: pa.DataType) -> pa.Array:
    return pc.dictionary_encode(column) if pa.types.is_dictionary(kind) else column


def _numbered(blocks: Iterator[tuple[int, list[pa.RecordBatch]]], first: int) -> Iterator[Piece]:
    for done, batches in blocks:
        for batch in batches:
            yield Piece(first, batch.columns, done)
            first += len(batch)


def ahead(items: Iterator[T]) -> Iterator[T]:
    """Begin to make items at once, in a thread, and make some while the ones before are in use."""
    thread = ThreadPoolExecutor(1, thread_name_prefix="djcov-flat")
    return _in_order(thread, items, deque(thread.submit(next, items, None) for _ in range(_AHEAD)))


def _in_order(thread: ThreadPoolExecutor, items: Iterator[T], coming: deque[Future[T | None]]) -> Iterator[T]:
    with thread:
        while (item := coming.popleft().result()) is not None:
            coming.append(thread.submit(next, items, None))
            yield item
