"""What a state (经营状态, 党籍状态) says by the policy's words: that the row does not count, or nothing known."""

from __future__ import annotations

import re
from datetime import date
from typing import Protocol

from ..regex import Regex
from ..values.reading import compact
from ..values.terms import DATE, time_of
from ..values.text import NOBODY

_NOT = "(?:未[能予]?|非|没有?|不(?:是|予|再|能|愿|宜|同意|需要?|用|必)?|无[需须法]|暂缓)(?:被|办理)?"
"""What in front of a word says that it is not so: 未注销, 暂不转出, 无需转出."""

_NO_MORE = "(?:[未没不非无]|没有|无法|不再|未能|停止?|暂停|终止|中止)(?:正式|再)?"
"""What in front of a word of those who count says that it is not so: 未开业, 停止生产."""

CHOICE = Regex(r"[/|、]|或者?")
"""What stands between a state and another, of which nobody chose one: 正常/注销."""

_ABOUT_TO = "(?:[拟应须待需]|(?<!已)将|需要|必须|正在|准备|即将|计划|申请|建议)(?:予以?|被|办理?)*"
"""What in front of a word says that it is still to come: 拟转出, 应转出, 建议除名."""

_DOUBT = Regex("疑似|涉嫌|可能|或许|也许|似乎|好像|大概|估计|据说|听说|怀疑|[?？]")
"""What says that nobody is sure: 疑似空壳, 注销？"""

_THING = "(?:(?:党员)?(?:党?组织)?关系|手续|程序|流程|过程|的)*"
_UNDER_WAY = (
    r"(?:(?<![停歇]业)(?:正在?|进行)*"
    r"|(?:正在|进行)*(?:办理|接转|审[批核]|报批|申请|处理|公[告示])+(?:正在|进行)*)中(?=的|\W|$)"
)
_NOT_YET = f"{_THING}(?:{_UNDER_WAY}|(?:正在|待|[尚还暂]?未)(?:办|审|报?批|完成))"
"""What behind a word says the same: 转出手续办理中, 除名待批; not 转出中原区."""

_BACK = (
    r"^.*(?:[后又再次新](?:转入|转回)(?=[本我]|\W|$)|(?<![未不没有予法能得待拟请求可应])恢复"
    r"|(?<![未不没法能得待拟请求可应])(?:(?:重新|又)(?:注册|登记|开业|营业|设立|成立)|复[工产业市]|[转改]为?正常))"
)
"""What takes back all before it: 转出后又转入, 除名后恢复党籍, 停业转正常; not 转出后转入郑州, 除名不予恢复."""

_UNTIL = Regex(f"(?<!截)[至到](?:{DATE})|(?:{DATE})(?:为?止|结束|期满)")
"""A state that was for a time, of which nobody says what came then: 停业至2021年3月."""

_FORMER = r"^(?:原|曾|此前|以前|之前|先前).*?[,;、]?(?:现(?=已?[\u4e00-\u9fff])|目前)"
"""What was, in front of what is: 原停业，现正常."""

_ONCE = rf"(?<![^,;、()。])(?:{DATE}|于|在)*(?:原来?|曾经?|此前|以前|之前|先前)(?!址|地|因|料|材)[^,;、()。]*"
"""A clause of what was: 正常（曾停业）."""

_ANOTHER_S = (
    "(?<![^,;、()。])(?:其|该|原)?(?:[母子分总]公司|关联(?:企业|公司)|上级公司|集团|股东|分[店厂支]机?构?|门店|部分[^,;、()。]{0,6}?)"
    "[^,;、()。]*"
)
"""A clause about somebody else, or a part: 正常（母公司已注销）."""

_IN_ORDER = "(?:整顿|整改|改造|检修|装修)"
"""What behind a state says that it is not for good: 停业整顿."""

_FROM_ELSEWHERE = r"转入(?:党员)?\W*[由从自][^转]{1,12}转出"
"""Where a member was before: 已转入(由外地转出)."""


class Statuses(Protocol):
    """The words of a section of the policy."""

    @property
    def statuses_out(self) -> tuple[str, ...]:
        """Whose state has one of these does not count."""
        ...

    @property
    def statuses_in(self) -> tuple[str, ...]:
        """Whose state has one of these counts."""
        ...


def is_out(text: str, words: Statuses) -> bool:
    """Whether a state says that its row does not count."""
    return contains(re.sub(f"{_NOT}(?:{pattern_of(words.statuses_out)})", "", compact(text)), words.statuses_out)


def is_closed(text: str, words: Statuses, as_of: date) -> bool:
    """Whether a 经营状态 says that a business has closed by a day, and not only that it is about to."""
    flat = compact(text)
    if CHOICE.search(flat) and contains(flat, words.statuses_in):
        return False
    days = [time for match in re.finditer(DATE, flat) if (time := time_of(match[0]))]
    if any(time.has_come(as_of) is not True for time in days):
        return False
    return is_gone(flat, words)


def is_gone(text: str, words: Statuses) -> bool:
    """Whether a 党籍状态 says that the member is gone, and not only about to go, and has not come back."""
    flat = compact(text)
    if _DOUBT.search(flat) or _UNTIL.search(flat):
        return False
    return is_out(_come(_own(_now(flat), words), words), words)


def _now(flat: str) -> str:
    """Give what a compact state says since it was last otherwise."""
    return re.sub(f"{_BACK}|{_FROM_ELSEWHERE}|{_FORMER}", "", flat)


def _own(flat: str, words: Statuses) -> str:
    """Give what a compact state says of whom it is about, and of all of it; no clause of what was, or is another's."""
    some = pattern_of(words.statuses_out)
    return re.sub(f"{_ONCE}|{_ANOTHER_S}|半(?:{some})|(?:{some}){_IN_ORDER}", "", flat)


def _come(flat: str, words: Statuses) -> str:
    """Give what a compact state says without what is still to come."""
    some = pattern_of(words.statuses_out)
    return re.sub(f"{_ABOUT_TO}(?:{some})|(?:{some}){_NOT_YET}", "", flat)


def is_unknown(text: str, words: Statuses) -> bool:
    """Whether none of the words explains a state."""
    flat = compact(text)
    doubted = _DOUBT.search(flat) or _UNTIL.search(flat) or (CHOICE.search(flat) and contains(flat, words.statuses_in))
    if doubted and contains(flat, words.statuses_out):
        return True
    now = _now(_come(flat, words))
    if is_out(now, words) and not is_out(own := _own(now, words), words):
        return not contains(own, words.statuses_in)
    said = re.sub(f"{_NO_MORE}(?:{pattern_of(words.statuses_in)})", "", flat)
    return flat != NOBODY and not contains(said, words.statuses_in) and not contains(flat, words.statuses_out)


def pattern_of(words: tuple[str, ...]) -> str:
    """Give a pattern of any of some words; of none, one that nothing fits."""
    return "|".join(map(re.escape, words)) or "(?!)"


def contains(text: str, words: tuple[str, ...]) -> bool:
    """Whether a text has one of some words."""
    return any(word in text for word in words)
