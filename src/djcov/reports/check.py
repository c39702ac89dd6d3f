"""The view of a check: what was recognised in the files, and every finding with its place and its mending."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..findings import CATALOGUE, Finding, Severity
from ..measures.results import Check, Completeness
from ..measures.row_units import RowUnits
from ..roster import Column as Recognised
from ..roster import Table
from . import completeness
from .fields import Field, Layout
from .page_model import Block, Column, Heading, Items, Mood, Note, Page, Plain, Records, grid
from .places import Places

PRINTED = 10
"""Findings of one code that the page shows; the other forms hold all that are stored."""

_MOODS: dict[Severity, Mood] = {Severity.ERROR: "bad", Severity.WARNING: "strong", Severity.NOTE: "quiet"}


@dataclass(frozen=True)
class CheckView:
    """A check as people and scripts see it."""

    result: Check
    filled: Completeness | None = None
    """How complete the rosters are, if it was asked for: then this is what people read."""
    units: RowUnits | None = None
    """In which unit each row lies, for the copy that is handed back."""

    def page(self) -> Page:
        """Give the tables, their columns, then the findings by severity and code, capped per code."""
        if self.filled:
            return tuple(completeness.blocks(self.filled))
        tables = self.result.tables
        places = Places([*(table.file for table in tables), *(each.location.file for each in self.result.findings)])
        return (
            Heading("识别到的表", 1),
            tables_layout(places).grid(tables),
            *_columns(tables, places),
            Heading("发现的问题", 1),
            *self._findings(places),
        )

    def records(self) -> Records:
        """Give one row per finding; of completeness, if asked for, one per unit and column instead."""
        if self.filled:
            return completeness.records(self.filled)
        return FINDINGS.records(self.result.findings).of(self.result.as_of)

    def document(self) -> Mapping[str, Plain]:
        """Give ``djcov.check/1``."""
        findings = self.result.findings
        return {
            "schema": "djcov.check/1",
            **({"as_of": self.result.as_of.isoformat()} if self.result.as_of else {}),
            "tables": tables_layout().objects(self.result.tables),
            "findings": FINDINGS.objects(findings),
            "totals": {code: findings.totals[code] for code in CATALOGUE if findings.totals[code]},
            **({"completeness": completeness.objects(self.filled)} if self.filled else {}),
        }

    def _findings(self, places: Places) -> list[Block]:
        totals = self.result.findings.totals
        by_code: defaultdict[str, list[Finding]] = defaultdict(list)
        for finding in self.result.findings:
            by_code[finding.code].append(finding)
        codes = sorted(
            (code for code in CATALOGUE if totals[code]),
            key=lambda code: -CATALOGUE[code].severity,
        )
        if not codes:
            return [Note("没有发现问题。", "good")]
        blocks: list[Block] = [Note(f"{tally(totals)}。")]
        for code in codes:
            blocks += _code(code, by_code[code], totals[code], places)
        return blocks


def tally(totals: Counter[str]) -> str:
    """Say how many findings there are of each severity, the worst first: 错误 3 处，警告 12 处."""
    counts: Counter[Severity] = Counter()
    for code, count in totals.items():
        counts[CATALOGUE[code].severity] += count
    return "，".join(f"{severity.label} {counts[severity]} 处" for severity in sorted(counts, reverse=True))


FINDINGS: Layout[Finding] = Layout(
    (
        Field("severity", "级别", lambda each: each.severity.name.lower(), flat=lambda each: each.severity.label),
        Field("code", "代码", lambda each: each.code),
        Field("", "问题", lambda each: CATALOGUE[each.code].title),
        Field("file", "文件", lambda each: each.location.file),
        Field("sheet", "工作表", lambda each: each.location.sheet),
        Field("row", "行", lambda each: each.location.row),
        Field("column", "列", lambda each: each.location.column),
        Field("cell", "单元格", lambda each: each.location.cell),
        Field("message", "说明", lambda each: each.message),
        Field("hint", "建议", lambda each: each.hint),
    )
)
"""One row per finding."""


def tables_layout(places: Places | None = None) -> Layout[Table]:
    """Give the columns of the tables that were recognised."""
    shown = places or Places(())
    return Layout(
        (
            Field("kind", "", lambda table: table.kind.value, Column("种类"), lambda table: table.kind.title),
            Field("file", "", lambda table: table.file, Column("文件"), lambda table: shown.file(table.file)),
            Field("sheet", "", lambda table: table.sheet, Column("工作表")),
            Field("header_row", "", lambda table: table.header_row, Column("表头行", figures=True)),
            Field("rows", "", lambda table: table.rows, Column("数据行", figures=True)),
            Field("accepted", "", lambda table: table.accepted, Column("无误行数", figures=True)),
            Field("why", "", lambda table: table.why),
            Field("doubtful", "", lambda table: sum(row.reason == "存疑" for row in table.skipped)),
            Field("columns", "", lambda table: [_column_object(table, each) for each in table.columns]),
            Field("unused", "", _unused),
            Field("skipped", "", _skipped_objects, Column("未作数据的行"), _skipped),
        )
    )


def _column_object(table: Table, column: Recognised) -> Mapping[str, Plain]:
    return {
        "letter": column.letters,
        "header": column.header,
        "field": column.field,
        "title": _title(table, column),
        "option": column.option,
        **({"fills": column.fills} if column.fills else {}),
    }


def _unused(table: Table) -> Sequence[Plain]:
    return [each.header for each in table.columns if not (each.field or each.fills) and each.header]


def _skipped_objects(table: Table) -> Sequence[Plain]:
    return [{"row": row.row, "reason": row.reason, "text": row.text} for row in table.skipped]


def _skipped(table: Table) -> str:
    reasons = Counter(row.reason for row in table.skipped)
    return "、".join(f"{reason} {count}" for reason, count in sorted(reasons.items()))


def _columns(tables: Sequence[Table], places: Places) -> list[Block]:
    """Give the columns and how they were understood, once for all tables that have the same."""
    alike: defaultdict[tuple[str, tuple[Recognised, ...]], list[Table]] = defaultdict(list)
    for table in tables:
        alike[table.kind, table.columns].append(table)
    blocks: list[Block] = []
    for (_, columns), same in alike.items():
        first = same[0]
        where = f"{places.file(first.file)} {first.sheet}".rstrip()
        others = f" 等 {len(same)} 张表" if len(same) > 1 else ""
        used = [[each.letters, each.header, _meaning(first, each)] for each in columns if each.field or each.fills]
        blocks.append(Heading(f"{first.kind.title}的列（{where}{others}）"))
        blocks += [Note(f"认作{first.kind.title}，因为：{first.why}。", "quiet")] if first.why else []
        blocks.append(grid(["列", "表头", "读作"], used))
        unused = [f"{each.letters} {each.header}" for each in columns if not (each.field or each.fills) and each.header]
        if unused:
            blocks.append(Note(f"没有用到的列：{'、'.join(unused)}。", "quiet"))
    return blocks


def _title(table: Table, column: Recognised) -> str:
    """Give the Chinese title of the field that a column was read as, or fills; empty for an unused column."""
    field = table.kind.model.model_fields.get(column.field or column.fills)
    return (field.title or "") if field else ""


def _meaning(table: Table, column: Recognised) -> str:
    title = _title(table, column)
    if column.fills:
        return f"{title}（补空白）"
    return f"{title}（勾选为 {column.option}）" if column.option else title


def _code(code: str, stored: Sequence[Finding], total: int, places: Places) -> list[Block]:
    """Give the findings of one code: heading, how to mend, the first rows."""
    rule = CATALOGUE[code]
    hints = {finding.hint for finding in stored}
    shared = hints.pop() if len(hints) == 1 else ""
    items = [
        f"{places.cell(each.location)}：{each.message}{'' if shared else f'。{each.hint}'}".lstrip("：")
        for each in stored[:PRINTED]
    ]
    blocks: list[Block] = [Heading(f"{rule.severity.label} {rule.title}（{code}）：{total} 处")]
    if shared:
        blocks.append(Note(shared, _MOODS[rule.severity]))
    blocks.append(Items(tuple(items)))
    if total > len(items):
        blocks.append(Note(f"还有 {total - len(items)} 处，用 --format csv 或 --format json 看全部。", "quiet"))
    return blocks
