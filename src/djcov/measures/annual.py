"""The official annual form of enterprises (党内统计): how many have what, in lines that add up.

Every line is an :class:`Indicator` within the line above it, so ``explain`` shows its rows as it does any other's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import get_args

from ..choices import By
from ..facts import Facts
from ..facts.frames import Frame
from ..facts.organization_rank import with_own_kind
from ..policy import Policy
from ..short_repr import Brief
from .annual_lines import LINES, Line
from .coverage import Sums, summed
from .indicators import EVERY, Indicator
from .lookup import choose
from .results import Share
from .units import chosen, units, within


@dataclass(frozen=True, repr=False)
class AnnualForm(Brief):
    """The form of the whole district and of each unit. A share's numerator is the number on a line; its denominator
    that on the line which the line is within.
    """

    as_of: date
    by: By
    whole: str
    lines: tuple[Line, ...]
    """In their order, with the policy's thresholds in their names."""
    rows: tuple[Share, ...]
    """By unit, the whole first, then by line."""

    @property
    def units(self) -> tuple[str, ...]:
        """The units in order, the whole first."""
        return tuple(dict.fromkeys(row.unit for row in self.rows))

    def share(self, line: str, unit: str | None = None) -> Share:
        """Give one number; the whole district's unless a unit is named. Raises KeyError if there is none."""
        return self._by_place[self.whole if unit is None else unit, line]

    @cached_property
    def _by_place(self) -> dict[tuple[str, str], Share]:
        return {(row.unit, row.indicator): row for row in self.rows}


def annual(facts: Facts, by: By = "township", townships: Iterable[str] = ()) -> AnnualForm:
    """Fill in the form. ``townships`` narrows the units, not the whole.

    Raises UsageError for an unknown ``by`` or township.
    """
    choose("分组方式", [by], get_args(By))
    only = chosen(facts, townships)
    lines = counted_lines(facts.policy)
    missing = {code: line.missing(facts) for code, line in lines.items()}
    known = [line for code, line in lines.items() if not missing[code]]
    rows = annual_rows(facts)
    everywhere: Sums = summed(rows, by, known) if known else {}
    shown: Sums = summed(within(rows, only), by, known) if only else everywhere
    totals = {
        code: (sum(n for n, _ in each.values()), sum(d for _, d in each.values())) for code, each in everywhere.items()
    }
    places = [(facts.policy.district, totals)]
    for unit in units(facts, by, only):
        places += [(unit, {code: each[unit] for code, each in shown.items() if unit in each})]
    shares = tuple(
        Share(unit, code, line.name, *sums.get(code, (0, 0)), missing=missing[code])
        for unit, sums in places
        for code, line in lines.items()
    )
    named = tuple(replace(line, name=lines[code].name) for code, line in LINES.items())
    return AnnualForm(facts.as_of, by, facts.policy.district, named, shares)


def counted_lines(policy: Policy) -> Mapping[str, Indicator]:
    """Give the lines as indicators over :func:`annual_rows`, each within the line that it is part of."""
    thresholds = policy.counting.model_dump()
    found: dict[str, Indicator] = {}
    for line in LINES.values():
        parent = found.get(line.within)
        name = line.name.format(**thresholds)
        found[line.code] = Indicator(
            code=line.code,
            name=name,
            clause="党内统计",
            grain="enterprise",
            denominator=EVERY if parent is None else parent.within_scope_reached,
            numerator=line.flag,
            doc=f"党内统计年报中，“{parent.name}”一行的企业里属于“{name}”的。" if parent else "统计范围内的企业。",
            needs=line.needs,
            otherwise=f"不在“{parent.name}”之中" if parent else "",
        )
    return found


def annual_rows(facts: Facts) -> Frame:
    """Give the enterprises' fact rows with the flag that only the form asks for."""
    return with_own_kind(facts.inputs, facts.ledger, facts.ties.organizations)
