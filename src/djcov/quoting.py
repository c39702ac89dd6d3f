"""How findings, reasons and distributions quote what a roster says: as far as it may be shown, and no further.

A value that was read may hold anything all the same: a person's name as a business's state, two people as a form. By
its column it is the name of an enterprise, a unit or a place, which is public, but for people in it; or a person's,
of which the first character is shown; else only what djcov and the policy know of it is.
"""

from __future__ import annotations

from datetime import datetime

from . import masking
from .models import Kind, is_open, personal
from .values.known import known_part
from .values.text import NOBODY


def quoted(kind: Kind, field: str, value: object) -> str:
    """Give a column's value as a finding may quote it."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}"
    text = str(value)
    mark = personal(kind, field)
    if text == NOBODY or not isinstance(value, str):
        return text
    if mark:
        return mark.shown(text)
    return masking.title(text) if is_open(kind, field) else known_part(text)
