"""What the page says, in its order, before it is set: the template only places it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...measures.report import Report
from ...measures.results import Share
from ...planning.results import Plan
from ..basis import counted, files_left
from ..conclusion import sentences
from ..coverage import apart, usual
from ..gaps import none_found
from ..page_model import Mood, clean
from ..planning import PlanView
from ..shares import day, far, figures, goal, is_limit, marks, told, verdict
from ..targets import TargetsView
from .charts import Chart, charts
from .heat_map import SHADES, heat_maps
from .pages import Laid, laid
from .pictures import Picture, pictures
from .rows import Rows, rows
from .tables import (
    BasisTable,
    GapList,
    Group,
    Table,
    basis_tables,
    behind,
    follow_up,
    gap_lists,
    groups,
    league,
    targets,
    without_data,
)


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One of the numbers at the top."""

    indicator: str
    name: str
    percent: str
    figures: str
    link: str
    aim: str
    """The goal in force; empty without one."""
    short: str
    """How far it is; empty when it is reached."""
    verdict: str
    mood: Mood
    rate: float | None
    """For the bar below it; None without one, and of a count."""
    goal: float | None
    """The goal's rate, for the mark on the bar."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """One league table with its notes."""

    title: str
    table: Table | None
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """The page."""

    title: str
    day: str
    """The as-of date as a sentence writes it."""
    policy: str
    lead: tuple[str, ...]
    scope: str
    scope_link: str
    apart: str
    keys: tuple[KeyFigure, ...]
    charts: tuple[Chart, ...]
    heat_maps: tuple[Table, ...]
    shades: tuple[str, ...]
    marks: str
    """What the marks of missed goals mean."""
    groups: tuple[Group, ...]
    without_data: tuple[tuple[str, str], ...]
    """The indicators that no table has: the name, and why."""
    pictures: tuple[Picture, ...]
    notes: tuple[str, ...]
    targets: Table | None
    behind: Table | None
    reached: tuple[str, ...]
    """What is known of the units that do not miss their goals."""
    rankings: tuple[Ranking, ...]
    follow: Group | None
    plan: Laid | None
    gaps: tuple[GapList, ...]
    no_gaps: str
    """What is said where there is none."""
    units: tuple[str, ...]
    """For the choice of a unit above the lists of gaps."""
    gaps_missing: tuple[str, ...]
    gaps_unlisted: tuple[str, ...]
    """Kinds of gap of which only the number is told."""
    names: str
    """How people's names are shown."""
    basis: tuple[BasisTable, ...]
    rows: str
    """The rows behind the numbers, as JSON."""


def contents(report: Report, plan: Plan | None = None) -> Contents:
    """Gather what the page says about ``report``, and what a ``plan`` proposes."""
    behind_figures = rows(report)
    return Contents(
        title=clean(f"{report.coverage.place}非公企业党建覆盖情况"),
        day=day(report.as_of),
        policy=clean(report.policy.name),
        lead=tuple(map(clean, _lead(report))),
        scope=counted(report),
        scope_link="" if report.gaps.missing_ledger else behind_figures.scope(report)[2],
        apart=clean(apart(report.coverage)),
        keys=tuple(_keys(report, behind_figures)),
        charts=charts(report, behind_figures),
        heat_maps=heat_maps(report, behind_figures),
        shades=SHADES,
        marks=marks(report.coverage.rows),
        groups=groups(report, behind_figures),
        without_data=without_data(report),
        pictures=pictures(report, behind_figures),
        notes=tuple(_notes(report)),
        targets=targets(report, behind_figures),
        behind=behind(report, behind_figures),
        reached=tuple(note.text for note in TargetsView(report.targets, report.policy.name).reached()),
        rankings=tuple(
            Ranking(f"{result.whole}{result.name}排名", *league(report, result, behind_figures))
            for result in report.leagues
        ),
        follow=follow_up(report, behind_figures),
        plan=laid(PlanView(plan).page()) if plan else None,
        gaps=gap_lists(report, behind_figures),
        no_gaps=none_found(report.gaps).text,
        units=tuple(dict.fromkeys(clean(gap.subject.township) for gap in report.gaps.rows)),
        gaps_missing=tuple(f"{title}（{why}）" for title, why in report.gaps.missing),
        gaps_unlisted=tuple(f"{each.title} {each.count}" for each in report.gaps.unlisted),
        names=report.names.note,
        basis=basis_tables(report),
        rows=behind_figures.document(),
    )


def _lead(report: Report) -> Iterator[str]:
    """Say what a reader in a hurry takes away, and which files it does not rest on."""
    if report.conclusion:
        yield from sentences(report.conclusion)
    if left := files_left(report):
        yield left


def _keys(report: Report, behind_figures: Rows) -> Iterator[KeyFigure]:
    for code in usual(report.coverage.indicators):
        share = report.coverage.total(code)
        if share.missing:
            continue
        target = share.target
        yield KeyFigure(
            code,
            share.name,
            told(share),
            figures(share),
            behind_figures.link(share),
            _aim(share),
            far(share),
            "" if share.met is None else verdict(share, report.as_of).text,
            verdict(share, report.as_of).mood,
            share.rate if share.sense == "rate" else None,
            float(target.rate) if target and target.rate is not None else None,
        )


def _aim(share: Share) -> str:
    """Say which goal is in force."""
    if share.target is None:
        return ""
    by, aim = day(share.target.by), goal(share.target, share.grain)
    return f"{by}前{aim}" if is_limit(share) else f"{by}的目标是 {aim}"


def _notes(report: Report) -> Iterator[str]:
    """Say below the tables of units what their figures do not say themselves."""
    whole = report.coverage.whole
    if report.townships:
        yield f"{whole}一行是全部单位的，不是所列单位之和；它的行不在本页。"
    yield "比率下方是分子/分母，点开可看每一行及其出处。— 表示没有应纳入统计的，无数据表示台账没有所需的列。"
    if said := marks(report.coverage.rows):
        yield said
