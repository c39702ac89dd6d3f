"""The tables of the page, ready to be set: every text is what is shown, every number knows where its rows are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from ...measures.indicators import GROUPS, INDICATORS
from ...measures.report import Report
from ...measures.results import Aim, Gap, League, Share, Standing
from ..aims import days_left, figures, goal, mood, reached, short_by, verdict
from ..basis import basis
from ..blocks import Mood, clean
from ..league import MOODS, explained, remark
from ..places import Places
from ..subjects import GRAINS, MEASURES
from ..units import UNITS
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


def share_entry(share: Share, rows: Rows) -> Entry:
    """Build the cell of a share: its rate, below it numerator and denominator, which lead to the rows."""
    key = "" if share.rate is None else f"{share.rate:.6f}"
    return Entry(share.percent, figures(share), mood(share), rows.link(share), key)


def groups(report: Report, rows: Rows) -> tuple[Group, ...]:
    """Give a table of units for each group of indicators; those without data are named below it."""
    return tuple(_group(report, rows, title, [each.code for each in group]) for title, group in GROUPS.items())


def _group(report: Report, rows: Rows, title: str, codes: Sequence[str]) -> Group:
    coverage = report.coverage
    shown = [code for code in codes if not coverage.share(code).missing]
    lacking = [share for code in codes if (share := coverage.share(code)).missing]
    notes = tuple(f"{share.name}无数据：{share.missing}。" for share in lacking)
    if not shown:
        return Group(title, None, notes)
    columns = [
        Column(UNITS[coverage.by]),
        Column("企业数", figures=True),
        *(Column(coverage.share(code).name, figures=True, indicator=code) for code in shown),
    ]
    lines = [
        [
            entry(unit),
            number(coverage.enterprises(unit)),
            *(share_entry(coverage.share(code, unit), rows) for code in shown),
        ]
        for unit in coverage.units
    ]
    return Group(title, table(f"各单位{title}指标", columns, lines, fixed=1), notes)


def targets(report: Report, rows: Rows) -> Table | None:
    """Give the whole district's goals by deadline; None if the policy has none."""
    columns = [
        *(Column(name) for name in ("指标", "条目")),
        Column("目标", figures=True),
        *(Column(name) for name in ("截止日期", "期限")),
        *(Column(name, figures=True) for name in ("现值", "还差")),
        Column("结论"),
    ]
    lines = [_aim(aim, rows) for aim in report.targets.of_whole]
    return table(f"{report.targets.whole}与各项目标", columns, lines) if lines else None


def _aim(aim: Aim, rows: Rows) -> list[Entry | str]:
    share, now = aim.share, reached(aim.share, aim.target)
    is_count = aim.target.count is not None
    value = None if share.missing else share.numerator if is_count else share.rate
    shown = Entry(now.text, now.detail, link=rows.link(share), key="" if value is None else f"{value:.6f}")
    said = verdict(share)
    return [
        entry(share.name, "" if aim.in_force else "不是现行目标"),
        aim.clause,
        Entry(goal(aim.target), key=f"{aim.target.value:.6f}"),
        aim.target.by.isoformat(),
        days_left(aim.days_left),
        shown,
        number(share.short_by),
        Entry(said.text, mood=said.mood),
    ]


def behind(report: Report, rows: Rows) -> Table | None:
    """Give the units that miss a goal in force; None if there is none."""
    columns = [
        *(Column(name) for name in ("单位", "指标")),
        Column("目标", figures=True),
        Column("截止日期"),
        *(Column(name, figures=True) for name in ("现值", "还差")),
    ]
    lines = [
        [
            entry(aim.share.unit),
            entry(aim.share.name),
            Entry(goal(aim.target), key=f"{aim.target.value:.6f}"),
            aim.target.by.isoformat(),
            share_entry(aim.share, rows),
            Entry(short_by(aim.share).text, key=short_by(aim.share).text),
        ]
        for aim in report.targets.of_units
        if aim.in_force and aim.share.met is False
    ]
    return table("没有达到现行目标的单位", columns, lines) if lines else None


def league(report: Report, result: League, rows: Rows) -> tuple[Table | None, tuple[str, ...]]:
    """Give the ranking by one indicator (None without data), and what its verdicts mean."""
    if result.missing:
        return None, (f"{result.name}无数据：{result.missing}",)
    columns = [
        Column("名次", figures=True),
        Column("单位"),
        Column("比率", figures=True, indicator=result.indicator),
        *(Column(name) for name in ("通报", "备注")),
    ]
    ranking = table(f"{result.name}排名", columns, [_standing(each, rows) for each in result.rows])
    return ranking, (explained(report.policy.league),)


def _standing(standing: Standing, rows: Rows) -> list[Entry | str]:
    share = standing.share
    plain = share_entry(share, rows)
    return [
        number(standing.rank),
        entry(share.unit),
        Entry(plain.text, plain.detail, "plain", plain.link, plain.key),
        Entry(standing.verdict, mood=MOODS.get(standing.verdict, "plain")),
        remark(standing),
    ]


def gap_lists(report: Report) -> tuple[GapList, ...]:
    """Give the gaps, a list for each kind."""
    places = Places(gap.subject.source.file for gap in report.gaps.rows)
    return tuple(_gap_list(tuple(group), places) for _, group in groupby(report.gaps.rows, key=lambda gap: gap.kind))


def _gap_list(gaps: tuple[Gap, ...], places: Places) -> GapList:
    first = gaps[0]
    grain = first.subject.grain
    columns = [Column(name) for name in (GRAINS[grain], UNITS["township"], "情况", "来源")]
    lines = [
        [
            entry(gap.subject.name, gap.subject.uscc),
            entry(gap.subject.township),
            entry(gap.detail),
            entry(places.row(gap.subject.source)),
        ]
        for gap in gaps
    ]
    return GapList(
        first.kind,
        first.title,
        first.clause,
        len(gaps),
        MEASURES[grain],
        tuple(dict.fromkeys(gap.action for gap in gaps)),
        table(f"{first.title}名单", columns, lines),
        len(gaps) <= _LONGEST_OPEN,
    )


def basis_tables(report: Report) -> tuple[Table, ...]:
    """Give what the figures rest on (:mod:`djcov.reports.basis`)."""
    return tuple(
        table(
            part.title,
            [
                Column(heading, figures=all(isinstance(row[at], int) for row in part.table.rows))
                for at, heading in enumerate(part.table.headings)
            ],
            [[number(cell) if isinstance(cell, int) else entry(str(cell)) for cell in row] for row in part.table.rows],
        )
        for part in basis(report)
    )


def measure(share: Share) -> str:
    """Give the measure word of what a share counts."""
    return MEASURES[INDICATORS[share.indicator].grain]
