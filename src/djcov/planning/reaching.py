"""The fewest founding acts that reach a target: places in existing organisations first, then own, then joint ones.

Places in existing organisations take no founding. An own organisation covers one enterprise more; a joint one up to its
limit, and each further one of a township no more than the one before. So the acts that gain most reach the target with
the fewest; and of as few acts, as many as can be are own organisations, which have to be founded in any case (S5).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import accumulate, pairwise

from ..facts import Facts
from ..measures.coverage import coverage
from ..measures.lookup import choose
from ..measures.results import Share
from .candidates import Candidate
from .effect import after
from .group_counts import regardless
from .joint import Township, best, propose, rooms_of, why_not
from .results import Group, Own, Reach, Reaching

REACHABLE = ("org_coverage", "own_org_rate", "due_built")
"""The indicators that founding organisations brings up."""


@dataclass(frozen=True, slots=True)
class Goal:
    """A rate that an indicator is to reach, of the whole or in each unit."""

    indicator: str
    rate: Fraction
    by_unit: bool = False


@dataclass(frozen=True, slots=True)
class _Acts:
    """How many of each sort of act are taken."""

    own: int
    joint: tuple[tuple[int, int], ...]
    """By township, how many new ones, and how many enterprises join these and existing ones."""


def reach(facts: Facts, only: Sequence[str], goal: Goal, here: Sequence[Township], own: Sequence[Own]) -> Reach:
    """Give what reaches a goal. Raises UsageError for an indicator that no founding brings up."""
    choose("可用 --reach 的指标", [goal.indicator], REACHABLE)
    before = coverage(facts, "township", only)
    by_unit = goal.by_unit or bool(only)
    units = [each.unit for each in here] if by_unit else [before.whole]
    wanted = [each for each in own if goal.indicator == "own_org_rate" or not each.leaves]
    joint = here if goal.indicator == "org_coverage" else ()
    rows: list[tuple[str, tuple[Own, ...], tuple[Group, ...]]] = []
    for unit in units:
        mine = [each for each in wanted if not by_unit or each.subject.township == unit]
        theirs = [each for each in joint if not by_unit or each.unit == unit]
        short = _lacking(before.share(goal.indicator, unit), goal)
        acts = _fewest(short, len(mine), [_gains(each) for each in theirs])
        groups = [group for each, taken in zip(theirs, acts.joint, strict=True) for group in _taken(each, taken, facts)]
        rows.append((unit, tuple(mine[: acts.own]), tuple(groups)))
    founded = [each for _, some, _ in rows for each in some]
    joined = [each for _, _, some in rows for each in some]
    then = coverage(after(facts, founded, joined), "township", only)
    why = _why(facts, here)
    found = [
        _row(before.share(goal.indicator, unit), then.share(goal.indicator, unit), goal, alone, groups, why)
        for unit, alone, groups in rows
    ]
    name = before.share(goal.indicator, units[0]).name if units else ""
    return Reach(goal.indicator, name, goal.rate, by_unit, tuple(found))


def _lacking(share: Share, goal: Goal) -> int:
    """Give how many more in the numerator reach the goal."""
    wanted = goal.rate * share.denominator
    return max(-(-wanted.numerator // wanted.denominator) - share.numerator, 0)


def _gains(here: Township) -> tuple[int, ...]:
    """Give how many the existing organisations of a township can take in, and what each new one then adds."""
    free = sum(room.free for room in here.rooms)
    number = len(here.eligible)
    least = (
        regardless(Counter(each.sort for each in here.eligible), rooms_of(here), here.rules) if here.anywhere else None
    )
    if least is None:
        groups, _ = best(here)
        return (len(groups.taken_in), *sorted(map(len, groups.groups), reverse=True))
    covered, new = least
    sums = [min(number, covered, free + here.rules.limit * groups) for groups in range(new + 1)]
    return (sums[0], *(more - less for less, more in pairwise(sums)))


def _fewest(short: int, own: int, gains: Sequence[Sequence[int]]) -> _Acts:
    """Choose the acts. ``gains``: by township, those of the existing organisations together, then of each new one."""
    left = short
    taken = [[0, 0] for _ in gains]
    for at, (existing, *_) in enumerate(gains):
        taken[at][1] = min(existing, left)
        left -= taken[at][1]
    new = sorted(((-gain, at) for at, each in enumerate(gains) for gain in each[1:]))
    acts = _number(left, own, [-gain for gain, _ in new])
    for gain, at in new[: acts[1]]:
        taken[at][0] += 1
        taken[at][1] -= gain
    return _Acts(acts[0], tuple((groups, covered) for groups, covered in taken))


def _number(left: int, own: int, gains: Sequence[int]) -> tuple[int, int]:
    """Give how many own and new joint organisations are founded; ``gains`` of the joint ones, the largest first."""
    if left <= 0:
        return 0, 0
    sums = list(accumulate(gains, initial=0))
    ways = [(max(left - total, 0), groups) for groups, total in enumerate(sums)]
    possible = [(alone + groups, -alone, alone, groups) for alone, groups in ways if alone <= own]
    if not possible:
        return own, len(gains)
    return min(possible)[2:]


def _taken(here: Township, taken: tuple[int, int], facts: Facts) -> tuple[Group, ...]:
    """Give the groups of a township if only some new ones are founded, and only so many enterprises covered."""
    new, covered = taken
    if not covered:
        return ()
    few = replace(here, rules=replace(here.rules, most_new=new, most_covered=covered))
    return propose(few, facts.policy, attach=False).groups


def _why(facts: Facts, here: Sequence[Township]) -> dict[str, Counter[str]]:
    """Give why enterprises without organisation join nobody at all, by unit."""
    return {
        each.unit: Counter(reason for one in each.open_ones if not one.founds and (reason := _reason(one, facts)))
        for each in here
    }


def _reason(one: Candidate, facts: Facts) -> str:
    found = why_not(one, facts.policy)
    return found[0] if found else ""


def _row(
    before: Share,
    then: Share,
    goal: Goal,
    own: tuple[Own, ...],
    groups: tuple[Group, ...],
    why: dict[str, Counter[str]],
) -> Reaching:
    short = _lacking(then, goal)
    reasons: Counter[str] = Counter()
    for unit, found in why.items():
        reasons += found if unit == before.unit or before.unit not in why else Counter()
    texts = [
        f"{reason} {number} 家" for reason, number in sorted(reasons.items(), key=lambda each: (-each[1], each[0]))
    ]
    return Reaching(
        before.unit,
        before,
        then,
        _lacking(before, goal),
        own,
        groups,
        short,
        ("；".join(texts) or "可以联合的企业已全部列入") if short else "",
    )
