"""What is written into a copy of the ledger says so when the copy is read, and no other cell says anything else."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest

import djcov
from djcov.following.fillings import Filling, fillings, keeping
from djcov.models import Kind
from djcov.reports.filled_copy import fill
from djcov.roster import Roster
from effort import examples

TOWNSHIPS = ("古城乡", "石桥镇", "白沙镇")


def ledger(path: Path, columns: dict[str, list[Any]], above: str = "") -> Roster:
    """Write a ledger with these columns beside the names, under a line, and read it."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    if above:
        sheet.append([above])
    sheet.append(["企业名称", *columns])
    for number, row in enumerate(zip(*columns.values(), strict=True)):
        sheet.append([f"第{number}号商贸有限公司", *row])
    book.save(path)
    return djcov.read(path, jobs=1)


def column(roster: Roster, field: str) -> dict[int, Any]:
    return {row["_row"]: row[field] for row in roster.frames[Kind.ENTERPRISES].to_pylist()}


def filled(roster: Roster, field: str, answers: dict[int, Any], path: Path) -> tuple[Roster, list[Filling]]:
    """Fill Excel rows of a ledger of one table, and read the copy."""
    found = [each for row, value in answers.items() for each in fillings(roster, [row], field, value, "如此")]
    result = keeping(roster, found)
    path.write_bytes(fill(roster.sources[0].unchanged(), result, "填写").content)
    return djcov.read(path, jobs=1), result


@pytest.mark.parametrize("seed", range(examples(12)))
def test_no_other_cell_says_anything_else(seed: int, tmp_path: Path) -> None:
    """Whether a column is filled once for a block of rows, becomes such a column or is no longer one, or has dittos."""
    rng = Random(seed)
    words, rows = rng.choice((["", "", ""], ["", "", "", "同上"], ["同上", "同上"])), rng.randrange(4, 9)
    field, title, values = rng.choice(
        (("township", "乡（办）", TOWNSHIPS), ("status", "经营状态", ("正常", "停产", "注销")))
    )
    cells = [rng.choice([*values, *words]) for _ in range(rows)]
    cells[0] = rng.choice((cells[0], values[0]))
    roster = ledger(tmp_path / "台账.xlsx", {title: [cell or None for cell in cells], "职工人数": [5] * rows})
    before = column(roster, field)
    answers = {row: rng.choice(values) for row in rng.sample(list(before), rng.randrange(1, 4))}
    copy, result = filled(roster, field, answers, tmp_path / "副本.xlsx")
    after = column(copy, field)

    by_hand = {each.at.row for each in result if each.by_hand}
    assert not by_hand or (field == "township" and by_hand == answers.keys())
    for row, value in before.items():
        if row in answers and not by_hand:
            assert after[row] == answers[row]
        elif value is not None or cells[row - 2] != "同上":
            assert after[row] == value, (cells, answers)


@pytest.mark.parametrize("header", ["营业收入（元）", "营业收入（万元）", "营业收入", "营业收入（亿元）"])
@pytest.mark.parametrize("above", ["", "单位：元", "单位：美元"])
@pytest.mark.parametrize("amount", [500.0, 0.5, 12345.678901])
def test_a_sum_is_written_in_the_unit_of_its_column(header: str, above: str, amount: float, tmp_path: Path) -> None:
    roster = ledger(tmp_path / "台账.xlsx", {"乡（办）": list(TOWNSHIPS), header: [None, 1, 2]}, above)
    copy, (filling,) = filled(roster, "revenue", {3 if above else 2: amount}, tmp_path / "副本.xlsx")

    assert amount < 1 or not isinstance(filling.value, str)
    if above.endswith("美元") and header == "营业收入":
        assert filling.by_hand
    else:
        assert next(iter(column(copy, "revenue").values())) == amount


@pytest.mark.parametrize("answer", [True, False])
def test_a_yes_or_no_is_marked_in_the_column_that_says_it(tmp_path: Path, *, answer: bool) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (["企业名称", "乡（办）", "是否建立党组织", None], [None, None, "是", "否"]):
        sheet.append(row)
    for number, marks in enumerate(([None, None], ["√", None], [None, "√"])):
        sheet.append([f"第{number}号商贸有限公司", "古城乡", *marks])
    for area in ("C1:D1", "A1:A2", "B1:B2"):
        sheet.merge_cells(area)
    book.save(tmp_path / "台账.xlsx")
    copy, _ = filled(djcov.read(tmp_path / "台账.xlsx", jobs=1), "organized", {3: answer}, tmp_path / "副本.xlsx")

    assert list(column(copy, "organized").values()) == [answer, True, False]


DITTOS = {"经营状态": ["正常", "同上", "同上", "停产", "同上", *["正常", "停产"] * 6], "职工人数": [None, *[5] * 16]}
"""Too many answers for a column that is filled once for a block of rows."""


@pytest.mark.parametrize(
    ("field", "answer", "written"),
    [
        # Excel row and answer     what is written into which row
        ("status", (2, "注销"), {2: "注销", 3: "正常", 4: "正常"}),
        ("status", (3, "注销"), {3: "注销", 4: "正常"}),
        ("status", (4, "注销"), {4: "注销"}),
        ("status", (5, "注销"), {5: "注销", 6: "停产"}),
        ("employees", (2, 9), {2: 9}),
    ],
)
def test_dittos_below_what_is_written_over_are_written_out(
    field: str, answer: tuple[int, Any], written: dict[int, Any], tmp_path: Path
) -> None:
    roster = ledger(tmp_path / "台账.xlsx", DITTOS)
    row, value = answer
    result = keeping(roster, list(fillings(roster, [row], field, value, "如此")))
    assert {each.at.row: each.value for each in result} == written
    assert not any(each.by_hand for each in result)


def test_an_answer_without_a_column_of_its_own_is_written_by_hand(tmp_path: Path) -> None:
    columns = {"职工人数": [5, 6], "组建/单独组建": ["√", None], "组建/联合组建": [None, "√"]}
    roster = ledger(tmp_path / "台账.xlsx", columns)
    (filling,) = fillings(roster, [2], "organization_form", "挂靠", "如此")
    assert (filling.value, filling.by_hand, filling.at.cell) == ("挂靠", "台账没有这一选项的列", "")
    one, other = fillings(roster, [2], "organization_form", "联合组建", "如此")
    assert [(each.at.cell, each.value) for each in (one, other)] == [("C2", ""), ("D2", "√")]
