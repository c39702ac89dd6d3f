"""The page, read back by another parser: every figure is that of the JSON, and leads to the rows that make it."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import Counter
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import djcov
import make_samples
from djcov import pipeline
from djcov.cli import run
from djcov.facts import Facts
from djcov.measures.clauses import titles
from djcov.measures.indicators import GROUPS, INDICATORS
from djcov.measures.report import RANKED, Report
from djcov.reports import webpage
from djcov.reports.basis import basis
from djcov.reports.coverage import CoverageView
from djcov.reports.explanation import ExplanationView
from djcov.reports.gaps import GapsView
from djcov.reports.league import LeagueView
from djcov.reports.targets import TargetsView
from reading_pages import Element, Grid, grids, read, rows_behind
from rosters import linked, policy, roster

SAMPLES = Path(make_samples.__file__).parent
AS_OF = "2021-12-31"

each_sample = pytest.mark.parametrize("sample", ["district.xlsx", "ledger.xlsx"])
"""One with all four rosters, one with the ledger alone: some indicators have no data."""


@cache
def report_of(sample: str) -> Report:
    return djcov.report(djcov.read(SAMPLES / sample), as_of=AS_OF)


@cache
def facts_of(sample: str) -> Facts:
    return pipeline.link(djcov.read(SAMPLES / sample), as_of=AS_OF)


def filtered(sample: str, townships: tuple[str, ...]) -> Report:
    return djcov.report(facts_of(sample), townships=townships)


@cache
def page_of(sample: str) -> Element:
    return read(webpage.render(report_of(sample)))


def section(page: Element, name: str) -> Element:
    return page.one("section", id=name)


def table_named(page: Element, name: str, caption: str) -> Grid:
    (found,) = [grid for grid in grids(section(page, name)) if grid.caption == caption]
    return found


def plain(document: Mapping[str, Any]) -> Any:
    """A document as a script reads it."""
    return json.loads(json.dumps(document, ensure_ascii=False))


def percent(row: Mapping[str, Any]) -> str:
    """The rate as offices print it, from the JSON's numerator and denominator."""
    if not row["denominator"]:
        return "—"
    exact = Decimal(row["numerator"] * 100) / row["denominator"]
    return f"{exact.quantize(Decimal('0.01'), ROUND_HALF_UP)}%"


def fraction(row: Mapping[str, Any]) -> str:
    return f"{row['numerator']}/{row['denominator']}" if row["denominator"] else ""


@each_sample
def test_the_units_have_the_shares_of_the_coverage(sample: str) -> None:
    rows = plain(CoverageView(report_of(sample).coverage, "").document())["rows"]
    expected = {(row["unit"], row["indicator"]): (percent(row), fraction(row)) for row in rows if "missing" not in row}
    shown = {
        (line[0].text, code): (cell.text, cell.small)
        for grid in grids(section(page_of(sample), "units"))
        for line in grid.rows
        for code, cell in zip(grid.indicators, line, strict=True)
        if code
    }
    assert shown == expected
    order = [line[0].text for line in grids(section(page_of(sample), "units"))[0].rows]
    lowest = {row["unit"]: row["rate"] for row in rows if row["indicator"] == "org_coverage"}
    assert order[0] == "全区"
    assert [lowest[unit] for unit in order[1:]] == sorted(lowest[unit] for unit in order[1:]), "the worst first"
    said = section(page_of(sample), "units").text
    for name, why in {(row["name"], row["missing"]) for row in rows if "missing" in row}:
        assert f"{name}无数据：{why}" in said


@each_sample
def test_the_key_figures_are_the_whole_districts(sample: str) -> None:
    rows = plain(CoverageView(report_of(sample).coverage, "").document())["rows"]
    whole = {row["indicator"]: row for row in rows if row["unit"] == "全区" and "missing" not in row}
    keys = section(page_of(sample), "overview").one("ul", **{"class": "keys"}).all("li")
    assert keys
    for key in keys:
        row = whole[key.attributes["data-indicator"]]
        assert key.one("strong").text == percent(row)
        assert key.one("a").text == fraction(row)
        assert ("未达标" in key.text or "推进中" in key.text) == (row["met"] is False)
        assert (f"还差 {row['short_by']} 家" in key.text) == bool(row["short_by"])


def shown_in_heat_maps(page: Element) -> dict[tuple[str, str], str]:
    return {
        (line[0].text, code): cell.text
        for grid in grids(section(page, "heat"))
        for code, at in zip(grid.indicators, range(len(grid.indicators)), strict=True)
        if code
        for line in grid.rows
        for cell in [line[at]]
    }


def shown_in_pictures(page: Element) -> dict[tuple[str, str], tuple[str, str]]:
    return {
        (picture.one("h3").text, rate.attributes["data-indicator"]): (rate.one("b").text, rate.one("small").text)
        for picture in section(page, "pictures").all("details")
        for rate in picture.one("ul").all("li")
    }


@pytest.mark.parametrize("townships", [(), ("古城乡",), ("白沙镇", "马店乡")], ids=["all", "one", "two"])
@each_sample
def test_heat_maps_and_pictures_have_the_shares_of_the_coverage(sample: str, townships: tuple[str, ...]) -> None:
    report = filtered(sample, townships)
    page = read(webpage.render(report))
    rows = plain(CoverageView(report.coverage, "").document())["rows"]
    known = {(row["unit"], row["indicator"]): row for row in rows if "missing" not in row}
    assert shown_in_heat_maps(page) == {key: percent(row).removesuffix("%") for key, row in known.items()}
    assert shown_in_pictures(page) == {
        key: (percent(row), fraction(row)) for key, row in known.items() if row["denominator"] and key[0] != "全区"
    }
    units = {unit for unit, _ in known} - {"全区"}
    assert not townships or units == set(townships)
    for picture in section(page, "pictures").all("details"):
        assert ("open" in picture.attributes) == (len(units) == 1)
    for unit in units:
        short = {row["indicator"]: row["short_by"] for row in rows if row["unit"] == unit and row.get("short_by")}
        (picture,) = [each for each in section(page, "pictures").all("details") if each.one("h3").text == unit]
        said = {
            rate.attributes["data-indicator"]: int(told[1])
            for rate in picture.one("ul").all("li")
            if (told := re.search(r"还差 (\d+)", rate.text))
        }
        assert said == {code: number for code, number in short.items() if known[unit, code]["denominator"]}


@pytest.mark.parametrize("townships", [(), ("古城乡",)], ids=["all", "one"])
def test_pictures_have_the_gaps_and_whom_to_ask(townships: tuple[str, ...]) -> None:
    report = filtered("district.xlsx", townships)
    page = read(webpage.render(report))
    counts = Counter((row["township"], row["kind"]) for row in plain(GapsView(report.gaps).document())["rows"])
    data = rows_behind(page)
    shown: dict[tuple[str, str], int] = {}
    asked: list[tuple[str, str, str, str]] = []
    for picture in section(page, "pictures").all("details"):
        unit = picture.one("h3").text
        for grid in grids(picture):
            if grid.caption == f"{unit}的缺口":
                for line in grid.rows:
                    _, kind, at = line[1].link.split("/")
                    assert data["pictures"][int(at)] == unit
                    shown[unit, kind] = int(line[1].text)
            else:
                asked += [(unit, *(cell.text for cell in line[:3])) for line in grid.rows]
    assert shown == counts
    assert sorted(asked) == sorted(
        (each.unit, {"secretary": "书记", "instructor": "指导员"}[each.role], each.name, each.organization or "—")
        for each in report.contacts
    )
    assert asked
    assert all("*" in name for _, _, name, _ in asked), "masked, as elsewhere"


def test_a_unit_s_name_leads_to_its_picture() -> None:
    page = page_of("district.xlsx")
    pictures = {each.attributes["id"]: each.one("h3").text for each in section(page, "pictures").all("details")}
    links = [link for link in page.all("a") if link.attributes["href"].startswith("#unit-")]
    assert {link.attributes["href"].removeprefix("#") for link in links} == set(pictures)
    assert all(pictures[link.attributes["href"].removeprefix("#")] == link.text for link in links)


def test_rows_tell_staff_members_and_instructors() -> None:
    """As the ledger of the sample has them; what it does not tell is null."""
    rows = [
        {"name": "甲公司", "township": "甲乡", "employees": 60, "members": 3, "instructor": "王小明"},
        {"name": "乙公司", "township": "甲乡", "employees": None, "members": 0, "instructor": "无"},
        {"name": "丙公司", "township": "甲乡", "employees": 7, "members": None, "instructor": None},
    ]
    data = rows_behind(read(webpage.render(djcov.report(linked(roster(enterprises=rows))))))
    assert [row[5:] for row in data["rows"]["enterprise"]] == [[60, 3, "王**"], [None, 0, "未派驻"], [7, None, ""]]


@each_sample
def test_the_goals_are_those_of_targets(sample: str) -> None:
    rows = plain(TargetsView(report_of(sample).targets, "").document())["rows"]
    of_whole = [row for row in rows if row["unit"] == "全区"]
    shown = table_named(page_of(sample), "goals", "全区目标任务完成情况").rows
    names = {code: each.name for code, each in INDICATORS.items()}
    for row, line in zip(of_whole, shown, strict=True):
        assert line[0].text == names[row["indicator"]]
        assert (line[1].text, line[3].text) == (titles(row["clause"]), row["deadline"])
        assert line[8].text == ("是" if row["in_force"] else "否")
        assert line[6].text == ("—" if row["short_by"] is None else str(row["short_by"]))
        short = "未达标" if row["days_left"] < 0 else "推进中"
        assert line[7].text == {True: "达标", False: short, None: "—"}[row["met"]]
        now = "无数据" if "missing" in row else f"{row['numerator']} 个" if row["target"] > 1 else percent(row)
        assert line[5].text == now
    behind = [row for row in rows if row["unit"] != "全区" and row["in_force"] and row["met"] is False]
    lines = table_named(page_of(sample), "goals", "没有达到现行目标的单位").rows
    assert [(line[0].text, line[1].text, line[5].text, line[6].text) for line in lines] == [
        (row["unit"], names[row["indicator"]], percent(row), str(row["short_by"])) for row in behind
    ]


@each_sample
@pytest.mark.parametrize("indicator", RANKED)
def test_the_ranking_is_the_league(sample: str, indicator: str) -> None:
    report = report_of(sample)
    league = next(each for each in report.leagues if each.indicator == indicator)
    rows = plain(LeagueView(league, report.policy.league).document())["rows"]
    lines = table_named(page_of(sample), "league", f"{league.name}排名").rows
    assert [(line[0].text, line[1].text, line[2].text, line[2].small, line[3].text) for line in lines] == [
        ("—" if row["rank"] is None else str(row["rank"]), row["unit"], percent(row), fraction(row), row["verdict"])
        for row in rows
    ]


def _cells(line: list[str]) -> list[str]:
    """A row of a list of gaps; one of organisations has no code."""
    return line if len(line) == len(("name", "uscc", "township", "detail", "source")) else [line[0], "", *line[1:]]


@each_sample
def test_the_gap_lists_are_the_gaps(sample: str) -> None:
    rows = plain(GapsView(report_of(sample).gaps).document())["rows"]
    expected = [
        (
            row["kind"],
            row.get("enterprise") or row.get("organization") or row["instructor"],
            row.get("uscc", ""),
            row["township"],
            row["detail"],
            f"{row['source']['file'].rpartition('/')[2]} {row['source']['sheet']} 第{row['source']['row']}行",
        )
        for row in rows
    ]
    lists = section(page_of(sample), "gaps").all("details")
    shown = [
        (each.attributes["id"].removeprefix("gaps-"), *_cells([cell.text for cell in line]))
        for each in lists
        for line in grids(each)[0].rows
    ]
    assert shown == expected
    said = section(page_of(sample), "gaps").text
    for other in report_of(sample).gaps.unlisted:
        assert f"{other.title} {other.count}" in said
    for each in lists:
        assert each.one("b").text == str(len(grids(each)[0].rows))
    assert {row["action"] for row in rows} == {
        each.text.removeprefix("应做：") for each in section(page_of(sample), "gaps").all("p", **{"class": "action"})
    }


def unpacked(data: Mapping[str, Any], code: str, unit: str = "") -> dict[str, list[tuple[Any, ...]]]:
    """The rows of an indicator by 1 (reached), 0 (counted) and - (left out), as the page's script unpacks them."""
    indicator = data["indicators"][code]
    why = iter(indicator["why"])
    found: dict[str, list[tuple[Any, ...]]] = {"1": [], "0": [], "-": []}
    rows = data["rows"][indicator["grain"]]
    for state, (name, uscc, at, sheet, line, *_) in zip(indicator["states"], rows, strict=True):
        reason = data["reasons"][next(why)] if state == "-" else ""
        if not unit or data["units"][at] == unit:
            found[state].append((name, uscc, data["units"][at], *data["sheets"][sheet], line, reason))
    assert next(why, None) is None
    return found


@each_sample
@pytest.mark.parametrize("code", INDICATORS)
def test_the_rows_behind_a_number_are_those_of_explain(sample: str, code: str) -> None:
    document = plain(ExplanationView(report_of(sample).rows[code]).document())
    found = unpacked(rows_behind(page_of(sample)), code)
    for state, rows in {"1": "numerator", "0": "remainder", "-": "left_out"}.items():
        expected = [
            (
                row.get("enterprise") or row.get("organization") or row.get("instructor"),
                row.get("uscc", ""),
                row["township"],
                row["source"]["file"].rpartition("/")[2],
                row["source"]["sheet"],
                row["source"]["row"],
                row.get("reason", "") if state == "-" else "",
            )
            for row in document[rows]
        ]
        assert sorted(found[state]) == sorted(expected)


@each_sample
def test_every_number_leads_to_exactly_its_rows(sample: str) -> None:
    page, data = page_of(sample), rows_behind(page_of(sample))
    links = [link for link in page.all("a") if link.attributes["href"].startswith("#rows/")]
    assert len(links) > 100
    for link in links:
        _, code, *unit = link.attributes["href"].split("/")
        found = unpacked(data, code, data["units"][int(unit[0])] if unit else "")
        reached, rest = len(found["1"]), len(found["0"])
        figures = re.fullmatch(r"(\d+)/(\d+)", link.text)
        if figures:
            assert (int(figures[1]), int(figures[2])) == (reached, reached + rest)
        elif code == "scope":
            scope = report_of(sample).scope
            assert (reached, rest, len(found["-"])) == (scope.counted, 0, scope.read - scope.counted)
        elif "." in link.text or link.text == "—":  # a rate of a heat map
            assert f"{link.text}%".replace("—%", "—") == percent({"numerator": reached, "denominator": reached + rest})
        else:  # a bare number: a count, or in the funnel the uncovered
            assert int(link.text.split()[0]) in (reached, rest)


@each_sample
def test_every_share_with_rows_has_its_link(sample: str) -> None:
    for grid in grids(section(page_of(sample), "units")):
        for line in grid.rows:
            for code, cell in zip(grid.indicators, line, strict=True):
                assert not code or bool(cell.link) == bool(cell.small), (line[0].text, code)


def test_the_rows_of_the_scope_say_why_others_are_left_out() -> None:
    left_out = unpacked(rows_behind(page_of("district.xlsx")), "scope")["-"]
    counts: dict[str, int] = {}
    for row in left_out:
        counts[row[-1]] = counts.get(row[-1], 0) + 1
    assert counts == dict(report_of("district.xlsx").scope.left_out)


@pytest.mark.thorough
def test_of_one_township_only_its_rows_are_in_the_page() -> None:
    facts = pipeline.link(djcov.read(SAMPLES / "ledger.xlsx"), as_of=AS_OF)
    page = read(webpage.render(djcov.report(facts, townships=["古城乡"])))
    data = rows_behind(page)
    assert set(data["units"]) == {"古城乡"}
    for grid in grids(section(page, "units")):
        whole, *units = grid.rows
        assert [line[0].text for line in units] == ["古城乡"]
        assert not any(cell.link for cell in whole), "the whole's rows are not there"
        assert all(cell.link for code, cell in zip(grid.indicators, units[0], strict=True) if code and cell.small)
    assert "不是所列单位之和" in section(page, "units").text


@pytest.mark.thorough
def test_a_page_of_one_township_is_about_that_township() -> None:
    source = djcov.read(SAMPLES / "district.xlsx")
    past = pipeline.link(source, as_of="2021-06-30")
    report = djcov.report(source, as_of=AS_OF, townships=["古城乡"], earlier=[past])
    page = read(webpage.render(report))
    assert page.one("h1").text == "古城乡非公企业党建覆盖情况"
    key = section(page, "overview").one("li", **{"data-indicator": "org_coverage"})
    share = report.coverage.share("org_coverage", "古城乡")
    assert (key.one("strong").text, key.one("a").text) == (share.percent, f"{share.numerator}/{share.denominator}")
    funnel, units, trend = (grids(figure)[0] for figure in page.all("figure"))
    assert funnel.rows[1][1].text == str(report.coverage.enterprises("古城乡"))
    found = unpacked(rows_behind(page), "scope", "古城乡")
    assert funnel.rows[0][1].text == str(len(found["1"]) + len(found["-"]))
    assert len(units.rows) == 8, "a township sees where it stands among all"
    assert [line[1].text for line in trend.rows] == [
        each.share("org_coverage", "古城乡").percent for each in (*report.earlier, report.coverage)
    ]


@pytest.mark.thorough
def test_a_page_of_two_townships_is_about_these_two() -> None:
    """What is of the whole district says so; every other figure is of the two together, and leads to their rows."""
    source, asked = djcov.read(SAMPLES / "district.xlsx"), ("白沙镇", "马店乡")
    past = pipeline.link(source, as_of="2021-06-30")
    report = djcov.report(source, as_of=AS_OF, townships=asked, earlier=[past])
    page = read(webpage.render(report))
    assert page.one("h1").text == "白沙镇、马店乡非公企业党建覆盖情况"

    def together(code: str, at: int = -1) -> tuple[int, int]:
        shares = [(*report.earlier, report.coverage)[at].share(code, unit) for unit in asked]
        return sum(each.numerator for each in shares), sum(each.denominator for each in shares)

    organized, own, work = (together(code) for code in ("org_coverage", "own_org_rate", "work_coverage"))
    funnel, units, trend = page.all("figure")
    assert [(line[0].text, int(line[1].text)) for line in grids(funnel)[0].rows] == [
        *(("登记企业", report.scope.read), ("统计范围内", report.scope.counted)),
        *(("工作覆盖", work[0]), ("有党组织", organized[0]), ("单独组建", own[0]), ("未覆盖", work[1] - work[0])),
    ]
    assert units.one("h3").text == "全区各单位与目标"
    assert [[cell.small for cell in line[1:]] for line in grids(trend)[0].rows] == [
        [f"{n}/{d}" for n, d in (together(code, at) for code in RANKED)] for at in (0, 1)
    ]
    assert [each.text for each in section(page, "league").all("h3")] == ["全区组织覆盖率排名", "全区工作覆盖率排名"]
    assert section(page, "goals").all("h3")[0].text == "全区目标任务完成情况"
    data = rows_behind(page)
    for key in section(page, "overview").one("ul", **{"class": "keys"}).all("li"):
        _, code = key.one("a").attributes["href"].split("/")
        found = unpacked(data, code)
        assert key.one("a").text == f"{len(found['1'])}/{len(found['1']) + len(found['0'])}"
    found = unpacked(data, "scope")
    assert len(found["1"]) + len(found["-"]) == report.scope.read
    assert page.one("p", **{"class": "meta"}).one("a").attributes["href"] == "#rows/scope"


@pytest.mark.thorough
def test_two_reports_of_one_day_are_no_trend_to_stumble_over() -> None:
    facts = pipeline.link(djcov.read(SAMPLES / "ledger.xlsx"), as_of=AS_OF)
    page = read(webpage.render(djcov.report(facts, earlier=[facts])))
    assert "nan" not in "".join(each.attributes["d"] for each in page.all("path")).lower()


@pytest.mark.thorough
def test_the_trend_is_drawn_when_there_are_earlier_dates() -> None:
    source = djcov.read(SAMPLES / "district.xlsx")
    earlier = [pipeline.link(source, as_of=day) for day in ("2021-06-30", "2020-12-31")]
    report = djcov.report(source, as_of=AS_OF, earlier=earlier)
    page = read(webpage.render(report))
    (grid,) = grids(page.one("figure", id="chart-trend"))
    assert grid.headings == ["日期", "组织覆盖率", "工作覆盖率"]
    for line, past in zip(grid.rows, [*report.earlier, report.coverage], strict=True):
        assert line[0].text == past.as_of.isoformat()
        assert [cell.text for cell in line[1:]] == [past.share(code).percent for code in RANKED]
    assert [line[0].text for line in grid.rows] == ["2020-12-31", "2021-06-30", "2021-12-31"]
    assert not page_of("district.xlsx").all("figure", id="chart-trend")


def test_charts_show_the_figures_that_stand_in_their_tables() -> None:
    page = page_of("district.xlsx")
    for name in ("funnel", "units"):
        figure = page.one("figure", id=f"chart-{name}")
        (grid,) = grids(figure)
        drawings = figure.all("svg")
        assert len(drawings) == 2, "one for wide screens and one for narrow"
        for drawing in drawings:
            texts = " ".join(text.text for text in drawing.all("text"))
            for line in grid.rows:
                assert line[0].text in texts
                assert line[1].text in texts


def test_bars_are_as_long_as_their_figures() -> None:
    page = page_of("district.xlsx")
    drawing = page.one("figure", id="chart-funnel").all("svg")[0]
    lengths = [float(each.attributes["width"]) for each in drawing.all("rect")]
    report = report_of("district.xlsx")
    work = report.coverage.share("work_coverage")
    organized, own = (report.coverage.share(code).numerator for code in ("org_coverage", "own_org_rate"))
    counts = [report.scope.read, work.denominator, work.numerator, organized, own, work.denominator - work.numerator]
    assert [length / lengths[0] for length in lengths] == pytest.approx(
        [count / counts[0] for count in counts], abs=1e-4
    )


def test_units_that_share_a_rate_share_the_mention() -> None:
    rows = [
        {"name": f"公司{at}", "township": unit, "organized": unit != "丙乡"}
        for at, unit in enumerate("甲乡 乙乡 丙乡".split())
    ]
    page = read(webpage.render(djcov.report(linked(roster(enterprises=rows)))))
    assert page.one("figure", id="chart-units").one("p").text == (
        "组织覆盖率最高 100.00%（甲乡等 2 个单位），最低 0.00%（丙乡）。"
    )


def test_a_long_unit_name_is_cut_in_the_drawing_and_whole_in_its_table() -> None:
    name = "一个名称特别长以至于在窄屏上写不下的街道办事处"
    page = read(
        webpage.render(djcov.report(linked(roster(enterprises=[{"name": "甲", "township": name, "organized": True}]))))
    )
    figure = page.one("figure", id="chart-units")
    wide, narrow = ({text.text for text in drawing.all("text")} for drawing in figure.all("svg"))
    assert f"{name[:13]}…" in wide
    assert f"{name[:7]}…" in narrow
    assert grids(figure)[0].rows[0][0].text == name


def test_what_the_figures_rest_on_is_there() -> None:
    shown = {grid.caption: grid for grid in grids(section(page_of("district.xlsx"), "basis"))}
    parts = basis(report_of("district.xlsx"))
    assert list(shown) == [part.title for part in parts]
    for part in parts:
        assert shown[part.title].headings == list(part.table.headings)
        cells = [[cell.text for cell in line] for line in shown[part.title].rows]
        assert cells == [[str(cell) for cell in row] for row in part.table.rows]
    content = (SAMPLES / "district.xlsx").read_bytes()
    assert hashlib.sha256(content).hexdigest() in section(page_of("district.xlsx"), "basis").text


HOSTILE = [
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(1)>",
    '"><a href="javascript:alert(1)">',
    "=cmd|' /C calc'!A0",
    "{{ 7 * 7 }}{% raw %}",
    "甲\x00乙\x1b[31m\u202e丙",
    "<!--",
    "&lt;b&gt;\\u003c",
]


def test_a_name_is_a_name_whatever_it_says() -> None:
    rows = [{"name": name, "township": name, "organized": at % 2 == 0} for at, name in enumerate(HOSTILE)]
    content = webpage.render(djcov.report(linked(roster(enterprises=rows))))
    page = read(content)
    assert len(page.all("script")) == 2
    assert not page.all("img")
    assert {link.attributes["href"][:1] for link in page.all("a")} == {"#"}
    names = {row[0] for row in rows_behind(page)["rows"]["enterprise"]}
    assert names == {name if name[0] != "甲" else "甲 乙 [31m 丙" for name in HOSTILE}
    units = grids(section(page, "units"))[0]
    assert len(units.rows) == len(HOSTILE) + 1
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202e]", content.decode("utf-8"))


def test_nothing_is_fetched_and_nothing_else_may_run() -> None:
    content = webpage.render(report_of("district.xlsx"))
    page = read(content)
    (policy_text,) = [
        each.attributes["content"]
        for each in page.all("meta")
        if each.attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policy_text.startswith("default-src 'none';")
    assert "unsafe" not in policy_text
    for tag in ("style", "script"):
        (inline,) = [each for each in page.all(tag) if not each.attributes]
        digest = base64.b64encode(hashlib.sha256("".join(map(str, inline.children)).encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy_text
    addresses = set(re.findall(r"[a-z]+://[^\s\"'<]+", content.decode("utf-8")))
    assert addresses <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
    assert not re.search(r"\s(style|on\w+)=", content.decode("utf-8").split("<script", 1)[0])


def test_the_page_can_be_found_one_s_way_in_without_seeing_it() -> None:
    page = page_of("district.xlsx")
    assert page.one("html").attributes["lang"] == "zh-CN"
    for landmark in ("header", "nav", "main", "footer"):
        assert page.all(landmark)
    for table in page.all("table"):
        assert table.all("caption")
        assert all(head.attributes["scope"] in ("col", "row") for head in table.all("th"))
    names = {each.attributes["id"] for each in page._inside() if "id" in each.attributes}
    for link in page.one("nav").all("a"):
        assert link.attributes["href"].removeprefix("#") in names


@pytest.mark.parametrize(
    "rows",
    [
        [{"name": "甲公司"}],
        [{"name": "甲公司", "township": "古城乡", "organized": None}],
        [{"name": "甲公司", "township": "古城乡", "status": "注销", "organized": True}],
        [],
    ],
    ids=["names only", "unknown", "nobody in scope", "no row"],
)
def test_with_hardly_any_data_there_is_a_page(rows: list[dict[str, Any]]) -> None:
    page = read(webpage.render(djcov.report(linked(roster(enterprises=rows)))))
    counted = sum(row.get("status") != "注销" for row in rows)
    assert f"纳入统计 {counted} 家" in page.text
    assert page.one("h1").text == "全区非公企业党建覆盖情况"


def test_a_unit_of_the_policy_without_a_row_is_shown_without_a_link() -> None:
    settings = policy(units={"order": ("古城乡", "北岭乡")})
    rows = [{"name": "甲公司", "township": "古城乡", "organized": True}]
    page = read(webpage.render(djcov.report(linked(roster(enterprises=rows), settings=settings))))
    grid = grids(section(page, "units"))[0]
    assert [(line[0].text, line[2].text, bool(line[2].link)) for line in grid.rows] == [
        ("全区", "100.00%", True),
        ("古城乡", "100.00%", True),
        ("北岭乡", "—", False),
    ]


def test_people_are_masked_unless_asked_for() -> None:
    rows = [{"name": "甲公司", "township": "古城乡", "organized": False}]
    people = [{"name": "欧阳测试", "enterprises": "甲公司", "phone": "secret-key", "trained": True}]
    facts = linked(roster(enterprises=rows, instructors=people))
    content = webpage.render(djcov.report(facts)).decode("utf-8")
    assert "欧***" in content
    assert "欧阳测试" not in content
    assert "secret-key" not in content


def test_every_group_of_indicators_has_its_heading() -> None:
    coverage = report_of("ledger.xlsx").coverage
    headings = [each.text for each in section(page_of("ledger.xlsx"), "units").all("h3")]
    assert headings == [
        title for title, group in GROUPS.items() if any(not coverage.share(each.code).missing for each in group)
    ]


@pytest.mark.thorough
def test_a_district_of_two_thousand_enterprises_stays_under_two_megabytes() -> None:
    rows = [
        {
            "name": f"测试区第{at}号现代农业装备制造有限责任公司",
            "uscc": f"91999999MA{at:08d}",
            "township": f"第{at % 20}街道办事处",
            "employees": 60,
            "members": at % 5,
            "organized": at % 3 == 0,
            "status": "注销" if at % 11 == 0 else "正常",
            "weak": at % 7 == 0,
            "instructor": None,
            "secretary": None,
            "_file": f"第{at % 20}街道办事处非公企业台账.xlsx",
        }
        for at in range(2_000)
    ]
    report = djcov.report(linked(roster(enterprises=rows)))
    assert len(report.gaps.rows) > 2_500
    assert len(webpage.render(report)) < 2_000_000


@pytest.mark.thorough
def test_the_command_writes_the_page_and_the_same_rosters_give_the_same_bytes(tmp_path: Path) -> None:
    path = tmp_path / "报告.html"
    assert run(["report", str(SAMPLES / "ledger.xlsx"), "-o", str(path), "--as-of", AS_OF, "-q"]) == 0
    assert path.read_bytes() == webpage.render(report_of("ledger.xlsx"))
