"""The view of the changes between two dates (变更说明): numbers that add up, unit by unit, and the rows behind them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from ..measures.movements import Event, Movement, Movements
from .fields import Field, Layout
from .page_model import Block, Column, Front, Grid, Heading, Note, Page, Plain, Records
from .places import Places
from .subjects import MEASURES, named, placed_at_both

SUM = "上期＋新增＋迁入＋恢复－注销－迁出－移出＝本期；区内迁移在迁入、迁出两栏各计一次。"
MEMBERS = frozenset({"members_joined", "members_left"})
"""The events that stand for so many members, of whom only the number is known."""


@dataclass(frozen=True)
class ChangesView:
    """Movements as people and scripts see them."""

    result: Movements

    def page(self) -> Page:
        """Give the table that adds up, then a table for each kind of event."""
        result = self.result
        dates = f"{result.comparison.as_of_old} 与 {result.comparison.as_of}"
        whole = result.comparison.whole
        blocks: list[Block] = [Heading(f"{whole}变更情况", 1, Front(whole, None, (dates,)))]
        blocks += [movements_grid(result), Note(SUM, "quiet")]
        if vanished := result.rows[0].vanished:
            blocks.append(Note(f"移出的企业中有 {vanished} 家是本期台账中没有的，请核实去向。", "strong"))
        blocks.append(Note(organizations(result)))
        places = Places(result.files)
        for kind, group in groupby(result.events, key=lambda event: event.kind):
            events = tuple(group)
            grain = events[0].subject.grain
            blocks.append(Heading(f"{result.titles[kind]}：{figure(kind, events)}（{kind}）"))
            blocks.append(layout(result.titles, places, grain).grid(events, listed=True))
        if not result.events:
            blocks.append(Note("按两期台账看不出变化。"))
        return tuple(blocks)

    def records(self) -> Records:
        """Give one row per event."""
        found = layout(self.result.titles).records(self.result.events)
        return found.of(self.result.comparison.as_of, self.result.comparison.as_of_old)

    def document(self) -> Mapping[str, Plain]:
        """Give ``djcov.changes/1``."""
        result = self.result
        opening, closing = result.organizations
        return {
            "schema": "djcov.changes/1",
            "as_of_old": result.comparison.as_of_old.isoformat(),
            "as_of": result.comparison.as_of.isoformat(),
            "rows": MOVEMENTS.objects(result.rows),
            "organizations": {"opening": opening, "closing": closing},
            "events": layout(result.titles).objects(result.events),
        }


def figure(kind: str, events: tuple[Event, ...]) -> str:
    """Give how many there are of a kind of event: 3 家; of members, how many in how many enterprises."""
    measure = MEASURES[events[0].subject.grain]
    if kind in MEMBERS:
        return f"{sum(event.count for event in events)} 名，{len(events)} {measure}"
    return f"{len(events)} {measure}"


def organizations(result: Movements) -> str:
    """Say how the number of organisations came from one to the other."""
    opening, closing = result.organizations
    counts = {kind: sum(event.kind == kind for event in result.events) for kind in ("founded", "dissolved", "merged")}
    return (
        f"覆盖统计范围内企业的党组织：上期 {opening} 个，新成立 {counts['founded']} 个，撤销 {counts['dissolved']} 个，"
        f"合并减少 {counts['merged']} 个，本期 {closing} 个。"
    )


def movements_grid(result: Movements) -> Grid:
    """Give the table that adds up, the whole's line first."""
    return replace(MOVEMENTS.grid(result.rows), whole=True)


def _number(key: str, title: str, value: Callable[[Movement], int]) -> Field[Movement]:
    return Field(key, title, value, Column(title, figures=True))


MOVEMENTS: Layout[Movement] = Layout(
    (
        Field("unit", "单位", lambda row: row.unit, Column("单位")),
        _number("opening", "上期", lambda row: row.opening),
        _number("new", "新增", lambda row: row.new),
        _number("moved_in", "迁入", lambda row: row.moved_in),
        _number("back", "恢复", lambda row: row.back),
        _number("closed", "注销", lambda row: row.closed),
        _number("moved_out", "迁出", lambda row: row.moved_out),
        _number("out", "移出", lambda row: row.out),
        Field("vanished", "移出中本期台账没有的", lambda row: row.vanished),
        _number("closing", "本期", lambda row: row.closing),
    )
)
"""One row per unit, the whole first."""


def layout(titles: Mapping[str, str], places: Places | None = None, grain: str = "") -> Layout[Event]:
    """Give the columns of the events; ``titles``: what each kind is called."""
    return Layout(
        (
            Field("event", "变更代码", lambda event: event.kind),
            Field("title", "变更", lambda event: titles[event.kind]),
            *named(Event, grain),
            Field("detail", "情况", lambda event: event.detail, Column("情况")),
            Field("count", "数量", lambda event: event.count),
            *placed_at_both(Event, places),
        )
    )
