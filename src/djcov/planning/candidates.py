"""Who a plan is about: the enterprises in scope, the joint organisations with room, the instructors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import narwhals as nw

from ..facts import Facts
from ..facts.frames import records
from ..facts.instructors import LEFT, NAMED_NONE, NOT_YET, TERM_OVER, UNCLEAR
from ..facts.organization_coverage import JOINT, forms
from ..facts.scope import NO_UNIT
from ..masking import Names
from ..measures.results import Subject
from ..measures.rows import subjects
from ..models import Kind
from ..values.text import NOBODY, SOMEBODY, name_key
from .group_counts import Sort
from .places import Place, Places

_COLUMNS = (
    *("_enterprise", "village", "park", "organized", "organized_known", "joint", "stationed", "stationed_known"),
    *("is_weak", "due", "has_member", "members", "full_members", "undivided"),
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An enterprise in scope with its answers."""

    subject: Subject
    places: Places
    values: Mapping[str, Any]

    @property
    def full_members(self) -> int:
        """Its full members (people); 0 where their number is unknown."""
        return int(self.values["full_members"] or 0)

    @property
    def enterprise(self) -> int:
        """Its number among the facts."""
        return int(self.values["_enterprise"])

    @property
    def founds(self) -> bool:
        """Whether it should found its own organisation (S5): it has enough full members and, as is known, none yet."""
        values = self.values
        return self.leaves or bool(values["due"] and values["organized_known"] and not values["organized"])

    @property
    def leaves(self) -> bool:
        """Whether it has enough full members for its own organisation, but only a joint one covers it."""
        return bool(self.values["due"] and self.values["joint"])

    @property
    def sort(self) -> Sort:
        """What it shares with those who may stand in for it."""
        return Sort(self.places.name("village"), self.places.name("park"), self.full_members)

    @property
    def key(self) -> tuple[str, str, int]:
        """What orders enterprises whatever the order of the rows, as far as names and codes tell them apart."""
        return (name_key(self.subject.name), self.subject.uscc, self.values["_at"])


@dataclass(frozen=True, slots=True)
class Joint:
    """An existing joint organisation: where it is, and whom in scope it covers."""

    at: int
    """Its number among the facts."""
    subject: Subject
    covers: tuple[Candidate, ...]

    @property
    def staying(self) -> tuple[Candidate, ...]:
        """Those that will not found their own."""
        return tuple(each for each in self.covers if not each.leaves)

    @property
    def places(self) -> frozenset[Place]:
        """The villages and parks of those that stay."""
        return frozenset(place for each in self.staying for place in each.places.spelt)


@dataclass(frozen=True, slots=True)
class Person:
    """An instructor: where most of the enterprises are, and how many there are now."""

    at: int
    """The person's number among the facts."""
    subject: Subject
    places: frozenset[Place]
    """The villages and parks of the enterprises."""
    load: int
    key: tuple[str, int] = ("", 0)
    """What orders people whatever the order of the rows, as far as names tell them apart."""

    @property
    def anywhere(self) -> bool:
        """Whether the person's unit is unknown, so that any may be served."""
        return self.subject.township == NO_UNIT


def candidates(facts: Facts) -> list[Candidate]:
    """Give the enterprises in scope, ordered by :attr:`Candidate.key`."""
    rows = facts.enterprises.filter(nw.col("in_scope"))
    found = [Candidate(subject, Places.of(row), row) for subject, row in subjects(facts, "enterprise", rows, *_COLUMNS)]
    return sorted(found, key=lambda each: each.key)


def joints(facts: Facts, enterprises: Iterable[Candidate]) -> list[Joint]:
    """Give the joint organisations that cover some of ``enterprises``. Without a roster only those with a name can be
    told apart.
    """
    known = {each.enterprise: each for each in enterprises}
    covered = _covered(records(facts.organizations_covering, "_enterprise"), known)
    are_joint = _joint_ones(facts, known)
    rows = facts.organizations.filter(nw.col("in_scope"))
    found = [
        Joint(row["_at"], subject, tuple(sorted(covered[row["_at"]], key=lambda each: each.key)))
        for subject, row in subjects(facts, "organization", rows)
        if row["_at"] in are_joint and covered[row["_at"]]
    ]
    return sorted(found, key=lambda each: (name_key(each.subject.name), each.at))


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


def persons(facts: Facts, enterprises: Iterable[Candidate], names: Names = Names.MASKED) -> list[Person]:
    """Give every instructor but those who start after the as-of date, have left, or whose term is over, who must be
    sent anew first; those with no enterprise yet are there too.
    """
    known = {each.enterprise: each for each in enterprises}
    covered = _covered(records(facts.instructors_covering, "_enterprise"), known)
    rows = facts.instructors.filter(~nw.col("left_out").is_in([LEFT, NAMED_NONE, NOT_YET, TERM_OVER, UNCLEAR]))
    rows = rows.filter(nw.col("in_term") | ~nw.col("in_term_known"))
    found = [
        Person(
            row["_at"],
            subject,
            frozenset(place for each in covered[row["_at"]] for place in each.places.spelt),
            int(row["load"]),
            (row["name"] or "", row["_at"]),
        )
        for subject, row in subjects(facts, "instructor", rows, "load", names=names)
    ]
    return sorted(found, key=lambda each: each.key)


def _covered(pairs: Iterable[Mapping[str, Any]], known: Mapping[int, Candidate]) -> Mapping[int, list[Candidate]]:
    """Give per organisation or instructor those of ``known`` that it has."""
    covered: defaultdict[int, list[Candidate]] = defaultdict(list)
    for row in pairs:
        if row["_enterprise"] in known:
            covered[row["_at"]].append(known[row["_enterprise"]])
    return covered
