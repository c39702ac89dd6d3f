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
戊有限公司,城关办事处,河村,1,否,,,无,否
己有限公司,城关办事处,北街,3,是,联合组建,城关联合党支部,无,否
辛有限公司,城关办事处,河村,1,是,联合组建,城关联合党支部,无,否
庚有限公司,城关办事处,北街,,否,,,无,否
"""
PLAN = ("plan", "plan.csv", "--as-of", "2021-12-31")


@pytest.fixture(autouse=True)
def district(ledger: Path) -> None:
    Path("plan.csv").write_text(LEDGER, "utf-8")


def test_plan(djcov: Djcov) -> None:
    result = djcov(*PLAN, "--attach")

    assert result.out == (
        "全区建立党组织和派驻指导员建议（截至 2021-12-31）\n"
        "本表是按台账算出的建议，供研究确定，不是统计结果；建立党组织和派驻都须按程序报批。\n"
        "联合组建：同一乡（办）内，每个至多 5 家，正式党员合计至少"
        " 3 人；依次求覆盖最多、新建最少、同村（社区）、同园区的最多。\n"
        "派驻：建立后仍没有党组织的和薄弱的企业，由本"
        "乡（办）的指导员联系，每人至多 5 家，没有党组织的优先。\n"
        "                                                                          尚缺指导员    还需\n"
        "乡（办）    单独建立  新建联合  企业  纳入现有  联系培养  暂不纳入  派驻      的企业  指导员\n"
        "────────────────────────────────────────────────────────────────────────────────────────────\n"
        "全区               2         1     2         1         1         1     2           1       1\n"
        "古城乡             1         1     2         0         1         0     2           0       0\n"
        "城关办事处         1         0     0         1         0         1     0           1       1\n"
        "以上各项依次已证明最优（差距 0）。\n"
        "\n"
        "实施后的变化\n"
        "指标                   实施前          实施后\n"
        "─────────────────────────────────────────────\n"
        "组织覆盖率      25.00%（2/8）   75.00%（6/8）\n"
        "单独组建率       0.00%（0/8）   25.00%（2/8）\n"
        "工作覆盖率      37.50%（3/8）   87.50%（7/8）\n"
        "四种方式覆盖率  75.00%（6/8）   87.50%（7/8）\n"
        "派驻率          16.67%（1/6）   50.00%（1/2）\n"
        "应建已建率      50.00%（1/2）  100.00%（2/2）\n"
        "薄弱企业派驻率   0.00%（0/1）  100.00%（1/1）\n"
        "其余 3 项指标不变。新建党组织的书记、成立时间等未定，按尚无计。\n"
        "\n"
        "古城乡：单独建立党组织\n"
        "企业        正式党员  理由                                         来源\n"
        "─────────────────────────────────────────────────────────────────────────────────\n"
        "丁有限公司         4  党员（未分正式、预备）已有 4 人，应单独建立  plan.csv 第5行\n"
        "\n"
        "古城乡：联合组建\n"
        "组  党组织  企业        正式党员  理由                         来源\n"
        "─────────────────────────────────────────────────────────────────────────────\n"
        " 1  新建    乙有限公司         1  同在东村，正式党员合计 3 人  plan.csv 第3行\n"
        " 1  新建    甲有限公司         2  同在东村，正式党员合计 3 人  plan.csv 第2行\n"
        " 1  新建    丙有限公司         0  没有党员，只联系培养         plan.csv 第4行\n"
        "\n"
        "古城乡：派驻指导员\n"
        "                                                                          派驻后联系\n"
        "企业        理由                      指导员  指导员来源      就近情况        企业数  来源\n"
        "────────────────────────────────────────────────────────────────────────────────────────────────────\n"
        "丙有限公司  没有党组织，是否已派驻不  王**    plan.csv 第3行  同在东村             2  plan.csv 第4行\n"
        "            清楚\n"
        "丁有限公司  薄弱                      王**    plan.csv 第3行  同乡（办）           3  plan.csv 第5行\n"
        "\n"
        "城关办事处：单独建立党组织\n"
        "企业        正式党员  理由                                                            来源\n"
        "────────────────────────────────────────────────────────────────────────────────────────────────────\n"
        "己有限公司         3  党员（未分正式、预备）已有 3                                    plan.csv 第7行\n"
        "                      人，应单独建立，现由城关联合党支部联合覆盖\n"
        "\n"
        "城关办事处：联合组建\n"
        "组  党组织          企业        正式党员  理由                            来源\n"
        "────────────────────────────────────────────────────────────────────────────────────────\n"
        " 2  城关联合党支部  戊有限公司         1  同在河村，可纳入现有联合党组织  plan.csv 第6行\n"
        "\n"
        "城关办事处：指导员不足，暂无法派驻\n"
        "企业        原因        来源\n"
        "──────────────────────────────────────\n"
        "庚有限公司  没有党组织  plan.csv 第9行\n"
        "\n"
        "城关办事处：暂不纳入联合组建\n"
        "原因                      方案条款                      家数\n"
        "────────────────────────────────────────────────────────────\n"
        "党员人数不清楚，请先核实  三清：情况清、组织清、工作清     1\n"
    )
    assert result.err.endswith(
        "接着可以看：\n  djcov gaps plan.csv --as-of 2021-12-31\n  djcov check plan.csv --as-of 2021-12-31\n"
    )
    assert result.code == 0


def test_plan_as_csv(djcov: Djcov) -> None:
    assert djcov(*PLAN, "--attach", "--format", "csv", "-q").out == (
        "建议代码,建议,单位,组号,企业,统一社会信用代码,正式党员,党组织,指"
        "导员,理由,方案条款,文件,工作表,行,指导员文件,指导员工作表,指导员行,截至日期\n"
        "own,单独建立,古城乡,,丁有限公司,,4,,,党员（未分正式、预备）已有 4 人，应单独建立,S5"
        ",plan.csv,,5,,,,2021-12-31\n"
        "own,单独建立,城关办事处,,己有限公司,,3,,,党员（未分正式、预备）已有 3"
        " 人，应单独建立，现由城关联合党支部联合覆盖,S5,plan.csv,,7,,,,2021-12-31\n"
        "joint_new,新建联合党组织,古城乡,1,乙有限公司,,1,,,同在东村，正式党员合计 3 人,S6,plan.csv,,3,,,,2021-12-31\n"
        "joint_new,新建联合党组织,古城乡,1,甲有限公司,,2,,,同在东村，正式党员合计 3 人,S6,plan.csv,,2,,,,2021-12-31\n"
        "attached,联系培养,古城乡,1,丙有限公司,,0,,,没有党员,S8,plan.csv,,4,,,,2021-12-31\n"
        "joint_existing,纳入现有联合党组织,城关办事处,2,戊有限公司,,1,城"
        "关联合党支部,,同在河村，可纳入现有联合党组织,S6,plan.csv,,6,,,,2021-12-31\n"
        "left_over,暂不纳入联合组建,城关办事处,,庚有限公司,,,,,党员人数不清楚，请先核实,S17,plan.csv,,9,,,,2021-12-31\n"
        "instructor,派驻指导员,古城乡,,丙有限公司,,,,王**,没有党组织，是否已派驻不清楚,S9,plan.csv,,4,plan.csv,,3,2021-12-31\n"
        "instructor,派驻指导员,古城乡,,丁有限公司,,,,王**,薄弱,S9,plan.csv,,5,plan.csv,,3,2021-12-31\n"
        "waiting,指导员不足，暂无法派驻,城关办事处,,庚有限公司,,,,,没有党组织,S9,plan.csv,,9,,,,2021-12-31\n"
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
        "place": "东村",
        "reason": "同在东村，正式党员合计 3 人",
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
    assert document["assignments"][0] == {
        "enterprise": "丙有限公司",
        "uscc": "",
        "township": "古城乡",
        "source": {"file": "plan.csv", "sheet": "", "row": 4},
        "reason": "没有党组织，是否已派驻不清楚",
        "clause": "S9",
        "instructor": "王**",
        "instructor_source": source,
        "place": "东村",
        "load": 2,
    }
    assert [(each["enterprise"], each["leaves"]) for each in document["own"]] == [
        ("丁有限公司", []),
        ("己有限公司", ["城关联合党支部"]),
    ]
    effect = {each["indicator"]: each for each in document["effect"] if each["unit"] == "全区"}
    assert (effect["org_coverage"]["before"], effect["org_coverage"]["after"]) == ("2/8", "6/8")
    assert (document["optimal"], document["bound"], document["gap"], document["reach"]) == (True, 3, 0, None)
    assert document["settings"] == {
        "prefer": "fewest",
        "due_members": 3,
        "joint_units": 5,
        "joint_needs_full_member": False,
        "instructor_load": 5,
        "instructors_first": "without",
        "today": False,
    }
    assert document["shortages"] == [{"unit": "城关办事处", "waiting": 1, "instructors": 1}]


def test_a_township_and_no_attaching(djcov: Djcov) -> None:
    document = json.loads(djcov(*PLAN, "--township", "古城乡", "--format", "json", "-q").out)

    assert [group["unit"] for group in document["groups"]] == ["古城乡"]
    assert document["groups"][0]["attached"] == []
    assert [each["clause"] for each in document["left_over"]] == ["S8"]


def test_without_the_columns(djcov: Djcov) -> None:
    Path("plan.csv").write_text("企业名称,乡（办）\n甲有限公司,古城乡\n", "utf-8")
    result = djcov(*PLAN, "-q")

    assert "建立党组织无数据：企业台账中没有" in result.out
    assert "派驻指导员无数据：企业台账中没有" in result.out
    assert json.loads(djcov(*PLAN, "-q", "--format", "json").out)["missing"][0]["plan"] == "建立党组织"


@pytest.mark.thorough
def test_nobody_is_named_unmasked(djcov: Djcov) -> None:
    for form in ("table", "json", "csv", "markdown"):
        assert "王小明" not in djcov(*PLAN, "--format", form).out


def test_names_are_shown_if_wished(djcov: Djcov) -> None:
    assert "王小明" in djcov(*PLAN, "--show-names", "--format", "csv", "-q").out


def test_the_way_to_a_target(djcov: Djcov) -> None:
    asked = (*PLAN, "--reach", "org_coverage=50%", "--by-unit", "--format", "json", "-q")
    reach = json.loads(djcov(*asked).out)["reach"]

    assert (reach["indicator"], reach["target"], reach["by_unit"]) == ("org_coverage", 0.5, True)
    assert [(row["unit"], row["before"], row["after"], row["acts"], row["reached"]) for row in reach["rows"]] == [
        ("古城乡", "0/4", "2/4", 1, True),
        ("城关办事处", "2/4", "2/4", 0, True),
    ]


@pytest.mark.parametrize("goal", ["org_coverage", "org_coverage=九成", "org_coverage=120%", "union_coverage=50%"])
def test_a_goal_that_means_nothing(djcov: Djcov, goal: str) -> None:
    assert djcov(*PLAN, "--reach", goal).code == 2


def test_an_unknown_township(djcov: Djcov) -> None:
    result = djcov(*PLAN, "--township", "大屯乡")

    assert (result.code, result.err.partition("\n")[0]) == (2, "错误：没有名为“大屯乡”的单位")
