"""Whether a superior is of a territory, or a trade committee or department (S15)."""

from __future__ import annotations

import pytest

from djcov.facts.affiliation import affiliation
from djcov.policy import Policy
from rosters import codes, linked, policy, roster, values


@pytest.mark.parametrize(
    ("superior", "which"),
    [
        *(
            (text, "territorial")
            for text in (
                *(
                    "古城乡党委",
                    "中共古城乡委员会",
                    "石桥镇党委",
                    "城关街道党工委",
                    "城关办事处党工委",
                    "中共白沙镇委员会",
                ),
                *("产业集聚区党工委", "经济技术开发区工作委员会", "高新园区党委", "东部新区管委会党工委", "管委会党委"),
                *("柳林社区党总支", "柳林社区党总支部委员会", "王村党支部", "王村支部委员会", "古城乡非公企业综合党委"),
                *("古城乡机关党支部", "城关办", "古城乡 党委"),
            )
        ),
        *(
            (text, "trade")
            for text in (
                *("区发改委党委", "区发展和改革委员会党委", "区发展和改革委员会", "民营企业党工委", "区工商联党委"),
                *("区住建局党委", "市场监督管理局党组", "区食品行业协会党支部", "商会党总支", "区工商业联合会"),
            )
        ),
        *(
            (text, "unknown")
            for text in ("区委", "党工委", "两新工委", "区委组织部", "宏达集团党委", "张村的党支部书记", "古城乡")
        ),
        *((text, "") for text in ("无", "原古城乡党委", "拟隶属古城乡党委", "古城乡党委（已撤销）")),
        ("拟南村党支部", "territorial"),
    ],
)
def test_a_superior(superior: str, which: str) -> None:
    assert affiliation(superior, Policy.load()) == which


def test_a_unit_of_the_policy_is_a_territory_whatever_it_is_called() -> None:
    settings = policy(units={"order": ("万象城",)})

    assert affiliation("万象城党委", settings) == affiliation("万象城", settings) == "territorial"


def test_an_unknown_superior_is_told_and_not_territorial() -> None:
    ledger = [{"name": "甲", "township": "古城乡"}]
    row = {"name": "一支部", "enterprises": "甲", "form": "单独", "superior": "区委"}
    facts = linked(roster(ledger, organizations=[row]))

    assert values(facts.organizations, "territorial") == [False]
    assert codes(facts) == [("SUPERIOR_UNKNOWN", 2, "上级党组织名称")]
