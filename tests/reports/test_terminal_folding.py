"""Texts that are folded in a narrow window: no bracket stands alone at the end or the beginning of a line."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len

from djcov import pipeline
from djcov.reports import terminal
from djcov.reports.compare import ComparisonView
from djcov.reports.coverage import CoverageView
from djcov.reports.explanation import ExplanationView
from djcov.reports.gaps import GapsView
from djcov.reports.league import LeagueView
from djcov.reports.page_model import Column, View, grid
from djcov.reports.planning import PlanView
from djcov.reports.targets import TargetsView
from djcov.reports.trend import TrendView

SAMPLES = Path(__file__).parents[2] / "data" / "samples"


@pytest.mark.parametrize("width", range(18, 40))
def test_a_bracket_holds_on_to_what_it_encloses(width: int) -> None:
    text = "凯旋超市（青岚区）有限公司（原青岚区凯旋百货（集团））"
    shown = terminal.render((grid([Column("企业"), Column("数", figures=True)], [[text, 1]]),), width)
    lines = [line.removesuffix(" 1").rstrip() for line in shown.splitlines()[2:]]
    assert "".join(line.strip() for line in lines) == text
    assert not [line for line in lines if line.endswith("（") or line.lstrip().startswith("）")]
    assert max(map(cell_len, lines)) <= width


@pytest.fixture(scope="module")
def views() -> list[View]:
    old, new = (pipeline.link(pipeline.read(SAMPLES / name), as_of=day) for name, day in BOTH)
    policy = new.policy
    return [
        CoverageView(pipeline.coverage(new), policy.name),
        GapsView(pipeline.gaps(new, every=True)),
        GapsView(pipeline.gaps(new, every=True, sort="enterprise"), joined=True),
        ExplanationView(pipeline.explain(new, "org_coverage")),
        TargetsView(pipeline.targets(new), policy.name),
        LeagueView(pipeline.league(new), policy.league),
        LeagueView(pipeline.league(new, earlier=old), policy.league),
        ComparisonView(pipeline.compare(old, new)),
        TrendView(pipeline.trend([old, new]), policy.name),
        PlanView(pipeline.plan(new)),
    ]


BOTH = (("ledger-2020-12-31.csv", "2020-12-31"), ("ledger.xlsx", "2022-12-31"))


@pytest.mark.thorough
def test_in_80_columns_no_line_of_the_samples_ends_with_an_opening_bracket(views: list[View]) -> None:
    lines = [line.rstrip() for view in views for line in terminal.render(view.page(), 80).splitlines()]
    assert [line for line in lines if line.endswith("（") or line.lstrip().startswith("）")] == []


@pytest.mark.parametrize("kind", [LeagueView, TrendView])
def test_rankings_and_trends_fold_nothing_in_80_columns(views: list[View], kind: type) -> None:
    for view in (each for each in views if isinstance(each, kind)):
        pages = [terminal.render(view.page(), width).splitlines() for width in (80, 200)]
        assert len(pages[0]) <= len(pages[1]) + len([row for row in pages[1] if "%" in row]), "figures may go below"
        assert not [line for line in pages[0] if "─" not in line and "（" not in line and cell_len(line) > 80]
