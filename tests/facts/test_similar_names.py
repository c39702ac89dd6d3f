"""Names are compared without what every second name has: region, trade, legal form."""

from __future__ import annotations

from random import Random

import pytest

from djcov.facts.similar_names import Names, Stem, alike, stem
from effort import examples


@pytest.mark.parametrize(
    ("name", "text", "trade"),
    [
        ("杭州甲科技有限公司", "杭州甲", "科技"),
        ("青岚区星河机械有限责任公司", "星河", "机械"),
        ("星河机械（青岚区）有限公司", "星河", "机械"),
        ("河南省郑州市二七区阳光宝贝教育咨询有限公司", "阳光宝贝", "教育咨询"),
        ("东方红集团有限公司郑州分公司", "东方红", ""),
        ("顺达农民专业合作社", "顺达", ""),
        ("大市场超市", "大市场", ""),
        ("科技公司", "科技", ""),
        ("公司", "公司", ""),
        ("甲有限公司", "甲", ""),
        ("甲", "甲", ""),
    ],
)
def test_what_is_left_of_a_name(name: str, text: str, trade: str) -> None:
    assert stem(name) == Stem(text, trade)


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("星河机械有限公司", "青岚区星河机械公司", True),
        ("城东第一建筑有限公司", "城东第二建筑有限公司", False),
        ("城东12号加油站", "城东13号加油站", False),
        ("星河机械设备有限公司", "星河机械公司", True),
        ("星河机械有限公司", "星河公司", True),
        ("阳光宝贝教育有限公司", "阳光宝呗教育有限公司", True),
        ("东方红食品厂", "东方红日食品厂", True),
        # nine tenths of these are equal, and they have nothing to do with one another
        ("杭州甲科技有限公司", "杭州乙科技有限公司", False),
        ("星河机械有限公司", "星河电子有限公司", False),
        ("星河机械有限公司", "星海机械有限公司", False),
        ("甲有限公司", "乙有限公司", False),
        ("天佑有限公司", "天佑达有限公司", False),
    ],
)
def test_near_names(one: str, other: str, near: bool) -> None:
    assert alike(stem(one), stem(other)) is alike(stem(other), stem(one)) is near
    assert bool(Names([(0, one)]).like(other)) is near


def test_the_likest_comes_first() -> None:
    names = Names(enumerate(["星河机械设备厂", "星河机械股份有限公司", "星河机械有限公司"]))
    assert [at for at, _ in names.like("星河机械公司")] == [2, 1, 0]


@pytest.mark.parametrize("seed", range(examples(20)))
def test_everything_alike_is_found(seed: int) -> None:
    rng = Random(seed)
    names = [
        "".join(rng.choices("甲乙丙", k=rng.randint(2, 6))) + rng.choice(["公司", "机械厂", ""]) for _ in range(40)
    ]
    found = Names(enumerate(names))
    for name in names:
        near = {at for at, other in enumerate(names) if alike(stem(name), stem(other))}
        assert {at for at, _ in found.like(name)} == near or len(near) > 25  # more share a form than say anything
