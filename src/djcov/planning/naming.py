"""Counts become names, by an order that no order of rows can change."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from .group_counts import Core, Counts, Sort
from .places import ANYWHERE
from .placing import Joined, Room

_Queues = dict[Sort, deque[int]]


@dataclass
class _Seating:
    """Who has not been placed yet, by sort and in order, and where the others are."""

    queues: _Queues
    groups: list[list[int]] = field(default_factory=list[list[int]])
    taken_in: dict[int, int] = field(default_factory=dict[int, int])

    def take(self, wanted: Mapping[Sort, int]) -> list[int]:
        """Take so many of each sort, the first ones first."""
        return [self.queues[sort].popleft() for sort in sorted(wanted) for _ in range(wanted[sort])]

    def any_of(self, weights: Mapping[int, int]) -> list[int]:
        """Take so many of each weight, those of one place together."""
        wanted = dict(weights)
        chosen: dict[Sort, int] = {}
        for sort in sorted(self.queues):
            chosen[sort] = min(wanted.get(sort.weight, 0), len(self.queues[sort]))
            wanted[sort.weight] = wanted.get(sort.weight, 0) - chosen[sort]
        return self.take(chosen)


def seated(sorts: Sequence[Sort], rooms: Sequence[Room], counts: Counts) -> Joined:
    """Give who goes where, by index. ``sorts`` are the enterprises', in the order in which they are placed."""
    queues: _Queues = defaultdict(deque)
    for each, sort in enumerate(sorts):
        queues[sort].append(each)
    seating = _Seating(queues)
    free = [room.free for room in rooms]
    for places in sorted(counts.near, key=sorted):
        there = [at for at, room in enumerate(rooms) if room.places == places]
        _fill(seating.take(counts.near[places]), there, free, seating.taken_in)
    for place, wanted in counts.groups.items():
        members = seating.take(wanted)
        seating.groups += formed(members, sorts, counts.cores.get(place, {}))
    members = seating.any_of(counts.mixed)
    seating.groups += formed(members, sorts, counts.cores.get(ANYWHERE, {}))
    _fill(seating.any_of(counts.far), range(len(rooms)), free, seating.taken_in)
    return Joined(seating.groups, seating.taken_in)


def _fill(members: Iterable[int], there: Iterable[int], free: list[int], taken_in: dict[int, int]) -> None:
    """Give each of ``members`` a free place in the rooms that are ``there``, one room after the other."""
    places = (at for at in there for _ in range(free[at]))
    for each, at in zip(members, list(places), strict=False):
        taken_in[each] = at
        free[at] -= 1


def formed(members: Sequence[int], sorts: Sequence[Sort], cores: Mapping[Core, int]) -> list[list[int]]:
    """Form groups of members: each around a core, and about as large as the others; those of one place stay near."""
    queues: dict[int, deque[int]] = defaultdict(deque)
    for each in sorted(members, key=lambda each: (sorts[each], each)):
        queues[sorts[each].weight].append(each)
    groups = [[queues[weight].popleft() for weight in core] for core in sorted(cores) for _ in range(cores[core])]
    rest = sorted((each for queue in queues.values() for each in queue), key=lambda each: (sorts[each], each))
    groups.sort(key=lambda group: sorts[group[0]])
    left = len(rest)
    largest = _level([len(group) for group in groups], left)
    waiting = deque(rest)
    for group in groups:
        while waiting and len(group) < largest - 1:
            group.append(waiting.popleft())
    for group in groups:
        if waiting and len(group) < largest:
            group.append(waiting.popleft())
    return groups


def _level(sizes: Sequence[int], more: int) -> int:
    """Give the least size that the groups may all have so that ``more`` find room."""
    level = max(sizes, default=0) if not more else min(sizes, default=0)
    while sum(max(level - size, 0) for size in sizes) < more:
        level += 1
    return level
