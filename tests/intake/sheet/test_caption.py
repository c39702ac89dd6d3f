"""The line 截至日期 above a table."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from djcov.intake.files.sheets import Sheet
from djcov.intake.sheet.caption import stated

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
