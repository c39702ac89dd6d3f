from __future__ import annotations

import pickle

from hypothesis import given
from hypothesis import strategies as st

from djcov.intake.columns import validation
from djcov.intake.columns.arrow_values import ArrowValues, numbered


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
    _, texts = numbered(["甲", "乙", "甲", "丙"]) or (None, ArrowValues([]))
    changed = texts.replaced([0, 2], ["丁", None])
    assert list(pickle.loads(pickle.dumps(changed))) == ["丁", "乙", None]
    assert (changed[0], changed[2], list(changed[1:])) == ("丁", None, ["乙", None])
    assert list(texts) == ["甲", "乙", "丙"]
    assert texts.replaced([], []) is texts
