"""Sums of money, in 万元."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import djcov
from djcov.values.money import UNCLEAR, in_unit, read_money, stated_unit, unit_in
from djcov.values.reading import Unreadable
from djcov.values.terms import Terms

READ: dict[object, tuple[float | None, str]] = {
    1200: (1200.0, ""),
    "1,200.5": (1200.5, ""),
    "１２００万元": (1200.0, ""),
    "0.12亿元": (1200.0, ""),
    "12000000元": (1200.0, ""),
    "1亿2000万元": (12000.0, ""),
    "500千元": (50.0, ""),
    "3亿": (30000.0, ""),
    "约1200": (1200.0, "COUNT_APPROXIMATE"),
    "5000余万元": (5000.0, "COUNT_APPROXIMATE"),
    "2000万元以上": (None, "COUNT_RANGE"),
    "无": (0.0, ""),
    "不详": (None, "VALUE_FILLER"),
    "": (None, ""),
}


def test_sums() -> None:
    found = {cell: read_money(cell) for cell in READ}
    assert {cell: (each.value, each.note) for cell, each in found.items()} == READ


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        *((cell, "MONEY_UNREADABLE") for cell in ("很多", "12人", "2000万1亿", True)),
        *((cell, "MONEY_OUT_OF_RANGE") for cell in (-5, 1e9)),
    ],
)
def test_what_is_no_sum(cell: object, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_money(cell)
    assert refused.value.code == code


HEADERS = {
    "营业收入": "",
    "营业收入（元）": "元",
    "年营业收入 千元": "千元",
    "2020年营业收入（万元）": "万元",
    "营业收入(亿元)": "亿元",
    "主营业务收入/百万元": "百万元",
}


def test_the_header_says_the_unit() -> None:
    assert {header: unit_in(header) for header in HEADERS} == HEADERS
    assert {djcov.header_field("enterprises", header) for header in HEADERS} == {"revenue"}
    others = ("营业收入（人）", "预计营业收入", "营业收入增长率", "营业外收入", "营业收入（万美元）")
    assert {djcov.header_field("enterprises", header) for header in others} == {""}
    cells = [12_000_000, "12,000,000", "约12000000", "1200万元", "无", None]
    assert [read_money(in_unit(cell, "元")).value for cell in cells] == [1200, 1200, 1200, 1200, 0, None]
    assert in_unit("1000-2000", "亿元") == "1000亿元-2000亿元"


LINES = {
    "单位:万元": "万元",
    "金额单位:元": "元",
    "单位:人、千元": "千元",
    "单位:户、人、亿元、平方米": "亿元",
    "单位:万元截至日期:2021年12月31日": "万元",
    "单位:万元币种:人民币": "万元",
    "填报单位:古城乡单位:元": "元",
    "非公企业台账(元)": "元",
    "(单位万元)": "万元",
    "单位:人": "",
    "单位:万人": "",
    "单位:元街道": "",
    "填报单位:开元乡": "",
    "附件1": "",
    "单位:元、万元": UNCLEAR,
    "单位:万美元": UNCLEAR,
    "单位:万元(美元)": UNCLEAR,
    "单位:万元币种:美元": UNCLEAR,
    "单位:十万元": UNCLEAR,
    "单位:吨标煤、万元": UNCLEAR,
    "货币单位:见说明": UNCLEAR,
}


def test_a_line_above_says_the_unit() -> None:
    assert {line: stated_unit(line) for line in LINES} == LINES


class Range(NamedTuple):
    """A way to write a range: which of its ends is written, and whether the sum itself belongs to it."""

    written: str
    low: bool | None = None
    high: bool | None = None


WAYS = (
    *(
        Range(way, low=True)
        for way in (
            "{0}以上",
            "{0}(含)以上",
            "{0}以上（含）",
            "≥{0}",
            "大于等于{0}",
            "不少于{0}",
            "不低于{0}",
            "至少{0}",
        )
    ),
    *(Range(way, low=False) for way in ("超过{0}", "＞{0}", "大于{0}", "{0}以上（不含）", "{0}（不含本数）以上")),
    *(Range(way, high=False) for way in ("不足{0}", "{0}以下", "<{0}", "低于{0}", "不满{0}", "不到{0}")),
    *(Range(way, high=True) for way in ("{0}以内", "不超过{0}", "{0}以下（含）", "{0}(含)以下", "≤{0}", "小于等于{0}")),
    *(Range(way, low=True, high=True) for way in ("{0}-{1}", "{0}~{1}", "{0}至{1}", "{0}—{1}之间", "约{0}-{1}")),
    *(Range(way, low=True, high=False) for way in ("{0}以上{1}以下", "{0}以上、{1}以下")),
)
UNITS = {"万元": 10_000, "万": 10_000, "元": 1, "亿": 100_000_000, "亿元": 100_000_000, "千元": 1000, "": 10_000}
YUAN = (1, 99, 500, 999.5, 1200, 2000, 1234.56)


@given(
    st.sampled_from(WAYS),
    *(st.tuples(st.sampled_from(YUAN), st.sampled_from([*UNITS])) for _ in range(2)),
    st.booleans(),
)
def test_a_range_has_the_ends_that_are_written(
    way: Range, one: tuple[float, str], other: tuple[float, str], same_unit: bool
) -> None:
    # the second sum's unit is that of the first too, where that has none
    both = way.low is not None and way.high is not None
    low = (one[0], "" if same_unit else one[1]) if both else one
    high = other if both else one
    assume(not (both and low[1] and not high[1]))
    cell = way.written.format(*(f"{number}{unit}" for number, unit in (low, high)))
    fen = [round(number * 100) * UNITS[unit or high[1]] for number, unit in (low, high)]

    def belongs(sum_in_fen: int) -> bool:
        over = way.low is None or sum_in_fen > fen[0] or (way.low and sum_in_fen == fen[0])
        return over and (way.high is None or sum_in_fen < fen[1] or (way.high and sum_in_fen == fen[1]))

    assume(not both or fen[0] < fen[1] - 1)
    terms = read_money(cell).terms
    assert terms is not None
    for end in fen:
        for at in (0, end - 1, end, end + 1, 2 * max(fen)):
            assert ((terms.low or 0) <= at and (terms.high is None or at <= terms.high)) == belongs(at), (cell, at)


def test_nearly_is_within_a_fifth_below() -> None:
    assert read_money("近2000万元").terms == Terms(low=1600_0000_01, high=2000_0000_00 - 1)


def test_a_range_of_one_sum_is_that_sum() -> None:
    assert (read_money("2000-2000万元").value, read_money("2000-2000万元").terms) == (2000.0, None)


@pytest.mark.parametrize("cell", ["300万元-2000", "2000-1000万元", "2000万元以上1000万元以下", "约以上"])
def test_what_is_no_range(cell: str) -> None:
    with pytest.raises(Unreadable):
        read_money(cell)
