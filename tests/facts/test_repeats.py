"""One enterprise on several rows counts once."""

from __future__ import annotations

from typing import Any

from rosters import codes, linked, roster, values

CODE, OTHER_CODE = "91410000MA4400001A", "91410000MA4400002B"


def _scope(*rows: dict[str, Any]) -> tuple[list[str], list[tuple[str, int | None, str]]]:
    facts = linked(roster([{"township": "古城乡", "uscc": None, **row} for row in rows]))
    return values(facts.enterprises, "left_out"), codes(facts)


def test_the_same_code_in_the_same_unit() -> None:
    reasons, found = _scope({"name": "甲", "uscc": CODE}, {"name": "甲", "uscc": CODE}, {"name": "甲", "uscc": CODE})

    assert reasons == ["", "与 台账.xlsx 企业台账 第2行重复", "与 台账.xlsx 企业台账 第2行重复"]
    assert found == [("ENTERPRISE_REPEATED", 3, "企业名称"), ("ENTERPRISE_REPEATED", 4, "企业名称")]


def test_the_same_code_in_two_units() -> None:
    rows = {"name": "甲", "uscc": CODE}, {"name": "甲", "uscc": CODE, "township": "小屯乡"}
    facts = linked(roster([{"township": "古城乡", **row} for row in rows]))

    assert [str(found.message) for found in facts.findings] == [
        "“甲”已由古城乡上报（台账.xlsx 企业台账 第2行），只计一次"
    ]
    assert values(facts.enterprises, "in_scope") == [True, False]


def test_the_same_code_under_two_names() -> None:
    reasons, found = _scope({"name": "甲", "uscc": CODE}, {"name": "乙", "uscc": CODE})

    assert reasons[1].startswith("与 ")
    assert found == [("CODE_TWO_NAMES", 3, "统一社会信用代码"), ("ENTERPRISE_REPEATED", 3, "企业名称")]


def test_the_same_name_without_codes_in_one_unit() -> None:
    reasons, found = _scope({"name": "甲（集团）公司"}, {"name": "甲 (集团)公司"})

    assert reasons == ["", "与 台账.xlsx 企业台账 第2行重复"]
    assert found == [("ENTERPRISE_REPEATED", 3, "企业名称")]


def test_the_same_name_without_codes_in_two_units_is_two_enterprises() -> None:
    reasons, found = _scope({"name": "甲"}, {"name": "甲", "township": "小屯乡"})

    assert reasons == ["", ""]
    assert found == [("NAME_NEAR", 3, "企业名称")]


def test_the_same_name_with_two_codes_is_two_enterprises() -> None:
    assert _scope({"name": "甲", "uscc": CODE}, {"name": "甲", "uscc": OTHER_CODE}) == (["", ""], [])


def test_a_name_without_a_code_repeats_the_one_enterprise_of_that_name_with_a_code() -> None:
    reasons, found = _scope({"name": "甲", "uscc": CODE}, {"name": "甲"}, {"name": "乙"})

    assert reasons == ["", "与 台账.xlsx 企业台账 第2行重复", ""]
    assert found == [("ENTERPRISE_REPEATED", 3, "企业名称")]


def test_the_row_with_the_code_counts_wherever_it_stands() -> None:
    """And members who are named by the code, or by the name, are its."""
    rows = {"name": "甲"}, {"name": "甲", "uscc": CODE}, {"name": "甲"}
    ledger = [{"township": "古城乡", "uscc": None, **row} for row in rows]
    members = [{"name": "张三", "enterprise": "甲"}, {"name": "李四", "enterprise": None, "enterprise_uscc": CODE}]
    facts = linked(roster(ledger, members=[{"category": "正式党员", **member} for member in members]))

    again = "与 台账.xlsx 企业台账 第3行重复"
    assert values(facts.enterprises, "left_out") == [again, "", again]
    assert values(facts.enterprises, "members")[1] == 2
    assert codes(facts) == [("ENTERPRISE_REPEATED", 2, "企业名称"), ("ENTERPRISE_REPEATED", 4, "企业名称")]


def test_a_name_without_a_code_is_not_one_of_several_with_codes() -> None:
    rows = {"name": "甲", "uscc": CODE}, {"name": "甲", "uscc": OTHER_CODE}, {"name": "甲"}
    facts = linked(roster([{"township": "古城乡", "uscc": None, **row} for row in rows]))

    assert values(facts.enterprises, "left_out") == ["", "", ""]
    assert {str(found.message) for found in facts.findings} == {
        f"“甲”与“甲”（台账.xlsx 企业台账 第{row}行）同名，现作两家计" for row in (2, 3)
    }


def test_a_name_without_a_code_is_not_one_of_another_unit() -> None:
    reasons, found = _scope({"name": "甲", "uscc": CODE}, {"name": "甲", "township": "小屯乡"})

    assert reasons == ["", ""]
    assert found == [("NAME_NEAR", 3, "企业名称")]


def test_a_row_with_a_code_that_is_out_of_scope_does_not_stand_for_one_without() -> None:
    reasons, _ = _scope({"name": "甲", "uscc": CODE, "status": "迁出"}, {"name": "甲"})

    assert reasons == ["经营状态为“迁出”", ""]


def test_rows_without_name_and_code_are_no_repeats() -> None:
    assert _scope({"name": None}, {"name": None}) == (["", ""], [])


def test_a_row_that_is_out_of_scope_does_not_stand_for_one_that_counts() -> None:
    reasons, found = _scope({"name": "甲", "uscc": CODE, "status": "迁出"}, {"name": "甲", "uscc": CODE})

    assert reasons == ["经营状态为“迁出”", ""]
    assert found == []


def test_a_repeat_is_found_across_files() -> None:
    reasons, found = _scope({"name": "甲", "uscc": CODE}, {"name": "甲", "uscc": CODE, "_file": "乙办.xlsx"})

    assert reasons == ["", "与 台账.xlsx 企业台账 第2行重复"]
    assert found == [("ENTERPRISE_REPEATED", 2, "企业名称")]
