"""A large flat file (CSV, Parquet) from its bytes to typed columns, a batch at a time, in bounded memory.

The header is found as in any sheet; below it there must be one table and nothing but rows of data, totals, repeated
headers, notes and blank rows. What does not fit raises NotFlat, and the file is read in the ordinary way, with the same
result (``tests/intake/test_flat.py`` holds that).

Pieces of the file are cut and looked at in threads (:func:`djcov.intake.bulk.ahead`), which begin at once, while the
file before is still being read, or an engine is starting.
"""

# pyright: basic, reportMissingImports=false, reportAttributeAccessIssue=false
# (pyarrow carries no types)

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pyarrow as pa

from ..engines import Batches, StagedBatches
from ..errors import readable
from ..findings import Findings
from ..models import LISTING
from ..roster import Source
from .assembly import Held
from .bulk import CsvFile, FlatFile, Misjudged, NotFlat, ahead
from .columns import pseudonyms
from .file_tables import Settings, is_own
from .files.sheets import Sheet
from .pieces import Reading
from .sheet.evidence import another_list, places
from .sheet.header_rows import find_headers
from .sheet.side_by_side import starts
from .sheet.view import View


@dataclass(frozen=True)
class Flat:
    """What a flat file gives."""

    held: Held
    findings: Findings
    source: Source

    def number(self, number: int) -> None:
        """Say which table it is after all, of one that was read elsewhere."""
        for part in (self.held.rows, self.held.wrong, self.held.terms, self.held.links):
            if part is not None:
                cast(StagedBatches, part).table = number


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
def memory() -> Iterator[None]:
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
            headers = find_headers(View(sheet), settings.words, settings.overrides)
            if len(headers) != 1 or settings.overrides.sheets or is_own(sheet):
                raise NotFlat("no table, or several, or a result")
            header = headers[0]
            used = [column.field for column in header.columns if column.field]
            if header.no_ledger or len(set(used)) < len(used) or any(column.option for column in header.columns):
                raise NotFlat("no ledger, or columns of marks, or several of one field")
            if settings.overrides.kind is None and another_list(header, places(sheet, header.top, str(path))):
                raise NotFlat("a list of other people")
            if header.members or header.span or len(starts(header)) > 1:
                raise NotFlat("tables side by side")
            self._reading = reading = Reading(readable(path), header, sheet, settings)
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
        reading = self._reading
        reading.number = number
        rows, wrong, terms, links = gathered = [batches(), batches(), batches(), batches()]
        dated = False
        try:
            with ThreadPoolExecutor(1, thread_name_prefix="djcov-digest") as thread, self._file as file:
                digest = thread.submit(hashlib.file_digest, file.stream, "sha256")
                for piece, glance in self._pieces:
                    batch = reading.read(piece, glance)
                    rows.add(batch)
                    wrong.add(reading.wrong)
                    if reading.terms.num_rows:
                        dated = True
                        terms.add(reading.terms)
                    if (linked := reading.links(batch)) is not None:
                        links.add(linked)
                    say(piece.done)
                table, findings = reading.result()
                source = Source(readable(self._path), file.size, digest.result().hexdigest(), self._path)
                if file.has_changed():
                    raise NotFlat("somebody writes to it")
        except NotFlat:
            for each in gathered:
                each.drop()
            raise
        listing = table.kind in LISTING
        return Flat(Held(table, rows, wrong, terms if dated else None, links if listing else None), findings, source)


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
