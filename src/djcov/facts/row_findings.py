"""Findings about rows of a frame: every one is counted, and no more are made than are kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..findings import Finding, Findings
from .frames import Frame, count, records


def tell(rows: Frame, columns: tuple[str, ...], make: Callable[[dict[str, Any]], Finding]) -> Findings:
    """Give a finding of one code for each row, made of its ``_at`` and ``columns``.

    The first rows, by place, are stored; what is beyond the limit of a pile is only counted, by the engine.
    """
    found = Findings()
    first = records(rows.select("_at", *columns).sort("_at", *columns).head(found.keep + 1), *columns)
    found.extend(make(row) for row in first)
    if len(first) > found.keep:
        (code,) = found.totals
        found.totals[code] = count(rows)
    return found
