"""An organisation, or an instructor, whose enterprises stand in several rows is one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from djcov.intake import reader
from djcov.models import Kind
from djcov.policy import Policy
from djcov.roster import Roster

ORGANIZATIONS = ["党组织名称", "组建方式", "书记", "覆盖企业"]
INSTRUCTORS = ["姓名", "工作单位", "联系电话", "派驻企业"]
BRANCH = ["古城联合党支部", "联合", "张三", "甲厂"]
COACH = ["李四", "区委办", "13800000000", "甲厂"]


def book(folder: Path, rows: Sequence[Sequence[object]], *merges: str) -> Roster:
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.worksheets[0].append(row)
    for merge in merges:
        workbook.worksheets[0].merge_cells(merge)
    workbook.save(folder / "台账.xlsx")
    return reader.read_roster([folder], Policy.load())


def linked(roster: Roster, kind: Kind) -> list[tuple[object, ...]]:
    links = roster.links[kind]
    return list(zip(links["_row"].to_pylist(), links["uscc"].to_pylist(), links["text"].to_pylist(), strict=True))


def codes(roster: Roster) -> dict[str, int]:
    return dict(roster.findings.totals)


@pytest.mark.parametrize(
    ("header", "first", "kind"),
    [(ORGANIZATIONS, BRANCH, Kind.ORGANIZATIONS), (INSTRUCTORS, COACH, Kind.INSTRUCTORS)],
)
@pytest.mark.parametrize("merges", [("A2:A4", "B2:B4", "C2:C4"), ("A2:A4",), ("A2:C4",), ()])
def test_enterprises_belong_to_the_name_above(
    header: list[str], first: list[str], kind: Kind, merges: tuple[str, ...], tmp_path: Path
) -> None:
    second = [f"第二{first[0]}", *first[1:3], "丁厂"]
    roster = book(tmp_path, [header, first, ["", "", "", "乙厂"], ["", "", "", "丙厂"], second], *merges)
    assert linked(roster, kind) == [(2, None, "甲厂"), (2, None, "乙厂"), (2, None, "丙厂"), (5, None, "丁厂")]
    assert roster.frames[kind]["name"].to_pylist() == [first[0], second[0]]
    assert roster.frames[kind]["enterprises"].to_pylist() == ["甲厂\n乙厂\n丙厂", "丁厂"]
    assert (roster.tables[0].rows, roster.tables[0].skipped) == (2, ())
    assert codes(roster) == ({} if merges else {"ROWS_CONTINUED": 1})


@pytest.mark.parametrize("batches", [False, True])
def test_so_it_is_in_a_text_file(batches: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "FLAT_FROM", 0 if batches else 1 << 40)
    rows = [["序号", *ORGANIZATIONS], ["1", *BRANCH], ["", "", "", "", "乙厂"], ["2", "", "", "", "丙厂"]]
    (tmp_path / "党组织台账.csv").write_text("\n".join(map(",".join, rows)), "utf-8")
    roster = reader.read_roster([tmp_path], Policy.load())
    assert [text for *_, text in linked(roster, Kind.ORGANIZATIONS)] == ["甲厂", "乙厂", "丙厂"]
    assert len(roster.organizations) == 1
    (finding,) = roster.findings
    assert (finding.code, finding.found, finding.location.column) == ("ROWS_CONTINUED", "2", "党组织名称")


def test_each_row_has_the_code_of_its_own_enterprise(tmp_path: Path) -> None:
    one, two = "91999999MA00000154", "91999999MA00000234"
    header = [*ORGANIZATIONS, "统一社会信用代码"]
    roster = book(tmp_path, [header, [*BRANCH, one], ["", "", "", "乙厂", two], ["", "", "", "丙厂", "91"]], "A2:A4")
    assert next(code for _, code, _ in linked(roster, Kind.ORGANIZATIONS)) == one
    assert [text for *_, text in linked(roster, Kind.ORGANIZATIONS)] == ["甲厂", "乙厂", "丙厂"]
    wrong = roster.wrong[Kind.ORGANIZATIONS]
    assert set(wrong["_row"].to_pylist()) <= {2}


def test_what_a_merged_name_says_in_every_row_is_said_once(tmp_path: Path) -> None:
    """The township may be repeated although the name is merged; what differs makes a row of its own, as it did."""
    header = ["乡（办）", *ORGANIZATIONS]
    rows = [header, ["古城乡", *BRANCH], ["古城乡", "", "", "", "乙厂"], ["柳河乡", "", "", "", "丙厂"]]
    roster = book(tmp_path, rows, "B2:B4")
    assert [row for row, *_ in linked(roster, Kind.ORGANIZATIONS)] == [2, 2, 4]
    assert [each.name for each in roster.organizations] == [BRANCH[0]] * 2


@pytest.mark.parametrize("text", ["古城乡", "合计3家", "2021年6月30日", "注：共三家", "填报日期：6月30日"])
def test_what_is_no_enterprise_does_not_go_on(text: str, tmp_path: Path) -> None:
    roster = book(tmp_path, [ORGANIZATIONS, BRANCH, ["", "", "", text]])
    assert [text for *_, text in linked(roster, Kind.ORGANIZATIONS)] == ["甲厂"]
    assert len(roster.tables[0].skipped) == 1


def test_a_row_without_a_name_that_says_more_is_a_row_that_lacks_it(tmp_path: Path) -> None:
    roster = book(tmp_path, [ORGANIZATIONS, BRANCH, ["", "单独", "王五", "乙厂"]])
    assert [row for row, *_ in linked(roster, Kind.ORGANIZATIONS)] == [2, 3]
    assert codes(roster) == {"REQUIRED_MISSING": 1}


def test_nothing_goes_on_behind_a_blank_row(tmp_path: Path) -> None:
    roster = book(tmp_path, [ORGANIZATIONS, BRANCH, [], ["", "", "", "某某"]])
    assert [text for *_, text in linked(roster, Kind.ORGANIZATIONS)] == ["甲厂"]
