"""djcov follow: standard output, the workbook, exit codes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Djcov = Callable[..., Any]
FIRST, SECOND = ("--as-of", "2021-01-31"), ("--as-of", "2021-03-31")


def test_a_first_run_and_the_next(djcov: Djcov, ledger: Path) -> None:
    made = djcov("follow", "销号.xlsx", "ledger.csv", *FIRST)
    assert (made.code, made.out.splitlines()[3:5]) == (
        0,
        [
            "全区           3     0  0.00% 0/3     3     0     0     0         0",
            "古城乡         1     0  0.00% 0/1     1     0     0     0         0",
        ],
    )
    assert "已写入 销号.xlsx" in made.err
    before = Path("销号.xlsx").read_bytes()
    ledger.write_text("".join(line for line in ledger.read_text("utf-8").splitlines(True) if "丙" not in line), "utf-8")
    after = djcov("follow", "销号.xlsx", "ledger.csv", *SECOND, "-o", "另.xlsx", "--format", "json")
    document = json.loads(after.out)
    assert (document["schema"], document["as_of"], document["files_left"]) == ("djcov.follow/1", "2021-03-31", [])
    assert document["summary"][0] == {
        "unit": "全区",
        "due": 3,
        "done": 0,
        "rate": 0.0,
        "new": 0,
        "open": 3,
        "back": 0,
        "overdue": 3,
        "moot": 0,
    }
    assert document["told"]["vanished"] == 2
    row = next(row for row in document["rows"] if row["enterprise"] == "乙有限公司")
    assert {key: row[key] for key in ("uscc", "township", "kind", "state", "since", "due", "owner", "source")} == {
        "uscc": "",
        "township": "古城乡",
        "kind": "no_member_in_50plus",
        "state": "open",
        "since": "2021-01-31",
        "due": "2021-03-02",
        "owner": "",
        "source": {"file": "ledger.csv", "sheet": "", "row": 3},
    }
    assert Path("销号.xlsx").read_bytes() == before


def test_one_unit_is_shown_and_the_whole_is_written(djcov: Djcov, ledger: Path) -> None:
    djcov("follow", "全.xlsx", "ledger.csv", *FIRST)
    shown = djcov("follow", "一.xlsx", "ledger.csv", *FIRST, "--township", "古城乡", "--format", "json")
    document = json.loads(shown.out)

    assert {row["township"] for row in document["rows"]} == {"古城乡"}
    assert [each["unit"] for each in document["summary"]] == ["古城乡"]
    assert document["summary"][0]["due"] == len(document["rows"]) == 1
    assert Path("一.xlsx").read_bytes() == Path("全.xlsx").read_bytes()
    wrong = djcov("follow", "二.xlsx", "ledger.csv", *FIRST, "--township", "古城镇")
    assert (wrong.code, Path("二.xlsx").exists()) == (2, False)


@pytest.mark.thorough
def test_the_same_again_is_the_same_file(djcov: Djcov) -> None:
    djcov("follow", "销号.xlsx", "ledger.csv", *FIRST, "--all")
    before = Path("销号.xlsx").read_bytes()
    assert djcov("follow", "销号.xlsx", ".", *FIRST, "-q").code == 0, "its own ledger in the folder is no roster"
    assert Path("销号.xlsx").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("ledger.csv", "ledger.csv"), 2, "销号台账不能是 ledger.csv"),
        (("销号.xlsx", "ledger.csv", "-o", "销号.json"), 2, "销号台账不能是 销号.json"),
        (("没有/销号.xlsx", "ledger.csv"), 3, "文件夹 没有 不存在"),
        (("空.xlsx", "ledger.csv"), 3, "空.xlsx：销号台账不是 .xlsx 工作簿，或者有密码"),
        (("销号.xlsx", "ledger.csv", "--kind", "no_such"), 2, "没有名为“no_such”的缺口种类"),
        (("销号.xlsx", "ledger.csv", "--kind", "no_instructor", "--all"), 2, "不能同时用"),
    ],
)
def test_what_cannot_be_followed(djcov: Djcov, arguments: tuple[str, ...], code: int, message: str) -> None:
    Path("空.xlsx").write_text("", "utf-8")
    result = djcov("follow", *arguments, *FIRST)
    assert (result.code, result.out) == (code, "")
    assert message in result.err


def test_a_date_before_the_last_one(djcov: Djcov) -> None:
    djcov("follow", "销号.xlsx", "ledger.csv", *SECOND)
    before = Path("销号.xlsx").read_bytes()
    result = djcov("follow", "销号.xlsx", "ledger.csv", *FIRST)
    assert (result.code, "早于销号台账上次的 2021-03-31" in result.err) == (2, True)
    assert Path("销号.xlsx").read_bytes() == before
