"""djcov trend: whole standard output, exit code."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from djcov import pipeline

Djcov = Callable[..., Any]

OLD = """\
填报单位：某区,截至日期：2020年12月31日,,
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


@pytest.fixture(autouse=True)
def two_dates(ledger: Path) -> None:
    Path("旧.csv").write_text(OLD, "utf-8")
    Path("2021年").mkdir()
    Path("2021年/新.csv").write_text(NEW, "utf-8")


def test_trend(djcov: Djcov) -> None:
    result = djcov("trend", "2021年", "旧.csv", "--indicator", "org_coverage", "--township", "城关办")

    assert result.out == (
        "全区主要指标历期对比（2020-12-31 至 2021-12-31，2 期，口径：四大工程）\n"
        "指标          截至日期         现值    变化  目标    完成时限  结论    走势\n"
        "───────────────────────────────────────────────────────────────────────────────────────────\n"
        "组织覆盖率  2020-12-31   33.33% 1/3       —   90%  2020-12-31  推进中  ███████\n"
        "            2021-12-31  100.00% 2/2  +66.67  100%  2021-12-31  达标    ████████████████████\n"
        "\n"
        "城关办事处\n"
        "指标          截至日期         现值     变化  目标    完成时限  结论    走势\n"
        "────────────────────────────────────────────────────────────────────────────────────────────\n"
        "组织覆盖率  2020-12-31    0.00% 0/1        —   90%  2020-12-31  推进中\n"
        "            2021-12-31  100.00% 1/1  +100.00  100%  2021-12-31  达标    ████████████████████\n"
        "变化是与上一期相比的百分点；目标是该期当时生效的目标。\n"
    )
    assert result.err.startswith(
        "截至 2021-12-31（文件夹名“2021年”）：\n"
        "读取了 1 个文件、1 张表：企业台账 3 行。\n"
        "登记企业 3 家（条），纳入统计 2 家，未纳入统计 1 家：经营状态为注销 1。\n"
    )
    assert "\n截至 2020-12-31（表中的截至日期）：\n" in result.err
    assert result.code == 0


def test_the_usual_indicators_and_what_has_no_data(djcov: Djcov) -> None:
    out = djcov("trend", "旧.csv", "2021年", "-q").out

    assert [line.split()[0] for line in out.splitlines() if "2020-12-31 " in line][1:] == [
        "组织覆盖率",
        "单独组建率",
        "工作覆盖率",
        "四种方式覆盖率",
        "派驻率",
        "应建已建率",
        "50人以上企业有党员率",
    ]
    assert "单独组建率有一期以上无数据：企业台账中没有“组建方式”、“覆盖情况”中的任何一列\n" in out


def test_trend_as_json(djcov: Djcov) -> None:
    document = json.loads(djcov("trend", "旧.csv", "2021年", "--format", "json", "-q").out)

    assert (document["schema"], document["dates"]) == ("djcov.trend/1", ["2020-12-31", "2021-12-31"])
    assert document["rows"][1] == {
        "unit": "全区",
        "indicator": "org_coverage",
        "name": "组织覆盖率",
        "as_of": "2021-12-31",
        "numerator": 2,
        "denominator": 2,
        "rate": 1.0,
        "change": 0.666667,
        "target": 1.0,
        "deadline": "2021-12-31",
        "met": True,
        "short_by": 0,
    }
    assert document["rows"][2]["missing"]


def test_trend_as_csv(djcov: Djcov) -> None:
    rows = list(csv.DictReader(StringIO(djcov("trend", "旧.csv", "2021年", "--format", "csv", "-q").out)))

    assert [(row["指标代码"], row["截至日期"], row["已达到数"], row["变化"]) for row in rows[:2]] == [
        ("org_coverage", "2020-12-31", "1", ""),
        ("org_coverage", "2021-12-31", "2", "0.666667"),
    ]


def test_dates_that_are_said(djcov: Djcov) -> None:
    asked = ("--as-of", "2019-12-31", "--as-of", "2020-06-30", "--format", "json", "-q")
    document = json.loads(djcov("trend", "旧.csv", "2021年", *asked).out)

    assert document["dates"] == ["2019-12-31", "2020-06-30"]


@pytest.mark.parametrize(
    ("option", "right", "wrong"), [("--header-row", "1", "9"), ("--kind", "enterprises", "members")]
)
def test_how_to_read_holds_for_every_period(djcov: Djcov, option: str, right: str, wrong: str) -> None:
    Path("旧.csv").write_text(OLD.partition("\n")[2], "utf-8")
    asked = ("trend", "旧.csv", "2021年", "--as-of", "2020-12-31", "--as-of", "2021-12-31", "--format", "json", "-q")

    assert djcov(*asked, option, right).out == djcov(*asked).out
    assert djcov(*asked, option, wrong).code == 3


@pytest.mark.thorough
def test_the_sheet_and_the_engine_hold_for_every_period(djcov: Djcov, monkeypatch: pytest.MonkeyPatch) -> None:
    engines: list[str] = []
    read = pipeline.read

    def watched(*paths: str, **settings: Any) -> Any:
        roster = read(*paths, **settings)
        engines.append(roster.engine.name)
        return roster

    monkeypatch.setattr(pipeline, "read", watched)
    asked = ("trend", "旧.csv", "2021年", "--format", "json", "-q")

    assert djcov(*asked, "--sheet", "正表").code == 3
    assert djcov(*asked, "--engine", "pandas").out == djcov(*asked).out
    assert engines == ["pandas", "pandas", "arrow", "arrow"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("旧.csv", "ledger.csv"), "看不出台账截至哪一天：ledger.csv\n请用 --as-of"),
        (("旧.csv", "2021年", "--as-of", "2020-12-31"), "台账有 2 期，--as-of 有 1 个"),
        (("旧.csv", "旧.csv"), "有两期都截至 2020-12-31"),
        (("旧.csv", "2021年", "--indicator", "org"), "没有名为“org”的指标"),
        (("旧.csv", "2021年", "-o", "旧.csv"), "在要读的文件之中"),
        ((), "缺少 ROSTER..."),
    ],
)
def test_wrong_usage(djcov: Djcov, arguments: tuple[str, ...], said: str) -> None:
    result = djcov("trend", *arguments)

    assert result.code == 2
    assert said in result.err


def test_the_bars_are_in_every_chinese_code_page(djcov: Djcov) -> None:
    assert djcov("trend", "旧.csv", "2021年", "-q").out.encode("gbk")


@pytest.mark.parametrize("form", ["table", "json", "csv", "markdown"])
def test_the_order_of_the_arguments_does_not_matter(djcov: Djcov, form: str) -> None:
    first, second = (
        djcov("trend", *order, "--format", form, "-q").out for order in (("旧.csv", "2021年"), ("2021年", "旧.csv"))
    )
    assert first == second
