"""What --log keeps of runs that nobody watches."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

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


def test_nobody_is_named(djcov: Djcov) -> None:
    Path("张三13812345678.csv").write_text("企业名称,乡（办）,职工人数\n甲公司,古城乡,若干\n", "utf-8")
    djcov("check", "张三13812345678.csv", "--log", "日志.txt")

    assert "张三" not in Path("日志.txt").read_text("utf-8")
    assert "13812345678" not in Path("日志.txt").read_text("utf-8")
