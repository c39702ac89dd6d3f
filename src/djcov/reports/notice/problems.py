"""Sections three and four: what is missing and where most, and what is asked about it, with the goals' dates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from ...measures.gap_kinds import GAP_KINDS
from ...measures.report import Report
from ...measures.results import Gap, Share
from ..gaps import none_found
from ..page_model import Block, Heading, Note
from ..shares import day, is_limit, measure
from ..subjects import GRAINS, MEASURES
from . import wording
from .figures import listed, reach, spread, tight, units_of
from .overview import aims_in_force


@dataclass(frozen=True)
class Lack:
    """One kind of gap: its rows."""

    rows: tuple[Gap, ...]

    @property
    def title(self) -> str:
        """The kind's Chinese name."""
        return self.rows[0].title

    @property
    def measure(self) -> str:
        """The measure word of what has the gap."""
        return MEASURES[self.rows[0].subject.grain]

    @property
    def what(self) -> str:
        """What has the gap: 企业, 党组织 or 指导员."""
        return GRAINS[self.rows[0].subject.grain]

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """The number of rows of each unit that has some, in the order of the units."""
        return Counter(gap.subject.township for gap in self.rows)


def lacks(report: Report) -> dict[str, Lack]:
    """Give the kinds of gap that somebody has, by their codes, in the order of the table of kinds."""
    kinds = dict.fromkeys((*GAP_KINDS, *(gap.kind for gap in report.gaps.rows)))
    found = {kind: tuple(gap for gap in report.gaps.rows if gap.kind == kind) for kind in kinds}
    return {kind: Lack(rows) for kind, rows in found.items() if rows}


def problems(report: Report) -> Iterator[Block]:
    """Give section three."""
    yield Heading(wording.PROBLEMS, 1)
    found, unclear = lacks(report), _unclear(report)
    for kind, lack in found.items():
        yield Heading(wording.PROBLEM_TITLES.get(kind, tight(lack.title)), 2)
        yield Note(_problem(report, lack))
    if unclear:
        yield Heading(wording.UNCLEAR, 2)
        yield Note("；".join(unclear) + wording.UNCLEAR_CLOSE)
    if not found and not unclear:
        yield Note(wording.NO_PROBLEMS.format(told=tight(none_found(report.gaps).text)))
    if report.gaps.missing:
        yield Note(wording.NOT_LOOKED_FOR.format(list=listed(title for title, _ in report.gaps.missing)))


def demands(report: Report, issued: date) -> Iterator[Block]:
    """Give section four. ``issued``: the notice's date; a deadline before it is over."""
    yield Heading(wording.DEMANDS, 1)
    found = lacks(report)
    for kind, lack in found.items():
        demand = wording.DEMANDS_BY_KIND.get(kind, wording.Demand(lack.title))
        yield Heading(tight(demand.heading), 2)
        actions = "".join(dict.fromkeys(tight(gap.action) for gap in lack.rows))
        asked = wording.DEMAND.format(title=lack.title, n=len(lack.rows), measure=lack.measure, action=actions)
        yield Note(asked + _due(report, demand, issued))
    behind = [_goal_gap(report, share, issued) for share in aims_in_force(report) if share.short_by]
    if behind:
        yield Heading(wording.REACH_GOALS, 2)
        yield from map(Note, behind)
    unclear = bool(_unclear(report) or report.gaps.missing or any(each.unclear for each in report.gaps.sought))
    if unclear:
        yield Heading(wording.COMPLETE_LEDGER, 2)
        yield Note(wording.COMPLETE_LEDGER_TEXT)
    by = day(issued + timedelta(report.policy.deadlines.reply_days))
    yield Note(wording.CLOSING.format(by=by) if found or behind or unclear else wording.KEEP_UP)


def _problem(report: Report, lack: Lack) -> str:
    counts = [*lack.counts.items()]
    where = ""
    if len(counts) > 1:
        where = wording.PROBLEM_SPREAD.format(number=len(counts)) + spread(counts, lack.measure)
    elif len(units_of(report)) > 1:
        template = wording.PROBLEM_ONE_UNIT if len(lack.rows) > 1 else wording.PROBLEM_ONE
        where = template.format(unit="".join(lack.counts))
    return wording.PROBLEM.format(
        area=listed(units_of(report)) if report.townships else report.coverage.whole,
        title=tight(lack.title),
        what=lack.what,
        n=len(lack.rows),
        measure=lack.measure,
        units=where,
    )


def _unclear(report: Report) -> list[str]:
    """Say how many enterprises are not clear in the units that the report shows."""
    units = units_of(report) if report.townships else (report.coverage.whole,)
    counts = {
        name: sum(share.denominator - share.numerator for share in shares if not share.missing)
        for code, name in wording.UNCLEAR_NAMES.items()
        if code in report.indicators and (shares := [report.coverage.share(code, unit) for unit in units])
    }
    return [wording.UNCLEAR_ITEM.format(name=name, n=count) for name, count in counts.items() if count]


def _due(report: Report, demand: wording.Demand, issued: date) -> str:
    shares = (report.coverage.total(code) for code in demand.indicators if code in report.indicators)
    dated = next((share for share in shares if share.target and share.met is False), None)
    return _deadline(dated, issued) if dated else ""


def _deadline(share: Share, issued: date) -> str:
    assert share.target is not None
    template = wording.OVERDUE if share.target.by < issued else wording.DUE
    return template.format(name=share.name, reach=reach(share), by=day(share.target.by))


def _shorts(report: Report, share: Share) -> list[tuple[str, int]]:
    """Give by how much each unit that the report shows is short of a goal, by itself."""
    return [
        (aim.share.unit, aim.share.short_by or 0)
        for aim in report.targets.of_units
        if aim.in_force and aim.share.indicator == share.indicator
    ]


def _goal_gap(report: Report, share: Share, issued: date) -> str:
    shorts = _shorts(report, share)
    units = spread(shorts, measure(share)) if sum(short > 0 for _, short in shorts) > 1 else ""
    if units and sum(short for _, short in shorts) != share.short_by:
        units = wording.GOAL_EACH.format(spread=units)
    return (wording.GOAL_OVER if is_limit(share) else wording.GOAL_GAP).format(
        name=share.name,
        short=share.short_by,
        measure=measure(share),
        units=units,
        due=_deadline(share, issued),
    )
