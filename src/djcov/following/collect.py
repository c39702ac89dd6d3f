"""Collect: what townships filled in, as far as it was asked, and what is still open.

A row is known by its key, whatever its place, as long as it does not show another enterprise than the key's. Of a cell
in which several files say something, the file that was saved last counts; in one file, and in files of one moment,
answers that differ are none.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from .. import masking
from ..facts import Facts
from ..facts.frames import AT, lazy, place, records
from ..facts.organization_coverage import CELLS
from ..facts.statuses import contains
from ..findings import CATALOGUE, Finding, Findings, Location
from ..measures.completeness import OF_ORGANIZATION
from ..measures.results import Subject
from ..models import Kind
from ..policy import Policy
from ..quoting import quoted
from ..roster import KEY_HEADER, Roster
from ..short_repr import Brief
from ..values.reading import compact
from ..values.text import NOBODY, name_key
from . import faulty_cells
from .ask import OPEN, SHOWN, Ask, Row, ask
from .fillings import Filling, fillings, keeping, written

CARRIER = "remark"
"""The field as which a reader of rosters reads the column of keys."""

_NAMED = 80
"""Characters of a row's name that a finding quotes."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One cell that was asked and is answered."""

    row: Row
    field: str
    value: Any
    source: Location

    @property
    def shown(self) -> str:
        """The answer as it may be shown."""
        return quoted(Kind.ENTERPRISES, self.field, self.value)


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a township is."""

    township: str
    files: tuple[str, ...]
    """What it sent back, as far as it counts."""
    asked: int
    answered: int
    open: int


@dataclass(frozen=True, slots=True)
class Left:
    """One cell that was asked and is not answered."""

    row: Row
    field: str

    @property
    def subject(self) -> Subject:
        """The enterprise."""
        return self.row.subject

    @property
    def title(self) -> str:
        """The column's Chinese name."""
        return _title(self.field)


@dataclass(frozen=True, repr=False)
class Collection(Brief):
    """What came back."""

    as_of: date
    whole: str
    standings: tuple[Standing, ...]
    answers: tuple[Answer, ...]
    left: tuple[Left, ...]
    findings: Findings
    """About the files that came back."""
    still_open: Findings
    """One for each cell that is left, at its place in the ledger."""
    roster: Roster
    """The ledger."""

    @cached_property
    def fillings(self) -> list[Filling]:
        """What a copy of the ledger is to be filled with."""
        found = [
            filling
            for each in self.answers
            for filling in fillings(
                self.roster, each.row.rows, each.field, each.value, f"按补填表填写，见 {each.source}"
            )
        ]
        return keeping(self.roster, found)


def _title(name: str) -> str:
    return Kind.ENTERPRISES.model.model_fields[name].title or name


@dataclass(frozen=True, slots=True)
class _Said:
    """A row of a file that came back."""

    at: int
    file: str
    saved: datetime
    values: Mapping[str, Any]


@dataclass
class _Returned:
    """The rows that came back, by key, and what is to be told of them."""

    asking: Ask
    roster: Roster
    saved: Mapping[str, datetime]
    findings: Findings
    by_key: defaultdict[str, list[_Said]] = field(default_factory=lambda: defaultdict[str, list[_Said]](list))

    def __post_init__(self) -> None:
        self._wrong = faulty_cells.wrong(self.roster, Kind.ENTERPRISES)
        self._open_ended = faulty_cells.open_ended(self.roster, Kind.ENTERPRISES)
        known = {row.key: row for row in self.asking.rows}
        rows: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
        every = tuple(Kind.ENTERPRISES.model.model_fields)
        for row in records(lazy(self.roster.frames[Kind.ENTERPRISES]).with_columns(AT), *every):
            rows[place(row["_at"])[0]].append(row)
        for number, table in enumerate(self.roster.tables):
            own = [row for row in rows[number] if _ledger_of(row) == self.asking.ledger]
            if table.kind is not Kind.ENTERPRISES or not any(map(_ledger_of, rows[number])):
                self.findings.add(CATALOGUE["RETURN_UNKNOWN"].at(Location(table.file), "没有核对号，不是发出的补填表"))
                continue
            if not own:
                why = "核对号是别的区的"
                self.findings.add(CATALOGUE["RETURN_FOREIGN"].at(Location(table.file), why))
                continue
            for row in rows[number]:
                self._take(row, known, table.file)

    def _take(self, row: dict[str, Any], known: Mapping[str, Row], file: str) -> None:
        key = (row[CARRIER] or "").upper()
        if key in known and _shows(row, known[key]):
            self.by_key[key].append(_Said(row["_at"], file, self.saved[file], row))
        elif any(value is not None for name, value in row.items() if name not in ("_at", CARRIER)):
            where = self.roster.locate(*place(row["_at"]), "name")
            self.findings.add(CATALOGUE["RETURN_ROW_UNKNOWN"].at(where, masking.title(row["name"] or "")[:_NAMED]))

    def rows(self) -> Iterator[tuple[str, Sequence[_Said]]]:
        """Yield each key with its rows, and tell those of which another file was saved later."""
        older: Counter[tuple[str, str]] = Counter()
        for key, said in self.by_key.items():
            last = max(each.saved for each in said)
            newer = min(each.file for each in said if each.saved == last)
            older.update({(each.file, newer) for each in said if each.saved != last})
            yield key, said
        for (file, newer), rows in sorted(older.items()):
            self.findings.add(CATALOGUE["RETURN_OLDER"].at(Location(file), str(rows), newer=newer))

    def answers(self, row: Row, said: Sequence[_Said]) -> Iterator[Answer]:
        """Yield what the rows with one key answer, and tell what cannot be taken."""
        for name in Kind.ENTERPRISES.model.model_fields:
            if name == CARRIER:
                continue
            cell = row.cells.get(name)
            newest = self._newest(name, said)
            given = self._given(name, newest)
            is_open = cell is not None and cell.state in OPEN
            if is_open and not given:
                for each in newest:
                    if name in self._open_ended.get(each.at, ()):
                        self._tell("ANSWER_OPEN_ENDED", row, name, each)
            if is_open and len(given) == 1:
                value, source = next(iter(given.values()))
                yield Answer(row, name, value, self.roster.locate(*place(source.at), name))
            elif is_open and given:
                texts = sorted(quoted(Kind.ENTERPRISES, name, value) for value, _ in given.values())
                last = max((each for _, each in given.values()), key=lambda each: each.at)
                self._tell("RETURN_ROWS_DIFFER", row, name, last, "、".join(f"“{text}”" for text in texts))
            elif not is_open:
                stands = str(cell.shown) if cell else ""
                for form, (value, source) in given.items():
                    if form != _form(stands):
                        found = quoted(Kind.ENTERPRISES, name, value)
                        self._tell("ANSWER_NOT_ASKED", row, name, source, found, ledger=stands or "（空）")

    def _newest(self, name: str, said: Sequence[_Said]) -> Sequence[_Said]:
        """Give the rows in which something stands in a column, of the file that was saved last of them."""
        faulty = self._wrong, self._open_ended
        saying = [
            each
            for each in said
            if each.values[name] is not None or any(name in fields.get(each.at, ()) for fields in faulty)
        ]
        last = max((each.saved for each in saying), default=None)
        return [each for each in saying if each.saved == last]

    def _given(self, name: str, said: Sequence[_Said]) -> Mapping[object, tuple[Any, _Said]]:
        """Give each answer that stands in a column, and does so whatever the day."""
        found: dict[object, tuple[Any, _Said]] = {}
        for each in said:
            value = each.values[name]
            if value is not None and name not in self._open_ended.get(each.at, ()):
                found.setdefault(_form(str(written(value))), (value, each))
        return found

    def _tell(self, code: str, row: Row, name: str, said: _Said, found: str = "", **words: str) -> None:
        where = self.roster.locate(*place(said.at), name)
        subject = masking.title(row.subject.name)[:_NAMED]
        self.findings.add(CATALOGUE[code].at(where, found, subject=subject, column=_title(name), **words))


def _ledger_of(row: Mapping[str, Any]) -> str:
    """Give the letters of a row's key that say from which district it is; empty if it has none."""
    ledger, dash, own = (row[CARRIER] or "").upper().partition("-")
    return ledger if dash and own else ""


def _shows(said: Mapping[str, Any], row: Row) -> bool:
    """Whether what came back under a row's key shows that row, not another one: it has the row's code, or, where one of
    them has none, nothing else by which people know a row is otherwise.
    """
    same = {
        name: _form(str(row.cells[name].shown)) == _form(str(written(said[name])))
        for name in SHOWN
        if said[name] is not None and row.cells[name].shown != ""
    }
    return same.get("uscc", all(same.values()))


def _form(text: str) -> str:
    return name_key(text)


def collect(facts: Facts, returned: Roster, saved: Mapping[str, datetime]) -> Collection:
    """Take what came back. ``returned``: the files as a reader of rosters reads them, the keys as :data:`CARRIER`;
    ``saved``: when each was saved last, by its name in ``returned``.
    """
    asking = ask(facts)
    findings = Findings(stored=list(returned.findings.stored), totals=Counter(returned.findings.totals))
    back = _Returned(asking, returned, saved, findings)
    by_key = {row.key: row for row in asking.rows}
    answers: list[Answer] = []
    files: defaultdict[str, set[str]] = defaultdict(set)
    for key, said in back.rows():
        row = by_key[key]
        files[row.subject.township].update(each.file for each in said)
        answers += back.answers(row, said)
    answers = list(_untaken(facts, answers, back))
    order = {key: at for at, key in enumerate(by_key)}
    answers.sort(key=lambda each: (order[each.row.key], each.field))
    done = {(each.row.key, each.field) for each in answers}
    without = {each.row.key for each in answers if _denies(each, facts.policy)}
    left = [
        Left(row, name)
        for row in asking.rows
        for name in row.asked
        if (row.key, name) not in done and not (row.key in without and name in OF_ORGANIZATION)
    ]
    still_open = Findings()
    still_open.extend(_told(facts, each) for each in left)
    open_cells = Counter(each.row.subject.township for each in left)
    return Collection(
        as_of=facts.as_of,
        whole=facts.policy.district,
        standings=tuple(
            Standing(
                request.township,
                tuple(sorted(files[request.township])),
                request.asked,
                request.asked - open_cells[request.township],
                open_cells[request.township],
            )
            for request in asking.requests
        ),
        answers=tuple(answers),
        left=tuple(left),
        findings=findings,
        still_open=still_open,
        roster=facts.roster,
    )


def _untaken(facts: Facts, answers: Sequence[Answer], back: _Returned) -> Iterator[Answer]:
    """Leave out codes that another enterprise of the ledger has, or is given too, and tell them."""
    holders: defaultdict[str, set[str]] = defaultdict(set)
    for row in records(facts.ledger, "name", "uscc"):
        holders[row["uscc"] or ""].add(row["name"] or "")
    given = [each for each in answers if each.field == "uscc"]
    for each in answers:
        others = {other.row.subject.name for other in given if other.value == each.value and other is not each}
        if each.field == "uscc" and (others := others | holders[each.value]):
            subject, other = (masking.title(name)[:_NAMED] for name in (each.row.subject.name, min(others)))
            found = CATALOGUE["ANSWER_CODE_TAKEN"].at(each.source, each.shown, subject=subject, other=other)
            back.findings.add(found)
        else:
            yield each


def _denies(answer: Answer, policy: Policy) -> bool:
    """Whether an answer says that there is no organisation, so that nothing more is to be said of it."""
    if answer.field not in CELLS:
        return False
    if answer.field == "organization_form":
        return contains(compact(answer.value), policy.forms.none)
    return answer.value in (False, NOBODY)


def _told(facts: Facts, left: Left) -> Finding:
    where = facts.inputs.locate(left.row.rows[0], left.field)
    return CATALOGUE["ANSWER_OPEN"].at(where, subject=masking.title(left.row.subject.name)[:_NAMED], column=left.title)


def keyed(policy_columns: Mapping[str, Mapping[str, tuple[str, ...]]]) -> dict[str, dict[str, tuple[str, ...]]]:
    """Give a policy's header words with that of the keys, by which a reader of rosters reads what came back."""
    columns = {kind: dict(fields) for kind, fields in policy_columns.items()}
    own = columns.setdefault(Kind.ENTERPRISES.value, {})
    own[CARRIER] = (*own.get(CARRIER, ()), KEY_HEADER)
    return columns
