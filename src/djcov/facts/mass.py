"""Trade union, Youth League, Women's Federation (群团, S10): from their own columns and from 已建群团组织."""

from __future__ import annotations

import re

import narwhals as nw

from ..values.reading import compact
from ..values.text import NOBODY
from .answers import Answer
from .frames import Frame, judged, look_up
from .inputs import Inputs

MASS = {"union": "工会", "youth_league": "团", "womens_federation": "妇"}
"""The three, and the word by which a text names each."""

_PARTS = re.compile("[、,;。/+和及与]")
_NEGATED = re.compile("[未无没否缺]|正在|筹")
_OTHER_GROUPS = re.compile("群团|集团|社团|团队|团体")
"""Words that hold 团 without meaning the Youth League."""


def texts(frame: Frame) -> nw.Expr:
    """Give the words of those that 已建群团组织 names as existing; 无 if it says that there is none."""
    return look_up("mass_organizations", judged(frame, "mass_organizations", _named))


def answers(inputs: Inputs) -> dict[str, Answer]:
    """Give what the ledger says about each of the three. Needs ``_mass`` (:func:`texts`) if it has that column.

    A text that names one of them says yes for it; a text 无 says no where the own column is blank.
    """
    result: dict[str, Answer] = {}
    for column, word in MASS.items():
        own = inputs.marked(column)
        if inputs.in_ledger("mass_organizations"):
            told = nw.col("_mass").str.contains(word, literal=True)
            own = Answer(own.yes | told, own.known | told | (nw.col("_mass") == NOBODY))
        result[column] = own
    return result


def _named(text: str) -> str:
    if text == NOBODY:
        return NOBODY
    parts = [part for part in _PARTS.split(compact(text)) if not _NEGATED.search(part)]
    told = _OTHER_GROUPS.sub("", "、".join(parts))
    return "".join(word for word in MASS.values() if word in told)
