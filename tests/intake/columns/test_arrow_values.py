from __future__ import annotations

import pickle

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from djcov.intake.columns import validation
from djcov.intake.columns.arrow_values import ArrowValues, numbered, of_dictionary, others


@given(st.lists(st.none() | st.text(st.characters(exclude_categories=["Cs"]), max_size=2)))
def test_texts_are_numbered_as_other_cells_are(cells: list[str | None]) -> None:
    given = numbered(cells)
    assert given is not None
    few = validation.coded(cells)
    assert (list(given[0]), list(given[1])) == (list(few.codes), few.values)


def test_only_texts_are_numbered_as_texts() -> None:
    assert numbered(["甲公司", 3.0]) is None
    assert numbered(["甲公司", True]) is None
    assert numbered(["甲公司", "\ud800"]) is None


def test_texts_are_a_sequence_that_can_be_sent() -> None:
    _, texts = numbered(["甲", "乙", "甲", "丙"]) or (None, ArrowValues(pa.array([])))
    changed = texts.replaced([0, 2], ["丁", None])
    assert list(pickle.loads(pickle.dumps(changed))) == ["丁", "乙", None]
    assert (changed[0], changed[2], list(changed[1:])) == ("丁", None, ["乙", None])
    assert list(texts) == ["甲", "乙", "丙"]
    assert texts.replaced([], []) is texts
    assert (texts.at([2, 0]), texts.at(range(1, 3)), texts.at([])) == (["丙", "甲"], ["乙", "丙"], [])
    assert len(texts) == 3


def test_what_matches_all_forms_and_not_another_is_left_out() -> None:
    texts = ["甲公司", "甲厂", "乙公司", "甲公司一", "甲无公司"]
    assert list(others(texts, ("^甲", "公司$"), "无")) == ["甲厂", "乙公司", "甲公司一", "甲无公司"]
    assert list(others(texts, ("^甲",), "公司")) == ["甲公司", "乙公司", "甲公司一", "甲无公司"]
    assert list(others([*texts, "\ud800"], ("^甲",), "公司")) == [*texts, "\ud800"]


def test_a_column_that_is_a_dictionary_already_is_taken_as_it_is() -> None:
    codes, values = of_dictionary(pa.array(["乙", "甲", "乙"]).dictionary_encode())
    assert (list(codes), list(values)) == ([0, 1, 0], ["乙", "甲"])
