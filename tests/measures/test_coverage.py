"""Coverage: per unit, in order, against the target in force."""

from __future__ import annotations

from datetime import date
from typing import Any, get_args

import pytest

from djcov import pipeline
from djcov.choices import By
from djcov.errors import UsageError
from djcov.measures.results import Coverage
from rosters import linked, policy, roster

LEDGER: list[dict[str, Any]] = [
    {
        "name": "甲",
        "township": "小屯乡",
        "village": "西村",
        "park": "创业园",
        "grid": "一网格",
        "industry": "制造",
        "organized": True,
        "secretary": "张三",
    },
    {"name": "乙", "township": "古城乡", "village": "东村", "industry": None, "organized": False, "secretary": None},
    {"name": "丙", "township": "古城乡", "village": None, "industry": "制造", "organized": True, "secretary": "无"},
    {"name": "丁", "township": "南河乡", "village": "东村", "industry": "制造", "organized": True, "status": "注销"},
]


def _shares(coverage: Coverage, code: str = "org_coverage") -> list[tuple[str, int, int]]:
    return [(row.unit, row.numerator, row.denominator) for row in coverage.rows if row.indicator == code]


def test_the_whole_first_then_units_as_first_seen() -> None:
    assert _shares(pipeline.coverage(linked(roster(LEDGER)))) == [
        ("全区", 2, 3),
        ("小屯乡", 1, 1),
        ("古城乡", 1, 2),
        ("南河乡", 0, 0),
    ]


@pytest.mark.parametrize("by", get_args(By))
@pytest.mark.parametrize("district", ["全区", "魏都区"])
def test_a_unit_that_is_called_like_the_whole_is_kept_apart(by: Any, district: str) -> None:
    rows = [{**row, by: district if row["name"] == "乙" else "小屯乡"} for row in LEDGER]
    facts = linked(roster(rows), settings=policy().model_copy(update={"district": district}))
    result = pipeline.coverage(facts, by=by)
    assert _shares(result) == [(district, 2, 3), ("小屯乡", 2, 2), (f"{district}本级", 0, 1)]
    assert result.enterprises(f"{district}本级") == 1
    assert [row.share.unit for row in pipeline.league(facts, "org_coverage", by=by).rows][1:] == [f"{district}本级"]


def test_units_in_the_policy_s_order_with_zeros_then_others() -> None:
    settings = policy(units={"order": ("古城乡", "北山乡", "小屯乡")})

    assert _shares(pipeline.coverage(linked(roster(LEDGER), settings=settings))) == [
        ("全区", 2, 3),
        ("古城乡", 1, 2),
        ("北山乡", 0, 0),
        ("小屯乡", 1, 1),
        ("南河乡", 0, 0),
    ]


def test_by_the_superior_of_the_register_where_there_is_one() -> None:
    register = [
        {"name": "甲党支部", "enterprises": "甲", "superior": "小屯乡党委"},
        {"name": "丙党支部", "enterprises": "丙", "superior": "工商联党委"},
    ]
    rows = [{**row, "superior": "古城乡党委"} for row in LEDGER]
    coverage = pipeline.coverage(linked(roster(rows, register)), by="superior")
    assert _shares(coverage) == [("全区", 2, 3), ("小屯乡党委", 1, 1), ("古城乡党委", 0, 1), ("工商联党委", 1, 1)]


def test_an_organisation_whose_register_names_no_superior_has_that_of_its_enterprises() -> None:
    register = [
        {"name": "甲党支部", "enterprises": "甲", "superior": None, "secretary": "张三"},
        {"name": "丙党支部", "enterprises": "丙", "superior": "工商联党委", "secretary": "无"},
    ]
    rows = [{**row, "superior": "古城乡党委"} for row in LEDGER]
    coverage = pipeline.coverage(linked(roster(rows, register)), by="superior")
    assert _shares(coverage, "secretary_in_post") == [("全区", 1, 2), ("古城乡党委", 1, 1), ("工商联党委", 0, 1)]


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("village", [("全区", 2, 3), ("西村", 1, 1), ("东村", 0, 1), ("未填", 1, 1)]),
        ("industry", [("全区", 2, 3), ("制造", 2, 2), ("未填", 0, 1)]),
        ("park", [("全区", 2, 3), ("创业园", 1, 1), ("未填", 1, 2)]),
        ("grid", [("全区", 2, 3), ("一网格", 1, 1), ("未填", 1, 2)]),
        ("superior", [("全区", 2, 3), ("未填", 2, 3)]),
    ],
)
def test_by_another_column(by: Any, expected: list[tuple[str, int, int]]) -> None:
    coverage = pipeline.coverage(linked(roster(LEDGER)), by=by)

    assert coverage.by == by
    assert _shares(coverage) == expected


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("township", [("全区", 1, 2), ("小屯乡", 1, 1), ("古城乡", 0, 1), ("南河乡", 0, 0)]),
        ("village", [("全区", 1, 2), ("西村", 1, 1), ("东村", 0, 0), ("未填", 0, 1)]),
    ],
)
def test_organisations_are_counted_where_they_belong(by: Any, expected: list[tuple[str, int, int]]) -> None:
    assert _shares(pipeline.coverage(linked(roster(LEDGER)), by=by), "secretary_in_post") == expected


def test_instructors_are_counted_where_they_belong() -> None:
    instructors = [{"name": "张三", "enterprises": "甲、乙、丙", "trained": True}]
    facts = linked(roster(LEDGER, instructors=instructors))

    for by, unit in (("township", "古城乡"), ("village", "东村"), ("industry", "制造")):
        shares = _shares(pipeline.coverage(facts, by=by), "instructor_trained")
        assert [name for name, numerator, _ in shares if numerator] == ["全区", unit]


def test_townships_narrow_the_units_but_not_the_whole() -> None:
    coverage = pipeline.coverage(linked(roster(LEDGER)), townships=["古城乡"])

    assert _shares(coverage) == [("全区", 2, 3), ("古城乡", 1, 2)]
    assert coverage.units == ("全区", "古城乡")


def test_townships_narrow_villages_too() -> None:
    coverage = pipeline.coverage(linked(roster(LEDGER)), by="village", townships=["古城乡", "南河乡"])

    assert _shares(coverage)[:2] == [("全区", 2, 3), ("古城乡", 1, 2)]
    assert _shares(coverage)[-2:] == [("东村", 0, 1), ("未填", 1, 1)]


def test_a_township_s_alias_is_understood() -> None:
    facts = linked(roster([{"name": "甲", "township": "城关办事处", "organized": True}]))

    assert pipeline.coverage(facts, townships=["城关办"]).units == ("全区", "城关办事处")


def test_an_unknown_township_is_refused_with_what_is_near() -> None:
    with pytest.raises(UsageError) as refused:
        pipeline.coverage(linked(roster(LEDGER)), townships=["古城镇"])

    assert str(refused.value) == "没有名为“古城镇”的单位\n是否指：古城乡？"


def test_an_unknown_grouping_is_refused() -> None:
    by: Any = "street"
    with pytest.raises(UsageError, match="street"):
        pipeline.coverage(linked(roster(LEDGER)), by=by)


@pytest.mark.parametrize(
    ("as_of", "rate", "deadline", "short_by"),
    [
        ("2020-12-31", 0.9, date(2020, 12, 31), 1),
        ("2021-01-01", 1.0, date(2021, 12, 31), 1),
        ("2024-01-01", 1.0, date(2021, 12, 31), 1),
    ],
)
def test_the_target_in_force(as_of: str, rate: float, deadline: date, short_by: int) -> None:
    share = pipeline.coverage(linked(roster(LEDGER), as_of)).share("org_coverage")

    assert share.target is not None
    assert (share.target.value, share.target.by, share.short_by, share.met) == (rate, deadline, short_by, False)


def test_a_target_that_is_a_count_is_the_whole_district_s() -> None:
    organizations = [{"name": "支部", "enterprises": "甲", "dual_strong": "市级"}]
    coverage = pipeline.coverage(linked(roster(LEDGER, organizations=organizations)))

    assert coverage.share("dual_strong_district").short_by == 9
    assert coverage.share("dual_strong_city").short_by == 2
    assert coverage.share("dual_strong_district", "小屯乡").target is None


def test_a_rate_needs_a_denominator() -> None:
    share = pipeline.coverage(linked(roster(LEDGER))).share("org_coverage", "南河乡")

    assert (share.rate, share.percent, share.short_by, share.met) == (None, "—", None, None)


def test_rates_are_printed_half_up() -> None:
    rows = [{"name": str(n), "township": "古城乡", "organized": n < 617} for n in range(624)]
    coverage = pipeline.coverage(linked(roster(rows)))

    assert coverage.share("org_coverage").percent == "98.88%"
    assert coverage.rate("org_coverage") == 0.988782
    assert coverage.rate("org_coverage", "古城乡") == 0.988782


def test_a_share_is_found_by_its_name_and_one_that_is_not_there_is_told() -> None:
    coverage = pipeline.coverage(linked(roster(LEDGER)))
    assert coverage.share("组织覆盖率") is coverage.share("org_coverage")
    with pytest.raises(UsageError, match="没有名为“没有的乡”的单位"):
        coverage.share("org_coverage", "没有的乡")
    with pytest.raises(UsageError, match=r"没有名为“org_coverag”的指标\n是否指：组织覆盖率（org_coverage）"):
        coverage.share("org_coverag")
