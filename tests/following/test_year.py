"""A year of a made-up district: the 销号台账 has the states that the district knows, and people's cells survive."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from datetime import date
from random import Random
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment

from djcov import pipeline
from djcov.following.lines import Followed
from djcov.measures.follow_up import State
from djcov.measures.gap_kinds import GAP_KINDS
from djcov.policy import Policy
from djcov.reports.follow import FollowView
from djcov.reports.ledger import blank, opened, written
from months import NOBODY, PEOPLE, Firm, Month, months

EXPIRED = "instructor_expired"
KINDS = ("no_instructor", "due_not_built", "no_member_in_50plus", "no_secretary", EXPIRED)
Key = tuple[str, int]
"""The kind, and the number of the enterprise, organisation or instructor."""

NUMBERS = {person[0]: 2000 + at for at, person in enumerate(PEOPLE)}
"""The instructors', by the part of their names that is not masked."""


# ---- what the district knows


@dataclass(frozen=True)
class Truth:
    state: State
    since: date
    done_on: date | None = None


def _how(month: Month, firm: Firm, kind: str) -> str:
    """Say how an enterprise that counts stands: gap, done, ceased, unknown, or blank (a gap, for all that is known)."""
    if kind == "no_instructor":
        covered = month.branch_of(firm) or firm.instructor not in (None, NOBODY)
        return "done" if covered else "blank" if firm.instructor is None else "gap"
    if kind == "due_not_built":
        if month.branch_of(firm):
            return "done"
        return "unknown" if firm.full_members is None else "gap" if firm.full_members >= 3 else "ceased"
    if firm.full_members:
        return "done"
    missing = "blank" if firm.full_members is None else "gap"
    return "unknown" if firm.employees is None else missing if firm.employees >= 50 else "ceased"


def _found(month: Month) -> dict[Key, str]:
    """Say how everybody stands, by kind; who is not in the rosters is not here."""
    found: dict[Key, str] = {}
    for firm in month.firms:
        for kind in KINDS[:3] if firm.listed else ():
            found[kind, firm.number] = _how(month, firm, kind) if firm.counts else "out"
    for branch in month.branches:
        works = branch.number in month.working
        found["no_secretary", branch.number] = "out" if not works else "gap" if branch.secretary == NOBODY else "done"
    for person in PEOPLE:
        ends = [firm.ends_on for firm in month.firms if firm.counts and firm.instructor == person]
        if ends:  # who is nowhere any more is not known to have been renewed
            over = any(end and end < month.as_of for end in ends)
            found[EXPIRED, NUMBERS[person[0]]] = "gap" if over else "done" if all(ends) else "unknown"
    return found


def _next(known: dict[Key, Truth], month: Month) -> dict[Key, Truth]:
    """Give the states after a month, from those before it."""
    found = _found(month)
    after = {
        key: Truth("new", month.as_of) for key, how in found.items() if how in ("gap", "blank") and key not in known
    }
    for key, line in known.items():
        how = found.get(key, "absent")
        pending: State = "back" if line.done_on else "open"
        if how == "gap":
            after[key] = replace(line, state=pending)
        elif line.state == "done":
            after[key] = line
        elif how == "done":
            after[key] = replace(line, state="done", done_on=month.as_of)
        elif how == "blank":
            after[key] = replace(line, state=pending)
        elif how in ("out", "ceased"):
            after[key] = replace(line, state="moot")
        elif how == "unknown" or line.state != "moot":
            after[key] = replace(line, state=pending)
        else:  # of what is absent nobody knows anything new
            after[key] = line
    return after


def _number(name: str) -> int:
    """Tell which enterprise, organisation or instructor it is, by any name that it ever had."""
    if name[0] in NUMBERS and "*" in name:
        return NUMBERS[name[0]]
    return int("".join(char for char in name.partition("（")[0] if char.isdigit()))


# ---- what people do with the workbook

TYPED = ("张三", "  两个空格", "第一行\n第二行", "=1+1", "007", 12.5, "_x000D_", "'引号", "Ａ全角＆<符号>")


def _grown(content: bytes, seen: dict[tuple[int, str], dict[str, Any]], random: Random) -> bytes:
    """Type into the workbook, add a column and a sheet, put the rows into another order; note what was typed."""
    workbook = openpyxl.load_workbook(io.BytesIO(content), rich_text=True)
    if "我的表" not in workbook.sheetnames:
        workbook.create_sheet("我的表")["B2"] = "自己的话"
    for sheet in workbook.worksheets:
        heads = {cell.value: cell.column for cell in sheet[3]}
        if "发现日期" not in heads:
            continue
        if "联系电话" not in heads:
            heads["联系电话"] = sheet.max_column + 1
            sheet.cell(3, heads["联系电话"], "联系电话")
        rows = list(range(4, sheet.max_row + 1))
        for row in rows:
            key = (_number(sheet.cell(row, heads["名称"]).value), sheet.cell(row, heads["问题"]).value)
            for head in ("责任人", "备注", "联系电话"):
                cell = sheet.cell(row, heads[head])
                if cell.value is None and random.random() < 0.3:
                    cell.value = random.choice(TYPED)
                    if isinstance(cell.value, str):
                        cell.data_type = "s"
                    if head == "备注":
                        cell.comment = Comment("请核实", "办公室")
            seen.setdefault(key, {}).update(_typed(sheet, row, heads))
        if random.random() < 0.5:
            _turned(sheet, rows)
    held = io.BytesIO()
    workbook.save(held)
    return held.getvalue()


def _typed(sheet: Any, row: int, heads: dict[str, int]) -> dict[str, Any]:
    cells = {head: sheet.cell(row, heads[head]) for head in ("责任人", "备注", "联系电话", "完成时限")}
    found = {head: (cell.value, cell.data_type) for head, cell in cells.items()}
    return {**found, "note": cells["备注"].comment and cells["备注"].comment.text}


def _turned(sheet: Any, rows: list[int]) -> None:
    """Put the rows into the opposite order, as a spreadsheet program sorts them."""
    cells = sheet._cells
    held = {at: cells.pop(at) for at in list(cells) if at[0] in set(rows)}
    for (row, column), cell in held.items():
        cell.row = rows[0] + rows[-1] - row
        cells[cell.row, column] = cell


def _survived(content: bytes, seen: dict[tuple[int, str], dict[str, Any]]) -> int:
    """Hold what people typed against the new workbook, and give the number of its lines."""
    workbook = openpyxl.load_workbook(io.BytesIO(content), rich_text=True)
    assert workbook["我的表"]["B2"].value == "自己的话"
    found: dict[tuple[int, str], dict[str, Any]] = {}
    for sheet in workbook.worksheets:
        heads = {cell.value: cell.column for cell in sheet[3]}
        for row in range(4, sheet.max_row + 1) if "发现日期" in heads else ():
            key = (_number(sheet.cell(row, heads["名称"]).value), sheet.cell(row, heads["问题"]).value)
            assert key not in found
            found[key] = _typed(sheet, row, heads) if "联系电话" in heads else {}
    for key, typed in seen.items():
        assert found[key] == typed
    return len(found)


@pytest.mark.thorough
@pytest.mark.parametrize("seed", [1])
def test_a_year(seed: int) -> None:
    random, policy = Random(seed), Policy.load()
    known: dict[Key, Truth] = {}
    seen: dict[tuple[int, str], dict[str, Any]] = {}
    content = b""
    states: set[str] = set()
    of_terms: set[str] = set()
    for month in months(seed):
        book = opened(content, "销号台账.xlsx") if content else blank()
        facts = pipeline.link(month.roster, as_of=month.as_of, policy=policy)
        result = pipeline.follow(facts, book.ledger, kinds=KINDS)
        known = _next(known, month)
        said = {
            (line.kind, _number(line.subject.name)): Truth(line.state, line.since or date.min, line.done_on)
            for line in result.lines
        }
        assert said == known
        _adds_up(result)

        content = written(book, result, policy)
        assert _summed(content) == FollowView(result).document()["summary"]
        again = opened(content, "销号台账.xlsx")
        assert again.ledger and again.ledger.as_of == month.as_of
        assert written(again, pipeline.follow(facts, again.ledger, kinds=KINDS), policy) == content

        if seen:
            assert _survived(content, seen) == len(known)
        seen = {}
        content = _grown(content, seen, random)
        states |= {truth.state for truth in known.values()}
        of_terms |= {truth.state for (kind, _), truth in known.items() if kind == EXPIRED}
    assert of_terms == {"new", "open", "done", "back"}
    assert states == {"new", "open", "done", "back", "moot"}


def _adds_up(result: Followed) -> None:
    """The summary, of the workbook as of the document, is the number of the lines."""
    document = FollowView(result).document()
    for unit in document["summary"]:  # pyright: ignore
        own = [row for row in document["rows"] if unit["unit"] in ("全区", row["township"])]  # pyright: ignore
        assert unit["due"] == sum(row["state"] != "moot" for row in own)
        assert unit["done"] == sum(row["state"] == "done" for row in own)
        pending = [row for row in own if row["state"] in ("new", "open", "back")]
        assert unit["overdue"] == sum(row["due"] < result.as_of.isoformat() for row in pending)


def _summed(content: bytes) -> list[dict[str, Any]]:
    """Give what the workbook's summary says, in the words of the document."""
    keys = ("unit", "due", "done", "rate", "new", "open", "back", "overdue", "moot")
    sheet = openpyxl.load_workbook(io.BytesIO(content))["汇总"]
    rows = [dict(zip(keys, row, strict=True)) for row in sheet.iter_rows(min_row=4, max_col=9, values_only=True)]
    return [{**row, "rate": None if row["rate"] == "—" else row["rate"]} for row in rows]


def test_the_kinds_are_kinds() -> None:
    assert set(KINDS) <= GAP_KINDS.keys()
