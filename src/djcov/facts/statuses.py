"""What a state (经营状态, 党籍状态) says by the policy's words: that the row does not count, or nothing known."""

from __future__ import annotations

import re
from typing import Protocol

from ..values.reading import compact
from ..values.text import NOBODY

_NOT = "(?:未[能予]?|没有?|不(?:是|予|再|能|愿|宜|同意|需要?|用|必)?|无[需须法]|暂缓)(?:被|办理)?"
"""What in front of a word says that it is not so: 未注销, 暂不转出, 无需转出."""

_NO_MORE = "(?:[未没不非无]|没有|无法|不再|未能|停止?|暂停|终止|中止)(?:正式|再)?"
"""What in front of a word of those who count says that it is not so: 未开业, 停止生产."""


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


def is_unknown(text: str, words: Statuses) -> bool:
    """Whether none of the words explains a state."""
    flat = compact(text)
    said = re.sub(f"{_NO_MORE}(?:{pattern_of(words.statuses_in)})", "", flat)
    return flat != NOBODY and not contains(said, words.statuses_in) and not contains(flat, words.statuses_out)


def pattern_of(words: tuple[str, ...]) -> str:
    """Give a pattern of any of some words; of none, one that nothing fits."""
    return "|".join(map(re.escape, words)) or "(?!)"


def contains(text: str, words: tuple[str, ...]) -> bool:
    """Whether a text has one of some words."""
    return any(word in text for word in words)
