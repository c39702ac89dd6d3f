"""From when to when: the times that cells name, and the terms of several taken together."""

from __future__ import annotations

import re
from datetime import date
from itertools import product

import pytest

from djcov.values import names
from djcov.values.reading import compact
from djcov.values.statements import statement
from djcov.values.terms import DATE, Terms, Time, time_of


def year(number: int) -> Time:
    return Time(date(number, 1, 1), date(number, 12, 31))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2021", "2021-01-01", "2021-12-31"),
        ("2021年", "2021-01-01", "2021-12-31"),
        ("2021年度", "2021-01-01", "2021-12-31"),
        ("二〇二一年", "2021-01-01", "2021-12-31"),
        ("21年", "2021-01-01", "2021-12-31"),
        ("2021年上半年", "2021-01-01", "2021-06-30"),
        ("2021年下半年", "2021-07-01", "2021-12-31"),
        ("2021年初", "2021-01-01", "2021-03-31"),
        ("2021年中", "2021-05-01", "2021-08-31"),
        ("2021年底", "2021-12-01", "2021-12-31"),
        ("2021年末", "2021-12-01", "2021-12-31"),
        ("2021年第一季度", "2021-01-01", "2021-03-31"),
        ("2021年二季度", "2021-04-01", "2021-06-30"),
        ("2021年3季度", "2021-07-01", "2021-09-30"),
        ("2021年第四季度", "2021-10-01", "2021-12-31"),
        ("2020年2月", "2020-02-01", "2020-02-29"),
        ("2021年5月份", "2021-05-01", "2021-05-31"),
        ("2021年5月上旬", "2021-05-01", "2021-05-31"),
        ("2021.11", "2021-11-01", "2021-11-30"),
        ("202105", "2021-05-01", "2021-05-31"),
        ("二〇二一年十二月", "2021-12-01", "2021-12-31"),
        ("21年5月", "2021-05-01", "2021-05-31"),
        ("2021年5月1日", "2021-05-01", "2021-05-01"),
        ("2021-05-31", "2021-05-31", "2021-05-31"),
        ("20210531", "2021-05-31", "2021-05-31"),
        ("二〇二一年十月二十日", "2021-10-20", "2021-10-20"),
        ("二〇二一年十二月三十一日", "2021-12-31", "2021-12-31"),
    ],
)
def test_a_time(text: str, first: str, last: str) -> None:
    assert re.fullmatch(DATE, text)
    assert time_of(text) == Time(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("text", ["2021年2月30日", "2021-02-29", "20210631"])
def test_there_is_no_such_day(text: str) -> None:
    assert time_of(text) is None


ENDS = (None, year(2019), year(2021))


@pytest.mark.parametrize(("day", "come"), [("2020-12-31", False), ("2021-01-01", None), ("2021-12-31", True)])
def test_within_a_time_nobody_knows(day: str, come: bool | None) -> None:
    on = date.fromisoformat(day)
    assert Terms(since=year(2021)).holds(on) is come
    assert Terms(until=year(2021)).holds(on) is (None if come is None else not come)


@pytest.mark.parametrize("ends", list(product(ENDS, repeat=4)))
def test_terms_taken_together_are_what_their_parts_say_on_each_day(ends: tuple[Time | None, ...]) -> None:
    """Where the days of both are known: what one *or* the other says, as far as no gap lies between them."""
    one, other = Terms(*ends[:2]), Terms(*ends[2:])
    for day in (date(2018, 6, 30), date(2020, 6, 30), date(2022, 6, 30)):
        held = one.holds(day), other.holds(day)
        assert one.and_also(other).holds(day) is all(held)
        assert one.or_else(other).holds(day) or not any(held)
    assert one.or_else(other) == other.or_else(one)
    assert one.or_else(None) == one == one.and_also(None)


@pytest.mark.parametrize(
    ("text", "people", "terms"),
    [
        ("张三（2019年派驻）、李四（2021年派驻）", ("张三", "李四"), Terms(since=year(2019))),
        ("李四（2021年派驻）、张三（2019年派驻）", ("李四", "张三"), Terms(since=year(2019))),
        (
            "张三（2019年派驻）、李四（2021年派驻）、王五（2020年派驻）",
            ("张三", "李四", "王五"),
            Terms(since=year(2019)),
        ),
        ("李四（2022年离任）、张三（2021年离任）", ("李四", "张三"), Terms(until=year(2022))),
        ("张三（2019年至2020年）、李四（2021年派驻）", ("张三", "李四"), Terms(since=year(2019))),
        ("张三（2019年离任）、李四", ("李四",), None),  # who is there in any case
        ("张三、李四（2021年派驻）", ("张三",), None),
    ],
)
def test_several_people_are_there_as_soon_and_as_long_as_one_is(
    text: str, people: tuple[str, ...], terms: Terms | None
) -> None:
    said = statement(compact(text), names.person)
    assert (said.says, said.things, said.terms) == (True, people, terms)
