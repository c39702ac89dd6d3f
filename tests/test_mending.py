"""A user gets a marked copy of the ledger back, mends in it what is marked, and then nothing is wrong with it."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path
from random import Random

import openpyxl
import pytest
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

import djcov
import make_samples
from djcov.cli import run
from djcov.findings import Finding, Severity
from djcov.roster import Table
from made_up.identifiers import Issuer

LEDGER = Path(make_samples.__file__).parent / "ledger.xlsx"
ROUNDS = 4
"""Who mends a number of people has the sums to mend after it."""


@pytest.mark.thorough
def test_the_marked_ledger_is_clean_when_what_is_marked_is_mended(tmp_path: Path) -> None:
    copy = tmp_path / "已标注.xlsx"
    assert run(["check", str(LEDGER), "-o", str(copy)]) == 0
    mended: Counter[str] = Counter()
    for _ in range(ROUNDS):
        checked = djcov.check(djcov.read(copy), as_of=date(2021, 12, 31))
        (table,) = checked.tables
        loud = [finding for finding in checked.findings if finding.severity > Severity.NOTE]
        if not loud:
            break
        book = openpyxl.load_workbook(copy)
        clerk = _Clerk(book[table.sheet], table)
        for finding in loud:
            clerk.mend(finding)
            mended[finding.code] += 1
        book.save(copy)
    assert not loud
    assert len(mended) > 20
    assert mended["ENTERPRISE_REPEATED"] == 2


class _Clerk:
    """Does at each mark what its hint says."""

    def __init__(self, sheet: Worksheet, table: Table) -> None:
        self._sheet = sheet
        self._columns = {column.field: column.index + 1 for column in reversed(table.columns) if column.field}
        self._issue = Issuer(Random(7))

    def mend(self, finding: Finding) -> None:
        at, code = finding.location, finding.code
        assert at.row
        match code.partition("_")[0], code:
            case "USCC" | "DIGITS", _:
                self._cell(at.cell).value = self._issue.credit_code()
            case "DATE", _:
                self._cell(at.cell).value = date(2019, 6, 30)
            case "COUNT", _:
                self._cell(at.cell).value = 30
            case _, "CELL_ERROR":
                self._cell(at.cell).value = 30
            case _, "YESNO_UNREADABLE":
                self._cell(at.cell).value = "是"
            case _, "CHOICE_CONFLICT":
                self._cell(at.cell).value = None
            case _, "COLUMN_NEAR_MISS":
                self._cell(at.cell).value = "上次换届时间"
            case _, "REQUIRED_MISSING":
                self._cell(at.cell).value = "补填商贸有限公司"
            case _, "ENTERPRISE_REPEATED" | "ENTERPRISE_CLAIMED_TWICE":
                for row in self._sheet.iter_rows(min_row=at.row, max_row=at.row):
                    for cell in row:
                        if isinstance(cell, Cell):
                            cell.value = None
            case _, "CODE_TWO_NAMES":
                pass  # its row is a repeated one
            case _, "MEMBERS_EXCEED_EMPLOYEES":
                self._put(at.row, "employees", int(finding.found) + 5)
            case _, "MEMBER_PARTS_DIFFER":
                self._put(at.row, "members", None)  # which leaves the two parts
            case _, "ORGANIZED_BUT_NO":
                self._put(at.row, "organization_name", None)
            case _, "INSTRUCTOR_BUT_NO":
                self._put(at.row, "instructor_sent", "是")
            case _, "TOTAL_DIFFERS":
                summed = re.search(r"相加是 (\d+)", finding.message)
                assert summed
                self._cell(at.cell).value = int(summed[1])
            case _:
                raise AssertionError(f"nobody planted {code}")

    def _cell(self, address: str) -> Cell:
        """A cell; of a merged range the one that holds its content."""
        area = next((area for area in self._sheet.merged_cells.ranges if address in area), None)
        cell = self._sheet[area.start_cell.coordinate if area else address]
        assert isinstance(cell, Cell)
        return cell

    def _put(self, row: int, field: str, content: str | int | None) -> None:
        self._sheet.cell(row, self._columns[field]).value = content
