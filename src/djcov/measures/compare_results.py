"""What comparing two dates gives: plain records, as in :mod:`djcov.measures.results`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from ..choices import Base
from ..short_repr import Brief
from .results import Share, Subject

ChangeKind = Literal["appeared", "gone", "newly_covered", "coverage_lost", "moved", "renamed", "superior_changed"]

TITLES: dict[ChangeKind, str] = {
    "appeared": "新增企业",
    "gone": "减少企业",
    "newly_covered": "新覆盖",
    "coverage_lost": "失去覆盖",
    "moved": "变更乡（办）",
    "renamed": "变更名称",
    "superior_changed": "变更隶属",
}
"""The kinds of change in their order, with their Chinese names."""


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one enterprise, or of the superior of one organisation (S15: 隶属关系暂时不变). The *base* is the
    enterprises in scope.
    """

    kind: ChangeKind
    before: Subject | None
    """Its row in the old rosters; None if there is none."""
    after: Subject | None
    """Its row in the new ones."""
    detail: str
    """From what to what, or why it was or is not counted."""

    @property
    def subject(self) -> Subject:
        """Whom it is about as it is now, or as it was when it is gone."""
        subject = self.before if self.kind == "gone" else self.after
        if subject is None:
            raise ValueError(f"a change of kind {self.kind} without its row")
        return subject


@dataclass(frozen=True, slots=True)
class Shift:
    """The change of one indicator of the whole district, split in two parts that add up exactly.

    With n₀/d₀ before, n₁/d₁ after, and of the c rows that both denominators have, c₀ reaching it before and c₁ after::

        real change =  c₁/c − c₀/c                        their own state changed
        base change = (n₁/d₁ − c₁/c) − (n₀/d₀ − c₀/c)     others left the denominator, or entered it
        real + base =  n₁/d₁ − n₀/d₀

    Where no row is in both, all of the change is the base's. Exchanging the dates changes the signs.
    """

    before: Share
    after: Share
    common: int
    """c: the rows in both denominators."""
    common_before: int
    """c₀: of these, those that reached it before."""
    common_after: int
    """c₁: of these, those that reach it now."""

    @property
    def missing(self) -> str:
        """Why there is no data on either side; empty if there is on both."""
        return self.before.missing or self.after.missing

    @property
    def change(self) -> Fraction | None:
        """The new rate less the old one; None where one of them is not there."""
        before, after = self.before.exact, self.after.exact
        return None if before is None or after is None else after - before

    @property
    def real(self) -> Fraction | None:
        """The part of :attr:`change` that is real."""
        if self.change is None:
            return None
        return Fraction(self.common_after - self.common_before, self.common) if self.common else Fraction(0)

    @property
    def base(self) -> Fraction | None:
        """The part of :attr:`change` that comes from another base: all that is not real."""
        return None if self.change is None or self.real is None else self.change - self.real


@dataclass(frozen=True, repr=False)
class Comparison(Brief):
    """Two dates side by side: what became of enterprises, superiors and every indicator."""

    as_of_old: date
    as_of: date
    whole: str
    changes: tuple[Change, ...]
    """By kind, in the order of :data:`TITLES`, then in the order of the files."""
    shifts: tuple[Shift, ...]
    """In the order of the table of indicators."""
    base: Base = "enterprises"
    """Whom the numbers are of."""
