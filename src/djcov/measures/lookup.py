"""Choosing by code or Chinese name among what there is, and saying what is near when the name is not there."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Mapping
from difflib import get_close_matches
from typing import cast

from ..errors import UsageError
from ..masking import title

_LISTED = 5
"""Names that a message lists at most."""


def several(names: object) -> list[str]:
    """Give names as a list; a text alone is one name, not its characters. Raises UsageError for what is no name."""
    alone = isinstance(names, str) or not isinstance(names, Iterable)
    listed: list[object] = [names] if alone else list(cast("Iterable[object]", names))
    if wrong := [each for each in listed if not isinstance(each, str)]:
        raise UsageError(f"{type(wrong[0]).__name__} 类型的值不是名称", hint="请写名称或代码，多个时写成列表。")
    return cast("list[str]", listed)


def choose(
    what: str, wanted: Iterable[str], known: Collection[str], titles: Mapping[str, str] | None = None
) -> list[str]:
    """Give those of ``known`` that are ``wanted``, each once; ``titles`` has their Chinese names, which are as good.

    Raises UsageError for the first that is not there, with what is near.
    """
    titles = titles or {}
    codes = {_plain(code): code for code in known}
    by_name = {_plain(title): code for code, title in titles.items() if code in known}
    found: dict[str, None] = {}
    for name in several(wanted):
        code = name if name in known else codes.get(_plain(name), by_name.get(_plain(name)))
        if code is None:
            raise UsageError(f"没有名为“{title(name)}”的{what}", hint=_near(what, name, known, titles))
        found[code] = None
    return list(found)


def _near(what: str, name: str, known: Collection[str], titles: Mapping[str, str]) -> str:
    """Name those that are like what was asked for, else the first."""
    written = {code: f"{titles[code]}（{code}）" if code in titles else code for code in known}
    told = {_plain(each): code for code in reversed(list(known)) for each in (code, titles.get(code, code))}
    plain = _plain(name)
    within = [code for each, code in told.items() if plain and plain in each]
    close = [told[each] for each in get_close_matches(plain, told, n=_LISTED, cutoff=0.5)]
    near = list(dict.fromkeys((*close, *reversed(within))))[:_LISTED]
    if near:
        return f"是否指：{'、'.join(written[code] for code in near)}？"
    rest = f"等 {len(written)} 个" if len(written) > _LISTED else ""
    return f"可用的{what}：{'、'.join(list(written.values())[:_LISTED])}{rest}。"


def _plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()
