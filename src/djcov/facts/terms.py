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
from ..values.dates import LONG_AGO, NEVER
from ..values.standing import BEFORE, NO_MEMBER, Standing
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
    flags = (nw.col(name).cast(nw.Int64) for name in ("_over", "_open"))
    joined = rows.join(terms.filter(nw.col("field") == field).select("_at", "since_last", *flags), on="_at", how="left")
    over, unknown = (nw.col(name).fill_null(0) > 0 for name in ("_over", "_open"))
    if kind.model.model_fields[field].annotation == date | None:
        coming = nw.when(over).then(nw.coalesce(field, "since_last")).otherwise(nw.col(field))
        value = nw.when(unknown).then(nw.col("since_last")).otherwise(coming)
        return joined.with_columns(value.alias(field)).drop("since_last", "_over", "_open")
    value = nw.when(over).then(_before(kind, field)).when(~unknown).then(nw.col(field))
    return joined.with_columns(value.alias(field)).drop("since_last", "_over", "_open")


def _before(kind: Kind, field: str) -> nw.Expr:
    """Give what a field says before its terms hold, or after."""
    annotation = kind.model.model_fields[field].annotation
    if annotation == Standing | None:
        before: nw.Expr = nw.lit(NO_MEMBER)
        for standing, earlier in BEFORE.items():
            before = nw.when(nw.col(field) == standing).then(nw.lit(earlier)).otherwise(before)
        return before
    return nw.lit(False) if annotation == bool | None else nw.lit(NOBODY)


def judged(native: object, day: date) -> Frame:
    """Give ``_at``, ``field`` and the ends of some terms, whether they do not hold at a day (``_over``, also of what
    has not come yet), and whether nobody knows (``_open``). What has ended by the day (2019.3-2021.3) never begins, for
    nothing of it is left; what may have ended begins then, or never.
    """
    rows = lazy(native).with_columns(AT)
    come, begun, ended, ending = (
        (~after(name, day) & ~nw.col(name).is_null())
        for name in ("since_last", "since_first", "until_last", "until_first")
    )
    over = ended | (~begun & ~nw.col("since_first").is_null())
    unknown = ~over & ((begun & ~come) | ending)
    first, last = nw.col("since_first"), nw.col("since_last")
    perhaps = ending & ~ended
    return rows.select(
        *("_at", "field", "low", "high"),
        nw.when(ended).then(_day(NEVER)).when(perhaps & first.is_null()).then(_day(LONG_AGO)).otherwise(first)
        .alias("since_first"),
        nw.when(ended | perhaps).then(_day(NEVER)).otherwise(last).alias("since_last"),
        over.alias("_over"),
        unknown.alias("_open"),
    )  # fmt: skip


def _day(day: date) -> nw.Expr:
    return nw.lit(datetime.combine(day, time()), nw.Datetime("s"))


def is_between() -> nw.Expr:
    """Whether terms of :func:`judged` are the ends of a count."""
    return ~nw.col("low").is_null() | ~nw.col("high").is_null()


def with_bounds(inputs: Inputs, rows: Frame, kind: Kind, field: str) -> Frame:
    """Add ``field_low`` and ``field_high`` (Int64), between which a count lies that is no number; null elsewhere.

    Of rows that mean the same all ends count.
    """
    return rows.join(_ends(inputs, kind, field, "low", "high"), on="_at", how="left")


def _ends(inputs: Inputs, kind: Kind, field: str, low: str, high: str) -> Frame:
    """Give ``_at``, ``field_low`` and ``field_high`` of the cells of a field that lie between two ends."""
    ends = inputs.terms[kind].filter(nw.col("field") == field)
    ends = ends.select("_at", nw.col(low).alias("low"), nw.col(high).alias("high"))
    if kind in inputs.agreed:
        groups = inputs.agreed[kind].select("_at", "_group")
        ends = ends.join(groups, on="_at", how="left")
        alone = ends.filter(nw.col("_group").is_null()).select("_at", "low", "high")
        shared = ends.filter(~nw.col("_group").is_null()).group_by("_group")
        together = groups.join(shared.agg(nw.col("low").max(), nw.col("high").min()), on="_group", how="inner")
        ends = nw.concat([alone, together.select("_at", "low", "high")])
    return ends.rename({"low": f"{field}_low", "high": f"{field}_high"})


def with_days(inputs: Inputs, rows: Frame, kind: Kind, *fields: str, behind: Frame | None = None) -> Frame:
    """Add ``field_low`` and ``field_high``, the first and the last day that a column's day may be: of a day both are
    the day itself, of 2021年 they are its first and its last; null where it is unknown.

    ``behind``: the rows of the roster from which the rows have their answers (``_at``, ``_listed_at``), if not each
    from its own. Of several the ends are taken of those that say what they say together.
    """
    for field in fields:
        day, low, high = (nw.col(name) for name in (field, f"{field}_low", f"{field}_high"))
        if (kind, field) not in inputs.termed:
            rows = rows.with_columns(day.alias(f"{field}_low"), day.alias(f"{field}_high"))
            continue
        ends = _ends(inputs, kind, field, "since_first", "since_last")
        if behind is not None:
            ends = behind.select("_at", "_listed_at").join(ends.rename({"_at": "_listed_at"}), on="_listed_at")
            ends = ends.join(rows.select("_at", day.alias("_day")), on="_at")
            ends = ends.filter(((nw.col("_day") == low) | (nw.col("_day") == high)).fill_null(False))
            ends = ends.group_by("_at").agg(low.max(), high.min())
        rows = rows.join(ends, on="_at", how="left")
        partial = ~low.is_null() & (day.is_null() | (day == low).fill_null(False) | (day == high).fill_null(False))
        rows = rows.with_columns(
            nw.when(partial).then(end).otherwise(day).alias(f"{field}_{name}")
            for name, end in (("low", low), ("high", high))
        )
    return rows


def may_have_come(field: str, day: date) -> nw.Expr:
    """Whether nobody knows if a day of :func:`with_days` has come by ``day``."""
    return after(f"{field}_high", day) & ~after(f"{field}_low", day)


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
