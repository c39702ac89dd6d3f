"""Names and phones that may mean the same enterprise or person are told, and change no number."""

from __future__ import annotations

from typing import Any

import pytest

from djcov.facts import suspected_duplicates
from rosters import codes, linked, roster, values

CODE, OTHER_CODE = "91410000MA4400001A", "91410000MA4400002B"
LEDGER: list[dict[str, Any]] = [
    {"name": "青岚区星河机械有限责任公司", "uscc": CODE, "township": "古城乡"},
    {"name": "星河电子有限公司", "uscc": OTHER_CODE, "township": "古城乡"},
]


@pytest.mark.parametrize(
    ("named", "hint"),
    [
        ("星河机械（青岚区）有限公司", "是否指“青岚区星河机械有限责任公司”？请核对企业名称，或在企业台账中补上。"),
        ("星河", "是否指“星河电子有限公司”“青岚区星河机械有限责任公司”？请核对企业名称，或在企业台账中补上。"),
        ("月河机械有限公司", "请核对企业名称，或在企业台账中补上。"),
    ],
)
def test_a_name_that_fits_none_comes_with_those_that_it_may_mean(named: str, hint: str) -> None:
    facts = linked(roster(LEDGER, members=[{"name": "张三", "category": "正式党员", "enterprise": named}]))

    assert values(facts.enterprises, "members") == [0, 0]
    assert [(found.code, found.hint) for found in facts.findings] == [("LINK_UNKNOWN", hint)]


def _said(*rows: dict[str, Any]) -> list[tuple[str, int | None, str]]:
    facts = linked(roster([{"township": "古城乡", "uscc": None, **row} for row in rows]))
    assert values(facts.enterprises, "in_scope") == [True] * len(rows)
    return codes(facts)


def test_two_names_that_nearly_are_one_are_told_at_the_later_row() -> None:
    rows = {"name": "星河机械公司"}, {"name": "丙公司"}, {"name": "星河机械有限公司"}
    assert _said(*rows) == [("NAME_NEAR", 4, "企业名称")]


def test_one_code_of_two_is_not_enough_to_tell_them_apart() -> None:
    assert _said({"name": "星河机械有限公司", "uscc": CODE}, {"name": "星河机械公司"}) == [("NAME_NEAR", 3, "企业名称")]
    assert _said({"name": "星河机械公司"}, {"name": "星河机械有限公司", "uscc": CODE}) == [("NAME_NEAR", 3, "企业名称")]


def test_two_codes_tell_them_apart() -> None:
    assert _said({"name": "星河机械有限公司", "uscc": CODE}, {"name": "星河机械公司", "uscc": OTHER_CODE}) == []


def test_that_a_ledger_is_too_large_to_be_compared_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suspected_duplicates, "MOST_NAMES", 1)
    assert _said({"name": "星河机械公司"}, {"name": "星河机械有限公司"}) == [("NAMES_NOT_COMPARED", None, "")]


def test_one_phone_of_two_instructors_in_their_roster() -> None:
    rows = [
        {"name": "张建国", "phone": "k1", "enterprises": "丙公司"},
        {"name": "李小红", "phone": "k1", "enterprises": "丙公司"},
        {"name": "李小红", "phone": "k2", "enterprises": "丙公司"},
        {"name": "李小红", "phone": None, "enterprises": "丙公司"},
    ]
    facts = linked(roster([{"name": "丙公司", "township": "古城乡"}], instructors=rows))

    (found,) = [found for found in facts.findings if found.code == "PHONE_TWO_NAMES"]
    assert (found.location.row, found.location.column) == (3, "联系电话")
    assert found.message == "“李**”与“张**”（台账.xlsx 指导员花名册 第2行）的电话相同，现作两人计"
    assert "k1" not in repr(found)


def test_one_phone_of_two_instructors_in_the_ledger() -> None:
    rows = [
        {"name": "甲公司", "township": "古城乡", "instructor": "张建国", "instructor_phone": "k1"},
        {"name": "乙公司", "township": "古城乡", "instructor": "张建国", "instructor_phone": "k1"},
        {"name": "丙公司", "township": "古城乡", "instructor": "李小红", "instructor_phone": "k1"},
        {"name": "丁公司", "township": "古城乡", "instructor": "无", "instructor_phone": "k1"},
    ]
    assert ("PHONE_TWO_NAMES", 4, "指导员电话") in codes(linked(roster(rows)))
    rows[2]["instructor"] = "张建国（兼职） 100"
    assert ("PHONE_TWO_NAMES", 4, "指导员电话") not in codes(linked(roster(rows)))
