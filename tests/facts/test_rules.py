"""Rules across the columns of a row: each with a row that keeps it and one that breaks it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from djcov.facts.rules import RULES
from djcov.findings import CATALOGUE, Findings
from djcov.models import Kind
from rosters import linked, roster

Row = dict[str, Any]
SPLIT: Row = {"full_members": 0}

KEPT: list[tuple[str, Row]] = [
    ("MEMBERS_EXCEED_EMPLOYEES", {"members": 5, "employees": 5}),
    ("MEMBERS_EXCEED_EMPLOYEES", {"members": 5, "employees": None}),
    ("MEMBER_PARTS_DIFFER", {"members": 5, "full_members": 4, "probationary_members": 1}),
    ("MEMBER_PARTS_DIFFER", {"members": 5, "full_members": 4, "probationary_members": None}),
    ("MEMBER_PARTS_DIFFER", {"members": None, "full_members": 4, "probationary_members": 1}),
    ("ORGANIZED_BUT_NO", {"organized": False, "organization_form": "未建", "organization_name": "无"}),
    ("ORGANIZED_BUT_NO", {"organized": None, "organization_form": "单独", "organization_name": "甲支部"}),
    ("ORGANIZED_BUT_NO", {"organized": True, "organization_form": "单独"}),
    ("ORGANIZED_BUT_NO", {"organized": None, "organization_form": "未建", "organization_name": "无"}),
    ("INSTRUCTOR_BUT_NO", {"instructor_sent": False, "instructor": "无"}),
    ("INSTRUCTOR_BUT_NO", {"instructor_sent": None, "instructor": "张三"}),
    ("INSTRUCTOR_BUT_NO", {"instructor_sent": True, "instructor": None}),
    ("INSTRUCTOR_BUT_NO", {"instructor_sent": True, "instructor": "有"}),
    (
        "STATION_ENDS_BEFORE_IT_BEGINS",
        {"instructor_since": date(2021, 5, 1), "instructor_ends_on": date(2021, 5, 1)},
    ),
]
BROKEN: list[tuple[str, Row, str, str]] = [
    (
        "STATION_ENDS_BEFORE_IT_BEGINS",
        {"instructor_since": date(2021, 5, 2), "instructor_ends_on": date(2021, 5, 1)},
        "指导员派驻截止",
        "派驻截止时间早于派驻时间，派驻到何时按不清楚处理",
    ),
    (
        "MEMBERS_EXCEED_EMPLOYEES",
        {"members": 6, "full_members": 6, "employees": 5},
        "党员人数",
        "党员 6 人，多于职工 5 人",
    ),
    (
        "MEMBER_PARTS_DIFFER",
        {"members": 5, "full_members": 3, "probationary_members": 1},
        "党员人数",
        "正式党员与预备党员之和 4 不等于党员人数 5",
    ),
    (
        "MEMBER_PARTS_DIFFER",
        {"members": 2, "full_members": 3, "probationary_members": None},
        "党员人数",
        "正式党员与预备党员之和 3 不等于党员人数 2",
    ),
    (
        "ORGANIZED_BUT_NO",
        {"organized": False, "organization_form": "单独组建"},
        "是否建立党组织",
        "“是否建立党组织”为否，但填写了组建方式",
    ),
    (
        "ORGANIZED_BUT_NO",
        {"organized": False, "organization_name": "甲支部"},
        "是否建立党组织",
        "“是否建立党组织”为否，但填写了党组织名称",
    ),
    (
        "ORGANIZED_BUT_NO",
        {"organized": False, "organization_form": "联合", "organization_name": "甲支部"},
        "是否建立党组织",
        "“是否建立党组织”为否，但填写了组建方式和党组织名称",
    ),
    (
        "ORGANIZED_BUT_NO",
        {"organized": True, "organization_form": "未组建", "organization_name": None},
        "是否建立党组织",
        "“是否建立党组织”为是，但组建方式写明没有",
    ),
    (
        "ORGANIZED_BUT_NO",
        {"organized": True, "organization_name": "无"},
        "是否建立党组织",
        "“是否建立党组织”为是，但党组织名称写明没有",
    ),
    (
        "INSTRUCTOR_BUT_NO",
        {"instructor_sent": False, "instructor": "张三"},
        "是否派驻党建指导员",
        "“是否派驻”为否，但填写了指导员",
    ),
    (
        "INSTRUCTOR_BUT_NO",
        {"instructor_sent": True, "instructor": "无"},
        "是否派驻党建指导员",
        "“是否派驻”为是，但指导员填的是“无”",
    ),
    (
        "COVERAGE_BUT_OTHERWISE",
        {"coverage": "无", "instructor": "张三"},
        "覆盖情况",
        "“覆盖情况”为未覆盖，但其他栏说已派驻指导员",
    ),
]


def _found(ledger: list[Row], members: list[Row] | None = None) -> list[tuple[str, int | None, str, str]]:
    facts = linked(roster([{"name": "好", "township": "古城乡", **SPLIT}, *ledger], members=members))
    return [(each.code, each.location.row, each.location.column, each.message) for each in facts.findings]


@pytest.mark.parametrize(("code", "row"), KEPT)
def test_a_row_that_keeps_a_ledger_rule(code: str, row: Row) -> None:
    assert code not in [found[0] for found in _found([{"name": "甲", "township": "古城乡", **row}])]


@pytest.mark.parametrize(("code", "row", "column", "message"), BROKEN)
def test_a_row_that_breaks_a_ledger_rule(code: str, row: Row, column: str, message: str) -> None:
    assert _found([{"name": "甲", "township": "古城乡", **row}]) == [(code, 3, column, message)]


BORN = datetime(1980, 5, 1)


@pytest.mark.parametrize(
    ("member", "code", "column"),
    [
        ({"identity_number": "a", "born_on": date(1980, 5, 1), "_identity_born": BORN}, None, ""),
        ({"identity_number": "a", "born_on": None, "_identity_born": BORN}, None, ""),
        ({"identity_number": None, "born_on": date(1980, 5, 1), "_identity_born": None}, None, ""),
        ({"identity_number": "a", "born_on": date(1980, 5, 2), "_identity_born": BORN}, "BIRTH_DIFFERS", "出生日期"),
        ({"joined_on": date(2010, 1, 1), "confirmed_on": date(2011, 1, 1)}, None, ""),
        ({"joined_on": date(2010, 1, 1), "confirmed_on": None}, None, ""),
        (
            {"joined_on": date(2011, 1, 1), "confirmed_on": date(2010, 1, 1)},
            "CONFIRMED_BEFORE_JOINED",
            "转正日期",
        ),
    ],
)
def test_the_rules_of_the_member_register(member: Row, code: str | None, column: str) -> None:
    row = {"name": "张三", "enterprise": "好", "category": "正式党员", **member}
    found = [(each[0], each[2]) for each in _found([], members=[row]) if each[0] != "MEMBERS_DIFFER"]

    assert found == ([(code, column)] if code else [])


def test_the_rule_of_the_instructor_register() -> None:
    instructors = [
        {"name": "张三", "enterprises": "好", "since": date(2021, 5, 2), "ends_on": date(2021, 5, 1)},
        {"name": "李四", "enterprises": "好", "since": date(2021, 5, 2), "ends_on": date(2022, 5, 1)},
    ]
    facts = linked(roster([{"name": "好", "township": "古城乡"}], instructors=instructors))
    found = [(each.code, each.location.row) for each in facts.findings]

    assert found == [("STATION_ENDS_BEFORE_IT_BEGINS", 2)]


def test_every_rule_has_a_finding_and_a_case_here() -> None:
    tried = {code for code, *_ in BROKEN} | {"BIRTH_DIFFERS", "CONFIRMED_BEFORE_JOINED"}

    assert {each.code for each in RULES} == tried
    assert tried <= set(CATALOGUE)


def test_every_rule_looks_at_columns_of_its_model() -> None:
    for each in RULES:
        for group in each.needs:
            assert set(group) <= set(each.kind.model.model_fields)
    assert {each.kind for each in RULES} == {Kind.ENTERPRISES, Kind.MEMBERS, Kind.INSTRUCTORS}


@pytest.mark.parametrize(
    ("row", "members", "found"),
    [
        ({"members": 1}, 1, None),
        ({"members": None}, 1, None),
        ({"members": 2}, 1, ("党员人数", "台账党员 2 人，花名册 1 人，以花名册为准")),
        ({"members": 2}, 0, ("党员人数", "台账党员 2 人，花名册 0 人，以花名册为准")),
        ({"members": None, "full_members": 2}, 1, ("正式党员数", "台账党员 2 人，花名册 1 人，以花名册为准")),
        ({"members": 2, "status": "注销"}, 1, None),
    ],
)
def test_where_ledger_and_member_register_differ(row: Row, members: int, found: tuple[str, str] | None) -> None:
    register = [{"name": "张三", "enterprise": "甲", "category": "正式党员"}] * members
    register += [{"name": "李四", "enterprise": "乙", "category": "正式党员"}]
    ledger = [{"name": "甲", "township": "古城乡", **row}, {"name": "乙", "township": "古城乡"}]
    facts = linked(roster(ledger, members=register))

    told = [(each.location.row, each.location.column, each.message) for each in facts.findings]
    assert told == ([(2, *found)] if found else [])


def test_of_too_many_rows_the_first_are_told_and_all_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Findings.__init__, "__defaults__", (3, *Findings.__init__.__defaults__[1:]))  # pyright: ignore
    rows = [{"name": f"甲{at}公司", "members": 5, "employees": 2} for at in range(10)]
    findings = linked(roster(rows)).findings
    assert findings.totals["MEMBERS_EXCEED_EMPLOYEES"] == 10
    assert [finding.location.row for finding in findings if finding.code == "MEMBERS_EXCEED_EMPLOYEES"] == [2, 3, 4]
