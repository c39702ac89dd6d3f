"""How far the lines of a 销号台账 are put right, per unit. Plain records, as in :mod:`djcov.measures.results`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from ..short_repr import Brief
from .results import Share

State = Literal["new", "open", "done", "back", "moot"]

STATES: Mapping[State, str] = {"new": "新增", "open": "未销", "done": "已销", "back": "反弹", "moot": "不再适用"}
"""The states of a line with their Chinese names.

``new`` was entered at this date, ``open`` before; ``done`` is known to be put right; ``back`` was done and is missing
again; ``moot`` left the base or is not asked of it any more.
"""

PENDING = frozenset[State]({"new", "open", "back"})
"""The states in which something is still to be done."""


@dataclass(frozen=True, slots=True)
class UnitCounts:
    """How far one unit is: the numbers of its lines by state."""

    unit: str
    counts: Mapping[State, int]
    overdue: int

    @property
    def due(self) -> int:
        """应销: how many lines are to be done, those that are done among them."""
        return sum(number for state, number in self.counts.items() if state != "moot")

    @property
    def done(self) -> int:
        """已销."""
        return self.counts["done"]

    @property
    def share(self) -> Share:
        """销号率."""
        return Share(self.unit, "followed", "销号率", self.done, self.due)


@dataclass(frozen=True, repr=False)
class FollowUp(Brief):
    """How far a 销号台账 is at the date of a report: the summary of :class:`djcov.Followed`."""

    as_of: date
    ledger_as_of: date
    """The date up to which the ledger had been brought when it was read."""
    rows: tuple[UnitCounts, ...]
    """The whole's first, then each unit's, or those of the townships that were asked for."""
    chosen: tuple[str, ...] = ()
    """The townships that were asked for; empty if all units are there."""

    @property
    def whole(self) -> UnitCounts:
        """The whole's."""
        return self.rows[0]

    @property
    def total(self) -> UnitCounts:
        """What the report is about: the townships that were asked for together, else the whole."""
        if not self.chosen:
            return self.whole
        parts = self.rows[1:]
        return UnitCounts(
            "、".join(self.chosen),
            {state: sum(part.counts[state] for part in parts) for state in STATES},
            sum(part.overdue for part in parts),
        )

    def of(self, townships: Sequence[str]) -> FollowUp:
        """Keep the whole and these units; of none, every unit. One without a line has zeros."""
        if not townships:
            return self
        known = {each.unit: each for each in self.rows[1:]}
        none = UnitCounts("", dict.fromkeys(STATES, 0), 0)
        kept = [known.get(unit) or replace(none, unit=unit) for unit in townships]
        return replace(self, rows=(self.whole, *kept), chosen=tuple(townships))
