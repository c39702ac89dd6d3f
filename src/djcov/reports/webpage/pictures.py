"""One unit's whole picture: its rates, its gaps, whom to ask."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from ...measures.particulars import ROLES, Contact
from ...measures.report import RANKED, Report
from ...measures.results import Gap
from ..follow import sentence
from ..gaps import none_found
from ..page_model import clean
from ..shares import SIGNS, far, figures, goal, sign, told
from ..subjects import MEASURES
from .rows import Rows
from .tables import Column, Table, entry, number, table, with_data, worst_first

_NAMED = 12
"""Names of a kind of gap that a picture tells; the lists of gaps have all."""


@dataclass(frozen=True, slots=True)
class Rate:
    """One indicator of a unit."""

    indicator: str
    name: str
    told: str
    """The rate, or the count."""
    figures: str
    link: str
    mark: str
    """Of one that misses its goal."""
    missed: str
    """What the mark means."""
    short: str
    """The goal, and how far it is; empty when it is reached."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A unit. Tables that would be empty are None."""

    id: str
    unit: str
    summary: str
    rates: tuple[Rate, ...]
    gaps: Table | None
    no_gaps: str
    """What is said where there is none of these."""
    contacts: Table | None
    follow: str
    """How far its lines of the 销号台账 are; empty without one."""
    open: bool


def pictures(report: Report, rows: Rows) -> tuple[Picture, ...]:
    """Give the pictures, that of the worst unit first; of a single unit that was asked for it stands open."""
    gaps: defaultdict[str, list[Gap]] = defaultdict(list)
    for gap in report.gaps.rows:
        gaps[gap.subject.township].append(gap)
    people: defaultdict[str, list[Contact]] = defaultdict(list)
    for each in report.contacts:
        people[each.unit].append(each)
    follow = {each.unit: sentence(each) for each in report.follow.rows[1:]} if report.follow else {}
    units = worst_first(report)
    return tuple(
        Picture(
            rows.picture(clean(unit)).removeprefix("#"),
            clean(unit),
            _summary(report, unit, gaps[unit]),
            _rates(report, unit, rows),
            _gaps(unit, gaps[unit], rows),
            none_found(report.gaps, unit).text,
            _contacts(unit, people[unit]),
            follow.get(unit, ""),
            len(units) == 1,
        )
        for unit in units
    )


def _summary(report: Report, unit: str, gaps: Sequence[Gap]) -> str:
    shares = [report.coverage.share(code, unit) for code in with_data(report, RANKED)]
    rates = [f"{share.name} {told(share)}" for share in shares]
    number = report.coverage.enterprises(unit)
    of = "企业无数据" if number is None else f"企业 {number} 家"
    return "，".join((of, *rates, f"缺口 {len(gaps)} 条"))


def _rates(report: Report, unit: str, rows: Rows) -> tuple[Rate, ...]:
    shares = [report.coverage.share(code, unit) for code in with_data(report, report.indicators)]
    return tuple(
        Rate(
            share.indicator,
            share.name,
            told(share),
            figures(share),
            rows.link(share),
            *SIGNS.get(sign(share), ("", "")),
            f"目标 {goal(share.target, share.grain)}，{far(share)}" if share.target and share.short_by else "",
        )
        for share in shares
        if share.denominator
    )


def _gaps(unit: str, gaps: Sequence[Gap], rows: Rows) -> Table | None:
    kinds: defaultdict[str, list[Gap]] = defaultdict(list)
    for gap in gaps:
        kinds[gap.kind].append(gap)
    lines = [
        [
            entry(each[0].title),
            number(len(each), rows.gap_list(kind, clean(unit))),
            entry(_names(each)),
            entry("；".join(dict.fromkeys(gap.action for gap in each))),
        ]
        for kind, each in kinds.items()
    ]
    columns = ["缺口", Column("数目", figures=True), "名单", "应做"]
    return table(f"{unit}的缺口", columns, lines) if lines else None


def _names(gaps: Sequence[Gap]) -> str:
    names = "、".join(gap.subject.name for gap in gaps[:_NAMED])
    return f"{names}等 {len(gaps)} {MEASURES[gaps[0].subject.grain]}" if len(gaps) > _NAMED else names


def _contacts(unit: str, people: Sequence[Contact]) -> Table | None:
    lines = [
        [entry(ROLES[each.role]), entry(each.name), entry(each.organization or "—"), number(each.enterprises)]
        for each in people
    ]
    columns = ["身份", "姓名", "党组织", Column("覆盖、联系企业", figures=True)]
    return table(f"{unit}可以联系的人", columns, lines) if lines else None
