"""The view of a check: what was recognised in the files, and every finding with its place and its mending."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..findings import CATALOGUE, Finding, Severity
from ..measures.results import Check, Completeness
from ..roster import Column as Recognised
from ..roster import Table
from . import completeness
from .blocks import Block, Column, Grid, Heading, Items, Mood, Note, Page, Plain, Records, grid
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

    def page(self) -> Page:
        """Give the tables, their columns, then the findings by severity and code, capped per code."""
        if self.filled:
            return tuple(completeness.blocks(self.filled))
        tables = self.result.tables
        places = Places([*(table.file for table in tables), *(each.location.file for each in self.result.findings)])
        return (
            Heading("识别到的表", 1),
            _tables(tables, places),
            *_columns(tables, places),
            Heading("发现的问题", 1),
            *self._findings(places),
        )

    def records(self) -> Records:
        """Give one row per finding; of completeness, if asked for, one per unit and column instead."""
        if self.filled:
            return completeness.records(self.filled)
        headings = ("级别", "代码", "问题", "文件", "工作表", "行", "列", "单元格", "说明", "建议")
        return Records(headings, tuple(_record(finding) for finding in self.result.findings))

    def document(self) -> Mapping[str, Plain]:
        """Give ``djcov.check/1``."""
        findings = self.result.findings
        return {
            "schema": "djcov.check/1",
            "tables": [_table_object(table) for table in self.result.tables],
            "findings": [_finding_object(finding) for finding in findings],
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


def _tables(tables: Sequence[Table], places: Places) -> Grid:
    columns = [
        *(Column(name) for name in ("种类", "文件", "工作表")),
        *(Column(name, figures=True) for name in ("表头行", "数据行", "全部可读")),
        Column("略过的行"),
    ]
    rows = [
        [
            *(table.kind.title, places.file(table.file), table.sheet),
            *(str(table.header_row), str(table.rows), str(table.accepted)),
            _skipped(table),
        ]
        for table in tables
    ]
    return grid(columns, rows)


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
        used = [[each.letters, each.header, _meaning(first, each)] for each in columns if each.field]
        blocks.append(Heading(f"{first.kind.title}的列（{where}{others}）"))
        blocks += [Note(f"认作{first.kind.title}，因为：{first.why}。", "quiet")] if first.why else []
        blocks.append(grid(["列", "表头", "读作"], used))
        unused = [f"{each.letters} {each.header}" for each in columns if not each.field and each.header]
        if unused:
            blocks.append(Note(f"没有用到的列：{'、'.join(unused)}。", "quiet"))
    return blocks


def _title(table: Table, column: Recognised) -> str:
    """Give the Chinese title of the field that a column was read as; empty for an unused column."""
    field = table.kind.model.model_fields.get(column.field)
    return (field.title or "") if field else ""


def _meaning(table: Table, column: Recognised) -> str:
    title = _title(table, column)
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


def _record(finding: Finding) -> tuple[str | int | None, ...]:
    at = finding.location
    rule = CATALOGUE[finding.code]
    placed = (at.file, at.sheet, at.row, at.column, at.cell)
    return (finding.severity.label, finding.code, rule.title, *placed, finding.message, finding.hint)


def _table_object(table: Table) -> Mapping[str, Plain]:
    return {
        "kind": table.kind.value,
        "file": table.file,
        "sheet": table.sheet,
        "header_row": table.header_row,
        "rows": table.rows,
        "accepted": table.accepted,
        "why": table.why,
        "doubtful": sum(row.reason == "存疑" for row in table.skipped),
        "columns": [
            {
                "letter": column.letters,
                "header": column.header,
                "field": column.field,
                "title": _title(table, column),
                "option": column.option,
            }
            for column in table.columns
        ],
        "unused": [column.header for column in table.columns if not column.field and column.header],
        "skipped": [{"row": row.row, "reason": row.reason, "text": row.text} for row in table.skipped],
    }


def _finding_object(finding: Finding) -> Mapping[str, Plain]:
    at = finding.location
    return {
        "code": finding.code,
        "severity": finding.severity.name.lower(),
        "file": at.file,
        "sheet": at.sheet,
        "row": at.row,
        "column": at.column,
        "cell": at.cell,
        "message": finding.message,
        "hint": finding.hint,
    }
