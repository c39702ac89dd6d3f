"""An empty workbook for the four rosters, made from the models: headers, hints, drop-down lists, input checks.

What is filled in there is read back without a finding: what a check lets through, its field's reader understands.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from ..models import Kind, Personal, Reads
from ..policy import Policy
from ..roster import OWN_SHEET
from ..values import codes
from .finding_sheet import put
from .packing import Loaded, new_workbook, pack

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.worksheet import Worksheet

TITLE = "填写说明"

_INSTRUCTIONS = (
    "每张表一种名册，有什么填什么；不用的表空着或删去。不要改表头；列可以删，不用的列可以空着。",
    "一行一家企业（一个党组织、一名党员、一名指导员），从第 2 行起填，不用写合计。",
    "深色表头的列必填。点一下单元格会出现填写提示；有下拉箭头的可以选。",
    "空着是“不清楚”；确实没有的，是否栏填“否”，人数填 0，姓名、名称填“无”。",
    "日期写成 2021-06-30；代码、号码各列已设为文本，请直接输入，不要改格式。",
    "公民身份号码、电话只用于核对，不会出现在任何结果里；没有必要可以不填。",
    "填好后：djcov check 本文件 可查错，djcov coverage 本文件 看覆盖率。",
)
_YES_NO = ("是", "否")
_NEVER_READ = frozenset({"home_address"})
"""A template does not ask for what the program drops."""

_OPEN_LISTS = {"status": lambda policy: policy.scope.statuses_out, "township": lambda policy: policy.units.order}
_LAST_ROW = 1_048_576
_LONGEST_LIST, _LONGEST_PROMPT = 255, 255
"""Characters that the file format allows."""

_CODE_LENGTH = 18
"""GB 32100-2015 and GB 11643-1999."""

_REQUIRED, _OPTIONAL = "FF9DC3E6", "FFDDEBF7"
_NARROWEST, _WIDEST = 12, 44
_WIDE = frozenset({"name", "enterprise", "enterprises", "organization_name", "branch"})


def template(kinds: Sequence[Kind], policy: Policy) -> bytes:
    """Make the workbook with a sheet for each of ``kinds``."""
    workbook = new_workbook()
    _instruct(workbook)
    for kind in kinds:
        _sheet(workbook, kind, policy)
    return pack(Loaded(workbook))


def _instruct(workbook: Workbook) -> None:
    from openpyxl.styles import Alignment, Font

    sheet: Worksheet = workbook.create_sheet(TITLE)
    sheet.column_dimensions["A"].width = 100
    put(sheet, 1, 1, f"{OWN_SHEET}：{TITLE}").font = Font(bold=True, size=14)
    for row, text in enumerate(_INSTRUCTIONS, start=2):
        put(sheet, row, 1, f"{row - 1}. {text}").alignment = Alignment(wrap_text=True, vertical="top")
