"""How personal data is shown: the one place that decides it.

Enterprises are public entities; members, instructors and secretaries are people (GB/T 35273-2020). Every
text about a person that reaches an output, a finding, an error or a crash report comes through here.
"""

from __future__ import annotations

import re
from enum import Enum

from . import persons
from .digits import DIGIT, GAP, HAN, LOCAL, MOBILE, groups, is_day, of_a_person
from .regex import Regex

HIDDEN = "***"
"""What is shown of a text in which nothing may be recognised."""

_NUMBER = Regex(rf"(?:{DIGIT}|[A-Za-z\W_])+")
_ENTERPRISE_CODE = r"(?<![0-9A-Za-z])9[123][0-9A-HJ-NPQRTUWXY]{16}(?![0-9A-Za-z])"
_TENTH = "[XxＸｘ]"
"""What stands for ten at the end of an identity number."""

_RUN = Regex(
    rf"{_ENTERPRISE_CODE}"
    rf"|{DIGIT}(?:{GAP}(?!{_ENTERPRISE_CODE}){DIGIT})*(?:{GAP}{_TENTH}(?![A-Za-z]))?"
    rf"|[{HAN}](?:{GAP}[{HAN}]){{{MOBILE - 1},}}"
)
"""A credit code, or digits with no letter between them; Chinese ones where they are as many as in a mobile number."""

_WHOLE = Regex(f"{DIGIT}+{_TENTH}?")

_ADDRESS = Regex(
    r"省(?!委|级|直)|[市县](?!委|级|直)|[路巷弄]|街(?!道)|胡同|小区|花园|[\d一二三四五六七八九十]号[院楼]|单元|\d[栋幢室组]|[乡镇].*村"
)
"""Words of addresses, and of little else that a cell or a line of such a roster may say."""

SIGNS = "(?:填表|填报|制表|审核|复核|负责|联系|经办|主管|分管|报送|统计)(?:人员|人|员|领导)"
"""Who signs below a table."""
_LABEL = f"(?:{SIGNS}|姓名|书记|主任|签字|签名)"
_HAN = "[\u3400-\u9fff·]"
_LABELLED = Regex(rf"({_LABEL}[)\uff09]?\s*[:\uff1a]\s*|{SIGNS}\s+)({_HAN}\s+{_HAN}(?!{_HAN})|(?:(?!{_LABEL}){_HAN})+)")


def name(text: str) -> str:
    """Mask a person's name: the first character stays (张三 → 张*, 欧阳小明 → 欧***)."""
    text = text.strip()
    return text[:1] + "*" * (len(text) - 1) if len(text) > 1 else text


class Names(Enum):
    """How people's names are shown in results: masked, unless the holder of the data asks for them (--show-names).

    It is about names alone. Identity and phone numbers and addresses have no such choice: nothing shows them.
    """

    MASKED = False
    SHOWN = True

    def show(self, text: str) -> str:
        """Give a person's name as it may be shown; a number that stands beside it in the cell is masked always."""
        return name(text) if self is Names.MASKED else free_text(text.strip())

    @property
    def note(self) -> str:
        """Say beside a result how it shows names."""
        if self is Names.MASKED:
            return "人员姓名只显示首字，其余以 * 代替；身份证号、电话、住址从不显示。"
        return "应 --show-names 的要求显示了人员全名，请按个人信息保管；身份证号、电话、住址从不显示。"


def number(text: str) -> str:
    """Mask an identity or phone number: at most three characters in front and four behind are shown.

    410105199001011234 → 410***********1234, 13812345678 → 138****5678; of a text that is no number, nothing.
    """
    text = text.strip()
    if len(text) < LOCAL or not _NUMBER.fullmatch(text):
        return HIDDEN if text else ""
    tail = 4 if len(text) >= MOBILE else 0
    return text[:3] + "*" * (len(text) - 3 - tail) + text[len(text) - tail :]


def free_text(text: str) -> str:
    """Mask what looks like an identity or phone number inside a text of unknown content.

    Days and the credit codes of enterprises (18 characters that begin with 91, 92 or 93) stay, but for such as may be
    an identity number: the residence permits of foreigners also begin with 9.
    """
    return _RUN.sub(_mask_run, text)


def public_name(text: str) -> str:
    """Mask what looks like an identity or phone number in the name of an enterprise, an organisation or a place.

    A number of up to ten digits that is a part of a name is its own (第1000001号): masked, it would make one of two.
    """
    return _RUN.sub(lambda match: _mask_run(match, LOCAL if match[0] == text else MOBILE), text)


def title(text: str) -> str:
    """Mask, in the name of a file, a sheet or a body, the numbers of people and what is recognisably a person's name.

    张三.xlsx → 张*.xlsx, 古城乡（李四13812345678） → 古城乡（李*138****5678）; 石桥镇, 高新企业台账 stay.
    """
    return persons.masked(public_name(text), name)


def _mask_run(match: re.Match[str], fewest: int = LOCAL) -> str:
    """Mask a run of digits, if they may be somebody's number, of which ``fewest`` may be one."""
    run = match[0]
    if re.fullmatch(_ENTERPRISE_CODE, run) and not (run[:-1].isdecimal() and is_day(run[6:14])):
        return run
    written = [*groups(run), *(["X"] if re.search(_TENTH, run) else [])]
    if run[0] in HAN:
        return number(run)
    if not of_a_person(written, fewest):
        return run
    if all(len(each) >= MOBILE for each in groups(run)):  # several, each in one piece
        return _WHOLE.sub(lambda match: number(match[0]), run)
    return number(run)


def of_people(text: str) -> str:
    """Mask a text out of a roster of people as :func:`free_text` does; of one that may be an address show nothing."""
    return HIDDEN if _ADDRESS.search(text) else free_text(text)


def labelled_names(text: str) -> str:
    """Mask the names that stand after a label, as they do around a table: 填表人：张三 → 填表人：张*."""
    return _LABELLED.sub(lambda match: match[1] + name(match[2]), text)
