"""The tables of the page, ready to be set: every text is what is shown, every number knows where its rows are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ...choices import COUNTED
from ...measures.clauses import titles
from ...measures.report import RANKED, Report
from ...measures.results import Gap, League, Share
from .. import beside
from ..basis import basis
from ..coverage import units
from ..follow import SUMMARY, brought_up, sentence
from ..gaps import layout
from ..league import LeagueView
from ..page_model import Cell, Grid, Mood, clean
from ..places import Places
from ..shares import SIGNS, judged
from ..subjects import MEASURES
from ..targets import TargetsView
from .rows import Rows

_LONGEST_OPEN = 12
"""Rows up to which a list of gaps stands open when the page is opened or printed."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column. Columns of figures stand to the right and sort by their keys, the others as words."""

    heading: str
    figures: bool = False
    indicator: str = ""
    """The indicator's code where the cells are its shares."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell: its text, what stands small below it, and the address of the rows behind it."""

    text: str
    detail: str = ""
    mood: Mood = "plain"
    link: str = ""
    key: str = ""
    """What a figure is sorted by; without one it comes last."""
    heat: str = ""
    """The class of its ground in a heat map."""
    mark: str = ""
    """Before what misses its goal."""
    missed: str = ""
    """What the mark means."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption. The first ``fixed`` rows stay on top however it is sorted."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Entry, ...], ...]
    fixed: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """A table of units under a heading of its own, with the indicators that it cannot show."""

    title: str
    table: Table | None
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GapList:
    """One kind of gap: what it is, what is to be done, who has it."""

    kind: str
    title: str
    clause: str
    number: int
    measure: str
    actions: tuple[str, ...]
    table: Table
    open: bool


def table(
    caption: str, columns: Sequence[Column | str], rows: Iterable[Sequence[Entry | str]], fixed: int = 0
) -> Table:
    """Build a table; a bare text is a plain column or cell."""
    return Table(
        clean(caption),
        tuple(Column(column) if isinstance(column, str) else column for column in columns),
        tuple(tuple(entry(cell) if isinstance(cell, str) else cell for cell in row) for row in rows),
        fixed,
    )


def entry(text: str, detail: str = "", mood: Mood = "plain") -> Entry:
    """Build a cell of words, without what a line of output must not hold."""
    return Entry(clean(text), clean(detail), mood)


def number(value: int | None, link: str = "", mood: Mood = "plain") -> Entry:
    """Build a cell of a bare number."""
    text = "—" if value is None else str(value)
    return Entry(text, mood=mood, link=link, key="" if value is None else text)


def of_grid(caption: str, content: Grid, rows: Rows | None, fixed: int = 0) -> Table:
    """Build the table of a grid: its numbers lead to their ``rows``, if the page has them; columns without a heading
    are left out.
    """
    shown = [at for at, column in enumerate(content.columns) if column.heading]
    columns = [_column(content, at) for at in shown]
    return table(caption, columns, [[_entry(row[at], rows) for at in shown] for row in content.rows], fixed)


def _column(content: Grid, at: int) -> Column:
    told = {place[0] for row in content.rows if (place := row[at].behind)}
    column = content.columns[at]
    return Column(column.heading, column.figures, told.pop() if len(told) == 1 else "")


def _entry(content: Cell, rows: Rows | None) -> Entry:
    key = "" if content.value is None else f"{content.value:.6f}" if content.unit == "%" else str(content.value)
    link = rows.link_of(*content.behind, content.ratio) if rows and content.behind and content.ratio else ""
    sign = content.text[:1] if content.mood == "bad" and content.text[:1] in SIGNS else ""
    text = clean(content.text.removeprefix(sign))
    return Entry(text, clean(content.detail), content.mood, link, key, "", *SIGNS.get(sign, ("", "")))


def share_entry(share: Share, rows: Rows) -> Entry:
    """Build the cell of a share: its rate, below it numerator and denominator, which lead to the rows."""
    return _entry(judged(share), rows)


def worst_first(report: Report) -> tuple[str, ...]:
    """Give the units, the lowest organisation coverage first; those without a rate last."""
    shares = [report.coverage.share(RANKED[0], unit) for unit in report.coverage.parts]
    return tuple(share.unit for share in sorted(shares, key=lambda share: (share.rate is None, share.rate or 0)))


def groups(report: Report, rows: Rows) -> tuple[Group, ...]:
    """Give a table of units, the worst first, for each group of indicators of which some have data."""
    own = list(_groups(report, rows))
    return (*own, *_beside(report, rows))


def _groups(report: Report, rows: Rows) -> Iterator[Group]:
    rank = {unit: at for at, unit in enumerate((report.coverage.whole, *worst_first(report)))}
    for title, group in report.indicators.groups.items():
        codes = with_data(report, [each.code for each in group])
        if codes:
            content = units(report.coverage, codes)
            ordered = replace(content, rows=tuple(sorted(content.rows, key=lambda row: rank[row[0].text])))
            yield Group(
                title, linked(of_grid(f"各单位{title.removesuffix('指标')}指标", ordered, rows, fixed=1), rows), ()
            )


def _beside(report: Report, rows: Rows) -> Iterator[Group]:
    """Give the tables of those who are counted beside enterprises; none where there is nobody."""
    found, codes = report.beside, [each.code for each in next(iter(report.indicators.groups.values()))]
    if not found or not found.results:
        return
    caption = f"{report.coverage.place}{beside.title(found)}"
    yield Group(beside.name(found), of_grid(caption, beside.table(report.coverage, found, codes), rows), ())
    for result in found.results:
        known = [code for code in codes if code in result.indicators and not result.share(code).missing]
        if result.base != "both" and known:
            title = COUNTED[result.base]
            yield Group(title, of_grid(f"各单位{title}指标", units(result, known), rows, fixed=1), ())


def with_data(report: Report, codes: Iterable[str]) -> list[str]:
    """Give those of some indicators that have data."""
    return [code for code in codes if not report.coverage.share(code).missing]


def without_data(report: Report) -> tuple[tuple[str, str], ...]:
    """Give the names of the indicators that have no data, and why."""
    shares = [report.coverage.share(each.code) for group in report.indicators.groups.values() for each in group]
    return tuple((share.name, f"{share.name}无数据：{share.missing}。") for share in shares if share.missing)


def linked(of: Table, rows: Rows, at: int = 0) -> Table:
    """Let the units that a column names lead to their pictures."""
    return replace(
        of,
        rows=tuple((*row[:at], replace(row[at], link=rows.picture(row[at].text)), *row[at + 1 :]) for row in of.rows),
    )


def targets(report: Report, rows: Rows) -> Table | None:
    """Give the goals by deadline; None if the policy has none."""
    goals = TargetsView(report.targets, report.policy.name).goals()
    return of_grid(f"{report.targets.whole}目标任务完成情况", goals, rows) if goals.rows else None


def behind(report: Report, rows: Rows) -> Table | None:
    """Give the units that miss a goal in force; None if there is none."""
    missed = TargetsView(report.targets, report.policy.name).behind()
    return linked(of_grid("没有达到现行目标的单位", missed, rows), rows) if missed.rows else None


def league(report: Report, result: League, rows: Rows) -> tuple[Table | None, tuple[str, ...]]:
    """Give the ranking by one indicator (None without data), and what its verdicts mean."""
    if result.missing:
        return None, (f"{result.name}无数据：{result.missing}",)
    view = LeagueView(result, report.policy.league)
    return linked(of_grid(f"{result.name}排名", view.grid(), rows), rows, 1), tuple(note.text for note in view.notes())


def follow_up(report: Report, rows: Rows) -> Group | None:
    """Give how far the lines of the 销号台账 are put right, per unit; None where none was given."""
    follow = report.follow
    if follow is None:
        return None
    title = "问题整改销号情况"
    lead = f"{follow.total.unit}{sentence(follow.total)}。{brought_up(follow)}。"
    return Group(title, linked(of_grid(title, SUMMARY.grid(follow.rows), rows, fixed=1), rows), (clean(lead),))


def gap_lists(report: Report, rows: Rows) -> tuple[GapList, ...]:
    """Give the gaps, a list for each kind."""
    places = Places(gap.subject.source.file for gap in report.gaps.rows)
    return tuple(
        _gap_list(tuple(group), places, rows) for _, group in groupby(report.gaps.rows, key=lambda gap: gap.kind)
    )


def _gap_list(gaps: tuple[Gap, ...], places: Places, rows: Rows) -> GapList:
    first = gaps[0]
    grain = first.subject.grain
    listed = layout(places, grain).grid(gaps, without=("缺口",))
    return GapList(
        first.kind,
        first.title,
        titles(first.clause),
        len(gaps),
        MEASURES[grain],
        tuple(dict.fromkeys(gap.action for gap in gaps)),
        of_grid(f"{first.title}名单", listed, rows),
        len(gaps) <= _LONGEST_OPEN,
    )


@dataclass(frozen=True, slots=True)
class BasisTable:
    """One table of what the figures rest on."""

    table: Table
    on_paper: bool


def basis_tables(report: Report) -> tuple[BasisTable, ...]:
    """Give what the figures rest on (:mod:`djcov.reports.basis`)."""
    return tuple(
        BasisTable(
            table(
                part.title,
                [
                    Column(heading, figures=all(isinstance(row[at], int) for row in part.table.rows))
                    for at, heading in enumerate(part.table.headings)
                ],
                [
                    [number(cell) if isinstance(cell, int) else entry(str(cell)) for cell in row]
                    for row in part.table.rows
                ],
            ),
            part.on_paper,
        )
        for part in basis(report)
    )
