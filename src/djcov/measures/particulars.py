"""What is known of single enterprises beside their flags, and whom to ask in each unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ..facts import Facts
from ..facts.frames import place, records
from ..findings import Location
from ..masking import Names
from ..values.text import NOBODY, SOMEBODY
from .units import within

Role = Literal["secretary", "instructor"]

ROLES: Mapping[Role, str] = {"secretary": "书记", "instructor": "指导员"}
"""Who can be asked about a unit's enterprises, with the Chinese names."""


@dataclass(frozen=True, slots=True)
class Particulars:
    """What a list shows of one enterprise."""

    employees: int | None
    """职工, people; None if unknown."""
    members: int | None
    """党员, people; None if unknown."""
    stationed: bool | None
    """Whether an instructor is there; None if unknown."""
    instructors: tuple[str, ...] = ()
    """Who that is, as names are shown; empty if nobody is named."""


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody who can be asked: the secretary of an organisation, or an instructor of enterprises in scope."""

    unit: str
    role: Role
    name: str
    """As names are shown."""
    organization: str = ""
    """A secretary's."""
    enterprises: int = 0
    """How many enterprises in scope the organisation covers, or the instructor has."""


def particulars(facts: Facts, townships: Sequence[str], names: Names) -> Mapping[Location, Particulars]:
    """Give, by the place of its row, what is known of each enterprise that was read."""
    people = {row["_at"]: row["name"] for row in records(facts.instructors, "name")}
    stationed: defaultdict[int, set[str]] = defaultdict(set)
    for row in records(facts.instructors_covering, "_listed_at"):
        if named := _named(people.get(row["_at"])):
            stationed[row["_listed_at"]].add(names.show(named))
    wanted = ("employees", "members", "stationed", "stationed_known")
    return {
        facts.roster.locate(*place(row["_at"])): Particulars(
            row["employees"],
            row["members"],
            row["stationed"] if row["stationed"] or row["stationed_known"] else None,
            tuple(sorted(stationed[row["_at"]])) if row["_at"] in stationed else (),
        )
        for row in records(within(facts.enterprises, townships), *wanted)
    }


def contacts(facts: Facts, townships: Sequence[str], names: Names) -> tuple[Contact, ...]:
    """Give who is named: first the secretaries, then the instructors, each in the order of the files."""
    return (
        *(
            Contact(row["township"], "secretary", names.show(named), row["name"] or "", row["covered"] or 0)
            for row in records(
                within(facts.organizations, townships), "township", "name", "secretary", "covered", "in_scope"
            )
            if row["in_scope"] and (named := _named(row["secretary"]))
        ),
        *(
            Contact(row["township"], "instructor", names.show(named), enterprises=row["load"])
            for row in records(within(facts.instructors, townships), "township", "name", "load", "in_scope")
            if row["in_scope"] and (named := _named(row["name"]))
        ),
    )


def _named(text: str | None) -> str:
    """Give whom a cell names; empty if it names nobody, or does not say whom."""
    return "" if text in (None, NOBODY, SOMEBODY) else text
