"""Explain: three lists that together are every row of the grain."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from djcov import pipeline
from djcov.errors import UsageError
from djcov.facts.mass import MASS
from djcov.facts.organizations import FAVORS, GIFT_PACK, MECHANISMS, SIX_HAVES
from djcov.masking import Names
from djcov.measures.explain import explain, explain_all
from djcov.measures.indicators import INDICATORS
from djcov.measures.indicators.organizations import GIFT_ITEMS, SIX_ITEMS
from djcov.measures.results import Explanation
from djcov.reports.explanation import ExplanationView
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


@pytest.mark.parametrize("limit", [None, 1])
def test_amounts_are_those_of_each_counted_row_with_their_cells(limit: int | None) -> None:
    favors = [
        {"name": "古城乡", "training_enterprises": 30, "training_total": 100},
        {"name": "小屯乡", "training_enterprises": 0, "training_total": 40},
        {"name": "南河乡", "training_enterprises": None, "training_total": 40},
    ]
    facts = linked(roster(LEDGER, favors=favors))
    explanation = pipeline.explain(facts, "training_share", limit=limit)

    assert [
        (subject.name, each.part, each.whole, each.part_at.cell, each.whole_at.cell)
        for subject, each in explanation.amounts.items()
    ] == [("古城乡", 30, 100, "B2", "C2"), ("小屯乡", 0, 40, "B3", "C3")]
    assert pipeline.explain(facts, "org_coverage", limit=limit).amounts == {}


def test_an_unknown_indicator_is_refused_with_what_is_near() -> None:
    with pytest.raises(UsageError) as refused:
        pipeline.explain(linked(roster(LEDGER)), "org_covrage")

    assert refused.value.what == "没有名为“org_covrage”的指标"
    assert refused.value.hint.startswith("是否指：组织覆盖率（org_coverage）")
    assert refused.value.hint.count("（") == 5


@pytest.mark.thorough
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


_NEW = {"founded_on": date(2019, 1, 1)}
_LED = {"secretary": "张三"}
_IN_TIME = {"registered_on": date(2019, 1, 1), "full_members": 3}
_NO_MASS = dict.fromkeys(MASS, False)
_NO_WAY = {"organized": False, "instructor": "无", "members": 0, **_NO_MASS}
NOES: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
    "org_coverage": ("enterprises", {}, {"organized": False}),
    "own_org_rate": ("enterprises", {"organized": True}, {"organization_form": "联合组建"}),
    "work_coverage": ("enterprises", {}, {"organized": False, "instructor": "无"}),
    "work_coverage_any": ("enterprises", {}, _NO_WAY),
    "instructor_stationed": ("enterprises", {"organized": False}, {"instructor": "无"}),
    "due_built": ("enterprises", {"full_members": 3}, {"organized": False}),
    "members_in_50plus": ("enterprises", {"employees": 50}, {"members": 0}),
    "mass_coverage": ("enterprises", {}, _NO_MASS),
    "union_coverage": ("enterprises", {}, {"union": False}),
    "youth_coverage": ("enterprises", {}, {"youth_league": False}),
    "women_coverage": ("enterprises", {}, {"womens_federation": False}),
    "synchronous_founding": ("enterprises", {**_IN_TIME, "organized": True}, {"founded_on": date(2020, 1, 1)}),
    "applicants_where_no_member": ("enterprises", {"members": 0}, {"applicants": 0}),
    "weak_with_instructor": ("enterprises", {"weak": True}, {"instructor": "无"}),
    "secretary_in_post": ("organizations", {}, {"secretary": "无"}),
    "secretary_trained": ("organizations", _LED, {"secretary_trained": False}),
    "party_workers": ("organizations", {}, {"party_workers": False}),
    "party_workers_trained": ("organizations", {"party_workers": True}, {"party_workers_trained": False}),
    "instructor_trained": ("instructors", {}, {"trained": False}),
    "visited_on_schedule": ("instructors", {"since": date(2020, 1, 1)}, {"visited_on": date(2021, 1, 1)}),
    "territorial_affiliation": ("organizations", _NEW, {"superior": "区发改委党委"}),
    "village_pairing": ("organizations", {}, {"partner_village": "无"}),
    "leader_assigned": ("organizations", {}, {"leader": "无"}),
    "six_haves": ("organizations", dict.fromkeys(SIX_HAVES[1:]), {SIX_HAVES[0]: False}),
    "gift_pack": ("organizations", {**_NEW, **dict.fromkeys(GIFT_PACK[1:])}, {GIFT_PACK[0]: False}),
    **{f"dual_strong_{level}": ("organizations", {}, {"dual_strong": "无"}) for level in ("district", "city")},
    **{f"model_{level}": ("organizations", {}, {"model_level": "无"}) for level in ("district", "city", "province")},
    **{code: ("organizations", {}, {code: False}) for code in (*MECHANISMS, *FAVORS)},
    **{entry.code: ("organizations", {}, {field: False}) for field, entry in zip(SIX_HAVES, SIX_ITEMS, strict=True)},
    **{entry.code: ("organizations", _NEW, {field: False}) for field, entry in zip(GIFT_PACK, GIFT_ITEMS, strict=True)},
}
"""By indicator: whose row it is about, the cells for which it counts, and those that say no."""

NEVER_UNCLEAR = {"in_term", "clear_basic", "clear_organization", "clear_work"}
"""What is not clear has its answer, or is not counted."""


def test_every_indicator_tells_a_no_from_what_nobody_knows() -> None:
    assert {code for code, entry in INDICATORS.items() if not entry.amounts} == {*NOES, *NEVER_UNCLEAR}


@pytest.mark.parametrize("code", NOES)
def test_what_nobody_knows_is_no_no(code: str) -> None:
    kind, counted, noes = NOES[code]
    for cells, unclear in ((noes, []), (dict.fromkeys(noes), ["甲"])):
        row = {"name": "甲", "enterprises": "甲", **counted, **cells}
        if kind == "enterprises":
            source = roster([{each: value for each, value in row.items() if each != "enterprises"}])
        else:
            source = roster([{"name": "甲"}], **{kind: [row]})
        explanation = pipeline.explain(linked(source), code)
        assert not explanation.missing
        assert [each.name for each in explanation.remainder] == ["甲"]
        assert [each.name for each in explanation.unclear] == unclear


def test_what_nobody_knows_is_named_in_every_form() -> None:
    view = ExplanationView(pipeline.explain(linked(roster(LEDGER)), "org_coverage"))

    assert [row.get("reason") for row in view.document()["remainder"]] == [None, "不清楚"]  # type: ignore[index,union-attr]
    assert [dict(zip(view.records().headings, row, strict=True))["原因"] for row in view.records().rows][2:4] == [
        "",
        "不清楚",
    ]
