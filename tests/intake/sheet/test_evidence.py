"""What a table is: by what one row is, what it is called, and the columns that only one kind has."""

from __future__ import annotations

import pytest

from djcov.intake.sheet.evidence import entitled
from djcov.intake.sheet.header_words import words_of
from djcov.intake.sheet.layout import find_tables
from djcov.models import Kind
from djcov.policy import Policy

from .drawn import sheet

WORDS = words_of(Policy.load())
STAFF = "序号 | 姓名 | 性别 | 单位名称 | 联系电话 | {}\n1 | 张三 | 男 | 甲公司 | | "


@pytest.mark.parametrize(
    ("called", "column", "used"),
    [
        ("党员花名册", "备注", True),
        ("在册党员信息", "备注", True),
        ("职工党员花名册", "备注", True),
        ("花名册", "入党时间", True),
        ("花名册", "转正时间", True),
        ("花名册", "人员类别", True),
        ("花名册", "所在党支部", True),
        ("职工花名册", "人员类别", True),
        ("花名册", "备注", False),
        ("入党申请人", "入党时间", False),
        ("入党积极分子名册", "所在党支部", False),
        ("党员发展对象花名册", "备注", False),
        ("职工花名册", "备注", False),
        ("团员花名册", "备注", False),
        ("通讯录", "所在党支部", False),
        ("培训签到表", "备注", False),
        ("历史党员", "转正时间", False),
        ("党费收缴表", "所在党支部", False),
        ("值班表", "备注", False),
        ("工资表", "备注", False),
    ],
)
def test_a_list_of_people_is_a_roster_of_members_by_its_evidence(called: str, column: str, used: bool) -> None:
    (region,) = find_tables(sheet(STAFF.format(column), name=called), WORDS)
    assert (region.header.kind, region.evidence.no_ledger == "") == (Kind.MEMBERS, used)


@pytest.mark.parametrize(
    ("kind", "noun", "header"),
    [
        (Kind.MEMBERS, "党员", "姓名 | 入党时间 | 人员类别 | 所在党支部\n张三 | 2001-07-01 | 正式党员 | 甲支部"),
        (Kind.INSTRUCTORS, "指导员", "姓名 | 派驻企业 | 派驻时间 | 是否参加培训\n张三 | 甲公司 | 2021-07-01 | 是"),
        (
            Kind.ORGANIZATIONS,
            "党组织",
            "党组织名称 | 组建方式 | 成立时间 | 覆盖企业名称\n甲支部 | 单独 | 2021-07-01 | 甲公司",
        ),
    ],
)
@pytest.mark.parametrize(
    ("called", "used"),
    [
        *(
            (f"2021年{before}{{}}名单", False)
            for before in ("历史", "已撤销", "离任", "已调离", "推荐", "拟发展", "拟选派")
        ),
        *((f"{before}{{}}", False) for before in ("拟建", "计划组建", "待批复", "筹建中", "后备", "前任", "停止党籍")),
        *((f"{{}}{behind}", False) for behind in ("候选人名单", "推荐人选", "后备名单")),
        *((called, True) for called in ("{}花名册", "非公企业{}名册", "2021年新建{}台账", "在册{}", "全区{}情况")),
        ("填写样例", False),
        ("示例", False),
        ("{}花名册（作废）", False),
    ],
)
def test_a_list_of_those_who_are_none_any_more_or_yet_is_no_roster(
    kind: Kind, noun: str, header: str, called: str, used: bool
) -> None:
    for name, title in ((called, ""), ("Sheet1", called.format(noun) + "\n")):
        (region,) = find_tables(sheet(title + header, name=name.format(noun)), WORDS)
        assert (region.header.kind, region.evidence.no_ledger == "") == (kind, used), region.evidence.no_ledger


def test_the_nearest_name_decides() -> None:
    (region,) = find_tables(sheet(STAFF.format("备注"), name="Sheet1"), WORDS, file="党员花名册.xlsx")
    assert region.evidence.no_ledger == ""
    (region,) = find_tables(sheet(STAFF.format("备注"), name="申请人"), WORDS, file="党员花名册.xlsx")
    assert region.evidence.no_ledger == "“申请人”不是党员花名册，也没有政治面貌、是否党员、人员类别等栏"


@pytest.mark.parametrize(
    ("table", "kind"),
    [
        (
            """
            企业名称 | 党组织名称 | 组建方式 | 党组织书记 | 上级党组织名称 | 联系领导 | 场所 | 党旗
            甲公司   | 甲党支部   | 单独     | 张三       | 古城乡党委     | 李四     | 是   | 是
            乙公司   |            |          |            |                |          |      |
            丙公司   | 联合支部   | 联合     | 王五       | 古城乡党委     |          |      |
            丁公司   | 联合支部   | 联合     | 王五       | 古城乡党委     |          |      |
            """,
            Kind.ENTERPRISES,
        ),
        (
            """
            企业名称       | 党组织名称 | 组建方式 | 党组织书记 | 上级党组织名称
            甲公司、乙公司 | 第一支部   | 联合     | 张三       | 古城乡党委
                           | 第二支部   | 单独     | 王五       | 古城乡党委
                           | 第三支部   | 单独     | 赵六       | 古城乡党委
            """,
            Kind.ORGANIZATIONS,
        ),
    ],
)
def test_a_table_goes_by_what_one_row_is(table: str, kind: Kind) -> None:
    (region,) = find_tables(sheet(table, name="Sheet1"), WORDS)
    assert (region.header.kind, region.evidence.no_ledger) == (kind, "")


@pytest.mark.parametrize("merges", [("A2:A4", "B2:B4", "C2:C4"), ()])
def test_a_ledger_over_its_members_rows_is_two_tables(merges: tuple[str, ...]) -> None:
    ledger, members = find_tables(
        sheet(
            """
            企业名称 | 职工人数 | 是否建立党组织 | 党员姓名 | 人员类别
            甲公司   | 80       | 是             | 张三     | 正式党员
                     |          |                | 李四     | 正式党员
                     |          |                | 王五     | 预备党员
            乙公司   | 60       | 否             |          |
            """,
            *merges,
            name="Sheet1",
        ),
        WORDS,
    )
    assert (ledger.header.kind, ledger.data) == (Kind.ENTERPRISES, (1, 4))
    assert (members.header.kind, members.data) == (Kind.MEMBERS, (1, 2, 3))


def test_a_blank_row_between_its_lines_ends_no_header() -> None:
    (region,) = find_tables(
        sheet(
            """
            企业名称 | 职工人数 | 党员 |      | 指导员
            \u200b   |          |      |      |
                     |          | 总数 | 正式 | 姓名
            甲公司   | 80       | 6    | 5    | 张三
            """
        ),
        WORDS,
    )
    fields = [column.field for column in region.header.columns if column.field]
    assert (fields, region.data) == (["name", "employees", "members", "full_members", "instructor"], (3,))


def test_check_says_why_a_table_is_what_it_is() -> None:
    (region,) = find_tables(sheet("企业名称 | 职工人数\n甲公司 | 5", name="企业台账"), WORDS)
    assert region.evidence.why == "每行一家企业（“企业名称”列）；表名“企业台账”；有职工人数等栏"


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        (
            """
            企业名称 | 职工人数 | 是否建立党组织 | | 村   | 企业数 | 职工人数
            甲公司   | 80       | 是             | | 东村 | 1      | 80
            乙公司   | 60       | 否             | | 西村 | 1      | 60
                     |          |                | | 南村 | 0      | 0
            """,
            {"name": 0, "employees": 1, "organized": 2},
        ),
        (
            """
            村   | 家数 | 职工人数 | | 企业名称 | 职工人数 | 是否建立党组织
            东村 | 1    | 80       | | 甲公司   | 80       | 是
            西村 | 1    | 60       | | 乙公司   | 60       | 否
            南村 | 0    | 0        | |          |          |
            """,
            {"name": 4, "employees": 5, "organized": 6},
        ),
        (
            """
            镇街   | 企业数 | 已建数 | | 企业名称 | 职工人数 | 是否建立党组织
            古城乡 | 2      | 1      | | 甲公司   | 80       | 是
            柳河乡 | 1      | 0      | | 乙公司   | 60       | 否
            合计   | 3      | 1      | |          |          |
            """,
            {"name": 4, "employees": 5, "organized": 6},
        ),
    ],
)
def test_a_table_of_sums_beside_a_ledger_is_not_read(table: str, columns: dict[str, int]) -> None:
    (region,) = find_tables(sheet(table), WORDS)
    assert (region.evidence.no_ledger, region.data, region.beside) == ("", (1, 2), False)
    assert {column.field: column.index for column in region.header.columns if column.field} == columns


@pytest.mark.parametrize("around", ["{}花名册", "古城乡{}名单", "附件2：{}信息表", "{}"])
@pytest.mark.parametrize(
    ("kind", "called", "given"),
    [
        (Kind.MEMBERS, "预备党员", {"category": "预备党员"}),
        (Kind.MEMBERS, "正式党员", {"category": "正式党员"}),
        (Kind.MEMBERS, "正式党员和预备党员", {}),
        (Kind.MEMBERS, "党员（含预备党员）", {}),
        (Kind.MEMBERS, "非正式党员", {}),
        (Kind.MEMBERS, "党员", {}),
        (Kind.ENTERPRISES, "注销企业", {"status": "注销"}),
        (Kind.ENTERPRISES, "已吊销的企业", {"status": "吊销"}),
        (Kind.ENTERPRISES, "停业、歇业企业", {"status": "停业"}),
        (Kind.ENTERPRISES, "2022年注销企业", {"status": "2022年注销"}),
        (Kind.ENTERPRISES, "拟注销企业", {}),
        (Kind.ENTERPRISES, "疑似空壳企业", {}),
        (Kind.ENTERPRISES, "停产企业", {}),
    ],
)
def test_what_a_title_says_of_each_row(kind: Kind, called: str, around: str, given: dict[str, str]) -> None:
    name = around.format(called)
    assert entitled(kind, {"name"}, [name]) == given
    assert entitled(kind, {"name", *given, "category", "status"}, [name]) == {}
