"""The charts of the page: from all enterprises to the uncovered, the units against the goal, the trend.

A chart is drawn once for wide and once for narrow screens (:mod:`.svg`). The figures are those of the report; the same
ones stand in a table below each chart, for those who do not see it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ...measures.report import RANKED, Report
from ...measures.results import Coverage, Share, Standing
from ..page_model import breadth, clean
from . import svg
from .rows import Rows
from .tables import Column, Entry, Table, entry, linked, number, share_entry, table

_WIDE, _NARROW = 1000, 340
"""Widths of the drawing in pixels."""

_BAND, _THICK, _THIN = 30, 18, 8
"""Heights of a bar's row, of a bar, and of one within another."""

_EDGE = 4
"""Pixels above and below the rows."""

_GAP = 8
"""Pixels between a mark and its text."""


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart, drawn twice, and its figures as a table."""

    name: str
    title: str
    summary: str
    wide: str
    """SVG."""
    narrow: str
    table: Table
    legend: tuple[tuple[str, str], ...] = ()
    """Class of the mark, and what it stands for."""


def charts(report: Report, rows: Rows) -> tuple[Chart, ...]:
    """Draw every chart for which there is data."""
    drawn = (_funnel(report, rows), _units(report, rows), _trend(report, rows))
    return tuple(chart for chart in drawn if chart is not None)


@dataclass(frozen=True, slots=True)
class _Stage:
    label: str
    start: int
    end: int
    said: str
    cell: Entry
    color: str = "deep"


def _funnel(report: Report, rows: Rows) -> Chart | None:
    """From all enterprises that were read to those with an organisation of their own, and to the uncovered."""
    read, in_scope, link = rows.scope(report)
    if not in_scope:
        return None
    shares = {code: report.coverage.total(code) for code in ("work_coverage", "org_coverage", "own_org_rate")}
    labels = {"work_coverage": "工作覆盖", "org_coverage": "有党组织", "own_org_rate": "单独组建"}
    stages = [
        _Stage("登记企业", 0, read, f"{read} 行", number(read, link), "pale"),
        _Stage("统计范围内", 0, in_scope, f"{in_scope} 家", number(in_scope, link), "pale"),
    ]
    stages += [
        _Stage(
            labels[code],
            0,
            each.numerator,
            f"{each.numerator} 家 {each.percent}",
            number(each.numerator, rows.link(each)),
        )
        for code, each in shares.items()
        if not each.missing
    ]
    work = shares["work_coverage"]
    summary = f"登记企业 {read} 家（条），纳入统计 {in_scope} 家"
    if not work.missing:
        uncovered = work.denominator - work.numerator
        stages.append(
            _Stage("未覆盖", work.numerator, in_scope, f"{uncovered} 家", number(uncovered, rows.link(work)), "red")
        )
        summary += f"，其中工作覆盖 {work.numerator} 家，未覆盖 {uncovered} 家"
    return Chart(
        "funnel",
        "从全部企业到未覆盖企业",
        f"{summary}。",
        *_drawn(lambda width: _funnel_drawing(stages, width)),
        table(
            "从全部企业到未覆盖企业",
            ["阶段", Column("数量", figures=True)],
            [[each.label, each.cell] for each in stages],
        ),
    )


def _funnel_drawing(stages: Sequence[_Stage], width: int) -> str:
    left, right = 84, 104
    scale = (width - left - right) / stages[0].end
    marks: list[str] = []
    for at, each in enumerate(stages):
        start, end, middle = left + each.start * scale, left + each.end * scale, _middle(at)
        marks.append(svg.bar(start, middle - _THICK / 2, end - start, _THICK, each.color))
        marks.append(svg.text(left - _GAP, middle, each.label, "end"))
        marks.append(svg.text(end + _GAP, middle, each.said))
    return svg.drawing(width, _high(len(stages)), marks)


def _middle(at: int) -> float:
    """Where the middle of a row is, from the top."""
    return _EDGE + (at + 0.5) * _BAND


def _high(rows: int) -> int:
    return rows * _BAND + 2 * _EDGE


def _units(report: Report, rows: Rows) -> Chart | None:
    """The units by organisation coverage, the lowest first, work coverage behind it, against the goal in force."""
    leagues = {league.indicator: league for league in report.leagues}
    league = leagues["org_coverage"]
    if league.missing or not league.rows:
        return None
    coverage = report.coverage
    work = {standing.share.unit: standing.share for standing in leagues["work_coverage"].rows}
    shares = sorted((each.share for each in league.rows), key=lambda share: (share.rate is None, share.rate or 0))
    pairs = [(share, work[share.unit]) for share in shares]
    target = coverage.share("org_coverage").target
    rate = float(target.rate) if target and target.rate is not None else None
    ranked = [standing for standing in league.rows if standing.rank is not None]
    summary = (
        f"组织覆盖率最高 {_held(ranked, ranked[0])}，最低 {_held(ranked, ranked[-1])}。"
        if ranked
        else "各单位都没有应纳入统计的企业。"
    )
    legend = (("deep", "组织覆盖率"), ("pale", "工作覆盖率"), *((("goal", f"目标 {rate * 100:g}%"),) if rate else ()))
    columns = ["单位", *(Column(each.name, True, each.indicator) for each in pairs[0])]
    lines = [[entry(pair[0].unit), *(share_entry(share, rows) for share in pair)] for pair in pairs]
    title = f"{coverage.whole if report.townships else ''}各单位与目标"
    return Chart(
        "units",
        title,
        clean(summary),
        *_drawn(lambda width: _units_drawing(pairs, rate, width)),
        linked(table(title, columns, lines), rows),
        legend,
    )


def _held(ranked: Sequence[Standing], standing: Standing) -> str:
    """Give a rate and who has it; of several the first, and how many they are."""
    same = [each for each in ranked if each.rank == standing.rank]
    others = f"等 {len(same)} 个单位" if len(same) > 1 else ""
    return f"{standing.share.percent}（{same[0].share.unit}{others}）"


def _units_drawing(pairs: Sequence[tuple[Share, Share]], goal: float | None, width: int) -> str:
    longest = 16 if width < _WIDE else 28
    names = [svg.cut(org.unit, longest) for org, _ in pairs]
    left, right = max(breadth(name) for name in names) * 7.2 + 14, 62
    inner = width - left - right
    marks: list[str] = []
    for at, (name, (org, work)) in enumerate(zip(names, pairs, strict=True)):
        middle = _middle(at)
        marks.append(svg.bar(left, middle - _THICK / 2, (work.rate or 0) * inner, _THICK, "pale"))
        marks.append(svg.bar(left, middle - _THIN / 2, (org.rate or 0) * inner, _THIN, "deep"))
        marks.append(svg.text(left - _GAP, middle, name, "end"))
        marks.append(svg.text(width - right + _GAP, middle, org.percent))
    high = _high(len(pairs))
    if goal is not None:
        marks.append(svg.rule(left + goal * inner, _EDGE, left + goal * inner, high - _EDGE, "red"))
    marks.append(svg.rule(left, _EDGE, left, high - _EDGE, "quiet"))
    return svg.drawing(width, high, marks)


def _trend(report: Report, rows: Rows) -> Chart | None:
    """The coverage at each date, when there are earlier ones."""
    past = [*report.earlier, report.coverage]
    if len(past) < 2:
        return None
    codes = [code for code in RANKED if any(each.total(code).rate is not None for each in past)]
    if not codes:
        return None
    names = [report.coverage.share(code).name for code in codes]
    lines = [
        [
            each.as_of.isoformat(),
            *(share_entry(share, rows) if each is report.coverage else _past(share) for share in _of(each, codes)),
        ]
        for each in past
    ]
    first, last = past[0], past[-1]
    summary = "；".join(
        f"{name}由 {first.as_of} 的 {before.percent} 到 {last.as_of} 的 {after.percent}"
        for name, before, after in zip(names, _of(first, codes), _of(last, codes), strict=True)
    )
    columns = ["日期", *(Column(name, True, code) for name, code in zip(names, codes, strict=True))]
    return Chart(
        "trend",
        "走势",
        f"{summary}。",
        *_drawn(lambda width: _trend_drawing(past, codes, width)),
        table("各日期的覆盖率", columns, lines),
        tuple(zip(_COURSES, names, strict=False)),
    )


def _of(coverage: Coverage, codes: Sequence[str]) -> list[Share]:
    return [coverage.total(code) for code in codes]


def _past(share: Share) -> Entry:
    """An earlier date's share: its rows are in that date's report."""
    said = f"{share.numerator}/{share.denominator}" if share.rate is not None else ""
    return Entry(share.percent, said, key="" if share.rate is None else f"{share.rate:.6f}")


def _trend_drawing(past: Sequence[Coverage], codes: Sequence[str], width: int) -> str:
    left, right, top, height = 54, 66, 10, 220
    inner = width - left - right
    days = [each.as_of.toordinal() for each in past]
    span = max(days[-1] - days[0], 1)
    across = [left + (day - days[0]) / span * inner for day in days]
    marks: list[str] = []
    for quarter in range(5):
        y = top + height - quarter / 4 * height
        marks.append(svg.rule(left, y, width - right, y, "rule"))
        marks.append(svg.text(left - _GAP, y, f"{quarter * 25}%", "end", "quiet"))
    for code, color in zip(codes, _COURSES, strict=False):
        shares = [each.total(code) for each in past]
        points = [
            (x, top + height - share.rate * height, share)
            for x, share in zip(across, shares, strict=True)
            if share.rate is not None
        ]
        marks.append(svg.line([(x, y) for x, y, _ in points], color))
        if shares[-1].rate is not None:
            x, y, share = points[-1]
            marks.append(svg.text(x + _GAP, y, share.percent))
    marks += _dates(past, across, top + height + 18)
    return svg.drawing(width, top + height + 30, marks)


_COURSES = ("deep", "middle")
"""The colours of the lines of a trend."""

_DATE_WIDTH = 84
"""Pixels that a date takes with its space."""


def _dates(past: Sequence[Coverage], across: Sequence[float], y: float) -> Iterator[str]:
    """Write the dates below a trend: the newest one always, an older one where there is room."""
    shown: list[float] = []
    for each, x in reversed(list(zip(past, across, strict=True))):
        if all(abs(x - other) >= _DATE_WIDTH for other in shown):
            shown.append(x)
            yield svg.text(x, y, each.as_of.isoformat(), "middle", "quiet")


def _drawn(draw: Callable[[int], str]) -> tuple[str, str]:
    """Draw for wide screens and for narrow ones."""
    return draw(_WIDE), draw(_NARROW)
