"""The report as a workbook: every figure is the one that the other commands give, wherever it stands."""

from __future__ import annotations

import hashlib
import io
import re
import subprocess
import sys
import zipfile
from collections import Counter
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

import djcov
from djcov.errors import InputError
from djcov.facts import Facts
from djcov.masking import Names
from djcov.measures.clauses import titles
from djcov.measures.indicators import GROUPS, INDICATORS
from djcov.measures.report import RANKED, Report
from djcov.policy import Policy
from djcov.reports import workbook
from djcov.reports.coverage import CoverageView
from djcov.reports.explanation import ExplanationView
from djcov.reports.gaps import GapsView
from djcov.reports.league import LeagueView
from djcov.reports.renderers import RENDERERS
from djcov.reports.shares import said
from djcov.reports.targets import TargetsView
from libreoffice import office
from reading_workbooks import formulas, shares, table, values, values_by_calamine
from rosters import linked, policy, roster

SHOWN = tuple(name for name in GROUPS if name != "四倾斜")
"""The groups of indicators of which the sample district has anything: it has no table of units."""
UNSAID = ("in_term", "visited_on_schedule")
"""The indicators in them of which its roster has no column."""
GIVEN = tuple(code for code, indicator in INDICATORS.items() if indicator.grain != "unit" and code not in UNSAID)
"""The others in them."""

SAMPLES = Path(__file__).parents[2] / "data" / "samples"
AS_OF = "2021-12-31"

LEDGER: list[dict[str, Any]] = [
    {"name": "甲公司", "township": "古城乡", "organized": True, "members": 4, "employees": 60},
    {"name": "乙公司", "township": "古城乡", "organized": False, "members": 0, "employees": 80},
    {"name": "丙公司", "township": "柳河乡", "organized": False, "members": 3, "employees": 5},
    {"name": "丁公司", "township": "柳河乡", "organized": True, "members": 3, "employees": None},
]
INSTRUCTORS: list[dict[str, Any]] = [
    {"name": "王小明", "phone": "13800000001", "enterprises": "乙公司", "trained": True}
]


@pytest.fixture(scope="module")
def district() -> Report:
    return djcov.report(djcov.read(SAMPLES / "district.xlsx"), as_of=AS_OF)


@pytest.fixture(scope="module")
def content(district: Report) -> bytes:
    return workbook.render(district)


@pytest.fixture(scope="module")
def sheets(content: bytes) -> dict[str, list[list[Any]]]:
    return values(content)


def small(**options: Any) -> Report:
    return djcov.report(linked(roster(LEDGER, instructors=INSTRUCTORS)), **options)


def documents(report: Report) -> list[dict[str, Any]]:
    """The rows of ``djcov coverage --format json``."""
    return CoverageView(report.coverage, report.policy.name).document()["rows"]  # type: ignore[return-value]


def rate(value: Any) -> Any:
    """A cell's rate as JSON has it: None for — and 无数据, else to 6 decimals."""
    return None if isinstance(value, str) else float(Decimal(value).quantize(Decimal("0.000001"), ROUND_HALF_UP))


def test_the_sheets_and_their_order(sheets: dict[str, Any]) -> None:
    assert list(sheets) == [
        "总表",
        *list(SHOWN)[1:],
        *("目标", "排名-组织覆盖率", "排名-工作覆盖率"),
        *("图表", "缺口汇总", "缺口名单", "明细-企业", "明细-党组织", "明细-指导员", "口径"),
    ]


@pytest.mark.parametrize("read", [values, values_by_calamine])
def test_every_share_is_that_of_coverage(district: Report, content: bytes, read: Any) -> None:
    by_sheet = read(content)
    found = {
        (unit, name): (None if numerator == "" else numerator, None if denominator == "" else denominator, rate(value))
        for name in SHOWN
        for unit, name, numerator, denominator, value in shares(
            by_sheet[name if name != next(iter(GROUPS)) else "总表"]
        )
    }
    rows = documents(district)
    assert {row["indicator"] for row in rows if "missing" in row and row["indicator"] not in GIVEN} >= set(UNSAID)
    assert found == {
        (row["unit"], row["name"]): (
            (None, None, None) if row["indicator"] in UNSAID else (row["numerator"], row["denominator"], row["rate"])
        )
        for row in rows
        if row["indicator"] in (*GIVEN, *UNSAID)
    }


def test_a_rate_shows_as_it_is_printed_elsewhere(district: Report, sheets: dict[str, Any]) -> None:
    shown = {(unit, name): value for unit, name, _, _, value in shares(sheets["总表"])}
    printed = {(share.unit, share.name): share.percent for share in district.coverage.rows}
    for place, value in shown.items():
        text = (
            value if isinstance(value, str) else f"{(Decimal(value) * 100).quantize(Decimal('0.01'), ROUND_HALF_UP)}%"
        )
        assert text == printed[place]


@pytest.mark.thorough
def test_the_whole_is_a_sum_that_a_spreadsheet_can_do_again(district: Report, content: bytes) -> None:
    book, stored = formulas(content), values(content)
    sums = 0
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if match := re.fullmatch(r"=SUM\((\w+):(\w+)\)", str(cell.value)):
                    parts = [part.value for line in sheet[match[1] : match[2]] for part in line]
                    at = [
                        [stored[sheet.title][part.row - 1][part.column - 1] for part in line]
                        for line in sheet[match[1] : match[2]]
                    ]
                    assert stored[sheet.title][cell.row - 1][cell.column - 1] == sum(sum(line) for line in at), cell
                    sums += bool(parts)
    # 企业数 of each group, two for every indicator, 还差 of the ranked ones; in 缺口汇总 each kind, each unit, all
    kinds = {gap.kind for gap in district.gaps.rows}
    units = len(district.coverage.units) - 1
    assert sums == len(SHOWN) + 2 * len(GIVEN) + len(RANKED) + len(kinds) + 1 + units


@pytest.mark.thorough
def test_a_narrowed_report_does_not_pass_the_whole_off_as_a_sum() -> None:
    report = small(townships=["柳河乡"])
    content = workbook.render(report)
    row = next(row for row in formulas(content)["总表"].iter_rows(values_only=True) if row[0] == "全区")
    assert row[1] == 4
    assert row[2:4] == (2, 4)
    texts = [row[0] for row in values(content)["总表"]]
    assert "全区一行是全部单位的，不是所列单位之和。" in texts
    assert texts[0] == "柳河乡非公企业党建覆盖情况"
    assert {gap["乡（办）"] for gap in table(values(content)["缺口名单"], "乡（办）")} == {"柳河乡"}


def test_goals_are_those_of_targets(district: Report, sheets: dict[str, Any]) -> None:
    found = [
        (
            *(row[0], row[1], row[2], row[3], row[4], row[5]),
            *(rate(row[8]), row[6], row[7], None if row[9] == "—" else row[9], row[10]),
        )
        for row in sheets["目标"][5:]
        if row[1]
    ]
    rows: Any = TargetsView(district.targets, "").document()["rows"]
    assert found == [
        (
            *(row["unit"], INDICATORS[row["indicator"]].name, titles(row["clause"]), row["target"], row["deadline"]),
            *(row["days_left"], row["value"], row["numerator"], row["denominator"], row["short_by"]),
            "—" if row["met"] is None else "达标" if row["met"] else "未达标" if row["days_left"] < 0 else "推进中",
        )
        for row in rows
    ]


def test_the_ranking_is_that_of_league(district: Report, sheets: dict[str, Any]) -> None:
    for league in district.leagues:
        found = [row for row in sheets[f"排名-{league.name}"][5:] if row[1]]
        expected: Any = LeagueView(league, district.policy.league).document()["rows"]
        assert [(*row[:4], rate(row[4]), row[5] or "") for row in found] == [
            (row["rank"] or "—", row["unit"], row["numerator"], row["denominator"], row["rate"], row["verdict"])
            for row in expected
        ]


def test_the_gap_list_is_that_of_gaps_unit_by_unit(district: Report, sheets: dict[str, Any]) -> None:
    found = [
        (row["乡（办）"], row["缺口"], row["名称"], row["统一社会信用代码"] or "", row["情况"], row["来源"])
        for row in table(sheets["缺口名单"], "乡（办）", "缺口")
    ]
    rows: Any = GapsView(district.gaps).document()["rows"]
    expected = [
        (
            *(row["township"], row["title"], row.get("enterprise") or row.get("organization") or row.get("instructor")),
            *(row.get("uscc", ""), row["detail"]),
            f"district.xlsx {row['source']['sheet']} 第{row['source']['row']}行",
        )
        for row in rows
    ]
    assert Counter(found) == Counter(expected)
    units = [unit for unit in district.coverage.units if unit in {row[0] for row in found}]
    assert list(dict.fromkeys(row[0] for row in found)) == units
    for other in district.gaps.unlisted:
        assert any(f"{other.title} {other.count}" in str(row[0]) for row in sheets["缺口汇总"])
    said = {(row["缺口"], row["应做"]) for row in table(sheets["缺口汇总"], "缺口", "方案条款")}
    assert said == {(row["title"], row["action"]) for row in rows}


def test_the_summary_counts_the_list(district: Report, sheets: dict[str, Any]) -> None:
    counts = Counter((gap.subject.township, gap.title) for gap in district.gaps.rows)
    titles = {gap.title for gap in district.gaps.rows}
    whole, *units = table(sheets["缺口汇总"], "乡（办）")
    assert [unit["乡（办）"] for unit in units] == list(district.coverage.units[1:])
    for unit in units:
        assert {title: unit[title] for title in titles} == {title: counts[unit["乡（办）"], title] for title in titles}
        assert unit["合计"] == sum(unit[title] for title in titles)
    assert whole["合计"] == len(district.gaps.rows)
    assert all(whole[title] == sum(unit[title] for unit in units) for title in titles)


def test_filtering_the_rows_gives_every_numerator_and_denominator(district: Report, sheets: dict[str, Any]) -> None:
    grains = {
        "enterprise": ("明细-企业", "企业"),
        "organization": ("明细-党组织", "党组织"),
        "instructor": ("明细-指导员", "指导员"),
    }
    checked = 0
    for grain, (sheet, what) in grains.items():
        rows = table(sheets[sheet], "乡（办）", what)
        for code, indicator in INDICATORS.items():
            heading = next((name for name in rows[0] if name.partition("（未纳入统计")[0] == indicator.name), None)
            if indicator.grain != grain or heading is None:
                continue
            for unit in district.coverage.units[1:]:
                share = district.coverage.share(code, unit)
                verdicts = Counter(row[heading].partition("：")[0] for row in rows if row["乡（办）"] == unit)
                reached, *missed = dict.fromkeys((*said(code), "不清楚"))
                counted = verdicts[reached] + sum(verdicts[word] for word in missed)
                assert (verdicts[reached], counted) == (share.numerator, share.denominator)
                checked += 1
    assert checked == len(GIVEN) * (len(district.coverage.units) - 1)


@pytest.mark.parametrize("code", ["org_coverage", "due_built", "secretary_trained"])
def test_the_rows_are_those_of_explain(district: Report, sheets: dict[str, Any], code: str) -> None:
    explained: Any = ExplanationView(district.rows[code]).document()
    grain = INDICATORS[code].grain
    what = {"enterprise": "企业", "organization": "党组织"}[grain]
    rows = table(sheets[f"明细-{what}"], "乡（办）", what)
    heading = next(name for name in rows[0] if name.partition("（未纳入统计")[0] == INDICATORS[code].name)
    otherwise = INDICATORS[code].otherwise
    reached, missed = said(code)
    for words, entries in ((reached, "numerator"), (missed, "remainder"), ("未纳入统计", "left_out")):
        found = {
            (row[what], row["工作表"], row["行"]): row["未纳入统计的原因"] or otherwise
            for row in rows
            if row[heading].partition("：")[0] == words
        }
        expected = {
            (entry[grain], entry["source"]["sheet"], entry["source"]["row"]): entry.get("reason", otherwise)
            for entry in explained[entries]
            if entries == "left_out" or "reason" not in entry
        }
        assert found == (expected if words == "未纳入统计" else dict.fromkeys(expected, otherwise) | _own(found))
    unclear = [entry[grain] for entry in explained["remainder"] if entry.get("reason") == "不清楚"]
    assert sorted(row[what] for row in rows if row[heading] == "不清楚") == sorted(unclear)


def _own(found: dict[Any, str]) -> dict[Any, str]:
    """A row that counts here may carry no reason of its own."""
    return {place: reason for place, reason in found.items() if not reason}


def test_an_enterprises_people_stand_beside_it_and_no_unknown_is_a_no() -> None:
    ledger = [
        {"name": "甲", "township": "古城乡", "employees": 60, "members": 0, "organized": False, "instructor": "王小明"},
        {"name": "乙", "township": "古城乡", "employees": 60, "organized": True, "organization_name": "乙党支部"},
        {"name": "丙", "township": "古城乡", "employees": 70, "members": 2, "secretary": "赵钱孙", "organized": True},
    ]
    rows = table(values(workbook.render(djcov.report(linked(roster(ledger)))))["明细-企业"], "乡（办）", "企业")
    names = ("职工数", "党员数", "书记", "指导员", "组织覆盖率")
    assert [tuple(row[name] or "" for name in names) for row in rows] == [
        (60, "", "", "王**", "未覆盖"),
        (60, "", "", "", "已覆盖"),
        (70, 2, "赵**", "", "已覆盖"),
    ]
    heading = next(name for name in rows[0] if name.startswith("50人以上企业有党员率"))
    assert [row[heading] for row in rows] == ["无", "不清楚", "有"]
    assert rows[0]["党员数"] == 0 and rows[1]["党员数"] is None


@pytest.mark.thorough
def test_an_answer_that_nobody_gave_is_no_no_in_any_column_of_the_rows() -> None:
    blank = {"union": None, "organized": None, "instructor": None, "full_members": 3, "weak": True}
    noes = {"union": False, "organized": False, "instructor": "无", "full_members": 3, "weak": True}
    ledger = [{"name": "甲", **blank}, {"name": "乙", **noes}]
    rows = table(values(workbook.render(djcov.report(linked(roster(ledger)))))["明细-企业"], "乡（办）", "企业")
    for code in ("org_coverage", "due_built", "instructor_stationed", "weak_with_instructor", "union_coverage"):
        heading = next(name for name in rows[0] if name.partition("（未纳入统计")[0] == INDICATORS[code].name)
        assert [row[heading] for row in rows] == ["不清楚", said(code)[1]], code


def test_what_is_missing_and_the_rank_stand_behind_the_ranked_rates(district: Report, sheets: dict[str, Any]) -> None:
    head = next(row for row in sheets["总表"] if row[0] == "乡（办）")
    at = [number for number, heading in enumerate(head) if heading in ("还差", "名次")]
    below = {row[0]: [row[number] for number in at] for row in sheets["总表"] if row[0] in district.coverage.units}
    for unit in district.coverage.units:
        expected: list[Any] = []
        for league in district.leagues:
            places = {row.share.unit: row.rank for row in league.rows}
            expected += [district.coverage.share(league.indicator, unit).short_by, places.get(unit, "—")]
        assert below[unit] == expected


def test_the_basis_names_the_files_by_their_bytes(sheets: dict[str, Any]) -> None:
    digest = hashlib.sha256((SAMPLES / "district.xlsx").read_bytes()).hexdigest()
    texts = [text for row in sheets["口径"] for text in row]
    assert digest in texts
    assert Names.MASKED.note in texts


@pytest.mark.thorough
def test_without_a_column_there_is_no_data_and_no_zero() -> None:
    sheets = values(workbook.render(small()))
    shown = {(unit, name): (n, d, value) for unit, name, n, d, value in shares(sheets["总表"])}
    assert shown["全区", "单独组建率"] == (None, None, "无数据")
    assert "书记和指导员" in sheets, "the instructors' training is known"
    assert "规范化" not in sheets
    named = [row[0] for row in sheets["口径"]]
    assert "六有达标率" in named
    assert shown["古城乡", "应建已建率"] == (1, 1, 1)


def test_without_a_denominator_there_is_no_rate() -> None:
    ledger = [{"name": "甲公司", "township": "古城乡", "organized": True, "full_members": 1}]
    settings = policy(units={"order": ["古城乡", "柳河乡"]})
    content = workbook.render(djcov.report(linked(roster(ledger), settings=settings)))
    shown = {(unit, name): (n, d, value) for unit, name, n, d, value in shares(values(content)["总表"])}
    assert shown["柳河乡", "组织覆盖率"] == (0, 0, "—")
    assert shown["全区", "应建已建率"] == (0, 0, "—")
    assert '<c:dLbl><c:idx val="1"/><c:delete val="1"/>' in part(content, "xl/charts/chart1.xml")


AWKWARD = (
    "=cmd|'/c calc'!A1",
    "+1+1",
    "@SUM(A1)",
    "-2",
    "{=1}",
    "http://example.invalid",
    "<script>alert(1)</script>&amp;",
    "甲\x00\x0b\u202e公司",
    "长" * 2000,
)


@pytest.mark.thorough
def test_no_name_becomes_a_formula_a_link_or_markup() -> None:
    ledger = [{"name": name, "township": "=古城乡", "organized": False, "full_members": 3} for name in AWKWARD]
    content = workbook.render(djcov.report(linked(roster(ledger))))
    listed = [row["企业"] for row in table(values(content)["明细-企业"], "乡（办）", "企业")]
    assert [name for name in listed if name.startswith("甲")] == ["甲 公司"]
    assert set(AWKWARD) - {AWKWARD[7]} <= set(listed)
    book = formulas(content)
    own = re.compile(r'=(SUM\([A-Z0-9:]+\)|IF\(\w+=0,"—",\w+/\w+\)|SUMPRODUCT\(EXACT\(缺口名单!.*\))')
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f" or own.fullmatch(str(cell.value)), cell.value
                assert cell.hyperlink is None
    assert next(cell for cell in book["总表"]["A"] if cell.value == "=古城乡").data_type == "s"


def test_a_report_is_no_roster(tmp_path: Path) -> None:
    """It lies in the folder of the rosters, and its lists look much like one."""
    (tmp_path / "报告.xlsx").write_bytes(workbook.render(small()))
    with pytest.raises(InputError):
        djcov.read(tmp_path / "报告.xlsx")


@pytest.mark.thorough
def test_names_are_masked_unless_asked_for() -> None:
    masked = values(workbook.render(small()))
    assert table(masked["明细-指导员"], "乡（办）", "指导员")[0]["指导员"] == "王**"
    assert Names.MASKED.note in masked["明细-指导员"][2][0]
    shown = values(workbook.render(small(names=Names.SHOWN)))
    assert table(shown["明细-指导员"], "乡（办）", "指导员")[0]["指导员"] == "王小明"
    assert Names.SHOWN.note in [row[1] for row in shown["口径"] if row[0] == "个人信息"]


@pytest.mark.thorough
def test_no_number_of_a_person_is_in_it() -> None:
    roster_of_sample = djcov.read(SAMPLES / "district.xlsx")
    content = workbook.render(djcov.report(roster_of_sample, as_of=AS_OF, names=Names.SHOWN))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        text = archive.read("xl/sharedStrings.xml").decode()
    assert not re.search(r"(?<![0-9A-Z])1[3-9]\d{9}(?!\d)", text)
    assert not re.search(r"(?<![0-9A-Z])[1-8]\d{5}(?:19|20)\d{9}[\dX](?![0-9A-Z])", text)


@pytest.mark.thorough
def test_a_list_that_is_cut_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("gaps", "rows"):
        monkeypatch.setattr(f"djcov.reports.workbook.{module}.LONGEST_LIST", 1)
    report = small()
    sheets = values(workbook.render(report))
    assert len(report.gaps.rows) > 1
    assert len(table(sheets["缺口名单"], "乡（办）")) == 1
    assert f"共 {len(report.gaps.rows)} 条" in sheets["缺口名单"][2][0]
    assert "只列出前 1 条" in sheets["缺口名单"][2][0]
    assert "只列出前 1 行，共 4 行" in sheets["明细-企业"][2][0]
    whole = table(sheets["缺口汇总"], "乡（办）")[0]
    assert whole["合计"] == len(report.gaps.rows)


@pytest.mark.thorough
def test_a_gap_leads_to_its_row() -> None:
    content = workbook.render(small(), {"台账.xlsx": "../甲%20乙/台账.xlsx"})
    sheet = formulas(content)["缺口名单"]
    link = sheet["F5"].hyperlink
    assert (link.target, link.location) == ("../甲%20乙/台账.xlsx", "'企业台账'!A3")
    assert sheet["F5"].value == "台账.xlsx 企业台账 第3行"


@pytest.mark.thorough
def test_a_link_leads_to_a_file_of_whatever_name(tmp_path: Path) -> None:
    """Followed as a URI, from the folder of the report."""
    file = tmp_path / "各 乡" / "甲#1 [终稿]100%20.csv"
    file.parent.mkdir()
    file.write_text("企业名称,是否建立党组织,党建指导员\n甲公司,否,无\n", "utf-8")
    report = djcov.report(djcov.read(file), as_of="2021-12-31")
    out = tmp_path / "结果" / "报告.xlsx"
    out.parent.mkdir()
    cells = formulas(RENDERERS[".xlsx"](report, out))["缺口名单"]["F"]
    (target,) = {cell.hyperlink.target for cell in cells if cell.hyperlink}
    assert "\\" not in target
    assert not set(target) & set(" #[]")
    assert (out.parent / unquote(target)).resolve() == file.resolve()


@pytest.mark.thorough
def test_pages_are_made_for_paper(content: bytes) -> None:
    for sheet in formulas(content).worksheets:
        assert sheet.page_setup.paperSize == 9, "A4"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.print_title_rows
        assert "&P" in sheet.oddFooter.center.text
        assert sheet["A1"].alignment.horizontal == "center"
        assert sheet["A2"].value == "填报单位：全区    截至日期：2021年12月31日    口径：四大工程"
        assert sheet.freeze_panes
    assert formulas(content)["总表"].page_setup.orientation == "landscape"


def test_clauses_and_titles_have_room(content: bytes) -> None:
    book = formulas(content)
    sheet = book["缺口汇总"]
    top = next(cell.row for cell in sheet["A"] if cell.value == "缺口")
    assert sheet.cell(top, 2).value == "方案条款"
    for row in range(top + 1, sheet.max_row + 1):
        cell = sheet.cell(row, 2)
        assert cell.alignment.wrap_text
        lines = -(-2 * len(cell.value) // int(sheet.column_dimensions["B"].width))
        assert lines == 1 or sheet.row_dimensions[row].height >= 13.5 * lines, cell.value
    assert next(str(each) for each in book["图表"].merged_cells.ranges) == "A1:J1"
    assert sum(book["图表"].column_dimensions[letter].width for letter in "ABCDEFGHIJ") > 2 * len("全区各单位比较")


def test_numbers_do_not_stand_under_a_rate(sheets: dict[str, Any]) -> None:
    own = [{"code": "no_members", "name": "党员空白企业数", "where": "members = 0"}]
    settings = Policy.load().with_(indicators=own)
    by_sheet = values(workbook.render(djcov.report(linked(roster(LEDGER), settings=settings))))
    (rows,) = [rows for rows in by_sheet.values() if any("党员空白企业数" in map(str, row) for row in rows[:6])]
    at = next(at for at, row in enumerate(rows) if "党员空白企业数" in row)
    left = rows[at].index("党员空白企业数")
    assert rows[at + 1][left : left + 3] == ["已达到", "企业数", "个数"]
    assert rows[at + 2][left + 2] == 1
    goals = next(row for row in sheets["目标"] if "已达到" in row)
    assert "比率或个数" in goals and "比率" not in goals


def test_what_is_behind_its_goal_shows_without_colour_too(content: bytes) -> None:
    sheet = formulas(content)["总表"]
    top = next(cell.row for cell in sheet["A"] if cell.value == "乡（办）")
    assert sheet.cell(top, 3).value == "组织覆盖率\n目标 100%（2021-12-31）"
    assert {sheet.cell(top + 2 + at, 5).number_format for at in range(9)} == {'"▼"0.00%'}
    assert sheet.cell(top + 2, 10).number_format == "0.00%", "there is no goal for 单独组建率"


@pytest.fixture
def course() -> Report:
    then = linked(roster(LEDGER[:2]), "2020-12-31")
    return djcov.report(linked(roster(LEDGER)), earlier=[then])


@pytest.mark.thorough
def test_earlier_dates_make_a_trend(course: Report) -> None:
    content = workbook.render(course)
    rows = values(content)["趋势"]
    assert [row[0] for row in rows[5:7]] == ["2020-12-31", "2021-12-31"]
    assert rows[5][1:4] == [1, 2, 0.5]
    assert rows[6][1:4] == [2, 4, 0.5]
    units = table(values(content)["趋势-组织覆盖率"], "乡（办）", "2020-12-31")
    assert units[0] == {"乡（办）": "全区", "2020-12-31": 0.5, "2021-12-31": 0.5}
    assert units[2] == {"乡（办）": "柳河乡", "2020-12-31": None, "2021-12-31": 0.5}, "not there, which is not 0"
    assert "趋势" in part(content, "xl/charts/chart2.xml")


def test_an_empty_ledger_and_a_policy_without_goals() -> None:
    facts: Facts = linked(roster([]), settings=policy())
    bare = djcov.report(facts, policy=facts.policy.model_copy(update={"targets": ()}))
    sheets = values(workbook.render(bare))
    assert "目标" not in sheets
    assert sheets["缺口汇总"][4][:2] == ["合计", 0]


def part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()


def test_the_same_report_is_the_same_bytes(course: Report) -> None:
    content = workbook.render(course)
    assert workbook.render(course) == content
    assert str(date.today().year) not in part(content, "docProps/core.xml")


@pytest.mark.thorough
def test_the_same_command_gives_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    made = []
    for seed in ("1", "2"):
        path = tmp_path / "报告.xlsx"
        command = [sys.executable, "-m", "djcov", "report", str(SAMPLES / "district.xlsx"), "-o", str(path), "-q"]
        environment = {"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(djcov.__file__).parents[1]), "PYTHONUTF8": "1"}
        subprocess.run([*command, "--as-of", AS_OF], check=True, env=environment)
        made.append(path.read_bytes())
    assert made[0] == made[1]


@pytest.mark.thorough
def test_libreoffice_calculates_what_is_stored(tmp_path: Path, content: bytes) -> None:
    """The stored values are taken out first, or it would believe them."""
    path = tmp_path / "bare.xlsx"
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name.startswith("xl/worksheets/sheet"):
                data = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", data)
            target.writestr(name, data)
    calculated = values(office(tmp_path, "xlsx", path).read_bytes())
    stored, checked = values(content), 0
    for sheet in formulas(content).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    found = calculated[sheet.title][cell.row - 1][cell.column - 1]
                    expected = stored[sheet.title][cell.row - 1][cell.column - 1]
                    assert found == (expected if isinstance(expected, str) else pytest.approx(expected, abs=1e-12)), (
                        cell
                    )
                    checked += 1
    assert checked > 300


@pytest.mark.thorough
def test_libreoffice_makes_pages_of_it(tmp_path: Path, course: Report) -> None:
    path = tmp_path / "报告.xlsx"
    path.write_bytes(workbook.render(course))
    assert office(tmp_path, "pdf", path).read_bytes().startswith(b"%PDF")
