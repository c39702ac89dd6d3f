"""Dates: 2020-05-01, 2020.5, 2020年5月, 20200501, 二〇二〇年五月, spreadsheet serial numbers."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import replace
from datetime import date, datetime, timedelta

from ..regex import Regex
from . import names
from .counts import NO_VISIT
from .reading import Reading, Unreadable, as_text, compact, is_blank, is_filler, is_nothing
from .statements import statement
from .terms import DATE, Terms, Time, time_of

FIRST_YEAR, LAST_YEAR = 1900, 2100
LONG_AGO = date(FIRST_YEAR, 1, 1)
"""Stands for the day of what has happened and nobody says when."""

NEVER = date(LAST_YEAR, 12, 31)
"""Stands for the day of what has not happened."""

_NEVER = Time.day(NEVER)
_SERIAL_ORIGIN = date(1899, 12, 30)
_SERIALS = range(10_000, 73_050)
"""Serial numbers of 1927 to 2099; smaller ones are counts or years, not dates."""

_LATER_IN_1904 = 1462
"""Days from the origin of serial numbers to that of a workbook with the 1904 date system."""

_TIME = Regex(r"(?<=\d|日|号)[T\s]*(?:上午|下午|AM|PM)?\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$")
_MARK = r"[-./\\、。,]"
_DAY = Regex(rf"(\d{{4}})(?:年|{_MARK})(\d{{1,2}})(?:月|{_MARK})(\d{{1,2}})[日号]?[^\d前后拟至到]*")
"""A day, with words behind it unless they make it another day, or two: 2021年5月1日前, 2021-05-01至今."""

_MONTH = Regex(rf"(\d{{4}})(?:年|{_MARK})(\d{{1,2}})月?份?")
_YEAR = Regex(r"(\d{4})年?")
_EIGHT = Regex(r"(\d{4})(\d{2})(\d{2})")
_SIX = Regex(r"(\d{4})(\d{2})")
_NO_POINT = Regex(r"(?:19|20)\d\d[1-9]")
"""What may be a month without its point, 20205, as well as a serial number of the 1950s."""

_NO_POINTS = range(19801, 21000)
"""Where a number is refused as well as a text: its month would be one of the years from 1980 on."""

_HAN_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_HAN_DATE = Regex(
    r"([〇零○一二三四五六七八九]{4})年([〇零○一二三四五六七八九十]{1,3})月(?:份|([〇零○一二三四五六七八九十]{1,3})[日号]?)?"
)


class Since1904(float):
    """A number of a workbook with the 1904 date system; as a serial number it is four years and a day later."""


def read_date(raw: object) -> Reading[date]:
    """Read a day. A month alone is its first day (note DATE_MONTH_ONLY), a year alone is unknown; both with the terms
    on which they have come.

    Raises Unreadable with DATE_UNREADABLE, DATE_IMPOSSIBLE, DATE_OUT_OF_RANGE, DATE_AMBIGUOUS or
    DATE_YEAR_ONLY.
    """
    if isinstance(raw, int | float) and raw in _NO_POINTS and raw % 10:
        raise Unreadable("DATE_UNREADABLE")
    try:
        reading = read_birth_date(raw)
    except Unreadable as unreadable:
        flat = compact(as_text(raw))
        time = time_of(flat) if re.fullmatch(DATE, flat) else None
        raise Unreadable(unreadable.code, time and Terms(since=time)) from None
    if reading.value is None or reading.note != "DATE_MONTH_ONLY":
        return reading
    return replace(reading, terms=Terms(since=Time.month(reading.value)))


def read_start(raw: object) -> Reading[date]:
    """Read the day since which something is so. Raises as :func:`read_date` does, with the terms on which it is so if
    the cell says them in words (2022年成立); what is planned, or is over, never comes.
    """
    try:
        return read_date(raw)
    except Unreadable as unreadable:
        if unreadable.terms:
            raise
        said = statement(compact(as_text(raw)), names.nothing)
        raise Unreadable(unreadable.code, Terms(since=_NEVER) if said.says is False else said.terms) from None


def read_end(raw: object) -> Reading[date]:
    """Read the day on which something ended; of a time that is more than a day (2021年, 2021年5月), its last one.

    Within such a time nobody knows. Raises as :func:`read_date` does, but not for a year alone.
    """
    if isinstance(raw, int | float) and FIRST_YEAR <= raw <= LAST_YEAR + 1:
        raw = f"{raw:g}"
    if isinstance(raw, str):
        flat = compact(raw)
        if re.fullmatch(DATE, flat) and (time := time_of(flat)) and time.first != time.last:
            return Reading(_bounded(time.last), terms=Terms(since=time))
    return read_date(raw)


def read_visited(raw: object) -> Reading[date]:
    """Read the day of the last visit as :func:`read_start` reads a day; 未走访 is :data:`NEVER`."""
    if isinstance(raw, str) and NO_VISIT.fullmatch(compact(raw)):
        return Reading(NEVER)
    return read_start(raw)


def read_gone(raw: object) -> Reading[date]:
    """Read the day on which something went or ended, as :func:`read_end`; in words too (2020年已撤销).

    What is only said to be gone (已撤销, 已转出) went at a time that nobody named: :data:`LONG_AGO`.
    """
    try:
        return read_end(raw)
    except Unreadable:
        said = statement(compact(as_text(raw)), names.nothing)
        if said.says and said.terms and said.terms.until:
            return Reading(said.terms.until.last, terms=Terms(since=said.terms.until))
        if said.mood != "ended":
            raise
        return Reading(LONG_AGO, "DATE_UNREADABLE")


def read_birth_date(raw: object) -> Reading[date]:
    """Read a day as :func:`read_date` does, but that a number is a serial one: people were born in the 1950s."""
    if is_blank(raw):
        return Reading(None)
    if isinstance(raw, date):
        return Reading(_bounded(raw.date() if isinstance(raw, datetime) else raw))
    if isinstance(raw, Since1904) and math.isfinite(raw) and int(raw) + _LATER_IN_1904 in _SERIALS:
        return _of_serial(int(raw) + _LATER_IN_1904)
    if isinstance(raw, float) and not raw.is_integer():
        return _from_fraction(raw)
    text = as_text(raw)
    flat = compact(_TIME.sub("", unicodedata.normalize("NFKC", text).upper()))
    if is_nothing(flat):
        return Reading(None)
    if is_filler(flat):
        return Reading(None, "VALUE_FILLER")
    if isinstance(raw, str) and _NO_POINT.fullmatch(flat):
        raise Unreadable("DATE_UNREADABLE")
    return _read_words(flat)


def _read_words(text: str) -> Reading[date]:
    if match := _EIGHT.fullmatch(text) or _DAY.fullmatch(text):
        return Reading(_day(match[1], match[2], match[3]))
    if match := _SIX.fullmatch(text) or _MONTH.fullmatch(text):
        return Reading(_day(match[1], match[2], "1"), "DATE_MONTH_ONLY")
    if match := _YEAR.fullmatch(text):
        raise Unreadable("DATE_YEAR_ONLY" if FIRST_YEAR <= int(match[1]) <= LAST_YEAR else "DATE_UNREADABLE")
    if text.isascii() and text.isdigit() and len(text) == 5 and int(text) in _SERIALS:
        return _of_serial(int(text))
    if match := _HAN_DATE.fullmatch(text):
        year = match[1].translate(_HAN_DIGITS)
        if match[3]:
            return Reading(_day(year, _small(match[2]), _small(match[3])))
        return Reading(_day(year, _small(match[2]), "1"), "DATE_MONTH_ONLY")
    raise Unreadable("DATE_UNREADABLE")


def _from_fraction(number: float) -> Reading[date]:
    """A date typed as a decimal number, 2020.5; or a serial number with a time of day."""
    if FIRST_YEAR <= number < LAST_YEAR + 1:
        year, _, month = f"{number:.2f}".partition(".")
        if month == "10":
            raise Unreadable("DATE_AMBIGUOUS")
        if round(number, 2) != number:
            raise Unreadable("DATE_UNREADABLE")
        return Reading(_day(year, month.rstrip("0"), "1"), "DATE_MONTH_ONLY")
    if math.isfinite(number) and int(number) in _SERIALS:
        return _of_serial(int(number))
    raise Unreadable("DATE_UNREADABLE")


def _of_serial(days: int) -> Reading[date]:
    return Reading(_SERIAL_ORIGIN + timedelta(days=days), "DATE_SERIAL")


def _day(year: str, month: str, day: str) -> date:
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        raise Unreadable("DATE_OUT_OF_RANGE")
    try:
        return date(int(year), int(month or 0), int(day))
    except ValueError:
        raise Unreadable("DATE_IMPOSSIBLE") from None


def _bounded(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Unreadable("DATE_OUT_OF_RANGE")
    return day


def _small(han: str) -> str:
    """Chinese numerals up to 三十一."""
    tens, ten, ones = han.rpartition("十")
    if not ten:
        return han.translate(_HAN_DIGITS)
    return f"{(tens or '一').translate(_HAN_DIGITS)}{(ones or '零').translate(_HAN_DIGITS)}"
