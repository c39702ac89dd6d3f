"""Levels of an honour (双强六好, 典型), 区级 to 国家级; what is planned, applied for or taken back is none."""

from __future__ import annotations

import re

from .boxes import ticked
from .reading import Reading, Unreadable, compact
from .statements import statement
from .text import NOBODY, read_known_text
from .yesno import NO

LEVELS = {
    **dict.fromkeys(("国", "全国", "国家", "中央"), "国家级"),
    "省": "省级",
    "市": "市级",
    **dict.fromkeys(("区", "县"), "区级"),
}
"""The level that a word means, the highest first."""

RANKED = tuple(dict.fromkeys(LEVELS.values()))
"""The levels, the highest first."""

_WORD = re.compile(
    "(全国|国家|中央|国(?=级)|(?:全)?[省市区县])(?:级|里|委)?(?:双强六好|双强|六好|示范|先进|优秀|典型|标杆|五星级?|非公|两新|党建|基层|党组织|示范点|单位|企业)*"
)


def read_level(raw: object) -> Reading[str]:
    """Read the highest level that a cell says was given. Raises Unreadable(CHOICE_UNKNOWN)."""
    reading = read_known_text(raw)
    if reading.value is None:
        return reading
    flat = ticked(compact(reading.value))
    if flat is None:
        raise Unreadable("CHOICE_CONFLICT")
    if flat == NOBODY or flat.upper() in NO:
        return Reading(NOBODY)
    found = [match[1] if match[1] in LEVELS else match[1][-1] for match in _WORD.finditer(flat)]
    said = statement(_WORD.sub("是", flat), _nothing)
    if said.says is False:
        return Reading(NOBODY, "" if said.mood == "denied" else "NOT_NOW")
    if not found or not said.says:
        raise Unreadable("CHOICE_UNKNOWN")
    return Reading(next(level for word, level in LEVELS.items() if word in found), terms=said.terms)


def _nothing(_text: str) -> str:
    """No name stands in such a cell."""
    return ""
