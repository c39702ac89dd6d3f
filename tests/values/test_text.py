"""Names and other text."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from djcov.values.reading import Reading, Unreadable
from djcov.values.text import (
    NOBODY,
    SOMEBODY,
    name_key,
    read_known_text,
    read_list,
    read_name,
    read_person,
    read_place,
    read_somebody,
    read_text,
    split_list,
    split_people,
)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (None, None),
        (" ", None),
        (" 城关办事处 ", "城关办事处"),
        ("张　三", "张三"),
        ("甲有限\n公司", "甲有限公司"),
        ("ABC 有限公司", "ABC 有限公司"),
        ("ABC\nLtd", "ABC Ltd"),
        (12.0, "12"),
        (date(2020, 5, 1), "2020-05-01"),
        (datetime(2020, 5, 1, 8, 30), "2020-05-01"),
        (True, "是"),
        ("不详", "不详"),
    ],
)
def test_text(raw, value):
    assert read_text(raw).value == value


@pytest.mark.parametrize(
    ("raw", "value"), [("汉东甲科技有限公司", "汉东甲科技有限公司"), ("3M", "3M"), (None, None), ("  ", None)]
)
def test_name(raw, value):
    assert read_name(raw).value == value


@pytest.mark.parametrize("raw", ["无", "—", "/", "不详", "？", "√", "***", "\ufffd"])
def test_a_mark_is_no_name(raw):
    with pytest.raises(Unreadable) as caught:
        read_name(raw)
    assert caught.value.code == "NAME_UNCLEAR"


@pytest.mark.parametrize(
    ("raw", "value", "note"),
    [
        ("甲公司党支部", "甲公司党支部", ""),
        ("甲公司　党支部", "甲公司党支部", ""),
        ("无", NOBODY, ""),
        ("否", NOBODY, ""),
        ("未派驻", NOBODY, ""),
        ("—", NOBODY, ""),
        ("×", NOBODY, ""),
        ("x", NOBODY, ""),
        (0, NOBODY, ""),
        ("0.0", NOBODY, ""),
        ("1.0", SOMEBODY, ""),
        ("待定", None, "VALUE_FILLER"),
        ("待派", NOBODY, "NOT_NOW"),
        ("拟派", NOBODY, "NOT_NOW"),
        ("待选派", NOBODY, "NOT_NOW"),
        (False, NOBODY, ""),
        ("√", SOMEBODY, ""),
        ("是", SOMEBODY, ""),
        ("已建立", SOMEBODY, ""),
        (1, SOMEBODY, ""),
        (True, SOMEBODY, ""),
        ("", None, ""),
        (None, None, ""),
        ("不详", None, "VALUE_FILLER"),
    ],
)
def test_somebody(raw, value, note):
    reading = read_somebody(raw)
    assert (reading.value, reading.note) == (value, note)


NOBODY_IN_WORDS = """
    无(待派) 无（待建） 暂无(未定) （无） 无。
    尚未派驻 空缺 缺 暂未派驻 尚未选派 未配备 未安排 没派 尚无 不需要 无需派驻 不涉及
    无党支部 无党组织 未建党组织 尚未组建 尚未成立 没有成立 应建未建 不具备条件 暂未建立 目前尚未组建 无党员 未结对
""".split()
NOT_YET = """
    待安排 待配备 待选举 拟派张三 筹建中 正在筹建 筹备 拟建 待建 拟联合组建 计划年底前成立
    审批中 在建 拟于2021年底成立
""".split()
PEOPLE = """
    王建中 欧阳建国 曾刚 应刚 成立人 尚建国 曾建国 应建平 任建设 安派 欧阳震华 阿依古丽 买买提·艾力 冼星海
    买买提 代国强 逯天宇 戚小光 褚小健 全小贤 J.Smith ZhangSan
""".split()
ORGANIZATIONS = """
    无为县第一支部 未来科技党支部 无人机公司党支部 筹建处党支部 计划生育协会党支部 申请人之家党支部 正在成长公司党支部
    党支部 联合党支部 党总支 中共宏达食品有限公司支部委员会 古城村联合党支部 挂靠古城村党支部
    应城建材公司党支部 宏达（集团）公司党委
""".split()
PLACES = "原庄村 未庄村 东村 待王村 待补镇 拟南村 建设路社区 曾庄 无极社区党支部".split()


@pytest.mark.parametrize("raw", NOBODY_IN_WORDS)
def test_nobody_in_words(raw):
    assert read_somebody(raw) == Reading(NOBODY)


@pytest.mark.parametrize("raw", "无指导员 无人 没有人 未派党建指导员".split())
def test_nobody_in_words_of_people(raw):
    assert read_person(raw) == Reading(NOBODY)


@pytest.mark.parametrize("raw", NOT_YET)
def test_somebody_still_to_come_is_nobody_yet(raw):
    assert read_somebody(raw) == read_person(raw) == Reading(NOBODY, "NOT_NOW")


@pytest.mark.parametrize(
    ("read", "raw"),
    [
        *((read_person, raw) for raw in PEOPLE),
        *((read_somebody, raw) for raw in ORGANIZATIONS),
        *((read_place, raw) for raw in PLACES),
    ],
)
def test_words_within_a_name_say_nothing(read, raw):
    assert read(raw) == Reading(raw)


def test_since_when_and_until_when_somebody_is_there():
    until, since = read_person("张三（任期至2021.6）").terms, read_person("2021年6月起张三").terms
    assert until.until.last == date(2021, 6, 30)
    assert since.since == read_person("张三（2021年6月接替李四）").terms.since
    assert since.since.last == date(2021, 6, 30)


@pytest.mark.parametrize("raw", "暂由镇党委代管".split())
def test_who_is_not_said_is_not_known(raw):
    with pytest.raises(Unreadable):
        read_person(raw)


@pytest.mark.parametrize("raw", "张三，合同到期 张三，解任 张三离休 张三（已返乡） 张三（查处）".split())
def test_who_is_gone_is_nobody(raw):
    assert read_person(raw) == Reading(NOBODY, "NOT_NOW")


@pytest.mark.parametrize("raw", ["恒通机械党支部（暂停活动）", "恒通机械党支部（停止活动）", "筹建古城村党支部"])
def test_what_is_suspended_is_not(raw):
    assert read_somebody(raw) == Reading(NOBODY, "NOT_NOW")


@pytest.mark.parametrize(
    "raw", ["已建党组织", "无党支部", "未建党组织", "党支部", " 已成立工会 ", "党组织已覆盖", "党组织健全"]
)
def test_what_is_said_of_an_organisation_is_said_of_nobody(raw):
    with pytest.raises(Unreadable) as caught:
        read_person(raw)
    assert caught.value.code == "NAME_UNCLEAR"


@pytest.mark.parametrize("raw", "见备注 见附表 同上户 后备 某某 小王 XXX OK 组织办".split())
def test_what_begins_with_no_surname_is_nobodys_name(raw):
    with pytest.raises(Unreadable) as caught:
        read_person(raw)
    assert caught.value.code == "STATEMENT_UNCLEAR"


@pytest.mark.parametrize("raw", ["暂缺", "待补", "因换届空缺", "因故空缺"])
def test_a_vacant_post_is_held_by_nobody(raw):
    assert read_person(raw).value == NOBODY


@pytest.mark.parametrize(
    ("read", "raw"), [(read_somebody, "已建党组织"), (read_somebody, "有党支部"), (read_person, "已派驻指导员")]
)
def test_somebody_in_words(read, raw):
    assert read(raw) == Reading(SOMEBODY)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("张三\n李四", "张三、李四"),
        (" 张　三 \r\n李四\n", "张三、李四"),
        ("张\n三", "张三"),
        ("张三\n联系人", "张三"),
        ("张三", "张三"),
        ("张三（代）", "张三"),
        ("2名（张三、李四）", "张三、李四"),
        ("张三（企业内部选举）", "张三"),
        ("张三（副县级）", "张三"),
        ("张三 副县级", "张三"),
        ("镇派", SOMEBODY),
        ("无", NOBODY),
        (True, SOMEBODY),
        ("13800001111", "138****1111"),  # who there is by the number, and no name
        ("0371-60001111", "037*****1111"),
    ],
)
def test_person(raw, value):
    assert read_person(raw).value == value


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("张三", ("张三",)),
        ("张三、李四", ("张三", "李四")),
        ("张三、张三", ("张三、张三",)),
        ("张三、仝四", ("张三", "仝四")),
        ("张三/李四；欧阳小明", ("张三", "李四", "欧阳小明")),
        ("张三，组织部", ("张三，组织部",)),
        ("张三、无", ("张三、无",)),
        ("张三、", ("张三、",)),
    ],
)
def test_people_of_a_cell(text, people):
    assert split_people(text) == people


@pytest.mark.parametrize(
    ("raw", "value", "note"),
    [
        ("制造业", "制造业", ""),
        ("无", "无", ""),
        ("/", "无", ""),
        ("待查", None, "VALUE_FILLER"),
        ("", None, ""),
    ],
)
def test_known_text(raw, value, note):
    reading = read_known_text(raw)
    assert (reading.value, reading.note) == (value, note)


@pytest.mark.parametrize("read", [read_text, read_name, read_somebody, read_known_text])
def test_too_long(read):
    longest = "长" * 1997 + "党支部"
    assert read(longest).value == longest
    with pytest.raises(Unreadable) as caught:
        read("长" * 2001)
    assert caught.value.code == "TEXT_TOO_LONG"


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("甲公司、乙公司", ("甲公司", "乙公司")),
        ("甲公司，乙公司；丙公司", ("甲公司", "乙公司", "丙公司")),
        ("甲公司\n乙公司", ("甲公司", "乙公司")),
        ("1.甲公司\n2.乙公司", ("甲公司", "乙公司")),
        ("1、甲公司\n2、乙公司", ("甲公司", "乙公司")),
        ("1、甲公司、2、乙公司", ("甲公司", "乙公司")),
        ("（1）甲公司；（2）乙公司", ("甲公司", "乙公司")),
        ("1.5公里便利店", ("1.5公里便利店",)),
        ("①甲公司②乙公司", ("甲公司", "乙公司")),
        ("ABC 公司 甲公司", ("ABC 公司 甲公司",)),  # a space separates nothing: names hold spaces
        ("甲公司、、乙公司、", ("甲公司", "乙公司")),
        ("360公司", ("360公司",)),
        ("无", ()),
        ("", ()),
    ],
)
def test_split_list(cell, names):
    assert split_list(cell) == names


@pytest.mark.parametrize(
    ("raw", "value"), [("甲、乙", "甲\n乙"), ("无", NOBODY), ("/", NOBODY), ("", None), (None, None)]
)
def test_list(raw, value):
    assert read_list(raw).value == value


@pytest.mark.parametrize(
    ("raw", "named", "told"),
    [
        ("甲公司等3家", 1, True),
        ("甲公司等2家", 1, True),
        ("甲公司等1家", 1, False),
        ("甲公司、乙公司等1家", 2, False),
        ("甲公司、乙公司等2家", 2, False),
        ("甲公司、乙公司等两家", 2, False),
        ("甲公司、乙公司等三家单位", 2, True),
        ("甲公司等十家", 1, True),
        ("甲公司等共12家企业", 1, True),
        ("甲公司、乙公司、丙公司等合计3户", 3, False),
        ("2家", 0, True),
        ("甲公司、3家", 1, True),
    ],
)
def test_a_list_that_means_more_than_it_names_is_told(raw, named, told):
    reading = read_list(raw)
    assert (reading.value or "").split("\n") == ["甲公司", "乙公司", "丙公司"][:named] or [""] * (not named)
    assert reading.note == ("LIST_COUNT" if told else "")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("甲（集团）有限公司", "甲(集团)有限公司"),
        ("甲 有限公司", "甲有限公司"),
        ("ABC有限公司", "ａｂｃ有限公司"),
        ("甲有限公司\n", "甲有限公司"),
    ],
)
def test_names_that_are_the_same(one, other):
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("甲有限公司", "甲有限责任公司"), ("甲公司", "乙公司"), ("甲有限公司", "甲有限公司一分公司")]
)
def test_names_that_are_not(one, other):
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize(
    "name",
    "建业集团党支部 上海大众公司党支部 开源公司党支部 派克公司党支部 选矿厂党支部 送变电公司党支部".split(),
)
def test_a_name_that_begins_with_what_is_also_a_verb_stays_whole(name: str) -> None:
    assert read_somebody(name) == Reading(name)
    assert read_somebody(f"已建{name}") == Reading(name)
