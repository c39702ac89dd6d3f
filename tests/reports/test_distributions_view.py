"""Distributions below the table of coverage, as records, in the document."""

from __future__ import annotations

import json
from datetime import date

from djcov.measures.results import Coverage, Distribution, Distributions
from djcov.reports import csv, terminal
from djcov.reports import json as json_renderer
from djcov.reports.coverage import CoverageView

AS_OF = date(2021, 12, 31)
LOAD = Distribution(
    "全区", "instructor_load", "指导员联系企业数", "S12", "instructor", (("1 家", 3), ("不清楚", 0)), 3, 1
)
THERE = Distribution(
    "古城乡", "instructor_load", "指导员联系企业数", "S12", "instructor", (("1 家", 2), ("不清楚", 0)), 2, 1
)
NONE = Distribution("全区", "model_levels", "典型级别", "S4", "organization", (), missing="没有党组织台账")


def view(*rows: Distribution, chosen: tuple[str, ...] = ()) -> CoverageView:
    spread = Distributions(AS_OF, "township", "全区", rows, chosen)
    return CoverageView(Coverage(AS_OF, "township", "全区", ()), "四大工程", (), spread)


def test_the_page_shows_the_whole_and_the_townships_that_were_asked_for() -> None:
    page = terminal.render(view(LOAD, THERE, NONE, chosen=("古城乡",)).page(), 80)
    assert page.endswith(
        "\n指导员联系企业数（instructor_load，指导员一对一、一对多联系）\n"
        "派驻在统计范围内企业的指导员，按联系的企业数分档；最后一档超过政策文件的界线：共 3 名，最多 1 家。\n"
        "类别    全区  古城乡\n"
        "────────────────────\n"
        "1 家       3       2\n"
        "不清楚     0       0\n"
        "典型级别无数据：没有党组织台账\n"
    )
    assert "古城乡" not in terminal.render(view(LOAD, THERE).page(), 80)


def test_records_hold_a_row_per_unit_and_sort() -> None:
    assert csv.render(view(LOAD, THERE, NONE).records()).splitlines() == [
        "单位,分布代码,分布,方案条款,对象,类别,数量,合计,无数据原因,截至日期",
        "全区,instructor_load,指导员联系企业数,指导员一对一、一对多联系,指导员,1 家,3,3,,2021-12-31",
        "全区,instructor_load,指导员联系企业数,指导员一对一、一对多联系,指导员,不清楚,0,3,,2021-12-31",
        "古城乡,instructor_load,指导员联系企业数,指导员一对一、一对多联系,指导员,1 家,2,2,,2021-12-31",
        "古城乡,instructor_load,指导员联系企业数,指导员一对一、一对多联系,指导员,不清楚,0,2,,2021-12-31",
        "全区,model_levels,典型级别,双强六好达到规定个数，选树典型,党组织,,,,没有党组织台账,2021-12-31",
    ]


def test_the_document_has_them_beside_the_shares() -> None:
    document = json.loads(json_renderer.render(view(LOAD, NONE).document()))
    assert document["schema"] == "djcov.coverage/1"
    assert document["distributions"] == [
        {
            "unit": "全区",
            "distribution": "instructor_load",
            "name": "指导员联系企业数",
            "clause": "S12",
            "grain": "instructor",
            "base": 3,
            "rows": [{"value": "1 家", "count": 3}, {"value": "不清楚", "count": 0}],
            "largest": 1,
        },
        {
            "unit": "全区",
            "distribution": "model_levels",
            "name": "典型级别",
            "clause": "S4",
            "grain": "organization",
            "base": None,
            "rows": [],
            "missing": "没有党组织台账",
        },
    ]
