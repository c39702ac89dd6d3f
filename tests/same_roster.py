"""All that a roster says, so that two ways of reading it can be compared."""

from __future__ import annotations

from djcov.models import Kind
from djcov.roster import Roster


def said(roster: Roster) -> tuple[object, ...]:
    """All that a roster says, personal numbers as what they equal."""
    frames = [roster.engine.to_pandas(roster.frames[kind]) for kind in Kind]
    links = [roster.engine.to_pandas(roster.links[kind]) for kind in roster.links]
    rows = [frame.astype(object).where(frame.notna(), None).to_dict("records") for frame in frames]
    linked = [
        sorted(map(repr, frame.astype(object).where(frame.notna(), None).itertuples(index=False))) for frame in links
    ]
    return rows, [str(frame.dtypes) for frame in frames], linked, roster.tables, list(roster.findings), roster.sources
