"""How many enterprises were read, how many count, and why the others do not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import narwhals as nw

from ..facts.model import Facts


@dataclass(frozen=True, slots=True)
class Scope:
    """``left_out`` holds each reason with its number of enterprise rows, the most frequent first."""

    read: int
    counted: int
    left_out: tuple[tuple[str, int], ...]


def scope(facts: Facts) -> Scope:
    """Count the enterprises' rows by the reason for which they do not count."""
    counts = facts.enterprises.group_by("left_out").agg(nw.len().alias("rows")).collect()
    rows = dict(zip(counts["left_out"].to_list(), counts["rows"].to_list(), strict=True))
    counted = cast(int, rows.pop("", 0))
    reasons = sorted(rows.items(), key=lambda item: (-item[1], item[0]))
    return Scope(counted + sum(rows.values()), counted, tuple(reasons))
