"""Trend: each date's numbers are those of coverage, against the target of that date."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from random import Random
from typing import Any

import pytest

from djcov import pipeline
from djcov.errors import UsageError
from djcov.facts import Facts
from djcov.measures.indicators import INDICATORS
from djcov.measures.trend import Course, Trend
from rosters import linked, roster

Row = dict[str, Any]


def _at(day: str, covered: str, others: str, **more: Any) -> Facts:
    rows: list[Row] = [{"name": name, "township": "古城乡", "organized": name in covered} for name in covered + others]
    return linked(roster([{**row, **more} for row in rows]), day)


def _course(trend: Trend, code: str = "org_coverage", unit: str = "全区") -> Course:
    return next(each for each in trend.courses if (each.indicator, each.unit) == (code, unit))


def test_each_date_has_its_share_its_target_and_its_change() -> None:
    trend = pipeline.trend(
        [_at("2021-12-31", "甲乙丙丁", ""), _at("2020-12-31", "甲", "乙"), _at("2021-06-30", "甲", "乙丙")]
    )

    course = _course(trend)
    assert trend.dates == (date(2020, 12, 31), date(2021, 6, 30), date(2021, 12, 31))
    assert [(share.numerator, share.denominator) for share in course.shares] == [(1, 2), (1, 3), (4, 4)]
    assert [share.target and share.target.value for share in course.shares] == [0.9, 1.0, 1.0]
    assert [share.met for share in course.shares] == [False, False, True]
    assert course.changes == (None, Fraction(-1, 6), Fraction(2, 3))


def test_no_rate_no_change() -> None:
    trend = pipeline.trend(
        [_at("2019-12-31", "甲", ""), _at("2020-12-31", "甲", "", status="注销"), _at("2021-12-31", "甲", "")]
    )
    assert _course(trend).changes == (None, None, None)
    assert [share.percent for share in _course(trend).shares] == ["100.00%", "—", "100.00%"]


def test_a_column_that_came_later_is_no_data_before() -> None:
    trend = pipeline.trend([_at("2020-12-31", "甲", ""), _at("2021-12-31", "甲", "", union=True)])

    course = _course(trend, "union_coverage")
    assert [share.percent for share in course.shares] == ["无数据", "100.00%"]
    assert course.changes == (None, None)


def test_units_only_if_asked_for_also_where_a_date_has_them_not() -> None:
    dates = [_at("2020-12-31", "甲", "乙"), _at("2021-12-31", "甲", "乙", township="小屯乡")]

    assert {course.unit for course in pipeline.trend(dates).courses} == {"全区"}
    trend = pipeline.trend(dates, townships=["小屯 乡"], indicators=["due_built", "org_coverage"])
    assert [(course.unit, course.indicator) for course in trend.courses] == [
        ("全区", "due_built"),
        ("全区", "org_coverage"),
        ("小屯乡", "due_built"),
        ("小屯乡", "org_coverage"),
    ]
    shares = _course(trend, unit="小屯乡").shares
    assert [(share.unit, share.numerator, share.denominator) for share in shares] == [
        ("小屯乡", 0, 0),
        ("小屯乡", 1, 2),
    ]


def test_a_unit_that_is_not_there_has_no_goal_that_is_a_count() -> None:
    dates = [_at("2020-12-31", "甲", "乙"), _at("2021-12-31", "甲", "乙", township="小屯乡")]

    course = _course(pipeline.trend(dates, townships=["小屯乡"]), "dual_strong_district", "小屯乡")
    assert [share.target for share in course.shares] == [None, None]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"townships": ["大屯乡"]}, "没有名为“大屯乡”的单位"),
        ({"indicators": ["org_covrage"]}, "没有名为“org_covrage”的指标"),
        ({"as_of": ["2020-12-31"]}, "台账有 2 期，日期有 1 个"),
        ({"as_of": ["2020-12-31", "2020-12-31"]}, "有两期都截至 2020-12-31"),
    ],
)
def test_what_cannot_be_followed(asked: dict[str, Any], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        pipeline.trend([_at("2020-12-31", "甲", ""), _at("2021-12-31", "甲", "")], **asked)


def test_nothing_to_follow() -> None:
    with pytest.raises(UsageError, match="台账有 0 期"):
        pipeline.trend([])


def test_rosters_are_dated_by_what_they_say() -> None:
    rows: list[Row] = [{"name": "甲", "township": "古城乡"}]
    named = [roster([{**rows[0], "_file": f"{name}.xlsx"}]) for name in ("2021年上半年", "202012")]

    assert pipeline.trend(named).dates == (date(2020, 12, 31), date(2021, 6, 30))


@pytest.mark.parametrize("seed", range(3))
def test_every_number_is_that_of_coverage_and_the_changes_add_up(seed: int) -> None:
    random = Random(seed)

    def drawn(day: str) -> Facts:
        rows = [
            {
                "name": name,
                "township": random.choice(["古城乡", "小屯乡"]),
                "organized": random.choice([True, False, None]),
                "employees": random.choice([None, 10, 60]),
                "members": random.choice([None, 0, 3]),
                "status": random.choice(["正常", "正常", "注销"]),
            }
            for name in "甲乙丙丁戊己"
        ]
        return linked(roster(rows), day)

    dates = [drawn(day) for day in ("2019-12-31", "2020-12-31", "2021-12-31")]
    trend = pipeline.trend(dates, townships=["古城乡"])

    assert [course.indicator for course in trend.courses] == [*INDICATORS, *INDICATORS]
    coverages = [pipeline.coverage(facts) for facts in dates]
    for course in trend.courses:
        for share, coverage in zip(course.shares, coverages, strict=True):
            if course.unit in coverage.units:
                assert share == coverage.share(course.indicator, course.unit)
        if None not in course.changes[1:]:
            rates = [Fraction(share.numerator, share.denominator) for share in course.shares]
            assert sum(change for change in course.changes if change is not None) == rates[-1] - rates[0]
