"""How the notice writes goals and lists of units."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from ...measures.follow_up import FollowUp, UnitCounts
from ...measures.report import Report
from ...measures.results import Lacking, Share
from ..follow import brought_up, sentence
from ..shares import goal as spaced_goal
from ..shares import reach as spaced_reach
from . import wording

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


def reach(share: Share) -> str:
    """Give what is to be done: 达到90%, 控制在3家以内. There must be a goal."""
    assert share.target is not None
    return tight(spaced_reach(share.target, share.grain))


def rate(share: Share) -> str:
    """Give a rate as sentences write it: a whole number of per cent without decimals, 60%."""
    exact = share.exact
    whole = exact is not None and (exact * 100).denominator == 1
    return share.percent.replace(".00%", "%") if whole else share.percent


def follow_up(follow: FollowUp, counts: UnitCounts) -> str:
    """Say how far the 销号台账 of a unit is, and of which date it is."""
    return wording.FOLLOW.format(unit=counts.unit, told=tight(sentence(counts)), of=tight(brought_up(follow)))


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


def counted(counts: Sequence[tuple[str, int]], measure: str) -> str:
    """List units with their counts, the highest first, equal ones together: 甲乡3家，乙镇、丙乡各1家."""
    ranked = sorted(((unit, count) for unit, count in counts if count), key=lambda item: -item[1])
    alike = ((count, [unit for unit, _ in units]) for count, units in groupby(ranked, key=lambda item: item[1]))
    return "，".join(
        (wording.UNITS_COUNT if len(units) > 1 else wording.UNIT_COUNT).format(
            units=listed(units), n=count, measure=measure
        )
        for count, units in alike
    )


def spread(counts: Sequence[tuple[str, int]], measure: str) -> str:
    """Say where so many are: all units if they are few, else those that stand out."""
    most = most_concerned(counts)
    if len(most) == sum(count > 0 for _, count in counts):
        return wording.PROBLEM_EACH.format(list=counted(counts, measure))
    return wording.PROBLEM_MOST.format(list=counted(most, measure)) if most else ""


def told(lacking: Lacking) -> str:
    """Tell all that somebody lacks, figures once: 应建未建（正式党员4人）；未建工会、未建团组织（职工8人）."""
    by_detail: dict[str, list[str]] = {}
    for gap in lacking.gaps:
        by_detail.setdefault(gap.detail, []).append(gap.title)
    return tight(
        "；".join(f"{listed(titles)}（{detail}）" if detail else listed(titles) for detail, titles in by_detail.items())
    )


def units_of(report: Report) -> tuple[str, ...]:
    """Give the units that the report shows."""
    return tuple(unit for unit in report.coverage.units if unit != report.coverage.whole)


def plan_name(report: Report) -> str:
    """Give the policy's name without quotes of its own: the notice sets it in some."""
    return report.policy.name.strip("“”\"'「」")
