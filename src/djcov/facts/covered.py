"""What the ledger's 覆盖情况 says beside its other columns (S1, S2): 党的组织覆盖, 党的工作覆盖 or neither."""

from __future__ import annotations

import narwhals as nw

from ..values.text import NOBODY
from .answers import SILENCE, Answer
from .frames import FALSE
from .inputs import Inputs

OWN, JOINT = "单独组建", "联合组建"
ORGANIZED = (OWN, JOINT, "组织覆盖")
NOT_ORGANIZED = ("指导员覆盖", "工作覆盖", "组织未覆盖", NOBODY)
STATIONED = ("指导员覆盖",)
WORK = ("工作覆盖", "已覆盖")


def organized(inputs: Inputs) -> Answer:
    """Whether it says that there is an organisation; 已覆盖 leaves that open."""
    return _said(inputs, ORGANIZED, NOT_ORGANIZED)


def stationed(inputs: Inputs) -> Answer:
    """Whether it says that an instructor is there; what nothing covers has none."""
    return _said(inputs, STATIONED, (NOBODY,))


def work(inputs: Inputs) -> nw.Expr:
    """Whether it says that work covers the enterprise, and not by which way."""
    return _is(WORK) if inputs.in_ledger("coverage") else FALSE


def _said(inputs: Inputs, yes: tuple[str, ...], no: tuple[str, ...]) -> Answer:
    return Answer(_is(yes), _is((*yes, *no))) if inputs.in_ledger("coverage") else SILENCE


def _is(words: tuple[str, ...]) -> nw.Expr:
    return nw.col("coverage").is_in(words).fill_null(False)
