"""The organisations' fact rows, and where each belongs."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from djcov.facts.home_units import homes
from djcov.facts.organizations import GIFT_PACK, SIX_HAVES
from rosters import codes, linked, policy, roster, values

LEDGER: list[dict[str, Any]] = [
    {"name": "甲", "township": "古城乡", "village": "东村"},
    {"name": "乙", "township": "小屯乡", "village": "西村"},
    {"name": "丙", "township": "小屯乡", "village": "东村"},
    {"name": "丁", "township": "小屯乡", "status": "注销"},
]


@pytest.mark.parametrize(
    ("organization", "reason", "covered", "township"),
    [
        ({"enterprises": "甲"}, "", 1, "古城乡"),
        ({"enterprises": "甲、丙、乙"}, "", 3, "小屯乡"),
        # as many here as there: the enterprise that the ledger lists first
        ({"enterprises": "乙、甲"}, "", 2, "古城乡"),
        ({"enterprises": "丁"}, "没有覆盖统计范围内的企业", 0, "未填乡（办）"),
        ({"enterprises": "无", "township": "城关办"}, "没有覆盖统计范围内的企业", 0, "城关办事处"),
        ({"enterprises": "甲", "founded_on": date(2021, 12, 31)}, "", 1, "古城乡"),
        ({"enterprises": "甲", "founded_on": date(2022, 1, 1)}, "成立时间 2022-01-01 晚于截至日期", 1, "古城乡"),
        ({"enterprises": "甲", "township": "城关办"}, "", 1, "古城乡"),
    ],
)
def test_an_organisation_of_the_roster(organization: dict[str, Any], reason: str, covered: int, township: str) -> None:
    facts = linked(roster(LEDGER, organizations=[{"name": "支部", **organization}])).organizations

    assert values(facts, "left_out") == [reason]
    assert values(facts, "in_scope") == [reason == ""]
    assert values(facts, "covered") == [covered]
    assert values(facts, "township") == [township]


def test_its_village_is_where_most_of_its_enterprises_lie() -> None:
    facts = linked(roster(LEDGER, organizations=[{"name": "支部", "enterprises": "甲、乙、丙"}]))

    assert values(homes(facts.inputs, facts.organizations_covering, "village"), "village") == ["东村"]


ALL_SIX, ALL_NINE = dict.fromkeys(SIX_HAVES, True), dict.fromkeys(GIFT_PACK, True)


@pytest.mark.parametrize(
    ("organization", "flag", "expected"),
    [
        ({"secretary": "张三"}, "has_secretary", True),
        ({"secretary": "有"}, "has_secretary", True),
        ({"secretary": "无"}, "has_secretary", False),
        ({"secretary": None}, "has_secretary", False),
        ({"secretary": "张三", "secretary_trained": True}, "secretary_trained", True),
        ({"secretary": "张三", "secretary_trained": None}, "secretary_trained", False),
        ({"secretary": "无", "secretary_trained": True}, "secretary_trained", False),
        ({"leader": "李四"}, "has_leader", True),
        ({"leader": "无"}, "has_leader", False),
        ({"partner_village": "东村"}, "has_village", True),
        ({"partner_village": "无"}, "has_village", False),
        ({"superior": "古城乡党委"}, "territorial", True),
        ({"superior": "区发改委党委"}, "territorial", False),
        ({"superior": "民营企业 党工委"}, "territorial", False),
        ({"superior": "无"}, "territorial", False),
        ({"superior": None}, "territorial", False),
        ({"founded_on": date(2018, 1, 1)}, "new", True),
        ({"founded_on": date(2017, 12, 31)}, "new", False),
        ({"founded_on": None}, "new", False),
        ({"demo_posts": True}, "demo_posts", True),
        ({"demo_posts": None}, "demo_posts", None),
        ({"two_way_mechanism": True}, "two_way_mechanism", True),
        ({"online_site": False}, "online_site", False),
        (ALL_SIX, "six_haves", True),
        (ALL_SIX | {"has_books": None}, "six_haves", False),
        (ALL_NINE, "gift_pack", True),
        (ALL_NINE | {"gift_visit": False}, "gift_pack", False),
        ({"dual_strong": "区级"}, "dual_strong_district", True),
        ({"dual_strong": "省级"}, "dual_strong_district", True),
        ({"dual_strong": "无"}, "dual_strong_district", False),
        ({"dual_strong": None}, "dual_strong_district", False),
        ({"dual_strong": "区级"}, "dual_strong_city", False),
        ({"dual_strong": "市级"}, "dual_strong_city", True),
    ],
)
def test_what_an_organisation_has(organization: dict[str, Any], flag: str, expected: bool | None) -> None:
    facts = linked(roster(LEDGER, organizations=[{"name": "支部", "enterprises": "甲", **organization}]))

    assert values(facts.organizations, flag) == [expected]


def test_without_a_roster_the_ledger_names_the_organisations() -> None:
    ledger = [
        {"name": "甲", "township": "古城乡", "organized": True, "organization_name": "小屯乡联合支部"},
        {"name": "乙", "township": "小屯乡", "organized": True, "organization_name": "小屯乡 联合支部"},
        {"name": "丙", "township": "小屯乡", "organized": True, "organization_name": "小屯乡联合支部"},
        {"name": "丁", "township": "小屯乡", "organized": True, "organization_name": None},
        {"name": "戊", "township": "小屯乡", "organized": True, "organization_name": "有"},
        {"name": "己", "township": "小屯乡", "organized": False, "organization_name": "己支部"},
        {"name": "庚", "township": "小屯乡", "organized": True, "organization_name": "庚支部", "status": "注销"},
    ]
    facts = linked(roster(ledger)).organizations

    assert values(facts, "name") == ["小屯乡 联合支部", "丁的党组织", "戊的党组织"]
    assert values(facts, "_row") == [2, 5, 6]
    assert values(facts, "covered") == [3, 1, 1]
    assert values(facts, "township") == ["小屯乡", "小屯乡", "小屯乡"]
    assert values(facts, "in_scope") == [True, True, True]


ORGANIZED = {"township": "古城乡", "organized": True}


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        # the same name, each in its own unit
        ([{"organization_name": "宏达支部"}, {"organization_name": "宏达支部"}], ["宏达支部"]),
        (
            [{"organization_name": "宏达支部"}, {"organization_name": "宏达支部", "township": "小屯乡"}],
            ["宏达支部"] * 2,
        ),
        ([{"organization_name": "宏达支部"}, {"organization_name": "宏达支部", "township": None}], ["宏达支部"]),
        # a bare name is the name of none
        ([{"organization_name": "党支部"}, {"organization_name": "党支部"}], ["甲的党组织", "乙的党组织"]),
        ([{"organization_name": "中共支部委员会"}], ["甲的党组织"]),
        ([{"organization_name": "联合党支部"}, {"organization_name": "联合党支部"}], []),
        ([{"organization_name": "党支部", "organization_form": "联合组建"}], []),
        # an own one is one by itself, and one of which nothing more is said; a joint one is none
        ([{"organization_name": None, "organization_form": "单独组建"}] * 2, ["甲的党组织", "乙的党组织"]),
        ([{"organization_name": None}], ["甲的党组织"]),
        ([{"organization_name": None, "organization_form": "联合组建"}] * 2, []),
    ],
)
def test_which_organisations_a_ledger_makes(rows: list[dict[str, Any]], names: list[str]) -> None:
    ledger = [
        {"name": name, "organization_form": None, **ORGANIZED, **row} for name, row in zip("甲乙丙", rows, strict=False)
    ]
    facts = linked(roster(ledger))

    assert values(facts.organizations, "name") == names
    assert values(facts.enterprises, "organized") == [True] * len(rows)
    unnamed = [row for row in ledger if not names]
    assert [found.code for found in facts.findings if found.code == "JOINT_UNNAMED"] == ["JOINT_UNNAMED"] * len(unnamed)


def test_a_joint_one_that_is_named_on_its_first_row_only_is_one() -> None:
    joint = {**ORGANIZED, "organization_form": "联合组建", "organization_name": None, "secretary": None}
    lead = {**joint, "organization_name": "古城乡联合支部", "secretary": "张三"}
    facts = linked(roster([{"name": "甲", **lead}, {"name": "乙", **joint}, {"name": "丙", **joint}]))

    assert values(facts.organizations, "name") == ["古城乡联合支部"]
    assert [(found.code, found.location.row) for found in facts.findings] == [
        ("JOINT_UNNAMED", 3),
        ("JOINT_UNNAMED", 4),
    ]


DIFFERENT: list[tuple[str, Any, Any, str, Any]] = [
    ("secretary", "张三", None, "has_secretary", True),
    ("secretary", "张三", "李四", "has_secretary", True),
    ("secretary", "张三", "无", "has_secretary", False),
    ("superior", "古城乡党委", None, "territorial", True),
    ("superior", "古城乡党委", "区发改委党委", "territorial", False),
    ("founded_on", date(2019, 1, 1), None, "new", True),
    ("founded_on", date(2019, 1, 1), date(2017, 1, 1), "new", False),
    ("has_flag", True, None, "has_flag", True),
    ("has_flag", True, False, "has_flag", None),
    ("dual_strong", "区级", "市级", "dual_strong_district", False),
    ("leader", "张三", None, "has_leader", True),
]


@pytest.mark.parametrize(("column", "one", "other", "flag", "expected"), DIFFERENT)
def test_what_the_rows_of_one_organisation_say_together(
    column: str, one: Any, other: Any, flag: str, expected: Any
) -> None:
    common = {**ORGANIZED, "organization_name": "宏达支部"}
    for cells in (one, other), (other, one):
        facts = linked(
            roster([{"name": name, **common, column: cell} for name, cell in zip("甲乙", cells, strict=True)])
        )

        assert values(facts.organizations, flag) == [expected]
        told = [found.code for found in facts.findings if found.code == "ROWS_DISAGREE"]
        assert told == (["ROWS_DISAGREE"] if other is not None else [])


def test_a_row_named_none_is_no_organisation_and_covers_nobody() -> None:
    rows = [{"name": "无", "enterprises": "甲", "form": "单独组建"}, {"name": "无", "enterprises": None}]
    facts = linked(roster(LEDGER, organizations=[*rows, {"name": "支部", "enterprises": "乙"}]))

    assert values(facts.enterprises, "organized") == [False, True, False, False]
    assert values(facts.enterprises, "organized_known") == [True] * 4
    assert values(facts.organizations, "left_out") == ["名称写明没有", "名称写明没有", ""]
    assert codes(facts) == [], "neither is anything missing"


def test_nor_has_it_those_whose_ledger_rows_name_it() -> None:
    ledger = [{"name": "甲", "township": "古城乡", "organization_name": "无"}]
    facts = linked(roster(ledger, organizations=[{"name": "无"}]))

    assert values(facts.enterprises, "organized") == [False]


@pytest.mark.parametrize("files", [("a.xlsx", "b.xlsx"), ("b.xlsx", "a.xlsx")])
@pytest.mark.parametrize(
    ("order", "township"),
    [
        ((), "小屯乡"),
        (("古城乡", "小屯乡"), "古城乡"),
        (("白沙镇", "小屯乡", "古城乡"), "小屯乡"),
        (("古城乡",), "古城乡"),
    ],
)
def test_a_tie_goes_by_the_policy_s_list_or_the_files_names_not_by_the_order_in_which_they_are_given(
    files: tuple[str, str], order: tuple[str, ...], township: str
) -> None:
    unit = {"a.xlsx": {"name": "乙", "township": "小屯乡"}, "b.xlsx": {"name": "甲", "township": "古城乡"}}
    ledger = [{**unit[file], "_file": file} for file in files]
    organizations = [{"name": "支部", "enterprises": "甲、乙", "_file": "c.xlsx"}]
    instructors = [{"name": "张三", "enterprises": "甲、乙", "_file": "d.xlsx"}]
    source = roster(ledger, organizations=organizations, instructors=instructors)
    facts = linked(source, settings=policy(units={"order": order}))

    assert values(facts.organizations, "township") == [township]
    assert values(facts.instructors, "township") == [township]
