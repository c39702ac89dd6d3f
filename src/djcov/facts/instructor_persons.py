"""Which rows of instructors are one person: those with the same name and phone."""

from __future__ import annotations

import narwhals as nw

from .frames import Frame, beside_least, distinct


def with_person(rows: Frame) -> Frame:
    """Add ``_person``: the first row of the same name and phone. A row without a name is a person of its own."""
    rows = rows.with_columns(_name=nw.col("name").fill_null(""), _phone=nw.col("phone").fill_null(""))
    rows = beside_least(rows, "_at", "_first", "_name", "_phone")
    rows = _by_phone(rows)
    person = nw.when(nw.col("_name") == "").then(nw.col("_at")).otherwise(nw.col("_first"))
    return rows.with_columns(_person=person)


_PHONE_ALONE = r"^\d{3}\*+\d*$"
"""A masked phone number in place of a name."""


def _by_phone(rows: Frame) -> Frame:
    """Let a phone number without a name mean the one person whose number it is."""
    alone = nw.col("_name").str.contains(_PHONE_ALONE) & (nw.col("_phone") != "")
    if not distinct(rows.filter(alone).select("_name"), "_name"):
        return rows
    owners = rows.filter(~alone & (nw.col("_phone") != "") & (nw.col("_name") != ""))
    least, most = nw.col("_first").min().alias("_owner"), nw.col("_first").max().alias("_owner_too")
    owners = owners.group_by("_phone").agg(least, most)
    owners = owners.filter(nw.col("_owner") == nw.col("_owner_too")).select("_phone", "_owner")
    rows = rows.join(owners, on="_phone", how="left")
    mine = alone & ~nw.col("_owner").is_null()
    return rows.with_columns(_first=nw.when(mine).then(nw.col("_owner")).otherwise(nw.col("_first"))).drop("_owner")
