"""The same person counts once, on however many rows, sheets and files.

Two rows are one person's if they have the same identity number; else if they have the same name and the same birth
date, phone or joining date, or the same branch on different sheets, and none of these differs where both have it.
Where the rows say different things, workplaces above all, the sheet or file with the latest stated date holds; where
none tells, it is unknown. Which row or file comes first does not matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import chain
from typing import Any, TypeVar

import narwhals as nw

from ..engines import Dtype
from ..findings import CATALOGUE, Finding, Findings
from ..models import Kind
from .frames import NOWHERE, Frame, all_of, count, each_once, place, records
from .inputs import Inputs
from .row_findings import tell
from .stated_dates import stated_day

T = TypeVar("T")

FIELDS = ("name", "identity_number", "born_on", "phone", "joined_on", "branch")
"""The member roster's columns that tell people from each other."""

_TELLING = ("born_on", "phone", "joined_on")
"""The columns, beside the identity number, in which two rows of one person do not differ."""

FULL, PROBATIONARY = "full", "probationary"
"""What ``_standing`` says of a member; empty where nothing tells."""

_COLUMNS: dict[str, Dtype] = {"_at": "Int64", "_enterprise": "Int64", "_standing": "str"}


_KEYS = (
    ("identity_number",),
    *(("name", column) for column in ("born_on", "phone", "joined_on", "branch")),
)
"""Rows that have one of these in common may be one person's."""


@dataclass(frozen=True, slots=True)
class _Row:
    at: int
    enterprise: int
    standing: str
    values: Mapping[str, object]
    """Those of :data:`FIELDS` that are known."""

    @property
    def keys(self) -> Iterator[tuple[object, ...]]:
        """The keys that it has."""
        for key in _KEYS:
            if all(column in self.values for column in key):
                yield key, *(self.values[column] for column in key)


class _Person:
    """One row, or several that are one person's."""

    def __init__(self, row: _Row, sheet: object) -> None:
        self.rows = [row]
        self._values = {column: {value} for column, value in row.values.items()}
        self._branches = {row.values.get("branch"): {sheet}} if "branch" in row.values else {}

    def is_one_with(self, other: _Person) -> bool:
        """Whether the two are one person."""
        numbers, its = self._of("identity_number"), other._of("identity_number")
        if numbers & its or (numbers and its):
            return bool(numbers & its)
        if any(self._differs(other, column) for column in _TELLING):
            return False
        shared = any(self._of(column) & other._of(column) for column in _TELLING)
        return self._of("name") == other._of("name") and (shared or self._shares_branch(other))

    def take(self, other: _Person) -> None:
        """Become one with another."""
        self.rows += other.rows
        for column, values in other._values.items():
            self._values.setdefault(column, set()).update(values)
        for branch, sheets in other._branches.items():
            self._branches.setdefault(branch, set()).update(sheets)

    def _of(self, column: str) -> set[object]:
        return self._values.get(column, set())

    def _differs(self, other: _Person, column: str) -> bool:
        mine, its = self._of(column), other._of(column)
        return bool(mine and its) and len(mine | its) > 1

    def _shares_branch(self, other: _Person) -> bool:
        """Whether both are of one branch on different sheets."""
        common = self._branches.keys() & other._branches.keys()
        return any(len(self._branches[branch] | other._branches[branch]) > 1 for branch in common)


def each_person_once(inputs: Inputs, rows: Frame) -> tuple[Frame, Findings]:
    """Give each person of the ``rows`` (``_at``, ``_enterprise``, ``_standing``, :data:`FIELDS`) once, with ``_at`` of
    one of the rows, ``_enterprise`` (:data:`NOWHERE` if unknown) and ``_standing``; and report whose rows are several.
    """
    apart = rows.select(*_COLUMNS)
    keys = [key for key in _KEYS if inputs.roster.has(Kind.MEMBERS, *key)]
    if not keys:
        return apart, Findings()
    alike = inputs.settled(each_once(nw.concat([_sharing(rows, key) for key in keys]), "_at"))
    if not count(alike):
        return apart, Findings()
    found = records(rows.join(alike, on="_at", how="inner"), "_enterprise", "_standing", *FIELDS)
    read = [_row(row) for row in found]
    several = [person for person in _people(inputs, read) if len(person) > 1]
    days = [stated_day(table) for table in inputs.roster.tables]
    once = [_as_one(person, days) for person in several]
    gone = inputs.given_rows({"_at": "Int64"}, [(row.at,) for person in several for row in person])
    return nw.concat([apart.join(gone, on="_at", how="anti"), inputs.given_rows(_COLUMNS, once)]), _told(
        inputs, several, once
    )


def _row(row: Mapping[str, Any]) -> _Row:
    values = {column: row[column] for column in FIELDS if row[column] is not None}
    return _Row(row["_at"], row["_enterprise"], row["_standing"], values)


def _sharing(rows: Frame, key: tuple[str, ...]) -> Frame:
    """Give ``_at`` of the rows that have a key in common with another; of rows that all have identity numbers, only
    where two have the same one, for else they cannot be one person's.
    """
    known = rows.filter(all_of(~nw.col(column).is_null() for column in key))
    number = nw.col("identity_number").fill_null("")
    known = known.select("_at", *key, _number=number, _without=(number == "").cast(nw.Int64))
    groups = known.group_by(*key).agg(
        nw.len().alias("_n"), nw.col("_number").n_unique().alias("_numbers"), nw.col("_without").sum()
    )
    groups = groups.filter((nw.col("_n") > 1) & ((nw.col("_without") > 0) | (nw.col("_numbers") < nw.col("_n"))))
    return known.select("_at", *key).join(groups.select(*key), on=list(key), how="inner").select("_at")


def _people(inputs: Inputs, rows: Sequence[_Row]) -> Iterator[Sequence[_Row]]:
    """Give the rows person by person. Those that tell more come first, so that of a row that may be either of two
    people's it does not matter where it stands.
    """
    sheets = [(table.file, table.sheet) for table in inputs.roster.tables]
    for group in _linked(rows):
        people: list[_Person] = []
        for row in sorted(group, key=_least_telling):
            mine = _Person(row, sheets[place(row.at)[0]])
            for other in [other for other in people if mine.is_one_with(other)]:
                if mine.is_one_with(other):
                    people.remove(other)
                    mine.take(other)
            people.append(mine)
        for person in people:
            yield sorted(person.rows, key=lambda row: row.at)


def _least_telling(row: _Row) -> tuple[int, str, int]:
    """Order rows by how little they tell, then by what is no secret of what they say."""
    open_values = (str(row.values.get(column, "")) for column in ("born_on", "joined_on", "branch"))
    return -len(row.values), " ".join(open_values), row.at


def _linked(rows: Sequence[_Row]) -> Iterator[list[_Row]]:
    """Give the groups of rows that keys lead from one to another."""
    by_key: dict[tuple[object, ...], list[_Row]] = defaultdict(list)
    for row in rows:
        for key in row.keys:
            by_key[key].append(row)
    seen: set[int] = set()
    for first in rows:
        reached, group = [first], list[_Row]()
        while reached:
            row = reached.pop()
            if row.at not in seen:
                seen.add(row.at)
                group.append(row)
                reached += chain.from_iterable(by_key.pop(key, ()) for key in row.keys)
        if group:
            yield group


def _as_one(person: Sequence[_Row], days: Sequence[date | None]) -> tuple[int, int, str]:
    """Give the row that stands for a person, the enterprise and the standing."""
    enterprise = _agreed({row.at: row.enterprise for row in person if row.enterprise != NOWHERE}, days, NOWHERE)
    standing = _agreed({row.at: row.standing for row in person if row.standing}, days, "")
    return next((row.at for row in person if row.enterprise == enterprise), person[0].at), enterprise, standing


def _agreed(answers: Mapping[int, T], days: Sequence[date | None], unknown: T) -> T:
    """Give the one answer of some rows; where they differ, the one of those with the latest day, else ``unknown``."""
    said = set(answers.values())
    if len(said) > 1:
        dated = [(day, answer) for at, answer in answers.items() if (day := days[place(at)[0]])]
        latest = max((day for day, _ in dated), default=None)
        said = {answer for day, answer in dated if day == latest}
    return said.pop() if len(said) == 1 else unknown


def _told(inputs: Inputs, people: Sequence[Sequence[_Row]], once: Sequence[tuple[int, int, str]]) -> Findings:
    """Report the other rows of each person, beside the one that stands for it."""
    others = [
        (row.at, at, enterprise == NOWHERE != row.enterprise)
        for person, (at, enterprise, _) in zip(people, once, strict=True)
        for row in person
        if row.at != at
    ]
    found = Findings()
    for code, fields, lost in (
        ("MEMBER_REPEATED", ("identity_number", "name"), False),
        ("MEMBER_TWO_WORKPLACES", ("enterprise", "enterprise_uscc"), True),
    ):
        rows = [(row, first) for row, first, is_lost in others if is_lost is lost]
        if rows:
            frame = inputs.given_rows({"_at": "Int64", "_first": "Int64"}, rows)
            found.include(tell(frame, ("_first",), partial(_beside, inputs, code, fields)))
    return found


def _beside(inputs: Inputs, code: str, fields: tuple[str, ...], row: Mapping[str, int]) -> Finding:
    return CATALOGUE[code].at(inputs.locate(row["_at"], *fields), first=str(inputs.locate(row["_first"])))
