"""Which digits of a text may be somebody's number: an identity card's, a bank card's, a telephone's.

Only the digits decide, not what stands between them: people write 138－1234－5678, 138/1234/5678 or one digit to a box.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

from .regex import Regex

_SIGNS = "¹²³⁰⁴-⁹₀-₉①-⑨⑴-⑼⒈-⒐⓪⓵-⓽⓿❶-❾➀-➈➊-➒㈠-㈨㊀-㊈"
"""Digits in circles, in brackets, raised or lowered, which are letters to regular expressions."""

HAN = "〇零一二三四五六七八九"
"""Digits that are words too, 第三: only so many as in a mobile number are one."""

DIGIT = rf"[\d{_SIGNS}]"
GAP = r"(?:(?!\*{4})[\W_])*"
"""What may stand between two digits of a number, but for the asterisks of one that is masked."""

_GROUP = Regex(rf"{DIGIT}+")

LOCAL, MOBILE = 7, 11
"""Digits of a local telephone number, and of a mobile one, which is shorter than an identity number."""

_OLD_IDENTITY, _LONGEST = 15, 20
"""Digits of an identity number of old, the next longer number of a person's; and more than any has."""

_SHORT = 4
"""Digits of the numbers that people list: 12、35、108."""

_DAY = Regex(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_YEAR = Regex(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])?")
_MONTH_OF_YEAR, _DAY_OF_MONTH = Regex(r"0?[1-9]|1[0-2]"), Regex(r"0?[1-9]|[12]\d|3[01]")
_HOUR, _MINUTE = Regex(r"[01]?\d|2[0-3]"), Regex(r"[0-5]\d")

_BORN = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_OF_PEOPLE = Regex(
    r"(?:(?:00)?86)?1[3-9]\d{9}"
    r"|(?:(?:00)?86)?0(?:10|2\d|[3-9]\d{2})\d{7,8}"
    rf"|(?!19|20)[1-9]\d{{5}}(?:1[89]|20)\d{{2}}{_BORN}\d{{3}}[\dXx]"
    rf"|(?!19|20)[1-9]\d{{7}}{_BORN}\d{{3}}"
    r"|62\d{14,17}"
)
"""Mobile numbers, those with an area code, identity numbers with a day of birth (GB 11643-1999), UnionPay's cards."""


def groups(text: str) -> tuple[str, ...]:
    """Give the digits of a run, in the groups in which they are written, as ASCII."""
    return tuple("".join(str(int(unicodedata.numeric(char))) for char in group) for group in _GROUP.findall(text))


def of_a_person(written: Sequence[str], fewest: int = LOCAL) -> bool:
    """Whether groups of digits (the last may be X), or some of them together, may be the number of a person.

    Whole dates, and lists of dates or of short numbers, are none. ``fewest``: digits that somebody's number has here.
    """
    parts = list(_parts(written))
    others = [digits for digits, part_of in parts if not part_of]
    if any(len(digits) >= fewest for digits in others):
        return True
    return (sum(map(len, others)) >= MOBILE and not _are_listed(others)) or _spell_one(parts, fewest)


def is_day(digits: str) -> bool:
    """Whether digits are a date in eight: 20200501."""
    return bool(_DAY.fullmatch(digits))


def _parts(written: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Give the digits of each day, and of each other group, and what they are a part of: ``date``, ``time`` or none."""
    at = 0
    while at < len(written):
        width = _dated(written[at : at + 3])
        if width == 3 or is_day(written[at]):
            yield "".join(written[at : at + width]), "date"
            at += width
            width = _timed(written[at : at + 3])
            yield from ((group, "time") for group in written[at : at + width])
        else:
            yield from ((group, "date" if width else "") for group in written[at : at + (width or 1)])
            width = width or 1
        at += width


def _dated(written: Sequence[str]) -> int:
    """Give how many groups, of the first three, are a date: 2020-05-01, 2020-05, 2020, 202005, 20200501."""
    if is_day(written[0]):
        return 1
    if not _YEAR.fullmatch(written[0]):
        return 0
    if len(written[0]) > _SHORT or len(written) < 2 or not _MONTH_OF_YEAR.fullmatch(written[1]):
        return 1
    return 3 if len(written) > 2 and _DAY_OF_MONTH.fullmatch(written[2]) else 2


def _timed(written: Sequence[str]) -> int:
    """Give how many groups behind a day are its hour, minute and second."""
    if len(written) < 2 or not (_HOUR.fullmatch(written[0]) and _MINUTE.fullmatch(written[1])):
        return 0
    return 3 if len(written) > 2 and _MINUTE.fullmatch(written[2]) else 2


def _spell_one(parts: Sequence[tuple[str, str]], fewest: int) -> bool:
    """Whether some parts, one behind the other and not all of dates, make a number such as only people have."""
    for first in range(len(parts)):
        digits, dates_only = "", True
        for part, part_of in parts[first:]:
            digits, dates_only = digits + part, dates_only and part_of == "date"
            if len(digits) > _LONGEST:
                break
            if len(digits) >= fewest and not dates_only and _OF_PEOPLE.fullmatch(digits):
                return True
    return False


def _are_listed(numbers: Sequence[str]) -> bool:
    """Whether groups are a list of short numbers: of fewer digits than identity numbers have, or in ascending order."""
    if not all(each.isdecimal() and (len(each) <= 2 or (len(each) <= _SHORT and each[0] != "0")) for each in numbers):
        return False
    worths = list(map(int, numbers))
    ascending = all(first < second for first, second in pairwise(worths))
    return ascending or sum(map(len, numbers)) < _OLD_IDENTITY
