"""Targets: every dated goal, for the whole and for each unit."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from djcov import pipeline
from djcov.errors import PolicyError, UsageError
from djcov.measures.results import Targets
from djcov.policy import Policy, Target
from rosters import linked, roster

LEDGER: list[dict[str, Any]] = [
    {"name": "甲", "township": "小屯乡", "employees": 50, "members": 2, "organized": True},
    {"name": "乙", "township": "古城乡", "employees": 80, "members": 0, "organized": False},
    {"name": "丙", "township": "古城乡", "employees": 9, "members": 1, "organized": True},
    {"name": "丁", "township": "南河乡", "status": "注销", "organized": True},
]


def _policy(*goals: Target) -> Policy:
    return Policy.load().model_copy(update={"targets": goals})


def _goal(indicator: str, by: str, rate: str | None = None, count: int | None = None, clause: str = "") -> Target:
    return Target.model_validate(
        {"indicator": indicator, "clause": clause, "by": date.fromisoformat(by), "rate": rate, "count": count}
    )


HALF = _goal("org_coverage", "2020-12-31", rate="0.5")
ALL = _goal("org_coverage", "2021-12-31", rate="1", clause="S1（二）")
LARGE = _goal("members_in_50plus", "2021-06-30", rate="1")


def _said(targets: Targets) -> list[tuple[str, str, str, int | None, int]]:
    return [
        (aim.share.unit, aim.share.indicator, aim.target.by.isoformat(), aim.share.short_by, aim.days_left)
        for aim in targets.rows
    ]


def test_every_goal_by_deadline_the_whole_first() -> None:
    facts = linked(roster(LEDGER), "2021-07-01", _policy(ALL, LARGE, HALF))

    assert _said(pipeline.targets(facts)) == [
        ("全区", "org_coverage", "2020-12-31", 0, -182),
        ("全区", "members_in_50plus", "2021-06-30", 1, -1),
        ("全区", "org_coverage", "2021-12-31", 1, 183),
        ("小屯乡", "org_coverage", "2020-12-31", 0, -182),
        ("小屯乡", "members_in_50plus", "2021-06-30", 0, -1),
        ("小屯乡", "org_coverage", "2021-12-31", 0, 183),
        ("古城乡", "org_coverage", "2020-12-31", 0, -182),
        ("古城乡", "members_in_50plus", "2021-06-30", 1, -1),
        ("古城乡", "org_coverage", "2021-12-31", 1, 183),
        ("南河乡", "org_coverage", "2020-12-31", None, -182),
        ("南河乡", "members_in_50plus", "2021-06-30", None, -1),
        ("南河乡", "org_coverage", "2021-12-31", None, 183),
    ]


@pytest.mark.parametrize(
    ("as_of", "days_left", "in_force"),
    [
        ("2020-12-30", [1, 366], [True, False]),
        ("2020-12-31", [0, 365], [True, False]),
        ("2021-01-01", [-1, 364], [False, True]),
        ("2021-12-31", [-365, 0], [False, True]),
        ("2022-01-01", [-366, -1], [False, True]),
    ],
)
def test_around_each_deadline(as_of: str, days_left: list[int], in_force: list[bool]) -> None:
    aims = pipeline.targets(linked(roster(LEDGER), as_of, _policy(HALF, ALL))).of_whole

    assert [aim.days_left for aim in aims] == days_left
    assert [aim.in_force for aim in aims] == in_force


def test_two_goals_of_one_day_are_both_in_force() -> None:
    goals = [_goal("org_coverage", "2021-12-31", rate="0.5"), _goal("org_coverage", "2021-12-31", count=3)]
    aims = pipeline.targets(linked(roster(LEDGER), settings=_policy(*goals))).of_whole

    assert [(aim.in_force, aim.share.met, aim.share.short_by) for aim in aims] == [(True, True, 0), (True, False, 1)]


def test_a_goal_that_is_a_count_is_the_whole_district_s() -> None:
    organizations = [{"name": "支部", "enterprises": "甲", "dual_strong": "市级"}]
    goal = _goal("dual_strong_city", "2023-12-31", count=3)
    targets = pipeline.targets(linked(roster(LEDGER, organizations=organizations), settings=_policy(goal)))

    assert _said(targets) == [("全区", "dual_strong_city", "2023-12-31", 2, 730)]
    assert targets.of_units == ()


def test_a_clause_is_the_goal_s_else_the_indicator_s() -> None:
    aims = pipeline.targets(linked(roster(LEDGER), settings=_policy(HALF, ALL))).of_whole

    assert [aim.clause for aim in aims] == ["S1", "S1（二）"]


def test_without_data_nothing_is_met_or_missed() -> None:
    bare = [{"name": "甲", "township": "古城乡"}]
    (aim,) = pipeline.targets(linked(roster(bare), settings=_policy(ALL)), townships=[]).of_whole

    assert (aim.share.met, aim.share.short_by, aim.share.rate) == (None, None, None)
    assert "企业台账中没有" in aim.share.missing


def test_the_default_policy_s_goals_are_those_of_the_plan() -> None:
    aims = pipeline.targets(linked(roster(LEDGER))).of_whole

    assert len(aims) == len(Policy.load().targets)
    assert {aim.clause for aim in aims} == {"S1", "S2", "S3", "S4", "S10"}


def test_townships_narrow_the_units_but_not_the_whole() -> None:
    targets = pipeline.targets(linked(roster(LEDGER), settings=_policy(ALL)), townships=["古城乡"])

    assert [(aim.share.unit, aim.share.denominator) for aim in targets.rows] == [("全区", 3), ("古城乡", 2)]


def test_an_unknown_township_is_refused() -> None:
    with pytest.raises(UsageError, match="古城镇"):
        pipeline.targets(linked(roster(LEDGER)), townships=["古城镇"])


def test_a_goal_for_nothing_known_is_refused() -> None:
    goals = (_goal(each, "2021-12-31", rate="1") for each in ("organisation", "org_coverage", "org_covrage"))
    with pytest.raises(PolicyError) as refused:
        pipeline.targets(linked(roster(LEDGER), settings=_policy(*goals)))

    assert refused.value.what == "目标中的指标不存在：organisation, org_covrage"
    assert refused.value.hint == "运行 djcov policy check 检查政策文件。"
