"""djcov report: where the file goes, and what is refused before anything is read."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest

import djcov as package
from reading_pages import grids, read
from reading_workbooks import formulas, table, values

Djcov = Callable[..., Any]

ROSTERS = """\
姓名,联系电话,派驻企业,是否参加培训
王小明,13812345678,乙有限公司,是
李大成,13912345678,乙有限公司,否
"""


def test_a_workbook_is_written_and_said(djcov: Djcov, ledger: Path) -> None:
    result = djcov("report", "ledger.csv", "-o", "报告.xlsx", "--as-of", "2021-12-31")
    assert (result.code, result.out) == (0, "")
    assert result.err.startswith("已写入 报告.xlsx\n")
    sheets = values((ledger.parent / "报告.xlsx").read_bytes())
    row = next(row for row in sheets["总表"] if row[0] == "全区")
    assert row[1:5] == [3, 1, 3, 1 / 3]
    assert [gap["来源"] for gap in table(sheets["缺口名单"], "乡（办）")][-1] == "ledger.csv 第4行"


def test_a_notice_is_written_under_the_policys_head(djcov: Djcov, ledger: Path) -> None:
    (ledger.parent / "本区.toml").write_text('[notice]\nissuer = "某区委组织部"\nnumber = "某组〔2022〕3号"\n', "utf-8")
    result = djcov("report", "ledger.csv", "-o", "通报.docx", "--as-of", "2021-12-31", "--policy", "本区.toml")
    assert (result.code, result.out) == (0, "")
    texts = [paragraph.text for paragraph in docx.Document(str(ledger.parent / "通报.docx")).paragraphs]
    assert [text for text in texts if text][:2] == ["某区委组织部文件", "某组〔2022〕3号"]
    assert any("纳入统计的3家企业中，有党组织覆盖的1家，组织覆盖率33.33%" in text for text in texts)


def test_gaps_lead_to_the_roster_as_seen_from_the_report(djcov: Djcov, ledger: Path) -> None:
    (ledger.parent / "上报").mkdir()
    djcov("report", "ledger.csv", "-o", "上报/报告.xlsx", "--as-of", "2021-12-31")
    sheet = formulas((ledger.parent / "上报" / "报告.xlsx").read_bytes())["缺口名单"]
    assert sheet["F5"].hyperlink.target == "../ledger.csv"


def sentence(row: dict[str, Any]) -> str:
    rate = f"{100 * row['rate']:.2f}%"
    return f"应销 {row['due']} 条，已销 {row['done']} 条，销号率 {rate}，逾期 {row['overdue']} 条。"


@pytest.mark.thorough
def test_a_report_tells_how_far_the_ledger_of_gaps_is(djcov: Djcov, ledger: Path) -> None:
    """As djcov follow counts at the report's date, and the ledger itself stays as it is."""
    djcov("follow", "销号.xlsx", "ledger.csv", "--as-of", "2021-01-31")
    before = Path("销号.xlsx").read_bytes()
    Path("ledger.csv").write_text(Path("ledger.csv").read_text("utf-8").replace("3,3,否,", "3,3,是,单独组建"), "utf-8")
    asked = ("ledger.csv", "--as-of", "2021-12-31")
    assert djcov("report", *asked, "--follow", "销号.xlsx", "-o", "报告.html").code == 0
    assert Path("销号.xlsx").read_bytes() == before
    said = json.loads(djcov("follow", "销号.xlsx", *asked, "-o", "新.xlsx", "--format", "json").out)["summary"]
    page = read(Path("报告.html").read_bytes())
    (grid,) = grids(page.one("section", id="follow"))
    assert [[cell.text for cell in line[:3]] for line in grid.rows] == [
        [row["unit"], str(row["due"]), str(row["done"])] for row in said
    ]
    assert [line[grid.headings.index("逾期")].text for line in grid.rows] == [str(row["overdue"]) for row in said]
    assert said[0]["done"] > 0
    assert said[0]["overdue"] > 0
    assert djcov("report", *asked, "--follow", "销号.xlsx", "-o", "报告.xlsx").code == 0
    sheet = values(Path("报告.xlsx").read_bytes())["销号"]
    head = next(at for at, line in enumerate(sheet) if line[0] == "单位")
    names = [lower or upper for upper, lower in zip(sheet[head], sheet[head + 1], strict=True)]
    lines = [dict(zip(names, line, strict=True)) for line in sheet[head + 2 : head + 2 + len(said)]]
    assert [
        (line["单位"], line["应销"], line["已销"], round(line["比率"], 6) if line["应销"] else None, line["逾期"])
        for line in lines
    ] == [(row["unit"], row["due"], row["done"], row["rate"], row["overdue"]) for row in said]
    assert sheet[2][0] == f"全区{sentence(said[0])}"
    assert djcov("report", *asked, "--follow", "销号.xlsx", "-o", "通报.docx").code == 0
    texts = [paragraph.text for paragraph in docx.Document("通报.docx").paragraphs]
    assert any(sentence(said[0]).replace(" ", "").removesuffix("。") in text for text in texts)
    one = djcov("report", *asked, "--follow", "销号.xlsx", "--township", "古城乡", "-o", "古城乡.html")
    assert one.code == 0
    (row,) = [row for row in said if row["unit"] == "古城乡"]
    section = read(Path("古城乡.html").read_bytes()).one("section", id="follow")
    assert f"古城乡应销 {row['due']} 条，已销 {row['done']} 条" in section.text
    assert [line[0].text for line in grids(section)[0].rows] == ["全区", "古城乡"]


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("--follow", "没有.xlsx", "-o", "报告.html"), 3, "错误：没有.xlsx：销号台账读不出（没有这个文件或文件夹）"),
        (("--follow", "ledger.csv", "-o", "报告.html"), 3, "错误：ledger.csv：销号台账不是 .xlsx 工作簿，或者有密码"),
        (("--follow", "销号.xlsx", "--form", "annual"), 2, "错误：--follow 不能和 --form 一起用"),
        (("--follow", "报告.xlsx", "-o", "报告.xlsx"), 2, "错误：报告.xlsx 已经存在，而且在要读的文件之中"),
    ],
)
def test_what_is_no_ledger_of_gaps_is_refused(
    djcov: Djcov, ledger: Path, arguments: tuple[str, ...], code: int, message: str
) -> None:
    djcov("follow", "报告.xlsx", "ledger.csv", "--as-of", "2021-01-31")
    result = djcov("report", "ledger.csv", *arguments)
    assert (result.code, result.err.splitlines()[0]) == (code, message)


def test_quiet_is_quiet(djcov: Djcov) -> None:
    assert djcov("report", "ledger.csv", "-o", "报告.xlsx", "-q").err == ""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            (),
            "错误：请用 -o 指定输出文件\n扩展名可以是 .xlsx、.html、.docx；填党内统计年报用 --form annual。\n",
        ),
        (("-o", "报告.pdf"), "错误：报告不能写成 报告.pdf\n扩展名可以是 .xlsx、.html、.docx。\n"),
        (("-o", "报告.xlsx", "--format", "json"), "错误：报告没有 --format\n它的格式由 -o 的扩展名决定。\n"),
    ],
)
def test_what_is_refused(djcov: Djcov, arguments: tuple[str, ...], message: str) -> None:
    result = djcov("report", "ledger.csv", *arguments)
    assert (result.code, result.out, result.err) == (2, "", message)


def test_a_roster_is_never_overwritten(djcov: Djcov, ledger: Path) -> None:
    ledger.rename(ledger.with_name("台账.xlsx"))
    before = ledger.with_name("台账.xlsx").read_bytes()
    assert djcov("report", "台账.xlsx", "-o", "台账.xlsx").code == 2
    assert ledger.with_name("台账.xlsx").read_bytes() == before


@pytest.mark.thorough
def test_only_a_report_loads_the_library_that_writes_it(ledger: Path) -> None:
    coverage = "run(['coverage', 'ledger.csv', '-q'])"
    script = f"import sys; from djcov.cli import run; {coverage}; print('xlsxwriter' in sys.modules)"
    environment = {"PYTHONPATH": str(Path(package.__file__).parents[1]), "PYTHONUTF8": "1"}
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, env=environment)
    assert run.stdout.decode().splitlines()[-1] == "False"


@pytest.mark.parametrize("command", [("explain", "instructor_trained")])
@pytest.mark.parametrize("form", ["table", "json", "csv", "markdown"])
def test_names_are_masked_unless_asked_for(djcov: Djcov, ledger: Path, command: tuple[str, ...], form: str) -> None:
    (ledger.parent / "指导员.csv").write_text(ROSTERS, "utf-8")
    asked = (*command, "ledger.csv", "指导员.csv", "--as-of", "2021-12-31", "--format", form)
    masked, shown = djcov(*asked), djcov(*asked, "--show-names")
    assert "王小明" not in masked.out
    assert "王*" in masked.out.replace("\\", "")
    assert "王小明" in shown.out
    assert "李大成" in shown.out
    for output in (masked.out, shown.out):
        assert "12345678" not in output
        assert "138" not in output
    if form in ("table", "markdown"):
        assert "人员姓名只显示首字" in masked.out
        assert "请按个人信息保管" in shown.out


def test_a_page_without_people_says_nothing_of_names(djcov: Djcov) -> None:
    assert "姓名" not in djcov("gaps", "ledger.csv").out
    assert "姓名" not in djcov("explain", "org_coverage", "ledger.csv").out


EARLIER = """\
企业名称,乡（办）,是否建立党组织
甲有限公司,古城乡,否
乙有限公司,古城乡,否
"""


@pytest.mark.thorough
def test_earlier_rosters_make_a_trend(djcov: Djcov, ledger: Path) -> None:
    for name in ("台账2020年.csv", "台账2020年6月.csv"):
        (ledger.parent / name).write_text(EARLIER, "utf-8")
    asked = ("report", "ledger.csv", "-o", "报告.xlsx", "--as-of", "2021-12-31", "-q")
    result = djcov(*asked, "--earlier", "台账2020年.csv", "--earlier", "台账2020年6月.csv")
    assert result.code == 0
    rows = values((ledger.parent / "报告.xlsx").read_bytes())["趋势"]
    assert [row[:4] for row in rows[5:8]] == [
        ["2020-06-30", 0, 2, 0],
        ["2020-12-31", 0, 2, 0],
        ["2021-12-31", 1, 3, 1 / 3],
    ]


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["旧.csv"], "看不出台账截至哪一天"),
        (["2021年.csv"], "2021年.csv 截至 2021-12-31（文件名“2021年”），不早于本期的 2021-12-31"),
        (["甲2020年.csv", "乙2020年.csv"], "--earlier 中有两期都截至 2020-12-31"),
    ],
)
def test_what_is_no_earlier_date_is_refused(djcov: Djcov, ledger: Path, names: list[str], message: str) -> None:
    for name in names:
        (ledger.parent / name).write_text(EARLIER, "utf-8")
    earlier = [word for name in names for word in ("--earlier", name)]
    result = djcov("report", "ledger.csv", "-o", "报告.xlsx", "--as-of", "2021-12-31", "-q", *earlier)
    assert result.code == 2
    assert message in result.err
    assert not (ledger.parent / "报告.xlsx").exists()


def test_an_earlier_roster_is_never_overwritten(djcov: Djcov, ledger: Path) -> None:
    (ledger.parent / "2020.xlsx").write_text(EARLIER, "utf-8")
    assert djcov("report", "ledger.csv", "-o", "2020.xlsx", "--earlier", "2020.xlsx").code == 2
    assert (ledger.parent / "2020.xlsx").read_text("utf-8") == EARLIER


def test_a_form_has_no_earlier_dates(djcov: Djcov) -> None:
    result = djcov("report", "ledger.csv", "--form", "annual", "--earlier", "2020.csv")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("错误：--earlier 不能和 --form 一起用\n")


@pytest.mark.thorough
def test_a_report_with_a_plan_proposes_the_same_in_page_workbook_and_notice(djcov: Djcov, ledger: Path) -> None:
    asked = ("report", "ledger.csv", "--as-of", "2021-12-31", "-q")
    for name in ("报告.html", "报告.xlsx", "通报.docx"):
        assert djcov(*asked, "--with-plan", "-o", name).code == 0
    proposed = package.plan(package.read(ledger), as_of="2021-12-31")
    assert [own.subject.name for own in proposed.own] == ["丙有限公司"]

    section = read((ledger.parent / "报告.html").read_bytes()).one("section", id="plan")
    shown = [[cell.text for cell in row] for row in grids(section)[0].rows]
    sheets = values((ledger.parent / "报告.xlsx").read_bytes())
    written = [[str(cell) for cell in row] for row in sheets["推进方案"] if row[0] in ("全区", "古城乡", "城关办事处")]
    document = docx.Document(str(ledger.parent / "通报.docx"))
    heads = [[cell.text for cell in table.rows[0].cells] for table in document.tables]
    noticed = document.tables[next(at for at, head in enumerate(heads) if "单独建立" in head)]
    assert shown == written == [[cell.text for cell in row.cells] for row in noticed.rows[1:]]
    assert "丙有限公司" in section.text
    assert any("丙有限公司" in row for row in sheets["方案-城关办事处"])
    assert any(paragraph.text.endswith("、推进建议") for paragraph in document.paragraphs)

    for name in ("报告.html", "报告.xlsx", "通报.docx"):
        assert djcov(*asked, "-o", name).code == 0
    assert not read((ledger.parent / "报告.html").read_bytes()).all("section", id="plan")
    assert "推进方案" not in values((ledger.parent / "报告.xlsx").read_bytes())


def test_a_plan_is_of_a_report_alone(djcov: Djcov) -> None:
    result = djcov("report", "ledger.csv", "--form", "annual", "--with-plan")
    assert result.code == 2
    assert "--with-plan 不能和 --form 一起用" in result.err
