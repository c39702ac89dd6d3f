"""Explain: the rows behind one indicator, and why each other row is not among them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, get_args

import narwhals as nw

from ..choices import Grain, said
from ..errors import UsageError
from ..facts import Facts
from ..facts.frames import FALSE, Frame, place
from ..findings import Location
from ..masking import Names
from .annual import annual_rows, counted_lines
from .annual_lines import LINES
from .indicators import Indicator, rows_of
from .lookup import choose
from .registry import explained, indicators_of
from .results import Amounts, Explanation, LeftOut, Subject
from .rows import subjects
from .units import chosen, within


def explain(
    facts: Facts,
    indicator: str,
    townships: Iterable[str] = (),
    names: Names = Names.MASKED,
    limit: int | None = None,
) -> Explanation:
    """Give every row of the indicator's grain, in the order of the files, in one of three lists.

    Of each list at most ``limit`` rows are given; the others are counted. Without data, every row is left out for the
    columns that are missing. Raises UsageError for an unknown indicator or township, and a ``limit`` below none.
    """
    known = indicators_of(facts.policy)
    titles = explained(known)
    (indicator,) = choose("指标", [indicator], titles, titles)
    if limit is not None and limit < 0:
        raise UsageError(f"limit 不能是 {limit}", hint="请给 0 或更大的整数，或不给。")
    if indicator in LINES:
        entry, rows = counted_lines(facts.policy)[indicator], annual_rows(facts)
    else:
        entry, rows = known[indicator], rows_of(facts, known[indicator].grain)
    only = chosen(facts, townships)
    if limit is None:
        return _explained(facts, rows, [entry], only, names)[indicator]
    return _begun(facts, within(rows, only), entry, names, limit)


def explain_all(facts: Facts, townships: Iterable[str] = (), names: Names = Names.MASKED) -> Mapping[str, Explanation]:
    """Explain every indicator, by its code; each row is made a subject once, which takes most of the time."""
    only = chosen(facts, townships)
    known = indicators_of(facts.policy)
    found: dict[str, Explanation] = {}
    for grain in get_args(Grain):
        entries = [each for each in known.values() if each.grain == grain]
        found |= _explained(facts, rows_of(facts, grain), entries, only, names)
    return {code: found[code] for code in known}


def _explained(
    facts: Facts, rows: Frame, entries: Sequence[Indicator], townships: tuple[str, ...], names: Names
) -> dict[str, Explanation]:
    """Explain indicators of one grain, whose rows are ``rows``."""
    missing = {entry.code: entry.missing(facts) for entry in entries}
    flags: dict[str, nw.Expr] = {}
    for entry in entries:
        flags[f"reached:{entry.code}"] = FALSE if missing[entry.code] else entry.reached
        flags[f"counted:{entry.code}"] = FALSE if missing[entry.code] else entry.counted
        flags[f"unclear:{entry.code}"] = FALSE if missing[entry.code] else entry.unclear
        flags |= _why_not(entry, missing[entry.code])
    flagged = within(rows, townships).with_columns(**flags)
    wanted = (*flags, "left_out", *(name for entry in entries for name in entry.amounts or ()))
    listed = subjects(facts, entries[0].grain, flagged, *wanted, names=names, every_row=True)
    return {entry.code: _lists(facts, entry, missing[entry.code], listed, names) for entry in entries}


def _why_not(entry: Indicator, missing: str) -> dict[str, nw.Expr]:
    """Give the column that says why a row does not count, if the indicator says so row by row."""
    return {} if missing or entry.why_not is None else {f"why_not:{entry.code}": entry.why_not}


def _begun(facts: Facts, rows: Frame, entry: Indicator, names: Names, limit: int) -> Explanation:
    """Explain one indicator by the first rows of each list; what is beyond them the engine counts."""
    missing = entry.missing(facts)
    reached, counted, unclear = (FALSE,) * 3 if missing else (entry.reached, entry.counted, entry.unclear)
    sides = {"reached": reached, "counted": counted, "unclear": unclear}
    flags = {f"{side}:{entry.code}": flag for side, flag in sides.items()} | _why_not(entry, missing)
    parts = {"_reached": reached, "_remaining": counted & ~reached, "_left": ~(counted | reached)}
    flagged = rows.with_columns(**flags, **parts)
    sums = flagged.select(nw.col(*parts).cast(nw.Int64).sum()).collect()
    listed: list[tuple[Subject, dict[str, Any]]] = []
    unlisted: list[int] = []
    for part in parts:
        first = flagged.filter(nw.col(part)).sort("_at").head(limit)
        wanted = (*flags, "left_out", *(entry.amounts or ()))
        found = subjects(facts, entry.grain, first, *wanted, names=names, every_row=True)
        listed += found
        unlisted.append(int(sums[part].to_list()[0] or 0) - len(found))
    return replace(_lists(facts, entry, missing, listed, names), unlisted=(unlisted[0], unlisted[1], unlisted[2]))


def _lists(
    facts: Facts, entry: Indicator, missing: str, listed: Sequence[tuple[Subject, dict[str, Any]]], names: Names
) -> Explanation:
    otherwise = f"无数据：{missing}" if missing else said(facts.base, entry.otherwise)
    sides = ("reached", "counted", "unclear", "why_not")
    reached, counted, unclear, why_not = (f"{side}:{entry.code}" for side in sides)
    numerator: list[Subject] = []
    remainder: list[Subject] = []
    left_out: list[LeftOut] = []
    for subject, row in listed:
        if row[reached]:
            numerator.append(subject)
        elif row[counted]:
            remainder.append(subject)
        else:
            left_out.append(LeftOut(subject, row["left_out"] or row.get(why_not) or otherwise))
    return Explanation(
        facts.as_of,
        entry.code,
        said(facts.base, entry.name),
        entry.clause,
        said(facts.base, entry.doc),
        tuple(numerator),
        tuple(remainder),
        tuple(left_out),
        missing,
        names,
        grain=entry.grain,
        amounts=_amounts(facts, entry, listed),
        base=facts.base,
        unclear=frozenset(subject for subject, row in listed if row[unclear]),
    )


def _amounts(
    facts: Facts, entry: Indicator, listed: Iterable[tuple[Subject, Mapping[str, Any]]]
) -> Mapping[Subject, Amounts]:
    """Give what each counted row has of an indicator's amounts; nothing for one that counts rows."""
    if entry.amounts is None:
        return {}

    def at(row: Mapping[str, Any], column: str) -> Location:
        return facts.roster.locate(*place(row["_at"]), column)

    part, whole = entry.amounts
    return {
        subject: Amounts(int(row[part]), int(row[whole]), at(row, part), at(row, whole))
        for subject, row in listed
        if row[f"counted:{entry.code}"]
    }
