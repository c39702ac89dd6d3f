"""How the notice writes goals and lists of units."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ...measures.report import Report
from ...measures.results import Share
from ..shares import goal as spaced_goal

_LISTED, _LISTED_AT_MOST = 3, 5
"""Units that a sentence names as those most concerned; equal ones are named together or not at all."""

_HAN = "[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]"
_GAP = re.compile(rf"(?<={_HAN}) +(?=[0-9])|(?<=[0-9%]) +(?={_HAN})")


def tight(text: str) -> str:
    """Close the gaps that views leave between figures and Chinese; official documents have none."""
    return _GAP.sub("", text)


def goal(share: Share) -> str:
    """Give what is to be reached: 90%, 10个. There must be a goal."""
    assert share.target is not None
    return tight(spaced_goal(share.target, share.grain))


def listed(texts: Iterable[str]) -> str:
    """Join the items of a list."""
    return "、".join(texts)


def most_concerned(counts: Sequence[tuple[str, int]]) -> Sequence[tuple[str, int]]:
    """Give the units with the highest counts, in the order of the units where equal; empty if none stands out.

    Units with the same count are named together or not at all: a notice that names one of two equals is unjust.
    """
    ranked = sorted(((unit, count) for unit, count in counts if count), key=lambda item: -item[1])
    chosen: list[tuple[str, int]] = []
    for count in dict.fromkeys(count for _, count in ranked):
        equals = [item for item in ranked if item[1] == count]
        if len(chosen) >= _LISTED or len(chosen) + len(equals) > _LISTED_AT_MOST:
            break
        chosen += equals
    return chosen


def units_of(report: Report) -> tuple[str, ...]:
    """Give the units that the report shows."""
    return tuple(unit for unit in report.coverage.units if unit != report.coverage.whole)


def plan_name(report: Report) -> str:
    """Give the policy's name without quotes of its own: the notice sets it in some."""
    return report.policy.name.strip("“”\"'「」")
