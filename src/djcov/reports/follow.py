"""The view of a 销号台账: how far each unit is, then what is overdue, new, back and done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from .. import masking
from ..choices import of_base
from ..following.lines import Followed, Line
from ..measures.clauses import titles
from ..measures.follow_up import STATES, FollowUp, State, UnitCounts
from .fields import Field, Layout
from .gaps import none
from .page_model import Block, Column, Front, Heading, Note, Page, Plain, Records
from .places import Places
from .shares import rated
from .subjects import named, placed, places_of

_OVERDUE = "逾期"


@dataclass(frozen=True)
class FollowView:
    """A 销号台账 as people and scripts see it. ``own_rows``: rows of the ledger that people filled and are no lines."""

    result: Followed
    own_rows: int = 0

    def page(self) -> Page:
        """Give the summary, what is to be known of it, and the lines that matter now."""
        result = self.result
        blocks: list[Block] = [Heading(f"{of_base(result.base)}问题整改销号情况", 1, Front(result.whole, result.as_of))]
        blocks.append(SUMMARY.grid(result.summary))
        blocks += [Note(text) for text in self.told()]
        if any(line.subject.is_person for line in result.lines):
            blocks.append(Note(masking.Names.MASKED.note, "quiet"))
        pending = [line for line in result.lines if not line.overdue(result.as_of)]
        blocks += self._listed(_OVERDUE, [line for line in result.lines if line.overdue(result.as_of)])
        for state in ("new", "back"):
            blocks += self._listed(STATES[state], [line for line in pending if line.state == state])
        done = [line for line in result.lines if line.state == "done" and line.done_on == result.as_of]
        blocks += self._listed("本期销号", done)
        if not result.lines:
            blocks.append(none(result.missing, result.sought, "要销号的问题"))
        return tuple(blocks)

    def _listed(self, title: str, lines: Sequence[Line]) -> Iterator[Block]:
        if lines:
            yield Heading(f"{title}：{len(lines)} 条")
            yield layout(self.result.as_of, places_of(lines)).grid(lines, listed=True)

    def told(self) -> Iterator[str]:
        """Say what is not as it seems: what vanished, cannot be told, was taken out or added by people."""
        result = self.result
        for number, text in (
            (result.vanished, "条在本期台账中没有找到，仍按未销；请核实企业、党组织的去向"),
            (result.unclear, "条从本期台账看不出是否解决，仍按未销；请补填台账"),
            (result.restored, "条上次的行已被删去，而问题仍在，已按上次的记录重新列出，责任人、备注等要重填"),
            (result.removed, "条上次的行已被删去，问题已不在本期台账中，不再列出"),
            (result.retyped, "条的状态、发现日期或销号日期在表中被改过，不作依据，仍按上次的记录和本期台账判断"),
            (result.unrecorded, "条的已销、不再适用取自表中所填：这份销号台账由旧版程序写出，没有记录状态；请核对"),
            (len(result.repeated), "行与别的行重复，不再计数，原样放在各表的最后"),
            (self.own_rows, "行不是销号事项，原样放在各表的最后"),
            (sum(line.unread for line in result.lines), "条的完成时限读不出日期，不判断是否逾期；请写成 2021-06-30"),
            (result.retired, "条的指标政策中已经没有，未销的不再适用"),
            (result.nameless, "个缺口没有名称和信用代码，无法跟踪，没有列入；请补填台账"),
        ):
            if number:
                yield f"有 {number} {text}。"
        if result.missing:
            unknown = "；".join(f"{title}（{why}）" for title, why in result.missing)
            yield f"没有数据、无法查找的问题，不等于没有：{unknown}。"

    def records(self) -> Records:
        """Give one row per line."""
        return layout(self.result.as_of).records(self.result.lines).of(self.result.as_of)

    def document(self) -> Mapping[str, Plain]:
        """Give ``djcov.follow/1``."""
        result = self.result
        return {
            "schema": "djcov.follow/1",
            "as_of": result.as_of.isoformat(),
            "base": result.base,
            "rows": layout(result.as_of).objects(result.lines),
            "summary": SUMMARY.objects(result.summary),
            "told": {
                "vanished": result.vanished,
                "unclear": result.unclear,
                "restored": result.restored,
                "removed": result.removed,
                "retyped": result.retyped,
                "unrecorded": result.unrecorded,
                "repeated": len(result.repeated),
                "nameless": result.nameless,
                "own_rows": self.own_rows,
            },
            "missing": [{"title": title, "missing": why} for title, why in result.missing],
        }


def _number(state: State) -> Field[UnitCounts]:
    return Field(state, STATES[state], lambda each: each.counts[state], Column(STATES[state], figures=True))


def sentence(counts: UnitCounts) -> str:
    """Say how far a unit is, without its name."""
    return f"应销 {counts.due} 条，已销 {counts.done} 条，销号率 {counts.share.percent}，逾期 {counts.overdue} 条"


def brought_up(summary: FollowUp) -> str:
    """Say of which dates the numbers are."""
    if summary.ledger_as_of == summary.as_of:
        return f"取自截至 {summary.as_of} 的销号台账"
    return f"取自截至 {summary.ledger_as_of} 的销号台账，销了没有按截至 {summary.as_of} 的台账判断"


_SOONER: tuple[State, ...] = ("new", "open", "back")


SUMMARY: Layout[UnitCounts] = Layout(
    (
        Field("unit", "单位", lambda each: each.unit, Column("单位")),
        Field("due", "应销", lambda each: each.due, Column("应销", figures=True)),
        Field("done", "已销", lambda each: each.done, Column("已销", figures=True)),
        Field(
            *("rate", "销号率"),
            lambda each: each.share.rate,
            Column("销号率", figures=True, parts=("已销", "应销")),
            lambda each: rated(each.share),
        ),
        *map(_number, _SOONER),
        Field("overdue", _OVERDUE, lambda each: each.overdue, Column(_OVERDUE, figures=True)),
        _number("moot"),
    )
)
"""One row per unit, the whole first."""


def layout(as_of: date, places: Places | None = None) -> Layout[Line]:
    """Give the columns of the lines at a date."""
    return Layout(
        (
            *named(Line),
            Field("kind", "缺口代码", lambda line: line.kind),
            Field("title", "问题", lambda line: line.gap.title, Column("问题")),
            Field("clause", "方案条款", lambda line: line.gap.clause, flat=lambda line: titles(line.gap.clause)),
            Field("state", "", lambda line: line.state),
            Field("", "状态", lambda line: STATES[line.state], Column("状态")),
            Field("overdue", _OVERDUE, lambda line: line.overdue(as_of)),
            Field("since", "发现日期", lambda line: line.since and line.since.isoformat(), Column("发现日期")),
            Field("due", "完成时限", lambda line: line.due and line.due.isoformat(), Column("完成时限")),
            Field("done_on", "销号日期", lambda line: line.done_on and line.done_on.isoformat()),
            Field("months", "已列月数", lambda line: line.months(as_of)),
            Field("owner", "责任人", lambda line: masking.Names.MASKED.show(line.owner), Column("责任人")),
            Field("detail", "情况", lambda line: line.detail, Column("情况")),
            Field("reason", "说明", lambda line: line.reason, Column("说明", extra=True)),
            *placed(Line, places),
        )
    )
