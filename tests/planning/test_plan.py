"""The plan: who joins whom, who gets an instructor, and why the others do not."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from djcov import pipeline
from djcov.facts import Facts
from djcov.facts.frames import records
from djcov.facts.scope import NO_UNIT
from djcov.planning.integer_programs import Program
from djcov.planning.reaching import Goal
from djcov.planning.results import Plan
from djcov.reports.planning import PlanView
from djcov.reports.planning.words import proof
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


SIX = [
    _row("甲", 2, "东村"),
    _row("乙", 1, "东村"),
    _row("丙", 1, "西村", park="创业园（一期）"),
    _row("丁", 2, "东村", park="创业园(一期)"),
    _row("戊", 1, "西村"),
    _row("己", 2, None),
]


@pytest.mark.parametrize(
    ("prefer", "expected"),
    [
        ("fewest", [("丁乙甲", "东村"), ("丙己戊", "")]),
        ("nearest", [("丁丙", "创业园(一期)"), ("乙甲", "东村"), ("己戊", "")]),
    ],
)
def test_the_fewest_new_ones_or_most_in_their_own_village_or_park(prefer: str, expected: list[tuple[str, str]]) -> None:
    plan = pipeline.plan(linked(roster(SIX), settings=policy(planning={"prefer": prefer})))

    assert _groups(plan) == expected
    assert all(group.full_members >= 3 for group in plan.groups)
    assert (plan.left_over, plan.gap) == ((), 0)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (_row("甲", 4, full_members=3), "正式党员已有 3 人，应单独建立"),
        (_row("甲", 3), "党员（未分正式、预备）已有 3 人，应单独建立"),
    ],
)
def test_those_with_enough_members_found_their_own(row: Row, reason: str) -> None:
    plan = _plan([row])

    assert [(each.subject.name, each.reason) for each in plan.own] == [("甲", reason)]
    assert not plan.left_over


def test_those_with_enough_members_leave_a_joint_organisation_and_make_room_in_it() -> None:
    joint: Row = {"organized": True, "organization_form": "联合组建", "organization_name": "东村联合支部"}
    rows = [_row("甲", 4, **joint), _row("乙", 1, **joint), _row("丙", 1)]
    plan = _plan([{"organization_form": None, "organization_name": None, **row} for row in rows], joint_units=2)

    assert [(each.subject.name, each.leaves) for each in plan.own] == [("甲", ("东村联合支部",))]
    assert _groups(plan) == [("丙", "")]


def test_without_a_township_those_of_one_village_still_join() -> None:
    rows = [_row(name, 2, village, township=None) for name, village in (("甲", "东村"), ("乙", "东村"), ("丙", "西村"))]
    plan = _plan(rows)

    assert _groups(plan) == [("乙甲", "东村")]
    assert set(_left(plan)) == {"丙"}


def test_a_full_member_at_least_if_the_policy_says_so() -> None:
    rows = [_row("甲", 2, full_members=2), _row("乙", 1, full_members=1), _row("丙", 1, full_members=0)]
    plan = pipeline.plan(linked(roster(rows), settings=policy(planning={"joint_needs_full_member": True})))

    assert _groups(plan) == [("乙甲", "")]
    assert _left(plan) == {"丙": ("没有正式党员，按规定不参加联合组建", "S6")}


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (_row("甲", 0), ("没有党员，由村（社区）或联合党组织联系培养", "S8")),
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


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        ("weak", [("丁", "薄弱", 2), ("丙", "没有党组织", 3)]),
        ("without", [("丙", "没有党组织", 2), ("丁", "薄弱", 3)]),
    ],
)
def test_those_whom_no_organisation_will_cover_and_the_weak(first: str, expected: list[tuple[str, str, int]]) -> None:
    rows = [
        _row("甲", 2, weak=False),
        _row("乙", 1, weak=False),
        _row("丙", None, weak=False),
        _row("丁", 3, organized=True, weak=True),
        _row("戊", 0, weak=False, instructor="王小明"),
    ]
    settings = policy(counting={"instructor_load": 3}, planning={"instructors_first": first})
    plan = pipeline.plan(linked(roster(rows), settings=settings))

    assert [(each.wanting.subject.name, each.wanting.reason, each.load) for each in plan.assignments] == expected
    assert {each.instructor.name for each in plan.assignments} == {"王**"}
    assert not plan.waiting

    plan = pipeline.plan(linked(roster(rows), settings=settings), today=True)
    assert [each.subject.name for each in plan.waiting] == (["乙", "甲"] if first == "weak" else ["甲", "丁"])
    assert [(each.unit, each.waiting, each.instructors) for each in plan.shortages] == [("古城乡", 2, 1)]


def test_an_instructor_without_a_township_serves_any_and_is_listed_when_idle() -> None:
    rows = [_row("甲", 0), _row("乙", 0, township="小屯乡")]
    instructors: list[Row] = [{"name": "王小明", "enterprises": "无", "township": None}]
    plan = _plan(rows, instructors=instructors)

    assert {each.wanting.subject.township for each in plan.assignments} == {"古城乡", "小屯乡"}
    assert not plan.idle
    served = [_row("甲", 3, organized=True)]
    idle = _plan(served, instructors=instructors)
    assert [(each.instructor.name, each.free) for each in idle.idle] == [("王**", 5)]
    assert [(row[0], row[1], row[8], row[9]) for row in PlanView(idle).records().rows] == [
        ("idle", "可派的指导员", "王**", "尚未联系企业，还可联系 5 家")
    ]


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

    assert [what for what, _ in plan.missing] == ["建立党组织", "派驻指导员"]
    assert (plan.groups, plan.left_over, plan.assignments, plan.waiting) == ((), (), (), ())


@pytest.mark.parametrize(("due", "exact"), [(3, True), (7, True), (8, False)])
def test_beyond_seven_it_is_said_that_another_way_may_leave_fewer_over(due: int, exact: bool) -> None:
    assert _plan([_row("甲", 1), _row("乙", 1)], due_members=due).exact is exact


def test_what_is_not_proved_is_said_with_what_may_be_missing() -> None:
    rows = [_row("甲", 1), _row("乙", 1)]
    assert proof(_plan(rows)) == "以上各项依次已证明最优（差距 0）。"
    assert proof(_plan(rows, due_members=8)) == (
        "在限定时间内没有证明最优，还可能差："
        "纳入联合组建的企业 0（界限 2）、同村（社区）、同园区联合的企业 0（界限 2）。"
    )


def test_without_a_solution_in_time_there_are_groups_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [_row(f"子{number}", 1) for number in range(5)]
    exact = pipeline.plan(linked(roster(rows)), reach=Goal("org_coverage", Fraction(1)))
    monkeypatch.setattr(Program, "best", lambda *_: None)
    found = pipeline.plan(linked(roster(rows)), reach=Goal("org_coverage", Fraction(1)))
    assert (exact.exact, found.exact) == (True, False)
    assert [len(group.enterprises) for group in found.groups] == [5]
    assert exact.reach and found.reach and found.reach.rows == exact.reach.rows


# ---- the way to a target

ORGANIZED = [_row(f"子{number}", 3, organized=True) for number in range(4)]


@pytest.mark.parametrize(
    ("rate", "expected"),
    [
        (Fraction(4, 10), (0, 0, 0)),
        (Fraction(5, 10), (1, 0, 0)),
        (Fraction(7, 10), (0, 1, 0)),
        (Fraction(9, 10), (0, 1, 0)),
        (Fraction(1), (1, 1, 0)),
    ],
)
def test_the_fewest_founding_acts_that_reach_a_target(rate: Fraction, expected: tuple[int, int, int]) -> None:
    rows = [*ORGANIZED, _row("甲", 3), *(_row(f"丑{number}", 1) for number in range(5))]
    plan = pipeline.plan(linked(roster(rows)), reach=Goal("org_coverage", rate))

    assert plan.reach
    (row,) = plan.reach.rows
    assert (len(row.own), len(row.groups), row.short_by) == expected
    assert row.after.exact and row.after.exact >= rate


def test_a_target_that_no_founding_reaches_says_by_how_much_and_why() -> None:
    rows = [*ORGANIZED, _row("甲", 3), _row("乙", 0), _row("丙", 2, township="小屯乡")]
    plan = pipeline.plan(linked(roster(rows)), reach=Goal("org_coverage", Fraction(1), by_unit=True))

    assert plan.reach
    assert [(row.unit, row.acts, row.short_by, row.why) for row in plan.reach.rows] == [
        ("古城乡", 1, 1, "没有党员，由村（社区）或联合党组织联系培养 1 家"),
        ("小屯乡", 0, 1, "可以联合的企业已全部列入"),
    ]


# ---- laws


def _answers(facts: Facts) -> list[Row]:
    columns = ("in_scope", "organized", "stationed", "is_weak", "members", "full_members", "township", "_enterprise")
    return [row for row in records(facts.enterprises, *columns) if row["in_scope"]]


@pytest.mark.thorough
@given(ROSTERS, st.booleans(), st.integers(1, 5), st.integers(1, 3))
@settings(max_examples=examples(20))
def test_nobody_is_lost_nobody_is_twice_and_no_bound_is_crossed(
    source: Roster, attach: bool, limit: int, load: int
) -> None:
    facts = linked(source, settings=policy(counting={"joint_units": limit, "instructor_load": load}))
    plan, rows = pipeline.plan(facts, attach=attach, today=True), _answers(facts)
    asked = {what for what, _ in plan.missing}

    inside = [each.subject for group in plan.groups for each in group.enterprises]
    helped = [subject for group in plan.groups for subject in group.attached]
    leaving = {each.subject for each in plan.own if each.leaves}
    alone = [each.subject for each in plan.own if not each.leaves]
    spoken_of = Counter([*inside, *helped, *alone, *(each.subject for each in plan.left_over)])
    assert set(spoken_of.values()) <= {1} and not leaving & set(spoken_of)
    assert len(spoken_of) == (0 if "建立党组织" in asked else sum(not row["organized"] for row in rows))
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
    assert all(each.instructor.township in (each.wanting.subject.township, NO_UNIT) for each in plan.assignments)
    assert sum(each.waiting for each in plan.shortages) == len(plan.waiting)
    for each in plan.shortages:
        assert (each.instructors - 1) * load < each.waiting <= each.instructors * load


@pytest.mark.thorough
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
