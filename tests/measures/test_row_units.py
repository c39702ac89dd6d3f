"""In which unit each row of the files lies."""

from __future__ import annotations

from typing import Any

import pytest

from djcov.facts import Facts
from djcov.measures.row_units import row_units
from rosters import Rows, linked, policy, roster

NONE = "未填乡（办）"
LEDGER: list[dict[str, Any]] = [
    {"name": "甲", "township": "古城乡"},
    {"name": "乙", "township": "小屯乡"},
    {"name": "丙", "township": None},
]


def _units(facts: Facts, sheet: str) -> list[str]:
    return [unit for (_, named, _), unit in row_units(facts).rows.items() if named == sheet]


@pytest.mark.parametrize(
    ("kind", "sheet", "rows", "units"),
    [
        ("enterprises", "企业台账", LEDGER, ["古城乡", "小屯乡", NONE]),
        (
            "organizations",
            "党组织台账",
            [
                {"name": "甲支部", "enterprises": "甲", "township": None},
                {"name": "乙支部", "enterprises": "乙", "township": "南河乡"},
                {"name": "无主支部", "enterprises": None, "township": None},
            ],
            ["古城乡", "南河乡", NONE],  # the row's own unit, else where the enterprises lie
        ),
        ("organizations", "党组织台账", [{"name": "甲支部", "enterprises": "甲"}], ["古城乡"]),
        (
            "instructors",
            "指导员花名册",
            [
                {"name": "王五", "enterprises": "乙", "township": None},
                {"name": "赵六", "enterprises": "甲", "township": "北山乡"},
                {"name": "钱七", "enterprises": None, "township": None},
            ],
            ["小屯乡", "北山乡", NONE],
        ),
        (
            "members",
            "党员花名册",
            [
                {"name": "张三", "enterprise": "甲", "township": None},
                {"name": "李四", "enterprise": "乙", "township": "南河乡"},
            ],
            [NONE, "南河乡"],
        ),
        ("favors", "四倾斜表", [{"name": "古城乡"}, {"name": "西河乡"}], ["古城乡", "西河乡"]),
    ],
)
def test_each_row_lies_in_its_unit(kind: str, sheet: str, rows: Rows, units: list[str]) -> None:
    facts = linked(roster(**{"enterprises": LEDGER, kind: rows}))
    assert _units(facts, sheet) == units
    assert [at for _, named, at in row_units(facts).rows if named == sheet] == [*range(2, len(rows) + 2)]


def test_units_stand_in_order_and_rows_without_one_last() -> None:
    instructors = [{"name": "赵六", "enterprises": "甲", "township": each} for each in ("北山乡", None, "东河乡")]
    source = roster([LEDGER[2], *LEDGER[:2]], instructors=instructors)
    assert row_units(linked(source)).order == ("古城乡", "小屯乡", "东河乡", "北山乡", NONE)
    ordered = policy(units={"order": ["小屯乡", "南河乡"]})
    assert row_units(linked(source, settings=ordered)).order == ("小屯乡", "南河乡", "古城乡", "东河乡", "北山乡", NONE)
    assert row_units(linked(roster(LEDGER[:1]))).order == ("古城乡",)
