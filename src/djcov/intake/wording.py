"""What the rows around the data say: totals, means, notes, signatures, samples, sections, in compact texts.

Enterprises are called all sorts of things (总计科技, 例外服饰, 汇总商贸), so a pattern is one of a whole cell; of its
beginning only where a colon or a number follows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .. import masking
from ..values.reading import compact

_HOW_MANY = r"共?\d+[家户个人名]?(?:企业|单位)?"
_NUMERAL = "[一二三四五六七八九十]{1,3}"
_NUMBERING = rf"(?:{_NUMERAL}[、.]|\({_NUMERAL}\)、?|\d{{1,3}}[、.])"

TOTAL = re.compile(
    rf"^(?:(?:.{{0,12}}?(?:合计|小计|总计|共计|累计)数?|计)(?:[\W\d家户个人名]*|\W*{_HOW_MANY}\W*)"
    r"|(?:全[区县市乡镇])?(?:总数|汇总|汇总数)\W*|全[区县市]\W*|(?i:(?:sub|grand)?total)\W*)$"
)
MEAN = re.compile(r"^.{0,12}?平均[数值]?\W*$")
OF_WHICH = re.compile(r"^其中(?::.*)?$")
"""A line that has a part of the line above it."""

NO_NAME = re.compile(rf"^(?:{_HOW_MANY}|[-—–―/\\*.]+|无)$")
"""What a row of totals has among the names: 3, 3家, 共3家企业, or that there is none."""

_SIGNED = (
    rf"(?:{masking.SIGNS}|制表|审核|复核|(?:单位|主要|部门|企业)?负责人|(?:单位|主管|分管)领导"
    r"|(?:填报|填表|报送|上报|制表|统计)(?:单位|日期|时间)|截[至止]日期|单位)"
)
_TITLED = r"(?:(?:[乡镇]|街道)?(?:党委|党工委|党总支|党支部)?书记|主任|签字|签名|盖章|日期|(?:联系)?电话|手机号?)"
_SEAL = r"(?:签字|签名|签章|盖章)?(?:\([^()]*\))?"
SIGNED = re.compile(rf"^(?!单位$){_SIGNED}{_SEAL}$")
"""Who signs below a table, or when, in a cell of its own."""

SIGNED_OR_TITLED = re.compile(rf"^(?:{_SIGNED}|{_TITLED}){_SEAL}:?$")
LABEL = re.compile(rf"^(?:{_SIGNED}|{_TITLED}){_SEAL}:")
"""The same with a colon, and perhaps the answer."""

NOTE = re.compile(
    r"^(?:注|备注|说明|填表说明|填报说明|填表要求|填报要求|填表人|填报人|制表人|制表|审核人|审核|负责人|单位负责人|联系人|联系电话|填报日期|填表日期|"
    r"填报单位|填表单位|截至日期|截止日期|统计日期|报送单位|单位\(盖章\)|主要负责人)(?:\([^)]*\))?[:1一\d、.]"
)
NOTHING_BELOW = re.compile(r"^\W*以下(?:空白|为空|无正文|无内容|无)\W*$")
PAGE = re.compile(r"^\W*(?:第\d+页(?:\W*[共总]\d+页)?|[共总]\d+页(?:\W*第\d+页)?)\W*$")

SAMPLE = re.compile(r"^\(?(?:(?:填写|填报|填表)?(?:示例|样例|范例|举例|例如|例)\d{0,2}\)?(?:$|:)|如:)")
HINT = re.compile(
    r"^\(?(?:填写.{1,12}|填(?:数字|整数|阿拉伯数字|姓名|全称|名称|日期|乡镇|是/?或?否)|(?:[必选]填|非必填|可不填)(?:项|内容)?|"
    r"是(?:/|或)否|有(?:/|或)无|(?:从)?下拉(?:选择|选项|菜单|列表|选取|框选择)|请(?:选择|填写?).{0,12})\)?$"
)

LISTED = re.compile(r"^(?:\d{1,2}|[一二三四五六七八九十]{1,2}|\(\d{1,2}\))[.、)]")
NUMERAL = re.compile(rf"^\(?{_NUMERAL}\)?[、.]?$")
_UNIT = rf"(?:{_NUMBERING})?[一-鿿]{{1,8}}(?:乡|镇|街道|办事处|集聚区|开发区|示范区|园区|管委会)(?:\([^()]*\))?:?"
UNIT = re.compile(rf"^{_UNIT}$")
"""A line that names a township, 古城乡(12家), where no merged range tells it from an enterprise's name."""

SECTION = re.compile(
    rf"^(?:{_UNIT}|(?:{_NUMBERING})?(?:规[上下]|限[上下]|规模以[上下]|限额以[上下]|[已未应]建(?:立)?(?:党组织)?|(?:单独|联合)组建(?:党组织)?"
    r"|\d+人(?:\(含\))?以[上下])的?(?:工业|服务业|商贸)?(?:企业|单位)(?:名单)?(?:\([^()]*\))?:?)$"
)
"""The same, or a line that names a group of enterprises."""

FEW = re.compile(r"^(?:\d{1,7}(?:\.\d+)?[%家户个人名]?|[-—–/])$")
"""A number in a line of sums."""

_REPORTER = re.compile(r"(?:填报|填表|报送|上报)单位(?:\([^)]*\))?[::]?(.*)")


def reporting_unit(texts: Sequence[str]) -> str:
    """Give what stands behind 填报单位 in a row, in the same cell or the next one."""
    for at, text in enumerate(texts):
        if match := _REPORTER.match(text):
            return match[1] or (texts[at + 1] if at + 1 < len(texts) else "")
    return ""


_STEMS = "甲乙丙丁戊己庚辛壬癸"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MARK = re.compile(r"^\(?(\d{1,3}|[A-Z]|[甲乙丙丁戊己庚辛壬癸])\)?(?:=.*)?$")


def number_columns(texts: Sequence[str]) -> bool:
    """Whether the texts of a row number its columns: 1 2 3, (1) (2) (3), A B C, 甲 乙 1 2."""
    marks = [match[1] if (match := _MARK.match(text)) else "" for text in texts]
    if len(marks) < 2 or "" in marks:
        return False
    stems = next((at for at, mark in enumerate(marks) if mark != _STEMS[at : at + 1]), len(marks))
    numbers = [str(at) for at in range(1, len(marks) - stems + 1)]
    if stems:
        return len(marks) > 2 and marks[stems:] == numbers
    return marks in (numbers, list(_LETTERS[: len(marks)])) and (len(marks) > 2 or marks == numbers)


_FIRST = (
    "注备说填制审复负单联报截统主经分校党书签盖日电手乡镇街部企上总汇全其示样范举例如必选非可是有从下请以第TtGgSs(（—-"
)
_BEGINS = frozenset(_FIRST)
_BEGINS_NAME = frozenset("0123456789０１２３４５６７８９ABCDEFGHIJKLMNOPQRSTUVWXYZ甲乙丙丁戊己庚辛壬癸")
_ENDS_NAME = frozenset("乡镇道处区会业位单)）:：")
_WORDS = (TOTAL, MEAN, OF_WHICH, NOTE, LABEL, SIGNED, SAMPLE, HINT, NOTHING_BELOW, PAGE)


def may_be_aside(text: str, *, named: bool) -> bool:
    """Whether a cell at the head of a row, or the name itself, may make the row something else than data."""
    if text[0].isspace() or "计" in text or "平均" in text:
        return True
    glanced = text[0] in _BEGINS or (named and (text[0] in _BEGINS_NAME or text[-1] in _ENDS_NAME))
    if not glanced:
        return False
    flat = compact(text)
    return any(words.match(flat) for words in (*_WORDS, SECTION, _MARK)[: None if named else len(_WORDS)])


SOME = rf"计|平均|^[\s{_FIRST}]"
_MARKED = "^[(（]?[0-9A-Z甲乙丙丁戊己庚辛壬癸]{1,3}[)）]?(?:=.*)?$"
_GROUPED = "(?:乡|镇|街道|办事处|集聚区|开发区|示范区|园区|管委会|企业|单位|名单)(?:[(（][^()（）]*[)）])?[:：]?$"
SOME_NAME = f"{SOME}|{_MARKED}|{_GROUPED}"
"""What a cell at the head of a row, or a name, must hold to be more than plain data: what :func:`may_be_aside` looks
for, for Arrow's engine, and somewhat more.
"""
HOLDS, BEGINS, ENDS = "计均", _FIRST + _STEMS, "乡镇道处区会业位单"
"""Chinese characters that a text which :data:`SOME_NAME` finds has somewhere, at its beginning or at its end: none of
them, and it is none.
"""
WORDED = (
    "(?:合|小|总|共|累)计|^计|平均|^(?:注|备注|说明|填|制表|审核|复核|负责|(?:单位|主要|部门|企业)负责人|(?:单位|主管|分管)领导|主管|分管|"
    "经办|联系|报送|上报|统计|截|单位盖章|(?:[乡镇]|街道)?(?:党委|党工委|党总支|党支部)?书记|主任|签|盖章|日期|电话|手机|"
    "总数|汇总|全[区县市乡镇]|其中|[Tt]otal|TOTAL|[Ss]ub|[Gg]rand|"
    "示例|样例|范例|举例|例如?[0-9]*$|[必选]填|非必填|可不填|[是有]或[否无]|从?下拉|请选择|请填|以下(?:空白|为空|无)|第[0-9]+页)"
)
WORDED_NAME = f"{WORDED}|{_GROUPED}|{_MARKED}"
"""The same of what is written plainly (:data:`djcov.intake.plain.NAME`)."""
