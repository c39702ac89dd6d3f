"""A bar as long as a rate, for pages of text.

The character is in GBK, the code page of Chinese consoles. Some of them make it two columns wide, so a bar stands in a
grid's last column.
"""

from __future__ import annotations

from ..measures.results import Share

_FULL = 20
"""Characters of a bar of 100 %."""


def bar(share: Share) -> str:
    """Draw a share's rate, half up to the next character; nothing where there is no rate."""
    if share.missing or not share.denominator:
        return ""
    return "█" * ((2 * _FULL * share.numerator + share.denominator) // (2 * share.denominator))
