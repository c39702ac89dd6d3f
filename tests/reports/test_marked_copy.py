"""The workbook that comes back: every finding on its cell, everything else as it was."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

import djcov
from djcov import pipeline
from djcov.findings import CATALOGUE, Finding, Findings, Location, Severity
from djcov.measures.results import Check
from djcov.reports.copy_losses import losses
from djcov.reports.finding_sheet import COLOURS, TITLE
from djcov.reports.marked_copy import MARK, hand_back, listed
from djcov.roster import OWN_SHEET, PROBLEM_HEADER

LEDGER = Path(__file__).parents[2] / "data" / "samples" / "ledger.xlsx"
AS_OF = "2021-12-31"


def book_of(*rows: list[Any], change: Callable[[Worksheet], object] = lambda sheet: None) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "台账"
    for row in rows:
        sheet.append(row)
    change(sheet)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def at(cell: str, code: str = "COUNT_UNREADABLE", found: str = "若干", sheet: str = "台账") -> Finding:
    row = int("".join(filter(str.isdigit, cell)) or 0) or None
    address = cell if cell[:1].isalpha() else ""
    return CATALOGUE[code].at(
        Location("台账.xlsx", sheet, row, "职工人数", address), found, column="职工人数", summed="4"
    )


def check_of(*found: Finding) -> Check:
    findings = Findings()
    findings.extend(found)
    return Check((), findings)


def marked(original: bytes, *found: Finding) -> openpyxl.Workbook:
    back = hand_back(check_of(*found), original)
    assert back.apart == ""
    return openpyxl.load_workbook(io.BytesIO(back.content), rich_text=True)


def colour(cell: Any) -> str | None:
    return cell.fill.fgColor.rgb if cell.fill.fill_type else None


HEADER = ["企业名称", "职工人数"]


# ---- the marks


def test_a_finding_colours_its_cell_and_says_what_and_how_to_mend_it() -> None:
    sheet = marked(book_of(HEADER, ["甲公司", "若干"]), at("B2"))["台账"]
    assert colour(sheet["B2"]) == COLOURS[Severity.ERROR]
    assert sheet["B2"].comment.text == f"{MARK}\n错误·数目读不出：“若干”读不出数目，暂按“不清楚”统计。请只填一个整数。"
    assert colour(sheet["A2"]) is None
    assert sheet["A2"].comment is None


def test_several_findings_of_a_cell_share_a_note_and_the_worst_decides_the_colour() -> None:
    sheet = marked(book_of(HEADER, ["甲公司", 3]), at("B2", "COUNT_APPROXIMATE"), at("B2"), at("B2", "TOTAL_DIFFERS"))
    assert colour(sheet["台账"]["B2"]) == COLOURS[Severity.ERROR]
    lines = sheet["台账"]["B2"].comment.text.split("\n")
    assert [line[:2] for line in lines] == [MARK[:2], "提示", "错误", "警告"]


@pytest.mark.parametrize("severity", Severity)
def test_each_severity_has_its_colour(severity: Severity) -> None:
    code = {Severity.NOTE: "COUNT_APPROXIMATE", Severity.WARNING: "TOTAL_DIFFERS", Severity.ERROR: "CELL_ERROR"}
    sheet = marked(book_of(HEADER, ["甲公司", 3]), at("B2", code[severity]))["台账"]
    assert colour(sheet["B2"]) == COLOURS[severity]


def test_a_finding_about_a_row_stands_on_its_first_filled_cell() -> None:
    sheet = marked(book_of(HEADER, [None, 3]), at("2", "ROWS_HIDDEN", "1"))["台账"]
    assert sheet["B2"].comment.text.startswith(MARK)
    assert sheet["A2"].comment is None


def test_a_finding_inside_a_merged_range_stands_on_the_cell_that_shows() -> None:
    original = book_of(HEADER, ["甲公司", 3], ["乙公司"], change=lambda sheet: sheet.merge_cells("B2:B3"))
    sheet = marked(original, at("B3", "COUNT_MERGED"))["台账"]
    assert sheet["B2"].comment.text.startswith(MARK)
    assert [str(area) for area in sheet.merged_cells.ranges] == ["B2:B3"]


def test_a_note_that_was_there_stays_above_ours() -> None:
    def note(sheet: Worksheet) -> None:
        sheet["B2"].comment = Comment("请核实", "张三")
        sheet["A2"].comment = Comment("别动", "张三")

    sheet = marked(book_of(HEADER, ["甲公司", "若干"], change=note), at("B2"))["台账"]
    assert sheet["B2"].comment.text.startswith(f"请核实\n\n{MARK}\n错误")
    assert sheet["B2"].comment.author == "张三"
    assert sheet["A2"].comment.text == "别动"


def test_a_second_check_forgets_the_first() -> None:
    def note(sheet: Worksheet) -> None:
        sheet["B2"].comment = Comment("请核实", "张三")

    original = book_of(HEADER, ["甲公司", "若干"], ["乙公司", "若干"], change=note)
    first = hand_back(check_of(at("B2"), at("B3")), original).content
    book = marked(first, at("B3"))
    assert book.sheetnames == [TITLE, "台账"]
    assert book["台账"]["B2"].comment.text == "请核实"
    assert colour(book["台账"]["B2"]) is None
    assert book["台账"]["B3"].comment.text.count(MARK) == 1
    assert hand_back(check_of(at("B2"), at("B3")), first).content == first


# ---- in words


WIDE = [
    ["企业名称", "乡（办）", "职工人数", "党员人数", "公民身份号码"],
    ["甲公司", "古城乡", "若干", "好多", ""],
    ["乙公司", "柳河乡", 3, 1, ""],
    ["丙公司", "", "若干", 2, ""],
]


@pytest.fixture
def checked(tmp_path: Path) -> Callable[..., openpyxl.Workbook]:
    """Check a workbook of some rows, and give the copy that comes back, which stands in the workbook's place."""

    def back(*rows: list[Any], change: Callable[[Worksheet], object] = lambda sheet: None) -> openpyxl.Workbook:
        path = tmp_path / "台账.xlsx"
        path.write_bytes(book_of(*rows, change=change))
        return again(path)

    return back


def again(path: Path) -> openpyxl.Workbook:
    facts = djcov.link(djcov.read(path), as_of=AS_OF)
    path.write_bytes(hand_back(djcov.check(facts), path.read_bytes(), pipeline.row_units(facts)).content)
    return openpyxl.load_workbook(path)


def column_of(sheet: Worksheet) -> list[Any]:
    at = next(cell.column for cell in sheet[1] if cell.value == PROBLEM_HEADER)
    return [sheet.cell(row, at).value for row in range(2, sheet.max_row + 1)]


def test_each_row_says_in_words_what_is_wrong_in_it(checked: Any) -> None:
    sheet = checked(*WIDE)["台账"]
    assert sheet["F1"].value == PROBLEM_HEADER
    first, second, third = column_of(sheet)
    assert first.startswith(
        "错误·职工人数：“若干”读不出数目，暂按“不清楚”统计；错误·党员人数：“**”读不出数目，暂按“不清楚”统计"
    )
    assert second is None
    assert "错误·职工人数：" in third
    assert sheet["F2"].alignment.wrap_text
    assert sheet.column_dimensions["F"].width > 40
    assert sheet.row_dimensions[2].height >= 30


def test_each_unit_stands_in_front_with_its_numbers(checked: Any, tmp_path: Path) -> None:
    book = checked(*WIDE)
    assert book.sheetnames[:2] == ["各单位问题数", TITLE]
    sheet = book.worksheets[0]
    assert sheet["A1"].value.startswith(OWN_SHEET)
    rows = {row[0]: row[1:] for row in sheet.iter_rows(min_row=3, values_only=True)}
    findings = djcov.check(djcov.read(tmp_path / "台账.xlsx"), as_of=AS_OF).findings
    labels = ("错误", "警告", "提示")
    for unit, row in {"古城乡": 2, "柳河乡": 3, "未填乡（办）": 4}.items():
        own = [each.severity.label for each in findings if each.location.row == row]
        assert rows[unit] == (1, bool(own), *map(own.count, labels))
    assert rows["合计"][0] == 3
    assert rows["合计"][2:] == tuple(sum(each.severity.label == label for each in findings) for label in labels)
    assert [cell.value for cell in sheet[2]] == ["乡（办）", "数据行数", "有问题的行", *labels]


def test_the_column_is_nobodys_data_and_goes_with_its_findings(checked: Any, tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    checked(*WIDE)
    first = path.read_bytes()
    again(path)
    assert path.read_bytes() == first, "checked again it is the same"
    (table,) = djcov.read(path).tables
    assert [column.header for column in table.columns if column.header] == WIDE[0]
    book = openpyxl.load_workbook(path)
    sheet = book["台账"]
    sheet["C2"], sheet["D2"], sheet["C4"], sheet["B4"] = 3, 1, 4, "柳河乡"
    book.save(path)
    mended = again(path)["台账"]
    assert "若干" not in "".join(str(cell.value) for row in mended.iter_rows() for cell in row)
    assert mended.row_dimensions[2].height in (None, 15)


def test_what_somebody_typed_beside_a_row_stays(checked: Any, tmp_path: Path) -> None:
    book = checked(*WIDE)
    book["台账"]["F3"] = "已核实"
    book.save(tmp_path / "台账.xlsx")
    sheet = again(tmp_path / "台账.xlsx")["台账"]
    assert sheet["F3"].value == "已核实"
    assert (sheet["F1"].value, sheet["G1"].value) == (None, PROBLEM_HEADER)
    assert sheet["G2"].value.startswith("错误·职工人数")


def test_words_of_a_row_that_look_like_a_total_or_a_hint_leave_it_a_row(checked: Any, tmp_path: Path) -> None:
    book = checked(*WIDE)
    for row, text in ((2, "合计"), (3, "填写全称"), (4, "注：以上数据截至年底")):
        book["台账"].cell(row, 6).value = text
    book.save(tmp_path / "台账.xlsx")
    (table,) = djcov.read(tmp_path / "台账.xlsx").tables
    assert table.rows == 3


def test_the_column_keeps_clear_of_what_stands_beside_the_table(checked: Any) -> None:
    def beside(sheet: Worksheet) -> None:
        sheet["F3"] = "另注"
        sheet.merge_cells("G1:H1")

    sheet = checked(*WIDE, change=beside)["台账"]
    assert sheet["F3"].value == "另注"
    assert "I1" in {cell.coordinate for cell in sheet[1] if cell.value == PROBLEM_HEADER}


def test_no_number_of_a_person_is_told_in_words(checked: Any) -> None:
    numbers = ("410105199003078", "41010519900307888", "138123456789")
    rows = [["企业名称", "乡（办）", "职工人数", "指导员电话"], *(["甲公司", "古城乡", each, each] for each in numbers)]
    sheet = checked(*rows)["台账"]
    assert column_of(sheet)[0]
    assert not any(number in str(text) for text in column_of(sheet) for number in numbers)


# ---- the list


def test_the_list_comes_first_the_worst_first_with_links() -> None:
    original = book_of(HEADER, ["甲公司", 3], ["乙公司", 4])
    book = marked(
        original,
        at("B2", "COUNT_APPROXIMATE"),
        at("B3"),
        at("2", "ROWS_HIDDEN", "1"),
        at("", "SHEET_UNUSED", "说明", sheet="说明"),
    )
    sheet = book[TITLE]
    assert book.sheetnames == [TITLE, "台账"]
    assert sheet["A1"].value.startswith("本页由程序（djcov）自动生成：错误 1 处，提示 3 处。")
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert rows[0] == ["级别", "代码", "问题", "工作表", "单元格", "列", "说明", "建议"]
    assert [(row[0], row[1], row[3], row[4]) for row in rows[1:]] == [
        ("错误", "COUNT_UNREADABLE", "台账", "B3"),
        ("提示", "ROWS_HIDDEN", "台账", "第2行"),
        ("提示", "COUNT_APPROXIMATE", "台账", "B2"),
        ("提示", "SHEET_UNUSED", "说明", None),
    ]
    links = [sheet.cell(row, 5).hyperlink for row in range(3, 7)]
    assert [link and link.location for link in links] == ["'台账'!B3", "'台账'!A2", "'台账'!B2", None]
    assert (sheet.auto_filter.ref, sheet.freeze_panes) == ("A2:H6", "A3")
    assert (rows[1][6], rows[1][7]) == ("“若干”读不出数目，暂按“不清楚”统计", "请只填一个整数。")
    assert sheet["G3"].alignment.wrap_text


def test_only_the_list_is_selected_when_the_copy_opens() -> None:
    book = marked(book_of(HEADER, ["甲公司", 3]), at("B2"))
    assert book.active.title == TITLE
    assert [sheet.sheet_view.tabSelected for sheet in book.worksheets] == [True, False]


def test_a_sheet_of_the_users_may_have_the_lists_name() -> None:
    original = book_of(HEADER, ["甲公司", 3], change=lambda sheet: setattr(sheet, "title", TITLE))
    assert marked(original, at("B2", sheet=TITLE)).sheetnames == [f"{TITLE} (2)", TITLE]


def test_a_quote_in_a_sheets_name_does_not_break_the_link() -> None:
    original = book_of(HEADER, ["甲公司", 3], change=lambda sheet: setattr(sheet, "title", "老张's"))
    assert marked(original, at("B2", sheet="老张's"))[TITLE]["E3"].hyperlink.location == "'老张''s'!B2"


@pytest.mark.parametrize("begin", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("x")'])
def test_no_text_becomes_a_formula(begin: str) -> None:
    finding = Finding("COUNT_UNREADABLE", Severity.ERROR, Location("f", "台账", 2, begin, "B2"), begin, begin)
    sheet = marked(book_of(HEADER, ["甲公司", 3]), finding)[TITLE]
    assert [(sheet[cell].value, sheet[cell].data_type) for cell in ("F3", "G3", "H3")] == [(begin, "s")] * 3


def test_control_characters_do_not_reach_the_file() -> None:
    finding = Finding(
        "CELL_ERROR", Severity.ERROR, Location("f", "台账", 2, "列\x07", "B2"), "甲\x00\ud800乙", "改\n它"
    )
    sheet = marked(book_of(HEADER, ["甲公司", 3]), finding)
    assert [sheet[TITLE][cell].value for cell in ("F3", "G3", "H3")] == ["列", "甲 乙", "改 它"]
    assert "甲 乙。改 它" in sheet["台账"]["B2"].comment.text


def test_nothing_found_is_said() -> None:
    assert "没有发现问题。" in marked(book_of(HEADER, ["甲公司", 3]))[TITLE]["A1"].value


# ---- what was there stays


def test_values_formulas_formats_and_layout_stay() -> None:
    def furnish(sheet: Worksheet) -> None:
        sheet["C2"], sheet["D2"], sheet["E2"] = "=B2*2", "=1/0", '=A2&"<&>"'
        sheet["G2"] = date(2020, 5, 1)
        sheet["A2"].fill = PatternFill("solid", fgColor="FF00FF00")
        sheet.merge_cells("A3:B3")
        sheet.column_dimensions["A"].width = 33
        sheet.row_dimensions[4].hidden = True
        sheet.freeze_panes = "B2"

    original = book_of(HEADER, ["甲公司", 3], change=furnish)
    sheet = marked(original, at("B2"))["台账"]
    assert [sheet[cell].value for cell in ("A2", "B2", "C2", "D2", "E2")] == [
        "甲公司", 3, "=B2*2", "=1/0", '=A2&"<&>"'
    ]  # fmt: skip
    assert sheet["G2"].value.date() == date(2020, 5, 1)
    assert colour(sheet["A2"]) == "FF00FF00"
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A3:B3"]
    assert sheet.column_dimensions["A"].width == 33
    assert sheet.row_dimensions[4].hidden
    assert sheet.freeze_panes == "B2"


def test_a_number_that_is_no_day_stays_under_a_date_format() -> None:
    def number(sheet: Worksheet) -> None:
        sheet["C2"] = 20200501
        sheet["C2"].number_format = "yyyy-mm-dd"

    content = hand_back(check_of(at("B2")), book_of(HEADER, ["甲公司", 3], change=number)).content
    assert re.search(r'<c r="C2"[^>]*><v>20200501</v>', part(content, 2))


def part(content: bytes, number: int) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(f"xl/worksheets/sheet{number}.xml").decode()


def test_formulas_keep_their_results(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("台账")
    sheet.write_row(0, 0, ["企业名称", "乡（办）", "职工人数", "是否建立党组织", "党员人数"])
    sheet.write_string(1, 0, "甲有限公司")
    sheet.write_formula(1, 1, '="<&>"', None, "古城乡<&>")
    sheet.write_formula(1, 2, "=SUM(F1:F9)", None, 12)
    sheet.write_formula(1, 3, "=1=1", None, True)
    sheet.write_formula(1, 4, "=1/0", None, "#DIV/0!")
    book.close()
    check = djcov.check(djcov.read(path), as_of=AS_OF)
    path.write_bytes(hand_back(check, path.read_bytes()).content)
    row = djcov.read(path).enterprises[0]
    assert (row.name, row.township, row.employees, row.organized) == ("甲有限公司", "古城乡<&>", 12, True)
    again = djcov.check(djcov.read(path), as_of=AS_OF).findings
    assert codes(again) == codes(check.findings)
    assert ("CELL_ERROR", "E2") in codes(again)


def codes(findings: Findings) -> list[tuple[str, str]]:
    return [(each.code, each.location.cell) for each in findings]


def test_a_cell_far_away_costs_nothing() -> None:
    original = book_of(HEADER, ["甲公司", 3], change=lambda sheet: sheet.cell(1_048_576, 16_384, "远"))
    assert marked(original, at("B2"))["台账"]["XFD1048576"].value == "远"


def test_the_same_bytes_every_time() -> None:
    original = book_of(HEADER, ["甲公司", 3])
    assert hand_back(check_of(at("B2")), original) == hand_back(check_of(at("B2")), original)


# ---- where a copy would lose something


def with_part(name: str, content: bytes = b"<x/>") -> bytes:
    file = io.BytesIO(book_of(HEADER, ["甲公司", 3]))
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "lost"),
    [
        ("xl/vbaProject.bin", "宏"),
        ("xl/drawings/drawing1.xml", "图形"),
        ("xl/charts/chart1.xml", "图表"),
        ("xl/media/image1.png", "图片"),
        ("xl/cellimages.xml", "图片"),
        ("xl/ctrlProps/ctrlProp1.xml", "控件"),
        ("xl/threadedComments/threadedComment1.xml", "会话式批注"),
        ("xl/pivotTables/pivotTable1.xml", "数据透视表"),
        ("xl/externalLinks/externalLink1.xml", "外部链接"),
        ("xl/something/new.xml", "部件 xl/something/new.xml"),
    ],
)
def test_parts_that_a_copy_would_lack_are_named(name: str, lost: str) -> None:
    assert losses(with_part(name)) == (lost,)


@pytest.mark.parametrize(
    ("part", "content", "lost"),
    [
        ("xl/worksheets/sheet9.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><x/>', "文档类型声明"),
        ("xl/workbook.xml", b'<x xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"/>', "严格 OOXML 格式"),
    ],
)
def test_what_a_part_says_that_a_copy_would_lack(part: str, content: bytes, lost: str) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(part, content)
    assert losses(file.getvalue()) == (lost,)


def test_a_workbook_that_is_too_large_cannot_be_looked_into(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("djcov.reports.copy_losses.LARGEST", 100)
    assert losses(with_part("xl/media/image1.png", b"1" * 101)) == ("（工作簿太大，无法核对）",)


def test_a_damaged_part_that_is_packed_by_lzma_cannot_be_looked_into() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("xl/workbook.xml", "a")
    packed = bytearray(stream.getvalue())
    begin = packed.index(b"xl/workbook.xml") + len("xl/workbook.xml") + 9  # behind the part's headers
    packed[begin : begin + 4] = b"\xff" * 4
    assert losses(bytes(packed)) == ("（文件结构不完整，无法核对）",)


@pytest.mark.parametrize(
    ("content", "lost"),
    [
        (b'<xml><x:ClientData ObjectType="Note"/></xml>', ()),
        (b'<xml><x:ClientData ObjectType="Button"/></xml>', ("控件",)),
        (b'<xml><v:imagedata o:relid="rId1"/></xml>', ("图片",)),
    ],
)
def test_drawings_of_notes_are_no_loss_but_others_are(content: bytes, lost: tuple[str, ...]) -> None:
    assert losses(with_part("xl/drawings/vmlDrawing1.vml", content)) == lost


@pytest.mark.parametrize(
    ("content", "lost"),
    [
        (b'<xdr:wsDr xmlns:xdr="a"></xdr:wsDr>', ()),
        (b'<wsDr xmlns="a"/>', ()),
        (b'<xdr:wsDr xmlns:xdr="a"><xdr:twoCellAnchor/></xdr:wsDr>', ("图形",)),
    ],
)
def test_a_drawing_in_which_nothing_is_is_no_loss(content: bytes, lost: tuple[str, ...]) -> None:
    assert losses(with_part("xl/drawings/drawing1.xml", content)) == lost


@pytest.mark.parametrize(
    ("content", "lost"),
    [
        (b"<worksheet><sheetData/><extLst/></worksheet>", ("扩展的条件格式、下拉列表或迷你图",)),
        (
            b'<worksheet><row r="1"><c r="A1"><v>1</v></c><c r="B1" t="s"><v>1</v></c></row>'
            b'<mergeCell ref="A1:B1"/></worksheet>',
            ("合并单元格下面的内容",),
        ),
        (
            b'<worksheet><row r="1"><c r="A1"><v>1</v></c><c r="B1" s="3"/></row><mergeCell ref="A1:B1"/></worksheet>',
            (),
        ),
        (b'<worksheet><mergeCell ref="A1:XFD1048576"/></worksheet>', ("合并单元格下面的内容",)),
    ],
)
def test_what_a_sheet_would_lack_is_named(content: bytes, lost: tuple[str, ...]) -> None:
    assert losses(with_part("xl/worksheets/sheet9.xml", content)) == lost


def test_a_workbook_that_would_lose_something_is_not_copied() -> None:
    back = hand_back(check_of(at("B2")), with_part("xl/charts/chart1.xml"))
    assert (back.marked, back.apart) == (0, "副本会丢失原工作簿中的图表")
    book = openpyxl.load_workbook(io.BytesIO(back.content))
    assert book.sheetnames == [TITLE]
    assert [cell.value for cell in book[TITLE][2]][3:6] == ["文件", "工作表", "单元格"]
    assert [cell.value for cell in book[TITLE][3]][3:6] == ["台账.xlsx", "台账", "B2"]
    assert all(cell.hyperlink is None for row in book[TITLE] for cell in row)


def test_what_openpyxl_cannot_read_is_not_copied() -> None:
    broken = with_part("xl/worksheets/sheet9.xml")
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(broken)) as source, zipfile.ZipFile(file, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name) if name != "xl/styles.xml" else b"<styleSheet><cellXfs>")
    assert hand_back(check_of(at("B2")), file.getvalue()).apart == "原工作簿不能原样复制（它的写法不标准）"
    assert hand_back(check_of(at("B2")), b"PK\x03\x04 cut off").marked == 0


def test_a_list_of_its_own_is_no_roster(tmp_path: Path) -> None:
    (tmp_path / "甲.csv").write_text("企业名称,党员人数\n甲有限公司,若干\n", "utf-8")
    check = djcov.check(djcov.read(tmp_path), as_of=AS_OF)
    (tmp_path / "问题.xlsx").write_bytes(listed(check, "台账不是工作簿").content)
    again = djcov.read(tmp_path)
    assert len(again.tables) == 1
    assert codes(djcov.check(again, as_of=AS_OF).findings) == codes(check.findings)


# ---- the sample, there and back


@cache
def sample() -> tuple[Check, bytes]:
    check = djcov.check(djcov.read(LEDGER), as_of=AS_OF)
    back = hand_back(check, LEDGER.read_bytes())
    assert back.apart == ""
    return check, back.content


@pytest.mark.thorough
def test_every_finding_of_the_ledger_is_in_its_place() -> None:
    check, content = sample()
    book = openpyxl.load_workbook(io.BytesIO(content))
    for finding in check.findings:
        if finding.location.cell:
            cell = shown(book[finding.location.sheet], finding.location.cell)
            assert finding.message in cell.comment.text
            assert colour(cell) in COLOURS.values()
    assert book[TITLE].max_row == len(check.findings) + 2


@pytest.mark.thorough
def test_every_other_cell_of_the_ledger_is_as_it_was() -> None:
    before, after = openpyxl.load_workbook(LEDGER), openpyxl.load_workbook(io.BytesIO(sample()[1]))
    for sheet in before.worksheets:
        copy = after[sheet.title]
        assert copy.sheet_state == sheet.sheet_state
        assert sorted(map(str, copy.merged_cells.ranges)) == sorted(map(str, sheet.merged_cells.ranges))
        wide = sheet.max_column
        assert [[cell.value for cell in row[:wide]] for row in copy] == [[cell.value for cell in row] for row in sheet]
        beyond = {cell.column for row in copy for cell in row[wide:] if cell.value is not None}
        assert beyond in (set(), {wide + 1})
        assert {row for row, each in copy.row_dimensions.items() if each.hidden} == {
            row for row, each in sheet.row_dimensions.items() if each.hidden
        }


@pytest.mark.thorough
def test_the_marked_ledger_is_read_like_the_ledger(tmp_path: Path) -> None:
    check, content = sample()
    path = tmp_path / "标注.xlsx"
    path.write_bytes(content)
    again = djcov.check(djcov.read(path), as_of=AS_OF)
    assert [(table.sheet, table.rows, table.accepted) for table in again.tables] == [
        (table.sheet, table.rows, table.accepted) for table in check.tables
    ]
    assert codes(again.findings) == codes(check.findings)


@pytest.mark.thorough
def test_mended_in_the_marked_copy_the_ledger_has_no_fault_left(tmp_path: Path) -> None:
    path = tmp_path / "标注.xlsx"
    path.write_bytes(sample()[1])
    for _ in range(3):  # totals are mended last, by what their finding says
        found = [each for each in djcov.check(djcov.read(path), as_of=AS_OF).findings if each.severity > Severity.NOTE]
        book = openpyxl.load_workbook(path)
        for finding in found:
            mend(book[finding.location.sheet], finding)
        book.save(path)
    left = djcov.check(djcov.read(path), as_of=AS_OF).findings
    assert Counter(each.code for each in left if each.severity > Severity.NOTE) == {}
    assert len(left) > 0


def shown(sheet: Worksheet, cell: str) -> Any:
    """Give the cell that a person sees there: the upper left one of a merged range."""
    area = next((area for area in sheet.merged_cells.ranges if cell in area), None)
    return sheet.cell(area.min_row, area.min_col) if area else sheet[cell]


def mend(sheet: Worksheet, finding: Finding) -> None:
    cell = shown(sheet, finding.location.cell)
    if finding.code == "TOTAL_DIFFERS":
        cell.value = int(re.findall(r"\d+", finding.message)[-1])
    elif finding.code == "COLUMN_NEAR_MISS":
        cell.value = re.findall("“(.*?)”", finding.message)[-1]
    elif finding.code in ("REQUIRED_MISSING", "ENTERPRISE_REPEATED", "ENTERPRISE_CLAIMED_TWICE"):
        cell.value = f"改正{finding.location.row}号有限公司"
        sheet.cell(cell.row, cell.column + 1).value = None
    elif finding.code in ("ORGANIZED_BUT_NO", "INSTRUCTOR_BUT_NO"):
        cell.value = "是"
    else:
        cell.value = None


@pytest.mark.thorough
def test_libreoffice_opens_the_copy_with_every_mark(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None and os.environ.get("DJCOV_CI") != "1":
        pytest.skip("needs LibreOffice")
    assert office, "LibreOffice is not installed"
    check, content = sample()
    (tmp_path / "in.xlsx").write_bytes(content)
    profile = (tmp_path / "profile").as_uri()
    command = [office, "--headless", f"-env:UserInstallation={profile}", "--convert-to", "xlsx:Calc MS Excel 2007 XML"]
    subprocess.run(
        [*command, "--outdir", tmp_path / "out", tmp_path / "in.xlsx"], check=True, capture_output=True, timeout=120
    )
    book = openpyxl.load_workbook(tmp_path / "out" / "in.xlsx")
    assert book.sheetnames[0] == TITLE
    placed = {(each.location.sheet, each.location.cell): each for each in check.findings if each.location.cell}
    assert placed
    for (sheet, cell), finding in placed.items():
        assert finding.message in shown(book[sheet], cell).comment.text
        assert colour(shown(book[sheet], cell)) in COLOURS.values()
    links = [row[4].hyperlink for row in book[TITLE].iter_rows(min_row=3)]
    assert sum(link is not None for link in links) >= len(placed)
    again = djcov.check(djcov.read(tmp_path / "out" / "in.xlsx"), as_of=AS_OF).findings
    assert [each for each in codes(again) if each not in codes(check.findings)] == []
