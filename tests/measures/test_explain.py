"""Explain: three lists that together are every row of the grain."""

from __future__ import annotations

from typing import Any

import pytest

from djcov import pipeline
from djcov.errors import UsageError
from djcov.masking import Names
from djcov.measures.explain import explain, explain_all
from djcov.measures.indicators import INDICATORS
from djcov.measures.results import Explanation
from rosters import linked, roster

LEDGER: list[dict[str, Any]] = [
    {"name": "甲", "township": "古城乡", "organized": True, "full_members": 3, "secretary": "张三"},
    {"name": "乙", "township": "小屯乡", "organized": False, "full_members": 3},
    {"name": "丙", "township": "古城乡", "organized": True, "full_members": None, "status": "停产", "secretary": "无"},
    {"name": "丁", "township": "古城乡", "organized": True, "full_members": 5, "status": "注销"},
    {"name": None, "township": "古城乡", "organized": None, "full_members": 1},
]


def _lists(explanation: Explanation) -> tuple[list[str], list[str], list[tuple[str, str]]]:
    return (
        [subject.name for subject in explanation.numerator],
        [subject.name for subject in explanation.remainder],
        [(row.subject.name, row.reason) for row in explanation.left_out],
    )


def test_who_reaches_it_who_does_not_and_who_is_left_out() -> None:
    explanation = pipeline.explain(linked(roster(LEDGER)), "org_coverage")

    assert _lists(explanation) == (["甲", "丙"], ["乙", "（未填名称）"], [("丁", "经营状态为“注销”")])
    assert (explanation.name, explanation.clause) == ("组织覆盖率", "S1")


def test_rows_that_the_denominator_does_not_count_are_left_out_with_its_reason() -> None:
    why = "正式党员未达到应建人数，或人数不清楚"

    assert _lists(pipeline.explain(linked(roster(LEDGER)), "due_built")) == (
        ["甲"],
        ["乙"],
        [("丙", why), ("丁", "经营状态为“注销”"), ("（未填名称）", why)],
    )


@pytest.mark.parametrize("limit", range(4))
@pytest.mark.parametrize("indicator", ["org_coverage", "due_built", "secretary_in_post", "instructor_trained"])
def test_a_limit_gives_the_first_rows_of_each_list_and_counts_all(indicator: str, limit: int) -> None:
    facts = linked(roster(LEDGER))
    whole, begun = (pipeline.explain(facts, indicator, limit=most) for most in (None, limit))

    assert _lists(begun) == tuple(each[:limit] for each in _lists(whole))
    assert begun.totals == whole.totals
    assert whole.unlisted == (0, 0, 0)


def test_townships_narrow_the_lists() -> None:
    assert _lists(pipeline.explain(linked(roster(LEDGER)), "org_coverage", townships=["小屯乡"])) == ([], ["乙"], [])


def test_organisations_are_explained_by_their_own_rows() -> None:
    explanation = pipeline.explain(linked(roster(LEDGER)), "secretary_in_post")

    assert _lists(explanation) == (["甲的党组织"], ["丙的党组织"], [])
    assert {subject.grain for subject in explanation.numerator} == {"organization"}


def test_instructors_are_masked() -> None:
    instructors = [
        {"name": "欧阳小明", "enterprises": "甲", "trained": True},
        {"name": "李四", "enterprises": "丁", "trained": True},
    ]
    explanation = pipeline.explain(linked(roster(LEDGER, instructors=instructors)), "instructor_trained")

    assert _lists(explanation) == (["欧***"], [], [("李*", "没有派驻到统计范围内的企业")])


def _rows(explanation: Explanation) -> list[tuple[str, list[int | None]]]:
    everyone = (*explanation.numerator, *explanation.remainder, *(row.subject for row in explanation.left_out))
    return [(subject.name, [at.row for at in subject.sources]) for subject in everyone]


@pytest.mark.parametrize("limit", [None, 9])
def test_a_person_is_told_with_every_row_of_the_register(limit: int | None) -> None:
    instructors = [
        {"name": "张三", "phone": "k1", "enterprises": "甲", "trained": None},
        {"name": "李四", "phone": "k2", "enterprises": "甲", "trained": True},
        {"name": "张三", "phone": "k1", "enterprises": "丁", "trained": True},
        {"name": "张三", "phone": "k3", "enterprises": "乙", "trained": False},
        {"name": "张三", "phone": "k1", "enterprises": "乙", "trained": None},
        {"name": None, "phone": None, "enterprises": "甲", "trained": None},
        {"name": None, "phone": None, "enterprises": "甲", "trained": None},
    ]
    explanation = pipeline.explain(linked(roster(LEDGER, instructors=instructors)), "instructor_trained", limit=limit)

    assert [subject.source.row for subject in explanation.numerator] == [2, 3]
    assert _rows(explanation) == [
        ("张*", [2, 4, 6]),
        ("李*", [3]),
        ("张*", [5]),
        ("（未填名称）", [7]),
        ("（未填名称）", [8]),
    ]


def test_of_whom_and_what_the_ledger_names_every_row_that_counts_is_told() -> None:
    ledger: list[dict[str, Any]] = [
        {"name": "甲", "organized": True, "organization_name": "东村联合支部", "instructor": "张三、李四"},
        {"name": "乙", "organized": True, "organization_name": None, "instructor": "李四"},
        {"name": "丙", "organized": True, "organization_name": "东村联合支部", "instructor": "张三"},
        {"name": "丁", "organized": True, "organization_name": "东村联合支部", "instructor": "张三", "status": "注销"},
    ]
    facts = linked(roster([{"township": "古城乡", "secretary": "王五", "status": None, **row} for row in ledger]))

    assert _rows(pipeline.explain(facts, "instructor_trained")) == [("张*", [2, 4]), ("李*", [2, 3])]
    assert _rows(pipeline.explain(facts, "secretary_in_post")) == [("东村联合支部", [2, 4]), ("乙的党组织", [3])]


def test_without_data_everybody_is_left_out_for_that() -> None:
    numerator, remainder, left_out = _lists(pipeline.explain(linked(roster(LEDGER)), "union_coverage"))

    assert (numerator, remainder) == ([], [])
    assert left_out[0] == ("甲", "无数据：企业台账中没有“工会”、“已建群团组织”中的任何一列")
    assert left_out[3] == ("丁", "经营状态为“注销”")


def test_an_unknown_indicator_is_refused_with_what_is_near() -> None:
    with pytest.raises(UsageError) as refused:
        pipeline.explain(linked(roster(LEDGER)), "org_covrage")

    assert refused.value.what == "没有名为“org_covrage”的指标"
    assert refused.value.hint.startswith("是否指：组织覆盖率（org_coverage）")
    assert refused.value.hint.count("（") == 5


def test_all_at_once_say_what_each_says_alone() -> None:
    enterprises = [
        {"name": "甲", "township": "古城乡", "organized": True, "organization_name": "甲支部", "full_members": 3},
        {"name": "乙", "township": "柳河乡", "organized": False, "organization_name": None, "full_members": 4},
        {"name": "丙", "township": "柳河乡", "organized": None, "organization_name": None, "full_members": None},
    ]
    instructors = [{"name": "王小明", "phone": "1", "enterprises": "乙", "trained": True}]
    facts = linked(roster(enterprises, instructors=instructors))
    for townships in ((), ("柳河乡",)):
        for names in Names:
            together = explain_all(facts, townships, names)
            assert list(together) == list(INDICATORS)
            assert together == {code: explain(facts, code, townships, names) for code in INDICATORS}
