"""Which enterprises count, in which unit, and why the others do not."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

import djcov
from rosters import codes, linked, policy, roster, values

IN = ""


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({}, IN),
        ({"status": None}, IN),
        ({"status": "正常"}, IN),
        ({"status": "停产"}, IN),
        ({"status": "半停产"}, IN),
        ({"status": "注销"}, "经营状态为“注销”"),
        ({"status": "已吊 销"}, "经营状态为“已吊 销”"),
        ({"status": "停业"}, "经营状态为“停业”"),
        ({"status": "查无下落"}, "经营状态为“查无下落”"),
        ({"status": "未注销"}, IN),
        ({"status": "正常，未被吊销"}, IN),
        ({"status": "吊销未注销"}, "经营状态为“吊销未注销”"),
        ({"status": "非正常经营"}, "经营状态为“非正常经营”"),
        ({"status": "疑似空壳"}, IN),
        ({"status": "注销？"}, IN),
        ({"type": "由国企改制的民营企业"}, IN),
        ({"type": "不含国有成分"}, IN),
        ({"type": "国家控股"}, "企业类型为“国家控股”，属国有、集体"),
        ({"type": "有限责任公司"}, IN),
        ({"type": None}, IN),
        ({"type": "国有独资"}, "企业类型为“国有独资”，属国有、集体"),
        ({"type": "集体企业"}, "企业类型为“集体企业”，属国有、集体"),
        ({"type": "非国有控股"}, IN),
        ({"type": "非国有控股，集体参与"}, "企业类型为“非国有控股，集体参与”，属国有、集体"),
        ({"type": "个体工商户"}, "个体工商户"),
        ({"uscc": "92410000MA4400001A"}, "个体工商户"),
        ({"uscc": "91410000MA4400001A"}, IN),
        ({"registered_on": date(2021, 12, 31)}, IN),
        ({"registered_on": date(2022, 1, 1)}, "注册日期 2022-01-01 晚于截至日期"),
        ({"registered_on": None}, IN),
        # the first reason wins
        ({"status": "注销", "type": "国有", "registered_on": date(2022, 3, 1)}, "经营状态为“注销”"),
        ({"type": "国有", "uscc": "92410000MA4400001A"}, "企业类型为“国有”，属国有、集体"),
        ({"uscc": "92410000MA4400001A", "registered_on": date(2022, 3, 1)}, "个体工商户"),
        ({"name": None}, IN),
        ({"name": "甲有限公司（已注销）"}, "企业名称注明“已注销”"),
        ({"name": "甲有限公司（2022年3月迁出）"}, IN),
        ({"name": "甲合伙企业（普通合伙）"}, IN),
    ],
)
def test_who_is_in_scope(row: dict[str, Any], reason: str) -> None:
    facts = linked(roster([{"name": "甲公司", "township": "古城乡", **row}]))

    assert values(facts.enterprises, "left_out") == [reason]
    assert values(facts.enterprises, "in_scope") == [reason == IN]


def test_the_words_of_the_scope_are_the_policy_s() -> None:
    source = roster([{"name": "甲公司", "status": "停产"}, {"name": "乙公司", "status": "注销"}])
    facts = linked(source, settings=policy(scope={"statuses_out": ("停产",), "code_prefixes_out": ()}))

    assert values(facts.enterprises, "left_out") == ["经营状态为“停产”", ""]


UNEXPLAINED = "搬迁 未开业 失联 非正常 停止生产 暂停营业 正常/注销 正常、停业".split()
CLOSED = "注销 吊销 停产倒闭 关闭 已关停 停止经营 不存在 正常，已搬走 2021年3月注销".split()
OPEN = "拟注销 正在注销 注销手续办理中 非空壳 2022年3月注销 停产".split()
EXPLAINED = "正常 存续（在营、开业、在册） 在业 开业 停产 半停产 营业 正常生产 已停产 未注销 无".split() + CLOSED + OPEN


@pytest.mark.parametrize("status", [*UNEXPLAINED, *EXPLAINED, None])
def test_a_status_that_no_word_explains_counts_and_is_told(status: str | None) -> None:
    facts = linked(roster([{"name": "甲公司", "township": "古城乡", "status": status}]))

    assert codes(facts) == [("STATUS_UNKNOWN", 2, "经营状态")] * (status in UNEXPLAINED)
    assert values(facts.enterprises, "in_scope") == [status not in CLOSED]


@pytest.mark.parametrize("engine", ["pandas", "duckdb"])
def test_a_blank_status_counts_untold_on_other_engines(tmp_path: Path, engine: str) -> None:
    (tmp_path / "台账.csv").write_text("企业名称,经营状态\n甲公司,\n乙公司,失联\n丙公司,注销\n", "utf-8")
    with djcov.read(tmp_path / "台账.csv", engine=engine) as source:
        facts = djcov.link(source, as_of="2021-12-31")
        rows = facts.enterprises.select("_at", "in_scope").collect().sort("_at")
        assert rows["in_scope"].to_list() == [True, True, False]
        assert [found for found in codes(facts) if found[0] == "STATUS_UNKNOWN"] == [("STATUS_UNKNOWN", 3, "经营状态")]


@pytest.mark.parametrize("engine", ["pandas", "duckdb"])
def test_what_is_blank_hides_no_later_reason_on_other_engines(tmp_path: Path, engine: str) -> None:
    """A blank cell is null off Arrow, and no value of a column that has some with a reason."""
    lines = [
        "企业名称,经营状态,企业类型,注册日期",
        "甲公司,,国有,",
        "乙公司（已注销）,,,",
        "丙公司,,,2022-3-1",
        "丁公司,,,",
        "戊公司,注销,私营,",
    ]
    (tmp_path / "台账.csv").write_text("\n".join(lines), "utf-8")
    with djcov.read(tmp_path / "台账.csv", engine=engine) as source:
        rows = djcov.link(source, as_of="2021-12-31").enterprises.select("_at", "left_out").collect().sort("_at")
    assert rows["left_out"].to_list() == [
        "企业类型为“国有”，属国有、集体",
        "企业名称注明“已注销”",
        "注册日期 2022-03-01 晚于截至日期",
        "",
        "经营状态为“注销”",
    ]


def test_a_status_of_what_does_not_count_anyway_is_not_told() -> None:
    row = {"name": "甲公司", "township": "古城乡", "status": "关停", "type": "国有"}
    assert codes(linked(roster([row]))) == []


def test_the_words_of_operation_are_the_policy_s() -> None:
    rows = [{"name": name, "township": "古城乡", "status": name} for name in ("正常", "失联")]
    settings = policy(scope={"statuses_in": ("失联",)})
    assert codes(linked(roster(rows), settings=settings)) == [("STATUS_UNKNOWN", 2, "经营状态")]
    assert len(codes(linked(roster(rows), settings=policy(scope={"statuses_in": ()})))) == 2


@pytest.mark.parametrize(
    ("township", "unit"),
    [
        ("古城乡", "古城乡"),
        ("城关办", "城关办事处"),
        (" 城 关 办 ", "城关办事处"),
        (None, "未填乡（办）"),
        ("无", "未填乡（办）"),
    ],
)
def test_a_unit_has_the_policy_s_spelling(township: str | None, unit: str) -> None:
    assert values(linked(roster([{"name": "甲公司", "township": township}])).enterprises, "township") == [unit]


def test_each_row_without_a_township_is_told_at_its_cell() -> None:
    facts = linked(roster([{"name": "甲", "township": None}, {"name": "乙", "township": "古城乡"}]))

    assert codes(facts) == [("TOWNSHIP_MISSING", 2, "乡（办）")]


def test_a_table_without_townships_is_told_once() -> None:
    facts = linked(roster([{"name": "甲"}, {"name": "乙"}]))

    assert codes(facts) == [("TOWNSHIP_MISSING", None, "")]


def test_a_unit_that_the_policy_does_not_list_is_told() -> None:
    settings = policy(units={"order": ("古城乡", "城关办")})
    rows = [{"name": str(n), "township": unit} for n, unit in enumerate(["古城乡", "故城乡", "城关办事处", "城关办"])]

    assert codes(linked(roster(rows), settings=settings)) == [("TOWNSHIP_UNLISTED", 3, "乡（办）")]


def test_village_and_industry_are_kept_as_they_are() -> None:
    facts = linked(roster([{"name": "甲", "village": "东村", "industry": None}]))

    assert values(facts.enterprises, "village") == ["东村"]
    assert values(facts.enterprises, "industry") == ["未填"]


@pytest.mark.parametrize(
    ("status", "out", "told"),
    [
        *((f"{now}（曾{gone}）", False, False) for now in ("正常", "在业") for gone in ("停业", "破产", "注销")),
        *((f"正常（{once}停业）", False, False) for once in ("曾经", "原", "2019年曾")),
        *((f"营业，{whose}注销", False, False) for whose in ("母公司", "子公司已", "其股东")),
        *((f"{gone}后{again}", False, False) for gone in ("注销", "停业") for again in ("重新注册", "又开业", "恢复")),
        *((status, False, True) for status in ("半停业", "半歇业", "停业整顿", "曾停业", "已复产（原停业）")),
        *((status, False, False) for status in ("停业申请中", "注销办理中", "拟注销")),
        *((status, False, False) for status in ("由停业转正常", "2020年停业，2021年复工", "停业、已复业")),
        *((status, False, True) for status in ("停业至2021年3月", "2019年1月到2021年3月停业")),
        *(
            (status, True, False)
            for status in ("停业未复工", "停业，拟复工", "正常转停业", "停业至今", "停业（截至2021年6月）")
        ),
        *(
            (status, True, False)
            for status in ("停业", "已停业", "停业中", "2020年注销", "原料短缺停业", "因疫情停业", "吊销营业执照")
        ),
    ],
)
def test_a_state_that_was_or_is_another_s_puts_nobody_out(status: str, out: bool, told: bool) -> None:
    facts = linked(roster([{"name": "甲公司", "township": "古城乡", "status": status}]))
    assert (values(facts.enterprises, "left_out") != [""]) is out
    assert ("STATUS_UNKNOWN" in facts.findings.totals) is told


@pytest.mark.parametrize("note", ["（已注销）", "【已注销】", "-已注销", "——2020年注销", "[已停业]"])
def test_a_note_behind_a_name_says_that_it_has_closed(note: str) -> None:
    facts = linked(
        roster([{"name": f"甲公司{note}", "township": "古城乡"}, {"name": "乙-丙公司", "township": "古城乡"}])
    )
    assert [bool(reason) for reason in values(facts.enterprises, "left_out")] == [True, False]


@pytest.mark.parametrize("public", ["国企", "央企", "国有企业", "集体", "国有资本"])
def test_a_share_of_the_state_s_makes_nothing_public(public: str) -> None:
    facts = linked(roster([{"name": "甲公司", "township": "古城乡", "type": f"{public}参股"}]))
    assert values(facts.enterprises, "left_out") == [""]


@pytest.mark.parametrize("between", ["、", "/", "或"])
def test_of_two_types_nobody_chose(between: str) -> None:
    rows = [{"name": "甲", "type": f"国有{between}民营"}, {"name": "乙", "type": f"民营{between}国有控股"}]
    facts = linked(roster(rows))
    assert values(facts.enterprises, "left_out") == ["", ""]
    assert facts.findings.totals["TYPE_UNKNOWN"] == 2
