"""Every clause of the plan is answered."""

from __future__ import annotations

import pytest
from generate import command_names, needs_of, render

from djcov.measures.clauses import PLAN, PlanClause
from djcov.measures.distributions import SPREADS
from djcov.measures.gap_kinds import GAP_KINDS
from djcov.measures.indicators import INDICATORS


def test_the_clauses_are_those_of_the_plan() -> None:
    assert [each.code for each in PLAN] == [f"S{number}" for number in range(1, 23)]


ANSWERS = (*INDICATORS.values(), *GAP_KINDS.values(), *SPREADS.values())
BY_COMMAND = {"S18": "league"}
"""The clauses that no indicator, gap or distribution of their number answers, and the command that does."""


@pytest.mark.parametrize("clause", PLAN, ids=lambda clause: clause.code)
def test_no_clause_is_empty(clause: PlanClause) -> None:
    """Each has an indicator, gap or distribution, or a command of its own; each says by which command and columns."""
    carried = [each for each in ANSWERS if each.clause == clause.code]

    assert carried or BY_COMMAND[clause.code] in clause.commands
    assert clause.title
    assert clause.commands
    assert [*needs_of(clause)]
    assert ("explain" in clause.commands) <= any(each in INDICATORS.values() for each in carried)
    assert ("gaps" in clause.commands) >= any(each in GAP_KINDS.values() for each in carried)
    assert "coverage" in clause.commands or not carried


def test_every_indicator_gap_and_distribution_belongs_to_a_clause() -> None:
    assert {each.clause for each in ANSWERS} <= {each.code for each in PLAN}


@pytest.mark.thorough
def test_the_page_names_everything_and_only_commands_that_are_there() -> None:
    page, known = render("plan.md"), set(command_names(render("commands.md")))

    assert [code for code in (*INDICATORS, *GAP_KINDS, *SPREADS) if f"`{code}`" not in page] == []
    assert {command for each in PLAN for command in each.commands} <= known
