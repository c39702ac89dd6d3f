"""djcov policy: what it prints and writes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from djcov.policy import Policy

Djcov = Callable[..., Any]


def test_show_prints_a_policy_file(djcov: Djcov) -> None:
    result = djcov("policy", "show")

    Path("政策.toml").write_text(result.out, "utf-8")
    assert Policy.load("政策.toml") == Policy.load()
    assert (result.code, result.err) == (0, "")


def test_show_prints_the_settings_in_force(djcov: Djcov) -> None:
    Path("政策.toml").write_text("[counting]\nlarge_employees = 100\n", "utf-8")

    out = djcov("policy", "show", "--policy", "政策.toml").out
    assert "# 职工达到几人应有党员（含本数）。条目 S3；单位 人；默认 50\nlarge_employees = 100\n" in out
    assert "due_members = 3\n" in out


def test_init_writes_the_default(djcov: Djcov) -> None:
    result = djcov("policy", "init", "-o", "政策.toml")

    assert (result.code, result.out, result.err) == (0, "", "已写入 政策.toml\n")
    assert Path("政策.toml").read_text("utf-8") == djcov("policy", "show").out


def test_init_overwrites_nothing(djcov: Djcov) -> None:
    Path("政策.toml").write_text("# 我的\n", "utf-8")

    result = djcov("policy", "init", "-o", "政策.toml")
    assert (result.code, result.out) == (2, "")
    assert result.err == "错误：政策.toml 已经存在\n为免覆盖，-o 后面请换一个文件名。\n"
    assert Path("政策.toml").read_text("utf-8") == "# 我的\n"


def test_check_says_that_a_file_is_fine_and_what_it_changes(djcov: Djcov) -> None:
    djcov("policy", "init", "-o", "政策.toml")
    assert djcov("policy", "check", "政策.toml").out == "政策.toml：没有错误，与默认政策相同。\n"

    Path("政策.toml").write_text('district = "青岚区"\n[counting]\nwork_includes_mass = true\n', "utf-8")
    result = djcov("policy", "check", "政策.toml")
    assert result.out == (
        "政策.toml：没有错误，改动了 2 项设置：\n"
        '  district = "青岚区"（默认 "全区"）\n'
        "  counting.work_includes_mass = true（默认 false）\n"
    )
    assert (result.code, result.err) == (0, "")


def test_check_lists_all_that_is_wrong(djcov: Djcov) -> None:
    Path("政策.toml").write_text(
        "surprise = 1\n"
        "[counting]\n"
        "due_members = 0\n"
        "\n"
        "[[targets]]\n"
        'indicator = "organisation_coverage"\n'
        "by = 2021-12-31\n"
        "rate = 90\n",
        "utf-8",
    )
    result = djcov("policy", "check", "政策.toml")
    assert (result.code, result.out) == (3, "")
    assert result.err == (
        "错误：政策.toml：政策文件有误\n"
        "  第 3 行 counting.due_members：不能小于 1\n"
        "  第 6 行 targets.0.indicator：没有名为“organisation_coverage”的指标\n"
        "  第 8 行 targets.0.rate：不能大于 1\n"
        "  第 1 行 surprise：没有这个设置\n"
        "运行 djcov policy show 查看全部设置及其写法。\n"
    )


GOAL = '[[targets]]\nindicator = "org_coverage"\nclause = "{}"\nby = 2021-12-31\nrate = 1.0\n'


def test_a_clause_of_another_plan_is_doubtful_but_stops_nothing(djcov: Djcov) -> None:
    Path("政策.toml").write_text(GOAL.format("第三条") + GOAL.format("S7、S15").replace("2021", "2022"), "utf-8")

    result = djcov("policy", "check", "政策.toml")
    assert (result.code, result.err) == (0, "")
    assert result.out == (
        "政策.toml：没有错误，改动了 1 项设置：\n"
        "  targets = 2 项（默认 10 项）\n"
        "有 1 处可疑：\n"
        "  第 3 行 targets.0.clause：“第三条”不是方案的条款（S1 至 S22），将照原样印出，请核对\n"
    )
    assert djcov("targets", "ledger.csv", "--policy", "政策.toml").code == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "[columns.companies]\nname = ['企业']\n",
            "政策.toml：政策文件有误\n  第 1 行 columns.companies：没有这种名册",
        ),
        ("[columns.enterprises]\nnames = ['企业']\n", "  第 2 行 columns.enterprises.names：没有这个字段"),
        (GOAL.format("S23"), "  第 3 行 targets.0.clause：方案没有条款 S23，有的是 S1、S2、"),
        (GOAL.format("S1、S0"), "方案没有条款 S0，"),
        ("district = 全县\n", "格式不对"),
    ],
)
def test_check_refuses_what_no_command_could_use(djcov: Djcov, text: str, said: str) -> None:
    Path("政策.toml").write_text(text, "utf-8")

    result = djcov("policy", "check", "政策.toml")
    assert result.code == 3
    assert said in result.err


def test_without_a_command_the_commands_are_told(djcov: Djcov) -> None:
    result = djcov("policy")

    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("用法：djcov policy [选项] 命令 ...\n")
    assert djcov("policy", "--help").out == result.err


def test_an_unknown_command(djcov: Djcov) -> None:
    result = djcov("policy", "edit")

    assert result.code == 2
    assert result.err == (
        "用法错误：没有 edit 这个命令。可用的命令：show、init、check。\n运行 djcov policy --help 查看用法。\n"
    )


@pytest.mark.parametrize(
    "command",
    [("coverage",), ("gaps",), ("explain", "org_coverage"), ("targets",), ("league",), ("check",)],
    ids=" ".join,
)
def test_every_command_refuses_a_goal_whose_indicator_is_not_there(djcov: Djcov, command: tuple[str, ...]) -> None:
    Path("政策.toml").write_text('[[targets]]\nindicator = "org_cover"\nby = 2021-12-31\nrate = 1.0\n', "utf-8")

    result = djcov(*command, "ledger.csv", "--policy", "政策.toml")
    assert (result.code, result.out) == (3, "")
    assert "第 2 行 targets.0.indicator：没有名为“org_cover”的指标" in result.err
