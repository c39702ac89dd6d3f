"""Proposals that are carried out change what they are about, and nothing else."""

from __future__ import annotations

from djcov import pipeline
from djcov.facts import Facts
from djcov.facts.frames import records
from djcov.facts.plan_applied import Joining, Stationing, applied
from rosters import linked, roster

ENTERPRISES = [
    {"name": "甲公司", "township": "古城乡", "employees": 60, "members": 3},
    {"name": "乙公司", "township": "古城乡", "employees": 60, "members": 3},
    {"name": "丙公司", "township": "古城乡", "employees": 60, "members": 1},
]
ORGANIZATIONS = [{"name": "乙公司党支部", "township": "古城乡", "form": "单独组建", "enterprises": "乙公司"}]
INSTRUCTORS = [{"name": "张三", "enterprises": "乙公司", "township": "古城乡"}]


def of_unit(facts: Facts, code: str) -> tuple[int | None, int | None]:
    share = pipeline.coverage(facts).share(code)
    return share.numerator, share.denominator


def test_organisations_are_founded_and_joined_beside_the_register_s_own() -> None:
    facts = linked(roster(ENTERPRISES, ORGANIZATIONS))
    at = {row["name"]: row["_enterprise"] for row in records(facts.ledger, "name", "_enterprise")}
    [there] = [row["_at"] for row in records(facts.organizations, "name")]
    joinings = [
        Joining(at["甲公司"], "own", "甲公司党支部"),
        Joining(at["丙公司"], "joint", "乙公司党支部", existing=there),
    ]

    then = applied(facts, joinings, [])

    assert of_unit(facts, "org_coverage") == (1, 3)
    assert of_unit(then, "org_coverage") == (3, 3)
    covered = {row["name"]: row["covered"] for row in records(then.organizations, "name", "covered")}
    assert covered == {"乙公司党支部": 2, "甲公司党支部": 1}
    assert of_unit(facts, "org_coverage") == (1, 3)  # as they were


def test_an_instructor_is_stationed_beside_those_who_are() -> None:
    facts = linked(roster(ENTERPRISES, ORGANIZATIONS, instructors=INSTRUCTORS))
    at = {row["name"]: row["_enterprise"] for row in records(facts.ledger, "name", "_enterprise")}
    [person] = [row["_at"] for row in records(facts.instructors, "name")]

    then = applied(facts, [], [Stationing(at["丙公司"], person)])

    assert of_unit(facts, "work_coverage") == (1, 3)
    assert of_unit(then, "work_coverage") == (2, 3)
    assert [records(each.instructors, "load")[0]["load"] for each in (facts, then)] == [1, 2]
