"""Remarks behind the names of members: who is none any more or yet, who is one since when."""

from __future__ import annotations

from datetime import date

import pytest

from djcov.models import read_listed_member
from djcov.values.member_names import read_sort
from djcov.values.reading import Unreadable
from djcov.values.text import NOBODY


@pytest.mark.parametrize("written", ["{}（{}）", "{}({})", "{} （{}）", "{}-{}", "{}——{}"])
@pytest.mark.parametrize(
    ("remark", "is_one"),
    [
        *((gone, False) for gone in "已转出 转出 去世 已故 退党 除名 停止党籍 已离职 已调离 开除党籍".split()),
        *(
            (coming, False)
            for coming in "待转入 拟转入 拟发展 积极分子 入党积极分子 发展对象 拟接收 入党申请人".split()
        ),
        *((still, True) for still in "女 书记 正式 预备 正式党员 预备党员 退休 大 流动党员 困难党员 组织委员".split()),
    ],
)
def test_a_remark_behind_a_member_s_name(written: str, remark: str, is_one: bool) -> None:
    value = read_listed_member(written.format("王五", remark)).value
    assert (value != NOBODY) is is_one and (value or "").startswith("王五" if is_one else NOBODY)


def test_a_remark_behind_a_member_s_name_tells_since_when() -> None:
    reading = read_listed_member("王五（2022年3月转入）")
    assert reading.terms and reading.terms.since
    assert (reading.value, reading.terms.since.last) == ("王五", date(2022, 3, 31))


@pytest.mark.parametrize("name", ["王五（原名王二）"])
def test_a_remark_that_may_say_that_somebody_is_no_member(name: str) -> None:
    with pytest.raises(Unreadable, match=r"^NAME_UNCLEAR$"):
        read_listed_member(name)


@pytest.mark.parametrize(
    ("name", "sort"),
    [
        ("王五（预备）", "预备党员"),
        ("王五-预备党员", "预备党员"),
        ("王五（正式）", "正式党员"),
        ("王五（女）", None),
        ("王五", None),
    ],
)
def test_a_remark_that_says_which_sort_of_member(name: str, sort: str | None) -> None:
    assert (read_sort(name), read_listed_member(name).value[:2]) == (sort, "王五")
