"""The view of a merge: who is in which list, who is missing from the ledger, and where they contradict it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from ..following.merge import Contradiction, Listed, Merge, Said, State, shown
from ..measures.results import Subject
from ..models import Kind
from ..policy import LEDGER
from .fields import Field, Layout
from .fields import shown as on_page
from .page_model import Block, Column, Front, Heading, Note, Page, Plain, Records, grid
from .places import Places
from .subjects import named, placed

_STATES: Mapping[State, str] = {"blank": "（空）", "unreadable": "（读不出）", "several": "", "differs": ""}
_UNDECIDED = "未定"
_PARTS: tuple[tuple[str, str, Callable[[Merge], tuple[Listed, ...]]], ...] = (
    ("missing", "台账缺少", lambda merge: merge.missing),
    ("ledger_only", "仅台账有", lambda merge: merge.ledger_only),
    ("in_some", "部分名单有", lambda merge: merge.in_some),
    ("in_all", "全部都有", lambda merge: merge.in_all),
)
"""The lists of enterprises: key, heading, rows."""


@dataclass(frozen=True, slots=True)
class _Line:
    """What one list says about one cell."""

    cell: Contradiction
    said: Said

    @property
    def subject(self) -> Subject:
        return self.cell.subject


@dataclass(frozen=True)
class MergeView:
    """A merge as people and scripts see it."""

    result: Merge

    def page(self) -> Page:
        """Give each list's numbers, by what is decided, then the cells, then the enterprises."""
        result, lines = self.result, list(self._lines())
        front = Front(result.whole, result.as_of, (f"名单：{'、'.join(result.lists)}",))
        blocks: list[Block] = [Heading("部门名单核对", 1, front), self._summary(), *self._rules()]
        places = Places(
            [
                *(row.subject.source.file for _, _, rows in _PARTS for row in rows(result)),
                *(answer.source.file for line in lines for answer in line.said.answers),
            ]
        )
        decided = sum(1 for cell in result.contradictions if cell.decided)
        about = f"不一致：{len(result.contradictions)} 格，已定 {decided} 格"
        blocks += [Heading(about), contradictions_layout(places).grid(lines, listed=True)] if lines else []
        for key, title, rows in _PARTS:
            if found := rows(result):
                layout = listed_layout(key, places)
                blocks += [Heading(f"{title}：{len(found)} 家"), layout.grid(found, listed=True)]
        if not lines:
            blocks.insert(2, self._agreed())
        return tuple(blocks)

    def _agreed(self) -> Note:
        """Say that no cell differs, if there is anybody of whom that can be said."""
        both = len(self.result.in_all) + len(self.result.in_some)
        if not both:
            return Note("没有一家企业既在台账中又在名单中，无法核对各栏是否一致。", "bad")
        return Note(f"台账与名单都有的 {both} 家，名单所填的各栏没有不一致。", "good")

    def records(self) -> Records:
        """Give one row per cell and list, then one per enterprise, with what it is in front."""
        cells = contradictions_layout().records(self._lines())
        parts = [(title, listed_layout(key).records(rows(self.result))) for key, title, rows in _PARTS]
        headings = csv_headings()

        def rows_of(title: str, own: Records) -> Iterator[tuple[str | int | float | None, ...]]:
            for row in own.rows:
                said = dict(zip(own.headings, row, strict=True))
                yield (title, *(said.get(heading) for heading in headings[1:]))

        rows = (row for title, own in (("不一致", cells), *parts) for row in rows_of(title, own))
        return Records(headings, tuple(rows)).of(self.result.as_of)

    def document(self) -> Mapping[str, Plain]:
        """Give ``djcov.merge/1``."""
        result = self.result
        return {
            "schema": "djcov.merge/1",
            "as_of": result.as_of.isoformat(),
            "lists": [
                {"list": name, "enterprises": count, "unused": list(result.absent.get(name, ()))}
                for name, count in result.lists.items()
            ],
            **{key: listed_layout(key).objects(rows(result)) for key, _, rows in _PARTS},
            "differs": contradictions_layout().objects(self._lines()),
            "order": {field: list(names) for field, names in result.order.items()},
        }

    def _lines(self) -> Iterator[_Line]:
        return (_Line(cell, said) for cell in self.result.contradictions for said in cell.said)

    def _summary(self) -> Block:
        result = self.result
        there = (*result.in_all, *result.in_some)
        rows = [
            (name, count, result.count(there, name), result.count(result.missing, name), result.differing.get(name, 0))
            for name, count in result.lists.items()
        ]
        heads = ("企业数", "台账有", "台账缺少", "不一致（格）")
        return grid(["名单", *(Column(each, figures=True) for each in heads)], rows)

    def _rules(self) -> Iterator[Block]:
        """Say by what a cell is decided, and what was not held against the ledger."""
        result, titles = self.result, _titles()
        order = "；".join(f"{titles[field]} {' → '.join(names)}" for field, names in result.order.items() if names)
        yield Note(f"以哪处为准：{order or '没有写明'}。其余各列不定（政策 merge.order）。")
        absent = {name for names in result.order.values() for name in names} - {*result.lists, LEDGER}
        if absent:
            yield Note(f"没有给出的名单：{'、'.join(sorted(absent))}。", "quiet")
        if result.fills_blanks:
            yield Note("台账空着、各名单说法一致的，照名单填（政策 merge.fill_blanks）。", "quiet")
        for name, columns in result.absent.items():
            yield Note(f"{name}有、台账没有的列，没有核对：{'、'.join(columns)}。", "quiet")
        yield Note("书记、指导员等涉及个人的列不核对。名称相近的只提示，不算同一家。", "quiet")


def _titles() -> dict[str, str]:
    return {name: info.title or name for name, info in Kind.ENTERPRISES.model.model_fields.items()}


def csv_headings() -> tuple[str, ...]:
    """Give what stands over the columns of the CSV form: those of the cells, then what only the enterprises have."""
    layouts = (contradictions_layout(), *(listed_layout(key) for key, _, _ in _PARTS))
    return tuple(dict.fromkeys(("情况", *(each for layout in layouts for each in layout.headings))))


def contradictions_layout(places: Places | None = None) -> Layout[_Line]:
    """Give the columns of what lists say otherwise than the ledger: one row per cell and list."""
    at = places or Places(())
    return Layout(
        (
            *named(_Line, "enterprise"),
            Field("column", "列", lambda line: line.cell.title, Column("列")),
            Field(
                *("ledger", "台账"),
                lambda line: line.cell.ledger,
                Column("台账"),
                lambda line: _STATES[line.cell.state] or line.cell.ledger,
            ),
            Field("state", "台账情况", lambda line: line.cell.state, flat=lambda line: _STATES[line.cell.state]),
            Field("list", "名单", lambda line: line.said.list, Column("名单")),
            Field("value", "名单所填", lambda line: shown(line.said.answers, line.cell.field), Column("名单所填")),
            Field(
                *("decided", "定为"),
                lambda line: _decided(line),
                Column("定为"),
                lambda line: _decided(line) or _UNDECIDED,
            ),
            Field("by", "依据", lambda line: line.cell.by, Column("依据", extra=True)),
            on_page("名单出处", lambda line: at.rows(answer.source for answer in line.said.answers)),
            *placed(_Line, places),
        )
    )


def _decided(line: _Line) -> str | None:
    decided = line.cell.decided
    return decided.shown(line.cell.field) if decided else None


def listed_layout(key: str, places: Places | None = None) -> Layout[Listed]:
    """Give the columns of a list of enterprises; ``key``: which, as JSON calls it."""
    guessed: tuple[Field[Listed], ...] = (
        Field("guess", "推测的依据", lambda row: row.guess, Column("推测的依据", extra=True), optional=True),
        Field("near", "名称相近", lambda row: row.near, Column("名称相近", extra=True), optional=True),
    )
    why_out = Column("未纳入统计的原因", extra=True)
    left_out = Field[Listed]("left_out", why_out.heading, lambda row: row.left_out, why_out, optional=True)
    lists = Field[Listed]("lists", "名单", lambda row: list(row.lists), Column("名单"), _lists, _lists)
    return Layout(
        (
            *named(Listed, "enterprise")[:-1],
            Field("", "乡（办）", _township, Column("乡（办）")),
            *(() if key in ("in_all", "ledger_only") else (lists,)),
            *(guessed if key == "missing" else ()),
            left_out,
            *placed(Listed, places),
        )
    )


def _lists(row: Listed) -> str:
    return "、".join(row.lists)


def _township(row: Listed) -> str:
    """Give the township, marked if it is guessed."""
    return f"{row.subject.township}（推测）" if row.guess else row.subject.township
