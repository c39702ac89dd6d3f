"""How a cell of 覆盖情况 says that an enterprise is covered (S1, S2): by an organisation, or by work only."""

from __future__ import annotations

import re
from typing import Literal

from ..regex import Regex
from . import names
from .boxes import ticked
from .reading import Reading, Unreadable, compact
from .statements import Clause, statement
from .text import NOBODY, read_known_text
from .yesno import NO, YES, marked

Coverage = Literal["单独组建", "联合组建", "组织覆盖", "指导员覆盖", "工作覆盖", "已覆盖", "组织未覆盖", "无"]
"""工作覆盖 is work covered and no organisation, by which way is unknown; 已覆盖 leaves open whether there is one."""

_BOTH = Regex("(?:(?:党的|党)?组织[、/,+和与及]*(?:党的)?工作)?(?:双|两个)全?覆盖|全覆盖(?=[(,])")
_JOINED = Regex("(组织)[、/,+与及]+((?:党的|党建)?工作)")
_ONLY = Regex("^[仅只](?:有|是)?")
_LEFT_OPEN = Regex("群团|工会|共青团|团组织|团支部|妇联|党员|部分")
"""By mass organisations or members alone, or in part: no answer of the plan's."""

_THINGS = {
    "指导员覆盖": "指导员|联络员",
    "联合组建": "联合|联建|挂靠|依托|区域|行业|网格|兜底",
    "单独组建": "单独|独立|单建",
    "组织覆盖": "组织|支部|总支|党委|建",
    "工作覆盖": "工作",
}
"""What a clause names, as a pattern; the first that fits."""

_ORGANIZED = ("联合组建", "单独组建", "组织覆盖")


def read_coverage(raw: object) -> Reading[str]:
    """Read how an enterprise is covered. Raises Unreadable: CHOICE_UNKNOWN for what is not understood whole,
    CHOICE_CONFLICT for what says both that it is and that it is not.
    """
    reading = read_known_text(raw)
    if reading.value is None:
        return reading
    flat = ticked(compact(reading.value))
    if flat is None:
        raise Unreadable("CHOICE_CONFLICT")
    if flat == NOBODY or marked(flat) in NO:
        return Reading(NOBODY)
    if marked(flat) in YES:
        return Reading("已覆盖")
    flat = _ONLY.sub("", _JOINED.sub(r"\1和\2", _BOTH.sub("组织和工作覆盖", flat)))
    said = statement(flat, names.nothing)
    if said.left or _LEFT_OPEN.search(flat):
        raise Unreadable("CHOICE_UNKNOWN")
    there = {_thing(clause) for clause in said.clauses if clause.says or (clause.says is None and _thing(clause))}
    denied = {_thing(clause, last=True): clause.mood for clause in said.clauses if clause.says is False}
    there -= {thing for thing in denied if thing}
    if not (there or denied):
        raise Unreadable("CHOICE_UNKNOWN")
    if there and "" in denied:
        raise Unreadable("CHOICE_CONFLICT")
    if there:
        return Reading(next((thing for thing in (*_ORGANIZED, *_THINGS) if thing in there), "已覆盖"), terms=said.terms)
    note = "" if set(denied.values()) == {"denied"} else "NOT_NOW"
    return Reading("组织未覆盖" if set(denied) <= set(_ORGANIZED) else NOBODY, note)


def _thing(clause: Clause, *, last: bool = False) -> str:
    """Give the first, or the ``last``, of the things that a clause names; empty if it only says 覆盖."""
    text = "".join(word.text for word in clause.words)
    found = [thing for thing, words in _THINGS.items() if re.search(words, text)]
    return found[-1 if last else 0] if found else ""
