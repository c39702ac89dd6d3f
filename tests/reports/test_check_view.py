"""What a check shows of tables and findings."""

from __future__ import annotations

import json

from djcov.findings import CATALOGUE, Findings, Location
from djcov.measures.results import Check
from djcov.models import Kind
from djcov.reports import csv, terminal
from djcov.reports import json as json_renderer
from djcov.reports.check import CheckView
from djcov.roster import Column, Skipped, Table

LEDGER = Table(
    kind=Kind.ENTERPRISES,
    file="in/ledger.xlsx",
    sheet="台账",
    header_row=4,
    columns=(
        Column(0, "序号"),
        Column(1, "单位名称", "name"),
        Column(2, "组建方式/单独", "organization_form", "单独"),
    ),
    rows=160,
    accepted=158,
    skipped=(
        Skipped(165, "合计", "合计"),
        Skipped(166, "注", "填表人：张* 电话：138****5678"),
        Skipped(90, "合计", "小计"),
    ),
)


def findings(*found: tuple[str, int]) -> Findings:
    pile = Findings()
    for code, row in found:
        pile.add(CATALOGUE[code].at(Location("in/ledger.xlsx", "台账", row, "职工人数", f"F{row}"), found="多"))
    return pile


def test_the_page_shows_tables_columns_and_findings_the_worst_first() -> None:
    pile = findings(("COUNT_APPROXIMATE", 9), ("COUNT_UNREADABLE", 12))
    assert terminal.render(CheckView(Check((LEDGER,), pile)).page(), 80) == (
        "识别到的表\n"
        "种类      文件         工作表  表头行  数据行  无误行数  未作数据的行\n"
        "─────────────────────────────────────────────────────────────────────\n"
        "企业台账  ledger.xlsx  台账         4     160       158  合计 2、注 1\n"
        "\n"
        "企业台账的列（ledger.xlsx 台账）\n"
        "列  表头           读作\n"
        "──────────────────────────────────────────\n"
        "B   单位名称       企业名称\n"
        "C   组建方式/单独  组建方式（勾选为 单独）\n"
        "没有用到的列：A 序号。\n"
        "\n"
        "发现的问题\n"
        "错误 1 处，提示 1 处。\n"
        "\n"
        "错误 数目读不出（COUNT_UNREADABLE）：1 处\n"
        "请只填一个整数。\n"
        "  ledger.xlsx 台账 第12行 职工人数（F12）：“多”读不出数目，暂按“不清楚”统计\n"
        "\n"
        "提示 约数（COUNT_APPROXIMATE）：1 处\n"
        "请尽量填准确数。\n"
        "  ledger.xlsx 台账 第9行 职工人数（F9）：“多”是约数，按其中的数字计\n"
    )


def test_a_clean_roster_is_told_so() -> None:
    page = terminal.render(CheckView(Check((LEDGER,), Findings())).page(), 80)
    assert page.endswith("\n发现的问题\n没有发现问题。\n")


def test_ten_findings_of_a_code_are_printed_and_the_rest_counted() -> None:
    pile = findings(*(("COUNT_UNREADABLE", row) for row in range(5, 18)))
    page = terminal.render(CheckView(Check((LEDGER,), pile)).page(), 80)
    assert page.count("读不出数目") == 10
    assert page.endswith("还有 3 处，用 --format csv 或 --format json 看全部。\n")


def test_hints_that_differ_stand_with_their_findings() -> None:
    pile = Findings()
    for found, near in (("企业名你", "企业名称"), ("职工人术", "职工人数")):
        pile.add(CATALOGUE["COLUMN_NEAR_MISS"].at(Location("in/ledger.xlsx", "台账", 4), found, suggestion=near))
    page = terminal.render(CheckView(Check((LEDGER,), pile)).page(), 80)
    assert page.count("本列没有采用。如果就是这一列，请把表头改为“企业名称”。\n") == 1
    assert page.count("本列没有采用。如果就是这一列，请把表头改为“职工人数”。\n") == 1


def test_tables_with_the_same_columns_are_described_once() -> None:
    second = Table(LEDGER.kind, "in/other.xlsx", "台账", 2, LEDGER.columns, 3, 3)
    page = terminal.render(CheckView(Check((LEDGER, second), Findings())).page(), 80)
    assert "企业台账的列（ledger.xlsx 台账 等 2 张表）\n" in page
    assert page.count("单位名称") == 1


def test_the_document_keeps_its_promise() -> None:
    pile = findings(("COUNT_UNREADABLE", 12), ("COUNT_APPROXIMATE", 9), ("COUNT_UNREADABLE", 11))
    document = json.loads(json_renderer.render(CheckView(Check((LEDGER,), pile)).document()))
    assert document["schema"] == "djcov.check/1"
    assert document["tables"] == [
        {
            "kind": "enterprises",
            "file": "in/ledger.xlsx",
            "sheet": "台账",
            "header_row": 4,
            "rows": 160,
            "accepted": 158,
            "why": "",
            "doubtful": 0,
            "columns": [
                {"letter": "A", "header": "序号", "field": "", "title": "", "option": ""},
                {"letter": "B", "header": "单位名称", "field": "name", "title": "企业名称", "option": ""},
                {
                    "letter": "C",
                    "header": "组建方式/单独",
                    "field": "organization_form",
                    "title": "组建方式",
                    "option": "单独",
                },
            ],
            "unused": ["序号"],
            "skipped": [
                {"row": 165, "reason": "合计", "text": "合计"},
                {"row": 166, "reason": "注", "text": "填表人：张* 电话：138****5678"},
                {"row": 90, "reason": "合计", "text": "小计"},
            ],
        }
    ]
    assert [finding["row"] for finding in document["findings"]] == [9, 11, 12]
    assert document["findings"][0] == {
        "code": "COUNT_APPROXIMATE",
        "severity": "note",
        "file": "in/ledger.xlsx",
        "sheet": "台账",
        "row": 9,
        "column": "职工人数",
        "cell": "F9",
        "message": "“多”是约数，按其中的数字计",
        "hint": "请尽量填准确数。",
    }
    assert document["totals"] == {"COUNT_UNREADABLE": 2, "COUNT_APPROXIMATE": 1}


def test_records_hold_a_row_per_finding() -> None:
    assert csv.render(CheckView(Check((), findings(("COUNT_UNREADABLE", 12)))).records()) == (
        "级别,代码,问题,文件,工作表,行,列,单元格,说明,建议\n"
        "错误,COUNT_UNREADABLE,数目读不出,in/ledger.xlsx,台账,12,职工人数,F12,“多”读不出数目，暂按“不清楚”统计,请只填一个整数。\n"
    )
