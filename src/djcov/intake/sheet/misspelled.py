"""Header words that were perhaps misspelled: they are suggested, never taken."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches

_NEAR = 0.75
_SHORTEST = 3
_FEW = 2
"""Signs."""


def meant(written: str, words: Iterable[str]) -> str | None:
    """The word that a header may be a slip for."""
    if len(written) < _SHORTEST:
        return None
    close = get_close_matches(written, [word for word in words if len(word) >= _SHORTEST], n=3, cutoff=_NEAR)
    return next((word for word in close if _may_be_misspelled(written, word)), None)


def _may_be_misspelled(written: str, meant: str) -> bool:
    """Whether a header may be a slip for a word: a few other signs, or missing ones, that change no meaning.

    是否具备建立党组织条件 says more than 是否建立党组织, and 团员人数 something else than 党员人数.
    """
    extra, missing = "", ""
    for change, a, b, c, d in SequenceMatcher(None, written, meant, autojunk=False).get_opcodes():
        more = written[a:b]
        again = more != "" and more in (written[b : b + len(more)], written[max(a - len(more), 0) : a])
        if change != "equal" and not (change == "delete" and again):
            extra, missing = extra + more, missing + meant[c:d]
    return len(extra) <= len(missing) <= _FEW and _TELLING.isdisjoint(extra + missing)


_TELLING = frozenset(
    "女男团会非未不无没副原拟应待曾新老旧前后上下本外内同去今首末增减退离流转入出预正主第单联工青妇村社"
)
"""Signs that make another thing of a word."""
