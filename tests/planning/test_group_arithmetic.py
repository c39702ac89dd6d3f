"""Groups of few members each: nothing better is found by trying everything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations_with_replacement

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from djcov.planning.group_arithmetic import EXACT, grouped, most
from djcov.planning.placing import Room, Seat, joined
from effort import examples


def _partitions(items: list[int]) -> Iterator[list[list[int]]]:
    """Every way to put items into groups; the first group of each way is who stays out."""
    if not items:
        yield [[]]
        return
    first, *rest = items
    for ways in _partitions(rest):
        for at in range(len(ways)):
            yield [[*group, first] if index == at else group for index, group in enumerate(ways)]
        yield [*ways, [first]]


def _ways(weights: Sequence[int], due: int, limit: int) -> Iterator[tuple[int, list[list[int]]]]:
    for out, *groups in _partitions(list(range(len(weights)))):
        if all(len(group) <= limit and sum(weights[each] for each in group) >= due for group in groups):
            yield len(out), groups


def _is_allowed(groups: Sequence[Sequence[int]], weights: Sequence[int], due: int, limit: int) -> bool:
    everybody = [each for group in groups for each in group]
    return len(set(everybody)) == len(everybody) and all(
        len(group) <= limit and sum(weights[each] for each in group) >= due for group in groups
    )


SMALL = [
    (weights, due, limit)
    for due in (2, EXACT)
    for limit in (1, 2, 3, 4, 5)
    for number in range(7)
    for weights in combinations_with_replacement(range(due), number)
]


def test_no_grouping_leaves_fewer_over_or_has_fewer_groups_then() -> None:
    """All multisets of up to six."""
    for weights, due, limit in SMALL:
        ways = list(_ways(weights, due, limit))
        found = grouped(weights, due, limit)

        assert _is_allowed(found, weights, due, limit)
        left = len(weights) - sum(map(len, found))
        best = min(out for out, _ in ways)
        assert (left, len(found)) == (best, min(len(groups) for out, groups in ways if out == best)), (weights, limit)
        assert len(most(weights, due, limit)) == max(len(groups) for _, groups in ways)


@pytest.mark.parametrize(
    ("weights", "groups"),
    [
        ([], []),
        ([2], []),
        ([1, 1], []),
        ([1, 2], [[1, 0]]),
        ([0, 1, 2, 1, 1], [[2, 4, 1, 3, 0]]),
        ([1, 1, 1, 1, 1, 1], [[0, 1, 5], [2, 3, 4]]),
        ([2, 2, 2, 2, 2, 2], [[0, 5, 2], [1, 4, 3]]),
    ],
)
def test_few_groups_of_even_sizes(weights: list[int], groups: list[list[int]]) -> None:
    assert sorted(map(sorted, grouped(weights, 3, 5))) == sorted(map(sorted, groups))


@given(st.lists(st.integers(0, 6), max_size=30), st.integers(1, 7))
@settings(max_examples=examples(60))
def test_any_number_that_is_due_gives_groups_that_are_allowed(weights: list[int], limit: int) -> None:
    assert _is_allowed(grouped(weights, 7, limit), weights, 7, limit)


SEATS = st.lists(st.builds(Seat, st.sampled_from(["", "东村", "西村"]), st.integers(0, 2)), max_size=6)
ROOMS = st.lists(st.builds(Room, st.frozensets(st.sampled_from(["东村", "西村"])), st.integers(0, 2)), max_size=2)


@given(SEATS, ROOMS, st.integers(2, 5))
@settings(max_examples=examples(60))
def test_nobody_is_left_over_whom_any_way_would_provide_for(seats: list[Seat], rooms: list[Room], limit: int) -> None:
    found = joined(seats, rooms, 3, limit)
    weights = [seat.weight for seat in seats]

    assert _is_allowed(found.groups, weights, 3, limit)
    assert not {each for group in found.groups for each in group} & set(found.taken_in)
    for index, room in enumerate(rooms):
        assert list(found.taken_in.values()).count(index) <= room.free
    free = sum(room.free for room in rooms)
    best = min(max(out - free, 0) for out, _ in _ways(weights, 3, limit))
    assert len(seats) - found.covered == best


def _in(*places: str) -> list[Seat]:
    return [Seat(place, 2) for place in places]


@pytest.mark.parametrize(
    ("seats", "rooms", "groups", "taken_in"),
    [
        (_in("东", "西", "东", "西"), [], [[0, 2], [1, 3]], {}),
        (_in("东", "", "东", "西"), [], [[0, 2], [1, 3]], {}),
        (_in("东", "", "东"), [], [[0, 1, 2]], {}),
        (_in("东", "", "西"), [], [[0, 1, 2]], {}),
        (_in("东", "东", "西"), [Room(frozenset({"西"}), 1)], [[0, 1]], {2: 0}),
        # both are provided for only together: that goes before being close
        (_in("东", "西"), [Room(frozenset({"西"}), 1)], [[0, 1]], {}),
        (_in("东", "西", "北"), [Room(frozenset({"西"}), 1)], [[0, 2]], {1: 0}),
        (_in("东"), [Room(frozenset({"西"}), 1), Room(frozenset({"北"}), 3)], [], {0: 1}),
        (_in("东"), [Room(frozenset({"东"}), 0)], [], {}),
    ],
)
def test_those_close_together_first(
    seats: list[Seat], rooms: list[Room], groups: list[list[int]], taken_in: dict[int, int]
) -> None:
    found = joined(seats, rooms, 3, 5)

    assert sorted(map(sorted, found.groups)) == sorted(map(sorted, groups))
    assert found.taken_in == taken_in
