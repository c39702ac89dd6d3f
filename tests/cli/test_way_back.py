"""djcov check -o FILE.xlsx and djcov template, as a user runs them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from djcov import pipeline

Djcov = Callable[..., Any]
AS_OF = ("--as-of", "2021-12-31")


@pytest.fixture
def workbook(ledger: Path) -> Path:
    """The tiny ledger as a workbook beside the CSV file."""
    book = openpyxl.Workbook()
    for line in ledger.read_text("utf-8").splitlines():
        book.active.append(line.split(","))
    path = ledger.with_suffix(".xlsx")
    book.save(path)
    return path


@pytest.mark.thorough
def test_a_workbook_comes_back_as_a_marked_copy(djcov: Djcov, workbook: Path) -> None:
    before = workbook.read_bytes()
    result = djcov("check", "ledger.xlsx", *AS_OF, "-o", "标注.xlsx")
    assert result.err.startswith(
        "已写入 标注.xlsx\n它是台账的副本，标出了 2 个单元格；原台账没有改动。\n读取了 1 个文件"
    )
    assert (result.code, result.out) == (0, "")
    assert openpyxl.load_workbook("标注.xlsx").sheetnames == ["各单位问题数", "检查结果", "Sheet"]
    assert workbook.read_bytes() == before


@pytest.mark.thorough
def test_the_marked_copy_gives_the_same_numbers(djcov: Djcov, workbook: Path) -> None:
    djcov("check", "ledger.xlsx", *AS_OF, "-o", "标注.xlsx")
    copy = djcov("coverage", "标注.xlsx", *AS_OF, "--format", "json", "-q")
    assert copy.out == djcov("coverage", "ledger.xlsx", *AS_OF, "--format", "json", "-q").out


def test_a_marked_copy_is_checked_and_replaced(djcov: Djcov, workbook: Path) -> None:
    djcov("check", "ledger.xlsx", *AS_OF, "-o", "标注.xlsx")
    first = Path("标注.xlsx").read_bytes()
    assert djcov("check", "标注.xlsx", *AS_OF, "-o", "再查.xlsx", "-q").code == 0
    assert Path("再查.xlsx").read_bytes() == first


@pytest.mark.parametrize(
    ("rosters", "why"),
    [
        (("ledger.csv",), "台账不是 .xlsx 工作簿，或者有密码，所以没有在台账上标注，另写成问题清单。"),
        (("ledger.csv", "ledger.xlsx"), "台账不止一个文件，所以没有在台账上标注，另写成问题清单。"),
        ((".",), "台账不止一个文件，所以没有在台账上标注，另写成问题清单。"),
    ],
)
def test_what_cannot_be_marked_gives_a_list_and_the_reason(
    djcov: Djcov, workbook: Path, rosters: tuple[str, ...], why: str
) -> None:
    result = djcov("check", *rosters, *AS_OF, "-o", "问题.xlsx")
    assert result.err.split("\n")[:2] == ["已写入 问题.xlsx", why]
    assert openpyxl.load_workbook("问题.xlsx").sheetnames == ["各单位问题数", "检查结果"]


def test_a_file_that_changes_meanwhile_is_not_marked_at_the_wrong_cells(
    djcov: Djcov, workbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check = pipeline.check

    def meanwhile(*facts: Any) -> Any:
        book = openpyxl.load_workbook(workbook)
        book.active.insert_rows(1)
        book.save(workbook)
        return check(*facts)

    monkeypatch.setattr(pipeline, "check", meanwhile)
    result = djcov("check", "ledger.xlsx", *AS_OF, "-o", "标注.xlsx")
    why = "台账在运行时被改动或移走了（请再运行一次），所以没有在台账上标注，另写成问题清单。"
    assert result.err.split("\n")[:2] == ["已写入 标注.xlsx", why]
    assert openpyxl.load_workbook("标注.xlsx").sheetnames == ["各单位问题数", "检查结果"]


@pytest.mark.parametrize("output", ["ledger.xlsx", "./ledger.xlsx"])
def test_the_original_is_never_written_to(djcov: Djcov, workbook: Path, output: str) -> None:
    before = workbook.read_bytes()
    result = djcov("check", "ledger.xlsx", *AS_OF, "-o", output)
    assert result.code == 2
    assert "已经存在，而且在要读的文件之中" in result.err
    assert workbook.read_bytes() == before


def test_a_link_to_the_original_is_the_original(djcov: Djcov, workbook: Path) -> None:
    Path("链接.xlsx").symlink_to(workbook)
    assert djcov("check", "ledger.xlsx", *AS_OF, "-o", "链接.xlsx").code == 2


def test_a_format_goes_before_the_suffix(djcov: Djcov, workbook: Path) -> None:
    assert djcov("check", "ledger.xlsx", *AS_OF, "-o", "结果.xlsx", "--format", "json", "-q").code == 0
    assert Path("结果.xlsx").read_bytes().startswith(b"{")


def test_quiet_and_fail_on_are_as_ever(djcov: Djcov, workbook: Path) -> None:
    result = djcov("check", "ledger.xlsx", *AS_OF, "-o", "标注.xlsx", "-q", "--fail-on", "error")
    assert (result.code, result.out, result.err) == (1, "", "")


def test_no_person_is_named_in_what_djcov_adds(djcov: Djcov, ledger: Path) -> None:
    ledger.write_text(ledger.read_text("utf-8").replace("甲有限公司,91410000MA3X00002Y", "甲有限公司,王小明"), "utf-8")
    djcov("check", "ledger.csv", *AS_OF, "-o", "问题.xlsx", "-q")
    cells = [cell.value for row in openpyxl.load_workbook("问题.xlsx")["检查结果"].iter_rows() for cell in row]
    assert any("***" in str(cell) for cell in cells)
    assert not any("王小明" in str(cell) for cell in cells)


# ---- the template


def test_a_template_is_written_under_its_own_name(djcov: Djcov) -> None:
    result = djcov("template")
    assert (result.code, result.out, result.err) == (
        0,
        "",
        "已写入 台账模板.xlsx\n"
        "有 5 张表：企业台账、党组织台账、党员花名册、指导员花名册、四倾斜表。填好后：djcov check 台账模板.xlsx\n",
    )
    assert len(openpyxl.load_workbook("台账模板.xlsx").sheetnames) == 6


def test_a_template_of_some_kinds(djcov: Djcov) -> None:
    assert djcov("template", "-o", "名册.xlsx", "--kind", "members", "--kind", "enterprises", "-q").err == ""
    assert openpyxl.load_workbook("名册.xlsx").sheetnames == ["填写说明", "企业台账", "党员花名册"]


def test_a_template_takes_the_units_of_the_policy(djcov: Djcov) -> None:
    Path("政策.toml").write_text('[units]\norder = ["古城乡", "城关办事处"]\n', "utf-8")
    assert djcov("template", "--policy", "政策.toml").code == 0
    checks = openpyxl.load_workbook("台账模板.xlsx")["企业台账"].data_validations.dataValidation
    assert '"古城乡,城关办事处"' in [check.formula1 for check in checks]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "错误：台账模板.xlsx 已经存在\n为免覆盖，请用 -o 换一个文件名。\n"),
        (("-o", "模板.csv"), "错误：模板不能写成 模板.csv\n文件名请以 .xlsx 结尾。\n"),
        (
            ("--kind", "公司"),
            "用法错误：--kind：没有“公司”，可选 enterprises、organizations、members、instructors、favors、"
            "social_organizations。",
        ),
    ],
)
def test_what_a_template_refuses(djcov: Djcov, arguments: tuple[str, ...], message: str) -> None:
    Path("台账模板.xlsx").write_bytes(b"mine")
    result = djcov("template", *arguments)
    assert result.code == 2
    assert result.err.startswith(message)
    assert Path("台账模板.xlsx").read_bytes() == b"mine"
