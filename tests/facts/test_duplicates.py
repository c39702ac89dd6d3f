"""One enterprise on several rows counts once."""

from __future__ import annotations

from typing import Any

import pytest

from djcov.facts.frames import place, records
from rosters import codes, linked, policy, roster, values

CODE, OTHER_CODE = "91410000MA4400001A", "91410000MA4400002B"


def _scope(*rows: dict[str, Any]) -> tuple[list[str], list[tuple[str, int | None, str]]]:
    facts = linked(roster([{"township": "古城乡", "uscc": None, **row} for row in rows]))
    return values(facts.enterprises, "left_out"), codes(facts)


def test_the_same_code_in_the_same_unit() -> None:
    reasons, found = _scope({"name": "甲", "uscc": CODE}, {"name": "甲", "uscc": CODE}, {"name": "甲", "uscc": CODE})

    assert reasons == ["", "与 台账.xlsx 企业台账 第2行重复", "与 台账.xlsx 企业台账 第2行重复"]
    assert found == [("ENTERPRISE_REPEATED", 3, "企业名称"), ("ENTERPRISE_REPEATED", 4, "企业名称")]


@pytest.mark.parametrize("units", [("古城乡", "小屯乡"), ("小屯乡", "古城乡")])
@pytest.mark.parametrize(("order", "unit"), [((), "古城乡"), (("小屯乡", "古城乡"), "小屯乡")])
def test_the_same_code_in_two_units_counts_once(units: tuple[str, str], order: tuple[str, ...], unit: str) -> None:
    """In the unit that the policy lists first, whichever reports first; without a list in that which is spelt first."""
    source = roster([{"name": "甲", "uscc": CODE, "township": each} for each in units])
    facts = linked(source, settings=policy(units={"order": order}))
    at = {each: f"台账.xlsx 企业台账 第{row}行" for row, each in enumerate(units, 2)}

    assert [str(found.message) for found in facts.findings] == [
        f"“甲”由小屯乡（{at['小屯乡']}）和古城乡（{at['古城乡']}）分别上报，只计一次"
    ]
    assert values(facts.enterprises, "in_scope") == [True, False]
    assert values(facts.enterprises, "township") == [unit, unit]


def test_a_row_without_a_unit_is_no_second_unit() -> None:
    rows = (
        {"name": "甲", "uscc": CODE, "township": None},
        {"name": "甲", "uscc": CODE},
        {"name": "甲", "township": None},
    )
    facts = linked(roster([{"township": "古城乡", "uscc": None, **row} for row in rows]))

    assert values(facts.enterprises, "township") == ["古城乡"] * 3
    assert values(facts.enterprises, "in_scope") == [True, False, False]


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


def test_a_row_without_the_code_has_it_wherever_it_stands() -> None:
    """And members who are named by the code, or by the name, are its."""
    rows = {"name": "甲"}, {"name": "甲", "uscc": CODE}, {"name": "甲"}
    ledger = [{"township": "古城乡", "uscc": None, **row} for row in rows]
    members = [{"name": "张三", "enterprise": "甲"}, {"name": "李四", "enterprise": None, "enterprise_uscc": CODE}]
    facts = linked(roster(ledger, members=[{"category": "正式党员", **member} for member in members]))

    again = "与 台账.xlsx 企业台账 第2行重复"
    assert values(facts.enterprises, "left_out") == ["", again, again]
    assert values(facts.enterprises, "uscc") == [CODE] * 3
    assert values(facts.enterprises, "members")[0] == 2
    assert codes(facts) == [("ENTERPRISE_REPEATED", 3, "企业名称"), ("ENTERPRISE_REPEATED", 4, "企业名称")]


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


def test_rows_without_name_and_code_are_no_repeats() -> None:
    assert _scope({"name": None}, {"name": None}) == (["", ""], [])


def test_a_status_that_one_row_gives_is_that_of_all() -> None:
    for given in ({"status": "迁出"}, {"status": None}), ({"status": None}, {"status": "迁出"}):
        reasons, found = _scope(*({"name": "甲", "uscc": CODE, **row} for row in given))

        assert reasons == ["经营状态为“迁出”", "经营状态为“迁出”"]
        assert found == []


def test_a_repeat_is_found_across_files() -> None:
    reasons, found = _scope({"name": "甲", "uscc": CODE}, {"name": "甲", "uscc": CODE, "_file": "乙办.xlsx"})

    assert reasons == ["", "与 台账.xlsx 企业台账 第2行重复"]
    assert found == [("ENTERPRISE_REPEATED", 2, "企业名称")]


DISAGREEING: list[tuple[dict[str, Any], dict[str, Any], str, Any]] = [
    ({"organized": True}, {"organized": False}, "organized_known", False),
    ({"organized": True}, {"organized": None}, "organized", True),
    # each answers, if not in the same column
    ({"organized": True}, {"organized": None, "organization_form": "未组建"}, "organized_known", False),
    ({"organization_form": "单独组建"}, {"organization_form": "单独"}, "own", True),
    ({"organization_form": "单独组建"}, {"organization_form": "联合组建"}, "own", False),
    (
        {"organized": True, "organization_form": "单独"},
        {"organized": True, "organization_form": "联合"},
        "organized",
        True,
    ),
    ({"employees": 60}, {"employees": 40}, "employees", None),
    ({"employees": 60}, {"employees": None}, "employees", 60),
    ({"members": 5, "full_members": 2}, {"members": 5, "full_members": 3}, "due", False),
    ({"members": 5, "full_members": 2}, {"members": 5, "full_members": 3}, "undivided", False),
    ({"members": 5}, {"members": 5}, "due", True),
    ({"status": "正常"}, {"status": "注销"}, "left_out", ""),
    ({"status": "注销"}, {"status": "吊销"}, "left_out", "经营状态为“吊销”"),
    ({"status": "正常"}, {"status": "存续"}, "status", "存续"),
    ({"instructor": "张三"}, {"instructor": "李四"}, "stationed", True),
    ({"instructor": "张三"}, {"instructor": "李四"}, "_told", False),
    ({"instructor": "张三"}, {"instructor": "无"}, "stationed_known", False),
    ({"instructor": "张三"}, {"instructor": "有"}, "_told", True),
    ({"instructor_sent": True, "instructor": None}, {"instructor_sent": None, "instructor": "无"}, "stationed", False),
]


@pytest.mark.parametrize(("one", "other", "column", "expected"), DISAGREEING)
def test_what_two_rows_say_of_one_enterprise_whichever_comes_first(
    one: dict[str, Any], other: dict[str, Any], column: str, expected: Any
) -> None:
    columns = dict.fromkeys((*one, *other))
    for rows in (one, other), (other, one):
        source = roster([{"name": "甲", "uscc": CODE, "township": "古城乡", **columns, **row} for row in rows])
        assert values(linked(source).enterprises, column)[0] == expected


def test_an_organisation_on_several_rows_of_the_register_has_them_all() -> None:
    register = [{"name": name, "enterprises": "甲公司"} for name in ("甲支部", "乙支部", "甲支部")]
    listed = linked(roster([{"name": "甲公司", "township": "古城乡"}], organizations=register)).listed("organization")
    assert listed is not None
    rows = [(place(row["_at"])[1], place(row["_listed_at"])[1]) for row in records(listed, "_listed_at")]
    assert sorted(rows) == [(2, 2), (2, 4)]


def _told(**settings: Any) -> tuple[list[str], Any]:
    rows = [
        {"name": "甲", "township": "古城乡", "organized": True, "_file": "党建办2021年6月.xlsx"},
        {"name": "甲", "township": "古城乡", "organized": False, "_file": settings.pop("file")},
    ]
    facts = linked(roster(rows), settings=policy(**settings))
    found = [str(found.message) for found in facts.findings if found.code == "ROWS_DISAGREE"]
    return found, values(facts.enterprises, "organized")[0] if values(facts.enterprises, "organized_known")[0] else None


@pytest.mark.parametrize(
    ("file", "order", "organized", "counted"),
    [
        ("工商2021年3月.xlsx", (), True, "以“是”为准"),
        ("工商2021年9月.xlsx", (), False, "以“否”为准"),
        ("工商2021年9月.xlsx", ("党建办",), False, "以“否”为准"),
        ("工商2021年6月.xlsx", (), None, "不知以哪个为准，按未知计"),
        ("工商.xlsx", (), None, "不知以哪个为准，按未知计"),
        ("工商.xlsx", ("党建办", "工商"), True, "以“是”为准"),
        ("工商.xlsx", ("工商",), False, "以“否”为准"),
    ],
)
def test_the_later_date_holds_and_then_the_policy_s_order_of_sources(
    file: str, order: tuple[str, ...], organized: bool | None, counted: str
) -> None:
    told, answer = _told(file=file, sources={"order": order})

    here, there = "党建办2021年6月.xlsx 企业台账 第2行", f"{file} 企业台账 第2行"
    assert told == [f"“甲”的“是否建立党组织”不一致：{here} 为“是”，{there} 为“否”；{counted}"]
    assert answer is organized


def test_who_is_named_is_masked_where_rows_disagree() -> None:
    rows = [{"name": "甲", "township": "古城乡", "instructor": person} for person in ("张三丰", "李四光")]
    (found,) = [found for found in linked(roster(rows)).findings if found.code == "ROWS_DISAGREE"]

    assert "张三丰" not in found.message and "李四光" not in found.message
    assert "张" in found.message and "李" in found.message
