"""Counts, in every spelling that offices use."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from djcov.values.counts import (
    LARGEST,
    read_amount,
    read_count,
    read_members,
    read_probationary_part,
    read_staff,
    read_visits,
)
from djcov.values.reading import Unreadable
from djcov.values.terms import Terms

READ = [
    # cell              value  note
    (12, 12, ""),
    (12.0, 12, ""),
    (0, 0, ""),
    ("12", 12, ""),
    (" 12 ", 12, ""),
    ("１２", 12, ""),
    ("12.0", 12, ""),
    ("+12", 12, ""),
    ("12人", 12, ""),
    ("12 名", 12, ""),
    ("3家", 3, ""),
    ("1,200", 1200, ""),
    ("１，２００人", 1200, ""),
    ("1,000,000", 1_000_000, ""),
    ("无", 0, ""),
    ("没有", 0, ""),
    ("暂无", 0, ""),
    ("—", 0, ""),
    ("/", 0, ""),
    ("-", 0, ""),
    ("×", 0, ""),
    (None, None, ""),
    ("", None, ""),
    ("　", None, ""),
    (float("nan"), None, ""),
    ("不详", None, "VALUE_FILLER"),
    ("待查", None, "VALUE_FILLER"),
    ("约50", 50, "COUNT_APPROXIMATE"),
    ("50余人", 50, "COUNT_APPROXIMATE"),
    ("50人余", 50, "COUNT_APPROXIMATE"),
    ("50多", 50, "COUNT_APPROXIMATE"),
    ("50人左右", 50, "COUNT_APPROXIMATE"),
    ("50+", 50, "COUNT_APPROXIMATE"),
    ("~50", 50, "COUNT_APPROXIMATE"),
    ("2正1预", 3, "COUNT_WITH_PART"),
    ("正式3人、预备1人", 4, "COUNT_WITH_PART"),
    ("3(不含预备1)", 4, "COUNT_WITH_PART"),
    ("5（含流动2、预备3）", 5, "COUNT_WITH_PART"),
    ("3(1预备)", 3, "COUNT_WITH_PART"),
    ("3（1预备）", 3, "COUNT_WITH_PART"),
    ("3人（预备1人）", 3, "COUNT_WITH_PART"),
    ("3(1", 3, "COUNT_WITH_PART"),
    ("共5人，其中预备1人", 5, "COUNT_WITH_PART"),
    ("5、含预备", 5, "COUNT_WITH_PART"),
    ("60余人（其中女工35人）", 60, "COUNT_WITH_PART"),
    ("120（其中：女性45）", 120, "COUNT_WITH_PART"),
    ("60（2021年底）", 60, "COUNT_WITH_PART"),
    ("80（不含临时工）", 80, "COUNT_WITH_PART"),
    ("正式3/预备1", 4, "COUNT_WITH_PART"),
    ("3+1（预备）", 4, "COUNT_WITH_PART"),
    ("4(3正1预)", 4, "COUNT_WITH_PART"),
    ("正3预1", 4, "COUNT_WITH_PART"),
    ("零", 0, ""),
    ("〇", 0, ""),
    ("三", 3, ""),
    ("两人", 2, ""),
    ("十", 10, ""),
    ("十二人", 12, ""),
    ("二十", 20, ""),
    ("一百二十", 120, ""),
    ("一百零五名", 105, ""),
    ("两千零三十", 2030, ""),
    ("一千零五", 1005, ""),
    ("一千零五十", 1050, ""),
    ("一二〇", 120, ""),
    ("1千", 1000, ""),
    ("1千5百", 1500, ""),
    ("3百余", 300, "COUNT_APPROXIMATE"),
    ("2千多人", 2000, "COUNT_APPROXIMATE"),
    ("二百来人", 200, "COUNT_APPROXIMATE"),
    ("二百左右", 200, "COUNT_APPROXIMATE"),
    ("5百人（含临时工1百人）", 500, "COUNT_WITH_PART"),
]

RANGES = """
50人及以上、50人以上、50(含)以上、50人以上（含50人）、≥50、>=50、不少于50、不低于50人、至少50人、五十人以上、50人起：50-
大于50、超过50人、多于50、>50：51-
50-100人、50—100、50至100人、50～100、约50-100人、50人到100人：50-100
不足50人、不到50、少于50人、小于50、低于50人、不满50人、未满50、未达到50人、<50、50人以下、50以下、50人不到、五十人以下：0-49
≤50、不超过50、不大于50人、最多50、50人以内、50人及以下、50（含）以下、50人以下（含50人）：0-50
近50人、将近50、接近50人：41-49
上百人：100-
3百人以上、3百以上：300-
1-2人、1至2名、一至两人：1-2
"""

MEMBERS = """
无党员、没有党员、暂无党员、尚无中共党员、无（有积极分子1名）：0
党员3名、3名党员、党员人数3、共3名、现有党员3人、仅有3人、有3名党员：3
"""

UNREADABLE = [
    # cell          code
    (True, "COUNT_UNREADABLE"),
    ("100-50人", "COUNT_UNREADABLE"),  # its ends are the wrong way round
    ("若干", "COUNT_UNREADABLE"),
    ("几十人", "COUNT_UNREADABLE"),
    ("5+1", "COUNT_UNREADABLE"),
    ("1,2", "COUNT_UNREADABLE"),  # neither 1 nor 12 nor 1.2
    ("1,23", "COUNT_UNREADABLE"),
    ("二三人", "COUNT_UNREADABLE"),  # two or three
    ("十二三", "COUNT_UNREADABLE"),  # twelve or thirteen
    ("一百五", "COUNT_UNREADABLE"),
    ("一千五", "COUNT_UNREADABLE"),
    ("一千零零五", "COUNT_UNREADABLE"),
    ("12百人", "COUNT_UNREADABLE"),
    ("1.2千人", "COUNT_UNREADABLE"),
    ("100千人", "COUNT_UNREADABLE"),
    ("3百5", "COUNT_UNREADABLE"),
    ("万", "COUNT_UNREADABLE"),
    ("3（含入党积极分子1名）", "COUNT_UNREADABLE"),  # two members, and one on the way
    ("60（均已离职）", "COUNT_UNREADABLE"),
    ("60（停产）", "COUNT_UNREADABLE"),
    ("3①", "COUNT_UNREADABLE"),  # three, and a footnote
    ("50㎡", "COUNT_UNREADABLE"),
    ("九" * 5000, "COUNT_UNREADABLE"),
    ("2021-06-30", "COUNT_UNREADABLE"),
    ("3（5预备）", "COUNT_PART_EXCEEDS"),
    ("3（正式5）", "COUNT_PART_EXCEEDS"),
    (2.5, "COUNT_NOT_WHOLE"),
    ("2.5", "COUNT_NOT_WHOLE"),
    (-1, "COUNT_OUT_OF_RANGE"),
    (-0.5, "COUNT_OUT_OF_RANGE"),
    ("-3", "COUNT_OUT_OF_RANGE"),
    (LARGEST + 1, "COUNT_OUT_OF_RANGE"),
    ("13812345678", "COUNT_OUT_OF_RANGE"),
    (float("inf"), "COUNT_OUT_OF_RANGE"),
    (10**400, "COUNT_OUT_OF_RANGE"),
    ("1" + ",234" * 3, "COUNT_OUT_OF_RANGE"),
    ("1" + ",234" * 3000, "COUNT_UNREADABLE"),
]


@pytest.mark.parametrize(("raw", "value", "note"), READ)
def test_read(raw, value, note):
    reading = read_count(raw)
    assert (reading.value, reading.note) == (value, note)
    assert not isinstance(reading.value, float)


def _each(table):
    lines = (line.rpartition("：") for line in table.strip().splitlines())
    return [(cell, expected) for cells, _, expected in lines for cell in cells.split("、")]


def test_a_range_is_no_number_but_has_ends():
    for cell, expected in _each(RANGES):
        reading = read_count(cell)
        low, high = expected.split("-")
        assert (reading.value, reading.note) == (None, "COUNT_RANGE"), cell
        assert reading.terms == Terms(low=int(low), high=int(high) if high else None), cell


def test_a_range_of_one_number_is_that_number():
    assert [read_count(cell).value for cell in ("不足1", "3-3")] == [0, 3]


@pytest.mark.parametrize(
    ("cell", "times"), [("12", 12), ("12次", 12), ("未走访", 0), ("从未去过", 0), (3, 3), ("", None)]
)
def test_how_often_somebody_came(cell: object, times: int | None) -> None:
    assert read_visits(cell).value == times


def test_so_many_people_are_no_number_of_visits() -> None:
    with pytest.raises(Unreadable, match=r"^COUNT_UNREADABLE$"):
        read_visits("12人次")


def test_members_and_staff_may_be_named_with_their_number():
    for cell, expected in _each(MEMBERS):
        assert read_members(cell).value == int(expected), cell
    assert read_staff("职工50人").value == 50
    for cell in ("无党员", "无正式党员"):
        with pytest.raises(Unreadable):
            read_staff(cell)


@pytest.mark.parametrize(("raw", "code"), UNREADABLE)
def test_unreadable(raw, code):
    with pytest.raises(Unreadable) as caught:
        read_count(raw)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("raw", "part"),
    [
        ("3(1预备)", 1),
        ("3（1名预备）", 1),
        ("2正1预", 1),
        ("3（2正1预）", 1),
        ("三人（一名预备）", 1),
        ("3（预1）", 1),
        ("3(不含预备1)", 1),
        ("正式3人、预备1人", 1),
        ("5（含流动2、预备3）", 3),
        ("3(预备1)", 1),
        ("3人（其中预备党员1人）", 1),
        ("3（正式2，预备1）", 1),
        ("3(预备0)", 0),
        ("3（正式2）", 1),
        ("3（2正式）", 1),
        ("3（正式党员3人）", 0),
        ("3（正式2预备1）", 1),
        ("3（2正式1预备）", 1),
        ("3（均为预备党员）", 3),
        ("3（均为预备）", 3),
        ("3(全部为预备)", 3),
        ("3人，都是预备党员", 3),
        ("3（均为正式党员）", 0),
        ("1（预备）", 1),
        ("3（预备）", 3),
        ("3（正式）", 0),
        ("3【1预备】", 1),
        ("3人 预备1人", 1),
        ("3人其中预备1人", 1),
        ("5（正式2，预备1）", None),  # two are missing
        ("3（正式4）", None),
        ("3（非正式员工2）", None),
        ("3", None),
        (3, None),
        (None, None),
        ("", None),
    ],
)
def test_probationary_part(raw, part):
    assert read_probationary_part(raw).value == part


@given(st.integers(0, LARGEST))
def test_every_plain_number_is_itself(number):
    for raw in (number, float(number), str(number), f"{number:,}", f"{number}人"):
        assert read_count(raw).value == number


def _spelled(number: int) -> str:
    """The textbook's rules, written down independently of the reader."""
    if number == 0:
        return "零"
    text = "".join(
        "零" if figure == "0" else "零一二三四五六七八九"[int(figure)] + unit
        for figure, unit in zip(f"{number:04}", "千百十 ", strict=True)
    )
    while "零零" in text:
        text = text.replace("零零", "零")
    return text.strip("零 ")


@given(st.integers(0, 9999))
def test_chinese_numerals(number):
    assert read_count(_spelled(number)).value == number


_WHOLES = ("{0}", "{0}人", "{0}名", "党员{0}", "党员{0}人", "党员人数：{0}", "共{0}名", "现有党员{0}名", "{0}名党员")
_BOTH = (
    *(
        "正式{1}，预备{2}",
        "正式：{1}；预备：{2}",
        "正式党员:{1}人 预备党员:{2}人",
        "正式党员数：{1}、预备党员数：{2}",
        "{1}正{2}预",
    ),
    *(
        "预备{2}",
        "预备：{2}",
        "预备期{2}人",
        "其中：预备党员{2}名",
        "含未转正党员{2}名",
        "含预备期党员{2}名",
        "{2}名未转正",
        "{2}名预备",
    ),
    *("正式{1}", "正式：{1}名", "其中正式党员{1}名", "其中：正式党员{1}人"),
)
"""What says how many are full and how many probationary members, beside the whole or, of the first five, without it."""


@pytest.mark.parametrize("whole", _WHOLES)
@pytest.mark.parametrize("note", _BOTH)
def test_full_and_probationary_members_however_they_are_put(whole: str, note: str) -> None:
    for full, probationary in ((2, 1), (3, 0), (10, 2)):
        numbers = full + probationary, full, probationary
        behind = [] if note.startswith("{") else [f"{whole}，{note}"]  # 3,1 is none
        for text in (f"{whole}（{note}）", *behind, *([note] if note in _BOTH[:5] else [])):
            cell = text.format(*numbers)
            assert (read_members(cell).value, read_probationary_part(cell).value) == (numbers[0], probationary), cell


@pytest.mark.parametrize(
    ("cell", "whole", "part"),
    [
        ("3（无预备党员）", 3, 0),
        ("3（不含预备）", 3, 0),
        ("3（均已转正）", 3, 0),
        ("3(男2女1)", 3, None),
        ("3名党员，2名积极分子", 3, None),
        ("党员3名、入党积极分子2名", 3, None),
        ("正式：3", 3, 0),
        ("3+1预备", 4, 1),
        ("3（不含积极分子）", 3, None),
        ("4（外出流动1）", 4, None),
    ],
)
def test_members_beside_others(cell: str, whole: int, part: int | None) -> None:
    assert (read_members(cell).value, read_probationary_part(cell).value) == (whole, part)


@pytest.mark.parametrize("among", ["含", "其中", "包括", "含有"])
@pytest.mark.parametrize(
    "who",
    """除名 去世 已故 开除 退党 停止党籍 转出 历史党员 拟发展 待转入 候选 团员 群众 非党员 民革
    拟招 待招 空缺 裁员 已辞退 家属 离职""".split(),
)
def test_a_part_that_may_not_be_one_makes_the_whole_unreadable(among: str, who: str) -> None:
    for cell in (f"60（{among}{who}20）", f"60人，{among}{who}20人", f"60（{among}20名{who}）"):
        for read in (read_members, read_staff):
            with pytest.raises(Unreadable, match=r"^COUNT_UNREADABLE$"):
                read(cell)


@pytest.mark.parametrize(
    ("cell", "low", "high"), [("大于等于50人", 50, None), ("50（含50）人以上", 50, None), ("小于或等于49人", 0, 49)]
)
def test_further_ranges(cell: str, low: int, high: int | None) -> None:
    terms = read_staff(cell).terms
    assert terms and (terms.low, terms.high) == (low, high)


@pytest.mark.parametrize(
    ("cell", "staff"),
    [("在岗55人", 55), ("51人（含退休返聘3人）", 51), ("在职60", 60), ("60人。", 60), ("职工：60人", 60)],
)
def test_staff_by_another_word(cell: str, staff: int) -> None:
    assert read_staff(cell).value == staff


@pytest.mark.parametrize(
    ("raw", "hundredths", "note"),
    [
        ("1,234.50", 123450, ""),
        ("约1,234元", 123400, ""),
        ("12.5", 1250, ""),
        ("12.05万元", 1205, ""),
        ("12.340", 1234, ""),
        (12.5, 1250, ""),
        (12, 1200, ""),
        ("0.07", 7, ""),
        ("无", 0, ""),
        ("—", 0, ""),
        ("", None, ""),
        (None, None, ""),
        ("不详", None, "VALUE_FILLER"),
    ],
)
def test_an_amount_is_read_to_the_hundredth(raw, hundredths, note):
    reading = read_amount(raw)
    assert (reading.value, reading.note) == (hundredths, note)


@pytest.mark.parametrize("raw", ["12.345", "1.2.3", "1,23", "-5", "5至6", "若干", True])
def test_what_is_no_amount(raw):
    with pytest.raises(Unreadable) as caught:
        read_amount(raw)
    assert caught.value.code == "COUNT_UNREADABLE"
