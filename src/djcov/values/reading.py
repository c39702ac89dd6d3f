"""What reading a cell gives, and the few steps that every kind of cell shares."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Generic, TypeVar

from ..regex import Regex
from .terms import Terms

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Reading(Generic[T_co]):
    """A value read from a cell; ``note`` is a finding code when it was read in a particular way."""

    value: T_co | None
    note: str = ""
    terms: Terms | None = None
    """On what it depends whether the value holds, if it does on something."""


class Unreadable(ValueError):  # noqa: N818 - a cell's state, not a failure of the program
    """The cell holds something, and it cannot be read as what the column is for."""

    def __init__(self, code: str, terms: Terms | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.terms = terms
        """When what the cell speaks of has come, if that much can be read."""


UNKNOWN: Reading[object] = Reading(None)

_INVISIBLE = Regex(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffc\ufffe\uffff\ud800-\udfff]"
)
"""Control, zero-width and filler characters; not U+FFFD, which marks a character that was lost."""

_BREAKS = Regex("[\r\n\x0b\x0c\x85\u2028\u2029]+")
_UNTIDY = Regex(_INVISIBLE.pattern[:-1] + "\r\n\x0b\x0c\x85'`‘’＇=]")
_APOSTROPHES = Regex(r"^['`‘’＇][\s'`‘’＇]*")
"""What people type in front of a number so that it stays text."""

_FORMULA = Regex(r'^="([^"]*)"$')
"""What programs write around it to that end: ="0371"."""

_SPACES = Regex(r"\s+")
LOST = "\ufffd"
"""What stands for a character that was lost."""

FILLERS = frozenset(
    """
    不详 未知 不清楚 暂不清楚 不明 待查 待核 待核实 待定 待补 暂缺 n/a na null none nan
    空 空白 未命名 无名称
    待确定 待明确 待落实 未定 未确定 尚未确定 未明确 尚未明确
    """.split()
)
NOTHING = frozenset("无 没有 暂无 × ✗ ✘ ✕".split())
DITTOS = frozenset('同上 仝上 同前 同上行 同上一行 同左 同右 同下 〃 〞 〟 ′′ ” “ "'.split())
"""What points at another cell: but for :data:`OTHERWHERE`, at the one above. ″ is ′′ in NFKC."""

OTHERWHERE = frozenset("同左 同右 同下".split())
_LONGEST_DITTO = 8
"""Characters, some of them spaces."""

_BRACKETS = frozenset({"()", "[]", "【】", "〔〕"})

_DASHES = "-‐‑–—―─/\\"


def is_blank(raw: object) -> bool:
    """Whether a cell is empty to the eye: nothing, not-a-number, or only space and invisible characters."""
    if raw is None or raw != raw:
        return True
    return isinstance(raw, str) and (not raw or not clean(raw))


def clean(text: str) -> str:
    """Take out what nobody sees: control and zero-width characters, space at the ends, what keeps a number a text."""
    if not _UNTIDY.search(text):
        return text.strip()
    lines = (_INVISIBLE.sub("", line).strip() for line in _BREAKS.split(text))
    tidy = "\n".join(line for line in lines if line)
    return _APOSTROPHES.sub("", _FORMULA.sub(r"\1", tidy).strip())


def compact(text: str) -> str:
    """NFKC (full-width forms become ASCII), every space and line break out: how words compare."""
    tidy = clean(text)
    return _SPACES.sub("", tidy if tidy.isascii() else unicodedata.normalize("NFKC", tidy))


def as_text(raw: object) -> str:
    """Give a cell's text as a person would type it; whole numbers without ``.0``."""
    if isinstance(raw, bool):
        return "是" if raw else "否"
    if isinstance(raw, float) and raw.is_integer() and abs(raw) < 1e15:
        return str(int(raw))
    return clean(str(raw))


def _bare(text: str) -> str:
    """Give a word without what people put around it: (无), 无。"""
    text = text.rstrip("。.")
    return text[1:-1] if text[:1] + text[-1:] in _BRACKETS else text


def is_filler(text: str) -> bool:
    """Whether a compact text says that the writer does not know."""
    return _bare(text).casefold() in FILLERS or (text != "" and not text.strip("?"))


def ditto(raw: object) -> str:
    """Give the ditto mark that a cell is, else an empty text; a cell by itself does not tell what it means."""
    text = compact(raw) if isinstance(raw, str) and len(raw) <= _LONGEST_DITTO else ""
    return text if text in DITTOS else ""


def is_nothing(text: str) -> bool:
    """Whether a compact text says *none* (无, —, /): known, unlike a blank cell."""
    return _bare(text) in NOTHING or (text != "" and not text.strip(_DASHES))
