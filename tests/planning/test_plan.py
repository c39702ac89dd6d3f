"""The plan: who joins whom, who gets an instructor, and why the others do not."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from djcov import pipeline
from djcov.facts import Facts
from djcov.facts.frames import records
from djcov.planning.results import Plan
from djcov.roster import Roster
from effort import examples
from measures.test_laws import ROSTERS
from rosters import linked, policy, roster, shuffled

Row = dict[str, Any]


def _row(name: str, members: int | None, village: str | None = None, **more: Any) -> Row:
    base = {"name": name, "township": "古城乡", "village": village, "park": None, "organized": False}
    return {**base, "members": members, "instructor": "无", **more}


def _plan(rows: list[Row], *, attach: bool = False, instructors: list[Row] | None = None, **counting: int) -> Plan:
    source = roster(rows, instructors=instructors)
    return pipeline.plan(linked(source, settings=policy(counting=counting)), attach=attach)


def _groups(plan: Plan) -> list[tuple[str, str]]:
    return [("".join(each.subject.name for each in group.enterprises), group.place) for group in plan.groups]


def _left(plan: Plan) -> dict[str, tuple[str, str]]:
    return {each.subject.name: (each.reason, each.clause) for each in plan.left_over}


# ---- joint organisations


def test_those_of_one_village_or_park_first_and_the_others_across_the_township() -> None:
    plan = _plan(
        [
            _row("甲", 2, "东村"),
            _row("乙", 1, "东村"),
            _row("丙", 1, "西村", park="创业园"),
            _row("丁", 2, "东村", park="创业园"),
            _row("戊", 1, "西村"),
            _row("己", 2, None),
        ]
    )
    assert _groups(plan) == [("乙甲", "东村"), ("丁丙", "创业园"), ("己戊", "")]
    assert [group.full_members for group in plan.groups] == [3, 3, 3]
    assert not plan.left_over


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (_row("甲", 4, full_members=3), ("正式党员已有 3 人，应单独建立", "S5")),
        (_row("甲", 3), ("党员（未分正式、预备）已有 3 人，应单独建立", "S5")),
        (_row("甲", 0), ("没有党员，由村（社区）或联合党组织帮助培养", "S8")),
        (_row("甲", None), ("党员人数不清楚，请先核实", "S17")),
        (_row("甲", 2, organized=None), ("是否建立党组织不清楚，请先核实", "S17")),
        (_row("甲", 2, township=None), ("没有填写乡（办），看不出与谁相近", "S17")),
        (_row("甲", 2), ("同一乡（办）可以联合的企业，5 家以内正式党员凑不足 3 人", "S6")),
    ],
)
def test_who_joins_nobody_and_why(row: Row, reason: tuple[str, str]) -> None:
    others = [_row("子", 3, organized=True), _row("丑", 2, township="小屯乡")]
    plan = _plan([row, *others])

    assert _left(plan)["甲"] == reason
    assert not plan.groups


def test_no_group_is_larger_than_the_policy_says() -> None:
    plan = _plan([_row(f"企业{number}", 1, "东村") for number in range(7)], joint_units=3)

    assert [len(group.enterprises) for group in plan.groups] == [3, 3]
    assert list(_left(plan).values()) == [("附近的联合党组织都已满 3 家", "S6")]


def test_an_organisation_with_room_takes_in_who_is_too_few() -> None:
    joint: Row = {"organized": True, "organization_form": "联合组建", "organization_name": "东村联合支部"}
    rows = [_row("甲", 1, "东村"), *(_row(f"子{number}", 1, "东村", **joint) for number in range(4))]
    plan = _plan([{"organization_form": None, "organization_name": None, **row} for row in rows])

    (group,) = plan.groups
    assert group.organization is not None
    assert (group.organization.name, _groups(plan)) == ("东村联合支部", [("甲", "东村")])
    full = _plan([{"organization_form": None, "organization_name": None, **row} for row in rows], joint_units=4)
    assert (full.groups, _left(full)["甲"][0]) == ((), "附近的联合党组织都已满 4 家")


def test_organisations_of_a_roster_are_joint_by_their_form() -> None:
    rows = [_row("甲", 1), _row("乙", 3), _row("丙", 3)]
    organizations = [
        {"name": "单独支部", "enterprises": "丙", "form": "单独"},
        {"name": "联合支部", "enterprises": "乙、丙", "form": "联合"},
    ]
    plan = pipeline.plan(linked(roster(rows, organizations)))

    assert [group.organization and group.organization.name for group in plan.groups] == ["联合支部"]


def test_those_without_members_are_attached_only_if_wished() -> None:
    rows = [_row("甲", 2, "东村"), _row("乙", 1, "东村"), _row("丙", 0, "东村"), _row("丁", 0, "西村")]

    assert set(_left(_plan(rows))) == {"丙", "丁"}
    plan = _plan(rows, attach=True)
    assert [[each.name for each in group.attached] for group in plan.groups] == [["丁", "丙"]]
    assert [len(group.enterprises) for group in plan.groups] == [2]
    assert not plan.left_over


def test_probationary_members_join_but_do_not_count() -> None:
    rows = [_row(name, 2, full_members=full) for name, full in (("甲", 2), ("乙", 0), ("丙", 0))]

    assert not _plan(rows).groups
    assert _groups(_plan([*rows, _row("丁", 1, full_members=1)])) == [("丁丙乙甲", "")]


# ---- instructors


def test_the_weak_first_then_those_whom_no_organisation_will_cover() -> None:
    rows = [
        _row("甲", 2, weak=False),
        _row("乙", 1, weak=False),
        _row("丙", None, weak=False),
        _row("丁", 3, organized=True, weak=True),
        _row("戊", 0, weak=False, instructor="王小明"),
    ]
    plan = _plan(rows, instructor_load=3)

    assert [(each.wanting.subject.name, each.wanting.reason, each.load) for each in plan.assignments] == [
        ("丁", "薄弱", 2),
        ("丙", "没有党组织", 3),
    ]
    assert {each.instructor.name for each in plan.assignments} == {"王**"}
    assert [each.subject.name for each in plan.waiting] == ["乙", "甲"]
    assert [(each.unit, each.waiting, each.instructors) for each in plan.shortages] == [("古城乡", 2, 1)]


def test_an_instructor_of_the_same_village_and_one_who_has_nobody_yet() -> None:
    rows = [_row("甲", 0, "东村"), _row("乙", 0, "西村"), _row("丙", 0, "东村")]
    instructors: list[Row] = [
        {"name": "王小明", "enterprises": "丙", "township": "古城乡", "since": None},
        {"name": "李大力", "enterprises": "无", "township": "古城乡", "since": None},
        {"name": "赵六六", "enterprises": "无", "township": "小屯乡", "since": None},
    ]
    plan = _plan(rows, instructors=instructors)

    assert {each.wanting.subject.name: (each.instructor.name, each.place) for each in plan.assignments} == {
        "甲": ("王**", "东村"),
        "乙": ("李**", ""),
    }


def test_unknowns_are_said() -> None:
    plan = _plan([_row("甲", 0, organized=None, instructor=None)])

    assert [each.reason for each in plan.waiting] == ["是否建立党组织不清楚，是否已派驻不清楚"]


def test_without_the_columns_there_is_no_plan() -> None:
    plan = pipeline.plan(linked(roster([{"name": "甲", "township": "古城乡", "organized": False}])))

    assert [what for what, _ in plan.missing] == ["联合组建", "派驻指导员"]
    assert (plan.groups, plan.left_over, plan.assignments, plan.waiting) == ((), (), (), ())


def test_beyond_three_it_is_said_that_another_way_may_leave_fewer_over() -> None:
    assert _plan([_row("甲", 1)]).exact
    assert not _plan([_row("甲", 1)], due_members=4).exact


# ---- laws


def _answers(facts: Facts) -> list[Row]:
    columns = ("in_scope", "organized", "stationed", "is_weak", "members", "full_members", "township", "_enterprise")
    return [row for row in records(facts.enterprises, *columns) if row["in_scope"]]


@given(ROSTERS, st.booleans(), st.integers(1, 5), st.integers(1, 3))
@settings(max_examples=examples(20))
def test_nobody_is_lost_nobody_is_twice_and_no_bound_is_crossed(
    source: Roster, attach: bool, limit: int, load: int
) -> None:
    facts = linked(source, settings=policy(counting={"joint_units": limit, "instructor_load": load}))
    plan, rows = pipeline.plan(facts, attach=attach), _answers(facts)
    asked = {what for what, _ in plan.missing}

    inside = [each.subject for group in plan.groups for each in group.enterprises]
    helped = [subject for group in plan.groups for subject in group.attached]
    spoken_of = Counter([*inside, *helped, *(each.subject for each in plan.left_over)])
    assert set(spoken_of.values()) <= {1}
    assert len(spoken_of) == (0 if "联合组建" in asked else sum(not row["organized"] for row in rows))
    for group in plan.groups:
        assert len(group.enterprises) <= limit
        assert {each.subject.township for each in group.enterprises} <= {group.unit}
        assert group.organization or group.full_members >= 3
    assert all(each.reason and each.clause for each in plan.left_over)

    wanting = Counter([*(each.wanting.subject for each in plan.assignments), *(each.subject for each in plan.waiting)])
    wanted = sum(not row["stationed"] and (row["is_weak"] or not row["organized"]) for row in rows)
    assert set(wanting.values()) <= {1}
    assert len(wanting) == (0 if "派驻指导员" in asked else wanted)
    assert all(each.load <= load for each in plan.assignments)
    assert all(each.instructor.township == each.wanting.subject.township for each in plan.assignments)
    assert sum(each.waiting for each in plan.shortages) == len(plan.waiting)
    for each in plan.shortages:
        assert (each.instructors - 1) * load < each.waiting <= each.instructors * load


@given(ROSTERS, st.integers(0, 1000))
@settings(max_examples=examples(5))
def test_the_order_of_rows_in_a_frame_does_not_matter(source: Roster, seed: int) -> None:
    assert pipeline.plan(linked(shuffled(source, seed))) == pipeline.plan(linked(source))


def test_the_order_of_rows_in_the_file_moves_nobody_to_another_group() -> None:
    random = Random(5)
    rows = [_row(f"企业{number}", random.randrange(4), random.choice(["东村", "西村", None])) for number in range(40)]

    def said(plan: Plan) -> object:
        groups = [[each.subject.name for each in group.enterprises] for group in plan.groups]
        return groups, sorted(_left(plan)), [each.subject.name for each in plan.waiting]

    first = said(_plan(rows))
    random.shuffle(rows)
    assert said(_plan(rows)) == first


def test_only_some_townships() -> None:
    rows = [_row("甲", 2), _row("乙", 1), _row("丙", 2, township="小屯乡"), _row("丁", 1, township="小屯乡")]
    facts = linked(roster(rows))
    plan = pipeline.plan(facts, townships=["小屯乡"])

    assert plan.units == ("小屯乡",)
    assert plan.groups == tuple(group for group in pipeline.plan(facts).groups if group.unit == "小屯乡")
