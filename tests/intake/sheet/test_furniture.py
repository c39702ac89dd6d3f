"""Rows under a header that are no data, made at random with their truth, and enterprises that are called anything."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

from djcov.intake.files.sheets import Cell, Sheet
from djcov.intake.sheet.header_rows import NOTHING_SAID, Overrides
from djcov.intake.sheet.header_words import words_of
from djcov.intake.sheet.layout import Region, find_tables
from djcov.policy import Policy

WORDS = words_of(Policy.load())
COLUMNS = (
    "序号",
    "乡镇",
    "统一社会信用代码",
    "企业名称",
    "注册日期",
    "职工人数",
    "党员数",
    "是否建立党组织",
    "组建方式",
)
TYPES = ("text", "text", "code", "text", "day", "count", "count", "yes", "text")
NAMES = ("宏达食品有限公司", "大地菌业有限公司", "青山木业", "老王烧烤", "ABC", "合计贸易有限公司", "杏花村", "如家")

Make = Callable[[Random], list[Cell]]


def by_type(random: Random, **words: str) -> list[Cell]:
    """One of the words that a type's columns may have, for each column."""
    given = {name: list(filter(None, text.split(" "))) for name, text in words.items()}
    return [random.choice(given.get(each, given["text"])) for each in TYPES]


def types(random: Random) -> list[Cell]:
    return by_type(
        random,
        text="文本 字符 字符型 文字 varchar(50) 文本（50）",
        code="文本 18位 字符串",
        day="日期 日期型 date YYYY-MM-DD",
        count="数字 整数 int 数值型 （人） 人",
        yes="是/否 有/无 单选 布尔",
    )


def field_names(random: Random) -> list[Cell]:
    style: Callable[[str], str] = random.choice([str.upper, str.lower, lambda text: f"f_{text}", str.title])
    names = "no town credit_code ent_name reg_date staff members has_party form".split()
    return [style(name) for name in names]


def numbers(random: Random) -> list[Cell]:
    form = random.choice(["{}", "（{}）", "({})", "第{}栏", "C{}"])
    first = random.choice(["栏次", "列次", "序号", None])
    texts = [form.format(at) for at in range(1, len(COLUMNS) + (first is None))]
    return [first, *texts] if first else [*texts]


def hints(random: Random) -> list[Cell]:
    return by_type(
        random,
        text="必填 选填 填写全称 请填写 请选择 下拉选择",
        code="必填 18位",
        day="必填 如2020年 yyyy-mm-dd",
        count="填数字 填整数 必填",
        yes="是/否 请选择",
    )


def samples(random: Random) -> list[Cell]:
    name = random.choice(
        "示例企业（请替换） 样例公司 XX有限公司 某某公司 示例 甲公司（示例） 例：宏达公司 ××食品厂 模板企业".split()
    )
    return ["1", "古城乡", "91310000MA1XXX", name, "2020-01-01", "100", "5", "是", "单独"]


def signatures(random: Random) -> list[Cell]:
    labels = "填表人 审核人 制表人 负责人 单位负责人 经办人 联系人 复核人 校对 录入 分管领导签字".split()
    row: list[Cell] = [""] * len(COLUMNS)
    first, second = random.choice([(0, 3), (1, 3), (3, 5), (0, 5)])
    colon = random.choice(":：")
    for at in (first, second):
        row[at] = random.choice(labels) + colon
        if random.random() < 0.5:
            row[at] = f"{row[at]}{random.choice(['张三', '李四'])}"
        else:
            row[at + 1] = random.choice(["张三", "李四"])
    return row


def totals(random: Random) -> list[Cell]:
    row: list[Cell] = ["", "", "", "", "", "300", "12", "", ""]
    row[random.choice([0, 1, 3])] = random.choice("合计 小计 总计 古城乡小计 共计 全区合计 本页小计 总数".split())
    return row


def sections(random: Random) -> list[Cell]:
    row: list[Cell] = [""] * len(COLUMNS)
    number = random.choice(["", "一、", "（二）", "3."])
    place = random.choice("东村 古城乡 城南社区 李庄村（3家） 第一网格 柳河街道 三组".split())
    row[random.choice([0, 1, 3])] = number + place
    return row


@pytest.mark.thorough
@pytest.mark.parametrize("make", [types, field_names, numbers, hints, samples, signatures, totals, sections])
def test_furniture_of_every_kind_is_set_aside_wherever_it_stands(make: Make) -> None:
    random = Random(1)
    for _ in range(300):
        rows = [enterprise(random, at) for at in range(1, 5)]
        at = random.choice([0, 0, 2, 4])
        rows.insert(at, make(random))
        region = only([list(COLUMNS), *rows])
        assert region.data == tuple(row for row in range(1, 6) if row != at + 1), rows[at]


def test_a_group_under_a_numeral_of_its_own_heads_a_section() -> None:
    rows = [enterprise(Random(4), at) for at in range(1, 3)]
    heading: list[Cell] = ["", "", "", "", "", "", "", "", ""]
    serial, name = list(COLUMNS).index("序号"), list(COLUMNS).index("企业名称")
    heading[serial], heading[name] = "一", "工业企业"
    assert only([list(COLUMNS), heading, *rows]).data == (2, 3)
    heading[name] = "宏达有限公司"
    assert only([list(COLUMNS), heading, *rows]).data == (1, 2, 3)


def test_a_number_with_no_name_beside_it_is_no_enterprise() -> None:
    row: list[Cell] = ["", "", "", "", "", "", "", "", ""]
    row[list(COLUMNS).index("序号")], row[list(COLUMNS).index("企业名称")] = "5", "无"
    region = only([list(COLUMNS), enterprise(Random(5), 1), row])
    assert [(each.row, each.reason) for each in region.skipped] == [(3, "存疑")]


@pytest.mark.parametrize(
    ("serial", "name", "employees", "reason"),
    [
        ("2", "东村", "", "存疑"),
        ("2", "东村", "7", None),
        ("", "东村", "", "分段"),
        ("2", "东风", "", None),
        ("", "东风", "", "存疑"),
        ("2", "东村公司", "", None),
    ],
)
def test_a_name_alone_is_an_enterprise_s_by_its_number_and_its_form(
    serial: str, name: str, employees: str, reason: str | None
) -> None:
    region = only(
        [["序号", "企业名称", "职工人数"], ["1", "甲公司", "5"], [serial, name, employees], ["3", "乙公司", "6"]]
    )
    assert [(each.row, each.reason) for each in region.skipped] == ([(3, reason)] if reason else [])


@pytest.mark.thorough
def test_enterprises_may_be_called_anything() -> None:
    random = Random(2)
    for _ in range(300):
        rows = [enterprise(random, at) for at in range(1, 8)]
        assert only([list(COLUMNS), *rows]).data == tuple(range(1, 8)), rows


def test_a_row_of_which_nobody_can_tell_what_it_is_is_told_and_may_be_taken() -> None:
    rows = [enterprise(Random(3), 1), ["", "", "", "见附页", "不清", "若干", "", "另行说明", ""]]
    region = only([list(COLUMNS), *rows])
    assert [(each.row, each.reason) for each in region.skipped] == [(3, "存疑")]
    assert only([list(COLUMNS), *rows], Overrides(take_doubtful=True)).data == (1, 2)


def test_a_table_of_sums_below_the_ledger_is_another_table() -> None:
    sums: list[list[Cell]] = [[], ["各村情况"], ["村（社区）", "企业数", "职工人数", "已建数"], ["东村", 1, 120, 1]]
    region = only([list(COLUMNS), enterprise(Random(4), 1), *sums])
    assert region.data == (1,)
    assert {each.reason for each in region.skipped} == {"标题", "汇总表"}


def enterprise(random: Random, number: int) -> list[Cell]:
    return [
        *(str(number), random.choice(["古城乡", "柳河乡"]), "", f"{random.choice(NAMES)}"),
        *(random.choice(["2019-05-01", "2020.5", ""]), str(random.randrange(300)), random.choice(["", "3", "0"])),
        *(random.choice(["是", "否", "√", ""]), random.choice(["单独", "联合", ""])),
    ]


def only(rows: list[list[Cell]], overrides: Overrides = NOTHING_SAID) -> Region:
    (region,) = find_tables(Sheet("台账", rows), WORDS, overrides)
    return region
