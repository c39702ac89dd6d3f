"""The three lists behind a number."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

from djcov.findings import Location
from djcov.measures.results import Explanation, LeftOut, Subject
from djcov.reports import csv, terminal
from djcov.reports import json as json_renderer
from djcov.reports.explanation import ExplanationView


def enterprise(name: str, row: int, uscc: str = "") -> Subject:
    return Subject("enterprise", name, uscc, "古城乡", Location("ledger.xlsx", "台账", row))


EXPLANATION = Explanation(
    as_of=date(2021, 12, 31),
    indicator="org_coverage",
    name="组织覆盖率",
    clause="S1",
    doc="计入的企业中，有党组织的。",
    numerator=(enterprise("甲有限公司", 5, "91410000MA40ABCD1X"), enterprise("乙有限公司", 6)),
    remainder=(),
    left_out=(LeftOut(enterprise("丙商行", 7), "个体工商户"),),
)


def test_the_page_shows_three_lists_that_add_up() -> None:
    assert terminal.render(ExplanationView(EXPLANATION).page(), 80) == (
        "组织覆盖率（截至 2021-12-31，org_coverage，组织覆盖分期达标，来源：ledger.xlsx 台账）\n"
        "计入的企业中，有党组织的。\n"
        "已达到 2，应达到 2。\n"
        "\n"
        "已达到：2 家\n"
        "企业        统一社会信用代码    乡（办）  来源\n"
        "───────────────────────────────────────────────\n"
        "甲有限公司  91410000MA40ABCD1X  古城乡    第5行\n"
        "乙有限公司                      古城乡    第6行\n"
        "\n"
        "未达到：0 家\n"
        "\n"
        "未纳入统计：1 家\n"
        "企业    乡（办）  原因        来源\n"
        "───────────────────────────────────\n"
        "丙商行  古城乡    个体工商户  第7行\n"
        "\n"
        "合计\n"
        "2 + 0 + 1 = 3，即登记的全部企业。\n"
    )


def test_the_document_keeps_its_promise() -> None:
    document = json.loads(json_renderer.render(ExplanationView(EXPLANATION).document()))
    assert document["schema"] == "djcov.explain/1"
    assert document["indicator"] == "org_coverage"
    assert document["numerator"][0] == {
        "enterprise": "甲有限公司",
        "uscc": "91410000MA40ABCD1X",
        "township": "古城乡",
        "source": {"file": "ledger.xlsx", "sheet": "台账", "row": 5},
    }
    assert document["remainder"] == []
    assert document["left_out"] == [
        {
            "enterprise": "丙商行",
            "uscc": "",
            "township": "古城乡",
            "source": {"file": "ledger.xlsx", "sheet": "台账", "row": 7},
            "reason": "个体工商户",
        }
    ]


def test_a_number_without_data_is_said_to_say_nothing() -> None:
    view = ExplanationView(replace(EXPLANATION, missing="缺少“是否建立党组织”列"))
    assert "\n无数据：缺少“是否建立党组织”列\n" in terminal.render(view.page(), 80)
    assert json.loads(json_renderer.render(view.document()))["missing"] == "缺少“是否建立党组织”列"


def test_instructors_are_named_as_such() -> None:
    someone = Subject("instructor", "张*", "", "古城乡", Location("指导员.xlsx", "名单", 4))
    explanation = Explanation(
        date(2021, 12, 31),
        "instructor_trained",
        "指导员参训率",
        "S13",
        "说明。",
        (someone,),
        (),
        (),
        grain="instructor",
    )
    view = ExplanationView(explanation)
    assert "已达到：1 名\n指导员  乡（办）  来源\n" in terminal.render(view.page(), 80)
    none_listed = replace(explanation, numerator=(), unlisted=(1, 0, 0))
    assert "即登记的全部指导员。" in terminal.render(ExplanationView(none_listed).page(), 80)
    assert json.loads(json_renderer.render(view.document()))["numerator"][0]["instructor"] == "张*"


def test_every_row_of_a_person_is_told() -> None:
    first, *others = (
        Location("指导员.xlsx", sheet, row) for sheet, row in (("一", 4), ("一", 9), ("二", 3), ("二", 5))
    )
    someone = Subject("instructor", "张*", "", "古城乡", first, tuple(others))
    explanation = Explanation(
        date(2021, 12, 31), "instructor_trained", "指导员参训率", "S13", "说明。", (someone,), (), ()
    )
    view = ExplanationView(explanation)

    assert "  指导员.xlsx 一 第4行、第9行；指导员.xlsx 二 第3行、第5行\n" in terminal.render(view.page(), 100)
    told = json.loads(json_renderer.render(view.document()))["numerator"][0]
    assert told["source"] == told["sources"][0] == {"file": "指导员.xlsx", "sheet": "一", "row": 4}
    assert [(at["sheet"], at["row"]) for at in told["sources"][1:]] == [("一", 9), ("二", 3), ("二", 5)]
    assert (
        csv.render(view.records())
        .splitlines()[1]
        .endswith(
            ",指导员.xlsx,一,4,指导员.xlsx 一 第9行；指导员.xlsx 二 第3行、第5行"
            ",instructor_trained,指导员参训率,2021-12-31"
        )
    )


def test_a_further_row_s_file_is_told_from_those_of_the_same_name() -> None:
    at = Location("e6/一/台账.csv", "", 2), Location("e6/二/台账.csv", "", 2)
    someone = Subject("instructor", "张*", "", "古城乡", at[0], at[1:])
    explanation = Explanation(
        date(2021, 12, 31), "instructor_trained", "指导员参训率", "S13", "说明。", (someone,), (), ()
    )
    (row,) = csv.render(ExplanationView(explanation).records()).splitlines()[1:]

    assert row.endswith(",e6/一/台账.csv,,2,e6/二/台账.csv 第2行,instructor_trained,指导员参训率,2021-12-31")


def test_records_hold_a_row_per_subject() -> None:
    assert csv.render(ExplanationView(EXPLANATION).records()) == (
        "归属,对象,名称,统一社会信用代码,乡（办）,原因,文件,工作表,行,其他行,指标代码,指标,截至日期\n"
        "已达到,企业,甲有限公司,91410000MA40ABCD1X,古城乡,,ledger.xlsx,台账,5,,org_coverage,组织覆盖率,2021-12-31\n"
        "已达到,企业,乙有限公司,,古城乡,,ledger.xlsx,台账,6,,org_coverage,组织覆盖率,2021-12-31\n"
        "未纳入统计,企业,丙商行,,古城乡,个体工商户,ledger.xlsx,台账,7,,org_coverage,组织覆盖率,2021-12-31\n"
    )
