"""Sums of money in 万元: 1200, 1,200.5万元, 0.12亿元, 12000000元, 1亿2000万元, 约1200; and ranges: 2000万元以上."""

from __future__ import annotations

import re
from decimal import Decimal
from math import ceil, floor

from .reading import Reading, Unreadable, as_text, compact, is_blank, is_filler, is_nothing
from .terms import Terms

YUAN = {
    "元": Decimal(1),
    "千元": Decimal(1000),
    "万元": Decimal(10_000),
    "百万元": Decimal(1_000_000),
    "千万元": Decimal(10_000_000),
    "亿元": Decimal(100_000_000),
    "万": Decimal(10_000),
    "千万": Decimal(10_000_000),
    "亿": Decimal(100_000_000),
}
"""How many yuan the units of money are."""

USUAL = "万元"
"""The unit of what has none, in which values are given."""

LARGEST = 100_000_000
"""万元; no enterprise has more."""

_EXACT = Decimal("0.000001")
"""万元: a fen."""

_UNITS = "|".join(sorted(YUAN, key=len, reverse=True))
_HEADED = re.compile(r"((?:千|百|十)?万?元|亿元)|[(](千?万|亿)[)]")
_FIGURES = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,15}(?:\.\d+)?"
_SUM = rf"(?:{_FIGURES})(?:{_UNITS})?(?:(?:{_FIGURES})(?:{_UNITS}))*"
_MORE = re.compile(rf"(?<=\d)[余多](?={_UNITS})")
"""Between figures and unit: 5000余万元."""

_PART = re.compile(rf"({_FIGURES})({_UNITS})?")
_ABOUT = re.compile(rf"(?:(约|大约|大概|近|将近|≈|~)|人民币|¥|￥)*({_SUM})(余|多|左右|上下)?(?:人民币)?")
_RANGES = (
    rf"(?:≥|>=|不少于|不低于|至少|大于|超过|超|>)(?P<low>{_SUM})",
    rf"(?P<low>{_SUM})(?:\(?含\)?)?以上(?:\(含.{{0,6}}\))?",
    rf"(?:≤|<=|不超过|不足|不到|少于|小于|低于|不满|<)(?P<high>{_SUM})",
    rf"(?P<high>{_SUM})(?:\(?含\)?)?(?:以下|以内)(?:\(含.{{0,6}}\))?",
    rf"(?:约)?(?P<low>{_SUM})[-—–~至到](?P<high>{_SUM})(?:之?间)?",
)
"""The ways of writing a range. An end may be met or not: which of the two, money does not need to know."""


def unit_in(header: str) -> str:
    """Give the unit of money that a header names last, in brackets or not; empty if it names none."""
    named = [unit for pair in _HEADED.findall(compact(header)) for unit in pair if unit in YUAN]
    return named[-1] if named else ""


def in_unit(cell: object, unit: str) -> object:
    """Give a cell of a column whose header names a unit, with that unit where the cell has none of its own."""
    if not unit or YUAN[unit] == YUAN[USUAL] or isinstance(cell, bool) or is_blank(cell):
        return cell
    text = compact(as_text(cell))
    if is_nothing(text) or is_filler(text) or re.search("[元万亿]", text):
        return cell
    return re.sub(r"\d(?=[^\d.,]*$|[-—–~至到])", lambda digit: f"{digit[0]}{unit}", text)


def read_money(raw: object) -> Reading[float]:
    """Read a sum of money in 万元, to a fen; 无 and dashes are 0, a blank cell is None; so is a range, whose ends are
    the reading's terms.

    Raises Unreadable with MONEY_UNREADABLE or MONEY_OUT_OF_RANGE.
    """
    if isinstance(raw, bool):
        raise Unreadable("MONEY_UNREADABLE")
    if is_blank(raw):
        return Reading(None)
    text = compact(as_text(raw))
    if is_nothing(text):
        return Reading(0.0)
    if is_filler(text):
        return Reading(None, "VALUE_FILLER")
    if re.fullmatch(rf"-(?:{_SUM})", text):
        raise Unreadable("MONEY_OUT_OF_RANGE")
    plain = _MORE.sub("", text)
    if match := _ABOUT.fullmatch(plain):
        about = match[1] or match[3] or plain != text
        return Reading(_bounded(_worth(match[2])), "COUNT_APPROXIMATE" if about else "")
    for pattern in _RANGES:
        if match := re.fullmatch(pattern, text):
            return _range(match.groupdict())
    raise Unreadable("MONEY_UNREADABLE")


def _range(ends: dict[str, str | None]) -> Reading[float]:
    written = [end for name in ("low", "high") if (end := ends.get(name))]
    unit = _PART.findall(written[-1])[-1][1]  # 1000-2000万元
    sums = {name: _worth(end if re.search(_UNITS, end) else end + unit) for name, end in ends.items() if end}
    low, high = sums.get("low", Decimal(0)), sums.get("high")
    if high is not None and high < low:
        raise Unreadable("MONEY_UNREADABLE")
    terms = Terms(low=floor(_bounded(low)), high=None if high is None else ceil(_bounded(high)))
    return Reading(None, "COUNT_RANGE", terms)


def _worth(text: str) -> Decimal:
    """Give the sum of a text's parts, each unit smaller than the one before: 1亿2000万元."""
    total, before = Decimal(0), None
    for figures, unit in _PART.findall(text):
        yuan = YUAN[unit or USUAL]
        if before is not None and yuan >= before:
            raise Unreadable("MONEY_UNREADABLE")
        total, before = total + Decimal(figures.replace(",", "")) * yuan / YUAN[USUAL], yuan
    return total


def _bounded(amount: Decimal) -> float:
    if amount > LARGEST:
        raise Unreadable("MONEY_OUT_OF_RANGE")
    return float(amount.quantize(_EXACT))
