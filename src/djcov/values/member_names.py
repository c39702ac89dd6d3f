"""What is said of somebody behind the name in a list of members: 王五（已转出）, 张三（2022年转入）."""

from __future__ import annotations

import re

from ..regex import Regex
from . import lexicon, names
from .reading import Reading, Unreadable, as_text, compact
from .standing import MEMBERS, read_standing
from .terms import DATE, Terms, time_of
from .text import NOBODY, is_nobody, read_person

_REMARKED = Regex(r"(?P<name>[^()]+?)(?:\((?P<remark>[^()]+)\)|[-—–]+(?P<behind>[^()-—–]+))")
_COMING = Regex("(?:[拟待将]|即将|准备|计划|申请|正在)(?:转入|接收|发展|入党|加入|办理)+.*")
_CAME = Regex(rf"(?:于|自)?(?P<when>{DATE})(?:起|后)?(?:转入|转来|接收|调入|加?入党|加入)")
_STILL = Regex("已?(?:离退休|退休|离休|退养|内退)")
"""What ends a job, and no membership."""

_SORTED = Regex("(预备|正式)(?:期内?)?(?:党员)?")
"""A sort of member, which is no part of the name: see :func:`read_sort`."""

_MAY_DENY = Regex("|".join(map(re.escape, (word for part in "npqcex" for word in lexicon.WORDS[part].split()))))
"""Words by which a remark may say that somebody is no member, any more or yet."""


def read_remarked(raw: object) -> Reading[str] | None:
    """Read a name as far as something is said of it: :data:`NOBODY` with NAMED_NONE of who is no member, terms of who
    is one since a day. None where the cell is a name as it stands.

    Raises Unreadable(NAME_UNCLEAR) for a remark that may say that somebody is none.
    """
    flat = compact(as_text(raw))
    if is_nobody(flat):
        return Reading(NOBODY, "NAMED_NONE")
    match = _REMARKED.fullmatch(flat)
    if not match or not names.person(match["name"]):
        return None
    remark = match["remark"] or match["behind"]
    if _STILL.fullmatch(remark):
        return None
    if came := _CAME.fullmatch(remark):
        return Reading(match["name"], terms=Terms(since=time_of(came["when"])))
    if _COMING.fullmatch(remark) or _is_no_member(remark):
        return Reading(NOBODY, "NAMED_NONE")
    if _SORTED.fullmatch(remark):
        return Reading(match["name"])
    try:
        said = read_person(f"{match['name']}（{remark}）")
    except Unreadable:
        if _MAY_DENY.search(remark):
            raise Unreadable("NAME_UNCLEAR") from None
        return None
    return Reading(NOBODY, "NAMED_NONE") if said.value == NOBODY else said


def read_sort(raw: object) -> str | None:
    """Give the sort of member that a remark behind a name says: 预备党员 of 王五（预备）."""
    match = _REMARKED.fullmatch(compact(as_text(raw))) if isinstance(raw, str) else None
    said = match and _SORTED.fullmatch(match["remark"] or match["behind"])
    return f"{said[1]}党员" if said else None


def _is_no_member(remark: str) -> bool:
    """Whether a remark is a standing of somebody who is no member."""
    try:
        return read_standing(remark).value not in (None, *MEMBERS)
    except Unreadable:
        return False
