"""The page in a browser without a network: it draws, sorts, searches, opens rows, prints, and anybody can use it."""

from __future__ import annotations

import csv
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import djcov
import make_samples
from djcov import pipeline
from djcov.reports import webpage

pytestmark = pytest.mark.thorough

SAMPLES = Path(make_samples.__file__).parent
AS_OF = "2021-12-31"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
]
SIZES = {"desk": (1280, 900), "telephone": (390, 844)}

PINYIN = ["白沙镇", "产业集聚区", "城关办事处", "东湾办事处", "古城乡", "柳河乡", "马店乡", "石桥镇"]
"""The units of the sample in the order of a Chinese dictionary."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    source = djcov.read(SAMPLES / "district.xlsx")
    earlier = [pipeline.link(source, as_of=day) for day in ("2020-12-31", "2021-06-30")]
    path = tmp_path_factory.mktemp("page") / "报告.html"
    path.write_bytes(webpage.render(djcov.report(source, as_of=AS_OF, earlier=earlier)))
    return path.as_uri()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None and os.environ.get("DJCOV_CI") != "1":
        pytest.skip("needs Chromium")
    assert chromium, "Chromium is not installed"
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


class Visit:
    """A page opened with the network cut, and all that it complained about."""

    def __init__(self, browser: Any, address: str, size: str, **options: Any) -> None:
        width, height = SIZES[size]
        self.context = browser.new_context(viewport={"width": width, "height": height}, offline=True, **options)
        self.page = self.context.new_page()
        self.complaints: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(address)


@pytest.fixture(params=SIZES)
def visit(request: pytest.FixtureRequest, browser: Any, address: str) -> Iterator[Visit]:
    visit = Visit(browser, address, request.param)
    yield visit
    assert visit.complaints == []
    assert [url for url in visit.asked if url.split("#")[0] != address and not url.startswith("data:")] == []
    visit.context.close()


def column(table: Any, at: int) -> list[str]:
    """The texts of a column of a table, fixed rows aside."""
    cells = table.locator(f"tbody:not(.fixed) tr:visible > :nth-child({at})").all_inner_texts()
    assert cells
    return [text.split()[0] for text in cells]


def rates(table: Any, at: int) -> list[float]:
    """The figures of a column of rates."""
    return [float(text.strip("▼%")) for text in column(table, at)]


def test_it_draws_and_nothing_is_wider_than_the_screen(visit: Visit) -> None:
    page = visit.page
    assert page.inner_text("h1") == "全区非公企业党建覆盖情况"
    width = page.viewport_size["width"]
    assert page.evaluate("document.documentElement.scrollWidth") == width
    for name in ("funnel", "units", "trend"):
        shown = page.locator(f"#chart-{name} svg:visible")
        assert shown.count() == 1
        assert 0 < shown.bounding_box()["width"] <= width
    page.click("#gaps-open")
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_a_table_sorts_by_figures_and_by_words(visit: Visit) -> None:
    page = visit.page
    table = page.locator("#units table").first
    head = table.locator("th", has_text="组织覆盖率")
    before = rates(table, 3)
    assert before == sorted(before), "the worst first"
    head.locator("button").click()
    assert head.get_attribute("aria-sort") == "descending"
    assert rates(table, 3) == sorted(before, reverse=True) != before
    head.locator("button").press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    assert rates(table, 3) == sorted(before)
    assert table.locator("tbody.fixed th").inner_text() == "全区"
    assert page.inner_text("#said") == "已按组织覆盖率从小到大排列"
    table.locator("th button").first.click()
    assert head.get_attribute("aria-sort") is None
    assert column(table, 1) == sorted(column(table, 1), key=PINYIN.index)


def test_cells_without_a_figure_stay_last(visit: Visit) -> None:
    page = visit.page
    table = page.locator("#units table").first
    page.evaluate("delete document.querySelector('#units tbody:not(.fixed) td.figure').dataset.key")
    last = column(table, 1)[0]
    for way in ("descending", "ascending"):
        table.locator("th button").nth(1).click()
        assert table.locator("th").nth(1).get_attribute("aria-sort") == way
        assert column(table, 1)[-1] == last


def test_gaps_are_found_by_words_and_by_unit(visit: Visit) -> None:
    page = visit.page
    report = djcov.report(djcov.read(SAMPLES / "district.xlsx"), as_of=AS_OF)
    first = report.gaps.rows[0].subject
    page.fill("#gaps-text", first.name)
    expected = [gap for gap in report.gaps.rows if gap.subject.name == first.name]
    assert page.locator("#gaps tbody tr:visible").count() == len(expected)
    assert page.inner_text("#gaps-count") == f"找到 {len(expected)} 条，共 {len(report.gaps.rows)} 条。"
    page.fill("#gaps-text", "")
    page.select_option("#gaps-unit", "古城乡")
    page.click("#gaps-open")
    here = [gap for gap in report.gaps.rows if gap.subject.township == "古城乡"]
    assert page.locator("#gaps tbody tr:visible").count() == len(here)
    page.fill("#gaps-text", "没有叫这个名字的")
    assert page.locator("#gaps tbody tr:visible").count() == 0
    page.click("#gaps-shut")
    assert page.locator("#gaps details[open]").count() == 0


def test_a_number_opens_its_rows_from_the_keyboard_and_gives_the_focus_back(visit: Visit) -> None:
    page = visit.page
    link = page.locator("#units tbody:not(.fixed) td.figure a").first
    reached, counted = map(int, link.inner_text().split("/"))
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog[open]")
    assert page.inner_text("#rows-title") == f"马店乡 组织覆盖率 {reached}/{counted}"
    rows = page.locator("#rows-table tbody tr:visible")
    assert rows.count() == counted - reached, "those that are missing are what one looks for"
    page.check("#rows-groups input[value='1']")
    assert rows.count() == reached
    page.check("#rows-groups input[value='-']")
    headings = page.locator("#rows-table thead button").all_text_contents()
    assert headings == ["企业", "乡（办）", "职工", "党员", "指导员", "原因", "来源"]
    assert "district.xlsx" in rows.first.inner_text()
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog[open]", state="detached")
    assert page.evaluate("document.activeElement.textContent") == f"{reached}/{counted}"
    page.wait_for_function("!location.hash.startsWith('#rows')")


def test_the_panel_searches_and_sorts_and_the_way_back_closes_it(visit: Visit) -> None:
    page = visit.page
    page.locator("#overview .keys a").first.click()
    page.wait_for_selector("dialog[open]")
    names = page.locator("#rows-table tbody tr:visible th").all_inner_texts()
    wanted = names[3].split("\n")[0]
    page.fill("#rows-text", wanted)
    found = page.locator("#rows-table tbody tr:visible th").all_inner_texts()
    assert found == [name for name in names if wanted in name]
    page.fill("#rows-text", "")
    page.locator("#rows-table th button").nth(1).click()
    units = page.locator("#rows-table tbody tr:visible td:nth-child(2)").all_inner_texts()
    assert len([at for at in range(1, len(units)) if units[at] != units[at - 1]]) == len(set(units)) - 1
    page.go_back()
    page.wait_for_selector("dialog[open]", state="detached")


def test_an_address_opens_the_panel_at_once(browser: Any, address: str) -> None:
    visit = Visit(browser, f"{address}#rows/scope", "desk")
    visit.page.wait_for_selector("dialog[open]")
    assert "统计范围 216 家" in visit.page.inner_text("#rows-title")
    assert visit.page.locator("#rows-groups label").all_inner_texts() == ["纳入统计 216", "未纳入统计 87"]
    assert visit.complaints == []
    visit.context.close()


def test_a_unit_s_name_opens_its_picture_from_the_keyboard(visit: Visit) -> None:
    page = visit.page
    link = page.locator("#heat tbody:not(.fixed) th a").first
    unit = link.inner_text()
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".picture[open]")
    assert page.locator(".picture[open] h3").all_inner_texts() == [unit]
    assert page.evaluate("document.activeElement.localName") == "summary"
    number = page.locator(".picture[open] td.figure a").first
    count = int(number.inner_text())
    number.press("Enter")
    page.wait_for_function("location.hash.startsWith('#gaps/')")
    kind = page.evaluate("location.hash").split("/")[1]
    assert page.locator(f"#gaps-{kind} tbody tr:visible").count() == count
    assert page.input_value("#gaps-unit") == unit


def test_the_rows_that_are_shown_are_copied_as_csv(browser: Any, address: str) -> None:
    visit = Visit(browser, f"{address}#rows/due_built", "desk", permissions=["clipboard-read", "clipboard-write"])
    page = visit.page
    page.wait_for_selector("dialog[open]")
    page.fill("#rows-text", "马店乡")
    shown = page.locator("#rows-table tbody tr:visible")
    page.click("#rows-copy")
    page.wait_for_function("document.getElementById('rows-count').textContent.startsWith('已复制')")
    head, *lines = csv.reader(page.evaluate("navigator.clipboard.readText()").splitlines())
    assert head == ["企业", "统一社会信用代码", "乡（办）", "职工", "党员", "指导员", "来源"]
    assert len(lines) == shown.count() > 0
    for line, row in zip(lines, shown.all(), strict=True):
        assert [line[0], *line[2:]] == [text.split("\n")[0] for text in row.locator("th, td").all_inner_texts()]
    visit.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_dark_ground_either(browser: Any, address: str, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    visit = Visit(browser, address, "desk", color_scheme=scheme)
    visit.page.locator("#heat tbody:not(.fixed) th a").first.click()
    visit.page.wait_for_selector(".picture[open]")
    found = Axe().run(visit.page).response["violations"]
    assert [(each["id"], each["impact"], each["nodes"][0]["html"]) for each in found] == []
    visit.context.close()


@pytest.mark.parametrize("state", ["closed", "panel", "lists"])
def test_axe_finds_nothing(visit: Visit, state: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    if state == "panel":
        visit.page.locator("#units td a").first.click()
        visit.page.wait_for_selector("dialog[open]")
    if state == "lists":
        visit.page.click("#gaps-open")
        for summary in visit.page.locator("figure summary").all():
            summary.click()
    found = Axe().run(visit.page).response["violations"]
    assert [(each["id"], each["impact"], each["nodes"][0]["html"]) for each in found] == []


def test_without_scripts_everything_but_the_panel_is_there(browser: Any, address: str) -> None:
    visit = Visit(browser, address, "desk", java_script_enabled=False)
    assert visit.page.locator("#units tbody tr").count() > 50
    assert visit.page.locator("figure svg:visible").count() == 3
    assert visit.page.is_visible("noscript p")
    visit.context.close()


def test_who_wants_no_motion_gets_none(browser: Any, address: str) -> None:
    for wish, behavior in (("reduce", "auto"), ("no-preference", "smooth")):
        visit = Visit(browser, address, "desk", reduced_motion=wish)
        assert visit.page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == behavior
        visit.context.close()


def test_on_paper_controls_are_gone_and_headings_are_repeated(visit: Visit, tmp_path: Path) -> None:
    page = visit.page
    page.click("#gaps-open")
    page.emulate_media(media="print")
    for hidden in ("nav", ".controls", "figure details", "#rows"):
        assert page.locator(f"{hidden}:visible").count() == 0, hidden
    paper = page.pdf(prefer_css_page_size=True, path=tmp_path / "page.pdf")
    assert paper.startswith(b"%PDF")
    assert b"/MediaBox [0 0 594.95996 841.91998]" in paper or b"594.9" in paper, "A4 is 595 by 842 points"
    page.emulate_media(media="screen")
    assert page.locator("thead button").count() > 50, "after printing the headings sort again"
    assert page.locator("#units table").first.locator("th button").count() > 3
