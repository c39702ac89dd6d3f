"""By which ways work covers an enterprise (S2), and until when a new one still has time (S7)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from djcov import pipeline
from rosters import linked, policy, roster, values

LEDGER: list[dict[str, Any]] = [
    {"name": "甲", "organized": True, "instructor": "张三", "members": 3, "union": True},
    {"name": "乙", "organized": False, "instructor": "张三", "members": 1, "union": False},
    {"name": "丙", "organized": False, "instructor": "无", "members": 1, "union": True},
    {"name": "丁", "organized": False, "instructor": "无", "members": 0, "union": True},
    {"name": "戊", "organized": False, "instructor": "无", "members": 0, "union": False},
    {"name": "己", "organized": None, "instructor": None, "members": None, "union": None},
]
ROSTER = roster([{"township": "古城乡", **row} for row in LEDGER])


@pytest.mark.parametrize(
    ("settings", "covered"),
    [
        ({}, "甲乙"),
        ({"work_ways": ("organization",)}, "甲"),
        ({"work_ways": ("organization", "instructor", "members")}, "甲乙丙"),
        ({"work_ways": ("organization", "mass")}, "甲丙丁"),
        ({"work_ways": ("mass",)}, "甲丙丁"),
        ({"work_includes_mass": True}, "甲乙丙丁"),
    ],
)
def test_the_policy_chooses_the_ways(settings: dict[str, Any], covered: str) -> None:
    facts = linked(ROSTER, settings=policy(counting=settings))
    names = values(facts.enterprises, "name")

    assert [name for name, work in zip(names, values(facts.enterprises, "work"), strict=True) if work] == list(covered)
    assert [name for name, work in zip(names, values(facts.enterprises, "work_any"), strict=True) if work] == list(
        "甲乙丙丁"
    )


@pytest.mark.parametrize(
    ("registered", "organized", "share"),
    [
        (date(2021, 7, 4), False, (0, 0)),
        (date(2021, 7, 3), False, (0, 1)),
        (date(2021, 7, 4), None, (0, 0)),
        (date(2021, 12, 1), True, (0, 1)),
    ],
)
def test_within_180_days_without_an_organisation_a_new_enterprise_is_not_counted_yet(
    registered: date, organized: bool | None, share: tuple[int, int]
) -> None:
    row = {"name": "甲", "township": "古城乡", "full_members": 3, "registered_on": registered, "organized": organized}
    found = pipeline.coverage(linked(roster([{**row, "founded_on": None}]))).share("synchronous_founding")

    assert (found.numerator, found.denominator) == share
