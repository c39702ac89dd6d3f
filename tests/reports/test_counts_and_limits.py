"""Counts are shown as counts, with their goals: so many at least, or no more than so many (at_most)."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import docx
import openpyxl
import pytest

import djcov
from djcov.measures.report import Report
from djcov.policy import Policy
from djcov.reports import notice, terminal, webpage, workbook
from djcov.reports.coverage import CoverageView
from djcov.reports.targets import TargetsView
from reading_pages import Element, Grid, grids, read
from rosters import linked, roster

BLANK = {"code": "no_member", "name": "党员空白企业数", "where": "members = 0"}
LARGE = {"code": "large_ones", "name": "50人以上企业数", "where": "employees >= 50"}
BY = date(2021, 6, 30)


def report(*goals: dict[str, Any], blank: dict[str, int]) -> Report:
    """Four enterprises in each unit, so many of them without a member, and one with 50 people or more in all."""
    rows = [
        {"name": f"{unit}{at}", "township": unit, "organized": True, "members": 0 if at < number else 1, "employees": 9}
        for unit, number in blank.items()
        for at in range(4)
    ]
    rows[0]["employees"] = 60
    policy = Policy().with_(indicators=[BLANK, LARGE], targets=[{"by": BY, **goal} for goal in goals])
    return djcov.report(linked(roster(rows), settings=policy))


@pytest.fixture
def missed() -> Report:
    """Five without a member where two are allowed, one large one where three are wanted."""
    return report(
        {"indicator": "no_member", "count": 2, "at_most": True},
        {"indicator": "large_ones", "count": 3},
        blank={"甲乡": 2, "乙乡": 3},
    )


def heat(page: Element) -> Grid:
    (grid,) = [each for each in grids(page.one("section", id="heat")) if "no_member" in each.indicators]
    return grid


def test_a_count_is_no_rate_in_heat_map_and_picture(missed: Report) -> None:
    page = read(webpage.render(missed))
    grid = heat(page)
    at, other = grid.indicators.index("no_member"), grid.indicators.index("large_ones")
    assert {line[0].text: (line[at].text, line[other].text) for line in grid.rows} == {
        "全区": ("5 家", "1 家"),
        "甲乡": ("2 家", "1 家"),
        "乙乡": ("3 家", "0 家"),
    }
    pictures = {each.one("h3").text: each for each in page.one("section", id="pictures").all("details")}
    rates = {
        (unit, rate.attributes["data-indicator"]): rate.one("b").text
        for unit, picture in pictures.items()
        for rate in picture.one("ul").all("li")
    }
    assert rates["甲乡", "no_member"] == "2 家"
    assert rates["乙乡", "large_ones"] == "0 家"
    assert rates["乙乡", "org_coverage"] == "100.00%"


def test_the_place_s_own_indicators_are_called_once(missed: Report) -> None:
    captions = {grid.caption for grid in grids(read(webpage.render(missed)).one("section", id="units"))}
    assert "各单位本地指标" in captions
    assert not [caption for caption in captions if "指标指标" in caption]


def test_a_count_that_misses_its_goal_is_marked_as_a_limit_or_a_goal(missed: Report) -> None:
    said = terminal.render(CoverageView(missed.coverage, "").page(), 200)
    assert "^5 家" in said and "*1 家" in said
    assert "\n* 低于目标\n^ 超出上限\n" in said
    page = read(webpage.render(missed))
    marks = {
        each.one("strong").text: each.one("p", **{"class": "aim"}).text
        for each in page.one("section", id="overview").all("li")
        if each.attributes.get("data-indicator") in ("no_member", "large_ones")
    }
    assert marks == {
        "5 家": "超出上限，多出 3 家2021年6月30日前控制在 2 家以内",
        "1 家": "未达标，还差 2 家2021年6月30日的目标是 3 家",
    }
    unseen = [each.text for each in page.one("section", id="units").all("span", **{"class": "unseen"})]
    assert unseen.count("（超出上限）") == unseen.count("（低于目标）") == 1
    assert "▼ 低于目标，▲ 超出上限。" in page.one("section", id="units").text
    assert not [
        each
        for each in page.one("section", id="overview").all("li")
        if each.attributes.get("data-indicator") == "no_member" and each.all("svg")
    ], "a count is no length of a bar"


def test_a_limit_is_told_as_one_wherever_goals_are(missed: Report) -> None:
    said = terminal.render(TargetsView(missed.targets, "").page(), 200)
    (line,) = [each for each in said.splitlines() if each.startswith("党员空白企业数")]
    assert "控制在 2 家以内" in line and "多出 3" in line and "超出上限" in line
    paragraphs = [each.text for each in docx.Document(io.BytesIO(notice.render(missed))).paragraphs]
    assert any("目标控制在2家以内，期限2021年6月30日，现为5家，多出3家，超出上限。" in each for each in paragraphs)
    assert any("党员空白企业数控制在2家以内的时限（2021年6月30日）已逾期" in each for each in paragraphs)


@pytest.mark.filterwarnings("ignore:.*extension is not supported")
def test_the_workbook_marks_them_too(missed: Report) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook.render(missed)))
    formats = {cell.number_format for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == 5}
    assert '"▲"0" 家"' in formats


def test_a_limit_that_is_kept_is_reached() -> None:
    kept = report({"indicator": "no_member", "count": 2, "at_most": True}, blank={"甲乡": 2, "乙乡": 0})
    said = terminal.render(CoverageView(kept.coverage, "").page(), 200)
    assert "超出上限" not in said
    assert "达标" in said
