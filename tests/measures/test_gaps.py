"""Gaps: each kind with rows that have it and rows that have not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from djcov import pipeline
from djcov.errors import UsageError
from djcov.facts.organizations import FAVORS, GIFT_PACK, SIX_HAVES
from djcov.measures.gap_kinds import GAP_KINDS
from djcov.measures.indicators import INDICATORS
from djcov.measures.results import PRIORITIES, Gap
from rosters import linked, policy, roster

Row = dict[str, Any]

PROMISED = (
    *("no_instructor", "due_not_built", "own_due", "maybe_due", "no_member_in_50plus", "weak_no_instructor"),
    "no_secretary",
)
NO_GAP = {
    "own_org_rate": "joint organisations cover as well",
    "work_coverage": "what it lacks is no_instructor's",
    "work_coverage_any": "what it lacks is no_instructor's and no_mass's",
    "dual_strong_district": "the goal is a count",
    "dual_strong_city": "the goal is a count",
    **dict.fromkeys(("model_district", "model_city", "model_province"), "not every organisation can be a model"),
    **dict.fromkeys((code for code in INDICATORS if code.startswith("favor_")), "one kind names all four"),
    **dict.fromkeys((code for code in INDICATORS if code.endswith("_share")), "a share of a unit's has no due size"),
    **dict.fromkeys(("party_workers", "party_workers_trained"), "the plan asks of no organisation to have any"),
}


def test_the_urgent_kinds_are_those_promised_to_scripts() -> None:
    assert [code for code, kind in GAP_KINDS.items() if kind.usual and code in PROMISED] == [*PROMISED]


def test_the_kinds_stand_in_the_order_of_their_priority() -> None:
    priorities = [kind.priority for kind in GAP_KINDS.values()]

    assert priorities == sorted(priorities)
    assert set(priorities) == set(PRIORITIES)


def test_every_indicator_has_its_gap_or_a_reason_to_have_none() -> None:
    without = {code for code, each in INDICATORS.items() if not each.part_of}
    without -= {kind.indicator for kind in GAP_KINDS.values()}

    assert without == set(NO_GAP)


def test_every_kind_is_told() -> None:
    for code, kind in GAP_KINDS.items():
        assert kind.code == code
        assert kind.action.endswith("。")
        assert ("{items}" in kind.detail) == bool(kind.items)
    assert len({kind.title for kind in GAP_KINDS.values()}) == len(GAP_KINDS)


BASIC: Row = {
    "name": "甲",
    "uscc": "91410000MA4400001A",
    "township": "古城乡",
    "type": "有限责任公司",
    "status": "正常",
    "registered_on": date(2018, 1, 1),
    "employees": 0,
}


@pytest.mark.parametrize(
    ("kind", "row", "detail"),
    [
        ("no_instructor", {"organized": False, "instructor": "无", "employees": 8}, "职工 8 人，党员不详"),
        ("no_instructor", {"organized": None, "instructor": None}, "职工不详，党员不详"),
        ("no_instructor", {"organized": False, "instructor": "张三"}, None),
        ("no_instructor", {"organized": True, "instructor": "无"}, None),
        ("no_instructor", {"organized": False, "instructor": "无", "status": "注销"}, None),
        ("due_not_built", {"organized": False, "full_members": 4}, "正式党员 4 人"),
        ("due_not_built", {"organized": False, "members": 4}, "党员 4 人（未分正式、预备）"),
        ("own_due", {"organization_form": "联合", "full_members": 3}, "正式党员 3 人"),
        ("own_due", {"organization_form": "联合", "members": 3}, "党员 3 人（未分正式、预备）"),
        ("own_due", {"organization_form": "联合", "full_members": 2}, None),
        ("own_due", {"organization_form": "单独", "full_members": 3}, None),
        ("own_due", {"organization_form": "联合", "full_members": 3, "organized": False}, None),
        ("maybe_due", {"organized": False, "members": None, "probationary_members": 3}, "党员 3 人，其中正式党员不详"),
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
        ("not_covered", {"organized": False, "employees": 8}, "职工 8 人，党员不详；缺：党组织"),
        ("not_covered", {"organized": None, "employees": 8}, "职工 8 人，党员不详；不清楚：党组织"),
        ("not_covered", {"organized": True}, None),
        (
            "no_mass",
            {"union": False, "youth_league": None, "womens_federation": False},
            "缺：工会、妇联；不清楚：共青团",
        ),
        ("no_mass", {"union": True, "youth_league": None}, None),
        ("no_union", {"union": False}, "缺：工会"),
        ("no_youth_league", {"youth_league": None}, "不清楚：共青团"),
        ("no_womens_federation", {"womens_federation": True}, None),
        ("no_applicant", {"members": 0, "applicants": 0}, "党员 0 人，入党积极分子 0 人"),
        ("no_applicant", {"members": None, "applicants": None}, "党员不详，入党积极分子不详"),
        (
            "no_applicant",
            {"members": 0, "applicants": 0, "village": "东村"},
            "党员 0 人，入党积极分子 0 人；所在村（社区）：东村",
        ),
        (
            "no_applicant",
            {
                "members": 0,
                "applicants": 0,
                "village": "东村",
                "organization_form": "联合",
                "organization_name": "东村联合支部",
            },
            "党员 0 人，入党积极分子 0 人；联建党组织：东村联合支部",
        ),
        ("no_applicant", {"members": 0, "applicants": 1}, None),
        ("no_applicant", {"members": 1, "applicants": 0}, None),
        (
            "not_synchronous",
            {"registered_on": date(2018, 1, 1), "full_members": 3, "organized": False, "founded_on": None},
            "正式党员 3 人",
        ),
        (
            "not_synchronous",
            {"registered_on": date(2017, 12, 31), "full_members": 3, "organized": False, "founded_on": None},
            None,
        ),
        (
            "not_territorial",
            {"organized": True, "founded_on": date(2018, 1, 1), "superior": "区发改委党委"},
            "覆盖企业 1 家",
        ),
        ("not_territorial", {"organized": True, "founded_on": date(2018, 1, 1), "superior": "古城乡党委"}, None),
        ("unclear_basic", BASIC, None),
        ("unclear_basic", BASIC | {"type": "无", "employees": None}, "不清楚：企业类型、职工人数"),
        ("unclear_basic", BASIC | {"township": None, "registered_on": None}, "不清楚：乡（办）、注册日期"),
        ("unclear_organization", {"organized": None}, "不清楚：是否建立党组织"),
        ("unclear_organization", {"organized": False}, None),
        ("unclear_organization", {"organized": True}, "不清楚：组建方式、党组织名称"),
        ("unclear_work", {"organized": True, "union": False, "youth_league": None}, "不清楚：共青团、妇联"),
        ("unclear_work", {"instructor_sent": True, "instructor": None}, "不清楚：党建指导员、工会、共青团、妇联"),
    ],
)
def test_a_gap(kind: str, row: Row, detail: str | None) -> None:
    gaps = pipeline.gaps(linked(roster([{"name": "甲", "township": "古城乡", **row}])), kinds=[kind])

    assert gaps.missing == ()
    assert [(gap.kind, gap.detail) for gap in gaps.rows] == ([(kind, detail)] if detail else [])


SIX = dict.fromkeys(SIX_HAVES, True)
NINE = dict.fromkeys(GIFT_PACK, True) | {"founded_on": date(2018, 1, 1)}
BRANCH: Row = {"kind": "党支部", "re_elected_on": None, "term_ends_on": None, "founded_on": None}
FOUR = dict.fromkeys(FAVORS, True)


@pytest.mark.parametrize(
    ("kind", "organization", "detail"),
    [
        ("secretary_not_trained", {"secretary": "张三", "secretary_trained": False}, "缺：书记参训"),
        ("secretary_not_trained", {"secretary": "张三", "secretary_trained": None}, "不清楚：书记参训"),
        ("secretary_not_trained", {"secretary": "张三", "secretary_trained": True}, None),
        ("secretary_not_trained", {"secretary": "无", "secretary_trained": False}, None),
        ("no_leader", {"leader": "无"}, "缺：联系领导"),
        ("no_leader", {"leader": None}, "不清楚：联系领导"),
        ("no_leader", {"leader": "张三"}, None),
        ("no_village", {"partner_village": "无"}, "缺：结对村（社区）"),
        ("no_village", {"partner_village": "东村"}, None),
        ("no_demo_posts", {"demo_posts": False}, "缺：党员示范岗"),
        ("no_two_way_mechanism", {"two_way_mechanism": None}, "不清楚：双向互动机制"),
        ("no_online_site", {"online_site": True}, None),
        ("no_paired_building", {"paired_building": False}, "缺：结对共建"),
        ("no_paired_building", {"paired_building": None}, "不清楚：结对共建"),
        ("no_paired_building", {"paired_building": True}, None),
        ("term_over", BRANCH | {"re_elected_on": date(2018, 12, 30)}, "上次换届 2018-12-30，届满日期不详"),
        ("term_over", BRANCH | {"re_elected_on": date(2018, 12, 31)}, None),
        ("term_ends_soon", BRANCH | {"re_elected_on": date(2018, 12, 31)}, "上次换届 2018-12-31，届满日期不详"),
        ("term_over", BRANCH | {"kind": "党委", "re_elected_on": date(2018, 1, 1)}, None),
        ("term_over", BRANCH | {"kind": None, "re_elected_on": date(2018, 1, 1)}, "上次换届 2018-01-01，届满日期不详"),
        ("term_over", BRANCH | {"term_ends_on": date(2021, 12, 30)}, "上次换届不详，届满日期 2021-12-30"),
        ("term_over", BRANCH | {"term_ends_on": date(2021, 12, 31)}, None),
        ("term_over", BRANCH | {"re_elected_on": date(2021, 5, 1), "term_ends_on": date(2021, 5, 1)}, None),
        ("term_over", BRANCH | {"re_elected_on": date(2018, 1, 1), "term_ends_on": date(2023, 1, 1)}, None),
        ("term_ends_soon", BRANCH | {"term_ends_on": date(2022, 6, 29)}, "上次换届不详，届满日期 2022-06-29"),
        ("term_ends_soon", BRANCH | {"term_ends_on": date(2022, 6, 30)}, None),
        ("term_over", BRANCH | {"founded_on": date(2010, 1, 1)}, None),
        ("term_ends_soon", BRANCH | {"founded_on": date(2019, 1, 1)}, "上次换届不详，届满日期不详"),
        ("six_haves_missing", SIX, None),
        (
            "six_haves_missing",
            SIX | {"has_facilities": False, "has_books": False, "has_rules": None},
            "缺：设施、书报；不清楚：制度",
        ),
        ("gift_pack_missing", NINE, None),
        ("gift_pack_missing", NINE | {"gift_visit": False}, "缺：参观学习"),
        ("gift_pack_missing", NINE | {"gift_visit": False, "founded_on": date(2017, 1, 1)}, None),
        ("favors_missing", FOUR, None),
        ("favors_missing", FOUR | {"favor_funds": None}, "不清楚：经费"),
    ],
)
def test_a_gap_of_an_organisation(kind: str, organization: Row, detail: str | None) -> None:
    organizations = [{"name": "支部", "enterprises": "甲", **organization}]
    gaps = pipeline.gaps(linked(roster([{"name": "甲", "township": "古城乡"}], organizations)), kinds=[kind])

    assert gaps.missing == ()
    assert [(gap.subject.name, gap.detail) for gap in gaps.rows] == ([("支部", detail)] if detail else [])


@pytest.mark.parametrize(("covered", "detail"), [(5, None), (6, "覆盖企业 6 家")])
def test_a_joint_organisation_over_size(covered: int, detail: str | None) -> None:
    names = [f"企业{number}" for number in range(covered)]
    organizations = [{"name": "联合支部", "enterprises": "、".join(names)}]
    source = roster([{"name": name, "township": "古城乡"} for name in names], organizations)

    gaps = pipeline.gaps(linked(source), kinds=["joint_too_large"])
    assert [gap.detail for gap in gaps.rows] == ([detail] if detail else [])
    settings = policy(counting={"joint_units": covered})
    assert pipeline.gaps(linked(source, settings=settings), kinds=["joint_too_large"]).rows == ()


@pytest.mark.parametrize(("load", "detail"), [(5, None), (6, "联系企业 6 家")])
def test_an_instructor_over_load(load: int, detail: str | None) -> None:
    ledger = [{"name": f"企业{number}", "township": "古城乡", "instructor": "张三"} for number in range(load)]
    gaps = pipeline.gaps(linked(roster(ledger)), kinds=["instructor_overloaded"])

    assert [(gap.subject.name, gap.detail) for gap in gaps.rows] == ([("张*", detail)] if detail else [])


@pytest.mark.parametrize(
    ("trained", "detail"),
    [(True, None), (False, "联系企业 1 家；缺：指导员参训"), (None, "联系企业 1 家；不清楚：指导员参训")],
)
def test_an_instructor_not_trained(trained: bool | None, detail: str | None) -> None:
    instructors = [{"name": "张三", "enterprises": "甲", "trained": trained}]
    source = roster([{"name": "甲", "township": "古城乡"}], instructors=instructors)
    gaps = pipeline.gaps(linked(source), kinds=["instructor_not_trained"])

    assert [gap.detail for gap in gaps.rows] == ([detail] if detail else [])


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
    assert gap.action.startswith("正式党员已达 3 人以上")


def test_thresholds_in_the_action_are_the_policy_s() -> None:
    source = roster([{"name": "甲", "township": "古城乡", "full_members": 5, "organized": False}])
    facts = linked(source, settings=policy(counting={"due_members": 5}))

    assert pipeline.gaps(facts, kinds=["due_not_built"]).rows[0].action.startswith("正式党员已达 5 人以上")


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


def test_by_township_then_kind() -> None:
    gaps = pipeline.gaps(linked(roster(LEDGER)), kinds=["due_not_built", "no_instructor"], sort="township")

    assert _order(gaps.rows) == [
        ("no_instructor", "甲"),
        ("no_instructor", "丙"),
        ("due_not_built", "甲"),
        ("no_instructor", "乙"),
        ("due_not_built", "乙"),
    ]


def test_by_enterprise() -> None:
    gaps = pipeline.gaps(linked(roster(LEDGER)), kinds=["due_not_built", "no_instructor"], sort="enterprise")

    joined = [(each.subject.name, [gap.kind for gap in each.gaps]) for each in gaps.by_subject]
    assert joined == [
        ("甲", ["no_instructor", "due_not_built"]),
        ("丙", ["no_instructor"]),
        ("乙", ["no_instructor", "due_not_built"]),
    ]


def test_kinds_that_are_not_urgent_are_counted_and_listed_when_asked_for() -> None:
    facts = linked(roster(LEDGER))

    assert [(each.code, each.count) for each in pipeline.gaps(facts).unlisted] == [
        ("not_covered", 3),
        ("unclear_basic", 3),
        ("unclear_work", 3),
    ]
    every = pipeline.gaps(facts, every=True)
    assert every.unlisted == ()
    assert {gap.kind for gap in every.rows} > {"not_covered", "unclear_basic", "unclear_work"}
    assert pipeline.gaps(facts, townships=["古城乡"]).unlisted[0].count == 1
    assert pipeline.gaps(facts, kinds=["due_not_built"]).unlisted == ()


def test_only_some_townships() -> None:
    gaps = pipeline.gaps(linked(roster(LEDGER)), townships=["古城乡"])

    assert _order(gaps.rows) == [("no_instructor", "乙"), ("due_not_built", "乙")]


def test_kinds_without_data_are_named() -> None:
    gaps = pipeline.gaps(linked(roster([{"name": "甲", "township": "古城乡", "organized": False}])))

    assert gaps.rows == ()
    assert (
        dict(gaps.missing)["未建党组织且未派指导员"] == "企业台账中没有“是否派驻党建指导员”、“党建指导员”中的任何一列"
    )
    assert len(gaps.missing) == len(PROMISED)


@pytest.mark.parametrize(("option", "word"), [("kinds", "due_not_build"), ("townships", "小屯镇")])
def test_an_unknown_word_is_refused_with_what_is_near(option: str, word: str) -> None:
    options: dict[str, Any] = {option: [word]}
    with pytest.raises(UsageError, match=r"是否指：(应建未建（due_not_built）|小屯乡)"):
        pipeline.gaps(linked(roster(LEDGER)), **options)
