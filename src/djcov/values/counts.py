"""Counts of people: 12, 12人, 1,200, 十二, 约50, 50余人, 3(1预备)."""

from __future__ import annotations

import re
import unicodedata

from .reading import Reading, Unreadable, as_text, compact, is_blank, is_filler, is_nothing

LARGEST = 1_000_000
"""No employer has more; a larger number is a slip of the keyboard."""

_UNIT = r"(?:人|名|个|位|家|人次)?"
_PLAIN = re.compile(rf"^\+?(\d{{1,12}})(?:\.0+)?{_UNIT}$")
_THOUSANDS = re.compile(rf"^(\d{{1,3}}(?:,\d{{3}})+)(?:\.0+)?{_UNIT}$")
_ABOUT = re.compile(rf"^(?:约|大约|近|将近|大概|≈|~)?(\d{{1,9}})(?:余|多|以上|左右|来|\+)?{_UNIT}(?:余|多|以上|左右)?$")
_PART = re.compile(rf"^(?:共|总|总数|合计)?:?(\d{{1,9}}){_UNIT}[(\[,、;:](.*?)[)\]]?$")
_PROBATIONARY = re.compile(r"(?:(\d{1,6})(?:名|人|个)?(?:为|是)?预备|预备(?:党员)?:?(?:为|有)?(\d{1,6}))")
_DECIMAL = re.compile(r"^-?\d+\.\d+$")
_NEGATIVE = re.compile(r"^-\d+(?:\.\d+)?$")
_HAN = re.compile(r"^[〇零○一二两三四五六七八九十百千万]+$")


def read_count(raw: object) -> Reading[int]:
    """Read a count; 无 and dashes are 0, a blank cell is None.

    Raises Unreadable with COUNT_UNREADABLE, COUNT_NOT_WHOLE or COUNT_OUT_OF_RANGE.
    """
    if isinstance(raw, bool):
        raise Unreadable("COUNT_UNREADABLE")
    if isinstance(raw, int | float):
        return Reading(None) if raw != raw else Reading(_bounded(raw))
    if is_blank(raw):
        return Reading(None)
    text = compact(as_text(raw))
    if is_nothing(text):
        return Reading(0)
    if is_filler(text):
        return Reading(None, "VALUE_FILLER")
    if match := _PLAIN.match(text):
        return Reading(_bounded(int(match[1])))
    if match := _THOUSANDS.match(text):
        return Reading(_bounded(int(match[1].replace(",", ""))))
    if _NEGATIVE.match(text):
        raise Unreadable("COUNT_OUT_OF_RANGE")
    if _DECIMAL.match(text):
        raise Unreadable("COUNT_NOT_WHOLE")
    if match := _ABOUT.match(text):
        return Reading(_bounded(int(match[1])), "COUNT_APPROXIMATE")
    if match := _PART.match(text):
        return Reading(_bounded(int(match[1])), "COUNT_WITH_PART")
    digits = text.rstrip("人名个位家")
    if _HAN.match(digits):
        return Reading(_bounded(_han_number(digits)))
    raise Unreadable("COUNT_UNREADABLE")


def read_probationary_part(raw: object) -> Reading[int]:
    """Read how many probationary members a note in a member count names: 3(1预备) gives 1; no note gives None."""
    if not isinstance(raw, str):
        return Reading(None)
    match = _PROBATIONARY.search(compact(raw))
    return Reading(_bounded(int(match[1] or match[2]))) if match else Reading(None)


def _bounded(number: float) -> int:
    if number != int(number) if abs(number) < 1e300 else True:
        raise Unreadable("COUNT_NOT_WHOLE" if abs(number) < LARGEST else "COUNT_OUT_OF_RANGE")
    if not 0 <= number <= LARGEST:
        raise Unreadable("COUNT_OUT_OF_RANGE")
    return int(number)


def _han_number(text: str) -> int:
    """Chinese numerals, in places (一百二十) or as digits (一二〇).

    Our own few lines: :func:`unicodedata.numeric` knows each numeral's worth, only the grammar is left.
    """
    worth = [int(unicodedata.numeric({"两": "二", "○": "〇"}.get(ch, ch))) for ch in text]
    if all(value < 10 for value in worth):
        return int("".join(map(str, worth)))
    total = section = digit = 0
    for value in worth:
        if value == 10_000:
            total, section, digit = (total + section + digit) * value, 0, 0
        elif value >= 10:
            section, digit = section + (digit or 1) * value, 0
        else:
            digit = value
    return total + section + digit
