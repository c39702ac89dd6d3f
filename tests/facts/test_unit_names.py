"""Spellings of one unit, within the same data."""

from __future__ import annotations

from pathlib import Path

import pytest

import djcov
from djcov.facts.unit_names import same_units
from rosters import linked, policy, roster, values


@pytest.mark.parametrize(
    ("spellings", "same"),
    [
        (["古城乡", "古城乡人民政府", "古城乡政府"], {"古城乡人民政府": "古城乡", "古城乡政府": "古城乡"}),
        (["古城乡", "古城乡党委", "中共古城乡委员会"], {"古城乡党委": "古城乡", "中共古城乡委员会": "古城乡"}),
        (["古城乡", "古城乡党政办", "古城乡党建办公室"], {"古城乡党政办": "古城乡", "古城乡党建办公室": "古城乡"}),
        (["古城乡", "古城", "古城党委"], {"古城": "古城乡", "古城党委": "古城乡"}),
        (["古城乡", "青岚区古城乡"], {"青岚区古城乡": "古城乡"}),
        (
            ["城关街道", "城关街道办事处", "城关街道党工委"],
            {"城关街道办事处": "城关街道", "城关街道党工委": "城关街道"},
        ),
        (["城关办事处", "城关办"], {"城关办": "城关办事处"}),
        (["产业集聚区", "产业集聚区管委会"], {"产业集聚区管委会": "产业集聚区"}),
        # what it means does not stand there, or more than one thing does
        (["小屯乡", "古城乡人民政府", "古城"], {}),
        (["古城乡", "古城镇", "古城"], {}),
        (["古城乡", "古城镇", "古城乡党委"], {"古城乡党委": "古城乡"}),
        # other units
        (["城关镇", "城关办事处", "东古城乡", "古城乡"], {}),
        (["古城乡", "市直", "古"], {}),
    ],
)
def test_what_means_the_same_unit(spellings: list[str], same: dict[str, str]) -> None:
    assert same_units(spellings, ()) == same
    assert same_units(reversed(spellings), ()) == same


def test_what_the_policy_lists_is_a_unit_of_its_own() -> None:
    assert same_units(["古城", "古城乡"], ("古城",)) == {}
    assert same_units(["古城"], ("古城乡",)) == {"古城": "古城乡"}


def test_a_spelling_is_told_once_for_its_table() -> None:
    rows = [{"name": name, "township": unit} for name, unit in zip("甲乙丙", ("古城乡", "古城", "古城"), strict=True)]
    facts = linked(roster(rows, organizations=[{"name": "支部", "enterprises": "甲", "township": "古城乡党委"}]))

    assert values(facts.enterprises, "township") == ["古城乡"] * 3
    told = [(found.code, found.location.row, found.message) for found in facts.findings]
    assert [each for each in told if each[0] == "TOWNSHIP_SAME"] == [("TOWNSHIP_SAME", 3, "“古城”按“古城乡”计")]


def test_the_unit_may_stand_in_another_file() -> None:
    rows = [{"name": "甲", "township": "古城"}, {"name": "乙", "township": "古城乡", "_file": "古城乡.xlsx"}]

    assert values(linked(roster(rows), settings=policy()).enterprises, "township") == ["古城乡"] * 2


@pytest.mark.parametrize(
    ("file", "township"),
    [
        ("古城乡2021年台账", "古城乡"),
        ("2021年大同乡非公企业台账", "大同乡"),
        ("返乡创业企业台账", None),
        ("青岚区城乡企业台账", None),
        ("全区乡镇企业台账", None),
        ("特色小镇企业", None),
        ("2021年新办企业", None),
    ],
)
def test_which_file_names_give_a_unit(file: str, township: str | None, tmp_path: Path) -> None:
    (tmp_path / f"{file}.csv").write_text("企业名称,是否建立党组织\n青岚区甲建材有限公司,是\n", "utf-8")

    (enterprise,) = djcov.read(tmp_path).enterprises
    assert enterprise.township == township
