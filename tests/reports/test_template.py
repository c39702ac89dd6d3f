"""The template: made from the models, and filled in it is read without a finding."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

import djcov
from djcov.intake.columns import validation
from djcov.models import ANSWERS, Kind, personal
from djcov.policy import Policy
from djcov.reports.template import TITLE, template
from djcov.reports.template_samples import SAMPLES
from djcov.roster import OWN_SHEET

POLICY = Policy.load()
ROWS: dict[Kind, dict[str, Any]] = {
    Kind.ENTERPRISES: {
        "企业名称": "甲有限公司",
        "统一社会信用代码": "",
        "乡（办）": "古城乡",
        "村（社区）": "前村",
        "园区（楼宇）": "一号园",
        "企业类型": "有限责任公司",
        "行业": "制造业",
        "经营状态": "正常",
        "注册日期": date(2019, 5, 6),
        "职工人数": 60,
        "党员人数": 1,
        "正式党员数": 1,
        "预备党员数": 0,
        "入党积极分子数": 2,
        "是否建立党组织": "是",
        "组建方式": "单独组建",
        "党组织类别": "党支部",
        "党组织名称": "甲有限公司党支部",
        "上级党组织名称": "古城乡党委",
        "党组织成立时间": date(2019, 8, 1),
        "上次换届时间": date(2021, 8, 1),
        "党组织书记": "张三",
        "党建指导员": "李四",
        "是否派驻党建指导员": "是",
        "指导员派驻时间": date(2019, 9, 1),
        "指导员电话": "13812345678",
        "指导员工作单位": "古城乡政府",
        "工会": "是",
        "共青团": "否",
        "妇联": "否",
        "已建群团组织": "工会",
        "是否薄弱": "否",
        "备注": "无",
    },
    Kind.ORGANIZATIONS: {
        "党组织名称": "甲有限公司党支部",
        "乡（办）": "古城乡",
        "组建方式": "单独组建",
        "党组织类别": "党支部",
        "成立时间": date(2019, 8, 1),
        "覆盖企业": "甲有限公司",
        "党员人数": 3,
        "党组织书记": "张三",
        "书记来源": "企业内部选举",
        "书记是否参训": "是",
        "六有：场所": "是",
        "礼包：公章": "否",
        "双强六好级别": "区级",
        "联系领导": "无",
    },
    Kind.MEMBERS: {
        "姓名": "王五",
        "公民身份号码": "11010519491231002X",
        "工作单位": "甲有限公司",
        "性别": "男",
        "出生日期": date(1949, 12, 31),
        "人员类别": "正式党员",
        "入党日期": date(1980, 1, 2),
        "转正日期": date(1981, 1, 2),
        "手机号": "13812345678",
        "党籍状态": "正常",
        "是否流动党员": "否",
    },
    Kind.INSTRUCTORS: {
        "姓名": "李四",
        "工作单位": "古城乡政府",
        "是否参加培训": "是",
        "专职/兼职": "兼职",
        "联系电话": "13812345678",
        "派驻企业": "甲有限公司",
        "派驻时间": date(2019, 9, 1),
    },
    Kind.FAVORS: {"乡（办）": "古城乡", "发展党员名额：企业": 8, "发展党员名额：全部": 20, "备注": "无"},
    Kind.SOCIAL_ORGANIZATIONS: {
        "社会组织名称": "某某区养老服务中心",
        "统一社会信用代码": "",
        "乡（办）": "古城乡",
        "社会组织类别": "民办非企业单位",
        "登记状态": "正常",
        "成立登记日期": date(2018, 3, 4),
        "从业人员数": 12,
        "党员人数": 0,
        "是否建立党组织": "否",
        "业务主管单位": "区民政局",
        "登记管理机关": "区民政局",
        "法定代表人": "赵六",
    },
}


def opened(*kinds: Kind, policy: Policy = POLICY) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(template(kinds or tuple(Kind), policy)))


def headers(sheet: Worksheet) -> list[Any]:
    return [cell.value for cell in sheet[3]]


def fill(path: Path, *kinds: Kind) -> Path:
    book = opened()
    for kind in kinds:
        sheet = book[kind.title]
        for title, value in ROWS[kind].items():
            sheet.cell(5, headers(sheet).index(title) + 1).value = value
    book.save(path)
    return path


@pytest.mark.parametrize("kind", Kind)
def test_headers_are_the_titles_of_the_model_in_its_order(kind: Kind) -> None:
    elsewhere = (*ANSWERS, "address") if kind is Kind.ENTERPRISES else ()
    left_out = {"home_address", *elsewhere}
    titles = [info.title for name, info in kind.model.model_fields.items() if name not in left_out]
    assert headers(opened()[kind.title]) == ["序号", *titles]


def test_instructions_come_first_and_every_kind_follows() -> None:
    assert opened().sheetnames == [
        TITLE,
        "企业台账",
        "党组织台账",
        "党员花名册",
        "指导员花名册",
        "四倾斜表",
        "社会组织台账",
    ]
    assert opened(Kind.MEMBERS).sheetnames == [TITLE, "党员花名册"]


@pytest.mark.parametrize("kind", Kind)
def test_every_header_has_a_hint_and_every_column_a_prompt(kind: Kind) -> None:
    sheet = opened()[kind.title]
    prompts = {str(check.sqref): check.prompt for check in sheet.data_validations.dataValidation}
    for cell, (_, info) in zip(sheet[3][1:], kind.model.model_fields.items(), strict=False):
        if info.title != cell.value:
            break  # behind the column that a template leaves out
        assert info.description in cell.comment.text
        assert prompts[f"{cell.column_letter}5:{cell.column_letter}1048576"] == cell.comment.text


def test_what_is_never_read_is_not_asked_for() -> None:
    assert "家庭住址" not in headers(opened()["党员花名册"])


@pytest.mark.parametrize(
    ("kind", "title", "type", "formula", "stops"),
    [
        (Kind.ENTERPRISES, "工会", "list", '"是,否"', True),
        (Kind.MEMBERS, "人员类别", "list", '"正式党员,预备党员,党员,入党积极分子,发展对象,入党申请人,非党员"', True),
        (Kind.ORGANIZATIONS, "双强六好级别", "list", '"无,区级,市级,省级,国家级"', True),
        (Kind.ORGANIZATIONS, "组建方式", "list", '"单独组建,联合组建"', False),
        (Kind.MEMBERS, "党籍状态", "list", '"正常,转出,停止党籍,出党,死亡"', False),
        (Kind.ENTERPRISES, "职工人数", "whole", "0", True),
        (Kind.FAVORS, "工作经费：全部", "decimal", "0", True),
        (Kind.ENTERPRISES, "注册日期", "date", "2", True),
        (Kind.ENTERPRISES, "统一社会信用代码", "custom", "OR(LEN(C5)=18,LEN(C5)=15)", True),
        (Kind.ORGANIZATIONS, "统一社会信用代码", "custom", "OR(LEN(N5)=18,LEN(N5)=15)", True),
        (Kind.MEMBERS, "公民身份号码", "custom", "OR(LEN(C5)=18,LEN(C5)=15)", True),
        (Kind.ENTERPRISES, "企业名称", None, None, False),
    ],
)
def test_input_checks(kind: Kind, title: str, type: str | None, formula: str | None, stops: bool) -> None:
    check = check_of(opened()[kind.title], title)
    assert (check.type, check.formula1, bool(check.showErrorMessage)) == (type, formula, stops)


@pytest.mark.parametrize("kind", Kind)
def test_every_column_has_room_for_its_header_and_for_what_stands_in_it(kind: Kind) -> None:
    sheet = opened()[kind.title]
    widths = {cell.value: sheet.column_dimensions[cell.column_letter].width for cell in sheet[3][1:]}
    written = {title: value.isoformat() if isinstance(value, date) else value for title, value in ROWS[kind].items()}
    for title in widths:
        assert widths[title] * 2 > len(title) + sum(char > "⺀" for char in title), title
    for title, value in written.items():
        assert widths[title] > len(str(value)) + sum(char > "⺀" for char in str(value)), title


def test_a_column_of_people_is_not_as_wide_as_one_of_enterprises() -> None:
    members = opened()["党员花名册"].column_dimensions
    assert members["B"].width < members["C"].width < members["D"].width


def check_of(sheet: Worksheet, title: str) -> Any:
    letter = sheet.cell(3, headers(sheet).index(title) + 1).column_letter
    return next(each for each in sheet.data_validations.dataValidation if str(each.sqref).startswith(f"{letter}5:"))


def test_the_policy_gives_statuses_and_townships() -> None:
    sheet = opened()["企业台账"]
    assert check_of(sheet, "经营状态").formula1.startswith('"正常,停产,半停产,注销,吊销,')
    assert check_of(sheet, "乡（办）").type is None
    units = POLICY.units.model_copy(update={"order": ("古城乡", "城关办事处")})
    sheet = opened(policy=POLICY.model_copy(update={"units": units}))["企业台账"]
    assert check_of(sheet, "乡（办）").formula1 == '"古城乡,城关办事处"'


def test_a_list_that_the_format_has_no_room_for_is_left_out() -> None:
    units = POLICY.units.model_copy(update={"order": tuple(f"第{number}办事处" for number in range(60))})
    assert check_of(opened(policy=POLICY.model_copy(update={"units": units}))["企业台账"], "乡（办）").type is None


@pytest.mark.parametrize("kind", Kind)
def test_codes_and_phones_are_text_and_days_are_dates(kind: Kind) -> None:
    sheet = opened()[kind.title]
    formats = {cell.value: sheet.column_dimensions[cell.column_letter].number_format for cell in sheet[3][1:]}
    text = {title for title, form in formats.items() if form == "@"}
    assert text == set(formats) & {
        "统一社会信用代码",
        "公民身份号码",
        "指导员电话",
        "手机号",
        "联系电话",
    }
    days = {info.title for info in kind.model.model_fields.values() if info.annotation == date | None}
    assert {title for title, form in formats.items() if form == "yyyy-mm-dd"} == days


@pytest.mark.thorough
def test_filled_in_it_is_read_without_a_finding(tmp_path: Path) -> None:
    roster = djcov.read(fill(tmp_path / "台账.xlsx", *Kind))
    assert [str(found.message) for found in djcov.check(roster, as_of="2021-12-31").findings] == []
    assert [(table.kind, table.rows, table.accepted) for table in roster.tables] == [(kind, 1, 1) for kind in Kind]
    for kind in Kind:
        fields = {info.title: name for name, info in kind.model.model_fields.items()}
        (row,) = roster.frames[kind].to_pylist()
        for title, value in ROWS[kind].items():
            if title in ("公民身份号码", "指导员电话", "手机号", "联系电话"):
                continue  # a key stands for it
            assert as_written(row[fields[title]], str(kind.model.model_fields[fields[title]].annotation)) == value, (
                title
            )


def as_written(value: Any, annotation: str) -> Any:
    """Give a typed value as a person writes it."""
    if "bool" in annotation:
        return "是" if value else "否"
    if isinstance(value, datetime):
        return value.date()
    return "" if value is None else value


@pytest.mark.thorough
def test_a_roster_that_nobody_filled_says_nothing(tmp_path: Path) -> None:
    roster = djcov.read(fill(tmp_path / "台账.xlsx", Kind.ENTERPRISES))
    assert [table.kind for table in roster.tables] == [Kind.ENTERPRISES]
    found = djcov.check(roster, as_of="2021-12-31").findings
    empty = [(each.location.sheet, each.location.row) for each in found if each.code == "TABLE_EMPTY"]
    assert empty == [("党员花名册", 3), ("党组织台账", 3), ("四倾斜表", 3), ("指导员花名册", 3), ("社会组织台账", 3)]
    assert {each.code for each in found} == {"TABLE_EMPTY", "KIND_UNUSUAL"}  # one member is few for a 党支部
    assert djcov.coverage(roster, as_of="2021-12-31").share("org_coverage").numerator == 1


def test_a_template_that_nobody_filled_is_said_to_be_one(tmp_path: Path) -> None:
    path = fill(tmp_path / "台账.xlsx")
    with pytest.raises(djcov.DjcovError, match="模板还没有填写"):
        djcov.read(path)
    (tmp_path / "甲.csv").write_text("企业名称,党员人数\n甲有限公司,3\n", "utf-8")
    found = [(each.code, each.message) for each in djcov.read(tmp_path).findings]
    assert ("FILE_UNUSED", "未能使用此文件：模板还没有填写") in found


def test_elsewhere_a_roster_without_rows_says_that_there_is_nothing(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(fill(tmp_path / "台账.xlsx", Kind.ENTERPRISES))
    book.remove(book[TITLE])
    book.save(tmp_path / "台账.xlsx")
    assert len(djcov.read(tmp_path / "台账.xlsx").tables) == 6


@pytest.mark.parametrize("kind", Kind)
def test_a_title_whose_it_is_and_a_sample_stand_over_the_rows(kind: Kind) -> None:
    sheet = opened()[kind.title]
    assert sheet["A1"].value == kind.title
    assert [cell.value for cell in sheet[2] if cell.value] == ["填报单位：", "截至日期：        年    月    日"]
    assert sheet["A4"].value == "示例" and sheet["B4"].value
    assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToHeight == 0


def test_the_sample_is_left_out_and_told(tmp_path: Path) -> None:
    (table,) = djcov.read(fill(tmp_path / "台账.xlsx", Kind.ENTERPRISES)).tables
    assert [(each.row, each.reason) for each in table.skipped] == [(4, "示例")]
    assert table.rows == 1


@pytest.mark.parametrize("kind", Kind)
def test_a_sample_row_that_somebody_wrote_over_is_told(tmp_path: Path, kind: Kind) -> None:
    path = fill(tmp_path / "台账.xlsx", kind)
    book = openpyxl.load_workbook(path)
    sheet = book[kind.title]
    name = next(info.title for field, info in kind.model.model_fields.items() if field == "name")
    at = headers(sheet).index(name) + 1
    assert "某" in sheet.cell(4, at).value, "the sample names nobody"
    sheet.cell(4, at).value = "柳河乡" if kind is Kind.FAVORS else "宏达机械有限公司"
    book.save(path)
    roster = djcov.read(path)
    (told,) = [each for each in roster.findings if each.code == "ROW_SAMPLE"]
    assert (told.location.sheet, told.location.row) == (kind.title, 4)
    assert [(table.kind, table.rows) for table in roster.tables] == [(kind, 1)]


@pytest.mark.thorough
def test_a_template_of_which_only_the_sample_row_was_filled_says_so(tmp_path: Path) -> None:
    path = fill(tmp_path / "台账.xlsx")
    book = openpyxl.load_workbook(path)
    book["企业台账"]["B4"].value = "宏达机械有限公司"
    book.save(path)
    with pytest.raises(djcov.DjcovError, match="只在示例行填了数据（工作表“企业台账”第 4 行）") as refused:
        djcov.read(path)
    assert "示例行的下一行" in str(refused.value.hint)
    (tmp_path / "甲.csv").write_text("企业名称,党员人数\n甲有限公司,3\n", "utf-8")
    assert any("只在示例行填了数据" in each.message for each in djcov.read(tmp_path).findings)


@pytest.mark.parametrize("kind", Kind)
def test_the_sample_is_one_that_its_reader_understands(kind: Kind) -> None:
    fields = kind.model.model_fields
    samples = SAMPLES[kind]
    assert set(samples) <= set(fields)
    for field, text in samples.items():
        assert not validation.parse(kind, field, validation.untyped(kind, field, [text]))[1], (field, text)
        assert (personal(kind, field) is None) or text.endswith("某") or text == samples["name"], field
    people = [int(samples[each]) for each in ("members", "full_members", "probationary_members") if each in samples]
    assert len(people) < 3 or people[0] == people[1] + people[2]


def test_the_table_of_units_offers_the_units() -> None:
    units = POLICY.units.model_copy(update={"order": ("古城乡", "城关办事处")})
    sheet = opened(policy=POLICY.model_copy(update={"units": units}))["四倾斜表"]
    assert check_of(sheet, "乡（办）").formula1 == '"古城乡,城关办事处"'


def test_the_instructions_are_marked_as_ours() -> None:
    assert str(opened()[TITLE]["A1"].value).startswith(OWN_SHEET)


def test_the_same_bytes_every_time() -> None:
    first = template(tuple(Kind), POLICY)
    assert template(tuple(Kind), POLICY) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {part.date_time[0] for part in archive.infolist()} == {1980}
        assert b"2000-01-01T00:00:00Z</dcterms:modified>" in archive.read("docProps/core.xml")
