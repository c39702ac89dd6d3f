"""djcov report: whole standard output, exit code."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import typer

from djcov.cli import printing

Djcov = Callable[..., Any]
ANNUAL = ("report", "ledger.csv", "--form", "annual", "--as-of", "2021-12-31")


def test_the_annual_form(djcov: Djcov) -> None:
    result = djcov(*ANNUAL)

    assert result.out == (
        "全区非公企业党建年报表（截至 2021-12-31，按乡（办），口径：四大工程）\n"
        "项目                              代码                            全区  古城乡  城关办事处\n"
        "──────────────────────────────────────────────────────────────────────────────────────────\n"
        "企业总数                          annual_enterprises                 3       2           1\n"
        "- 其中：职工 50 人以上            annual_large                       2       2           0\n"
        "- 其中：职工 100 人以上           annual_very_large                  0       0           0\n"
        "- 其中：职工人数不清楚            annual_employees_unknown           0       0           0\n"
        "- 其中：有党建工作指导员联系      annual_stationed                   1       1           0\n"
        "- 已建立党组织                    annual_built                       1       1           0\n"
        "-- 单独建立                       annual_own                         1       1           0\n"
        "--- 党委                          annual_own_committee          无数据  无数据      无数据\n"
        "--- 党总支                        annual_own_general_branch     无数据  无数据      无数据\n"
        "--- 党支部                        annual_own_branch             无数据  无数据      无数据\n"
        "--- 类别不清楚                    annual_own_kind_unknown            1       1           0\n"
        "-- 联合建立                       annual_joint                       0       0           0\n"
        "--- 其中：正式党员 3 人以上       annual_joint_due                   0       0           0\n"
        "--- 其中：党员人数不清楚          annual_joint_members_unknown       0       0           0\n"
        "-- 组建方式不清楚                 annual_form_unknown                0       0           0\n"
        "- 未建立党组织                    annual_not_built                   2       1           1\n"
        "-- 应建未建（正式党员 3 人以上）  annual_due_not_built               1       0           1\n"
        "-- 有党员，未达到应建             annual_some_members                0       0           0\n"
        "-- 没有党员                       annual_no_members                  1       1           0\n"
        "-- 党员人数不清楚                 annual_members_unknown             0       0           0\n"
        "-- 其中：是否建立不清楚           annual_organized_unknown           0       0           0\n"
        "-- 其中：有党建工作指导员联系     annual_not_built_stationed         1       1           0\n"
        "单位是家。写“其中”的各行不相加，其余各行之和等于上一级的行；不清楚的单列，不算作没有。\n"
        "党委、党总支、党支部无数据：企业台账中没有“党组织类别”、“党组织名称”中的任何一列\n"
        "每个数是哪些企业：djcov explain 代码 台账。\n"
    )
    assert result.err.endswith(
        "接着可以看：\n"
        "  djcov explain annual_not_built ledger.csv --as-of 2021-12-31\n"
        "  djcov check ledger.csv --as-of 2021-12-31\n"
    )
    assert result.code == 0


def test_a_number_of_the_form_shows_its_rows(djcov: Djcov) -> None:
    document = json.loads(
        djcov("explain", "annual_due_not_built", "ledger.csv", "--as-of", "2021-12-31", "--format", "json", "-q").out
    )
    assert [row["enterprise"] for row in document["numerator"]] == ["丙有限公司"]
    assert [row["enterprise"] for row in document["remainder"]] == ["乙有限公司"]
    assert document["left_out"][0]["reason"] == "不在“未建立党组织”之中"


def test_the_annual_form_as_json(djcov: Djcov) -> None:
    document = json.loads(djcov(*ANNUAL, "--format", "json", "-q", "--township", "古城乡").out)

    assert (document["schema"], document["as_of"], document["by"]) == ("djcov.annual/1", "2021-12-31", "township")
    assert document["lines"][6] == {"line": "annual_own", "name": "单独建立", "within": "annual_built", "apart": False}
    assert {row["unit"] for row in document["rows"]} == {"全区", "古城乡"}
    assert document["rows"][6] == {"unit": "全区", "line": "annual_own", "name": "单独建立", "count": 1}
    assert document["rows"][7]["count"] is None
    assert document["rows"][7]["missing"].startswith("企业台账中没有“党组织类别”")


def test_the_annual_form_as_csv(djcov: Djcov) -> None:
    rows = list(csv.DictReader(StringIO(djcov(*ANNUAL, "--format", "csv", "-q").out)))

    assert [(row["单位"], row["代码"], row["上一级代码"], row["是否其中"], row["家数"]) for row in rows[:2]] == [
        ("全区", "annual_enterprises", "", "否", "3"),
        ("全区", "annual_large", "annual_enterprises", "是", "2"),
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("ledger.csv",), "填党内统计年报用 --form annual"),
        (("ledger.csv", "--form", "monthly"), "没有“monthly”，可选 annual。"),
        (("ledger.csv", "--form", "annual", "--township", "大屯乡"), "没有名为“大屯乡”的单位"),
    ],
)
def test_wrong_usage(djcov: Djcov, arguments: tuple[str, ...], said: str) -> None:
    result = djcov("report", *arguments)

    assert result.code == 2
    assert said in result.err


def test_a_report_is_opened_where_it_was_written(djcov: Djcov, ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    launched: list[str] = []
    monkeypatch.setattr(typer, "launch", lambda path: launched.append(path) or len(launched) > 1)

    assert djcov("report", str(ledger), "-o", "报告.html", "--open").code == 0
    told = djcov("report", str(ledger), "-o", "报告.html", "--open")
    assert launched == ["报告.html"] * 2
    assert told.code == 0 and "没有找到能打开 报告.html 的程序" in told.err
    assert djcov("report", str(ledger), "--form", "annual", "--open").code == 2


def test_windows_opens_what_was_written_itself(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    started: list[Path] = []

    def start(path: Path) -> None:
        started.append(path)
        if path.suffix == ".xlsx":
            raise OSError

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr("os.startfile", start, raising=False)
    printing.opened(Path("报告.html"))
    assert capsys.readouterr().err == ""
    printing.opened(Path("报告.xlsx"))
    assert capsys.readouterr().err == "没有找到能打开 报告.xlsx 的程序，请自行打开。\n"
    assert started == [Path("报告.html"), Path("报告.xlsx")]
