"""What a kind of gap is: data, an expression for the fact rows that have it and words for what to do about it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import narwhals as nw

from ...choices import Grain
from ...facts.answers import Answer
from ...facts.frames import FALSE
from ..indicators import INDICATORS, Indicator, Need
from ..results import Priority


@dataclass(frozen=True)
class Item:
    """One thing of several that a row may lack: whether the row has it, and whether that is known. Never null."""

    title: str
    has: nw.Expr
    known: nw.Expr

    @classmethod
    def answered(cls, title: str, answer: Answer) -> Item:
        """Give what a question about the item says."""
        return cls(title, answer.yes, answer.known)

    @classmethod
    def filled(cls, title: str, known: nw.Expr) -> Item:
        """Give an item that is in order when it is known, whatever it says."""
        return cls(title, known, FALSE)


@dataclass(frozen=True)
class GapKind:
    """One kind of gap. ``detail`` and ``action`` are templates."""

    code: str
    title: str
    """The Chinese name."""
    clause: str
    priority: Priority
    grain: Grain
    flag: nw.Expr
    """True for the fact rows that have this gap."""
    mended: nw.Expr
    """True for the fact rows in scope of which it is known that what the action asks is done."""
    needs: tuple[Need, ...]
    detail: str
    """The figures that make it a gap; ``{column:人}`` is the row's number of people, or 不详; ``{items}`` names the
    items that are lacking (缺：…) and, apart, those of which nobody knows (不清楚：…)."""
    action: str
    """What to do; ``{setting}`` is a threshold of the policy's ``counting``."""
    items: tuple[Item, ...] = ()
    words: tuple[tuple[str, nw.Expr], ...] = ()
    """What is said of the row at ``{name}`` in the detail: texts, never null."""
    undivided: str = ""
    """The detail where nothing tells full members apart, so that the total decides; empty if it is no other."""
    indicator: str = ""
    """The indicator of which this is the rest: in the denominator, not in the numerator. Empty if it is of none."""
    ceased: nw.Expr = field(default_factory=lambda: FALSE)
    """True for the fact rows in scope of which it is known that the action is not asked of them any more."""
    no_more: str = ""
    """Why it is not, where it is not."""
    unclear: nw.Expr = field(default_factory=lambda: FALSE)
    """True for those of the rows with this gap of which nobody knows but that nothing is missing."""

    @property
    def usual(self) -> bool:
        """Whether it is listed when nobody says which kinds are wanted."""
        return self.priority == 1


def bare(code: str, title: str, grain: Grain) -> GapKind:
    """A kind of which nothing is known any more but its name: no row has it, and none is mended."""
    return GapKind(code, title, "", 3, grain, FALSE, FALSE, (), "", "")


def behind(
    indicator: str,
    code: str,
    title: str,
    priority: Priority,
    *,
    detail: str,
    action: str,
    items: tuple[Item, ...] = (),
    words: tuple[tuple[str, nw.Expr], ...] = (),
    undivided: str = "",
    or_mended: nw.Expr | None = None,
    ceased: nw.Expr = FALSE,
    no_more: str = "",
    known: nw.Expr | None = None,
) -> GapKind:
    """The gap of an indicator: the rows that its denominator has and its numerator has not. What the numerator has is
    mended, and so is what ``or_mended`` says; ``known`` has to be known too for the gap to be.
    """
    entry = INDICATORS[indicator]
    return GapKind(
        code=code,
        title=title,
        clause=entry.clause,
        priority=priority,
        grain=entry.grain,
        flag=entry.remainder,
        mended=entry.numerator if or_mended is None else entry.numerator | or_mended,
        needs=entry.needs,
        detail=detail,
        action=action,
        items=items,
        words=words,
        undivided=undivided,
        indicator=indicator,
        ceased=ceased,
        no_more=no_more,
        unclear=entry.unclear if known is None else entry.unclear | (entry.remainder & ~known),
    )


NOT_ASKED = "不再符合指标的条件"
"""Why an indicator of the place's own asks no more of a row."""

_PEOPLE = "职工{employees:人}，党员{members:人}"


def short_of(entry: Indicator, alike: GapKind | None) -> GapKind:
    """The gap of an indicator that is not built in: the rows that its denominator has and its numerator has not.

    ``alike``: the gap of the indicator whose numerator it has, which asks for the same.
    """
    ceased, no_more = (FALSE, "") if entry.not_asked is None else (entry.not_asked, NOT_ASKED)
    if alike is not None:
        return replace(
            alike,
            code=entry.code,
            title=f"{entry.name}：未达到",
            clause=entry.clause,
            priority=3,
            flag=entry.remainder,
            mended=entry.numerator,
            needs=entry.needs,
            indicator=entry.code,
            ceased=ceased,
            no_more=no_more,
            unclear=entry.unclear,
        )
    name = entry.name.replace("{", "{{").replace("}", "}}")
    return GapKind(
        code=entry.code,
        title=f"{entry.name}：未达到",
        clause=entry.clause,
        priority=3,
        grain=entry.grain,
        flag=entry.remainder,
        mended=entry.numerator,
        needs=entry.needs,
        detail=_PEOPLE if entry.grain == "enterprise" else "",
        action=f"请逐户核实，落实后计入“{name}”。",
        indicator=entry.code,
        ceased=ceased,
        no_more=no_more,
        unclear=entry.unclear,
    )
