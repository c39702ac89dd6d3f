"""What a director reads first: where the place stands, who is furthest behind, and what is to be done, in numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ..facts import Facts
from .gap_kinds import GAP_KINDS
from .gaps import sought
from .indicators import missing
from .results import Coverage, Share

INDICATOR = "org_coverage"
"""What the conclusion is about."""

TO_DO = ("no_instructor", "due_not_built", "no_member_in_50plus")
"""The kinds of gap of which it tells the number."""


@dataclass(frozen=True, slots=True)
class ToDo:
    """A kind of gap that is to be closed."""

    kind: str
    number: int | None
    """None without data."""
    unclear: int = 0
    """Of how many it cannot be told whether they have it."""


@dataclass(frozen=True, slots=True)
class Conclusion:
    """The place's share of organisation coverage, the units that are behind, and the gaps to be closed."""

    as_of: date
    place: str
    whole: bool
    """Whether the place is the whole district."""
    share: Share
    lowest: tuple[Share, ...]
    """The units with the lowest rate below the goal."""
    largest: tuple[Share, ...]
    """The units that are short of the goal by the largest number."""
    to_do: tuple[ToDo, ...]
    change: Fraction | None = None
    """The rate's change since the date before, where there is one."""


def conclusion(facts: Facts, coverage: Coverage, earlier: Sequence[Coverage] = ()) -> Conclusion:
    """Draw the conclusion from a coverage, those of earlier dates and the gaps of the same place."""
    share = coverage.total(INDICATOR)
    parts = coverage.parts if len(coverage.parts) > 1 else ()
    units = [each for unit in parts if (each := coverage.share(INDICATOR, unit)).met is False]
    before = earlier[-1].total(INDICATOR).exact if earlier else None
    return Conclusion(
        coverage.as_of,
        coverage.place,
        not coverage.chosen,
        share,
        _first(units, [None if each.exact is None else -each.exact for each in units]),
        _first(units, [each.short_by for each in units]),
        tuple(_to_do(facts, coverage.chosen)),
        None if before is None or share.exact is None else share.exact - before,
    )


def _to_do(facts: Facts, townships: Sequence[str]) -> Iterator[ToDo]:
    there = [kind for code in TO_DO if not missing((kind := GAP_KINDS[code]).needs, facts)]
    found = tuple(sought(facts, there, townships))
    for code in TO_DO:
        own = [each for each in found if each.kind == code]
        number = sum(each.found for each in own) if GAP_KINDS[code] in there else None
        yield ToDo(code, number, sum(each.unclear for each in own))


def _first(units: Sequence[Share], keys: Sequence[Fraction | int | None]) -> tuple[Share, ...]:
    """Give the units with the highest key."""
    highest = max((key for key in keys if key is not None), default=None)
    return tuple(unit for unit, key in zip(units, keys, strict=True) if key is not None and key == highest)
