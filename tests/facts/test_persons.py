"""The same person counts once, on however many rows, sheets and files; two of one name stay two."""

from __future__ import annotations

from datetime import datetime
from itertools import permutations
from typing import Any

import pytest

from rosters import codes, linked, roster, shuffled, values

LEDGER = [{"name": name, "township": "古城乡"} for name in ("甲", "乙")]
BORN, OTHER_DAY = datetime(1980, 5, 1), datetime(1990, 5, 1)


def _counted(*rows: dict[str, Any]) -> list[int]:
    """Give how many members 甲 and 乙 have by a register of people called 张伟, all of 甲 unless they say otherwise."""
    people = [{"name": "张伟", "enterprise": "甲", "category": "正式党员", **row} for row in rows]
    return values(linked(roster(LEDGER, members=people)).enterprises, "members")


@pytest.mark.parametrize(
    ("first", "second", "people"),
    [
        ({}, {}, 2),
        ({"identity_number": "a"}, {"identity_number": "a"}, 1),
        ({"identity_number": "a"}, {"identity_number": "b"}, 2),
        ({"identity_number": "a"}, {}, 2),
        *(({column: BORN}, {column: BORN}, 1) for column in ("born_on", "joined_on")),
        *(({column: BORN}, {column: OTHER_DAY}, 2) for column in ("born_on", "joined_on")),
        ({"phone": "p"}, {"phone": "p"}, 1),
        ({"phone": "p"}, {"phone": "q"}, 2),
        ({"phone": "p"}, {"phone": "p", "name": "李娜"}, 2),
        ({"born_on": BORN, "phone": "p"}, {"born_on": BORN, "phone": "q"}, 2),
        ({"born_on": BORN, "joined_on": BORN}, {"born_on": BORN, "joined_on": OTHER_DAY}, 2),
        ({"born_on": BORN, "identity_number": "a"}, {"born_on": BORN}, 1),
        ({"born_on": BORN, "identity_number": "a"}, {"born_on": BORN, "identity_number": "b"}, 2),
        ({"identity_number": "a", "born_on": BORN}, {"identity_number": "a", "born_on": OTHER_DAY}, 1),
        ({"branch": "一支部"}, {"branch": "一支部"}, 2),
        ({"branch": "一支部"}, {"branch": "一支部", "_file": "二季度.xlsx"}, 1),
        ({"branch": "一支部"}, {"branch": "二支部", "_file": "二季度.xlsx"}, 2),
        ({"branch": "一支部", "phone": "p"}, {"branch": "一支部", "phone": "q", "_file": "二季度.xlsx"}, 2),
    ],
)
def test_two_rows_are_one_person_or_two(first: dict[str, Any], second: dict[str, Any], people: int) -> None:
    assert _counted(first, second) == [people, 0]
    assert _counted(second, first) == [people, 0]


@pytest.mark.thorough
def test_what_leads_from_one_row_to_another_makes_them_one() -> None:
    """The first two rows have nothing in common but the third."""
    rows = [{"phone": "p"}, {"born_on": BORN}, {"phone": "p", "born_on": BORN}]

    assert {tuple(_counted(*order)) for order in permutations(rows)} == {(1, 0)}


@pytest.mark.thorough
def test_a_row_that_may_be_either_of_two_people_s_is_no_third() -> None:
    rows = [{"identity_number": "a", "born_on": BORN}, {"identity_number": "b", "born_on": BORN}, {"born_on": BORN}]

    assert {tuple(_counted(*order)) for order in permutations(rows)} == {(2, 0)}


def test_of_two_workplaces_the_later_one_holds() -> None:
    rows = [
        {"phone": "p", "_file": "2021年12月.xlsx", "enterprise": "乙"},
        {"phone": "p", "_file": "2021年6月.xlsx", "enterprise": "甲"},
    ]

    assert _counted(*rows) == _counted(*reversed(rows)) == [0, 1]


def test_where_nothing_tells_the_later_one_it_is_unknown() -> None:
    people = [{"name": "张伟", "phone": "p", "category": "正式党员", "enterprise": name} for name in ("甲", "乙")]
    facts = linked(roster(LEDGER, members=people))

    assert values(facts.enterprises, "members") == [0, 0]
    assert codes(facts) == [("MEMBER_TWO_WORKPLACES", 3, "工作单位")]


def test_a_person_who_is_full_and_probationary_is_a_member_and_no_more_is_known() -> None:
    people = [{"name": "张伟", "phone": "p", "enterprise": "甲", "category": word} for word in ("正式党员", "预备党员")]
    facts = linked(roster(LEDGER, members=[*people, {"name": "李娜", "enterprise": "甲", "category": "正式党员"}]))

    assert values(facts.enterprises, "members") == [2, 0]
    assert values(facts.enterprises, "full_members") == [1, 0]


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_rows_is_all_one(seed: int) -> None:
    people = [
        {
            "name": "张伟",
            "enterprise": "甲",
            "category": "正式党员",
            "phone": phone,
            "born_on": born,
            "joined_on": joined,
        }
        for phone in ("p", "q", None)
        for born in (BORN, None)
        for joined in (BORN, OTHER_DAY, None)
    ]
    source = roster(LEDGER, members=people)
    counts = [values(linked(each).enterprises, "members") for each in (source, shuffled(source, seed))]

    assert counts[0] == counts[1]
