"""Whether an enterprise is covered by an organisation, and by which form."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from djcov.facts.organization_coverage import form_of
from djcov.policy import Policy
from rosters import codes, linked, policy, roster, values

YES, NO, UNKNOWN = (True, True), (False, True), (False, False)


@pytest.mark.parametrize(
    ("row", "answer", "form"),
    [
        ({"organized": True}, YES, ""),
        ({"organized": False}, NO, ""),
        ({"organized": None}, UNKNOWN, ""),
        ({"organized": True, "organization_form": "单独组建"}, YES, "own"),
        ({"organization_form": "自建"}, YES, "own"),
        ({"organization_form": "独建（2020年）"}, YES, "own"),
        ({"organization_form": "拟自建"}, NO, ""),
        ({"organization_form": "园区统建"}, YES, "joint"),
        ({"organized": True, "organization_form": "联合组建"}, YES, "joint"),
        ({"organized": True, "organization_form": "挂靠"}, YES, "joint"),
        ({"organized": True, "organization_form": "行业兜底"}, YES, "joint"),
        ({"organized": True, "organization_form": "其他"}, YES, ""),
        # where 是否建立 is blank or missing, the other cells are the evidence
        ({"organized": None, "organization_form": "单独"}, YES, "own"),
        ({"organization_form": "独立 组建"}, YES, "own"),
        ({"organization_form": "区域联合"}, YES, "joint"),
        ({"organization_form": "未组建"}, NO, ""),
        ({"organization_form": "无"}, NO, ""),
        ({"organization_form": "其他"}, UNKNOWN, ""),
        # a form that is denied, planned, conditional or has ended is none
        ({"organization_form": "未单独组建"}, NO, ""),
        ({"organization_form": "未联合"}, NO, ""),
        ({"organization_form": "不单独"}, NO, ""),
        ({"organization_form": "没有纳入网格"}, NO, ""),
        ({"organization_form": "应单独组建"}, NO, ""),
        ({"organization_form": "拟联合组建"}, NO, ""),
        ({"organization_form": "计划单独组建"}, NO, ""),
        ({"organization_form": "单独组建中"}, NO, ""),
        ({"organization_form": "未单独组建，拟联合组建"}, NO, ""),
        ({"organization_form": "不具备单独组建条件，已联合组建"}, YES, "joint"),
        ({"organization_form": "单独组建（未联合）"}, YES, "own"),
        ({"organization_form": "党员不足3名联合组建"}, YES, "joint"),
        ({"organization_form": "应建已建，单独组建"}, YES, "own"),
        ({"organization_form": "应联合已联合"}, YES, "joint"),
        ({"organization_form": "供应行业党委"}, YES, "joint"),
        ({"organization_form": "联合（已撤销）"}, NO, ""),
        ({"organization_form": "具备单独组建条件"}, NO, ""),
        ({"organization_form": "联合（2019年）"}, YES, "joint"),
        ({"organization_form": "联合（2022年3月）"}, NO, ""),
        ({"organization_form": "联合（2021年撤销）"}, NO, ""),
        ({"organization_form": "联合（情况复杂）"}, UNKNOWN, ""),
        ({"organization_form": "☑单独 □联合"}, YES, "own"),
        ({"organization_name": "甲公司党支部"}, YES, ""),
        ({"organization_name": "有"}, YES, ""),
        ({"organization_name": "无"}, NO, ""),
        ({"organization_form": None, "organization_name": None, "organization_kind": "党支部"}, YES, ""),
        ({"organization_kind": "无"}, NO, ""),
        ({"organization_kind": None}, UNKNOWN, ""),
        # 组建方式 is asked before 党组织名称
        ({"organization_form": "未建", "organization_name": "甲支部"}, NO, ""),
        # in time
        ({"organized": True, "founded_on": date(2021, 12, 31)}, YES, ""),
        ({"organized": True, "founded_on": date(2022, 1, 1)}, NO, ""),
        ({"organization_form": "单独", "founded_on": date(2022, 1, 1)}, NO, ""),
        ({"organized": None, "founded_on": date(2022, 1, 1)}, UNKNOWN, ""),
    ],
)
def test_what_the_ledger_says(row: dict[str, Any], answer: tuple[bool, bool], form: str) -> None:
    facts = linked(roster([{"name": "甲", "township": "古城乡", **row}])).enterprises

    assert (*values(facts, "organized"), *values(facts, "organized_known")) == answer
    assert values(facts, "own") == [form == "own"]
    assert values(facts, "joint") == [form == "joint"]


def test_the_words_of_the_forms_are_the_policy_s() -> None:
    source = roster([{"name": "甲", "township": "古城乡", "organization_form": "甲类"}])
    facts = linked(source, settings=policy(forms={"own": ("甲类",)}))

    assert values(facts.enterprises, "own") == [True]


@pytest.mark.parametrize(
    ("organizations", "organized", "form"),
    [
        ([{"enterprises": "乙", "form": "单独"}], False, ""),
        ([{"enterprises": "甲", "form": "单独"}], True, "own"),
        ([{"enterprises": "甲、乙", "form": "联合"}], True, "joint"),
        ([{"enterprises": "甲", "form": None}], True, ""),
        ([{"enterprises": "甲", "form": "联合"}, {"enterprises": "甲", "form": "单独"}], True, "own"),
        ([{"enterprises": "甲", "form": "单独", "founded_on": date(2021, 12, 31)}], True, "own"),
        ([{"enterprises": "甲", "form": "单独", "founded_on": date(2022, 1, 1)}], False, ""),
        (
            [
                {"enterprises": "甲", "form": "单独", "founded_on": date(2022, 1, 1)},
                {"enterprises": "甲", "form": "联合", "founded_on": date(2021, 1, 1)},
            ],
            True,
            "joint",
        ),
    ],
)
def test_the_organisation_roster_decides(organizations: list[dict[str, Any]], organized: bool, form: str) -> None:
    ledger = [{"name": name, "township": "古城乡", "uscc": None} for name in ("甲", "乙")]
    named = [{"name": f"第{n}支部", **row} for n, row in enumerate(organizations)]
    facts = linked(roster(ledger, organizations=named)).enterprises

    assert values(facts, "organized")[0] == organized
    assert values(facts, "organized_known") == [True, True]
    assert values(facts, "own")[0] == (form == "own")
    assert values(facts, "joint")[0] == (form == "joint")


@pytest.mark.parametrize(
    ("row", "rest", "found"),
    [
        ({"organized": True}, "甲", None),
        ({"organized": True}, "乙", ("是否建立党组织", "已建立", "未建立")),
        ({"organized": False}, "甲", ("是否建立党组织", "未建立", "已建立")),
        ({"organized": None}, "甲", None),
        ({"organized": None, "organization_form": "单独"}, "乙", ("组建方式", "已建立", "未建立")),
        ({"organization_name": "无"}, "甲", ("党组织名称", "未建立", "已建立")),
        ({"organized": True, "status": "注销"}, "乙", None),
        # founded later in both: they agree
        ({"organized": True, "founded_on": date(2022, 1, 1)}, "甲/2022-01-01", None),
        # the ledger does not say since when, so it may mean later
        ({"organized": True}, "甲/2022-01-01", None),
        ({"organized": False}, "甲/2022-01-01", None),
    ],
)
def test_where_ledger_and_organisation_roster_differ(
    row: dict[str, Any], rest: str, found: tuple[str, str, str] | None
) -> None:
    enterprise, _, day = rest.partition("/")
    organization = {
        "name": "支部",
        "enterprises": enterprise,
        "founded_on": date.fromisoformat(day) if day else None,
    }
    ledger = [{"name": "甲", "township": "古城乡", **row}, {"name": "乙", "township": "古城乡"}]
    facts = linked(roster(ledger, organizations=[organization]))

    if found is None:
        assert codes(facts) == []
    else:
        column, said, decides = found
        assert codes(facts) == [("ORGANIZED_DIFFERS", 2, column)]
        assert [each.message for each in facts.findings] == [
            f"企业台账为“{said}”，党组织台账为“{decides}”，以党组织台账为准"
        ]


def test_a_unit_that_handed_in_no_organisations_is_told() -> None:
    ledger = [
        {"name": name, "township": township, "organized": True}
        for name, township in (("甲", "古城乡"), ("乙", "柳河乡"), ("丙", "柳河乡"))
    ]
    facts = linked(roster(ledger, organizations=[{"name": "支部", "enterprises": "甲"}]))
    assert values(facts.enterprises, "organized") == [True, False, False]
    (told,) = (each for each in facts.findings if each.code == "UNIT_NOT_IN_ROSTER")
    assert told.message == "党组织台账中没有柳河乡的企业，企业台账却说那里有 2 家；一律按没有计"


REGISTERED = date(2020, 1, 1)


@pytest.mark.parametrize(
    ("founded", "synchronous"),
    [(date(2019, 6, 1), True), (date(2020, 6, 29), True), (date(2020, 6, 30), False), (None, False)],
)
def test_founded_within_180_days_of_registration_is_synchronous(founded: date | None, synchronous: bool) -> None:
    row = {"name": "甲", "township": "古城乡", "registered_on": REGISTERED}
    in_ledger = roster([{**row, "organized": True, "founded_on": founded}])
    in_roster = roster([row], organizations=[{"name": "支部", "enterprises": "甲", "founded_on": founded}])

    assert values(linked(in_ledger).enterprises, "synchronous") == [synchronous]
    assert values(linked(in_roster).enterprises, "synchronous") == [synchronous]


def test_a_day_of_founding_without_an_organisation_is_not_synchronous() -> None:
    row = {"name": "甲", "township": "古城乡", "registered_on": REGISTERED, "founded_on": REGISTERED}

    assert values(linked(roster([{**row, "organized": False}])).enterprises, "synchronous") == [False]


def test_the_days_are_the_policy_s() -> None:
    row = {"name": "甲", "township": "古城乡", "registered_on": REGISTERED, "founded_on": date(2020, 6, 30)}
    settings = policy(counting={"synchronous_days": 181})

    assert values(linked(roster([{**row, "organized": True}]), settings=settings).enterprises, "synchronous") == [True]


def test_forms_as_lists_of_answers_and_plans_write_them() -> None:
    forms = Policy.load().forms
    texts = "2.联合组建 3、挂靠 区域化联建 网格化组建 1.单独组建 （1）单独组建".split()
    assert [form_of(text, forms) for text in texts] == [*["joint"] * 4, *["own"] * 2]


def test_a_form_that_is_not_understood_is_told() -> None:
    texts = ["单独组建", "联合组建（区域）", "无", None, "村企联建", "党支部", "张三丰、李四光"]
    rows = [{"name": f"{number}公司", "organization_form": text} for number, text in enumerate(texts)]
    branches = [{"name": "甲支部", "enterprises": "0公司", "form": "功能型党支部（张三丰）"}]
    found = [each for each in linked(roster(rows, branches)).findings if each.code == "FORM_UNCLEAR"]
    assert [(each.location.row, each.found) for each in found] == [
        (7, "党支部"),
        (8, "***、***"),
        (2, "功能型党支部（***）"),
    ]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("☑单独组建 □联合组建", "own"),
        ("单独√联合×", "own"),
        ("☑单独 ☑联合", ""),
        ("□单独 □联合", ""),
        ("单独√联合", ""),  # nobody can tell whose tick it is
    ],
)
def test_of_forms_with_boxes_the_ticked_one_counts(text: str, form: str) -> None:
    assert form_of(text, Policy.load().forms) == form
