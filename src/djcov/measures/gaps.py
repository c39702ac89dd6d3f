"""Gaps: who is missing what, with the row where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from string import Formatter
from typing import Any, get_args

import narwhals as nw

from ..choices import GapSort, Grain, said
from ..facts import Facts
from ..masking import Names
from ..models import Kind
from .gap_kinds import GapKind
from .indicators import IN_SCOPE, missing, rows_of
from .lookup import choose
from .registry import gap_kinds_of, indicators_of
from .results import Gap, Gaps, Sought, Unlisted
from .rows import subjects
from .units import chosen, units, within

_ITEMS = "items"
"""The place in a kind's detail where its items are named."""


@dataclass(frozen=True, slots=True)
class _Figure:
    """A number in a sentence: `` 8 人``, a day: `` 2021-06-30``, or 不详."""

    value: int | datetime | None

    def __format__(self, measure: str) -> str:
        if isinstance(self.value, datetime):
            return f" {self.value:%Y-%m-%d}"
        return "不详" if self.value is None else f" {self.value} {measure}"


@dataclass(frozen=True, slots=True)
class _Found:
    """A gap with what it may be ordered by."""

    gap: Gap
    kind: int
    unit: int
    at: int

    def key(self, sort: GapSort) -> tuple[int, ...]:
        grain = get_args(Grain).index(self.gap.subject.grain)
        return {
            "priority": (self.kind, self.unit, self.at),
            "township": (self.unit, self.kind, self.at),
            "enterprise": (grain, self.unit, self.at, self.kind),
        }[sort]


def gaps(
    facts: Facts,
    townships: Iterable[str] = (),
    kinds: Iterable[str] = (),
    *,
    every: bool = False,
    sort: GapSort = "priority",
    names: Names = Names.MASKED,
) -> Gaps:
    """List the gaps of the named ``kinds``; of none, those that are usual, or of ``every`` kind.

    ``priority`` sorts by the kinds' order (the most urgent first), then unit, then place in the files; ``township`` by
    unit first; ``enterprise`` by unit and place, so that what one enterprise lacks stands together (organisations and
    instructors follow). Kinds that are not listed are counted. Raises UsageError for an unknown township, kind or sort.
    """
    only = chosen(facts, townships)
    choose("次序", [sort], get_args(GapSort))
    known = gap_kinds_of(indicators_of(facts.policy))
    named = set(choose("缺口种类", kinds, known, {code: kind.title for code, kind in known.items()}))
    asked = [kind for kind in known.values() if (kind.code in named if named else every or kind.usual)]
    without = {kind.code: missing(kind.needs, facts) for kind in known.values()}
    order = {unit: rank for rank, unit in enumerate(units(facts))}
    looked_for = [kind for kind in asked if not without[kind.code]]
    found = [each for rank, kind in enumerate(looked_for) for each in _found(facts, kind, rank, only, order, names)]
    found.sort(key=lambda each: each.key(sort))
    unlisted = [] if named else [kind for kind in known.values() if kind not in asked and not without[kind.code]]
    return Gaps(
        facts.as_of,
        tuple(each.gap for each in found),
        tuple((said(facts.base, kind.title), without[kind.code]) for kind in asked if without[kind.code]),
        tuple(sought(facts, looked_for, only)),
        _unlisted(facts, unlisted, only),
        sort,
        names,
        "、".join(only) or facts.policy.district,
        not facts.roster.has(Kind.ENTERPRISES),
        facts.base,
    )


def _found(
    facts: Facts, kind: GapKind, rank: int, townships: Sequence[str], order: dict[str, int], names: Names
) -> list[_Found]:
    templates = kind.detail + kind.undivided
    words = dict(kind.words)
    columns = [name for _, name, _, _ in Formatter().parse(templates) if name and name not in (_ITEMS, *words)]
    wanted = [*columns, "undivided"] if kind.undivided else columns
    rows = within(rows_of(facts, kind.grain).filter(kind.flag), townships)
    states = {f"has:{index}": item.has for index, item in enumerate(kind.items)}
    states |= dict(kind.words)
    states |= {f"known:{index}": item.known for index, item in enumerate(kind.items)}
    rows = rows.with_columns(**states) if states else rows
    action = said(facts.base, kind.action.format(**facts.policy.counting.model_dump()))
    found: list[_Found] = []
    for subject, row in subjects(facts, kind.grain, rows, *wanted, *states, names=names):
        template = said(facts.base, kind.undivided if kind.undivided and row["undivided"] else kind.detail)
        figures = {name: _Figure(row[name]) for name in columns}
        detail = template.format(**figures, **{name: row[name] for name in words}, **{_ITEMS: _lacking(kind, row)})
        title = said(facts.base, kind.title)
        gap = Gap(kind.code, title, kind.clause, subject, detail, action, kind.priority)
        found.append(_Found(gap, rank, order.get(subject.township, len(order)), row["_at"]))
    return found


def _lacking(kind: GapKind, row: dict[str, Any]) -> str:
    """Name the items that a row lacks, and apart those of which nobody knows."""
    rest = [(item.title, row[f"known:{at}"]) for at, item in enumerate(kind.items) if not row[f"has:{at}"]]
    named = {"缺": [title for title, known in rest if known], "不清楚": [title for title, known in rest if not known]}
    return "；".join(f"{word}：{'、'.join(titles)}" for word, titles in named.items() if titles)


def sought(facts: Facts, kinds: Sequence[GapKind], townships: Sequence[str]) -> Iterator[Sought]:
    """Count by kind and unit who has a gap, and of whom that can be told: they have it, or it is put right, or it is
    not asked of them. All kinds of a grain at once.
    """
    order = {unit: rank for rank, unit in enumerate(units(facts))}
    for grain in get_args(Grain):
        own = [kind for kind in kinds if kind.grain == grain]
        if not own:
            continue
        flags = {f"found:{kind.code}": kind.flag for kind in own}
        flags |= {f"unclear:{kind.code}": ~(kind.flag | kind.mended | kind.ceased) for kind in own}
        columns = [flag.cast(nw.Int64).alias(name) for name, flag in flags.items()]
        rows = within(rows_of(facts, grain), townships).select("township", "in_scope", *columns).filter(IN_SCOPE)
        grouped = rows.drop("in_scope").group_by("township").agg(nw.len().alias("rows"), nw.col(*flags).sum())
        sums = grouped.collect()
        places = sums["township"].to_list()
        numbers = {name: list(map(int, sums[name].to_list())) for name in ("rows", *flags)}
        ranked = sorted(range(len(places)), key=lambda at: (order.get(places[at], len(order)), places[at]))
        for kind in own:
            for at in ranked:
                found, unclear = numbers[f"found:{kind.code}"][at], numbers[f"unclear:{kind.code}"][at]
                known = numbers["rows"][at] - unclear
                yield Sought(kind.code, said(facts.base, kind.title), grain, places[at], found, known, unclear)


def _unlisted(facts: Facts, kinds: Sequence[GapKind], townships: Sequence[str]) -> tuple[Unlisted, ...]:
    counts = counted(facts, kinds, townships)
    return tuple(
        Unlisted(kind.code, said(facts.base, kind.title), counts[kind.code]) for kind in kinds if counts[kind.code]
    )


def counted(facts: Facts, kinds: Sequence[GapKind], townships: Sequence[str]) -> dict[str, int]:
    """Count the gaps of each of ``kinds``, by its code; all kinds of a grain at once."""
    counts: dict[str, int] = {}
    for grain in get_args(Grain):
        flags = [kind.flag.cast(nw.Int64).alias(kind.code) for kind in kinds if kind.grain == grain]
        if not flags:
            continue
        sums = within(rows_of(facts, grain), townships).select(*flags).select(nw.all().sum()).collect()
        counts |= {code: int(sums[code].to_list()[0] or 0) for code in sums.columns}
    return counts
