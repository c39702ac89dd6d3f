"""Coverage on a page, as records, as a document. The numbers are made by hand."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

from djcov.measures.results import Coverage, Share
from djcov.policy import Target
from djcov.reports import csv, markdown, terminal
from djcov.reports import json as json_renderer
from djcov.reports.coverage import CoverageView

ALL_BY_2021 = Target(indicator="org_coverage", clause="S1", by=date(2021, 12, 31), rate=Decimal(1))
TEN_MODELS = Target(indicator="dual_strong_district", clause="S4", by=date(2023, 12, 31), count=10)


def shares(unit: str, organized: int, scope: int, built: int, due: int, models: int) -> list[Share]:
    return [
        Share(unit, "org_coverage", "组织覆盖率", organized, scope, ALL_BY_2021),
        Share(unit, "due_built", "应建已建率", built, due),
        Share(unit, "instructor_stationed", "派驻率", 0, scope - organized, missing="缺少“党建指导员”列"),
        Share(unit, "dual_strong_district", "双强六好（区级）", models, organized, TEN_MODELS, grain="organization"),
    ]


DISTRICT = Coverage(
    as_of=date(2021, 12, 31),
    by="township",
    whole="全区",
    rows=(
        *shares("全区", 617, 624, 88, 90, 12),
        *shares("城关办事处", 617, 617, 88, 90, 12),
        *shares("古城乡", 0, 7, 0, 0, 0),
    ),
    apart=(
        Share("全区", "only_mass", "仅有群团组织", 3, 624),
        Share("全区", "employees_unknown", "职工人数不清楚", 0, 624),
        Share("全区", "maybe_due", "疑似应建", 0, 0, missing="缺少“党员人数”列"),
        Share("古城乡", "only_mass", "仅有群团组织", 2, 7),
    ),
)


def page(width: int, *indicators: str) -> str:
    return terminal.render(CoverageView(DISTRICT, "四大工程", indicators).page(), width)


def test_the_page_shows_every_unit_the_whole_first_with_figures_beside_the_rates() -> None:
    assert page(100) == (
        "全区非公企业党建覆盖情况（截至 2021-12-31，按乡（办），口径：四大工程）\n"
        "乡（办）    企业数       组织覆盖率    应建已建率  派驻率\n"
        "─────────────────────────────────────────────────────────\n"
        "全区           624  *98.88% 617/624  97.78% 88/90  无数据\n"
        "城关办事处     617  100.00% 617/617  97.78% 88/90  无数据\n"
        "古城乡           7       *0.00% 0/7             —  无数据\n"
        "* 低于目标\n"
        "全区另有：仅有群团组织 3 家；职工人数不清楚 0 家\n"
        "派驻率无数据：缺少“党建指导员”列\n"
        "\n"
        "全区目标任务完成情况\n"
        "指标               目标    完成时限            现值  还差  结论\n"
        "─────────────────────────────────────────────────────────────────\n"
        "组织覆盖率         100%  2021-12-31  98.88% 617/624     7  推进中\n"
        "双强六好（区级）  10 个  2023-12-31           12 个     0  达标\n"
    )


def test_a_narrow_page_puts_the_figures_below_the_rates() -> None:
    assert page(56).splitlines()[1:9] == [
        "                       组织    应建",
        "乡（办）    企业数   覆盖率  已建率  派驻率",
        "───────────────────────────────────────────",
        "全区           624  *98.88%  97.78%  无数据",
        "                    617/624   88/90",
        "城关办事处     617  100.00%  97.78%  无数据",
        "                    617/617   88/90",
        "古城乡           7   *0.00%       —  无数据",
    ]


def test_a_still_narrower_page_is_shown_in_parts_and_loses_nothing() -> None:
    assert page(40).splitlines()[:15] == [
        "全区非公企业党建覆盖情况（截至 2021-12-31，按乡（办），口径：四大工程）",
        "                       组织    应建",
        "乡（办）    企业数   覆盖率  已建率",
        "───────────────────────────────────",
        "全区           624  *98.88%  97.78%",
        "                    617/624   88/90",
        "城关办事处     617  100.00%  97.78%",
        "                    617/617   88/90",
        "古城乡           7   *0.00%       —",
        "                        0/7",
        "",
        "乡（办）    企业数  派驻率",
        "──────────────────────────",
        "全区           624  无数据",
        "城关办事处     617  无数据",
    ]


def test_chosen_indicators_stand_in_the_order_asked_for_and_alone() -> None:
    assert page(100, "dual_strong_district", "org_coverage") == (
        "全区非公企业党建覆盖情况（截至 2021-12-31，按乡（办），口径：四大工程）\n"
        "乡（办）    企业数  双强六好（区级）       组织覆盖率\n"
        "─────────────────────────────────────────────────────\n"
        "全区           624      1.94% 12/617  *98.88% 617/624\n"
        "城关办事处     617      1.94% 12/617  100.00% 617/617\n"
        "古城乡           7                 —       *0.00% 0/7\n"
        "* 低于目标\n"
        "\n"
        "全区目标任务完成情况\n"
        "指标               目标    完成时限            现值  还差  结论\n"
        "─────────────────────────────────────────────────────────────────\n"
        "双强六好（区级）  10 个  2023-12-31           12 个     0  达标\n"
        "组织覆盖率         100%  2021-12-31  98.88% 617/624     7  推进中\n"
    )


def test_the_document_keeps_its_promise() -> None:
    document = json.loads(json_renderer.render(CoverageView(DISTRICT, "四大工程").document()))
    assert {key: document[key] for key in ("schema", "as_of", "by")} == {
        "schema": "djcov.coverage/1",
        "as_of": "2021-12-31",
        "by": "township",
    }
    assert document["rows"][0] == {
        "unit": "全区",
        "indicator": "org_coverage",
        "name": "组织覆盖率",
        "numerator": 617,
        "denominator": 624,
        "rate": 0.988782,
        "target": 1.0,
        "deadline": "2021-12-31",
        "met": False,
        "short_by": 7,
    }
    assert document["rows"][2]["missing"] == "缺少“党建指导员”列"
    assert document["rows"][3]["target"] == 10
    assert document["rows"][9] == {
        "unit": "古城乡",
        "indicator": "due_built",
        "name": "应建已建率",
        "numerator": 0,
        "denominator": 0,
        "rate": None,
        "target": None,
        "deadline": None,
        "met": None,
        "short_by": None,
    }
    assert len(document["rows"]) == 12
    assert document["apart"] == [
        {"unit": "全区", "code": "only_mass", "name": "仅有群团组织", "count": 3},
        {"unit": "全区", "code": "employees_unknown", "name": "职工人数不清楚", "count": 0},
        {"unit": "古城乡", "code": "only_mass", "name": "仅有群团组织", "count": 2},
    ]


def test_records_hold_a_row_per_unit_and_indicator() -> None:
    rendered = csv.render(CoverageView(DISTRICT, "四大工程", ("org_coverage", "instructor_stationed")).records())
    assert rendered == (
        "单位,指标代码,指标,已达到数,应达到数,比率,目标,完成时限,是否达标,还差,无数据原因,截至日期\n"
        "全区,org_coverage,组织覆盖率,617,624,0.988782,1.0,2021-12-31,否,7,,2021-12-31\n"
        "全区,instructor_stationed,派驻率,,,,,,,,缺少“党建指导员”列,2021-12-31\n"
        "城关办事处,org_coverage,组织覆盖率,617,617,1.0,1.0,2021-12-31,是,0,,2021-12-31\n"
        "城关办事处,instructor_stationed,派驻率,,,,,,,,缺少“党建指导员”列,2021-12-31\n"
        "古城乡,org_coverage,组织覆盖率,0,7,0.0,1.0,2021-12-31,否,7,,2021-12-31\n"
        "古城乡,instructor_stationed,派驻率,,,,,,,,缺少“党建指导员”列,2021-12-31\n"
    )


def test_the_number_of_enterprises_is_known_without_any_column_on_organisations() -> None:
    rows = (Share("全区", "org_coverage", "组织覆盖率", 0, 0, missing="缺少“是否建立党组织”列"),)
    apart = (Share("全区", "employees_unknown", "职工人数不清楚", 30, 30),)
    coverage = Coverage(date(2021, 12, 31), "industry", "全区", rows, apart)
    assert terminal.render(CoverageView(coverage, "四大工程").page(), 80) == (
        "全区非公企业党建覆盖情况（截至 2021-12-31，按行业，口径：四大工程）\n"
        "行业  企业数  组织覆盖率\n"
        "────────────────────────\n"
        "全区      30      无数据\n"
        "全区另有：职工人数不清楚 30 家\n"
        "组织覆盖率无数据：缺少“是否建立党组织”列\n"
    )


def test_markdown_tells_the_same_as_the_page() -> None:
    assert markdown.render(CoverageView(DISTRICT, "四大工程", ("org_coverage",)).page()) == (
        "# 全区非公企业党建覆盖情况（截至 2021-12-31，按乡（办），口径：四大工程）\n"
        "\n"
        "| 乡（办） | 企业数 | 组织覆盖率 |\n"
        "| --- | ---: | ---: |\n"
        "| **全区** | **624** | \\*98.88%（617/624） |\n"
        "| 城关办事处 | 617 | 100.00%（617/617） |\n"
        "| 古城乡 | 7 | \\*0.00%（0/7） |\n"
        "\n"
        "\\* 低于目标\n"
        "\n"
        "## 全区目标任务完成情况\n"
        "\n"
        "| 指标 | 目标 | 完成时限 | 现值 | 还差 | 结论 |\n"
        "| --- | ---: | ---: | ---: | ---: | --- |\n"
        "| 组织覆盖率 | 100% | 2021-12-31 | 98.88%（617/624） | 7 | 推进中 |\n"
    )
