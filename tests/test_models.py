"""The models: which cells each field takes, and which fields are personal data."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from djcov.choices import ROSTERS
from djcov.findings import CATALOGUE
from djcov.models import Enterprise, Instructor, Kind, Member, Organization, Row, personal
from djcov.values.reading import Reading

FIELDS = [pytest.param(kind, field, id=f"{kind}-{field}") for kind in Kind for field in kind.model.model_fields]


def code_of(model: type[Row], **cells: object) -> str:
    with pytest.raises(ValidationError) as caught:
        model.model_validate({"name": "某某", **cells})
    (problem,) = caught.value.errors(include_url=False)
    return problem["type"]


def test_the_command_line_names_every_kind_of_roster():
    assert [*Kind] == [*ROSTERS]


def test_an_enterprise_as_offices_write_it():
    row = Enterprise.model_validate(
        {
            "name": " 汉东甲科技 有限公司",
            "uscc": "9133 0100 7996 5505 8b",
            "registered_on": "2018年5月",
            "employees": "50余人",
            "members": "3(1预备)",
            "organized": "√",
            "organization_form": "联合组建",
            "instructor": "李　四",
            "union": "×",
            "weak": "",
            "type": "/",
        }
    )
    assert (row.name, row.uscc, row.registered_on) == (
        "汉东甲科技有限公司",
        "91330100799655058B",
        date(2018, 5, 1),
    )
    assert (row.employees, row.members, row.organized, row.instructor) == (50, 3, True, "李四")
    assert (row.union, row.weak, row.type, row.youth_league) == (False, None, "无", None)


@pytest.mark.parametrize(("kind", "field"), FIELDS)
def test_every_field_tells_what_it_is(kind: Kind, field: str):
    info = kind.model.model_fields[field]
    assert info.title
    assert info.description
    assert info.is_required() == (field == "name"), "only the name must be there; all else may be unknown"


@pytest.mark.parametrize("kind", list(Kind))
def test_no_two_fields_share_a_title(kind: Kind):
    titles = [info.title for info in kind.model.model_fields.values()]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize(("kind", "field"), FIELDS)
def test_a_blank_cell_is_unknown(kind: Kind, field: str):
    for blank in (None, "", "　", "\u200b"):
        if field == "name":
            assert code_of(kind.model, name=blank) == "REQUIRED_MISSING"
        else:
            assert getattr(kind.model.model_validate({"name": "某某", field: blank}), field) is None


@pytest.mark.parametrize(("kind", "field"), FIELDS)
def test_a_refusal_is_a_finding_code(kind: Kind, field: str):
    """Whatever a field refuses, the error's type is one of the catalogue's codes, never one of pydantic's own."""
    odd = ("长" * 33000, "#DIV/0!", "1e999", float("inf"), -1, 10**12, "2021-02-30", "九" * 99, "是否", True, b"\xff")
    refused: set[str] = set()
    for cell in odd:
        try:
            kind.model.model_validate({"name": "某某", field: cell})
        except ValidationError as error:
            refused |= {problem["type"] for problem in error.errors()}
    assert refused, "no field takes all of these"
    assert refused <= set(CATALOGUE)


@pytest.mark.parametrize(
    ("model", "cells", "code"),
    [
        (Enterprise, {"uscc": "91330100799655058C"}, "USCC_CHECK_DIGIT"),
        (Enterprise, {"employees": "若干"}, "COUNT_UNREADABLE"),
        (Enterprise, {"registered_on": "2021-02-30"}, "DATE_IMPOSSIBLE"),
        (Enterprise, {"organized": "部分"}, "YESNO_UNREADABLE"),
        (Member, {"identity_number": "11010519491231002Y"}, "IDENTITY_CHARACTER"),
        (Member, {"category": "流动党员"}, "CHOICE_UNKNOWN"),
        (Organization, {"dual_strong": "乡级"}, "CHOICE_UNKNOWN"),
        (Organization, {"name": "不详"}, "NAME_UNCLEAR"),
        (Instructor, {"trained": 2}, "YESNO_UNREADABLE"),
    ],
)
def test_refused(model, cells, code):
    assert code_of(model, **cells) == code


@pytest.mark.parametrize("model", [Organization, Member, Instructor])
@pytest.mark.parametrize(
    ("cell", "noted"),
    [
        *(
            (cell, "NAMED_NONE")
            for cell in (
                "无",
                "（无）",
                "无。",
                "无（待建）",
                "没有",
                "—",
                "暂无",
                "未建",
                "未组建",
                "筹建中",
                "未派",
                "待定",
                "空缺",
            )
        ),
        *((cell, "") for cell in ("王建中", "李停", "无为县第一支部", "待王村党支部", "未来公司党支部", "吴未")),
    ],
)
def test_a_row_may_be_named_none(model: type[Row], cell: str, noted: str):
    beside: dict[object, Reading[object]] = {}
    assert model.model_validate({"name": cell}, context=beside).name == ("无" if noted else cell)
    assert {cell: reading.note for cell, reading in beside.items()} == ({cell: noted} if noted else {})


def test_an_enterprise_may_not():
    assert code_of(Enterprise, name="无") == "NAME_UNCLEAR"


@pytest.mark.parametrize(
    ("cell", "value"), [("未建立", "无"), ("无党组织", "无"), ("筹建中", "无"), ("党支部", "党支部")]
)
def test_no_kind_of_organisation_said_in_words(cell: str, value: str | None):
    assert Enterprise.model_validate({"name": "某某", "organization_kind": cell}).organization_kind == value


def test_notes_come_back_through_the_context():
    beside: dict[object, Reading[object]] = {}
    Enterprise.model_validate({"name": "某某", "employees": "约50", "founded_on": "2020.5"}, context=beside)
    notes = {cell: reading.note for cell, reading in beside.items()}
    assert notes == {"约50": "COUNT_APPROXIMATE", "2020.5": "DATE_MONTH_ONLY"}


@pytest.mark.parametrize(
    ("cell", "level"),
    [
        *[("区级", "区级"), ("县级", "区级"), ("市级双强六好党组织", "市级"), ("省", "省级")],
        *[("无", "无"), ("否", "无"), ("—", "无"), ("×", "无"), (0, "无"), ("未评", "无"), ("拟申报区级", "无")],
        *[
            ("区级（已摘牌）", "无"),
            ("区级（2020年）", "区级"),
            ("国家级", "国家级"),
            ("全国先进", "国家级"),
            ("乡级", None),
        ],
    ],
)
def test_dual_strong(cell, level):
    if level is None:
        assert code_of(Organization, dual_strong=cell) == "CHOICE_UNKNOWN"
    else:
        assert Organization.model_validate({"name": "某某", "dual_strong": cell}).dual_strong == level


@pytest.mark.parametrize(
    ("cell", "status"),
    [
        ("存续", "存续"),
        ("是", "正常"),
        ("√", "正常"),
        ("否", "非正常经营"),
        ("半停产", "半停产"),
        *((said, None) for said in "不详 / — 无 暂无".split()),
    ],
)
def test_status(cell, status):
    assert Enterprise.model_validate({"name": "某某", "status": cell}).status == status


PERSONAL: dict[Kind, dict[str, str]] = {
    Kind.ENTERPRISES: {"secretary": "name", "instructor": "name", "instructor_phone": "number", "leader": "name"},
    Kind.ORGANIZATIONS: {"secretary": "name", "leader": "name"},
    Kind.MEMBERS: {"name": "name", "identity_number": "number", "phone": "number", "home_address": "number"},
    Kind.INSTRUCTORS: {"name": "name", "phone": "number"},
    Kind.FAVORS: {},
}
PERSONAL[Kind.SOCIAL_ORGANIZATIONS] = {**PERSONAL[Kind.ENTERPRISES], "representative": "name"}


@pytest.mark.parametrize("kind", list(Kind))
def test_personal_fields(kind: Kind):
    """The list in full: whoever adds a field about a person must decide here how it is shown."""
    marks = {field: personal(kind, field) for field in kind.model.model_fields}
    assert {field: mark.kind for field, mark in marks.items() if mark} == PERSONAL[kind]


def test_rows_are_frozen_and_know_no_other_fields():
    row = Enterprise(name="某某")
    with pytest.raises(ValidationError):
        row.name = "另一家"
    unknown: dict[str, Any] = {"name": "某某", "surprise": 1}
    with pytest.raises(ValidationError):
        Enterprise.model_validate(unknown)


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("甲公司工会", "无"),
        ("古城村妇联", "无"),
        ("团支部", "无"),
        ("第一党小组", "无"),
        ("甲公司工会党支部", "甲公司工会党支部"),
    ],
)
def test_a_mass_organisation_is_no_party_organisation(name: str, read: str):
    beside: dict[object, Reading[object]] = {}
    assert Organization.model_validate({"name": name}, context=beside).name == read
    assert [reading.note for reading in beside.values()] == (["NAMED_NONE"] if read == "无" else [])


def test_a_row_has_its_fields_and_no_others():
    row = Enterprise(name="甲公司")
    assert (row["name"], "employees" in row.keys()) == ("甲公司", True)  # noqa: SIM118 - a row is no mapping
    with pytest.raises(KeyError):
        row["members_of_the_family"]
