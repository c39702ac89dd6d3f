"""Gaps: each kind with rows that have it and rows that have not."""

from __future__ import annotations

from typing import Any

import pytest

from djcov import pipeline
from djcov.errors import UsageError
from djcov.measures.kinds import GAP_KINDS
from djcov.measures.results import Gap
from rosters import linked, policy, roster

Row = dict[str, Any]

KINDS = ("no_instructor", "due_not_built", "maybe_due", "no_member_in_50plus", "weak_no_instructor", "no_secretary")


def test_the_kinds_are_those_promised_to_scripts() -> None:
    assert tuple(GAP_KINDS) == KINDS


@pytest.mark.parametrize(
    ("kind", "row", "detail"),
    [
        ("no_instructor", {"organized": False, "instructor": "无", "employees": 8}, "职工 8 人，党员不详"),
        ("no_instructor", {"organized": None, "instructor": None}, "职工不详，党员不详"),
        ("no_instructor", {"organized": False, "instructor": "张三"}, None),
        ("no_instructor", {"organized": True, "instructor": "无"}, None),
        ("no_instructor", {"organized": False, "instructor": "无", "status": "注销"}, None),
        ("due_not_built", {"organized": False, "full_members": 4}, "正式党员 4 人"),
        ("due_not_built", {"organized": True, "full_members": 4}, None),
        ("due_not_built", {"organized": False, "full_members": 2}, None),
        ("maybe_due", {"organized": False, "members": 3, "full_members": 2}, "党员 3 人，其中正式党员 2 人"),
        ("maybe_due", {"organized": True, "members": 3, "full_members": 2}, None),
        ("maybe_due", {"organized": False, "members": 3, "full_members": 3}, None),
        ("no_member_in_50plus", {"employees": 50, "members": 0}, "职工 50 人，党员 0 人"),
        ("no_member_in_50plus", {"employees": 50, "members": None}, "职工 50 人，党员不详"),
        ("no_member_in_50plus", {"employees": 50, "members": 1}, None),
        ("no_member_in_50plus", {"employees": 49, "members": 0}, None),
        ("weak_no_instructor", {"weak": True, "instructor": "无", "members": 1}, "职工不详，党员 1 人"),
        ("weak_no_instructor", {"weak": True, "instructor": "张三"}, None),
        ("weak_no_instructor", {"weak": None, "instructor": "无"}, None),
        ("no_secretary", {"organized": True, "secretary": "无"}, "覆盖企业 1 家"),
        ("no_secretary", {"organized": True, "secretary": "张三"}, None),
    ],
)
def test_a_gap(kind: str, row: Row, detail: str | None) -> None:
    gaps = pipeline.gaps(linked(roster([{"name": "甲", "township": "古城乡", **row}])), kinds=[kind])

    assert gaps.missing == ()
    assert [(gap.kind, gap.detail) for gap in gaps.rows] == ([(kind, detail)] if detail else [])


def test_a_gap_tells_who_where_and_what_to_do() -> None:
    ledger = [
        {"name": "甲公司", "uscc": "91410000MA4400001A", "township": "城关办", "full_members": 3, "organized": False}
    ]
    (gap,) = pipeline.gaps(linked(roster(ledger)), kinds=["due_not_built"]).rows

    assert gap.title == "应建未建"
    assert gap.clause == "S5"
    assert gap.subject.grain == "enterprise"
    assert (gap.subject.name, gap.subject.uscc) == ("甲公司", "91410000MA4400001A")
    assert gap.subject.township == "城关办事处"
    assert (gap.subject.source.file, gap.subject.source.sheet, gap.subject.source.row) == ("台账.xlsx", "企业台账", 2)
    assert gap.action.startswith("正式党员已达到 3 人")


def test_thresholds_in_the_action_are_the_policy_s() -> None:
    source = roster([{"name": "甲", "township": "古城乡", "full_members": 5, "organized": False}])
    facts = linked(source, settings=policy(counting={"due_members": 5}))

    assert pipeline.gaps(facts, kinds=["due_not_built"]).rows[0].action.startswith("正式党员已达到 5 人")


def test_an_organisation_without_a_secretary_stands_in_its_roster() -> None:
    organizations = [
        {"name": "第一支部", "enterprises": "甲", "secretary": "张三"},
        {"name": "第二支部", "enterprises": "甲", "secretary": None},
        {"name": "第三支部", "enterprises": "无", "secretary": None},
    ]
    source = roster([{"name": "甲", "township": "古城乡"}], organizations=organizations)
    (gap,) = pipeline.gaps(linked(source), kinds=["no_secretary"]).rows

    assert (gap.subject.grain, gap.subject.name, gap.subject.township) == ("organization", "第二支部", "古城乡")
    assert (gap.subject.source.sheet, gap.subject.source.row) == ("党组织台账", 3)


LEDGER: list[Row] = [
    {"name": "甲", "township": "小屯乡", "organized": False, "full_members": 3, "instructor": "无"},
    {"name": "乙", "township": "古城乡", "organized": False, "full_members": 3, "instructor": "无"},
    {"name": "丙", "township": "小屯乡", "organized": False, "full_members": 0, "instructor": "无"},
]


def _order(gaps: tuple[Gap, ...]) -> list[tuple[str, str]]:
    return [(gap.kind, gap.subject.name) for gap in gaps]


def test_by_kind_then_unit_then_place() -> None:
    kinds = ["due_not_built", "no_instructor"]

    assert _order(pipeline.gaps(linked(roster(LEDGER)), kinds=kinds).rows) == [
        ("no_instructor", "甲"),
        ("no_instructor", "丙"),
        ("no_instructor", "乙"),
        ("due_not_built", "甲"),
        ("due_not_built", "乙"),
    ]


def test_the_policy_s_order_of_units() -> None:
    settings = policy(units={"order": ("古城乡", "小屯乡")})
    facts = linked(roster(LEDGER), settings=settings)

    assert _order(pipeline.gaps(facts, kinds=["due_not_built"]).rows) == [
        ("due_not_built", "乙"),
        ("due_not_built", "甲"),
    ]


def test_only_some_townships() -> None:
    gaps = pipeline.gaps(linked(roster(LEDGER)), townships=["古城乡"])

    assert _order(gaps.rows) == [("no_instructor", "乙"), ("due_not_built", "乙")]


def test_kinds_without_data_are_named() -> None:
    gaps = pipeline.gaps(linked(roster([{"name": "甲", "township": "古城乡", "organized": False}])))

    assert gaps.rows == ()
    assert dict(gaps.missing)["无党组织且未派指导员"] == "企业台账中没有“是否派驻党建指导员”、“党建指导员”中的任何一列"
    assert len(gaps.missing) == len(KINDS)


@pytest.mark.parametrize(("option", "word"), [("kinds", "due_not_build"), ("townships", "小屯镇")])
def test_an_unknown_word_is_refused_with_what_is_near(option: str, word: str) -> None:
    options: dict[str, Any] = {option: [word]}
    with pytest.raises(UsageError, match=r"是否指：(due_not_built|小屯乡)？"):
        pipeline.gaps(linked(roster(LEDGER)), **options)
