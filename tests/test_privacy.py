"""Personal data that stands where it should not: no finding quotes it, in whatever column a clerk put it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import ValidationError

import djcov
from djcov.engines import EngineName
from djcov.findings import CATALOGUE
from djcov.intake import reader
from djcov.intake.table import shown
from djcov.models import Kind, is_free_text, personal
from djcov.values.known import known_part

PHONE = "13812345678"
IDENTITY = "11010519491231002X"  # GB 11643-1999's own example
WRONG_IDENTITY = "110105194912310021"
OLD_IDENTITY = "110105491231002"
ADDRESS = "青岚区幸福路5号院3号楼201室"

COLUMNS = [pytest.param(kind, field, id=f"{kind}-{field}") for kind in Kind for field in kind.model.model_fields]


def is_quoted(kind: Kind, field: str, cell: object) -> bool:
    """Whether this cell of this column makes a finding: one that the field refuses or takes with a note."""
    notes: dict[object, str] = {}
    try:
        kind.model.model_validate({"name": "某某", field: cell}, context=notes)
    except ValidationError as error:
        return error.errors()[0]["type"] in CATALOGUE
    return bool(notes)


@pytest.mark.parametrize(("kind", "field"), COLUMNS)
def test_no_number_is_quoted(kind, field):
    for number in (PHONE, IDENTITY, WRONG_IDENTITY, OLD_IDENTITY):
        for text in ("{}", "张三 {}", "电话：{}", "{}（张三）", "'{}"):
            assert number[4:-4] not in shown(kind, field, text.format(number))


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        (kind, field)
        for kind in Kind
        for field in kind.model.model_fields
        if (mark := personal(kind, field)) and mark.kind == "name"
    ],
)
def test_a_local_number_beside_a_person_does_not_leave_the_reader(kind: Kind, field: str) -> None:
    read = kind.model.model_validate({"name": "某某", field: "张三66012345"})
    assert "66012345" not in repr(read)


@pytest.mark.parametrize(("kind", "field"), COLUMNS)
def test_no_name_is_quoted(kind, field):
    for person in ("张三", "欧阳小明", "王 小 明", "李　四"):
        if is_quoted(kind, field, person):
            assert person[-1] not in shown(kind, field, person)


@pytest.mark.parametrize(
    ("kind", "field"),
    [(Kind.ENTERPRISES, "instructor_sent"), (Kind.ORGANIZATIONS, "gift_instructor"), (Kind.INSTRUCTORS, "trained")],
)
def test_no_rare_surname_is_quoted_as_neither_yes_nor_no(kind, field):
    assert is_quoted(kind, field, "冼星海")
    assert shown(kind, field, "冼星海") == "***"


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        (Kind.ENTERPRISES, "instructor_phone"),
        (Kind.MEMBERS, "identity_number"),
        (Kind.MEMBERS, "phone"),
        (Kind.MEMBERS, "home_address"),
        (Kind.INSTRUCTORS, "phone"),
    ],
)
def test_nothing_of_an_address_is_quoted(kind, field):
    assert shown(kind, field, ADDRESS) == "***"


@pytest.mark.parametrize(
    ("kind", "field", "cell"),
    [
        (Kind.ENTERPRISES, "organized", "筹建中"),
        *((Kind.ENTERPRISES, "organized", word) for word in ("也许", "在建", "以后再说")),
        *((Kind.ORGANIZATIONS, "secretary", word) for word in ("待定", "筹建中", "未确定", "已建党组织")),
        (Kind.MEMBERS, "identity_number", "待补"),
        (Kind.ENTERPRISES, "employees", "若干"),
        (Kind.ENTERPRISES, "founded_on", "春节前"),
        (Kind.ENTERPRISES, "founded_on", "2021-02-30"),
        (Kind.ENTERPRISES, "uscc", "91330100799655058C"),
        (Kind.ENTERPRISES, "uscc", "91999999MAFW"),
        (Kind.ORGANIZATIONS, "dual_strong", "乡级"),
    ],
)
def test_what_is_about_nobody_is_quoted_as_it_stands(kind, field, cell):
    assert is_quoted(kind, field, cell)
    assert shown(kind, field, cell) == cell


@pytest.mark.parametrize(("kind", "field"), COLUMNS)
@pytest.mark.parametrize(
    "cell",
    [
        "张三丰、李四光",
        "张三丰（书记）",
        "王五一（主席）",
        "李四光 13812345678",
        "张三丰 李四光",
        "王 有才",
        "张建设等3人",
        "Li Siguang",
    ],
)
def test_whoever_is_named_and_however_is_not_quoted(kind, field, cell):
    names = re.findall("张三丰|李四光|王五一|有才|建设|Siguang", cell)
    quoted = is_quoted(kind, field, cell) and not is_free_text(kind, field)
    assert not any(name in shown(kind, field, cell) for name in names if quoted)


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("张三丰（书记）", "***（书记）"),
        ("3人，李四光", "3人，***"),
        ("2019年5月1日前，张三丰", "2019年5月1日前，***"),
        ("正在筹建，由张三丰负责", "正在筹建，******"),
        ("拟于年底建立", "拟于年底建立"),
        ("张 建设", "* **"),
        ("3(1预备)", "3(1预备)"),
        ("党支部" * 13, "党支部" * 13),
        ("党支部" * 14, "*" * 42),  # too long to be looked at
    ],
)
def test_a_cell_is_quoted_as_far_as_it_is_made_of_known_words(cell, said):
    assert known_part(cell) == said


def test_who_is_to_come_is_not_quoted() -> None:
    for cell in ("拟派王五", "待定王五", "拟由王五担任"):
        assert is_quoted(Kind.ORGANIZATIONS, "secretary", cell)
        assert "王" not in shown(Kind.ORGANIZATIONS, "secretary", cell)
    for field, cell in (("name", "拟由王五牵头组建"), ("gift_seal", "拟由王五代办"), ("name", "待选派王五为书记")):
        assert is_quoted(Kind.ORGANIZATIONS, field, cell)
        assert "王" not in shown(Kind.ORGANIZATIONS, field, cell)


@pytest.mark.parametrize("flat_from", [0, reader.FLAT_FROM], ids=["in batches", "whole"])
@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("小计,2310,1200,410.0,,", "小计 2310 1200 410.0"),
        ("合计,231,120,41,未定,在建", "合计 231 120 41 未定 在建"),
        ("合计,231,120,41,共12名,无", "合计 231 120 41 共12名 无"),
        ("合计,231,120,41,张三、李四,无", "合计 231 120 41 张**** 无"),
        ("合计,231,120,41,王小明（兼）,无", "合计 231 120 41 王***** 无"),
        ("合计,231,120,41,王小明等3人,无", "合计 231 120 41 王***** 无"),
        ("合计,231,120,41,阿不都拉·买买提,无", "合计 231 120 41 阿******* 无"),
        ("合计,231,120,41,王建中,无", "合计 231 120 41 王** 无"),
        (f"合计,231,120,41,张三{PHONE},无", f"合计 231 120 41 张{'*' * 12} 无"),
        ("合计,231,120,41,张三小计,无", "合计 231 120 41 张*** 无"),
        ("其中：,231,120,41,其中：张三,无", "其中： 231 120 41 其**** 无"),
        ("合计,231,120,41,冼星海,3人", "合计 231 120 41 冼** 3人"),
        (f"合计,{PHONE},120,41,填表人：,张三", "合计 138****5678 120 41 填表人： 张*"),
    ],
)
def test_each_cell_of_a_total_is_masked_by_itself(tmp_path, monkeypatch, flat_from, line, said):
    monkeypatch.setattr(reader, "FLAT_FROM", flat_from)
    path = tmp_path / "企业.csv"
    path.write_text(f"企业名称,职工人数,党员人数,正式党员数,书记,备注\n汉东甲公司,3,2,1,李四,无\n{line}\n", "utf-8")
    (row,) = djcov.read(path).tables[0].skipped
    assert (row.reason, row.text) == ("其中" if line.startswith("其中") else "合计", said)


@pytest.mark.parametrize("flat_from", [0, reader.FLAT_FROM], ids=["in batches", "whole"])
@pytest.mark.parametrize("kind", Kind)
def test_no_number_leaves_the_reader_whatever_column_it_stands_in(tmp_path, monkeypatch, kind, flat_from):
    monkeypatch.setattr(reader, "FLAT_FROM", flat_from)
    titles = {name: info.title or name for name, info in kind.model.model_fields.items()}
    rows = [dict.fromkeys(titles, "") | {"name": "汉东甲公司"}]
    for number in (PHONE, IDENTITY, WRONG_IDENTITY, OLD_IDENTITY):
        rows += [dict.fromkeys(titles, f"{before}{number}") for before in ("", "张三", "联系人 张三 ")]
        rows += [rows[0] | {field: f"丙{number}公司、丁公司"} for field in titles]
    for row in rows:  # there 15 digits are an enterprise's registration number of old
        row |= {field: "" for field in titles if field.endswith("uscc") and row[field] == OLD_IDENTITY}
    path = tmp_path / f"{kind.title}.csv"
    lines = [titles.values(), *(row.values() for row in rows), [f"合计 {PHONE}"], [f"填表人：张三 {PHONE}"]]
    path.write_text("\n".join(",".join(line) for line in lines), "utf-8")
    roster = djcov.read(path)
    kept = [*roster.frames.values(), *roster.links.values(), *roster.wrong.values()]
    said = f"{[frame.to_pylist() for frame in kept]}{roster.tables}{list(roster.findings)}"
    (table,) = roster.tables
    assert len(lines) - 1 == table.rows + len(table.skipped)  # none is lost, whichever is set aside
    for number in (PHONE, IDENTITY, WRONG_IDENTITY, OLD_IDENTITY):
        assert number[3:-4] not in said


def test_from_a_file_to_its_findings(tmp_path: Path):
    """A row shifted by one column, as happens when somebody deletes a cell."""
    path = tmp_path / "党员花名册.csv"
    path.write_text(
        "姓名,公民身份号码,工作单位,出生日期,人员类别,入党日期,是否流动党员,手机号\n"
        f"1,张三,{IDENTITY},青岚区甲建材有限公司,1949-12-31,正式党员,2001-07-01,否\n"
        f"李四,{WRONG_IDENTITY},甲公司,{PHONE},王五,赵六,冼星海,{ADDRESS}\n",
        "utf-8",
    )
    roster = djcov.read(path)
    said = "\n".join(f"{finding.message}{finding.hint}{finding.found}" for finding in roster.findings)
    assert len(roster.findings) >= 6
    for secret in (IDENTITY, WRONG_IDENTITY, PHONE, ADDRESS, "张三", "李四", "王五", "赵六", "冼星海"):
        assert secret not in said


@pytest.mark.parametrize("engine", ["arrow", "pandas", "duckdb"])
def test_a_notebook_that_shows_the_rosters_shows_no_row(tmp_path: Path, engine: EngineName):
    (tmp_path / "企业.csv").write_text("企业名称,乡（办）,书记\n汉东甲公司,古城乡,欧阳小明\n", "utf-8")
    (tmp_path / "党员.csv").write_text(f"姓名,公民身份号码,工作单位\n冼星海,{WRONG_IDENTITY},汉东甲公司\n", "utf-8")
    with djcov.read(tmp_path, engine=engine) as roster:
        facts = djcov.link(roster, as_of="2021-12-31")
        shown = "Roster(2 个文件，2 张表：企业台账 1 行、党员花名册 1 行；问题 1 处)"
        assert repr(roster) == shown
        assert repr(facts) == f"Facts(截至 2021-12-31，口径：四大工程；{shown}；连同对应中的问题 2 处)"
