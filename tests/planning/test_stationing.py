"""Instructors for enterprises, held against trying everything."""

from __future__ import annotations

from itertools import product
from random import Random

import pytest

from djcov.facts.scope import NO_UNIT
from djcov.planning.integer_programs import Program
from djcov.planning.stationing import Server, Want, stationed

DISTRICTS = 300


def _want(unit: str, place: str = "", *, later: bool = False) -> Want:
    return Want(unit, later, (("village", place),) if place else ())


def _server(unit: str, place: str, load: int) -> Server:
    return Server(unit, load, (("village", place),) if place else ())


@pytest.mark.parametrize(
    ("places", "persons", "expected"),
    [
        ([], [("东", 0)], {}),
        (["东"], [], {}),
        (["东"], [("东", 3)], {}),
        (["东", "西"], [("西", 0), ("东", 0)], {0: 1, 1: 0}),
        (["东", "东"], [("西", 1)], {0: 0, 1: 0}),
        (["东", "东"], [("东", 1), ("西", 0)], {0: 0, 1: 1}),
    ],
)
def test_as_even_as_can_be_and_then_the_nearest(
    places: list[str], persons: list[tuple[str, int]], expected: dict[int, int]
) -> None:
    wants = [_want("古城乡", place) for place in places]
    assert stationed(wants, [_server("古城乡", *each) for each in persons], 3, 60) == (expected, True)


def test_an_instructor_without_a_unit_goes_where_one_fewer_must_be_found() -> None:
    wants = [*[_want("古城乡")] * 4, *[_want("小屯乡")] * 3]
    found, _ = stationed(wants, [_server(NO_UNIT, "", 2)], 3, 60)

    assert [wants[each].unit for each in found] == ["古城乡"]


def _worth(pairs: dict[int, int], wants: list[Want], servers: list[Server], limit: int) -> tuple[int, ...]:
    """How good it is, thing by thing; the more the better."""
    loads = [server.load + sum(at == person for person in pairs.values()) for at, server in enumerate(servers)]
    waiting = [want.unit for each, want in enumerate(wants) if each not in pairs]
    near = [
        servers[at].unit == wants[each].unit and set(servers[at].places) & set(wants[each].places)
        for each, at in pairs.items()
    ]
    return (
        len(pairs),
        sum(not wants[each].later for each in pairs),
        -sum(-(-waiting.count(unit) // limit) for unit in set(waiting)),
        -sum(load * load for load in loads),
        sum(map(bool, near)),
    )


def test_nothing_better_is_found_by_trying_everything() -> None:
    limit = 2
    for seed in range(DISTRICTS):
        random = Random(seed)
        units, places = ["古城乡", "小屯乡"], ["", "东", "西"]
        wants = [
            _want(random.choice(units), random.choice(places), later=random.random() < 0.4)
            for _ in range(random.randint(0, 5))
        ]
        servers = [
            _server(random.choice([*units, NO_UNIT]), random.choice(places), random.randint(0, limit))
            for _ in range(random.randint(0, 3))
        ]
        ways = (
            {each: at for each, at in enumerate(way) if at is not None}
            for way in product([None, *range(len(servers))], repeat=len(wants))
        )

        def allowed(pairs: dict[int, int], wants: list[Want] = wants, servers: list[Server] = servers) -> bool:
            return all(
                server.load + list(pairs.values()).count(at) <= max(limit, server.load)
                for at, server in enumerate(servers)
            ) and all(servers[at].unit in (NO_UNIT, wants[each].unit) for each, at in pairs.items())

        found, optimal = stationed(wants, servers, limit, 60)
        assert optimal and allowed(found), seed
        best = max(_worth(way, wants, servers, limit) for way in ways if allowed(way))
        assert _worth(found, wants, servers, limit) == best, seed


@pytest.mark.parametrize(("solved", "expected"), [(0, {}), (1, {0: 0, 1: 0})])
def test_what_is_not_found_in_time_is_not_proved(
    solved: int, expected: dict[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of whom the time gave anybody, the distance alone is left open."""
    best, calls = Program.best, iter(range(9))
    monkeypatch.setattr(Program, "best", lambda *asked: best(*asked) if next(calls) < solved else None)
    wants = [_want("古城乡", "东"), _want("古城乡", "东")]
    assert stationed(wants, [_server("古城乡", "东", 0)], 3, 60) == (expected, False)
