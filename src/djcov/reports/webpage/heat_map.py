"""Every unit by every indicator, as figures on grounds of five shades: who is behind, and in what, at a glance.

The shade only repeats the figure of its cell, which is what is read, sorted, printed and heard.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ...measures.report import Report
from ...measures.results import Share
from ..shares import told
from .rows import Rows
from .tables import Column, Entry, Table, entry, linked, share_entry, table, with_data, worst_first

SHADES = ("不到 40%", "40% 至 60%", "60% 至 80%", "80% 至 100%", "100%")
"""What each shade stands for, from the lowest rates to the highest."""

_BEGIN = (0.4, 0.6, 0.8, 1.0)
"""The rates at which the further shades begin."""


_ACROSS = 17
"""Indicators that fit on a sheet of A4."""


def heat_maps(report: Report, rows: Rows) -> tuple[Table, ...]:
    """Give maps of the indicators that count enterprises, then of the others; without those that have no data."""
    codes = with_data(report, report.indicators)
    of_enterprises = [code for code in codes if report.indicators[code].grain == "enterprise"]
    others = [code for code in codes if report.indicators[code].grain != "enterprise"]
    parts = [part for each in (of_enterprises, others) for part in _parts(each)]
    return tuple(
        _map(report, rows, f"各单位各项指标（{at}/{len(parts)}）", part) for at, part in enumerate(parts, start=1)
    )


def _parts(codes: Sequence[str]) -> list[Sequence[str]]:
    """Cut a list into parts of about the same length that fit on a sheet."""
    number = -(-len(codes) // _ACROSS)
    return [codes[len(codes) * at // number : len(codes) * (at + 1) // number] for at in range(number)]


def _map(report: Report, rows: Rows, caption: str, codes: Sequence[str]) -> Table:
    coverage = report.coverage
    columns = ["单位", *(Column(coverage.share(code).name, True, code) for code in codes)]
    lines = [
        [entry(unit), *(_cell(coverage.share(code, unit), rows) for code in codes)]
        for unit in (coverage.whole, *worst_first(report))
    ]
    return linked(table(caption, columns, lines, fixed=1), rows)


def _cell(share: Share, rows: Rows) -> Entry:
    """Give a rate without its sign, on its ground, or a count; what misses its goal is marked as everywhere."""
    has_ground = share.sense != "count" and share.rate is not None
    heat = f"heat-{sum((share.rate or 0) >= begin for begin in _BEGIN)}" if has_ground else ""
    return replace(share_entry(share, rows), text=told(share).removesuffix("%"), detail="", heat=heat)
