"""Intake from end to end, on small files that the tests write."""

from __future__ import annotations

import errno
import hashlib
import io
import os
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

import djcov
from djcov.choices import EngineName
from djcov.errors import InputError
from djcov.facts import link
from djcov.facts.frames import records
from djcov.intake import reader
from djcov.intake.reader import read_roster
from djcov.intake.sheet.header_rows import Overrides
from djcov.models import Kind
from djcov.policy import Policy
from djcov.roster import Roster

LEDGER = "乡(办),企业名称,职工人数,是否建立党组织\n古城乡,甲公司,50,√\n"


def read(folder: Path, **files: str) -> Roster:
    for name, text in files.items():
        path = folder / f"{name}.csv"
        path.write_text(text, "utf-8")
    return read_roster([folder], Policy.load())


def found(roster: Roster) -> list[tuple[str, int | None, str]]:
    return [(finding.code, finding.location.row, finding.location.cell) for finding in roster.findings]


def test_columns_are_typed_and_rows_know_their_place(tmp_path: Path) -> None:
    roster = read(tmp_path, 台账=LEDGER)
    (enterprise,) = roster.enterprises
    assert (enterprise.name, enterprise.employees, enterprise.organized) == ("甲公司", 50, True)
    frame = roster.frames[Kind.ENTERPRISES]
    location = roster.locate(frame["_table"][0].as_py(), frame["_row"][0].as_py(), "employees")
    assert (Path(location.file).name, location.row, location.cell) == ("台账.csv", 2, "C2")
    assert not roster.findings.totals


def test_a_cell_that_cannot_be_read_is_unknown_and_found_at_its_cell(tmp_path: Path) -> None:
    roster = read(tmp_path, 台账=LEDGER + "古城乡,乙公司,若干,看情况\n")
    assert found(roster) == [("COUNT_UNREADABLE", 3, "C3"), ("YESNO_UNREADABLE", 3, "D3")]
    assert roster.enterprises[1].employees is None
    (table,) = roster.tables
    assert (table.rows, table.accepted) == (2, 1)


@pytest.mark.parametrize("batches", [False, True])
def test_a_character_that_is_none_is_lost_in_one_cell(
    batches: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "FLAT_FROM", 0 if batches else 1 << 40)
    roster = read(tmp_path, 台账=LEDGER + "古城乡,乙\0公司,6,√\n")
    assert found(roster) == [("CHARACTER_LOST", 3, "B3")]
    assert [each.name for each in roster.enterprises] == ["甲公司", "乙\ufffd公司"]


def test_an_empty_row_far_below_is_no_extent(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active
    for line in LEDGER.splitlines():
        book.active.append(line.split(","))
    book.active.row_dimensions[1_048_576].height = 20
    book.active.cell(1_048_575, 1).number_format = "0.00"
    book.save(tmp_path / "台账.xlsx")
    roster = read(tmp_path)
    assert (roster.tables[0].rows, list(roster.findings)) == (1, [])


def test_people_in_the_names_of_files_and_sheets_are_masked_and_told_apart(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for name in ("张四", "张三"):
        sheet = book.create_sheet(name)
        sheet.append(["企业名称", "职工人数"])
        sheet.append([f"{len(name)}公司", "若干"])
    for file in ("古城乡（李四）.xlsx", "古城乡（李三）.xlsx"):
        book.properties.title = file  # files of the same bytes are read once
        book.save(tmp_path / file)
    roster = read(tmp_path)
    files, sheets = ("古城乡（李*）（1）.xlsx", "古城乡（李*）（2）.xlsx"), ("张*（2）", "张*（1）")
    assert [(Path(each.file).name, each.sheet) for each in roster.tables] == [(f, s) for f in files for s in sheets]
    assert {Path(each.location.file).name for each in roster.findings} == set(files)
    assert [each.township for each in roster.enterprises] == ["古城乡"] * 4


@pytest.mark.parametrize("batches", [False, True])
def test_a_policy_may_add_marks_of_yes_and_no(batches: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "FLAT_FROM", 0 if batches else 1 << 40)
    text = "企业名称,工会,妇联,职工人数\n甲公司,1,２,2\n乙公司,设,3,3\n丙公司,1.0,2.0,4\n"
    (tmp_path / "台账.csv").write_text(text, "utf-8")
    policy = Policy.model_validate(Policy.load().model_dump() | {"yes_no": {"yes": ["设"], "no": ["2"]}})
    roster = read_roster([tmp_path], policy)
    assert [(each.union, each.womens_federation, each.employees) for each in roster.enterprises] == [
        (True, False, 2),
        (True, None, 3),
        (True, False, 4),
    ]
    assert found(roster) == [("YESNO_UNREADABLE", 3, "C3")]


def test_a_mark_of_no_in_a_workbook_is_a_number(tmp_path: Path) -> None:
    """Also in a column of which one option is chosen by its mark."""
    book = openpyxl.Workbook()
    for row in (
        ("企业名称", "工会", "组建方式", ""),
        ("", "", "单独组建", "联合组建"),
        ("甲公司", 2, 2, 1),
    ):
        book.worksheets[0].append(row)
    for area in ("A1:A2", "B1:B2", "C1:D1"):
        book.worksheets[0].merge_cells(area)
    book.save(tmp_path / "台账.xlsx")
    policy = Policy.model_validate(Policy.load().model_dump() | {"yes_no": {"no": ["2"]}})
    (enterprise,) = read_roster([tmp_path], policy).enterprises
    assert (enterprise.union, enterprise.organization_form) == (False, "联合组建")


def test_links_name_every_enterprise_of_a_cell(tmp_path: Path) -> None:
    text = "姓名,职务,派驻企业\n张三,干部,甲公司、乙 公司；丙（集团）公司\n李四,干部,无\n王五,干部,\n"
    links = read(tmp_path, 指导员=text, 台账=LEDGER).links[Kind.INSTRUCTORS]
    assert links["key"].to_pylist() == ["甲公司", "乙公司", "丙(集团)公司"]
    assert links["_row"].to_pylist() == [2, 2, 2]


def test_a_township_column_filled_once_per_block_is_filled_down(tmp_path: Path) -> None:
    text = "乡(办),企业名称,职工人数\n古城乡,甲公司,1\n,乙公司,2\n,丙公司,3\n柳河乡,丁公司,4\n,戊公司,5\n"
    roster = read(tmp_path, 台账=text)
    assert [enterprise.township for enterprise in roster.enterprises] == ["古城乡"] * 3 + ["柳河乡"] * 2
    assert [code for code, _, _ in found(roster)] == ["FILLED_DOWN"]


def test_the_enterprise_of_members_filled_once_per_block_is_filled_down(tmp_path: Path) -> None:
    text = "姓名,人员类别,工作单位\n张一,正式,甲公司\n张二,正式,\n张三,正式,\n李一,正式,乙公司\n李二,预备,\n"
    roster = read(tmp_path, 党员=text)
    assert [member.enterprise for member in roster.members] == ["甲公司"] * 3 + ["乙公司"] * 2
    assert [code for code, _, _ in found(roster)] == ["FILLED_DOWN"]


def test_a_blank_township_among_filled_ones_stays_unknown(tmp_path: Path) -> None:
    text = "乡(办),企业名称,职工人数\n古城乡,甲公司,1\n古城乡,乙公司,2\n,丙公司,3\n古城乡,丁公司,4\n"
    assert [enterprise.township for enterprise in read(tmp_path, 台账=text).enterprises] == [
        "古城乡",
        "古城乡",
        None,
        "古城乡",
    ]


def test_ditto_means_the_cell_above(tmp_path: Path) -> None:
    text = (
        "乡(办),企业名称,党建指导员,职工人数,是否建立党组织\n古城乡,甲公司,,50,√\n同上,乙公司,同上,〃,〃\n"
        "小计,,,100\n″,丙公司,张三,同 上,否\n石桥镇,丁公司,”,60,同左\n"
    )
    roster = read(tmp_path, 台账=text)
    assert [(each.township, each.instructor, each.employees, each.organized) for each in roster.enterprises] == [
        ("古城乡", None, 50, True),
        ("古城乡", None, 50, True),
        ("古城乡", "张三", 50, False),
        ("石桥镇", "张三", 60, None),
    ]
    assert found(roster) == [
        *(("DITTO_FILLED", None, cell) for cell in ("", "", "", "")),
        ("DITTO_UNCLEAR", 3, "C3"),
        ("DITTO_UNCLEAR", 6, "E6"),
    ]
    assert roster.tables[0].accepted == 2


def test_ditto_below_the_head_of_a_block(tmp_path: Path) -> None:
    text = "乡(办),企业名称,职工人数\n古城乡,甲公司,1\n,乙公司,2\n,丙公司,3\n同上,丁公司,4\n,戊公司,5\n"
    assert [enterprise.township for enterprise in read(tmp_path, 台账=text).enterprises] == ["古城乡"] * 5


@pytest.mark.parametrize(
    ("name", "head", "where"),
    [
        ("古城乡", "", "文件名"),
        ("台账", "填报单位：古城乡,,\n", "填报单位"),
        ("柳河乡", "填报单位,古城乡,\n", "填报单位"),
        ("2021年河东区古城乡非公企业台账", "", "文件名"),
        ("台账", "填报单位（盖章）：,古城乡,负责人：某\n", "填报单位"),
        ("古城乡企业台账", "", "文件名"),
        ("台账", "填报单位：古城乡企业服务中心,,\n", "填报单位"),
        ("台账", "填报单位：古城乡企业办,,\n", "填报单位"),
        ("台账", "填报单位：古城乡党建办公室,,\n", "填报单位"),
        ("台账", "填报单位：中共古城乡委员会,,\n", "填报单位"),
        ("台账", "填报单位：中国共产党河东区古城乡委员会,,\n", "填报单位"),
        ("古城乡乡镇企业台账", "", "文件名"),
    ],
)
def test_a_township_from_outside_the_table(tmp_path: Path, name: str, head: str, where: str) -> None:
    roster = read(tmp_path, **{name: head + "企业名称,职工人数,工会\n甲公司,1,√\n"})
    assert [enterprise.township for enterprise in roster.enterprises] == ["古城乡"]
    (finding,) = roster.findings
    assert finding.code == "TOWNSHIP_ELSEWHERE" and where in finding.message


@pytest.mark.parametrize("name", ["乡镇企业台账", "2021年河东区乡镇企业", "某县乡镇企业办公室"])
def test_enterprises_of_townships_name_none(tmp_path: Path, name: str) -> None:
    roster = read(tmp_path, **{name: "企业名称,职工人数,工会\n甲公司,1,√\n"})
    assert [enterprise.township for enterprise in roster.enterprises] == [None]


@pytest.mark.parametrize("name", ["产业集聚区非公企业台账", "2021年河东区产业集聚区非公企业"])
def test_a_unit_that_is_called_a_district_of_industry_is_none_above_it(tmp_path: Path, name: str) -> None:
    roster = read(tmp_path, **{name: "企业名称,职工人数,工会\n甲公司,1,√\n"})
    assert [enterprise.township for enterprise in roster.enterprises] == ["产业集聚区"]


def test_no_township_where_two_are_named(tmp_path: Path) -> None:
    roster = read(tmp_path, 古城乡和柳河乡="企业名称,职工人数,工会\n甲公司,1,√\n")
    assert [enterprise.township for enterprise in roster.enterprises] == [None]


def test_section_rows_give_the_township(tmp_path: Path) -> None:
    text = "序号,企业名称,职工人数\n古城乡（1家）,,\n1,甲公司,1\n柳河乡,,\n1,乙公司,2\n"
    assert [enterprise.township for enterprise in read(tmp_path, 台账=text).enterprises] == ["古城乡", "柳河乡"]


def test_section_rows_give_the_village_until_a_township_begins(tmp_path: Path) -> None:
    roster = read(
        tmp_path,
        台账=(
            "企业名称,乡（办）,职工人数,党员人数\n东村,,,\n甲公司,古城乡,1,0\n乙公司,古城乡,1,0\n西村,,,\n"
            "丙公司,古城乡,1,0\n石桥镇,,,\n丁公司,石桥镇,1,0\n"
        ),
    )
    assert [enterprise.village for enterprise in roster.enterprises] == ["东村", "东村", "西村", None]
    assert found(roster) == [("VILLAGE_ELSEWHERE", None, ""), ("SECTION_ROW", 7, "")]


def test_section_rows_that_give_no_township_are_said(tmp_path: Path) -> None:
    text = "序号,企业名称,职工人数\n制造业（1家）,,\n1,甲公司,1\n"
    assert found(read(tmp_path, 台账=text)) == [("SECTION_ROW", 2, "")]


def test_a_table_without_rows_beside_one_with_rows(tmp_path: Path) -> None:
    frame = read(tmp_path, 空="企业名称,职工人数\n", 台账=LEDGER).frames[Kind.ENTERPRISES]
    assert (frame["_row"].to_pylist(), str(frame["_row"].type)) == ([2], "int64")


def test_a_text_file_cannot_tell_january_from_an_october_that_lost_its_nought(tmp_path: Path) -> None:
    roster = read(tmp_path, 台账="企业名称,注册日期,备注\n甲公司,2020.1,2020.1\n乙公司,2020.10,\n丙公司,2020.01,\n")
    assert [str(enterprise.registered_on) for enterprise in roster.enterprises] == ["None", "2020-10-01", "2020-01-01"]
    assert found(roster)[0] == ("DATE_AMBIGUOUS", 2, "B2")
    assert roster.enterprises[0].remark == "2020.1"


def test_a_part_that_exceeds_its_whole_is_unknown(tmp_path: Path) -> None:
    roster = read(tmp_path, 台账="企业名称,党员数,工会\n甲公司,3(5预备),\n")
    assert (roster.enterprises[0].members, roster.enterprises[0].probationary_members) == (None, None)
    assert found(roster) == [("COUNT_PART_EXCEEDS", 2, "B2")]


def test_a_hidden_sheet_that_is_named_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["无关"])
    old = book.create_sheet("旧表")
    old.sheet_state = "hidden"
    for row in LEDGER.split():
        old.append(row.split(","))
    path = tmp_path / "台账.xlsx"
    book.save(path)
    roster = read_roster([path], Policy.load(), overrides=Overrides(sheets=("旧表",)))
    assert [enterprise.name for enterprise in roster.enterprises] == ["甲公司"]
    with pytest.raises(InputError):
        read_roster([path], Policy.load())


def test_a_table_without_a_column_of_names_is_an_error_beside_others(tmp_path: Path) -> None:
    header = "企业名秤,职工人数,党员数,党组织名称\n甲公司,60,5,支部\n"
    roster = read(tmp_path, 台账=LEDGER + ",\n,\n" + header)
    assert [table.kind for table in roster.tables] == [Kind.ENTERPRISES]
    assert ("NAMES_MISSING", 5, "") in found(roster)


def test_marks_under_options(tmp_path: Path) -> None:
    text = "企业名称,组建方式,,职工人数\n,单独,联合,\n甲公司,√,,1\n乙公司,,1,2\n丙公司,√,√,3\n丁公司,,×,4\n"
    roster = read(tmp_path, 台账=text)
    assert [enterprise.organization_form for enterprise in roster.enterprises] == ["单独", "联合", None, None]
    assert found(roster) == [("CHOICE_CONFLICT", 5, "B5")]


@pytest.mark.parametrize("batches", [False, True])
def test_marks_under_the_forms_say_whether_there_is_an_organisation(
    batches: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "FLAT_FROM", 0 if batches else 1 << 40)
    text = ",,党组织组建情况\n企业名称,职工人数,单独组建,联合组建,未组建\n"
    text += "甲公司,1,√,,\n乙公司,2,,√,\n丙公司,3,,,√\n丁公司,4,√,,√\n戊公司,5,,,\n"
    roster = read(tmp_path, 台账=text)
    assert found(roster) == [("CHOICE_CONFLICT", 6, "C6")]
    facts = link(roster, Policy.load(), date(2021, 12, 31))
    rows = records(facts.enterprises, "name", "organized", "organized_known", "own", "joint")
    assert {row["name"]: (row["organized"], row["organized_known"], row["own"], row["joint"]) for row in rows} == {
        "甲公司": (True, True, True, False),
        "乙公司": (True, True, False, True),
        "丙公司": (False, True, False, False),
        "丁公司": (False, False, False, False),
        "戊公司": (False, False, False, False),
    }


def test_a_note_in_a_count_gives_the_probationary_members(tmp_path: Path) -> None:
    roster = read(tmp_path, 台账="企业名称,党员数,工会\n甲公司,3(1预备),\n乙公司,3,\n")
    assert [(e.members, e.probationary_members) for e in roster.enterprises] == [(3, 1), (3, None)]


def test_headers_that_are_nearly_words_are_suggested_not_used(tmp_path: Path) -> None:
    roster = read(tmp_path, 台账="企业名称,职工人数,统一社会信用代玛,从业人数\n甲公司,1,x,2\n")
    assert {(code, cell) for code, _, cell in found(roster)} == {
        ("COLUMN_NEAR_MISS", "C1"),
        ("COLUMN_FILLS", "D1"),
        ("COLUMNS_DIFFER", "D2"),
    }


def test_of_two_columns_the_more_canonical_one_wins_and_the_other_fills_its_blanks(tmp_path: Path) -> None:
    head = "企业名称,从业人员数,职工人数,党组织是否建立,是否建立党组织"
    roster = read(
        tmp_path, 台账=f"{head}\n甲公司,60,,否,\n乙公司,60,20,,是\n丙公司,二十,20,无,否\n丁公司,,不详,是,有\n"
    )
    read_as = [(row.employees, row.organized) for row in roster.enterprises]
    assert read_as == [(60, False), (20, True), (20, False), (None, True)]
    assert [(code, cell) for code, _, cell in found(roster)] == [
        ("COLUMN_FILLS", "B1"),
        ("COLUMN_FILLS", "D1"),
        ("COLUMNS_DIFFER", "B3"),
        ("VALUE_FILLER", "C5"),
    ]


def test_a_table_of_sums_beside_the_ledger_is_told(tmp_path: Path) -> None:
    head, rows = "企业名称,职工人数,,乡镇,企业数", "甲公司,60,,古城乡,2\n乙公司,20,,合计,2\n"
    roster = read(tmp_path, 台账=f"{head}\n{rows}")
    assert [row.employees for row in roster.enterprises] == [60, 20]
    assert [(each.code, each.message) for each in roster.findings if each.code == "SUMS_BESIDE"] == [
        ("SUMS_BESIDE", "台账旁边的汇总表（乡镇、企业数）没有读取")
    ]


def test_a_column_that_says_another_kind_of_thing_fills_nothing(tmp_path: Path) -> None:
    roster = read(tmp_path, 台账="企业名称,乡（办）,主管党委\n甲公司,,区工商联党委\n乙公司,古城乡,区工商联党委\n")
    assert [code for code, _, _ in found(roster)].count("COLUMN_REPEATED") == 1
    assert "区工商联党委" not in [row.township for row in roster.enterprises]


def test_personal_numbers_never_leave_the_reader(tmp_path: Path) -> None:
    numbers = ["110101199001011237", "110101199001011238", "13800001234"]
    text = f"姓名,身份证号,手机号,工作单位\n张三,{numbers[0]},{numbers[2]},甲公司\n李四,{numbers[1]},1,甲公司\n"
    roster = read(tmp_path, 党员花名册=text)
    everything = (
        repr(roster.frames[Kind.MEMBERS].to_pydict()) + repr(list(roster.findings)) + repr(list(roster.members))
    )
    assert not [number for number in numbers if number in everything]
    assert [code for code, _, _ in found(roster)] == ["IDENTITY_CHECK_DIGIT"]


def test_a_bad_file_in_a_folder_is_a_finding_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04 broken")
    (tmp_path / "~$台账.xlsx").write_bytes(b"lock")
    roster = read(tmp_path, 台账=LEDGER, 杂项="甲,乙\n1,2\n")
    assert [
        (code, Path(f.location.file).name) for f, (code, _, _) in zip(roster.findings, found(roster), strict=True)
    ] == [
        ("FILE_UNREADABLE", "坏.xlsx"),
        ("FILE_UNUSED", "杂项.csv"),
    ]
    assert len(roster.enterprises) == 1


def test_a_bad_file_named_by_itself_ends_the_run(tmp_path: Path) -> None:
    path = tmp_path / "杂项.csv"
    path.write_text("甲,乙\n1,2\n", "utf-8")
    with pytest.raises(InputError, match="最像的是第 1 行（2 个单元格有字，都认不出）"):
        read_roster([path], Policy.load())


def test_paths_that_lead_nowhere_are_refused(tmp_path: Path) -> None:
    loop = tmp_path / "台账.xlsx"
    loop.symlink_to(loop)
    for path in (loop, tmp_path / "a\0b.xlsx"):
        with pytest.raises(InputError, match="没有这个文件"):
            read_roster([path], Policy.load())
    assert not read(tmp_path, 台账=LEDGER).findings.totals


def test_a_folder_that_may_not_be_entered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its files are findings, and one that is named ends the run. (An administrator may enter all folders.)"""
    stat, hidden = Path.stat, tmp_path / "乡里" / "台账.csv"
    hidden.parent.mkdir()
    hidden.write_text(LEDGER, "utf-8")

    def refused(path: Path, **settings: bool) -> os.stat_result:
        if path == hidden:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return stat(path, **settings)

    monkeypatch.setattr(Path, "stat", refused)
    (finding,) = read(tmp_path, 台账=LEDGER).findings
    assert (finding.code, Path(finding.location.file)) == ("FILE_UNREADABLE", hidden)
    with pytest.raises(InputError, match="打不开"):
        read_roster([hidden], Policy.load())


def test_what_was_recognised_of_a_header_is_said(tmp_path: Path) -> None:
    path = tmp_path / "名单.csv"
    path.write_text("名单,\n序号,公司名称,简称\n1,甲公司,甲\n", "utf-8")
    with pytest.raises(InputError, match="第 2 行（3 个单元格有字，只认出“公司名称”）"):
        read_roster([path], Policy.load())


def test_header_row_and_kind_can_be_said(tmp_path: Path) -> None:
    path = tmp_path / "名单.csv"
    path.write_text("名单,\n序号,公司名称,简称\n1,甲公司,甲\n", "utf-8")
    roster = read_roster([path], Policy.load(), overrides=Overrides(header_row=2, kind=Kind.ENTERPRISES))
    assert [enterprise.name for enterprise in roster.enterprises] == ["甲公司"]


def test_what_stands_once_for_several_rows_is_each_ones(tmp_path: Path) -> None:
    """But a count is the first row's, and what the header's cells reach over is nobody's."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in [
        ["企业名称", "乡（办）", "职工人数", "备注"],
        ["甲公司", "古城乡", 50, ""],
        ["乙公司", "", "", "新办"],
    ]:
        sheet.append(row)
    for merged in ("B2:B3", "C2:C3", "D1:D2"):
        sheet.merge_cells(merged)
    path = tmp_path / "台账.xlsx"
    book.save(path)
    roster = read_roster([path], Policy.load(), overrides=Overrides(header_row=1))
    assert [(each.township, each.employees) for each in roster.enterprises] == [("古城乡", 50), ("古城乡", None)]
    assert [each.remark for each in roster.enterprises] == [None, "新办"]
    assert found(roster) == [("COUNT_MERGED", 3, "C3")]


def test_a_header_row_below_the_content(tmp_path: Path) -> None:
    path = tmp_path / "台账.csv"
    path.write_text(LEDGER, "utf-8")
    with pytest.raises(InputError, match="没有第 9 行，内容只到第 2 行"):
        read_roster([path], Policy.load(), overrides=Overrides(header_row=9))


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """A folder of two workbooks, of whose sheets one is called 甲 and the other 乙, and a text file."""
    for name in ("甲", "乙"):
        book = openpyxl.Workbook()
        book.worksheets[0].title = name
        for line in LEDGER.splitlines():
            book.worksheets[0].append(line.split(","))
        book.save(tmp_path / f"{name}.xlsx")
    (tmp_path / "丁.csv").write_text(LEDGER, "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("files", "asked", "what", "hint"),
    [
        (["."], Overrides(("丙",)), "没有工作表“丙”", "甲.xlsx：没有工作表“丙”，只有“甲”"),
        (["."], Overrides(("丙",)), "没有工作表“丙”", "丁.csv：没有工作表“丙”，它不是工作簿"),
        (["."], Overrides(("甲", "丙")), "没有工作表“丙”", "请核对 --sheet"),
        (["甲.xlsx"], Overrides(("甲", "丙")), "没有工作表“丙”", "请核对 --sheet"),
        (["甲.xlsx", "乙.xlsx"], Overrides(("甲",)), "没有工作表“甲”，只有“乙”", "请核对 --sheet"),
        (["."], Overrides((), 9), "没有可用的台账", "甲.xlsx：没有第 9 行，内容只到第 2 行"),
        (["."], Overrides((), 9), "没有可用的台账", "请核对 --header-row"),
        (["."], Overrides((), 2), "没有可用的台账", "甲.xlsx：第 2 行不是台账的表头"),
        (["甲.xlsx"], Overrides((), 2), "第 2 行不是台账的表头；最像的是工作表“甲”第 1 行", "请核对 --header-row"),
        (["甲.xlsx"], Overrides((), 9), "没有第 9 行，内容只到第 2 行", "请核对 --header-row"),
    ],
)
def test_what_was_asked_for_is_not_there(two: Path, files: list[str], asked: Overrides, what: str, hint: str) -> None:
    with pytest.raises(InputError) as caught:
        read_roster([two / file for file in files], Policy.load(), overrides=asked)
    assert what in caught.value.what
    assert hint in caught.value.hint


def test_some_files_of_a_folder_lack_the_sheet(two: Path) -> None:
    roster = read_roster([two], Policy.load(), overrides=Overrides(("甲",)))
    assert [Path(table.file).name for table in roster.tables] == ["甲.xlsx"]
    assert {Path(each.location.file).name: each.found for each in roster.findings.of("FILE_UNUSED")} == {
        "丁.csv": "没有工作表“甲”，它不是工作簿，不分工作表",
        "乙.xlsx": "没有工作表“甲”，只有“乙”",
    }


def test_each_file_has_one_of_the_sheets(two: Path) -> None:
    roster = read_roster([two / "甲.xlsx", two / "乙.xlsx"], Policy.load(), overrides=Overrides(("甲", "乙")))
    assert len(roster.tables) == 2
    assert not roster.findings.of("FILE_UNUSED")


def test_a_total_that_is_not_the_sum(tmp_path: Path) -> None:
    rows = [
        "乡(办),企业名称,职工人数,党员数",
        "古城乡,甲公司,10,1",
        "古城乡,乙公司,20,2",
        "小计,,30,4",
        "柳河乡,丙公司,5,",
    ]
    text = "\n".join([*rows, "合计,,35,3"])
    roster = read(tmp_path, 台账=text)
    (finding,) = roster.findings
    assert (finding.code, finding.location.cell) == ("TOTAL_DIFFERS", "D4")
    assert "相加是 3" in finding.message


def test_a_folder_with_nothing_usable(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="没有可用的台账"):
        read_roster([tmp_path], Policy.load())


def test_a_file_given_twice_is_read_once(tmp_path: Path) -> None:
    read(tmp_path, 台账=LEDGER)
    assert len(read_roster([tmp_path, tmp_path / "台账.csv"], Policy.load()).enterprises) == 1


@pytest.mark.parametrize("batches", [False, True])
@pytest.mark.parametrize("engine", ["arrow", "duckdb"])
def test_files_of_the_same_bytes_are_read_once_and_told(
    batches: bool, engine: EngineName, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A list of members without numbers would count each of them twice."""
    monkeypatch.setattr(reader, "FLAT_FROM", 0 if batches else 1 << 40)
    people = "姓名,人员类别,所在企业\n张三,正式,甲公司\n李四,预备,甲公司\n"
    for name in ("党员", "党员 - 副本", "党员（张三）"):
        (tmp_path / f"{name}.csv").write_text(people, "utf-8")
    with djcov.read(tmp_path, engine=engine) as roster:
        assert (len(roster.members), len(roster.tables), len(roster.sources)) == (2, 1, 1)
        told = [(Path(each.location.file).name, each.message) for each in roster.findings.of("FILE_TWICE")]
    assert told == [
        (name, f"内容与 {tmp_path / '党员 - 副本.csv'} 完全相同，只读取了一份")
        for name in ("党员.csv", "党员（张*）.csv")
    ]


def test_open_files_and_frames_of_the_same_content_are_read_once() -> None:
    frame = pd.read_csv(io.StringIO(LEDGER))
    roster = djcov.read(frame, io.BytesIO(LEDGER.encode()), frame.copy(), io.BytesIO(LEDGER.encode()))
    assert [table.file for table in roster.tables] == ["DataFrame（1）", "内存中的文件（1）"]
    assert [each.location.file for each in roster.findings.of("FILE_TWICE")] == ["DataFrame（2）", "内存中的文件（2）"]


@pytest.mark.parametrize(
    ("first", "second", "columns"),
    [("古城乡", "柳河乡", "企业名称,职工人数"), ("2021-06", "2021-12", "乡（办）,企业名称")],
)
def test_files_of_which_the_names_make_others_are_all_read(
    first: str, second: str, columns: str, tmp_path: Path
) -> None:
    for name in (first, second, f"{second}（1）"):
        (tmp_path / f"{name}.csv").write_text(f"{columns}\n古城乡,5\n", "utf-8")
    for order in ((first, second, f"{second}（1）"), (second, f"{second}（1）", first)):
        roster = read_roster([tmp_path / f"{name}.csv" for name in order], Policy.load())
        codes = ("FILE_RENAMED", "FILE_TWICE")
        assert len(roster.tables) == 2
        assert sorted(each.code for each in roster.findings.of(*codes)) == [*codes]


def test_one_township_of_its_column_is_counted_once_whatever_the_files_are_called(tmp_path: Path) -> None:
    assert len(read(tmp_path, 古城乡=LEDGER, 柳河乡=LEDGER).enterprises) == 1


def test_progress_names_each_file(tmp_path: Path) -> None:
    (tmp_path / "台账.csv").write_text(LEDGER, "utf-8")
    seen: list[tuple[str, int, int]] = []
    read_roster([tmp_path], Policy.load(), lambda *step: seen.append(step))
    size = len(LEDGER.encode())
    assert seen == [(str(tmp_path / "台账.csv"), 0, size), ("", size, size)]


def test_each_file_that_gave_a_table_is_known_by_its_bytes(tmp_path: Path) -> None:
    roster = read(tmp_path, 台账=LEDGER, 说明="这里没有台账\n")
    (source,) = roster.sources
    assert (Path(source.file).name, source.size) == ("台账.csv", len(LEDGER.encode()))
    assert source.sha256 == hashlib.sha256(LEDGER.encode()).hexdigest()


def test_a_workbook_may_count_its_days_from_1904(tmp_path: Path) -> None:
    """A number without a date's format is a day since then; a day is a day, and a text is what it always is."""
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    for row in (
        ("企业名称", "注册日期", "党组织成立时间", "换届时间", "职工人数"),
        ("甲公司", date(2020, 5, 1), 42490, "42490", 42490),
        ("乙公司", date(2020, 5, 1), None, "42490", 42490),
    ):
        book.worksheets[0].append(row)
    book.worksheets[0].merge_cells("C2:C3")
    path = tmp_path / "台账.xlsx"
    book.save(path)
    roster = read_roster([path], Policy.load())
    for enterprise in roster.enterprises:
        days = (enterprise.registered_on, enterprise.founded_on, enterprise.re_elected_on)
        assert list(map(str, days)) == ["2020-05-01", "2020-05-01", "2016-04-30"]
        assert enterprise.employees == 42490
    assert ["“42490”" in finding.message for finding in roster.findings if finding.code == "DATE_SERIAL"] == [True] * 4


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("一,古城乡,120", "二,石桥镇,30"),
        (",古城乡小计,120", ",石桥镇小计,30"),
        ("古城乡小计,2家,120", "石桥镇小计,,30"),
    ],
)
@pytest.mark.parametrize("batches", [False, True])
def test_a_line_of_sums_above_its_rows_says_their_township(
    first: str, second: str, batches: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "FLAT_FROM", 0 if batches else 1 << 40)
    roster = read(tmp_path, 台账=f"序号,企业名称,职工人数\n{first}\n1,甲厂,60\n2,乙厂,60\n{second}\n3,丙厂,31\n")
    assert [(each.name, each.township) for each in roster.enterprises] == [
        ("甲厂", "古城乡"),
        ("乙厂", "古城乡"),
        ("丙厂", "石桥镇"),
    ]
    assert found(roster) == [
        ("TOWNSHIP_ELSEWHERE", 2, ""),
        ("TOWNSHIP_ELSEWHERE", 5, ""),
        ("TOTAL_DIFFERS", 5, "C5"),
    ]


@pytest.mark.parametrize("batches", [False, True])
def test_a_line_of_sums_below_its_rows_says_nothing_of_those_below(
    batches: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "FLAT_FROM", 0 if batches else 1 << 40)
    roster = read(tmp_path, 台账="序号,企业名称,职工人数\n1,甲厂,60\n,古城乡小计,60\n3,丙厂,30\n,石桥镇小计,30\n")
    assert [each.township for each in roster.enterprises] == [None, None]


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        (["序号,名称,说明", "1,企业名称,填写营业执照全称"], "第 1 行的表头只有名称和说明，是填表说明"),
        (["汇总,,", "单位名称,企业数,职工人数,党员人数", "古城乡,2,120,2"], "第 2 行的表头有“企业数”，是汇总表，"),
        (["序号,单位名称,企业总数（家）,党员人数", "1,古城乡,2,2"], "第 1 行的表头有“企业总数(家)”，是汇总表，"),
        (["甲,乙", "1,2"], "没有找到台账表头"),
    ],
)
@pytest.mark.parametrize("batches", [False, True])
def test_a_table_that_is_no_ledger_is_left_and_it_is_said_why(
    rows: list[str], why: str, batches: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "FLAT_FROM", 0 if batches else 1 << 40)
    (tmp_path / "另表.csv").write_text("\n".join(rows), "utf-8")
    with pytest.raises(InputError, match=why.replace("(", r"\(").replace(")", r"\)")):
        read_roster([tmp_path / "另表.csv"], Policy.load())
    book = openpyxl.Workbook()
    for sheet, lines in ((book.worksheets[0], LEDGER.splitlines()), (book.create_sheet("另表"), rows)):
        for line in lines:
            sheet.append(line.split(","))
    book.save(tmp_path / "台账.xlsx")
    roster = read_roster([tmp_path / "台账.xlsx"], Policy.load())
    assert [each.name for each in roster.enterprises] == ["甲公司"]
    (finding,) = roster.findings
    assert (finding.code, finding.location.sheet) == ("SHEET_UNUSED", "另表")
    assert why in finding.message


@pytest.mark.parametrize("header", ["企业名称,职工人数", "企业名称,备注", "名称,说明,工会", "序号,企业名称,说明"])
def test_a_short_ledger_is_a_ledger(header: str, tmp_path: Path) -> None:
    assert len(read(tmp_path, 台账=f"{header}\n" + "甲公司,甲公司,3\n").enterprises) == 1


@pytest.mark.parametrize("batches", [False, True])
@pytest.mark.parametrize(
    ("lines", "townships"),
    [
        (["填报单位：石桥镇,,"], ["古城乡", "石桥镇"]),
        (["", "石桥镇非公企业台账,,", "填报单位,石桥镇,"], ["古城乡", "石桥镇"]),
        (["石桥镇非公企业台账,,"], ["古城乡", "石桥镇"]),
        (["填报单位：古城乡,,"], ["古城乡", "古城乡"]),
        (["第2页,,"], ["古城乡", "古城乡"]),
        ([], ["古城乡", "古城乡"]),
    ],
)
def test_a_header_under_the_name_of_another_township_begins_another_table(
    lines: list[str], townships: list[str], batches: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "FLAT_FROM", 0 if batches else 1 << 40)
    header = "序号,企业名称,职工人数,党员人数"
    text = ["填报单位：古城乡,,", header, "1,甲厂,60,3", *lines, header, "1,乙厂,60,3"]
    (tmp_path / "台账.csv").write_text("\n".join(text), "utf-8")
    policy = Policy.model_validate(Policy.load().model_dump() | {"units": {"order": ["古城乡", "石桥镇"]}})
    roster = read_roster([tmp_path], policy)
    assert [(each.name, each.township) for each in roster.enterprises] == list(
        zip(["甲厂", "乙厂"], townships, strict=True)
    )
    assert len(roster.tables) == len(set(townships))


def test_a_row_of_nobody_is_told_and_its_word_not_masked(tmp_path: Path) -> None:
    roster = read(tmp_path, 指导员="姓名,联系电话,派驻企业\n待定,,甲公司\n未派,,乙公司\n拟派张三,,丙公司\n")
    assert [person.name for person in roster.instructors] == ["无"] * 3
    assert [each.found for each in roster.findings.of("NAMED_NONE")] == ["待定", "未派", "拟***"]
