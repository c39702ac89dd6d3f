from __future__ import annotations

import pytest

from djcov.intake.sheet.furniture import DOUBTFUL
from djcov.intake.sheet.header_rows import Overrides
from djcov.intake.sheet.header_words import words_of
from djcov.intake.sheet.layout import Region, find_tables
from djcov.models import Kind
from djcov.policy import Policy

from .drawn import sheet

WORDS = words_of(Policy.load())


def only(text: str, *merges: str, name: str = "台账") -> Region:
    (region,) = find_tables(sheet(text, *merges, name=name), WORDS)
    return region


def fields(region: Region) -> dict[str, str]:
    return {
        column.letters: column.field + (f"={column.option}" if column.option else "")
        for column in region.header.columns
        if column.field
    }


def reasons(region: Region) -> dict[int, str]:
    return {skipped.row: skipped.reason for skipped in region.skipped}


def test_a_plain_table() -> None:
    region = only(
        """
        企业名称 | 职工人数 | 是否建立党组织
        甲公司   | 50       | √
        乙公司   | 3        |
        """
    )
    assert region.header.kind is Kind.ENTERPRISES
    assert fields(region) == {"A": "name", "B": "employees", "C": "organized"}
    assert region.data == (1, 2)


def test_titles_and_the_reporting_line_stand_above_the_header() -> None:
    region = only(
        """
        附件1          |          |
        非公企业台账   |          |
        填报单位：某乡 |          | 截至日期：2021年12月31日
        企业名称       | 职工人数 | 工会
        甲公司         | 50       | √
        """,
        "A2:C2",
    )
    assert (region.header.top, region.header.bottom, region.data) == (3, 3, (4,))


def test_a_reporting_line_split_over_cells_is_no_header() -> None:
    region = only(
        """
        填报单位 | 古城乡   | 状态 | 正式稿
        企业名称 | 职工人数 | 工会 | 妇联
        甲公司   | 50       | √    | √
        """
    )
    assert region.header.bottom == 1


def test_merged_parents_and_children() -> None:
    region = only(
        """
        序号 | 企业名称 | 党员情况 |      |      | 党建指导员 |          | 备注
             |          | 总数     | 正式 | 预备 | 姓名       | 派驻时间 |
        1    | 甲公司   | 3        | 2    | 1    | 张三       | 2020.5   |
        """,
        "A1:A2",
        "B1:B2",
        "C1:E1",
        "F1:G1",
        "H1:H2",
    )
    assert (region.header.top, region.header.bottom) == (0, 1)
    assert fields(region) == {
        "B": "name",
        "C": "members",
        "D": "full_members",
        "E": "probationary_members",
        "F": "instructor",
        "G": "instructor_since",
        "H": "remark",
    }


def test_three_header_rows() -> None:
    region = only(
        """
        企业名称 | 党组织情况     |          |          | 职工人数
                 | 是否建立党组织 | 组建方式 |          |
                 |                | 单独组建 | 联合组建 |
        甲公司   | √              | √        |          | 12
        """,
        "A1:A3",
        "B1:D1",
        "B2:B3",
        "C2:D2",
        "E1:E3",
    )
    assert region.header.bottom == 2
    assert fields(region) == {
        "A": "name",
        "B": "organized",
        "C": "organization_form=单独组建",
        "D": "organization_form=联合组建",
        "E": "employees",
    }


def test_a_group_line_over_every_column_is_part_of_the_header() -> None:
    """The same child under two parents is told apart by them."""
    region = only(
        """
        企业基本情况 |          | 党组织情况 |          | 指导员情况 |
        名称         | 职工人数 | 名称       | 成立时间 | 姓名       | 电话
        甲公司       | 12       | 甲党支部   | 2020.5   | 张三       |
        """,
        "A1:B1",
        "C1:D1",
        "E1:F1",
    )
    assert region.header.top == 0
    assert fields(region) == {
        "A": "name",
        "B": "employees",
        "C": "organization_name",
        "D": "founded_on",
        "E": "instructor",
        "F": "instructor_phone",
    }


def test_a_csv_export_has_lost_its_merged_ranges() -> None:
    region = only(
        """
        附件1 |          |          |      |          |          |
        序号  | 企业名称 | 党员情况 |      | 组建方式 |          | 工会
              |          | 总数     | 正式 | 单独组建 | 联合组建 |
        1     | 甲公司   | 3        | 2    | √        |          | 是
        """
    )
    assert (region.header.top, region.header.bottom, region.data) == (1, 2, (3,))
    assert fields(region) == {
        "B": "name",
        "C": "members",
        "D": "full_members",
        "E": "organization_form=单独组建",
        "F": "organization_form=联合组建",
        "G": "union",
    }


def test_the_first_data_row_is_no_second_header_row() -> None:
    region = only(
        """
        企业名称 | 经营状态 | 村(社区) | 备注
        甲公司   | 正常     | 城南村   |
        """
    )
    assert (region.header.bottom, region.data) == (0, (1,))


@pytest.mark.parametrize(
    "total", ["合计", "小计", "总计", "合 计", "古城乡小计", "全区合计：", "本页小计", "共计12家", "计"]
)
def test_totals_are_set_aside(total: str) -> None:
    region = only(
        f"""
        乡(办)  | 企业名称 | 职工人数
        古城乡  | 甲公司   | 50
        {total} |          | 50
        """
    )
    assert (region.data, reasons(region)) == ((1,), {3: "合计"})


@pytest.mark.parametrize("number", ["3", "3家", "3户", "3个", "3名", "3人", "3 家", "共3家", "共3家企业", "3家企业"])
@pytest.mark.parametrize("total", ["合计", "古城乡小计", "计"])
def test_a_total_may_say_how_many_there_are_where_their_names_are(total: str, number: str) -> None:
    region = only(
        f"""
        序号    | 乡(办) | 企业名称 | 职工人数
        1       | 古城乡 | 甲公司   | 50
        {total} |        | {number} | 50
        2       | 古城乡 | {number} | 50
        """
    )
    if number == "3":  # which may be a name
        assert (region.data, reasons(region)) == ((1, 3), {3: "合计"})
    else:
        assert (region.data, reasons(region)) == ((1,), {3: "合计", 4: DOUBTFUL})


@pytest.mark.parametrize("row", ["| 东村 | 共2家 | 30", "| | Σ | 30", "| | 上月数 | 30", "| | 小计（东村） | 30"])
def test_a_line_of_sums_without_a_number_of_its_own(row: str) -> None:
    region = only(
        f"""
        序号 | 乡(办) | 企业名称 | 职工人数
        1    | 古城乡 | 甲公司   | 50
        {row}
        """
    )
    assert (region.data, reasons(region)) == ((1,), {3: "合计"})


@pytest.mark.parametrize("filler", ["/", "—", "无", "-"])
def test_a_row_that_says_nothing_is_blank(filler: str) -> None:
    region = only(
        f"""
        乡(办)   | 企业名称 | 职工人数
        古城乡   | 甲公司   | 50
        {filler} | {filler} | {filler}
        古城乡   | 乙公司   | 10
        """
    )
    assert (region.data, reasons(region)) == ((1, 3), {3: "空行"})


@pytest.mark.parametrize("mean", ["平均", "平均数", "平均值：", "古城乡平均"])
def test_a_mean_is_set_aside_and_is_no_total(mean: str) -> None:
    region = only(
        f"""
        乡(办) | 企业名称 | 职工人数
        古城乡 | 甲公司   | 50
        古城乡 | 乙公司   | 10
        {mean} |          | 30
        {mean} | 2家      | 30
        """
    )
    assert (region.data, reasons(region)) == ((1, 2), {4: "平均", 5: "平均"})


@pytest.mark.parametrize(
    "name",
    [
        *("会计师事务所", "合计科技有限公司", "统计服务社", "古城乡设计院", "合计商贸有限公司", "小计科技", "总计算机"),
        *("平均商贸有限公司", "计然科技", "共3家饭店"),
    ],
)
def test_an_enterprise_whose_name_looks_like_a_total_stays(name: str) -> None:
    region = only(
        f"""
        乡(办) | 企业名称 | 职工人数
        古城乡 | {name}   | 50
        """
    )
    assert region.data == (1,)


def test_a_total_in_the_serial_column() -> None:
    region = only(
        """
        序号 | 企业名称 | 职工人数
        1    | 甲公司   | 50
        合计 |          | 50
        """
    )
    assert reasons(region) == {3: "合计"}


def test_header_again_on_a_printed_page() -> None:
    region = only(
        """
        企业名称 | 党员情况 |      | 工会
                 | 总数     | 正式 |
        甲公司   | 3        | 2    | √
        企业名称 | 党员情况 |      | 工会
                 | 总数     | 正式 |
        乙公司   | 3        | 2    | √
        """,
        "A1:A2",
        "B1:C1",
        "D1:D2",
        "A4:A5",
        "B4:C4",
        "D4:D5",
    )
    assert (region.data, reasons(region)) == ((2, 5), {4: "表头", 5: "表头"})


def test_notes_at_the_bottom() -> None:
    region = only(
        """
        企业名称            | 职工人数 | 工会
        甲公司              | 50       | √
        注：1.本表一式两份  |          |
        2.请于每月5日前上报 |          |
        填表人：李四        | 联系电话：12345 |
        """,
        "A3:C3",
    )
    assert (region.data, reasons(region)) == ((1,), {3: "注", 4: "注", 5: "注"})


def test_blank_rows_and_printed_serial_numbers_are_no_enterprises() -> None:
    region = only(
        """
        序号 | 企业名称 | 职工人数
        1    | 甲公司   | 50
             |          |
        2    |          |
        3    | 乙公司   | 50
        """
    )
    assert (region.data, reasons(region)) == ((1, 4), {3: "空行", 4: "空行"})


def test_a_row_with_a_name_alone_is_an_enterprise_about_which_nothing_is_known() -> None:
    region = only(
        """
        序号 | 企业名称 | 职工人数
        1    | 甲公司   | 50
        2    | 乙公司   |
        """
    )
    assert region.data == (1, 2)


def test_a_row_without_a_name_stays_as_a_row() -> None:
    region = only(
        """
        乡(办) | 企业名称 | 职工人数
        古城乡 |          | 50
        """
    )
    assert region.data == (1,)


def test_section_rows_between_the_data() -> None:
    region = only(
        """
        序号           | 企业名称 | 职工人数 | 工会
        古城乡（2家）  |          |          |
        1              | 甲公司   | 50       | √
        2              | 乙公司   | 50       | √
        柳河乡（1家）  |          |          |
        1              | 丙公司   | 50       | √
        """,
        "A2:D2",
        "A5:D5",
    )
    assert region.data == (2, 3, 5)
    assert region.sections == ((1, "古城乡（2家）"), (4, "柳河乡（1家）"))


def test_two_tables_under_one_another() -> None:
    regions = find_tables(
        sheet(
            """
            企业名称   | 职工人数 | 工会
            甲公司     | 50       | √
                       |          |
            党员花名册 |          |
            姓名       | 性别     | 人员类别 | 工作单位
            张三       | 男       | 正式党员 | 甲公司
            """
        ),
        WORDS,
    )
    assert [(region.header.kind, region.data) for region in regions] == [(Kind.ENTERPRISES, (1,)), (Kind.MEMBERS, (5,))]
    assert reasons(regions[0]) == {4: "标题"}


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("企业名称 | 统一社会信用代码 | 职工人数 | 党员人数", Kind.ENTERPRISES),
        ("企业名称 | 党组织名称 | 组建方式 | 党组织书记", Kind.ENTERPRISES),
        ("企业名称 | 党建指导员姓名 | 派驻时间 | 指导员电话", Kind.ENTERPRISES),
        ("党组织名称 | 组建方式 | 成立时间 | 上级党组织名称 | 覆盖企业", Kind.ORGANIZATIONS),
        ("党组织名称 | 组建方式 | 党组织书记 | 企业名称", Kind.ORGANIZATIONS),
        ("姓名 | 公民身份证号 | 性别 | 民族 | 人员类别 | 所在党支部", Kind.MEMBERS),
        ("姓名 | 性别 | 学历 | 工作单位 | 入党时间", Kind.MEMBERS),
        ("姓名 | 工作单位 | 职务 | 派驻企业 | 派驻时间", Kind.INSTRUCTORS),
        ("姓名 | 单位 | 职务 | 联系电话 | 联系企业", Kind.INSTRUCTORS),
    ],
)
def test_what_a_table_is_follows_from_its_header(header: str, kind: Kind) -> None:
    cells = " | ".join("某某" for _ in header.split("|"))
    assert only(f"{header}\n{cells}", name="Sheet1").header.kind is kind


LEDGER = "乡镇 | {} | 职工人数 | 党员人数 | 是否建立党组织 | 组建方式 | 党组织名称 | 党组织书记 | 党建指导员"
MEMBERS = "{} | 公民身份号码 | 性别 | 民族 | 出生日期 | 企业名称 | 职工人数"
ORGANIZATIONS = "{} | 组建方式 | 党组织类别 | 书记来源 | 是否参训 | 党员示范岗 | 企业名称 | 职工人数"


@pytest.mark.parametrize(
    ("header", "kind", "lacks"),
    [
        (LEDGER.format("企业名秤"), Kind.ENTERPRISES, "没有“企业名称”列；“企业名秤”看起来像“企业名称”"),
        (LEDGER.format("企业名称称"), Kind.ENTERPRISES, "没有“企业名称”列；“企业名称称”看起来像“企业名称”"),
        (LEDGER.format("厂名"), Kind.ENTERPRISES, "没有“企业名称”列"),
        ("企业名秤 | 职工人数 | 党员数", Kind.ENTERPRISES, "没有“企业名称”列；“企业名秤”看起来像“企业名称”"),
        (MEMBERS.format("党员名字"), Kind.MEMBERS, "没有“姓名”列；“党员名字”看起来像“党员姓名”"),
        (
            ORGANIZATIONS.format("党组织名秤"),
            Kind.ORGANIZATIONS,
            "没有“党组织名称”列；“党组织名秤”看起来像“党组织名称”",
        ),
    ],
)
def test_a_roster_whose_names_have_no_header_is_none_of_another_kind(header: str, kind: Kind, lacks: str) -> None:
    region = only(f"{header}\n古城乡 | 甲公司", name="Sheet1")
    assert (region.header.kind, region.evidence.code) == (kind, "NAMES_MISSING")
    assert region.evidence.no_ledger == f"第 1 行的表头像是{kind.title}，但{lacks}"


def test_the_user_may_say_what_a_table_without_known_names_is() -> None:
    drawn = sheet(LEDGER.format("企业名秤") + "\n古城乡 | 甲公司")
    (region,) = find_tables(drawn, WORDS, Overrides(kind=Kind.ORGANIZATIONS))
    assert (region.header.kind, region.evidence.no_ledger) == (Kind.ORGANIZATIONS, "")
    assert find_tables(drawn, WORDS, Overrides(kind=Kind.ENTERPRISES)) == []


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        (
            "企业名称 | 负责人 | 性别 | 民族 | 出生年月 | 文化程度 | 职务 | 联系电话 | 职工人数 | 党员数",
            Kind.ENTERPRISES,
        ),
        ("党组织名称 | 书记姓名 | 性别 | 民族 | 出生年月 | 学历 | 入党时间 | 联系电话", Kind.ORGANIZATIONS),
        ("党支部名称 | 企业类型 | 所属行业 | 职工人数 | 党员人数", Kind.ORGANIZATIONS),
        ("党建指导员姓名 | 性别 | 民族 | 出生年月 | 学历 | 工作单位 | 职务 | 联系电话 | 专兼职", Kind.INSTRUCTORS),
        ("党组织名称 | 所在企业 | 职工人数 | 党员数 | 组建方式 | 书记 | 党建指导员 | 指导员电话", Kind.ORGANIZATIONS),
        ("党组织名称 | 覆盖企业名称 | 职工人数 | 企业类型 | 党员数 | 书记 | 党建指导员", Kind.ORGANIZATIONS),
        ("党组织名称 | 书记 | 党员数 | 正式党员 | 预备党员 | 入党积极分子 | 职工人数", Kind.ORGANIZATIONS),
        ("党组织名称 | 企业简称 | 书记 | 党员数", Kind.ORGANIZATIONS),
        ("党组织名称 | 企业名称 | 书记来源 | 是否参训 | 结对村 | 职工人数", Kind.ORGANIZATIONS),
        ("党建指导员 | 企业名称 | 工作单位 | 职务 | 专兼职 | 联系电话 | 职工人数", Kind.INSTRUCTORS),
        ("党建指导员 | 联系企业 | 工作单位 | 企业类型 | 职工人数 | 党员数", Kind.INSTRUCTORS),
        ("姓名 | 所在企业名称 | 公民身份号码 | 入党时间 | 企业类型 | 职工人数 | 党员数 | 经营状态", Kind.MEMBERS),
    ],
)
def test_rosters_of_other_kinds_may_say_much_about_the_enterprises(header: str, kind: Kind) -> None:
    region = only(f"{header}\n甲 | 乙 | 丙", name="Sheet1")
    assert (region.header.kind, region.evidence.no_ledger) == (kind, "")


def test_two_columns_that_claim_one_field() -> None:
    region = only(
        """
        企业名称 | 职工人数 | 从业人数
        甲公司   | 50       | 51
        """
    )
    assert fields(region) == {"A": "name", "B": "employees"}


@pytest.mark.parametrize("text", ["", "甲 | 乙\n1 | 2", "企业名称\n甲公司", "职工人数 | 工会\n50 | √"])
def test_no_table_without_a_name_and_a_second_field(text: str) -> None:
    assert find_tables(sheet(text), WORDS) == []


def test_three_header_rows_without_merged_ranges() -> None:
    region = only(
        """
        填报单位 | 基本情况 |          | 党建工作情况 |      |            |      |            |        |
                 | 单位名称 | 职工人数 | 党员         |      | 党组织情况 |      | 党建指导员 |        | 薄弱
                 |          |          | 总数         | 正式 | 是否建立   | 名称 | 是否派驻   | 时间   |
        古城乡   | 甲公司   | 50       | 3            | 2    | √          | 支部 | √          | 2020.5 | 否
        """
    )
    assert (region.header.top, region.header.bottom, region.data) == (0, 2, (3,))
    assert list(fields(region).values()) == [
        *("township", "name", "employees", "members", "full_members"),
        *("organized", "organization_name", "instructor_sent", "weak"),
    ]


def test_a_parent_in_the_middle_row_reaches_its_children_without_merged_ranges() -> None:
    region = only(
        """
        企业名称 | 党组织情况 |      |      | 群团组织 |    |
                 | 组建方式   |      | 名称 | 工会     |    | 妇联
                 | 单独       | 联合 |      | 有       | 无 |
        甲公司   | √          |      | 支部 | √        |    | √
        """
    )
    assert list(fields(region).values()) == [
        *("name", "organization_form=单独", "organization_form=联合", "organization_name"),
        *("union=有", "union=无", "womens_federation"),
    ]


@pytest.mark.parametrize(
    ("above", "merges"),
    [
        ("企业情况 | | | 党员情况 | | ", ("A1:C1", "D1:F1")),
        ("企业情况 | | | 党员情况 | | ", ()),
        (" | | | 党员情况 | | ", ("D1:F1",)),
        (" | | | 党员人数 | | ", ("A1:C1", "D1:F1")),
        (" | | | 党员队伍 | | ", ()),
    ],
)
@pytest.mark.parametrize(
    "children", ["总数 | 正式 | 预备", "总数 | 其中：正式 | 其中：预备", "合计 | 其中正式 | 预备党员"]
)
def test_a_line_above_belongs_to_the_header_if_the_words_below_need_it(
    above: str, merges: tuple[str, ...], children: str
) -> None:
    region = only(
        f"""
        {above}
        序号 | 企业名称 | 职工人数 | {children}
        1    | 甲公司   | 60       | 5 | 4 | 1
        """,
        *merges,
    )
    assert (region.header.top, region.header.bottom, region.data) == (0, 1, (2,))
    assert list(fields(region).values()) == ["name", "employees", "members", "full_members", "probationary_members"]


@pytest.mark.parametrize("staff", ["职工情况", "从业人员", "职工"])
@pytest.mark.parametrize("merges", [("A1:B1", "C1:D1"), ()])
def test_a_line_above_may_head_one_group_only(staff: str, merges: tuple[str, ...]) -> None:
    region = only(
        f"""
                 |          | {staff} |            |
        序号     | 企业名称 | 总数    | 其中：党员 | 工会
        1        | 甲公司   | 60      | 5          | √
        """,
        *merges,
    )
    assert region.header.top == 0
    assert list(fields(region).values()) == ["name", "employees", "members", "union"]


@pytest.mark.parametrize("parent", ["党组织组建情况", "组建情况", "党组织组建形式", "党建情况"])
@pytest.mark.parametrize(
    "children", ["单独组建 | 联合组建 | 未组建", "单独 | 联合 | 未建", "单独建立 | 联合建立 | 未建立"]
)
@pytest.mark.parametrize(
    ("lines", "merges"),
    [
        ("企业名称 | 职工人数 | {0} | | | 备注\n | | {1} |", ("A1:A2", "B1:B2", "C1:E1", "F1:F2")),
        ("企业名称 | 职工人数 | {0} | | | 备注\n | | {1} |", ()),
        (" | | {0} | | |\n企业名称 | 职工人数 | {1} | 备注", ("C1:E1",)),
        (" | | {0} | | |\n企业名称 | 职工人数 | {1} | 备注", ()),
    ],
)
def test_forms_of_organisations_are_columns_of_marks(
    parent: str, children: str, lines: str, merges: tuple[str, ...]
) -> None:
    region = only(lines.format(parent, children) + "\n甲公司 | 60 | √ | | |", *merges)
    options = [f"organization_form={word.strip()}" for word in children.split("|")]
    assert list(fields(region).values()) == ["name", "employees", *options, "remark"]


@pytest.mark.parametrize(
    "header", ["单独组建党组织 | 联合组建党组织 | 未建党组织", "单独组建（√） | 联合组建（√） | 未组建（√）"]
)
def test_forms_may_stand_in_one_line(header: str) -> None:
    region = only(f"企业名称 | 乡镇 | {header}\n甲公司 | 古城乡 | √ | |")
    assert [column.field for column in region.header.columns] == ["name", "township", *["organization_form"] * 3]
    assert all(column.option for column in region.header.columns[2:])


@pytest.mark.parametrize("form", ["单独组建", "联合", "未建党组织"])
def test_a_form_in_a_row_makes_it_no_header(form: str) -> None:
    assert not WORDS.has(form)


def test_a_line_above_may_explain_a_header_of_twice_as_many_cells() -> None:
    region = only(" | 党员情况\n企业名称 | 总数\n甲公司 | 5")
    assert (region.header.top, list(fields(region).values())) == (0, ["name", "members"])


@pytest.mark.parametrize("parent", ["工会组建情况", "群团组织组建情况", "妇女组织组建情况", "商会组建情况"])
@pytest.mark.parametrize("merges", [("C1:D1",), ()])
def test_forms_of_a_union_are_not_the_party_s(parent: str, merges: tuple[str, ...]) -> None:
    region = only(f" | | {parent} |\n企业名称 | 乡镇 | 单独组建 | 联合组建\n甲公司 | 古城乡 | √ |", *merges)
    assert list(fields(region).values()) == ["name", "township"]


@pytest.mark.parametrize("name", ["组建方式", "成立日期", "是否建立"])
def test_a_group_ends_with_its_merged_columns(name: str) -> None:
    region = only(
        f" | | 党员情况 | | | |\n企业名称 | 乡镇 | 总数 | 正式 | 预备 | {name}\n甲公司 | 古城乡 | 5 | 4 | 1 |", "C1:E1"
    )
    *known, last = fields(region).values()
    assert known == ["name", "township", "members", "full_members", "probationary_members"]
    assert last == next(iter(fields(only(f"{name} | 企业名称\n | 甲公司")).values()))


@pytest.mark.parametrize("title", ["非公企业党员情况", "党员情况", "古城乡党建工作情况", " | 企业党员情况 | | 2021年"])
def test_a_title_explains_nothing(title: str) -> None:
    region = only(
        f"""
        {title}
        企业名称 | 职工人数 | 正式党员 | 成立日期
        甲公司   | 60       | 5        | 2020-01-01
        """
    )
    assert (region.header.top, list(fields(region).values())) == (
        1,
        ["name", "employees", "full_members", "registered_on"],
    )


@pytest.mark.parametrize("merged", [("A1:A2", "B1:B2", "C1:D1", "A3:D3"), ()])
def test_a_section_row_under_a_child_row_is_no_header(merged: tuple[str, ...]) -> None:
    region = only(
        """
        企业名称 | 职工人数 | 工会 |
                 |          | 有   | 无
        柳河乡   |          |      |
        甲公司   | 50       | √    |
        """,
        *merged,
    )
    assert (region.header.bottom, region.data, region.sections) == (1, (3,), ((2, "柳河乡"),))


def test_a_header_repeated_as_it_is_spelled_is_no_data() -> None:
    region = only(
        """
        序 号 | 所属 乡镇 | 基 本情况 |         |
              |           | *企业名称 | 职工 数 | 工 会
        1     | 古城乡    | 甲公司    | 50      | √
        序 号 | 所属 乡镇 | 基 本情况 |         |
              |           | *企业名称 | 职工 数 | 工 会
        2     | 古城乡    | 乙公司    | 5       | √
        """,
        "A1:A2",
        "B1:B2",
        "C1:D1",
    )
    assert (region.data, reasons(region)) == ((2, 5), {4: "表头", 5: "表头"})


def test_a_reporting_line_with_a_header_word_in_it_is_no_header() -> None:
    region = only(
        """
        填报单位（盖章）： | 产业集聚区 | 截至日期：2021年12月31日
        企业名称           | 职工人数   | 工会
        甲公司             | 50         | √
        """
    )
    assert (region.header.top, region.data) == (1, (2,))


def test_a_township_alone_in_the_column_of_names_is_a_section() -> None:
    region = only(
        """
        企业名称       | 职工人数 | 工会
        古城乡（2家）  |          |
        甲公司         | 50       | √
        乙公司         |          |
        一、产业集聚区 |          |
        丙公司         | 5        |
        """
    )
    assert region.data == (2, 3, 5)
    assert [text for _, text in region.sections] == ["古城乡（2家）", "一、产业集聚区"]


@pytest.mark.parametrize(("row", "data"), [(1, (1, 2)), (2, ()), (4, ()), (0, ()), (-1, ())])
def test_the_header_ends_where_the_user_says(row: int, data: tuple[int, ...]) -> None:
    """Without that, the first row of data would be taken for a second line of the header."""
    text = """
    企业名称 | 乡（办） | 法定代表人 | 党组织书记 | 备注
    甲公司   | 古城乡   | 张三       | 李四       |
    乙公司   | 古城乡   | 王五       | 赵六       |
    """
    regions = find_tables(sheet(text, "E1:E2"), WORDS, Overrides(header_row=row))
    assert sum((region.data for region in regions), ()) == data


@pytest.mark.parametrize("flags", ["党旗 | 党章", "六有-党旗 | 礼包-党旗"])
def test_the_six_and_the_gift_in_one_line(flags: str) -> None:
    region = only(
        f"""
        党组织名称 | 场所 | 设施 | 标志 | 书报 | 制度 | {flags}
        甲支部     | √    | √    | √    | √    | √    | √ | ×
        """
    )
    six = ["has_place", "has_facilities", "has_sign", "has_books", "has_rules", "has_flag"]
    assert list(fields(region).values())[1:7] == six


@pytest.mark.parametrize("merges", [(), ("A1:A2", "B1:B2", "C1:E1")])
@pytest.mark.parametrize(
    ("person", "read"),
    [
        *((leader, {"C": "leader"}) for leader in ("包联领导", "分包领导", "联系领导")),
        *((other, {}) for other in ("企业联系人", "法定代表人", "第一书记", "安全联络员")),
    ],
)
def test_the_columns_of_another_person_are_not_used(person: str, read: dict[str, str], merges: tuple[str, ...]) -> None:
    region = only(
        f"""
        企业名称 | 是否建立党组织 | {person} |          |
                 |                | 姓名     | 单位     | 职务
        甲公司   | 是             | 张三     | 区税务局 | 局长
        """,
        *merges,
    )
    assert (region.header.kind, fields(region)) == (Kind.ENTERPRISES, {"A": "name", "B": "organized", **read})


def test_a_column_of_its_own_comes_before_one_that_its_parent_makes() -> None:
    region = only(
        """
        挂靠单位 |      | 企业名称 | 党员情况 |          | 党员人数
        名称     | 电话 |          | 总数     | 流动党员 |
        大昌集团 | 1    | 甲公司   | 2        | 1        | 3
        """,
        "A1:B1",
        "C1:C2",
        "D1:E1",
        "F1:F2",
    )
    assert fields(region) == {"C": "name", "F": "members"}


def test_a_title_over_all_columns_is_no_parent() -> None:
    region = only(
        """
        古城乡非公企业党建 |          | 古城乡非公企业党建
        名称               | 职工人数 | 工会
        甲公司             | 50       | √
        """,
        "A1:B1",
    )
    assert fields(region) == {"A": "name", "B": "employees", "C": "union"}


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("制表人： | 王五 | 审核人： | 赵六", "注"),
        ("单位负责人 | 王五 | 审核人 | 赵六", "注"),
        ("主管领导： | 张三 | 经办人： |", "注"),
        ("经办人：李四 | | 联系电话： |", "注"),
        ("经办人：李四 | 联系电话： | |", "注"),
        ("分管领导签字： | | |", "注"),
        (" | 党委书记（签字）： | | ", "注"),
        ("审核人 | 赵六 | | ", "注"),
        ("填报单位 | 古城乡 | | ", "注"),
        (" | 以下空白 | | ", "注"),
        (" | ——以下无正文—— | | ", "注"),
        ("第1页 | 共2页 | | ", "页码"),
        (" | 第1页 共2页 | | ", "页码"),
        ("1 | 2 | 3 | 4", "表头"),
        ("甲 | 乙 | 1 | 2", "表头"),
        ("（1） | （2） | （3） | （4）", "表头"),
        ("① | ② | ③ | ④", "表头"),
        ("A | B | C | D", "表头"),
        ("示例 | XX有限公司 | 60 | 5", "示例"),
        (" | 例：XX有限公司 | 60 | 5", "示例"),
        ("（填写示例） | XX有限公司 | 60 | 5", "示例"),
        ("例 | XX有限公司 | 60 | 5", "示例"),
        (" | 填写全称 | 填数字 | 填数字", "示例"),
        (" | 必填 | 选填 | 是/否", "示例"),
        ("1 | 填写全称 | 下拉选择 | ", "示例"),
        ("总数 | | 60 | 5", "合计"),
        ("汇总 | | 60 | 5", "合计"),
        ("全区 | | 60 | 5", "合计"),
        (" | 全区总数 | 60 | 5", "合计"),
        ("Total | | 60 | 5", "合计"),
        ("合计 | — | 60 | 5", "合计"),
        ("合计 | / | 60 | 5", "合计"),
        ("合计 | 无 | 60 | 5", "合计"),
        (" | 其中：50人以上企业 | 60 | 5", "其中"),
        ("一 | 古城乡 | 60 | 5", "分段"),
        (" | 古城乡 | 60 | ", "分段"),
        ("（二） | 古城乡（5家） | 60 | 5", "分段"),
        (" | 一、古城乡 | 60 | 5", "分段"),
        (" | 规上企业 | | ", "分段"),
        (" | 一、已建党组织企业 | | ", "分段"),
    ],
)
def test_what_stands_around_the_enterprises_is_none(row: str, reason: str) -> None:
    region = only(
        f"""
        序号 | 企业名称 | 职工人数 | 党员人数
        {row}
        1    | 甲公司   | 60       | 5
        """
    )
    assert (region.data, reasons(region)) == ((2,), {2: reason})


@pytest.mark.parametrize(
    "name",
    [
        *("总计科技有限公司", "例外服饰", "汇总科技", "如意饭店", "必选超市", "全区通物流", "其中商贸", "第1页书店"),
        *("制表人科技", "主任医师诊所", "分管家科技", "示例科技", "填写家文具", "规上企业服务中心", "负责人培训中心"),
        *("以下空白科技", "A级汽修", "360", "古城乡食品厂", "下拉面馆", "选矿厂", "联系电话商行", "单位服务社"),
    ],
)
@pytest.mark.parametrize("row", ["1 | {} | 60 | 5", " | {} | 60 | 5", "二 | {} | 60 | "])
def test_real_enterprises_may_be_called_anything(name: str, row: str) -> None:
    region = only(f"序号 | 企业名称 | 职工人数 | 党员人数\n{row.format(name)}")
    assert (region.data, region.skipped) == ((1,), ())


def test_a_numbered_row_is_an_enterprise_although_it_is_called_like_a_township() -> None:
    region = only("序号 | 企业名称 | 职工人数\n1 | 驻郑办事处 | 60")
    assert region.data == (1,)


@pytest.mark.parametrize("total", ["古城乡小计", "合计"])
def test_a_total_in_a_township_column_far_to_the_right(total: str) -> None:
    region = only(
        f"""
        序号 | 企业名称 | 统一社会信用代码 | 乡（办） | 职工人数
        1    | 甲公司   |                  | 古城乡   | 60
             |          |                  | {total}  | 60
        """
    )
    assert (region.data, reasons(region)) == ((1,), {3: "合计"})


@pytest.mark.parametrize("row", ["负责人 | 张三 | 书记 | 甲公司", "主任 | 李镇 | | 甲公司", "书记 | 王建中 | 负责人 |"])
def test_a_post_before_a_name_is_no_signature(row: str) -> None:
    region = only(f"职务 | 姓名 | 学历 | 工作单位\n{row}", name="党员花名册")
    assert (region.header.kind, region.data) == (Kind.MEMBERS, (1,))


@pytest.mark.parametrize("gap", ["", " | "])
def test_tables_side_by_side_are_read_one_by_one(gap: str) -> None:
    header, blank = "序号 | 企业名称 | 职工人数 | 党员数", " | | | "
    left, right = find_tables(
        sheet(
            f"""
            非公企业台账
            {header} {gap} | {header}
            1 | 甲公司 | 60 | 5 {gap} | 3 | 丙公司 | 7 | 1
            2 | 乙公司 | 6 | 3 {gap} | {blank}
            合计 | | 66 | 8 {gap} | | | 7 | 1
            """
        ),
        WORDS,
    )
    shift = 4 + bool(gap)
    assert [column.index for column in left.header.columns if column.field] == [1, 2, 3]
    assert [column.index for column in right.header.columns if column.field] == [1 + shift, 2 + shift, 3 + shift]
    assert (left.data, right.data) == ((2, 3), (2,))
    assert reasons(left) == {5: "合计"}
    assert reasons(right)[5] == "合计"
    assert left.beside and right.beside


def test_columns_left_of_tables_side_by_side_are_every_table_s() -> None:
    left, right = find_tables(
        sheet(
            """
            序号 | 乡镇   | 企业名称 | 职工人数 | 党员数 | 企业名称 | 职工人数 | 党员数
            1    | 古城乡 | 甲公司   | 60       | 5      | 丙公司   | 70       | 0
            2    | 柳河乡 | 乙公司   | 55       | 0      |          |          |
            """
        ),
        WORDS,
    )
    assert fields(left) == {"B": "township", "C": "name", "D": "employees", "E": "members"}
    assert fields(right) == {"B": "township", "F": "name", "G": "employees", "H": "members"}
    assert (left.data, right.data) == ((1, 2), (1,))


def test_a_section_is_that_of_all_tables_side_by_side() -> None:
    left, right = find_tables(
        sheet(
            """
            企业名称 | 职工人数 | 党员数 | | 企业名称 | 职工人数 | 党员数
            古城乡   |          |        | |          |          |
            甲公司   | 60       | 5      | | 丙公司   | 7        | 1
            """
        ),
        WORDS,
    )
    assert left.sections == right.sections == ((1, "古城乡"),)


@pytest.mark.parametrize(
    "header",
    [
        "企业名称 | 职工人数 | 党员数 | 企业名称",
        "企业名称 | 职工人数 | 职工人数 | 党员数 | 党员数",
        "企业名称 | 工会 | | 企业名称 | 妇联",
    ],
)
def test_a_column_that_comes_again_makes_no_second_table(header: str) -> None:
    region = only(f"{header}\n甲公司 | 1 | 2 | 3")
    assert not region.beside
