"""What reading a cell gives, and the few steps that every kind of cell shares."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reading(Generic[T]):
    """A value read from a cell; ``note`` is a finding code when it was read in a particular way."""

    value: T | None
    note: str = ""


class Unreadable(ValueError):  # noqa: N818 - a cell's state, not a failure of the program
    """The cell holds something, and it cannot be read as what the column is for."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


UNKNOWN: Reading[object] = Reading(None)

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\uffff\ud800-\udfff]"
)
_BREAKS = re.compile(r"[ \t]*[\r\n]+[ \t]*")
_SPACES = re.compile(r"\s+")
_FILLERS = frozenset({"不详", "未知", "不清楚", "不明", "待查", "待核", "待核实", "待定", "待补", "暂缺", "暂不清楚", "?", "??", "???"})
_NOTHING = frozenset({"无", "没有", "-", "--", "---", "—", "——", "―", "–", "/", "//", "\\", "×", "✗", "✘", "✕"})


def is_blank(raw: object) -> bool:
    """Whether a cell is empty to the eye: nothing, not-a-number, or only space and invisible characters."""
    if raw is None or raw != raw:
        return True
    return isinstance(raw, str) and (not raw or not clean(raw))


def clean(text: str) -> str:
    """Take out what nobody sees: control and zero-width characters, a leading apostrophe, space at the ends."""
    text = _INVISIBLE.sub("", _BREAKS.sub("\n", text)).strip()
    return text.lstrip("'`‘’").strip() if text[:1] in "'`‘’" else text


def compact(text: str) -> str:
    """NFKC (full-width forms become ASCII) with every space and line break out: the form in which words compare."""
    return _SPACES.sub("", unicodedata.normalize("NFKC", clean(text)))


def as_text(raw: object) -> str:
    """Give a cell's text as a person would type it; whole numbers without ``.0``."""
    if isinstance(raw, bool):
        return "是" if raw else "否"
    if isinstance(raw, float) and raw.is_integer() and abs(raw) < 1e15:
        return str(int(raw))
    return clean(str(raw))


def is_filler(text: str) -> bool:
    """Whether a compact text says that the writer does not know."""
    return text in _FILLERS


def is_nothing(text: str) -> bool:
    """Whether a compact text says *none* (无, —, /): known, unlike a blank cell."""
    return text in _NOTHING
