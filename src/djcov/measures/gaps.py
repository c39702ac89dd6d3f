"""Gaps: who is missing what, with the row where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from string import Formatter

from ..facts import Facts
from ..masking import Names
from .choosing import choose
from .indicators import missing, rows_of
from .kinds import GAP_KINDS, GapKind
from .results import Gap, Gaps
from .subjects import subjects
from .units import chosen, units, within


@dataclass(frozen=True, slots=True)
class _Figure:
    """A number in a sentence: `` 8 人``, or 不详."""

    number: int | None

    def __format__(self, measure: str) -> str:
        return "不详" if self.number is None else f" {self.number} {measure}"


def gaps(facts: Facts, townships: Iterable[str] = (), kinds: Iterable[str] = (), names: Names = Names.MASKED) -> Gaps:
    """List the gaps by kind, then unit, then place in the files; only some townships or kinds if they are named.

    Raises UsageError for an unknown township or kind.
    """
    only = chosen(facts, townships)
    codes = set(choose("缺口种类", kinds, GAP_KINDS)) or set(GAP_KINDS)
    asked = [kind for code, kind in GAP_KINDS.items() if code in codes]
    without = {kind.code: missing(kind.needs, facts) for kind in asked}
    order = {unit: rank for rank, unit in enumerate(units(facts))}
    rows: list[Gap] = []
    for kind in asked:
        if not without[kind.code]:
            found = _found(facts, kind, only, names)
            rows += sorted(found, key=lambda gap: order.get(gap.subject.township, len(order)))
    unknown = tuple((kind.title, without[kind.code]) for kind in asked if without[kind.code])
    return Gaps(facts.as_of, tuple(rows), unknown, names)


def _found(facts: Facts, kind: GapKind, townships: tuple[str, ...], names: Names) -> list[Gap]:
    columns = [name for _, name, _, _ in Formatter().parse(kind.detail) if name]
    rows = within(rows_of(facts, kind.grain).filter(kind.flag), townships)
    action = kind.action.format(**facts.policy.counting.model_dump())
    found: list[Gap] = []
    for subject, row in subjects(facts, kind.grain, rows, *columns, names=names):
        figures = {name: _Figure(row[name]) for name in columns}
        found.append(Gap(kind.code, kind.title, kind.clause, subject, kind.detail.format(**figures), action))
    return found
