"""Sums of money in 万元: 1200, 1,200.5万元, 0.12亿元, 12000000元, 1亿2000万元, 约1200; and ranges: 2000万元以上."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import zip_longest

from ..regex import Regex
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

FEN = 1_000_000
"""How many fen 1 万元 is: the ends of ranges are in fen."""

LARGEST = 100_000_000
"""万元; no enterprise has more."""

_EXACT = Decimal(1) / FEN
"""万元: a fen."""

_LEAST = Decimal("0.001")
"""Smaller figures are written with an exponent."""

_UNITS = "|".join(sorted(YUAN, key=len, reverse=True))
_HEADED = Regex(r"((?:千|百|十)?万?元|亿元)|[(](千?万|亿)[)]")
_FIGURES = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,15}(?:\.\d+)?"
_SUM = rf"(?:{_FIGURES})(?:{_UNITS})?(?:(?:{_FIGURES})(?:{_UNITS}))*"
_MORE = Regex(rf"(?<=\d)[余多](?={_UNITS})")
"""Between figures and unit: 5000余万元."""

_PART = Regex(rf"({_FIGURES})({_UNITS})?")
_ABOUT = Regex(rf"(?:(约|大约|大概|≈|~)|人民币|¥|￥)*({_SUM})(余|多|左右|上下)?(?:人民币)?")
_WITH, _WITHOUT = (rf"\(?{word}(?:本数|{_SUM})?\)?" for word in ("[及含]", "不[及含]"))
_LOW, _HIGH = rf"(?P<low>{_SUM})", rf"(?P<high>{_SUM})"
_MET_LOW = rf"{_LOW}(?:{_WITH})?(?:以上|起|\+)(?:{_WITH})?"
_UNMET_HIGH = rf"{_HIGH}(?:{_WITHOUT})?以下(?:{_WITHOUT})?"
_RANGES: tuple[tuple[str, int, int], ...] = (
    (rf"(?:大于|超过|超|多于|高于|>){_LOW}", 1, 0),
    (rf"{_LOW}(?:{_WITHOUT}以上|以上{_WITHOUT})", 1, 0),
    (rf"(?:≥|>=|大于等于|大于或等于|不少于|不低于|不小于|至少|最少){_LOW}", 0, 0),
    (_MET_LOW, 0, 0),
    (rf"(?:不足|不到|少于|小于|低于|不满|未满|未到|未达到?|<){_HIGH}", 0, -1),
    (_UNMET_HIGH, 0, -1),
    (rf"(?:≤|<=|小于等于|小于或等于|不超过|不超|不大于|不多于|不高于|至多|最多){_HIGH}", 0, 0),
    (rf"{_HIGH}(?:(?:{_WITH})?以内|{_WITH}以下|以下{_WITH})", 0, 0),
    (rf"约?{_LOW}[-—–~至到]{_HIGH}(?:之?间)?", 0, 0),
    (rf"{_MET_LOW}[、,至到]?{_UNMET_HIGH}", 0, -1),
    (rf"(?:近|将近|接近|快)(?P<near>{_SUM})", 0, -1),
)
"""The ways of writing a range, and the fen that are added to its ends: 以上 includes the sum, 不足 and 以下 do not."""

_NEAR = 5
"""Near a sum is what is short of it by less than a fifth."""


def unit_in(header: str) -> str:
    """Give the unit of money that a header names last, in brackets or not; empty if it names none."""
    named = [unit for pair in _HEADED.findall(compact(header)) for unit in pair if unit in YUAN]
    return named[-1] if named else ""


def in_unit(cell: object, unit: str) -> object:
    """Give a cell of a column whose unit is known, with that unit where the cell has none of its own."""
    if not unit or (unit != UNCLEAR and YUAN[unit] == YUAN[USUAL]) or not is_bare(cell):
        return cell
    text = compact(as_text(cell))
    return Bare(text) if unit == UNCLEAR else _UNIT_BEHIND.sub(lambda digit: f"{digit[0]}{unit}", text)


_UNIT_BEHIND = Regex(r"\d(?=[^\d.,]*$|[-—–~至到]|(?:\([^()]*\))?以上)")


def is_bare(cell: object) -> bool:
    """Whether a cell says a sum without its unit."""
    if isinstance(cell, bool) or is_blank(cell):
        return False
    text = compact(as_text(cell))
    return (
        not (is_nothing(text) or is_filler(text) or re.search("[元万亿]", text)) and re.search(r"\d", text) is not None
    )


class Bare(str):
    """A sum without its unit, of which nobody can tell what it is."""

    __slots__ = ()


UNCLEAR = "?"
"""The unit of sums of which nobody can tell it."""

_COUNTED = "人次|人(?!民)|名|个|家|户|次|平方米|m2|亩|公顷|吨|年|岁|件|项|所|处|条|台|张|份|天|%"
_ITEM = rf"(?:人民币)?(?:[百千十万亿]*(?:{_COUNTED})|(?P<unit>{_UNITS}))|人民币"
_LISTED = Regex(rf"(?:[、,;/和及与(]*(?:{_ITEM.replace('?P<unit>', '?:')})[)]?)+")
_ITEMS = Regex(_ITEM)
_BEYOND = Regex(r"$|[()\[\]【】、,;。:]|[一-鿿]{2,10}[:(]|\d{4}")
"""What may stand behind a list of units."""

_LABEL = Regex(
    "(?<!填报)(?<!填表)(?<!报送)(?<!上报)(?<!制表)(?<!统计)"
    rf"(?:(?P<money>金额|货币|计价|币种)|计量|数量|数据)?(?:(?(money)(?:单位)?(?:为|是|:)|单位(?:为|是)?:?))"
    rf"|[(](?=(?:人民币)?(?:{_UNITS})[)])"
)
_FOREIGN = Regex("[美欧港日澳加韩]元|美金|港币|英镑|卢布|日圆|外币|(?i:usd|eur|hkd|jpy)")
_OF_MONEY = Regex("[百千十万亿]元|元[/、,]|元$|万$|亿$")


def in_figures(amount: float, unit: str) -> str | float:
    """Give what a sum in 万元 is in another unit: whole numbers as such, what is next to none with its unit."""
    figure = Decimal(str(amount)) * YUAN[USUAL] / YUAN[unit or USUAL]
    if 0 < figure < _LEAST:
        return f"{amount}{USUAL}"
    return int(figure) if figure == figure.to_integral_value() else float(figure)


def stated_unit(text: str) -> str:
    """Give the unit of money that a compact line above a table states (单位:万元, 单位:人、元); empty if it states
    none, :data:`UNCLEAR` if it states several, or what is none.
    """
    labels = list(_LABEL.finditer(text))
    found: set[str] = set()
    for label, following in zip_longest(labels, labels[1:]):
        rest = text[label.end() : following.start() if following else None]
        listed = _LISTED.match(rest)
        if _FOREIGN.search(rest):
            found.add(UNCLEAR)
        elif listed and _BEYOND.match(rest[listed.end() :]):
            found |= {item["unit"] for item in _ITEMS.finditer(listed[0]) if item["unit"]}
        elif rest and (label["money"] or _OF_MONEY.search(rest)):
            found.add(UNCLEAR)
    return one_unit(found)


def one_unit(units: Iterable[str]) -> str:
    """Give the one unit that several statements mean; empty of none, :data:`UNCLEAR` if they differ."""
    named = sorted({unit for unit in units if unit})
    if not named:
        return ""
    return named[0] if UNCLEAR not in named and len({YUAN[unit] for unit in named}) == 1 else UNCLEAR


def read_money(raw: object) -> Reading[float]:
    """Read a sum of money in 万元, to a fen; 无 and dashes are 0, a blank cell is None; so is a range, whose ends are
    the reading's terms, in fen.

    Raises Unreadable with MONEY_UNREADABLE or MONEY_OUT_OF_RANGE.
    """
    if isinstance(raw, bool | Bare):
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
    for pattern, above, below in _RANGES:
        if match := re.fullmatch(pattern, text):
            return _range(match.groupdict(), above, below)
    raise Unreadable("MONEY_UNREADABLE")


def _range(found: Mapping[str, str | None], above: int, below: int) -> Reading[float]:
    """Give the ends of a range, or the sum that both are."""
    written = {name: text for name, text in found.items() if text}
    units = [_PART.findall(text)[-1][1] for text in written.values()]
    if len(units) > 1 and units[0] and not units[-1]:  # 300万元-2000: of what, nobody knows
        raise Unreadable("MONEY_UNREADABLE")
    fen = {name: _fen(text if re.search(_UNITS, text) else text + units[-1]) for name, text in written.items()}
    if near := fen.get("near"):
        fen = {"low": near - (near - 1) // _NEAR, "high": near}
    low = fen["low"] + above if "low" in fen else 0
    high = fen["high"] + below if "high" in fen else None
    if high is not None and high <= low:
        if high < low:
            raise Unreadable("MONEY_UNREADABLE")
        return Reading(low / FEN, "COUNT_RANGE")
    return Reading(None, "COUNT_RANGE", Terms(low=low, high=high))


def _fen(text: str) -> int:
    return round(_bounded(_worth(text)) * FEN)


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
