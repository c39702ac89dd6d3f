"""What an indicator is: data, two expressions over the fact rows of one grain."""

from __future__ import annotations

from dataclasses import dataclass

import narwhals as nw

from ...choices import Grain, said
from ...facts import Facts
from ...facts.frames import FALSE, Frame
from ...models import ANSWERS, OF_INSTRUCTOR, Kind
from ...policy import Target
from ..results import Sense, Share

IN_SCOPE = nw.col("in_scope")
EVERY = nw.lit(value=True)
"""The denominator of indicators that count every row in scope."""

_NAMED = 4
"""Columns that a reason names at most."""


_REGISTERS_ANSWER = frozenset({*ANSWERS, *OF_INSTRUCTOR})
"""The ledger's columns that are a register's in the first place."""


@dataclass(frozen=True)
class Need:
    """Columns without which there is no data.

    Where the roster of kind ``roster`` decides, one of ``roster_fields`` must be among its columns (if none is named,
    the roster itself is enough); else one of ``ledger_fields`` must be a column of the enterprise ledger. With
    ``every``, all of them must be there.
    """

    ledger_fields: tuple[str, ...] = ()
    roster: Kind | None = None
    roster_fields: tuple[str, ...] = ()
    every: bool = False
    ledger_too: bool = False
    """Whether a column of the ledger will do where the roster decides, but has none of its own."""
    practice: bool = False
    """Whether the plan does not ask for it: no roster is held incomplete that has no such column."""

    def _only_answered(self, field: str, facts: Facts) -> bool:
        """Whether the ledger has not a column that is a register's in the first place."""
        return field in _REGISTERS_ANSWER and not facts.roster.has(Kind.ENTERPRISES, field)

    def missing(self, facts: Facts) -> str:
        """Say which columns are missing, by their titles; empty if the need is met."""
        if self.roster is None or self.roster not in facts.deciding:
            kind, fields = Kind.ENTERPRISES, self.ledger_fields
            lacking_answers = self.every and any(self._only_answered(field, facts) for field in fields)
            if self.roster is not None and (not fields or lacking_answers):
                given = facts.roster.has(self.roster)
                return f"{self.roster.title}对不上企业" if given else f"没有{self.roster.title}"
        else:
            kind, fields = self.roster, self.roster_fields
        if self.ledger_too and any(facts.roster.has(Kind.ENTERPRISES, field) for field in self.ledger_fields):
            return ""
        lacking = [field for field in fields if not facts.roster.has(kind, field)]
        if not lacking or (len(lacking) < len(fields) and not self.every):
            return ""
        titles = "、".join(f"“{kind.model.model_fields[field].title}”" for field in lacking[:_NAMED])
        several = f"等 {len(lacking)} 列" if self.every else "中的任何一列"
        return f"{kind.title}中没有{titles}{several if len(lacking) > 1 else '列'}"


@dataclass(frozen=True)
class Indicator:
    """One indicator: so many of so many rows of a grain. The expressions are flags of the facts, never null."""

    code: str
    name: str
    """The Chinese name."""
    clause: str
    """The clause of the plan."""
    grain: Grain
    denominator: nw.Expr
    """Which rows are counted; only rows in scope are."""
    numerator: nw.Expr
    """Which of these reach it."""
    doc: str
    """What it means, in a sentence or two."""
    needs: tuple[Need, ...] = ()
    otherwise: str = ""
    """Why a row in scope may not be in the denominator; empty if all are."""
    amounts: tuple[str, str] | None = None
    """Of units: the columns whose sums are numerator and denominator, in place of the numbers of rows."""
    counts: bool = False
    """Whether it tells how many there are, of those of which it is known: a number more than a rate."""
    why_not: nw.Expr | None = None
    """Of the rows that are not in the denominator, why not: texts, never null; where ``otherwise`` does not do."""
    known: nw.Expr | None = None
    """Of which rows it is known whether they reach it, never null; None if of all of them."""
    not_asked: nw.Expr | None = None
    """The rows that are known not to be in the denominator; None where nothing tells them from unknown ones."""
    based_on: str = ""
    """The code of the indicator whose numerator it has; empty if it has one of its own."""
    part_of: str = ""
    """The code of the checklist of which it is one item; views that list everything may leave items out."""

    @property
    def counted(self) -> nw.Expr:
        """The rows of the denominator."""
        return IN_SCOPE if self.denominator is EVERY else IN_SCOPE & self.denominator

    @property
    def reached(self) -> nw.Expr:
        """The rows of the numerator."""
        return IN_SCOPE & self.within_scope_reached

    @property
    def within_scope_reached(self) -> nw.Expr:
        """The rows of the numerator, among rows in scope."""
        return self.numerator if self.denominator is EVERY else self.denominator & self.numerator

    @property
    def remainder(self) -> nw.Expr:
        """The rows of the denominator that the numerator does not have."""
        return self.counted & ~self.numerator

    @property
    def unclear(self) -> nw.Expr:
        """The rows of :attr:`remainder` of which nobody knows whether they reach it."""
        return FALSE if self.known is None else self.remainder & ~self.known

    def missing(self, facts: Facts) -> str:
        """Say why there is no data; empty if there is."""
        return missing(self.needs, facts)

    def share(
        self, unit: str, numerator: int, denominator: int, target: Target | None = None, missing: str = ""
    ) -> Share:
        """Give what it is of a unit."""
        sense: Sense = "amount" if self.amounts else "count" if self.counts else "rate"
        return Share(unit, self.code, self.name, numerator, denominator, target, missing, self.grain, sense)


def missing(needs: tuple[Need, ...], facts: Facts) -> str:
    """Say which columns are missing for ``needs``; empty if none is."""
    if not (facts.roster.has(Kind.ENTERPRISES) or (needs and all(need.roster is Kind.FAVORS for need in needs))):
        return said(facts.base, f"没有{Kind.ENTERPRISES.title}")
    return "；".join(said(facts.base, text) for need in needs if (text := need.missing(facts)))


def rows_of(facts: Facts, grain: Grain) -> Frame:
    """Give the fact rows of a grain."""
    if grain == "enterprise":
        return facts.enterprises
    if grain == "unit":
        return facts.units
    return facts.organizations if grain == "organization" else facts.instructors
