"""What is said of the columns and the cells of a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from .. import masking
from ..findings import CATALOGUE, Finding, Location
from ..models import Kind, is_free_text, personal
from ..regex import Regex
from ..roster import Column, Table
from ..values import codes as identifiers
from ..values.appraisals import RESULTS
from ..values.known import known_part
from ..values.money import UNCLEAR, USUAL
from ..values.reading import as_text, compact
from ..values.text import names_nobody
from .files.sheets import Cell, CellError
from .sheet.caption import Unit
from .sheet.furniture import DOUBTFUL, shown_row
from .sheet.header_words import MOST_COMPARED, normal
from .sheet.vocabulary import Vocabulary

_SHOWN = 40
"""Characters of a cell that a message quotes."""

_ALLOWED = {
    **dict.fromkeys(("category", "politics", "is_member"), "正式党员、预备党员、中共党员、积极分子、群众等"),
    **dict.fromkeys(("appraisal", "instructor_appraisal"), "、".join(RESULTS)),
    **dict.fromkeys(("dual_strong", "model_level"), "无、区级、市级、省级、国家级"),
    "mass_organizations": "工会、共青团、妇联，或 无",
    "coverage": "党的组织覆盖、党的工作覆盖、单独、联合、未覆盖等",
}
"""By field, the answers that a message names."""

_ERROR = Regex(r"#[A-Z]+(?:/[A-Z0]+)?[!?]?")
"""What a formula that failed shows: #DIV/0!, #N/A."""


def placed(table: Table, field: str, row: int, code: str, found: str, column: Column | None = None) -> Finding:
    """Make a finding about a cell; ``row`` is an index from 0, ``found`` the cell's text as it may be shown, ``column``
    which of a field's several columns it stands in.
    """
    title = table.kind.model.model_fields[field].title or field
    where = _cell(table, column, row + 1) if column else table.locate(row + 1, field)
    return CATALOGUE[code].at(where, found, column=title, allowed=_ALLOWED.get(field, ""))


def _cell(table: Table, column: Column, row: int) -> Location:
    """Where a column's cell in an Excel row is."""
    return Location(table.file, table.sheet, row, column.header, f"{column.letters}{row}")


def shown(kind: Kind, field: str, cell: Cell) -> str:
    """A cell's text as a message may quote it, cut if it is long: a person's name by its first character, a code
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
        at = _cell(table, column, table.header_row)
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
    found, own = (shown(table.kind, first.field, each) for each in (more, cell))
    at = _cell(table, other, row + 1)
    return CATALOGUE["COLUMNS_DIFFER"].at(at, found, column=other.header, first=first.header, other=own)


def about_units(table: Table, unit: Unit, columns: Iterable[Column]) -> Iterator[Finding]:
    """Tell what the unit is of columns whose headers do not say it, but which have sums that do not either."""
    code = "MONEY_UNIT_UNCLEAR" if unit.unit == UNCLEAR else "MONEY_UNIT_ABOVE" if unit.unit else "MONEY_UNIT_ASSUMED"
    found = shown_row(table.kind, unit.text)[:_SHOWN] or USUAL
    for column in sorted(columns, key=lambda each: each.index):
        at = _cell(table, column, table.header_row)
        yield CATALOGUE[code].at(at, found, column=column.header, unit=unit.unit)


def about_doubtful(table: Table) -> Iterator[Finding]:
    """Tell the rows that were set aside because nobody can tell what they are."""
    for each in table.skipped:
        if each.reason == DOUBTFUL:
            yield CATALOGUE["ROW_DOUBTFUL"].at(table.locate(each.row), each.text)
