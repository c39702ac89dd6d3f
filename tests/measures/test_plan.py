"""Every clause of the plan is answered, or says what is still missing."""

from __future__ import annotations

import pytest
from generate import command_names, render

from djcov.measures.indicators import INDICATORS
from djcov.measures.kinds import GAP_KINDS
from djcov.measures.plan import PLAN, PlanClause


def test_the_clauses_are_those_of_the_plan() -> None:
    assert [each.code for each in PLAN] == [f"S{number}" for number in range(1, 23)]


@pytest.mark.parametrize("clause", PLAN, ids=lambda clause: clause.code)
def test_no_clause_is_empty(clause: PlanClause) -> None:
    carried = [each for each in (*INDICATORS.values(), *GAP_KINDS.values()) if each.clause == clause.code]

    assert clause.commands
    assert not carried or {"coverage", "gaps"} & set(clause.commands)


def test_every_indicator_and_gap_belongs_to_a_clause() -> None:
    codes = {each.code for each in PLAN}

    assert {each.clause for each in (*INDICATORS.values(), *GAP_KINDS.values())} <= codes


@pytest.mark.thorough
def test_the_page_names_every_indicator_and_only_commands_that_are_there() -> None:
    page, known = render("plan.md"), set(command_names(render("commands.md")))

    assert [code for code in (*INDICATORS, *GAP_KINDS) if f"`{code}`" not in page] == []
    assert {command for each in PLAN for command in each.commands} <= known
