"""How a header is read, told to people, and why one is not."""

from __future__ import annotations

import pytest

from djcov import pipeline
from djcov.models import Kind
from djcov.policy import Policy

DEFAULT = Policy.load()
POLICY = DEFAULT.model_validate(DEFAULT.model_dump() | {"columns": {"enterprises": {"employees": ["上班的"]}}})


@pytest.mark.parametrize(
    ("parent", "header", "field", "why"),
    [
        ("", "职工人数", "employees", "常见的写法"),
        ("企业情况", "职工人数", "employees", "常见的写法，在“企业情况”之下"),
        ("党员情况", "正式", "full_members", "常见的写法，在“党员情况”之下"),
        ("", "企业职工总人数", "employees", "由 企业、职工、总人数 拼成"),
        ("企业情况", "年末职工总人数", "employees", "由 年末、职工、总人数 拼成，在“企业情况”之下"),
        ("组建方式", "单独组建", "organization_form", "勾选列，打勾表示“单独组建”"),
        ("", "上班的", "employees", "政策文件中的写法"),
        ("企业情况", "上班的", "employees", "政策文件中的写法"),
    ],
)
def test_how_a_header_is_read(parent: str, header: str, field: str, why: str) -> None:
    (told,) = pipeline.headings([header], "enterprises", parent, POLICY)
    assert (told.header, told.parent, told.kind, told.field) == (header, parent, Kind.ENTERPRISES, field)
    assert (told.why, told.line) == (why, "")
    assert told.option == (header if "勾选" in why else "")


@pytest.mark.parametrize(
    ("parent", "header", "why", "line"),
    [
        ("", "说不清的表头", "没有读懂“说不清”“表头”", '… = ["说不清的表头"]'),
        ("党员情况", "说不清", "没有读懂“说不清”", '… = ["党员情况/说不清"]'),
        ("", '说"不\\清', "没有读懂“说不\\清”", '… = ["说不清"]'),
        ("", "党员企业", "每个词都认识，但合起来不是一个字段", '… = ["党员企业"]'),
        ("", "职工人树", "疑为“职工人数”，没有采用", 'employees = ["职工人树"]'),
        (
            "",
            "职工人数（去年）",
            "括号中的“去年”不是单位、格式或选项，不能算作“职工人数”",
            '… = ["职工人数(去年)"]',
        ),
        (
            "天气情况",
            "职工人数",
            "上级表头“天气情况”没有读懂，其下的“职工人数”不算“职工人数”",
            '… = ["天气情况/职工人数"]',
        ),
        (
            "工会组建情况",
            "单独组建",
            "“单独组建”在“工会组建情况”之下，说的不是“组建方式”",
            '… = ["工会组建情况/单独组建"]',
        ),
    ],
)
def test_why_a_header_is_not_read(parent: str, header: str, why: str, line: str) -> None:
    (told,) = pipeline.headings([header], "enterprises", parent, POLICY)
    assert (told.header, told.parent, told.kind, told.field) == (header, parent, Kind.ENTERPRISES, "")
    assert (told.why, told.line) == (why, f"columns.enterprises.{line}")


@pytest.mark.parametrize(
    ("header", "kind", "line"),
    [
        ("说不清的表头", None, 'columns.enterprises.… = ["说不清的表头"]'),
        ("职工人树", Kind.ENTERPRISES, 'columns.enterprises.employees = ["职工人树"]'),
        ("职工人数（去年）", Kind.ENTERPRISES, 'columns.enterprises.… = ["职工人数(去年)"]'),
        ("入党时问", Kind.MEMBERS, 'columns.members.joined_on = ["入党时问"]'),
        ("", None, ""),
    ],
)
def test_of_a_header_that_no_roster_takes_it_is_told_once_why(header: str, kind: Kind | None, line: str) -> None:
    (told,) = pipeline.headings([header])
    assert (told.kind, told.field, told.line) == (kind, "", line)


def test_a_header_is_told_of_each_roster_that_takes_it() -> None:
    assert [(told.kind, told.field) for told in pipeline.headings(["企业名称", "社会组织名称", "职工人数"])] == [
        (Kind.ENTERPRISES, "name"),
        (Kind.ORGANIZATIONS, "enterprises"),
        (Kind.MEMBERS, "enterprise"),
        (Kind.INSTRUCTORS, "enterprises"),
        (Kind.SOCIAL_ORGANIZATIONS, "name"),
        (Kind.ENTERPRISES, "employees"),
    ]
