"""What nobody could judge is not claimed to be in order: page, terminal, workbook, notice and 交办单 alike."""

from __future__ import annotations

import io
import re
from datetime import date
from itertools import chain
from typing import Any

import docx
import pytest
from python_calamine import CalamineWorkbook

import djcov
from djcov.facts import Facts
from djcov.following.follow import follow
from djcov.reports import notice, terminal, webpage, workbook
from djcov.reports.conclusion import sentences
from djcov.reports.follow import FollowView
from djcov.reports.gaps import GapsView
from djcov.reports.notice import assign
from djcov.reports.targets import TargetsView
from reading_pages import read
from rosters import linked, roster

BARE = {"name": "甲公司", "township": "甲乡"}
WHOLE = {
    **BARE,
    "uscc": "91999999MA00000000",
    "type": "有限责任公司",
    "status": "正常",
    "registered_on": date(2015, 5, 1),
    "organized": True,
    "organization_form": "单独",
    "organization_name": "甲公司党支部",
    "secretary": "张三",
    "members": 3,
    "full_members": 3,
    "employees": 60,
    "instructor": "李四",
    "weak": False,
    "union": True,
    "youth_league": True,
    "womens_federation": True,
}
UNCLEAR = "能判断的，没有紧急缺口；数据不足、无法判断的：50人以上无党员 1 家。"

CASES = {
    "nothing but names": (
        [BARE],
        "数据不足，无法判断有没有紧急缺口。",
        "数据不足，无法判断各单位是否达到现行目标。",
        "全区组织覆盖率无法判断",
    ),
    "all is known": ([WHOLE], "没有缺口。", "各单位都达到了现行目标。", "均无缺口，请巩固成果"),
    "staff is unknown": (
        [{**WHOLE, "employees": None, "members": None, "full_members": None}],
        UNCLEAR,
        "能判断的单位都达到了现行目标。",
        "下一步：先补全台账（培养党员有 1 家无法判断）。",
    ),
    "columns are missing": (
        [{**BARE, "organized": True, "secretary": "张三"}],
        "能判断的，没有紧急缺口。",
        "各单位都达到了组织覆盖率、工作覆盖率的现行目标；",
        "下一步：先补全台账（选派指导员无数据、应建未建无数据、培养党员无数据）。",
    ),
    "nobody counts": (
        [{**WHOLE, "status": "注销"}],
        "没有应纳入统计的，无从查找。",
        "数据不足，无法判断各单位是否达到现行目标。",
        "没有应纳入统计的企业",
    ),
}
NAME = re.compile("没有(紧急)?缺口")
each_case = pytest.mark.parametrize(("rows", "gaps", "goals", "lead"), CASES.values(), ids=CASES)


def facts_of(rows: list[dict[str, Any]]) -> Facts:
    return linked(roster(rows))


@each_case
def test_the_page_claims_what_was_judged(rows: list[dict[str, Any]], gaps: str, goals: str, lead: str) -> None:
    page = read(webpage.render(djcov.report(facts_of(rows))))
    (picture,) = page.one("section", id="pictures").all("details")
    assert picture.all("p")[0].text == gaps
    assert page.one("section", id="gaps").all("p")[0].text == gaps
    assert page.one("section", id="goals").all("p")[-1].text.startswith(goals)
    assert lead in page.one("section", id="overview").text


@each_case
def test_the_terminal_claims_what_was_judged(rows: list[dict[str, Any]], gaps: str, goals: str, lead: str) -> None:
    facts = facts_of(rows)
    assert terminal.render(GapsView(djcov.gaps(facts)).page(), 200).splitlines()[1] == gaps
    told = terminal.render(TargetsView(djcov.targets(facts), "").page(), 200)
    assert f"\n没有达到现行目标的单位\n{goals}" in told
    followed = terminal.render(FollowView(follow(facts)).page(), 200)
    assert NAME.sub("没有要销号的问题", gaps) in followed.splitlines()
    conclusion = djcov.report(facts).conclusion
    assert conclusion
    assert lead in "".join(sentences(conclusion))


@each_case
def test_workbook_and_notice_claim_what_was_judged(
    rows: list[dict[str, Any]], gaps: str, goals: str, lead: str
) -> None:
    facts = facts_of(rows)
    report = djcov.report(facts)
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook.render(report)))
    assert gaps in chain.from_iterable(book.get_sheet_by_name("缺口汇总").to_python())
    assigned = [each.text for each in docx.Document(io.BytesIO(assign(djcov.gaps(facts), facts.policy))).paragraphs]
    asked = NAME.sub("没有需要交办的问题", gaps).replace(" ", "")
    assert f"按截至2021年12月31日的台账，全区{asked}" in assigned
    said = [each.text for each in docx.Document(io.BytesIO(notice.render(report))).paragraphs]
    assert ("按现有台账，没有缺口。" in said) == (gaps == "没有缺口。")
