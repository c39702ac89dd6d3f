"""Spans of time in titles and names of files."""

from __future__ import annotations

from datetime import date

import pytest

from djcov.values.periods import Period, periods


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2021-06-30", "2021-06-30", "2021-06-30"),
        ("台账2021年6月30日", "2021-06-30", "2021-06-30"),
        ("２０２１年６月３０日", "2021-06-30", "2021-06-30"),
        ("台账20210630(2)", "2021-06-30", "2021-06-30"),
        ("2021.6.5报", "2021-06-05", "2021-06-05"),
        ("202106", "2021-06-01", "2021-06-30"),
        ("2021-06", "2021-06-01", "2021-06-30"),
        ("非公台账_2020_2", "2020-02-01", "2020-02-29"),
        ("2021年12月底", "2021-12-01", "2021-12-31"),
        ("2021年上半年", "2021-01-01", "2021-06-30"),
        ("2021下半年台账", "2021-07-01", "2021-12-31"),
        ("2021年第二季度", "2021-04-01", "2021-06-30"),
        ("2021年3季度", "2021-07-01", "2021-09-30"),
        ("2021Q4", "2021-10-01", "2021-12-31"),
        ("台账2020", "2020-01-01", "2020-12-31"),
        ("2020年底", "2020-01-01", "2020-12-31"),
    ],
)
def test_one_period(text: str, first: str, last: str) -> None:
    assert periods(text) == (Period(date.fromisoformat(first), date.fromisoformat(last)),)


@pytest.mark.parametrize("text", ["", "台账", "13820211231", "202113", "2021年2月30日", "1999年"])
def test_no_period(text: str) -> None:
    assert periods(text) == ()


def test_two_periods_are_both_said() -> None:
    assert [str(each) for each in periods("2020-12-31至2021-06-30")] == ["2020-12-31", "2021-06-30"]


def test_the_same_period_twice_is_one() -> None:
    assert len(periods("2021年6月台账（202106）")) == 1
