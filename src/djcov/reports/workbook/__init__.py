"""Workbooks (.xlsx): what an office prints, hands on and filters.

:func:`hand_on` makes one of any result's page, a sheet for each of its tables; :func:`render` that of a whole report.
:mod:`.drawing` draws a grid, :mod:`.book` knows the file format. The last sheet says on what the figures rest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ...choices import COUNTED, said
from ...measures.report import Report
from ...planning.results import Plan
from .. import beside
from ..basis import files_left
from ..conclusion import sentences
from ..coverage import apart, notes, units
from ..follow import SUMMARY, brought_up, sentence
from ..league import LeagueView, rank
from ..page_model import Block, Cell, Column, Front, Grid, Note
from ..planning import PlanView
from ..shares import short_by
from ..targets import TargetsView
from . import basis, charts, gaps, rows, trend
from .book import Book
from .pages import add, hand_on, lay_out

_TITLE = "非公企业党建覆盖情况"


def render(report: Report, links: Mapping[str, str] | None = None, plan: Plan | None = None) -> bytes:
    """Make the workbook of a report; the same report gives the same bytes.

    ``links``: where the files that were read, by their names in the report, stand as seen from the workbook's folder;
    a gap's place then leads to its row. ``plan``: what is proposed, on sheets of its own.
    """
    coverage = report.coverage
    title = f"{coverage.place}{_TITLE}"
    front = Front(coverage.place, report.as_of, (f"口径：{report.policy.name}",))
    book = Book(title, front, report.policy.units.called)
    overview, *groups = report.indicators.groups.items()
    first = [each.code for each in overview[1]]
    lead = sentences(report.conclusion) if report.conclusion else ()
    left = files_left(report)
    first_lines = [Note(text, "strong") for text in (*lead, *([left] if left else ()))]
    told = [Note(apart(coverage)), *map(Note, notes(coverage, first))]
    table, rates = _overview(report, units(coverage, first))
    placed = lay_out(book, "总表", title, [*first_lines, table, *told])
    for name, group in groups:
        codes = [each.code for each in group]
        if any(not coverage.share(code).missing for code in codes):  # else only 口径 says why not
            below = map(Note, notes(coverage, codes))
            lay_out(book, name, f"{title}：{name}", [units(coverage, codes), *below])
    _beside(book, report, first)
    _goals(book, report)
    _leagues(book, report)
    if placed:
        charts.draw(book, report, placed, rates)
    trend.draw(book, report, first)
    gaps.draw(book, report, links or {})
    _follow(book, report)
    if plan:
        add(book, PlanView(plan).page(), first="推进方案", prefix="方案-")
    rows.draw(book, report)
    basis.draw(book, report)
    return book.content()


def _beside(book: Book, report: Report, codes: Sequence[str]) -> None:
    """Write who is counted beside the enterprises, for the place and for each unit; nothing if there is nobody."""
    found, whole = report.beside, report.coverage
    if not found or not found.results:
        return
    lay_out(book, beside.name(found), f"{whole.place}{beside.title(found)}", [beside.table(whole, found, codes)])
    for result in found.results:
        known = [code for code in codes if code in result.indicators]
        title = f"{result.place}{said(result.base, _TITLE)}"
        lay_out(book, f"各单位-{COUNTED[result.base]}", title, [units(result, known)])


def _overview(report: Report, table: Grid) -> tuple[Grid, dict[str, int]]:
    """Put behind each rate by which units are ranked how many are missing and the rank; give where each rate stands."""
    found: dict[str, int] = {}
    columns, rows = list(table.columns), [list(row) for row in table.rows]
    for league in report.leagues:
        at = next((at for at, column in enumerate(columns) if column.heading == league.name), None)
        if at is None or league.missing:
            continue
        found[league.indicator] = at
        places = {standing.share.unit: rank(standing) for standing in league.rows}
        columns[at + 1 : at + 1] = [Column("还差", figures=True), Column("名次", figures=True)]
        for row in rows:
            unit = row[0].text
            row[at + 1 : at + 1] = [
                short_by(report.coverage.share(league.indicator, unit)),
                places.get(unit, Cell("—")),
            ]
    return replace(table, columns=tuple(columns), rows=tuple(map(tuple, rows))), found


def _goals(book: Book, report: Report) -> None:
    """Write every unit's goals; nothing if the policy has none."""
    view = TargetsView(report.targets, report.policy.name)
    if view.result.rows:
        lay_out(book, "目标", f"{report.coverage.place}目标任务完成情况", [view.every()])


def _leagues(book: Book, report: Report) -> None:
    """Write the rankings, one a sheet; those without data are told on the last sheet."""
    for league in report.leagues:
        if league.rows and not league.missing:
            view = LeagueView(league, report.policy.league)
            blocks: list[Block] = [view.grid(), *view.notes()]
            lay_out(book, f"排名-{league.name}", f"{league.whole}{league.name}排名", blocks)


def _follow(book: Book, report: Report) -> None:
    """Write how far each unit has put the 销号台账 right; nothing if the report knows none."""
    found = report.follow
    if found is None:
        return
    # the rate's own columns are 已销 and 应销
    table = replace(SUMMARY.grid(found.rows, without=("应销", "已销")), whole=not found.chosen)
    lead = f"{found.total.unit}{sentence(found.total)}。"
    lay_out(
        book,
        "销号",
        f"{report.coverage.place}问题整改销号情况",
        [Note(lead, "strong"), table, Note(f"{brought_up(found)}。")],
    )


__all__ = ["hand_on", "render"]
