"""An empty workbook for the rosters, made from the models: headers, hints, drop-down lists, input checks.

What is filled in there is read back without a finding: what a check lets through, its field's reader understands.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from ..choices import TOWNSHIP
from ..models import ANSWERS, Kind, Reads, personal, read_status
from ..policy import Policy
from ..roster import TEMPLATE_SHEETS
from ..values import codes, counts
from ..values.mass import read_mass
from ..values.text import read_known_name, read_text
from .finding_sheet import put
from .openpyxl_io import Loaded, new_workbook, pack
from .page_model import breadth
from .template_samples import SAMPLES

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.worksheet import Worksheet

TITLE = "填写说明"

_INSTRUCTIONS = (
    "每张表一种名册，有什么填什么；不用的表空着或删去。不要改表头；列可以删，不用的列可以空着。",
    "一行一家企业（一个党组织、一名党员、一名指导员、一个单位），不用写合计。"
    "第 4 行是示例，不作数据，请从示例行的下一行（第 5 行）填起，不要在示例行上改。",
    "请填写表头上方的填报单位和截至日期；乡（办）一栏仍要逐行填写。",
    "深色表头的列必填。点一下单元格会出现填写提示；有下拉箭头的可以选。",
    "空着是“不清楚”；确实没有的，是否栏填“否”，人数填 0，姓名、名称填“无”。",
    "日期写成 2021-06-30；代码、号码各列已设为文本，请直接输入，不要改格式。",
    "公民身份号码、电话只用于核对，不会出现在任何结果里；没有必要可以不填。",
    "填好后：djcov check 本文件 可查错，djcov coverage 本文件 看覆盖率。",
)
_YES_NO = ("是", "否")
_NEVER_READ = frozenset({"home_address"})
"""A template does not ask for what the program drops."""

_LINE, _HEIGHT = 100, 16
"""Of the instructions: half-width characters of a line, and its height in points."""

_HEAD, _SAMPLE = 3, 4
"""The rows of the headers, and of the sample that the reader leaves out."""
_SERIAL, _SERIAL_WIDTH = "序号", 6
_CAPTION = ("填报单位：", "截至日期：        年    月    日")
_CAPTION_SPAN = 3
"""Columns over which each part of the line between title and headers goes."""
_A3, _WIDEST_ON_A4 = 8, 160
"""Paper, and the characters of a table that is still read when A4 holds it in its width."""

_LAST_ROW = 1_048_576
_LONGEST_LIST, LONGEST_PROMPT, LONGEST_TITLE = 255, 255, 32
"""Characters that the file format allows."""

_ORIGIN = date(1899, 12, 30)
"""Day 0 of the serial numbers in which a check's formulas write dates."""

_CODE_LENGTH, _OLD_LENGTH = 18, 15
"""GB 32100-2015 and GB 11643-1999; and what both had before."""

_REQUIRED, _OPTIONAL = "FF9DC3E6", "FFDDEBF7"
_NARROWEST, _MARGIN = 9, 2
"""In characters, of which a Chinese one takes two."""

_WIDE = frozenset({"name", "enterprise", "enterprises", "organization_name", "branch"})
_WIDTHS: dict[object, int] = {
    **dict.fromkeys((codes.read_uscc, codes.read_social_code, codes.read_identity_number), 18),
    codes.read_phone: 13,
    read_mass: 12,
    read_known_name: 20,
    read_text: 20,
}
"""How long the cells of some readers usually are; of organisations' names, see :data:`_WIDE`."""

_LONG_NAME, _TEXT, _DAY, _PERSON = 28, 12, 10, 8


def template(kinds: Sequence[Kind], policy: Policy) -> bytes:
    """Make the workbook with a sheet for each of ``kinds``."""
    workbook = new_workbook()
    _instruct(workbook)
    for kind in kinds:
        _sheet(workbook, kind, policy)
    return pack(Loaded(workbook))


def _instruct(workbook: Workbook) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet: Worksheet = workbook.create_sheet(TITLE)
    sheet.column_dimensions["A"].width = _LINE
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    put(sheet, 1, 1, TEMPLATE_SHEETS[0]).font = Font(bold=True, size=14)
    for row, text in enumerate(_INSTRUCTIONS, start=2):
        put(sheet, row, 1, f"{row - 1}. {text}").alignment = Alignment(wrap_text=True, vertical="top")
        sheet.row_dimensions[row].height = _HEIGHT * -(-breadth(text) // (_LINE - 4))


def _sheet(workbook: Workbook, kind: Kind, policy: Policy) -> None:
    """Add the sheet of one roster: title, whose and of when it is, headers with hints, a sample, input checks."""
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.cell_range import MultiCellRange

    sheet: Worksheet = workbook.create_sheet(kind.title)
    line = Side("thin", "FF999999")
    border, centred = Border(line, line, line, line), Alignment("center", "center", wrap_text=True)
    grey = Font(italic=True, color="FF7F7F7F")
    fields = {name: info for name, info in kind.model.model_fields.items() if name not in _not_asked(kind)}
    serial = put(sheet, _HEAD, 1, _SERIAL)
    serial.font, serial.fill = Font(bold=True), PatternFill("solid", fgColor=_OPTIONAL)
    serial.alignment, serial.border = centred, border
    put(sheet, _SAMPLE, 1, "示例").font = grey
    sheet.column_dimensions["A"].width = wide = _SERIAL_WIDTH
    for column, (name, info) in enumerate(fields.items(), start=2):
        letter, said = get_column_letter(column), hint(info)
        cell = put(sheet, _HEAD, column, (info.title or name).replace(TOWNSHIP, policy.units.called))
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor=_REQUIRED if info.is_required() else _OPTIONAL)
        cell.alignment, cell.border = centred, border
        cell.comment = Comment(said, "djcov", height=60, width=220)
        sheet.column_dimensions[letter].width = _width(kind, name, info)
        wide += _width(kind, name, info)
        shown = put(sheet, _SAMPLE, column, SAMPLES[kind].get(name, ""))
        shown.font = grey
        if form := number_format(info):
            sheet.column_dimensions[letter].number_format = shown.number_format = form
        check = input_check(kind, name, info, policy, f"{letter}{_SAMPLE + 1}")
        check.promptTitle, check.prompt = (info.title or name)[:LONGEST_TITLE], said[:LONGEST_PROMPT]
        check.showInputMessage = True
        check.sqref = MultiCellRange(f"{letter}{_SAMPLE + 1}:{letter}{_LAST_ROW}")
        sheet.add_data_validation(check)
    _furnish(sheet, kind.title, len(fields) + 1, wide)


def _furnish(sheet: Worksheet, title: str, columns: int, wide: int) -> None:
    """Put the title and the line below it over so many columns, and set the page."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.worksheet.properties import PageSetupProperties

    head = put(sheet, 1, 1, title)
    head.font, head.alignment = Font(bold=True, size=16), Alignment("center", "center")
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=columns)
    for part, text in enumerate(_CAPTION):
        first = 1 + part * _CAPTION_SPAN
        put(sheet, 2, first, text)
        sheet.merge_cells(
            start_row=2, end_row=2, start_column=first, end_column=min(first + _CAPTION_SPAN - 1, columns)
        )
    sheet.row_dimensions[1].height, sheet.row_dimensions[_HEAD].height = 28, 30
    sheet.freeze_panes = f"C{_HEAD + 1}"
    sheet.print_title_rows = f"{_HEAD}:{_HEAD}"
    sheet.page_setup.orientation = "landscape"
    if wide > _WIDEST_ON_A4:
        sheet.page_setup.paperSize = _A3
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _not_asked(kind: Kind) -> frozenset[str]:
    """Give the fields without a column: what the register of organisations is asked, the ledger is not."""
    return _NEVER_READ | {*ANSWERS, "address"} if kind is Kind.ENTERPRISES else _NEVER_READ


def _width(kind: Kind, name: str, info: FieldInfo) -> int:
    """Give a column's width: room for its header in two lines, and for what usually stands in it."""
    return max(
        _NARROWEST,
        len(info.title or name) + _MARGIN,
        2 * max(map(len, ("", *map(str, info.examples or ()), *_choices(info)))) + _MARGIN,
        _MARGIN + _length(kind, name, info),
    )


def _length(kind: Kind, name: str, info: FieldInfo) -> int:
    """Give how long a column's cells usually are."""
    if (mark := personal(kind, name)) and mark.kind == "name":
        return _PERSON
    if name in _WIDE:
        return _LONG_NAME
    known = [_WIDTHS[mark.read] for mark in info.metadata if isinstance(mark, Reads) and mark.read in _WIDTHS]
    if known:
        return known[0]
    if info.annotation == date | None:
        return _DAY
    return _TEXT if info.annotation == str | None and not info.examples else 0


def hint(info: FieldInfo) -> str:
    """Say what to fill in."""
    return f"{'必填。' if info.is_required() else ''}{info.description}。"


def number_format(info: FieldInfo) -> str:
    """Give the format of a column's cells: codes and numbers of people must not become figures."""
    if _reads(info, codes.read_uscc, codes.read_social_code, codes.read_identity_number, codes.read_phone):
        return "@"
    return "yyyy-mm-dd" if info.annotation == date | None else ""


def input_check(kind: Kind, name: str, info: FieldInfo, policy: Policy, first: str) -> DataValidation:
    """Make the input check of a column that begins at ``first``. What only suggests lets other input through."""
    from openpyxl.worksheet.datavalidation import DataValidation

    if choices := _choices(info):
        return _strict(DataValidation("list", formula1=_listed(choices)), f"请填：{'、'.join(choices)}。")
    if _reads(info, counts.read_amount):
        check = DataValidation("decimal", operator="between", formula1="0", formula2=str(counts.LARGEST))
        return _strict(check, "请填金额，小数最多两位。")
    if info.annotation == float | None:
        check = DataValidation("decimal", operator="greaterThanOrEqual", formula1="0")
        return _strict(check, "应为数，单位是万元；另有单位的写在后面，如 1.2亿元。", "warning")
    if info.annotation == int | None:
        least, most = _bound(info, "ge"), _bound(info, "le")
        check = DataValidation("whole", operator="between", formula1=str(least), formula2=str(most))
        return _strict(check, f"请填 {least} 至 {most} 之间的整数。")
    if info.annotation == date | None:
        least, most = (str((_bound(info, side) - _ORIGIN).days) for side in ("ge", "le"))
        check = DataValidation("date", operator="between", formula1=least, formula2=most)
        return _strict(check, "请填日期，如 2021-06-30。")
    if _reads(info, codes.read_uscc, codes.read_social_code, codes.read_identity_number):
        check = DataValidation("custom", formula1=f"OR(LEN({first})={_CODE_LENGTH},LEN({first})={_OLD_LENGTH})")
        # a warning, as the reader takes 无 and 不详 as well
        return _strict(check, f"应为 {_CODE_LENGTH} 位，老号码 {_OLD_LENGTH} 位；确定要这样填吗？", "warning")
    if suggestions := _listed(_suggestions(kind, name, info, policy)):
        return DataValidation("list", formula1=suggestions, showErrorMessage=False)
    return DataValidation()


def _strict(check: DataValidation, error: str, style: Literal["stop", "warning"] = "stop") -> DataValidation:
    check.allow_blank, check.showErrorMessage = True, True
    check.errorStyle, check.errorTitle, check.error = style, "请核对", error
    return check


def _choices(info: FieldInfo) -> tuple[str, ...]:
    """Give all that a cell may hold, where these are a few words."""
    if info.annotation == bool | None:
        return _YES_NO
    return tuple(word for part in get_args(info.annotation) if get_origin(part) is Literal for word in get_args(part))


def _suggestions(kind: Kind, name: str, info: FieldInfo, policy: Policy) -> Iterable[str]:
    """Give what is usually written in a cell."""
    if name == ("name" if kind is Kind.FAVORS else "township"):
        return policy.units.order
    examples = [str(example) for example in info.examples or ()]
    return [*examples, *policy.scope.statuses_out] if _reads(info, read_status) else examples


def _listed(words: Iterable[str]) -> str:
    """Write words as a drop-down list; empty if there are none or the format has no room for them."""
    text = ",".join(dict.fromkeys(words))
    return f'"{text}"' if text and len(text) <= _LONGEST_LIST and '"' not in text else ""


def _reads(info: FieldInfo, *readers: object) -> bool:
    return any(mark.read in readers for mark in info.metadata if isinstance(mark, Reads))


def _bound(info: FieldInfo, side: Literal["ge", "le"]) -> Any:
    """Give the least or the greatest value that the model accepts."""
    return next(getattr(mark, side) for mark in info.metadata if hasattr(mark, side))
