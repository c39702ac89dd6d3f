"""What a code says of its holder: an enterprise, or something that does not count, each with its own reason."""

from __future__ import annotations

import pytest

from rosters import linked, policy, roster, values


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("91410000MA4400001A", ""),
        ("93410000MA4400001A", ""),
        ("410100000000001", ""),
        *((f"{prefix}0100000000001", "") for prefix in (51, 52, 53)),  # of old, from 四川, 贵州, 云南
        (None, ""),
        ("92410000MA4400001A", "个体工商户"),
        *((f"{prefix}410000MA4400001A", "社会组织") for prefix in (51, 52, 53)),
        *(
            (f"{prefix}410000MA4400001A", f"信用代码以 {prefix} 开头，不是企业")
            for prefix in ("11", "12", "54", "N1", "Y1", "81", "A1")
        ),
    ],
)
def test_who_is_an_enterprise_by_the_code(code: str | None, reason: str) -> None:
    facts = linked(roster([{"name": "甲", "township": "古城乡", "uscc": code}]))

    assert values(facts.enterprises, "left_out") == [reason]


@pytest.mark.parametrize(
    ("code", "type_", "reason"),
    [
        (None, "社会团体", "社会组织"),
        (None, "民办非企业单位", "社会组织"),
        ("510100000000001", "基金会", "社会组织"),
        ("91410000MA4400001A", "社会团体", ""),
        ("52410000MA4400001A", "有限责任公司", "社会组织"),
        (None, "有限责任公司", ""),
    ],
)
def test_without_a_code_the_type_says_who_is_a_social_organization(code: str | None, type_: str, reason: str) -> None:
    facts = linked(roster([{"name": "甲", "township": "古城乡", "uscc": code, "type": type_}]))

    assert values(facts.enterprises, "left_out") == [reason]
    assert facts.findings.totals["TYPE_UNKNOWN"] == (code is not None and not reason)


def test_which_codes_count_is_the_policy_s() -> None:
    rows = [
        {"name": code, "township": "古城乡", "uscc": f"{code}410000MA4400001A"} for code in ("91", "92", "52", "12")
    ]
    every = policy(scope={"code_prefixes_out": (), "code_prefixes_social": (), "code_prefixes_enterprise": ()})

    assert values(linked(roster(rows)).enterprises, "in_scope") == [True, False, False, False]
    assert values(linked(roster(rows), settings=every).enterprises, "in_scope") == [True] * 4
