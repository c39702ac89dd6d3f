"""The lines of a 销号台账: plain records, as in :mod:`djcov.measures.results`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from ..choices import Base
from ..measures.follow_up import PENDING, State, UnitCounts
from ..measures.gap_kinds import GapKind
from ..measures.identity import Identity
from ..measures.results import Sought, Subject
from ..measures.rows import NAMELESS
from ..short_repr import Brief
from ..values.text import name_key


@dataclass(frozen=True, slots=True)
class Standing:
    """How a line is at a date."""

    state: State
    done_on: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One gap of one enterprise, organisation or instructor, followed until it is done."""

    gap: GapKind
    """Of which kind it is."""
    subject: Subject
    """Whose it is, as the rosters last had it; the place is the row that last showed the gap, or that it is done."""
    state: State
    since: date | None
    """The as-of date at which it was first seen; None if nobody knows any more."""
    due: date | None
    """完成时限; None if there is none that can be read."""
    detail: str
    reason: str = ""
    """Why it is in its state, where the state alone does not say it."""
    done_on: date | None = None
    """The as-of date at which it was last done, also of a line that is back."""
    owner: str = ""
    """责任人, as people entered it."""
    unread: bool = False
    """Whether 完成时限 says something that is no day."""
    entry: int | None = None
    """Which row of the earlier ledger it is; None if it is in none."""
    before: Standing | None = None
    """How it was at the date before; None if it was in no ledger then, or nobody knows."""
    people: frozenset[str] = frozenset()
    """Marks (:func:`mark`) of the instructors who had the gap last; of a masked name they may be several."""

    @property
    def kind(self) -> str:
        """The code of the kind of gap."""
        return self.gap.code

    @property
    def standing(self) -> Standing:
        """How it is at its ledger's date."""
        return Standing(self.state, self.done_on, self.reason)

    @property
    def identity(self) -> Identity:
        """What it is recognised by."""
        return identity(self.subject)

    def overdue(self, as_of: date) -> bool:
        """Whether it is pending after its last day."""
        return self.state in PENDING and self.due is not None and self.due < as_of

    def months(self, as_of: date) -> int | None:
        """Give the number of months that it has been followed, until it was done; None where that is unknown."""
        until = self.done_on if self.state == "done" and self.done_on else as_of
        return None if self.since is None else 12 * (until.year - self.since.year) + until.month - self.since.month


def identity(subject: Subject) -> Identity:
    """Give what an enterprise, organisation or instructor is recognised by on another date."""
    return Identity(subject.uscc, "" if subject.name == NAMELESS else name_key(subject.name), subject.township)


def mark(name: str) -> str:
    """Give what tells one person from another whose masked name is the same: one of 256, so that it names nobody."""
    return sha256(name_key(name).encode()).hexdigest()[:2]


@dataclass(frozen=True, slots=True)
class Remembered:
    """What a ledger had when it was last written: of which kind, whose, and how it was then."""

    kind: str
    identity: Identity
    now: Standing | None = None
    """None where an earlier djcov wrote it, which only remembered whose lines it had."""
    before: Standing | None = None
    since: date | None = None
    due: date | None = None
    people: frozenset[str] = frozenset()
    title: str = ""
    """The kind's, of a kind that only a policy has."""
    grain: str = ""


@dataclass(frozen=True)
class Ledger:
    """A 销号台账 of an earlier date, as people gave it back."""

    as_of: date
    lines: tuple[Line, ...]
    """In the order of the sheets; each with its :attr:`Line.entry`."""
    written: frozenset[Remembered]
    """What it had when it was last written."""
    base: Base = "enterprises"
    """Whose gaps they are."""


@dataclass(frozen=True, repr=False)
class Followed(Brief):
    """A 销号台账 at a date."""

    as_of: date
    whole: str
    lines: tuple[Line, ...]
    """Unit by unit in their order; in each the overdue ones first, then those that are pending, done, moot."""
    summary: tuple[UnitCounts, ...]
    """The whole's first, then each unit's."""
    repeated: tuple[int, ...] = ()
    """The entries of the earlier ledger that say what another one says, and do not count."""
    vanished: int = 0
    """Pending lines of which the rosters have nothing any more."""
    unclear: int = 0
    """Pending lines in the rosters of which it cannot be told whether they are done."""
    restored: int = 0
    """Lines that people took out, and that are missing still."""
    removed: int = 0
    """Lines that people took out, and that are missing no more."""
    retyped: int = 0
    """Lines whose state or dates people wrote over; they are as they were written."""
    unrecorded: int = 0
    """Lines whose state nobody remembered: it is as the earlier ledger's sheets have it."""
    nameless: int = 0
    """Gaps of what has neither code nor name, which nobody could follow."""
    files: tuple[str, ...] = ()
    """The files that were read at this date; of lines that they say nothing of, the place is as the ledger has it."""
    missing: tuple[tuple[str, str], ...] = ()
    """Kinds that could not be looked for: the Chinese name, and the columns that no roster has."""
    sought: tuple[Sought, ...] = ()
    """The others, by unit."""
    retired: int = 0
    """Lines of kinds that the policy has no more."""
    base: Base = "enterprises"
    """Whose gaps they are."""

    @property
    def units(self) -> tuple[str, ...]:
        """The units that have lines, in their order."""
        return tuple(each.unit for each in self.summary[1:])
