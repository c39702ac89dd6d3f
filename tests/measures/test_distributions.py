"""Distributions: who is of which sort, and what nobody knows."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from djcov import pipeline
from djcov.choices import Sorted
from djcov.measures.distributions import SPREADS, UNKNOWN
from djcov.measures.results import Distribution
from rosters import linked, policy, roster

Row = dict[str, Any]


def _of(code: str, ledger: list[Row], settings: Any = None, **others: list[Row]) -> Distribution:
    named = [{"name": f"企业{n}", "township": "古城乡", **row} for n, row in enumerate(ledger)]
    found = pipeline.distributions(linked(roster(named, **others), settings=settings)).of(code)
    assert found.missing == ""
    return found


def test_every_distribution_is_told() -> None:
    for code, spread in SPREADS.items():
        assert spread.code == code
        assert spread.doc.endswith("。")
        assert spread.grain in get_args(Sorted)
    assert len({spread.name for spread in SPREADS.values()}) == len(SPREADS)


@pytest.mark.parametrize(
    ("code", "ledger", "rows", "largest"),
    [
        (
            "employee_sizes",
            [{"employees": n} for n in (0, 49, 50, 99, 100, None)],
            [("0–49 人", 2), ("50–99 人", 2), ("100 人以上", 1), (UNKNOWN, 1)],
            100,
        ),
        (
            "employee_sizes",
            [{"employees": None}],
            [("0–49 人", 0), ("50–99 人", 0), ("100 人以上", 0), (UNKNOWN, 1)],
            None,
        ),
        (
            "member_numbers",
            [{"members": n} for n in (0, 1, 2, 3, None)] + [{"members": 9, "status": "注销"}],
            [("0 人", 1), ("1–2 人", 2), ("3 人以上", 1), (UNKNOWN, 1)],
            3,
        ),
        (
            "not_built_reasons",
            [
                {"organized": False, "not_built_reason": "没有 党员"},
                {"organized": None, "not_built_reason": "没有党员"},
                {"organized": False, "not_built_reason": "正在筹建"},
                {"organized": False, "not_built_reason": None},
                {"organized": True, "not_built_reason": "没有党员"},
            ],
            [("没有党员", 2), ("正在筹建", 1), (UNKNOWN, 1)],
            None,
        ),
        (
            "organization_forms",
            [
                {"organized": True, "organization_form": "单独建立"},
                {"organized": True, "organization_form": "挂靠", "organization_name": "东村联合支部"},
                {"organized": True, "organization_form": "挂靠"},
                {"organized": True, "organization_form": "其他"},
                {"organized": True, "organization_form": None},
                {"organized": False, "organization_form": None},
            ],
            [("单独组建", 1), ("联合组建", 1), (UNKNOWN, 2)],
            None,
        ),
        (
            "organization_form_words",
            [
                {"organized": True, "organization_name": "东村联合支部", "organization_form": None},
                {"organized": True, "organization_name": "东村联合支部", "organization_form": "区域 联建"},
                {"organized": True, "organization_name": "东村联合支部", "organization_form": "挂靠"},
                {"organized": True, "organization_name": None, "organization_form": None},
            ],
            [("区域联建", 1), (UNKNOWN, 1)],
            None,
        ),
        (
            "organization_kinds",
            [
                {"organized": True, "organization_kind": kind}
                for kind in ("党总支", "党总支部", "联合党支部", "党支部委员会", "党委", "党小组", None)
            ],
            [("党委", 1), ("党总支", 2), ("党支部", 2), ("党小组", 1), (UNKNOWN, 1)],
            None,
        ),
        (
            "joint_sizes",
            [
                *({"organized": True, "organization_name": "大", "organization_form": "联合"} for _ in range(6)),
                *({"organized": True, "organization_name": "小", "organization_form": None} for _ in range(2)),
                {"organized": True, "organization_name": "独", "organization_form": "单独"},
            ],
            [("1 家", 0), ("2–3 家", 1), ("4–5 家", 0), ("6 家以上", 1), (UNKNOWN, 0)],
            6,
        ),
        (
            "instructor_load",
            [{"instructor": name} for name in "甲乙乙丙丙丙丁丁丁丁丁戊戊戊戊戊戊无"],
            [("1 家", 1), ("2–3 家", 2), ("4–5 家", 1), ("6 家以上", 1), (UNKNOWN, 0)],
            6,
        ),
    ],
)
def test_of_a_ledger(code: str, ledger: list[Row], rows: list[tuple[str, int]], largest: int | None) -> None:
    found = _of(code, ledger)

    assert (list(found.rows), found.largest) == (rows, largest)
    assert found.base == sum(count for _, count in rows)


@pytest.mark.parametrize(
    ("code", "rows", "expected"),
    [
        (
            "dual_strong_levels",
            [{"dual_strong": level} for level in ("省级", "区级", "无", None)],
            [("国家级", 0), ("省级", 1), ("市级", 0), ("区级", 1), ("无", 1), (UNKNOWN, 1)],
        ),
        (
            "model_levels",
            [{"model_level": level} for level in ("市级", "市级")],
            [("国家级", 0), ("省级", 0), ("市级", 2), ("区级", 0), ("无", 0), (UNKNOWN, 0)],
        ),
        (
            "leader_loads",
            [
                {"leader": "张三", "enterprises": "企业0"},
                {"leader": "张三", "enterprises": "企业0"},
                {"leader": "李四", "enterprises": "企业0"},
                {"leader": "有", "enterprises": "企业0"},
                {"leader": "无", "enterprises": "企业0"},
            ],
            [("1 家", 1), ("2–3 家", 2), ("4–5 家", 0), ("6 家以上", 0), (UNKNOWN, 1)],
        ),
        (
            "secretary_sources",
            [
                {"secretary": "张三", "secretary_source": "机关干部"},
                {"secretary": "李四", "secretary_source": None},
                {"secretary": "无", "secretary_source": "机关干部"},
            ],
            [
                ("企业内部选举", 0),
                ("党政机关事业单位干部", 1),
                ("复转军人", 0),
                ("大学生村干部", 0),
                ("公开招聘", 0),
                (UNKNOWN, 1),
            ],
        ),
        (
            "organization_forms",
            [{"form": "单独"}, {"form": "联合", "enterprises": "无"}],
            [("单独组建", 1), ("联合组建", 0), (UNKNOWN, 0)],
        ),
    ],
)
def test_of_the_organisation_roster(code: str, rows: list[Row], expected: list[tuple[str, int]]) -> None:
    organizations = [{"name": "支部", "enterprises": "企业0", **row} for row in rows]

    assert list(_of(code, [{}], organizations=organizations).rows) == expected


def test_the_classes_follow_the_policy() -> None:
    counting = {"instructor_load": 2, "large_employees": 100, "due_members": 1}
    ledger: list[Row] = [{"instructor": "甲", "employees": 100, "members": 1}]
    settings = policy(counting=counting)

    def classes(code: str) -> list[str]:
        return [name for name, _ in _of(code, ledger, settings).rows]

    assert classes("instructor_load") == ["1 家", "2 家", "3 家以上", UNKNOWN]
    assert classes("employee_sizes") == ["0–99 人", "100 人以上", UNKNOWN]
    assert classes("member_numbers") == ["0 人", "1 人以上", UNKNOWN]


def test_every_unit_has_the_same_sorts_and_they_add_up() -> None:
    ledger = [
        {"name": "甲", "township": "古城乡", "organized": False, "not_built_reason": "没有党员"},
        {"name": "乙", "township": "小屯乡", "organized": False, "not_built_reason": "正在筹建"},
    ]
    result = pipeline.distributions(linked(roster(ledger)))

    assert result.of("not_built_reasons").rows == (("正在筹建", 1), ("没有党员", 1), (UNKNOWN, 0))
    assert result.of("not_built_reasons", "古城乡").rows == (("正在筹建", 0), ("没有党员", 1), (UNKNOWN, 0))
    assert result.of("not_built_reasons", "小屯乡").rows == (("正在筹建", 1), ("没有党员", 0), (UNKNOWN, 0))


def test_an_organisation_stands_under_each_of_its_sources_of_funds() -> None:
    texts = ("税前列支、党费返还", "企业赞助", "无", None, "财政补助；党员捐款", "税前列支")
    ledger = [
        {"name": f"第{at}公司", "township": "古城乡", "organized": True, "fund_sources": text}
        for at, text in enumerate(texts)
    ]
    found = _of("fund_sources", ledger)

    assert found.base == 6
    assert found.rows == (
        *(("税前列支", 2), ("党费拨返", 1), ("企业赞助", 1), ("党员捐助", 1), ("无", 1)),
        *(("其他（财政补助）", 1), (UNKNOWN, 1)),
    )


def test_only_some_townships_beside_the_whole() -> None:
    ledger = [{"name": name, "township": unit, "employees": 9} for name, unit in (("甲", "古城乡"), ("乙", "小屯乡"))]
    result = pipeline.distributions(linked(roster(ledger)), townships=["小屯乡"])

    assert {row.unit: row.base for row in result.rows if row.code == "employee_sizes"} == {"全区": 2, "小屯乡": 1}


@pytest.mark.parametrize(
    ("code", "missing"),
    [
        ("employee_sizes", "企业台账中没有“职工人数”列"),
        ("secretary_sources", "没有党组织台账"),
        ("instructor_load", "企业台账中没有“党建指导员”列"),
    ],
)
def test_without_its_column_there_is_no_data(code: str, missing: str) -> None:
    found = pipeline.distributions(linked(roster([{"name": "甲", "township": "古城乡"}]))).of(code)

    assert (found.rows, found.largest, found.missing) == ((), None, missing)


def test_one_that_there_is_not_is_refused() -> None:
    result = pipeline.distributions(linked(roster([{"name": "甲", "township": "古城乡"}])))
    for code, unit in (("sizes", None), ("employee_sizes", "小屯乡")):
        with pytest.raises(KeyError):
            result.of(code, unit)
