"""Results of appraisals (考核结果) of instructors: 优秀, 称职 or 合格, and below; unknown words are none of them."""

from __future__ import annotations

from ..regex import Regex
from .boxes import ticked
from .reading import Reading, Unreadable, compact
from .text import NOBODY, read_known_text
from .yesno import NO

RESULTS = ("优秀", "良好", "称职", "基本称职", "不称职", "未定等次", "未考核")
"""The results, the best first; then those that are none."""

_WORDS = {
    **{result: result for result in RESULTS},
    **dict.fromkeys(("优",), "优秀"),
    **dict.fromkeys(("良",), "良好"),
    **dict.fromkeys(("合格",), "称职"),
    **dict.fromkeys(("基本合格",), "基本称职"),
    **dict.fromkeys(("不合格",), "不称职"),
    **dict.fromkeys(("不定等次", "未确定等次", "不确定等次"), "未定等次"),
    **dict.fromkeys(("未参加考核", "不参加考核", "未参加", "暂未考核", "尚未考核", "待考核", NOBODY), "未考核"),
}
_BESIDE = Regex("^(?:(?:年度)?考核(?:结果|等次)?(?:为|:|定为)?|(?:被)?(?:评为|评定为|确定为))|(?:等次|档次|等级|等)$")
"""What says no more than that a word is a result."""


def read_appraisal(raw: object) -> Reading[str]:
    """Read the result of an appraisal. Raises Unreadable with CHOICE_UNKNOWN or CHOICE_CONFLICT."""
    reading = read_known_text(raw)
    if reading.value is None:
        return reading
    flat = ticked(compact(reading.value))
    if flat is None:
        raise Unreadable("CHOICE_CONFLICT")
    if flat.upper() in NO:
        return Reading("未考核")
    result = _WORDS.get(flat) or _WORDS.get(_BESIDE.sub("", flat))
    if result is None:
        raise Unreadable("CHOICE_UNKNOWN")
    return Reading(result)
