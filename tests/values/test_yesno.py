"""Yes and no; a blank cell is neither."""

from __future__ import annotations

from datetime import date, datetime
from itertools import product

import pytest

from djcov.values.reading import Unreadable
from djcov.values.yesno import NO, YES, is_person, may_be_person, read_item, read_weak, read_yes_no

SAYS_YES = [
    *sorted(YES),
    *"是 √ ✓ ✔ 1 有 已建 已建立 已成立 已派 已派驻 已覆盖 对 Y y yes".split(),
    *(True, 1, 1.0, "1.0", "１．００", " 是 ", "Ｙ", "v"),
    # in words
    *("已成立党支部", "已建工会", "有党组织", "建立了党组织", "已派驻指导员"),
    *("☑是 □否", "是☑否□", "是（√）否（）"),
    # a person, an organisation, a day stands where yes or no is asked for
    *("二○二○年", "二○○八年"),
    *("李四", "王小明", "欧阳锋", "汉东甲科技有限公司党支部", "甲公司工会委员会", "城关镇联合支部"),
    *(date(2020, 5, 1), datetime(2020, 5, 1), "2020年5月", "2020-05-01", "2020年", 20200501),
]

SAYS_NO = [
    *sorted(NO),
    *"否 × x 0 无 没有 未建 未建立 未派 未覆盖 — - / N n no".split(),
    *(False, 0, 0.0, "0.0", " 否 ", "Ｎ", "——"),
    *("未建工会", "无党组织", "没有党支部", "尚未成立", "未建立党组织"),
    *("暂未派驻", "未配备", "空缺", "不需要", "不具备条件", "应建未建"),
]


NOT_NOW = [
    *(
        "筹建中",
        "正在筹建",
        "拟建立",
        "计划年底前成立",
        "应建",
        "具备组建条件",
        "曾建",
        "已撤销",
        "拟派",
        "已离任",
        "是（待批）",
    ),
    *("2021年12月31日前建立", "拟于2021年5月1日成立"),
    *("申请中", "关停", "马上建", "已注销"),  # their first characters are surnames, or they begin with 已
]


@pytest.mark.parametrize("raw", NOT_NOW)
def test_what_has_ended_is_planned_or_conditional_is_a_no_that_is_told(raw):
    reading = read_yes_no(raw)
    assert (reading.value, reading.note) == (False, "NOT_NOW")


@pytest.mark.parametrize("raw", SAYS_YES)
def test_yes(raw):
    assert read_yes_no(raw).value is True


@pytest.mark.parametrize("raw", SAYS_NO)
def test_no(raw):
    assert read_yes_no(raw).value is False


@pytest.mark.parametrize("raw", [None, "", "　", "\n", float("nan")])
def test_blank_is_unknown(raw):
    assert read_yes_no(raw).value is None


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        *(
            ("党组织薄弱", True),
            ("薄弱，整改中", True),
            ("不再薄弱", False),
            ("曾薄弱", False),
            ("原薄弱，已整改", False),
        ),
        ("薄弱", True),
        ("不薄弱", False),
        ("一般", False),
        ("是", True),
        ("否", False),
        (1.0, True),
        ("", None),
    ],
)
def test_weak(raw, value):
    assert read_weak(raw).value is value


@pytest.mark.parametrize("raw", ["不详", "待查", "?"])
def test_filler_is_unknown_and_noted(raw):
    reading = read_yes_no(raw)
    assert (reading.value, reading.note) == (None, "VALUE_FILLER")


@pytest.mark.parametrize(
    "raw",
    [
        *("部分", "停业", "情况复杂", "是，情况复杂"),
        *("任务数", "任务"),  # no 任 by name
        *(2, "2", "2.0", "10.0", 0.5, "是/否", "是否", "3人", "3", "□√", "☑ □"),
        *("□是□", "□□是", "☑是□", "是☑□否", "☑□否"),  # whose box it is nobody can tell
    ],
)
def test_neither(raw):
    with pytest.raises(Unreadable) as caught:
        read_yes_no(raw)
    assert caught.value.code == "YESNO_UNREADABLE"


@pytest.mark.parametrize("between", ["、", "，", "；", "/", "（{}）", "：", "。"])
def test_both_answers_are_none(between):
    for yes, no in product(("是", "有", "√", "已建", "已建立"), ("否", "无", "未建", "没有", "未建立")):
        for first, second in ((yes, no), (no, yes)):
            text = f"{first}{between.format(second) if '{}' in between else between + second}"
            with pytest.raises(Unreadable):
                read_yes_no(text)


@pytest.mark.parametrize("raw", ["有，现无", "是，已撤销", "已建，现已无", "无，有计划", "无，未建", "有党员，未建"])
def test_what_is_so_by_now_counts(raw):
    assert read_yes_no(raw).value is False


@pytest.mark.parametrize("before", ["原无", "原未建", "原停办，", "以前没有", "原张三", "前任张三"])
@pytest.mark.parametrize("now", ["现有", "现已建", "现为李四", "现在有"])
def test_what_was_otherwise_does_not(before, now):
    assert read_yes_no(before + now).value is True


@pytest.mark.parametrize("several", ["张三、李四", "张三，李四", "张三/李四", "张三;李四"])
@pytest.mark.parametrize(
    ("of_all", "value"),
    [
        *((note, False) for note in ("（均已离任）", "（都已调离）", "均已退休", "（全部离任）", "（皆未到岗）")),
        *((note, True) for note in ("（均在岗）", "（均为兼职）")),
    ],
)
def test_a_note_on_all_of_several(several, of_all, value):
    assert read_yes_no(several + of_all).value is value


@pytest.mark.parametrize(
    ("text", "certain", "possible"),
    [
        ("李四", True, True),
        ("欧阳小明", True, True),
        ("冼星海", False, True),  # a surname that is not among the common ones
        ("筹建中", False, False),
        ("也许", False, False),
        ("在建", False, False),
        ("单独", False, False),
        ("国有才", False, True),  # only the whole word is one
        ("李四等人已派", False, False),
        ("Smith", False, False),
        ("", False, False),
    ],
)
def test_who_may_be_a_person(text, certain, possible):
    assert (is_person(text), may_be_person(text)) == (certain, possible)


@pytest.mark.parametrize("raw", ["薄弱（已整改）", "李四", "有党员", "整改中"])
def test_what_does_not_say_whether_it_is_weak(raw):
    with pytest.raises(Unreadable):
        read_weak(raw)


@pytest.mark.parametrize("raw", ["曾达标", "安排建", "安排中", "曾薄弱"])
def test_a_word_behind_a_surname_is_no_given_name(raw):
    assert not is_person(raw)
    assert answer(raw) is not True


def answer(raw):
    try:
        return read_yes_no(raw).value
    except Unreadable:
        return None


def test_no_word_says_both():
    assert not YES & NO


ITEMS = {
    True: """
        1枚 5本 3次 已送 有1间 与社区共用 微信公众号 每季度一次 一处(80平方米) 每人一本 人手一册 已制作 均已制作 设岗5个
        电视1台 参观红旗渠 参观过红旗渠 参加过培训 上过党课 开展过3次 订阅人民日报 面积80平方米 指导员张三 张三
        2个（含责任区1个） 4个岗位 已赴兰考参观 被评为示范点 区税务局 古城中学 东村党支部 与东村党支部结对
    """,
    False: """
        被占用 待送 正在制作 下半年 待训 未训 未制作 尚未制作 制作中 已申请 未参观红旗渠 拟参观红旗渠 没有参加过培训
        无固定场所 曾设立过 已拆除
    """,
    None: "参观未定 先锋古城",
}


def test_items_of_a_checklist() -> None:
    for value, cells in ITEMS.items():
        assert {cell: _item(cell) for cell in cells.split()} == dict.fromkeys(cells.split(), value)


def _item(cell: str) -> bool | None:
    try:
        return read_item(cell).value
    except Unreadable:
        return None
