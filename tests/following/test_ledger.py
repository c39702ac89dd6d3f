"""The 销号台账 as a workbook: what people may do to it, and what is refused."""

from __future__ import annotations

import io
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference

from djcov import pipeline
from djcov.errors import InputError, PolicyError, UsageError
from djcov.facts import Facts
from djcov.following.follow import NO_SUCH_KIND
from djcov.following.lines import Followed
from djcov.measures.clauses import titles
from djcov.policy import Policy
from djcov.reports.follow import FollowView
from djcov.reports.ledger import blank, opened, written
from djcov.reports.ledger.book import day_of
from libreoffice import office
from rosters import linked, policy, roster

BARE = {"status": "正常", "employees": 10, "full_members": 0, "members": 0, "instructor": "无", "organized": False}


def firm(name: str = "甲公司", **values: Any) -> dict[str, Any]:
    return {"name": name, "township": "古城乡", "uscc": None, **BARE, **values}


def run(
    rows: list[dict[str, Any]],
    content: bytes = b"",
    as_of: str = "2021-01-31",
    settings: Policy | None = None,
    **more: Any,
) -> tuple[Followed, bytes]:
    """Follow a ledger of enterprises; give the result and the workbook."""
    settings = settings or Policy.load()
    book = opened(content, "销号台账.xlsx") if content else blank()
    result = pipeline.follow(linked(roster(rows, **more), as_of, settings), book.ledger)
    return result, written(book, result, settings)


OWN = (
    "[[indicators]]\ncode = 'own_in_big'\nname = '规上企业单独组建率'\nclause = 'S5'\n"
    "numerator = 'own_org_rate'\nwhere = 'employees >= 50'\n"
)


def own_policy(tmp_path: Path, text: str = OWN) -> Policy:
    path = tmp_path / "政策.toml"
    path.write_text(text, "utf-8")
    return pipeline.checked_policy(str(path))


@pytest.mark.thorough
def test_own_indicators_are_followed_as_long_as_the_policy_has_them(tmp_path: Path) -> None:
    """Its lines go on across dates, under their own names; without the indicator they are asked for no more."""
    own, settings = own_policy(tmp_path), Policy.load()
    joint = {"organized": True, "organization_form": "联合组建", "organization_name": "古城乡联合党支部"}
    firms = [
        firm("甲公司", employees=80, full_members=1, members=1, **joint),
        firm("乙公司", employees=60, full_members=1, members=1, **joint),
        firm("丙公司", employees=10, full_members=1, members=1, **joint),
        firm("丁公司", employees=70, full_members=1, members=1, **joint),
    ]
    content, found = b"", dict[str, str]()

    def step(day: str, policy: Policy, *kinds: str) -> Followed:
        nonlocal content, found
        book = opened(content, "销号台账.xlsx") if content else blank()
        result = pipeline.follow(linked(roster(firms), day, policy), book.ledger, kinds=kinds)
        content = written(book, result, policy)
        again = opened(content, "销号台账.xlsx")
        once_more = pipeline.follow(linked(roster(firms), day, policy), again.ledger, kinds=kinds)
        assert written(again, once_more, policy) == content
        found = {line.subject.name: line.state for line in result.lines if line.kind == "own_in_big"}
        return result

    step("2021-01-31", own, "own_in_big")
    assert found == {"甲公司": "new", "乙公司": "new", "丁公司": "new"}
    assert set(cells(content, "古城乡", "问题")) == {"规上企业单独组建率：未达到"}
    assert set(cells(content, "古城乡", "方案条款")) == {titles("S5")}
    firms[0] |= {"organization_form": "单独组建", "organization_name": "甲公司党支部"}
    firms[3] |= {"employees": 40}
    step("2021-02-28", own)  # what the ledger has is always followed
    assert found == {"甲公司": "done", "乙公司": "open", "丁公司": "moot"}
    firms[0] |= joint
    step("2021-03-31", own)
    assert found == {"甲公司": "back", "乙公司": "open", "丁公司": "moot"}
    result = step("2021-04-30", settings)
    assert found == {"甲公司": "moot", "乙公司": "moot", "丁公司": "moot"}
    assert result.retired == 3
    assert any("政策中已经没有" in text for text in FollowView(result).told())
    assert NO_SUCH_KIND in cells(content, "古城乡", "说明")
    assert "规上企业单独组建率：未达到" in cells(content, "古城乡", "问题")
    assert titles("S5") in cells(content, "古城乡", "方案条款")
    renamed = own_policy(tmp_path, OWN.replace("规上企业", "大企业"))
    step("2021-05-31", renamed)
    assert found == {"甲公司": "back", "乙公司": "open", "丁公司": "moot"}, "it is there again, by another name"
    assert "大企业单独组建率：未达到" in cells(content, "古城乡", "问题")


def edited(content: bytes, change: Any) -> bytes:
    """Let people change the workbook."""
    workbook = openpyxl.load_workbook(io.BytesIO(content))
    change(workbook)
    held = io.BytesIO()
    workbook.save(held)
    return held.getvalue()


def cells(content: bytes, unit: str, heading: str) -> list[Any]:
    """Give a column of a unit's sheet."""
    sheet = openpyxl.load_workbook(io.BytesIO(content))[unit]
    column = next(cell.column for cell in sheet[3] if cell.value == heading)
    return [sheet.cell(row, column).value for row in range(4, sheet.max_row + 1)]


def states(result: Followed) -> dict[str, str]:
    return {line.subject.name: line.state for line in result.lines}


def told(result: Followed) -> str:
    return "".join(FollowView(result).told())


@pytest.mark.parametrize(
    ("now", "state", "reason"),
    [
        ({}, "open", ""),
        ({"instructor": "张三"}, "done", ""),
        ({"instructor": None}, "open", ""),  # nobody knows: no instructor is known, so the gap is there
        ({"organized": True}, "done", ""),
        ({"status": "注销"}, "moot", "经营状态为“注销”"),
        ({"type": "国有"}, "moot", "企业类型为“国有”，属国有、集体"),
        (None, "open", "本期台账中没有找到，仍按未销"),
    ],
)
def test_what_becomes_of_a_line(now: dict[str, Any] | None, state: str, reason: str) -> None:
    _, content = run([firm(type="私营"), firm("乙公司", type="私营")])
    rows = [firm("乙公司", type="私营")] + ([] if now is None else [firm(**{"type": "私营", **now})])
    result, _ = run(rows, content, "2021-02-28")
    line = next(line for line in result.lines if line.subject.name == "甲公司")
    assert (line.state, line.reason) == (state, reason)
    assert (line.since, line.due) == (date(2021, 1, 31), date(2021, 3, 2))


def test_unknown_is_not_done() -> None:
    _, content = run([firm(full_members=4, members=4, instructor="张三")])
    result, content = run([firm(full_members=None, members=None, instructor="张三")], content, "2021-02-28")
    assert [(line.kind, line.state) for line in result.lines] == [("due_not_built", "open")]
    assert "看不出是否解决" in told(result)
    result, _ = run([firm(full_members=2, members=2, instructor="张三")], content, "2021-03-31")
    assert [(line.state, line.reason) for line in result.lines] == [("moot", "正式党员不再达到应建人数")]


def test_who_is_covered_by_nobody_any_more_needs_no_organisation_of_its_own_first() -> None:
    """That is another gap: 应建未建."""
    due = {"full_members": 4, "members": 4, "instructor": "张三", "organization_name": "联合支部"}
    _, content = run([firm(**due, organized=True, organization_form="联合", secretary="李四")])
    result, _ = run([firm(**due, organized=False, organization_form=None, secretary=None)], content, "2021-02-28")
    assert {line.kind: line.state for line in result.lines} == {"own_due": "moot", "due_not_built": "new"}
    assert "已没有党组织覆盖" in next(line.reason for line in result.lines if line.kind == "own_due")


def test_a_kind_without_its_columns_is_not_done() -> None:
    _, content = run([firm()])
    without = {key: value for key, value in firm().items() if key not in ("instructor", "organized")}
    result, _ = run([without], content, "2021-02-28")
    assert states(result) == {"甲公司": "open"}
    assert "无法查找的问题，不等于没有" in told(result)


def test_done_with_its_row_and_back_and_done_again() -> None:
    _, content = run([firm()])
    result, content = run([firm("乙公司", instructor="张三"), firm(instructor="张三")], content, "2021-02-28")
    (line,) = result.lines
    assert (line.state, line.done_on, line.subject.source.row) == ("done", date(2021, 2, 28), 3)
    result, content = run([firm(instructor="张三")], content, "2021-03-31")
    assert (result.lines[0].done_on, result.lines[0].subject.source.row) == (date(2021, 2, 28), 3), "the proof stays"
    result, content = run([firm()], content, "2021-04-30")
    assert (result.lines[0].state, result.lines[0].reason) == ("back", "2021-02-28 已销，又出现")
    result, content = run([firm()], content, "2021-05-31")
    assert states(result) == {"甲公司": "back"}
    result, _ = run([firm(instructor="张三")], content, "2021-06-30")
    assert (result.lines[0].state, result.lines[0].done_on) == ("done", date(2021, 6, 30))


def test_who_left_and_returns_is_open_again() -> None:
    _, content = run([firm()])
    _, content = run([firm(status="注销")], content, "2021-02-28")
    result, content = run([], content, "2021-03-31")
    assert (result.lines[0].state, result.lines[0].reason) == ("moot", "经营状态为“注销”")
    result, _ = run([firm()], content, "2021-04-30")
    assert states(result) == {"甲公司": "open"}


def test_another_name_and_another_township_are_the_same_line() -> None:
    code = "91410100MA1111111A"
    _, content = run([firm(uscc=code), firm("乙公司")])

    def typed(workbook: Any) -> None:
        sheet = workbook["古城乡"]
        for row in (4, 5):
            sheet.cell(row, 7, "张三")
            sheet.cell(row, 20, f"{sheet.cell(row, 2).value}的电话")
        sheet.cell(3, 20, "电话")

    moved = [firm("甲科技公司", uscc=code, township="石桥镇"), firm("乙公司", township="石桥镇")]
    result, content = run(moved, edited(content, typed), "2021-02-28")
    assert states(result) == {"甲科技公司": "open", "乙公司": "open"}
    assert all(line.since == date(2021, 1, 31) for line in result.lines)
    assert cells(content, "石桥镇", "责任人") == ["张三", "张三"]
    assert cells(content, "石桥镇", "电话") == ["乙公司的电话", "甲公司的电话"]
    assert cells(content, "古城乡", "名称") == []


def test_rows_taken_out_copied_and_added_by_people() -> None:
    _, content = run([firm("甲公司"), firm("乙公司"), firm("丙公司")])

    def change(workbook: Any) -> None:
        sheet = workbook["古城乡"]
        rows = {sheet.cell(row, 2).value: row for row in (4, 5, 6)}
        sheet.cell(9, 1, "办公室的话")
        for column in range(1, 20):
            sheet.cell(8, column, sheet.cell(rows["乙公司"], column).value)
        sheet.cell(8, 10, "抄来的")
        sheet.delete_rows(max(rows["甲公司"], rows["丙公司"]))
        sheet.delete_rows(min(rows["甲公司"], rows["丙公司"]))

    people = edited(content, change)
    result, content = run([firm("甲公司"), firm("乙公司"), firm("丙公司", instructor="张三")], people, "2021-02-28")
    assert {line.subject.name: line.since for line in result.lines} == dict.fromkeys(
        ("乙公司", "甲公司"), date(2021, 1, 31)
    )
    assert (result.restored, result.removed, len(result.repeated)) == (1, 1, 1)
    assert (result.summary[0].due, opened(content, "").own_rows) == (2, 1)
    assert "抄来的" in cells(content, "古城乡", "备注")
    assert "办公室的话" in cells(content, "古城乡", "状态")
    _, same = run([firm("甲公司"), firm("乙公司"), firm("丙公司", instructor="张三")], content, "2021-02-28")
    assert same == content


def typed_over(content: bytes, **said: Any) -> bytes:
    """Let people write over cells of every line of 古城乡."""

    def change(workbook: Any) -> None:
        sheet = workbook["古城乡"]
        heads = {cell.value: cell.column for cell in sheet[3]}
        for row in range(4, sheet.max_row + 1):
            for head, value in said.items():
                sheet.cell(row, heads[head], value)

    return edited(content, change)


DUE = {"full_members": 4, "members": 4, "instructor": "张三"}


@pytest.mark.parametrize("state", ["已销", "不再适用", "反弹", "随便", None])
@pytest.mark.parametrize("now", [DUE, {**DUE, "full_members": None, "members": None}, None])
def test_a_state_or_a_day_that_somebody_typed_proves_nothing(state: str | None, now: dict[str, Any] | None) -> None:
    _, content = run([firm(**DUE)])
    rows = [] if now is None else [firm(**now)]
    plain, _ = run(rows, content, "2021-02-28")
    said = typed_over(content, 状态=state, 销号日期=date(2021, 2, 1), 发现日期=date(2021, 2, 20), 说明="已建")
    result, _ = run(rows, said, "2021-02-28")
    assert plain.lines[0].state == "open"
    assert result.lines == plain.lines
    assert "在表中被改过" in told(result)
    assert "在表中被改过" not in told(plain)


def test_a_line_that_people_entered_is_not_done_because_they_say_so() -> None:
    _, content = run([firm(**DUE)])
    unknown = {**DUE, "full_members": None, "members": None}
    said = typed_over(content, 名称="乙公司", 状态="已销")
    result, _ = run([firm(**DUE), firm("乙公司", **unknown)], said, "2021-02-28")
    assert states(result) == {"甲公司": "open", "乙公司": "open"}


def test_a_row_that_was_taken_out_comes_back_with_its_days() -> None:
    _, content = run([firm()])
    _, content = run([firm(instructor="张三")], typed_over(content, 完成时限=date(2021, 2, 10)), "2021-02-28")
    _, content = run([firm()], content, "2021-03-31")
    gone = edited(content, lambda workbook: workbook["古城乡"].delete_rows(4))
    result, _ = run([firm()], gone, "2021-04-30")
    (line,) = result.lines
    assert (line.state, line.since, line.due) == ("back", date(2021, 1, 31), date(2021, 2, 10))
    assert line.overdue(result.as_of)
    assert (line.done_on, line.reason) == (date(2021, 2, 28), "2021-02-28 已销，又出现")


@pytest.mark.parametrize("wrong", [{"instructor": "张三"}, {"status": "注销"}, {"township": "石桥镇"}, None])
@pytest.mark.parametrize("first", [{}, {"instructor": "张三"}, {"status": "注销"}, None])
@pytest.mark.parametrize("right", [{}, {"instructor": "张三"}, {"status": "注销"}, None])
def test_a_date_that_is_run_again_is_as_if_it_had_not_been(
    first: dict[str, Any] | None, wrong: dict[str, Any] | None, right: dict[str, Any] | None
) -> None:
    def rows(what: dict[str, Any] | None) -> list[dict[str, Any]]:
        return [] if what is None else [firm(**what)]

    _, content = run([firm()])
    _, content = run(rows(first), content, "2021-02-28")
    _, mistaken = run(rows(wrong), content, "2021-03-31")
    _, mistaken = run(rows(wrong), mistaken, "2021-03-31")
    expected, _ = run(rows(right), content, "2021-03-31")
    result, _ = run(rows(right), mistaken, "2021-03-31")
    shown = [
        [(line.state, line.since, line.due, line.done_on, line.reason) for line in each.lines]
        for each in (expected, result)
    ]
    assert shown[0] == shown[1]


@pytest.mark.parametrize("heading", ["状态", "名称", "问题", "发现日期"])
def test_a_heading_that_was_changed_is_named(heading: str) -> None:
    _, content = run([firm()])

    def renamed(workbook: Any) -> None:
        cell = next(cell for cell in workbook["古城乡"][3] if cell.value == heading)
        cell.value = f"新的{heading}"

    with pytest.raises(InputError, match=f"工作表“古城乡”没有标题为“{heading}”的列"):
        opened(edited(content, renamed), "销号台账.xlsx")
    with pytest.raises(InputError, match=r"没有标题为.*“问题”"):
        opened(edited(content, lambda workbook: workbook["古城乡"].delete_rows(3)), "销号台账.xlsx")


def test_a_sheet_of_people_with_some_of_the_headings_is_theirs() -> None:
    _, content = run([firm()])
    own = edited(content, lambda workbook: workbook.create_sheet("我的表").append(["名称", "问题", "责任人", "备注"]))
    assert len(opened(own, "销号台账.xlsx").tables) == 1


def test_a_unit_that_is_spelt_otherwise_keeps_its_sheet() -> None:
    names = ("古城乡", "古城乡人民政府", "中共古城乡委员会")
    _, content = run([firm(), firm(township="石桥镇")], as_of="2021-01-31")
    for month, unit in enumerate(names, start=2):
        result, content = run([firm(township=unit), firm(township="石桥镇")], content, f"2021-0{month}-28")
        assert [(line.subject.township, line.state) for line in result.lines] == [
            ("古城乡", "open"),
            ("石桥镇", "open"),
        ]
        assert [each.unit for each in result.summary[1:]] == ["古城乡", "石桥镇"]
        facts = linked(roster([firm(township=unit)]), f"2021-0{month}-28")
        assert {line.subject.township for line in pipeline.followed_within(result, facts, [unit]).lines} == {"古城乡"}
    assert openpyxl.load_workbook(io.BytesIO(content)).sheetnames == ["汇总", "古城乡", "石桥镇", "历次", "djcov记录"]


@pytest.mark.parametrize(
    ("before", "mended", "blank"),
    [
        ({}, {"organized": True}, {"organized": None}),
        ({}, {"instructor": "张三"}, {"instructor": None}),
        (
            {"employees": 60, "instructor": "张三"},
            {"members": 1, "full_members": 1},
            {"members": None, "full_members": None},
        ),
        (DUE, {"organized": True}, {"organized": None}),
        ({"instructor": "张三", "members": 4, "full_members": 1}, {"organized": True}, {"organized": None}),
    ],
)
def test_what_was_done_is_not_back_because_a_cell_is_blank(
    before: dict[str, Any], mended: dict[str, Any], blank: dict[str, Any]
) -> None:
    result, content = run([firm(**before)])
    assert len(result.lines) == 1
    _, content = run([firm(**{**before, **mended})], content, "2021-02-28")
    result, content = run([firm(**{**before, **blank})], content, "2021-03-31")
    assert [(line.state, line.done_on) for line in result.lines] == [("done", date(2021, 2, 28))]
    assert "仍按已销" in result.lines[0].reason
    result, _ = run([firm(**before)], content, "2021-04-30")
    assert [line.state for line in result.lines] == ["back"]


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ([("张三", True)], "done"),
        ([("张四", True)], "open"),
        ([("张四", True), ("张三", True)], "done"),
        ([("张四", False)], "open"),
        ([("张四", True), ("张三", False)], "open"),
        ([], "open"),
    ],
)
def test_that_another_person_is_trained_proves_nothing(now: list[tuple[str, bool]], expected: str) -> None:
    def facts(people: list[tuple[str, bool]], as_of: str) -> Facts:
        register = [
            {"name": name, "enterprises": "甲公司", "township": "古城乡", "trained": trained}
            for name, trained in people
        ]
        return linked(roster([firm()], instructors=register), as_of)

    first = pipeline.follow(facts([("张三", False)], "2021-01-31"), kinds=["instructor_not_trained"])
    content = written(blank(), first, Policy.load())
    for as_of in ("2021-02-28", "2021-03-31"):
        book = opened(content, "销号台账.xlsx")
        result = pipeline.follow(facts(now, as_of), book.ledger, kinds=["instructor_not_trained"])
        content = written(book, result, Policy.load())
        assert [(line.subject.name, line.state) for line in result.lines] == [("张*", expected)]
    assert ("是另一人" in result.lines[0].reason) == (now == [("张四", True)])


def _of_before(workbook: Any) -> None:
    """Make the record that an earlier djcov wrote: of each line its kind, code, name and unit."""
    workbook["djcov记录"].delete_cols(5, 20)


@pytest.mark.thorough
def test_a_ledger_of_an_earlier_version_goes_on_and_its_states_are_told() -> None:
    _, content = run([firm(), firm("乙公司"), firm("丙公司")])
    _, content = run([firm(instructor="张三"), firm("乙公司"), firm("丙公司")], content, "2021-02-28")
    old = edited(content, _of_before)
    taken_out = edited(old, lambda workbook: workbook["古城乡"].delete_rows(4))
    rows = [firm(instructor="张三"), firm("乙公司"), firm("丙公司")]
    result, after = run(rows, old, "2021-03-31")
    assert result.lines == tuple(run(rows, content, "2021-03-31")[0].lines)
    assert "由旧版程序写出" in told(result)
    assert "由旧版程序写出" not in told(run(rows, after, "2021-04-30")[0])
    back, _ = run([firm(), firm("乙公司"), firm("丙公司")], old, "2021-02-28")
    assert set(states(back).values()) == {"open"}
    restored, _ = run(rows, taken_out, "2021-03-31")
    assert [line.reason for line in restored.lines if line.since is None] == ["发现日期不详"]


def test_a_formula_and_merged_cells_go_with_their_rows() -> None:
    _, content = run([firm("甲公司"), firm("乙公司")])

    def change(workbook: Any) -> None:
        sheet = workbook["古城乡"]
        sheet.cell(3, 20, "算")
        sheet.cell(4, 20, "=L4+1")
        sheet.merge_cells("G4:G5")
        sheet["G4"] = "张三"
        sheet.cell(4, 8, "2021年1月")
        sheet.row_dimensions[5].hidden = True

    first = edited(content, change)
    _, content = run([firm("乙公司"), firm("甲公司", instructor="李四")], first, "2021-02-28")
    sheet = openpyxl.load_workbook(io.BytesIO(content))["古城乡"]
    assert [sheet.cell(row, 7).value for row in (4, 5)] == ["张三", "张三"]
    names = {sheet.cell(row, 2).value: row for row in (4, 5)}
    first_name = openpyxl.load_workbook(io.BytesIO(first))["古城乡"]["B4"].value
    assert sheet.cell(names[first_name], 20).value == f"=L{names[first_name]}+1"
    assert not sheet.row_dimensions[5].hidden


def test_overdue_lines_come_first_and_what_people_wrote_decides() -> None:
    _, content = run([firm("甲公司"), firm("乙公司"), firm("丙公司")])

    def change(workbook: Any) -> None:
        sheet = workbook["古城乡"]
        sheet.cell(4, 8, "2021.2.10")
        sheet.cell(5, 8, "尽快")

    late = openpyxl.load_workbook(io.BytesIO(content))["古城乡"]
    result, content = run([firm("甲公司"), firm("乙公司"), firm("丙公司")], edited(content, change), "2021-02-28")
    assert result.lines[0].subject.name == late["B4"].value
    assert [line.overdue(result.as_of) for line in result.lines] == [True, False, False]
    assert result.summary[0].overdue == 1
    assert "完成时限读不出日期" in told(result)
    assert "尽快" in cells(content, "古城乡", "完成时限")


def test_days_of_the_policy() -> None:
    settings = policy(deadlines={"days": 10, "days_by_kind": {"due_not_built": 60}})
    result, _ = run([firm(full_members=4, members=4)], settings=settings)
    assert {line.kind: line.due for line in result.lines} == {
        "no_instructor": date(2021, 2, 10),
        "due_not_built": date(2021, 4, 1),
    }


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        ("no_instructo", "没有这种缺口，是否指 no_instructor？"),
        ("应建未建", "没有这种缺口，是否指 due_not_built？"),
        ("x", "没有这种缺口，代码见 docs/indicators.md"),
    ],
)
def test_an_unknown_kind_in_the_policy_is_refused(tmp_path: Any, kind: str, why: str) -> None:
    path = tmp_path / "政策.toml"
    path.write_text(f'[deadlines.days_by_kind]\n"{kind}" = 3\n', "utf-8")
    with pytest.raises(PolicyError, match=rf"第 2 行 deadlines\.days_by_kind\.{kind}：{why}"):
        pipeline.checked_policy(path)


def test_instructors_are_masked_and_those_who_look_alike_stand_together() -> None:
    rows = [firm(f"{n}公司", instructor=who) for n, who in enumerate(["张三"] * 6 + ["张四"] * 2, start=1)]
    book = blank()
    result = pipeline.follow(linked(roster(rows), "2021-01-31"), None, kinds=["instructor_overloaded"])
    assert [(line.subject.name, line.state) for line in result.lines] == [("张*", "new")]
    content = written(book, result, Policy.load())
    earlier = opened(content, "").ledger
    fewer = [firm(f"{n}公司", instructor=who) for n, who in enumerate(["张三"] * 3 + ["张四"] * 6, start=1)]
    after = pipeline.follow(linked(roster(fewer), "2021-02-28"), earlier)
    assert [(line.subject.name, line.state) for line in after.lines if line.gap.grain == "instructor"] == [
        ("张*", "open")
    ]
    assert "张三" not in str(FollowView(result).document())


def test_who_is_responsible_is_masked_where_it_is_printed() -> None:
    _, content = run([firm()])

    def typed(workbook: Any) -> None:
        workbook["古城乡"]["G4"] = "张三丰13812345678"

    result, content = run([firm()], edited(content, typed), "2021-02-28")
    (row,) = FollowView(result).document()["rows"]  # pyright: ignore
    assert row["owner"] == "张" + "*" * 13
    assert cells(content, "古城乡", "责任人") == ["张三丰13812345678"]


def test_what_has_no_name_cannot_be_followed_and_is_told() -> None:
    result, _ = run([firm(), {**firm(), "name": None}])
    assert (len(result.lines), result.nameless) == (1, 1)
    assert "没有名称和信用代码" in told(result)


def test_an_earlier_date_is_refused() -> None:
    _, content = run([firm()], as_of="2021-03-31")
    with pytest.raises(UsageError, match="截至日期 2021-02-28 早于销号台账上次的 2021-03-31"):
        run([firm()], content, "2021-02-28")


def _with_chart(workbook: Any) -> None:
    chart = BarChart()
    chart.add_data(Reference(workbook["汇总"], min_col=2, min_row=3, max_row=5))
    workbook["古城乡"].add_chart(chart, "X1")


def _without_date(workbook: Any) -> None:
    workbook["djcov记录"]["B1"] = "某日"


def _without_record(workbook: Any) -> None:
    workbook.remove(workbook["djcov记录"])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (_with_chart, "图表.*更新后会丢失"),
        (_without_record, "不是 djcov follow 写的销号台账"),
        (_without_date, "工作表“djcov记录”的 B1 没有上次的截至日期"),
    ],
)
def test_what_could_not_be_written_again_whole_is_refused(change: Any, message: str) -> None:
    _, content = run([firm()])
    with pytest.raises(InputError, match=message):
        opened(edited(content, change), "销号台账.xlsx")


def test_the_history_has_a_row_for_each_date() -> None:
    _, content = run([firm(), firm("乙公司")])
    _, content = run([firm(), firm("乙公司", instructor="张三")], content, "2021-02-28")
    _, content = run([firm(), firm("乙公司", instructor="张三")], content, "2021-02-28")
    sheet = openpyxl.load_workbook(io.BytesIO(content))["历次"]
    rows = [[cell.value for cell in row[:4]] for row in sheet.iter_rows(min_row=4)]
    assert [(day.date().isoformat(), *numbers) for day, *numbers in rows] == [
        ("2021-01-31", 2, 0, 0),
        ("2021-02-28", 2, 1, 0.5),
    ]


@pytest.mark.thorough
def test_a_ledger_that_libreoffice_saved_goes_on(tmp_path: Path) -> None:
    _, content = run([firm(), firm("乙公司", full_members=4, members=4)])

    def typed(workbook: Any) -> None:
        workbook["古城乡"]["G4"] = "张三"
        workbook["古城乡"]["H4"] = date(2021, 2, 10)

    path = tmp_path / "销号台账.xlsx"
    path.write_bytes(edited(content, typed))
    saved = office(tmp_path, "xlsx", path).read_bytes()
    rows = [firm(), firm("乙公司", full_members=4, members=4, instructor="李四")]
    result, again = run(rows, saved, "2021-02-28")
    assert result == run(rows, path.read_bytes(), "2021-02-28")[0]
    assert "张三" in cells(again, "古城乡", "责任人")
    (tmp_path / "又.xlsx").write_bytes(again)
    assert office(tmp_path, "pdf", tmp_path / "又.xlsx").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("value", "since_1904", "day"),
    [
        (datetime(2021, 5, 1), False, date(2021, 5, 1)),
        ("2021年5月", False, date(2021, 5, 31)),
        (44317, False, date(2021, 5, 1)),
        (42855, True, date(2021, 5, 1)),
        ("某日", False, None),
        (None, False, None),
    ],
)
def test_the_day_that_a_cell_says(value: object, *, since_1904: bool, day: date | None) -> None:
    assert day_of(value, since_1904=since_1904) == day
