"""Where an organisation or an instructor belongs: in the unit where most of their enterprises in scope lie.

A *covering* frame has one row per enterprise in scope that an organisation or instructor has: ``_at`` (theirs),
``_enterprise``, ``_listed_at`` (the enterprise's own ``_at``) and its :data:`PLACES`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

import narwhals as nw

from ..choices import By
from ..models import Kind
from .frames import AT_BITS, Frame, beside_least, table_of
from .inputs import Inputs
from .scope import unit_list

PLACES: tuple[By, ...] = get_args(By)
"""The columns by which units are made."""


def covering(pairs: Frame, enterprises: Frame) -> Frame:
    """Give the covering frame of ``pairs`` (``_at``, ``_enterprise``)."""
    in_scope = enterprises.select("in_scope", "_enterprise", *PLACES, nw.col("_at").alias("_listed_at"))
    in_scope = in_scope.filter(nw.col("in_scope")).drop("in_scope")
    return pairs.join(in_scope, on="_enterprise", how="inner")


def counted(covering: Frame) -> Frame:
    """Give per ``_at`` how many enterprises in scope it has: ``covered`` (Int64)."""
    return covering.group_by("_at").agg(nw.len().alias("covered"))


def homes(inputs: Inputs, covering: Frame, by: str) -> Frame:
    """Give per ``_at`` its unit ``by``. Of units with equally many enterprises, the township that the policy lists
    first, else the one in whose file by name an enterprise stands first, else the one that is spelt first.
    """
    units = _with_file(inputs, covering).group_by("_at", by)
    units = units.agg(nw.len().alias("_n"), nw.col("_file").min().alias("_first"))
    if by == "township" and (listed := unit_list(inputs.policy)):
        at = _replaced(nw.col(by), dict(zip(listed, range(len(listed)), strict=True)))
        first = nw.when(nw.col(by).is_in(listed)).then(at).otherwise(nw.col("_first") + len(listed))
        units = units.with_columns(first.alias("_first"))
    # one number to compare by: more enterprises first, then the earlier one
    units = units.with_columns(_rank=nw.col("_first") - nw.col("_n").cast(nw.Int64) * 2**AT_BITS)
    units = beside_least(units, "_rank", "_best", "_at")
    return units.filter(nw.col("_rank") == nw.col("_best")).group_by("_at").agg(nw.col(by).min())


def _with_file(inputs: Inputs, covering: Frame) -> Frame:
    """Add ``_file``: how many files stand before an enterprise's by their names, in whatever order they were given. Of
    one on several rows it is the first by name, not that of the row that was read first.
    """
    files = sorted({table.file for table in inputs.roster.tables}, key=Path)
    if len(files) < 2:
        return covering.with_columns(_file=nw.lit(0, nw.Int64))
    ranks = {at: files.index(table.file) for at, table in enumerate(inputs.roster.tables)}
    covering = covering.with_columns(_file=_replaced(table_of("_listed_at"), ranks))
    if Kind.ENTERPRISES not in inputs.agreed:
        return covering
    rows = inputs.agreed[Kind.ENTERPRISES].select("_at", nw.col("_group").alias("_enterprise"))
    first = rows.with_columns(_any=_replaced(table_of("_at"), ranks)).group_by("_enterprise")
    covering = covering.join(first.agg(nw.col("_any").min()), on="_enterprise", how="left")
    return covering.with_columns(_file=nw.coalesce("_any", "_file")).drop("_any")


def _replaced(column: nw.Expr, numbers: Mapping[Any, int]) -> nw.Expr:
    return column.replace_strict(
        list(numbers), list(numbers.values()), default=nw.lit(0, nw.Int64), return_dtype=nw.Int64
    )
