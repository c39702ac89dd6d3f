"""What one cell says of trade union, Youth League and Women's Federation."""

from __future__ import annotations

from datetime import date

import pytest

from djcov.values.mass import MASS, read_mass, told
from djcov.values.reading import Unreadable


@pytest.mark.parametrize(
    ("text", "says"),
    [
        # text                        union, league, federation: + there is, - there is not, ? nobody knows
        ("工会、妇联", "+?+"),
        ("工会,共青团,妇联", "+++"),
        ("工会 团支部", "++?"),
        ("妇委会", "??+"),
        ("甲集团工会", "+??"),
        ("工青妇", "+++"),
        ("工、青、妇", "+++"),
        ("工/青/妇", "+++"),
        ("工团妇组织", "+++"),
        ("工、妇", "+?+"),
        ("青、妇", "?++"),
        ("未建工青妇", "---"),
        ("工青妇均未建", "---"),
        ("群团组织齐全", "+++"),
        ("群团组织均已健全", "+++"),
        ("工青妇齐全", "+++"),
        ("工会√ 共青团× 妇联√", "+-+"),
        ("工会√共青团×妇联√", "+-+"),
        ("工会：√；共青团：×；妇联：√", "+-+"),
        ("工会(有)、共青团(无)、妇联(有)", "+-+"),
        ("工会是 共青团否 妇联是", "+-+"),
        ("工会1、共青团0、妇联1", "+-+"),
        ("√工会 ×共青团 √妇联", "+-+"),
        ("☑工会 □共青团 ☑妇联", "+-+"),
        ("有工会无妇联", "+?-"),
        ("工会有，妇联没有", "+?-"),
        ("工会已建立，团组织尚未建立", "+-?"),
        ("已建工会、妇联", "+?+"),
        ("工会，未建妇联", "+?-"),
        ("工会、妇联均未建立", "-?-"),
        ("工会、妇联均已建立", "+?+"),
        ("工会、妇联均情况复杂", "???"),
        ("未建工会、妇联", "-??"),
        ("未建工会、共青团、妇联", "---"),
        ("未建工会，已建妇联", "-?+"),
        ("工会，妇联正在筹建", "+?-"),
        ("工会（已撤销）", "-??"),
        ("工会（2019年成立）、妇联", "+?+"),
        ("拟建工会", "-??"),
        ("除工会外均已建", "-++"),
        ("工会已建，共青团、妇联未建", "+--"),
        ("工会有，共青团和妇联没有", "+--"),
        ("工会（妇联、共青团待建）", "+--"),
        ("工会，共青团未建", "+-?"),
        ("除妇联外均未建", "--+"),
        ("只有工会没有妇联", "+?-"),
        ("仅有工会无妇联", "+?-"),
        ("建有工会无妇联", "+?-"),
        ("企业有工会没有妇联", "+?-"),
        ("本企业有工会无团组织", "+-?"),
        ("只有工会", "+??"),
        ("工会、妇联（均未建）", "-?-"),
        ("工会、共青团、妇联（拟）", "++-"),
        ("差工会", "-??"),
        ("还差工会", "-??"),
        ("除工会", "???"),
        ("工会（停）", "-??"),
        ("无", "---"),
        ("是", "???"),
        ("√", "???"),
        ("群团组织", "???"),
        ("群团组织不健全", "???"),
        ("无锡某公司工会", "???"),
        ("商会", "???"),
    ],
)
def test_told(text: str, says: str) -> None:
    assert "".join({True: "+", False: "-", None: "?"}[told(text).get(field)] for field in MASS) == says


@pytest.mark.parametrize(
    ("text", "says"),
    [
        # text                        at 2021-12-31
        ("工会（2021年成立）", "+??"),
        ("工会（2022年5月成立）、妇联", "-?+"),
        ("共青团2020年成立2021年6月撤销", "?-?"),
    ],
)
def test_told_at_a_day(text: str, says: str) -> None:
    found = told(text, date(2021, 12, 31))
    assert "".join({True: "+", False: "-", None: "?"}[found.get(field)] for field in MASS) == says


@pytest.mark.parametrize(
    ("raw", "value"),
    [("工会、 妇联", "工会、 妇联"), ("无", "无"), ("否", "无"), ("0", "无"), ("未建", "无"), (None, None), ("", None)],
)
def test_read(raw: object, value: str | None) -> None:
    assert read_mass(raw).value == value


@pytest.mark.parametrize("raw", ["是", "√", True, "群团组织", "商会"])
def test_a_text_that_tells_of_none_of_the_three_is_unreadable(raw: object) -> None:
    with pytest.raises(Unreadable) as caught:
        read_mass(raw)
    assert caught.value.code == "CHOICE_UNKNOWN"
