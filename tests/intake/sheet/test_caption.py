"""The lines 截至日期 and 单位：万元 above a table."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from djcov.intake.files.sheets import Sheet
from djcov.intake.sheet.caption import stated, unit_of_money

ABOVE = ["附件1", "非公企业台账（2019年）"]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (["填报单位：古城乡", "", "截至日期：2021年6月30日"], ["2021-06-30"]),
        (["填报单位：古城乡　　截至日期：2021-6-30　负责人：张三"], ["2021-06-30"]),
        (["截止时间", "", date(2021, 6, 30)], ["2021-06-30"]),
        (["截至日期：", datetime(2021, 6, 30)], ["2021-06-30"]),
        (["统计日期:", "2021.6.30"], ["2021-06-30"]),
        (["（截至2021年6月）"], ["2021-06-01 至 2021-06-30"]),
        (["填报日期：2021年7月3日"], []),
        (["截至日期：", "", ""], []),
        (["截至日期：", 12.0], []),
    ],
)
def test_what_stands_behind_the_label(row: list[object], expected: list[str]) -> None:
    sheet = Sheet("", [ABOVE, [], row, ["", ""], ["企业名称", "党员数"], ["截至2018年公司", 3]])

    assert [str(period) for period in stated(sheet, 4)] == expected


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        ([["单位：万元"]], ("万元", "单位:万元")),
        ([["填报单位：古城乡", "", "单位：", "元"]], ("元", "单位:元")),
        ([["单位：人、元"]], ("元", "单位:人、元")),
        ([["金额单位：万元"], ["单位：万元"]], ("万元", "金额单位:万元、单位:万元")),
        ([["单位：万元"], ["单位：元"]], ("?", "单位:万元、单位:元")),
        ([["单位：美元"]], ("?", "单位:美元")),
        ([["单位：家"], ["填报单位：古城乡"]], ("", "")),
        ([["单位：元"], ["甲公司", "古城乡", "5", "元"]], ("", "")),  # of another table
        ([], ("", "")),
    ],
)
def test_the_unit_of_money_stands_above_the_header(above: list[list[object]], expected: tuple[str, str]) -> None:
    sheet = Sheet("", [*above, ["企业名称", "营业收入"], ["单位：千元", 3]])

    assert unit_of_money(sheet, len(above)) == expected
