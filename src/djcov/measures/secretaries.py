"""Who is secretary of the organisations that cover an enterprise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from ..facts import Facts
from ..facts.frames import place, records
from ..findings import Location
from ..masking import Names
from ..values.text import NOBODY, SOMEBODY


def secretaries(facts: Facts, names: Names) -> Mapping[Location, tuple[str, ...]]:
    """Give, by the place of an enterprise's row, the secretaries who are named, as names are shown, sorted."""
    named = {
        row["_at"]: str(row["secretary"])
        for row in records(facts.organizations, "secretary")
        if row["secretary"] not in (None, NOBODY, SOMEBODY)
    }
    found: defaultdict[int, set[str]] = defaultdict(set)
    for row in records(facts.organizations_covering, "_listed_at"):
        if row["_at"] in named:
            found[row["_listed_at"]].add(names.show(named[row["_at"]]))
    return {facts.roster.locate(*place(at)): tuple(sorted(shown)) for at, shown in found.items()}
