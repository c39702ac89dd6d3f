"""Ledgers, or other rosters, of one unit that are of different dates: they are not added up, the one that fits the
as-of date is taken.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date

import narwhals as nw

from .. import masking
from ..findings import CATALOGUE, Findings
from ..models import PEOPLE, Kind
from .frames import Frame, count, each_once, look_up, records, table_of
from .inputs import Inputs
from .stated_dates import stated_day

_UNDATED = 0
OTHER_PERIOD = "只在其他时期的台账中"
"""Why an enterprise does not count that stands in no ledger of the date that is taken."""


def fitting(days: Mapping[int, date], as_of: date) -> dict[int, int]:
    """Give how far each dated table goes before others: the later one by the date, and last what is later than it."""
    order = sorted(
        set(days.values()), key=lambda day: (day <= as_of, day if day <= as_of else date.max - (day - date.min))
    )
    return {at: order.index(day) + 1 for at, day in days.items()}


def apart(inputs: Inputs, frame: Frame) -> tuple[Frame, Findings]:
    """Leave out enterprises that stand in a unit's ledger of another date alone, and tell it once for each unit.

    Ledgers of one unit that have less than half of the enterprises in common are parts of one, whatever their dates.
    """
    tables = enumerate(inputs.roster.tables)
    days = {at: day for at, table in tables if table.kind is Kind.ENTERPRISES and (day := stated_day(table))}
    found = Findings()
    if len(set(days.values())) < 2:
        return frame, found
    numbers = {day: number for number, day in enumerate(sorted(set(days.values())), start=1)}
    names: dict[int, str] = {at: str(numbers[day]) for at, day in days.items()}
    rows = frame.select("_enterprise", "township", _table=table_of("_at"))
    rows = rows.with_columns(_day=look_up("_table", names, nw.lit(str(_UNDATED))).cast(nw.Int64))
    placed = _placed(rows)
    chosen = _chosen(placed, {at: numbers[day] for at, day in days.items()}, numbers, inputs.as_of)
    if not chosen:
        return frame, found
    choice = inputs.given_rows({"township": "str", "_chosen": "Int64"}, list(chosen.items()))
    rows = rows.join(choice, on="township", how="inner")
    flags = {
        "_here": nw.col("_day") == nw.col("_chosen"),
        "_undated": nw.col("_day") == _UNDATED,
        "_there": (nw.col("_day") != nw.col("_chosen")) & (nw.col("_day") != _UNDATED),
    }
    rows = rows.with_columns(flag.cast(nw.Int64).alias(name) for name, flag in flags.items())
    each = inputs.settled(rows.group_by("township", "_enterprise").agg(nw.col(*flags).max()))
    same = _same(each)
    if not same:
        return frame, found
    alone = each.filter(nw.col("township").is_in(same) & (nw.col("_here") == 0) & (nw.col("_undated") == 0))
    by_number = {number: day for day, number in numbers.items()}
    counts = Counter(row["township"] for row in records(alone.with_columns(_at=nw.col("_enterprise")), "township"))
    alone = alone.select("_enterprise", _alone=nw.lit(1, nw.Int64))
    frame = frame.join(alone, on="_enterprise", how="left")
    is_alone = (nw.col("left_out") == "") & ~nw.col("_alone").is_null()
    left_out = nw.when(is_alone).then(nw.lit(OTHER_PERIOD)).otherwise(nw.col("left_out"))
    frame = frame.with_columns(left_out=left_out).drop("_alone")
    for township in same:
        number = counts[township]
        others = {at: days[at] for at in placed[township] if at in days}
        if number:
            table = min(at for at in others if numbers[days[at]] != chosen[township])
            found.add(
                CATALOGUE["PERIODS_DIFFER"].at(
                    inputs.roster.locate(table),
                    masking.title(township),
                    dates="、".join(str(day) for day in sorted(set(others.values()))),
                    taken=by_number[chosen[township]],
                    number=number,
                )
            )
    return inputs.settled(frame.with_columns(in_scope=nw.col("left_out") == "")), found


def latest_lists(inputs: Inputs, kind: Kind, rows: Frame) -> tuple[Frame, Findings]:
    """Leave out the ``rows`` (``_at``, ``_enterprise``, ``name``) of other rosters for which a list of another date
    stands, and tell it once for each group of such lists.

    Lists of different dates are of the same people or organisations if they share half of the smaller one's.
    """
    found = Findings()
    tables = enumerate(inputs.roster.tables)
    days = {at: day for at, table in tables if table.kind is kind and (day := stated_day(table))}
    if len(set(days.values())) < 2:
        return rows, found
    listed = rows.with_columns(_table=table_of("_at")).filter(nw.col("_table").is_in(list(days)))
    people = inputs.settled(each_once(listed, "_table", "name", "_enterprise"))
    sizes = people.group_by("_table").agg(nw.len().alias("_n")).collect()
    size: dict[int, int] = dict(zip(sizes["_table"].to_list(), sizes["_n"].to_list(), strict=True))
    others = people.rename({"_table": "_other"})
    pairs = people.join(others, on=["name", "_enterprise"], how="inner").filter(nw.col("_table") < nw.col("_other"))
    shared = pairs.group_by("_table", "_other").agg(nw.len().alias("_n")).collect()
    same = [
        (one, other)
        for one, other, number in zip(*(shared[name].to_list() for name in ("_table", "_other", "_n")), strict=True)
        if days[one] != days[other] and number * 2 >= min(size[one], size[other])
    ]
    past: set[int] = set()
    for group in _joined(same):
        taken = _fitting_day({days[at] for at in group}, inputs.as_of)
        older = sorted(at for at in group if days[at] != taken)
        past.update(older)
        kept = people.filter(nw.col("_table").is_in([at for at in group if days[at] == taken]))
        gone = people.filter(nw.col("_table").is_in(older)).join(kept, on=["name", "_enterprise"], how="anti")
        if number := count(each_once(gone, "name")):
            found.add(
                CATALOGUE["LIST_PERIODS_DIFFER"].at(
                    inputs.roster.locate(older[0]),
                    kind.title,
                    dates="、".join(str(day) for day in sorted({days[at] for at in group})),
                    taken=taken,
                    number=number,
                    unit="人" if kind in PEOPLE else "个",
                )
            )
    return rows.filter(~table_of("_at").is_in(sorted(past))) if past else rows, found


def _joined(pairs: list[tuple[int, int]]) -> list[set[int]]:
    """Give the groups that pairs make of what they connect."""
    groups: list[set[int]] = []
    for pair in sorted(pairs):
        touched = [group for group in groups if group & set(pair)]
        groups = [group for group in groups if group not in touched] + [set(pair).union(*touched)]
    return groups


def _fitting_day(days: set[date], as_of: date) -> date:
    """Give the last day that has come by the as-of date, else the first that has not."""
    past = {day for day in days if day <= as_of}
    return max(past) if past else min(days)


def _placed(rows: Frame) -> dict[str, list[int]]:
    """Give the tables in which each unit stands."""
    pairs = rows.group_by("township", "_table").agg(nw.len().alias("_n")).collect()
    placed: defaultdict[str, list[int]] = defaultdict(list)
    for township, table in sorted(zip(pairs["township"].to_list(), pairs["_table"].to_list(), strict=True)):
        placed[township].append(int(table))
    return dict(placed)


def _chosen(
    placed: Mapping[str, list[int]], of_table: Mapping[int, int], numbers: Mapping[date, int], as_of: date
) -> dict[str, int]:
    """Give, of each unit with ledgers of several dates, the number of the date that is taken."""
    past = {number for day, number in numbers.items() if day <= as_of}
    given = {township: {of_table[at] for at in tables if at in of_table} for township, tables in placed.items()}
    several = {township: days for township, days in given.items() if len(days) > 1}
    return {township: max(days & past) if days & past else min(days) for township, days in several.items()}


def _same(each: Frame) -> list[str]:
    """Give the units whose ledgers of different dates are about the same enterprises."""
    both = (nw.col("_here") * nw.col("_there")).alias("_both")
    sums = each.with_columns(both).group_by("township").agg(nw.col("_here", "_there", "_both").sum()).collect()
    columns = (sums[name].to_list() for name in ("township", "_here", "_there", "_both"))
    return sorted(
        township for township, here, there, shared in zip(*columns, strict=True) if shared * 2 >= min(here, there)
    )
