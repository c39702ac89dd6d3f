"""Personal data as it may be shown."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from djcov import masking
from djcov.digits import DIGIT, HAN
from djcov.masking import Names


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("张三", "张*"),
        ("欧阳小明", "欧***"),
        (" 张三 ", "张*"),
        ("Smith", "S****"),
        ("张三、李四", "张****"),
        ("张三13812345678", "张************"),
        ("无", "无"),  # nobody
        ("有", "有"),  # somebody, not named
        ("", ""),
    ],
)
def test_name(name, shown):
    assert masking.name(name) == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("11010519491231002X", "110***********002X"),
        ("13812345678", "138****5678"),
        ("138 1234 5678", "138******5678"),
        ("66012345", "660*****"),
        ("12345", "***"),
        ("1", "***"),
        ("", ""),
        ("汉东省某市某路5号院3号楼201", "***"),
        ("张三13812345678", "***"),
    ],
)
def test_number(number, shown):
    assert masking.number(number) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("张三13812345678", "张三138****5678"),
        ("tel13812345678a", "tel138****5678a"),
        ("电话：138-1234-5678", "电话：138******5678"),
        ("１３８１２３４５６７８", "１３８****５６７８"),
        ("0371-66012345", "037******2345"),
        ("66012345", "660*****"),
        ("身份证11010519491231002X", "身份证110***********002X"),
        ("110105 19491231 002X", "110*************002X"),
        ("110105491231002", "110********1002"),
        ("911124198108030024", "911***********0024"),  # a permanent resident's
        # what is no number of a person stays readable
        ("91330100799655058B", "91330100799655058B"),
        ("914403001922038216", "914403001922038216"),
        ("2020-05-01", "2020-05-01"),
        ("20200501", "20200501"),
        ("2020-05-01 08:30", "2020-05-01 08:30"),
        ("1,200人", "1,200人"),
        ("汉东甲科技有限公司", "汉东甲科技有限公司"),
    ],
)
def test_free_text(text, shown):
    assert masking.free_text(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("青岚区第1000001号商贸有限公司", "青岚区第1000001号商贸有限公司"),
        ("测试企业00000001", "测试企业00000001"),
        ("甲商贸13812345678", "甲商贸138****5678"),
        ("甲商贸0371-66012345", "甲商贸037******2345"),
        ("甲商贸110105491231002", "甲商贸110********1002"),
        ("66012345", "660*****"),  # a name column in which a number stands
    ],
)
def test_public_name(text, shown):
    assert masking.public_name(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("张三.xlsx", "张*.xlsx"),
        ("古城乡（张三）.xlsx", "古城乡（张*）.xlsx"),
        ("古城乡张三.csv", "古城乡张*.csv"),
        ("李四13812345678", "李*138****5678"),
        ("党员花名册 李 四", "党员花名册 李 *"),
        ("党员花名册王小明", "党员花名册王**"),
        ("欧阳小明台账（最新版）", "欧***台账（最新版）"),
        ("书记张建业", "书记张**"),
        ("指导员冼星海同志", "指导员冼**同志"),
        ("甲公司（张三）", "甲公司（张*）"),
        ("阿不都拉·买买提", "阿*******"),
        ("张三、李四、王五", "张*、李*、王*"),
    ],
)
def test_people_in_the_names_of_files_sheets_and_bodies(text, shown):
    assert masking.title(text) == shown


@pytest.mark.parametrize(
    "text",
    """
    石桥镇 石桥 马店乡 马店 柳河 白沙 高庙乡 刘官庄村 刘家河口镇 王楼 黄山 产业集聚区 高新区 高新企业台账 文化产业
    非公企业党建台账 党员花名册 党组织台账 指导员花名册 党建指导员 任职时间 成立时间 联系领导 关系所在支部 应建未建 全区
    2021年第一季度 金属制品业 林业 商贸 文化 石材 方便食品 温泉酒店 金鑫公司 王守义食品有限公司 舒泰神(北京)制药公司
    万达 康达
    城关镇金鑫公司 应建 原有 向阳村 汇总表 明细 Sheet1 30余人 正常·停产 一季度·二季度
    """.split(),
)
def test_units_trades_and_papers_are_nobodys_names(text):
    assert masking.title(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "138－1234－5678",
        "138/1234/5678",
        *(f"138{sign}1234{sign}5678" for sign in "·~、，：*|．。_—＿｜～\u3000\n\u200b"),
        "1 3 8 1 2 3 4 5 6 7 8",
        "138  （1234）  5678",
        "①③⑧①②③④⑤⑥⑦⑧",
        "138①②③④5678",
        "⒈⒊⒏１２３４₅₆₇₈",
        "一三八一二三四五六七八",
        "+86 138.1234.5678",
        "110105／1949／1231／002X",
        "1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 X",
        "110105-1949-12-31-0021",
        "6222·0210·0100·1234·567",
        "0371、6601、2345",
        "2020-05-01 138 1234 5678",
        "3、138 1234 5678",
        "138-1234-5678、139-8765-4321",
    ],
)
@pytest.mark.parametrize("mask", [masking.free_text, masking.public_name])
def test_a_number_of_a_person_is_masked_in_any_dress(mask, text):
    shown = mask(f"甲商贸{text}")
    assert shown != f"甲商贸{text}"
    assert len(figures_of(shown)) <= MOST_SHOWN


MOST_SHOWN = 7
"""Digits of a number that its masked form has."""


def figures_of(text: str) -> list[str]:
    return re.findall(f"{DIGIT}|[{HAN}]", text)


@pytest.mark.parametrize(
    "text",
    [
        "2019-05-01、2020-06-01",
        "20190501,20200601",
        "2020/5/1～2021/6/30",
        "2020-05-01 08:30:15",
        "2019-05、2020-06、2021-07",
        "2018-2023",
        "12、35、108、7",
        "3000-5000",
        "2310 1200 410.0",
        "1、2、3、4、5、6、7、8、9、10、11、12",
        "91330100799655058B、914403001922038216",
        "1、91330100799655058B",
        "二〇二〇年十二月三十一日",
    ],
)
def test_dates_and_lists_of_short_numbers_are_no_numbers_of_people(text):
    assert masking.free_text(text) == masking.public_name(text) == text


SIGNS = st.text(st.sampled_from("－-/·~、，：:*|.．。()（）—_＿｜～ \u3000\t\n・•"), max_size=2)
FIGURES = [
    dict(zip("0123456789", figures, strict=True))
    for figures in ("0123456789", "０１２３４５６７８９", "⓪①②③④⑤⑥⑦⑧⑨", "零一二三四五六七八九")
]
identities = st.builds(
    lambda region, born, tail: f"{region}{born:%Y%m%d}{tail}",
    st.sampled_from(["110105", "410105", "653123"]),
    st.dates(date(1930, 1, 1), date(2010, 12, 31)),
    st.from_regex(r"[0-9]{3}[0-9X]", fullmatch=True),
)
numbers = (
    st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
    | identities
    | identities.map(lambda number: number[:6] + number[8:17])
    | st.from_regex(r"62[0-9]{14,17}", fullmatch=True)
    | st.from_regex(r"0371[2-8][0-9]{7}", fullmatch=True)
)


@given(numbers, st.data(), st.sampled_from(FIGURES), st.sampled_from(["", "张三", "3、", "2020-05-01 "]))
def test_whatever_stands_between_the_digits_of_a_number_it_is_masked(number, data, figures, before):
    written = "".join(figures.get(char, char) + data.draw(SIGNS) for char in number)
    for mask in (masking.free_text, masking.public_name):
        assert len(figures_of(mask(before + written))) <= len(figures_of(before)) + MOST_SHOWN


words = st.text(st.sampled_from("张三李四电话tel身份证: ：（）,，"), max_size=6)


@given(words, st.from_regex(r"1[3-9]\d{9}", fullmatch=True), words)
def test_no_mobile_number_survives_in_a_free_text(before, phone, behind):
    assert phone not in masking.free_text(before + phone + behind)


@given(words, st.from_regex(r"[1-6]\d{16}[0-9X]", fullmatch=True), words)
def test_no_identity_number_survives_in_a_free_text(before, number, behind):
    shown = masking.free_text(before + number + behind)
    assert number not in shown
    assert not re.search(r"\d{8}", shown), "not even the day of birth"


@given(st.text(max_size=40))
def test_masking_twice_is_masking_once(text):
    assert masking.free_text(masking.free_text(text)) == masking.free_text(text)


@pytest.mark.parametrize("text", ["1 " * 200_000, "1-" * 200_000 + "x", "9" + "1" * 400_000, "1" + " " * 400_000])
def test_a_long_text_is_masked_at_once(text):
    """Time must grow with the length of a hostile cell, not with the square of it."""
    assert "1" * 8 not in masking.free_text(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("填表人：张三", "填表人：张*"),
        ("单位负责人:王小明 审核人: 李四", "单位负责人:王** 审核人: 李*"),
        ("负责人：王小明审核人：李四", "负责人：王**审核人：李*"),
        ("填表人  张　三   联系电话", "填表人  张**   联系电话"),
        ("填表人（签字）：欧阳小明", "填表人（签字）：欧***"),
        ("填报单位：古城乡 合计 38", "填报单位：古城乡 合计 38"),
        ("序号 姓名 性别", "序号 姓名 性别"),
        ("书记：无", "书记：无"),
    ],
)
def test_names_after_a_label(text, shown):
    assert masking.labelled_names(text) == shown


def test_names_masked_or_shown() -> None:
    assert (Names(False), Names(True)) == (Names.MASKED, Names.SHOWN)
    assert Names.MASKED.show(" 欧阳小明 ") == "欧***"
    assert Names.SHOWN.show(" 欧阳小明 ") == "欧阳小明"
    assert Names.SHOWN.show("张三13812345678") == "张三138****5678"
    assert Names.SHOWN.show("张三（11010519491231002X）") == "张三（110***********002X）"
    assert Names.MASKED.note != Names.SHOWN.note
