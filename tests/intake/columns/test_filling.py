"""Values that stand once for several rows are each one's of them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from djcov.intake.columns import filling
from djcov.intake.files.sheets import Merge, Sheet

SHEET = Sheet(
    "台账",
    [["乡", "企业"], ["古城乡", "甲公司"], ["", ""], ["", "乙公司"], ["柳河乡", "丙公司"], ["", ""]],
    merges=(Merge(1, 0, 3, 0), Merge(4, 0, 5, 0), Merge(4, 1, 5, 1), Merge(0, 0, 0, 1)),
)


@pytest.mark.parametrize(
    ("rows", "column", "first", "filled"),
    [
        ([1, 2, 3, 4, 5], 0, 1, {1: "古城乡", 2: "古城乡", 4: "柳河乡"}),
        ([1, 3, 5], 0, 1, {1: "古城乡", 2: "柳河乡"}),
        ([1, 2, 3, 4, 5], 1, 1, {4: "丙公司"}),
        ([2, 3, 4, 5], 0, 2, {3: "柳河乡"}),
        ([1, 2, 3, 4, 5], 0, 5, {}),
        ([1, 2, 3, 4, 5], 2, 1, {}),
    ],
)
def test_a_merged_cell_is_each_rows(rows: list[int], column: int, first: int, filled: dict[int, str]) -> None:
    assert filling.merged_down(rows, column, SHEET, first) == filled


def test_a_cell_merged_over_one_row_or_from_above_the_header_fills_nothing() -> None:
    sheet = Sheet("台账", SHEET.rows, merges=(Merge(2, 0, 2, 1), Merge(0, 0, 2, 0)))
    assert filling.merged_down([1, 2, 3], 0, sheet, 1) == {}


@pytest.mark.parametrize(
    ("cells", "filled"),
    [
        (["甲", "", " ", "乙", ""], ["甲", "甲", "甲", "乙", "乙"]),
        (["甲", "", "乙", "丙"], None),
        (["", "甲", "", ""], None),
        (["甲", "", "乙", "", "甲", ""], None),
    ],
)
def test_a_column_of_blocks_is_filled_down(cells: list[object], filled: list[object] | None) -> None:
    assert filling.fill_blocks(cells) == filled


@pytest.mark.parametrize(
    ("written", "places", "kept"),
    [
        (["甲村", "", ""], ["古城乡", "古城乡", "柳河乡"], ["甲村", "甲村", ""]),
        (["甲村", "", "乙村", ""], ["古城乡", "柳河乡", "柳河乡", "柳河乡"], ["甲村", "", "乙村", "乙村"]),
        (["甲村", "", ""], ["古城乡", "柳河乡", "古城乡"], ["甲村", "", "甲村"]),
        (["甲村", ""], [None, None], ["甲村", "甲村"]),
    ],
)
def test_a_village_is_filled_down_in_its_township(written: list[str], places: list[object], kept: list[str]) -> None:
    filled, last = list[str](), ""
    for cell in written:
        last = cell or last
        filled.append(last)
    assert filling.within(filled, written, places) == kept


@pytest.mark.parametrize(
    ("cells", "filled", "taken"),
    [
        (["甲", "同上", "〃", "乙", "同 上"], ["甲", "甲", "甲", "乙", "乙"], [1, 2, 4]),
        (["同上", "甲", "同上"], ["同上", "甲", "甲"], [2]),
        (["甲", "", "同上"], ["甲", "", "同上"], []),
        (["甲", "同左", "同下"], ["甲", "同左", "同下"], []),
        ([5.0, "同上"], [5.0, 5.0], [1]),
        (["甲", "甲"], ["甲", "甲"], []),
    ],
)
def test_ditto_is_the_cell_above(cells: Sequence[object], filled: Sequence[object], taken: Sequence[int]) -> None:
    assert filling.fill_dittos(cells) == (filled, taken)
