"""Where a person stands with the Party, in the words of 人员类别, 政治面貌 (GB/T 4762-1984) and 是否党员.

A text counts when all of it is understood: 民革党员 and 历史党员 are no members, 流动党员 and 党员家属 are unreadable.
"""

from __future__ import annotations

import re
from typing import Literal

from ..regex import Regex
from .dates import NEVER
from .reading import Reading, Unreadable, as_text, compact, is_blank, is_filler, is_nothing
from .terms import DATE, Terms, Time, time_of
from .yesno import NO, YES, marked

Standing = Literal["正式党员", "预备党员", "党员", "入党积极分子", "发展对象", "入党申请人", "非党员"]
"""党员 is a member of whom it is not said whether a full one; the three behind it are on their way to become one."""

_PARTY = "(?:中国共产党|中共|共产党)?"
_ROLE = (
    r"(?:[/、,;(]*(?:(?:党?支部|党组织|党委|党总支)?(?:副?书记|(?:组织|宣传|纪检)?委员)|党小组长|企业主|出资人|法人|法定代表人|负责人"
    r"|在[册岗职籍]|流动(?:党员)?|离?退休|[男女])\)?)*"
)
"""What else he or she is: 中共党员/书记."""

_OVER = (
    "(?:现?已)?(?:出党|退党|脱党|除名|劝退|开除(?:党籍)?|停止党籍|(?:被)?取消(?:预备)?(?:党员)?资格|转出|转走"
    "|去世|死亡|离世|病故|逝世)"
)
"""What ended it."""

_DATED = r"(?P<confirmed>转正|转为正式(?:党员)?)?(?:加?入党|加入|接收|发展)?"
_WHEN = rf"(?:\((?P<planned>拟|预计|计划)?(?:于)?(?P<when>{DATE}){_DATED}\))?"
"""A date behind it: （2022年转为正式）, （2019年6月入党）."""

_STANDINGS: tuple[tuple[Standing, str], ...] = (
    ("正式党员", rf"{_PARTY}(?:正式(?:党员)?|党员\(正式(?:党员)?\))"),
    ("预备党员", rf"{_PARTY}(?:预备期?(?:党员)?|党员\(预备期?(?:党员)?\))"),
    ("党员", rf"中共|{_PARTY}党员|共产党员|中国共产党员|(?:在职|在岗|离退休|退休|企业|职工|农民|学生){_PARTY}党员"),
    ("入党积极分子", "(?:重点)?(?:入党|建党)?(?:重点)?(?:积极分子|培养对象)"),
    ("发展对象", "(?:党员|入党|重点)*发展对象"),
    ("入党申请人", "(?:入党申请|申请入党)(?:人|者|人员|对象)?|申请人|(?:已|已经)?(?:递交|提交)入党申请书?"),
    (
        "非党员",
        "群众|普通(?:群众|公民|居民)|非(?:中共)?党员|(?:共青)?团员|(?:中国)?共青团员|少先队员"
        "|民革(?:党员|会员|成员)?|民盟(?:盟员|成员)?|民建(?:会员|成员)?|民进(?:会员|成员)?|农工(?:民主)?党(?:党员|成员)?"
        "|致公党(?:党员|成员)?|九三(?:学社)?(?:社员|成员)?|台盟(?:盟员|成员)?|民主党派(?:人士|成员)?|无党派(?:民主)?(?:人士)?"
        rf"|(?:历史|原|前|已转出|已?退出的?)党员|{_OVER}|(?:{_PARTY}(?:正式|预备)?党员)\({_OVER}\)"
        "|[拟待](?:定|列为|确定为)?(?:发展对象|发展|入党|接收|预备党员)",
    ),
)
"""What each is called, as a pattern of a whole text; the first that fits wins."""

_CODE = Regex(r"^\d{1,2}[-.、:]?(?=\D)")
"""The standard's number in front of the word: 01-中共党员."""


def read_standing(raw: object) -> Reading[str]:
    """Read 人员类别 or 政治面貌; of a member with a date (正式党员（2022年转正）) the terms tell since when it is so.

    Before it who is to be 正式党员 is 预备党员 still, and who is to be another member is none yet (:data:`BEFORE`).
    Raises Unreadable(CHOICE_UNKNOWN) for what is not understood whole.
    """
    if is_blank(raw):
        return Reading(None)
    text = compact(as_text(raw))
    if is_filler(text):
        return Reading(None, "VALUE_FILLER")
    if is_nothing(text) or marked(text) in NO:
        return Reading("非党员")
    if said := _said(_CODE.sub("", text)):
        return said
    raise Unreadable("CHOICE_UNKNOWN")


def read_is_member(raw: object) -> Reading[str]:
    """Read 是否党员: yes, no, the standing itself, or both: 是（预备）, 是，2019年入党. Raises as :func:`read_standing`
    does.
    """
    if is_blank(raw):
        return Reading(None)
    if marked(raw) in YES:
        return Reading("党员")
    match = _ANSWERED.fullmatch(compact(as_text(raw)))
    if not match:
        return read_standing(raw)
    if joined := _JOINED.fullmatch(match["rest"]):
        return Reading("党员", terms=Terms(since=time_of(joined["when"])))
    said = _said(match["rest"])
    if not said or (match["yes"] is None and said.value in MEMBERS):
        raise Unreadable("CHOICE_UNKNOWN")
    return said


MEMBERS: tuple[Standing, ...] = ("正式党员", "预备党员", "党员")
_ANSWERED = Regex(r"(?:(?P<yes>是|有|√)|否|不是|×)[(,;:、]+(?P<rest>[^()]+)\)?")
_JOINED = Regex(rf"(?:于)?(?P<when>{DATE})(?:加?入党|加入)?")

NO_MEMBER: Standing = "非党员"
BEFORE: dict[Standing, Standing] = {"正式党员": "预备党员"}
"""What somebody is before the date from which on he or she is something; of all others :data:`NO_MEMBER`."""


def _said(text: str) -> Reading[str] | None:
    for standing, words in _STANDINGS:
        if match := re.fullmatch(f"(?:{words}){_ROLE}{_WHEN}", text):
            return _dated(standing, match) if match["when"] else Reading(standing)
    return None


def _dated(standing: Standing, match: re.Match[str]) -> Reading[str] | None:
    """Give a standing with the date behind it: of confirmation, or of joining."""
    time = Time.day(NEVER) if match["planned"] else time_of(match["when"])
    if standing not in MEMBERS or time is None:
        return None
    if standing == "党员":
        return Reading("正式党员" if match["confirmed"] else "党员", terms=Terms(since=time))
    if standing == "预备党员" and not match["confirmed"]:
        return Reading("预备党员", terms=Terms(since=time))
    is_joining = not match["confirmed"] and match[0][-2] in "党入收展"
    return Reading("党员" if is_joining else "正式党员", terms=Terms(since=time))
