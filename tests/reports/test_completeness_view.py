"""Completeness in the place of findings: per column, then per unit."""

from __future__ import annotations

import json
from datetime import date

from djcov import pipeline
from djcov.findings import Findings
from djcov.measures.results import Check, Completeness, Filled
from djcov.models import Kind
from djcov.reports import csv, terminal
from djcov.reports import json as json_renderer
from djcov.reports.check import CheckView
from rosters import linked, roster

ROWS = (
    Filled("全区", Kind.ENTERPRISES, "employees", "职工人数", 3, 1, 1, no_column=False),
    Filled("全区", Kind.ENTERPRISES, "weak", "是否薄弱", 3, 0, 0, no_column=True),
    Filled("古城乡", Kind.ENTERPRISES, "employees", "职工人数", 2, 1, 0, no_column=False),
    Filled("古城乡", Kind.ENTERPRISES, "weak", "是否薄弱", 2, 0, 0, no_column=True),
    Filled("小屯乡", Kind.ENTERPRISES, "employees", "职工人数", 0, 0, 0, no_column=False),
)


def view(*chosen: str) -> CheckView:
    return CheckView(Check((), Findings()), Completeness(date(2021, 12, 31), "全区", ROWS, chosen))


def test_the_page_shows_the_columns_of_the_whole_and_a_line_for_each_unit() -> None:
    assert terminal.render(view().page(), 80) == (
        "台账填报情况（截至 2021-12-31）\n"
        "已知：填了并能读出；空白：没有填；有误：填了但读不出，用 djcov check 看是哪些单元格。\n"
        "\n"
        "全区：企业台账，3 行\n"
        "栏目      已知  空白  有误  填报完整率  说明\n"
        "────────────────────────────────────────────────────────\n"
        "职工人数     1     1     1      33.33%\n"
        "是否薄弱     0     3     0       0.00%  台账中没有这一栏\n"
        "\n"
        "各单位\n"
        "单位    应填  空白  有误  填报完整率  缺填较多的栏目\n"
        "────────────────────────────────────────────────────────────\n"
        "全区       6     4     1      16.67%  是否薄弱 3、职工人数 2\n"
        "古城乡     4     3     0      25.00%  是否薄弱 2、职工人数 1\n"
        "小屯乡     0     0     0           —\n"
    )


def test_of_a_township_that_was_asked_for_the_page_shows_the_columns() -> None:
    page = terminal.render(view("古城乡").page(), 80)
    assert "\n古城乡：企业台账，2 行\n" in page
    assert "全区" not in page
    assert "各单位" not in page


def test_a_column_that_only_some_rows_need_says_so() -> None:
    rows = (ROWS[0], Filled("全区", Kind.ENTERPRISES, "secretary", "党组织书记", 2, 1, 0, no_column=False))
    result = Completeness(date(2021, 12, 31), "全区", rows, ())
    page = terminal.render(CheckView(Check((), Findings()), result).page(), 80)
    assert "\n党组织书记     1     1     0      50.00%  只看有党组织的 2 家\n" in page


def test_a_column_that_is_asked_for_where_there_may_be_an_organisation_says_so() -> None:
    ledger = [("甲", "单独组建"), ("乙", None), ("丙", "无")]
    rows = [{"name": name, "organization_form": form, "organization_name": None} for name, form in ledger]
    result = pipeline.completeness(linked(roster(rows)))
    page = terminal.render(CheckView(Check((), Findings()), result).page(), 80)

    assert "党组织名称             0     2     0       0.00%  只看有或可能有党组织的 2 家\n" in page


def test_records_hold_a_row_per_unit_and_column() -> None:
    assert csv.render(view().records()).splitlines()[:3] == [
        "单位,台账,字段,栏目,行数,已知,空白,有误,填报完整率,是否缺栏目,截至日期",
        "全区,企业台账,employees,职工人数,3,1,1,1,0.333333,否,2021-12-31",
        "全区,企业台账,weak,是否薄弱,3,0,3,0,0.0,是,2021-12-31",
    ]


def test_the_document_has_it_beside_the_findings() -> None:
    document = json.loads(json_renderer.render(view().document()))
    assert (document["schema"], document["findings"]) == ("djcov.check/1", [])
    assert document["completeness"][0] == {
        "unit": "全区",
        "kind": "enterprises",
        "field": "employees",
        "title": "职工人数",
        "rows": 3,
        "known": 1,
        "unknown": 1,
        "wrong": 1,
        "no_column": False,
    }
