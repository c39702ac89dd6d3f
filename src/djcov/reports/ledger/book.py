"""A 销号台账 as people gave it back: its lines, and the rows that they stand in.

A sheet of lines is known by its row of headings, a line by its row's name (or code) and problem; neither order nor
number of the rows, nor further columns or sheets, make a difference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, cast, get_args

from ...choices import BASES, Base, Grain
from ...errors import InputError
from ...facts.scope import NO_UNIT
from ...findings import Location
from ...following.lines import Ledger, Line, Remembered, Standing
from ...measures.follow_up import STATES, State
from ...measures.gap_kinds import GAP_KINDS, GapKind
from ...measures.gap_kinds.model import bare
from ...measures.identity import Identity
from ...measures.results import Subject
from ...values.dates import Since1904, read_end
from ...values.reading import Unreadable, compact
from ..copy_losses import losses
from ..openpyxl_io import Loaded, NotKeptError, load, new_workbook
from .columns import (
    CODE,
    COLUMNS,
    DETAIL,
    DONE_ON,
    DUE,
    FILE,
    FIRST_SEEN,
    KIND,
    NAME,
    OWNER,
    ROW,
    SHEET,
    STATE,
    UNIT,
    WHY,
)

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

RECORD = "djcov记录"
"""The hidden sheet that says what was written: in B1 the as-of date, in C1 whose gaps they are, below it
:data:`REMEMBERED` of each line."""

REMEMBERED: tuple[tuple[str, Callable[[Remembered], str | date | None]], ...] = (
    ("kind", lambda each: each.kind),
    ("code", lambda each: each.identity.code),
    ("name", lambda each: each.identity.name),
    ("unit", lambda each: each.identity.unit),
    ("since", lambda each: each.since),
    ("due", lambda each: each.due),
    ("state", lambda each: each.now and each.now.state),
    ("done_on", lambda each: each.now and each.now.done_on),
    ("reason", lambda each: each.now and each.now.reason),
    ("state_before", lambda each: each.before and each.before.state),
    ("done_on_before", lambda each: each.before and each.before.done_on),
    ("reason_before", lambda each: each.before and each.before.reason),
    ("people", lambda each: " ".join(sorted(each.people))),
    ("title", lambda each: each.title),
    ("grain", lambda each: each.grain),
)
"""The columns of the record; an earlier djcov wrote the first four."""

TITLE = "问题整改销号台账"
"""How the title of a unit's sheet ends, which begins with the unit."""

_PACKAGE = b"PK\x03\x04"
_HEADED = frozenset({STATE, NAME, KIND, FIRST_SEEN})
"""The headings by which a sheet of lines is known."""

_SEARCHED = 20
"""Rows in which the headings are looked for."""

_LOOKS = ("font", "fill", "border", "number_format", "protection", "alignment")

_STATES: Mapping[str, State] = {title: state for state, title in STATES.items()}
_CODES: Mapping[str, State] = {state: state for state in STATES}
_KINDS = {compact(kind.title): kind for kind in GAP_KINDS.values()}
_CLAUSE, _ACTION = "方案条款", "整改要求"


@dataclass
class Table:
    """A sheet of lines."""

    sheet: Worksheet
    unit: str
    head: int
    """The row of the headings."""
    columns: dict[str, int]
    """The column of each of our headings that is there."""
    entries: dict[int, int]
    """The row of each line, by its number in the ledger."""
    others: list[int]
    """The rows that people filled and that are no lines."""


@dataclass(frozen=True)
class Book:
    """A workbook with the lines that were found in it; a new one has none."""

    loaded: Loaded
    tables: list[Table]
    ledger: Ledger | None

    @property
    def own_rows(self) -> int:
        """How many rows people filled that are no lines."""
        return sum(len(table.others) for table in self.tables)


def blank() -> Book:
    """Begin a ledger."""
    return Book(Loaded(new_workbook()), [], None)


def opened(content: bytes, where: str) -> Book:
    """Read a ledger back. Raises InputError for what djcov did not write, or could not write again whole."""
    if not content.startswith(_PACKAGE):
        raise InputError("销号台账不是 .xlsx 工作簿，或者有密码", where=where, hint="请另存为没有密码的 .xlsx。")
    if lost := losses(content):
        raise InputError(
            f"销号台账里有{'、'.join(lost)}，更新后会丢失", where=where, hint="请把它们移到另一个文件，再运行。"
        )
    try:
        loaded = load(content)
    except NotKeptError as error:
        why = f"销号台账不能原样更新（{error}）"
        raise InputError(why, where=where, hint="请用表格软件另存一次，再运行。") from None
    workbook = loaded.workbook
    if RECORD not in workbook.sheetnames:
        raise InputError(
            f"这个工作簿不是 djcov follow 写的销号台账（没有隐藏的工作表“{RECORD}”）",
            where=where,
            hint="请给出上次写出的销号台账；要新建，请换一个还没有的文件名。",
        )
    record: Worksheet = workbook[RECORD]
    as_of = day_of(record["B1"].value, since_1904=False)
    if as_of is None:
        raise InputError(f"工作表“{RECORD}”的 B1 没有上次的截至日期", where=where, hint="请用上次写出的销号台账。")
    tables: list[Table] = []
    lines: list[Line] = []
    kinds = _KINDS | dict(_recorded(record))
    whose = text_of(record["C1"].value)
    base = cast("Base", whose) if whose in BASES else "enterprises"
    for sheet in workbook.worksheets:
        if sheet.title != RECORD and (table := _table(sheet, where)):
            lines += _lines(table, kinds, len(lines), since_1904=is_1904(loaded))
            tables.append(table)
    return Book(loaded, tables, Ledger(as_of, tuple(lines), frozenset(_written(record)), base))


def is_1904(loaded: Loaded) -> bool:
    """Whether the workbook counts days from 1904."""
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    return loaded.workbook.epoch == CALENDAR_MAC_1904


def day_of(value: object, *, since_1904: bool) -> date | None:
    """Give the day that a cell says; of a month or a year its last one; None if it says none."""
    if isinstance(value, int | float) and since_1904:
        value = Since1904(value)
    try:
        return read_end(value).value
    except Unreadable:
        return None


def text_of(value: object) -> str:
    """Give a cell as a text; whole numbers without a point."""
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value).strip()


def columns_of(sheet: Worksheet, head: int) -> dict[str, int]:
    """Give the first column of each heading in a row."""
    found: dict[str, int] = {}
    for cell in sheet[head]:
        if title := text_of(cell.value):
            found.setdefault(compact(title), cast(int, cell.column))
    return found


def _table(sheet: Worksheet, where: str) -> Table | None:
    """Find the headings in a sheet; None if it is no sheet of lines. Raises InputError where one is gone:
    its lines would seem to be taken out.
    """
    most: set[str] = set()
    for head in range(1, min(sheet.max_row, _SEARCHED) + 1):
        named = columns_of(sheet, head)
        if named.keys() >= set(map(compact, _HEADED)):
            columns = {each.title: named[compact(each.title)] for each in COLUMNS if compact(each.title) in named}
            return Table(sheet, text_of(sheet["A1"].value).removesuffix(TITLE), head, columns, {}, [])
        most = max(most, {each.title for each in COLUMNS if compact(each.title) in named}, key=len)
    if 2 * len(most) > len(COLUMNS) or text_of(sheet["A1"].value).endswith(TITLE):
        lost = "、".join(f"“{each.title}”" for each in COLUMNS if each.title in _HEADED - most)
        raise InputError(
            f"工作表“{sheet.title}”没有标题为{lost}的列，认不出各条是什么",
            where=where,
            hint="各列的标题不能改；请改回原来的标题，再运行。",
        )
    return None


def _lines(table: Table, kinds: Mapping[str, GapKind], first: int, *, since_1904: bool) -> Iterator[Line]:
    """Give the lines of a sheet, numbered from ``first`` on, and note in the table where they stand."""
    _unmerged(table)
    for row in range(table.head + 1, table.sheet.max_row + 1):
        cells = {title: table.sheet.cell(row, column).value for title, column in table.columns.items()}
        texts = {title: text_of(value) for title, value in cells.items()}
        kind = kinds.get(compact(texts[KIND]))
        if kind and (texts[NAME] or texts.get(CODE)):
            table.entries[first + len(table.entries)] = row
            days = {title: day_of(cells.get(title), since_1904=since_1904) for title in (FIRST_SEEN, DUE, DONE_ON)}
            yield _line(kind, texts, table.unit, days, first + len(table.entries) - 1)
        elif any(cell.value is not None or cell.comment for cell in table.sheet[row]):
            table.others.append(row)


def _line(kind: GapKind, texts: Mapping[str, str], unit: str, days: Mapping[str, date | None], entry: int) -> Line:
    row = texts.get(ROW, "")
    at = Location(texts.get(FILE, ""), texts.get(SHEET, ""), int(row) if row.isdecimal() else None)
    township = texts.get(UNIT) or unit or NO_UNIT
    if kind.code not in GAP_KINDS:  # if the policy has it no more, what stands here is all that is known of it
        action = texts.get(_ACTION, "").replace("{", "{{").replace("}", "}}")
        kind = replace(kind, clause=texts.get(_CLAUSE, ""), action=action)
    return Line(
        kind,
        Subject(kind.grain, texts[NAME], texts.get(CODE, ""), township, at),
        _STATES.get(compact(texts[STATE]), "open"),
        days[FIRST_SEEN],
        days[DUE],
        texts.get(DETAIL, ""),
        texts.get(WHY, ""),
        days[DONE_ON],
        texts.get(OWNER, ""),
        unread=bool(texts.get(DUE)) and days[DUE] is None,
        entry=entry,
    )


def _unmerged(table: Table) -> None:
    """Take merged cells below the headings apart, each with what they showed together: their rows may part."""
    sheet = table.sheet
    areas = [area for area in sheet.merged_cells.ranges if area.min_row > table.head]
    for area in sorted(areas, key=lambda area: (area.min_row, area.min_col)):
        shown = area.start_cell
        sheet.unmerge_cells(area.coord)
        for row in range(area.min_row + 1, area.max_row + 1):
            cell = cast("Cell", sheet.cell(row, area.min_col))
            cell.value = shown.value
            cell.data_type = shown.data_type  # a text that begins with = is no formula
            for part in _LOOKS:
                setattr(cell, part, copy(getattr(shown, part)))


def _recorded(record: Worksheet) -> Iterator[tuple[str, GapKind]]:
    """Give the kinds of gaps that the ledger had by the titles that they had, as far as they are known without the
    policy.
    """
    for texts in _remembered(record):
        title, grain = texts["title"], texts["grain"]
        if title and grain in get_args(Grain):
            known = GAP_KINDS.get(texts["kind"]) or bare(texts["kind"], title, cast("Grain", grain))
            yield compact(title), known


def _remembered(record: Worksheet) -> Iterator[dict[str, str]]:
    """Give the texts of the record, row by row."""
    titles = [title for title, _ in REMEMBERED]
    for row in record.iter_rows(min_row=2, max_col=len(titles), values_only=True):
        yield dict(zip(titles, map(text_of, row), strict=True))


def _written(record: Worksheet) -> Iterator[Remembered]:
    for texts in _remembered(record):
        if texts["kind"]:
            yield Remembered(
                texts["kind"],
                Identity(texts["code"], texts["name"], texts["unit"]),
                _standing(texts),
                _standing(texts, "_before"),
                day_of(texts["since"], since_1904=False),
                day_of(texts["due"], since_1904=False),
                frozenset(texts["people"].split()),
            )


def _standing(texts: Mapping[str, str], when: str = "") -> Standing | None:
    state = _CODES.get(texts[f"state{when}"])
    if state is None:
        return None
    return Standing(state, day_of(texts[f"done_on{when}"], since_1904=False), texts[f"reason{when}"])
