"""Gaps on a page, as records, as a document."""

from __future__ import annotations

import json
from datetime import date

from djcov.findings import Location
from djcov.measures.results import Gap, Gaps, Sought, Subject, Unlisted
from djcov.reports import csv, terminal
from djcov.reports import json as json_renderer
from djcov.reports.gaps import GapsView


def enterprise(name: str, row: int, *, uscc: str = "", file: str = "data/ledger.xlsx") -> Subject:
    return Subject("enterprise", name, uscc, "古城乡", Location(file, "台账", row))


DUE = Gap(
    "due_not_built",
    "应建未建",
    "S5",
    enterprise("大成机械有限公司", 12, uscc="91410000MA40ABCD1X"),
    "正式党员 4 人",
    "成立单独党组织",
)
UNCOVERED = Gap(
    "no_instructor", "未派指导员", "S2", enterprise("小成商贸有限公司", 7), "无党组织", "派驻党建工作指导员"
)
WEAK = Gap(
    "no_secretary",
    "没有书记",
    "S11",
    Subject("organization", "大成支部", "", "古城乡", Location("data/orgs.xlsx", "党组织", 3)),
    "",
    "配备书记",
)
GAPS = Gaps(date(2021, 12, 31), (DUE, UNCOVERED, WEAK))


def test_the_page_groups_by_kind_with_the_action_once_above() -> None:
    assert terminal.render(GapsView(GAPS).page(), 80) == (
        "缺口名单（截至 2021-12-31）\n"
        "\n"
        "应建未建：1 家（due_not_built，3名以上党员单独建立组织）\n"
        "应做：成立单独党组织\n"
        "企业              乡（办）  情况           来源\n"
        "──────────────────────────────────────────────────────────────────\n"
        "大成机械有限公司  古城乡    正式党员 4 人  ledger.xlsx 台账 第12行\n"
        "\n"
        "未派指导员：1 家（no_instructor，工作全覆盖，未建组织的派指导员）\n"
        "应做：派驻党建工作指导员\n"
        "企业              乡（办）  情况      来源\n"
        "────────────────────────────────────────────────────────────\n"
        "小成商贸有限公司  古城乡    无党组织  ledger.xlsx 台账 第7行\n"
        "\n"
        "没有书记：1 个（no_secretary，书记配备）\n"
        "应做：配备书记\n"
        "党组织    乡（办）  情况  来源\n"
        "────────────────────────────────────────────────\n"
        "大成支部  古城乡          orgs.xlsx 党组织 第3行\n"
    )


def test_two_files_of_one_name_are_told_apart() -> None:
    here = Gap("a", "缺口", "S2", enterprise("甲公司", 1, file="east/台账.xlsx"), "", "办")
    there = Gap("a", "缺口", "S2", enterprise("乙公司", 1, file="west/台账.xlsx"), "", "办")
    page = terminal.render(GapsView(Gaps(date(2021, 12, 31), (here, there))).page(), 100)
    assert "甲公司  古城乡          east/台账.xlsx 台账 第1行\n" in page
    assert "乙公司  古城乡          west/台账.xlsx 台账 第1行\n" in page


def test_without_gaps_the_page_says_so() -> None:
    looked_at = Sought("due_not_built", "应建未建", "enterprise", "古城乡", found=0, known=3, unclear=0)
    page = terminal.render(GapsView(Gaps(date(2021, 12, 31), (), sought=(looked_at,))).page(), 80)
    assert page == "缺口名单（截至 2021-12-31）\n没有缺口。\n"


def test_what_could_not_be_looked_for_is_said() -> None:
    view = GapsView(Gaps(date(2021, 12, 31), (), missing=(("没有书记", "缺少“书记”列"),)))
    assert terminal.render(view.page(), 80).endswith("没有数据、无法查找的缺口：没有书记（缺少“书记”列）\n")
    assert json.loads(json_renderer.render(view.document()))["missing"] == [
        {"title": "没有书记", "missing": "缺少“书记”列"}
    ]


def test_the_document_keeps_its_promise() -> None:
    document = json.loads(json_renderer.render(GapsView(GAPS).document()))
    assert document["schema"] == "djcov.gaps/1"
    assert document["as_of"] == "2021-12-31"
    assert document["rows"][0] == {
        "kind": "due_not_built",
        "title": "应建未建",
        "clause": "S5",
        "enterprise": "大成机械有限公司",
        "uscc": "91410000MA40ABCD1X",
        "township": "古城乡",
        "detail": "正式党员 4 人",
        "action": "成立单独党组织",
        "priority": 1,
        "source": {"file": "data/ledger.xlsx", "sheet": "台账", "row": 12},
    }
    assert document["rows"][1]["uscc"] == ""
    assert document["rows"][2]["organization"] == "大成支部"
    assert not {"enterprise", "uscc"} & document["rows"][2].keys()


def test_records_hold_a_row_per_gap() -> None:
    assert csv.render(GapsView(GAPS).records()).splitlines()[:2] == [
        "缺口代码,缺口,方案条款,优先级,对象,名称,统一社会信用代码,乡（办）,情况,应做,文件,工作表,行,截至日期",
        "due_not_built,应建未建,3名以上党员单独建立组织,紧急,"
        "企业,大成机械有限公司,91410000MA40ABCD1X,古城乡,正式党员 4 人,成立单独党组织,"
        "data/ledger.xlsx,台账,12,2021-12-31",
    ]


NO_UNION = Gap("no_union", "未建工会", "S10", DUE.subject, "缺：工会", "建立工会", 3)


def test_one_line_per_enterprise() -> None:
    view = GapsView(Gaps(date(2021, 12, 31), (DUE, NO_UNION, WEAK), sort="enterprise"), joined=True)

    assert terminal.render(view.page(), 80) == (
        "缺口名单（截至 2021-12-31）\n"
        "\n"
        "企业：1 家\n"
        "企业              乡（办）  缺口                来源\n"
        "───────────────────────────────────────────────────────────────────────\n"
        "大成机械有限公司  古城乡    应建未建；未建工会  ledger.xlsx 台账 第12行\n"
        "\n"
        "党组织：1 个\n"
        "党组织    乡（办）  缺口      来源\n"
        "────────────────────────────────────────────────────\n"
        "大成支部  古城乡    没有书记  orgs.xlsx 党组织 第3行\n"
        "\n"
        "应做\n"
        "  应建未建：成立单独党组织\n"
        "  没有书记：配备书记\n"
        "  未建工会：建立工会\n"
    )
    assert csv.render(view.records()).splitlines()[:2] == [
        "对象,名称,统一社会信用代码,乡（办）,优先级,缺口数,缺口代码,缺口,应做,文件,工作表,行,截至日期",
        "企业,大成机械有限公司,91410000MA40ABCD1X,古城乡,紧急,2,due_not_built；no_union,"
        "应建未建（正式党员 4 人）；未建工会（缺：工会）,成立单独党组织 建立工会,data/ledger.xlsx,台账,12,2021-12-31",
    ]
    document = json.loads(json_renderer.render(view.document()))
    assert [row["kind"] for row in document["rows"]] == ["due_not_built", "no_union", "no_secretary"]
    assert document["subjects"][0] == {
        "enterprise": "大成机械有限公司",
        "uscc": "91410000MA40ABCD1X",
        "township": "古城乡",
        "priority": 1,
        "gaps": [
            {"kind": "due_not_built", "title": "应建未建", "detail": "正式党员 4 人", "action": "成立单独党组织"},
            {"kind": "no_union", "title": "未建工会", "detail": "缺：工会", "action": "建立工会"},
        ],
        "source": {"file": "data/ledger.xlsx", "sheet": "台账", "row": 12},
    }


def test_by_township_and_by_enterprise() -> None:
    by_township = GapsView(Gaps(date(2021, 12, 31), (DUE, NO_UNION), sort="township"))
    by_enterprise = GapsView(Gaps(date(2021, 12, 31), (DUE, NO_UNION), sort="enterprise"))

    assert "古城乡：2 条\n缺口      名称              情况           来源\n" in terminal.render(by_township.page(), 80)
    assert "企业：2 条\n缺口      企业              统一社会信用代码" in terminal.render(by_enterprise.page(), 80)


def test_what_was_not_listed_is_said_with_its_number() -> None:
    view = GapsView(Gaps(date(2021, 12, 31), (), unlisted=(Unlisted("no_union", "未建工会", 12),)))

    assert terminal.render(view.page(), 80).endswith("另有 1 类缺口没有列出，用 --all 或 --kind 查看：未建工会 12。\n")
    assert view.document()["unlisted"] == [{"kind": "no_union", "title": "未建工会", "count": 12}]
