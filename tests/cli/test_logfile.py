"""What --log keeps of runs that nobody watches."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Djcov = Callable[..., Any]


def _said(path: str) -> list[str]:
    """The log's lines without the times and processes that stand before them, which each has."""
    lines = Path(path).read_text("utf-8").splitlines()
    said = [re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d \[\d+\] (.*)", line) for line in lines]
    assert None not in said
    return [re.sub(r"用时 \d+\.\d 秒", "用时", line[1]) for line in said if line]


def test_runs_follow_one_another(djcov: Djcov) -> None:
    told = djcov("coverage", "ledger.csv", "--as-of", "2021-12-31", "--log", "日志.txt").err.splitlines()
    failed = djcov("gaps", "不在.xlsx", "--log", "日志.txt").err.splitlines()

    assert told
    assert [re.sub(r"djcov [\d.]+", "djcov", line) for line in _said("日志.txt")] == [
        "开始：djcov，djcov coverage ledger.csv --as-of 2021-12-31 --log 日志.txt",
        *told,
        "结束：退出码 0，用时",
        "开始：djcov，djcov gaps 不在.xlsx --log 日志.txt",
        *failed,
        "结束：退出码 3，用时",
    ]


def test_the_output_is_the_same_and_a_log_that_cannot_be_written_is_told(djcov: Djcov) -> None:
    plain = djcov("coverage", "ledger.csv", "--as-of", "2021-12-31")
    assert djcov("coverage", "ledger.csv", "--as-of", "2021-12-31", "--log", "日志.txt") == plain

    refused = djcov("coverage", "ledger.csv", "--log", "不在/日志.txt")
    assert (refused.code, refused.out) == (3, "")
    assert refused.err.startswith("错误：不在/日志.txt：日志写不进去（没有这个文件或文件夹）\n")


def test_behind_two_dashes_stand_no_options(djcov: Djcov) -> None:
    assert djcov("coverage", "--", "ledger.csv", "--log", "日志.txt").code == 3
    assert not Path("日志.txt").exists()


def test_nobody_is_named(djcov: Djcov) -> None:
    Path("张三13812345678.csv").write_text("企业名称,乡（办）,职工人数\n甲公司,古城乡,若干\n", "utf-8")
    djcov("check", "张三13812345678.csv", "--log", "日志.txt")

    assert "张三" not in Path("日志.txt").read_text("utf-8")
    assert "13812345678" not in Path("日志.txt").read_text("utf-8")


@pytest.mark.parametrize(
    "words",
    [
        ("check", "台账.csv", "--township", "13812345678", "--completeness"),
        ("gaps", "台账.csv", "--township", "41010119900101123X"),
        ("gaps", "台账.csv", "--township", "6688123"),
        ("gaps", "台账.csv", "--township", "张三"),
        ("gaps", "台账.csv", "--kind", "13812345678"),
        ("gaps", "台账.csv", "--as-of", "13812345678"),
        ("gaps", "张三13812345678.csv"),
        ("coverage", "台账.csv", "-o", "张三13812345678.csv"),
        ("coverage", "台账.csv", "-o", "张三.docx"),
        ("merge", "台账.csv", "--list", "张三13812345678"),
        ("explain", "13812345678", "台账.csv"),
    ],
)
def test_no_word_of_the_line_names_anybody(djcov: Djcov, words: tuple[str, ...]) -> None:
    Path("台账.csv").write_text("企业名称,乡（办）,职工人数\n甲公司,古城乡,50\n", "utf-8")
    told = djcov(*words, "--log", "日志.txt").err + Path("日志.txt").read_text("utf-8")
    assert "张*" in told or "*" in told
    assert [each for each in ("13812345678", "41010119900101123X", "6688123", "张三") if each in told] == []


@pytest.mark.parametrize(
    ("words", "log"),
    [
        (("coverage", "ledger.csv"), "ledger.csv"),
        (("coverage", "ledger.csv"), "./链接.csv"),
        (("coverage", "."), "ledger.csv"),
        (("coverage",), "ledger.csv"),
        (("coverage", "ledger.csv", "-o", "新.csv"), "新.csv"),
        (("coverage", "ledger.csv", "-o新.csv"), "新.csv"),
        (("coverage", "ledger.csv", "--output=新.csv"), "新.csv"),
        (("coverage", "ledger.csv", "--policy", "政策.toml"), "政策.toml"),
        (("merge", "ledger.csv", "--list", "市监=新.csv"), "新.csv"),
        (("merge", "ledger.csv", "--list", "市监=ledger.csv", "--apply", "新.xlsx"), "新.xlsx"),
        (("follow", "新.xlsx", "ledger.csv"), "新.xlsx"),
    ],
)
def test_a_log_is_added_to_nothing_else(djcov: Djcov, words: tuple[str, ...], log: str) -> None:
    Path("链接.csv").symlink_to("ledger.csv")
    before = {path: path.read_bytes() for path in Path().iterdir()}
    refused = djcov(*words, f"--log={log}")
    assert (refused.code, refused.out) == (2, "")
    assert "请给 --log 另一个文件名。" in refused.err
    assert {path: path.read_bytes() for path in Path().iterdir()} == before


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("coverage", "ledger.csv", "--nonsense"), "用法错误：没有 --nonsense 这个选项。"),
        (("coverage", "ledger.csv", "--as-of", "昨天"), "用法错误：--as-of：“昨天”不是日期"),
        (("不在.csv",), "用法错误：没有 不在.csv 这个命令，也没有这个文件。"),
        (("coverage", "ledger.csv", "-o", "out.doc"), "错误：不支持 .doc 格式"),
    ],
)
def test_wrong_usage_is_logged(djcov: Djcov, words: tuple[str, ...], told: str) -> None:
    assert djcov(*words, "--log", "日志.txt").code == 2
    begun, *said, ended = _said("日志.txt")
    assert begun.endswith(f"，djcov {' '.join(words)} --log 日志.txt")
    assert any(each.startswith(told) for each in said)
    assert ended == "结束：退出码 2，用时"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="has no disk that is always full")
@pytest.mark.parametrize(("words", "code"), [((), 3), (("--fail-on", "target"), 3), (("--nonsense",), 2)])
def test_a_full_disk_loses_the_log_alone(djcov: Djcov, words: tuple[str, ...], code: int) -> None:
    command = ("coverage", "ledger.csv", "--as-of", "2021-12-31", *words)
    plain = djcov(*command)
    done = djcov(*command, "--log", "/dev/full")
    assert (done.code, done.out) == (code, plain.out)
    assert done.err == f"{plain.err}日志写不进去（没有空间了），没有写全。\n"


def test_a_log_in_a_folder_s_place_is_refused(djcov: Djcov) -> None:
    Path("夹").mkdir()
    refused = djcov("coverage", "ledger.csv", "--log", "夹")
    assert (refused.code, refused.out) == (3, "")
    assert refused.err.startswith("错误：夹：日志写不进去（这是文件夹）\n")


@pytest.mark.skipif(not hasattr(signal, "SIGTERM"), reason="has no such signal")
def test_a_run_that_is_ended_says_its_code(djcov: Djcov, tmp_path: Path) -> None:
    """A pipe keeps it waiting for its roster."""
    log = tmp_path / "日志.txt"
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "src")}
    command = [sys.executable, "-m", "djcov", "coverage", "-", "--log", "日志.txt"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as process:
        while process.poll() is None and not (log.exists() and log.stat().st_size):
            time.sleep(0.01)
        process.send_signal(signal.SIGTERM)
    assert process.returncode == 143
    assert _said("日志.txt")[-1] == "结束：退出码 143，用时"
