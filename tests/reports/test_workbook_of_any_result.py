"""Any result's page as a workbook: a sheet for each table, and nothing of the page is lost."""

from __future__ import annotations

from typing import Any

import pytest

from djcov.reports.page_model import Block, Heading, Items, Note, grid
from djcov.reports.workbook.pages import hand_on
from reading_workbooks import values

ONE, OTHER = grid(["单位", "数"], [["古城乡", 1]]), grid(["单位", "数"], [["石桥镇", 2]])


def _texts(rows: list[list[Any]]) -> list[str]:
    """What a sheet says, cell by cell, without its title and without who is to fill in what."""
    said = [str(cell) for row in rows[1:] for cell in row if cell is not None]
    return [text for text in said if not text.startswith(("填报单位：", "填表人："))]


@pytest.mark.parametrize(
    ("page", "sheets"),
    [
        # a page, and what stands on its sheets before the one that says who wrote it
        ((Heading("问题", 1), Note("没有要列的。")), {"问题": ["没有要列的。"]}),
        (
            (Heading("问题", 1), ONE, Heading("一", 2), OTHER),
            {"问题": ["单位", "数", "古城乡", "1"], "一": ["单位", "数", "石桥镇", "2"]},
        ),
        (
            (Heading("问题", 1), ONE, OTHER),
            {"问题": ["单位", "数", "古城乡", "1"], "问题 (2)": ["单位", "数", "石桥镇", "2"]},
        ),
        (
            (
                Heading("问题", 1),
                Note("先看。"),
                Heading("分布：一", 2, sheet="分布"),
                ONE,
                Items(("其一。", "其二。")),
                Heading("分布：二", 2, sheet="分布"),
                OTHER,
                Note("完。"),
            ),
            {
                "分布": [
                    *("一", "先看。", "单位", "数", "古城乡", "1", "其一。", "其二。"),
                    *("二", "单位", "数", "石桥镇", "2", "完。"),
                ]
            },
        ),
    ],
)
def test_every_line_and_table_of_a_page_stands_on_a_sheet(
    page: tuple[Block, ...], sheets: dict[str, list[str]]
) -> None:
    found = {name: _texts(rows) for name, rows in values(hand_on(page)).items() if name != "口径"}
    assert found == sheets
