"""Which cells of a roster hold something that is no value."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from ..facts.frames import AT, lazy, records
from ..models import Kind
from ..roster import Roster


def wrong(roster: Roster, kind: Kind) -> Mapping[int, set[str]]:
    """Give, by ``_at``, the fields in which something stands that could not be used."""
    return _fields(roster.wrong.get(kind))


def open_ended(roster: Roster, kind: Kind) -> Mapping[int, set[str]]:
    """Give, by ``_at``, the fields whose value holds only for some days, or lies between two ends."""
    return _fields(roster.terms.get(kind))


def _fields(frame: object) -> Mapping[int, set[str]]:
    cells: defaultdict[int, set[str]] = defaultdict(set)
    for row in records(lazy(frame).with_columns(AT), "field") if frame is not None else ():
        cells[row["_at"]].add(row["field"])
    return cells
