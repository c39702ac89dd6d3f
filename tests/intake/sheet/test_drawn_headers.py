"""Headers composed at random of what offices write, each with its field: known parts are read, others refuse."""

from __future__ import annotations

from random import Random

import pytest

import djcov
from effort import examples

DRAWN = examples(6_000)

OWNERS = ("", "", "企业", "本企业", "非公企业", "单位", "公司")
NOW = ("", "", "现有", "目前", "年末", "截至目前")
PEOPLE = ("职工", "员工", "从业人员", "在职职工", "在岗职工", "在职员工")
COUNTS = ("人数", "总数", "总人数", "数")
BODIES = ("党组织", "党支部", "基层党组织")
FOUNDED = ("建立", "成立", "组建", "设立")
WHEN = ("时间", "日期", "年月")
BEFORE = ("", "", "*", "【必填】", "1.", "（1）", "①", "其中：")
FITTING = {
    "employees": ("", "", "（人）", "(人)", "（名）", "\n（人）"),
    "organized": ("", "", "（是/否）", "(是或否)", "（是、否）", "（√）"),
    "founded_on": ("", "", "（年/月/日）", "（yyyy-mm-dd）", "（年月日）"),
    "secretary": ("",),
    "instructor": ("",),
    "members": ("", "", "（人）", "（名）"),
}
"""Notes that only say how the column is filled in."""

FOREIGN = (
    "（女）",
    "（2025年计划）",
    "（曾用名）",
    "（万元）",
    "（退休）",
    "（蓝莓）",
    "（去年）",
    "（拟）",
    "（外籍）",
)
"""Notes that make it another thing, or say what nobody knows."""

STRANGE = ("蓝莓", "安全", "环保", "消防", "信访", "子公司", "家属", "股东")
"""What makes a header nobody's, in front of it or above it."""


def composed(random: Random) -> tuple[str, str]:
    """Draw a header without notes, and its field."""

    def any_of(*words: str) -> str:
        return random.choice(words)

    question = any_of("是否", "是否已", "有无") if random.random() < 0.7 else ""
    return random.choice(
        (
            (any_of(*OWNERS) + any_of(*NOW) + any_of(*PEOPLE) + any_of(*COUNTS), "employees"),
            ((question or "是否") + any_of(*FOUNDED[:3]) + any_of(*BODIES), "organized"),
            (any_of(*BODIES) + any_of(*FOUNDED[:2]) + any_of(*WHEN), "founded_on"),
            (any_of(*BODIES) + "书记" + any_of("", "姓名"), "secretary"),
            ("党建" + any_of("", "工作") + "指导员" + any_of("", "姓名"), "instructor"),
            (any_of("", "企业") + any_of("", "现有") + any_of("", "中共") + "党员" + any_of(*COUNTS), "members"),
        )
    )


@pytest.mark.thorough
def test_each_header_is_what_its_parts_say() -> None:
    random = Random(18)
    wrong: set[tuple[str, str, str, str]] = set()
    for _ in range(DRAWN):
        header, field = composed(random)
        said = random.choice(BEFORE) + header + random.choice(FITTING[field])
        foreign = random.choice((header + random.choice(FOREIGN), random.choice(STRANGE) + header))
        for text, parent, wanted in (
            (said, "", field),
            (foreign, "", ""),
            (header, random.choice(STRANGE) + "情况", ""),
        ):
            found = djcov.header_field("enterprises", text, parent)
            if found != wanted:
                wrong.add((parent, text, wanted, found))
    assert sorted(wrong) == []
