"""On what a cell's answer depends: from when to when it is so (2019.6, 2018-2020), and between which bounds."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from ..regex import Regex

_HAN = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_YEAR = r"(?:(?:19|20)\d{2}|(?:一九|二[〇零○])[〇零○一二三四五六七八九]{2})"
_MARK = r"[-./]"
_MONTH = r"(?:1[0-2]|0?[1-9](?!\d)|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9](?!\d)|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
DATE = (
    rf"(?:(?<!\d){_YEAR}年{_MONTH}月{_DAY}[日号]?|(?<!\d){_YEAR}{_MARK}{_MONTH}{_MARK}{_DAY}(?!\d)"
    rf"|(?<!\d)20\d{{2}}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)"
    rf"|(?<!\d){_YEAR}年{_MONTH}月份?[上中下]?旬?|(?<!\d){_YEAR}{_MARK}{_MONTH}月?(?!\d)|(?<!\d)20\d{{2}}(?:0[1-9]|1[0-2])(?!\d)"
    rf"|(?<!\d){_YEAR}年(?:[上下]半年|第?[一二三四1-4]季度|[初中底末]|度)?|(?<!\d)(?:19|20)\d{{2}}(?!\d)"
    rf"|(?<!\d)\d{{2}}年{_MONTH}月(?:{_DAY}[日号])?|(?<!\d)\d{{2}}年(?![来多内以]))"
)
"""A day, or a part of a year, in a compact text. Beyond NFKC, nothing need be normal in it."""

_PARTS = Regex(r"\d+")


@dataclass(frozen=True, slots=True)
class Time:
    """A day, or a time that is more than one: both ends belong to it."""

    first: date
    last: date

    @classmethod
    def day(cls, day: date) -> Time:
        """A day as a time."""
        return cls(day, day)

    @classmethod
    def month(cls, day: date) -> Time:
        """The month of a day as a time."""
        return _months(day.year, day.month, day.month)

    def has_come(self, day: date) -> bool | None:
        """Whether what happened then has happened by a day; None within the time: nobody knows on which of its days."""
        if day < self.first:
            return False
        return True if day >= self.last else None


@dataclass(frozen=True, slots=True)
class Terms:
    """On what it depends whether a cell's value holds: on the day, or on a threshold between two bounds."""

    since: Time | None = None
    until: Time | None = None
    low: int | None = None
    """Of a count that is no one number: the least that it may be; of money in fen."""
    high: int | None = None
    """The most; None if there is none."""

    def holds(self, day: date) -> bool | None:
        """Whether it is so on a day; None within a time that is not over."""
        ended = self.until is not None and self.until.has_come(day)
        if ended or ended is None:
            return None if ended is None else False
        return True if self.since is None else self.since.has_come(day)

    def and_also(self, other: Terms | None) -> Terms:
        """Give the terms of two clauses about the same thing; of two times the later one since, the earlier until."""
        if other is None:
            return self
        since = [time for time in (self.since, other.since) if time]
        until = [time for time in (self.until, other.until) if time]
        return Terms(
            max(since, key=lambda time: time.last, default=None), min(until, key=lambda time: time.last, default=None)
        )

    def or_else(self, other: Terms | None) -> Terms:
        """Give the terms on which one of two holds: from the earlier since to the later until."""
        if other is None:
            return self
        since = [self.since, other.since]
        until = [self.until, other.until]
        return Terms(
            None if None in since else min((time for time in since if time), key=lambda time: time.last),
            None if None in until else max((time for time in until if time), key=lambda time: time.last),
        )


def time_of(text: str) -> Time | None:
    """Give the time that a text which :data:`DATE` fits names; None if there is no such day."""
    whole = text if re.match(r"(?:19|20)?\d{2}", text) else text[:4].translate(_HAN) + text[4:]
    year_text, _, rest = whole.partition("年") if "年" in whole else (whole[:4], "", whole[4:])
    year = int(year_text) if len(year_text) == 4 else 2000 + int(year_text)
    months = _named(rest)
    if months:
        return _months(year, *months)
    numbers = [int(each) for each in _PARTS.findall(_arabic(rest))]
    if len(numbers) == 1 and len(rest) == 4 and rest.isdigit():
        numbers = [int(rest[:2]), int(rest[2:])]
    if not numbers:
        return _months(year, 1, 12)
    try:
        if len(numbers) == 1:
            return _months(year, numbers[0], numbers[0])
        day = date(year, numbers[0], numbers[1])
    except ValueError:
        return None
    return Time(day, day)


def _named(rest: str) -> tuple[int, int] | None:
    """Give the first and the last month of a half, a quarter, a beginning, a middle or an end of a year."""
    rest = rest.removesuffix("旬")
    if match := re.match(r"第?([一二三四1-4])季度", rest):
        last = 3 * int(match[1].translate(_HAN))
        return last - 2, last
    return {"上半年": (1, 6), "下半年": (7, 12), "初": (1, 3), "中": (5, 8), "底": (12, 12), "末": (12, 12)}.get(rest)


def _arabic(text: str) -> str:
    """Write the Chinese numerals of months and days as figures."""

    def figures(match: re.Match[str]) -> str:
        tens, ten, ones = match[0].rpartition("十")
        return f"{(tens or '一') if ten else ''}{ones or ('零' if ten else '')}".translate(_HAN)

    return re.sub("[一二三四五六七八九十]+", figures, text)


def _months(year: int, first: int, last: int) -> Time:
    return Time(date(year, first, 1), date(year, last, monthrange(year, last)[1]))
