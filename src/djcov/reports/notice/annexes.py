"""The notice's attachments: coverage per unit, gaps per unit and kind, and, if the policy says so, their names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...measures.report import Report
from ..coverage import units, usual
from ..page_model import Block, Cell, Column, Grid, Note, grid
from . import wording
from .figures import listed, tight, told, units_of
from .problems import lacks


@dataclass(frozen=True)
class Annex:
    """One attachment (附件)."""

    title: str
    blocks: tuple[Block, ...]


def annexes(report: Report) -> Iterator[Annex]:
    """Give the attachments that have something to show."""
    if report.scope.counted:
        title = wording.ANNEX_COVERAGE.format(district=report.coverage.whole)
        yield Annex(title, (*_coverage(report), Note(wording.RATE_NOTE)))
    if report.gaps.rows:
        yield Annex(wording.ANNEX_GAPS, (_counts(report), Note(wording.GAPS_NOTE)))
        if report.policy.notice.lists_names:
            yield Annex(wording.ANNEX_NAMES, (_names(report),))


def _coverage(report: Report) -> list[Grid]:
    """Give the whole and each unit under the usual indicators, as far as there is data for them; those of the place's
    own stand in a table of their own, for which one page would be too narrow.
    """
    result = report.coverage
    codes = [code for code in usual(result.indicators) if not result.share(code).missing]
    own = {each.code for each in report.indicators.own}
    parts = ([code for code in codes if code not in own], [code for code in codes if code in own])
    return [units(result, part, marked=False) for part in parts if part]


def _counts(report: Report) -> Grid:
    found = lacks(report).values()
    columns = [Column("乡（办）"), *(Column(tight(lack.title), figures=True) for lack in found)]
    total = listed(units_of(report)) if report.townships else report.coverage.whole
    rows = [[Cell(total), *(Cell(str(len(lack.rows))) for lack in found)]] if len(report.townships) != 1 else []
    rows += [[Cell(unit), *(Cell(str(lack.counts.get(unit, 0))) for lack in found)] for unit in units_of(report)]
    return grid(columns, rows)


def _names(report: Report) -> Grid:
    """Give one row per enterprise, organisation and instructor, with all that it lacks, unit by unit."""
    columns = [Column("序号", figures=True), *map(Column, wording.NAMES_COLUMNS)]
    order = {unit: at for at, unit in enumerate(units_of(report))}
    by_unit = sorted(report.gaps.by_subject, key=lambda each: order.get(each.subject.township, len(order)))
    rows = [
        [Cell(str(number)), *map(Cell, (each.subject.township, each.subject.name, told(each)))]
        for number, each in enumerate(by_unit, start=1)
    ]
    return grid(columns, rows)
