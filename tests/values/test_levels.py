"""Levels of an honour: the highest that was given."""

from __future__ import annotations

from datetime import date

import pytest

from djcov.values.levels import RANKED, read_level
from djcov.values.reading import Reading, Unreadable
from djcov.values.terms import Terms, Time
from djcov.values.text import NOBODY


@pytest.mark.parametrize(
    ("raw", "level", "note"),
    [
        *((level, level, "") for level in RANKED),
        ("全国先进", "国家级", ""),
        ("国家级双强六好", "国家级", ""),
        ("省示范点", "省级", ""),
        ("县级", "区级", ""),
        ("县（区）级", "区级", ""),
        ("区（县）级", "区级", ""),
        ("市级、省级", "省级", ""),
        ("省级 国家级", "国家级", ""),
        ("区级、市级（拟申报）", "区级", ""),
        ("□区级☑市级", "市级", ""),
        ("☑区级□市级", "区级", ""),
        ("无", NOBODY, ""),
        ("否", NOBODY, ""),
        ("×", NOBODY, ""),
        ("未评", NOBODY, ""),
        ("已取消区级", NOBODY, "NOT_NOW"),
        ("拟申报市级", NOBODY, "NOT_NOW"),
        ("", None, ""),
        (None, None, ""),
        ("不详", None, "VALUE_FILLER"),
    ],
)
def test_the_highest_that_was_given(raw: object, level: str | None, note: str) -> None:
    assert read_level(raw) == Reading(level, note)


def test_one_that_is_dated_counts_from_then() -> None:
    since = Terms(since=Time(date(2022, 1, 1), date(2022, 12, 31)))
    assert read_level("市级（2022年）") == Reading("市级", "", since)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("☑区级☑市级", "CHOICE_CONFLICT"),
        ("□区级□市级", "CHOICE_CONFLICT"),
        ("区级☑□市级", "CHOICE_CONFLICT"),
        ("是", "CHOICE_UNKNOWN"),
        ("五星级", "CHOICE_UNKNOWN"),
        ("青山级", "CHOICE_UNKNOWN"),
    ],
)
def test_a_level_that_nobody_can_tell(raw: str, code: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_level(raw)
    assert caught.value.code == code
