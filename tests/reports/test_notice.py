"""The notice: its page by GB/T 9704-2012, read from the file itself, and its figures against the views' documents."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from random import Random
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import docx
import pytest
from docx.enum.section import WD_SECTION

import djcov
from djcov import pipeline
from djcov.findings import Left
from djcov.measures.follow_up import FollowUp, UnitCounts
from djcov.measures.gap_kinds import GAP_KINDS
from djcov.measures.indicators import INDICATORS
from djcov.measures.report import Report, report
from djcov.policy import Policy
from djcov.reports.coverage import CoverageView
from djcov.reports.gaps import GapsView
from djcov.reports.league import LeagueView
from djcov.reports.notice import assign, render, wording
from djcov.reports.notice.draft import ordinal
from djcov.reports.notice.figures import most_concerned, tight
from djcov.reports.shares import day
from djcov.reports.targets import TargetsView
from effort import IN_FULL
from made_up import ledger_book, rosters_book
from made_up.chance import AS_OF_DAYS
from made_up.clerks import HastyClerk
from made_up.making import make_district
from rosters import linked, policy, roster

SAMPLE = Path(__file__).parents[2] / "data" / "samples" / "district.xlsx"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ISSUED = {
    "issuer": "中共青岚区委组织部",
    "number": "青组〔2022〕3号",
    "date": date(2022, 1, 10),
    "copy_to": ("区委办公室", "区总工会"),
    "printed_by": "中共青岚区委组织部办公室",
}


@cache
def _sample() -> Report:
    return report(linked(djcov.read(SAMPLE)))


def sample(**notice: Any) -> Report:
    """Give the sample's report under a notice's settings, which no figure depends on."""
    return replace(_sample(), policy=policy(notice=notice))


@cache
def plain() -> bytes:
    return render(sample())


def made(ledger: list[dict[str, Any]], as_of: str = "2021-12-31", **settings: Mapping[str, Any]) -> Report:
    settings.setdefault("league", {"small": 0})
    return report(linked(roster(ledger), as_of, policy(**settings)))


def ledger_of(**units: tuple[int, int]) -> list[dict[str, Any]]:
    """Make enterprises: of each unit so many organised of so many."""
    return [
        {"name": f"{unit}{n}", "township": unit, "organized": n < numerator}
        for unit, (numerator, denominator) in units.items()
        for n in range(denominator)
    ]


def part(content: bytes, name: str) -> Element:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return ElementTree.fromstring(package.read(name))


def text_of(element: Element) -> str:
    return "".join(each.text or "" for each in element.iter(f"{W}t"))


def paragraphs(content: bytes) -> list[tuple[str, str]]:
    """Give style and text of every paragraph outside tables that has a text."""
    body = part(content, "word/document.xml")[0]
    found = [(each.find(f"{W}pPr/{W}pStyle"), text_of(each)) for each in body.findall(f"{W}p")]
    return [("Normal" if style is None else style.get(f"{W}val", ""), text) for style, text in found if text]


def styled(content: bytes, *styles: str) -> list[str]:
    return [text for style, text in paragraphs(content) if style in styles]


def text(content: bytes) -> str:
    return "\n".join(text for _, text in paragraphs(content))


def tables(content: bytes) -> list[list[list[str]]]:
    """Give the tables' cells; the paragraphs of a cell are joined by a space. Read by python-docx."""
    document = docx.Document(io.BytesIO(content))
    return [[[cell.text.replace("\n", " ") for cell in row.cells] for row in table.rows] for table in document.tables]


def imprint(content: bytes) -> list[list[str]]:
    """Give the cells of 版记, which the last section's pages have at their foot."""
    (table,) = docx.Document(io.BytesIO(content)).sections[-1].even_page_footer.tables
    return [[cell.text for cell in row.cells] for row in table.rows]


def percent(rate: float | None, missing: str = "") -> str:
    if rate is None:
        return "无数据" if missing else "—"
    return f"{Decimal(str(rate * 100)).quantize(Decimal('0.01'), ROUND_HALF_UP)}%"


# ---- the page


class TestPage:
    section = part(plain(), "word/document.xml").find(f"{W}body/{W}sectPr")

    def twips(self, element: str, attribute: str) -> int:
        found = self.section.find(f"{W}{element}")
        return int(found.get(f"{W}{attribute}"))

    def mm(self, element: str, attribute: str) -> float:
        return self.twips(element, attribute) / 1440 * 25.4

    @pytest.mark.parametrize(
        ("element", "attribute", "mm"),
        [("pgSz", "w", 210), ("pgSz", "h", 297), ("pgMar", "top", 37), ("pgMar", "left", 28)],
    )
    def test_a4_with_its_margins(self, element, attribute, mm):
        assert self.mm(element, attribute) == pytest.approx(mm, abs=0.05)

    def test_the_type_area_is_156_by_225_mm(self):
        width = self.mm("pgSz", "w") - self.mm("pgMar", "left") - self.mm("pgMar", "right")
        height = self.mm("pgSz", "h") - self.mm("pgMar", "top") - self.mm("pgMar", "bottom")
        assert (width, height) == (pytest.approx(156, abs=0.05), pytest.approx(225, abs=0.05))

    def test_the_grid_holds_22_lines_of_28_characters(self):
        width = self.twips("pgSz", "w") - self.twips("pgMar", "left") - self.twips("pgMar", "right")
        height = self.twips("pgSz", "h") - self.twips("pgMar", "top") - self.twips("pgMar", "bottom")
        character = 20 * (16 + self.twips("docGrid", "charSpace") / 4096)
        assert self.section.find(f"{W}docGrid").get(f"{W}type") == "linesAndChars"
        assert height // self.twips("docGrid", "linePitch") == 22
        assert width // character == 28

    def test_so_does_the_text_itself(self):
        normal = style("Normal")
        line = normal.find(f"{W}pPr/{W}spacing")
        closer = int(normal.find(f"{W}rPr/{W}spacing").get(f"{W}val"))
        assert line.get(f"{W}lineRule") == "exact"
        assert 12756 // int(line.get(f"{W}line")) == 22
        assert 8845 // (20 * 16 + closer) == 28

    def test_the_binding_edge_changes_sides(self):
        settings = part(plain(), "word/settings.xml")
        assert settings.find(f"{W}mirrorMargins") is not None
        assert settings.find(f"{W}evenAndOddHeaders") is not None

    @pytest.mark.parametrize(("kind", "side"), [("default", "right"), ("even", "left")])
    def test_the_page_number_stands_outside(self, kind, side):
        content = plain()
        relation = next(each for each in self.section.findall(f"{W}footerReference") if each.get(f"{W}type") == kind)
        identifier = relation.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id")
        target = next(
            each for each in part(content, "word/_rels/document.xml.rels") if each.get("Id") == identifier
        ).get("Target")
        footer = part(content, f"word/{target}")
        assert footer.find(f".//{W}fldSimple").get(f"{W}instr").split() == ["PAGE"]
        assert text_of(footer) == "— 1 —"
        assert footer.find(f".//{W}jc").get(f"{W}val") == side
        assert footer.find(f".//{W}ind").get(f"{W}{side}Chars") == "100"
        assert fonts("Footer") == ("宋体", "宋体", 14)

    def test_the_page_numbers_dash_is_7_mm_below_the_type_area(self):
        below = self.mm("pgMar", "bottom") - self.mm("pgMar", "footer")
        line = int(style("Footer").find(f"{W}pPr/{W}spacing").get(f"{W}line")) / 1440 * 25.4
        assert below - line / 2 == pytest.approx(7, abs=0.1)


# ---- the fonts


def style(identifier: str) -> Element:
    styles = part(plain(), "word/styles.xml").findall(f"{W}style")
    return next(each for each in styles if each.get(f"{W}styleId") == identifier)


def fonts(identifier: str) -> tuple[str, str, float]:
    """Give a style's Chinese font, its Latin one, and its size in points, with what it has from its base."""
    own = style(identifier)
    based = own.find(f"{W}basedOn")
    chinese, latin, size = ("", "", 0.0) if based is None else fonts(based.get(f"{W}val"))
    named, sized = own.find(f"{W}rPr/{W}rFonts"), own.find(f"{W}rPr/{W}sz")
    if named is not None:
        chinese, latin = named.get(f"{W}eastAsia"), named.get(f"{W}ascii")
    return chinese, latin, size if sized is None else int(sized.get(f"{W}val")) / 2


@pytest.mark.parametrize(
    ("identifier", "chinese", "size"),
    [
        ("Title", "方正小标宋简体", 22),
        ("BodyText", "仿宋_GB2312", 16),
        ("Heading1", "黑体", 16),
        ("Heading2", "楷体_GB2312", 16),
        ("Addressee", "仿宋_GB2312", 16),
        ("AnnexLabel", "黑体", 16),
        ("Signature", "仿宋_GB2312", 16),
        ("Copies", "仿宋_GB2312", 14),
        ("Printed", "仿宋_GB2312", 14),
    ],
)
def test_every_element_has_its_font_and_size(identifier: str, chinese: str, size: float) -> None:
    assert fonts(identifier) == (chinese, "Times New Roman", size)


def test_fonts_that_windows_lacks_name_one_that_it_has() -> None:
    table = part(plain(), "word/fontTable.xml")
    instead = {each.get(f"{W}name"): each.find(f"{W}altName") for each in table}
    named = {each.get(f"{W}eastAsia") for each in part(plain(), "word/styles.xml").iter(f"{W}rFonts")}
    assert named <= instead.keys()
    for font, known in {"方正小标宋简体": "宋体", "仿宋_GB2312": "仿宋", "楷体_GB2312": "楷体"}.items():
        assert known in instead[font].get(f"{W}val").split(",")


def test_every_style_that_is_used_is_there() -> None:
    content = render(sample(**ISSUED, lists_names=True))
    used = {each.get(f"{W}val") for each in part(content, "word/document.xml").iter(f"{W}pStyle")}
    assert used <= {each.get(f"{W}styleId") for each in part(content, "word/styles.xml").findall(f"{W}style")}


def test_quotation_marks_are_set_in_the_chinese_font() -> None:
    for run in part(plain(), "word/document.xml").iter(f"{W}r"):
        if run.find(f"{W}t") is not None:
            assert run.find(f"{W}rPr/{W}rFonts").get(f"{W}hint") == "eastAsia"


# ---- its elements


def test_headings_are_numbered_by_the_standard() -> None:
    numbers = iter("一二三四")
    second = 0
    for style_, heading in paragraphs(plain()):
        if style_ == "Heading1":
            second = 0
            assert heading.startswith(f"{next(numbers)}、")
        elif style_ == "Heading2":
            second += 1
            assert heading.startswith(f"（{ordinal(second)}）")
    assert next(numbers, None) is None
    items = [text for text in styled(plain(), "BodyText") if re.match(r"\d+\.(?!\d)", text)]
    assert [int(text.partition(".")[0]) for text in items] == list(range(1, len(items) + 1))


@pytest.mark.parametrize(
    ("number", "written"), [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九")]
)
def test_chinese_numerals(number: int, written: str) -> None:
    assert ordinal(number) == written


def test_an_issued_notice_has_its_head_and_foot() -> None:
    content = render(sample(**ISSUED))
    assert styled(content, "IssuerMark") == ["中共青岚区委组织部文件"]
    assert styled(content, "DocumentNumber") == ["青组〔2022〕3号"]
    assert styled(content, "Title")[:2] == ["关于全区非公有制企业党建", "“四大工程”推进情况的通报"]
    assert styled(content, "Addressee") == ["各党（工）委："]
    assert styled(content, "Signature") == ["中共青岚区委组织部"]
    assert styled(content, "Date") == ["2022年1月10日"]
    assert imprint(content) == [["抄送：区委办公室，区总工会。"], ["中共青岚区委组织部办公室\t2022年1月10日印发"]]


def test_the_foot_stands_on_an_even_last_page_without_a_number() -> None:
    last = docx.Document(io.BytesIO(render(sample(**ISSUED)))).sections[-1]
    assert last.start_type == WD_SECTION.EVEN_PAGE
    for footer in (last.footer, last.even_page_footer):
        assert "PAGE" not in "".join(footer.part.element.itertext())
    assert last.footer_distance == last.bottom_margin


def test_whom_to_ask_stands_below_the_date() -> None:
    body = paragraphs(render(sample(**ISSUED, contact="张同志，电话：0000-0000000")))
    assert body[body.index(("Date", "2022年1月10日")) + 1] == ("BodyText", "（联系人：张同志，电话：0000-0000000）")


def test_the_ranking_is_kept_on_one_page() -> None:
    rows = part(plain(), "word/document.xml").find(f".//{W}tbl").findall(f"{W}tr")
    kept = [row.find(f".//{W}keepNext") is not None for row in rows]
    assert kept == [True] * (len(rows) - 1) + [False]


def test_a_notice_that_nobody_issues_has_neither() -> None:
    content = plain()
    assert styled(content, "IssuerMark", "DocumentNumber", "Signature") == []
    assert styled(content, "Date") == ["2021年12月31日"]
    assert len(tables(content)) == 3


@pytest.mark.parametrize("missing", ["issuer", "number"])
def test_the_red_head_needs_both_issuer_and_number(missing: str) -> None:
    content = render(sample(**{key: value for key, value in ISSUED.items() if key != missing}))
    assert styled(content, "IssuerMark", "DocumentNumber") == []


def test_date_and_signature_stand_over_each_other() -> None:
    document = docx.Document(io.BytesIO(render(sample(**ISSUED))))
    right = {
        each.style.name: each.paragraph_format.right_indent.pt
        for each in document.paragraphs
        if each.text[:2] in ("中共", "20") and each.style.name in ("Signature", "Date")
    }
    # 空四字 of 16 pt; 2022年1月10日 is 6.5 characters wide, the signature 9
    assert right == {"Date": 4 * 16, "Signature": (4 - (9 - 6.5) / 2) * 16}


def test_the_attachments_are_listed_and_stand_on_pages_of_their_own() -> None:
    content = render(sample(lists_names=True))
    titles = ["全区非公有制企业党建覆盖情况统计表", "各单位缺口统计表", "缺口名单"]
    assert styled(content, "AnnexNote") == [
        f"附件：1.{titles[0]}",
        f"2.{titles[1]}",
        f"3.{titles[2]}",
    ]
    assert styled(content, "AnnexLabel") == ["附件1", "附件2", "附件3"]
    assert styled(content, "Title")[2:] == titles
    assert style("AnnexLabel").find(f"{W}pPr/{W}pageBreakBefore") is not None


def test_a_title_of_ones_own_keeps_its_lines() -> None:
    assert styled(render(sample(title="关于企业党建\n情况的通报")), "Title")[:2] == ["关于企业党建", "情况的通报"]


# ---- its figures


def rows_of(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    return document["rows"]


def test_the_ranking_is_the_leagues() -> None:
    result = sample()
    organization, work = (rows_of(LeagueView(league, result.policy.league).document()) for league in result.leagues)
    places = {row["unit"]: row for row in work}
    expected = [
        [
            row["unit"],
            f"{percent(row['rate'])} {row['numerator']}/{row['denominator']}",
            str(row["rank"]),
            f"{percent(places[row['unit']]['rate'])} {places[row['unit']]['numerator']}/{row['denominator']}",
            str(places[row["unit"]]["rank"]),
        ]
        for row in organization
    ]
    assert tables(render(result))[0] == [["乡（办）", "组织覆盖率", "名次", "工作覆盖率", "名次"], *expected]


def test_the_coverage_attachment_is_coverage() -> None:
    result = sample()
    names, *rows = tables(render(result))[1]
    shares = {(row["unit"], row["name"]): row for row in rows_of(CoverageView(result.coverage, "").document())}
    assert names[:2] == ["乡（办）", "企业数"]
    assert [row[0] for row in rows] == list(result.coverage.units)
    for unit, count, *cells in rows:
        assert count == str(shares[unit, "组织覆盖率"]["denominator"])
        for name, cell in zip(names[2:], cells, strict=True):
            share = shares[unit, name]
            figures = f" {share['numerator']}/{share['denominator']}" if share["denominator"] else ""
            assert cell == percent(share["rate"]) + figures


def test_the_gaps_attachment_counts_the_gaps() -> None:
    result = sample()
    gaps = rows_of(GapsView(result.gaps).document())
    names, total, *rows = tables(render(result))[2]
    kinds = [tight(GAP_KINDS[kind].title) for kind in GAP_KINDS if any(gap["kind"] == kind for gap in gaps)]
    codes = [kind for kind in GAP_KINDS if any(gap["kind"] == kind for gap in gaps)]
    counts = Counter((gap["township"], gap["kind"]) for gap in gaps)
    assert names == ["乡（办）", *kinds]
    assert total == ["全区", *(str(sum(gap["kind"] == kind for gap in gaps)) for kind in codes)]
    assert rows == [
        [unit, *(str(counts[unit, kind]) for kind in codes)] for unit in result.coverage.units if unit != "全区"
    ]


def test_the_list_of_names_is_there_only_if_the_policy_says_so() -> None:
    named, silent = sample(lists_names=True), sample()
    gaps = rows_of(GapsView(named.gaps).document())
    listed = tables(render(named))[3][1:]
    names = {gap.get("enterprise") or gap.get("organization") for gap in gaps}
    lacking: dict[tuple[str, str], list[str]] = {}
    for gap in gaps:
        lacking.setdefault((gap["township"], gap.get("enterprise") or gap["organization"]), []).append(gap["title"])
    assert {(row[1], row[2]) for row in listed} == lacking.keys()
    assert len(listed) == len(named.gaps.by_subject)
    for _, unit, name, told in listed:
        assert all(tight(title) in told for title in lacking[unit, name])
    assert [row[0] for row in listed] == [str(number) for number in range(1, len(listed) + 1)]
    whole = text(render(silent)) + str(tables(render(silent)))
    assert not [name for name in names if name in whole]


def test_the_sentences_tell_the_coverage() -> None:
    result = sample()
    shares = {
        row["indicator"]: row for row in rows_of(CoverageView(result.coverage, "").document()) if row["unit"] == "全区"
    }
    said = text(render(result))
    n = {code: share["numerator"] for code, share in shares.items()}
    d = {code: share["denominator"] for code, share in shares.items()}
    rate = {code: percent(share["rate"]) for code, share in shares.items()}
    for sentence in (
        f"纳入统计的{d['org_coverage']}家企业中，有党组织覆盖的{n['org_coverage']}家，组织覆盖率{rate['org_coverage']}",
        f"应当建立党组织的{d['due_built']}家，已有党组织覆盖的{n['due_built']}家，应建已建率{rate['due_built']}",
        f"派驻了党建工作指导员的{n['work_coverage']}家，工作覆盖率{rate['work_coverage']}",
        f"职工50人以上的{d['members_in_50plus']}家，有党员的{n['members_in_50plus']}家，占{rate['members_in_50plus']}",
        f"建有妇联的{n['women_coverage']}家，占{d['women_coverage']}家的{rate['women_coverage']}",
        f"“六有”齐全的党组织{n['six_haves']}个，占{d['six_haves']}个的{rate['six_haves']}",
        f"基本情况填写不全的还有{d['clear_basic'] - n['clear_basic']}家",
    ):
        assert sentence in said


def test_the_goals_are_those_in_force() -> None:
    result = sample()
    items = [line for line in text(render(result)).split("\n") if re.match(r"\d+\.(?!\d)", line) and "目标" in line]
    rows = rows_of(CoverageView(result.coverage, "").document())
    aims = [row for row in rows if row["unit"] == "全区" and row["met"] is not None]
    assert len(items) == len(aims) == 9
    for row in aims:
        item = next(each for each in items if re.match(rf"\d+\. ?{row['name']}：", each))
        counted = row["target"] > 1 and row["indicator"].startswith("dual")
        assert f"目标{row['target']}个" in item if counted else f"目标{row['target'] * 100:g}%" in item
        assert f"期限{day(date.fromisoformat(row['deadline']))}" in item
        assert ("已完成" in item) == row["met"]
        assert row["met"] or f"还差{row['short_by']}家，" in item


def test_a_deadline_that_is_over_on_the_notices_date_is_called_so() -> None:
    on_time, late = text(plain()), text(render(sample(**ISSUED)))
    assert "组织覆盖率须于2021年12月31日前达到100%。" in on_time
    assert "组织覆盖率达到100%的时限（2021年12月31日）已逾期" in late
    assert "50人以上企业有党员率须于2022年12月31日前达到100%。" in late


def test_a_unit_that_has_reached_a_goal_is_not_told_to_reach_it() -> None:
    """The district has not: that is nothing to ask of a notice to one township."""
    rows = [{**row, "instructor": "无"} for row in ledger_of(甲乡=(2, 3), 乙乡=(0, 3))]
    goals = [{"indicator": "work_coverage", "rate": 0.5, "by": date(2021, 12, 31)}]
    facts = linked(roster(rows), settings=Policy().with_(targets=goals))
    told = {unit: text(render(report(facts, [unit]))) for unit in ("甲乡", "乙乡")}
    assert "工作覆盖率须于2021年12月31日前达到50%。" in told["乙乡"]
    assert "须于" not in told["甲乡"]


def _numbers(written: object) -> Iterator[str]:
    """Give the numbers in a JSON document, as the notice writes them."""
    if isinstance(written, Mapping):
        for value in written.values():
            yield from _numbers(value)
    elif isinstance(written, list | tuple):
        for value in written:
            yield from _numbers(value)
    elif isinstance(written, bool) or written is None:
        return
    elif isinstance(written, str):
        yield from (str(int(each)) for each in re.findall(r"\d+", written))
    else:
        yield from (f"{written:g}", percent(float(written)), f"{written * 100:g}%")


def allowed(result: Report) -> set[str]:
    """Give every number that the views' documents and the policy give, and counts of gaps and of what is unclear."""
    documents = [
        CoverageView(result.coverage, "").document(),
        TargetsView(result.targets, "").document(),
        GapsView(result.gaps).document(),
        *(LeagueView(league, result.policy.league).document() for league in result.leagues),
    ]
    found = set(_numbers(documents)) | set(_numbers(result.policy.counting.model_dump()))
    found |= set(_numbers([float(result.policy.league.praise_rate), float(result.policy.league.criticise_rate)]))
    found |= set(_numbers([result.policy.plan_start.isoformat(), result.policy.league.small, result.as_of.isoformat()]))
    found |= set(_numbers([result.scope.read, result.scope.counted, result.scope.read - result.scope.counted]))
    found |= set(_numbers(result.scope.reasons))
    gaps = Counter(gap.kind for gap in result.gaps.rows)
    places = Counter((gap.kind, gap.subject.township) for gap in result.gaps.rows)
    found |= set(_numbers([*gaps.values(), *places.values(), *Counter(kind for kind, _ in places).values()]))
    by = (result.policy.notice.date or result.as_of) + timedelta(result.policy.deadlines.reply_days)
    found |= set(_numbers(by.isoformat()))
    clear = (row for row in result.coverage.rows if row.indicator.startswith("clear") and not row.missing)
    return found | set(_numbers([row.denominator - row.numerator for row in clear]))


@pytest.mark.parametrize("seed", range(20 if IN_FULL else 2))
@pytest.mark.parametrize(
    "way", [ledger_book.ledger, lambda district, rng: rosters_book.rosters(district, HastyClerk(rng))]
)
def test_every_number_of_a_random_districts_notice_is_in_the_documents(seed: int, way: Any, tmp_path: Path) -> None:
    for book in way(make_district(7000 + seed), Random(seed)).books:
        book.save(tmp_path)
    as_of = AS_OF_DAYS[seed % len(AS_OF_DAYS)].isoformat()
    result = report(linked(djcov.read(tmp_path), as_of, policy(notice={"lists_names": True})))
    content = render(result)

    sentences = "\n".join(re.sub(r"^\d+\.(?!\d)", "", line) for line in styled(content, "BodyText"))
    said = re.findall(r"\d+(?:\.\d+)?%?", sentences)
    known = allowed(result) | {"1"}
    assert [number for number in said if number not in known] == []
    assert "None" not in text(content)
    assert not re.search(r"[{}]", text(content))


# ---- what a district may be like


def test_what_is_0_is_named_together_and_a_part_of_zeros_has_no_heading() -> None:
    ledger = [{**row, "union": False, "instructor_sent": False} for row in ledger_of(甲乡=(15, 20), 乙镇=(3, 20))]
    content = render(made(ledger))
    assert not [heading for heading in styled(content, "Heading2") if "群团组织" in heading]
    assert re.search(r"以下各项比率（个数）为0：.*工会覆盖率", text(content))
    assert "没有党组织覆盖的22家，均未派驻党建工作指导员" in text(content)


def test_few_units_are_named_each_and_equal_ones_together() -> None:
    ledger = [
        {"name": f"{unit}{n}", "township": unit, "organized": False, "full_members": 3}
        for unit, count in {"甲乡": 2, "乙镇": 1, "丙乡": 1}.items()
        for n in range(count)
    ]
    ledger.append({"name": "丁", "township": "甲乡", "organized": True, "full_members": 9})
    told = text(render(made(ledger)))
    assert "应建未建的企业4家，涉及3个单位，分别为甲乡2家，乙镇、丙乡各1家。" in told
    one = text(render(made([*ledger[:1], *({"name": f"建{n}", "township": "乙镇", "organized": True} for n in "12")])))
    assert "应建未建的企业1家，为甲乡。" in one


def test_units_with_a_verdict_are_praised_and_criticised() -> None:
    result = made(ledger_of(甲乡=(19, 20), 乙镇=(18, 20), 丙乡=(5, 20), 丁乡=(15, 20)))
    said = text(render(result))
    assert "组织覆盖率达到90%的甲乡、乙镇，予以通报表扬。" in said
    assert "组织覆盖率低于60%的丙乡，予以通报批评。" in said


def test_units_without_progress_are_named_with_the_date() -> None:
    settings = policy(league={"small": 0})
    old = linked(roster(ledger_of(甲乡=(15, 20), 乙镇=(14, 20), 丙乡=(20, 20))), "2021-06-30", settings)
    now = linked(roster(ledger_of(甲乡=(15, 20), 乙镇=(15, 20), 丙乡=(20, 20))), "2021-12-31", settings)
    said = text(render(report(now, earlier=[old])))
    assert "组织覆盖率与2021年6月30日相比没有提高、又未达到表扬标准的甲乡，推进迟缓。" in said
    assert "推进迟缓" not in text(render(report(now)))


def _follow(**overdue: int) -> FollowUp:
    """A follow-up brought up to the report's own date, of which so many lines are overdue in each unit."""
    counts = [UnitCounts(unit, Counter({"open": 9, "done": 1}), number) for unit, number in overdue.items()]
    whole = UnitCounts("全区", Counter({"open": 9 * len(counts), "done": len(counts)}), sum(overdue.values()))
    return FollowUp(date(2021, 12, 31), date(2021, 12, 31), (whole, *counts))


@pytest.mark.parametrize(
    ("overdue", "said"),
    [
        ({"甲乡": 2, "乙镇": 1}, "逾期未销的分别为甲乡2条，乙镇1条。"),
        ({"甲乡": 2, "乙镇": 0}, ""),  # of one unit alone the sentence before has said it
        ({"甲乡": 0, "乙镇": 0}, ""),
    ],
)
def test_where_most_is_overdue_is_said(overdue: dict[str, int], said: str) -> None:
    facts = linked(roster(ledger_of(甲乡=(15, 20), 乙镇=(14, 20))))
    told = text(render(report(facts, follow=_follow(**overdue))))
    number = sum(overdue.values())
    assert f"全区应销20条，已销2条，销号率10.00%，逾期{number}条。取自截至2021-12-31的销号台账。" in told
    assert ("逾期未销的" in told) == bool(said)
    assert said in told


def test_a_plan_that_is_not_proved_says_so() -> None:
    rows = [
        {"name": name, "township": "甲乡", "village": None, "park": None, "organized": False, "members": 1}
        for name in ("甲公司", "乙公司")
    ]
    for due, unproved in ((3, False), (8, True)):
        facts = linked(roster(rows), settings=policy(counting={"due_members": due}))
        told = text(render(report(facts), pipeline.plan(facts)))
        assert ("在限定时间内没有证明最优，还可能差：纳入联合组建的企业0（界限2）、" in told) == unproved


def test_with_nobody_to_praise_or_to_criticise_the_parts_are_left_out() -> None:
    said = text(render(made(ledger_of(甲乡=(14, 20), 乙镇=(15, 20)))))
    assert "通报表扬" not in said
    assert "通报批评" not in said


def test_small_units_are_ranked_only() -> None:
    said = text(render(made(ledger_of(甲乡=(3, 3), 乙镇=(15, 20)), league={"small": 5})))
    assert "甲乡纳入统计的企业不足5家，仅排名，不纳入表扬和批评范围。" in said


def test_a_unit_without_enterprises_is_not_ranked() -> None:
    content = render(made(ledger_of(甲乡=(15, 20), 丙乡=(1, 20)), units={"order": ("甲乡", "乙镇", "丙乡")}))
    assert "乙镇没有应当纳入统计的企业，不排名。" in text(content)
    assert ["乙镇", "—", "—", "—", "—"] in tables(content)[0]


def test_a_single_unit_is_not_compared() -> None:
    said = text(render(made(ledger_of(甲乡=(15, 20)))))
    assert "只有甲乡一个单位，不作横向比较。" in said
    assert "涉及" not in said
    assert "都在" not in said


def test_enterprises_without_a_unit_are_nobodys_to_criticise() -> None:
    ledger = [*ledger_of(甲乡=(19, 20), 乙镇=(15, 20)), *({"name": f"无{n}", "organized": False} for n in range(7))]
    content = render(made(ledger))
    assert "另有7家企业没有填写所属单位，不作通报，请核实补填。" in text(content)
    assert "未填" not in "".join(line for line in styled(content, "BodyText") if "予以通报" in line)
    assert len(tables(content)[0]) == 1 + 2


FULL = {
    "organized": True,
    "organization_form": "单独组建",
    "secretary": "张*",
    "members": 3,
    "full_members": 3,
    "employees": 60,
    "weak": False,
    "instructor_sent": False,
    "union": True,
    "youth_league": True,
    "womens_federation": True,
    "type": "有限责任公司",
    "status": "存续",
    "registered_on": date(2015, 5, 1),
}


def test_without_gaps_there_is_nothing_to_list() -> None:
    ledger = [
        {"name": f"{unit}{n}", "township": unit, "uscc": f"91{at}{n}", "organization_name": f"{unit}{n}党支部", **FULL}
        for at, unit in enumerate(("甲乡", "乙镇"))
        for n in range(5)
    ]
    content = render(made(ledger))
    said = text(content)
    assert styled(content, "AnnexLabel") == ["附件"]
    assert "按现有台账，没有缺口。" in said
    assert "请各单位巩固成果" in said
    assert "共有" not in said
    assert "还差" not in said


def test_an_indicator_without_its_column_is_not_told() -> None:
    content = render(made(ledger_of(甲乡=(15, 20), 乙镇=(3, 20))))
    said, names = text(content), {name for table in tables(content) for name in table[0]}
    assert "应建已建率" not in names
    assert "派驻率" not in names
    assert re.search(r"以下指标不作通报：.*应建已建率", said)
    assert not re.search(r"应建已建率\d", said)
    assert re.search(r"以下缺口无法查找，不等于没有：.*应建未建", said)


def test_without_any_data_on_coverage_nobody_is_ranked() -> None:
    content = render(made([{"name": f"甲{n}", "township": "甲乡", "employees": 60} for n in range(6)]))
    said = text(content)
    assert "没有可以排名的单位。" in said
    assert "组织覆盖率无数据（企业台账中没有" in said
    assert "予以通报" not in said


def test_a_ledger_without_a_row_says_nothing_of_enterprises() -> None:
    said = text(render(made([])))
    assert "本次台账中没有登记企业" in said
    assert "0家" not in said


def test_with_nothing_to_count_the_notice_says_so() -> None:
    content = render(made([{"name": "甲公司", "township": "甲乡", "status": "注销", "organized": True}]))
    assert "本次台账中没有应当纳入统计的企业，各项比率无从计算。" in text(content)
    assert tables(content) == []
    assert styled(content, "Heading1", "AnnexNote", "AnnexLabel") == []


@pytest.mark.thorough
def test_a_notice_of_some_units_says_which() -> None:
    facts = linked(djcov.read(SAMPLE))
    result = report(facts, townships=("古城乡", "柳河乡"))
    content = render(result)
    assert "关于古城乡、柳河乡非公有制企业党建" in text(content)
    assert {row[0] for row in tables(content)[0]} == {"乡（办）", "古城乡", "柳河乡"}
    missing = sum(gap.kind == "due_not_built" for gap in result.gaps.rows)
    assert f"古城乡、柳河乡应建未建的企业{missing}家" in text(content)
    assert tables(content)[2][1][0] == "古城乡、柳河乡"


def test_what_units_lack_by_themselves_is_not_summed_up() -> None:
    """Each of three units of 5 enterprises needs 5 of 90 %, the three together 14 of 15."""
    ledger = ledger_of(甲乡=(4, 5), 乙镇=(4, 5), 丙乡=(4, 5))
    goal = [{"indicator": "org_coverage", "rate": "0.9", "by": date(2022, 12, 31)}]
    for townships in ((), ("甲乡", "乙镇", "丙乡")):
        settings = Policy.load().with_(targets=goal, league={"small": 0})
        result = report(linked(roster(ledger), settings=settings), townships=townships)
        assert result.coverage.total("org_coverage").short_by == 2
        said = text(render(result))
        assert "组织覆盖率还差2家；按各单位分别计算，分别为甲乡、乙镇、丙乡各1家。" in said
        assert "还差2家" in said.partition("目标任务完成情况")[2].partition("各单位情况")[0]


def test_a_goal_that_is_a_limit_is_said_as_one() -> None:
    own = [{"code": "no_members", "name": "党员空白企业数", "where": "members = 0"}]
    ledger = [{"name": f"甲{n}", "township": "甲乡", **FULL, "members": 0} for n in range(5)]
    for count, said in ((3, "控制在3家以内"), (0, "减至0家")):
        goal = [{"indicator": "no_members", "count": count, "at_most": True, "by": date(2022, 12, 31)}]
        settings = Policy.load().with_(indicators=own, targets=goal)
        content = text(render(report(linked(roster(ledger), settings=settings))))
        assert f"党员空白企业数须于2022年12月31日前{said}。" in content
        assert f"党员空白企业数：目标{said}，" in content
        assert f"党员空白企业数还要减少{5 - count}家" in content
        assert "至多" not in content


@pytest.mark.thorough
def test_a_notice_of_one_unit_tells_its_own_lacks() -> None:
    facts = linked(djcov.read(SAMPLE))
    result = report(facts, townships=("古城乡",))
    content = render(result)
    assert [row[0] for row in tables(content)[2]] == ["乡（办）", "古城乡"]
    share = result.coverage.share("clear_basic", "古城乡")
    assert f"基本情况填写不全的还有{share.denominator - share.numerator}家" in text(content)
    mass = result.coverage.share("mass_coverage", "古城乡")
    assert f"还差{mass.short_by}家" in text(content).replace("群团覆盖率", "")


@pytest.mark.parametrize(
    "name",
    [
        "=cmd|' /C calc'!A0",
        "<script>alert(1)</script>",
        "甲&乙<w:p/>公司",
        "甲\x07\x1b[31m公司",
        "{n}公司",
        "甲\u202e司公乙",
    ],
)
def test_whatever_a_name_is_it_stays_text(name: str) -> None:
    ledger = [{"name": name, "township": f"{name}乡", "organized": False, "instructor_sent": False, "employees": 8}]
    content = render(made(ledger, notice={"lists_names": True, "issuer": name, "copy_to": (name,), "title": name}))
    elements = {each.tag for each in part(content, "word/document.xml").iter()}
    plain = render(
        made(
            [{**ledger[0], "name": "甲公司", "township": "甲乡"}],
            notice={"lists_names": True, "issuer": "甲", "copy_to": ("乙",)},
        )
    )
    assert elements == {each.tag for each in part(plain, "word/document.xml").iter()}
    shown = re.sub("[\x00-\x1f\u202e]+", " ", name)
    assert shown in [row[2] for row in tables(content)[-1][1:]]
    assert f"抄送：{shown}。" == imprint(content)[0][0]


def test_the_policys_mass_organisations_change_the_sentence() -> None:
    ledger = [{**row, "union": True} for row in ledger_of(甲乡=(2, 6), 乙镇=(2, 6))]
    assert "或者建有群团组织的12家，工作覆盖率100%" in text(render(made(ledger, counting={"work_includes_mass": True})))
    assert "群团组织的12家，工作覆盖率" not in text(render(made(ledger)))


# ---- words and lists


def test_the_words_name_only_what_there_is() -> None:
    told = [code for part_ in wording.PARTS for code in part_.indicators]
    assert len(told) == len(set(told))
    assert {*told, *wording.SHARES, *wording.UNCLEAR_NAMES} <= INDICATORS.keys()
    assert wording.DEMANDS_BY_KIND.keys() <= GAP_KINDS.keys()
    for demand in wording.DEMANDS_BY_KIND.values():
        assert set(demand.indicators) <= INDICATORS.keys()


@pytest.mark.parametrize(
    ("counts", "named"),
    [
        ([("甲", 5), ("乙", 1), ("丙", 3), ("丁", 2)], "甲丙丁"),
        ([("甲", 5), ("乙", 2), ("丙", 2), ("丁", 2), ("戊", 1)], "甲乙丙丁"),
        ([("甲", 5), *((unit, 1) for unit in "乙丙丁戊己")], "甲"),
        ([(unit, 1) for unit in "甲乙丙丁戊己"], ""),
        ([("甲", 0), ("乙", 1)], "乙"),
    ],
)
def test_equal_units_are_named_together_or_not_at_all(counts: list[tuple[str, int]], named: str) -> None:
    assert "".join(unit for unit, _ in most_concerned(counts)) == named


@pytest.mark.parametrize(
    ("spaced", "closed"),
    [("职工 8 人", "职工8人"), ("10 个", "10个"), ("达到 90% 的", "达到90%的"), ("A 1 号 B", "A 1号 B"), ("无", "无")],
)
def test_figures_stand_close(spaced: str, closed: str) -> None:
    assert tight(spaced) == closed


# ---- the file


@pytest.mark.thorough
def test_the_same_report_gives_the_same_bytes_without_the_time_of_day() -> None:
    content = render(sample(**ISSUED))
    assert content == render(report(linked(djcov.read(SAMPLE), settings=policy(notice=ISSUED))))
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = docx.Document(io.BytesIO(content)).core_properties
    assert {properties.created.date(), properties.modified.date()} == {date(2021, 12, 31)}
    assert (properties.author, properties.title) == (
        "中共青岚区委组织部",
        "关于全区非公有制企业党建“四大工程”推进情况的通报",
    )


@pytest.mark.thorough
def test_libreoffice_sets_it_on_a4_pages_of_22_lines(tmp_path: Path) -> None:
    office, reader = shutil.which("soffice"), shutil.which("pdftotext")
    if (office is None or reader is None) and os.environ.get("DJCOV_CI") != "1":
        pytest.skip("needs LibreOffice and pdftotext")
    assert office, "LibreOffice is not installed"
    assert reader, "pdftotext (poppler-utils) is not installed"
    (tmp_path / "notice.docx").write_bytes(render(sample(**ISSUED)))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, "--headless", profile, "--convert-to", "pdf", "--outdir", tmp_path, tmp_path / "notice.docx"]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    subprocess.run([reader, "-layout", tmp_path / "notice.pdf"], check=True, timeout=60)
    pages = (tmp_path / "notice.txt").read_text("utf-8").split("\f")
    lines = [[line.replace(" ", "") for line in page.splitlines() if line.strip()] for page in pages[1:7]]
    assert [page[-1] for page in lines] == [f"—{number}—" for number in range(2, 8)]
    assert (
        max(len(page) for page in lines if not any("名次" in line for line in page)) == 22 + 1
    )  # the table's are lower
    # quotes are half as wide where they are taken from a Western font
    narrow = {char for page in lines for line in page for char in line if char.isascii()} | set("“”")
    assert max(sum(0.5 if char in narrow else 1 for char in line) for page in lines for line in page) <= 28.5


# ---- 交办单


@pytest.mark.thorough
def test_a_township_is_told_each_gap_once_with_room_for_who_did_it() -> None:
    facts = linked(djcov.read(SAMPLE))
    gaps = pipeline.gaps(facts, townships=["古城乡"])
    settings = policy(notice={"issuer": "中共青岚区委组织部", "date": date(2022, 1, 10)}, deadlines={"days": 20})
    content = assign(gaps, settings)

    ((head, *rows),) = tables(content)
    assert head == ["序号", *wording.ASSIGNMENT_COLUMNS, *wording.ASSIGNMENT_BLANKS]
    assert [row[1] for row in rows] == [each.subject.name for each in gaps.by_subject]
    for row, each in zip(rows, gaps.by_subject, strict=True):
        assert all(tight(gap.title) in row[2] and tight(gap.action) in row[3] for gap in each.gaps)
        assert row[4:] == ["2022年1月30日", "", ""]
    assert styled(content, "Title") == ["古城乡", "非公有制企业党建问题交办单"]
    assert f"古城乡有{len(rows)}家" in text(content) and "2022年1月30日前" in text(content)
    assert styled(content, "Signature") == ["中共青岚区委组织部"]


def test_kinds_with_days_of_their_own_are_told_by_when_one_by_one() -> None:
    bare = {"township": "古城乡", "status": "正常", "instructor": "无", "organized": False}
    counts = {"甲公司": 4, "乙公司": 0}
    rows = [{"name": name, **bare, "members": count, "full_members": count} for name, count in counts.items()]
    gaps = pipeline.gaps(linked(roster(rows)), kinds=["no_instructor", "due_not_built"])
    content = assign(gaps, policy(deadlines={"days": 10, "days_by_kind": {"due_not_built": 60}}))
    ((_, *told),) = tables(content)
    assert {row[1]: row[4] for row in told} == {
        "甲公司": "2022年1月10日（未建党组织且未派指导员）；2022年3月1日（应建未建）",
        "乙公司": "2022年1月10日",
    }
    assert "请逐项明确责任人，按表中所列时限完成整改，填写完成情况后报送。" in text(content)


@pytest.mark.thorough
def test_without_gaps_nothing_is_handed_over_but_what_nobody_could_look_for() -> None:
    found = pipeline.gaps(linked(djcov.read(SAMPLE)), townships=["古城乡"])
    lacking = (("薄弱企业未派指导员", "企业台账中没有“是否薄弱”列"),)
    content = assign(replace(found, rows=(), missing=lacking), policy(), [Left("坏.xlsx", "文件是空的")])
    assert not tables(content)
    assert "没有需要交办的问题" in text(content)
    assert "请一并自查：薄弱企业未派指导员" in text(content)
    assert "有 1 个文件未采用" in text(content) and "坏.xlsx" in text(content)
