"""djcov compare: whole standard output, exit code."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document

Djcov = Callable[..., Any]

OLD = """\
企业名称,乡（办）,经营状态,是否建立党组织
甲有限公司,古城乡,正常,是
乙有限公司,古城乡,正常,否
丙有限公司,城关办事处,正常,否
"""
NEW = """\
企业名称,乡（办）,经营状态,是否建立党组织
乙有限公司,城关办事处,正常,是
甲有限公司,古城乡,正常,是
丙有限公司,城关办事处,注销,否
"""
AS_OF = ("--as-of", "2021-12-31", "--as-of-old", "2020-12-31")


@pytest.fixture(autouse=True)
def two_dates(ledger: Path) -> None:
    Path("旧.csv").write_text(OLD, "utf-8")
    Path("新.csv").write_text(NEW, "utf-8")


def test_compare(djcov: Djcov) -> None:
    result = djcov("compare", "旧.csv", "新.csv", *AS_OF)

    before, _, after = result.out.partition("\n减少企业")
    assert before.startswith("全区两期比较（2020-12-31 与 2021-12-31）\n")
    figures = ["33.33%", "1/3", "100.00%", "2/2", "+66.67", "+50.00", "+16.67"]
    assert before.splitlines()[3].split() == ["组织覆盖率", *figures]
    assert "减少企业" + after == (
        "减少企业：1 家（gone）\n"
        "企业        乡（办）    情况                              本期台账      上期台账\n"
        "────────────────────────────────────────────────────────────────────────────────────\n"
        "丙有限公司  城关办事处  本期未纳入统计：经营状态为“注销”  新.csv 第4行  旧.csv 第4行\n"
        "\n"
        "新覆盖：1 家（newly_covered）\n"
        "企业        乡（办）    情况        本期台账      上期台账\n"
        "──────────────────────────────────────────────────────────────\n"
        "乙有限公司  城关办事处  上期未覆盖  新.csv 第2行  旧.csv 第3行\n"
        "\n"
        "变更乡（办）：1 家（moved）\n"
        "企业        乡（办）    情况                 本期台账      上期台账\n"
        "───────────────────────────────────────────────────────────────────────\n"
        "乙有限公司  城关办事处  古城乡 → 城关办事处  新.csv 第2行  旧.csv 第3行\n"
    )
    assert result.err == (
        "上期台账：\n"
        "读取了 1 个文件、1 张表：企业台账 3 行。\n"
        "登记企业 3 家（条），纳入统计 3 家。\n"
        "没有发现问题。\n"
        "本期台账：\n"
        "读取了 1 个文件、1 张表：企业台账 3 行。\n"
        "登记企业 3 家（条），纳入统计 2 家，未纳入统计 1 家：经营状态为注销 1。\n"
        "没有发现问题。\n"
        "接着可以看：\n"
        "  djcov targets 新.csv --as-of 2021-12-31\n"
        "  djcov gaps 新.csv --as-of 2021-12-31\n"
    )
    assert result.code == 0


def test_compare_as_json(djcov: Djcov) -> None:
    document = json.loads(djcov("compare", "旧.csv", "新.csv", *AS_OF, "--format", "json", "-q").out)

    assert (document["schema"], document["as_of_old"], document["as_of"]) == (
        "djcov.compare/1",
        "2020-12-31",
        "2021-12-31",
    )
    assert document["indicators"][0] == {
        "indicator": "org_coverage",
        "name": "组织覆盖率",
        "old": {"numerator": 1, "denominator": 3, "rate": 0.333333},
        "new": {"numerator": 2, "denominator": 2, "rate": 1.0},
        "common": {"denominator": 2, "old": 1, "new": 2},
        "change": 0.666667,
        "real_change": 0.5,
        "base_change": 0.166667,
    }
    assert document["changes"][0] == {
        "kind": "gone",
        "title": "减少企业",
        "enterprise": "丙有限公司",
        "uscc": "",
        "township": "城关办事处",
        "detail": "本期未纳入统计：经营状态为“注销”",
        "source": {"file": "新.csv", "sheet": "", "row": 4},
        "source_old": {"file": "旧.csv", "sheet": "", "row": 4},
    }


def test_compare_as_csv(djcov: Djcov) -> None:
    text = djcov("compare", "旧.csv", "新.csv", *AS_OF, "--format", "csv", "-q").out

    assert [(row["变化代码"], row["名称"], row["本期行"], row["上期行"]) for row in csv.DictReader(StringIO(text))] == [
        ("gone", "丙有限公司", "4", "4"),
        ("newly_covered", "乙有限公司", "2", "3"),
        ("moved", "乙有限公司", "2", "3"),
    ]


def test_the_same_roster_twice(djcov: Djcov) -> None:
    result = djcov("compare", "旧.csv", "旧.csv", "--as-of", "2021-12-31", "-q")

    assert result.out.endswith("\n按两期台账，看不出哪家企业有变化。\n")
    assert "（2021-12-31 与 2021-12-31）" in result.out


def test_a_result_overwrites_neither_roster(djcov: Djcov) -> None:
    for name in ("旧.csv", "新.csv"):
        assert djcov("compare", "旧.csv", "新.csv", "-o", name).code == 2
    assert (Path("旧.csv").read_text("utf-8"), Path("新.csv").read_text("utf-8")) == (OLD, NEW)


def test_both_rosters_are_needed(djcov: Djcov) -> None:
    result = djcov("compare", "旧.csv")

    assert result.code == 2
    assert result.err.startswith("用法错误：缺少 NEW（本期台账：文件或文件夹）。\n")


def test_a_date_that_is_none(djcov: Djcov) -> None:
    result = djcov("compare", "旧.csv", "新.csv", "--as-of-old", "去年")

    assert result.code == 2
    assert "“去年”不是日期" in result.err


@pytest.mark.thorough
def test_how_to_read_holds_for_both(djcov: Djcov) -> None:
    for name, text in (("旧.xlsx", OLD), ("新.xlsx", NEW)):
        book = openpyxl.Workbook()
        book.active.append(["企业名称", "乡（办）"])
        book.active.append(["别家公司", "古城乡"])
        sheet = book.create_sheet("正表")
        for line in text.splitlines():
            sheet.append(line.split(","))
        book.save(name)
    result = djcov("compare", "旧.xlsx", "新.xlsx", *AS_OF, "--sheet", "正表", "--engine", "pandas")

    assert (
        result.out.replace(" 正表", "").replace(".xlsx", ".csv").splitlines()[:4]
        == (djcov("compare", "旧.csv", "新.csv", *AS_OF, "-q").out.splitlines()[:4])
    )
    assert "别家公司" not in result.out
    assert "  djcov targets 新.xlsx --as-of 2021-12-31 --sheet 正表 --engine pandas\n" in result.err


@pytest.mark.thorough
def test_each_date_may_have_a_sheet_of_its_own(djcov: Djcov) -> None:
    for name, text in (("旧", OLD), ("新", NEW)):
        book = openpyxl.Workbook()
        book.active.append(["企业名称", "乡（办）"])
        book.active.append(["别家公司", "古城乡"])
        sheet = book.create_sheet(f"{name}表")
        for line in text.splitlines():
            sheet.append(line.split(","))
        book.save(f"{name}.xlsx")
    result = djcov("compare", "旧.xlsx", "新.xlsx", *AS_OF, "--sheet", "旧表", "--sheet", "新表")

    assert result.code == 0
    assert "别家公司" not in result.out
    assert "  djcov targets 新.xlsx --as-of 2021-12-31 --sheet 新表\n" in result.err
    dates = ("--as-of", "2020-12-31", "--as-of", "2021-12-31")
    assert djcov("trend", "旧.xlsx", "新.xlsx", *dates, "--sheet", "旧表", "--sheet", "新表").code == 0
    refused = djcov("compare", "旧.xlsx", "新.xlsx", *AS_OF, "--sheet", "旧表", "--sheet", "新表", "--sheet", "新标")
    assert refused.code == 3
    assert "各期都没有工作表“新标”" in refused.err


def test_a_header_row_that_one_roster_lacks(djcov: Djcov) -> None:
    result = djcov("compare", "旧.csv", "新.csv", "--header-row", "9")

    assert result.code == 3
    assert "没有第 9 行" in result.err


def test_changes_add_up(djcov: Djcov) -> None:
    result = djcov("compare", "旧.csv", "新.csv", *AS_OF, "--form", "changes", "--format", "json")

    document = json.loads(result.out)
    assert (document["schema"], document["files_left"]) == ("djcov.changes/1", [])
    keys = ("unit", "opening", "new", "moved_in", "back", "closed", "moved_out", "out", "closing")
    assert [[row[key] for key in keys] for row in document["rows"]] == [
        ["全区", 3, 0, 1, 0, 1, 1, 0, 2],
        ["城关办事处", 1, 0, 1, 0, 1, 0, 0, 1],
        ["古城乡", 2, 0, 0, 0, 0, 1, 0, 1],
    ]
    moved = document["events"][0]
    assert (moved["event"], moved["enterprise"], moved["township"]) == ("moved", "乙有限公司", "城关办事处")
    assert (moved["source"]["row"], moved["source_old"]["row"]) == (2, 3)


def test_changes_as_a_table(djcov: Djcov) -> None:
    result = djcov("compare", "旧.csv", "新.csv", *AS_OF, "--form", "changes")

    assert result.out.startswith(
        "全区变更情况（2020-12-31 与 2021-12-31）\n"
        "单位        上期  新增  迁入  恢复  注销  迁出  移出  本期\n"
        "──────────────────────────────────────────────────────────\n"
        "全区           3     0     1     0     1     1     0     2\n"
    )
    assert "\n关停注销：1 家（closed）\n" in result.out


@pytest.mark.thorough
def test_changes_as_documents(djcov: Djcov) -> None:
    for name in ("变更.docx", "变更.xlsx", "再次.docx", "再次.xlsx"):
        assert djcov("compare", "旧.csv", "新.csv", *AS_OF, "--form", "changes", "-o", name).code == 0
    assert Path("变更.docx").read_bytes() == Path("再次.docx").read_bytes()
    assert Path("变更.xlsx").read_bytes() == Path("再次.xlsx").read_bytes()
    document = Document("变更.docx")
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "上期纳入统计的企业3家，关停注销1家、在区内变更乡（办）1家，本期2家。" in text
    assert "（二）关停注销1家" in text
    cells = [[cell.text for cell in row.cells] for row in document.tables[2].rows]
    assert cells[1] == ["1", "城关办事处", "丙有限公司", "本期未纳入统计：经营状态为“注销”", "旧.csv 第4行"]
    sheet = openpyxl.load_workbook("变更.xlsx").worksheets[0]
    assert sheet["A5"].value == "全区"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("-o", "变更.docx"), "比较不能写成 .docx"),
        (("--form", "changes", "--format", "json", "-o", "变更.docx"), "没有 --format"),
        (("--form", "annual"), "没有“annual”，可选 changes"),
    ],
)
def test_forms_that_are_none(djcov: Djcov, arguments: tuple[str, ...], message: str) -> None:
    result = djcov("compare", "旧.csv", "新.csv", *AS_OF, *arguments)
    assert (result.code, message in result.err) == (2, True)
