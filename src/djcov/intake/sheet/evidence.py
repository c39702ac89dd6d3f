"""What a table is, by evidence that adds up: what one row is, what it is called, the columns that only one kind has."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from ... import masking
from ...models import LEDGERS, Kind
from ...regex import Regex
from ...values.reading import compact, is_blank
from ..files.sheets import Sheet
from .caption import lines_above, titles
from .header import OF_ENTERPRISES, OF_SOCIAL, Header
from .header_words import HOMES

_ROWS = 20
"""Rows from which it is told what one row is: a large file is judged by its beginning as well."""

_ONE_EACH = 0.8
"""Share of rows that have a name of their own where a row is what the names are of."""

_ONLY_LEDGERS = frozenset({"organized"})
"""No register of organisations asks whether there is an organisation."""

_MEMBERSHIP = {"category", "joined_on", "confirmed_on", "branch", "status", "left_on", "politics", "is_member"}
_ROW_BY_ROW = {"category", "politics", "is_member"}
"""Columns that say of each row whether it is a member's."""

_STATIONED = {"enterprises", "enterprise_uscc", "since", "full_time", "trained"}
_OTHERS = Regex(
    "历史党员|[已拟]?转[出走]|签到|值班|培训|通讯录|通信录|联系表|工资|考勤|党费|请假|去世|死亡|出党|除名|退党"
)
"""Lists whose rows multiply or outlive who is on them: no roster, whatever their columns."""

_CANDIDATES = Regex(
    "积极分子|申请|发展对象|职工|员工|团员|青年|人员|从业|人才|干部|参会|会议|学员|志愿者|群众|非党员|代表"
)
"""Lists of people of whom some may be members."""

_MEMBERS = Regex("党员.{0,4}(?:花名册|名册|名单|台账|信息|情况|一览|登记|统计|明细|表|库)|在册党员|党员$")
_GONE = (
    "已?(?:撤销|撤并|解散|离任|调离|离岗|卸任|解聘|去世|故|被?开除|被?除名|停止党籍|退出)"
    "|历任|历届|历史|前任|(?:处置)?不合格"
)
_COMING = (
    "(?:拟|待|计划|申请|预备?)(?:选?派|聘|建|成立|组建|设立?|批复?|审批|发展|接收|转入|任)"
    "|筹建中?|筹备中?|候选|后备|推荐|储备"
)
_AS_YET = f"(?:{_GONE}|{_COMING})的?"
_BEHIND = "(?:候选|后备|推荐|处置|家属|子女|发展计划|撤销|撤并|筹建|拟建|待建)"
_NOT_NOW: Mapping[Kind, Regex] = {
    Kind.MEMBERS: Regex(f"(?:{_AS_YET}|民主党派)(?:预备)?党员|党员{_BEHIND}"),
    Kind.INSTRUCTORS: Regex(
        f"(?:{_AS_YET}|退休)(?:党建|党务|非公)*(?:工作)?(?:指导员|联络员)|(?:指导员|联络员){_BEHIND}"
    ),
    Kind.ORGANIZATIONS: Regex(
        f"{_AS_YET}(?:党的?)?(?:基层)?(?:党?组织|党?支部)|(?:党组织|党?支部){_BEHIND}|^(?!.*党).*(?:工会|团|妇女)组织"
    ),
}
"""What a list is called whose rows are none of a roster's: any more, yet, or of another thing."""

_OF_A_SORT = Regex(
    "(?<![含及和与、(/非])(预备|正式)(?:中共)?党员(?:花?名册|名单|台账|信息|情况|登记|统计|一览|明细|基本|表|$)"
)
_CLOSED = "(?:注销|吊销|迁出|外迁|破产|空壳|僵尸|停业|歇业|倒闭|关停)"
_OF_CLOSED = Regex(
    rf"(?<![未拟待将应非含及和与似疑除、(/])((?:20\d\d年(?:\d{{1,2}}月)?)?)(?:度|份|已|被)*({_CLOSED})(?:[、和及]?{_CLOSED})*的?"
    "(?:非公有?制?|民营|私营)?(?:经济组织|企业|公司|市场主体|单位)(?:花?名[单册]|台账|清单|明细|信息|情况|登记|统计|一览|汇总|表|$)"
)
"""What a list is called that says of each row what no column does."""

_SAMPLE_OR_VOID = Regex("^(?:填[写报表])?(?:样例|样表|示例|范例)$|作废")

_OF_ONE = Regex(f"{OF_ENTERPRISES}|{OF_SOCIAL}|公司|市场主体|登记证|业务主管")
_INSTRUCTORS = Regex("指导员|联络员")


@dataclass(frozen=True)
class Evidence:
    """What a table is, or why it is no roster."""

    why: str
    """Why it is what it is."""
    no_ledger: str = ""
    """Why it is no roster after all, and is not to be read."""
    code: str = ""
    """Of the finding that says so."""
    either: str = ""
    """What it is called, of a ledger that may be one of enterprises or of 社会组织."""
    entitled: Mapping[str, str] = field(default_factory=dict[str, str])
    """What its name says of each row, by fields that it lacks."""


def evidence(header: Header, whole: Header, sheet: Sheet, file: str, *, said: bool) -> Evidence:
    """What tells of a table what it is; ``whole``: the header of all tables that stand side by side, ``said``: whether
    the user says what it is.
    """
    called = _places(sheet, whole.top, file)
    why, of_rows = _told(header, called), entitled(header.kind, header.fields, called)
    if said:
        return Evidence(why, entitled=of_rows)
    another = _another_list(header, called)
    code = "NAMES_MISSING" if whole.lacks else "LIST_UNUSED" if another else "SHEET_UNUSED"
    return Evidence(why, whole.no_ledger or another, code, _either(header, sheet, file), of_rows)


def _places(sheet: Sheet, top: int, file: str) -> list[str]:
    """What a table is called, the nearest first: the titles above it, the sheet's name, the file's."""
    return [each for each in map(compact, (*titles(lines_above(sheet, top)), sheet.name, PurePath(file).stem)) if each]


def _either(header: Header, sheet: Sheet, file: str) -> str:
    """What a ledger is called that says it is of enterprises and of 社会组织 alike, of which no column tells."""
    if header.kind not in LEDGERS or any(_OF_ONE.search(each.header) for each in header.columns if each.field):
        return ""
    title = compact("".join((*reversed(titles(lines_above(sheet, header.top))), sheet.name)))
    for name in (title, compact(PurePath(file).stem)):
        found = [re.search(words, name) is not None for words in (OF_ENTERPRISES, f"{OF_SOCIAL}|两新")]
        if any(found):
            return masking.title(name) if all(found) else ""
    return ""


def _another_list(header: Header, called: Sequence[str]) -> str:
    """Say why a list is no roster by what it is called and, of people, by its columns; empty if it is one."""
    no_roster = _NOT_NOW.get(header.kind, _SAMPLE_OR_VOID)
    if name := next((each for each in called if no_roster.search(each) or _SAMPLE_OR_VOID.search(each)), ""):
        return f"“{masking.title(name)}”不是{header.kind.title}"
    if header.kind is Kind.MEMBERS:
        return _why_no_members(header.fields, called)
    if header.kind is Kind.INSTRUCTORS:
        if header.fields & _STATIONED or any(map(_INSTRUCTORS.search, (header.name, *called))):
            return ""
        return "看不出是指导员：表名没有“指导员”，也没有派驻企业、派驻时间、是否参加培训等栏"
    return ""


def entitled(kind: Kind, fields: Collection[str], called: Iterable[str]) -> Mapping[str, str]:
    """Give what a table's name says of each row in place of a column that it lacks: 预备党员名册, 注销企业名单."""
    if kind is Kind.MEMBERS and not _ROW_BY_ROW & {*fields}:
        sorts = [match for name in called if (match := _OF_A_SORT.search(name))]
        return {"category": f"{sorts[0][1]}党员"} if sorts else {}
    if kind is Kind.ENTERPRISES and "status" not in fields:
        closed = [match for name in called if (match := _OF_CLOSED.search(name))]
        return {"status": closed[0][1] + closed[0][2]} if closed else {}
    return {}


def _why_no_members(fields: frozenset[str], called: Iterable[str]) -> str:
    for name in called:
        if _OTHERS.search(name):
            return f"“{masking.title(name)}”不是党员花名册"
        if _CANDIDATES.search(name.replace("在职党员", "党员")) and not re.search("(?:职工|员工|青年)党员", name):
            return (
                ""
                if fields & _ROW_BY_ROW
                else f"“{masking.title(name)}”不是党员花名册，也没有政治面貌、是否党员、人员类别等栏"
            )
        if _MEMBERS.search(name):
            return ""
    return "" if fields & _MEMBERSHIP else "看不出是党员：表名没有“党员”，也没有入党时间、人员类别、所在党支部等栏"


def of_enterprises(sheet: Sheet, ledger: Header, register: Header) -> bool:
    """Whether a table that could be a register of organisations is a ledger of enterprises: what is one row?"""
    if _ONLY_LEDGERS & ledger.fields:
        return True
    rows = sheet.rows[ledger.bottom + 1 :][:_ROWS]
    each = [_one_each(rows, header.name_column) for header in (ledger, register)]
    if each[0] != each[1]:
        return each[0]
    if ledger.hinted != register.hinted:
        return ledger.hinted
    return ledger.name_column < register.name_column


def _one_each(rows: Sequence[Sequence[object]], column: int) -> bool:
    """Whether nearly every row has a text of its own in a column."""
    written = [row[column] if column < len(row) else "" for row in rows if any(not is_blank(cell) for cell in row)]
    own = {compact(str(cell)) for cell in written if not is_blank(cell)}
    return bool(written) and len(own) >= _ONE_EACH * len(written)


def _told(header: Header, called: Sequence[str]) -> str:
    """Say in a line why a table is what it is."""
    model, kind = header.kind.model, header.kind
    # what a ledger of 社会组织 has as well is an enterprises' in the first place
    rivals = [each for each in Kind if each not in (kind, Kind.SOCIAL_ORGANIZATIONS)]
    others = {field for each in rivals for field in each.model.model_fields}
    own = [model.model_fields[field].title or "" for field in header.field_at.values() if field not in others]
    said = [f"每行一{''.join(HOMES[kind])}（“{header.name}”列）"]
    said += [f"表名“{masking.title(called[0])}”"] if called else []
    said += [f"有{'、'.join(dict.fromkeys(own[:4]))}等栏"] if own else []
    return "；".join(said)
