"""In which unit each row of the files lies: for views of rows that are no facts, such as findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import narwhals as nw

from ..facts import Facts
from ..facts.frames import Frame, place, records
from ..facts.scope import NO_UNIT
from ..facts.scope import units as unit_of
from ..models import Kind
from .units import units

Place = tuple[str, str, int]
"""A file, a sheet, and the row that Excel shows."""


@dataclass(frozen=True)
class RowUnits:
    """The units in order, that of rows without one last, and each row's."""

    order: tuple[str, ...]
    rows: Mapping[Place, str]


def row_units(facts: Facts) -> RowUnits:
    """Give the unit of every row that is data; of an organisation or instructor without one, where the enterprises lie.

    People of the member roster whose row names none are of no unit.
    """
    found: dict[Place, str] = {}
    tables = facts.roster.tables
    for kind in Kind:
        if not facts.roster.has(kind):
            continue
        for row in records(_placed(facts, kind), "_unit"):
            table, at = place(row["_at"])
            found[tables[table].file, tables[table].sheet, at] = row["_unit"]
    order = dict.fromkeys((*units(facts), *sorted(set(found.values()))))
    homeless = [NO_UNIT] if NO_UNIT in order else []
    return RowUnits((*(unit for unit in order if unit != NO_UNIT), *homeless), found)


def _placed(facts: Facts, kind: Kind) -> Frame:
    """Give the rows of a roster with ``_unit``."""
    if kind is Kind.ENTERPRISES:
        return facts.enterprises.with_columns(_unit=nw.col("township"))
    if kind is Kind.FAVORS:
        return facts.units.with_columns(_unit=nw.col("township"))
    rows = facts.inputs.rows(kind, "township")
    rows = rows.with_columns(_unit=unit_of(facts.inputs, rows))
    decided = {Kind.ORGANIZATIONS: facts.ties.organizations, Kind.INSTRUCTORS: facts.ties.instructors}
    if decided.get(kind) is None:
        return rows
    home = facts.organizations if kind is Kind.ORGANIZATIONS else facts.instructors
    homes = home.select("_at", _home="township")
    return rows.join(homes, on="_at", how="left").with_columns(
        _unit=nw.when(nw.col("township").is_null()).then(nw.coalesce("_home", "_unit")).otherwise(nw.col("_unit"))
    )
