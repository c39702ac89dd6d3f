"""What a plan says: plain records, as in :mod:`djcov.measures.results`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..brief import Brief
from ..measures.results import Subject


@dataclass(frozen=True, slots=True)
class Placed:
    """An enterprise of a group, and how many full members it brings (people)."""

    subject: Subject
    full_members: int


@dataclass(frozen=True, slots=True)
class Group:
    """A joint organisation to be founded, or an existing one that takes enterprises in (S6)."""

    unit: str
    place: str
    """The park or village that they share; empty if they only share the unit."""
    organization: Subject | None
    """The existing organisation; None for a new one."""
    enterprises: tuple[Placed, ...]
    attached: tuple[Subject, ...] = ()
    """Enterprises without members that it helps, without covering them (S8)."""

    @property
    def full_members(self) -> int:
        """The full members that the enterprises bring together (people)."""
        return sum(each.full_members for each in self.enterprises)


@dataclass(frozen=True, slots=True)
class LeftOver:
    """An enterprise without organisation that joins nobody, and why."""

    subject: Subject
    reason: str
    clause: str


@dataclass(frozen=True, slots=True)
class Wanting:
    """An enterprise that needs an instructor: without organisation, or weak (S9)."""

    subject: Subject
    reason: str


@dataclass(frozen=True, slots=True)
class Assignment:
    """An instructor for an enterprise."""

    wanting: Wanting
    instructor: Subject
    place: str
    """The park or village where the instructor already is; empty if it is only the same unit."""
    load: int
    """How many enterprises the instructor has with this one."""


@dataclass(frozen=True, slots=True)
class Shortage:
    """How many enterprises of a unit get no instructor, and how many more instructors that takes at least."""

    unit: str
    waiting: int
    instructors: int


@dataclass(frozen=True, repr=False)
class Plan(Brief):
    """A proposal, by unit."""

    as_of: date
    whole: str
    """What it is about: the district, or the townships that were asked for."""
    due_members: int
    joint_units: int
    instructor_load: int
    units: tuple[str, ...]
    """In their order."""
    groups: tuple[Group, ...] = ()
    left_over: tuple[LeftOver, ...] = ()
    """With the groups' enterprises: all in scope without organisation."""
    assignments: tuple[Assignment, ...] = ()
    waiting: tuple[Wanting, ...] = ()
    """With the assignments': all that need an instructor."""
    shortages: tuple[Shortage, ...] = ()
    missing: tuple[tuple[str, str], ...] = ()
    """What could not be planned, and the columns that no roster has."""
    exact: bool = True
    """Whether no grouping leaves fewer over (:mod:`djcov.planning.packing`)."""
