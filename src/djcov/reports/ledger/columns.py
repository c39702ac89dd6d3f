"""The columns of a 销号台账, as data: who fills them in, what stands there, and how wide it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from ...following.lines import Followed, Line
from ...measures.clauses import titles
from ...measures.follow_up import STATES, UnitCounts
from ...policy import Policy
from ..places import Places

Content = str | int | date | None


@dataclass(frozen=True, slots=True)
class About:
    """What a cell's content is made from."""

    line: Line
    result: Followed
    places: Places
    policy: Policy


@dataclass(frozen=True, slots=True)
class Heading:
    """One column of the lines."""

    title: str
    width: int
    """In half-width characters."""
    content: Callable[[About], Content] | None = None
    """What djcov writes; None where only people write."""
    typed: bool = False
    """Whether it is people's: djcov writes only into a cell that is empty."""
    dated: bool = False
    """Whether days stand there."""


STATE, NAME, KIND, FIRST_SEEN = "状态", "名称", "问题", "发现日期"
OWNER, DUE, DONE_ON, WHY, DETAIL = "责任人", "完成时限", "销号日期", "说明", "情况"
CODE, UNIT = "统一社会信用代码", "乡（办）"
FILE, SHEET, ROW = "文件", "工作表", "行"

NOBODY_KNOWS = "不详"
"""Stands where the day on which a line was first seen is unknown."""


def _action(about: About) -> str:
    return about.line.gap.action.format(**about.policy.counting.model_dump())


COLUMNS = (
    Heading(STATE, 9, lambda about: STATES[about.line.state]),
    Heading(NAME, 30, lambda about: about.line.subject.name),
    Heading(KIND, 16, lambda about: about.line.gap.title),
    Heading(DETAIL, 24, lambda about: about.line.detail),
    Heading("整改要求", 36, _action),
    Heading("方案条款", 16, lambda about: titles(about.line.gap.clause)),
    Heading(OWNER, 10, typed=True),
    Heading(DUE, 12, lambda about: about.line.due, typed=True, dated=True),
    Heading("拟办日期", 12, typed=True, dated=True),
    Heading("备注", 16, typed=True),
    Heading(FIRST_SEEN, 12, lambda about: about.line.since or NOBODY_KNOWS, dated=True),
    Heading("已列月数", 9, lambda about: about.line.months(about.result.as_of)),
    Heading(DONE_ON, 12, lambda about: about.line.done_on, dated=True),
    Heading(WHY, 22, lambda about: about.line.reason),
    Heading(CODE, 21, lambda about: about.line.subject.uscc),
    Heading(UNIT, 12, lambda about: about.line.subject.township),
    Heading(FILE, 16, lambda about: about.places.file(about.line.subject.source.file)),
    Heading(SHEET, 10, lambda about: about.line.subject.source.sheet),
    Heading(ROW, 6, lambda about: about.line.subject.source.row),
)
"""In their order. 文件, 工作表 and 行 lead to the row that shows the gap or, where it is done, proves it."""

SUMMARY: tuple[tuple[str, Callable[[UnitCounts], int | float | str]], ...] = (
    ("单位", lambda each: each.unit),
    ("应销", lambda each: each.due),
    ("已销", lambda each: each.done),
    ("销号率", lambda each: "—" if each.share.rate is None else each.share.rate),
    *(
        (title, lambda each, state=state: each.counts[state])
        for state, title in STATES.items()
        if state not in ("done", "moot")
    ),
    ("逾期", lambda each: each.overdue),
    (STATES["moot"], lambda each: each.counts["moot"]),
)
"""The columns of the summary, and of the sheet of earlier dates."""
