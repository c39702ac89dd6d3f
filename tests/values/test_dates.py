"""Days, in every spelling that offices use."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from djcov.values.dates import LONG_AGO, Since1904, read_birth_date, read_date, read_end, read_gone
from djcov.values.reading import Reading, Unreadable
from djcov.values.terms import Terms, Time

READ = [
    # cell                          day                 note
    (date(2020, 5, 1), date(2020, 5, 1), ""),
    (datetime(2020, 5, 1, 23, 59), date(2020, 5, 1), ""),
    (datetime(2020, 5, 1, tzinfo=timezone(timedelta(hours=8))), date(2020, 5, 1), ""),
    ("2020-05-01", date(2020, 5, 1), ""),
    ("2020-5-1", date(2020, 5, 1), ""),
    ("2020/5/1", date(2020, 5, 1), ""),
    ("2020.5.1", date(2020, 5, 1), ""),
    ("2020．05．01", date(2020, 5, 1), ""),
    ("2020、5、1", date(2020, 5, 1), ""),
    ("2020。5。1", date(2020, 5, 1), ""),
    ("2020年5月1日", date(2020, 5, 1), ""),
    ("２０２０年５月１日", date(2020, 5, 1), ""),
    ("2020 年 5 月 1 日", date(2020, 5, 1), ""),
    ("2020年5月1号", date(2020, 5, 1), ""),
    ("2020年5月1日成立", date(2020, 5, 1), ""),
    ("2020年5月1日（补）", date(2020, 5, 1), ""),
    ("20200501", date(2020, 5, 1), ""),
    (20200501, date(2020, 5, 1), ""),
    (20200501.0, date(2020, 5, 1), ""),
    ("2020-05-01 08:30:00", date(2020, 5, 1), ""),
    ("2020-5-1 8:30:00", date(2020, 5, 1), ""),  # not the 18th
    ("2020/5/1 上午 8:30:00", date(2020, 5, 1), ""),
    ("2020-05-01T00:00:00.000Z", date(2020, 5, 1), ""),
    ("2020-05-01T08:30:00+08:00", date(2020, 5, 1), ""),
    ("2020年5月1日8:30", date(2020, 5, 1), ""),
    ("二〇二〇年五月一日", date(2020, 5, 1), ""),
    ("二○二○年十二月三十一日", date(2020, 12, 31), ""),
    ("二〇二〇年五月十五", date(2020, 5, 15), ""),
    ("二零二零年十月二十日", date(2020, 10, 20), ""),
    ("2020.5", date(2020, 5, 1), "DATE_MONTH_ONLY"),
    (2020.5, date(2020, 5, 1), "DATE_MONTH_ONLY"),
    (2020.05, date(2020, 5, 1), "DATE_MONTH_ONLY"),
    (2020.11, date(2020, 11, 1), "DATE_MONTH_ONLY"),
    (2020.12, date(2020, 12, 1), "DATE_MONTH_ONLY"),
    ("2020.10", date(2020, 10, 1), "DATE_MONTH_ONLY"),
    ("2020年5月", date(2020, 5, 1), "DATE_MONTH_ONLY"),
    ("2020年5月份", date(2020, 5, 1), "DATE_MONTH_ONLY"),
    ("2020-05", date(2020, 5, 1), "DATE_MONTH_ONLY"),
    ("202005", date(2020, 5, 1), "DATE_MONTH_ONLY"),
    (202005, date(2020, 5, 1), "DATE_MONTH_ONLY"),
    ("二〇二〇年五月", date(2020, 5, 1), "DATE_MONTH_ONLY"),
    ("二〇二〇年五月份", date(2020, 5, 1), "DATE_MONTH_ONLY"),
    (43952, date(2020, 5, 1), "DATE_SERIAL"),
    (43952.0, date(2020, 5, 1), "DATE_SERIAL"),
    (43952.75, date(2020, 5, 1), "DATE_SERIAL"),
    (20200, date(1955, 4, 21), "DATE_SERIAL"),  # no month
    (19795, date(1954, 3, 12), "DATE_SERIAL"),
    (21001, date(1957, 6, 30), "DATE_SERIAL"),
    ("43952", date(2020, 5, 1), "DATE_SERIAL"),
    (Since1904(42490), date(2020, 5, 1), "DATE_SERIAL"),
    (Since1904(42490.75), date(2020, 5, 1), "DATE_SERIAL"),
    (Since1904(9000), date(1928, 8, 22), "DATE_SERIAL"),
    (Since1904(2020.5), date(2020, 5, 1), "DATE_MONTH_ONLY"),
    (Since1904(20200501), date(2020, 5, 1), ""),
    (None, None, ""),
    ("", None, ""),
    ("　", None, ""),
    (float("nan"), None, ""),
    ("无", None, ""),
    ("—", None, ""),
    ("/", None, ""),
    ("不详", None, "VALUE_FILLER"),
]

UNREADABLE = [
    # cell                       code
    ("春节前", "DATE_UNREADABLE"),
    ("5月1日", "DATE_UNREADABLE"),
    ("20.5.1", "DATE_UNREADABLE"),
    ("05/01/2020", "DATE_UNREADABLE"),
    ("2020-05-01至2021-05-01", "DATE_UNREADABLE"),  # two days: neither is taken
    ("2019.3.1-2022.3.1", "DATE_UNREADABLE"),
    ("2021年12月31日前", "DATE_UNREADABLE"),
    ("2021-05-01至今", "DATE_UNREADABLE"),
    ("08:30", "DATE_UNREADABLE"),
    (time(8, 30), "DATE_UNREADABLE"),
    (timedelta(days=1), "DATE_UNREADABLE"),
    (True, "DATE_UNREADABLE"),
    (12, "DATE_UNREADABLE"),
    (-43952, "DATE_UNREADABLE"),
    (0.5, "DATE_UNREADABLE"),
    (float("inf"), "DATE_UNREADABLE"),
    (1e300, "DATE_UNREADABLE"),
    (2020.0512, "DATE_UNREADABLE"),  # 12 May as a number: no month can be told from it safely
    ("1" * 5000, "DATE_UNREADABLE"),
    (20205, "DATE_UNREADABLE"),
    (20185.0, "DATE_UNREADABLE"),
    (19801.0, "DATE_UNREADABLE"),
    (20999, "DATE_UNREADABLE"),
    (Since1904(20185), "DATE_UNREADABLE"),
    ("20205", "DATE_UNREADABLE"),  # May 2020 without its point, or a serial number of 1955
    ("2020-02-30", "DATE_IMPOSSIBLE"),
    ("2021-02-29", "DATE_IMPOSSIBLE"),
    ("20201301", "DATE_IMPOSSIBLE"),
    ("2020.13", "DATE_IMPOSSIBLE"),
    (2020.13, "DATE_IMPOSSIBLE"),
    ("2020-00-01", "DATE_IMPOSSIBLE"),
    ("二〇二〇年五月三十二日", "DATE_IMPOSSIBLE"),
    ("二〇二〇年十十月", "DATE_IMPOSSIBLE"),
    ("1899-12-31", "DATE_OUT_OF_RANGE"),
    ("2101-01-01", "DATE_OUT_OF_RANGE"),
    (date(1, 1, 1), "DATE_OUT_OF_RANGE"),
    (2020.1, "DATE_AMBIGUOUS"),  # January, or October whose zero a spreadsheet dropped
    ("2020", "DATE_YEAR_ONLY"),
    (2020, "DATE_YEAR_ONLY"),
    ("2020年", "DATE_YEAR_ONLY"),
]


@pytest.mark.parametrize(("raw", "value", "note"), READ)
def test_read(raw, value, note):
    reading = read_date(raw)
    assert (reading.value, reading.note) == (value, note)
    assert not isinstance(reading.value, datetime)


@pytest.mark.parametrize(("raw", "code"), UNREADABLE)
def test_unreadable(raw, code):
    with pytest.raises(Unreadable) as caught:
        read_date(raw)
    assert caught.value.code == code


@pytest.mark.parametrize("raw", [raw for raw, _, note in READ if note == "DATE_MONTH_ONLY"])
def test_a_month_has_come_when_it_is_over(raw):
    reading = read_date(raw)
    assert reading.terms == Terms(since=Time.month(reading.value))
    assert [reading.terms.holds(reading.value + timedelta(days=days)) for days in (-1, 0, 31)] == [False, None, True]


@pytest.mark.parametrize("raw", ["2020", 2020, "2020年"])
def test_a_year_is_no_day_and_still_has_come_when_it_is_over(raw):
    with pytest.raises(Unreadable) as caught:
        read_date(raw)
    assert caught.value.terms == Terms(since=Time(date(2020, 1, 1), date(2020, 12, 31)))


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_day_is_itself(day):
    for spelling in ("{:%Y-%m-%d}", "{:%Y/%m/%d}", "{:%Y.%m.%d}", "{:%Y%m%d}", "{0.year}年{0.month}月{0.day}日"):
        assert read_date(spelling.format(day)).value == day


@given(st.dates(date(1930, 1, 1), date(2099, 12, 31)))
def test_serial_numbers(day):
    number = (day - date(1899, 12, 30)).days
    assume(not (19801 <= number < 21000 and number % 10))  # may be a month without its point
    assert read_date(number).value == day


def test_people_were_born_in_the_fifties() -> None:
    assert read_birth_date(20185.0) == Reading(date(1955, 4, 6), "DATE_SERIAL")


ENDS = {
    "2021年": (date(2021, 1, 1), date(2021, 12, 31)),
    2021: (date(2021, 1, 1), date(2021, 12, 31)),
    "2021.5": (date(2021, 5, 1), date(2021, 5, 31)),
    2021.5: (date(2021, 5, 1), date(2021, 5, 31)),
    "2021年上半年": (date(2021, 1, 1), date(2021, 6, 30)),
    "2021-05-03": None,
    44319: None,
}


def test_an_end_within_a_time_that_is_more_than_a_day_is_its_last_day() -> None:
    for cell, within in ENDS.items():
        reading = read_end(cell)
        assert reading.value == (within[1] if within else date(2021, 5, 3))
        assert (reading.terms and reading.terms.since) == (Time(*within) if within else None)


@pytest.mark.parametrize(
    ("raw", "value", "note"),
    [
        ("2021-05-01", date(2021, 5, 1), ""),
        ("2021年5月1日离任", date(2021, 5, 1), ""),
        ("2021年5月", date(2021, 5, 31), ""),
        ("2021年离任", date(2021, 12, 31), ""),
        ("2020年已撤销", date(2020, 12, 31), ""),
        ("已离任", LONG_AGO, "DATE_UNREADABLE"),
        ("已撤销", LONG_AGO, "DATE_UNREADABLE"),
        ("无", None, ""),
        ("", None, ""),
    ],
)
def test_what_is_gone_went_at_the_latest_by_the_last_day_that_is_named(raw, value, note):
    reading = read_gone(raw)
    assert (reading.value, reading.note) == (value, note)


@pytest.mark.parametrize("raw", ["在任", "青山"])
def test_who_is_not_said_to_be_gone(raw):
    with pytest.raises(Unreadable) as caught:
        read_gone(raw)
    assert caught.value.code == "DATE_UNREADABLE"
