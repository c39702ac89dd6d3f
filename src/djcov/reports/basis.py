"""On what a report's figures rest (口径): policy, inputs, what was left out, what was found. Plain tables for any form.

Every renderer of reports shows these; none writes its own, so that the workbook, the page and the notice of one run say
the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .. import __version__
from ..findings import CATALOGUE, Left
from ..measures.clauses import titles
from ..measures.indicators import ASIDES
from ..measures.report import Report
from ..policy import Policy, Unit
from .follow import brought_up
from .page_model import Records
from .places import Places


@dataclass(frozen=True, slots=True)
class Part:
    """One table of the basis, under its title."""

    title: str
    table: Records
    on_paper: bool = True
    """Whether it is also printed where room is short."""


def basis(report: Report) -> tuple[Part, ...]:
    """Give the parts in the order in which they are read; one that would be empty is left out."""
    places = Places(source.file for source in report.sources)
    parts = (
        _part("统计口径", ("项目", "内容"), list(_rulings(report))),
        _part("指标含义", ("代码", "指标", "方案条款", "含义"), _meanings(report), on_paper=False),
        _part("没有数据的指标和缺口", ("名称", "原因"), _without(report)),
        _part("未纳入统计的企业", ("原因", "家（条）数"), _left_out(report)),
        _part("读取的文件", ("文件", "字节", "SHA-256"), _sources(report, places)),
        _part("未采用的文件", ("文件", "原因"), _unused(report)),
        _part(
            "读取的表",
            ("种类", "文件", "工作表", "表头行", "数据行", "无误行数"),
            _tables(report, places),
            on_paper=False,
        ),
        _part("发现的问题", ("级别", "代码", "问题", "处数"), _findings(report), on_paper=False),
    )
    return tuple(part for part in parts if part.table.rows)


def counted(report: Report) -> str:
    """Say how many enterprises were read and how many count."""
    if report.gaps.missing_ledger:
        return "没有企业台账"
    scope = report.scope
    left = scope.read - scope.counted
    return f"登记企业 {scope.read} 家（条），纳入统计 {scope.counted} 家，未纳入统计 {left} 家"


def files_left(report: Report) -> str:
    """Say on the first page which files the figures do not hold; empty if they hold all."""
    return left_out(report.findings.left())


def left_out(left: Sequence[Left]) -> str:
    """Say which files the figures do not hold; empty if they hold all."""
    if not left:
        return ""
    places = Places(each.file for each in left)
    named = "、".join(places.file(each.file) for each in left[:_NAMED])
    more = "等" if len(left) > _NAMED else ""
    return f"注意：有 {len(left)} 个文件未采用，各项数字不含其中的内容：{named}{more}。"


_NAMED = 5
"""Files that a sentence names."""

_Row = tuple[str | int, ...]


def _part(title: str, headings: tuple[str, ...], rows: Sequence[_Row], *, on_paper: bool = True) -> Part:
    return Part(title, Records(headings, tuple(rows)), on_paper)


def _rulings(report: Report) -> Iterator[_Row]:
    policy = report.policy
    yield "截至日期", report.as_of.isoformat()
    yield "政策", policy.name
    yield "统计范围", policy.district
    if report.townships:
        yield "所列单位", f"{'、'.join(report.townships)}；写明{policy.district}的数是全部单位的"
    yield "企业", counted(report)
    yield from _settings(policy)
    yield (
        "比率",
        "已达到数除以应达到数，四舍五入到 0.01%；应达到数为 0 的写“—”，台账缺所需栏目的写“无数据”，都不作 0",
    )
    yield "空白", "空着的单元格是不清楚，不等于没有；不清楚的按未覆盖计"
    if report.follow:
        yield "销号", f"{brought_up(report.follow)}；已销的也在应销之内，不再适用的不在"
    yield "个人信息", report.names.note
    yield "程序", f"djcov {__version__}"


def _settings(policy: Policy) -> Iterator[_Row]:
    """Give what decides who counts and what is due, in the policy's own words."""
    yield "方案起始日", f"{policy.plan_start.isoformat()}，此日起注册的企业、成立的党组织算“新”"
    for section in (policy.scope, policy.members, policy.counting):
        for name, info in type(section).model_fields.items():
            unit = next((f" {mark.text}" for mark in info.metadata if isinstance(mark, Unit)), "")
            yield info.description or name, _written(getattr(section, name)) + unit


def _written(value: bool | int | tuple[str, ...]) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return "、".join(value) if isinstance(value, tuple) else str(value)


def _meanings(report: Report) -> list[_Row]:
    known = (*report.indicators.values(), *ASIDES)
    return [(each.code, each.name, titles(each.clause), each.doc) for each in known]


def _without(report: Report) -> list[_Row]:
    whole = report.coverage.whole
    shares = [*report.coverage.rows, *report.coverage.apart]
    named = [(share.name, share.missing) for share in shares if share.unit == whole and share.missing]
    return [*named, *((f"缺口：{title}", why) for title, why in report.gaps.missing)]


def _left_out(report: Report) -> list[_Row]:
    return list(report.scope.reasons)


def _sources(report: Report, places: Places) -> list[_Row]:
    return [(places.file(source.file), source.size, source.sha256) for source in report.sources]


def _unused(report: Report) -> list[_Row]:
    left = report.findings.left()
    places = Places(each.file for each in left)
    return [(places.file(each.file), each.reason) for each in left]


def _tables(report: Report, places: Places) -> list[_Row]:
    return [
        (table.kind.title, places.file(table.file), table.sheet, table.header_row, table.rows, table.accepted)
        for table in report.tables
    ]


def _findings(report: Report) -> list[_Row]:
    totals = report.findings.totals
    found = sorted((CATALOGUE[code] for code in CATALOGUE if totals[code]), key=lambda rule: -rule.severity)
    return [(rule.severity.label, rule.code, rule.title, totals[rule.code]) for rule in found]
