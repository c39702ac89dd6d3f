"""Any result as a web page of its own: what a terminal prints stands in it, cell for cell."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

import djcov
import make_samples
from djcov import pipeline
from djcov.cli import run
from djcov.facts import Facts
from djcov.reports import webpage
from djcov.reports.coverage import CoverageView
from djcov.reports.gaps import GapsView
from djcov.reports.page_model import Grid, View
from djcov.reports.planning import PlanView
from reading_pages import grids, read

SAMPLE = Path(make_samples.__file__).parent / "district.xlsx"
AS_OF = "2021-12-31"


@cache
def facts() -> Facts:
    return pipeline.link(djcov.read(SAMPLE), as_of=AS_OF)


def view(name: str) -> View:
    if name == "plan":
        return PlanView(djcov.plan(facts(), townships=["古城乡", "柳河乡"]))
    return CoverageView(djcov.coverage(facts()), "") if name == "coverage" else GapsView(djcov.gaps(facts()))


@pytest.mark.parametrize("name", ["plan", "coverage", "gaps"])
def test_its_tables_are_those_of_the_page(name: str) -> None:
    page = view(name).page()
    shown = grids(read(webpage.hand_on(page)))
    expected = [block for block in page if isinstance(block, Grid)]
    assert len(shown) == len(expected) > 0
    for table, grid in zip(shown, expected, strict=True):
        at = [number for number, column in enumerate(grid.columns) if column.heading]
        assert table.headings == [grid.columns[number].heading for number in at]
        assert [[cell.text for cell in line] for line in table.rows] == [
            [row[number].text.lstrip("*") for number in at] for row in grid.rows
        ]


def test_a_plan_has_totals_and_effect_first_then_a_section_per_township() -> None:
    page = read(webpage.hand_on(view("plan").page()))
    headings = [each.text for each in page.all("h2")]
    assert headings[:3] == ["实施后的变化", "古城乡", "柳河乡"]
    ids = {each.attributes["id"] for each in page.all("h2")}
    assert {link.attributes["href"].removeprefix("#") for link in page.one("nav").all("a")} == ids
    assert "单独建立党组织" in {each.text for each in page.all("h3")}


@pytest.mark.thorough
def test_the_command_writes_it(tmp_path: Path) -> None:
    path = tmp_path / "建议.html"
    assert run(["plan", str(SAMPLE), "-o", str(path), "--as-of", AS_OF, "--township", "古城乡", "-q"]) == 0
    assert "古城乡" in read(path.read_bytes()).one("h1").text
