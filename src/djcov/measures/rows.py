"""One fact row as people meet it: what it is, and where it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from ..choices import Grain
from ..facts import Facts
from ..facts.frames import Frame, place, records
from ..masking import Names
from .results import Subject

NAMELESS = "（未填名称）"
"""The name of what has none."""


def subjects(
    facts: Facts, grain: Grain, rows: Frame, *columns: str, names: Names = Names.MASKED, every_row: bool = False
) -> list[tuple[Subject, dict[str, Any]]]:
    """Give each of ``rows``, in the order of the files, as a subject and as its ``columns``.

    ``every_row``: each subject tells all rows of the files that it is made of, not only the first.
    """
    named = ("name", "township", *(("uscc",) if grain == "enterprise" else ()))
    further = _further(rows, facts.listed(grain)) if every_row else {}
    return [
        (_subject(facts, grain, row, names, further.get(row["_at"], [])), row)
        for row in records(rows, *_once((*named, *columns)))
    ]


def _further(rows: Frame, listed: Frame | None) -> dict[int, list[int]]:
    """Give, by the ``_at`` of each of ``rows``, the ``_at`` of the rows behind it but for the first, in their order."""
    if listed is None:
        return {}
    pairs = rows.select("_at").join(listed, on="_at", how="inner").collect()
    found: defaultdict[int, set[int]] = defaultdict(set)
    for at, row in zip(pairs["_at"].to_list(), pairs["_listed_at"].to_list(), strict=True):
        if place(at) != place(row):
            found[at].add(row)
    return {at: sorted(others) for at, others in found.items()}


def _subject(facts: Facts, grain: Grain, row: dict[str, Any], names: Names, further: Sequence[int]) -> Subject:
    table, line = place(row["_at"])
    name = str(row["name"] or NAMELESS)
    return Subject(
        grain=grain,
        name=names.show(name) if grain == "instructor" and row["name"] else name,
        uscc=row.get("uscc") or "",
        township=row["township"],
        source=facts.roster.locate(table, line),
        further=tuple(facts.roster.locate(*place(at)) for at in further),
    )


def _once(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name != "_at"))
