"""Frames as this room uses them: lazy, from any engine, every row known by one number.

A row's ``_at`` (Int64) is its table's index times 2²⁷ plus its Excel row: unique within a kind, and in the order of the
files. All of the order that results have comes from it, none from the order of a frame.

A step on a small pandas frame costs about a millisecond however few the rows are, so expressions are gathered and
added together, and what no column gives is not computed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from typing import Any, TypeAlias, cast

import narwhals as nw

Frame: TypeAlias = "nw.LazyFrame[Any]"
"""A lazy frame over whatever engine holds the rows."""

NOWHERE = -1
"""In a column of ``_at`` numbers: none. A null would turn integers into floats in pandas' joins."""

AT_BITS = 41
"""An ``_at`` has no more bits: 2¹⁴ tables of 2²⁷ rows."""

ROWS = 2**27
"""More rows than a table has."""

AT = (nw.col("_table") * ROWS + nw.col("_row")).alias("_at")
FALSE = nw.lit(value=False)
TRUE = nw.lit(value=True)


def place(at: int) -> tuple[int, int]:
    """Give the table's index and the Excel row that an ``_at`` number holds, whatever is above its :data:`AT_BITS`."""
    return divmod(at % 2**AT_BITS, ROWS)


def table_of(column: str) -> nw.Expr:
    """Give the index of the table in the ``_at`` numbers of a column."""
    return nw.col(column) // ROWS


def row_of(column: str) -> nw.Expr:
    """Give the Excel row in the ``_at`` numbers of a column."""
    return nw.col(column) % ROWS


def lazy(native: object) -> Frame:
    """See any engine's frame as a lazy one."""
    return cast("Frame", nw.from_native(cast("Any", native)).lazy())


def after(column: str, day: date) -> nw.Expr:
    """Whether a column's day is later than ``day``; False where it is unknown."""
    return (nw.col(column) > _midnight(day)).fill_null(False)


def since(column: str, day: date) -> nw.Expr:
    """Whether a column's day is ``day`` or later; False where it is unknown."""
    return (nw.col(column) >= _midnight(day)).fill_null(False)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())


def distinct(frame: Frame, column: str) -> list[Any]:
    """Collect the distinct values of a column; None stands for all unknown ones."""
    return _plain(each_once(frame, column).collect()[column])


def count(frame: Frame) -> int:
    """Give how many rows there are."""
    return int(frame.select(nw.len().alias("n")).collect()["n"].to_list()[0])


def each_once(frame: Frame, *columns: str) -> Frame:
    """Give each combination of some columns' values once.

    By groups, for ``unique`` numbers the rows of each combination on DuckDB, which takes it ten times as long.
    """
    return frame.group_by(*columns).agg(nw.len().alias("_n")).drop("_n")


def beside_least(frame: Frame, column: str, name: str, *keys: str) -> Frame:
    """Add as ``name`` the least of a column's values among the rows with the same ``keys``, none of which is unknown.

    By a join, not by ``over``: on Arrow that takes for granted that a join keeps the order of rows, which it does not.
    """
    return frame.join(frame.group_by(*keys).agg(nw.col(column).min().alias(name)), on=list(keys), how="inner")


def judged(frame: Frame, column: str, judge: Callable[[Any], str]) -> dict[Any, str]:
    """Give ``judge``'s word on each distinct value of a column, but for unknown values and empty words.

    Distinct values are few beside rows, so plain Python may judge them whatever the engine is.
    """
    return {value: word for value in distinct(frame, column) if value is not None and (word := judge(value))}


def look_up(column: str, words: Mapping[Any, str], default: nw.Expr | str = "") -> nw.Expr:
    """Give the word that ``words`` has for a column's value, else ``default``. Nothing is looked up in no words."""
    otherwise = nw.lit(default) if isinstance(default, str) else default
    if not words:
        return otherwise
    return nw.col(column).replace_strict(list(words), list(words.values()), default=otherwise, return_dtype=nw.String)


def any_of(flags: Iterable[nw.Expr]) -> nw.Expr:
    """Whether any flag holds; none of no flags does. Flags are never null, so a plain *or* is enough, and quick."""
    result: nw.Expr | None = None
    for flag in flags:
        result = flag if result is None else result | flag
    return FALSE if result is None else result


def all_of(flags: Iterable[nw.Expr]) -> nw.Expr:
    """Whether every flag holds; all of no flags do."""
    result: nw.Expr | None = None
    for flag in flags:
        result = flag if result is None else result & flag
    return TRUE if result is None else result


def records(frame: Frame, *columns: str) -> list[dict[str, Any]]:
    """Collect ``_at`` and some columns as plain rows in the order of ``_at``; unknown values are None."""
    collected = frame.select("_at", *columns).collect()
    if collected.is_empty():
        return []
    collected = collected.sort("_at")
    names = collected.columns
    return [
        dict(zip(names, values, strict=True)) for values in zip(*map(_plain, collected.iter_columns()), strict=True)
    ]


def _plain(column: nw.Series[Any]) -> list[Any]:
    """Give a column's values; unknown ones are None, whatever the engine has for them."""
    values, unknown = column.to_list(), column.is_null().to_list()
    return [None if gone else value for value, gone in zip(values, unknown, strict=True)] if any(unknown) else values
