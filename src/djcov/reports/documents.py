"""What scripts get of each command: the shape of every ``djcov.…/1`` object.

The rows are those of the result's :class:`~djcov.reports.fields.Layout`, and what its keys hold stands in :mod:`.keys`;
here stands only what is a document's own. JSON Schema files, data files (Parquet, SQLite) and the reference page are
made from :func:`documents`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

from ..measures.results import League
from . import (
    annual,
    ask,
    changes,
    check,
    columns,
    compare,
    completeness,
    coverage,
    explanation,
    follow,
    gaps,
    league,
    merge,
    targets,
    trend,
)
from .keys import DAY, FLAG, INTEGER, INTEGER_OR_NULL, KEYS, NUMBER, TEXT, TEXT_OR_NULL, table
from .planning.shape import plan
from .shapes import Document, Key, Named, Object, Rows

_AS_OF = {"as_of": KEYS["as_of"]}
_BASE = {
    "base": Key(
        TEXT,
        "统计对象：enterprises 企业、social_organizations 社会组织、self_employed 个体工商户和专业市场、both 两新组织",
    )
}
_SPAN = {"as_of_old": KEYS["as_of_old"], **_AS_OF}

FILES_LEFT = Key(
    Rows(Object({"file": Key(TEXT, "文件"), "reason": Key(TEXT, "为什么没有用上")})),
    "没有用上的文件；命令行写出的总有这一项",
    optional=True,
)
"""What the command line adds to every document."""


def _lacking(what: str, doc: str) -> Key:
    return Key(Rows(Object({what: Key(TEXT, "名称"), "missing": Key(TEXT, "缺少的列")})), doc)


_BESIDE = {
    "social_organizations": "社会组织的各项指标，不并入 rows",
    "self_employed": "个体工商户和专业市场的各项指标，不并入 rows",
    "both": "两新组织（企业和社会组织）的各项指标",
}


def _coverage() -> Document:
    apart = {each: KEYS[each] for each in ("unit", "code", "name", "count")}
    spread = {
        **{each: KEYS[each] for each in ("unit", "name", "clause")},
        "distribution": Key(TEXT, "分布的代码"),
        "grain": Key(TEXT, "对象：enterprise、organization、instructor、unit、person"),
        "base": Key(INTEGER_OR_NULL, "被数的总数"),
        "rows": Key(Rows(Object({"value": Key(TEXT, "类别"), "count": KEYS["count"]})), "各类的数量"),
        "largest": Key(INTEGER_OR_NULL, "最大的一个值", optional=True),
        "missing": Key(TEXT, "无数据的原因", optional=True),
    }
    return Document(
        name="coverage",
        command="djcov coverage",
        title="覆盖情况",
        csv=(*coverage.LAYOUT.headings, "截至日期"),
        keys={
            **_AS_OF,
            "by": KEYS["by"],
            **_BASE,
            "rows": Key(table(coverage.LAYOUT), "每个单位的每个指标一行，全区在前"),
            "apart": Key(Rows(Object(apart)), "另行列出的数，不并入以上各数"),
            "totals": Key(table(coverage.LAYOUT), "所看几个乡（办）的合计", optional=True),
            **{each: Key(table(coverage.LAYOUT), doc, optional=True) for each, doc in _BESIDE.items()},
            "conclusion": Key(Rows(TEXT), "结论", optional=True),
            "distributions": Key(Rows(Object(spread)), "分布（--distributions）", optional=True),
        },
        about=("by", "base"),
        tells={"rows": ("unit", "indicator"), "apart": ("unit", "code")},
    )


def _gaps() -> Document:
    joined = table(gaps.joined_layout())
    unlisted = {"kind": KEYS["kind"], "title": KEYS["title"], "count": KEYS["count"]}
    return Document(
        name="gaps",
        command="djcov gaps",
        title="缺口名单",
        csv=(*gaps.layout().headings, "截至日期"),
        keys={
            **_AS_OF,
            **_BASE,
            "rows": Key(table(gaps.layout()), "每个缺口一行"),
            "subjects": Key(joined, "每家一行（--by-enterprise）", optional=True),
            "missing": _lacking("title", "没有数据、无法查找的缺口"),
            "unlisted": Key(Rows(Object(unlisted)), "没有列出的缺口，各有多少"),
        },
        about=("base",),
    )


def _explain() -> Document:
    rows = table(explanation.layout(), explanation.layout(grain="unit"), left_out=TEXT)
    totals: dict[str, Key] = dict.fromkeys(("numerator", "remainder", "left_out"), KEYS["count"])
    return Document(
        name="explain",
        command="djcov explain",
        title="一个数的依据",
        csv=(*explanation.layout().headings, "指标代码", "指标", "截至日期"),
        keys={
            **_AS_OF,
            **_BASE,
            **{each: KEYS[each] for each in ("indicator", "name", "clause")},
            "doc": Key(TEXT, "指标的含义"),
            "numerator": Key(rows, "已达到的"),
            "remainder": Key(rows, "未达到的"),
            "left_out": Key(rows, "未纳入统计的，各有原因"),
            "totals": Key(Object(totals), "三项各有多少行"),
            "missing": Key(TEXT, "无数据的原因", optional=True),
        },
        main=("numerator", "remainder", "left_out"),
        about=("base", "indicator"),
    )


def _targets() -> Document:
    return Document(
        name="targets",
        command="djcov targets",
        title="目标任务完成情况",
        csv=(*targets.LAYOUT.headings, "截至日期"),
        keys={
            **_AS_OF,
            **_BASE,
            "rows": Key(table(targets.LAYOUT, deadline=DAY, target=NUMBER), "每个单位的每个目标一行"),
        },
        about=("base",),
        tells={"rows": ("unit", "indicator", "deadline")},
    )


def _league() -> Document:
    ranked = League(date.min, "township", "org_coverage", "", ())
    progress = League(date.min, "township", "org_coverage", "", (), since=date.min)
    return Document(
        name="league",
        command="djcov league",
        title="排名",
        csv=(*league.layout(ranked).headings, "截至日期"),
        keys={
            **_AS_OF,
            **_BASE,
            **{each: KEYS[each] for each in ("by", "indicator", "name")},
            "since": Key(DAY, "按进度排名时，比的是哪一天", optional=True),
            "rows": Key(table(league.layout(ranked), league.layout(progress)), "每个单位一行，名次在前的在前"),
            "missing": Key(TEXT, "无数据的原因", optional=True),
        },
        about=("by", "base", "indicator"),
        tells={"rows": ("unit",)},
    )


def _annual() -> Document:
    line = {
        "line": KEYS["line"],
        "name": KEYS["name"],
        "within": Key(TEXT_OR_NULL, "上一级的行"),
        "apart": Key(FLAG, "是否“其中”，不与别的行相加"),
    }
    return Document(
        name="annual",
        command="djcov report --form annual",
        title="党内统计年报",
        csv=(*annual.layout({}).headings, "截至日期"),
        keys={
            **_AS_OF,
            "by": KEYS["by"],
            "lines": Key(Rows(Object(line)), "表中的各行"),
            "rows": Key(table(annual.layout({}), count=INTEGER_OR_NULL), "每个单位的每一行"),
        },
        about=("by",),
        tells={"lines": ("line",), "rows": ("unit", "line")},
    )


def _compare() -> Document:
    indicators = table(compare.INDICATORS, new=KEYS["old"].shape)
    return Document(
        name="compare",
        command="djcov compare",
        title="两期比较",
        csv=(*compare.changes_layout().headings, "截至日期", "上期截至日期"),
        keys={
            **_SPAN,
            **_BASE,
            "indicators": Key(indicators, "每个指标一行"),
            "changes": Key(table(compare.changes_layout()), "每个变化一行"),
        },
        main=("changes",),
        about=("base",),
        tells={"indicators": ("indicator",)},
    )


def _changes() -> Document:
    both = {"opening": Key(INTEGER, "上期的党组织"), "closing": Key(INTEGER, "本期的党组织")}
    return Document(
        name="changes",
        command="djcov compare --form changes",
        title="变更情况",
        csv=(*changes.layout({}).headings, "截至日期", "上期截至日期"),
        keys={
            **_SPAN,
            **_BASE,
            "rows": Key(table(changes.MOVEMENTS), "每个单位一行，全区在前：上期到本期怎样加减"),
            "organizations": Key(Object(both), "覆盖统计范围内企业的党组织"),
            "events": Key(table(changes.layout({})), "每个变更一行"),
        },
        tells={"rows": ("unit",)},
    )


def _trend() -> Document:
    return Document(
        name="trend",
        command="djcov trend",
        title="主要指标历期对比",
        csv=trend.LAYOUT.headings,
        keys={
            **_BASE,
            "dates": Key(Rows(DAY), "各期的统计截止日期"),
            "rows": Key(table(trend.LAYOUT), "每个单位、每个指标、每期一行"),
        },
        tells={"rows": ("as_of", "unit", "indicator")},
    )


def _check() -> Document:
    return Document(
        name="check",
        command="djcov check",
        title="检查",
        csv=(*check.FINDINGS.headings, "截至日期"),
        keys={
            "as_of": Key(DAY, KEYS["as_of"].doc, optional=True),
            "tables": Key(table(check.tables_layout()), "识别到的表"),
            "findings": Key(table(check.FINDINGS), "发现的问题；每种最多存一万处"),
            "totals": Key(Named(INTEGER), "每种问题有多少处"),
            "completeness": Key(table(completeness.layout()), "每个单位的每一栏一行（--completeness）", optional=True),
        },
        main=("findings",),
        tells={"completeness": ("unit", "kind", "field")},
    )


def _columns() -> Document:
    return Document(
        name="columns",
        command="djcov columns",
        title="表头怎样读",
        csv=columns.LAYOUT.headings,
        keys={"rows": Key(table(columns.LAYOUT, line=Key(TEXT, "政策写法", optional=True)), "每个表头一行")},
    )


def _merge() -> Document:
    lists = {
        "list": KEYS["list"],
        "enterprises": Key(INTEGER, "它有多少家企业"),
        "unused": Key(Rows(TEXT), "台账没有的栏目"),
    }

    def listed(key: str) -> Rows:
        return table(merge.listed_layout(key))

    return Document(
        name="merge",
        command="djcov merge",
        title="部门名单核对",
        csv=(*merge.csv_headings(), "截至日期"),
        keys={
            **_AS_OF,
            "lists": Key(Rows(Object(lists)), "各份名单"),
            "missing": Key(listed("missing"), "台账缺少的企业"),
            "ledger_only": Key(listed("ledger_only"), "仅台账有的企业"),
            "in_some": Key(listed("in_some"), "部分名单有的企业"),
            "in_all": Key(listed("in_all"), "全部都有的企业"),
            "differs": Key(table(merge.contradictions_layout(), value=TEXT), "不一致的，每格每份名单一行"),
            "order": Key(Named(Rows(TEXT)), "每个字段以哪份名单为准"),
        },
        main=("differs",),
        tells={"lists": ("list",)},
    )


def _follow() -> Document:
    told = ("vanished", "unclear", "restored", "removed", "retyped", "unrecorded", "repeated", "nameless", "own_rows")
    summary = table(
        follow.SUMMARY,
        new=Key(INTEGER, "新增的条数"),
        back=Key(INTEGER, "反弹的条数"),
        open=Key(INTEGER, "未销的条数"),
        due=Key(INTEGER, "应销的条数"),
        overdue=Key(INTEGER, "逾期的条数"),
    )
    return Document(
        name="follow",
        command="djcov follow",
        title="销号台账",
        csv=(*follow.layout(date.min).headings, "截至日期"),
        keys={
            **_AS_OF,
            **_BASE,
            "rows": Key(table(follow.layout(date.min)), "每个问题一行"),
            "summary": Key(summary, "每个单位一行，全区在前"),
            "told": Key(Object(dict.fromkeys(told, KEYS["count"])), "要留意的行有多少"),
            "missing": _lacking("title", "没有数据、无法查找的问题"),
        },
        tells={"summary": ("unit",)},
    )


def _ask() -> Document:
    return Document(
        name="ask",
        command="djcov ask",
        title="发出的补填表",
        csv=(*ask.STANDINGS.headings, "截至日期"),
        keys={
            **_AS_OF,
            "due": Key(DAY, "交回的时限"),
            "rows": Key(table(ask.STANDINGS), "每个乡（办）一行"),
            "columns": Key(Rows(TEXT), "问的字段"),
            "absent": Key(Rows(TEXT), "统计需要、台账没有的列"),
        },
        tells={"rows": ("township",)},
    )


def _collect() -> Document:
    return Document(
        name="collect",
        command="djcov collect",
        title="收回的补填表",
        csv=(*ask.STANDINGS.headings, "截至日期"),
        keys={
            **_AS_OF,
            "rows": Key(table(ask.STANDINGS), "每个乡（办）一行"),
            "left": Key(table(ask.left_layout()), "还没有答复的格"),
            "findings": Key(table(check.FINDINGS), "收回的表里的问题"),
        },
        tells={"rows": ("township",)},
    )


@cache
def documents() -> Mapping[str, Document]:
    """Every document, by its name."""
    made = (
        *(_coverage, _gaps, _explain, _targets, _league, _annual, _check, _columns, plan, _compare, _changes, _trend),
        *(_follow, _merge, _ask, _collect),
    )
    return {document.name: document for each in made if (document := each())}
