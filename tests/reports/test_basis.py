"""On what a report's figures rest, for every form of report alike."""

from __future__ import annotations

from datetime import date
from typing import Any

import djcov
from djcov import __version__, pipeline
from djcov.findings import CATALOGUE, Location
from djcov.masking import Names
from djcov.reports.basis import Part, basis
from djcov.roster import Roster, Source
from rosters import linked, policy, roster

LEDGER: list[dict[str, Any]] = [
    {"name": "甲公司", "township": "古城乡", "status": "正常", "organized": True, "registered_on": None},
    {"name": "乙公司", "township": "古城乡", "status": "注销", "organized": False, "registered_on": None},
    {"name": "丙公司", "township": "柳河乡", "status": "正常", "organized": None, "registered_on": date(2022, 1, 5)},
    {"name": "丁公司", "township": "柳河乡", "status": "正常", "organized": None, "registered_on": date(2022, 3, 9)},
    {"name": "甲公司", "township": "古城乡", "status": "正常", "organized": True, "registered_on": None},
]


def parts(source: Roster | None = None, **options: Any) -> dict[str, Part]:
    report = djcov.report(linked(source or roster(LEDGER)), **options)
    return {part.title: part for part in basis(report)}


def rulings(**options: Any) -> dict[Any, Any]:
    return dict(parts(**options)["统计口径"].table.rows)


def test_policy_date_and_counts() -> None:
    said = rulings()
    assert said["截至日期"] == "2021-12-31"
    assert said["政策"] == "四大工程"
    assert said["企业"] == "登记企业 5 家（条），纳入统计 1 家，未纳入统计 4 家"
    assert said["正式党员达到几人应建党组织（含本数）"] == "3 人"
    assert said["工作覆盖是否也算群团组织；work_ways 中有 mass 的旧写法"] == "否"
    assert said["程序"] == f"djcov {__version__}"


def test_the_policy_of_the_run_is_told_not_the_default() -> None:
    report = djcov.report(roster(LEDGER), as_of="2021-12-31", policy=policy(counting={"due_members": 5}))
    said = dict(basis(report)[0].table.rows)
    assert said["正式党员达到几人应建党组织（含本数）"] == "5 人"


def test_names_masked_or_shown_is_said() -> None:
    assert rulings()["个人信息"] == Names.MASKED.note
    assert rulings(names=Names.SHOWN)["个人信息"] == Names.SHOWN.note
    assert Names.MASKED.note != Names.SHOWN.note


def test_a_part_of_the_units_is_said() -> None:
    assert "所列单位" not in rulings()
    assert rulings(townships=["柳河乡"])["所列单位"] == "柳河乡；写明全区的数是全部单位的"


def test_reasons_that_differ_only_in_a_day_are_one() -> None:
    assert parts()["未纳入统计的企业"].table.rows == (
        ("注册日期晚于截至日期", 2),
        ("经营状态为“注销”", 1),
        ("重复", 1),
    )


def test_files_that_were_not_used_are_named_with_the_reason() -> None:
    source = roster(LEDGER)
    assert "未采用的文件" not in parts(source)
    source.findings.add(CATALOGUE["FILE_UNUSED"].at(Location("台账/坏.xlsx"), "文件是空的"))
    assert parts(source)["未采用的文件"].table.rows == (("坏.xlsx", "文件是空的"),)


def test_files_with_their_bytes() -> None:
    source = roster(LEDGER)
    known = Roster(source.frames, source.tables, source.links, source.findings, (Source("a/台账.xlsx", 12, "ab" * 32),))
    assert parts(known)["读取的文件"].table.rows == (("台账.xlsx", 12, "ab" * 32),)
    assert parts(known)["读取的表"].table.rows == (("企业台账", "台账.xlsx", "企业台账", 1, 5, 5),)


def test_what_has_no_data_and_why() -> None:
    rows = dict(parts()["没有数据的指标和缺口"].table.rows)
    assert "组织覆盖率" not in rows
    assert rows["书记配备率"].endswith("列")
    assert rows["缺口：应建未建"] == dict(pipeline.gaps(linked(roster(LEDGER))).missing)["应建未建"]


def test_findings_by_code_the_worst_first() -> None:
    rule = CATALOGUE["ENTERPRISE_REPEATED"]
    assert (rule.severity.label, rule.code, rule.title, 1) in parts()["发现的问题"].table.rows
    severities = [row[0] for row in parts()["发现的问题"].table.rows]
    assert severities == sorted(severities, key=["错误", "警告", "提示"].index)
