"""Ask: what each township is to fill in, row by row, and by what a row is known again when it comes back.

Asked for are the cells of the ledger, of enterprises that count, which are blank or hold what could not be read, in the
columns that the ledger has and that indicators or gaps need. Columns about people are left out: what a mask shows must
not come back as an answer.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from hashlib import sha256
from typing import Any, Literal

from .. import masking
from ..facts import Facts
from ..facts.frames import records
from ..facts.scope import NO_UNIT
from ..measures.completeness import OF_ORGANIZATION, asked_of_maybe, needed
from ..measures.results import Subject
from ..measures.rows import subjects
from ..measures.units import chosen, units
from ..models import OF_INSTRUCTOR, Kind, personal
from ..quoting import quoted
from ..short_repr import Brief
from ..values.text import name_key
from . import faulty_cells
from .fillings import written

SHOWN = ("name", "uscc", "township", "village")
"""The columns by which people know a row; they are there whether or not something is asked."""

State = Literal["known", "asked", "if_organized", "moot"]
"""Of a cell: there is an answer; it is asked for; it is, if there is an organisation; nothing is to be filled in."""

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Of keys: no digits, so that nothing takes a key for somebody's number."""
_OF_LEDGER, _OF_ROW = 6, 10
"""Letters of a key that say which district it is from, and which row."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a row that is handed out."""

    state: State
    shown: str | float = ""
    """What a known one shows; empty where that might be a number of a person."""
    faulty: bool = False
    """Whether the ledger's cell holds something that could not be read."""


@dataclass(frozen=True)
class Row:
    """One enterprise with something to fill in."""

    key: str
    subject: Subject
    rows: tuple[int, ...]
    """The ``_at`` of all of its rows in the ledger."""
    cells: Mapping[str, Cell]
    """By field."""

    @cached_property
    def asked(self) -> tuple[str, ...]:
        """The fields that are to be filled in for certain."""
        return tuple(field for field, cell in self.cells.items() if cell.state == "asked")


@dataclass(frozen=True)
class Request:
    """What one township is asked."""

    township: str
    rows: tuple[Row, ...]

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """The columns that its workbook has: those by which a row is known, and those with a cell to be filled in."""
        every = self.rows[0].cells if self.rows else ()
        is_open = {field for row in self.rows for field, cell in row.cells.items() if cell.state in OPEN}
        return tuple(field for field in every if field in SHOWN or field in is_open)

    @property
    def asked(self) -> int:
        """How many cells are to be filled in for certain."""
        return sum(len(row.asked) for row in self.rows)


OPEN: tuple[State, ...] = ("asked", "if_organized")
"""The states of cells that may be filled in."""


@dataclass(frozen=True, repr=False)
class Ask(Brief):
    """What all townships are asked."""

    as_of: date
    due: date
    whole: str
    requests: tuple[Request, ...]
    """Of the townships with something to fill in, in their order."""
    fields: tuple[str, ...]
    """The columns that are asked for."""
    absent: tuple[str, ...]
    """Chinese names of the columns that numbers need and the ledger has not: they cannot be asked for."""
    left_out: tuple[str, ...]
    """Chinese names of the columns that are needed and are about people."""
    ledger: str
    """The letters with which every key of this district begins."""

    @property
    def rows(self) -> Iterator[Row]:
        """Every row that is handed out."""
        return (row for request in self.requests for row in request.rows)


def ask(facts: Facts, due: date | None = None, townships: tuple[str, ...] = ()) -> Ask:
    """Give what is to be asked, until ``due`` (by default as the policy says). Raises UsageError for an unknown
    township.
    """
    only = chosen(facts, townships)
    wanted = needed(facts, Kind.ENTERPRISES)
    public = [field for field in wanted if not personal(Kind.ENTERPRISES, field)]
    fields = tuple(field for field in public if facts.roster.has(Kind.ENTERPRISES, field))
    ledger = _letters(facts.policy.district, _OF_LEDGER)
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in _rows(facts, fields, ledger):
        found[row.subject.township].append(row)
    return Ask(
        as_of=facts.as_of,
        due=due or facts.as_of + timedelta(facts.policy.deadlines.return_days),
        whole=facts.policy.district,
        requests=tuple(
            Request(unit, tuple(found[unit])) for unit in units(facts) if found[unit] and (not only or unit in only)
        ),
        fields=fields,
        absent=_titles(field for field in public if field not in fields),
        left_out=_titles(field for field in wanted if field not in public),
        ledger=ledger,
    )


def _titles(fields: Iterator[str]) -> tuple[str, ...]:
    infos = Kind.ENTERPRISES.model.model_fields
    return tuple(infos[field].title or field for field in fields)


def _letters(text: str, count: int) -> str:
    number = int.from_bytes(sha256(text.encode()).digest())
    found = ""
    for _ in range(count):
        number, rest = divmod(number, len(_LETTERS))
        found += _LETTERS[rest]
    return found


def _keys(ledger: str, rows: Iterable[Mapping[str, Any]]) -> Mapping[int, str]:
    """Give by ``_at`` each row's key: the district's letters, and letters of its own.

    These are a digest of what the workbook shows of the enterprise, its code, or its name and unit, so that they are
    the same wherever the row stands, whatever becomes of the others. Of rows that show the same, their hidden code
    decides, then their place.
    """
    alike = Counter[str]()
    keys: dict[int, str] = {}
    for row in sorted(rows, key=lambda row: row["uscc"] or ""):
        code = str(_shown("uscc", row["uscc"] or ""))
        who = code or f"{name_key(str(_shown('name', row['name'] or '')))}|{row['township']}"
        alike[who] += 1
        keys[row["_at"]] = f"{ledger}-{_letters(f'{ledger}|{who}|{alike[who]}', _OF_ROW)}"
    return keys


def _rows(facts: Facts, fields: tuple[str, ...], ledger: str) -> Iterator[Row]:
    """Yield the enterprises that count and have something to fill in, in the order of the files."""
    every = tuple(dict.fromkeys((*SHOWN, *fields)))
    values = {row["_at"]: row for row in records(facts.inputs.rows(Kind.ENTERPRISES, *every), *every)}
    wrong = faulty_cells.wrong(facts.roster, Kind.ENTERPRISES)
    kept = ("_enterprise", "in_scope", "organized", "organized_known", "stationed", "name", "uscc", "township")
    same: defaultdict[int, list[int]] = defaultdict(list)
    counted: list[tuple[Subject, Mapping[str, Any]]] = []
    for subject, row in subjects(facts, "enterprise", facts.ledger, *kept):
        same[row["_enterprise"]].append(row["_at"])
        if row["in_scope"]:
            counted.append((subject, row))
    keys = _keys(ledger, (row for _, row in counted))
    maybe = {field for field in fields if asked_of_maybe(facts, Kind.ENTERPRISES, field)}
    for subject, flags in counted:
        rows = same[flags["_enterprise"]]
        at = flags["_at"]
        faulty = {field for each in rows for field in wrong.get(each, ())}
        row = Row(
            key=keys[at],
            subject=subject,
            rows=tuple(rows),
            cells={
                field: _cell(field, values[at][field], flags, maybe, asked=field in fields, faulty=field in faulty)
                for field in every
            },
        )
        if row.asked:
            yield row


def _cell(field: str, value: object, flags: Mapping[str, Any], maybe: set[str], *, asked: bool, faulty: bool) -> Cell:
    if field == "township":
        unit = flags["township"]
        if unit != NO_UNIT:
            return Cell("known", unit)
        return Cell("asked", faulty=faulty) if asked else Cell("moot")
    if value is not None:
        return Cell("known", _shown(field, value))
    if not asked or (field in OF_INSTRUCTOR and not flags["stationed"]):
        return Cell("moot")
    may_have = flags["organized"] or not flags["organized_known"]
    if field in OF_ORGANIZATION and not (flags["organized"] or (field in maybe and may_have)):
        return Cell("if_organized" if may_have else "moot", faulty=faulty)
    return Cell("asked", faulty=faulty)


def _shown(field: str, value: object) -> str | float:
    """Give what a known cell shows: nothing of what may be a person's."""
    if not isinstance(value, str):
        return written(value)
    text = quoted(Kind.ENTERPRISES, field, value)
    if field != "name" and ("*" in text or masking.free_text(text) != text):
        return ""
    return text
