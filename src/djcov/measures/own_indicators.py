"""The indicators that a policy makes of an existing numerator and a condition (``[[indicators]]``)."""

from __future__ import annotations

from collections.abc import Callable

import narwhals as nw

from ..policy import OwnIndicator
from .conditions import ConditionError, Known, Truth, columns_of, facts_of, needs_of, parsed, truth
from .conditions.tree import Column
from .indicators import Indicator, Indicators

_COUNTED = {"enterprise": "企业", "organization": "党组织", "instructor": "指导员"}


class RefusedError(ValueError):
    """What is wrong with a setting of an own indicator."""

    def __init__(self, setting: str, why: str) -> None:
        super().__init__(why)
        self.setting = setting


def made(entry: OwnIndicator, others: Indicators, spell: Callable[[str], str]) -> Indicator:
    """Make the indicator of a policy's entry; ``others`` may be its numerator.

    With a numerator, its denominator is what meets the condition: the other indicator's own denominator is not asked.
    Without one it counts what meets the condition, and its denominator is what is known to meet it or not. Raises
    RefusedError.
    """
    base = others.get(entry.numerator.strip())
    if base is not None and (base.grain == "unit" or base.counts):
        raise RefusedError("numerator", f"“{base.name}”不是比率，不能作分子")
    grain = base.grain if base else "enterprise"
    known = facts_of(grain)
    where, named = _condition("where", entry.where, known, spell)
    needs = needs_of(known, named)
    numerator, is_known, over = where.yes, None, ""
    if base is not None:
        needs, numerator, is_known, over = (*base.needs, *needs), base.numerator, base.known, base.name
    elif entry.numerator.strip():
        try:
            reached, more = _condition("numerator", entry.numerator, known, spell)
        except RefusedError as refused:
            raise RefusedError("numerator", f"不是已有指标的代码；作为条件，{refused}") from None
        needs, numerator, is_known = (*needs_of(known, more), *needs), reached.yes, reached.known
        over = entry.numerator.strip()
    return Indicator(
        code=entry.code,
        name=entry.name.strip(),
        clause=entry.clause or (base.clause if base else ""),
        grain=grain,
        denominator=where.yes if over else where.known,
        numerator=numerator,
        known=is_known,
        doc=entry.doc or _doc(entry, over, _COUNTED[grain]),
        needs=tuple(dict.fromkeys(needs)),
        otherwise="不符合条件，或不清楚" if over else "不清楚是否符合条件",
        counts=not over,
        not_asked=where.no,
        why_not=_why_not(entry.where.strip(), where, known, named),
        based_on=base.code if base else "",
    )


def _condition(setting: str, text: str, known: Known, spell: Callable[[str], str]) -> tuple[Truth, tuple[Column, ...]]:
    try:
        tree = parsed(text, [each.column for each in known.values()])
    except ConditionError as wrong:
        raise RefusedError(setting, str(wrong)) from None
    return truth(tree, known, spell), columns_of(tree)


def _doc(entry: OwnIndicator, over: str, counted: str) -> str:
    where = entry.where.strip()
    if over:
        return f"符合条件“{where}”的{counted}中，达到“{over}”的比率；条件所用的栏目不清楚、看不出是否符合的不计入。"
    return f"符合条件“{where}”的{counted}数；分母是看得出是否符合的{counted}，条件所用的栏目不清楚的不计入。"


def _why_not(where: str, condition: Truth, known: Known, named: tuple[Column, ...]) -> nw.Expr:
    """Say that a row is known not to meet the condition, or which of its columns are unknown."""
    blanks = [
        nw.when(known[column.code].is_known).then(nw.lit("")).otherwise(nw.lit(f"、{column.title}")) for column in named
    ]
    unknown = nw.concat_str(nw.lit(""), *blanks).str.slice(1)
    unclear = nw.concat_str(unknown, nw.lit(f"不清楚，看不出是否符合条件：{where}"))
    return nw.when(condition.no).then(nw.lit(f"不符合条件：{where}")).otherwise(unclear)
