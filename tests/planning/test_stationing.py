"""Instructors for enterprises of one township, held against trying everything."""

from __future__ import annotations

from collections import Counter
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from djcov.findings import Location
from djcov.measures.results import Subject
from djcov.planning.candidates import Person
from djcov.planning.stationing import stationed
from effort import examples


def _person(place: str, load: int) -> Person:
    return Person(Subject("instructor", "张*", "", "古城乡", Location()), place, load)


@pytest.mark.parametrize(
    ("places", "persons", "expected"),
    [
        ([], [("东", 0)], {}),
        (["东"], [], {}),
        (["东"], [("东", 3)], {}),
        (["东", "西"], [("西", 0), ("东", 0)], {0: 1, 1: 0}),
        (["东", "东", "东"], [("", 1), ("", 0)], {0: 1, 1: 0, 2: 1}),
        (["东", "东"], [("西", 2)], {0: 0}),
        (["西", "东"], [("东", 2)], {0: 0}),
        (["", ""], [("", 0), ("", 0)], {0: 0, 1: 1}),
    ],
)
def test_the_nearest_then_the_least_loaded(
    places: list[str], persons: list[tuple[str, int]], expected: dict[int, int]
) -> None:
    assert stationed(places, [_person(*person) for person in persons], 3) == expected


PLACES = st.sampled_from(["", "东", "西"])


@given(st.lists(PLACES, max_size=5), st.lists(st.builds(_person, PLACES, st.integers(0, 3)), max_size=3))
@settings(max_examples=examples(60))
def test_as_many_as_there_is_room_and_as_near_as_can_be(places: list[str], persons: list[Person]) -> None:
    found = stationed(places, persons, 2)

    def near(pairs: dict[int, int]) -> int:
        return sum(1 for each, index in pairs.items() if places[each] and persons[index].place == places[each])

    room = sum(max(2 - person.load, 0) for person in persons)
    assert list(found) == list(range(min(len(places), room))), "the most urgent first"
    ways = (dict(enumerate(way)) for way in product(range(len(persons)), repeat=len(found)))
    allowed = [way for way in ways if all(n + persons[index].load <= 2 for index, n in Counter(way.values()).items())]
    assert found in allowed
    assert near(found) == max(map(near, allowed))
