"""三清: whether a row knows all that the plan asks of a roster."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from rosters import linked, roster, values

BASIC: dict[str, Any] = {
    "name": "甲",
    "uscc": "91410000MA4400001A",
    "township": "古城乡",
    "type": "有限责任公司",
    "status": "正常",
    "employees": 0,
    "registered_on": date(2019, 1, 1),
}
MASS = {"union": True, "youth_league": False, "womens_federation": False}


def test_all_basic_columns_known_is_clear() -> None:
    assert values(linked(roster([BASIC])).enterprises, "basic_clear") == [True]


@pytest.mark.parametrize("missing", BASIC)
def test_one_basic_column_unknown_is_not(missing: str) -> None:
    blank = roster([BASIC | {missing: None}])
    no_such_column = roster([{field: value for field, value in BASIC.items() if field != missing}])

    assert values(linked(blank).enterprises, "basic_clear") == [False]
    assert values(linked(no_such_column).enterprises, "basic_clear") == [False]


@pytest.mark.parametrize("text", ["type", "status", "township"])
def test_a_text_that_says_none_is_not_clear(text: str) -> None:
    assert values(linked(roster([BASIC | {text: "无"}])).enterprises, "basic_clear") == [False]


@pytest.mark.parametrize(
    ("row", "clear"),
    [
        ({"organized": False}, True),
        ({"organized": None}, False),
        ({"organized": True, "organization_form": "单独", "organization_name": "甲支部"}, True),
        ({"organized": True, "organization_form": "单独", "organization_name": None}, False),
        ({"organized": True, "organization_form": "单独", "organization_name": "有"}, False),
        ({"organized": True, "organization_form": None, "organization_name": "甲支部"}, False),
        ({"organized": True, "organization_form": "其他", "organization_name": "甲支部"}, False),
    ],
)
def test_the_organisation(row: dict[str, Any], clear: bool) -> None:
    assert values(linked(roster([BASIC | row])).enterprises, "organization_clear") == [clear]


@pytest.mark.parametrize(("form", "clear"), [("单独", True), ("联合", True), (None, False)])
def test_the_organisation_by_its_roster(form: str | None, clear: bool) -> None:
    facts = linked(roster([BASIC], organizations=[{"name": "甲支部", "enterprises": "甲", "form": form}]))

    assert values(facts.enterprises, "organization_clear") == [clear]


def test_absence_from_the_organisation_roster_is_clear() -> None:
    facts = linked(
        roster([BASIC, BASIC | {"name": "乙", "uscc": None}], organizations=[{"name": "支部", "enterprises": "乙"}])
    )

    assert values(facts.enterprises, "organization_clear")[0]


@pytest.mark.parametrize(
    ("row", "clear"),
    [
        (MASS | {"organized": True}, True),
        (MASS | {"organized": False, "instructor": "张三"}, True),
        (MASS | {"organized": False, "instructor": "无"}, True),
        (MASS | {"organized": False, "instructor_sent": False}, True),
        (MASS | {"organized": False, "instructor": None}, False),
        (MASS | {"organized": False, "instructor_sent": True}, False),
        (MASS | {"organized": False, "instructor": "有"}, False),
        (MASS | {"organized": True, "union": None}, False),
    ],
)
def test_the_work(row: dict[str, Any], clear: bool) -> None:
    assert values(linked(roster([BASIC | row])).enterprises, "work_clear") == [clear]


def test_absence_from_the_instructor_roster_is_clear() -> None:
    facts = linked(roster([BASIC | MASS], instructors=[{"name": "张三", "enterprises": "无"}]))

    assert values(facts.enterprises, "work_clear") == [True]
