"""The keys of everything that scripts read: what each holds and means, described once.

JSON Schema (:mod:`.json_schema`), the columns of data files (:mod:`.datasets`) and their reference page are made from
this. A key means the same wherever it stands; where it holds something else in one document, :mod:`.documents` says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from .fields import Layout
from .shapes import Key, Object, Rows, Shape, Value

TEXT, TEXT_OR_NULL = Value("text"), Value("text", null=True)
INTEGER, INTEGER_OR_NULL = Value("integer"), Value("integer", null=True)
NUMBER, NUMBER_OR_NULL = Value("number"), Value("number", null=True)
FLAG, FLAG_OR_NULL = Value("flag"), Value("flag", null=True)
DAY, DAY_OR_NULL = Value("day"), Value("day", null=True)

SOURCE: Mapping[str, Key] = {
    "file": Key(TEXT, "文件，如给出的那样"),
    "sheet": Key(TEXT, "工作表；CSV 为空"),
    "row": Key(INTEGER_OR_NULL, "表格软件显示的行号"),
}
_RATE: Mapping[str, Key] = {
    "numerator": Key(INTEGER, "分子：已达到的"),
    "denominator": Key(INTEGER, "分母：应达到的"),
    "rate": Key(NUMBER_OR_NULL, "比率，六位小数"),
}
_GAP: Mapping[str, Key] = {
    "kind": Key(TEXT, "缺口代码"),
    "title": Key(TEXT, "缺口"),
    "detail": Key(TEXT, "情况"),
    "action": Key(TEXT, "应做"),
}
_COLUMN: Mapping[str, Key] = {
    "letter": Key(TEXT, "列号，如 A"),
    "header": Key(TEXT, "表头"),
    "field": Key(TEXT, "读作的字段；没有采用的为空"),
    "title": Key(TEXT, "字段的名称"),
    "option": Key(TEXT, "分列打√时，勾选表示什么"),
    "fills": Key(TEXT, "补哪个字段的空白", optional=True),
}
_SKIPPED: Mapping[str, Key] = {
    "row": Key(INTEGER, "行号"),
    "reason": Key(TEXT, "为什么不作数据"),
    "text": Key(TEXT, "行中的文字"),
}

SUBJECT: Mapping[str, Key] = {
    "enterprise": Key(TEXT, "企业名称", optional=True),
    "uscc": Key(TEXT, "统一社会信用代码；不知道的为空", optional=True),
    "organization": Key(TEXT, "党组织名称", optional=True),
    "instructor": Key(TEXT, "指导员姓名，默认遮盖", optional=True),
    "unit": Key(TEXT, "单位，对象是单位时", optional=True),
    "township": Key(TEXT, "乡（办）"),
}
"""Whom a row is about: an enterprise, an organisation, an instructor or a unit."""

KEYS: Mapping[str, Key] = {
    **SUBJECT,
    "accepted": Key(INTEGER, "每个单元格都读得出的数据行"),
    "action": Key(TEXT, "应做"),
    "answered": Key(INTEGER, "已答的格数"),
    "as_of": Key(DAY, "统计截止日期"),
    "as_of_old": Key(DAY, "上期的统计截止日期"),
    "asked": Key(INTEGER, "问的格数"),
    "back": Key(INTEGER, "恢复（反弹）的数量"),
    "base_change": Key(NUMBER_OR_NULL, "增减户影响"),
    "by": Key(TEXT, "按什么分组，如 township"),
    "cell": Key(TEXT, "单元格，如 F12"),
    "change": Key(NUMBER_OR_NULL, "比率比上期的变化，六位小数"),
    "clause": Key(TEXT, "方案条款，如 S1"),
    "closed": Key(INTEGER, "注销的企业"),
    "closing": Key(INTEGER, "本期的企业"),
    "code": Key(TEXT, "代码"),
    "column": Key(TEXT, "列的表头"),
    "columns": Key(Rows(Object(_COLUMN)), "各列怎样读"),
    "common": Key(
        Object(
            {
                "denominator": Key(INTEGER, "两期都在分母中的"),
                "old": Key(INTEGER, "其中上期达到的"),
                "new": Key(INTEGER, "其中本期达到的"),
            }
        ),
        "两期都纳入统计的",
    ),
    "count": Key(INTEGER, "数量"),
    "days_left": Key(INTEGER, "距完成时限的天数；逾期为负"),
    "deadline": Key(DAY_OR_NULL, "目标的完成时限"),
    "decided": Key(TEXT_OR_NULL, "定为什么；未定为 null"),
    "denominator": Key(INTEGER, "分母：应达到的"),
    "detail": Key(TEXT, "情况"),
    "done": Key(INTEGER, "已销的条数"),
    "done_on": Key(DAY_OR_NULL, "销号日期"),
    "doubtful": Key(INTEGER, "看不出是不是数据、没有计入的行"),
    "due": Key(DAY_OR_NULL, "完成时限"),
    "earlier": Key(Object(_RATE, null=True), "上期的比率"),
    "event": Key(TEXT, "变更代码"),
    "field": Key(TEXT, "字段；没有采用的为空"),
    "file": Key(TEXT, "文件"),
    "gained": Key(NUMBER_OR_NULL, "比率提高了多少，六位小数"),
    "gaps": Key(Rows(Object(_GAP)), "它的缺口"),
    "guess": Key(TEXT, "推测所属乡（办）的依据"),
    "header": Key(TEXT, "表头"),
    "header_row": Key(INTEGER, "表头最后一行的行号"),
    "hint": Key(TEXT, "怎么改"),
    "in_force": Key(FLAG, "是否现行目标"),
    "indicator": Key(TEXT, "指标代码，见指标一页"),
    "kind": Key(TEXT, "种类的代码"),
    "known": Key(INTEGER, "已知的格数"),
    "ledger": Key(TEXT, "台账所填"),
    "left_out": Key(TEXT, "未纳入统计的原因"),
    "line": Key(TEXT, "年报行的代码"),
    "list": Key(TEXT, "名单的名称"),
    "lists": Key(Rows(TEXT), "在哪些名单中"),
    "message": Key(TEXT, "说明"),
    "met": Key(FLAG_OR_NULL, "是否达标；没有目标或数据时为 null"),
    "missing": Key(TEXT, "无数据的原因"),
    "months": Key(INTEGER_OR_NULL, "已列月数"),
    "moot": Key(INTEGER, "不再适用的条数"),
    "moved_in": Key(INTEGER, "迁入的企业"),
    "moved_out": Key(INTEGER, "迁出的企业"),
    "name": Key(TEXT, "中文名称"),
    "near": Key(TEXT, "台账中名称相近的"),
    "new": Key(INTEGER, "新增的数量"),
    "no_column": Key(FLAG, "台账中是否没有这一栏"),
    "numerator": Key(INTEGER, "分子：已达到的"),
    "old": Key(Object(_RATE), "上期的比率"),
    "open": Key(INTEGER, "还没有完成的数量"),
    "opening": Key(INTEGER, "上期的企业"),
    "option": Key(TEXT, "分列打√时，勾选表示什么"),
    "out": Key(INTEGER, "移出的企业"),
    "overdue": Key(FLAG, "是否逾期"),
    "owner": Key(TEXT, "责任人，遮盖"),
    "parent": Key(TEXT, "上级表头"),
    "part": Key(INTEGER_OR_NULL, "给企业的数额"),
    "part_cell": Key(TEXT, "它所在的单元格"),
    "priority": Key(INTEGER, "优先级：1 紧急，2 重要，3 一般"),
    "rank": Key(INTEGER_OR_NULL, "名次；不排名的为 null"),
    "rate": Key(NUMBER_OR_NULL, "比率，六位小数；分母为 0 或无数据时为 null"),
    "real_change": Key(NUMBER_OR_NULL, "存量变化"),
    "reason": Key(TEXT, "原因"),
    "row": Key(INTEGER_OR_NULL, "表格软件显示的行号"),
    "rows": Key(INTEGER, "行数"),
    "severity": Key(TEXT, "级别：error、warning、note"),
    "sheet": Key(TEXT, "工作表；CSV 为空"),
    "short_by": Key(INTEGER_OR_NULL, "还差多少达到目标"),
    "since": Key(DAY_OR_NULL, "发现日期"),
    "skipped": Key(Rows(Object(_SKIPPED)), "未作数据的行"),
    "small": Key(FLAG, "是否户数偏少、仅排名"),
    "source": Key(Object(SOURCE, null=True), "在台账中的位置"),
    "source_old": Key(Object(SOURCE, null=True), "在上期台账中的位置"),
    "sources": Key(Rows(Object(SOURCE)), "它的每一行"),
    "state": Key(TEXT, "状态的代码"),
    "target": Key(NUMBER_OR_NULL, "目标：比率，或个数"),
    "title": Key(TEXT, "中文名称"),
    "unit": Key(TEXT, "单位；全区（政策的 district）为合计"),
    "unknown": Key(INTEGER, "空白的格数"),
    "unused": Key(Rows(TEXT), "没有采用的表头"),
    "value": Key(NUMBER_OR_NULL, "现值：比率，或个数"),
    "vanished": Key(INTEGER, "移出中本期台账没有的"),
    "verdict": Key(TEXT, "通报表扬、通报批评、推进迟缓，或为空"),
    "whole": Key(INTEGER_OR_NULL, "全部的数额"),
    "whole_cell": Key(TEXT, "它所在的单元格"),
    "why": Key(TEXT, "依据"),
    "wrong": Key(INTEGER, "有误的格数"),
}
"""What the columns of a result's table hold (:class:`djcov.reports.fields.Field`)."""


def table(*layouts: Layout[Any], **otherwise: Shape | Key) -> Rows:
    """The rows of a result's table. What not all of the ``layouts`` have is optional; ``otherwise``: the keys that hold
    something else than elsewhere.
    """
    keys: dict[str, Key] = {}
    for layout in layouts:
        for each in layout.fields:
            everywhere = all(any(own.key == each.key for own in other.fields) for other in layouts)
            named = SUBJECT if each.key == "*" else {each.key: _key(each.key, otherwise)} if each.key else {}
            for name, key in named.items():
                keys.setdefault(name, replace(key, optional=key.optional or each.optional or not everywhere))
    return Rows(Object(keys))


def _key(name: str, otherwise: Mapping[str, Shape | Key]) -> Key:
    found = otherwise.get(name, KEYS[name])
    return found if isinstance(found, Key) else Key(found, KEYS[name].doc)
