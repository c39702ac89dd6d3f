"""Movements: numbers that add up exactly and chain from month to month, and every event that a district knows of."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any

import pytest

from djcov import pipeline
from djcov.facts import Facts
from djcov.measures.movements import EVENTS, Movement, Movements
from djcov.policy import Policy
from djcov.reports.changes import ChangesView
from djcov.reports.page_model import Note
from months import months
from rosters import linked, roster

Row = dict[str, Any]
ENTERED_OR_LEFT = {"new", "moved", "back", "closed", "out"}
WAYS = ("new", "moved_in", "back", "closed", "moved_out", "out")


def closing(row: Movement) -> int:
    return row.opening + row.new + row.moved_in + row.back - row.closed - row.moved_out - row.out


@pytest.mark.thorough
def test_a_year_chains_and_is_as_the_district_knows() -> None:
    settings = Policy.load()
    before: Facts | None = None
    last: dict[str, int] = {}
    kinds: set[str] = set()
    for month in months(seed=3, firms=48):
        facts = pipeline.link(month.roster, as_of=month.as_of, policy=settings)
        if before is not None:
            result = pipeline.movements(before, facts)
            units = result.rows[1:]
            assert {row.unit: row.closing for row in units} == {row.unit: month.counted(row.unit) for row in units}
            assert {row.unit: row.opening for row in result.rows} == (last or {r.unit: r.opening for r in result.rows})
            assert all(closing(row) == row.closing for row in result.rows)
            said = Counter({(row.unit, way): getattr(row, way) for row in units for way in WAYS})
            assert +said == month.moves
            assert all(getattr(result.rows[0], way) == sum(getattr(row, way) for row in units) for way in WAYS)
            assert _acts(result) == month.acts
            _rows_are_figures(result)
            last = {row.unit: row.closing for row in result.rows}
            kinds |= {event.kind for event in result.events}
        before = facts
    assert kinds == EVENTS.keys() - {"organization_renamed"}


def _acts(result: Movements) -> Counter[tuple[str, int]]:
    acts: Counter[tuple[str, int]] = Counter()
    for event in result.events:
        if event.kind not in ENTERED_OR_LEFT:
            name = event.subject.name.partition("（")[0]
            acts[event.kind, int("".join(char for char in name if char.isdigit()))] += event.count
    return acts


def _rows_are_figures(result: Movements) -> None:
    """Every figure has its rows."""
    whole, events = result.rows[0], Counter(event.kind for event in result.events)
    assert [events[kind] for kind in ("new", "moved", "moved", "back", "closed", "out")] == [
        *(whole.new, whole.moved_in, whole.moved_out, whole.back, whole.closed, whole.out),
    ]
    assert whole.vanished == sum(event.kind == "out" and event.after is None for event in result.events)
    opening, closing = result.organizations
    assert opening + events["founded"] - events["dissolved"] - events["merged"] == closing


# ---- single changes


def firm(name: str = "甲公司", **values: Any) -> Row:
    return {"name": name, "township": "古城乡", "status": "正常", "type": "私营", **values}


def changed(old: list[Row], new: list[Row], *registers: list[Row]) -> list[tuple[str, str, str]]:
    """Give kind, whom and detail of each event; ``registers``: the organisations of both dates."""
    before, after = registers or (None, None)
    result = pipeline.movements(
        linked(roster(old, organizations=before), "2021-05-31"), linked(roster(new, organizations=after), "2021-06-30")
    )
    return [(event.kind, event.subject.name, event.detail) for event in result.events]


@pytest.mark.parametrize(
    ("old", "new", "events"),
    [
        ([], [firm()], [("new", "甲公司", "上期台账中没有")]),
        (
            [firm(status="歇业")],
            [firm()],
            [("back", "甲公司", "上期未纳入统计：经营状态为“歇业”")],
        ),
        (
            [firm(registered_on=datetime(2021, 6, 10))],
            [firm(registered_on=datetime(2021, 6, 10))],
            [("new", "甲公司", "上期未纳入统计：注册日期 2021-06-10 晚于截至日期")],
        ),
        ([firm()], [firm(status="注销")], [("closed", "甲公司", "本期未纳入统计：经营状态为“注销”")]),
        ([firm()], [firm(type="国有")], [("out", "甲公司", "本期未纳入统计：企业类型为“国有”，属国有、集体")]),
        ([firm()], [], [("out", "甲公司", "本期台账中没有")]),
        ([firm()], [firm(township="石桥镇")], [("moved", "甲公司", "古城乡 → 石桥镇")]),
        ([firm(employees=49)], [firm(employees=50)], [("staff_reached", "甲公司", "49 人 → 50 人")]),
        ([firm(employees=50)], [firm(employees=49)], [("staff_below", "甲公司", "50 人 → 49 人")]),
        ([firm(employees=None)], [firm(employees=50)], []),
        ([firm(members=2)], [firm(members=5)], [("members_joined", "甲公司", "2 人 → 5 人")]),
        ([firm(members=2)], [firm(members=None)], []),
        ([firm(instructor="张三")], [firm(instructor="李四")], [("instructor_changed", "甲公司", "张* → 李*")]),
        ([firm(instructor="张三")], [firm(instructor="张　三")], []),
        ([firm(instructor="张三")], [firm(instructor="无")], [("instructor_changed", "甲公司", "张* → 无")]),
        ([firm(instructor="张三")], [firm(instructor=None)], []),
        ([firm(instructor="有")], [firm(instructor="张三")], []),
        ([firm(instructor="张三")], [firm(instructor="有")], []),
        ([firm(instructor="有")], [firm(instructor="有")], []),
        ([firm(instructor="无")], [firm(instructor="有")], [("instructor_changed", "甲公司", "无 → 已派，姓名不详")]),
        ([firm(instructor="有")], [firm(instructor="无")], [("instructor_changed", "甲公司", "已派，姓名不详 → 无")]),
    ],
)
def test_enterprises(old: list[Row], new: list[Row], events: list[tuple[str, str, str]]) -> None:
    rest = firm("乙公司", employees=10, members=1, instructor="王五")
    assert changed([*old, rest], [*new, rest]) == events


def branch(name: str, *enterprises: str, **values: Any) -> Row:
    return {"name": name, "enterprises": "、".join(enterprises), **values}


@pytest.mark.parametrize(
    ("old", "new", "events"),
    [
        (
            [],
            [branch("一支部", "甲公司")],
            [("founded", "一支部", "成立时间不详")],
        ),
        ([branch("一支部", "甲公司")], [], [("dissolved", "一支部", "本期台账中没有")]),
        (
            [branch("一支部", "甲公司"), branch("联合支部", "乙公司", "丙公司")],
            [branch("联合支部", "甲公司", "乙公司", "丙公司")],
            [("merged", "一支部", "并入 联合支部")],
        ),
        (
            [branch("一支部", "甲公司"), branch("二支部", "乙公司")],
            [branch("联合支部", "甲公司", "乙公司")],
            [
                ("founded", "联合支部", "成立时间不详"),
                ("merged", "一支部", "并入 联合支部"),
                ("merged", "二支部", "并入 联合支部"),
            ],
        ),
        (
            [branch("一支部", "甲公司")],
            [branch("第一支部", "甲公司")],
            [("organization_renamed", "第一支部", "一支部 → 第一支部")],
        ),
        (
            [branch("一支部", "甲公司", secretary="张三")],
            [branch("一支部", "甲公司", secretary="张四")],
            [("secretary_changed", "一支部", "张* → 张*")],
        ),
        ([branch("一支部", "甲公司", secretary="张三")], [branch("一支部", "甲公司", secretary=None)], []),
        (
            [branch("一支部", "甲公司", superior="发改委党委")],
            [branch("一支部", "甲公司", superior="古城乡党委")],
            [("superior_changed", "一支部", "发改委党委 → 古城乡党委")],
        ),
        (
            [branch("一支部", "甲公司", superior="古城乡党委")],
            [branch("一支部", "甲公司", superior="中共古城乡委员会")],
            [],
        ),
        (
            [branch("一支部", "甲公司", superior="发改委党委")],
            [branch("一支部", "甲公司", superior="古城乡党委（张大民410102199001011234）")],
            [("superior_changed", "一支部", "发改委党委 → 古城乡党委（张**410***********1234）")],
        ),
        (
            [branch("一支部", "甲公司", form="单独")],
            [branch("一支部", "甲公司", form="联合")],
            [("form_changed", "甲公司", "单独组建 → 联合组建")],
        ),
    ],
)
def test_organizations(old: list[Row], new: list[Row], events: list[tuple[str, str, str]]) -> None:
    ledger = [firm(name) for name in ("甲公司", "乙公司", "丙公司", "丁公司")]
    kept = branch("不变支部", "丁公司", form="单独", secretary="王五", superior="古城乡党委")
    assert changed(ledger, ledger, [*old, kept], [*new, kept]) == events


def test_organizations_of_one_ledger_need_no_name_to_be_the_same() -> None:
    """An own organisation without a name is its enterprise's, whatever else changes."""
    old = [firm(organized=True, organization_form="单独", organization_name=None, secretary="张三")]
    new = [{**old[0], "secretary": "李四"}]
    assert changed(old, new) == [("secretary_changed", "甲公司的党组织", "张* → 李*")]


@pytest.mark.thorough
def test_a_unit_that_is_spelt_otherwise_is_no_other() -> None:
    old = [firm(), firm(), firm("乙公司", township="石桥镇")]
    new = [
        firm(township="古城乡人民政府"),
        firm(township="古城乡人民政府"),
        firm("乙公司", township="中共石桥镇委员会"),
    ]
    for before, after in ((old, new), (new, old)):
        result = pipeline.movements(linked(roster(before), "2021-05-31"), linked(roster(after), "2021-06-30"))
        assert (result.events, result.comparison.changes) == ((), ())
        assert [(row.unit, row.opening, row.closing) for row in result.rows[1:]] == [("古城乡", 1, 1), ("石桥镇", 1, 1)]


def test_the_document_has_no_full_name() -> None:
    old, new = linked(roster([firm(instructor="张三丰")])), linked(roster([firm(instructor="李四光")]))
    said = str(ChangesView(pipeline.movements(old, new)).document())
    assert "张**" in said
    assert "三丰" not in said


def test_the_page_says_who_is_to_be_looked_for_and_when_nothing_has_changed() -> None:
    old, same = linked(roster([firm(), firm("乙公司")]), "2021-05-31"), linked(roster([firm(), firm("乙公司")]))
    gone = pipeline.movements(old, linked(roster([firm()])))
    assert [event.subject.name for event in gone.of("out")] == ["乙公司"]
    assert gone.of("new") == ()
    notes = [block.text for block in ChangesView(gone).page() if isinstance(block, Note)]
    assert "移出的企业中有 1 家是本期台账中没有的，请核实去向。" in notes
    notes = [block.text for block in ChangesView(pipeline.movements(old, same)).page() if isinstance(block, Note)]
    assert notes[-1] == "按两期台账看不出变化。"
