"""djcov targets and djcov league: whole standard output, exit code."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest

Djcov = Callable[..., Any]
AS_OF = ("--as-of", "2021-12-31", "-q")


def test_targets(djcov: Djcov) -> None:
    result = djcov("targets", "ledger.csv", "--as-of", "2021-12-30", "-q")

    assert result.out == (
        "全区目标任务完成情况（截至 2021-12-30，口径：四大工程）\n"
        "指标                   目标    完成时限       剩余天数        现值  还差  结论\n"
        "────────────────────────────────────────────────────────────────────────────────\n"
        "组织覆盖率              90%  2020-12-31    逾期 364 天  33.33% 1/3     2  未达标\n"
        "群团覆盖率             100%  2020-12-31    逾期 364 天      无数据     —  —\n"
        "工会覆盖率             100%  2020-12-31    逾期 364 天      无数据     —  —\n"
        "共青团覆盖率           100%  2020-12-31    逾期 364 天      无数据     —  —\n"
        "妇联覆盖率             100%  2020-12-31    逾期 364 天      无数据     —  —\n"
        "组织覆盖率             100%  2021-12-31    距期限 1 天  33.33% 1/3     2  推进中\n"
        "工作覆盖率             100%  2021-12-31    距期限 1 天  66.67% 2/3     1  推进中\n"
        "50人以上企业有党员率   100%  2022-12-31  距期限 366 天  50.00% 1/2     1  推进中\n"
        "双强六好（区级以上）  10 个  2023-12-31  距期限 731 天      无数据     —  —\n"
        "双强六好（市级以上）   3 个  2023-12-31  距期限 731 天      无数据     —  —\n"
        "群团覆盖率无数据：企业台账中没有“工会”、“共青团”、“妇联”、“已建群团组织”中的任何一列\n"
        "工会覆盖率无数据：企业台账中没有“工会”、“已建群团组织”中的任何一列\n"
        "共青团覆盖率无数据：企业台账中没有“共青团”、“已建群团组织”中的任何一列\n"
        "妇联覆盖率无数据：企业台账中没有“妇联”、“已建群团组织”中的任何一列\n"
        "双强六好（区级以上）无数据：没有党组织台账\n"
        "双强六好（市级以上）无数据：没有党组织台账\n"
        "\n"
        "没有达到现行目标的单位\n"
        "乡（办）    指标                  目标    完成时限       剩余天数        现值  还差\n"
        "───────────────────────────────────────────────────────────────────────────────────\n"
        "古城乡      组织覆盖率            100%  2021-12-31    距期限 1 天  50.00% 1/2     1\n"
        "古城乡      50人以上企业有党员率  100%  2022-12-31  距期限 366 天  50.00% 1/2     1\n"
        "城关办事处  组织覆盖率            100%  2021-12-31    距期限 1 天   0.00% 0/1     1\n"
        "城关办事处  工作覆盖率            100%  2021-12-31    距期限 1 天   0.00% 0/1     1\n"
    )
    assert (result.code, result.err) == (0, "")


def test_targets_as_json(djcov: Djcov) -> None:
    document = json.loads(djcov("targets", "ledger.csv", *AS_OF, "--township", "古城乡", "--format", "json").out)

    assert (document["schema"], document["as_of"]) == ("djcov.targets/1", "2021-12-31")
    assert [row["unit"] for row in document["rows"]] == ["全区"] * 10 + ["古城乡"] * 8
    assert document["rows"][5] == {
        "unit": "全区",
        "indicator": "org_coverage",
        "name": "组织覆盖率",
        "clause": "S1",
        "target": 1.0,
        "deadline": "2021-12-31",
        "value": 0.333333,
        "numerator": 1,
        "denominator": 3,
        "met": False,
        "short_by": 2,
        "days_left": 0,
        "in_force": True,
    }
    counted = document["rows"][8]
    assert (counted["target"], counted["value"], counted["met"], counted["missing"]) == (
        10,
        None,
        None,
        "没有党组织台账",
    )


def test_targets_as_csv(djcov: Djcov) -> None:
    rows = list(csv.DictReader(StringIO(djcov("targets", "ledger.csv", *AS_OF, "--format", "csv").out)))

    assert [(row["指标代码"], row["完成时限"], row["剩余天数"], row["是否现行"]) for row in rows[:2]] == [
        ("org_coverage", "2020-12-31", "-365", "否"),
        ("mass_coverage", "2020-12-31", "-365", "是"),
    ]


@pytest.mark.parametrize(
    ("asked", "code"),
    [((), 0), (("--fail-on", "target"), 1), (("--fail-on", "target", "--policy", "政策.toml"), 0)],
)
def test_fail_on_a_missed_target(djcov: Djcov, ledger: Any, asked: tuple[str, ...], code: int) -> None:
    (ledger.parent / "政策.toml").write_text(
        '[[targets]]\nindicator = "org_coverage"\nby = 2021-12-31\nrate = 0.33\n', "utf-8"
    )
    assert djcov("targets", "ledger.csv", *AS_OF, *asked).code == code


def test_a_target_missed_by_the_township_that_is_asked_for(djcov: Djcov, ledger: Any) -> None:
    (ledger.parent / "政策.toml").write_text(
        '[[targets]]\nindicator = "org_coverage"\nby = 2021-12-31\nrate = 0.5\n', "utf-8"
    )
    asked = ("targets", "ledger.csv", *AS_OF, "--fail-on", "target", "--policy", "政策.toml", "--township")
    assert djcov(*asked, "古城乡").code == 0
    assert djcov(*asked, "城关办事处").code == 1


def test_no_targets(djcov: Djcov, ledger: Any) -> None:
    (ledger.parent / "政策.toml").write_text("targets = []\n", "utf-8")

    result = djcov("targets", "ledger.csv", *AS_OF, "--policy", "政策.toml", "--fail-on", "target")
    assert result.out == "全区目标任务完成情况（截至 2021-12-31，口径：四大工程）\n政策文件中没有目标。\n"
    assert result.code == 0


def test_league(djcov: Djcov) -> None:
    result = djcov("league", "ledger.csv", *AS_OF)

    assert result.out == (
        "组织覆盖率排名（截至 2021-12-31，按乡（办））\n"
        "名次  乡（办）          比率  通报  备注\n"
        "────────────────────────────────────────────────────────────────\n"
        "   1  古城乡      50.00% 1/2        户数偏少，仅排名  ██████████\n"
        "   2  城关办事处   0.00% 0/1        户数偏少，仅排名\n"
        "达到 90% 的通报表扬，低于 60% 的通报批评。\n纳入统计不足 5 家的仅排名。\n比率相同的名次相同。\n"
    )
    assert (result.code, result.err) == (0, "")


def test_league_of_one_township(djcov: Djcov) -> None:
    whole, one = (djcov("league", "ledger.csv", *AS_OF, *asked) for asked in ((), ("--township", "城关办事处")))

    lines = whole.out.splitlines()
    (shown,) = [line for line in lines if "城关办事处" in line]
    assert shown.split()[0] == "2"
    assert [line.split() for line in one.out.splitlines() if "城关办事处" in line] == [shown.split()]
    assert "古城乡" not in one.out
    assert "\n名次是在全部单位中的，另有 1 个单位没有列出。\n" in one.out


def test_league_as_json(djcov: Djcov, ledger: Any) -> None:
    (ledger.parent / "政策.toml").write_text("[league]\nsmall = 2\n", "utf-8")
    asked = ("--indicator", "members_in_50plus", "--policy", "政策.toml", "--format", "json")
    document = json.loads(djcov("league", "ledger.csv", *AS_OF, *asked).out)

    assert (document["schema"], document["indicator"]) == ("djcov.league/1", "members_in_50plus")
    assert document["rows"] == [
        {
            "rank": 1,
            "unit": "古城乡",
            "numerator": 1,
            "denominator": 2,
            "rate": 0.5,
            "small": False,
            "verdict": "通报批评",
        },
        {
            "rank": None,
            "unit": "城关办事处",
            "numerator": 0,
            "denominator": 0,
            "rate": None,
            "small": False,
            "verdict": "",
        },
    ]


def test_league_without_data(djcov: Djcov) -> None:
    result = djcov("league", "ledger.csv", *AS_OF, "--indicator", "leader_assigned")

    assert result.out.endswith("领导干部分包联系率无数据：没有党组织台账\n")


def test_league_of_an_unknown_indicator(djcov: Djcov) -> None:
    result = djcov("league", "nothing.csv", "--indicator", "org_covrage")

    assert result.code == 2
    assert result.err.startswith("错误：没有名为“org_covrage”的指标\n是否指：组织覆盖率（org_coverage）")


@pytest.mark.parametrize("command", ["targets", "league"])
@pytest.mark.parametrize("form", ["table", "json", "csv", "markdown"])
def test_the_same_input_gives_the_same_bytes(djcov: Djcov, command: str, form: str) -> None:
    first, second = (djcov(command, "ledger.csv", *AS_OF, "--format", form) for _ in range(2))
    assert first == second
    assert first.out


@pytest.mark.parametrize("command", ["coverage", "targets", "league", "gaps", "check"])
def test_every_sign_of_a_page_is_in_gbk(djcov: Djcov, command: str) -> None:
    """Consoles of Chinese Windows know no other."""
    page = djcov(command, "ledger.csv", *AS_OF).out
    assert page.encode("gbk").decode("gbk") == page
