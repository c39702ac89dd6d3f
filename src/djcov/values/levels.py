"""Levels of an honour (双强六好, 典型), 区级 to 国家级; what is planned, applied for or taken back is none."""

from __future__ import annotations

from ..regex import Regex
from . import names
from .boxes import ticked
from .reading import Reading, Unreadable, compact
from .statements import Statement, clauses, statement
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

_WORD = Regex(
    "(全国|国家|中央|国(?=级)|(?:全)?[省市区县])(?:级|里|委)?(?:双强六好|双强|六好|示范点|示范|先进|优秀|典型|标杆|五星级?|非公|两新|党建|基层|党组织|单位|企业)*"
)


_EITHER = Regex(r"([区县])\(([区县])\)(?=级)")
"""One level under both of its names: 县（区）级."""


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
    flat = _EITHER.sub(r"\1\2", flat)
    given: list[tuple[str, Statement]] = []
    for piece in _each_level(flat):
        said = statement(_WORD.sub("是", piece), names.nothing)
        if said.says is None:
            raise Unreadable("CHOICE_UNKNOWN")
        given += [(_level_word(match[1]), said) for match in _WORD.finditer(piece)] or [("", said)]
    for word, level in LEVELS.items():
        if held := next((said for of, said in given if of == word and said.says), None):
            return Reading(level, terms=held.terms)
    if any(said.says for _, said in given):
        raise Unreadable("CHOICE_UNKNOWN")
    denied = all(said.mood == "denied" for _, said in given)
    return Reading(NOBODY, "" if denied else "NOT_NOW")


def _level_word(text: str) -> str:
    """Give the word of :data:`LEVELS` that a text ends with: 全省 is 省."""
    return text if text in LEVELS else text[-1]


def _each_level(text: str) -> list[str]:
    """Cut a text in front of each clause that names a level: of 区级（拟申报市级） one was given, the other is none."""
    pieces: list[str] = []
    for piece, bracketed in clauses(text):
        if not piece:
            continue
        if pieces and not _WORD.search(piece):
            pieces[-1] += f"({piece})" if bracketed else f",{piece}"
        else:
            pieces.append(piece)
    return pieces
