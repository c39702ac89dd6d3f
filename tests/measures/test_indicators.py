"""The table of indicators: each a few rows of the denominator and numerator, and what it cannot do without."""

from __future__ import annotations

from datetime import date
from typing import Any, get_args

import pytest

from djcov import pipeline
from djcov.choices import Grain
from djcov.measures.indicators import ASIDES, EVERY, INDICATORS
from rosters import linked, policy, roster

Row = dict[str, Any]

PROMISED = """
    org_coverage own_org_rate work_coverage work_coverage_any paired_building instructor_stationed due_built
    members_in_50plus
    mass_coverage union_coverage youth_coverage women_coverage synchronous_founding applicants_where_no_member
    weak_with_instructor secretary_in_post secretary_trained instructor_trained territorial_affiliation
    village_pairing demo_posts two_way_mechanism online_site six_haves gift_pack leader_assigned
    dual_strong_district dual_strong_city clear_basic clear_organization clear_work
    six_haves_place six_haves_facilities six_haves_sign six_haves_flag six_haves_books six_haves_rules
    gift_seal gift_materials gift_board gift_flag gift_instructor gift_constitution gift_lecture
    gift_training gift_visit
    favor_development favor_commendation favor_training favor_funds model_district model_city model_province
    party_workers party_workers_trained in_term visited_on_schedule
    development_share commendation_share training_share funds_share
""".split()


def test_the_table_has_what_is_promised_to_scripts() -> None:
    assert set(PROMISED) <= set(INDICATORS)


def test_every_indicator_is_told() -> None:
    for code, indicator in INDICATORS.items():
        assert indicator.code == code
        assert indicator.name
        assert indicator.doc.endswith("。")
        assert indicator.clause.startswith("S")
        assert indicator.grain in get_args(Grain)


def test_codes_and_names_are_unique() -> None:
    everything = [*INDICATORS.values(), *ASIDES]

    assert len({each.code for each in everything}) == len(everything)
    assert len({each.name for each in everything}) == len(everything)


def test_who_is_not_in_a_denominator_can_be_told_why() -> None:
    for indicator in INDICATORS.values():
        assert bool(indicator.otherwise) == (indicator.denominator is not EVERY)


def _share(code: str, ledger: list[Row], **others: list[Row]) -> tuple[int, int]:
    named = [{"name": f"企业{n}", "township": "古城乡", **row} for n, row in enumerate(ledger)]
    share = pipeline.coverage(linked(roster(named, **others))).share(code)
    assert share.missing == ""
    return share.numerator, share.denominator


@pytest.mark.parametrize(
    ("code", "ledger", "expected"),
    [
        ("org_coverage", [{"organized": True}, {"organized": False}, {"organized": None}], (1, 3)),
        ("org_coverage", [{"organized": True}, {"organized": True, "status": "注销"}], (1, 1)),
        (
            "own_org_rate",
            [{"organization_form": "单独"}, {"organization_form": "联合"}, {"organization_form": None}],
            (1, 3),
        ),
        ("work_coverage", [{"organized": True}, {"organized": False}, {"organized": None}], (1, 3)),
        (
            "work_coverage",
            [{"organized": False, "instructor": "张三"}, {"organized": False, "instructor": None}],
            (1, 2),
        ),
        (
            "work_coverage_any",
            [
                {"organized": False, "members": 1},
                {"organized": False, "union": True},
                {"organized": False, "instructor": "张三"},
                {"organized": True},
                {"organized": False, "members": 0, "union": False},
                {"organized": None},
            ],
            (4, 6),
        ),
        (
            "instructor_stationed",
            [
                {"organized": True, "instructor": "张三"},
                {"organized": False, "instructor": "张三"},
                {"organized": None, "instructor": None},
            ],
            (1, 2),
        ),
        (
            "due_built",
            [
                {"full_members": 3, "organized": True, "organization_form": "联合"},
                {"full_members": 3, "organized": False},
                {"full_members": 2, "organized": True},
                {"full_members": None, "organized": True},
            ],
            (1, 2),
        ),
        (
            "members_in_50plus",
            [
                {"employees": 50, "members": 1},
                {"employees": 51, "members": 0},
                {"employees": 50, "members": None},
                {"employees": 49, "members": 1},
                {"employees": None, "members": 1},
            ],
            (1, 3),
        ),
        (
            "mass_coverage",
            [{"union": True}, {"union": False, "womens_federation": True}, {"union": None}],
            (2, 3),
        ),
        ("union_coverage", [{"union": True}, {"union": False}, {"union": None}], (1, 3)),
        ("youth_coverage", [{"youth_league": True}, {"youth_league": None}], (1, 2)),
        ("women_coverage", [{"womens_federation": True}, {"mass_organizations": "妇联"}], (2, 2)),
        (
            "synchronous_founding",
            [
                {"registered_on": date(2018, 1, 1), "full_members": 3, "founded_on": date(2018, 6, 30)},
                {"registered_on": date(2018, 1, 1), "full_members": 3, "founded_on": date(2018, 7, 1)},
                {"registered_on": date(2018, 1, 1), "full_members": 2, "founded_on": date(2018, 1, 1)},
                {"registered_on": date(2017, 12, 31), "full_members": 3, "founded_on": date(2018, 1, 1)},
                {"registered_on": None, "full_members": 3, "founded_on": date(2018, 1, 1)},
            ],
            (1, 2),
        ),
        (
            "applicants_where_no_member",
            [
                {"members": 0, "applicants": 1},
                {"members": 0, "applicants": 0},
                {"members": None, "applicants": 2},
                {"members": 1, "applicants": 2},
            ],
            (2, 3),
        ),
        (
            "weak_with_instructor",
            [
                {"weak": True, "instructor": "张三"},
                {"weak": True, "instructor": "无"},
                {"weak": None, "instructor": "李四"},
            ],
            (1, 2),
        ),
        (
            "secretary_in_post",
            [{"organized": True, "secretary": "张三"}, {"organized": True, "secretary": "无"}],
            (1, 2),
        ),
        (
            "territorial_affiliation",
            [
                {"organized": True, "founded_on": date(2018, 1, 1), "superior": "古城乡党委"},
                {"organized": True, "founded_on": date(2019, 1, 1), "superior": "区发改委党委"},
                {"organized": True, "founded_on": date(2017, 1, 1), "superior": "古城乡党委"},
            ],
            (1, 2),
        ),
    ],
)
def test_an_indicator_of_the_ledger(code: str, ledger: list[Row], expected: tuple[int, int]) -> None:
    if code == "synchronous_founding":
        ledger = [{"organized": True, **row} for row in ledger]
    assert _share(code, ledger) == expected


ORGANIZATION: Row = {"name": "支部", "enterprises": "企业0"}


@pytest.mark.parametrize(
    ("code", "rows", "expected"),
    [
        ("secretary_in_post", [{"secretary": "张三"}, {"secretary": None}], (1, 2)),
        (
            "secretary_trained",
            [{"secretary": "张三", "secretary_trained": True}, {"secretary": "无", "secretary_trained": True}],
            (1, 1),
        ),
        ("village_pairing", [{"partner_village": "东村"}, {"partner_village": "无"}], (1, 2)),
        ("demo_posts", [{"demo_posts": True}, {"demo_posts": False}], (1, 2)),
        ("two_way_mechanism", [{"two_way_mechanism": True}, {"two_way_mechanism": None}], (1, 2)),
        ("online_site", [{"online_site": True}, {"online_site": True, "enterprises": "无"}], (1, 1)),
        ("leader_assigned", [{"leader": "张三"}, {"leader": "无"}], (1, 2)),
        ("dual_strong_district", [{"dual_strong": "区级"}, {"dual_strong": "市级"}, {"dual_strong": None}], (2, 3)),
        ("dual_strong_city", [{"dual_strong": "区级"}, {"dual_strong": "省级"}], (1, 2)),
        ("six_haves_flag", [{"has_flag": True}, {"has_flag": False}, {"has_flag": None}], (1, 3)),
        (
            "gift_flag",
            [
                {"gift_flag": True, "founded_on": date(2018, 1, 1)},
                {"gift_flag": None, "founded_on": date(2018, 1, 1)},
                {"gift_flag": True, "founded_on": date(2017, 12, 31)},
            ],
            (1, 2),
        ),
        ("model_district", [{"model_level": "区级"}, {"model_level": "无"}, {"model_level": None}], (1, 3)),
        ("model_city", [{"model_level": "区级"}, {"model_level": "国家级"}, {"model_level": "市级"}], (2, 3)),
        ("model_province", [{"model_level": "市级"}, {"model_level": "国家级"}, {"model_level": "省级"}], (2, 3)),
        ("dual_strong_city", [{"dual_strong": "国家级"}], (1, 1)),
        ("paired_building", [{"paired_building": True}, {"paired_building": None}], (1, 2)),
        ("favor_funds", [{"favor_funds": True}, {"favor_funds": False}], (1, 2)),
    ],
)
def test_an_indicator_of_the_organisation_roster(code: str, rows: list[Row], expected: tuple[int, int]) -> None:
    assert _share(code, [{}], organizations=[ORGANIZATION | row for row in rows]) == expected


def test_the_indicator_of_the_instructor_roster() -> None:
    instructors = [
        {"name": "张三", "enterprises": "企业0", "trained": True},
        {"name": "李四", "enterprises": "企业0", "trained": None},
        {"name": "王五", "enterprises": "无", "trained": True},
    ]

    assert _share("instructor_trained", [{}], instructors=instructors) == (1, 2)


def test_instructors_of_the_ledger_are_trained_where_their_rows_agree() -> None:
    people = [("张三", True), ("张三", None), ("李四", True), ("李四", False), ("王五", False), ("赵六", None)]

    ledger = [{"instructor": name, "instructor_trained": trained} for name, trained in people]
    assert _share("instructor_trained", ledger) == (1, 4)


@pytest.mark.parametrize(
    ("code", "ledger", "others", "missing"),
    [
        ("union_coverage", {"members": 1}, {}, "企业台账中没有“工会”、“已建群团组织”中的任何一列"),
        ("weak_with_instructor", {"instructor": None}, {}, "企业台账中没有“是否薄弱”列"),
        ("members_in_50plus", {"members": 3}, {}, "企业台账中没有“职工人数”列"),
        ("members_in_50plus", {"employees": 3}, {}, "企业台账中没有“党员人数”、“正式党员数”中的任何一列"),
        ("secretary_trained", {"organized": True}, {}, "没有党组织台账"),
        (
            "secretary_in_post",
            {"organized": True, "secretary": "张三"},
            {"organizations": [ORGANIZATION]},
            "党组织台账中没有“党组织书记”列",
        ),
        ("instructor_trained", {}, {"instructors": [{"name": "张三", "trained": True}]}, "指导员花名册对不上企业"),
        ("own_org_rate", {"organized": True}, {}, "企业台账中没有“组建方式”、“覆盖情况”中的任何一列"),
        (
            "six_haves",
            {},
            {"organizations": [ORGANIZATION | {"has_flag": True}]},
            "党组织台账中没有“六有：场所”、“六有：设施”、“六有：标志”、“六有：书报”等 5 列",
        ),
    ],
)
def test_columns_that_are_missing_are_named(code: str, ledger: Row, others: dict[str, list[Row]], missing: str) -> None:
    facts = linked(roster([{"name": "企业0", "township": "古城乡", **ledger}], **others))
    share = pipeline.coverage(facts).share(code)

    assert (share.numerator, share.denominator, share.missing) == (0, 0, missing)
    assert share.percent == "无数据"
    assert share.short_by is None


def test_without_a_ledger_nothing_has_data() -> None:
    coverage = pipeline.coverage(linked(roster(organizations=[ORGANIZATION])))

    assert {share.missing for share in coverage.rows} == {"没有企业台账", "没有四倾斜表"}


@pytest.mark.parametrize(
    ("row", "code", "count"),
    [
        ({"organized": None}, "organized_unknown", 1),
        ({"organized": False}, "organized_unknown", 0),
        ({"organized": False, "union": True}, "only_mass", 1),
        ({"organized": True, "union": True}, "only_mass", 0),
        ({"members": 3, "full_members": 2}, "maybe_due", 1),
        ({"members": 3, "full_members": 3}, "maybe_due", 0),
        ({"employees": None}, "employees_unknown", 1),
        ({"employees": 0}, "employees_unknown", 0),
        ({"employees": None, "status": "注销"}, "employees_unknown", 0),
    ],
)
def test_what_is_reported_apart(row: Row, code: str, count: int) -> None:
    coverage = pipeline.coverage(linked(roster([{"name": "甲", "township": "古城乡", **row}])))

    assert [(share.unit, share.numerator) for share in coverage.apart if share.indicator == code] == [
        ("全区", count),
        ("古城乡", count),
    ]


def test_thresholds_are_the_policy_s() -> None:
    source = roster([{"name": "甲", "township": "古城乡", "employees": 30, "members": 1}])
    facts = linked(source, settings=policy(counting={"large_employees": 30}))

    assert pipeline.coverage(facts).share("members_in_50plus").denominator == 1
