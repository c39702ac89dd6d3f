"""What a user sees when something is wrong: one or two lines, never a traceback."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from djcov.errors import DjcovError
from djcov.reports import webpage

Djcov = Callable[..., Any]

COMMANDS = (
    "coverage、gaps、explain、targets、league、compare、trend、follow、report、batch、plan、merge、ask、collect、check、columns"
    "、template、completion、policy"
)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("explain",),
            "缺少 INDICATOR（指标代码，如 org_coverage、work_coverage、due_built）。\n"
            "运行 djcov explain --help 查看用法。\n",
        ),
        (
            ("coverage", "ledger.csv", "--frmat", "json"),
            "没有 --frmat 这个选项。您是不是要用 --format？\n运行 djcov coverage --help 查看用法。\n",
        ),
        (("check", "-x", "ledger.csv"), "没有 -x 这个选项。\n运行 djcov check --help 查看用法。\n"),
        (("gaps", "ledger.csv", "--as-of"), "选项 --as-of 后面缺少值。\n运行 djcov gaps --help 查看用法。\n"),
        (("gaps", "ledger.csv", "--quiet=1"), "选项 --quiet 后面不能带值。\n运行 djcov gaps --help 查看用法。\n"),
        (
            ("coverage", "ledger.csv", "--as-of", "2021-13-01"),
            "--as-of：“2021-13-01”不是日期，请写成 2021-12-31 或 2021年12月31日。\n"
            "运行 djcov coverage --help 查看用法。\n",
        ),
        (
            ("coverage", "ledger.csv", "--by", "street"),
            "--by：没有“street”，可选 township、village、industry、park、grid、superior。\n"
            "运行 djcov coverage --help 查看用法。\n",
        ),
        (
            ("coverage", "ledger.csv", "--format", "xml"),
            "--format：没有“xml”，可选 table、json、csv、markdown、ndjson。\n运行 djcov coverage --help 查看用法。\n",
        ),
        (
            ("check", "ledger.csv", "--fail-on", "target"),
            "--fail-on：没有“target”，可选 note、warning、error。\n运行 djcov check --help 查看用法。\n",
        ),
        (
            ("check", "ledger.csv", "--width", "wide"),
            "--width：“wide”不行，请给 40 至 1000 之间的整数。\n运行 djcov check --help 查看用法。\n",
        ),
        (
            ("explain", "org_coverage", "ledger.csv", "--limit", "-1"),
            "--limit：“-1”不行，请给 0 至 1000000000 之间的整数。\n运行 djcov explain --help 查看用法。\n",
        ),
        (
            ("check", "ledger.csv", "--header-row", "9" * 5000),
            f"--header-row：“999{'*' * 4993}9999”不行，请给 1 至 1048576 之间的整数。\n"
            "运行 djcov check --help 查看用法。\n",
        ),
        (
            ("cover", "ledger.csv"),
            f"没有 cover 这个命令，也没有这个文件。是否指 coverage？可用的命令：{COMMANDS}。\n"
            "运行 djcov --help 查看用法。\n",
        ),
        (("coverage", ""), "[ROSTER]...：是空的，请写明。\n运行 djcov coverage --help 查看用法。\n"),
        (("compare", "ledger.csv", ""), "NEW：是空的，请写明。\n运行 djcov compare --help 查看用法。\n"),
        (
            ("coverage", "ledger.csv", "--policy="),
            "--policy：是空的，请写明。\n运行 djcov coverage --help 查看用法。\n",
        ),
        *(
            ((*words, "x.csv", "y"), f"多了 {extra}，这个命令用不上。\n运行 djcov {command} --help 查看用法。\n")
            for words, command, extra in (
                (("template",), "template", "x.csv、y"),
                (("compare", "a.csv"), "compare", "y"),
                (("batch", "-o", "c"), "batch", "y"),
                (("policy", "show"), "policy show", "x.csv、y"),
                (("policy", "check"), "policy check", "y"),
            )
        ),
        (
            ("policy", "shwo"),
            "没有 shwo 这个命令。是否指 show？可用的命令：show、init、check。\n运行 djcov policy --help 查看用法。\n",
        ),
        (("--colour", "ledger.csv"), "没有 --colour 这个选项。\n运行 djcov --help 查看用法。\n"),
    ],
)
def test_wrong_usage(djcov: Djcov, arguments: tuple[str, ...], message: str) -> None:
    result = djcov(*arguments)
    assert (result.code, result.out, result.err) == (2, "", f"用法错误：{message}")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("coverage", "ledger.csv", "-o", "结果.docx"),
            "不支持 .docx 格式（可用 .txt、.json、.csv、.md、.xlsx、.ndjson、.parquet、.sqlite、.html）\n"
            "请换一个扩展名，或用 --format 指定格式。\n",
        ),
        (
            ("check", "ledger.csv", "-o", "ledger.csv"),
            "ledger.csv 已经存在，而且在要读的文件之中\n为免覆盖，-o 后面请换一个位置。\n",
        ),
        (
            ("check", ".", "-o", "ledger.csv"),
            "ledger.csv 已经存在，而且在要读的文件之中\n为免覆盖，-o 后面请换一个位置。\n",
        ),
        (
            ("check", "ledger.csv", "--policy", "p.txt", "-o", "p.txt"),
            "p.txt 已经存在，而且在要读的文件之中\n为免覆盖，-o 后面请换一个位置。\n",
        ),
        (
            ("compare", "ledger.csv", "ledger.csv", "--password-file", "p.txt", "-o", "p.txt"),
            "p.txt 已经存在，而且在要读的文件之中\n为免覆盖，-o 后面请换一个位置。\n",
        ),
        (("check", "ledger.csv", "-o", ".", "--format", "csv"), ". 是文件夹\n-o 后面请写文件名。\n"),
    ],
)
def test_an_output_that_cannot_be_is_refused_before_reading(
    djcov: Djcov, ledger: Path, arguments: tuple[str, ...], message: str
) -> None:
    Path("p.txt").touch()
    before = ledger.read_bytes()
    result = djcov(*arguments)
    assert (result.code, result.out, result.err) == (2, "", f"错误：{message}")
    assert ledger.read_bytes() == before


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "ledger.csv", "-o", "没有/结果.csv"),
        ("check", "ledger.csv", "-o", "没有/结果.xlsx"),
        ("report", "ledger.csv", "-o", "没有/报告.html"),
        ("template", "-o", "没有/模板.xlsx"),
        ("batch", "台账", "-o", "没有/结果"),
    ],
)
def test_an_output_whose_folder_is_not_there_cannot_be_written(
    djcov: Djcov, ledger: Path, arguments: tuple[str, ...]
) -> None:
    """Which is no wrong usage: the same words are right when the folder is there."""
    Path("台账").mkdir()
    result = djcov(*arguments)
    message = "错误：文件夹 没有 不存在\n请先建好文件夹，或换一个位置。\n"
    assert (result.code, result.out, result.err) == (3, "", message)


@pytest.mark.parametrize(
    ("arguments", "begins"),
    [
        (("coverage", "ledger.csv", "--indicator", "org_cover"), "错误：没有名为“org_cover”的指标\n"),
        (("explain", "orgcoverage", "ledger.csv"), "错误：没有名为“orgcoverage”的指标\n"),
        (("gaps", "ledger.csv", "--kind", "no_such"), "错误：没有名为“no_such”的缺口"),
        (("coverage", "ledger.csv", "--township", "古城"), "错误：没有名为“古城”的"),
    ],
)
def test_a_name_that_is_not_there_is_answered_with_those_that_are(
    djcov: Djcov, arguments: tuple[str, ...], begins: str
) -> None:
    result = djcov(*arguments)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(begins)
    assert len(result.err.splitlines()) == 2


@pytest.mark.parametrize("command", [("coverage",), ("gaps",), ("explain", "org_coverage"), ("check",)])
def test_input_that_cannot_be_used(djcov: Djcov, tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "notes.csv").write_text("今天,天气\n很,好\n", "utf-8")
    for name in ("none.xlsx", "empty", "notes.csv"):
        result = djcov(*command, name)
        assert (result.code, result.out) == (3, "")
        assert result.err.startswith("错误：")
        assert name in result.err
        assert len(result.err.splitlines()) <= 2


def test_a_folder_in_which_nothing_can_be_used_says_why(djcov: Djcov, tmp_path: Path) -> None:
    folder = tmp_path / "全部"
    folder.mkdir()
    for name in "甲乙丙丁戊己庚":
        (folder / f"{name}.csv").touch()
    for command in (("coverage", "全部"), ("batch", "全部", "-o", "结果")):
        result = djcov(*command)
        assert result.code == 3
        assert result.err == (
            "错误：全部：没有可用的台账\n"
            + "".join(f"  全部/{name}.csv：文件是空的\n" for name in sorted("甲乙丙丁戊己庚")[:5])
            + "  还有 2 个文件也未采用。\n请指定含有台账的 .xlsx 或 .csv 文件。\n"
        )


@pytest.mark.thorough
def test_a_name_brings_neither_line_breaks_nor_escapes_to_the_terminal(djcov: Djcov, tmp_path: Path) -> None:
    (tmp_path / "台\n账\x1b[2J.csv").touch()
    assert djcov("coverage", "台\n账\x1b[2J.csv").err.splitlines()[0] == "错误：台 账 [2J.csv：文件是空的"
    assert djcov("coverage", "--台\n账").err.splitlines()[0] == "用法错误：没有 --台 账 这个选项。"
    assert (
        "注意：台 账 [2J.csv：未能读出此文件：文件是空的。\n"
        in djcov("batch", ".", "-o", str(tmp_path.parent / "结果")).err
    )


@pytest.mark.parametrize(
    "command", ["check ledger.csv -o", "batch . -o", "batch -o out", "template -o", "policy init -o"]
)
def test_a_path_that_no_system_takes_is_no_bug(djcov: Djcov, command: str) -> None:
    path = f"{'长' * 5000}.xlsx"
    result = djcov(*command.split(), path)
    assert (result.code, result.out, result.err) == (3, "", f"错误：{path}：路径太长\n请换一个短些的名字。\n")


def test_a_policy_that_says_something_impossible(djcov: Djcov) -> None:
    Path("政策.toml").write_text("[counting]\nlarge_employees = -1\n", "utf-8")
    result = djcov("coverage", "ledger.csv", "--policy", "政策.toml")
    assert (result.code, result.out) == (3, "")
    assert result.err.startswith("错误：政策.toml：")
    assert "counting.large_employees" in result.err


def test_interrupted(djcov: Djcov, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*paths: object, **settings: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("djcov.pipeline.read", interrupt)
    result = djcov("coverage", "ledger.csv")
    assert (result.code, result.out, result.err) == (130, "", "已中断。\n")


def test_too_little_memory_is_no_bug(djcov: Djcov, monkeypatch: pytest.MonkeyPatch) -> None:
    def fault(*paths: object, **settings: object) -> None:
        raise pa.ArrowMemoryError("malloc of size 1073741824 failed")

    monkeypatch.setattr("djcov.pipeline.read", fault)
    result = djcov("coverage", "ledger.csv")
    assert (result.code, result.out) == (DjcovError.exit_code, "")
    assert result.err.startswith("错误：内存不够，算不下去")


def test_a_bug_is_called_one_and_tells_nobodys_data(djcov: Djcov, monkeypatch: pytest.MonkeyPatch) -> None:
    def fault(*paths: object, **settings: object) -> None:
        error = KeyError("王小明 410105199001011234，13812345678")
        error.add_note("第 12 行")
        raise error

    monkeypatch.setattr("djcov.pipeline.read", fault)
    result = djcov("coverage", "ledger.csv")
    assert (result.code, result.out) == (70, "")
    lines = result.err.splitlines()
    assert lines[0] == "程序出错了（不是台账的问题）：KeyError: '王** 410***********1234，138****5678'"
    assert lines[1] == "第 12 行"
    assert lines[2] == "阶段：cli，经过："
    assert lines[3].startswith("  cli/program.py 第 ")
    assert lines[-1] == "请把以上内容发给 djcov 的维护者。"
    assert "Traceback" not in result.err


def test_a_bug_of_djcov_s_own_lines_ends_with_them(djcov: Djcov, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("djcov.pipeline.read", None)
    way = djcov("coverage", "ledger.csv").err.splitlines()[2:-1]
    assert way[-1].startswith("  cli/") and not any(line.startswith("  cli/cli/") for line in way)


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (RuntimeError("Query interrupted"), 130, "已中断。\n"),  # what DuckDB makes of an interrupt
        (
            UnicodeEncodeError("ascii", "台账", 0, 2, "ordinal not in range"),
            3,
            "错误：这里的编码（ascii）写不出这样的文件名\n请先设置 LC_ALL=C.UTF-8 或 PYTHONUTF8=1，再运行一次。\n",
        ),
    ],
)
def test_what_the_system_does_is_no_bug(
    djcov: Djcov, monkeypatch: pytest.MonkeyPatch, error: Exception, code: int, said: str
) -> None:
    def fault(*paths: object, **settings: object) -> None:
        raise error

    monkeypatch.setattr("djcov.pipeline.read", fault)
    monkeypatch.setattr("sys.getfilesystemencoding", lambda: "ascii")
    result = djcov("coverage", "ledger.csv")
    assert (result.code, result.out, result.err) == (code, "", said)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("report", "ledger.csv", "-o", "r.xlsx", "--by", "village"), "--by 只能和 --form annual 一起用"),
        (("coverage", "ledger.csv", "--spark-master", "spark://a:7077"), "--spark-master 只在 --engine spark 时有用"),
        (("gaps", "ledger.csv", "--follow", "销号.xlsx"), "--follow 只用于交办单"),
        (("plan", "ledger.csv", "--by-unit"), "--by-unit 要与 --reach 同用"),
        (("trend", "ledger.csv", "--spark-master", "spark://a:7077"), "--spark-master 只在 --engine spark 时有用"),
        (("league", "ledger.csv", "--by", "industry", "--township", "古城乡"), "按行业排名时不能只看一个乡（办）"),
    ],
)
def test_an_option_that_would_do_nothing_is_refused(djcov: Djcov, arguments: tuple[str, ...], message: str) -> None:
    result = djcov(*arguments)
    assert (result.code, result.out) == (2, "")
    assert message in result.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("report", "花名册.csv", "-o", "通报.docx"), "缺企业台账，写不出通报\n请一并给出企业台账。"),
        (("ask", "花名册.csv", "-o", "补填"), "花名册.csv：缺企业台账\n请一并给出企业台账。"),
        (("merge", "花名册.csv", "--list", "税务=ledger.csv"), "花名册.csv：没有企业台账或企业名单"),
        (("merge", "ledger.csv", "--list", "税务=花名册.csv"), "花名册.csv：没有企业台账或企业名单"),
    ],
)
def test_members_alone_are_no_ledger(djcov: Djcov, ledger: Path, arguments: tuple[str, ...], message: str) -> None:
    Path("花名册.csv").write_text("姓名,所在党支部,人员类别,入党时间\n李红,古城村党支部,正式党员,2001-07-01\n", "utf-8")
    result = djcov(*arguments)
    assert (result.code, result.out) == (3, "")
    assert result.err.startswith(f"错误：{message}")
    assert sorted(ledger.parent.iterdir()) == sorted([ledger, ledger.parent / "花名册.csv"])


def test_a_follow_up_of_social_organisations_is_refused(djcov: Djcov) -> None:
    Path("社会.csv").write_text("社会组织名称,乡（办）,是否建立党组织\n甲商会,古城乡,否\n", "utf-8")
    assert djcov("follow", "销号.xlsx", "ledger.csv", "--as-of", "2021-12-31", "-q").code == 0
    result = djcov("gaps", "社会.csv", "--township", "古城乡", "-o", "交办.docx", "--follow", "销号.xlsx")
    assert (result.code, Path("交办.docx").exists()) == (2, False)
    assert "--follow 只用于企业的交办单" in result.err


@pytest.mark.skipif(os.name != "posix", reason="no other system lets go of the folder one stands in")
def test_a_folder_that_is_gone_is_told(djcov: Djcov, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "没了"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    result = djcov("batch", "台账", "-o", "结果")
    assert (result.code, result.out) == (3, "")
    assert result.err == "错误：当前文件夹已经不在了\n请进入另一个文件夹再运行，或把路径写全。\n"


def test_what_is_not_installed_is_told_in_two_lines(djcov: Djcov, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda *_: None)
    for engine, package in (("spark", "djcov[spark]"), ("pandas", "pandas")):
        done = djcov("coverage", "ledger.csv", "--engine", engine)
        assert (done.code, done.out) == (2, "")
        assert done.err == (
            f"错误：没有安装 {engine} 引擎所需的组件\n"
            f"请运行 pip install '{package}'（免安装版不带这个引擎），或改用 --engine duckdb。\n"
        )
    monkeypatch.setitem(sys.modules, "jinja2", None)
    webpage._environment.cache_clear()  # which tests before this one have filled
    done = djcov("report", "ledger.csv", "--as-of", "2021-12-31", "-q", "-o", "report.html")
    assert (done.code, done.out) == (3, "")
    assert done.err == "错误：缺少组件 jinja2，或它不能用\n请运行 pip install --force-reinstall djcov，再试一次。\n"
