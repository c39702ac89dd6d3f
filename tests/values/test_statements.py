"""Statements about somebody who is named; those that are drawn stand in test_drawn_statements.py."""

from __future__ import annotations

import pytest

from djcov.values import names
from djcov.values.statements import statement


@pytest.mark.parametrize("rest", ["书记已", "指导员暂", "同志已", "党员暂", "2021年已", "2021年等", "兼已", "是已"])
def test_a_sentence_that_is_cut_off_says_nothing(rest: str) -> None:
    said = statement(f"张三{rest}", names.person)
    assert (said.says, said.things, said.left) == (None, (), f"张三{rest}")
