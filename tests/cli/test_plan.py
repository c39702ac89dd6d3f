"""djcov plan: whole standard output, exit code."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Djcov = Callable[..., Any]

LEDGER = """\
企业名称,乡（办）,村（社区）,党员人数,是否建立党组织,组建方式,党组织名称,党建指导员,是否薄弱
甲有限公司,古城乡,东村,2,否,,,无,否
乙有限公司,古城乡,东村,1,否,,,王小明,否
丙有限公司,古城乡,东村,0,否,,,,否
丁有限公司,古城乡,西村,4,否,,,无,是
戊有限公司,城关办事处,,1,否,,,无,否
己有限公司,城关办事处,,3,是,联合组建,城关联合党支部,无,否
庚有限公司,城关办事处,,,否,,,无,否
"""
PLAN = ("plan", "plan.csv", "--as-of", "2021-12-31")


@pytest.fixture(autouse=True)
def district(ledger: Path) -> None:
    Path("plan.csv").write_text(LEDGER, "utf-8")


def test_plan(djcov: Djcov) -> None:
    result = djcov(*PLAN, "--attach")

    assert result.out == (
        "全区联合组建和派驻指导员建议（截至 2021-12-31）\n"
        "本表是按台账算出的建议，供研究确定，不是统计结果；联合组建和派驻都须按程序报批。\n"
        "联合组建（S6）：同园区、同村（社区）优先，其次同乡（办）；每个至多 5 家，正式党员合计至少 3 人，剩余最少。\n"
        "派驻（S9、S12）：本乡（办）的指导员，每人至多 5 家，薄弱企业优先。\n"
        "单位        新建联合  企业  并入已有  帮助培养  未列入  派驻  待派驻  还需指导员\n"
        "────────────────────────────────────────────────────────────────────────────────\n"
        "全区               1     2         1         1       2     3       2           1\n"
        "古城乡             1     2         0         1       1     3       0           0\n"
        "城关办事处         0     0         1         0       1     0       2           1\n"
        "\n"
        "古城乡：联合组建\n"
        "组  党组织  企业        正式党员  理由                         来源\n"
        "─────────────────────────────────────────────────────────────────────────────\n"
        " 1  新建    乙有限公司         1  同在东村，正式党员合计 3 人  plan.csv 第3行\n"
        " 1  新建    甲有限公司         2  同在东村，正式党员合计 3 人  plan.csv 第2行\n"
        " 1  新建    丙有限公司         0  没有党员，只帮助培养（S8）   plan.csv 第4行\n"
        "\n"
        "古城乡：派驻指导员\n"
        "企业        理由                      指导员  指导员来源      远近          派后家数  来源\n"
        "────────────────────────────────────────────────────────────────────────────────────────────────────\n"
        "丁有限公司  薄弱                      王**    plan.csv 第3行  同一乡（办）         2  plan.csv 第5行\n"
        "丙有限公司  没有党组织，是否已派驻不  王**    plan.csv 第3行  同在东村             3  plan.csv 第4行\n"
        "            清楚\n"
        "甲有限公司  没有党组织                王**    plan.csv 第3行  同在东村             4  plan.csv 第2行\n"
        "\n"
        "古城乡：未列入联合组建\n"
        "企业        原因                                         条目  来源\n"
        "─────────────────────────────────────────────────────────────────────────────\n"
        "丁有限公司  党员（未分正式、预备）已有 4 人，应单独建立  S5    plan.csv 第5行\n"
        "\n"
        "城关办事处：联合组建\n"
        "组  党组织          企业        正式党员  理由                                      来源\n"
        "──────────────────────────────────────────────────────────────────────────────────────────────────\n"
        " 2  城关联合党支部  戊有限公司         1  同一乡（办），已有的联合党组织还可以覆盖  plan.csv 第6行\n"
        "\n"
        "城关办事处：没有指导员可派\n"
        "企业        原因        条目  来源\n"
        "────────────────────────────────────────────\n"
        "庚有限公司  没有党组织  S9    plan.csv 第8行\n"
        "戊有限公司  没有党组织  S9    plan.csv 第6行\n"
        "\n"
        "城关办事处：未列入联合组建\n"
        "企业        原因                      条目  来源\n"
        "──────────────────────────────────────────────────────────\n"
        "庚有限公司  党员人数不清楚，请先核实  S17   plan.csv 第8行\n"
    )
    assert result.err.endswith(
        "接着可以看：\n  djcov gaps plan.csv --as-of 2021-12-31\n  djcov check plan.csv --as-of 2021-12-31\n"
    )
    assert result.code == 0


def test_plan_as_csv(djcov: Djcov) -> None:
    assert djcov(*PLAN, "--attach", "--format", "csv", "-q").out == (
        "建议代码,建议,单位,组号,企业,统一社会信用代码,正式党员,党组织,指导员,理由,条目,文件,工作表,行\n"
        "joint_new,新建联合党组织,古城乡,1,乙有限公司,,1,,,同在东村，正式党员合计 3 人,S6,plan.csv,,3\n"
        "joint_new,新建联合党组织,古城乡,1,甲有限公司,,2,,,同在东村，正式党员合计 3 人,S6,plan.csv,,2\n"
        "attached,帮助培养,古城乡,1,丙有限公司,,0,,,没有党员,S8,plan.csv,,4\n"
        "joint_existing,并入已有联合党组织,城关办事处,2,戊有限公司,,1,城关联合党支部,,同一乡（办），已有的联合党组织还可以覆盖,S6,plan.csv,,6\n"
        "left_over,未列入,古城乡,,丁有限公司,,,,,党员（未分正式、预备）已有 4 人，应单独建立,S5,plan.csv,,5\n"
        "left_over,未列入,城关办事处,,庚有限公司,,,,,党员人数不清楚，请先核实,S17,plan.csv,,8\n"
        "instructor,派驻指导员,古城乡,,丁有限公司,,,,王**,薄弱,S9,plan.csv,,5\n"
        "instructor,派驻指导员,古城乡,,丙有限公司,,,,王**,没有党组织，是否已派驻不清楚,S9,plan.csv,,4\n"
        "instructor,派驻指导员,古城乡,,甲有限公司,,,,王**,没有党组织,S9,plan.csv,,2\n"
        "waiting,没有指导员可派,城关办事处,,庚有限公司,,,,,没有党组织,S9,plan.csv,,8\n"
        "waiting,没有指导员可派,城关办事处,,戊有限公司,,,,,没有党组织,S9,plan.csv,,6\n"
    )


def test_plan_as_json(djcov: Djcov) -> None:
    document = json.loads(djcov(*PLAN, "--attach", "--format", "json", "-q").out)

    assert (document["schema"], document["as_of"], document["exact"]) == ("djcov.plan/1", "2021-12-31", True)
    assert "建议" in document["proposal"]
    first, second = document["groups"]
    source = {"file": "plan.csv", "sheet": "", "row": 3}
    assert first["enterprises"][0] == {
        "enterprise": "乙有限公司",
        "uscc": "",
        "township": "古城乡",
        "source": source,
        "full_members": 1,
    }
    assert {
        key: first[key] for key in ("group", "unit", "place", "kind", "organization", "full_members", "clause")
    } == {
        "group": 1,
        "unit": "古城乡",
        "place": "东村",
        "kind": "new",
        "organization": None,
        "full_members": 3,
        "clause": "S6",
    }
    assert [each["enterprise"] for each in first["attached"]] == ["丙有限公司"]
    assert second["organization"]["organization"] == "城关联合党支部"
    assert document["assignments"][1] == {
        "enterprise": "丙有限公司",
        "uscc": "",
        "township": "古城乡",
        "source": {"file": "plan.csv", "sheet": "", "row": 4},
        "reason": "没有党组织，是否已派驻不清楚",
        "clause": "S9",
        "instructor": "王**",
        "instructor_source": source,
        "place": "东村",
        "load": 3,
    }
    assert document["shortages"] == [{"unit": "城关办事处", "waiting": 2, "instructors": 1}]


def test_a_township_and_no_attaching(djcov: Djcov) -> None:
    document = json.loads(djcov(*PLAN, "--township", "古城乡", "--format", "json", "-q").out)

    assert [group["unit"] for group in document["groups"]] == ["古城乡"]
    assert document["groups"][0]["attached"] == []
    assert [each["clause"] for each in document["left_over"]] == ["S5", "S8"]


def test_without_the_columns(djcov: Djcov) -> None:
    Path("plan.csv").write_text("企业名称,乡（办）\n甲有限公司,古城乡\n", "utf-8")
    result = djcov(*PLAN, "-q")

    assert "联合组建无数据：企业台账中没有" in result.out
    assert "派驻指导员无数据：企业台账中没有" in result.out
    assert json.loads(djcov(*PLAN, "-q", "--format", "json").out)["missing"][0]["plan"] == "联合组建"


def test_nobody_is_named_unmasked(djcov: Djcov) -> None:
    for form in ("table", "json", "csv", "markdown"):
        assert "王小明" not in djcov(*PLAN, "--format", form).out


def test_an_unknown_township(djcov: Djcov) -> None:
    result = djcov(*PLAN, "--township", "大屯乡")

    assert (result.code, result.err.partition("\n")[0]) == (2, "错误：没有名为“大屯乡”的单位")
