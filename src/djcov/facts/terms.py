"""Answers that hold only from some time on, or until one (2022年3月, 2020年离任): what they say at the as-of date.

What began after it or had ended by it is a no; within a month or a year that is not over nobody knows, and it is told.
And counts that are no number but lie between two ends (不足50, 50-100): a threshold on one side of both decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

import narwhals as nw

from ..findings import CATALOGUE, Finding, Findings
from ..models import Kind
from ..values.dates import NEVER
from ..values.text import NOBODY
from .frames import AT, Frame, after, distinct, lazy
from .row_findings import tell

if TYPE_CHECKING:
    from .inputs import Inputs

_DAYS = ("since_first", "since_last", "until_first", "until_last")


def at_day(rows: Frame, terms: Frame, kind: Kind, field: str) -> Frame:
    """Give ``rows`` with what the cells of a field say at the day of :func:`judged`; a month or a year that is not over
    is its last day in a column of days, which has not come.
    """
    of = terms.filter(nw.col("field") == field).select("_at", "since_last", "_over", "_open")
    joined = rows.join(of, on="_at", how="left")
    over, unknown = (nw.col(name).fill_null(False) for name in ("_over", "_open"))
    if kind.model.model_fields[field].annotation == date | None:
        coming = nw.when(over).then(nw.coalesce(field, "since_last")).otherwise(nw.col(field))
        value = nw.when(unknown).then(nw.col("since_last")).otherwise(coming)
        return joined.with_columns(value.alias(field)).drop("since_last", "_over", "_open")
    no = nw.lit(False) if kind.model.model_fields[field].annotation == bool | None else nw.lit(NOBODY)
    value = nw.when(over).then(no).when(~unknown).then(nw.col(field))
    return joined.with_columns(value.alias(field)).drop("since_last", "_over", "_open")


def judged(native: object, day: date) -> Frame:
    """Give ``_at``, ``field``, ``since_first`` and ``since_last`` of some terms, whether they do not hold at a day
    (``_over``, also of what has not come yet), and whether nobody knows (``_open``).
    """
    rows = lazy(native).with_columns(AT)
    come, begun, ended, ending = (
        (~after(name, day) & ~nw.col(name).is_null())
        for name in ("since_last", "since_first", "until_last", "until_first")
    )
    over = ended | (~begun & ~nw.col("since_first").is_null())
    unknown = ~over & ((begun & ~come) | ending)
    return rows.select(
        "_at", "field", "since_first", "since_last", "low", "high", over.alias("_over"), unknown.alias("_open")
    )


def is_between() -> nw.Expr:
    """Whether terms of :func:`judged` are the ends of a count."""
    return ~nw.col("low").is_null() | ~nw.col("high").is_null()


def with_bounds(inputs: Inputs, rows: Frame, kind: Kind, field: str) -> Frame:
    """Add ``field_low`` and ``field_high`` (Int64), between which a count lies that is no number; null elsewhere.

    Of rows that mean the same all ends count.
    """
    ends = inputs.terms[kind].filter(nw.col("field") == field).select("_at", "low", "high")
    if kind in inputs.agreed:
        groups = inputs.agreed[kind].select("_at", "_group")
        ends = ends.join(groups, on="_at", how="left")
        alone = ends.filter(nw.col("_group").is_null()).select("_at", "low", "high")
        shared = ends.filter(~nw.col("_group").is_null()).group_by("_group")
        together = groups.join(shared.agg(nw.col("low").max(), nw.col("high").min()), on="_group", how="inner")
        ends = nw.concat([alone, together.select("_at", "low", "high")])
    ends = ends.rename({"low": f"{field}_low", "high": f"{field}_high"})
    return rows.join(ends, on="_at", how="left")


def with_days(inputs: Inputs, rows: Frame, kind: Kind, field: str, behind: Frame | None = None) -> Frame:
    """Add ``field_low`` and ``field_high`` (datetime), between which a day lies of which a cell names the month or the
    year, elsewhere the day itself; where no cell does, the rows as they are.

    ``behind``: the rows of the roster from which the rows have their answers (``_at``, ``_listed_at``), if not each
    from its own. Of several the ends are taken of one that says what they say together.
    """
    if (kind, field) not in inputs.dated:
        return rows
    times = inputs.terms[kind].filter((nw.col("field") == field) & ~nw.col("since_first").is_null())
    times = times.select(nw.col("_at").alias("_listed_at"), "since_first", "since_last")
    if behind is None and kind in inputs.agreed:
        groups = inputs.agreed[kind].select("_at", "_group")
        behind = groups.join(groups.rename({"_at": "_listed_at"}), on="_group", how="inner")
    columns = ("_at", "since_first", "since_last", "_own")
    found = times.with_columns(nw.col("_listed_at").alias("_at"), nw.lit(value=True).alias("_own")).select(*columns)
    if behind is not None:
        others = behind.select("_at", "_listed_at").join(times, on="_listed_at", how="inner")
        others = others.with_columns(nw.lit(value=False).alias("_own")).select(*columns)
        found = nw.concat([found.join(behind.select("_at"), on="_at", how="anti"), others])
    found = found.join(rows.select("_at", nw.col(field).alias("_day")), on="_at", how="inner")
    says_so = (nw.col("_day") == nw.col("since_first")) | (nw.col("_day") == nw.col("since_last"))
    found = found.filter(nw.col("_own") | says_so.fill_null(False)).group_by("_at")
    ends = found.agg(nw.col("since_first").max().alias("_first"), nw.col("since_last").min().alias("_last"))
    rows = rows.join(ends, on="_at", how="left")
    low, high = nw.coalesce("_first", field), nw.coalesce("_last", field)
    return rows.with_columns(low.alias(f"{field}_low"), high.alias(f"{field}_high")).drop("_first", "_last")


def ends_of_day(rows: Frame, field: str) -> dict[str, nw.Expr]:
    """Give the ends of a day as :func:`with_days` has them, else the day itself; null if that never comes."""
    there, never = rows.collect_schema().names(), datetime.combine(NEVER, time())
    found = {end: nw.col(end) if end in there else nw.col(field) for end in (f"{field}_low", f"{field}_high")}
    return {end: nw.when(day < never).then(day) for end, day in found.items()}


def undecided(inputs: Inputs) -> Iterator[Findings]:
    """Report cells whose answer nobody knows at the as-of date."""
    for terms in inputs.terms.values():
        rows = terms.filter(nw.col("_open"))
        for field in sorted(distinct(rows, "field")):

            def told(row: dict[str, Any], field: str = field) -> Finding:
                where = inputs.locate(row["_at"], field)
                return CATALOGUE["TIME_NOT_OVER"].at(where, column=where.column)

            yield tell(rows.filter(nw.col("field") == field), (), told)
