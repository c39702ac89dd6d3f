"""djcov merge as a user runs it: lists beside the ledger, and a copy of it that is filled."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from djcov.reports.filled_copy import MARK

Run = Callable[..., Any]

CODE = "91410000MA44AAAA51"
LEDGER = [
    ["青岚区非公企业党建台账", None, None, None, None, None],
    ["乡（办）", "企业名称", "职工人数", "单独组建", "联合组建", "统一社会信用代码"],
    ["古城乡", "甲有限公司", 48, "√", None, None],
    [None, "乙有限公司", None, None, "√", CODE],
    ["石桥镇", "丙有限公司", None, None, None, None],
]
"""Townships are merged downwards, the form has a column for each answer; 乙 is known by its code elsewhere."""

POLICY = """\
[merge.order]
employees = ["税务"]
organization_form = ["组织部"]
township = ["组织部"]
"""


@pytest.fixture
def folder(ledger: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "台账"
    for row in LEDGER:
        sheet.append(row)
    sheet.merge_cells("A3:A4")
    sheet["C5"] = "=1/0*0"
    book.save(ledger.parent / "台账.xlsx")
    (ledger.parent / "税务.csv").write_text("企业名称,从业人数\n甲有限公司,52\n丙有限公司,7\n丁有限公司,3\n", "utf-8")
    (ledger.parent / "组织部.csv").write_text(
        f"企业名称,乡（办）,组建方式,信用代码\n甲有限公司,古城乡,单独组建,\n乙有限公司,石桥镇,单独组建,{CODE}\n",
        "utf-8",
    )
    (ledger.parent / "政策.toml").write_text(POLICY, "utf-8")
    return ledger.parent


BOTH = ("merge", "台账.xlsx", "--list", "税务=税务.csv", "--list", "组织部=组织部.csv", "--policy", "政策.toml")


def test_the_copy_has_the_decided_cells_and_everything_else_as_it_was(djcov: Run, folder: Path) -> None:
    before = (folder / "台账.xlsx").read_bytes()
    done = djcov(*BOTH, "-o", "核对.xlsx", "--apply", "副本.xlsx")

    assert done.code == 0, done.err
    assert (folder / "台账.xlsx").read_bytes() == before
    sheet = openpyxl.load_workbook(folder / "副本.xlsx")["台账"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0] == LEDGER[0]
    assert rows[1] == LEDGER[1]
    assert rows[2] == ["古城乡", "甲有限公司", 52, "√", None, None]
    assert rows[3] == [None, "乙有限公司", None, "√", None, CODE]  # the township is merged with the row above
    assert rows[4][2] == 7
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A3:A4"]
    note = sheet["C3"].comment
    assert note is not None
    assert note.text == f"{MARK}原为“48”；按 税务 填写，见 税务.csv 第2行 从业人数（B2）"
    assert "合并单元格" in done.err
    assert "填了 4 个单元格" in done.err


@pytest.mark.thorough
def test_the_copy_says_what_was_decided(djcov: Run, folder: Path) -> None:
    djcov(*BOTH, "-q", "-o", "核对.xlsx", "--apply", "副本.xlsx")
    again = djcov("merge", "副本.xlsx", *BOTH[2:], "-q", "--format", "json")

    left = [(line["enterprise"], line["column"], line["value"]) for line in json.loads(again.out)["differs"]]
    assert left == [("乙有限公司", "乡（办）", "石桥镇")]  # told, to be changed by hand


def test_of_a_ledger_that_cannot_be_copied_a_list_is_made(djcov: Run, folder: Path) -> None:
    (folder / "台账.csv").write_text("企业名称,职工人数\n甲有限公司,48\n", "utf-8")
    done = djcov("merge", "台账.csv", *BOTH[2:], "--apply", "副本.xlsx")

    assert done.code == 0, done.err
    assert "另写成清单" in done.err
    texts = [str(cell.value) for row in openpyxl.load_workbook(folder / "副本.xlsx").worksheets[0] for cell in row]
    assert "52" in texts


def test_what_the_lists_do_not_say_in_the_files_is_left_alone(djcov: Run, folder: Path) -> None:
    done = djcov(*BOTH, "-q", "--format", "json")
    result = json.loads(done.out)

    assert result["schema"] == "djcov.merge/1"
    assert result["files_left"] == []
    assert [row["enterprise"] for row in result["missing"]] == ["丁有限公司"]
    assert set(result) >= {"in_all", "missing", "ledger_only", "differs"}


@pytest.mark.parametrize(
    ("lists", "said"),
    [
        ((), "没有名单"),
        (("--list", "税务.csv"), "--list 不能写成“税务.csv”"),
        (("--list", "台账=税务.csv"), "--list 不能写成“台账=税务.csv”"),
        (("--list", "税务=税务.csv", "--list", "税务=组织部.csv"), "--list 不能写成“税务=组织部.csv”"),
        (("--list", "税务=税务.csv", "--apply", "副本.csv"), "副本不能写成 副本.csv"),
        (("--list", "税务=税务.csv", "--apply", "台账.xlsx"), "台账.xlsx 已经存在"),
        (("--list", "税务=税务.csv", "-o", "一.xlsx", "--apply", "一.xlsx"), "--apply 和 -o 是同一个文件"),
    ],
)
def test_wrong_usage_is_told_before_anything_is_read(
    djcov: Run, folder: Path, lists: tuple[str, ...], said: str
) -> None:
    done = djcov("merge", "台账.xlsx", *lists)

    assert done.code == 2
    assert said in done.err


def test_a_column_that_is_not_compared_has_no_precedence(djcov: Run, folder: Path) -> None:
    (folder / "错.toml").write_text('[merge.order]\nsecretary = ["组织部"]\n', "utf-8")
    done = djcov("policy", "check", "错.toml")

    assert done.code == 3
    assert "第 2 行 merge.order.secretary：核对名单时没有这一列" in done.err


def test_where_nobody_stands_in_both_no_cell_is_said_to_agree(djcov: Run, folder: Path) -> None:
    (folder / "税务.csv").write_text("企业名称,从业人数\n戊有限公司,52\n", "utf-8")
    said = djcov("merge", "台账.xlsx", "--list", "税务=税务.csv").out
    assert "没有一家企业既在台账中又在名单中，无法核对各栏是否一致。" in said
    (folder / "税务.csv").write_text("企业名称,从业人数\n甲有限公司,48\n", "utf-8")
    assert (
        "台账与名单都有的 1 家，名单所填的各栏没有不一致。"
        in djcov("merge", "台账.xlsx", "--list", "税务=税务.csv").out
    )
