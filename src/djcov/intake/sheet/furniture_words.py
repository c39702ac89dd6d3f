"""What the rows around the data say: totals, means, notes, signatures, samples, words about the columns, sections.

:data:`FURNITURE` is the one table of such words. A pattern is one of a whole compact text; of its beginning only where
a colon or a number follows, for enterprises are called all sorts of things (总计科技, 例外服饰, 汇总商贸). The quick
tests with which most rows are seen to be data are derived from it (:func:`quick`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ... import masking
from ...models import Kind
from ...regex import Regex
from ...values.reading import compact


@dataclass(frozen=True)
class Furniture:
    """Words by which a cell may make its row something else than data."""

    reason: str
    """What the row then is (:attr:`djcov.roster.Skipped.reason`)."""
    pattern: str
    """Of a compact text, from its beginning."""
    examples: tuple[str, ...]
    named: bool = False
    """Whether it says so only where the name stands, and not in the cells before it as well."""

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern)

    def match(self, text: str) -> re.Match[str] | None:
        """Match a compact text."""
        return self._compiled.match(text)


_HOW_MANY = r"共?\d+[家户个人名]?(?:企业|单位)?"
_NUMERAL = "[一二三四五六七八九十]{1,3}"
_NUMBERING = rf"(?:{_NUMERAL}[、.]|\({_NUMERAL}\)、?|\d{{1,3}}[、.]|第{_NUMERAL}(?:部分|片区?|组)[、.:]?)"

TOTAL = Furniture(
    "合计",
    rf"^(?:(?:.{{0,12}}?(?:合计|小计|总计|共计|累计)数?|计)(?:[\W\d家户个人名]*|\W*{_HOW_MANY}\W*|\([^()]*\)\W*)"
    r"|(?:全[区县市乡镇])?(?:总数|汇总|汇总数)\W*|全[区县市]\W*|(?i:(?:sub|grand)?total)\W*|[Σ∑]"
    r"|(?:比?(?:上|去|前|本)[年月季期](?:度|末|底)?|同期|环比|同比)(?:同期)?(?:[增±+减少]*[数值额量]?|增减|情况|完成)"
    r"|增减[数额]?|差[额值])$",
    (
        *("合计", "古城乡小计", "总计12家", "共计", "累计数", "计", "总数", "全区汇总", "全区", "Total", "subtotal"),
        *("小计（东村）", "Σ", "上月数", "去年同期", "比上年增减", "差额"),
    ),
)
COUNTED_ALONE = Furniture(
    "合计",
    r"^(?:(?:企业|单位|法人)(?:家?数|总数|数量)?:?)?[共计有]*(?:\d{1,6}|[一二两三四五六七八九十百]{1,4})[家户个人名](?:企业|单位)?$"
    r"|^(?:企业|单位)(?:家?数|总数|数量):?\d{1,6}$",
    ("2家", "共2家", "2户", "两家", "共两家企业", "企业数：2"),
    named=True,
)
"""How many there are, in place of a name."""
MEAN = Furniture("平均", r"^.{0,12}?平均[数值]?\W*$", ("平均", "平均数", "古城乡平均值"))
OF_WHICH = Furniture("其中", r"^其中(?::.*)?$", ("其中", "其中：50人以上企业"))
"""A line that has a part of the line above it."""

NO_NAME = Regex(rf"^(?:{_HOW_MANY}|[-—–―/\\*.]+|无)$")
"""What a row of totals has among the names: 3, 3家, 共3家企业, or that there is none."""

_SIGNS = (
    rf"(?:{masking.SIGNS}|制表|审核|复核|(?:单位|主要|部门|企业)?负责人|(?:单位|主管|分管)领导"
    r"|(?:填报|填表|报送|上报|制表|统计)(?:单位|日期|时间)|截[至止]日期|(?:数据)?核[对实]人"
    r"|(?:[一-鿿]|\([^()]*\)){0,10}(?:党委|党工委|组织部|部门|单位|审核|审批|领导|政府|街道)意见)"
)
_TITLED = r"(?:(?:[乡镇]|街道)?(?:党委|党工委|党总支|党支部)?书记|主任|签字|签名|盖章|日期|(?:联系)?电话|手机号?)"
_SEAL = r"(?:签字|签名|签章|盖章)?(?:\([^()]*\))?"
_SEALED = r"单位(?:(?:签字|签名|签章|盖章)(?:\([^()]*\))?|\([^()]*\))"

SIGNED = Furniture(
    "注", rf"^(?:{_SIGNS}{_SEAL}|{_SEALED})$", ("制表人", "审核", "单位负责人", "分管领导签字", "单位（盖章）")
)
"""Who signs below a table, or when, in a cell of its own."""

SIGNED_OR_TITLED = Regex(rf"^(?:{_SIGNS}|单位|{_TITLED}){_SEAL}:?$")
LABEL = Furniture(
    "注",
    rf"^(?:{_SIGNS}|单位|{_TITLED}){_SEAL}:",
    ("填表人：张三", "审核人：", "党委书记（签字）：", "单位：万元", "联系电话：", "截至日期：2021年12月31日"),
)
"""The same with a colon, and perhaps the answer."""

NOTE = Furniture(
    "注",
    r"^(?:注|备注|说明|填表说明|填报说明|填表要求|填报要求|填表人|填报人|制表人|制表|审核人|审核|负责人|单位负责人|联系人|联系电话|填报日期|填表日期|"
    r"填报单位|填表单位|截至日期|截止日期|统计日期|报送单位|单位\(盖章\)|主要负责人)(?:\([^)]*\))?[:1一\d、.]",
    ("注：以上数据截至年底", "说明：本表一式两份", "备注1.每月上报", "填表说明一、如实填写"),
)
NOTHING_BELOW = Furniture("注", r"^\W*以下(?:空白|为空|无正文|无内容|无)\W*$", ("以下空白", "——以下无正文——"))
REMARK = Furniture(
    "注",
    r"^[-—–*※★☆]*(?:(?:以上|上述|本表|此表|本页|数据|填表|填报).{2,80}|(?:备注|说明|注意|附注|注)(?::.*)?)$",
    ("——以上数据截至年底", "*本表一式两份", "备注", "注意：请勿改动"),
    named=True,
)
"""What stands alone below a table, and is no name by its form."""

TITLE = Furniture(
    "标题",
    r"^(?:.{0,40}(?:台账|花名册|名册|名单|清单|一览表|(?:统计|汇总|登记|情况|调查|摸底|明细|信息)表)(?:\([^()]*\))?|\(?(?:续|接|转)(?:上|下)?[表页]\)?|\(续\))$",
    ("柳河乡企业台账", "党组织情况登记表（续）", "续表", "接上页", "（续）"),
    named=True,
)
"""What heads a table, or the rest of one on the next page, alone in its line."""

PAGE = Furniture("页码", r"^\W*(?:第\d+页(?:\W*[共总]\d+页)?|[共总]\d+页(?:\W*第\d+页)?)\W*$", ("第1页", "第1页共2页"))

_SAMPLES = "(?:示例|样例|范例|举例|示范|样表|样本|模板|参考)"
SAMPLE = Furniture(
    "示例",
    rf"^\(?(?:(?:填写|填报|填表)?(?:示例|样例|范例|举例|例如|例)\d{{0,2}}\)?(?:$|:)|如:"
    rf"|(?:\(|\[|【)(?:填写|填报|填表)?(?:{_SAMPLES}|例子?)\d{{0,2}}(?:\)|\]|】).*$"
    rf"|(?:填写|填报|填表)?{_SAMPLES}{{1,2}}(?:$|(?:-|—|–|:|、|\.|·).*$)"
    rf"|(?:填写|填报|填表)?{_SAMPLES}(?:行|数据|用|企业|单位|公司|有限公司|(?:联合)?(?:党组织|党支部|支部)|名称|姓名)?[一二\dA-Z]?(?:\([^()]*\))?$"
    rf"|[此本该]行[为是仅供作]{{0,3}}{_SAMPLES}.*$|以下[为是]?{_SAMPLES}.*$"
    rf"|.*\((?:[此本][行处条][为是]?|以下[为是]?|仅[供为作]?)?"
    rf"(?:{_SAMPLES}|例子?|填写时?删除|请(?:替换|勿?删除?|修改)|替换|可删除?)[^()]*\)$)",
    (
        "示例",
        "填写样例2",
        "例：XX有限公司",
        "示例企业（请替换）",
        "甲公司（示例）",
        "样例单位A",
        "张三（此行示例，请删）",
        "（示例）红旗机械有限公司",
        "【示例】红旗机械有限公司",
        "（填写示例）红旗厂",
        "样例-红旗厂",
        "参考：红旗厂",
        "参考示例",
    ),
)
PLACEHOLDER = Furniture(
    "示例",
    r"^(?:[xX×*〇○]{2,}|某某*|[xX×*〇○]{1,4}(?:[市县区乡镇村]|街道).*)(?:.*(?:公司|集团|厂|店|社|企业|单位|支部|党委|总支))?$",
    ("XX有限公司", "某某公司", "××村××合作社", "×××", "某企业"),
    named=True,
)
"""A name that stands for any, of a row without a code."""

_FILL = (
    r"填写.{1,12}|填(?:数字|整数|阿拉伯数字|姓名|全称|名称|日期|乡镇|是/?或?否)|(?:[必选]填|非必填|可不填)(?:项|内容)?|"
    r"(?:从)?下拉(?:选择|选项|菜单|列表|选取|框选择)|请(?:选择|填写?).{0,12}|(?:自动|系统|公式)(?:生成|计算|填充|带出)"
)
_EITHER = r"[是有](?:[/|、或或者]?)[否无](?:[/|、或]不详)?|[10](?:[/|、或])[01]|√(?:[/|、或])[×x]"
HINT = Furniture(
    "示例",
    rf"^\(?(?:{_FILL}|{_EITHER})\)?$",
    ("填写全称", "必填", "选填项", "是/否", "下拉选择", "请选择乡镇", "自动生成", "有/无"),
)
_TYPE = (
    r"(?:数字|数值|整数|小数|文本|文字|字符|字符串|日期|时间|布尔|逻辑|枚举|字典|单选|多选|下拉|选择|选项|勾选|打勾|金额|编码)(?:型|类型|格式|框|项)?"
    r"|(?i:text|string|str|(?:n?var)?char|int(?:eger)?|number|numeric|float|double|decimal|date|datetime|bool(?:ean)?|enum)"
)
_UNIT_OF_COUNT = r"人|名|个|家|户|[万亿]?元|平方米|m2|岁|年|次|%|人次"
_FORMAT = (
    r"(?:[yY]{4}|[xX×]{4}|20[xX×]{2}|年)[-/.年]?(?:[mM]{1,2}|[xX×]{1,2}|月)[-/.月]?(?:[dD]{1,2}日?|[xX×]{1,2}日?|日)?(?:格式)?"
    r"|\d{1,2}位(?:数字|代码|编码|数)?|0+\.0+|#+0?(?:\.0+)?|@"
)
ABOUT_COLUMN = Furniture(
    "说明",
    rf"^(?:\(?(?:{_TYPE}|{_UNIT_OF_COUNT}|{_FORMAT}|单位:?(?:{_UNIT_OF_COUNT}))\)?(?:\(\d{{1,4}}(?:,\d)?\))?"
    r"|[NCDVTS]\d{0,3}|全称|规范全称|与营业执照一致)$",
    ("数字", "文本", "日期型", "字符（50）", "varchar(50)", "（人）", "万元", "YYYY-MM-DD", "xxxx年xx月", "18位"),
)
"""The type, unit or format of a column, in a row of such under the header."""

LISTED = Regex(r"^(?:\d{1,2}|[一二三四五六七八九十]{1,2}|\(\d{1,2}\))[.、)]")
NUMERAL = Regex(rf"^\(?{_NUMERAL}\)?[、.]?$")
_TOWNSHIPS = "乡|镇|街道|办事处|集聚区|开发区|示范区|园区|管委会"
_AROUND = r"(?:\([^()]*\))?:?"
_UNIT = rf"(?:{_NUMBERING})?[一-鿿]{{1,8}}(?:{_TOWNSHIPS}){_AROUND}"
UNIT = Regex(rf"^{_UNIT}$")
"""A line that names a township, 古城乡(12家), where no merged range tells it from an enterprise's name."""

SECTION = Furniture(
    "分段",
    rf"^(?:{_UNIT}|(?:{_NUMBERING})?(?:规[上下]|限[上下]|规模以[上下]|限额以[上下]|[已未应]建(?:立)?(?:党组织)?|(?:单独|联合)组建(?:党组织)?"
    r"|\d+人(?:\(含\))?以[上下])的?(?:工业|服务业|商贸)?(?:企业|单位)(?:名单)?(?:\([^()]*\))?:?)$",
    ("古城乡", "一、古城乡", "古城乡（12家）", "规上企业", "已建党组织企业", "50人以上企业"),
    named=True,
)
"""The same, or a line that names a group of enterprises."""

VILLAGE = Furniture(
    "分段",
    rf"^(?:{_NUMBERING})?([一-鿿A-Z]{{1,8}}?(?:村|社区|居委会|村委会|村民委员会|居民委员会)){_AROUND}$",
    ("东村", "一、城南社区", "西村（3家）", "李庄村委会："),
    named=True,
)
PLACE = Furniture(
    "分段",
    rf"^(?:(?:{_NUMBERING})[一-鿿].*|[一-鿿\d]{{1,8}}(?:村民小组|[小工]?组|网格|片区?|商圈|楼宇|路段?|大街|街|巷|工业区|小区|商业街){_AROUND}"
    r"|.{0,10}(?:企业|单位|名单|类别|行业|部分))$",
    ("第三网格", "（二）城东片区", "人民路", "重点企业", "第一部分", "三组"),
    named=True,
)
"""What may stand alone over some rows."""

_BRACKET = "(?:[(（][^()（）]*[)）])?$"
FORMS: Mapping[Kind, str] = {
    Kind.ENTERPRISES: "(?:公司|集团|厂|店|社|部|所|院|站|行|馆|铺|坊|中心|学校|幼儿园|超市|农场|养殖场|门市|工作室)"
    + _BRACKET,
    Kind.ORGANIZATIONS: "(?:支部|总支|党委|党组|党小组|支委|委员会|工委)" + _BRACKET,
    Kind.MEMBERS: "^[\u4e00-\u9fff·]{2,}$",
    Kind.INSTRUCTORS: "^[\u4e00-\u9fff·]{2,}$",
    Kind.FAVORS: f"(?:{_TOWNSHIPS})" + _BRACKET,
    Kind.SOCIAL_ORGANIZATIONS: "(?:会|社|院|所|中心|学校|学院|幼儿园|站|团|队|馆|园|部|校|室|盟|公寓)" + _BRACKET,
}
"""What names of a kind look like, for Python's engine and for RE2: a row that has one is no doubtful one."""

FEW = Regex(r"^(?:\d{1,7}(?:\.\d+)?[%家户个人名]?|[-—–/])$")
"""A number in a line of sums."""

_STEMS = "甲乙丙丁戊己庚辛壬癸"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
MARK = Furniture(
    "表头",
    r"^第?\(?(?:[Cc列栏]?(\d{1,3})|([A-Z]|[甲乙丙丁戊己庚辛壬癸]))\)?[栏列]?(?:=.*)?$",
    ("3", "（3）", "3=1+2", "A", "甲", "第3栏", "③"),
    named=True,
)
_NUMBERED = Regex(r"^(?:栏次|栏目|栏号|栏序|列次|列号|列|栏|行次|序号|序次|项目|编号|代码)$")
"""What heads a row that numbers the columns."""

FURNITURE = (
    *(
        TOTAL,
        COUNTED_ALONE,
        MEAN,
        OF_WHICH,
        NOTE,
        LABEL,
        SIGNED,
        NOTHING_BELOW,
        REMARK,
        TITLE,
        PAGE,
        SAMPLE,
        HINT,
        ABOUT_COLUMN,
    ),
    *(PLACEHOLDER, SECTION, VILLAGE, PLACE, MARK),
)

ANY_LABEL = Regex(r"^[一-鿿]{1,10}(?:\([^()]*\))?:")
"""A word with a colon behind it, as who signs writes it, whatever the word."""

IDENTIFIER = Regex(r"^[A-Za-z_][A-Za-z0-9_.]*$")
"""What programs call a column."""

COUNTED = Regex(r"(?:[数量率%]|占比|比例|家数|合计|小计|总计|人数)(?:\([^()]*\))?$")
"""How the header of a column of sums ends."""

HOW_MANY = Regex(r"^(?:企业|单位|法人)?(?:家数|数量|个数|户数|总数|合计|数|占比|比例)(?:\([^()]*\))?$")
"""The header of the numbers in a table of two columns."""

_REPORTER = Regex(r"(?:填报|填表|报送|上报)单位(?:\([^)]*\))?[::]?(.*)")


def reporting_unit(texts: Sequence[str]) -> str:
    """What stands behind 填报单位 in a row, in the same cell or the next one."""
    for at, text in enumerate(texts):
        if match := _REPORTER.match(text):
            return match[1] or (texts[at + 1] if at + 1 < len(texts) else "")
    return ""


def number_columns(texts: Sequence[str]) -> bool:
    """Whether the texts of a row number its columns: 1 2 3, (1) (2) (3), A B C, 甲 乙 1 2, 栏次 1 2 3."""
    labelled = len(texts) > 3 and _NUMBERED.match(texts[0]) is not None
    matches = [MARK.match(text) for text in texts[labelled:]]
    marks = [match[1] or match[2] if match else "" for match in matches]
    if len(marks) < 2 or "" in marks:
        return False
    stems = next((at for at, mark in enumerate(marks) if mark != _STEMS[at : at + 1]), len(marks))
    first = int(marks[0]) if labelled and marks[0].isdecimal() else 1
    numbers = [str(first + at) for at in range(len(marks) - stems)]
    if stems:
        return len(marks) > 2 and marks[stems:] == numbers
    return marks in (numbers, list(_LETTERS[: len(marks)])) and (len(marks) > 2 or marks == numbers)


PLAIN = Regex("[\u3400-\u4dbf\u4e00-\u9fffA-Za-z0-9（）()·]*")
"""A text whose compact form is the same but for the brackets: in such a one the quick tests look."""


def quick(words: Iterable[Furniture]) -> str:
    """The pattern, for Python's engine and for RE2, of the plain texts that some of the words match, and perhaps
    a few more: in RE2 every Chinese character is a ``\\W``.
    """
    patterns = (each.pattern.removeprefix("^") for each in words)
    text = "|".join(f"(?:{pattern})" for pattern in patterns)
    for narrow, both in ((r"[^()]", "[^()（）]"), (r"[^)]", "[^)）]"), (r"\(", "[(（]"), (r"\)", "[)）]")):
        text = text.replace(narrow, both)
    return f"^(?:{text})"


QUICK_HEAD = quick(each for each in FURNITURE if not each.named)
"""What a plain cell before the name must match to make its row more than plain data."""
QUICK_NAME = quick(FURNITURE)
"""The same of the name."""

_ANYWHERE, _NAMED = Regex(QUICK_HEAD), Regex(quick(each for each in FURNITURE if each.named))


def may_be_aside(text: str, *, named: bool) -> bool:
    """Whether a cell at the head of a row, or the name itself, may make the row something else than data."""
    flat = text if PLAIN.fullmatch(text) else compact(text)
    return _ANYWHERE.match(flat) is not None or (named and _NAMED.match(flat) is not None)
