"""djcov columns: how a header is read, why it is not, and what makes a policy take it."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Djcov = Callable[..., Any]

READ = """
enterprises  在职职工总人数    -     employees  由 在职、职工、总人数 拼成
enterprises  人数              党员  members    常见的写法，在“党员”之下
enterprises  职工人数（女）    -     -          括号中的“女”不是单位、格式或选项，不能算作“职工人数”
enterprises  曾用名            -     -          没有读懂“曾用”
enterprises  是否建立党组识    -     -          疑为“是否建立党组织”，没有采用
instructors  姓名              安全联络员  -    上级表头“安全联络员”没有读懂，其下的“姓名”不算“姓名”
enterprises  是                是否建立党组织  organized  勾选列，打勾表示“是”
enterprises  名称              工会  -          “名称”在“工会”之下，说的不是“企业名称”
members      人员类别          -     category   常见的写法
"""


def test_each_header_is_told_with_its_parts_or_why_not(djcov: Djcov) -> None:
    for line in READ.strip().splitlines():
        kind, header, parent, field, why = line.split(maxsplit=4)
        above = () if parent == "-" else ("--parent", parent)
        result = djcov("columns", header, *above, "--roster-kind", kind, "--format", "json")
        (row,) = json.loads(result.out)["rows"]
        assert (row["kind"], row["field"], row["why"]) == (kind, field.strip("-"), why)
        assert ("line" in row) == (field == "-")


@pytest.mark.parametrize("header", [" ", "企业名称" * 100])
def test_a_header_without_a_text_or_with_too_long_a_one_is_told(djcov: Djcov, header: str) -> None:
    (row,) = json.loads(djcov("columns", header, "--format", "json").out)["rows"]
    assert row["why"] == "没有可读的文字，或者太长"


def test_an_address_only_helps_to_guess_a_township(djcov: Djcov) -> None:
    (row,) = json.loads(djcov("columns", "经营地址", "--roster-kind", "enterprises", "--format", "json").out)["rows"]
    assert (row["field"], row["why"]) == ("", "只供 djcov merge 推测乡（办），不参与统计")
    assert "line" not in row  # the policy need not take what is read


def test_without_a_kind_each_roster_that_takes_it_is_told(djcov: Djcov) -> None:
    result = djcov("columns", "姓名", "天气", "--format", "csv")
    assert result.code == 0
    assert result.out.splitlines()[1:3] == [
        "姓名,,党员花名册,姓名,name,常见的写法,",
        "姓名,,指导员花名册,姓名,name,常见的写法,",
    ]
    assert result.out.splitlines()[3].startswith("天气,,,,,没有读懂“天气”,")


def test_people_see_what_to_write_into_the_policy(djcov: Djcov) -> None:
    page = djcov("columns", "是否建立党组识").out
    assert "没有采用" in page
    assert "[columns.enterprises]" in page
    assert '# organized = ["是否建立党组识"]' in page


def test_the_line_makes_the_policy_take_it(djcov: Djcov, tmp_path: Path) -> None:
    (row,) = json.loads(djcov("columns", "是否建立党组识", "--format", "json").out)["rows"]
    (tmp_path / "政策.toml").write_text(row["line"], "utf-8")
    again = djcov("columns", "是否建立党组识", "--policy", "政策.toml", "--format", "json")
    assert again.err == ""
    (row,) = json.loads(again.out)["rows"]
    assert (row["field"], row["why"]) == ("organized", "政策文件中的写法")


def test_check_writes_the_headers_that_were_not_read(djcov: Djcov, tmp_path: Path) -> None:
    (tmp_path / "台账.csv").write_text(
        "企业名称,乡（办）,职工人数（女）,是否建立党组识\n甲有限公司,古城乡,1,是\n", "utf-8"
    )
    result = djcov("check", "台账.csv", "-o", "表头.toml")
    text = (tmp_path / "表头.toml").read_text("utf-8")
    assert "有 2 个表头没有采用" in result.err
    assert tomllib.loads(text) == {"columns": {"enterprises": {}}}
    assert '\n# organized = ["是否建立党组识"]  # 疑为“是否建立党组织”，没有采用\n' in text
    assert '\n# … = ["职工人数(女)"]' in text
    assert djcov("policy", "check", "表头.toml").code == 0


def test_check_says_when_every_header_was_read(djcov: Djcov, tmp_path: Path) -> None:
    assert djcov("check", "ledger.csv", "-o", "表头.toml").code == 0
    assert (tmp_path / "表头.toml").read_text("utf-8") == "# 没有未采用的表头。\n"


@pytest.mark.parametrize(
    "arguments", [("columns",), ("columns", "甲", "--roster-kind", "x"), ("columns", "甲", "-o", "a.y")]
)
def test_wrong_usage_is_told(djcov: Djcov, arguments: tuple[str, ...]) -> None:
    result = djcov(*arguments)
    assert result.code == 2
    assert result.err.startswith(("用法错误", "错误", "不支持")), result.err
