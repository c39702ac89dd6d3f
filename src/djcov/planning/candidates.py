"""Who a plan is about: the enterprises in scope, the joint organisations with room, the instructors."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import narwhals as nw

from ..facts import Facts
from ..facts.frames import records
from ..facts.instructors import NAMED_NONE, NOT_YET
from ..facts.organized import JOINT, forms
from ..facts.scope import NOT_FILLED
from ..measures.results import Subject
from ..measures.subjects import subjects
from ..models import Kind
from ..values.text import NOBODY, SOMEBODY, name_key

_COLUMNS = (
    *("_enterprise", "village", "park", "organized", "organized_known", "joint", "stationed", "stationed_known"),
    *("is_weak", "due", "has_member", "members", "full_members", "undivided"),
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An enterprise in scope with its answers."""

    subject: Subject
    place: str
    """Its park, else its village; empty if unknown."""
    values: Mapping[str, Any]

    @property
    def full_members(self) -> int:
        """Its full members (people); 0 where their number is unknown."""
        return int(self.values["full_members"] or 0)

    @property
    def key(self) -> tuple[str, str, int]:
        """What orders enterprises whatever the order of the rows, as far as names and codes tell them apart."""
        return (name_key(self.subject.name), self.subject.uscc, self.values["_at"])


@dataclass(frozen=True, slots=True)
class Joint:
    """An existing joint organisation, where it is, and how many enterprises in scope it covers."""

    subject: Subject
    places: frozenset[str]
    covered: int


@dataclass(frozen=True, slots=True)
class Person:
    """An instructor: where most of the enterprises are, and how many there are now."""

    subject: Subject
    place: str
    load: int


def candidates(facts: Facts) -> list[Candidate]:
    """Give the enterprises in scope, ordered by :attr:`Candidate.key`."""
    rows = facts.enterprises.filter(nw.col("in_scope"))
    found = [Candidate(subject, _place(row), row) for subject, row in subjects(facts, "enterprise", rows, *_COLUMNS)]
    return sorted(found, key=lambda each: each.key)


def _place(row: Mapping[str, Any]) -> str:
    filled = (row[name] for name in ("park", "village"))
    return next((text for text in filled if text and text not in (NOT_FILLED, NOBODY, SOMEBODY)), "")


def joints(facts: Facts, enterprises: Iterable[Candidate]) -> list[Joint]:
    """Give the joint organisations that cover some of ``enterprises``. Without a roster only those with a name can be
    told apart.
    """
    known = {each.values["_enterprise"]: each for each in enterprises}
    places, covered = _covered(facts, known, organizations=True)
    are_joint = _joint_ones(facts, known)
    rows = facts.organizations.filter(nw.col("in_scope"))
    found = [
        Joint(subject, frozenset(places[row["_at"]]) - {""}, covered[row["_at"]])
        for subject, row in subjects(facts, "organization", rows)
        if row["_at"] in are_joint and covered[row["_at"]]
    ]
    return sorted(found, key=lambda each: name_key(each.subject.name))


def _joint_ones(facts: Facts, known: Mapping[int, Candidate]) -> set[int]:
    if facts.ties.organizations is not None:
        rows = facts.inputs.rows(Kind.ORGANIZATIONS, "form")
        rows = rows.with_columns(_joint=forms(facts.policy, rows, "form") == JOINT)
        return {row["_at"] for row in records(rows.filter(nw.col("_joint")))}
    named = {
        row["_at"]
        for row in records(facts.ledger, "organization_name")
        if row["organization_name"] not in (None, NOBODY, SOMEBODY)
    }
    pairs = records(facts.organizations_covering, "_enterprise")
    return {
        row["_at"]
        for row in pairs
        if row["_at"] in named and row["_enterprise"] in known and known[row["_enterprise"]].values["joint"]
    }


def persons(facts: Facts, enterprises: Iterable[Candidate]) -> list[Person]:
    """Give every instructor but those who start after the as-of date; those with no enterprise yet are there too."""
    known = {each.values["_enterprise"]: each for each in enterprises}
    places, _ = _covered(facts, known, organizations=False)
    rows = facts.instructors.filter(~nw.col("left_out").is_in([NAMED_NONE, NOT_YET]))
    found = [
        (row["name"] or "", Person(subject, _commonest(places[row["_at"]]), int(row["load"])))
        for subject, row in subjects(facts, "instructor", rows, "load")
    ]
    return [person for _, person in sorted(found, key=lambda each: (each[1].load, each[0]))]


def _commonest(places: Counter[str]) -> str:
    filled = [place for place in places if place]
    return min(filled, key=lambda place: (-places[place], place), default="")


def _covered(
    facts: Facts, known: Mapping[int, Candidate], *, organizations: bool
) -> tuple[Mapping[int, Counter[str]], Mapping[int, int]]:
    """Give per organisation or instructor the places of its enterprises, and how many of ``known`` they are."""
    covering = facts.organizations_covering if organizations else facts.instructors_covering
    places: defaultdict[int, Counter[str]] = defaultdict(Counter)
    covered: Counter[int] = Counter()
    for row in records(covering, "_enterprise"):
        if row["_enterprise"] in known:
            places[row["_at"]][known[row["_enterprise"]].place] += 1
            covered[row["_at"]] += 1
    return places, covered
