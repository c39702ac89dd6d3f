"""What a user sees: whole standard output, whole standard error, exit code."""

from __future__ import annotations

import csv
import json
import os
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import docx
import pytest

from djcov.cli.help import cells
from djcov.intake import reader

from .conftest import LEDGER

Djcov = Callable[..., Any]
AS_OF = ("--as-of", "2021-12-31")
SAMPLE = Path(__file__).parents[2] / "data" / "samples" / "district.xlsx"

SUMMARY = """\
读取了 1 个文件、1 张表：企业台账 5 行。
登记企业 5 家（条），纳入统计 3 家，未纳入统计 2 家：国有、集体企业 1、经营状态为注销 1。
发现问题：错误 1 处，提示 1 处（信用代码校验位不对 1）。
接着可以看：
"""


def test_coverage(djcov: Djcov) -> None:
    result = djcov("coverage", "ledger.csv", *AS_OF)
    assert result.out == (
        "全区非公企业党建覆盖情况（截至 2021-12-31，按乡（办），口径：四大工程）\n"
        "                                                                          50人以上\n"
        "                       组织    单独     应建     工作  四种方式             企业有\n"
        "乡（办）    企业数   覆盖率  组建率   已建率   覆盖率    覆盖率   派驻率    党员率\n"
        "──────────────────────────────────────────────────────────────────────────────────\n"
        "全区             3  *33.33%  33.33%   50.00%  *66.67%   100.00%   50.00%   *50.00%\n"
        "                        1/3     1/3      1/2      2/3       3/3      1/2       1/2\n"
        "古城乡           2  *50.00%  50.00%  100.00%  100.00%   100.00%  100.00%   *50.00%\n"
        "                        1/2     1/2      1/1      2/2       2/2      1/1       1/2\n"
        "城关办事处       1   *0.00%   0.00%    0.00%   *0.00%   100.00%    0.00%         —\n"
        "                        0/1     0/1      0/1      0/1       1/1      0/1\n"
        "* 低于目标\n"
        "全区另有：是否建立党组织不清楚 0 家；疑似应建 0 家（其中未建 0 家）；职工人数不清楚 0 家\n"
        "\n"
        "全区目标任务完成情况\n"
        "指标                  目标    完成时限        现值  还差  结论\n"
        "────────────────────────────────────────────────────────────────\n"
        "组织覆盖率            100%  2021-12-31  33.33% 1/3     2  推进中\n"
        "工作覆盖率            100%  2021-12-31  66.67% 2/3     1  推进中\n"
        "50人以上企业有党员率  100%  2022-12-31  50.00% 1/2     1  推进中\n"
        "\n"
        "结论\n"
        "全区组织覆盖率 33.33%（1/3），距 100% 还差 2 家（完成时限 2021年12月31日，推进中）。\n"
        "覆盖率最低的是城关办事处（0.00%），还差家数最多的是古城乡、城关办事处（1 家）。\n"
        "下一步：选派指导员 1 家、应建未建 1 家、培养党员 1 家。\n"
    )
    assert result.err == SUMMARY + (
        "  djcov gaps ledger.csv --as-of 2021-12-31\n"
        "  djcov explain org_coverage ledger.csv --as-of 2021-12-31\n"
        "  djcov check ledger.csv --as-of 2021-12-31\n"
    )
    assert result.code == 0


def test_targets_without_data_are_not_said_to_be_met(djcov: Djcov) -> None:
    Path("bare.csv").write_text("企业名称,乡（办）\n甲公司,古城乡\n", "utf-8")
    command = ("targets", "bare.csv", "-q", "--as-of", "2021-12-31")
    assert djcov(*command).out.endswith("\n没有达到现行目标的单位\n数据不足，无法判断各单位是否达到现行目标。\n")
    Path("bare.csv").write_text("企业名称,乡（办）,是否建立党组织\n甲公司,古城乡,是\n", "utf-8")
    said = djcov(*command).out.rpartition("\n没有达到现行目标的单位\n")[2]
    assert said.startswith("各单位都达到了组织覆盖率、工作覆盖率的现行目标；群团覆盖率、")
    assert said.endswith("50人以上企业有党员率无数据，无法判断。\n")


def test_a_day_may_be_eight_digits(djcov: Djcov) -> None:
    command = ("targets", "ledger.csv", "-q", "--as-of")
    assert djcov(*command, "20211231").out == djcov(*command, "2021-12-31").out
    assert djcov(*command, "2021123").code == djcov(*command, "20211331").code == 2


@pytest.mark.parametrize("dashes", ["——", "—", "－－", "–", "-—"])
def test_dashes_of_a_chinese_keyboard_begin_an_option(djcov: Djcov, dashes: str) -> None:
    meant = djcov("coverage", "ledger.csv", "--as-of", "2021-12-31", "-q")
    assert djcov("coverage", "ledger.csv", f"{dashes}as-of", "2021-12-31", "—q") == meant


def test_a_file_may_begin_with_such_a_dash(djcov: Djcov, ledger: Path) -> None:
    ledger.rename("—a.csv")
    assert djcov("coverage", "—a.csv", "-q").code == 0


def test_a_file_that_begins_with_a_dash_stands_last_in_what_is_proposed(djcov: Djcov, ledger: Path) -> None:
    ledger.rename("-a.csv")
    assert (
        "  djcov gaps --as-of 2021-12-31 -- -a.csv\n" in djcov("coverage", "--as-of", "2021-12-31", "--", "-a.csv").err
    )


def test_coverage_of_one_indicator_and_one_township_as_json(djcov: Djcov) -> None:
    result = djcov(
        "coverage",
        "ledger.csv",
        *AS_OF,
        "--indicator",
        "org_coverage",
        "--township",
        "古城乡",
        "--format",
        "json",
        "-q",
    )
    assert [(row["unit"], row["numerator"], row["denominator"]) for row in json.loads(result.out)["rows"]] == [
        ("全区", 1, 3),
        ("古城乡", 1, 2),
    ]
    assert (result.code, result.err) == (0, "")


@pytest.mark.thorough
def test_distributions(djcov: Djcov) -> None:
    result = djcov("coverage", "ledger.csv", *AS_OF, "--distributions", "-q")
    assert "\n企业职工人数（employee_sizes，50人以上企业有党员）\n" in result.out
    document = json.loads(djcov("coverage", "ledger.csv", *AS_OF, "--distributions", "--format", "json", "-q").out)
    assert document["rows"][0]["indicator"] == "org_coverage"
    assert sum(row["count"] for row in document["distributions"][0]["rows"]) == 3
    assert "distributions" not in json.loads(djcov("coverage", "ledger.csv", *AS_OF, "--format", "json", "-q").out)


def test_gaps(djcov: Djcov) -> None:
    result = djcov("gaps", "ledger.csv", *AS_OF, "--kind", "no_instructor", "--kind", "no_member_in_50plus")
    assert result.out == (
        "缺口名单（截至 2021-12-31，来源：ledger.csv）\n"
        "\n"
        "未建党组织且未派指导员：1 家（no_instructor，薄弱和未建组织的派驻指导员）\n"
        "应做：要由所在乡（办）选派党建工作指导员，明确到人并登记派驻时间，实现工作覆盖。\n"
        "企业        乡（办）    情况                   来源\n"
        "────────────────────────────────────────────────────\n"
        "丙有限公司  城关办事处  职工 12 人，党员 3 人  第4行\n"
        "\n"
        "50人以上无党员：1 家（no_member_in_50plus，50人以上企业有党员）\n"
        "应做：要把出资人、业务骨干和积极要求进步的职工培养为入党积极分子，成熟一名、发展一名，"
        "努力实现职工 50 人以上企业有党员。\n"
        "企业        乡（办）  情况                   来源\n"
        "──────────────────────────────────────────────────\n"
        "乙有限公司  古城乡    职工 80 人，党员 0 人  第3行\n"
    )
    assert result.err == SUMMARY + (
        "  djcov coverage ledger.csv --as-of 2021-12-31\n  djcov check ledger.csv --as-of 2021-12-31\n"
    )
    assert result.code == 0


def test_gaps_of_one_township(djcov: Djcov) -> None:
    result = djcov("gaps", "ledger.csv", *AS_OF, "--township", "城关办", "--format", "json", "-q")
    rows = json.loads(result.out)["rows"]
    assert [(row["kind"], row["enterprise"], row["source"]["row"]) for row in rows] == [
        ("no_instructor", "丙有限公司", 4),
        ("due_not_built", "丙有限公司", 4),
    ]


def test_gaps_on_one_line_per_enterprise(djcov: Djcov) -> None:
    result = djcov("gaps", "ledger.csv", *AS_OF, "--all", "--by-enterprise", "--township", "古城乡", "-q")
    heading = "缺口名单（截至 2021-12-31，来源：ledger.csv）\n\n企业：2 家\n"
    assert result.out.startswith(f"{heading}企业        乡（办）  缺口")
    assert "乙有限公司  古城乡    50人以上无党员；未建党组织；" in result.out


def test_all_kinds_and_some_kinds_exclude_each_other(djcov: Djcov) -> None:
    result = djcov("gaps", "ledger.csv", "--all", "--kind", "no_instructor")
    assert (result.code, result.out) == (2, "")
    assert "--kind 和 --all 不能同时用" in result.err


def test_completeness(djcov: Djcov) -> None:
    result = djcov("check", "ledger.csv", *AS_OF, "--completeness", "--township", "古城乡", "-q")
    assert result.out.splitlines()[3] == "古城乡：企业台账，2 行"
    assert (result.code, result.err) == (0, "")
    document = json.loads(djcov("check", "ledger.csv", *AS_OF, "--completeness", "--format", "json", "-q").out)
    assert {row["unit"] for row in document["completeness"]} == {"全区", "古城乡", "城关办事处"}
    assert document["tables"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--township", "古城乡"), "--township 只能和 --completeness 一起用"),
    ],
)
def test_options_of_check_that_do_not_go_together(djcov: Djcov, options: tuple[str, ...], said: str) -> None:
    result = djcov("check", "ledger.csv", *options)
    assert (result.code, result.out) == (2, "")
    assert said in result.err


def test_explain(djcov: Djcov) -> None:
    result = djcov("explain", "org_coverage", "ledger.csv", *AS_OF)
    assert result.out == (
        "组织覆盖率（截至 2021-12-31，org_coverage，组织覆盖分期达标，来源：ledger.csv）\n"
        "有党组织覆盖的企业占统计范围内企业的比率，单独组建和联合组建都算；数的是企业，不是党组织。\n"
        "已达到 1，应达到 3。\n"
        "\n"
        "已达到：1 家\n"
        "企业        乡（办）  来源\n"
        "───────────────────────────\n"
        "甲有限公司  古城乡    第2行\n"
        "\n"
        "未达到：2 家\n"
        "企业        乡（办）    来源\n"
        "─────────────────────────────\n"
        "乙有限公司  古城乡      第3行\n"
        "丙有限公司  城关办事处  第4行\n"
        "\n"
        "未纳入统计：2 家\n"
        "企业    乡（办）    原因                                来源\n"
        "─────────────────────────────────────────────────────────────\n"
        "丁集团  城关办事处  企业类型为“国有独资”，属国有、集体  第5行\n"
        "戊商行  城关办事处  经营状态为“注销”                    第6行\n"
        "\n"
        "合计\n"
        "1 + 2 + 2 = 5，即登记的全部企业。\n"
    )
    assert result.err == SUMMARY + (
        "  djcov gaps ledger.csv --as-of 2021-12-31\n  djcov check ledger.csv --as-of 2021-12-31\n"
    )
    assert result.code == 0


def test_check(djcov: Djcov) -> None:
    result = djcov("check", "ledger.csv", *AS_OF)
    assert result.out == (
        "识别到的表\n"
        "种类      文件        工作表  表头行  数据行  无误行数  未作数据的行\n"
        "────────────────────────────────────────────────────────────────────\n"
        "企业台账  ledger.csv               1       5         4\n"
        "\n"
        "企业台账的列（ledger.csv）\n"
        "认作企业台账，因为：每行一家企业（“企业名称”列）；表名“ledger”；有统一社会信用代码、企业类型、职工人数、正式党员数等栏。\n"
        "列  表头              读作\n"
        "──────────────────────────────────────\n"
        "A   企业名称          企业名称\n"
        "B   统一社会信用代码  统一社会信用代码\n"
        "C   乡（办）          乡（办）\n"
        "D   企业类型          企业类型\n"
        "E   经营状态          经营状态\n"
        "F   职工人数          职工人数\n"
        "G   党员人数          党员人数\n"
        "H   正式党员数        正式党员数\n"
        "I   是否建立党组织    是否建立党组织\n"
        "J   组建方式          组建方式\n"
        "K   党建指导员        党建指导员\n"
        "\n"
        "发现的问题\n"
        "错误 1 处，提示 1 处。\n"
        "\n"
        "错误 信用代码校验位不对（USCC_CHECK_DIGIT）：1 处\n"
        "可能抄录有误，请对照营业执照核对。\n"
        "  ledger.csv 第2行 统一社会信用代码（B2）：统一社会信用代码“91410000MA3X00002Y”的校验位不对，"
        "暂按“不清楚”统计\n"
        "\n"
        "提示 约数（COUNT_APPROXIMATE）：1 处\n"
        "请尽量填准确数。\n"
        "  ledger.csv 第3行 职工人数（F3）：“约80”是约数，按其中的数字计\n"
    )
    assert result.err == SUMMARY + "  djcov coverage ledger.csv --as-of 2021-12-31\n"
    assert result.code == 0


@pytest.mark.parametrize("command", [("coverage",), ("gaps",), ("explain", "org_coverage"), ("check",)])
def test_quiet_prints_nothing_but_the_result(djcov: Djcov, command: tuple[str, ...]) -> None:
    result = djcov(*command, "ledger.csv", *AS_OF, "-q")
    assert (result.err, result.out == djcov(*command, "ledger.csv", *AS_OF).out) == ("", True)


@pytest.mark.parametrize("command", [("coverage",), ("gaps",), ("explain", "work_coverage"), ("check",)])
@pytest.mark.parametrize("form", ["table", "json", "csv", "markdown"])
def test_no_person_is_named_in_full(djcov: Djcov, command: tuple[str, ...], form: str) -> None:
    result = djcov(*command, "ledger.csv", *AS_OF, "--format", form)
    assert result.code == 0
    assert result.out
    assert "王小明" not in result.out + result.err


@pytest.mark.parametrize(
    ("command", "asked", "code"),
    [
        (("coverage",), (), 0),
        (("coverage",), ("target",), 1),
        (("coverage", "--indicator", "own_org_rate"), ("target",), 0),
        (("coverage",), ("error",), 1),
        (("gaps",), ("warning",), 1),
        (("check",), ("note",), 1),
        (("explain", "org_coverage"), ("error", "note"), 1),
    ],
)
def test_fail_on(djcov: Djcov, command: tuple[str, ...], asked: tuple[str, ...], code: int) -> None:
    fail_on = [word for each in asked for word in ("--fail-on", each)]
    result = djcov(*command, "ledger.csv", *AS_OF, *fail_on)
    assert result.code == code
    assert result.out


def test_fail_on_leaves_lesser_findings_alone(djcov: Djcov, ledger: Path) -> None:
    ledger.write_text(ledger.read_text("utf-8").replace("91410000MA3X00002Y", ""), "utf-8")
    assert djcov("check", "ledger.csv", *AS_OF, "--fail-on", "warning").code == 0
    assert djcov("check", "ledger.csv", *AS_OF, "--fail-on", "note").code == 1


def test_a_missed_target_of_a_township_counts_when_it_is_asked_for(djcov: Djcov) -> None:
    asked = ("coverage", "ledger.csv", *AS_OF, "--indicator", "members_in_50plus", "--fail-on", "target")
    assert djcov(*asked, "--township", "城关办事处").code == 0
    assert djcov(*asked, "--township", "古城乡").code == 1


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("结果.json", b'{\n  "schema": "djcov.coverage/1",\n'),
        ("结果.csv", "\ufeff单位,指标代码,".encode()),
        ("结果.md", "# 全区非公企业党建覆盖情况".encode()),
        ("结果.txt", "全区非公企业党建覆盖情况".encode()),
    ],
)
def test_output_goes_to_a_file_in_the_form_of_its_suffix(djcov: Djcov, name: str, begins: bytes) -> None:
    result = djcov("coverage", "ledger.csv", *AS_OF, "-o", name)
    assert Path(name).read_bytes().startswith(begins)
    assert (result.code, result.out) == (0, "")
    assert result.err.startswith(f"已写入 {name}\n")


def test_a_database_is_replaced_unless_it_is_to_be_added_to(djcov: Djcov) -> None:
    def dates() -> list[str]:
        with closing(sqlite3.connect("年.sqlite")) as database:
            return [day for (day,) in database.execute("SELECT DISTINCT as_of FROM coverage ORDER BY as_of")]

    words = ("coverage", "ledger.csv", "-o", "年.sqlite", "--as-of")
    assert djcov(*words, "2021-12-31", "-q").err == ""
    assert djcov(*words, "2022-06-30", "-q", "--append").err == ""
    assert dates() == ["2021-12-31", "2022-06-30"]
    assert djcov(*words, "2022-12-31", "--append").err.startswith("已写入 年.sqlite\n")
    assert djcov(*words, "2022-12-31").code == 0
    assert dates() == ["2022-12-31"]
    Path("年.sqlite-wal").touch()  # as while another program writes
    assert "数据库正被别的程序使用" in djcov(*words, "2022-12-31").err


def test_format_goes_before_the_suffix(djcov: Djcov) -> None:
    assert djcov("gaps", "ledger.csv", *AS_OF, "-o", "缺口.txt", "--format", "csv", "-q").err == ""
    with Path("缺口.txt").open(encoding="utf-8-sig", newline="") as file:
        assert [row["名称"] for row in csv.DictReader(file)] == ["丙有限公司", "丙有限公司", "乙有限公司"]


def test_a_file_that_could_not_be_replaced_is_said_to_be_elsewhere(
    djcov: Djcov, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("djcov.reports.atomic_write.save", lambda path, content: path.with_name("结果 (2).csv"))
    result = djcov("check", "ledger.csv", *AS_OF, "-o", "结果.csv")
    assert result.err.startswith("结果.csv 正被别的程序打开，已写入 结果 (2).csv\n")


def test_a_dash_is_standard_output(djcov: Djcov) -> None:
    assert djcov("coverage", "ledger.csv", *AS_OF, "-o", "-").out == djcov("coverage", "ledger.csv", *AS_OF).out


def test_reasons_are_summed_up_without_what_is_particular_to_a_row(djcov: Djcov, ledger: Path) -> None:
    ledger.write_text(
        "企业名称,乡（办）,经营状态,注册日期,是否建立党组织\n"
        "甲有限公司,古城乡,注销,2020-01-01,是\n"
        "乙有限公司,古城乡,吊销,2020-01-01,是\n"
        "丙有限公司,古城乡,正常,2022-03-01,是\n"
        "丁有限公司,古城乡,正常,2022-03-02,是\n"
        "戊有限公司,古城乡,正常,2020-01-01,是\n"
        "戊有限公司,古城乡,正常,2020-01-01,是\n",
        "utf-8",
    )
    assert (
        "登记企业 6 家（条），纳入统计 1 家，未纳入统计 5 家："
        "注册日期晚于截至日期 2、经营状态为吊销、注销 2、重复 1。\n" in djcov("coverage", "ledger.csv", *AS_OF).err
    )


def test_the_policy_decides(djcov: Djcov) -> None:
    Path("政策.toml").write_text('name = "试点"\ndistrict = "青岚区"\n[counting]\nlarge_employees = 100\n', "utf-8")
    result = djcov("coverage", "ledger.csv", *AS_OF, "--policy", "政策.toml", "--indicator", "members_in_50plus")
    assert result.out.startswith("青岚区非公企业党建覆盖情况（截至 2021-12-31，按乡（办），口径：试点）\n")
    assert "  djcov gaps ledger.csv --as-of 2021-12-31 --policy 政策.toml\n" in result.err


def test_width_narrows_the_table(djcov: Djcov) -> None:
    wide = djcov("coverage", "ledger.csv", *AS_OF, "--width", "200", "-q").out.splitlines()
    narrow = djcov("coverage", "ledger.csv", *AS_OF, "--width", "60", "-q").out.splitlines()
    assert len(wide[1:4]) == 3
    assert "33.33% 1/3" in wide[3]
    assert max(cells(line) for line in narrow[1:] if "，" not in line and "；" not in line) <= 60


@pytest.mark.thorough
def test_the_same_input_gives_the_same_bytes(djcov: Djcov) -> None:
    for form in ("table", "json", "csv", "markdown"):
        first, second = (djcov("coverage", "ledger.csv", *AS_OF, "--format", form) for _ in range(2))
        assert (first.out, first.err) == (second.out, second.err)


@pytest.mark.parametrize(
    "command",
    [
        ("coverage",),
        ("coverage", "--distributions"),
        ("gaps",),
        ("gaps", "--by-enterprise"),
        ("explain", "org_coverage"),
        ("check",),
        ("check", "--completeness"),
        ("targets",),
        ("league",),
        ("plan",),
        ("compare", "earlier.csv"),
    ],
    ids=" ".join,
)
def test_a_result_kept_beside_the_rosters_is_no_roster(djcov: Djcov, ledger: Path, command: tuple[str, ...]) -> None:
    (ledger.parent / "earlier.csv").write_text(ledger.read_text("utf-8").replace("否,,王小明", "是,,王小明"), "utf-8")
    folder = ledger.parent / "台账"
    folder.mkdir()
    ledger = ledger.rename(folder / "ledger.csv")
    before = djcov("coverage", "台账", "-q", "--format", "json").out
    assert djcov(*command, "台账", "-q", "-o", "台账/0结果.csv").code == 0
    assert len((folder / "0结果.csv").read_text("utf-8-sig").splitlines()) > 1
    assert djcov("coverage", "台账", "-q", "--format", "json").out == before


@pytest.mark.thorough
def test_a_pattern_that_no_shell_expanded_is_expanded_where_rosters_stand_and_nowhere_else(
    djcov: Djcov, ledger: Path
) -> None:
    Path("一[1].csv").write_bytes(ledger.read_bytes() + b"\n")  # of the same bytes one is read
    Path("古城乡.txt").touch()
    whole = json.loads(djcov("check", "*.csv", "--format", "json").out)
    assert [table["file"] for table in whole["tables"]] == ["ledger.csv", "一[1].csv"]
    named = json.loads(djcov("check", "一[1].csv", "--format", "json").out)
    assert [table["file"] for table in named["tables"]] == ["一[1].csv"]
    missing = djcov("check", "没有*.csv")
    assert (missing.code, "没有*.csv" in missing.err) == (3, True)
    assert djcov("coverage", "*.csv", "--township", "古城*").err.startswith("错误：没有名为“古城*”的单位\n")
    over_time = djcov("trend", "*.csv", "--as-of", "2020-12-31", "--as-of", "2021-12-31", "--format", "json")
    assert (over_time.code, "2020-12-31" in over_time.out) == (0, True)


@pytest.mark.thorough
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names are characters, not bytes")
@pytest.mark.parametrize("flat_from", [0, reader.FLAT_FROM])
def test_a_file_whose_name_is_in_gbk_is_read_and_named(
    djcov: Djcov, ledger: Path, monkeypatch: pytest.MonkeyPatch, flat_from: int
) -> None:
    """As an old zip or disk leaves it."""
    monkeypatch.setattr(reader, "FLAT_FROM", flat_from)
    folder = ledger.parent / "台账"
    folder.mkdir()
    repeated = LEDGER.splitlines()[2]
    (folder / os.fsdecode("账.csv".encode("gbk"))).write_text(f"{LEDGER}{repeated}\n", "utf-8")
    for command in (("coverage",), ("gaps", "--all"), ("explain", "org_coverage"), ("check",), ("plan",)):
        for form in ("table", "json", "csv"):
            told = djcov(*command, "台账", "--format", form)
            assert told.code == 0, told.err
            assert form != "json" or command == ("coverage",) or "台账/账.csv" in told.out
    assert djcov("report", "台账", "-o", "报告.xlsx").code == 0
    assert djcov("report", "台账", "-o", "报告.html").code == 0
    assert djcov("batch", "台账", "-o", "结果", "--as-of", "2021-12-31").code == 0
    assert "账.csv" in Path("结果/manifest.json").read_text("utf-8")


@pytest.mark.thorough
@pytest.mark.parametrize("engine", ["pandas", "duckdb"])
@pytest.mark.parametrize(
    "words",
    [
        ("coverage", str(SAMPLE), "--distributions", *AS_OF),
        ("check", str(SAMPLE), "--completeness", *AS_OF),
        ("plan", str(SAMPLE), *AS_OF),
        ("trend", str(SAMPLE), str(SAMPLE), "--as-of", "2020-12-31", *AS_OF),
    ],
    ids=lambda words: words[0],
)
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # DuckDB's folder goes at exit
def test_the_bytes_are_the_same_on_every_engine(djcov: Djcov, words: tuple[str, ...], engine: str) -> None:
    """That every view is, see ``tests/measures/test_laws.py``."""
    results = [djcov(*words, "--format", "json", "--engine", name, "-q") for name in ("arrow", engine)]
    assert len({(result.code, result.out) for result in results}) == 1
    assert results[0].code == 0


@pytest.mark.thorough
def test_the_gaps_of_one_township_become_a_document(djcov: Djcov) -> None:
    words = ("gaps", str(SAMPLE), *AS_OF)
    assert djcov(*words, "-o", "交办单.docx").code == 2
    assert djcov(*words, "--township", "古城乡", "--format", "json", "-o", "交办单.docx").code == 2
    told = djcov(*words, "--township", "古城乡", "-o", "交办单.docx")
    assert (told.code, told.out) == (0, "") and told.err.startswith("已写入 交办单.docx\n")
    assert Path("交办单.docx").read_bytes()[:2] == b"PK"

    Path("花名册.csv").write_text("姓名,工作单位,人员类别\n张三,甲公司,正式党员\n", "utf-8")
    told = djcov("gaps", "花名册.csv", *AS_OF, "--township", "古城乡", "-o", "无.docx")
    assert told.code == 3 and "缺企业台账，写不出交办单" in told.err and not Path("无.docx").exists()


SOCIAL = """\
社会组织名称,乡（办）,社会组织类别,是否建立党组织,党员人数
甲协会,古城乡,社会团体,否,4
"""


@pytest.mark.thorough
def test_the_gaps_of_social_organisations_become_a_document(djcov: Djcov) -> None:
    Path("社会组织.csv").write_text(SOCIAL, "utf-8")
    words = ("gaps", "社会组织.csv", *AS_OF, "--base", "社会组织", "--township", "古城乡", "-o", "交办单.docx")
    assert djcov(*words).code == 0
    document = docx.Document("交办单.docx")
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert "社会组织党建问题交办单" in texts
    assert any("古城乡有1家社会组织（党组织、指导员）存在以下问题" in each for each in texts)
    assert [cell.text for cell in document.tables[0].rows[1].cells][1:3] == [
        "甲协会",
        "应建未建（党员4人（未分正式、预备））",
    ]
    assert not any("企业" in each for each in texts)
    told = djcov("gaps", str(SAMPLE), *AS_OF, "--base", "社会组织", "--township", "古城乡", "-o", "无.docx")
    assert told.code == 3 and "缺社会组织台账，写不出交办单" in told.err and not Path("无.docx").exists()


def test_a_notice_of_no_enterprise_is_refused(djcov: Djcov) -> None:
    Path("空.csv").write_text("企业名称,乡（办）,是否建立党组织\n", "utf-8")
    told = djcov("report", "空.csv", *AS_OF, "-o", "通报.docx")
    assert told.code == 3 and "企业台账中没有企业，写不出通报" in told.err and not Path("通报.docx").exists()


@pytest.mark.thorough
def test_a_rate_that_was_asked_for_stands_in_the_narrowest_window(djcov: Djcov) -> None:
    words = ("coverage", str(SAMPLE), *AS_OF, "--width", "40", "-q")
    assert "四种" in djcov(*words, "--indicator", "work_coverage", "--indicator", "work_coverage_any").out
    assert "四种" not in djcov(*words).out.partition("目标")[0]
