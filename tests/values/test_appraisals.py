"""Results of appraisals, in the words of offices."""

from __future__ import annotations

import pytest

from djcov.values.appraisals import read_appraisal
from djcov.values.reading import Unreadable

SAYS = """
优秀、优、优秀等次、考核为优秀、被评为优秀、年度考核结果优秀：优秀
良好、良：良好
称职、合格、□优秀☑称职：称职
基本称职、基本合格：基本称职
不称职、不合格：不称职
未考核、无、否、×、未参加考核、待考核：未考核
不定等次、未确定等次：未定等次
"""


@pytest.mark.parametrize(
    ("cell", "result"),
    [(cell, line.split("：")[1]) for line in SAYS.split() for cell in line.split("：")[0].split("、")],
)
def test_result(cell: str, result: str) -> None:
    assert read_appraisal(cell).value == result


@pytest.mark.parametrize(
    ("cell", "code"),
    [("2020年优秀", "CHOICE_UNKNOWN"), ("先进", "CHOICE_UNKNOWN"), ("☑优秀☑称职", "CHOICE_CONFLICT")],
)
def test_what_is_none_of_them(cell: str, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_appraisal(cell)
    assert refused.value.code == code


@pytest.mark.parametrize("cell", [None, "", "不详"])
def test_what_nobody_says(cell: str | None) -> None:
    assert read_appraisal(cell).value is None
