"""Explain: the rows behind one indicator, and why each other row is not among them."""

from __future__ import annotations

from collections.abc import Iterable

from ..facts import Facts
from ..facts.frames import FALSE
from ..masking import Names
from .choosing import choose
from .indicators import INDICATORS, rows_of
from .results import Explanation, LeftOut, Subject
from .subjects import subjects
from .units import chosen, within


def explain(facts: Facts, indicator: str, townships: Iterable[str] = (), names: Names = Names.MASKED) -> Explanation:
    """Give every row of the indicator's grain, in the order of the files, in one of three lists.

    Without data, every row is left out for the columns that are missing. Raises UsageError for an unknown indicator or
    township.
    """
    choose("指标", [indicator], INDICATORS)
    only = chosen(facts, townships)
    entry = INDICATORS[indicator]
    missing = entry.missing(facts)
    otherwise = f"无数据：{missing}" if missing else entry.otherwise
    reached, counted = (FALSE, FALSE) if missing else (entry.reached, entry.counted)
    rows = within(rows_of(facts, entry.grain), only).with_columns(_reached=reached, _counted=counted)
    numerator: list[Subject] = []
    remainder: list[Subject] = []
    left_out: list[LeftOut] = []
    for subject, row in subjects(facts, entry.grain, rows, "_reached", "_counted", "left_out", names=names):
        if row["_reached"]:
            numerator.append(subject)
        elif row["_counted"]:
            remainder.append(subject)
        else:
            left_out.append(LeftOut(subject, row["left_out"] or otherwise))
    return Explanation(
        facts.as_of,
        entry.code,
        entry.name,
        entry.clause,
        entry.doc,
        tuple(numerator),
        tuple(remainder),
        tuple(left_out),
        missing,
        names,
    )
