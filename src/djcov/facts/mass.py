"""Trade union, Youth League, Women's Federation (群团, S10): from their own columns and from 已建群团组织."""

from __future__ import annotations

from datetime import date

import narwhals as nw

from ..values.mass import MASS, told
from .answers import Answer
from .frames import Frame, judged, look_up
from .inputs import Inputs

_YES, _NO = "有", "无"


def texts(frame: Frame, as_of: date) -> nw.Expr:
    """Give what 已建群团组织 says of each of the three at a day, in words of its own: 有工会无团."""
    return look_up("mass_organizations", judged(frame, "mass_organizations", lambda text: _said(text, as_of)))


def answers(inputs: Inputs) -> dict[str, Answer]:
    """Give what the ledger says about each of the three. Needs ``_mass`` (:func:`texts`) if it has that column.

    A text that says yes to one of them says so for it; a text that says no does where the own column is blank.
    """
    result: dict[str, Answer] = {}
    for column, word in MASS.items():
        own = inputs.marked(column)
        if inputs.in_ledger("mass_organizations"):
            yes, no = (nw.col("_mass").str.contains(mark + word, literal=True) for mark in (_YES, _NO))
            own = Answer(own.yes | yes, own.known | yes | no)
        result[column] = own
    return result


def _said(text: str, as_of: date) -> str:
    return "".join((_YES if yes else _NO) + MASS[column] for column, yes in told(text, as_of).items())
