"""From rows of data to typed columns, with the findings about their cells: the rows of a table in a sheet all at once,
those of a large flat file piece by piece.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from ..findings import CATALOGUE, Finding, Findings
from ..models import Kind, is_amount, is_money
from ..roster import Column, Skipped, Table
from ..values import yesno
from ..values.money import in_unit, is_bare, unit_in
from ..values.reading import Unreadable, is_blank
from ..values.terms import Terms
from ..values.text import NOBODY
from .columns import doubled, totals
from .columns.derived import derived
from .columns.validation import Coded, ColumnReader, Validated, coded, reworded
from .files.sheets import Cell, CellError, Sheet
from .sheet.caption import stated, unit_of_money
from .sheet.continuation_rows import LISTED
from .sheet.evidence import Evidence
from .sheet.header import Header
from .sheet.header_words import Words
from .table_findings import about_columns, about_doubtful, about_units, differs, placed, shown

if TYPE_CHECKING:
    from .columns.clean_cells import Flags


def in_blocks(kind: Kind, field: str) -> bool:
    """Whether a field written once means a block of rows: the township, and in a roster of members the enterprise. Of
    any other a blank is unknown: one row names its park, or its village, and the next may lie in none.
    """
    return field == "township" or (kind, field) == (Kind.MEMBERS, "enterprise")


@dataclass(frozen=True)
class Lists:
    """The enterprises that rows of organisations or instructors list."""

    rows: Sequence[int]
    """The Excel row that each belongs to."""
    codes: Coded | None
    names: Coded | None
    clean: Flags | None = None
    """Which distinct names are clean (:mod:`.columns.clean_cells`), if that was looked at."""


@dataclass(frozen=True)
class TypedRows:
    """Rows of a table by their typed columns. They can be sent from one process to another."""

    rows: Sequence[int]
    """The Excel row of each row of data."""
    columns: Mapping[str, Coded]
    """By the names that they have in the frames."""
    wrong: Sequence[tuple[int, str]]
    """The cells in which something stands that could not be used: Excel row and field."""
    terms: Sequence[tuple[int, str, Terms]]
    """The cells whose value holds only at some times: Excel row, field and when."""
    lists: Lists


@dataclass(frozen=True)
class Typed:
    """A whole table."""

    table: Table
    rows: TypedRows
    findings: Findings

    def placed_by(self, name: str, heads: Sequence[tuple[str | None, int]]) -> Typed:
        """The table with a column of townships or villages: one stands above the rows after each Excel row."""

        def place(row: int) -> str | None:
            return next((name for name, after in reversed(heads) if row > after), None)

        columns = {**self.rows.columns, name: coded(list(map(place, self.rows.rows)))}
        return replace(self, rows=replace(self.rows, columns=columns))


class DataRows(ABC):
    """Rows of data of one table: all of them, or a piece. Rows are indices from 0, in order."""

    rows: Sequence[int]
    shown: Sequence[int]
    """The same as a spreadsheet numbers them."""
    listing: Sequence[int]
    """The rows, and those that only list further enterprises of one."""
    totals: Sequence[int]
    """The rows of totals, and of sections, that stand among them."""

    def rows_of(self, name: str) -> Sequence[int]:
        """The rows in which a field stands."""
        return self.listing if name in LISTED else self.rows

    def head(self, row: int) -> int:
        """The row that a row belongs to."""
        return row

    def clean(self, name: str) -> Flags | None:
        """Tell which of a field's distinct cells are known to be clean."""
        del name

    @abstractmethod
    def cells(self, column: Column, name: str, places: Coded | None) -> tuple[Coded, Sequence[Finding]]:
        """A column's cells for a field, and what is found in the whole of it.

        ``places``: the townships of the rows, beyond which no village is filled down.
        """

    @abstractmethod
    def without_dittos(self, cells: Coded, column: Column, name: str) -> tuple[Coded, Sequence[Finding]]:
        """A column's cells with the one above in the place of each 同上."""

    @abstractmethod
    def cell(self, row: int, column: Column) -> Cell:
        """A cell of a row of totals."""


@dataclass(frozen=True, slots=True)
class _Mark:
    """Something to be said of the cells of a column at some positions."""

    code: str
    at: Sequence[int]
    finding: Callable[[int], Finding]
    wrong: bool = False


@dataclass
class _Read:
    """What was read of a field."""

    columns: dict[str, Coded] = field(default_factory=dict[str, Coded])
    marks: list[_Mark] = field(default_factory=list[_Mark])
    terms: Mapping[int, Terms] = field(default_factory=dict[int, Terms])
    findings: list[Finding] = field(default_factory=list[Finding])
    clean: Flags | None = None


@dataclass
class _Tally:
    """What a column of counts adds up to."""

    sum: int = 0
    totals: dict[int, Cell] = field(default_factory=dict[int, Cell])
    """What stands in rows of totals, by row."""
    sum_at: dict[int, int] = field(default_factory=dict[int, int])
    """The sum of the rows before each of them."""

    def add(self, counts: Coded, rows: Sequence[int], totals: Mapping[int, Cell]) -> None:
        """Add rows of data, among which there are some of totals."""
        begin = 0
        for row in sorted(totals):
            end = bisect_left(rows, row)
            self.sum += counts.sum(begin, end)
            self.totals[row], self.sum_at[row], begin = totals[row], self.sum, end
        self.sum += counts.sum(begin)

    def between(self, after: int, before: int) -> int:
        """The sum of the rows between two rows of totals; outside of all is everything."""
        return self.sum_at.get(before, self.sum) - self.sum_at.get(after, 0)


class TableReader:
    """Reads the rows of one table, all at once or piece by piece, and gathers what is found in them."""

    def __init__(
        self,
        file: str,
        sheet: Sheet,
        header: Header,
        evidence: Evidence,
        words: Words,
        *,
        pieces: bool = False,
        each: Callable[[Callable[[str], _Read], Iterable[str]], Iterator[_Read]] = map,
    ) -> None:
        """``sheet``: the table's, at least down to its header. ``pieces``: whether there are several; ``each`` reads
        columns at the same time.
        """
        self._unit, self._bare = unit_of_money(sheet, header.top), set[Column]()
        self.table = table = Table(
            header.kind,
            file,
            sheet.shown_name,
            header.bottom + 1,
            header.columns,
            rows=0,
            accepted=0,
            stated=stated(sheet, header.top),
            why=evidence.why,
            unit=self._unit.unit,
        )
        self.findings = Findings()
        self.findings.extend(about_columns(table, words.kinds[table.kind]))
        if evidence.either:
            self.findings.add(CATALOGUE["LEDGER_OF_WHICH"].at(table.locate(), evidence.either, kind=table.kind.title))
        self._answers, self._each = words.answers, each
        self._together = words.kinds[table.kind].together
        fields = table.kind.model.model_fields
        sources = {name: [column for column in table.columns if column.field == name] for name in fields}
        self._sources = {name: found for name, found in sources.items() if found}
        self._readers = {name: ColumnReader(table.kind, name, words.answers, pieces=pieces) for name in self._sources}
        self._tallies = {
            name: _Tally()
            for name, (first, *_) in self._sources.items()
            if not first.option and _is_count(table.kind, name)
        }

    def read(self, data: DataRows) -> TypedRows:
        """Read some rows; a piece may hold no data, but a total of those before."""
        columns: dict[str, Coded] = {}
        found: dict[str, _Read] = {}
        # Columns that are read one after the other see those before: a village lies in a township.
        for name, read in zip(
            self._sources, self._each(lambda name: self._column(name, data, columns), self._sources), strict=True
        ):
            found[name] = read
            for own, values in read.columns.items():
                columns[own] = values.or_else(columns[own]) if own in columns else values
        said = (each for read in found.values() for each in read.findings)
        self.findings.extend(sorted(said, key=lambda each: each.location.row or 0))
        self._tell([(data.rows_of(name), mark) for name, read in found.items() for mark in read.marks])
        wrong = dict.fromkeys(
            (data.head(data.rows_of(name)[at]) + 1, name)
            for name, read in found.items()
            for mark in read.marks
            if mark.wrong
            for at in mark.at
        )
        terms = [
            (data.rows_of(name)[at] + 1, name, term) for name, read in found.items() for at, term in read.terms.items()
        ]
        table, rows = self.table, len(data.rows)
        accepted = rows - len({row for row, _ in wrong})
        by_remarks = {"category"} & columns.keys() - table.fields  # behind names
        self.table = replace(
            table,
            rows=table.rows + rows,
            accepted=table.accepted + accepted,
            entitled=table.entitled | by_remarks,
        )
        codes, names = (columns.get(name) for name in LISTED)
        clean = found[LISTED[1]].clean if LISTED[1] in found else None
        heads = [data.head(row) + 1 for row in data.listing] if data.listing is not data.rows else None
        return TypedRows(data.shown, columns, list(wrong), terms, Lists(heads or data.shown, codes, names, clean))

    def result(self, skipped: Sequence[Skipped], sections: Sequence[tuple[int, str]] = ()) -> Table:
        """The table, and tell of its totals that are not the sums of their rows, and of its doubtful rows."""
        table = replace(self.table, skipped=tuple(skipped))
        lines = {each.row - 1: each.text for each in skipped if each.reason == "合计"}
        for name, tally in self._tallies.items():
            heads = {row: text for row, text in sections if not is_blank(tally.totals[row])}
            for each in totals.differences(lines | heads, tally.totals, tally.between, heads):
                at = table.locate(each.row + 1, name)
                self.findings.add(CATALOGUE["TOTAL_DIFFERS"].at(at, str(each.written), summed=each.summed))
        self.findings.extend(about_units(table, self._unit, self._bare))
        self.findings.extend(about_doubtful(table))
        return table

    def _column(self, name: str, data: DataRows, before: Mapping[str, Coded]) -> _Read:
        """Read a field."""
        read, rows = _Read(), data.rows_of(name)
        first, *more = self._sources[name]
        reader, kind = self._readers[name], self.table.kind
        if first.option:
            cells, clean, more = self._chosen(name, data, read), None, []
        else:
            given = self._cells(name, data, first, read, before.get("township") if name == "village" else None)
            cells = self._filled(name, data, given, read)
            clean = data.clean(name) if cells is given else None
        validated = reader.read(cells, clean)
        if "DITTO_UNCLEAR" in validated.problems.values():
            cells, said = data.without_dittos(cells, first, name)
            read.findings += said
            validated = reader.read(cells)
        read.marks += self._troubles(name, rows, validated)
        values, read.terms, read.clean = validated.values, validated.dated(), validated.clean
        for another in more:
            further = reader.read(self._cells(name, data, another, read))
            read.marks += self._troubles(name, rows, further, another)
            values, read.terms = _any_of(values, read.terms, further)
        read.columns = {name: values, **derived(kind, name, validated)}
        if name in self._tallies:
            self._tallies[name].add(values, rows, {row: data.cell(row, first) for row in data.totals})
        return read

    def _cells(self, name: str, data: DataRows, column: Column, read: _Read, places: Coded | None = None) -> Coded:
        """A column's cells for a field; sums of money that have no unit have that of the header, else that of the lines
        above the table.
        """
        cells, found = data.cells(column, name, places)
        read.findings += found
        if not is_money(self.table.kind, name):
            return cells
        unit = unit_in(column.header)
        if not unit and column not in self._bare and any(map(is_bare, cells.values)):
            self._bare.add(column)
        unit = unit or self._unit.unit
        return Coded(cells.codes, [in_unit(cell, unit) for cell in cells.values]) if unit else cells

    def _filled(self, name: str, data: DataRows, cells: Coded, read: _Read) -> Coded:
        """Fill the blanks of a field's column with the cells of others for it."""
        first, rows = self._sources[name][0], data.rows_of(name)
        for other in (column for column in self.table.columns if column.fills == name):
            both, others = cells.rows(), self._cells(name, data, other, read).rows()
            filled, apart = doubled.together(self.table.kind, name, both, others)

            def finding(
                at: int, other: Column = other, both: list[Cell] = both, others: list[Cell] = others
            ) -> Finding:
                return differs(self.table, first, other, rows[at], both[at], others[at])

            read.marks.append(_Mark("COLUMNS_DIFFER", apart, finding))
            cells = coded(filled)
        return cells

    def _chosen(self, name: str, data: DataRows, read: _Read) -> Coded:
        """The option whose column is marked in each row. Where a row may have several, two marks are read together
        and a no in every column is one; elsewhere two are a finding and unknown.
        """
        rows, kind = data.rows_of(name), self.table.kind
        marks: list[list[str]] = [[] for _ in rows]
        denied = [0] * len(rows)

        def tell(at: int, code: str, found: str) -> None:
            read.marks.append(_Mark(code, [at], lambda at: placed(self.table, name, rows[at], code, found), wrong=True))

        for column in self._sources[name]:
            cells, _ = data.cells(column, name, None)
            for at, cell in enumerate(reworded(cells.rows(), self._answers)):
                if cell == "" or is_blank(cell):
                    continue
                if isinstance(cell, CellError):
                    tell(at, "CELL_ERROR", str(cell))
                    continue
                try:
                    marked = yesno.read_yes_no(cell).value
                except Unreadable:
                    tell(at, "YESNO_UNREADABLE", shown(kind, name, cell))
                    continue
                denied[at] += marked is False
                if marked:
                    marks[at].append(column.option)
        chosen: list[Cell] = [""] * len(rows)
        for at, options in enumerate(marks):
            if len(options) == 1 or (options and name in self._together):
                chosen[at] = "、".join(options)
            elif name in self._together and denied[at] == len(self._sources[name]):
                chosen[at] = NOBODY
            elif options:
                tell(at, "CHOICE_CONFLICT", "、".join(options))
        return coded(chosen)

    def _troubles(
        self, name: str, rows: Sequence[int], validated: Validated, column: Column | None = None
    ) -> Iterator[_Mark]:
        """Every problem and note of a column's cells, by distinct cells; ``column``: which of several it is."""
        by_cell: dict[int, list[int]] = {}
        for at, index in validated.values.places({**validated.notes, **validated.problems}):
            by_cell.setdefault(index, []).append(at)
        for index, at in by_cell.items():
            wrong = index in validated.problems
            code = validated.problems[index] if wrong else validated.notes[index]
            text = shown(self.table.kind, name, validated.distinct[index])

            def finding(at: int, code: str = code, text: str = text) -> Finding:
                return placed(self.table, name, rows[at], code, text, column)

            yield _Mark(code, at, finding, wrong)

    def _tell(self, marks: Sequence[tuple[Sequence[int], _Mark]]) -> None:
        """Report what is to be said of cells, row by row: of what is over the limit the first rows, and how many."""
        told: list[tuple[int, int, Finding]] = []
        counted: Counter[str] = Counter()
        for order, (rows, mark) in enumerate(marks):
            room = max(self.findings.keep - self.findings.totals[mark.code], 0)
            told += [(rows[at], order, mark.finding(at)) for at in mark.at[:room]]
            counted[mark.code] += len(mark.at)
        before = Counter(self.findings.totals)
        self.findings.extend(each for *_, each in sorted(told, key=lambda each: each[:2]))
        self.findings.totals.update(counted - (self.findings.totals - before))


def _is_count(kind: Kind, name: str) -> bool:
    """Whether a field counts people."""
    return kind.model.model_fields[name].annotation == int | None and not is_amount(kind, name)


def _any_of(values: Coded, termed: Mapping[int, Terms], another: Validated) -> tuple[Coded, Mapping[int, Terms]]:
    """Put two columns of one question together: yes in one is a yes, no in both a no. Of two that both hold from some
    time on, the one that holds first.
    """
    both = list(zip(values.rows(), another.values.rows(), strict=True))
    together = [True if True in pair else False if pair == (False, False) else None for pair in both]
    theirs = another.dated()
    held: dict[int, Terms] = {}
    for at, (mine, its) in enumerate(both):
        of_yes = [found.get(at) for said, found in ((mine, termed), (its, theirs)) if said]
        dated = [each for each in of_yes if each]
        if dated and len(dated) == len(of_yes):
            held[at] = min(dated, key=_begins)
    return coded(together), held


def _begins(terms: Terms) -> tuple[date, date]:
    return (terms.since.last, terms.since.first) if terms.since else (date.min, date.min)
