"""How personal data is shown: the one place that decides it.

Enterprises are public entities; members, instructors and secretaries are people (GB/T 35273-2020). Every text about a
person that reaches an output, a finding, an error or a crash report comes through here.
"""

from __future__ import annotations

import re

_LONG_NUMBER = re.compile(r"(?<![0-9A-Za-z])(\d{3})[\d\s-]{4,}([\dXx]{2,4})(?![0-9A-Za-z])")


def name(text: str) -> str:
    """Mask a person's name: the first character stays (张三 → 张*, 欧阳小明 → 欧***)."""
    return text[:1] + "*" * (len(text) - 1) if len(text) > 1 else text


def number(text: str) -> str:
    """Mask an identity or phone number: three characters stay in front, four behind if it is long enough."""
    text = text.strip()
    keep = 4 if len(text) >= 11 else 0
    tail = text[len(text) - keep :] if keep else ""
    return text[:3] + "*" * max(len(text) - 3 - keep, 1) + tail


def free_text(text: str) -> str:
    """Mask what looks like an identity or phone number inside a text of unknown content."""
    return _LONG_NUMBER.sub(lambda m: m[1] + "*" * (len(m[0]) - 3 - len(m[2])) + m[2], text)
