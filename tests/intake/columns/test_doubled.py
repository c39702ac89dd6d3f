"""Two columns for one field: one fills the other's blanks, and where both answer they may differ."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from djcov.intake.columns.doubled import together
from djcov.intake.files.sheets import CellError
from djcov.models import Kind

ERROR = CellError("#N/A")


@pytest.mark.parametrize(
    ("field", "pairs", "filled", "apart"),
    [
        ("employees", [("50", "51"), ("50", 50.0), ("50", "五十"), ("50", "51")], ["50", "50", "50", "50"], [0, 3]),
        ("employees", [("", "51"), ("50", ""), (" ", 51.0), ("", "")], ["51", "50", 51.0, ""], []),
        ("employees", [("若干", "50"), ("50", "若干"), ("若干", "很多")], ["若干", "50", "若干"], []),
        ("employees", [(ERROR, "50"), ("50", ERROR), ("", ERROR)], [ERROR, "50", ERROR], []),
        ("name", [("甲（A）公司", "甲(a) 公司"), ("甲公司", "乙公司")], ["甲（A）公司", "甲公司"], [1]),
        ("instructor", [("√", "张三"), ("张三", "√"), ("无", "张三"), ("√", "无")], ["√", "张三", "无", "√"], [2]),
        # an enterprise has a code of old, of 15 characters, and one of today, of 18
        ("uscc", [("410100000012345", "914403001922038216")], ["410100000012345"], []),
        ("uscc", [("914403001922038216", "410100000012345")], ["914403001922038216"], []),
        ("uscc", [("410100000012345", "410100000012346")], ["410100000012345"], [0]),
        ("remark", [("（" + "甲" * 14, "乙" * 18)], ["（" + "甲" * 14], [0]),
        ("remark", [("甲" * 15, "（" + "乙" * 17)], ["甲" * 15], [0]),
        ("remark", [("甲" * 15, "乙" * 17), ("甲" * 14, "乙" * 18)], ["甲" * 15, "甲" * 14], [0, 1]),
    ],
)
def test_one_column_fills_the_other(
    field: str, pairs: Sequence[tuple[object, object]], filled: Sequence[object], apart: Sequence[int]
) -> None:
    cells, more = ([pair[side] for pair in pairs] for side in (0, 1))
    assert together(Kind.ENTERPRISES, field, cells, more) == (filled, apart)
