"""What the ledger's 覆盖情况 says: an organisation, work by a way that is not told, or neither."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import djcov
from djcov import pipeline
from djcov.facts import Facts
from rosters import codes, linked, roster, values

FLAGS = ("organized", "own", "joint", "stationed", "work", "work_clear")


def facts_of(*rows: dict[str, Any]) -> Facts:
    mass = dict.fromkeys(("union", "youth_league", "womens_federation"), False)
    return linked(roster([{"name": f"第{at}公司", "township": "古城乡", **mass, **row} for at, row in enumerate(rows)]))


@pytest.mark.parametrize(
    ("said", "flags", "way"),
    [
        ("组织覆盖", "organized work work_clear", "党组织"),
        ("单独组建", "organized own work work_clear", "党组织"),
        ("联合组建", "organized joint work work_clear", "党组织"),
        ("指导员覆盖", "stationed work", "指导员"),
        ("工作覆盖", "work", "方式不详"),
        ("已覆盖", "work", "方式不详"),
        ("组织未覆盖", "", "没有覆盖"),
        ("无", "work_clear", "没有覆盖"),
        (None, "", None),
    ],
)
def test_alone_it_answers(said: str | None, flags: str, way: str | None) -> None:
    facts = facts_of({"coverage": said})

    assert [flag for flag in FLAGS if values(facts.enterprises, flag)[0]] == flags.split()
    assert values(facts.enterprises, "work_way") == [way]


@pytest.mark.parametrize(
    ("row", "flags"),
    [
        ({"coverage": "工作覆盖", "organized": True}, "organized work work_clear"),
        ({"coverage": "组织覆盖", "organized": False}, ""),
        ({"coverage": "单独组建", "organization_form": "联合组建"}, "organized joint work work_clear"),
        ({"coverage": "联合组建", "organization_form": "单独组建"}, "organized own work work_clear"),
        ({"coverage": "无", "instructor": "张三"}, "stationed work work_clear"),
        ({"coverage": "指导员覆盖", "instructor_sent": False}, "work_clear"),
        ({"coverage": "工作覆盖", "organized": False, "instructor": "无"}, "work work_clear"),
    ],
)
def test_other_columns_decide_and_the_contradiction_is_told(row: dict[str, Any], flags: str) -> None:
    facts = facts_of(row)

    assert [flag for flag in FLAGS if values(facts.enterprises, flag)[0]] == flags.split()
    assert ("COVERAGE_BUT_OTHERWISE", 2, "覆盖情况") in codes(facts)


@pytest.mark.parametrize(
    "row",
    [
        {"coverage": "组织覆盖", "organized": True, "organization_form": "联合组建", "instructor": "张三"},
        {"coverage": "工作覆盖", "organized": False, "instructor": "张三"},
        {"coverage": "无", "organized": False, "instructor_sent": False},
        {"coverage": "已覆盖", "organized": True},
    ],
)
def test_what_fits_is_not_told(row: dict[str, Any]) -> None:
    assert "COVERAGE_BUT_OTHERWISE" not in {code for code, *_ in codes(facts_of(row))}


def test_where_rosters_decide_only_the_unknown_way_is_left_to_it() -> None:
    said = ("组织覆盖", "工作覆盖", "指导员覆盖", "无")
    enterprises = [{"name": f"第{at}公司", "township": "古城乡", "coverage": word} for at, word in enumerate(said)]
    rosters = {
        "organizations": [{"name": "支部", "enterprises": "第3公司"}],
        "instructors": [{"name": "张三", "enterprises": "第3公司"}],
    }
    facts = linked(roster(enterprises, **rosters))

    assert values(facts.enterprises, "organized") == [False, False, False, True]
    assert values(facts.enterprises, "work") == [False, True, False, True]


def test_marks_of_several_columns_are_read_together(tmp_path: Path) -> None:
    lines = ["企业名称,乡（办）,覆盖情况,,", ",,组织覆盖,工作覆盖,未覆盖"]
    lines += ["甲纺织公司,古城乡,√,√,", "乙纺织公司,古城乡,,√,", "丙纺织公司,古城乡,,,√", "丁纺织公司,古城乡,√,,√"]
    path = tmp_path / "台账.csv"
    path.write_text("\n".join(lines), "utf-8")
    roster = djcov.read(path)

    assert [row.coverage for row in roster.enterprises] == ["组织覆盖", "工作覆盖", "无", None]
    coverage = pipeline.coverage(roster, as_of="2021-12-31")
    assert [coverage.share(code).numerator for code in ("org_coverage", "work_coverage")] == [1, 2]
    assert coverage.share("instructor_stationed").missing
