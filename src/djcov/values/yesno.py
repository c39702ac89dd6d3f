"""Yes and no, in every mark that offices make. A blank cell is unknown, which is neither."""

from __future__ import annotations

import re
from datetime import date

from .dates import read_date
from .phrases import is_thing, said
from .reading import Reading, Unreadable, as_text, compact, is_blank, is_filler, is_nothing

YES = frozenset(
    """
    是 √ ✓ ✔ ☑ 1 有 对 Y YES T TRUE V
    已建 已建立 已成立 已组建 建立 成立 组建 已派 已派驻 已选派 已覆盖 已参训 已培训 已参加
    """.split()
)
NO = frozenset(
    """
    否 × X ✗ ✘ ✕ 0 无 没有 暂无 不是 错 N NO F FALSE
    未 未建 未建立 尚未建立 未成立 未组建 未派 未派驻 未选派 未覆盖 未参训 未培训 未参加
    """.split()
)

_WEAK = frozenset("薄弱 较薄弱 软弱涣散 后进".split())
_NOT_WEAK = frozenset("不薄弱 非薄弱 一般 较好 良好 好 先进".split())
_WHOLE = re.compile(r"^(\d)\.0+$")
_ORGANIZATION = re.compile(r".(?:党委|党总支|总支|支部|党组|委员会|工会|团委|妇联|妇委会|联合会|党组织)$")
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石"
    "金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文庞樊殷施洪翟颜倪温芦季俞章鲁葛"
    "伍申尤毕聂焦欧裴柳祝岳齐梅庄辛管祁涂谷时柴蒙鲍华喻柯牛骆纪童关耿房卜路穆凌盛解席柏宁舒詹苗费尚边蔺原栾冉靳苟卫景连滕"
)
_COMPOUND = re.compile(r"^(?:欧阳|司马|上官|诸葛|司徒|东方|皇甫|尉迟|慕容|令狐|公孙|夏侯|端木)[一-鿿]{1,2}$")
_PERSON = re.compile(rf"^[{_SURNAMES}][一-鿿]{{1,2}}$")
_SHORT_HAN = re.compile(r"^[㐀-鿿]{2,4}$")
_BEGINNINGS = (
    "也许|或许|兴许|可能|大概|大约|估计|应该|应当|好像|似乎|据说|听说|在[建办批谈招]|以[后前往]|近[期日]|最近|今[后年]|下个?[月年周]|本[月年周]"
    "|将[来要]|即将|尽[快早]|随后|后续|再[说议定]|另[议定]|研究|考虑|看看|[详参]见|见[附备表]"
)
_WHOLES = (
    "[去明来后]年|年[内后初末]|月底|[协商][商议量定]|讨论|原[有来]|部分|个别|若干|其[他它余]|全部|同意"
    "|单独|联合|挂靠|依托|兜底|区域|行业|网格|正常|存续|在业|开业|歇业|迁[出走]|破产|空壳|僵尸|查[封询]|个体|集体|国有|民营|私营|企业|公司"
)
"""Answers that say neither yes nor no, or belong to another column. None begins with one of :data:`_SURNAMES` but for
原有 and 原来, which are hardly names."""

_OTHER_ANSWER = re.compile(rf"^(?:{_BEGINNINGS}|(?:{_WHOLES})$)")
_NOT_A_NAME = re.compile(r"[未无不否待筹拟派缺暂请报闭停销散撤]|[建组成][立建中]|计划|正在|马上|年底")
"""Words of other answers, many of which begin with what is also a surname: 申请中, 关停, 马上."""


def read_yes_no(raw: object) -> Reading[bool]:
    """Read yes or no. A person's or an organisation's name, or a date, in such a column means yes.

    Raises Unreadable(YESNO_UNREADABLE) for anything else: 筹建中 is neither.
    """
    if isinstance(raw, bool):
        return Reading(raw)
    if isinstance(raw, date):
        return Reading(True)
    if is_blank(raw):
        return Reading(None)
    text = compact(as_text(raw))
    mark = marked(raw)
    if mark in YES:
        return Reading(True)
    if mark in NO or is_nothing(text):
        return Reading(False)
    if is_filler(text):
        return Reading(None, "VALUE_FILLER")
    if (answer := said(text)) is not None or is_thing(text):
        return Reading(answer is not False)
    if _NOT_A_NAME.search(text):
        raise Unreadable("YESNO_UNREADABLE")
    if _ORGANIZATION.search(text) or is_person(text) or _is_date(text):
        return Reading(True)
    raise Unreadable("YESNO_UNREADABLE")


def read_weak(raw: object) -> Reading[bool]:
    """Read whether an enterprise is weak (是否薄弱), said by yes or no or by a grade. Raises as read_yes_no does."""
    grade = compact(raw) if isinstance(raw, str) else ""
    return Reading(grade in _WEAK) if grade in _WEAK | _NOT_WEAK else read_yes_no(raw)


def marked(raw: object) -> str:
    """Give the form in which marks compare: capitals, no spaces, no nought behind the point (a text may say 1.0)."""
    return _WHOLE.sub(r"\1", compact(as_text(raw)).upper())


def is_person(text: str) -> bool:
    """Whether a compact text reads like a person's name, by its surname."""
    return bool(_PERSON.match(text) or _COMPOUND.match(text)) and may_be_person(text)


def may_be_person(text: str) -> bool:
    """Whether a compact text could be a person's name, however rare the surname; 筹建中 and 也许 could not."""
    return bool(_SHORT_HAN.match(text)) and not (_NOT_A_NAME.search(text) or _OTHER_ANSWER.match(text))


def _is_date(text: str) -> bool:
    try:
        return len(text) > 4 and read_date(text).value is not None
    except Unreadable as unreadable:
        return unreadable.code == "DATE_YEAR_ONLY"
