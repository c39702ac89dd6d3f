"""Periods: the spans of time that a title or a file's name gives, 2021年上半年, 202106, 2021-06-30."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from .reading import compact

_YEAR = r"(?<!\d)(?P<year>20\d{2})"
_MARK = r"[-./_]"
_SPANS = (
    rf"{_YEAR}(?P<month>\d{{2}})(?P<day>\d{{2}})(?!\d)",
    rf"{_YEAR}年?第?(?P<quarter>[一二三四1-4])季度?",
    rf"{_YEAR}年?Q(?P<quarter>[1-4])(?!\d)",
    rf"{_YEAR}年?(?P<half>[上下])半年",
    rf"{_YEAR}(?:年|{_MARK})(?P<month>\d{{1,2}})(?:月|{_MARK})(?P<day>\d{{1,2}})(?!\d)",
    rf"{_YEAR}(?P<month>\d{{2}})(?!\d)",
    rf"{_YEAR}(?:年|{_MARK})(?P<month>\d{{1,2}})(?!\d)",
    rf"{_YEAR}(?!\d)",
)
"""The ways of writing, the most telling first."""

_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From a day to a day, both included; rosters of a period are those of its last day."""

    first: date
    last: date

    def __contains__(self, other: Period) -> bool:
        return self.first <= other.first and other.last <= self.last

    def __str__(self) -> str:
        return self.last.isoformat() if self.first == self.last else f"{self.first} 至 {self.last}"


def periods(text: str) -> tuple[Period, ...]:
    """Give every period of the years 2000 to 2099 that a text names, each once, in order.

    2021年 is the whole year; a month or day that does not exist is none.
    """
    rest = compact(text).upper()
    found: set[Period] = set()
    for pattern in _SPANS:
        for match in re.finditer(pattern, rest):
            if period := _period(match.groupdict()):
                found.add(period)
        rest = re.sub(pattern, " ", rest)
    return tuple(sorted(found))


def _period(parts: dict[str, str]) -> Period | None:
    year = int(parts["year"])
    if "half" in parts:
        return _months(year, 1, 6) if parts["half"] == "上" else _months(year, 7, 12)
    if "quarter" in parts:
        last = 3 * _QUARTERS[parts["quarter"]]
        return _months(year, last - 2, last)
    if "month" not in parts:
        return _months(year, 1, 12)
    month = int(parts["month"])
    try:
        day = date(year, month, int(parts.get("day", 1)))
    except ValueError:
        return None
    return Period(day, day) if "day" in parts else _months(year, month, month)


def _months(year: int, first: int, last: int) -> Period:
    return Period(date(year, first, 1), date(year, last, monthrange(year, last)[1]))
