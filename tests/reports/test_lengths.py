"""A window shows the first rows of a list, and says how many more there are; tables of units stay whole."""

from __future__ import annotations

import pytest

from djcov.reports.page_model import Grid, Heading, Note, Page, grid
from djcov.reports.terminal import shortened


def listing(rows: int, *, listed: bool = True) -> Grid:
    return grid(["企业"], [[f"{number} 公司"] for number in range(rows)], listed=listed)


def shown(page: Page) -> list[int]:
    return [len(block.rows) for block in page if isinstance(block, Grid)]


@pytest.mark.parametrize(
    ("lists", "height", "rows"),
    [
        (1, 25, [10]),
        (3, 25, [10, 10, 10]),
        (6, 25, [4] * 6),
        (20, 25, [2] * 20),
    ],
)
def test_lists_share_about_two_windows(lists: int, height: int, rows: list[int]) -> None:
    page = tuple(block for _ in range(lists) for block in (Heading("应建未建"), listing(30)))
    assert shown(shortened(page, height)) == rows


def test_what_is_left_out_is_said() -> None:
    *_, note = shortened((listing(12),), 25)
    assert note == Note("还有 2 行，用 --rows all 看全部，或用 -o 写入文件。", "quiet")


def test_a_short_list_and_a_table_of_units_stay_as_they_are() -> None:
    page = (listing(10), listing(40, listed=False))
    assert shortened(page, 25) == page
