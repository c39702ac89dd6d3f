"""Where an organisation or an instructor belongs: in the unit where most of their enterprises in scope lie.

A *covering* frame has one row per enterprise in scope that an organisation or instructor has: ``_at`` (theirs),
``_enterprise``, ``_listed_at`` (the enterprise's own ``_at``) and its :data:`PLACES`.
"""

from __future__ import annotations

from typing import get_args

import narwhals as nw

from ..choices import By
from .frames import AT_BITS, Frame, beside_least

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


def homes(covering: Frame, by: str) -> Frame:
    """Give per ``_at`` its unit ``by``. Of units with equally many enterprises, the one that the ledger lists first."""
    units = covering.group_by("_at", by).agg(nw.len().alias("_n"), nw.col("_listed_at").min().alias("_first"))
    # one number to compare by: more enterprises first, then the earlier one
    units = units.with_columns(_rank=nw.col("_first") - nw.col("_n").cast(nw.Int64) * 2**AT_BITS)
    units = beside_least(units, "_rank", "_best", "_at")
    return units.filter(nw.col("_rank") == nw.col("_best")).select("_at", by)
