"""Help in Chinese, whole pages compared: a new version of Typer must not change a word unseen."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from djcov import __version__
from djcov.cli.help import cells, wrap
from djcov.measures.gap_kinds import GAP_KINDS

Djcov = Callable[..., Any]

PROGRAM = """\
用法：djcov [选项] 命令 ...

非公企业党建覆盖统计：从各单位的台账得到覆盖率、缺口名单和每个数的依据。
台账可以是 xlsx、xls、et、xlsb、ods、csv、parquet，表头、合并单元格、合计行都由
程序识别。数据不离开本机。

选项：
  --version   显示版本并退出
  -h, --help  显示本页并退出

命令：
  coverage    按乡（办）统计覆盖率，对照目标
  gaps        列出缺口名单：谁缺什么、该做什么、在台账哪一行
  explain     说明一个指标的依据：已达到、未达到、未纳入统计各是哪些行，为什么
  targets     对照方案的各项目标：现值、还差多少、还有多少天
  league      按一个指标给各单位排名，提出通报表扬和通报批评
  compare     比较新旧两期台账：哪些企业新增、减少、新覆盖、失去覆盖，指标为什么
              变
  trend       各项指标历期的走势，每期对照当时的目标
  follow      销号台账：每个问题谁负责、何时完成、销了没有
  report      写出可以上交的报告，或填党内统计年报
  batch       按乡（办）写出整个文件夹的报告、缺口名单和标注的台账
  plan        提出建立党组织和派驻指导员的建议，每条都有依据和台账中的行
  merge       用部门名单核对台账：缺哪些企业，哪些单元格说法不一，以哪处为准
  ask         给每个乡（办）写一份补填表：只有没填和填错的格可以填，已有的锁定
  collect     收回各乡（办）的补填表：核对后填入台账的副本，列出还没有答复的
  check       检查台账：认出了哪些表和列，哪些单元格有问题、怎么改
  columns     说明表头怎样读：读作哪一栏，或哪里没有读懂
  template    写出空白台账模板：表头、填写提示、下拉选项、输入检查
  completion  打印命令补全脚本：在命令行里按 Tab 键补全命令、选项、指标、缺口种
              类和乡（办）
  policy      查看、新建、检查政策文件（口径、目标、单位名单）

例：
  djcov coverage 台账.xlsx --as-of 2021-12-31
  djcov gaps 台账.xlsx --township 古城乡
  djcov explain org_coverage 台账.xlsx
  djcov check 台账文件夹
"""

EXPLAIN = """\
用法：djcov explain [选项] INDICATOR [ROSTER]...

说明一个指标的依据：已达到、未达到、未纳入统计各是哪些行，为什么
三部分之和就是登记的全部行。年报表的各行（代码以 annual_ 开头）也这样查看。

参数：
  INDICATOR    指标代码，如 org_coverage、work_coverage、due_built
  [ROSTER]...  台账文件或文件夹，可以给多个；每张表是什么由程序识别；- 是标准输
               入；不写就读 djcov.toml 的 rosters，没有则读当前文件夹里的

选项：
  --as-of YYYY-MM-DD              截至日期，默认今天
  --township NAME                 只看这个乡（办），可重复
  --limit N                       已达到、未达到、未纳入统计各只列前 N 行，其余
                                  只计数；默认全部列出
  --show-names                    显示人员全名，默认只显示首字；身份证号、电话、
                                  住址从不显示
  --base enterprises|social_organizations|self_employed
                                  统计谁：企业、社会组织，或政策中另列的小个专；
                                  默认企业，只有社会组织台账时为社会组织
  --fail-on note|warning|error    发现此级别或更严重的问题时，打印后以退出码 1
                                  结束
  --policy FILE                   政策文件（口径、目标、单位名单），默认用
                                  djcov.toml 的，没有则用自带的“四大工程”
  --format table|json|csv|markdown|ndjson
                                  输出格式，默认 table；有 -o 时按其扩展名
  -o, --output FILE               写入文件：.txt .json .csv .md .xlsx .ndjson
                                  .parquet .sqlite .html
  --append                        续写 -o 指定的 .sqlite 文件：同一天的同一种结
                                  果换成新的，其余保留；默认整个换掉
  --width N                       表格宽度，默认随窗口；不是窗口时为 100
  --rows all                      名单在窗口中也列出全部行；默认只列前几行，写入
                                  文件和管道时总是全部
  --sheet NAME                    只读这个工作表，可重复
  --header-row N                  表头最后一行的行号（表格软件显示的），识别有误
                                  时用
  --kind, --roster-kind KIND      这些表是什么：企业台账 enterprises、党组织台账
                                  organizations、党员花名册 members、指导员花名
                                  册 instructors、四倾斜表 favors、社会组织台账
                                  social_organizations，识别有误时用
  --take-doubtful                 看不出是不是一条数据的行也采用（默认不采用，并
                                  列出）
  --password-file FILE            工作簿的密码在此文件第一行；也可用环境变量
                                  DJCOV_PASSWORD
  --engine auto|arrow|pandas|duckdb|spark
                                  计算引擎，默认 auto：大的 CSV、Parquet 用
                                  duckdb，其余用 arrow；集群用 spark；结果相同
  --spark-master URL              --engine spark 用的集群，如
                                  spark://host:7077；默认按 SPARK_MASTER、
                                  spark-defaults.conf，都没有则用本机
  --log FILE                      把提示和错误连同时间追加到此文件，供定时任务查
                                  看；每次运行一段
  -q, --quiet                     不打印读取摘要和进度；未采用的文件总要说明
  --no-progress                   不显示进度
  -h, --help                      显示本页并退出

例：
  djcov explain org_coverage 台账.xlsx --as-of 2021-12-31
  djcov explain due_built 台账.xlsx --township 古城乡 --format csv -o 依据.csv
  djcov explain annual_own_branch 台账.xlsx
  djcov explain org_coverage 全省企业.csv --limit 100
"""


@pytest.fixture(autouse=True)
def eighty_columns(ledger: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


@pytest.mark.parametrize(
    ("arguments", "page"),
    [(("--help",), PROGRAM), (("-h",), PROGRAM), (("explain", "--help"), EXPLAIN)],
)
def test_help(djcov: Djcov, arguments: tuple[str, ...], page: str) -> None:
    result = djcov(*arguments)
    assert result.out == page
    assert (result.code, result.err) == (0, "")


@pytest.mark.parametrize("command", ["coverage", "gaps", "explain", "check", "batch"])
def test_every_option_of_every_command_says_in_chinese_what_it_does(djcov: Djcov, command: str) -> None:
    page = djcov(command, "--help").out
    assert "\n选项：\n" in page
    assert "\n例：\n" in page
    for english in ("Usage", "Options", "Arguments", "Show this", "required", "default:", "INTEGER", "TEXT"):
        assert english not in page
    assert max(cells(line) for line in page.splitlines()) <= 80


HOW_TO_READ = ("--policy", "--sheet", "--header-row", "--roster-kind", "--password-file", "--engine", "--spark-master")


@pytest.mark.parametrize(
    "command",
    ["coverage", "gaps", "explain", "targets", "league", "compare", "trend", "report", "batch", "plan", "check"],
)
def test_every_command_on_rosters_can_be_told_how_to_read_them(djcov: Djcov, command: str) -> None:
    page = djcov(command, "--help").out
    assert [option for option in (*HOW_TO_READ, "--quiet", "--no-progress") if option not in page] == []


COMMANDS = "coverage gaps explain targets league compare trend report batch plan check columns template".split()


@pytest.mark.parametrize("command", COMMANDS)
def test_a_line_of_help_that_is_broken_by_hand_ends_a_sentence(command: str) -> None:
    """Whatever the terminal's width: what is broken elsewhere leaves a short line in the middle of one."""
    _, *lines = importlib.import_module(f"djcov.cli.{command}").HELP.split("\n")
    assert [line for line in lines if not line.endswith("。")] == []


def test_the_help_of_gaps_lists_the_kinds(djcov: Djcov) -> None:
    page = djcov("gaps", "--help").out
    assert "\n缺口种类：\n  no_instructor           未建党组织且未派指导员（S9，紧急）\n" in page
    assert [code for code in GAP_KINDS if f"\n  {code} " not in page] == []


def test_without_a_command_the_help_comes_as_wrong_usage(djcov: Djcov) -> None:
    result = djcov()
    assert (result.code, result.out, result.err) == (2, "", PROGRAM)


@pytest.mark.parametrize(
    ("asked", "option"),
    [
        (("help",), ("--help",)),
        (("help", "gaps"), ("gaps", "--help")),
        (("policy", "help"), ("policy", "--help")),
        (("policy", "help", "show"), ("policy", "show", "--help")),
    ],
)
def test_help_may_be_asked_for_as_a_command(djcov: Djcov, asked: tuple[str, ...], option: tuple[str, ...]) -> None:
    assert djcov(*asked) == djcov(*option)


def test_version(djcov: Djcov) -> None:
    result = djcov("--version")
    assert (result.code, result.out, result.err) == (0, f"djcov {__version__}\n", "")


@given(st.text("汉字ab，。（）“”c-", max_size=60), st.integers(4, 30))
def test_wrapping_keeps_every_character_and_no_line_begins_with_punctuation(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    before = "".join(text.split())[:1]
    assert not any(line[:1] in set("，。）”") for line in lines if line and line[:1] != before)
