"""One fact row as people meet it: what it is, and where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..choices import Grain
from ..facts import Facts
from ..facts.frames import Frame, place, records
from ..masking import Names
from .results import Subject

_NAMELESS = "（未填名称）"


def subjects(
    facts: Facts, grain: Grain, rows: Frame, *columns: str, names: Names = Names.MASKED
) -> list[tuple[Subject, dict[str, Any]]]:
    """Give each of ``rows``, in the order of the files, as a subject and as its ``columns``."""
    named = ("name", "township", *(("uscc",) if grain == "enterprise" else ()))
    return [(_subject(facts, grain, row, names), row) for row in records(rows, *_once((*named, *columns)))]


def _subject(facts: Facts, grain: Grain, row: dict[str, Any], names: Names) -> Subject:
    table, line = place(row["_at"])
    name = str(row["name"] or _NAMELESS)
    return Subject(
        grain=grain,
        name=names.show(name) if grain == "instructor" and row["name"] else name,
        uscc=row.get("uscc") or "",
        township=row["township"],
        source=facts.roster.locate(table, line),
    )


def _once(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name != "_at"))
