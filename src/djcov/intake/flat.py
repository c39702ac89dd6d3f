"""A large flat file (CSV, Parquet) from its bytes to typed columns, a batch at a time, in bounded memory.

The header is found as in any sheet; below it there must be one table and nothing but rows of data, totals, repeated
headers, notes and blank rows. Which rows are plainly data is seen for a whole batch at once; the few others are sorted
by :mod:`djcov.intake.layout`, one by one. What does not fit raises NotFlat, and the file is read in the ordinary way,
with the same result (``tests/intake/test_flat.py`` holds that).
"""

# pyright: basic, reportMissingImports=false, reportAttributeAccessIssue=false
# (pyarrow and DuckDB carry no types)

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import reduce
from pathlib import Path
from typing import cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ..engines import Batches, StagedBatches, arrow
from ..findings import CATALOGUE, Findings
from ..models import Kind
from ..roster import Skipped, Source, Table
from ..values import counts
from . import batched, keys, layout, plain, tables, totals
from .assembly import LINKS, LISTING, WRONG, Held, links
from .bands import Header, find_headers, is_header_row
from .dating import stated
from .documents import Settings
from .records import CsvFile, FlatFile, Misjudged, NotFlat, ParquetFile, Piece, ahead
from .sheets import Cell, Sheet
from .townships import township_named
from .view import View

_LINK_TYPES = tuple(arrow.TYPES[dtype] for dtype in LINKS.values())

_MOST_ASIDE = 10_000
"""Rows of furniture beyond which a file is no flat table."""

_MOST_WORDED = 0.04
"""Share of a piece's rows beyond which one header word in a row tells nothing."""

_SOME = r"计|^[\s注备说填制审负单联报截统主]"
_TOTALS = "(?:合|小|总|共|累)计"
_NOTES = "^(?:注|备注|说明|填|制表|审核|负责人|单位负责人|联系人|联系电话|报送单位|截|统计日期|单位盖章|主要负责人)"
"""What a cell of plain text must hold to be a total or begin a note, see :mod:`djcov.intake.layout`."""


@dataclass(frozen=True)
class Flat:
    """What a flat file gives."""

    held: Held
    findings: Findings
    source: Source

    def number(self, number: int) -> None:
        """Say which table it is after all, of one that was read elsewhere."""
        for part in (self.held.rows, self.held.wrong, self.held.links):
            if part is not None:
                cast(StagedBatches, part).table = number


@dataclass(frozen=True)
class Order:
    """One file for another machine to read, which finds it under the same absolute path."""

    path: Path
    real: Path
    settings: Settings
    secret: keys.Secret
    """The run's, so that the same number has the same key from every machine."""


def fulfil(order: Order, batches: Callable[[], Batches]) -> Flat | None:
    """Read the table of an order; its number is not known yet (:func:`djcov.engines.StagedBatches.table`)."""
    keys.share(order.secret)
    return take(order.path, 0, order.settings, batches, lambda _: None, order.real)


def take(
    path: Path,
    number: int,
    settings: Settings,
    batches: Callable[[], Batches],
    say: Callable[[int], None],
    real: Path | None = None,
) -> Flat | None:
    """Read a file's table, which becomes the ``number``-th; None if it is not flat.

    ``batches`` makes what gathers its columns, ``say`` is told how many bytes are read. ``real``: where the file lies,
    if the path by which it is called does not say that here.
    """
    try:
        try:
            return _taken(path, number, settings, batches, say, real or path, wholly=False)
        except Misjudged:
            return _taken(path, number, settings, batches, say, real or path, wholly=True)
    except NotFlat:
        return None


def _taken(
    path: Path,
    number: int,
    settings: Settings,
    batches: Callable[[], Batches],
    say: Callable[[int], None],
    real: Path,
    *,
    wholly: bool,
) -> Flat:
    """Read a file's table; ``wholly``: see :class:`CsvFile`. Raises NotFlat, and Misjudged unless ``wholly``."""
    gathered: list[Batches] = []
    pool = pa.default_memory_pool()
    pa.set_memory_pool(pa.system_memory_pool())  # Arrow's own gives memory back and asks for it again: a tenth slower
    try:
        with ThreadPoolExecutor(1, thread_name_prefix="djcov-digest") as thread:
            digest = thread.submit(_digest, real)
            with _opened(real, wholly=wholly) as file:
                reading, pieces = _begun(file, str(path), number, settings)
                # An engine takes long to start; meanwhile the first pieces are made.
                rows, wrong, links_ = gathered = [batches(), batches(), batches()]
                for piece, plainly in pieces:
                    batch = reading.read(piece, plainly)
                    rows.add(batch)
                    wrong.add(reading.wrong)
                    if (linked := reading.links(batch)) is not None:
                        links_.add(linked)
                    say(piece.done)
                table, findings = reading.result()
            source = Source(str(path), file.size, digest.result())
    except (NotFlat, Misjudged):
        for each in gathered:
            each.drop()
        raise
    finally:
        pa.set_memory_pool(pool)
    return Flat(Held(table, rows, wrong, links_ if table.kind in LISTING else None), findings, source)


def _opened(path: Path, *, wholly: bool) -> FlatFile:
    try:
        return ParquetFile(path) if path.suffix.lower() == ".parquet" else CsvFile(path, wholly=wholly)
    except (OSError, ValueError) as error:  # the ordinary way will say what is wrong with it
        raise NotFlat(str(error)) from None


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _begun(
    file: FlatFile, name: str, number: int, settings: Settings
) -> tuple[_Reading, Iterator[tuple[Piece, plain.Flags]]]:
    """Find the header, and begin to read what is below it, with what is plainly data in it. Raises NotFlat."""
    sheet = Sheet("", file.head)
    headers = find_headers(View(sheet), settings.words, settings.overrides)
    if len(headers) != 1 or settings.overrides.sheets:
        raise NotFlat("no table, or several")
    header = headers[0]
    if any(column.option for column in header.columns):
        raise NotFlat("columns of marks")
    reading = _Reading(name, number, header, sheet, settings)
    return reading, ahead((piece, reading.plainly_data(piece)) for piece in file.pieces(header.bottom + 1))


@dataclass
class _Tally:
    """What a column's batches add up to."""

    cells: int = 0
    filled: int = 0
    sum: int = 0
    totals: dict[int, Cell] = field(default_factory=dict[int, Cell])
    """What stands in rows of totals, by row index."""
    sum_at: dict[int, int] = field(default_factory=dict[int, int])
    """The sum of the rows before each of them."""

    def between(self, after: int, before: int) -> int:
        """Give the sum of the rows between two rows of totals; outside of all is everything."""
        return self.sum_at.get(before, self.sum) - self.sum_at.get(after, 0)


class _Reading:
    """One file's reading: what it has learnt so far, and the readers of its columns."""

    def __init__(self, file: str, number: int, header: Header, head: Sheet, settings: Settings) -> None:
        self._number = number
        self._header = header
        self._words = words = settings.words
        self._above = [list[Cell](row) for row in head.rows[: header.bottom + 1]]
        self._own = pa.array(sorted(layout.header_cells(View(head), header)), pa.string())
        self._spelled = pa.array(sorted(words.spellings), pa.string())
        self._serial = layout.serial_columns(header)
        by_field = {column.field: column for column in header.columns if column.field}
        self._columns = {name: by_field[name] for name in header.kind.model.model_fields if name in by_field}
        self._threads = ThreadPoolExecutor(thread_name_prefix="djcov-column")
        self._readers = {name: batched.ColumnReader(header.kind, name) for name in self._columns}
        self._tallies = {name: _Tally() for name in self._columns}
        said = stated(head, header.top)
        self._table = Table(header.kind, file, "", header.bottom + 1, header.columns, rows=0, accepted=0, stated=said)
        self._skipped: list[Skipped] = []
        self._notes = False
        self._last = header.bottom
        self._findings = Findings()
        self._findings.extend(tables.about_columns(self._table, words.kinds[header.kind]))
        self.wrong = self._listed([])
        """The cells of the last batch that could not be used."""
        self._plain: dict[str, plain.Flags] = {}
        """Which cells of the last batch were plain, of the columns in which that was looked at."""
        self._township = ""
        if "township" not in self._columns:
            for township in township_named(head, header.top, file, settings.policy):
                self._township = township.name
                self._findings.add(
                    CATALOGUE["TOWNSHIP_ELSEWHERE"].at(self._table.locate(), township.name, where=township.where)
                )

    def read(self, piece: Piece, plainly: plain.Flags) -> pa.RecordBatch:
        """Read one piece; it may have no row of data, and be a total of the rows before. ``plainly``: which rows are
        :meth:`plainly_data`.
        """
        data = self._sorted(piece, plainly)
        at = np.flatnonzero(data)
        if len(at):
            self._last = piece.first + int(at[-1])
        rows = at + piece.first + 1
        read: dict[str, pa.Array] = {
            "_table": pa.repeat(pa.scalar(self._number, pa.int64()), len(rows)),
            "_row": pa.array(rows, pa.int64()),
        }
        troubles: list[tuple[str, batched.Trouble]] = []
        columns = self._threads.map(lambda name: self._column(name, piece, data), self._columns)
        for name, (batch, beside) in zip(self._columns, columns, strict=True):
            if batch.plain is not None:
                self._plain[name] = batch.plain
            troubles += [(name, trouble) for trouble in batch.troubles]
            read[name] = pc.coalesce(batch.values, read[name]) if name in read else batch.values
            read |= beside
        read.pop("home_address", None)
        if self._township:
            read["township"] = pa.repeat(self._township, len(rows))
        self._note(rows, troubles)
        return pa.RecordBatch.from_pydict(read)

    def links(self, batch: pa.RecordBatch) -> pa.RecordBatch | None:
        """Spell out the enterprises of rows that may list several: of plain lists all at once, of others one by one."""
        if self._header.kind not in LISTING:
            return None
        rows, nothing = batch["_row"], pa.nulls(len(batch), pa.string())
        codes, names = (
            pc.cast(batch[name], pa.string()) if name in batch.schema.names else nothing
            for name in ("enterprise_uscc", "enterprises")
        )
        known = self._plain.get("enterprises")
        flags = np.zeros(len(rows), np.bool_) if known is None else batched.rowwise(batch["enterprises"], known)
        lists = pc.split_pattern(names.filter(pa.array(flags)), "\n")
        text = lists.flatten()
        of = pa.array(np.flatnonzero(flags)).take(pc.list_parent_indices(lists))
        alone = pc.equal(pc.list_value_length(lists), 1).take(pc.list_parent_indices(lists))
        all_plain = np.ones(len(text), np.bool_)
        code = pc.if_else(alone, codes.take(of), None)
        number = pa.repeat(pa.scalar(self._number, pa.int64()), len(text))
        columns = [number, rows.take(of), code, batched.keys(text, all_plain), text]
        rest = pa.array(~flags)
        others = (column.filter(rest).to_pylist() for column in (rows, codes, names))
        found = _transposed(links(self._number, *others))
        more = [pa.array(column, type_) for column, type_ in zip(found, _LINK_TYPES, strict=True)]
        both = [pa.concat_arrays([pc.cast(a, b.type), b]) for a, b in zip(columns, more, strict=True)]
        return pa.RecordBatch.from_arrays(both, names=list(LINKS))

    def result(self) -> tuple[Table, Findings]:
        """Give the table and its findings. Raises NotFlat if all of it together is none after all."""
        for name in tables.BLOCKS & set(self._columns):
            tally = self._tallies[name]
            if tally.filled * 2 <= tally.cells:
                raise NotFlat("a column that is filled once for a block of rows")
        layout.drop_blanks_after(self._skipped, self._last + 1)
        table = replace(self._table, skipped=tuple(self._skipped))
        lines = {skipped.row - 1: skipped.text for skipped in self._skipped if skipped.reason == "合计"}
        for name, tally in self._tallies.items() if lines else ():
            if tables.is_count(table.kind, name):
                for each in totals.differences(lines, tally.totals, tally.between):
                    at = table.locate(each.row + 1, name)
                    self._findings.add(CATALOGUE["TOTAL_DIFFERS"].at(at, str(each.written), summed=each.summed))
        return table, self._findings

    # ---- which rows are data

    def _sorted(self, piece: Piece, plainly: plain.Flags) -> plain.Flags:
        """Tell the rows of data; the others are set aside with their reasons."""
        data = plainly.copy()
        if self._notes:
            data[:] = False
        doubtful = np.flatnonzero(~data)
        for at, cells in zip(doubtful.tolist(), _rows(piece, doubtful), strict=True):
            view = View(Sheet("", [*self._above, cells]))
            reason, text = layout.aside(view, self._header, len(self._above), self._serial, notes=self._notes)
            if reason == "分段":
                raise NotFlat("a row that heads a section")
            if reason is None:
                data[at] = True
                continue
            self._skipped.append(Skipped(piece.first + at + 1, reason, text))
            if len(self._skipped) > _MOST_ASIDE:
                raise NotFlat("too many rows are no data")
            if reason == "注" and not self._notes:
                self._notes = True
                return self._sorted_after_note(piece, data, at)
        return data

    def _sorted_after_note(self, piece: Piece, data: plain.Flags, note: int) -> plain.Flags:
        """Behind a first note every row is looked at."""
        rest = replace(piece, first=piece.first + note + 1, columns=[column[note + 1 :] for column in piece.columns])
        data[note + 1 :] = self._sorted(rest, data[note + 1 :]) if len(rest) else ()
        return data

    def plainly_data(self, piece: Piece) -> plain.Flags:
        """Tell the rows that can be nothing but data: a name, something beside it, and no word of furniture.

        It needs nothing of the pieces before. Raises NotFlat if another table begins.
        """
        self._refuse_headers(piece)
        name_at = self._header.name_column
        name = piece.columns[name_at]
        flags = _each(name, lambda cells: pc.greater(pc.utf8_length(cells), 1))
        flags &= ~_each(name, pc.utf8_is_space)
        first = piece.columns[: max(name_at, 2) + 1]
        for column in first:
            flags &= ~_each(column, self._may_be_furniture)
        beside = [piece.columns[column.index] for column in self._columns.values() if column.index != name_at]
        return flags & reduce(
            np.logical_or, (_each(column, lambda cells: pc.not_equal(cells, "")) for column in beside)
        )

    def _may_be_furniture(self, cells: pa.Array) -> pa.Array:
        """Tell the cells that may belong to a total, a note or a header; at first glance, then at a second one."""
        if pc.all(pc.ascii_is_alnum(cells)).as_py():  # numbers and codes, at a tenth of the time
            return pc.is_in(cells, value_set=self._own)
        some = pc.or_(pc.match_substring_regex(cells, _SOME), pc.is_in(cells, value_set=self._own))
        if not pc.any(some).as_py():
            return some
        glanced = cells.filter(some)
        plainly = pc.match_substring_regex(glanced, plain.TEXT)
        worded = pc.match_substring_regex(glanced, f"{_TOTALS}|{_NOTES}")
        own = pc.is_in(glanced, value_set=self._own)
        return pc.replace_with_mask(some, some, pc.or_(pc.or_(worded, own), pc.invert(plainly)))

    def _refuse_headers(self, piece: Piece) -> None:
        """Raise NotFlat at another header, which begins another table."""
        words = np.zeros(len(piece), np.int16)
        for column in piece.columns:
            words += _each(column, lambda cells: pc.is_in(cells, value_set=self._spelled))
        some = np.flatnonzero(words >= 1)
        if len(some) > max(len(piece) * _MOST_WORDED, 100):  # a word that stands in the data
            some = np.flatnonzero(words >= 2)
        for cells in _rows(piece, some):
            view = View(Sheet("", [*self._above, [], cells]))  # apart, or it would be a line of the header above
            if is_header_row(view, self._header, len(self._above) + 1, self._words):
                raise NotFlat("another header")

    # ---- what the columns hold

    def _column(self, name: str, piece: Piece, data: plain.Flags) -> tuple[batched.Batch, dict[str, pa.Array]]:
        """Read one column of a piece, and what it holds beside its own values. Columns may be read at the same time."""
        cells = _only(piece.columns[self._columns[name].index], data)
        batch = self._readers[name].read(cells)
        self._tally(name, piece, cells, batch.values, data)
        return batch, self._beside(name, cells, batch)

    def _beside(self, name: str, cells: pa.Array, batch: batched.Batch) -> dict[str, pa.Array]:
        """Give what a column holds beside its own values."""
        kind = self._header.kind
        if (kind, name) in ((Kind.ENTERPRISES, "name"), (Kind.MEMBERS, "enterprise")):
            return {"_key": batched.keys(batch.values, batch.plain)}
        if kind is Kind.ENTERPRISES and name == "members":
            return {"probationary_members": batched.looked_up(cells, _probationary, pa.int64())}
        if kind is Kind.MEMBERS and name == "identity_number":
            return {"_identity_born": batched.births(cells, batch.plain)}
        return {}

    def _tally(self, name: str, piece: Piece, cells: pa.Array, values: pa.Array, data: plain.Flags) -> None:
        tally = self._tallies[name]
        if name in tables.BLOCKS:
            filled = _each(cells, lambda each: pc.match_substring_regex(each, r"\S"))
            tally.cells += len(cells)
            tally.filled += int(filled.sum())
        if not tables.is_count(self._header.kind, name):
            return
        lines = [skipped.row - 1 for skipped in self._skipped if skipped.reason == "合计"]
        for line in (line for line in lines if line >= piece.first):
            at = line - piece.first
            above = values.slice(0, int(data[:at].sum()))
            tally.totals[line] = piece.columns[self._columns[name].index][at].as_py()
            tally.sum_at[line] = tally.sum + (pc.sum(above).as_py() or 0)
        tally.sum += pc.sum(values).as_py() or 0

    def _note(self, rows: batched.Positions, troubles: Sequence[tuple[str, batched.Trouble]]) -> None:
        """Count the rows, and report what is noteworthy in them, in their order; what is over the limit is counted."""
        wrong = np.zeros(len(rows), np.bool_)
        cells: list[tuple[str, batched.Positions]] = []
        told: list[tuple[int, int, str, str, str]] = []
        totals_: Counter[str] = Counter()
        order = list(self._columns)
        for name, each in troubles:
            if each.wrong:
                wrong[each.positions] = True
                cells.append((name, rows[each.positions]))
            room = max(self._findings.keep - self._findings.totals[each.code], 0)
            if room:
                found = tables.shown(self._table.kind, name, each.cell)
                told += [(int(rows[at]), order.index(name), name, each.code, found) for at in each.positions[:room]]
            totals_[each.code] += len(each.positions)
        self.wrong = self._listed(cells)
        before = Counter(self._findings.totals)
        self._findings.extend(
            tables.placed(self._table, name, row - 1, code, found) for row, _, name, code, found in sorted(told)
        )
        self._findings.totals.update(totals_ - (self._findings.totals - before))
        count = self._table.rows + len(rows)
        accepted = self._table.accepted + len(rows) - int(wrong.sum())
        self._table = replace(self._table, rows=count, accepted=accepted)

    def _listed(self, cells: Sequence[tuple[str, batched.Positions]]) -> pa.RecordBatch:
        """List cells that could not be used, see :data:`djcov.intake.assembly.WRONG`."""
        rows = np.concatenate([at for _, at in cells]) if cells else np.zeros(0, np.int64)
        names = [name for name, at in cells for _ in at]
        tables_ = pa.repeat(pa.scalar(self._number, pa.int64()), len(rows))
        columns = [tables_, pa.array(rows, pa.int64()), pa.array(names, pa.string())]
        return pa.RecordBatch.from_arrays(columns, names=list(WRONG))


def _transposed(records: Iterable[tuple[object, ...]]) -> Sequence[Sequence[object]]:
    return list(zip(*records, strict=True)) or [()] * len(LINKS)


def _probationary(cell: str) -> int | None:
    return counts.read_probationary_part(cell).value


def _only(column: pa.Array, chosen: plain.Flags) -> pa.Array:
    return column if chosen.all() else column.filter(pa.array(chosen))


def _each(column: pa.Array, test: Callable[[pa.Array], pa.Array]) -> plain.Flags:
    """Hold a test against each cell; of a dictionary-encoded column against each distinct cell once."""
    if pa.types.is_dictionary(column.type):
        flags = test(column.dictionary).to_numpy(zero_copy_only=False)
        return flags[column.indices.to_numpy()].astype(np.bool_, copy=False)
    return test(column).to_numpy(zero_copy_only=False).astype(np.bool_, copy=False)


def _rows(piece: Piece, at: batched.Positions) -> Iterator[list[Cell]]:
    """Give some of a piece's rows, cell by cell."""
    if not len(at):
        return iter(())
    chosen = pa.array(at)
    columns = [column.take(chosen).to_pylist() for column in piece.columns]
    return (list(cells) for cells in zip(*columns, strict=True))
