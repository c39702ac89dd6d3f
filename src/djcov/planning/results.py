"""What a plan says: plain records, as in :mod:`djcov.measures.results`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ..measures.results import Share, Subject
from ..policy import Policy
from ..short_repr import Brief


@dataclass(frozen=True, slots=True)
class Placed:
    """An enterprise of a group, and how many full members it brings (people)."""

    subject: Subject
    full_members: int
    place: str = ""
    """The park or village that it shares with the others of the group; empty if only the unit."""
    enterprise: int = -1
    """Its number among the facts."""


@dataclass(frozen=True, slots=True)
class Own:
    """An enterprise that should found its own organisation (S5)."""

    subject: Subject
    full_members: int
    reason: str
    enterprise: int = -1
    """Its number among the facts."""
    leaves: tuple[str, ...] = ()
    """The joint organisations that cover it now."""


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
    at: int | None = None
    """The existing organisation's number among the facts."""
    staying: int = 0
    """How many enterprises the existing organisation covers before these join."""

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
    enterprise: int = -1
    """The enterprise's number among the facts."""
    person: int = -1
    """The instructor's number among the facts."""


@dataclass(frozen=True, slots=True)
class Idle:
    """An instructor whom the plan sends nowhere although there is time for more."""

    instructor: Subject
    load: int
    """How many enterprises the instructor has."""
    free: int
    """How many more there may be."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One of the things that a plan makes as good as possible, in turn, and how good it is."""

    code: str
    name: str
    reached: int
    bound: int
    """What no plan exceeds (or, if few are wanted, falls below)."""

    @property
    def gap(self) -> int:
        """What may still be missing."""
        return abs(self.bound - self.reached)


@dataclass(frozen=True, slots=True)
class Effect:
    """One indicator in one unit before and after the plan: the same share, taken twice."""

    before: Share
    after: Share

    @property
    def changes(self) -> bool:
        """Whether the plan changes it."""
        return (self.before.numerator, self.before.denominator) != (self.after.numerator, self.after.denominator)


@dataclass(frozen=True, slots=True)
class Shortage:
    """How many enterprises of a unit get no instructor, and how many more instructors that takes at least."""

    unit: str
    waiting: int
    instructors: int


@dataclass(frozen=True, slots=True)
class Reaching:
    """The fewest founding acts by which a unit, or the whole, reaches a target."""

    unit: str
    before: Share
    after: Share
    wanted: int
    """How many more in the numerator reach it."""
    own: tuple[Own, ...]
    groups: tuple[Group, ...]
    """Those that take enterprises in first, then new ones."""
    short_by: int
    """By how many it is missed still."""
    why: str
    """Why it is missed; empty if it is not."""

    @property
    def acts(self) -> int:
        """How many organisations are founded."""
        return len(self.own) + sum(group.organization is None for group in self.groups)


@dataclass(frozen=True, slots=True)
class Reach:
    """A target, and what reaches it."""

    indicator: str
    name: str
    rate: Fraction
    by_unit: bool
    rows: tuple[Reaching, ...]


@dataclass(frozen=True, repr=False)
class Plan(Brief):
    """A proposal, by unit."""

    as_of: date
    whole: str
    """What it is about: the district, or the townships that were asked for."""
    policy: Policy
    """Whose sizes and preferences it keeps to."""
    units: tuple[str, ...]
    """In their order: the policy's, then by name."""
    today: bool = False
    """Whether instructors are also sent to those for whom the plan has an organisation."""
    own: tuple[Own, ...] = ()
    groups: tuple[Group, ...] = ()
    left_over: tuple[LeftOver, ...] = ()
    """With ``own`` and the groups' enterprises: all in scope without organisation."""
    assignments: tuple[Assignment, ...] = ()
    waiting: tuple[Wanting, ...] = ()
    """With the assignments': all that need an instructor."""
    shortages: tuple[Shortage, ...] = ()
    idle: tuple[Idle, ...] = ()
    stages: tuple[Stage, ...] = ()
    effect: tuple[Effect, ...] = ()
    """Of the whole first, then of each unit; without indicators that have no data."""
    reach: Reach | None = None
    missing: tuple[tuple[str, str], ...] = ()
    """What could not be planned, and the columns that no roster has."""

    @property
    def gap(self) -> int:
        """What may still be missing to the best plan; 0 if it is the best."""
        return sum(stage.gap for stage in self.stages)

    @property
    def exact(self) -> bool:
        """Whether nothing is better."""
        return not self.gap

    @property
    def covered(self) -> int:
        """How many enterprises join a joint organisation."""
        return sum(len(group.enterprises) for group in self.groups)
