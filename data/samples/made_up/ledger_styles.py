"""How offices lay out their ledgers: the columns with the words of each, and the habits around them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .tables import Column, column
from .world import Slip

MISSPELT = Column(("党组织情况", "上次换界时间"), "re-elected", 13, Slip(..., "COLUMN_NEAR_MISS", "表头“届”误写为“界”"))

FULL_COLUMNS = (
    column("序号", "number", 6),
    column("乡(办)", "unit", 12),
    column("村(社区)", "village", 12),
    column("企业\n名称", "name", 30),
    column("统一社会信用代码", "code", 24),
    column("企业类型", "kind", 16),
    column("所属行业", "industry", 14),
    column("经营状态", "status"),
    column("注册日期", "registered", 13),
    column("职工\n人数", "employees"),
    column("党员情况>总数", "members"),
    column("党员情况>正式", "full"),
    column("党员情况>预备", "probationary"),
    column("入党积极分子数", "applicants"),
    column("党组织情况>是否建立党组织", "organised", 12),
    column("党组织情况>组建方式>单独组建", "form own"),
    column("党组织情况>组建方式>联合组建", "form joint"),
    column("党组织情况>党组织名称", "organisation", 30),
    column("党组织情况>上级党组织名称", "superior", 18),
    column("党组织情况>党组织成立时间", "founded", 13),
    MISSPELT,
    column("党组织情况>书记", "secretary"),
    column("党建指导员>是否派驻", "sent"),
    column("党建指导员>姓名", "instructor"),
    column("党建指导员>派驻时间", "since", 13),
    column("党建指导员>联系电话", "phone", 14),
    column("群团组织>工会", "union"),
    column("群团组织>共青团", "youth"),
    column("群团组织>妇联", "women"),
    column("是否\n薄弱", "weak"),
    column("未建党组织原因", "reason", 14),
    column("备注", "remark"),
)

EXPORT_COLUMNS = (
    column("序号", "number"),
    column("镇街", "unit"),
    column("企业全称", "name"),
    column("社会信用代码", "code"),
    column("登记类型", "kind"),
    column("行业类型", "industry"),
    column("存续状态", "status"),
    column("成立日期", "registered"),
    column("从业人员数量(名)", "employees"),
    column("党员>党员总数", "members"),
    column("党员>正式党员", "full"),
    column("党员>预备党员", "probationary"),
    column("积极分子数", "applicants"),
    column("党组织>是否成立党组织", "organised"),
    column("党组织>组建形式", "form"),
    column("党组织>所属党组织", "organisation"),
    column("党组织>上级党组织", "superior"),
    column("党组织>成立时间", "founded"),
    column("党组织>书记姓名", "secretary"),
    column("党建联络员姓名", "instructor"),
    column("指导员派驻时间", "since"),
    column("指导员电话", "phone"),
    column("是否组建工会", "union"),
    column("是否组建团组织", "youth"),
    column("是否组建妇联", "women"),
    column("是否薄弱", "weak"),
    column("未建原因", "reason"),
)

TOWNSHIP_COLUMNS = (
    column("序号", "number"),
    column("乡镇(街道)", "unit", 12),
    column("所在村(社区)", "village", 12),
    column("单位名称", "name", 30),
    column("统一社会信用代码", "code", 24),
    column("单位性质类别", "kind", 16),
    column("行业", "industry", 14),
    column("生产状况", "status"),
    column("注册时间", "registered", 13),
    column("从业人数", "employees"),
    column("党员总数", "members"),
    column("正式党员数", "full"),
    column("预备党员数", "probationary"),
    column("积极分子", "applicants"),
    column("是否组建党组织", "organised"),
    column("党组织组建方式", "form", 12),
    column("党组织全称", "organisation", 30),
    column("隶属上级党组织", "superior", 18),
    column("成立党组织时间", "founded", 13),
    column("党组织书记姓名", "secretary"),
    column("党建指导员姓名", "instructor"),
    column("指导员派驻时间", "since", 13),
    column("指导员联系电话", "phone", 14),
    column("公会", "union"),
    column("团组织", "youth"),
    column("妇女组织", "women"),
    column("薄弱", "weak"),
    column("未建立原因", "reason", 14),
)


LATEST = date(2022, 12, 31)


@dataclass(frozen=True, slots=True)
class Style:
    """The habits of one office."""

    columns: tuple[Column, ...]
    merged_unit: bool = True
    """The township stands once for all its rows."""
    subtotals: bool = True
    """A line 小计 below each township."""
    total: str = "bottom"
    """Where the line 合计 stands: ``top``, ``bottom``, or nowhere."""
    misadded: str = ""
    """The field whose 合计 is ten too high."""
    page_length: int = 0
    """The header comes again after so many rows, as printed; 0 is never."""
    blank_rows: float = 0.03
    hidden_rows: float = 0.06
    attachment: bool = True
    """A line 附件1 above the title."""
    as_of: date = LATEST
    """What 截至日期 says."""

    def at(self, field: str) -> int:
        """Give the index of a field's column."""
        return [one.field for one in self.columns].index(field)


WHOLE = Style(FULL_COLUMNS, page_length=30, misadded="employees")
EXPORTED = Style(EXPORT_COLUMNS, hidden_rows=0)
OLD_COPY = Style(FULL_COLUMNS, subtotals=False)
OFFICES = (
    Style(TOWNSHIP_COLUMNS, merged_unit=False, subtotals=False, attachment=False, hidden_rows=0),
    Style(FULL_COLUMNS, subtotals=False, total="top"),
    Style(EXPORT_COLUMNS, subtotals=False, page_length=15),
)
