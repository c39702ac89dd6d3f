"""Which file, sheet or row comes first changes no number, and of what is told nothing but places."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from random import Random
from typing import Any

import pytest

import djcov
from djcov.facts import Facts
from djcov.models import FAVOR_PAIRS
from effort import IN_FULL
from rosters import linked, roster

SEEDS = range(30 if IN_FULL else 3)
TOGETHER = 10
"""Districts in one roster: linking takes as long for a few rows as for hundreds. No name of one is like another's."""

ANSWERS: dict[str, tuple[Any, ...]] = {
    "status": ("正常", "存续", "停产", "注销", "吊销"),
    "type": ("有限责任公司", "国有", "集体"),
    "employees": (10, 49, 50, 80),
    "members": (0, 2, 3, 5),
    "full_members": (0, 2, 3, 4),
    "registered_on": (date(2017, 5, 1), date(2019, 5, 1), date(2022, 5, 1)),
    "organized": (True, False),
    "organization_form": ("单独组建", "联合组建", "挂靠", "未组建"),
    "organization_name": ("宏达党支部", "古城乡联合党支部", "党支部", "无", "有"),
    "founded_on": (date(2018, 5, 1), date(2019, 6, 1)),
    "superior": ("古城乡党委", "区发改委党委"),
    "secretary": ("张三", "李四", "无", "有"),
    "secretary_trained": (True, False),
    "has_place": (True, False),
    "dual_strong": ("无", "区级", "市级"),
    "leader": ("王五", "无"),
    "instructor_sent": (True, False),
    "instructor": ("赵六", "孙七", "无"),
    "union": (True, False),
    "weak": (True, False),
    "coverage": ("组织覆盖", "单独组建", "工作覆盖", "已覆盖", "无"),
    "fund_sources": ("税前列支", "党费拨返、企业赞助", "无"),
    "party_workers": (True, False),
    "party_workers_trained": (True, False),
}
FAVOURS: dict[str, tuple[Any, ...]] = {
    field: numbers for pair in FAVOR_PAIRS for field, numbers in zip(pair, ((0, 2, 9), (8, 20)), strict=True)
}
PEOPLE: dict[str, tuple[Any, ...]] = {
    "category": ("正式党员", "预备党员", "入党积极分子", "发展对象", "入党申请人"),
    "joined_on": (date(2016, 7, 1), date(2019, 7, 1), date(2021, 7, 1)),
    "born_on": (date(1980, 5, 1), date(1990, 5, 1)),
}
_PLACE = re.compile(
    r"[^\s（：，“”]+\.xlsx (?:企业台账|四倾斜表|党员花名册)(?: 第\d+行)?|与 [^\s]+\.xlsx 企业台账 第\d+行"
)
_BRANDS = ("宏达", "金鼎", "鑫源", "永兴", "瑞祥", "博远", "恒丰", "天成", "豫东", "中原")
_SURNAMES = "郑王冯陈褚卫蒋沈韩杨"
FILES = ("古城乡2021年6月.xlsx", "小屯乡2021年9月.xlsx", "工商.xlsx", "组织部.xlsx")


def made_up(rng: Random, district: int) -> list[dict[str, Any]]:
    """Some enterprises, most of them on several rows that leave blanks and contradict one another."""
    rows: list[dict[str, Any]] = []
    for number in range(rng.randint(2, 8)):
        sure = {field: rng.choice(answers) for field, answers in ANSWERS.items()}
        for _ in range(rng.choice((1, 2, 2, 3))):
            cells = {field: _cell(rng, sure[field], answers) for field, answers in ANSWERS.items()}
            code = rng.choice((None, f"91410000MA4{district}{number:05}A"))
            unit = rng.choice(("古城乡", "古城乡", "小屯乡", None))
            rows.append(
                {
                    "name": f"{_BRANDS[district]}第{number}厂",
                    "uscc": code,
                    "township": unit,
                    "_file": rng.choice(FILES),
                    **cells,
                }
            )
    return rows


def units_made_up(rng: Random) -> list[dict[str, Any]]:
    """The same of the table of the four favours."""
    rows: list[dict[str, Any]] = []
    for unit in ("古城乡", "小屯乡"):
        sure = {field: rng.choice(numbers) for field, numbers in FAVOURS.items()}
        for _ in range(rng.choice((1, 2, 3))):
            cells = {field: _cell(rng, sure[field], numbers) for field, numbers in FAVOURS.items()}
            rows.append({"name": unit, "_file": rng.choice(FILES), **cells})
    return rows


def people_made_up(rng: Random, district: int) -> list[dict[str, Any]]:
    """The same of people, members or not yet."""
    rows: list[dict[str, Any]] = []
    for number in range(rng.randint(0, 6)):
        sure = {field: rng.choice(answers) for field, answers in PEOPLE.items()}
        where = f"{_BRANDS[district]}第{rng.randint(0, 3)}厂"
        for _ in range(rng.choice((1, 1, 2))):
            cells = {field: _cell(rng, sure[field], answers) for field, answers in PEOPLE.items()}
            name = f"{_SURNAMES[district]}{chr(ord('甲') + number)}"
            rows.append({"name": name, "enterprise": where, "_file": rng.choice(FILES), **cells})
    return rows


def _cell(rng: Random, sure: Any, answers: tuple[Any, ...]) -> Any:
    return rng.choice((sure, sure, sure, None, None, rng.choice(answers)))


def numbers(facts: Facts) -> dict[tuple[str, str], tuple[int, int]]:
    coverage = djcov.coverage(facts)
    return {(row.unit, row.indicator): (row.numerator, row.denominator) for row in coverage.rows}


def spreads(facts: Facts) -> dict[tuple[str, str], Any]:
    return {(row.unit, row.code): (row.rows, row.largest) for row in djcov.distributions(facts).rows}


def told(facts: Facts) -> Counter[tuple[str, str]]:
    """Count what is told but for its places; MEMBERS_NOT_SPLIT is told once for a table, and so goes by them."""
    findings = (found for found in facts.findings if found.code != "MEMBERS_NOT_SPLIT")
    return Counter((found.code, re.sub(_PLACE, "某处", str(found.message))) for found in findings)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_number_goes_by_the_order_of_files_and_rows(seed: int) -> None:
    rng = Random(seed)
    districts = range(TOGETHER)
    kinds = {
        "enterprises": [row for each in districts for row in made_up(rng, each)],
        "favors": units_made_up(rng),
        "members": [row for each in districts for row in people_made_up(rng, each)],
    }
    facts = linked(roster(**kinds))
    other = linked(roster(**{kind: rng.sample(rows, len(rows)) for kind, rows in kinds.items()}))

    assert numbers(other) == numbers(facts)
    assert told(other) == told(facts)
    assert spreads(other) == spreads(facts)
