"""The kinds of gap, as data: which rows have it, how urgent it is, and what the plan asks to be done about it.

To add a kind, add one entry to a tuple of :mod:`.enterprises` or :mod:`.organizations`. The table is in the order of
:data:`djcov.measures.results.PRIORITIES`, and so are the lists made from it.
"""

from __future__ import annotations

from . import enterprises, organizations
from .model import GapKind, Item

GAP_KINDS: dict[str, GapKind] = {
    kind.code: kind
    for kind in (
        *enterprises.URGENT,
        *organizations.URGENT,
        *enterprises.COVERAGE,
        *organizations.PEOPLE,
        *enterprises.COMPLETION,
        *organizations.COMPLETION,
        *enterprises.CLARITY,
    )
}
"""Every kind of gap by its code, in the order in which they are listed."""

__all__ = ["GAP_KINDS", "GapKind", "Item"]
