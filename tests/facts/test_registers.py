"""Rows of a register that mean one organisation or one instructor."""

from __future__ import annotations

from typing import Any

from djcov import pipeline
from djcov.facts.organizations import REPEATED
from rosters import linked, roster, values

Row = dict[str, Any]

LEDGER: list[Row] = [
    {"name": name, "township": unit}
    for name, unit in (("甲", "古城乡"), ("乙", "古城乡"), ("丙", "小屯乡"), ("丁", "小屯乡"))
]
REGISTER: list[Row] = [
    {"name": "古城联合党支部", "enterprises": "甲", "secretary": "张三", "form": "联合", "has_flag": True},
    {"name": "古城联合党支部", "enterprises": "乙", "secretary": None, "form": "联建", "has_flag": False},
    {"name": "第一党支部", "enterprises": "丙", "secretary": "李四", "form": "单独", "has_flag": True},
    {"name": "第一党支部", "enterprises": "乙", "secretary": "王五", "form": "单独", "has_flag": True},
    {"name": "党支部", "enterprises": "丙", "secretary": "王五", "form": "单独", "has_flag": True},
    {"name": "党支部", "enterprises": "丁", "secretary": "赵六", "form": "单独", "has_flag": True},
]


def test_the_same_name_within_a_unit_is_one_organisation() -> None:
    facts = linked(roster(LEDGER, REGISTER))
    rows = facts.organizations

    assert values(rows, "left_out") == ["", REPEATED, "", "", "", ""]
    assert values(rows, "covered") == [2, 0, 1, 1, 1, 1]
    assert values(rows, "has_secretary") == [True] * 6
    assert values(rows, "has_flag") == [None, None, True, True, True, True]
    assert [(found.code, found.location.row) for found in facts.findings] == [
        ("ORGANIZATION_REPEATED", 3),
        ("ROWS_DISAGREE", 3),
    ]
    assert pipeline.coverage(facts).share("six_haves_flag").denominator == 5


def test_it_does_not_matter_in_which_order_they_stand() -> None:
    def told(rows: list[Row]) -> list[tuple[int, int]]:
        shares = pipeline.coverage(linked(roster(LEDGER, rows))).rows
        return [(share.numerator, share.denominator) for share in shares]

    assert told(REGISTER[::-1]) == told(REGISTER)


def test_its_own_unit_tells_two_apart() -> None:
    rows = [{**row, "township": unit} for row, unit in zip(REGISTER[:2], ("古城乡", "小屯乡"), strict=True)]

    assert values(linked(roster(LEDGER, rows)).organizations, "left_out") == ["", ""]


def test_a_person_s_rows_agree_or_are_told() -> None:
    instructors = [
        {"name": "张三", "enterprises": "甲", "trained": True},
        {"name": "张三", "enterprises": "乙", "trained": False},
        {"name": "李四", "enterprises": "乙", "trained": True},
        {"name": "李四", "enterprises": "丙", "trained": None},
    ]
    facts = linked(roster(LEDGER, instructors=instructors))

    assert values(facts.instructors, "trained") == [False, True]
    assert values(facts.instructors, "trained_known") == [False, True]
    assert values(facts.instructors, "load") == [2, 2]
    assert [found.location.row for found in facts.findings if found.code == "ROWS_DISAGREE"] == [3]
