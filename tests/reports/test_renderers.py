"""What must hold of each format, whatever it prints."""

from __future__ import annotations

import csv as csv_reader
import io
import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from djcov.reports import csv, markdown, terminal
from djcov.reports import json as json_renderer
from djcov.reports.page_model import Cell, Column, Heading, Note, Records, clean, grid


def test_a_script_reads_a_code_of_digits_alone_as_it_is() -> None:
    code = "911101053000000006"
    assert csv.render(Records(("企业", "统一社会信用代码"), (("甲公司", code),))).splitlines()[1] == f"甲公司,{code}"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\t=", "\r\n="])
def test_no_text_in_csv_begins_like_a_formula(start: str) -> None:
    rendered = csv.render(Records(("名称",), ((f"{start}1+1",),)))
    cell = next(csv_reader.reader(io.StringIO(rendered.split("\n", 1)[1])))[0]
    assert cell == f"'{start.strip()}1+1"


def test_numbers_in_csv_stay_numbers_and_the_unknown_stays_empty() -> None:
    assert csv.render(Records(("甲", "乙", "丙"), ((-3, 0.5, None),))) == "甲,乙,丙\n-3,0.5,\n"


@given(st.text())
def test_csv_gives_back_every_printable_text(text: str) -> None:
    rendered = csv.render(Records(("名称",), ((text,),)))
    rows = list(csv_reader.reader(io.StringIO(rendered, newline="")))
    cell = rows[1][0] if rows[1] else ""
    assert cell.removeprefix("'") == clean(text).removeprefix("'")
    assert len(rows) == 2


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("\x1b[31m红\x1b[0m", "[31m红 [0m"),
        ("一行\r\n两行", "一行 两行"),
        ("左\u202e右", "左 右"),
        ("半个\ud83d", "半个"),
        ("㐀𠮷有限公司（A）", "㐀𠮷有限公司（A）"),
    ],
)
def test_what_speaks_to_the_terminal_is_taken_out(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@given(st.text())
def test_every_format_can_be_written_as_utf8(text: str) -> None:
    page = (Heading(text), Note(text), grid(["列"], [[text]]))
    for rendered in (terminal.render(page, 80), markdown.render(page), json_renderer.render({"k": [text]})):
        rendered.encode("utf-8")


def test_json_has_a_row_per_line_and_no_nan() -> None:
    assert json_renderer.render({"schema": "x/1", "rows": [{"a": 1}, {"a": None}], "none": []}) == (
        '{\n  "schema": "x/1",\n  "rows": [\n    {"a": 1},\n    {"a": null}\n  ],\n  "none": []\n}\n'
    )
    with pytest.raises(ValueError, match="not JSON compliant"):
        json_renderer.render({"rate": math.nan})


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text("甲乙"), st.lists))
def test_json_reads_back(value: object) -> None:
    assert json.loads(json_renderer.render({"value": value})) == {"value": value}  # type: ignore[dict-item]


def test_markup_in_a_name_is_only_a_name() -> None:
    page = (grid(["企业"], [["[red]红[/red] :smile: <b>|*粗*_斜_"]]),)
    assert terminal.render(page, 80).endswith("[red]红[/red] :smile: <b>|*粗*_斜_\n")
    assert markdown.render(page).endswith("| \\[red\\]红\\[/red\\] :smile: \\<b\\>\\|\\*粗\\*\\_斜\\_ |\n")


def test_a_code_keeps_its_underscores_in_markdown() -> None:
    assert markdown.render((Note("due_not_built"),)) == "due_not_built\n"


def test_long_names_fold_and_are_never_cut() -> None:
    name = "一二三四五六七八九十" * 4
    page = (grid(["企业", Column("人数", figures=True)], [[name, Cell("1000")]]),)
    rendered = terminal.render(page, 40)
    assert "".join(rendered.split()).replace("1000", "").endswith(name)
    assert max(len(line.encode("gb18030")) for line in rendered.splitlines()[2:]) <= 40


def test_a_page_takes_its_width_from_columns_when_none_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    page = (grid(["企业"], [["甲" * 60]]),)
    monkeypatch.setenv("COLUMNS", "60")
    assert terminal.render(page).splitlines()[2] == "甲" * 30
    monkeypatch.delenv("COLUMNS")
    assert terminal.render(page).splitlines()[2] == "甲" * 50


def test_a_narrow_terminal_leaves_out_what_is_extra_before_it_breaks_a_name() -> None:
    columns = [Column("企业"), Column("条目", extra=True), Column("人数", figures=True), Column("", extra=True)]
    page = (grid(columns, [["大成机械有限公司", "S5", "4", "████"]]),)
    assert terminal.render(page, 40) == (
        "企业              条目  人数\n──────────────────────────────────\n大成机械有限公司  S5       4  ████\n"
    )
    assert terminal.render(page, 30) == (
        "企业              条目  人数\n────────────────────────────\n大成机械有限公司  S5       4\n"
    )
    assert terminal.render(page, 24) == ("企业              人数\n──────────────────────\n大成机械有限公司     4\n")
