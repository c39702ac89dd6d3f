"""A large flat file (CSV, Parquet) from its bytes to typed columns, a batch at a time, in bounded memory.

The header is found as in any sheet; below it there must be one table and nothing but rows of data, totals, repeated
headers, notes and blank rows. What does not fit raises NotFlat, and the file is read in the ordinary way, with the same
result (``tests/intake/test_flat_table.py`` holds that).

Pieces of the file are cut and looked at in threads (:func:`djcov.intake.bulk.ahead`), which begin at once, while the
file before is still being read, or an engine is starting.
"""

from __future__ import annotations

import csv
import hashlib
from array import array
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ..engines import Batches, StagedBatches
from ..engines.model import RecordBatch
from ..errors import readable
from ..findings import Finding, Findings
from ..roster import Column, Skipped, Source, Table
from .bulk import CsvFile, FlatFile, Misjudged, NotFlat, Piece, ahead
from .columns import pseudonyms
from .columns.arrow_values import ArrowValues, of_dictionary
from .columns.clean_cells import Flags
from .columns.validation import Coded, untyped
from .file_tables import Settings, is_own
from .files.sheets import Cell, Sheet
from .frames import Held, batches
from .sheet.evidence import evidence
from .sheet.furniture import OTHER_TABLE
from .sheet.glance import Glance, Glancer, PieceRows, per_cell
from .sheet.header import Header
from .sheet.header_rows import find_headers
from .sheet.rows import RowSorter, drop_blanks_after
from .sheet.side_by_side import starts
from .sheet.townships import lacks_township, township_named
from .sheet.view import View
from .table import DataRows, TableReader, in_blocks

_MOST_ASIDE = 10_000
"""Rows of furniture beyond which a file is no flat table."""


@dataclass(frozen=True)
class Flat:
    """What a flat file gives."""

    held: Held
    findings: Findings
    source: Source

    def take(self, number: int, batches: object, say: object) -> Flat:
        """The table as :meth:`Begun.take` gives it, of one that was read elsewhere."""
        del batches, say
        for part in self.held.parts:
            cast(StagedBatches, part).table = number
        return self

    def drop(self) -> None:
        """Forget its rows."""
        for part in self.held.parts:
            cast(Batches, part).drop()


@dataclass(frozen=True)
class Order:
    """One file for another machine to read, which finds it under the same absolute path."""

    path: Path
    real: Path
    settings: Settings
    secret: pseudonyms.Secret
    """The run's, so that the same number has the same key from every machine."""


def fulfil(order: Order, batches: Callable[[], Batches]) -> Flat | None:
    """Read the table of an order; its number is not known yet (:func:`djcov.engines.StagedBatches.table`)."""
    pseudonyms.share(order.secret)
    with memory():
        begun = begin(order.path, order.settings, order.real)
        return begun and begun.take(0, batches, lambda _: None)


@contextmanager
def memory() -> Generator[None]:
    """Have Arrow take memory from the system: its own pool gives it back and asks for it again, a tenth slower."""
    pool = pa.default_memory_pool()
    pa.set_memory_pool(pa.system_memory_pool())
    try:
        yield
    finally:
        pa.set_memory_pool(pool)


class Begun:
    """A file whose header is known, and whose first pieces are being made. Take its table, once."""

    def __init__(self, path: Path, settings: Settings, real: Path, *, wholly: bool = False) -> None:
        self._path, self._settings, self._real = path, settings, real
        with ExitStack() as stack:
            self._file = stack.enter_context(_opened(real, wholly=wholly))
            sheet = Sheet("", self._file.head)
            headers = find_headers(View(sheet, str(path)), settings.words, settings.overrides)
            if len(headers) != 1 or settings.overrides.sheets or is_own(sheet):
                raise NotFlat("no table, or several, or a result")
            header = headers[0]
            if header.members or header.span or len(starts(header)) > 1:
                raise NotFlat("tables side by side")
            self._reading = reading = _FlatReader(readable(path), header, sheet, settings)
            pieces = self._file.pieces(header.bottom + 1)
            self._pieces = ahead((piece, reading.glance(piece)) for piece in pieces)
            stack.pop_all()

    def take(self, number: int, batches: Callable[[], Batches], say: Callable[[int], None]) -> Flat | None:
        """Read the table, which becomes the ``number``-th; None if the file is not flat after all.

        ``batches`` makes what gathers the columns, ``say`` is told how many bytes are read.
        """
        try:
            try:
                return self._taken(number, batches, say)
            except Misjudged:
                again = Begun(self._path, self._settings, self._real, wholly=True)
                return again._taken(number, batches, say)
        except NotFlat:
            return None

    def _taken(self, number: int, batches: Callable[[], Batches], say: Callable[[int], None]) -> Flat:
        gathered = [batches() for _ in range(4)]
        used = [False] * len(gathered)
        try:
            with ThreadPoolExecutor(1, thread_name_prefix="djcov-digest") as thread, self._file as file:
                digest = thread.submit(hashlib.file_digest, file.stream, "sha256")
                for piece, glance in self._pieces:
                    for at, part in enumerate(self._reading.read(number, piece, glance)):
                        if part is not None:
                            gathered[at].add(part)
                            used[at] = True
                    say(piece.done)
                table, findings = self._reading.result()
                source = Source(readable(self._path), file.size, digest.result().hexdigest(), self._path)
                if file.has_changed():
                    raise NotFlat("somebody writes to it")
        except NotFlat:
            for each in gathered:
                each.drop()
            raise
        rows, wrong, terms, links = gathered
        return Flat(Held(table, rows, wrong, terms if used[2] else None, links if used[3] else None), findings, source)


class _FlatReader:
    """One file's reading: what sorts its rows, and the reader of its table."""

    def __init__(self, file: str, header: Header, head: Sheet, settings: Settings) -> None:
        told = evidence(header, header, head, file, said=settings.overrides.said)
        if told.no_ledger:
            raise NotFlat("no ledger")
        if told.entitled:
            raise NotFlat("a title that says something of each row")
        words = settings.words
        self._threads = ThreadPoolExecutor(thread_name_prefix="djcov-column")
        self._reader = TableReader(file, head, header, told, words, pieces=True, each=self._threads.map)
        self._table = table = self._reader.table
        self._above = head.rows[: header.bottom + 1]
        self._glancer = Glancer(header, self._above, words)
        self._sorter = RowSorter(header, words, take_doubtful=settings.overrides.take_doubtful)
        self._blocks = {
            each.index: [0, 0] for each in header.columns if each.field and in_blocks(table.kind, each.field)
        }
        """Of columns that may be filled once for a block of rows: how many cells there are, and how many are filled."""
        self._encoded: set[str] | None = None
        """The columns that were dictionary-encoded in the first piece: they are so in all."""
        self._first, self._last = 0, header.bottom
        self._township = ""
        for township in township_named(head, header.top, file, settings.policy) if lacks_township(table) else ():
            self._township = township.name
            self._reader.findings.add(township.finding(table))

    def glance(self, piece: Piece) -> Glance:
        """Look at a piece, whatever the pieces before it are. Raises NotFlat."""
        return self._glancer.glance(piece)

    def read(self, number: int, piece: Piece, glance: Glance) -> Iterable[RecordBatch | None]:
        """Read one piece of the ``number``-th table, as :func:`djcov.intake.frames.batches` gives rows."""
        aside = self._set_aside(piece, glance)
        data = np.ones(len(piece), np.bool_)
        data[[each.row - 1 - piece.first for each in aside]] = False
        totals = [each.row - 1 for each in aside if each.reason == "合计"]
        rows = _PieceRows(piece, glance, data, totals, self._table)
        for at, counted in self._blocks.items():
            filled = per_cell(rows.column(at), lambda each: pc.match_substring_regex(each, r"\S"))
            counted[0] += len(filled)
            counted[1] += int(filled.sum())
        if rows.rows:
            self._first, self._last = self._first or rows.rows[0], rows.rows[-1]
        typed = self._reader.read(rows)
        if "category" in typed.columns and "category" not in self._table.fields:
            raise NotFlat("remarks behind names that say something of those without one")
        if self._township:
            typed = replace(
                typed, columns={**typed.columns, "township": Coded.constant(self._township, len(typed.rows))}
            )
        if self._encoded is None:
            self._encoded = {name for name, each in typed.columns.items() if not isinstance(each.codes, range)}
        return batches(number, self._table.kind, typed, self._threads.map, self._encoded)

    def _set_aside(self, piece: Piece, glance: Glance) -> Sequence[Skipped]:
        """Set aside the rows of a piece that are no data. Raises NotFlat where they may be more than that."""
        sorter, before = self._sorter, len(self._sorter.skipped)
        rows = range(piece.first, piece.first + len(piece))
        sorter.sort(View(Sheet("", PieceRows(self._above, piece))), rows, glance.data.tolist())
        reasons = [each.reason for each in sorter.skipped]
        if sorter.sections or sorter.continued or OTHER_TABLE in reasons:
            raise NotFlat("a row that heads a section, one that goes on with another, or a table of sums")
        aside = next((at for at, each in enumerate(reasons) if each in ("注", "标题")), len(reasons))
        if "表头" in reasons[aside:]:
            raise NotFlat("a header below a note, which may name another place")
        if len(reasons) > _MOST_ASIDE:
            raise NotFlat("too many rows are no data")
        return sorter.skipped[before:]

    def result(self) -> tuple[Table, Findings]:
        """The table and its findings. Raises NotFlat if all of it together is none after all."""
        if any(filled * 2 <= cells for cells, filled in self._blocks.values()):
            raise NotFlat("a column that is filled once for a block of rows")
        skipped = self._sorter.skipped
        drop_blanks_after(skipped, self._last + 1)
        totals = [row.row - 1 for row in skipped if row.reason == "合计"]
        if "township" not in self._table.fields and min(totals, default=self._first) < self._first:
            raise NotFlat("a total above its rows, which may be a township's")
        return self._reader.result(skipped), self._reader.findings


class _PieceRows(DataRows):
    """The rows of data in a piece."""

    def __init__(self, piece: Piece, glance: Glance, data: Flags, totals: Sequence[int], table: Table) -> None:
        self._piece, self._glance, self._data, self._kind = piece, glance, data, table.kind
        self._all = bool(data.all())
        at = np.flatnonzero(data) + piece.first
        self.rows, self.shown = (array("q", each.tobytes()) for each in (at, at + 1))
        self.listing = self.rows
        self.totals = totals

    def column(self, index: int) -> pa.Array:
        """A column's cells in the rows of data."""
        column = self._piece.columns[index]
        return column if self._all else column.filter(pa.array(self._data))

    def clean(self, name: str) -> Flags | None:
        if name != "name":
            return None
        return self._glance.names if self._glance.encoded or self._all else self._glance.names[self._data]

    def cells(self, column: Column, name: str, places: Coded | None) -> tuple[Coded, Sequence[Finding]]:
        del places  # nothing is filled down
        given = self.column(column.index)
        if isinstance(given, pa.DictionaryArray):
            cells = Coded(*of_dictionary(given))
        else:
            cells = Coded(range(len(given)), ArrowValues(given))
        return Coded(cells.codes, untyped(self._kind, name, cells.values)), ()

    def without_dittos(self, cells: Coded, column: Column, name: str) -> tuple[Coded, Sequence[Finding]]:
        del cells, column, name
        raise NotFlat("a mark that means the cell above")

    def cell(self, row: int, column: Column) -> Cell:
        return self._piece.columns[column.index][row - self._piece.first].as_py()


def begin(path: Path, settings: Settings, real: Path | None = None) -> Begun | None:
    """Begin to read a file; None if it is not flat.

    ``real``: where the file lies, if the path by which it is called does not say that here.
    """
    try:
        return Begun(path, settings, real or path)
    except NotFlat:
        return None


def _opened(path: Path, *, wholly: bool) -> FlatFile:
    try:
        if path.suffix.lower() != ".parquet":
            return CsvFile(path, wholly=wholly)
        from .files.parquet import ParquetFile

        return ParquetFile(path)
    except (OSError, ValueError, csv.Error) as error:  # the ordinary way will say what is wrong with it
        raise NotFlat(str(error)) from None
