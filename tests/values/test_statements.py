"""Statements about somebody who is named; those that are drawn stand in test_drawn_statements.py."""

from __future__ import annotations

from datetime import date

import pytest

from djcov.values import names
from djcov.values.statements import shape, statement, words


@pytest.mark.parametrize("rest", ["书记已", "指导员暂", "同志已", "党员暂", "2021年已", "2021年等", "兼已", "是已"])
def test_a_sentence_that_is_cut_off_says_nothing(rest: str) -> None:
    said = statement(f"张三{rest}", names.person)
    assert (said.says, said.things, said.left) == (None, (), f"张三{rest}")


@pytest.mark.parametrize(
    ("cell", "says", "things"),
    [
        ("张三(已离任)、李四", True, ("李四",)),
        ("张三(已离任)、乱七八糟已", None, ()),  # what the second one says, nobody knows
        ("张三(原名王三)、李四", None, ()),
        ("原张三,现李四", True, ("李四",)),
        ("原张三", None, ()),  # 原 as a surname, or who was before
        ("李四(原张三)", True, ("李四",)),
        ("李四(前任)", False, ()),
        ("接替张三离任", None, ()),
    ],
)
def test_who_was_before_and_who_is_now(cell: str, says: bool | None, things: tuple[str, ...]) -> None:
    said = statement(cell, names.person)
    assert (said.says, said.things) == (says, things)


@pytest.mark.parametrize(
    ("cell", "mood"),
    [
        ("曾派驻张三", "ended"),
        ("原有党支部", "ended"),
        ("未派驻张三", "denied"),
        ("拟派张三", "planned"),
        ("已派张三", ""),
    ],
)
def test_why_it_is_not_so(cell: str, mood: str) -> None:
    assert statement(cell, names.anybody).mood == mood


@pytest.mark.parametrize("cell", ["2019.3-2021.3", "2019年3月至2021年3月", "张三,2019.3-2021.3"])
def test_a_time_has_two_ends(cell: str) -> None:
    terms = statement(cell, names.anybody).terms
    assert terms and terms.since and terms.until
    assert (terms.since.first, terms.until.last) == (date(2019, 3, 1), date(2021, 3, 31))


@pytest.mark.parametrize("post", "主任 副主任 部长 副部长".split())
def test_a_deputy_is_in_a_post(post: str) -> None:
    assert shape(words(post)) == "b"
