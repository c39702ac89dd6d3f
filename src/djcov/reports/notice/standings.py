"""Section two: the units' ranking, whom to praise and whom to criticise (S18). The verdicts are the league's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from ...facts.scope import NO_UNIT
from ...measures.report import Report
from ...measures.results import League, Standing
from ..page_model import Block, Cell, Column, Grid, Heading, Note, grid
from ..shares import day, figures, threshold
from . import wording
from .figures import listed


def standings(report: Report) -> Iterator[Block]:
    """Give the section. Enterprises without a unit are told apart: nobody is to be praised or criticised for them."""
    yield Heading(wording.STANDINGS, 1)
    leagues = [_shown(report, league) for league in report.leagues if not league.missing]
    units = [standing.share.unit for standing in _rows(leagues)]
    if units:
        names = listed(league.name for league in leagues)
        yield Note(wording.RANKED.format(names=names) if len(units) > 1 else wording.ONE_UNIT.format(unit=units[0]))
        yield Note(wording.RANKING.format(names=names), "strong")
        yield _table(leagues)
        yield from _verdicts(report, leagues)
    else:
        yield Note(wording.NO_STANDINGS)
    homeless = [row.share.denominator for row in leagues[0].rows if row.share.unit == NO_UNIT] if leagues else []
    if homeless and homeless[0]:
        yield Note(wording.WITHOUT_UNIT.format(n=homeless[0]))
    for league in report.leagues:
        if league.missing:
            yield Note(wording.NOT_RANKED.format(name=league.name, why=league.missing))


def _shown(report: Report, league: League) -> League:
    """Give a league without the units that were not asked for."""
    only = report.townships
    return replace(league, rows=tuple(row for row in league.rows if row.share.unit in only)) if only else league


def _rows(leagues: Sequence[League]) -> Sequence[Standing]:
    """Give the units that have a name, as the first league ranks them."""
    return [row for row in leagues[0].rows if row.share.unit != NO_UNIT] if leagues else []


def _table(leagues: Sequence[League]) -> Grid:
    columns = [Column("乡（办）")]
    for league in leagues:
        columns += [Column(league.name, figures=True), Column("名次", figures=True)]
    placed = [{standing.share.unit: standing for standing in league.rows} for league in leagues]
    rows: list[list[Cell]] = []
    for first in _rows(leagues):
        cells = [Cell(first.share.unit)]
        for standing in (places[first.share.unit] for places in placed):
            rank = "—" if standing.rank is None else str(standing.rank)
            cells += [Cell(standing.share.percent, figures(standing.share)), Cell(rank)]
        rows.append(cells)
    return grid(columns, rows, together=True)


def _verdicts(report: Report, leagues: Sequence[League]) -> Iterator[Block]:
    limits = report.policy.league
    for verdict, limit, told in (
        (wording.PRAISE, limits.praise_rate, wording.PRAISED),
        (wording.CRITICISM, limits.criticise_rate, wording.CRITICISED),
    ):
        notes = [note for league in leagues if (note := _verdict(league, verdict, limit, told))]
        if notes:
            yield Heading(verdict, 2)
            yield from notes
    yield from _slow(report)
    small = [row.share.unit for row in _rows(leagues) if row.small]
    if small:
        yield Note(wording.SMALL.format(units=listed(small), small=limits.small))
    empty = [row.share.unit for row in _rows(leagues) if row.rank is None]
    if empty:
        yield Note(wording.WITHOUT_ENTERPRISES.format(units=listed(empty)))


def _slow(report: Report) -> Iterator[Block]:
    """Name the units that have made no progress since the earlier date."""
    notes: list[Note] = []
    for league in (_shown(report, each) for each in report.progress if each.since and not each.missing):
        named = [row.share.unit for row in league.rows if row.verdict == wording.SLOW]
        if named and league.since:
            told = wording.SLOW_SINCE.format(name=league.name, day=day(league.since), units=listed(named))
            notes.append(Note(told))
    if notes:
        yield Heading(wording.SLOW, 2)
        yield from notes


def _verdict(league: League, verdict: str, limit: Decimal, told: str) -> Note | None:
    named = [row.share.unit for row in league.rows if row.verdict == verdict and row.share.unit != NO_UNIT]
    return Note(told.format(name=league.name, limit=threshold(limit), units=listed(named))) if named else None
