"""The view of a comparison: how every indicator changed and by what, then who appeared, left, gained, lost, moved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from ..choices import Grain
from ..measures.compare_results import TITLES, Change, Comparison, Shift
from ..measures.results import Share
from .fields import Field, Layout
from .page_model import Block, Column, Front, Heading, Note, Page, Plain, Records
from .places import Places
from .rate_change import number, points
from .shares import rated
from .subjects import MEASURES, named, placed_at_both


def _side(key: str, heading: str, share: Callable[[Shift], Share]) -> Field[Shift]:
    def found(shift: Shift) -> Plain:
        each = share(shift)
        return {"numerator": each.numerator, "denominator": each.denominator, "rate": each.rate}

    column = Column(heading, figures=True, parts=("已达到", "应达到"))
    return Field(key, "", found, column, lambda shift: rated(share(shift)))


def _moved(key: str, heading: str, part: Callable[[Shift], Fraction | None]) -> Field[Shift]:
    return Field(
        key, "", lambda shift: number(part(shift)), Column(heading, figures=True), lambda shift: points(part(shift))
    )


@dataclass(frozen=True)
class ComparisonView:
    """A comparison as people and scripts see it."""

    result: Comparison

    def page(self) -> Page:
        """Give the table of indicators, then a table for each kind of change."""
        result = self.result
        front = Front(result.whole, None, (f"{result.as_of_old} 与 {result.as_of}",))
        known = [shift for shift in result.shifts if not shift.missing]
        missing = "、".join(shift.after.name for shift in result.shifts if shift.missing)
        blocks: list[Block] = [Heading(f"{result.whole}两期比较", 1, front), INDICATORS.grid(known)]
        blocks.append(
            Note("变化的单位是百分点。存量变化：两期都纳入统计的，状况变了；增减户影响：纳入统计的有进有出。", "quiet")
        )
        if missing:
            blocks.append(Note(f"至少一期无数据：{missing}", "quiet"))
        subjects = (subject for change in result.changes for subject in (change.before, change.after) if subject)
        places = Places(subject.source.file for subject in subjects)
        for _, group in groupby(result.changes, key=lambda change: change.kind):
            blocks += _kind(tuple(group), places)
        if not result.changes:
            blocks.append(Note("按两期台账，看不出哪家企业有变化。"))
        return tuple(blocks)

    def records(self) -> Records:
        """Give one row per change."""
        found = changes_layout().records(self.result.changes)
        return found.of(self.result.as_of, self.result.as_of_old)

    def document(self) -> Mapping[str, Plain]:
        """Give ``djcov.compare/1``."""
        return {
            "schema": "djcov.compare/1",
            "as_of_old": self.result.as_of_old.isoformat(),
            "as_of": self.result.as_of.isoformat(),
            "indicators": INDICATORS.objects(self.result.shifts),
            "changes": changes_layout().objects(self.result.changes),
        }


INDICATORS: Layout[Shift] = Layout(
    (
        Field("indicator", "", lambda shift: shift.after.indicator),
        Field("name", "", lambda shift: shift.after.name, Column("指标")),
        _side("old", "上期", lambda shift: shift.before),
        _side("new", "本期", lambda shift: shift.after),
        Field(
            *("common", ""),
            lambda shift: {"denominator": shift.common, "old": shift.common_before, "new": shift.common_after},
        ),
        _moved("change", "变化", lambda shift: shift.change),
        _moved("real_change", "存量变化", lambda shift: shift.real),
        _moved("base_change", "增减户影响", lambda shift: shift.base),
        Field("missing", "", lambda shift: shift.missing, optional=True),
    )
)
"""One row per indicator."""


def changes_layout(places: Places | None = None, grain: Grain | None = None) -> Layout[Change]:
    """Give the columns of changes; ``grain``: what all of them are about."""
    return Layout(
        (
            Field("kind", "变化代码", lambda change: change.kind),
            Field("title", "变化", lambda change: TITLES[change.kind]),
            *named(Change, grain or "enterprise"),
            Field("detail", "情况", lambda change: change.detail, Column("情况")),
            *placed_at_both(Change, places),
        )
    )


def _kind(changes: tuple[Change, ...], places: Places) -> list[Block]:
    kind, grain = changes[0].kind, changes[0].subject.grain
    return [
        Heading(f"{TITLES[kind]}：{len(changes)} {MEASURES[grain]}（{kind}）"),
        changes_layout(places, grain).grid(changes, listed=True),
    ]
