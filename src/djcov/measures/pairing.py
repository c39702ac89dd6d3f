"""The enterprises, organisations or instructors of two dates, and who is who."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import narwhals as nw

from ..choices import Grain
from ..facts import Facts
from ..values.text import name_key
from .identity import Identity, alike, matched
from .indicators import rows_of
from .results import Subject
from .rows import subjects


@dataclass(frozen=True, slots=True)
class Row:
    """One enterprise, organisation or instructor on one date, with what is compared of it."""

    subject: Subject
    values: Mapping[str, Any]

    @property
    def key(self) -> str:
        """Its name in the form in which names compare; empty if it has none."""
        return name_key(self.values["name"]) if self.values["name"] else ""

    @property
    def identity(self) -> Identity:
        """What it is recognised by."""
        return Identity(self.values.get("uscc") or "", self.key, self.subject.township or "")

    @property
    def told(self) -> tuple[object, ...]:
        """All that a comparison knows of it, but for where it stands."""
        return tuple(value for name, value in self.values.items() if name not in ("_at", "_enterprise"))

    @property
    def in_scope(self) -> bool:
        """Whether it counts."""
        return self.values["in_scope"]


Rows = Mapping[int, Row]
"""By the number that the row of the facts has (``_at``)."""


@dataclass(frozen=True, slots=True)
class Sides:
    """The rows of one grain on both dates, and who is who."""

    old: Rows
    new: Rows
    pairs: Mapping[int, int]
    """The number in ``new`` of each that is in both, by its number in ``old``."""


def sides(old: Rows, new: Rows) -> Sides:
    """Tell who is who: by code, then by a name that nobody shares; those who are left, by being alike in everything."""
    identities = [{at: row.identity for at, row in rows.items()} for rows in (old, new)]
    told = [{at: row.told for at, row in rows.items()} for rows in (old, new)]
    return Sides(old, new, alike(matched(*identities), *told))


def rows(
    facts: Facts,
    grain: Grain,
    *columns: str,
    flags: Mapping[str, nw.Expr] | None = None,
    spelt: Mapping[str, str] | None = None,
) -> Rows:
    """Give a grain's rows with ``columns`` and ``flags``, of each enterprise one: that which counts, else the first.

    ``spelt``: the unit that another spelling means (:func:`djcov.measures.units.spellings`).
    """
    frame = rows_of(facts, grain)
    frame = frame.with_columns(**flags) if flags else frame
    known = ("uscc", "_enterprise") if grain == "enterprise" else ()
    found: dict[int, Row] = {}
    first: dict[int, int] = {}
    for subject, values in subjects(facts, grain, frame, *known, "in_scope", *columns, *(flags or ())):
        at = values["_at"]
        unit = (spelt or {}).get(subject.township, subject.township)
        subject, values = replace(subject, township=unit), {**values, "township": unit}
        same = first.setdefault(values.get("_enterprise", at), at)
        if same == at:
            found[at] = Row(subject, values)
        elif values["in_scope"]:
            found[same] = Row(subject, values)
    return found
