"""Integer programs with several objectives, each of which counts only among the best of the one before (HiGHS).

One thread, a fixed seed and no gap: the same program has the same solution on every machine, as long as the time that
it may take is not over.

An *amount* may be split into parts as far as the numbers beside it are concerned: it is first let be any number, which
takes a fraction of the time; then the other variables stay, and the amounts are made whole. If that is as good as the
bound, nothing is better. Else the program is solved as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from .highs import Solver

Terms: TypeAlias = Mapping[int, int]
"""Factors by the index of a variable."""


class Row(NamedTuple):
    """The least and the most that the sum of some terms may be; None for any number."""

    least: int | None
    most: int | None
    terms: Terms


@dataclass(frozen=True, slots=True)
class Solution:
    """The values of the variables, and how good each objective is."""

    values: tuple[int, ...]
    reached: tuple[int, ...]
    """Per objective."""
    bounds: tuple[int, ...]
    """What no solution exceeds, among the best of the objectives before; the same as reached where it is proved."""


@dataclass(frozen=True)
class Program:
    """Whole variables from 0 to a bound, and rows that sums of them hold."""

    _most: list[int] = field(default_factory=list[int])
    _amounts: set[int] = field(default_factory=set[int])
    _rows: list[Row] = field(default_factory=list[Row])

    def number(self, most: int) -> int:
        """Add a variable; give its index."""
        self._most.append(most)
        return len(self._most) - 1

    def amount(self, most: int) -> int:
        """Add a variable that is soon found once the numbers are; give its index."""
        at = self.number(most)
        self._amounts.add(at)
        return at

    def most(self, terms: Iterable[int]) -> int:
        """Give what the sum of some variables can't exceed."""
        return sum(self._most[at] for at in terms)

    def hold(self, terms: Terms, *, least: int | None = None, most: int | None = None) -> None:
        """Add a row: the sum of ``terms`` lies between the two."""
        if terms:
            self._rows.append(Row(least, most, dict(terms)))

    def best(self, objectives: Sequence[Terms], seconds: float) -> Solution | None:
        """Make each objective as large as it can be, in turn.

        When the time is over what has been found until then is given, with the bounds of it; None if that is nothing.
        """
        ends = monotonic() + seconds
        if not self._most:
            nothing = (0,) * len(objectives)
            return Solution((), nothing, nothing)
        relaxed = self._solved(objectives, ends, split=True) if self._amounts else None
        if relaxed and (whole := self._made_whole(relaxed, objectives, ends)):
            return whole
        return self._solved(objectives, ends)

    def _made_whole(self, relaxed: Solution, objectives: Sequence[Terms], ends: float) -> Solution | None:
        """Give a solution with the numbers of one whose amounts are split that is as good as that; None without."""
        kept = {at: value for at, value in enumerate(relaxed.values) if at not in self._amounts}
        solver = self._solver(kept=kept)
        for terms, value in zip(objectives, relaxed.bounds, strict=True):
            if terms:
                solver.keep(terms, value)
        found = solver.improve({}, ends - monotonic())
        return Solution(found[0], relaxed.bounds, relaxed.bounds) if found else None

    def _solver(self, *, split: bool = False, kept: Mapping[int, int] | None = None) -> Solver:
        """Hand the program over, with amounts that may be ``split``, or with some variables ``kept``."""
        from .highs import Solver

        kept = kept or {}
        numbers = range(len(self._most))
        return Solver(
            [kept.get(at, 0) for at in numbers],
            [kept.get(at, self._most[at]) for at in numbers],
            [at for at in numbers if not split or at not in self._amounts],
            self._rows,
        )

    def _solved(self, objectives: Sequence[Terms], ends: float, *, split: bool = False) -> Solution | None:
        """Solve it, with amounts that may be ``split``."""
        solver = self._solver(split=split)
        reached: list[int] = []
        bounds: list[int] = []
        values: tuple[int, ...] | None = None
        for terms in objectives:
            if not terms and values is not None:
                reached.append(0)
                bounds.append(0)
                continue
            found = solver.improve(terms, ends - monotonic())
            if found is None:
                break
            values, bound = found
            bounds.append(bound if split else max(bound, _sum(terms, values)))
            reached.append(bound if split else _sum(terms, values))
            if terms:
                solver.keep(terms, reached[-1])
        if values is None or (split and len(reached) < len(objectives)):
            return None
        for terms in objectives[len(reached) :]:
            reached.append(_sum(terms, values))
            bounds.append(sum(factor * self._most[at] for at, factor in terms.items() if factor > 0))
        return Solution(values, tuple(reached), tuple(bounds))


def _sum(terms: Terms, values: Sequence[int]) -> int:
    return sum(factor * values[at] for at, factor in terms.items())
