"""The view of gaps: by kind, by unit or by enterprise, each with its place in the rosters and what is to be done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from ..choices import Base, of_base, said
from ..measures.clauses import titles
from ..measures.results import PRIORITIES, Gap, Gaps, Lacking, Priority, Sought
from .fields import Field, Layout
from .page_model import Block, Column, Front, Heading, Items, Note, Page, Plain, Records
from .places import Places
from .subjects import GRAINS, MEASURES, named, placed, places_of


@dataclass(frozen=True)
class GapsView:
    """Gaps as people and scripts see them. ``joined``: one line per enterprise (organisation, instructor)."""

    result: Gaps
    joined: bool = False

    def page(self) -> Page:
        """Give the tables, what is to be done, and which kinds were not listed or could not be looked for."""
        result = self.result
        places = places_of(result.rows)
        front = Front(result.place, result.as_of, (f"来源：{places.common}",) if places.common else ())
        blocks: list[Block] = [Heading(f"{of_base(result.base)}缺口名单", 1, front)]
        if result.missing_ledger:
            blocks.append(Note(said(result.base, "缺企业台账，无法判断。"), "bad"))
        elif not result.rows:
            blocks.append(none_found(result))
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
        if self.joined:
            return joined_layout(base=self.result.base).records(self.result.by_subject).of(self.result.as_of)
        return layout(base=self.result.base).records(self.result.rows).of(self.result.as_of)

    def document(self) -> Mapping[str, Plain]:
        """Give ``djcov.gaps/1``; ``subjects`` is there when gaps are joined."""
        result = self.result
        joined = {"subjects": joined_layout().objects(result.by_subject)} if self.joined else {}
        return {
            "schema": "djcov.gaps/1",
            "as_of": result.as_of.isoformat(),
            "base": result.base,
            "rows": layout().objects(result.rows),
            **joined,
            "missing": [{"title": title, "missing": why} for title, why in result.missing],
            "unlisted": [{"kind": each.code, "title": each.title, "count": each.count} for each in result.unlisted],
        }

    def _tables(self, places: Places) -> Iterator[Block]:
        rows = self.result.rows
        if not self.joined and self.result.sort == "priority":
            for _, gaps in groupby(rows, key=lambda gap: gap.kind):
                yield from self._kind(tuple(gaps), places)
            return
        if self.joined:
            for grain, own in groupby(_by_grain(self.result.by_subject), key=lambda each: each.subject.grain):
                yield from self._joined(grain, tuple(own), places)
        elif self.result.sort == "township":
            for township, gaps in groupby(rows, key=lambda gap: gap.subject.township):
                yield from _township(township, tuple(gaps), places)
        else:
            for grain, gaps in groupby(rows, key=lambda gap: gap.subject.grain):
                yield from self._subjects(grain, tuple(gaps), places)
        yield from _actions(rows)

    def _kind(self, gaps: tuple[Gap, ...], places: Places) -> list[Block]:
        """Give one kind's heading, actions (one each for most kinds) and rows."""
        first = gaps[0]
        grain = first.subject.grain
        return [
            Heading(f"{first.title}：{len(gaps)} {MEASURES[grain]}（{first.kind}，{titles(first.clause)}）"),
            *(Note(f"应做：{action}") for action in dict.fromkeys(gap.action for gap in gaps)),
            layout(places, grain, self.result.base).grid(gaps, without=("缺口",), listed=True),
        ]

    def _subjects(self, grain: str, gaps: tuple[Gap, ...], places: Places) -> list[Block]:
        base = self.result.base
        return [
            Heading(f"{said(base, GRAINS[grain])}：{len(gaps)} 条"),
            layout(places, grain, base).grid(gaps, listed=True),
        ]

    def _joined(self, grain: str, lacking: tuple[Lacking, ...], places: Places) -> list[Block]:
        base = self.result.base
        heading = Heading(f"{said(base, GRAINS[grain])}：{len(lacking)} {MEASURES[grain]}")
        return [heading, joined_layout(places, grain, base).grid(lacking, listed=True)]


def none_found(result: Gaps, unit: str = "") -> Note:
    """Say that there are no gaps (in one ``unit``), as far as that is known; else what cannot be told."""
    return none(result.missing, result.sought, "紧急缺口" if result.unlisted else "缺口", unit)


def none(missing: Sequence[tuple[str, str]], sought: Sequence[Sought], what: str, unit: str = "") -> Note:
    """Say that there is nothing of ``what``, as far as the kinds that were ``sought`` tell; ``missing``: the others."""
    own = [each for each in sought if unit in ("", each.unit)]
    if not any(each.known for each in own):
        nobody = not missing and not any(each.unclear for each in own)
        return Note("没有应纳入统计的，无从查找。" if nobody else f"数据不足，无法判断有没有{what}。")
    unclear: Counter[tuple[str, str]] = Counter()
    for each in own:
        unclear[each.title, MEASURES[each.grain]] += each.unclear
    told = "、".join(f"{title} {number} {measure}" for (title, measure), number in unclear.items() if number)
    if told or missing:
        return Note(f"能判断的，没有{what}{f'；数据不足、无法判断的：{told}' if told else ''}。")
    return Note(f"没有{what}。", "good")


def _township(township: str, gaps: tuple[Gap, ...], places: Places) -> list[Block]:
    return [Heading(f"{township}：{len(gaps)} 条"), layout(places).grid(gaps, without=("乡（办）",), listed=True)]


def _actions(gaps: Sequence[Gap]) -> list[Block]:
    """Give what is to be done about each kind, once, where the tables do not stand by kind."""
    actions = dict.fromkeys(f"{gap.title}：{gap.action}" for gap in sorted(gaps, key=lambda gap: gap.priority))
    return [Heading("应做"), Items(tuple(actions))] if actions else []


def _by_grain(lacking: Sequence[Lacking]) -> list[Lacking]:
    order = list(GRAINS)
    return sorted(lacking, key=lambda each: order.index(each.subject.grain))


def layout(places: Places | None = None, grain: str = "", base: Base = "enterprises") -> Layout[Gap]:
    """Give the columns of a list of gaps: of one ``grain``, or of all."""
    return Layout(
        (
            Field("kind", "缺口代码", lambda gap: gap.kind),
            Field("title", "缺口", lambda gap: gap.title, Column("缺口")),
            Field("clause", "方案条款", lambda gap: gap.clause, flat=lambda gap: titles(gap.clause)),
            Field("priority", "优先级", lambda gap: gap.priority, flat=lambda gap: PRIORITIES[gap.priority]),
            *named(Gap, grain, base),
            Field("detail", "情况", lambda gap: gap.detail, Column("情况")),
            Field("action", "应做", lambda gap: gap.action),
            *placed(Gap, places),
        )
    )


def joined_layout(places: Places | None = None, grain: str = "", base: Base = "enterprises") -> Layout[Lacking]:
    """Give the columns of a list with one row for each enterprise (organisation, instructor)."""
    return Layout(
        (
            *named(Lacking, grain, base),
            Field("priority", "优先级", _priority, flat=lambda each: PRIORITIES[_priority(each)]),
            Field("", "缺口数", lambda each: len(each.gaps)),
            Field("", "缺口代码", lambda each: "；".join(gap.kind for gap in each.gaps)),
            Field(
                *("gaps", "缺口"),
                lambda each: [_part(gap) for gap in each.gaps],
                Column("缺口"),
                lambda each: "；".join(gap.title for gap in each.gaps),
                _told,
            ),
            Field("", "应做", lambda each: " ".join(gap.action for gap in each.gaps)),
            *placed(Lacking, places),
        )
    )


def _told(lacking: Lacking) -> str:
    """Tell all gaps with their figures."""
    return "；".join(f"{gap.title}（{gap.detail}）" if gap.detail else gap.title for gap in lacking.gaps)


def _priority(lacking: Lacking) -> Priority:
    return min(gap.priority for gap in lacking.gaps)


def _part(gap: Gap) -> Mapping[str, Plain]:
    return {"kind": gap.kind, "title": gap.title, "detail": gap.detail, "action": gap.action}
