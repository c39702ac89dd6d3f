from __future__ import annotations

from pathlib import Path

import pytest

import djcov
from djcov import pipeline
from djcov.errors import PolicyError, UsageError
from djcov.intake.sheet.header_notes import without_notes
from djcov.intake.sheet.header_words import field_of, normal, words_of
from djcov.intake.sheet.layout import find_tables
from djcov.models import Kind
from djcov.policy import Policy

from .drawn import sheet

WORDS = words_of(Policy.load())


def match(kind: Kind, *path: str) -> str | None:
    found = WORDS.kinds[kind].match([normal(word) for word in path])
    return found and found.field + (f"={found.option}" if found.option else "")


@pytest.mark.parametrize(
    ("path", "field"),
    [
        (["企业名称"], "name"),
        (["统一社会\n信用代码"], "uscc"),
        (["职 工　人数"], "employees"),
        (["职工人数（人）"], "employees"),
        (["1.企业名称"], "name"),
        (["（二）职工数"], "employees"),
        (["*企业名称"], "name"),
        (["公会"], "union"),
        (["其中：党员"], "members"),
        (["党员人数", "总数"], "members"),
        (["党员数", "其中：正式党员"], "full_members"),
        (["党员情况", "预备"], "probationary_members"),
        (["职工人数", "总数"], "employees"),
        (["职工人数", "女职工"], None),
        (["群团组织建立情况", "工会"], "union"),
        (["工会", "是否建立"], "union"),
        (["工会", "会员数"], None),
        (["是否建立党组织", "是"], "organized=是"),
        (["组建方式", "其他"], "organization_form=其他"),
        (["企业类型", "其他"], "type=其他"),
        (["法定代表人", "姓名"], None),
        (["党组织书记", "姓名"], "secretary"),
        (["指导员", "姓名"], "instructor"),
        (["党组织情况", "名称"], "organization_name"),
        (["企业情况", "名称"], "name"),
        (["企业名成"], None),
        (["届满日期"], "term_ends_on"),
        (["任期届满时间"], "term_ends_on"),
        (["上次换届时间"], "re_elected_on"),
        (["下次换届时间"], None),
        (["党组织状态"], "organization_status"),
        (["撤销时间"], "dissolved_on"),
        (["党组织", "状态"], "organization_status"),
        (["是否设立支委会"], "has_committee"),
        (["党员示范责任区"], "demo_posts"),
        (["党员示范红旗岗"], "demo_posts"),
        (["网上党建园地"], "online_site"),
        (["党建微博"], "online_site"),
        (["网上党校"], "online_site"),
        (["网上论坛"], "online_site"),
        (["结对共建"], "paired_building"),
        (["结对共建单位"], "paired_building"),
        (["结对共建村"], "partner_village"),
    ],
)
def test_ledger_headers(path: list[str], field: str | None) -> None:
    assert match(Kind.ENTERPRISES, *path) == field


@pytest.mark.parametrize(
    ("path", "field"),
    [
        (["场所"], "has_place"),
        (["六有", "党旗"], "has_flag"),
        (["礼包", "党旗"], "gift_flag"),
        (["书记来源"], "secretary_source"),
        (["书记", "来源"], "secretary_source"),
        (["联系领导", "姓名"], "leader"),
        (["双强六好级别"], "dual_strong"),
        (["结对村（社区）"], "partner_village"),
        (["来源"], None),
        (["是否参训"], None),
    ],
)
def test_a_ledger_may_answer_what_the_register_of_organisations_does(path: list[str], field: str | None) -> None:
    assert match(Kind.ENTERPRISES, *path) == field


@pytest.mark.parametrize("parent", ["企业联系人", "法定代表人", "驻企干部情况", "第一书记", "安全联络员", "副书记"])
@pytest.mark.parametrize("child", ["姓名", "单位", "职务", "名称", "状态", "党员", "统一社会信用代码"])
def test_what_stands_under_another_person_is_not_the_enterprise_s(parent: str, child: str) -> None:
    assert match(Kind.ENTERPRISES, parent, child) is None
    assert match(Kind.INSTRUCTORS, parent, child) is None
    assert match(Kind.ENTERPRISES, parent, "基本信息", child) is None


@pytest.mark.parametrize("parent", ["挂靠单位", "主管部门", "帮扶单位基本情况", "电商平台", "变更记录", "党建联系单位"])
def test_what_stands_under_another_unit_is_not_the_enterprise_s(parent: str) -> None:
    assert match(Kind.ENTERPRISES, parent, "名称") is None
    assert match(Kind.ENTERPRISES, parent, "单位") is None


@pytest.mark.parametrize(
    "parent",
    [
        *("企业基本情况", "基本信息", "一、企业情况", "非公有制企业概况", "工商登记信息", "单位信息", "生产经营情况"),
        *("非公企业花名册", "古城乡非公企业统计表（2021年）"),
    ],
)
def test_a_parent_may_merely_group(parent: str) -> None:
    assert match(Kind.ENTERPRISES, parent, "名称") == "name"
    assert match(Kind.ENTERPRISES, parent, "单位名称") == "name"
    assert match(Kind.ENTERPRISES, parent, "状态") == "status"
    assert match(Kind.ENTERPRISES, parent, "党员情况", "总数") == "members"


@pytest.mark.parametrize(
    ("kind", "path", "field"),
    [
        (Kind.ENTERPRISES, ["职工情况", "总数"], "employees"),
        (Kind.ENTERPRISES, ["企业职工情况", "人数"], "employees"),
        (Kind.ENTERPRISES, ["职工人数", "女职工", "人数"], None),
        (Kind.ENTERPRISES, ["党建情况", "名称"], "organization_name"),
        (Kind.ENTERPRISES, ["生产经营", "职工人数"], "employees"),
        (Kind.ENTERPRISES, ["工会", "组建方式"], None),
        (Kind.ENTERPRISES, ["党组织覆盖情况", "组建方式"], "organization_form"),
        (Kind.ENTERPRISES, ["组建情况", "是否建立"], "organized"),
        (Kind.ENTERPRISES, ["所属党委", "名称"], "township"),
        (Kind.ENTERPRISES, ["上级党组织", "名称"], "superior"),
        (Kind.ENTERPRISES, ["党建指导员", "派驻情况", "时间"], "instructor_since"),
        (Kind.ORGANIZATIONS, ["基本情况", "名称"], "name"),
        (Kind.ORGANIZATIONS, ["覆盖企业情况", "名称"], "enterprises"),
        (Kind.ORGANIZATIONS, ["依托企业", "名称"], "enterprises"),
        (Kind.ORGANIZATIONS, ["分包领导", "姓名"], "leader"),
        (Kind.ORGANIZATIONS, ["分包领导", "名称"], None),
        (Kind.MEMBERS, ["个人基本信息", "姓名"], "name"),
        (Kind.MEMBERS, ["企业信息", "名称"], "enterprise"),
        (Kind.INSTRUCTORS, ["基本情况", "单位"], "unit"),
        (Kind.INSTRUCTORS, ["派驻企业", "名称"], "enterprises"),
        (Kind.INSTRUCTORS, ["联系企业基本情况", "名称"], "enterprises"),
    ],
)
def test_a_child_is_read_with_its_parent(kind: Kind, path: list[str], field: str | None) -> None:
    assert match(kind, *path) == field


@pytest.mark.parametrize(
    "path",
    [
        *(["流动党员", "人数"], ["女党员", "人数"], ["2021年发展党员", "人数"], ["离退休党员", "人数"]),
        *(["失联党员", "总数"], ["党员情况", "流动党员", "人数"], ["党员活动", "总数"], ["法定代表人", "党员"]),
        *(["流动党员", "其中：人数"], ["女党员", "其中", "总数"]),
        *(["出资人", "党员"], ["政治面貌", "党员"], ["是否党员"], ["女党员：人数"]),
    ],
)
def test_some_of_the_members_are_not_the_members(path: list[str]) -> None:
    assert match(Kind.ENTERPRISES, *path) is None


@pytest.mark.parametrize(
    ("path", "field"),
    [
        *((["党员", "人数"], "members"), (["党员情况", "合计"], "members"), (["党员队伍情况", "总数"], "members")),
        *((["企业党员数", "小计"], "members"), (["在册党员", "总数"], "members"), (["职工人数", "党员"], "members")),
        *((["正式党员", "人数"], "full_members"), (["党员情况", "正式", "人数"], "full_members")),
        *((["党员数", "预备"], "probationary_members"), (["预备党员", "总数"], "probationary_members")),
        *((["党员情况", "其中：正式"], "full_members"), (["党员队伍", "其中", "正式"], "full_members")),
        *(
            (["其中正式党员"], "full_members"),
            (["职工人数", "其中党员"], "members"),
            (["从业人员", "其中", "党员"], "members"),
        ),
    ],
)
def test_what_are_the_members(path: list[str], field: str) -> None:
    assert match(Kind.ENTERPRISES, *path) == field


def test_the_same_child_under_two_parents() -> None:
    assert match(Kind.ORGANIZATIONS, "六有", "党旗") == "has_flag"
    assert match(Kind.ORGANIZATIONS, "党建大礼包", "党旗") == "gift_flag"
    assert match(Kind.ORGANIZATIONS, "六有：党旗") == "has_flag"
    assert match(Kind.ORGANIZATIONS, "六有-党旗") == "has_flag"
    assert match(Kind.ORGANIZATIONS, "礼包——党旗") == "gift_flag"


def test_a_flag_alone_is_one_of_the_six() -> None:
    """What is sent says so: 礼包, 送."""
    assert match(Kind.ORGANIZATIONS, "党旗") == "has_flag"
    assert match(Kind.ORGANIZATIONS, "阵地建设", "党旗") == "has_flag"
    assert match(Kind.ORGANIZATIONS, "送党旗") == "gift_flag"
    assert match(Kind.ORGANIZATIONS, "党员活动", "党旗") is None


@pytest.mark.parametrize("kind", Kind)
def test_the_vocabulary_and_the_models_agree(kind: Kind) -> None:
    """Each field's title leads to it, and no word leads to a field that does not exist."""
    fields = kind.model.model_fields
    for name, info in fields.items():
        assert match(kind, info.title or "") == name
    assert set(WORDS.kinds[kind].fields.values()) <= set(fields)


@pytest.mark.parametrize(
    ("header", "suggestion"), [("企业名成", "企业名称"), ("统一社会信用代玛", "统一社会信用代码"), ("序号", None)]
)
def test_a_near_miss_is_suggested(header: str, suggestion: str | None) -> None:
    assert WORDS.kinds[Kind.ENTERPRISES].near([normal(header)]) == suggestion


def test_a_policy_may_add_words_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "本地.toml"
    path.write_text('[columns.enterprises]\nemployees = ["厂里人头"]\n', "utf-8")
    assert words_of(Policy.load(path)).kinds[Kind.ENTERPRISES].lookup("厂里人头") == "employees"


@pytest.mark.parametrize("text", ['[columns.factories]\nname = ["厂名"]', '[columns.enterprises]\nheads = ["人头"]'])
def test_a_policy_cannot_name_a_field_that_does_not_exist(tmp_path: Path, text: str) -> None:
    path = tmp_path / "本地.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(PolicyError, match="没有这"):
        words_of(Policy.load(path))


@pytest.mark.parametrize(
    ("kind", "header", "parent", "field"),
    [
        ("enterprises", "在职职工人数（人）", "", "employees"),
        ("enterprises", "【必填】是否有党组织", "", "organized"),
        ("enterprises", "有无工会", "", "union"),
        ("enterprises", "统一社会信用代码或注册号", "", "uscc"),
        ("enterprises", "姓名", "党建指导员派驻情况", "instructor"),
        ("enterprises", "成立时间", "企业基本情况", "registered_on"),
        ("enterprises", "成立时间", "党组织情况", "founded_on"),
        ("enterprises", "统一社会信用代码（18位）", "", "uscc"),
        ("members", "手机号（11位）", "", "phone"),
        ("enterprises", "职工人数（18位）", "", ""),
        ("enterprises", "职工人数（不含（退休））", "", ""),
        ("enterprises", "名称", "工会", ""),
        ("enterprises", "职工人数（女）", "", ""),
        ("enterprises", "企业名称（曾用名）", "", ""),
        ("enterprises", "是否建立党组织（2025年计划）", "", ""),
        ("enterprises", "是否具备建立党组织条件", "", ""),
        ("enterprises", "姓名", "安全联络员", ""),
        ("enterprises", "姓名", "第一书记", ""),
        ("enterprises", "是否建立", "党建品牌", ""),
        ("enterprises", "经营状态", "子公司", ""),
        ("enterprises", "党员人数", "流动党员", ""),
        ("enterprises", "职工人数", "女职工", ""),
        ("organizations", "联合组建企业名称", "", "enterprises"),
        ("members", "公民身份证", "", "identity_number"),
        ("instructors", "派驻（联系）企业名称", "", "enterprises"),
    ],
)
def test_a_header_counts_only_if_every_part_of_it_is_understood(
    kind: str, header: str, parent: str, field: str
) -> None:
    assert djcov.header_field(kind, header, parent) == field


@pytest.mark.parametrize("year", ["2021年", "2021年末", "2021年底", "2021年度", "截至2021年12月"])
@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("职工人数", "employees"),
        ("从业人员数", "employees"),
        ("党员数", "members"),
        ("发展党员数", ""),
        ("流动党员数", ""),
    ],
)
def test_a_year_in_front_of_a_count(year: str, header: str, field: str) -> None:
    assert field_of(Kind.ENTERPRISES, year + header) == field


@pytest.mark.parametrize("note", ["（1.是 2.否）", "(1、是；2、否)", "（A.是 B.否）", "（是√否×）", "（√或×）"])
@pytest.mark.parametrize("header", ["是否建立党组织", "是否建立工会", "是否选派党建指导员"])
def test_a_note_that_numbers_the_answers(note: str, header: str) -> None:
    assert field_of(Kind.ENTERPRISES, header + note) == field_of(Kind.ENTERPRISES, header) != ""


@pytest.mark.parametrize(
    ("header", "field"), [("工会", "union"), ("团组织", "youth_league"), ("妇联", "womens_federation"), ("党员", "")]
)
def test_what_is_asked_over_several_columns(header: str, field: str) -> None:
    assert field_of(Kind.ENTERPRISES, header, "是否建立") == field


@pytest.mark.parametrize(
    ("headers", "fields"),
    [
        ("职工人数 其中正式", ["employees", ""]),
        ("党员人数 其中正式 其中预备", ["members", "full_members", "probationary_members"]),
        ("2020年职工人数 2021年职工人数", ["", "employees"]),
        ("2021年职工人数 2020年职工人数", ["employees", ""]),
    ],
)
def test_columns_beside_each_other(headers: str, fields: list[str]) -> None:
    drawn = f"企业名称 | {headers.replace(' ', ' | ')} | 是否建立党组织\n甲公司 | 60 | 3 | 1 | 是"
    (region,) = find_tables(sheet(drawn), WORDS)
    assert [each.field for each in region.header.columns[1:-1]] == fields


@pytest.mark.parametrize(
    ("header", "notes"),
    [
        ("职工人数(人)", [("职工人数", "人")]),
        ("职工人数(不含(退休))", [("职工人数", "不含(退休)")]),  # brackets within a note are of the note
        ("(必填)职工人数[人]", [("职工人数[人]", "必填"), ("(必填)职工人数", "人")]),
        ("职工人数)", []),
        ("职工人数/人", [("职工人数", "人")]),
    ],
)
def test_each_note_in_brackets_is_taken_out_by_itself(header: str, notes: list[tuple[str, str]]) -> None:
    assert list(without_notes(header)) == notes


def test_a_kind_of_roster_that_is_none_is_refused() -> None:
    for ask in (djcov.header_field, lambda kind, header: pipeline.headings([header], kind)):
        with pytest.raises(UsageError, match="没有“factories”这种名册"):
            ask("factories", "企业名称")
