"""djcov ask and djcov collect as a user runs them: workbooks out, answers back, a copy of the ledger."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from djcov.reports.township_form import SHEET
from djcov.roster import OWN_SHEET

Run = Callable[..., Any]
AS_OF = ("--as-of", "2021-12-31")

LEDGER = [
    ["企业名称", "乡（办）", "职工人数", "正式党员数", "组建/单独组建", "组建/联合组建", "党组织书记"],
    ["甲有限公司", "古城/乡", None, 3, "√", None, "李四"],
    ["乙有限公司", "古城/乡", "问过再说", 0, None, None, None],
    ["丙有限公司", "石桥镇", 12, 0, "√", "√", "无"],
]


@pytest.fixture
def folder(ledger: Path) -> Path:
    book = openpyxl.Workbook()
    for row in LEDGER:
        book.worksheets[0].append(row)
    book.save(ledger.parent / "台账.xlsx")
    return ledger.parent


def fill_in(path: Path, **answers: object) -> None:
    """Fill in what a township is asked: by the name's first character and the column."""
    book = openpyxl.load_workbook(path)
    sheet = book[SHEET]
    titles = {cell.value: cell.column for cell in sheet[1]}
    for row in sheet.iter_rows(min_row=2):
        for key, value in answers.items():
            if row[1].value == f"{key[0]}有限公司":
                sheet.cell(row[0].row, titles[key[1:]], value)
    book.save(path)


@pytest.mark.thorough
def test_what_is_asked_comes_back_into_a_copy_of_the_ledger(djcov: Run, folder: Path) -> None:
    before = (folder / "台账.xlsx").read_bytes()
    out = djcov("ask", "台账.xlsx", "-o", "补填", *AS_OF, "--format", "json")
    assert out.code == 0, out.err
    rows = json.loads(out.out)["rows"]
    assert [(row["township"], row["asked"], row["answered"], row["open"]) for row in rows] == [
        ("古城/乡", 3, 0, 3),  # two of 职工人数, and how 乙 is organised
        ("石桥镇", 1, 0, 1),  # two marks
    ]
    assert sorted(path.name for path in (folder / "补填").iterdir()) == ["古城_乡.xlsx", "石桥镇.xlsx"]

    fill_in(folder / "补填" / "古城_乡.xlsx", 甲职工人数=66, 乙职工人数="六十")
    fill_in(folder / "补填" / "石桥镇.xlsx", 丙组建方式="联合组建")
    back = djcov("collect", "台账.xlsx", "补填", *AS_OF, "-o", "副本.xlsx", "--format", "json")
    assert back.code == 0, back.err
    result = json.loads(back.out)
    assert result["schema"] == "djcov.collect/1"
    assert [(row["township"], row["answered"], row["open"]) for row in result["rows"]] == [
        ("古城/乡", 2, 1),
        ("石桥镇", 1, 0),
    ]
    assert [(row["enterprise"], row["column"]) for row in result["left"]] == [("乙有限公司", "组建方式")]
    assert (folder / "台账.xlsx").read_bytes() == before

    told, sheet = openpyxl.load_workbook(folder / "副本.xlsx").worksheets
    assert str(told["A1"].value).startswith(OWN_SHEET)
    assert "ANSWER_OPEN" in [cell.value for row in told.iter_rows() for cell in row]
    values = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert values == [
        LEDGER[0],
        ["甲有限公司", "古城/乡", 66, 3, "√", None, "李四"],
        ["乙有限公司", "古城/乡", 60, 0, None, None, None],
        ["丙有限公司", "石桥镇", 12, 0, None, "√", "无"],
    ]
    assert "按补填表填写，见 补填/古城_乡.xlsx 补填 第2行" in str(sheet["C2"].comment and sheet["C2"].comment.text)
    again = djcov("collect", "副本.xlsx", "补填", *AS_OF, "-q", "--format", "json")
    assert [row["asked"] for row in json.loads(again.out)["rows"]] == [1]


def test_nobodys_name_is_handed_out(djcov: Run, folder: Path) -> None:
    djcov("ask", "台账.xlsx", "-o", "补填", *AS_OF)
    for path in (folder / "补填").iterdir():
        texts = [str(cell.value) for sheet in openpyxl.load_workbook(path) for row in sheet for cell in row]
        assert not any("李四" in text or "书记" in text for text in texts)


def test_a_workbook_that_may_be_filled_in_is_never_overwritten(djcov: Run, folder: Path) -> None:
    djcov("ask", "台账.xlsx", "-o", "补填", *AS_OF)
    (folder / "补填" / "古城_乡.xlsx").unlink()  # as if the first run had been ended
    assert djcov("ask", "台账.xlsx", "-o", "补填", *AS_OF).code == 0

    fill_in(folder / "补填" / "石桥镇.xlsx", 丙组建方式="联合组建")
    before = (folder / "补填" / "石桥镇.xlsx").read_bytes()
    again = djcov("ask", "台账.xlsx", "-o", "补填", *AS_OF)
    assert again.code == 2
    assert "补填 中已有 石桥镇.xlsx" in again.err
    assert (folder / "补填" / "石桥镇.xlsx").read_bytes() == before


def test_workbooks_of_another_district_are_refused(djcov: Run, folder: Path) -> None:
    djcov("ask", "台账.xlsx", "-o", "补填", *AS_OF)
    (folder / "别区.toml").write_text('district = "别区"\n', encoding="utf-8")
    back = djcov("collect", "台账.xlsx", "补填", *AS_OF, "--policy", "别区.toml", "--format", "json")

    result = json.loads(back.out)
    assert [row["answered"] for row in result["rows"]] == [0, 0]
    assert {each["file"] for each in result["files_left"]} == {"补填/古城_乡.xlsx", "补填/石桥镇.xlsx"}
    assert {each["code"] for each in result["findings"]} == {"RETURN_FOREIGN"}
    assert "注意：补填/石桥镇.xlsx" in back.err


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("ask", "台账.xlsx", "-o", "台账.xlsx"), 2, "台账.xlsx 是文件"),
        (("ask", "台账.xlsx", "-o", "没有/补填"), 3, "文件夹 没有 不存在"),
        (("ask", "台账.xlsx", "-o", "补填", "--due", "2021-01-01"), 2, "早于截至日期"),
        (("ask", "台账.xlsx", "-o", "补填", "--township", "没有乡"), 2, "没有乡"),
        (("collect", "台账.xlsx", "空的", "-o", "副本.csv"), 2, "台账的副本不能写成 副本.csv"),
        (("collect", "台账.xlsx", "空的", "-o", "台账.xlsx"), 2, "台账.xlsx 已经存在"),
        (("collect", "台账.xlsx", "空的"), 3, "空的：文件夹中没有补填表"),
    ],
)
def test_what_is_wrong_is_told(djcov: Run, folder: Path, words: tuple[str, ...], code: int, said: str) -> None:
    (folder / "空的").mkdir()
    done = djcov(*words, *AS_OF)

    assert (done.code, said in done.err) == (code, True), done.err
    assert not (folder / "补填").exists()
