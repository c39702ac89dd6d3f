"""Sums of money, in 万元."""

from __future__ import annotations

import pytest

import djcov
from djcov.values.money import in_unit, read_money, unit_in
from djcov.values.reading import Unreadable

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
    ends = read_money("1000-2000万元").terms
    assert ends and (ends.low, ends.high) == (1000, 2000)


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
