"""How many enterprises were read, how many count, and why the others do not."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import narwhals as nw

from ..facts.model import Facts
from ..facts.scope import PUBLIC
from ..regex import Regex
from .units import within

_PARTICULAR = Regex(r" ?\d{4}-\d\d-\d\d ?|与 .*(?=重复)")
"""What makes a reason one row's own: a day, the other row."""

_QUOTED = Regex(r"为“([^”]*)”")
"""What a reason quotes of a cell."""

_PUBLIC = "国有、集体企业"
_STATES = 2
"""Of what cells hold, how many a brief reason names: the most frequent."""


@dataclass(frozen=True, slots=True)
class Scope:
    """``left_out`` holds each reason with its number of enterprise rows, the most frequent first."""

    read: int
    counted: int
    left_out: tuple[tuple[str, int], ...]

    @property
    def reasons(self) -> tuple[tuple[str, int], ...]:
        """``left_out`` with those added up that differ only in a day or in the row that is repeated."""
        return _without(_PARTICULAR, self.left_out)

    @property
    def brief_reasons(self) -> tuple[tuple[str, int], ...]:
        """:attr:`reasons` with those added up that differ only in what they quote of a cell, as an office says them."""
        quoted: defaultdict[str, list[str]] = defaultdict(list)
        for reason, _ in self.reasons:
            if found := _QUOTED.search(reason):
                quoted[_QUOTED.sub("", reason)].append(found[1])
        return tuple((_briefly(reason, quoted[reason]), rows) for reason, rows in _without(_QUOTED, self.reasons))


def _briefly(reason: str, quoted: Sequence[str]) -> str:
    """Say a reason in a few words; ``quoted``: what the cells hold, the most frequent first."""
    if not quoted:
        return reason
    if reason.endswith(PUBLIC):
        return _PUBLIC
    named = "、".join(quoted[:_STATES])
    return f"{reason}为{named}{'等' if len(quoted) > _STATES else ''}"


def _without(what: Regex, reasons: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    """Add up the reasons that are the same without what is particular to them."""
    counts: Counter[str] = Counter()
    for reason, rows in reasons:
        counts[what.sub("", reason)] += rows
    return most_frequent_first(counts)


def scope(facts: Facts, townships: Collection[str] = ()) -> Scope:
    """Count the enterprises' rows, all or those of some townships, by the reason for which they do not count."""
    counts = within(facts.enterprises, townships).group_by("left_out").agg(nw.len().alias("rows")).collect()
    rows = dict(zip(counts["left_out"].to_list(), counts["rows"].to_list(), strict=True))
    counted = cast(int, rows.pop("", 0))
    return Scope(counted + sum(rows.values()), counted, most_frequent_first(rows))


def most_frequent_first(counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """Give each text with its count, equal counts in the order of the texts."""
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
