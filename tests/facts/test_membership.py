"""Who is a member at the as-of date, row by row."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from rosters import codes, linked, roster, values

LEDGER = [{"name": "甲", "township": "古城乡"}]
BEFORE, AFTER = datetime(2021, 3, 1), datetime(2022, 3, 1)
MEMBER, FULL, PROBATIONARY, NONE = (1, 0), (1, 1), (1, 0), (0, 0)


def _linked(row: dict[str, Any]) -> Any:
    """Link a register of one such row, and of a full and a probationary member whom everybody knows."""
    others = [{"name": name, "enterprise": "甲", "category": f"{name}党员"} for name in ("正式", "预备")]
    return linked(roster(LEDGER, members=[{"name": "张三", "enterprise": "甲", **row, "_file": "一"}, *others]))


@pytest.mark.parametrize(
    ("row", "counted", "code"),
    [
        ({"category": "正式党员"}, FULL, ""),
        ({"category": "预备党员"}, PROBATIONARY, ""),
        ({"category": "党员"}, MEMBER, ""),
        ({"category": None}, MEMBER, ""),
        *(({"category": word}, NONE, "") for word in ("入党积极分子", "发展对象", "入党申请人", "非党员")),
        ({"politics": "党员"}, MEMBER, ""),
        ({"politics": "正式党员"}, FULL, ""),
        ({"politics": "预备党员"}, PROBATIONARY, ""),
        ({"politics": "非党员"}, NONE, ""),
        ({"politics": None}, NONE, "MEMBER_UNSAID"),
        ({"politics": None, "joined_on": BEFORE}, MEMBER, ""),
        ({"is_member": "党员"}, MEMBER, ""),
        ({"is_member": "非党员"}, NONE, ""),
        ({"is_member": None}, NONE, "MEMBER_UNSAID"),
        ({"category": "正式党员", "politics": "党员"}, FULL, ""),
        ({"category": None, "politics": "预备党员", "is_member": "党员"}, PROBATIONARY, ""),
        ({"category": "正式党员", "politics": "非党员"}, NONE, "MEMBER_CONTRADICTED"),
        ({"category": "正式党员", "politics": "预备党员"}, MEMBER, "MEMBER_CONTRADICTED"),
        ({"category": "入党积极分子", "politics": "非党员"}, NONE, ""),
        # dates
        ({"category": "正式党员", "joined_on": BEFORE}, FULL, ""),
        ({"category": "正式党员", "joined_on": AFTER}, NONE, "MEMBER_JOINS_LATER"),
        ({"category": "正式党员", "confirmed_on": BEFORE}, FULL, ""),
        ({"category": "正式党员", "confirmed_on": AFTER}, PROBATIONARY, ""),
        ({"category": "预备党员", "confirmed_on": BEFORE}, PROBATIONARY, ""),
        ({"category": "党员", "confirmed_on": BEFORE}, FULL, ""),
        ({"category": None, "confirmed_on": BEFORE}, MEMBER, ""),
        ({"confirmed_on": BEFORE}, FULL, ""),
        ({"confirmed_on": AFTER}, PROBATIONARY, ""),
        ({"category": "正式党员", "left_on": BEFORE}, NONE, "MEMBER_LEFT"),
        ({"category": "正式党员", "left_on": datetime(2021, 12, 31)}, NONE, "MEMBER_LEFT"),
        ({"category": "正式党员", "left_on": AFTER}, FULL, ""),
        ({"category": "正式党员", "status": "已转出", "left_on": BEFORE}, NONE, "MEMBER_GONE"),
        ({"category": "正式党员", "status": "已转出", "left_on": AFTER}, FULL, ""),
        ({"category": "正式党员", "status": "已转出"}, NONE, "MEMBER_GONE"),
    ],
)
def test_one_row(row: dict[str, Any], counted: tuple[int, int], code: str) -> None:
    facts = _linked(row)
    others = (2, 1)

    assert values(facts.enterprises, "members") == [counted[0] + others[0]]
    assert values(facts.enterprises, "full_members") == [counted[1] + others[1]]
    assert [found for found, *_ in codes(facts) if found != "MEMBERS_NOT_SPLIT"] == [code] * bool(code)


@pytest.mark.parametrize("word", ["入党积极分子", "发展对象"])
def test_applicants_of_the_register_count_as_such(word: str) -> None:
    rows = [{"name": name, "enterprise": "甲", "category": word} for name in ("张三", "李四")]
    facts = linked(roster(LEDGER, members=[*rows, {"name": "王五", "enterprise": "甲", "category": "入党申请人"}]))

    assert values(facts.enterprises, "members") == [0]
    assert values(facts.enterprises, "applicants") == [2]


def test_without_any_in_the_register_the_ledger_s_number_of_applicants_counts() -> None:
    members = [{"name": "张三", "enterprise": "甲", "category": "正式党员"}]

    assert values(linked(roster([{**LEDGER[0], "applicants": 3}], members=members)).enterprises, "applicants") == [3]
