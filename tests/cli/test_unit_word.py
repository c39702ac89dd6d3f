"""What a policy calls a township stands wherever the program's own texts name one."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import djcov

Djcov = Callable[..., Any]
AS_OF = ("--as-of", "2021-12-31")
LEDGER = """\
企业名称,镇街,是否建立党组织,正式党员数,职工人数,党建指导员
甲公司,白沙镇,是,3,60,无
乙公司,城关街道,否,3,80,无
丙公司,,否,0,5,
"""
POLICY = '[units]\ncalled = "镇街"\n'


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("台账.csv").write_text(LEDGER, "utf-8")
    Path("政策.toml").write_text(POLICY, "utf-8")


def parts(path: Path) -> str:
    """Give all texts of a file, those of an office file's parts."""
    content = path.read_bytes()
    if not content.startswith(b"PK"):
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


@pytest.mark.parametrize("file", ["报告.xlsx", "报告.html", "通报.docx"])
def test_a_report_calls_townships_as_the_policy_does(files: None, djcov: Djcov, file: str) -> None:
    assert djcov("report", "台账.csv", *AS_OF, "--policy", "政策.toml", "-o", file).code == 0
    text = parts(Path(file))
    assert "乡（办）" not in text
    assert "镇街" in text


@pytest.mark.parametrize(
    "words",
    [
        ("coverage",),
        ("gaps", "--all"),
        ("explain", "org_coverage"),
        ("targets",),
        ("league",),
        ("plan",),
        ("gaps", "--township", "城关街道", "-o", "交办单.docx"),
        ("gaps", "-o", "缺口.xlsx"),
        ("league", "-o", "排名.html"),
        ("gaps", "-o", "缺口.md"),
    ],
)
def test_a_view_calls_townships_as_the_policy_does(files: None, djcov: Djcov, words: tuple[str, ...]) -> None:
    command, *rest = words
    indicator = [rest.pop(0)] if command == "explain" else []
    result = djcov(command, *indicator, "台账.csv", *AS_OF, "--policy", "政策.toml", *rest)
    assert result.code == 0
    text = parts(Path(rest[-1])) if "-o" in rest else result.out
    assert "乡（办）" not in text
    assert "镇街" in text or "交办单.docx" in rest


@pytest.mark.thorough
def test_what_scripts_read_stays(files: None, djcov: Djcov) -> None:
    words = ("gaps", "台账.csv", *AS_OF)
    for form in ("csv", "json"):
        assert djcov(*words, "--format", form, "--policy", "政策.toml").out == djcov(*words, "--format", form).out


@pytest.mark.thorough
def test_a_template_has_the_word_over_the_column_and_it_is_read(files: None, djcov: Djcov) -> None:
    assert djcov("template", "--policy", "政策.toml").code == 0
    book = openpyxl.load_workbook("台账模板.xlsx")
    for sheet in book.worksheets[1:]:
        assert "乡（办）" not in [cell.value for cell in sheet[3]]
    sheet = book["企业台账"]
    at = {cell.value: cell.column for cell in sheet[3]}
    for title, value in (("企业名称", "甲有限公司"), ("镇街", "白沙镇")):
        sheet.cell(5, at[title]).value = value
    book.save("台账模板.xlsx")
    assert [row.township for row in djcov_read("台账模板.xlsx")] == ["白沙镇"]


def djcov_read(path: str) -> list[Any]:
    return list(djcov.read(path).enterprises)


def test_a_word_that_is_no_header_of_the_column_is_refused(files: None, djcov: Djcov) -> None:
    Path("政策.toml").write_text('[units]\ncalled = "企业名称"\n', "utf-8")
    told = djcov("policy", "check", "政策.toml")
    assert told.code != 0
    assert "读不出是单位一列的表头" in told.err + told.out
    Path("政策.toml").write_text('[units]\ncalled = "片区"\n[columns.enterprises]\ntownship = ["片区"]\n', "utf-8")
    assert "读不出" not in djcov("policy", "check", "政策.toml").err
