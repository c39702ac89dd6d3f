"""Rosters of earlier dates, which --earlier names beside those of the command."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..facts import Facts
    from .reading import Reading


def earlier_facts(facts: Facts, reading: Reading, paths: Sequence[str]) -> list[Facts]:
    """Read and link rosters of earlier dates. Raises UsageError for one that says no date, or none that is earlier."""
    from .. import pipeline
    from ..facts.stated_dates import dated

    past: list[Facts] = []
    for path in paths:
        # how the sheets of one roster are to be understood says nothing about another's
        own = replace(reading, rosters=(path,), as_of=None, sheets=(), header_row=None, roster_kind=None)
        roster, policy = own.read()
        found = dated(roster)
        if found.day >= facts.as_of:
            raise UsageError(
                f"{path} 截至 {found.day}（{found.why}），不早于本期的 {facts.as_of}",
                hint="--earlier 只能是更早的台账；本期的日期用 --as-of 说明。",
            )
        past.append(pipeline.link(roster, as_of=found.day, policy=policy, base=facts.base))
    days = [each.as_of for each in past]
    if repeated := next((day for day in days if days.count(day) > 1), None):
        raise UsageError(f"--earlier 中有两期都截至 {repeated}", hint="同一天的几个文件请放进一个文件夹，作为一期。")
    return past
