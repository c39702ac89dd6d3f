"""Spellings of offices, by family: the same answer however it is numbered, quoted, mistyped or put beside its form."""

from __future__ import annotations

import pyarrow as pa
import pytest

from djcov.intake.columns import clean_cells
from djcov.values.counts import read_members
from djcov.values.reading import Unreadable
from djcov.values.text import NOBODY, read_list, read_person, read_somebody
from djcov.values.yesno import read_organized

_YES = """
    是/单独 是-联合 A.是 A、是 1=是 ①是 “是” 「是」 己建 己建立 己成立 新成立 今年已建 是√否× √是×否
    已挂靠古城村党支部 由古城村党支部兜底
"""
_NO = """
    ╳ ❌ B.否 2=否 “否” 己撤销 末建 末建立 否√是× 待批准 待建立 等待批复 空白点 宏达公司未建党支部 宏达公司无党支部
    宏达公司尚未成立党组织
"""
_OPEN = "√× ×√ 部分建立 大部分已建 党员在村支部 组织关系在古城村党支部 在古城村党支部过组织生活"


@pytest.mark.parametrize(
    ("texts", "expected"), [(_YES, True), (_NO, False), (_OPEN, None)], ids=["yes", "no", "nobody knows"]
)
def test_whether_there_is_an_organisation(texts, expected):
    assert {text: _read(read_organized, text) for text in texts.split()} == dict.fromkeys(texts.split(), expected)


def _read(reader, text):
    try:
        return reader(text).value
    except Unreadable:
        return None


@pytest.mark.parametrize("number", ["{}", "（{}）", "({})", "{}、", "{}.", "{}．"])
@pytest.mark.parametrize("between", ["", " ", "，", "；", "\n"])
def test_people_in_a_numbered_list(number, between):
    marks = "①②" if number == "{}" else "12"
    text = between.join(number.format(mark) + name for mark, name in zip(marks, ["张三", "李四"], strict=True))
    assert read_person(text).value == "张三、李四"


@pytest.mark.parametrize("dash", ["-", "—", "——", "－", " - "])
@pytest.mark.parametrize(("said", "is_there"), [("已离任", False), ("2020年调离", True), ("在任", True)])
def test_a_dash_between_a_name_and_what_is_said(dash, said, is_there):
    assert (read_person(f"张三{dash}{said}").value != NOBODY) is is_there


@pytest.mark.parametrize(
    "text", ["张三（2019.5—）", "张三（2019年5月起）", "张三 2019年5月起", "张三（2018.7--2023.7）"]
)
def test_since_when_somebody_is_there(text):
    reading = read_person(text)
    assert reading.value == "张三" and reading.terms and reading.terms.since


@pytest.mark.parametrize("text", ["宏达公司党支部", "古城村党支部"])
@pytest.mark.parametrize("quotes", ["“{}”", "《{}》", "「{}」", '"{}"'])
def test_a_name_in_quotes(text, quotes):
    assert read_somebody(quotes.format(text)).value == text


@pytest.mark.parametrize("name", ["拟青山党支部", "拟宏达公司党支部", "拟联合党支部"])
def test_an_organisation_that_is_planned(name):
    assert read_somebody(name).value == NOBODY


@pytest.mark.parametrize("text", ["3(10)", "3（正式2，预备2）", "3（正式1，预备1）", "3 1预备", "3（正式4）"])
def test_a_note_that_contradicts_its_total_makes_it_unknown(text):
    assert _read(read_members, text) is None


_TWO = "甲食品有限公司\n乙机械厂"


@pytest.mark.parametrize("between", ["、", "；", "，", "\n", "|", " ", "\u3000"])
@pytest.mark.parametrize(
    "around",
    [
        "{}",
        "（{}）",
        "2家：{}",
        "共2家（{}）",
        "{}等2家",
        "{}等2家企业",
        "{}2家",
        "{}（2家）",
        "覆盖企业：{}",
        "{}。",
        "“{}”",
    ],
)
def test_a_list_and_what_stands_around_it(between, around):
    reading = read_list(around.format(_TWO.replace("\n", between)))
    assert (reading.value, reading.note) == (_TWO, "")


@pytest.mark.parametrize("number", ["{}.", "{}、", "（{}）", "{}．"])
@pytest.mark.parametrize("between", ["", " ", "；", "\n"])
def test_a_numbered_list(number, between):
    names = [number.format(at) + name for at, name in enumerate(_TWO.split("\n"), 1)]
    assert read_list(between.join(names)).value == _TWO


@pytest.mark.parametrize("text", ["甲公司等", "甲公司等3家", "3家：甲公司", "甲公司（共3家）"])
def test_more_are_meant_than_are_named(text):
    assert (read_list(text).value, read_list(text).note) == ("甲公司", "LIST_COUNT")


@pytest.mark.parametrize("between", ["、", "；", " ", "和", "/"])
@pytest.mark.parametrize("around", ["{}", "（{}）", "2家：{}", "共2家（{}）", "{}2家", "涉及（{}）", "{}等"])
def test_a_list_that_columns_take_as_plain_is_one_to_its_reader_too(around, between):
    text = around.format(_TWO.replace("\n", between))
    cells = pa.array([text])
    plain = clean_cells.listed(cells).to_pylist() if clean_cells.is_list(cells).all() else [read_list(text).value]
    assert plain == [read_list(text).value]


@pytest.mark.parametrize("name", ["联系（北京）科技有限公司", "覆盖（中国）涂料有限公司", "甲（集团）有限公司"])
def test_a_name_with_brackets_is_no_list(name):
    assert read_list(name).value == name
