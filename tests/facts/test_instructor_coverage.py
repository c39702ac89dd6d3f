"""Whether an instructor is stationed at an enterprise."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from rosters import codes, linked, roster, values

YES, NO, UNKNOWN = (True, True), (False, True), (False, False)


@pytest.mark.parametrize(
    ("row", "answer"),
    [
        ({"instructor": "张三"}, YES),
        ({"instructor": "有"}, YES),
        ({"instructor": "无"}, NO),
        ({"instructor": None}, UNKNOWN),
        ({"instructor_sent": True}, YES),
        ({"instructor_sent": False}, NO),
        ({"instructor_sent": None}, UNKNOWN),
        ({"instructor_sent": None, "instructor": "张三"}, YES),
        ({"instructor_sent": True, "instructor": None}, YES),
        ({"instructor_sent": False, "instructor": "张三"}, NO),
        ({"instructor": "张三", "instructor_since": date(2021, 12, 31)}, YES),
        ({"instructor": "张三", "instructor_since": date(2022, 1, 1)}, NO),
        ({"instructor": None, "instructor_since": date(2022, 1, 1)}, UNKNOWN),
        ({"employees": 3}, UNKNOWN),
    ],
)
def test_what_the_ledger_says(row: dict[str, Any], answer: tuple[bool, bool]) -> None:
    facts = linked(roster([{"name": "甲", "township": "古城乡", **row}])).enterprises

    assert (*values(facts, "stationed"), *values(facts, "stationed_known")) == answer


@pytest.mark.parametrize(
    ("instructor", "stationed"),
    [
        ({"enterprises": "甲"}, [True, False]),
        ({"enterprises": "乙、甲"}, [True, True]),
        ({"enterprises": "无"}, [False, False]),
        ({"enterprises": "甲", "since": date(2021, 12, 31)}, [True, False]),
        ({"enterprises": "甲", "since": date(2022, 1, 1)}, [False, False]),
    ],
)
def test_the_instructor_roster_decides(instructor: dict[str, Any], stationed: list[bool]) -> None:
    ledger = [{"name": name, "township": "古城乡"} for name in ("甲", "乙")]
    facts = linked(roster(ledger, instructors=[{"name": "张三", **instructor}])).enterprises

    assert values(facts, "stationed") == stationed
    assert values(facts, "stationed_known") == [True, True]


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        ({"instructor": "张三"}, "党建指导员", "已派驻"),
        ({"instructor_sent": True}, "是否派驻党建指导员", "已派驻"),
        ({"instructor_sent": None, "instructor": "张三"}, "党建指导员", "已派驻"),
    ],
)
def test_an_instructor_who_is_not_in_the_register_is_told(row: dict[str, Any], column: str, said: str) -> None:
    ledger = [{"name": "甲", "township": "古城乡", **row}, {"name": "乙", "township": "古城乡"}]
    facts = linked(roster(ledger, instructors=[{"name": "李四", "enterprises": "乙"}]))

    assert codes(facts) == [("INSTRUCTOR_DIFFERS", 2, column)]
    assert [found.message for found in facts.findings] == [f"企业台账为“{said}”，指导员花名册为“未派驻”，以花名册为准"]


def test_a_register_that_knows_more_than_the_ledger_is_told() -> None:
    ledger = [{"name": "甲", "township": "古城乡", "instructor": "无"}]
    facts = linked(roster(ledger, instructors=[{"name": "李四", "enterprises": "甲"}]))

    assert codes(facts) == [("INSTRUCTOR_DIFFERS", 2, "党建指导员")]


@pytest.mark.parametrize("instructor", ["李四", None])
def test_agreement_and_blanks_are_not_told(instructor: str | None) -> None:
    ledger = [{"name": "甲", "township": "古城乡", "instructor": instructor}]

    assert codes(linked(roster(ledger, instructors=[{"name": "李四", "enterprises": "甲"}]))) == []
