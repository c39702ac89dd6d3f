"""What a condition says of a row: yes, no, or unknown. Two expressions that are never null, on every engine."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import narwhals as nw

from ...facts.answers import Answer
from ...facts.frames import all_of, any_of
from .columns import Known, known_of
from .tree import All, Compared, Condition, Holds, Named, Not, Operand, Operator, Value

Spell = Callable[[str], str]
"""Gives the policy's spelling of a township."""


@dataclass(frozen=True, slots=True, eq=False)
class Truth:
    """Whether a row meets a condition, and whether it is known not to. Neither: nobody knows."""

    yes: nw.Expr
    no: nw.Expr

    @property
    def known(self) -> nw.Expr:
        """Whether it is one of the two."""
        return self.yes | self.no

    @classmethod
    def of(cls, answer: Answer) -> Truth:
        """See an answer so."""
        return cls(answer.yes, answer.no)


def truth(condition: Condition, known: Known, spell: Spell) -> Truth:
    """Make the expressions of a condition. What is unknown leaves open only what it makes a difference for: no and
    unknown is no, yes or unknown is yes.
    """
    if isinstance(condition, Holds):
        return Truth.of(known_of(known, condition.column).answer)
    if isinstance(condition, Compared):
        return _compared(condition, known, spell)
    if isinstance(condition, Not):
        inner = truth(condition.condition, known, spell)
        return Truth(inner.no, inner.yes)
    parts = [truth(each, known, spell) for each in condition.conditions]
    yes, no = [part.yes for part in parts], [part.no for part in parts]
    return Truth(all_of(yes), any_of(no)) if isinstance(condition, All) else Truth(any_of(yes), all_of(no))


def _compared(condition: Compared, known: Known, spell: Spell) -> Truth:
    """Compare two sides, of which one at least is a column."""
    left, operator, right = condition.left, condition.operator, condition.right
    if isinstance(left, Value):
        left, operator, right = right, _TURNED[operator], left
    assert isinstance(left, Named)
    if operator == "!=":
        same = _compared(Compared(left, "=", right), known, spell)
        return Truth(same.no, same.yes)
    sort = left.column.sort
    if sort == "answer":
        assert isinstance(right, Value)
        said = Truth.of(known_of(known, left.column).answer)
        return said if right.value else Truth(said.no, said.yes)
    if sort == "text":
        assert isinstance(right, Value)
        return _worded(left, operator, str(right.value), known, spell)
    return _measured(_ends(left, known), operator, _ends(right, known))


_TURNED: dict[Operator, Operator] = {
    "=": "=",
    "!=": "!=",
    "contains": "contains",
    "<": ">",
    "<=": ">=",
    ">": "<",
    ">=": "<=",
}
"""The operators with their sides exchanged."""

_Ends = tuple[Any, Any]
"""The least and the most that a side may be: expressions, or plain values."""


def _ends(side: Operand, known: Known) -> _Ends:
    if isinstance(side, Named):
        facts = known_of(known, side.column)
        return nw.col(facts.low), nw.col(facts.high)
    value = _plain(side.value)
    return value, value


def _plain(value: Decimal | str | date | bool) -> object:
    """Give a value as it stands in a frame."""
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    return datetime.combine(value, time()) if isinstance(value, date) else value


def _measured(left: _Ends, operator: Operator, right: _Ends) -> Truth:
    """Compare numbers or days that may only be known to lie between two ends: what holds for all of them holds."""
    (least, most), (other_least, other_most) = left, right
    if operator in (">", ">="):
        strictly = operator == ">"
        yes = least > other_most if strictly else least >= other_most
        no = most <= other_least if strictly else most < other_least
    elif operator in ("<", "<="):
        strictly = operator == "<"
        yes = most < other_least if strictly else most <= other_least
        no = least >= other_most if strictly else least > other_most
    else:
        at_least, at_most = (least >= other_most).fill_null(False), (most <= other_least).fill_null(False)
        above, below = (least > other_most).fill_null(False), (most < other_least).fill_null(False)
        return Truth(at_least & at_most, above | below)
    # of rows that mean the same enterprise two ranges may contradict each other
    return Truth(yes.fill_null(False), no.fill_null(False) & ~yes.fill_null(False))


def _worded(side: Named, operator: Operator, text: str, known: Known, spell: Spell) -> Truth:
    """Compare a text, in whatever width brackets and letters are written."""
    column = nw.col(known_of(known, side.column).name)
    spellings = _spellings(text, spell if side.column.code == "township" else None)
    if operator == "contains":
        found = any_of(column.str.contains(each, literal=True).fill_null(False) for each in spellings)
    else:
        found = column.is_in(spellings).fill_null(False)
    is_known = known_of(known, side.column).is_known
    return Truth(found & is_known, is_known & ~found)


_BRACKETS = (str.maketrans("()", "（）"), str.maketrans("（）", "()"))


def _spellings(text: str, spell: Spell | None) -> list[str]:
    """Give the ways in which a text may stand in a cell."""
    written = [text.strip(), unicodedata.normalize("NFKC", text.strip())]
    written += [spell(text)] if spell else []
    return list(dict.fromkeys(way for each in written for way in (each, *(each.translate(to) for to in _BRACKETS))))
