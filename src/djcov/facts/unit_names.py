"""Spellings that mean one unit of the same data: 古城, 古城乡政府, 中共古城乡委员会 are 古城乡 where that stands in it.

A name with its kind (乡, 镇, 街道 …) stays what it is. What bodies a unit has, and the district before it, are taken
off; what is then no unit's name yet is the only one that begins so, if there is one and no other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from ..regex import Regex
from ..values.reading import compact

_KIND = Regex("(?:街道办事处|街道|办事处|民族乡|乡|镇|产业集聚区|集聚区|开发区|高新区|示范区|工业园区|园区|新区)$")
"""How a unit's name ends."""

_STREET = Regex("(?:街道办事处|街道|办事处)$")
_BODY = Regex(
    "(?:人民政府|政府|党委会?|党工委|工委|党委政府|(?:党的?)?(?:工作)?委员会|管委会|管理委员会|机关"
    "|(?:党政|党群|党建|组织|综合)(?:工作)?办(?:公室)?|办公室|办事处)$"
)
"""A body of a unit, which is not the unit."""

_BEFORE = Regex("(?:[一-鿿]{2,}?[省市县区])*(?:中共|中国共产党)?(?:[一-鿿]{2,}?[省市县区])*")
"""The district, and the Party."""

_SHORTEST = 2
"""Characters of a stem that tells one unit from others."""


def same_units(spellings: Iterable[str], listed: Collection[str]) -> dict[str, str]:
    """Give the unit that each of some ``spellings`` means, if it is written otherwise. ``listed`` are never others'."""
    given = set(spellings) | set(listed)
    known = {name for name in given if _KIND.search(name)}
    bodies = {name: unit for name in known if (unit := _without_body(name, known)) and name not in listed}
    known -= bodies.keys()
    same = {name: bodies.get(name) or _meant(name, known) for name in given - known if name not in listed}
    return {name: unit for name, unit in same.items() if unit and unit != name}


def _meant(name: str, known: Collection[str]) -> str:
    flat = compact(name)
    stem = _stripped(flat)
    if found := _without_body(flat, known):
        return found
    street = flat.endswith("办")
    wanted = stem.removesuffix("办")
    units = {
        unit
        for unit in known
        if len(wanted) >= _SHORTEST and _KIND.sub("", unit) == wanted and (not street or _STREET.search(unit))
    }
    return units.pop() if len(units) == 1 else ""


def _without_body(name: str, known: Collection[str]) -> str:
    """Give the known unit that is left of a name without its bodies and the district before; empty if none is."""
    flat = compact(name)
    for text in (flat, _BODY.sub("", flat), _stripped(flat)):
        for unit in (text, *(text[at:] for at in range(1, len(text) - 1) if _BEFORE.fullmatch(text[:at]))):
            if unit in known and unit != name:
                return unit
    return ""


def _stripped(text: str) -> str:
    """Take bodies off the end as long as there are any."""
    while (shorter := _BODY.sub("", text)) != text and shorter:
        text = shorter
    return text
