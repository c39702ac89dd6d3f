"""The view of gaps: by kind, by unit or by enterprise, each with its place in the rosters and what is to be done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from ..measures.results import PRIORITIES, Gap, Gaps, Lacking, Priority, Subject
from .blocks import Block, Column, Heading, Items, Note, Page, Plain, Records, grid
from .places import Places
from .subjects import GRAINS, MEASURES, source_object, subject_object


@dataclass(frozen=True)
class GapsView:
    """Gaps as people and scripts see them. ``joined``: one line per enterprise (organisation, instructor)."""

    result: Gaps
    joined: bool = False

    def page(self) -> Page:
        """Give the tables, what is to be done, and which kinds were not listed or could not be looked for."""
        result = self.result
        blocks: list[Block] = [Heading(f"缺口名单（截至 {result.as_of}）", 1)]
        if not result.rows:
            blocks.append(Note("没有缺口。", "good"))
        places = Places(gap.subject.source.file for gap in result.rows)
        blocks += self._tables(places)
        if result.unlisted:
            others = "、".join(f"{each.title} {each.count}" for each in result.unlisted)
            blocks.append(
                Note(f"另有 {len(result.unlisted)} 类缺口没有列出，用 --all 或 --kind 查看：{others}。", "quiet")
            )
        if result.missing:
            unknown = "；".join(f"{title}（{why}）" for title, why in result.missing)
            blocks.append(Note(f"没有数据、无法查找的缺口：{unknown}", "quiet"))
        if any(gap.subject.is_person for gap in result.rows):
            blocks.append(Note(result.names.note, "quiet"))
        return tuple(blocks)

    def records(self) -> Records:
        """Give one row per gap, or one per enterprise (organisation, instructor) with all its gaps."""
        named = ("对象", "名称", "统一社会信用代码", "乡（办）")
        placed = ("文件", "工作表", "行")
        if self.joined:
            headings = (*named, "优先级", "缺口数", "缺口代码", "缺口", "应做", *placed)
            return Records(headings, tuple(_joined_record(each) for each in self.result.by_subject))
        headings = ("缺口代码", "缺口", "条目", "优先级", *named, "情况", "应做", *placed)
        return Records(headings, tuple(_record(gap) for gap in self.result.rows))

    def document(self) -> Mapping[str, Plain]:
        """Give ``djcov.gaps/1``; ``subjects`` is there when gaps are joined."""
        result = self.result
        joined = {"subjects": [_joined_object(each) for each in result.by_subject]} if self.joined else {}
        return {
            "schema": "djcov.gaps/1",
            "as_of": result.as_of.isoformat(),
            "rows": [_object(gap) for gap in result.rows],
            **joined,
            "missing": [{"title": title, "missing": why} for title, why in result.missing],
            "unlisted": [{"kind": each.code, "title": each.title, "count": each.count} for each in result.unlisted],
        }

    def _tables(self, places: Places) -> Iterator[Block]:
        rows = self.result.rows
        if not self.joined and self.result.sort == "priority":
            for _, gaps in groupby(rows, key=lambda gap: gap.kind):
                yield from _kind(tuple(gaps), places)
            return
        if self.joined:
            for grain, own in groupby(_by_grain(self.result.by_subject), key=lambda each: each.subject.grain):
                yield from _joined(grain, tuple(own), places)
        elif self.result.sort == "township":
            for township, gaps in groupby(rows, key=lambda gap: gap.subject.township):
                yield from _township(township, tuple(gaps), places)
        else:
            for grain, gaps in groupby(rows, key=lambda gap: gap.subject.grain):
                yield from _subjects(grain, tuple(gaps), places)
        yield from _actions(rows)


def _kind(gaps: tuple[Gap, ...], places: Places) -> list[Block]:
    """Give one kind's heading, actions (one each for most kinds) and rows."""
    first = gaps[0]
    grain = first.subject.grain
    actions = tuple(dict.fromkeys(gap.action for gap in gaps))
    columns = [Column(GRAINS[grain]), Column("乡（办）"), Column("情况"), Column("来源")]
    rows = [[*_named(gap.subject), gap.detail, places.row(gap.subject.source)] for gap in gaps]
    return [
        Heading(f"{first.title}：{len(gaps)} {MEASURES[grain]}（{first.kind}，{first.clause}）"),
        *(Note(f"应做：{action}") for action in actions),
        grid(columns, rows),
    ]


def _township(township: str, gaps: tuple[Gap, ...], places: Places) -> list[Block]:
    rows = [[gap.title, gap.subject.name, gap.detail, places.row(gap.subject.source)] for gap in gaps]
    return [Heading(f"{township}：{len(gaps)} 条"), grid(["缺口", "名称", "情况", "来源"], rows)]


def _subjects(grain: str, gaps: tuple[Gap, ...], places: Places) -> list[Block]:
    rows = [[*_named(gap.subject), gap.title, gap.detail, places.row(gap.subject.source)] for gap in gaps]
    columns = [GRAINS[grain], "乡（办）", "缺口", "情况", "来源"]
    return [Heading(f"{GRAINS[grain]}：{len(gaps)} 条"), grid(columns, rows)]


def _joined(grain: str, lacking: tuple[Lacking, ...], places: Places) -> list[Block]:
    rows = [
        [*_named(each.subject), "；".join(gap.title for gap in each.gaps), places.row(each.subject.source)]
        for each in lacking
    ]
    heading = Heading(f"{GRAINS[grain]}：{len(lacking)} {MEASURES[grain]}")
    return [heading, grid([GRAINS[grain], "乡（办）", "缺口", "来源"], rows)]


def _actions(gaps: Sequence[Gap]) -> list[Block]:
    """Give what is to be done about each kind, once, where the tables do not stand by kind."""
    actions = dict.fromkeys(f"{gap.title}：{gap.action}" for gap in sorted(gaps, key=lambda gap: gap.priority))
    return [Heading("应做"), Items(tuple(actions))] if actions else []


def _by_grain(lacking: Sequence[Lacking]) -> list[Lacking]:
    order = list(GRAINS)
    return sorted(lacking, key=lambda each: order.index(each.subject.grain))


def _named(subject: Subject) -> list[str]:
    return [subject.name, subject.township]


def _told(lacking: Lacking) -> str:
    """Tell all gaps with their figures."""
    return "；".join(f"{gap.title}（{gap.detail}）" if gap.detail else gap.title for gap in lacking.gaps)


def _subject_record(subject: Subject) -> tuple[str, str, str, str]:
    return (GRAINS[subject.grain], subject.name, subject.uscc, subject.township)


def _place_record(subject: Subject) -> tuple[str, str, int | None]:
    return (subject.source.file, subject.source.sheet, subject.source.row)


def _record(gap: Gap) -> tuple[str | int | None, ...]:
    kind = (gap.kind, gap.title, gap.clause, PRIORITIES[gap.priority])
    return (*kind, *_subject_record(gap.subject), gap.detail, gap.action, *_place_record(gap.subject))


def _joined_record(lacking: Lacking) -> tuple[str | int | None, ...]:
    gaps = lacking.gaps
    return (
        *_subject_record(lacking.subject),
        PRIORITIES[_priority(lacking)],
        len(gaps),
        "；".join(gap.kind for gap in gaps),
        _told(lacking),
        " ".join(gap.action for gap in gaps),
        *_place_record(lacking.subject),
    )


def _priority(lacking: Lacking) -> Priority:
    return min(gap.priority for gap in lacking.gaps)


def _object(gap: Gap) -> Mapping[str, Plain]:
    return {
        "kind": gap.kind,
        "title": gap.title,
        "clause": gap.clause,
        **subject_object(gap.subject),
        "detail": gap.detail,
        "action": gap.action,
        "priority": gap.priority,
        "source": source_object(gap.subject.source),
    }


def _joined_object(lacking: Lacking) -> Mapping[str, Plain]:
    return {
        **subject_object(lacking.subject),
        "priority": _priority(lacking),
        "gaps": [
            {"kind": gap.kind, "title": gap.title, "detail": gap.detail, "action": gap.action} for gap in lacking.gaps
        ],
        "source": source_object(lacking.subject.source),
    }
