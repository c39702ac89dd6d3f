"""The pieces of one large flat file become typed columns, with findings and totals, in bounded memory."""

# pyright: basic, reportMissingImports=false, reportAttributeAccessIssue=false
# (pyarrow carries no types)

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ..engines import arrow
from ..findings import CATALOGUE, Finding, Findings
from ..models import LISTING, Kind
from ..roster import Column, Table
from ..values import counts
from .assembly import LINKS, TERMS, WRONG, dated, links
from .bulk import NotFlat, Piece
from .columns import batches, clean_cells, doubled, totals
from .file_tables import Settings
from .files.sheets import Cell, Sheet
from .sheet import layout
from .sheet.caption import stated
from .sheet.evidence import places, told
from .sheet.header import Header
from .sheet.rows import Glance, Sorter, per_cell
from .sheet.townships import township_named
from .table import PHONE_OF, about_columns, about_doubtful, differs, in_blocks, is_count, placed, shown

_LINK_TYPES = tuple(arrow.TYPES[dtype] for dtype in LINKS.values())


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


class Reading:
    """One file's reading: what it has learnt so far, and the readers of its columns."""

    def __init__(self, file: str, header: Header, head: Sheet, settings: Settings) -> None:
        self.number = 0
        """Of the table among all tables of a run."""
        self._header = header
        self._sorter = Sorter(header, head, settings.words, take_doubtful=settings.overrides.take_doubtful)
        by_field = {column.field: column for column in header.columns if column.field}
        self._columns = {name: by_field[name] for name in header.kind.model.model_fields if name in by_field}
        self._fillers = {name: [column for column in header.columns if column.fills == name] for name in self._columns}
        self._apart: dict[str, list[tuple[Column, batches.Positions, list[str], list[str]]]] = {}
        """By field the cells of the last batch in which a second column answers otherwise than the first one."""
        self._threads = ThreadPoolExecutor(thread_name_prefix="djcov-column")
        self._readers = {
            name: batches.ColumnReader(header.kind, name, settings.words.answers) for name in self._columns
        }
        self._tallies = {name: _Tally() for name in self._columns}
        said = stated(head, header.top)
        self._table = Table(
            header.kind,
            file,
            "",
            header.bottom + 1,
            header.columns,
            rows=0,
            accepted=0,
            stated=said,
            why=told(header, places(head, header.top, file)),
        )
        self._first, self._last = 0, header.bottom
        self._findings = Findings()
        self._findings.extend(about_columns(self._table, settings.words.kinds[header.kind]))
        self.wrong = self._listed([])
        """The cells of the last batch that could not be used."""
        self.terms = arrow.batch(TERMS, [])
        """The cells of the last batch whose values hold only at some times."""
        self._plain: dict[str, clean_cells.Flags | None] = {}
        """Which cells of the last batch were plain, where that was looked at."""
        self._township = ""
        if "township" not in self._columns:
            for township in township_named(head, header.top, file, settings.policy):
                self._township = township.name
                self._findings.add(
                    CATALOGUE["TOWNSHIP_ELSEWHERE"].at(self._table.locate(), township.name, where=township.where)
                )

    def glance(self, piece: Piece) -> Glance:
        """Look at a piece, whatever the pieces before it are. Raises NotFlat."""
        return self._sorter.glance(piece)

    def read(self, piece: Piece, glance: Glance) -> pa.RecordBatch:
        """Read one piece; it may hold no data, but a total of those before."""
        data = self._sorter.sorted(piece, glance.data)
        at = np.flatnonzero(data)
        if len(at):
            self._last = piece.first + int(at[-1])
            self._first = self._first or piece.first + int(at[0])
        rows = at + piece.first + 1
        read: dict[str, pa.Array] = {
            "_table": pa.repeat(pa.scalar(self.number, pa.int64()), len(rows)),
            "_row": pa.array(rows, pa.int64()),
        }
        troubles: list[tuple[str, batches.Trouble]] = []
        columns = self._threads.map(lambda name: self._column(name, piece, data, glance), self._columns)
        for name, (batch, beside) in zip(self._columns, columns, strict=True):
            self._plain[name] = batch.plain
            troubles += [(name, trouble) for trouble in batch.troubles]
            read[name] = pc.coalesce(_as_text(batch.values), read[name]) if name in read else batch.values
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
        flags = np.zeros(len(rows), np.bool_) if known is None else batches.rowwise(batch["enterprises"], known)
        lists = pc.split_pattern(names.filter(pa.array(flags)), "\n")
        text = lists.flatten()
        of = pa.array(np.flatnonzero(flags)).take(pc.list_parent_indices(lists))
        alone = pc.equal(pc.list_value_length(lists), 1).take(pc.list_parent_indices(lists))
        all_plain = np.ones(len(text), np.bool_)
        code = pc.if_else(alone, codes.take(of), None)
        number = pa.repeat(pa.scalar(self.number, pa.int64()), len(text))
        columns = [number, rows.take(of), code, batches.keys(text, all_plain), text]
        rest = pa.array(~flags)
        others = (column.filter(rest).to_pylist() for column in (rows, codes, names))
        found = _transposed(links(self.number, *others))
        more = [pa.array(column, type_) for column, type_ in zip(found, _LINK_TYPES, strict=True)]
        both = [pa.concat_arrays([pc.cast(a, b.type), b]) for a, b in zip(columns, more, strict=True)]
        return pa.RecordBatch.from_arrays(both, names=list(LINKS))

    def result(self) -> tuple[Table, Findings]:
        """Give the table and its findings. Raises NotFlat if all of it together is none after all."""
        for name in (each for each in self._columns if in_blocks(self._header.kind, each)):
            tally = self._tallies[name]
            if tally.filled * 2 <= tally.cells:
                raise NotFlat("a column that is filled once for a block of rows")
        skipped = self._sorter.skipped
        layout.drop_blanks_after(skipped, self._last + 1)
        table = replace(self._table, skipped=tuple(skipped))
        self._findings.extend(about_doubtful(table))
        lines = {row.row - 1: row.text for row in skipped if row.reason == "合计"}
        if "township" not in self._columns and min(lines, default=self._first) < self._first:
            raise NotFlat("a total above its rows, which may be a township's")
        for name, tally in self._tallies.items() if lines else ():
            if is_count(table.kind, name):
                for each in totals.differences(lines, tally.totals, tally.between):
                    at = table.locate(each.row + 1, name)
                    self._findings.add(CATALOGUE["TOTAL_DIFFERS"].at(at, str(each.written), summed=each.summed))
        return table, self._findings

    def _column(
        self, name: str, piece: Piece, data: clean_cells.Flags, glance: Glance
    ) -> tuple[batches.Batch, dict[str, pa.Array]]:
        """Read one column of a piece, and what it holds beside its own values. Columns may be read at the same time."""
        at = self._columns[name].index
        cells, known = _only(piece.columns[at], data), None
        if at == self._header.name_column:
            known = glance.names if pa.types.is_dictionary(cells.type) else glance.names[data]
        given = cells
        cells = self._filled(name, piece, data, cells) if self._fillers[name] else cells
        batch = self._readers[name].read(cells, known)
        self._tally(name, piece, given, batch.values, data)
        return batch, self._beside(name, cells, batch)

    def _filled(self, name: str, piece: Piece, data: clean_cells.Flags, cells: pa.Array) -> pa.Array:
        """Fill a column's blanks with the cells of others for its field, and remember where they differ."""
        self._apart[name] = []
        for other in self._fillers[name]:
            both, more = (_as_text(each).to_pylist() for each in (cells, _only(piece.columns[other.index], data)))
            filled, apart = doubled.together(self._table.kind, name, both, more)
            if apart:
                told = [both[at] for at in apart], [more[at] for at in apart]
                self._apart[name].append((other, np.array(apart), *told))
            cells = pa.array(filled, pa.string())
        return cells

    def _beside(self, name: str, cells: pa.Array, batch: batches.Batch) -> dict[str, pa.Array]:
        """Give what a column holds beside its own values."""
        kind = self._header.kind
        if (kind, name) in ((Kind.ENTERPRISES, "name"), (Kind.MEMBERS, "enterprise")):
            return {"_key": batches.keys(batch.values, batch.plain)}
        if kind is Kind.ENTERPRISES and name == "members":
            return {"probationary_members": batches.looked_up(cells, _probationary, pa.int64())}
        if (kind, name) in PHONE_OF:
            return batches.phones(PHONE_OF[kind, name], cells)
        if kind is Kind.MEMBERS and name == "identity_number":
            return {"_identity_born": batches.births(cells, batch.plain)}
        return {}

    def _tally(self, name: str, piece: Piece, cells: pa.Array, values: pa.Array, data: clean_cells.Flags) -> None:
        tally = self._tallies[name]
        if in_blocks(self._header.kind, name):
            filled = per_cell(cells, lambda each: pc.match_substring_regex(each, r"\S"))
            tally.cells += len(cells)
            tally.filled += int(filled.sum())
        if not is_count(self._header.kind, name):
            return
        lines = [skipped.row - 1 for skipped in self._sorter.skipped if skipped.reason == "合计"]
        for line in (line for line in lines if line >= piece.first):
            at = line - piece.first
            above = values.slice(0, int(data[:at].sum()))
            tally.totals[line] = piece.columns[self._columns[name].index][at].as_py()
            tally.sum_at[line] = tally.sum + (pc.sum(above).as_py() or 0)
        tally.sum += pc.sum(values).as_py() or 0

    def _note(self, rows: batches.Positions, troubles: Sequence[tuple[str, batches.Trouble]]) -> None:
        """Count the rows, and report what is noteworthy in them, in their order; what is over the limit is counted."""
        wrong = np.zeros(len(rows), np.bool_)
        cells: list[tuple[str, batches.Positions]] = []
        told: list[tuple[int, int, int, Finding]] = []
        totals_: Counter[str] = Counter()
        order = list(self._columns)
        held: list[tuple[object, ...]] = []
        for name, each in troubles:
            if each.terms:
                held += [dated(self.number, int(rows[at]), name, each.terms) for at in each.positions]
            if not each.code:
                continue
            if each.wrong:
                wrong[each.positions] = True
                cells.append((name, rows[each.positions]))
            room = max(self._findings.keep - self._findings.totals[each.code], 0)
            if room:
                found = shown(self._table.kind, name, each.cell)
                told += [
                    (
                        int(rows[at]),
                        order.index(name),
                        1,
                        placed(self._table, name, int(rows[at]) - 1, each.code, found),
                    )
                    for at in each.positions[:room]
                ]
            totals_[each.code] += len(each.positions)
        for name, found in self._apart.items():
            for other, positions, cell, more in found:
                first = self._columns[name]
                told += [
                    (
                        int(rows[at]),
                        order.index(name),
                        0,
                        differs(self._table, first, other, int(rows[at]) - 1, *both),
                    )
                    for at, *both in zip(positions, cell, more, strict=True)
                ]
                totals_["COLUMNS_DIFFER"] += len(positions)
        self.wrong = self._listed(cells)
        self.terms = arrow.batch(TERMS, held)
        before = Counter(self._findings.totals)
        self._findings.extend(each[-1] for each in sorted(told, key=lambda each: each[:3]))
        self._findings.totals.update(totals_ - (self._findings.totals - before))
        count = self._table.rows + len(rows)
        accepted = self._table.accepted + len(rows) - int(wrong.sum())
        self._table = replace(self._table, rows=count, accepted=accepted)

    def _listed(self, cells: Sequence[tuple[str, batches.Positions]]) -> pa.RecordBatch:
        """List cells that could not be used, see :data:`djcov.intake.assembly.WRONG`."""
        rows = np.concatenate([at for _, at in cells]) if cells else np.zeros(0, np.int64)
        names = [name for name, at in cells for _ in at]
        tables_ = pa.repeat(pa.scalar(self.number, pa.int64()), len(rows))
        columns = [tables_, pa.array(rows, pa.int64()), pa.array(names, pa.string())]
        return pa.RecordBatch.from_arrays(columns, names=list(WRONG))


def _transposed(records: Iterable[tuple[object, ...]]) -> Sequence[Sequence[object]]:
    return list(zip(*records, strict=True)) or [()] * len(LINKS)


def _probationary(cell: str) -> int | None:
    return counts.read_probationary_part(cell).value


def _as_text(cells: pa.Array) -> pa.Array:
    return cells.dictionary_decode() if pa.types.is_dictionary(cells.type) else cells


def _only(column: pa.Array, chosen: clean_cells.Flags) -> pa.Array:
    return column if chosen.all() else column.filter(pa.array(chosen))
