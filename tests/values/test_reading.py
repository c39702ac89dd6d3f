"""The steps that every kind of cell shares."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from djcov.values.reading import as_text, clean, compact, is_blank, is_filler, is_nothing


@pytest.mark.parametrize(
    "raw", [None, "", " ", "\t", "\n", "　", "\u200b", "\ufeff", "\xa0", "'", "' '", '=""', '=" "', float("nan")]
)
def test_blank_to_the_eye(raw):
    assert is_blank(raw)


@pytest.mark.parametrize("raw", [0, 0.0, False, "0", "无", "-", "×", "\ufffd"])
def test_something_stands_there(raw):
    assert not is_blank(raw)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  张三 ", "张三"),
        ("张\u200b三\x07", "张三"),
        ("'0371", "0371"),
        ("‘410105", "410105"),
        ("＇410105", "410105"),
        ('="0371"', "0371"),
        (' =" 0371" ', "0371"),
        ('="', '="'),
        ("=A1", "=A1"),
        ("第一行 \r\n  第二行", "第一行\n第二行"),
        ("第一行\n \u200b \n第二行", "第一行\n第二行"),
        ("第一行\u2028第二行", "第一行\n第二行"),
        ("A 厂", "A 厂"),
        ("张\ud800三", "张三"),
        ("张\ufffd三", "张\ufffd三"),  # a lost character is not an invisible one
    ],
)
def test_clean(text, cleaned):
    assert clean(text) == cleaned


@pytest.mark.parametrize(
    ("text", "compacted"),
    [
        ("张　三", "张三"),
        ("９１３３Ａ", "9133A"),
        ("甲（乙）有限公司", "甲(乙)有限公司"),
        ("乡\n（办）", "乡(办)"),
        ("１，２００ 人", "1,200人"),
    ],
)
def test_compact(text, compacted):
    assert compact(text) == compacted


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (12.0, "12"),
        (12.5, "12.5"),
        (12, "12"),
        (True, "是"),
        (False, "否"),
        (410100000012345.0, "410100000012345"),
        (" 张三", "张三"),
        (-0.0, "0"),
    ],
)
def test_as_text(raw, text):
    assert as_text(raw) == text


@pytest.mark.parametrize(
    "text", "空白 未命名 (不详) 不详。 不详 未知 待查 待核实 暂缺 ? ??? N/A n/a NULL None nan".split()
)
def test_filler(text):
    assert is_filler(text)
    assert not is_nothing(text)


@pytest.mark.parametrize(
    "text", ["无", "(无)", "【无】", "无。", "没有", "暂无", "-", "--", "—", "——", "———", "─", "/", "//", "\\", "×"]
)
def test_nothing(text):
    assert is_nothing(text)
    assert not is_filler(text)


@pytest.mark.parametrize("text", ["", "0", "无锡", "(无锡)", "无)", "无(1人)", "张三", "1-2", "a/b"])
def test_neither_filler_nor_nothing(text):
    assert not is_filler(text)
    assert not is_nothing(text)


@given(st.text())
def test_clean_text_is_clean(text):
    assert clean(clean(text)) == clean(text)
    assert is_blank(text) == (clean(text) == "")


@given(st.text())
def test_compact_text_holds_no_space(text):
    assert not any(char.isspace() for char in compact(text))


def test_a_long_run_of_spaces_is_read_at_once():
    """A cell of a hostile file: time must grow with its length, not with the square of it."""
    assert clean(" " * 2_000_000 + "x") == "x"
