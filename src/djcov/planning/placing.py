"""Enterprises of one township into joint organisations: those close together first, then across it (S6)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .group_arithmetic import grouped, most
from .places import ANYWHERE, Place


@dataclass(frozen=True, slots=True)
class Seat:
    """An enterprise that looks for others: where it is, and its full members."""

    place: Place
    weight: int


@dataclass(frozen=True, slots=True)
class Room:
    """An existing joint organisation: in which places it is, and how many more enterprises it may take."""

    places: frozenset[Place]
    free: int


@dataclass(frozen=True)
class Joined:
    """Who goes where, all by index; whoever is in neither is left over."""

    groups: Sequence[Sequence[int]]
    """New groups of seats."""
    taken_in: Mapping[int, int]
    """The room of a seat that an existing organisation takes in."""

    @property
    def covered(self) -> int:
        """How many seats are provided for."""
        return sum(map(len, self.groups)) + len(self.taken_in)


def joined(seats: Sequence[Seat], rooms: Sequence[Room], due: int, limit: int) -> Joined:
    """Provide for as many seats as possible (see :mod:`.packing`); among ways that do, prefer those close together."""
    near = _places_first(seats, rooms, due, limit)
    weights = [seat.weight for seat in seats]
    possible = min(len(seats), len(most(weights, due, limit)) * limit + sum(room.free for room in rooms))
    return near if near.covered >= possible else _anywhere(seats, rooms, due, limit)


def _places_first(seats: Sequence[Seat], rooms: Sequence[Room], due: int, limit: int) -> Joined:
    groups: list[list[int]] = []
    left = list(range(len(seats)))
    for place in sorted({seat.place for seat in seats} - {ANYWHERE}):
        groups += _among([each for each in left if seats[each].place == place], seats, due, limit)
    left = _without(left, groups)
    taken_in: dict[int, int] = {}
    _take_in(left, seats, rooms, taken_in, near=True)
    left = [each for each in left if each not in taken_in]
    groups += _among(left, seats, due, limit)
    for each in _without(left, groups):
        open_ones = [group for group in groups if len(group) < limit]
        if open_ones:
            min(open_ones, key=len).append(each)
    _take_in(_without(left, groups), seats, rooms, taken_in, near=False)
    return Joined(groups, taken_in)


def _anywhere(seats: Sequence[Seat], rooms: Sequence[Room], due: int, limit: int) -> Joined:
    everybody = list(range(len(seats)))
    groups = _among(everybody, seats, due, limit)
    taken_in: dict[int, int] = {}
    left = _without(everybody, groups)
    _take_in(left, seats, rooms, taken_in, near=True)
    _take_in([each for each in left if each not in taken_in], seats, rooms, taken_in, near=False)
    return Joined(groups, taken_in)


def _among(chosen: Sequence[int], seats: Sequence[Seat], due: int, limit: int) -> list[list[int]]:
    """Group some of the seats."""
    groups = grouped([seats[each].weight for each in chosen], due, limit)
    return [[chosen[index] for index in group] for group in groups]


def _without(chosen: Iterable[int], groups: Iterable[Sequence[int]]) -> list[int]:
    taken = {each for group in groups for each in group}
    return [each for each in chosen if each not in taken]


def _take_in(
    chosen: Iterable[int], seats: Sequence[Seat], rooms: Sequence[Room], taken_in: dict[int, int], *, near: bool
) -> None:
    """Give each seat to the existing organisation with most room, near ones only if ``near``."""
    used = Counter(taken_in.values())
    for each in chosen:
        free = {
            index: room.free - used[index]
            for index, room in enumerate(rooms)
            if room.free > used[index] and (not near or seats[each].place in room.places)
        }
        if free:
            taken_in[each] = max(free, key=lambda index: free[index])
            used[taken_in[each]] += 1
