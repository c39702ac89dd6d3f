"""Choosing by name among what there is, and saying what is near when the name is not there."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from difflib import get_close_matches

from ..errors import UsageError

_LISTED = 60
"""Names that a message lists at most."""


def several(names: Iterable[str]) -> list[str]:
    """Give names as a list; a text alone is one name, not its characters."""
    return [names] if isinstance(names, str) else list(names)


def choose(what: str, wanted: Iterable[str], known: Collection[str]) -> list[str]:
    """Give ``wanted``, each once. Raises UsageError for the first that is not ``known``, with what is near, and all."""
    names = list(dict.fromkeys(several(wanted)))
    for name in names:
        if name not in known:
            near = get_close_matches(name, known, n=3, cutoff=0.5)
            guess = f"是否指：{'、'.join(near)}？" if near else ""
            listed = list(known)[:_LISTED]
            rest = f"等 {len(known)} 个" if len(known) > _LISTED else ""
            raise UsageError(f"没有名为“{name}”的{what}", hint=f"{guess}可用的{what}：{'、'.join(listed)}{rest}。")
    return names
