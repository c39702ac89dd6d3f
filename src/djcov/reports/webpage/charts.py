"""The charts of the page: from all enterprises to the uncovered, the units against the goal, the trend.

A chart is a Vega-Lite specification, drawn by vl-convert once for wide and once for narrow screens. Nothing in it is
placed by the measured width of a text, so that the fonts of the machine that makes the page leave no trace in it:
labels are cut by their number of characters, and the room for them is reckoned. The figures are those of the report;
the same ones stand in a table below each chart, for those who do not see it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from ...measures.report import RANKED, Report
from ...measures.results import Coverage, Share, Standing
from ..page_model import breadth, clean
from .rows import Rows, place_of
from .tables import Column, Entry, Table, entry, number, share_entry, table

_VEGA_LITE = "6.4"
_SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"

INK, QUIET, RULE, DEEP, PALE, RED = "#1f2328", "#5c6066", "#d9d5cd", "#27455f", "#b4c5d2", "#b3151c"
"""The colours of the page's styles."""

_WIDE, _NARROW = 1000, 340
"""Widths of the drawing in pixels."""

_FONT, _SMALL = 14, 12.5
_BAND = 30
"""Height of a bar with its space."""

Value = str | int | float | None
Spec = Mapping[str, Any]


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
    color: str = DEEP


def _funnel(report: Report, rows: Rows) -> Chart | None:
    """From all enterprises that were read to those with an organisation of their own, and to the uncovered."""
    place = place_of(report)
    read, in_scope, link = rows.scope(report)
    if not in_scope:
        return None
    shares = {code: report.coverage.share(code, place) for code in ("work_coverage", "org_coverage", "own_org_rate")}
    labels = {"work_coverage": "工作覆盖", "org_coverage": "有党组织", "own_org_rate": "单独组建"}
    stages = [
        _Stage("登记企业", 0, read, f"{read} 行", number(read, link), PALE),
        _Stage("统计范围内", 0, in_scope, f"{in_scope} 家", number(in_scope, link), PALE),
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
            _Stage("未覆盖", work.numerator, in_scope, f"{uncovered} 家", number(uncovered, rows.link(work)), RED)
        )
        summary += f"，其中工作覆盖 {work.numerator} 家，未覆盖 {uncovered} 家"
    return Chart(
        "funnel",
        "从全部企业到未覆盖企业",
        f"{summary}。",
        *_drawn(partial(_funnel_spec, stages)),
        table(
            "从全部企业到未覆盖企业",
            ["阶段", Column("数量", figures=True)],
            [[each.label, each.cell] for each in stages],
        ),
    )


def _funnel_spec(stages: Sequence[_Stage], width: int) -> Spec:
    left, right = 84, 104
    data = [
        {"at": at, "label": each.label, "start": each.start, "end": each.end, "said": each.said, "color": each.color}
        for at, each in enumerate(stages)
    ]
    y = _down(len(stages))
    x: Spec = {"field": "start", "type": "quantitative", "axis": None, "scale": {"domain": [0, stages[0].end]}}
    layers = [
        {
            "mark": {"type": "bar", "height": 18},
            "encoding": {
                "y": y,
                "x": x,
                "x2": {"field": "end"},
                "color": {"field": "color", "type": "nominal", "scale": None},
            },
        },
        _text("label", y, x={"value": -10}, align="right"),
        _text("said", y, x={"field": "end", "type": "quantitative"}, dx=8),
    ]
    return _spec(data, layers, width - left - right, len(stages) * _BAND, (left, 4, right, 4))


def _units(report: Report, rows: Rows) -> Chart | None:
    """The units by organisation coverage, the highest first, work coverage behind it, against the goal in force."""
    leagues = {league.indicator: league for league in report.leagues}
    league = leagues["org_coverage"]
    if league.missing or not league.rows:
        return None
    coverage = report.coverage
    work = {standing.share.unit: standing.share for standing in leagues["work_coverage"].rows}
    pairs = [(standing.share, work[standing.share.unit]) for standing in league.rows]
    target = coverage.share("org_coverage").target
    rate = float(target.rate) if target and target.rate is not None else None
    ranked = [standing for standing in league.rows if standing.rank is not None]
    summary = (
        f"组织覆盖率最高 {_held(ranked, ranked[0])}，最低 {_held(ranked, ranked[-1])}。"
        if ranked
        else "各单位都没有应计入的企业。"
    )
    legend = (("deep", "组织覆盖率"), ("pale", "工作覆盖率"), *((("goal", f"目标 {rate * 100:g}%"),) if rate else ()))
    columns = ["单位", *(Column(each.name, True, each.indicator) for each in pairs[0])]
    lines = [[entry(pair[0].unit), *(share_entry(share, rows) for share in pair)] for pair in pairs]
    return Chart(
        "units",
        "各单位与目标",
        clean(summary),
        *_drawn(partial(_units_spec, pairs, rate)),
        table("各单位与目标", columns, lines),
        legend,
    )


def _held(ranked: Sequence[Standing], standing: Standing) -> str:
    """Give a rate and who has it; of several the first, and how many they are."""
    same = [each for each in ranked if each.rank == standing.rank]
    others = f"等 {len(same)} 个单位" if len(same) > 1 else ""
    return f"{standing.share.percent}（{same[0].share.unit}{others}）"


def _units_spec(pairs: Sequence[tuple[Share, Share]], goal: float | None, width: int) -> Spec:
    longest = 16 if width < _WIDE else 28
    names = [_cut(org.unit, longest) for org, _ in pairs]
    left, right = max(breadth(name) for name in names) * 7.2 + 14, 62
    data = [
        {"at": at, "label": name, "org": org.rate or 0, "work": work.rate or 0, "said": org.percent}
        for at, (name, (org, work)) in enumerate(zip(names, pairs, strict=True))
    ]
    y = _down(len(pairs))
    scale = {"domain": [0, 1]}
    inner = width - left - right

    def bar(field: str, color: str, height: int) -> Spec:
        x = {"field": field, "type": "quantitative", "axis": None, "scale": scale}
        return {"mark": {"type": "bar", "height": height, "color": color}, "encoding": {"y": y, "x": x}}

    layers = [bar("work", PALE, 18), bar("org", DEEP, 8), _text("label", y, x={"value": -10}, align="right")]
    layers.append(_text("said", y, x={"value": inner + 8}))
    if goal is not None:
        layers.append({"mark": {"type": "rule", "color": RED, "strokeWidth": 1.5}, "encoding": {"x": {"datum": goal}}})
    layers.append({"mark": {"type": "rule", "color": QUIET}, "encoding": {"x": {"value": 0}}})
    return _spec(data, layers, inner, len(pairs) * _BAND, (left, 4, right, 4))


def _trend(report: Report, rows: Rows) -> Chart | None:
    """The coverage at each date, when there are earlier ones."""
    past = [*report.earlier, report.coverage]
    if len(past) < 2:
        return None
    place = place_of(report)
    codes = [code for code in RANKED if any(each.share(code, place).rate is not None for each in past)]
    if not codes:
        return None
    names = [report.coverage.share(code).name for code in codes]
    lines = [
        [
            each.as_of.isoformat(),
            *(
                share_entry(share, rows) if each is report.coverage else _past(share)
                for share in _of(each, codes, place)
            ),
        ]
        for each in past
    ]
    first, last = past[0], past[-1]
    summary = "；".join(
        f"{name}由 {first.as_of} 的 {before.percent} 到 {last.as_of} 的 {after.percent}"
        for name, before, after in zip(names, _of(first, codes, place), _of(last, codes, place), strict=True)
    )
    columns = ["日期", *(Column(name, True, code) for name, code in zip(names, codes, strict=True))]
    return Chart(
        "trend",
        "走势",
        f"{summary}。",
        *_drawn(partial(_trend_spec, past, codes, place)),
        table("各日期的覆盖率", columns, lines),
        tuple(zip(("deep", "pale"), names, strict=False)),
    )


def _of(coverage: Coverage, codes: Sequence[str], place: str) -> list[Share]:
    return [coverage.share(code, place) for code in codes]


def _past(share: Share) -> Entry:
    """An earlier date's share: its rows are in that date's report."""
    said = f"{share.numerator}/{share.denominator}" if share.rate is not None else ""
    return Entry(share.percent, said, key="" if share.rate is None else f"{share.rate:.6f}")


def _trend_spec(past: Sequence[Coverage], codes: Sequence[str], place: str, width: int) -> Spec:
    left, right, height = 44, 66, 220
    inner = width - left - right
    days = [each.as_of.toordinal() for each in past]
    span = max(days[-1] - days[0], 1)
    shown: list[int] = []
    for day in reversed(days):  # the newest date is always named, an older one where there is room
        if all(abs(day - other) / span * inner >= 84 for other in shown):
            shown.append(day)
    data = [
        {"day": day, "date": each.as_of.isoformat(), "code": share.indicator, "rate": share.rate, "said": share.percent}
        for day, each in zip(days, past, strict=True)
        for share in _of(each, codes, place)
        if share.rate is not None
    ]
    x: Spec = {"field": "day", "type": "quantitative", "axis": None, "scale": {"domain": [days[0], days[-1]]}}
    axis = {
        "values": [0, 0.25, 0.5, 0.75, 1],
        "labelExpr": "format(datum.value, '.0%')",
        "title": None,
        "domain": False,
        "ticks": False,
        "gridColor": RULE,
        "labelColor": QUIET,
        "labelFontSize": _SMALL,
        "labelOverlap": False,
    }
    y = {"field": "rate", "type": "quantitative", "axis": axis, "scale": {"domain": [0, 1]}}
    color = {
        "field": "code",
        "type": "nominal",
        "legend": None,
        "scale": {"domain": list(codes), "range": [DEEP, "#7d98ac"]},
    }
    last = f"datum.day == {days[-1]}"
    names = f"datum.code == '{data[0]['code']}' && indexof({shown}, datum.day) >= 0"
    layers = [
        {"mark": {"type": "line", "strokeWidth": 2.5}, "encoding": {"x": x, "y": y, "color": color}},
        {"mark": {"type": "circle", "size": 60, "opacity": 1}, "encoding": {"x": x, "y": y, "color": color}},
        _text("said", y, x=x, dx=10, when=last),
        _text("date", {"value": height + 18}, x=x, align="center", when=names, color=QUIET),
    ]
    return _spec(data, layers, inner, height, (left, 10, right, 30))


def _down(number: int) -> Spec:
    """The rows of a chart, from the top."""
    return {"field": "at", "type": "ordinal", "axis": None, "scale": {"domain": list(range(number)), "padding": 0}}


def _text(field: str, y: Spec, x: Spec, *, align: str = "left", dx: int = 0, when: str = "", color: str = INK) -> Spec:
    mark = {"type": "text", "align": align, "baseline": "middle", "dx": dx, "fontSize": _FONT, "color": color}
    layer: dict[str, Any] = {"mark": mark, "encoding": {"y": y, "x": x, "text": {"field": field, "type": "nominal"}}}
    return {**layer, "transform": [{"filter": when}]} if when else layer


def _spec(
    data: Sequence[Mapping[str, Value]],
    layers: Sequence[Spec],
    width: float,
    height: float,
    room: tuple[float, float, float, float],
) -> Spec:
    """Put layers together; ``room`` is left, top, right and bottom of the drawing."""
    return {
        "$schema": _SCHEMA,
        "width": width,
        "height": height,
        "autosize": {"type": "none"},
        "padding": dict(zip(("left", "top", "right", "bottom"), room, strict=True)),
        "background": None,
        "data": {"values": list(data)},
        "layer": list(layers),
        "config": {"aria": False, "font": "inherit", "view": {"stroke": None}},
    }


def _drawn(spec: Any) -> tuple[str, str]:
    """Draw a chart for wide and for narrow screens. No address is ever asked for data."""
    import vl_convert

    wide, narrow = (
        vl_convert.vegalite_to_svg(spec(width), vl_version=_VEGA_LITE, allowed_base_urls=[])
        for width in (_WIDE, _NARROW)
    )
    return wide, narrow


def _cut(text: str, longest: int) -> str:
    """Give at most so many half characters of a text, and … where some are missing."""
    flat = clean(text)
    if breadth(flat) <= longest:
        return flat
    while breadth(flat) > longest - 2:
        flat = flat[:-1]
    return f"{flat}…"
