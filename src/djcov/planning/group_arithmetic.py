"""Groups of few members each that together have enough: the arithmetic of joint organisations (S6).

*Weights* are numbers of full members, each less than ``due``; a group has at most ``limit`` items and weighs ``due`` at
least. Wanted are the fewest items left over, then the fewest groups.

With G groups at most, no way of grouping covers more than min(n, G · limit) items of n; and that many are covered by
filling up min(G, n / limit rounded up) of those groups, since a group that has enough may take anybody. So all depends
on finding G. For ``due`` up to 3, the plan's, :func:`most` finds it. Weights are then 1 and 2 (a 0 never helps), and a
group needs two 2s, or a 2 and a 1, or three 1s. Let there be a 2s and b 1s. If a ≤ b, a pairs of a 2 and a 1 weigh
exactly 3, and the 1s that are left make threes, where ``limit`` allows them: no member is wasted but the last two. If
a > b, every group needs a 2, and only b of them can do with one: b + (a - b) / 2 groups.

Beyond 3 this is bin covering, which is NP-hard: the same steps then give good groups, not surely the most, and the
plan says so. The tests hold both against trying everything. A solver would say no more for the plan's own number, and
weigh more than all of djcov.
"""

from __future__ import annotations

from collections.abc import Sequence

EXACT = 3
"""Up to this ``due`` nothing better exists."""


def grouped(weights: Sequence[int], due: int, limit: int) -> list[list[int]]:
    """Group the items, given by their indices; earlier ones first where weights are equal."""
    groups = most(weights, due, limit)[: -(-len(weights) // limit)]
    taken = {item for group in groups for item in group}
    for item in _heaviest_first(weights):
        open_ones = [group for group in groups if len(group) < limit]
        if item not in taken and open_ones:
            min(open_ones, key=len).append(item)
    return groups


def most(weights: Sequence[int], due: int, limit: int) -> list[list[int]]:
    """Give as many groups as there can be, each no larger than it must."""
    left = [item for item in _heaviest_first(weights) if weights[item]]
    groups: list[list[int]] = []
    while group := _next(left, weights, due, limit):
        groups.append(group)
        left = [item for item in left if item not in group]
    return groups


def _next(left: Sequence[int], weights: Sequence[int], due: int, limit: int) -> list[int]:
    """Give the group of the heaviest item: completed by the lightest one that is enough, else with the next heaviest.

    Empty if nobody is left, or not enough.
    """
    group: list[int] = []
    rest = list(left)
    while rest and len(group) < limit:
        lacking = due - sum(weights[item] for item in group)
        enough = [item for item in reversed(rest) if weights[item] >= lacking]
        if group and enough:
            lightest = min(enough, key=lambda item: weights[item])
            return [*group, lightest]
        group.append(rest.pop(0))
    return []


def _heaviest_first(weights: Sequence[int]) -> list[int]:
    return sorted(range(len(weights)), key=lambda item: -weights[item])
