"""Counts of people: 12, 12人, 1,200, 十二, 约50, 50余人, 3(1预备); and ranges, which are no number: 不足50, 50-100."""

from __future__ import annotations

import re
import unicodedata

from ..regex import Regex
from .reading import Reading, Unreadable, as_text, compact, is_blank, is_filler, is_nothing
from .terms import DATE, Terms

LARGEST = 1_000_000
"""No employer has more; a larger number is a slip of the keyboard."""

_UNIT = r"(?:人次|人|名|个|位|家)?"
_PLAIN = Regex(rf"\+?(\d{{1,40}})(?:\.0+)?{_UNIT}")
_THOUSANDS = Regex(rf"(\d{{1,3}}(?:,\d{{3}}){{1,3}})(?:\.0+)?{_UNIT}")
_ABOUT = Regex(rf"(?:约|大约|大概|≈|~)?(\d{{1,9}})(?:余|多|左右|上下|来|\+)?{_UNIT}(?:余|多|左右|上下)?")
_PART = Regex(rf"(?:共|总|总数|合计|约)?:?(\d{{1,9}})[余多]?{_UNIT}(?:[(\[].*|[,、;:]\D.*)")
"""A total with a note behind it. After a bare mark the note must not begin with a digit: 1,2 has no total."""

_AMONG = "(?:其中|包括|包含|内含|含|内有)"
_BESIDE = "(?:不含|不包括|不算|不计|另有|另外|另|外加)"
_SUBGROUP = (
    "(?:(?:女|男|青年|老|新|外出|流动|退休|离退休|在岗|在职|在册|长期|临时|季节|合同|固定|全职|兼职|试用期?|外来|本地|外籍|残疾|退伍"
    "|少数民族|农民|大学生|高校毕业生|高层|中层|管理|技术|技能|生产|一线|车间|后勤|销售|行政|保安|保洁|返聘|劳务派遣|派遣|劳务"
    "|副?书记|支委|委员|法人|老板|股东|负责人|企业主)(?:性|制|代表)?)"
)
"""Whom a note may name as a part of all: who they are, not that they are no more, or not yet (离职, 拟招, 积极分子)."""

_PEOPLE = "(?:职工|员工|用工|人员|工人|工|人|党员)?"
_SOME_OF_ALL = f"(?:{_SUBGROUP}{{1,2}}{_PEOPLE}|(?:正式|预备){_PEOPLE}|党员)"
_SOME = rf"(?:约|有|为|是)*\d{{1,7}}[余多]?{_UNIT}"
_NONE_PROBATIONARY = "(?:[暂尚]?无|没有|均非|不含|不包括)预备(?:党员)?|(?:均|都|皆|全部?)已?转正(?:党员)?"
_NOTE = Regex(
    rf"(?:{_AMONG}|{_BESIDE})?:?(?:有|约)*{_SOME_OF_ALL}?(?:人?数)?:?{_SOME}(?:为|是)?{_SOME_OF_ALL}?"
    rf"|(?:{_AMONG}|{_BESIDE}):?{_SOME_OF_ALL}|{_AMONG}|{_BESIDE}|{_BESIDE}(?:有|入党)*(?:积极分子|申请人|发展对象)(?:{_SOME})?"
    rf"|{_SOME}男性?{_SOME}女性?|(?:男性?{_SOME}女性?|女性?{_SOME}男性?){_SOME}|{_NONE_PROBATIONARY}"
    rf"|(?:均|都|皆|全部?)*(?:为|是)?(?:{_SUBGROUP}|正式|预备){_PEOPLE}"
    rf"|估计数?|约数|大约|左右|实有|在编|年[末底]|(?:截[至止])?{DATE}[底末]?"
)
"""What a note beside a total may say, piece by piece; what else stands there makes the whole unreadable."""

_SORT = "(?P<sort>预备|(?<!非)正式)"
_NUMBER_FIRST = Regex(rf"(?P<number>\d{{1,6}})(?:名|人|个)?(?:为|是)?{_SORT}")
_SORT_FIRST = Regex(rf"{_SORT}(?:党员)?(?:人?数)?(?:为|有)?(?P<number>\d{{1,6}})")
_ALL_OF_A_SORT = Regex(rf"{_UNIT}\W*(?P<all>(?:均|都|皆|全部?)(?:为|是)?)?{_SORT}(?:党员)?\W*")
_ONLY_SORTS = Regex(
    rf"(?:(?:{_SORT_FIRST.pattern}|{_NUMBER_FIRST.pattern})(?:党员)?{_UNIT}[、,;+和/]?)+".replace(
        "?P<sort>", ""
    ).replace("?P<number>", "")
)
"""Full and probationary members without their total: 2正1预, 正式3人、预备1人."""

_ALONE = Regex(r"(?<=[(\[,])(?:其中|含)?(\d{1,6})(?=[)\],]|$)")
"""A number with nothing that says of what: 3（10）."""

_APART = Regex(r"(?:不含|不包括|不算|不计|另有|另|外加)[^\d、,;]*?(?:预备|\d{1,6}(?:名|人|个)?预备)")
_INCLUDED = rf"(?:\(?[及含](?:本数|\d{{1,7}}{_UNIT})?\)?)?"
_RANGES: tuple[tuple[str, int, int], ...] = (
    (rf"(?:大于|超过|多于|高于|超|>)(?P<low>\d{{1,7}}){_UNIT}", 1, 0),
    (rf"(?:≥|>=|大于或?等于|不少于|不低于|不小于|至少|最少)(?P<low>\d{{1,7}}){_UNIT}", 0, 0),
    (rf"(?P<low>\d{{1,7}}){_UNIT}{_INCLUDED}{_UNIT}(?:以上|起){_UNIT}{_INCLUDED}", 0, 0),
    (rf"上(?P<low>10{{2,3}}){_UNIT}", 0, 0),
    (rf"(?:不足|不到|少于|小于|低于|不满|未满|未到|未达到?|<)(?P<high>\d{{1,7}}){_UNIT}", 0, -1),
    (rf"(?P<high>\d{{1,7}}){_UNIT}(?:以下|不到|不足){_UNIT}", 0, -1),
    (rf"(?:近|将近|接近|快)(?P<near>\d{{1,7}}){_UNIT}", 0, -1),
    (rf"(?:≤|<=|小于或?等于|不超过|不超|不大于|不多于|不高于|至多|最多)(?P<high>\d{{1,7}}){_UNIT}", 0, 0),
    (
        rf"(?P<high>\d{{1,7}}){_UNIT}(?:以内|(?:\(?[及含](?:本数|\d{{1,7}}{_UNIT})?\)?)以下|以下(?:\(含.{{0,6}}\))){_UNIT}",
        0,
        0,
    ),
    (rf"(?:约|大约)?(?P<low>\d{{1,7}}){_UNIT}[-—–~至到](?P<high>\d{{1,7}}){_UNIT}(?:之?间)?", 0, 0),
)
"""The ways of writing a range, and what is added to its ends: 以上 includes the number, 不足 and 以下 do not."""

_NEAR = 5
"""Near a number is what is short of it by less than a fifth."""

_DECIMAL = Regex(r"-?\d+\.\d+")
_NEGATIVE = Regex(r"-\d+(?:\.\d+)?")
_HAN_DIGITS = "零一二三四五六七八九"
_HAN = Regex(rf"([〇○两十百千{_HAN_DIGITS}]{{1,8}})(?:人次|[人名个位家])?")
_HAN_FIGURES = Regex(rf"(?<![\d.十百千])[〇○两十百千{_HAN_DIGITS}]{{1,8}}")
_HAN_PEOPLE = Regex(rf"{_HAN_FIGURES.pattern}(?=[人名个余多(预正]|来[人名个]|左右|上下)")
_FIGURE_OF_PLACE = Regex(r"(?<![\d.])[1-9](?=[十百千])")
"""A figure that says of how many tens, hundreds or thousands: 1千余人, 3百."""

_HAN_PLACES = {"十": 10, "百": 100, "千": 1000}


def read_count(raw: object) -> Reading[int]:
    """Read a count; 无 and dashes are 0, a blank cell is None; so is a range, whose ends are the reading's terms.

    Raises Unreadable with COUNT_UNREADABLE, COUNT_NOT_WHOLE, COUNT_OUT_OF_RANGE or COUNT_PART_EXCEEDS.
    """
    return _read(raw, "")


_AMOUNT = Regex(r"(?:约|共)?(?P<whole>\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.(?P<part>\d+))?(?:万?元)?")


def read_amount(raw: object) -> Reading[int]:
    """Read an amount of money in hundredths of the unit it is written in; 无 and dashes are 0, a blank cell is None.

    Raises Unreadable(COUNT_UNREADABLE) for what is no amount, or more exact than that.
    """
    if is_blank(raw):
        return Reading(None)
    text = compact(as_text(raw))
    if is_nothing(text):
        return Reading(0)
    if is_filler(text):
        return Reading(None, "VALUE_FILLER")
    match = _AMOUNT.fullmatch(text)
    part = (match["part"] or "").rstrip("0") if match else ""
    if match is None or isinstance(raw, bool) or len(part) > 2:
        raise Unreadable("COUNT_UNREADABLE")
    return Reading(int(match["whole"].replace(",", "")) * 100 + int(part.ljust(2, "0")))


_VISIT = Regex(rf"(?<=[\d余多两十百千{_HAN_DIGITS}])次(?!数)")
NO_VISIT = Regex("(?:从|尚|还|暂)?(?:未|没有|无)(?:走访|去过|到过)过?")
"""A compact text that says that nobody came."""


def read_visits(raw: object) -> Reading[int]:
    """Read how often somebody visited: 12, 12次, 未走访. Raises as :func:`read_count` does, also for people: 12人次."""
    if not isinstance(raw, str):
        return read_count(raw)
    text = compact(raw)
    if NO_VISIT.fullmatch(text):
        return Reading(0)
    if re.search("[人名位家个]", text):
        raise Unreadable("COUNT_UNREADABLE")
    return read_count(_VISIT.sub("", text))


_MEMBERS = "(?:中共)?党员"
_STAFF = "(?:(?:在[岗职册])?(?:职工|员工|从业人员|工人|人员)|在[岗职册])"


def read_members(raw: object) -> Reading[int]:
    """Read a count of members, which may say so: 无党员, 党员3名. Raises as :func:`read_count` does."""
    return _read(raw, _MEMBERS)


def read_staff(raw: object) -> Reading[int]:
    """Read a count of employees, which may say so: 职工50人以上. Raises as :func:`read_count` does."""
    return _read(raw, _STAFF)


_TOTAL = Regex("^(?:(?:现有?|共有?|总?共计?|合计|总计|总数|计|仅有?|只有|有)(?=\\d))")
_NONE_BUT = Regex(r"(?:[暂尚]?无|没有)[(,;]\D*(?:积极分子|申请人|发展对象)\D*\d{0,3}\D*")
"""None, and some who are on their way: 无（有积极分子1名）."""


def _read(raw: object, noun: str) -> Reading[int]:
    """Read a count of what ``noun`` is a pattern of."""
    if isinstance(raw, bool):
        raise Unreadable("COUNT_UNREADABLE")
    if is_blank(raw):
        return Reading(None)
    if isinstance(raw, int | float):
        return Reading(_bounded(raw))
    text = _spelled_out(compact(_NUMBERS_APART.sub(",", as_text(raw))))
    if noun and (re.fullmatch(f"(?:[暂尚]?无|[暂尚]?没有){noun}", text) or _NONE_BUT.fullmatch(text)):
        return Reading(0)
    text = _alone(text, noun)
    if is_nothing(text):
        return Reading(0)
    if is_filler(text):
        return Reading(None, "VALUE_FILLER")
    # NFKC would turn a footnote mark into a digit: 3① is not 31
    if any(unicodedata.category(char) == "No" for char in str(raw)):
        raise Unreadable("COUNT_UNREADABLE")
    return _read_words(text)


_NUMBERS_APART = Regex(r"(?<=[\d人名个])\s+(?=\d(?!\d\d(?:\D|$))|正|预)")
"""Two numbers with a blank between, and no thousands: 3 1预备, 3人 预备1人."""

_COMING = Regex(
    rf"[,、;]\d{{1,6}}{_UNIT}(?:入党)?(?:积极分子|申请人|发展对象)$|[,、;](?:入党)?(?:积极分子|申请人|发展对象):?\d{{1,6}}{_UNIT}$"
)
"""Those on their way, beside the members: 党员3名，积极分子2名."""


def _alone(text: str, noun: str) -> str:
    """Take away the noun, and what says that a number is the whole: 党员3人, 现有3名党员."""
    text = text.rstrip("。;,、")
    if noun == _MEMBERS:
        text = _COMING.sub("", text)
    if noun:
        text = re.sub(
            f"^(?:(?:现|共)?有)?{noun}(?:人?数)?:?(?=\\D{{0,4}}\\d)|(?<=[\\d人名个]){noun}(?=$|[(,、;])", "", text
        )
    return _TOTAL.sub("", text)


def _read_words(text: str) -> Reading[int]:
    if match := _PLAIN.fullmatch(text) or _THOUSANDS.fullmatch(text):
        return Reading(_bounded(int(match[1].replace(",", ""))))
    if _NEGATIVE.fullmatch(text):
        raise Unreadable("COUNT_OUT_OF_RANGE")
    if _DECIMAL.fullmatch(text):
        raise Unreadable("COUNT_NOT_WHOLE")
    if _ONLY_SORTS.fullmatch(text):
        return Reading(_bounded(sum(_parts(text).values())), "COUNT_WITH_PART")
    if terms := _range(text):
        return Reading(terms.low, "COUNT_RANGE") if terms.low == terms.high else Reading(None, "COUNT_RANGE", terms)
    if match := _ABOUT.fullmatch(text):
        return Reading(_bounded(int(match[1])), "COUNT_APPROXIMATE")
    if match := _PART.fullmatch(text):
        note = text[match.end(1) :]
        if not all(_NOTE.fullmatch(piece) for piece in _pieces(note)):
            raise Unreadable("COUNT_UNREADABLE")
        apart = _parts(note).get("预备", 0) if _APART.search(note) else 0
        parts = [_parts(note).get(sort) for sort in ("正式", "预备")]
        whole = int(match[1])
        most = max([*map(int, _ALONE.findall(note)), *filter(None, parts)], default=0)
        if not apart and (most > whole or (None not in parts and sum(filter(None, parts)) != whole)):
            raise Unreadable("COUNT_PART_EXCEEDS")
        return Reading(_bounded(int(match[1]) + apart), "COUNT_WITH_PART")
    if match := _HAN.fullmatch(text):
        return Reading(_han_number(match[1].replace("〇", "零").replace("○", "零").replace("两", "二")))
    raise Unreadable("COUNT_UNREADABLE")


def read_probationary_part(raw: object) -> Reading[int]:
    """Read how many probationary members (预备党员) a note in a member count says that there are.

    3(1预备) and 3(正式2) give 1, 3(均为预备) gives 3; a count without such a note, or with one that does not fit it,
    gives None.
    """
    if not isinstance(raw, str):
        return Reading(None)
    text = _alone(_spelled_out(compact(_NUMBERS_APART.sub(",", raw))), _MEMBERS)
    if not (match := _PART.fullmatch(text)):
        return Reading(_parts(text).get("预备", 0 if set(_parts(text)) == {"正式"} else None))
    whole, note = int(match[1]), text[match.end(1) :]
    parts = _parts(note)
    if _APART.search(note) and parts:
        return Reading(parts.get("预备"))
    if any(re.fullmatch(_NONE_PROBATIONARY, piece) for piece in _pieces(note)):
        return Reading(0)
    if every := _ALL_OF_A_SORT.fullmatch(note):
        parts = {every["sort"]: whole}
    full = parts.get("正式")
    part = parts.get("预备", None if full is None else whole - full)
    fits = part is not None and 0 <= part <= whole and full in (None, whole - part)
    return Reading(part if fits else None)


def _range(text: str) -> Terms | None:
    """Give the ends of a range that a whole text is, both of them counts that it may be; None if it is none."""
    text = _HAN_FIGURES.sub(_in_figures, text)
    for pattern, above, below in _RANGES:
        if match := re.fullmatch(pattern, text):
            found = match.groupdict()
            near = found.get("near")
            low = int(found.get("low") or 0) + above if near is None else int(near) - (int(near) - 1) // _NEAR
            top = near or found.get("high")
            high = _bounded(int(top) + below) if top else None
            if high is not None and high < low:
                raise Unreadable("COUNT_UNREADABLE")
            return Terms(low=_bounded(low), high=high)
    return None


def _in_figures(match: re.Match[str]) -> str:
    """Write a Chinese numeral in figures, if it is one."""
    try:
        return str(_han_number(match[0].replace("〇", "零").replace("○", "零").replace("两", "二")))
    except Unreadable:
        return match[0]


_SUM = Regex(r"^(\d{1,6})\+(\d{1,6})\(?预备?(?:党员)?\)?$")
"""Full members and, beside them, probationary ones: 3+1（预备）."""


_SIDE_BY_SIDE = Regex(
    r"(\d[名人个]?正式(?:党员)?|正式(?:党员)?:?\d{1,6}[名人个]?)(?=\d{1,6}[名人个]?预备|预备(?:党员)?:?\d)"
)
"""Two sorts with nothing between: 3正1预, 正3预1."""


_UNCONFIRMED = Regex("预备期(?:内的?)?|(?:尚未|未|没有|待)转正的?")
_ROUND = str.maketrans("【】〔〕{}", "()()()")
_AMONG_BEHIND = Regex(r"(?<=[\d人名个])(?=其中|均|都是|全部?(?:为|是))")
"""Where a note begins without a mark: 3人其中预备1人, 3名均为正式党员."""

_BEFORE_NUMBER = Regex(r"(?<=[正预式备员数]):(?=\d)")
"""What stands between a sort and its number: 正式：3, 预备党员数：1."""


def _spelled_out(text: str) -> str:
    """Write 正式 and 预备 for what is short for them, and figures in front of people: 2正1预, 三人（一名预备）."""
    text = _FIGURE_OF_PLACE.sub(lambda figure: _HAN_DIGITS[int(figure[0])], text.translate(_ROUND))
    text = _UNCONFIRMED.sub("预备", _HAN_PEOPLE.sub(_in_figures, text))
    text = _AMONG_BEHIND.sub(",", text)
    text = _BEFORE_NUMBER.sub("", text)
    text = _SUM.sub(r"\1正式\2预备", text)
    text = re.sub(r"(?<=\d)([名人个]?)正(?!式)|正(?=:?\d)", r"\1正式", text)
    return _SIDE_BY_SIDE.sub(r"\1,", re.sub(r"预(?!备|计|算)", "预备", text))


def _parts(note: str) -> dict[str, int]:
    """Give how many of each sort a note names, each number before its sort (1预备) or behind it (预备1)."""
    found: dict[str, int] = {}
    for piece in _pieces(note):
        first = _SORT_FIRST if re.match(r"\D*?(?:预备|正式)", piece) else _NUMBER_FIRST
        found |= {match["sort"]: int(match["number"]) for match in first.finditer(piece)}
    return found


def _pieces(note: str) -> list[str]:
    """Cut a note at its marks."""
    found = (re.sub(rf"^[余多]?{_UNIT}$", "", piece) for piece in re.split(r"[、,;:/+和。()\[\]]", note))
    return [piece for piece in found if piece]


def _bounded(number: float) -> int:
    if not 0 <= number <= LARGEST:
        raise Unreadable("COUNT_OUT_OF_RANGE")
    if number != int(number):
        raise Unreadable("COUNT_NOT_WHOLE")
    return int(number)


def _han_number(text: str) -> int:
    """Chinese numerals below ten thousand, in places (一百二十) or as digits (一二〇).

    Only what :func:`_spelled` would write is a number: 二三人 is *two or three*, 十二三 *twelve or so*.
    """
    if not any(char in _HAN_PLACES for char in text):
        if 1 < len(text) < 3 and "零" not in text:
            raise Unreadable("COUNT_UNREADABLE")
        return _bounded(int("".join(str(_HAN_DIGITS.index(char)) for char in text)))
    total = digit = 0
    for char in text:
        if char in _HAN_PLACES:
            total, digit = total + (digit or 1) * _HAN_PLACES[char], 0
        else:
            digit = _HAN_DIGITS.index(char)
    total += digit
    if text not in (_spelled(total), _spelled(total).removeprefix("一")):
        raise Unreadable("COUNT_UNREADABLE")
    return total


def _spelled(number: int) -> str:
    """Write a number below ten thousand in Chinese: 105 is 一百零五, 12 is 一十二."""
    text = ""
    for place, worth in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit = number // worth % 10
        if digit:
            text += _HAN_DIGITS[digit] + place
        elif text and not text.endswith("零"):
            text += "零"
    return text.rstrip("零")
