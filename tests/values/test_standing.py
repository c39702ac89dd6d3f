"""人员类别, 政治面貌 and 是否党员: who is a member, who is about to become one, who is neither."""

from datetime import date

import pytest

from djcov.values.dates import NEVER
from djcov.values.reading import Reading, Unreadable
from djcov.values.standing import read_is_member, read_standing


@pytest.mark.parametrize(
    ("cell", "standing"),
    [
        *((cell, "正式党员") for cell in ("正式党员", "正式", "中共正式党员", "中共党员（正式）", "正 式 党 员")),
        *((cell, "预备党员") for cell in ("预备党员", "预备", "中共预备党员", "02-中共预备党员", "党员（预备期）")),
        *((cell, "党员") for cell in ("中共党员", "党员", "共产党员", "中国共产党党员", "01中共党员", "退休党员")),
        *((cell, "入党积极分子") for cell in ("入党积极分子", "积极分子", "重点积极分子")),
        *((cell, "发展对象") for cell in ("发展对象", "党员发展对象")),
        *((cell, "入党申请人") for cell in ("入党申请人", "申请人", "申请入党人员", "已递交入党申请书")),
        *((cell, "非党员") for cell in ("群众", "共青团员", "团员", "无党派人士", "无", "否", "13 群众", "非中共党员")),
        *((cell, "非党员") for cell in ("民革党员", "农工党党员", "致公党党员", "九三学社社员", "民盟", "历史党员")),
        *((cell, "非党员") for cell in ("拟发展对象", "已出党", "预备党员（已取消资格）", "中共党员（已转出）")),
        *((cell, "党员") for cell in ("中共", "中共党员/书记", "党员（组织委员）")),
        ("正式党员（在册）", "正式党员"),
        *((cell, None) for cell in ("", None, "  ")),
    ],
)
def test_a_standing(cell: object, standing: str | None) -> None:
    assert read_standing(cell) == Reading(standing)


@pytest.mark.parametrize(
    ("cell", "standing", "since"),
    [
        ("预备党员（2022年转为正式）", "正式党员", date(2022, 12, 31)),
        ("正式党员(2019.7转正)", "正式党员", date(2019, 7, 31)),
        ("正式党员（拟2022年转正）", "正式党员", NEVER),
        ("中共党员（2022年3月转正）", "正式党员", date(2022, 3, 31)),
        ("正式党员（2022年入党）", "党员", date(2022, 12, 31)),
        ("正式党员（2022年加入）", "党员", date(2022, 12, 31)),
        ("正式党员（2022年发展）", "党员", date(2022, 12, 31)),
        ("正式党员（2022年）", "正式党员", date(2022, 12, 31)),
        ("预备党员（2021年6月接收）", "预备党员", date(2021, 6, 30)),
        ("中共党员（2022年入党）", "党员", date(2022, 12, 31)),
    ],
)
def test_a_standing_since_a_date(cell: str, standing: str, since: date) -> None:
    reading = read_standing(cell)
    assert reading.terms and reading.terms.since
    assert (reading.value, reading.terms.since.last) == (standing, since)


@pytest.mark.parametrize(
    "cell",
    [
        "群众（2022年入党）",
        "发展对象（2022年转正）",
        "流动党员",
        "党员家属",
        "非正式党员",
        "拟发展党员",
        "正式工",
        "01",
        5,
        "党员和群众",
    ],
)
def test_what_is_not_understood_whole(cell: object) -> None:
    with pytest.raises(Unreadable, match=r"^CHOICE_UNKNOWN$"):
        read_standing(cell)


@pytest.mark.parametrize(
    ("cell", "standing"),
    [
        ("是", "党员"),
        (True, "党员"),
        ("√", "党员"),
        (1, "党员"),
        ("否", "非党员"),
        (0, "非党员"),
        ("×", "非党员"),
        ("正式党员", "正式党员"),
        ("预备", "预备党员"),
        ("是（正式）", "正式党员"),
        ("是（预备）", "预备党员"),
        ("否（积极分子）", "入党积极分子"),
        ("是（已转出）", "非党员"),
        ("群众", "非党员"),
        (None, None),
    ],
)
def test_is_a_member(cell: object, standing: str | None) -> None:
    assert read_is_member(cell) == Reading(standing)


def test_since_when_somebody_is_a_member() -> None:
    reading = read_is_member("是，2019年5月入党")
    assert (reading.value, reading.terms.since.last) == ("党员", date(2019, 5, 31))


@pytest.mark.parametrize("cell", ["否（正式党员）", "是（待定）"])
def test_an_answer_that_contradicts_itself_or_is_not_understood(cell: object) -> None:
    with pytest.raises(Unreadable, match=r"^CHOICE_UNKNOWN$"):
        read_is_member(cell)


def test_a_filler_is_unknown() -> None:
    assert read_standing("不详") == Reading(None, "VALUE_FILLER")


@pytest.mark.parametrize("cell", ["张三", "2019年", "应是"])
def test_a_name_is_no_answer(cell: object) -> None:
    with pytest.raises(Unreadable, match=r"^CHOICE_UNKNOWN$"):
        read_is_member(cell)
