"""From a region of a sheet to a table: its columns validated, its findings placed, its links spelled out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import TypeAlias

from .. import masking
from ..findings import CATALOGUE, Finding, Location
from ..models import LISTING, Kind, is_amount, is_free_text, personal
from ..roster import Column, Table
from ..values import codes as identifiers
from ..values import counts, yesno
from ..values.known import known_part
from ..values.reading import Unreadable, as_text, compact, is_blank
from ..values.terms import Terms
from ..values.text import NOBODY, names_nobody, phone_beside
from .columns import doubled, filling, totals, validation
from .columns.validation import Coded
from .files.sheets import Cell, CellError, Sheet
from .sheet import layout
from .sheet.caption import stated
from .sheet.continuation_rows import LISTED
from .sheet.furniture import DOUBTFUL, shown_row
from .sheet.header_words import MOST_COMPARED, Words, normal
from .sheet.vocabulary import Vocabulary

_SHOWN = 40
"""Characters of a cell that a message quotes."""

_COVERED = "党的组织覆盖、党的工作覆盖、单独、联合、未覆盖等"

_ERROR = re.compile(r"#[A-Z]+(?:/[A-Z0]+)?[!?]?")
"""What a formula that failed shows: #DIV/0!, #N/A."""

Lists: TypeAlias = tuple[Sequence[int], Sequence[str | None], Sequence[str | None]]
"""Of enterprises that rows of organisations or instructors list: the Excel row that each belongs to, codes, names."""


def in_blocks(kind: Kind, field: str) -> bool:
    """Whether a field written once means a block of rows: the township, and in a roster of members the enterprise. Of
    any other a blank is unknown: one row names its park, or its village, and the next may lie in none.
    """
    return field == "township" or (kind, field) == (Kind.MEMBERS, "enterprise")


@dataclass(frozen=True)
class Typed:
    """A table with its typed columns. It can be sent from one process to another."""

    table: Table
    rows: Sequence[int]
    """The Excel row of each row of data."""
    columns: Mapping[str, Coded]
    """By the model's field; for members also ``_identity_born``."""
    findings: Sequence[Finding]
    wrong: Sequence[tuple[int, str]]
    """The cells in which something stands that could not be used: Excel row and field, in the order of the rows."""
    terms: Sequence[tuple[int, str, Terms]] = ()
    """The cells whose value holds only at some times: Excel row, field and when."""
    spread: Lists | None = None
    """What the rows list, if some of them only went on with another."""

    @property
    def lists(self) -> Lists:
        """What each row lists beside its own fields."""
        return self.spread or _lists(self.rows, self.columns)

    @property
    def names(self) -> Coded:
        """The text that names an enterprise, or several: the field ``name``, ``enterprise`` or ``enterprises``."""
        field = {Kind.MEMBERS: "enterprise"}.get(
            self.table.kind, "enterprises" if self.table.kind in LISTING else "name"
        )
        return self.columns[field] if field in self.columns else validation.coded([None] * len(self.rows))

    def placed_by(self, field: str, heads: Sequence[tuple[str | None, int]]) -> Typed:
        """Give the rows after each Excel row their township or village, which stands outside the columns."""

        def place(row: int) -> str | None:
            return next((name for name, after in reversed(heads) if row > after), None)

        return replace(self, columns={**self.columns, field: validation.coded(list(map(place, self.rows)))})


def type_table(sheet: Sheet, region: layout.Region, file: str, words: Words) -> Typed:
    """Validate a region's columns."""
    kind, own = region.kind, [row for row in region.data if row not in region.continued]
    table = Table(
        kind,
        file,
        sheet.shown_name,
        region.header + 1,
        region.columns,
        rows=len(own),
        accepted=0,
        skipped=region.skipped,
        stated=stated(sheet, region.top),
        why=region.why,
    )
    findings: list[Finding] = []
    wrong: set[tuple[int, str]] = set()
    terms: list[tuple[int, str, Terms]] = []
    typed: dict[str, Coded] = {}
    used = [column for column in region.columns if column.field or column.fills]
    given = layout.column_cells(sheet, own, [column.index for column in used if column.field not in LISTED])
    given |= layout.column_cells(sheet, region.data, [column.index for column in used if column.field in LISTED])
    for field in kind.model.model_fields:
        rows = region.data if field in LISTED else own
        sources = [column for column in region.columns if column.field == field]
        if not sources:
            continue
        if sources[0].option:
            cells, trouble = _chosen(kind, given, len(rows), sources, words)
            findings += [placed(table, field, rows[at], code, found) for at, code, found in trouble]
            wrong.update((rows[at] + 1, field) for at, _, _ in trouble)
        else:
            cells, said = _column(table, sheet, rows, sources[0], given[sources[0].index])
            findings += said
            for other in (column for column in region.columns if column.fills == field):
                more, said = _column(table, sheet, rows, replace(other, field=field), given[other.index])
                both = cells
                cells, apart = doubled.together(kind, field, both, more)
                findings += said
                findings += [differs(table, sources[0], other, rows[at], both[at], more[at]) for at in apart]
            if field == "village" and "township" in typed:
                cells = filling.within(cells, given[sources[0].index], typed["township"].rows())
            if validation.dtype(kind, field) == "boolean":
                cells = validation.reworded(cells, words.answers)
        validated = validation.validate(kind, field, cells)
        if "DITTO_UNCLEAR" in validated.problems.values():
            cells, filled = filling.fill_dittos(cells)
            validated = validation.validate(kind, field, cells)
            if filled:
                header = sources[0].header
                findings.append(CATALOGUE["DITTO_FILLED"].at(table.locate(field=field), header, number=filled))
        for at, code, cell, refused in _troubles(validated):
            findings.append(placed(table, field, rows[at], code, shown(kind, field, cell)))
            if refused:
                wrong.add((rows[at] + 1, field))
        values, termed = validated.values, _termed(validated)
        for further in sources[1:] if not sources[0].option else ():
            cells, said = _column(table, sheet, rows, further, given[further.index])
            findings += said
            another = validation.validate(kind, field, validation.reworded(cells, words.answers))
            for at, code, cell, refused in _troubles(another):
                findings.append(placed(table, field, rows[at], code, shown(kind, field, cell), further.index))
                if refused:
                    wrong.add((rows[at] + 1, field))
            values, termed = _any_of(values, termed, another)
        terms += [(rows[at] + 1, field, held) for at, held in termed.items()]
        typed[field] = values.or_else(typed[field]) if field in typed else values
        if field == "members" and kind is Kind.ENTERPRISES and (parts := _probationary(validated)) is not None:
            typed["probationary_members"] = parts
        if (kind, field) in PHONE_OF and (phones := _phones(validated)) is not None:
            typed[PHONE_OF[kind, field]] = phones
        if is_count(kind, field) and not sources[0].option:
            findings += _about_totals(table, sheet, region, sources[0], values)
        if field == "identity_number":
            typed["_identity_born"] = _births(validated)
    # by rows, and not by columns: of what is beyond the limit of findings, the first rows are kept
    findings.sort(key=lambda finding: finding.location.row or 0)
    said = [*about_columns(table, words.kinds[kind]), *findings]
    wrong = {(region.continued.get(row - 1, row - 1) + 1, field) for row, field in wrong}
    table = replace(table, accepted=len(own) - len({row for row, _ in wrong}))
    excel = [row + 1 for row in own]
    if not region.continued:
        return Typed(table, excel, typed, said, sorted(wrong), terms)
    heads = [region.continued.get(row, row) + 1 for row in region.data]
    lists = _lists(heads, typed)
    said += _about_continued(table, sheet, region)
    return Typed(table, excel, {**typed, **_together(excel, lists)}, said, sorted(wrong), terms, lists)


def _termed(validated: validation.Validated) -> dict[int, Terms]:
    """Give by position on what the values of some cells depend."""
    known = validated.terms
    return {at: known[index] for at, index in enumerate(validated.values.codes if known else ()) if index in known}


def _any_of(values: Coded, termed: dict[int, Terms], another: validation.Validated) -> tuple[Coded, dict[int, Terms]]:
    """Put two columns of one question together: yes in one is a yes, no in both a no. Of two that both hold from some
    time on, the one that holds first.
    """
    both = list(zip(values.rows(), another.values.rows(), strict=True))
    together = [True if True in pair else False if pair == (False, False) else None for pair in both]
    theirs = _termed(another)
    held: dict[int, Terms] = {}
    for at, (mine, its) in enumerate(both):
        of_yes = [found.get(at) for said, found in ((mine, termed), (its, theirs)) if said]
        dated = [each for each in of_yes if each]
        if dated and len(dated) == len(of_yes):
            held[at] = min(dated, key=_begins)
    return validation.coded(together), held


def _begins(terms: Terms) -> tuple[date, date]:
    return (terms.since.last, terms.since.first) if terms.since else (date.min, date.min)


def _lists(rows: Sequence[int], given: Mapping[str, Coded]) -> Lists:
    codes, names = (given[field].rows() if field in given else [None] * len(rows) for field in LISTED)
    return rows, codes, names


def _together(rows: Sequence[int], lists: Lists) -> dict[str, Coded]:
    """Give each row the code and the names of all rows that belong to it."""
    listed: dict[int, tuple[list[str], list[str]]] = {row: ([], []) for row in rows}
    for row, *cells in zip(*lists, strict=True):
        for known, cell in zip(listed[row], cells, strict=True):
            known.extend([cell] if cell else [])
    codes = [next(iter(known), None) for known, _ in listed.values()]
    names = ["\n".join([name for name in known if name != NOBODY] or known) or None for _, known in listed.values()]
    return dict(zip(LISTED, map(validation.coded, (codes, names)), strict=True))


def _about_continued(table: Table, sheet: Sheet, region: layout.Region) -> Iterator[Finding]:
    """Say how many rows without a name, which no merged range gives them, were taken together with the one above."""
    name = next(column for column in region.columns if column.field == "name")
    blank = len(region.continued) - len(
        filling.merged_down(list(region.continued), name.index, sheet, region.header + 1)
    )
    if blank:
        yield CATALOGUE["ROWS_CONTINUED"].at(table.locate(field="name"), str(blank), column=name.header)


def _troubles(validated: validation.Validated) -> Iterator[tuple[int, str, Cell, bool]]:
    """Give position, code and cell of every problem and note, and whether the model refuses the cell."""
    marked = {**validated.notes, **validated.problems}
    for at, index in enumerate(validated.values.codes) if marked else ():
        if index in marked:
            yield at, marked[index], validated.distinct[index], index in validated.problems


def _column(
    table: Table, sheet: Sheet, rows: Sequence[int], column: Column, cells: list[Cell]
) -> tuple[list[Cell], list[Finding]]:
    """Give a column's cells with merged and block values filled down."""
    annotation = table.kind.model.model_fields[column.field].annotation
    if not sheet.typed:
        cells = validation.untyped(table.kind, column.field, cells)
    merged = filling.merged_down(rows, column.index, sheet, table.header_row)
    if merged and annotation == int | None:
        # A count that stands once for several rows belongs to none of the others.
        return cells, [placed(table, column.field, rows[at], "COUNT_MERGED", "") for at in sorted(merged)]
    if merged:
        cells = [merged.get(at, cell) for at, cell in enumerate(cells)]
    if sheet.since_1904:
        cells = validation.since_1904(table.kind, column.field, cells)
    blocks = in_blocks(table.kind, column.field) and not merged
    if blocks and (filled := filling.fill_blocks(cells)) is not None:
        return filled, [CATALOGUE["FILLED_DOWN"].at(table.locate(field=column.field), column.header)]
    return cells, []


def _chosen(
    kind: Kind, given: Mapping[int, Sequence[Cell]], rows: int, sources: Sequence[Column], words: Words
) -> tuple[list[Cell], list[tuple[int, str, str]]]:
    """Give the option whose column is marked in each row; two marks are read together where a row may have several, and
    a no in every column is one, elsewhere two are a finding and unknown.
    """
    chosen: list[Cell] = [""] * rows
    trouble: list[tuple[int, str, str]] = []
    marks: list[list[str]] = [[] for _ in range(rows)]
    denied = [0] * rows
    for column in sources:
        for at, cell in enumerate(validation.reworded(given[column.index], words.answers)):
            if cell == "" or is_blank(cell):
                continue
            if isinstance(cell, CellError):
                trouble.append((at, "CELL_ERROR", str(cell)))
                continue
            try:
                marked = yesno.read_yes_no(cell).value
            except Unreadable:
                marked = None
                trouble.append((at, "YESNO_UNREADABLE", shown(kind, column.field, cell)))
            if marked:
                marks[at].append(column.option)
            denied[at] += marked is False
    several = sources[0].field in words.kinds[kind].together
    for at, options in enumerate(marks):
        if len(options) == 1 or (options and several):
            chosen[at] = "、".join(options)
        elif several and denied[at] == len(sources):
            chosen[at] = NOBODY
        elif options:
            trouble.append((at, "CHOICE_CONFLICT", "、".join(options)))
    return chosen, trouble


def is_count(kind: Kind, field: str) -> bool:
    """Whether a field counts people."""
    return kind.model.model_fields[field].annotation == int | None and not is_amount(kind, field)


def placed(table: Table, field: str, row: int, code: str, found: str, column: int | None = None) -> Finding:
    """Make a finding about a cell; ``row`` is an index from 0, ``found`` the cell's text as it may be shown, ``column``
    which of a field's several columns it stands in.
    """
    title = table.kind.model.model_fields[field].title or field
    levels = dict.fromkeys(("dual_strong", "model_level"), "无、区级、市级、省级、国家级")
    standings = dict.fromkeys(("category", "politics", "is_member"), "正式党员、预备党员、中共党员、积极分子、群众等")
    words = {**standings, "mass_organizations": "工会、共青团、妇联，或 无", "coverage": _COVERED, **levels}
    allowed = words.get(field, "")
    where = table.locate(row + 1, field)
    if column is not None:
        own = next(each for each in table.columns if each.index == column)
        where = Location(table.file, table.sheet, row + 1, own.header, f"{own.letters}{row + 1}")
    return CATALOGUE[code].at(where, found, column=title, allowed=allowed)


def shown(kind: Kind, field: str, cell: Cell) -> str:
    """Give a cell's text as a message may quote it, cut if it is long: a person's name by its first character, a code
    of an enterprise, a remark without numbers of people; of any other cell what is known (:mod:`djcov.values.known`).
    """
    if isinstance(cell, CellError) and _ERROR.fullmatch(str(cell)):
        return str(cell)
    written = " ".join(as_text(cell).split())
    mark = personal(kind, field)
    flat = compact(written)
    if mark and not names_nobody(flat):
        return masking.number(written) if mark.kind == "number" else masking.name(written)[:_SHOWN]
    if field.endswith("uscc") and identifiers.like_enterprise_code(flat):
        return written[:_SHOWN]
    if field == "enterprises":
        return masking.public_name(written)[:_SHOWN]
    if is_free_text(kind, field):
        return shown_row(kind, written)[:_SHOWN]
    return known_part(written)[:_SHOWN]


def about_columns(table: Table, words: Vocabulary) -> list[Finding]:
    """Find columns that claim a field twice, and headers that are nearly a word."""
    used = {column.field: column for column in table.columns if column.field}
    findings: list[Finding] = []
    for column in islice((column for column in table.columns if not column.field), MOST_COMPARED):
        path = [normal(word) for word in column.header.split("/")]
        at = Location(table.file, table.sheet, table.header_row, column.header, f"{column.letters}{table.header_row}")
        match = words.match(path)
        if column.fills:
            findings.append(CATALOGUE["COLUMN_FILLS"].at(at, column.header, first=used[column.fills].header))
        elif match and match.field in used:
            findings.append(CATALOGUE["COLUMN_REPEATED"].at(at, column.header, first=used[match.field].header))
        elif (near := words.near(path)) and words.fields[near] not in used:
            findings.append(CATALOGUE["COLUMN_NEAR_MISS"].at(at, column.header, suggestion=near))
    return findings


def differs(table: Table, first: Column, other: Column, row: int, cell: Cell, more: Cell) -> Finding:
    """Make a finding about two columns of one field that answer differently in a row, an index from 0."""
    at = Location(table.file, table.sheet, row + 1, other.header, f"{other.letters}{row + 1}")
    texts = [shown(table.kind, first.field, each) for each in (more, cell)]
    return CATALOGUE["COLUMNS_DIFFER"].at(at, texts[0], column=other.header, first=first.header, other=texts[1])


def about_doubtful(table: Table) -> Iterator[Finding]:
    """Tell the rows that were set aside because nobody can tell what they are."""
    for each in table.skipped:
        if each.reason == DOUBTFUL:
            yield CATALOGUE["ROW_DOUBTFUL"].at(table.locate(each.row), each.text)


def _about_totals(
    table: Table, sheet: Sheet, region: layout.Region, column: Column, values: Coded
) -> Iterator[Finding]:
    """Find 小计 and 合计 cells that are not the sum of their rows."""
    lines = {skipped.row - 1: skipped.text for skipped in region.skipped if skipped.reason == "合计"}
    heads = {row: text for row, text in region.sections if not is_blank(sheet.cell(row, column.index))}
    if not (lines := lines | heads):
        return
    written = {row: sheet.cell(row, column.index) for row in lines}
    counts = [(row, value) for row, value in zip(region.data, values.rows(), strict=True) if value is not None]

    def between(after: int, before: int) -> int:
        return sum(count for row, count in counts if after < row < before)

    for each in totals.differences(lines, written, between, heads):
        at = table.locate(each.row + 1, column.field)
        yield CATALOGUE["TOTAL_DIFFERS"].at(at, str(each.written), summed=each.summed)


PHONE_OF = {(Kind.ENTERPRISES, "instructor"): "instructor_phone", (Kind.INSTRUCTORS, "name"): "phone"}
"""Where the phone number is kept that stands in a cell of people."""


def _phones(validated: validation.Validated) -> Coded | None:
    """Give the phone numbers beside names, 张三13800000000; None if there are none."""
    phones = [phone_beside(cell) for cell in validated.distinct]
    return None if all(phone is None for phone in phones) else Coded(validated.values.codes, phones)


def _probationary(validated: validation.Validated) -> Coded | None:
    """Give the probationary members that notes in a count name, 3(1预备); None if there are no such notes."""
    parts = [counts.read_probationary_part(cell).value for cell in validated.distinct]
    return None if all(part is None for part in parts) else Coded(validated.values.codes, parts)


def _births(validated: validation.Validated) -> Coded:
    """Give the birth dates inside identity numbers of 18 characters."""
    numbers = validated.values
    days = [
        identifiers.birth_date(value) if isinstance(value, str) and len(value) == 18 else None
        for value in numbers.values
    ]
    return Coded(numbers.codes, days)
