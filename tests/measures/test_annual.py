"""The official annual form: its lines add up, are what plain loops count, and show their rows."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings

from djcov import pipeline
from djcov.facts import Facts
from djcov.measures.annual import AnnualForm
from djcov.measures.annual_lines import LINES, depth
from djcov.roster import Roster
from effort import examples
from measures.test_laws import ROSTERS
from rosters import linked, policy, roster

Row = dict[str, Any]
YES_NO = [True, False, None]

COLUMNS: dict[str, list[Any]] = {
    "township": ["古城乡", "小屯乡"],
    "status": ["正常", "正常", "正常", "注销"],
    "employees": [None, 0, 49, 50, 99, 100],
    "members": [None, 0, 2, 3, 4],
    "full_members": [None, 0, 2, 3],
    "organized": YES_NO,
    "organization_form": ["单独组建", "联合组建", None],
    "organization_kind": ["党委", "党总支", "党支部", None],
    "instructor_sent": YES_NO,
}


def _full(row: Row) -> int | None:
    return row["members"] if row["full_members"] is None else row["full_members"]


def _members(row: Row) -> int | None:
    return row["full_members"] if row["members"] is None else row["members"]


def _built(row: Row) -> bool:
    return (
        row["organized"] if row["organized"] is not None else bool(row["organization_form"] or row["organization_kind"])
    )


def _form(row: Row) -> str:
    return (row["organization_form"] or "")[:2] if _built(row) else "未建"


def _due(row: Row) -> bool:
    return (_full(row) or 0) >= 3


EXPECTED: dict[str, Callable[[Row], bool]] = {
    "annual_enterprises": lambda row: True,
    "annual_large": lambda row: (row["employees"] or 0) >= 50,
    "annual_very_large": lambda row: (row["employees"] or 0) >= 100,
    "annual_employees_unknown": lambda row: row["employees"] is None,
    "annual_stationed": lambda row: row["instructor_sent"] is True,
    "annual_built": _built,
    "annual_own": lambda row: _form(row) == "单独",
    "annual_own_committee": lambda row: _form(row) == "单独" and row["organization_kind"] == "党委",
    "annual_own_general_branch": lambda row: _form(row) == "单独" and row["organization_kind"] == "党总支",
    "annual_own_branch": lambda row: _form(row) == "单独" and row["organization_kind"] == "党支部",
    "annual_own_kind_unknown": lambda row: _form(row) == "单独" and row["organization_kind"] is None,
    "annual_joint": lambda row: _form(row) == "联合",
    "annual_joint_due": lambda row: _form(row) == "联合" and _due(row),
    "annual_joint_members_unknown": lambda row: _form(row) == "联合" and not _due(row) and _members(row) is None,
    "annual_form_unknown": lambda row: _form(row) == "",
    "annual_not_built": lambda row: not _built(row),
    "annual_due_not_built": lambda row: not _built(row) and _due(row),
    "annual_some_members": lambda row: not _built(row) and not _due(row) and (_members(row) or 0) > 0,
    "annual_no_members": lambda row: not _built(row) and not _due(row) and _members(row) == 0,
    "annual_members_unknown": lambda row: not _built(row) and not _due(row) and _members(row) is None,
    "annual_organized_unknown": lambda row: not _built(row) and row["organized"] is None,
    "annual_not_built_stationed": lambda row: not _built(row) and row["instructor_sent"] is True,
}


@pytest.mark.parametrize("seed", range(6))
def test_every_line_is_what_plain_loops_count(seed: int) -> None:
    random = Random(seed)
    rows: list[Row] = [
        {"name": f"企业{number}", **{name: random.choice(words) for name, words in COLUMNS.items()}}
        for number in range(60)
    ]
    form = pipeline.annual(linked(roster(rows)))

    counted = [row for row in rows if row["status"] == "正常"]
    assert set(EXPECTED) == set(LINES)
    for code, holds in EXPECTED.items():
        assert form.share(code).numerator == sum(holds(row) for row in counted), code
        for unit in form.units[1:]:
            here = [row for row in counted if row["township"] == unit]
            assert form.share(code, unit).numerator == sum(holds(row) for row in here), (code, unit)


def _add_up(form: AnnualForm) -> None:
    for unit in form.units:
        for code, line in LINES.items():
            share = form.share(code, unit)
            parts = [each for each in LINES.values() if each.within == code and not each.apart]
            if parts and not any(form.share(part.code).missing for part in parts[-1:]):
                assert share.numerator == sum(form.share(part.code, unit).numerator for part in parts), (code, unit)
            if line.within and not share.missing:
                assert share.numerator <= share.denominator == form.share(line.within, unit).numerator
    for code in LINES:
        assert form.share(code).numerator == sum(form.share(code, unit).numerator for unit in form.units[1:])


@pytest.mark.thorough
@given(ROSTERS)
@settings(max_examples=examples(20))
def test_lines_and_units_add_up_and_agree_with_the_indicators(source: Roster) -> None:
    facts = linked(source)
    form, coverage = pipeline.annual(facts), pipeline.coverage(facts)
    _add_up(form)

    for line, indicator in (
        ("annual_built", "org_coverage"),
        ("annual_own", "own_org_rate"),
        ("annual_not_built_stationed", "instructor_stationed"),
    ):
        share = coverage.share(indicator)
        assert bool(form.share(line).missing) == bool(share.missing)
        assert form.share(line).numerator == share.numerator
    due, large = coverage.share("due_built"), coverage.share("members_in_50plus")
    assert due.missing or form.share("annual_due_not_built").numerator == due.denominator - due.numerator
    assert large.missing or form.share("annual_large").numerator == large.denominator


@pytest.mark.thorough
@given(ROSTERS)
@settings(max_examples=examples(5))
def test_every_number_shows_its_rows(source: Roster) -> None:
    facts = linked(source)
    form = pipeline.annual(facts)
    for code in LINES:
        rows, share = pipeline.explain(facts, code), form.share(code)
        assert (len(rows.numerator), len(rows.numerator) + len(rows.remainder)) == (share.numerator, share.denominator)
        assert all(each.reason for each in rows.left_out)


def _tiny(**columns: Any) -> Facts:
    return linked(roster([{"name": "甲", "township": "古城乡", **columns}]))


def test_lines_without_their_columns_have_no_data_and_what_is_unknown_is_said() -> None:
    form = pipeline.annual(_tiny(organized=True))

    shown = {
        code: form.share(code).percent if form.share(code).missing else form.share(code).numerator for code in LINES
    }
    assert [code for code, number in shown.items() if number == 1] == [
        "annual_enterprises",
        "annual_employees_unknown",
        "annual_built",
        "annual_form_unknown",
    ]
    assert (shown["annual_own"], shown["annual_no_members"], shown["annual_large"]) == ("无数据",) * 3
    assert (shown["annual_not_built"], shown["annual_members_unknown"]) == (0, 0)


def test_a_line_has_no_clause_of_the_plan() -> None:
    assert {pipeline.explain(_tiny(), code, limit=0).clause for code in LINES} == {"党内统计"}


def test_thresholds_are_the_policys() -> None:
    rows: list[Row] = [{"name": name, "employees": number} for name, number in (("甲", 30), ("乙", 80), ("丙", 200))]
    changed = policy(counting={"large_employees": 30, "very_large_employees": 80})
    form = pipeline.annual(linked(roster(rows), settings=changed))

    assert (form.share("annual_large").numerator, form.share("annual_very_large").numerator) == (3, 2)
    assert form.share("annual_very_large").name == "职工 80 人以上"


def test_only_some_townships() -> None:
    rows: list[Row] = [{"name": name, "township": f"{name}乡"} for name in "甲乙丙"]
    form = pipeline.annual(linked(roster(rows)), townships=["乙乡"])

    assert form.units == ("全区", "乙乡")
    assert [form.share("annual_enterprises", unit).numerator for unit in form.units] == [3, 1]


def test_a_line_is_within_an_earlier_one() -> None:
    codes = list(LINES)
    assert next(iter(LINES.values())).within == ""
    assert all(line.within in codes[:at] for at, line in enumerate(LINES.values()) if at)
    assert [depth(code) for code in ("annual_enterprises", "annual_built", "annual_own", "annual_own_branch")] == [
        0,
        1,
        2,
        3,
    ]
