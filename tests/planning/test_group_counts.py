"""Joint organisations of a township: nothing better is found by trying everything, whatever is preferred."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from random import Random

import pytest

from djcov.planning.group_counts import Prefer, Rules, Sort, cores, counted, regardless
from djcov.planning.integer_programs import Program, Solution
from djcov.planning.naming import seated
from djcov.planning.places import Place
from djcov.planning.placing import Room

DISTRICTS = 300
SEATS = 5


def _ways(seats: int, rooms: int) -> Iterator[tuple[list[list[int]], dict[int, int]]]:
    """Every way to put seats into new groups, into rooms, or nowhere."""
    if not seats:
        yield [], {}
        return
    last = seats - 1
    for groups, taken in _ways(last, rooms):
        yield groups, taken
        yield [*groups, [last]], taken
        for at in range(len(groups)):
            yield [[*group, last] if index == at else group for index, group in enumerate(groups)], taken
        for room in range(rooms):
            yield groups, {**taken, last: room}


def _places(sort: Sort) -> set[Place]:
    return set(sort.places)


def _worth(
    sorts: list[Sort], rooms: list[Room], rules: Rules, groups: list[list[int]], taken: dict[int, int]
) -> tuple[int, int, int] | None:
    """Enterprises covered, new organisations, and enterprises in their own place; None if a rule is broken."""
    for group in groups:
        if len(group) > rules.limit or sum(sorts[each].weight for each in group) < rules.due:
            return None
    if any(number > rooms[at].free for at, number in Counter(taken.values()).items()):
        return None
    near = sum(bool(_places(sorts[each]) & rooms[at].places) for each, at in taken.items())
    near += sum(len(group) for group in groups if set.intersection(*(_places(sorts[each]) for each in group)))
    return sum(map(len, groups)) + len(taken), len(groups), near


def _district(seed: int) -> tuple[list[Sort], list[Room], int, int]:
    random = Random(seed)
    due = random.choice([2, 3, 3, 3, 4])
    sorts = [
        Sort(random.choice(["", "东", "西"]), random.choice(["", "", "园"]), random.randrange(due))
        for _ in range(random.randint(1, SEATS))
    ]
    everywhere: list[Place] = [("village", "东"), ("village", "西"), ("park", "园")]
    rooms = [
        Room(frozenset(random.sample(everywhere, random.randint(0, 2))), random.randint(0, 2))
        for _ in range(random.randint(0, 2))
    ]
    return sorts, rooms, due, random.randint(2, 5)


@pytest.mark.parametrize("half", [0, 1])
def test_nothing_better_is_found_by_trying_everything(half: int) -> None:
    for seed in range(half, DISTRICTS, 2):
        sorts, rooms, due, limit = _district(seed)
        free = Counter[frozenset[Place]]()
        for room in rooms:
            free[room.places] += room.free
        rules = Rules(due, limit)
        worths = {_worth(sorts, rooms, rules, *way) for way in _ways(len(sorts), len(rooms))} - {None}
        preferred: tuple[Prefer, ...] = ("fewest", "nearest")
        for prefer in preferred:
            counts = counted(Counter(sorts), free, Rules(due, limit, prefer))
            assert counts, seed
            found = seated(sorts, rooms, counts)
            worth = _worth(sorts, rooms, rules, [list(group) for group in found.groups], dict(found.taken_in))
            assert worth == max(
                (each for each in worths if each),
                key=lambda each: (each[0], -each[1], each[2]) if prefer == "fewest" else (each[0], each[2], -each[1]),
            ), (seed, prefer)
            assert (counts.covered.gap, counts.new.gap, counts.in_place.gap) == (0, 0, 0)
            assert (counts.covered.reached, counts.new.reached, counts.in_place.reached) == worth


@pytest.mark.parametrize("due", range(1, 8))
def test_of_a_core_nobody_can_be_spared(due: int) -> None:
    for core in cores(due, 5):
        assert sum(core) >= due > sum(core) - min(core)


def test_with_ones_and_twos_groups_are_as_many_as_the_three_conditions_allow() -> None:
    """A twos and b ones make m groups iff 3m ≤ 2a+b, 2m ≤ a+b and a+b ≤ 5m."""
    for twos in range(9):
        for ones in range(9):
            sorts = Counter({Sort("", "", 2): twos, Sort("", "", 1): ones})
            possible = [
                groups
                for groups in range(20)
                if 3 * groups <= 2 * twos + ones and 2 * groups <= twos + ones <= 5 * groups
            ]
            counts = counted(+sorts, {}, Rules(3, 5))
            assert counts
            if possible:
                assert (counts.covered.reached, counts.new.reached) == (twos + ones, min(possible)), (twos, ones)


ONES = Counter({Sort("", "", 1): 6})


@pytest.mark.parametrize(
    ("free", "most_new", "most_covered", "expected"),
    [
        (0, None, None, (6, 2)),
        (0, 1, None, (5, 1)),
        (2, None, None, (6, 1)),
        (0, None, 6, (6, 2)),
        (4, None, 4, (4, 0)),
        (0, None, 4, None),  # a group may not be filled then
    ],
)
def test_how_many_wherever_they_are(
    free: int, most_new: int | None, most_covered: int | None, expected: tuple[int, int] | None
) -> None:
    rooms = Counter({frozenset[Place](): free})
    assert regardless(ONES, rooms, Rules(3, 5, most_new=most_new, most_covered=most_covered)) == expected


def test_without_a_solution_in_time_there_are_no_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Program, "best", lambda *_: None)
    rules = Rules(3, 5)
    assert (regardless(ONES, {}, rules), counted(ONES, {}, rules)) == (None, None)


def test_what_is_not_proved_holds_for_no_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Program, "best", lambda *_: Solution((0,), (1,), (2,)))
    assert regardless(ONES, {}, Rules(3, 5)) is None
