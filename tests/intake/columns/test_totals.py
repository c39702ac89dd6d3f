"""A total that is none of the sums that it could be: those of the rows above or below it, or of all."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from djcov.intake.columns.totals import Difference, differences

ROWS = {1: 10, 2: 20, 4: 3, 5: 4, 7: 100}
"""Counts by row: 30 up to row 3, then 7 up to row 6, then 100; 137 in all."""


def between(after: int, before: int) -> int:
    return sum(count for row, count in ROWS.items() if after < row < before)


@pytest.mark.parametrize(
    ("totals", "written", "heads", "found"),
    [
        ({3: "小计", 6: "小计"}, {3: "30", 6: "7"}, (), []),  # below their rows
        ({3: "小计", 6: "小计"}, {3: 7.0, 6: 100.0}, (), []),  # above them
        ({3: "合计", 6: "小计"}, {3: "137", 6: "137"}, (), []),  # of everything
        ({3: "小计"}, {3: "31"}, (), [Difference(3, 31, 30)]),
        ({3: "小 计", 6: "本页合计"}, {3: "31", 6: "8"}, (), [Difference(3, 31, 30), Difference(6, 8, 7)]),
        ({3: "古城乡", 6: "小计"}, {3: "8", 6: "99"}, {3, 6}, [Difference(3, 8, 7), Difference(6, 99, 100)]),
        ({0: "小计", 3: "小计"}, {0: "31", 3: "30"}, (), [Difference(0, 31, 30)]),
        ({9: "合计"}, {9: "138"}, (), [Difference(9, 138, 137)]),
        ({6: "合计", 3: "小计"}, {6: "37", 3: "30"}, (), [Difference(6, 37, 137)]),
        ({3: "小计", 6: "小计"}, {3: "若干", 6: "8"}, (), [Difference(6, 8, 7)]),
        ({3: "小计", 6: "小计"}, {3: "", 6: "8"}, (), [Difference(6, 8, 7)]),
        ({3: "小计"}, {}, (), []),
        ({}, {3: "31"}, (), []),
    ],
)
def test_a_total_is_compared_with_the_sums_that_it_could_be(
    totals: Mapping[int, str], written: Mapping[int, object], heads: set[int], found: list[Difference]
) -> None:
    assert differences(totals, written, between, heads) == found


def test_no_total_heads_a_section_unless_it_is_said() -> None:
    assert differences({0: "小计", 3: "小计"}, {0: "31"}, between) == [Difference(0, 31, 30)]
