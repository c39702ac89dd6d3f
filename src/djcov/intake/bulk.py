"""Large flat files in pieces: the bytes of a CSV file (Parquet: :mod:`.files.parquet`) as columns of text.

Arrow's readers do the work; what they would read otherwise than :mod:`.files.delimited` reads it (blank lines,
rows of unequal length, NUL characters) is refused as :class:`NotFlat`, and the file goes the ordinary way. A record's
number is the row that a spreadsheet shows.
"""

from __future__ import annotations

import csv
import io
import os
import struct
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pcsv

from .files import delimited

_HEAD = 1 << 20
"""Bytes at the beginning in which the header and the nature of the columns are looked for."""

_HEAD_ROWS = 1000
"""Of these records no more."""

_BLOCK = 8 << 20
"""Bytes of a CSV file that are read at a time."""

_AHEAD = 4
"""Pieces that are made ahead: it needs little Python, so they come while Python is still loading what is needed."""

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


class FlatFile(ABC):
    """A file that was opened for reading in pieces: its first records, and the rest on demand. Use as a context."""

    head: list[list[str]]
    """The first records, as the ordinary reader gives them."""
    size: int
    """Bytes."""

    def __init__(self, path: Path) -> None:
        self._open = ExitStack()
        self.stream = self._open.enter_context(path.open("rb"))
        """The file once more, for who wants all of its bytes."""
        self._state = self._now()
        self.size = os.fstat(self.stream.fileno()).st_size

    @abstractmethod
    def pieces(self, after: int) -> Iterator[Piece]:
        """All records from index ``after`` on. Raises NotFlat."""

    def has_changed(self) -> bool:
        """Whether somebody has written to the file since it was opened."""
        return self._now() != self._state

    def _now(self) -> tuple[int, int]:
        state = os.fstat(self.stream.fileno())
        return state.st_size, state.st_mtime_ns

    def __enter__(self) -> FlatFile:
        return self

    def __exit__(self, *error: object) -> None:
        self._open.close()


class CsvFile(FlatFile):
    """A CSV or TSV file in UTF-8 or GB18030.

    Whether cells are quoted, and what the encoding is, is judged by the first block, and each block is held against
    that before it is read; or, if it is ``wholly`` looked through first, by all of them.
    """

    def __init__(self, path: Path, *, wholly: bool = False) -> None:
        super().__init__(path)
        with ExitStack() as stack:
            stack.push(self)
            self._file = self._open.enter_context(path.open("rb"))
            self._end = self._content_end()
            self._beginning = self._read(0, min(_HEAD, self._end))
            if self._beginning[:2] in (b"\xff\xfe", b"\xfe\xff"):
                raise NotFlat("UTF-16")
            self._quoted, self._utf8 = self._looked_through(wholly=wholly)
            if self._quoted and not wholly:  # one reader goes through the whole, see _batches
                self._quoted, self._utf8 = self._looked_through(wholly=True)
            self._encoding = "utf-8" if self._utf8 else "gb18030"
            self._text = self._lines()
            self._delimiter = delimited.delimiter(self._text)
            if not self._delimiter.isascii():
                raise NotFlat("a delimiter that Arrow does not take")
            self.head = list(islice(self._records(), _HEAD_ROWS))
            self._width = max(map(len, self.head))
            stack.pop_all()

    def _read(self, begin: int, size: int) -> bytes:
        self._file.seek(begin)
        return self._file.read(size)

    def _content_end(self) -> int:
        """The end of the last line that is not blank."""
        end = self.size
        while end:
            begin = max(end - _HEAD, 0)
            tail = self._read(begin, end - begin).rstrip(b"\r\n")
            if tail:
                return begin + len(tail)
            end = begin
        return 0

    def _blocks(self, begin: int) -> Iterator[_Block]:
        """The lines from a byte on, some at a time. Raises NotFlat."""
        while begin < self._end:
            read = self._read(begin, min(_BLOCK, self._end - begin))
            size = len(read) if begin + len(read) >= self._end else read.rfind(b"\n") + 1
            if not size:
                raise NotFlat("a line longer than a block, or fewer bytes than there were")
            begin += size
            yield _Block(read, size, begin)

    def _looked_through(self, *, wholly: bool) -> tuple[bool, bool]:
        """Tell of the first block, or ``wholly`` of all, whether cells are quoted, and whether they are UTF-8."""
        looked = [
            (_is_quoted(block), _is_utf8(block.buffer)) for block in islice(self._blocks(0), None if wholly else 1)
        ]
        return any(quoted for quoted, _ in looked), all(utf8 for _, utf8 in looked)

    def pieces(self, after: int) -> Iterator[Piece]:
        """Begin to read block by block at once, some ahead."""
        return _numbered(ahead(self._batches(after)), after)

    def _lines(self) -> str:
        """The first lines."""
        cut = self._beginning.rfind(b"\n")
        try:
            text = self._beginning[: cut + 1].decode(self._encoding).removeprefix("\ufeff")
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
        kinds = dict(zip(names, types(self.head[after:], self._width), strict=True))
        reading = pcsv.ReadOptions(column_names=names, encoding=self._encoding, block_size=4 << 20)
        parsing = pcsv.ParseOptions(
            delimiter=self._delimiter, newlines_in_values=self._quoted, ignore_empty_lines=False
        )
        converting = pcsv.ConvertOptions(column_types=kinds, strings_can_be_null=False, check_utf8=self._utf8)
        begin = self._offset(after)
        try:
            if self._quoted:  # a quoted cell may lie across blocks: one reader goes through the whole
                part = _Range(self._file, begin, self._end)
                for batch in pcsv.open_csv(pa.PythonFile(part, "r"), reading, parsing, converting):
                    self._refuse_swallowed(batch)
                    yield self._end - part.left, [batch]
                return
            for block in self._blocks(begin):
                if _is_quoted(block):
                    raise Misjudged
                try:
                    table = pcsv.read_csv(pa.BufferReader(block.buffer), reading, parsing, converting)
                except pa.ArrowInvalid as error:  # in the encoding, perhaps
                    raise (NotFlat(str(error)) if _is_utf8(block.buffer) or not self._utf8 else Misjudged) from None
                yield block.end, table.combine_chunks().to_batches()
        except (pa.ArrowInvalid, UnicodeDecodeError) as error:
            raise NotFlat(str(error)) from None

    def _refuse_swallowed(self, batch: pa.RecordBatch) -> None:
        """Raise NotFlat at a quotation mark that nothing closes: the ordinary way says where it stands."""
        for column in batch.columns:
            cells = column.dictionary if isinstance(column, pa.DictionaryArray) else column
            long = cells.filter(pc.match_substring(cells, "\n"))
            if any(delimited.has_swallowed(cell, self._delimiter, self._width) for cell in long.to_pylist()):
                raise NotFlat("rows within a cell")

    def _offset(self, after: int) -> int:
        """The byte at which record ``after`` begins."""
        lines = csv.reader(io.StringIO(self._text, newline=""), delimiter=self._delimiter)
        for _ in range(after):
            next(lines)
        position = 0
        for _ in range(lines.line_num):
            position = self._beginning.find(b"\n", position) + 1
        return position


@dataclass(frozen=True)
class _Block:
    """Some whole lines of a file: the first ``size`` of some bytes."""

    read: bytes
    size: int
    end: int
    """The byte behind them in the file."""

    @property
    def buffer(self) -> pa.Buffer:
        return pa.py_buffer(self.read).slice(0, self.size)


class _Range(io.RawIOBase):
    """A range of a file's bytes, as a file."""

    def __init__(self, file: BinaryIO, begin: int, end: int) -> None:
        self._file = file
        self.left = end - begin
        file.seek(begin)

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        read = self._file.read(self.left if size < 0 else min(size, self.left))
        self.left -= len(read)
        return read


def _is_quoted(block: _Block) -> bool:
    """Tell whether there are quotes in some lines. Raises NotFlat if Arrow would read them otherwise than an ordinary
    reader.
    """
    if block.read.find(b"\0", 0, block.size) >= 0 or _has_lone_returns(block):
        raise NotFlat("NUL characters, or line ends of their own")
    return block.read.find(b'"', 0, block.size) >= 0


def _has_lone_returns(block: _Block) -> bool:
    """Whether a carriage return has no line feed behind it: those of Windows do."""
    if block.read.find(b"\r", 0, block.size) < 0:
        return False
    written = np.frombuffer(block.read, np.uint8, block.size)
    at = np.flatnonzero(written == ord("\r"))
    return bool(at[-1] + 1 == len(written) or (written[at + 1] != ord("\n")).any())


def _is_utf8(content: pa.Buffer) -> bool:
    """Whether all of the bytes are UTF-8, by Arrow's own check of a string."""
    offsets = pa.py_buffer(struct.pack("=qq", 0, content.size))
    try:
        pa.Array.from_buffers(pa.large_string(), 1, [None, offsets, content]).validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def types(sample: Sequence[Sequence[str]], width: int) -> list[pa.DataType]:
    """Choose how each column is held, by how many of a sample's cells are distinct."""
    result: list[pa.DataType] = []
    for index in range(width):
        cells = [row[index] for row in sample if index < len(row)]
        distinct = len(set(cells)) > max(len(cells) * _DISTINCT, 50)
        result.append(pa.string() if distinct else pa.dictionary(pa.int32(), pa.string()))
    return result


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
