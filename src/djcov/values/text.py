"""Names and other text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime

from .. import masking
from ..regex import Regex
from . import names, subjects
from .phrases import is_of_nobody, is_of_organization
from .reading import DITTOS, LOST, Reading, Unreadable, as_text, compact, is_blank, is_filler, is_nothing
from .statements import Named, Statement, statement
from .subjects import Subject
from .yesno import NO, YES, is_person, marked, may_be_person

NOBODY = "无"
"""How a cell that says *none* is kept in a column of names; a blank cell is None instead."""

SOMEBODY = "有"
"""How a mark such as √ in a column of names is kept: there is one, the name is not given."""

_LONGEST = 2000
_LONGER_THAN_FILLERS = 5
_LEGAL_NAME = Regex(r"\w")
_HAN_GAP = r"(?<=[㐀-鿿豈-﫿])\s+(?=[㐀-鿿豈-﫿])"
"""Compiled when first needed: classes of Chinese characters take milliseconds, and few texts have a gap."""
_LIST_MARKS = Regex(r"[、,，;；\n\r|①-⑳]+")
_OFFICE_MARKS = Regex(r"[,，/／]")
SEVERAL = "[、;；|,，/／]"
"""What stands between several people in one cell."""

_PEOPLE_MARKS = Regex(SEVERAL)
_NUMBERING = Regex(r"(?:^|[、,，;；\n\r|])\s*(?:\d{1,3}[、.．)）](?!\d)|[(（]\d{1,3}[)）])")
"""The 1、 or (2) in front of a list's items, with the mark before it."""

_NUMBER_WITHIN = Regex(r"[、,，;；\s]*(?:(?<!\d)\d{1,2}[、.．)）](?!\d)|[(（]\d{1,2}[)）]|[①-⑳])")
"""The same wherever it stands: 1.张三2.李四."""


def read_text(raw: object, mask: Callable[[str], str] = masking.free_text) -> Reading[str]:
    """Read any text: the invisible out, line breaks to spaces, numbers of people masked. Nothing is judged.

    Raises Unreadable(TEXT_TOO_LONG) beyond 2,000 characters.
    """
    if is_blank(raw):
        return Reading(None)
    if isinstance(raw, datetime | date):
        raw = raw.isoformat()[:10]
    text = as_text(raw)
    if not text.isalnum():
        text = re.sub(_HAN_GAP, "", text).replace("\n", " ")
    if len(text) > _LONGEST:
        raise Unreadable("TEXT_TOO_LONG")
    return Reading(mask(text), "CHARACTER_LOST" if LOST in text else "")


def read_name(raw: object, mask: Callable[[str], str] = masking.public_name) -> Reading[str]:
    """Read the name of an enterprise or organisation; a person's is masked as any text.

    Raises Unreadable(NAME_UNCLEAR) for a mark or a filler in place of a name.
    """
    if isinstance(raw, str) and _LONGER_THAN_FILLERS < len(raw) <= _LONGEST and raw.isalnum():
        return Reading(mask(raw))  # nothing in it to take out; most names are like this
    reading = read_text(raw, mask)
    if reading.value is None:
        return reading
    flat = compact(reading.value)
    if is_filler(flat) or is_nothing(flat) or not _LEGAL_NAME.search(flat):
        raise Unreadable("NAME_UNCLEAR")
    return reading


def read_somebody(
    raw: object,
    mask: Callable[[str], str] = masking.public_name,
    named: Named = names.party,
    subject: Subject | None = subjects.PARTY,
) -> Reading[str]:
    """Read who or what stands in a cell, whose form ``named`` knows: by itself a Party organisation.

    Gives a name, :data:`NOBODY` (also for who has left, or is still to come), :data:`SOMEBODY`, or None if unknown.
    Raises Unreadable(STATEMENT_UNCLEAR) for a text of which some part is not understood, or that says nothing of its
    ``subject``.
    """
    if isinstance(raw, bool):
        return Reading(SOMEBODY if raw else NOBODY)
    reading = read_text(raw, mask)
    if reading.value is None:
        return reading
    flat = compact(reading.value)
    if (match := _QUOTED.fullmatch(flat)) and named(match[1]):
        reading, flat = Reading(match[1]), match[1]
    if is_filler(flat) and flat not in _VACANT:
        return Reading(None, "VALUE_FILLER")
    if is_nothing(flat) or marked(flat) in NO:
        return Reading(NOBODY)
    said = statement(flat, named)
    if subject and not subject.is_answered(said):
        raise Unreadable("STATEMENT_UNCLEAR")
    if marked(flat) in YES:
        return Reading(SOMEBODY)
    return _stated(reading.value or flat, flat, said)


_QUOTED = Regex('[“"「『《](.+)[”"」』》]')
_VACANT = frozenset(("暂缺", "待补"))
"""Fillers that say of a post, unlike of a number or a day, that nobody holds it."""


def _stated(text: str, flat: str, said: Statement) -> Reading[str]:
    """Give the names that a statement says that there are."""
    if said.says is None:
        raise Unreadable("STATEMENT_UNCLEAR")
    if said.says is False:
        return Reading(NOBODY, "" if said.mood == "denied" else "NOT_NOW")
    if not said.things:
        is_open = any(word.part == "o" for clause in said.clauses for word in clause.words)
        return Reading(text if is_open else SOMEBODY, terms=said.terms)
    whole = sum(map(len, said.things)) == len(_PEOPLE_MARKS.sub("", flat)) or _HAS_NUMBER.search(flat)
    return Reading(text if whole and not said.terms else "、".join(said.things), terms=said.terms)


_HAS_NUMBER = Regex(r"\d{3}\*")
"""A phone number, which tells two people of one name apart: it stays, masked."""


_WHOLE_VILLAGE = Regex("[\u4e00-\u9fff][庄屯寨湾坊营店集铺沟坡岗堡](?:村|社区)")
"""A village whose first character is a part of its name, whatever else it may mean: 原庄村, 未庄村."""


def read_place(raw: object) -> Reading[str]:
    """Read which village or community (村、社区) stands in a cell, as :func:`read_somebody`."""
    if isinstance(raw, str) and _WHOLE_VILLAGE.fullmatch(compact(raw)):
        return read_text(raw, masking.public_name)
    return read_somebody(raw, named=names.village, subject=None)


def is_nobody(text: str) -> bool:
    """Whether a compact text in place of a name says that there is none, or none yet: 无, 无(待建), 未组建, 待派."""
    if is_nothing(text) or marked(text) in NO or (is_filler(text) and text[0] in "待未"):
        return True
    said = statement(text, names.person)
    named = any(clause.thing or any(word.part == "o" for word in clause.words) for clause in said.clauses)
    return said.says is False and not named


def names_nobody(text: str) -> bool:
    """Whether a compact text in a column of people is known to be about none of them: 不详, 同上, 未定, 已建支部."""
    return is_filler(text) or is_nothing(text) or text in DITTOS or is_of_nobody(text)


_PHONE = Regex(r"(?:(?:联系)?(?:电话|手机号?|TEL|tel|Tel)[::]?)?(?<![\d-])(?:1[3-9]\d{9}|0\d{2,3}-?\d{7,8})(?![\d-])")
_AROUND_PHONE = " \t\r\n/,，、;；:：|-—·"
_EMPTY_BRACKETS = Regex(r"[(（][\s,，、;；:：/]*[)）]")


def phone_beside(raw: object) -> str | None:
    """Give the one phone number that stands in a cell of people, by itself or beside one name; else None."""
    parted = _parted(raw)
    return parted and re.sub(r"\D", "", parted[1])


def _parted(raw: object) -> tuple[str, str] | None:
    """Part a cell with one phone number into what stands beside it and the number; None if there is none, or more."""
    text = unicodedata.normalize("NFKC", as_text(raw)) if isinstance(raw, str | float | int) else ""
    found = _PHONE.findall(text) if len(text) <= _LONGEST else []
    if len(found) != 1:
        return None
    rest = _EMPTY_BRACKETS.sub("", _PHONE.sub("", text)).strip(_AROUND_PHONE)
    return None if re.search(SEVERAL, rest) else (rest, found[0])


def read_person(raw: object) -> Reading[str]:
    """Read who stands in a cell of people, as :func:`read_somebody`; names in lines of their own stay apart.

    A phone number beside one name is none of it (see :func:`phone_beside`); by itself it stands for the name, masked.
    Raises Unreadable(NAME_UNCLEAR) for a text about an organisation, which says nothing of a person: 已建党组织.
    """
    if parted := _parted(raw):
        rest, number = parted
        if not rest:
            return Reading(masking.free_text(re.sub(r"\D", "", number)))
        if names.person(compact(rest)):
            raw = rest
    lines = _in_lines(as_text(raw)) if isinstance(raw, str) else ()
    if lines and all(is_person(compact(line)) for line in lines):
        raw = "、".join(lines)
    if isinstance(raw, str) and is_of_organization(compact(raw)):
        raise Unreadable("NAME_UNCLEAR")
    return read_somebody(raw, masking.free_text, names.person, subjects.SOMEBODY)


_FIRST = Regex(r"\s*(?:1[、.．)）](?!\d)|[(（]1[)）]|①)")
_SECOND = Regex(r"(?:^|[^\d.])(?:2[、.．)）](?!\d)|[(（]2[)）]|②)")


def _in_lines(text: str) -> tuple[str, ...]:
    """Cut a cell with one person to a line, or numbered ones (1.张三 2.李四); nothing of any other."""
    if _SECOND.search(text) and _FIRST.match(text):
        text = _NUMBER_WITHIN.sub("\n", text)
    return tuple(line for line in text.strip().split("\n") if line) if "\n" in text else ()


def split_people(text: str) -> tuple[str, ...]:
    """Give the people whom a cell names, 张三、李四; a cell that holds anything else than names stays whole.

    After a comma or a stroke an office may stand as well: there only what reads like a name by its surname is one.
    """
    parts = dict.fromkeys(part for part in (each.strip() for each in _PEOPLE_MARKS.split(text)) if part)
    names = is_person if _OFFICE_MARKS.search(text) else may_be_person
    return tuple(parts) if len(parts) > 1 and all(names(compact(part)) for part in parts) else (text,)


def read_known_text(raw: object, mask: Callable[[str], str] = masking.free_text) -> Reading[str]:
    """Read a text in which fillers (不详) mean unknown and marks of nothing mean 无."""
    reading = read_text(raw, mask)
    if reading.value is None:
        return reading
    flat = compact(reading.value)
    if is_filler(flat):
        return Reading(None, "VALUE_FILLER")
    return Reading(NOBODY) if is_nothing(flat) else reading


def read_known_name(raw: object) -> Reading[str]:
    """Read the name of an enterprise or organisation where none need stand: as any text, masked as a name."""
    return read_known_text(raw, masking.public_name)


def name_key(name: str) -> str:
    """Give the form in which names compare: NFKC, case folded, spaces out. 有限公司 and the like stay."""
    return compact(name).casefold()


def named_key(name: str | None) -> str | None:
    """Give the key of what a cell names; None if it is blank or says that there is none."""
    return None if name is None or name == NOBODY else name_key(name)


def split_list(text: str) -> tuple[str, ...]:
    """Split a cell that lists several names by 、 , ; or a line break; numbers in front of them are dropped."""
    parts = (part.strip() for part in _LIST_MARKS.split(_NUMBERING.sub("\n", text)))
    return tuple(part for part in parts if part and not is_nothing(compact(part)))


_FIGURE = "(?:[0-9]{1,4}|[一二三四五六七八九十两]{1,3})"
_ROLES = "牵头|牵头单位|牵头企业|牵头公司|主体|主建|主建企业|组长单位|依托单位|依托企业|所在企业|新增"
_HOW_MANY = f"(?:共|共计|等|覆盖|联系)?{_FIGURE}(?:[家个户](?:企业|单位|公司)?)?"
_AND_MORE = f"等(?:共|合计)?({_FIGURE})[家个户](?:企业|单位|公司)?"
NO_PLAIN_LIST = (
    f"(?:^|、){_HOW_MANY}(?:、|$)|{_AND_MORE}(?:、|$)|[(（](?:{_ROLES})[)）]"
    r"|[家个户](?:企业|单位|公司)?[)）]?$|等(?:企业|单位|公司)?$|[。.“”\"「」『』《》:：]"
    r"|^(?:[(（0-9①共]|所?覆盖|包括|包含|涉及|联系|派驻|企业名)|\s|[　\xa0]"
)
"""In Python's engine and in RE2: what in a list of enterprises is no part of a name."""

_ROLE_BEHIND = Regex(f"[(（](?:{_ROLES})[)）]$")
_MORE_BEHIND = Regex(f"{_AND_MORE}$")
_ONLY_NUMBER = Regex(f"^{_HOW_MANY}$")
_HAN_FIGURES = {word: number for number, word in enumerate("一二三四五六七八九十", 1)} | {"两": 2}


_LABEL = Regex(
    f"^(?:(?:所?覆盖|包括|包含|涉及|联系|派驻)的?(?:企业|单位|公司)?(?:名称|名单)?|共|共计|企业名[称单])?"
    f"(?:({_FIGURE})[家个户](?:企业|单位|公司)?)?(?:[:：]|(?=[(（][^()（）]*[)）]$))"
)
"""What stands before a list: 覆盖企业：, 2家：, 共2家（...）."""

_ENCLOSED = Regex("^[(（]([^()（）]*[、,，;；|\\s][^()（）]*)[)）]$")
_COUNT_BEHIND = Regex(f"(?<=[司厂社店团行部])、?[(（]?(?:共|共计|计|等)?({_FIGURE})[家个户](?:企业|单位|公司)?[)）]?$")
_AND_OTHERS = Regex("(?<=[司厂社店团])等(?:企业|单位|公司)?$")
_MANY = "多"
_QUOTES = Regex('[“”"「」『』《》]')
_WHOLE_NAME = Regex(r"^(?!有限)[\w()（）]{3,}(?:公司|厂|合作社|商行|集团|商店|超市|酒店|宾馆|农场)$")


def _bare_list(text: str) -> tuple[str, str]:
    """Give a list without what stands around it, and how many it says that there are; 多 of 等 without a number."""
    bare = _QUOTES.sub("", text).strip().rstrip("。.;；")
    told = ""
    if (label := _LABEL.match(bare)) and label[0]:
        bare, told = bare[label.end() :].strip(), label[1] or ""
    if enclosed := _ENCLOSED.match(bare):
        bare = enclosed[1]
    elif label and label[0] and bare[:1] in ("(", "（"):
        bare = bare[1:-1]
    if behind := _COUNT_BEHIND.search(bare):
        bare, told = bare[: behind.start()], behind[1]
    if others := _AND_OTHERS.search(bare):
        bare, told = bare[: others.start()], told or _MANY
    if _FIRST.match(bare) and _SECOND.search(bare):
        bare = _NUMBER_WITHIN.sub("\n", bare)
    blanks = bare.split()
    if len(blanks) > 1 and all(_WHOLE_NAME.match(each.strip("、,，;；")) for each in blanks):
        bare = "\n".join(blanks)
    return bare, told


def read_list(raw: object) -> Reading[str]:
    """Read a cell that lists names; they come back one to a line (see :func:`split_list`).

    How many there are (2家, 甲公司等3家) names nobody: the note is LIST_COUNT if more are meant than are named.
    """
    if is_blank(raw):
        return Reading(None)
    text = as_text(raw)
    if len(text) > _LONGEST * 10:
        raise Unreadable("TEXT_TOO_LONG")
    text, told = _bare_list(masking.public_name(text))
    given = split_list(text)
    if not given:
        return Reading(NOBODY)
    names = [
        _ROLE_BEHIND.sub("", _MORE_BEHIND.sub("", name)) for name in given if not _ONLY_NUMBER.match(compact(name))
    ]
    meant = [told, *(match[1] for name in given if (match := _MORE_BEHIND.search(compact(name))))]
    number = max((int(each) if each.isdigit() else _HAN_FIGURES.get(each, 0) for each in meant), default=0)
    lacks = number > len(names) or not names or told == _MANY
    return Reading("\n".join(names) or None, "LIST_COUNT" if lacks else "")
