"""Targets: every unit against every dated goal of the policy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..errors import PolicyError
from ..facts import Facts
from ..policy import Target
from .coverage import coverage
from .registry import indicators_of
from .results import Aim, Share, Targets


def targets(facts: Facts, townships: Iterable[str] = ()) -> Targets:
    """Hold the whole district and its units, or only ``townships`` of them, against every goal.

    A goal that is a count is the whole district's, no single unit's. Raises UsageError for an unknown township,
    PolicyError for a goal whose indicator is unknown.
    """
    goals = _goals(facts)
    result = coverage(facts, townships=townships)
    rows: list[Aim] = []
    for unit in result.units:
        own = [goal for goal in goals if unit == result.whole or goal.count is None]
        rows += [_aim(facts, replace(result.share(goal.indicator, unit), target=goal), goal) for goal in own]
    return Targets(facts.as_of, result.whole, tuple(rows), facts.base)


def _goals(facts: Facts) -> list[Target]:
    """Give the goals by deadline; those of the same day stay in the policy's order."""
    unknown = ", ".join(_unknown(facts))
    if unknown:
        raise PolicyError(f"目标中的指标不存在：{unknown}", hint="运行 djcov policy check 检查政策文件。")
    return sorted(facts.policy.targets, key=lambda goal: goal.by)


def _unknown(facts: Facts) -> Iterator[str]:
    known = indicators_of(facts.policy)
    return (goal.indicator for goal in facts.policy.targets if goal.indicator not in known)


def _aim(facts: Facts, share: Share, goal: Target) -> Aim:
    in_force = facts.policy.target_in_force(goal.indicator, facts.as_of)
    return Aim(
        share=share,
        target=goal,
        clause=goal.clause or indicators_of(facts.policy)[goal.indicator].clause,
        days_left=(goal.by - facts.as_of).days,
        in_force=in_force is not None and in_force.by == goal.by,
    )
