"""Findings, and the catalogue that describes them."""

from __future__ import annotations

import re
import string
from collections import Counter

import pytest

from djcov.findings import CATALOGUE, Finding, Findings, Location, Rule, Severity

RULES = [pytest.param(entry, id=code) for code, entry in CATALOGUE.items()]
ASCII_PUNCTUATION_IN_CHINESE = re.compile(r"[\u4e00-\u9fff”）}][,:;!?(]|[,:;!?)][\u4e00-\u9fff“（]")


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


def found_at(row: int, code: str = "DATE_UNREADABLE", file: str = "台账.xlsx") -> Finding:
    return CATALOGUE[code].at(Location(file, "Sheet1", row, "成立时间", f"F{row}"), found="春节前")


@pytest.mark.parametrize("entry", RULES)
class TestEveryRule:
    def test_says_what_and_what_to_do(self, entry: Rule):
        assert entry.title
        assert entry.message
        assert entry.hint.endswith("。")
        assert not entry.title.endswith("。")
        assert not entry.message.endswith("。")

    def test_code_is_a_plain_word(self, entry: Rule):
        assert re.fullmatch(r"[A-Z]+(_[A-Z]+)*", entry.code)
        assert CATALOGUE[entry.code] is entry

    def test_templates_take_their_words(self, entry: Rule):
        words = dict.fromkeys(placeholders(entry.message) | placeholders(entry.hint), "某某")
        found = words.pop("found", "某某")
        finding = entry.at(Location("台账.xlsx"), found=found, **words)
        assert "{" not in finding.message + finding.hint
        assert (finding.code, finding.severity, finding.found) == (entry.code, entry.severity, "某某")

    def test_punctuation_is_chinese(self, entry: Rule):
        for text in (entry.title, entry.message, entry.hint, entry.why):
            assert not ASCII_PUNCTUATION_IN_CHINESE.search(text), text

    def test_an_unusable_cell_says_that_it_counts_as_unknown(self, entry: Rule):
        """Errors are about a cell, which then counts as unknown, or a file or table that is left: never in silence."""
        said = re.search(r"按(未填写处理|“不清楚”统计)|没有填写|未能读出此(文件|表)", entry.message)
        assert bool(said) or entry.severity is not Severity.ERROR


def test_braces_in_a_cell_are_only_text():
    assert "{0.__class__}" in CATALOGUE["DATE_UNREADABLE"].at(Location(), found="{0.__class__}").message


@pytest.mark.parametrize(
    ("location", "text"),
    [
        (Location(), ""),
        (Location("台账.xlsx"), "台账.xlsx"),
        (Location("台账.xlsx", "企业", 12), "台账.xlsx 企业 第12行"),
        (Location("台账.xlsx", "企业", 12, "职工人数", "F12"), "台账.xlsx 企业 第12行 职工人数（F12）"),
    ],
)
def test_location_as_text(location, text):
    assert str(location) == text


def test_severities_are_ordered():
    assert Severity.NOTE < Severity.WARNING < Severity.ERROR
    assert [severity.label for severity in Severity] == ["提示", "警告", "错误"]


class TestPile:
    def test_counts_everything_keeps_some(self):
        pile = Findings(keep=2)
        pile.extend(found_at(row) for row in range(1, 6))
        pile.add(found_at(9, "COUNT_UNREADABLE"))
        assert len(pile) == 6
        assert pile.totals == {"DATE_UNREADABLE": 5, "COUNT_UNREADABLE": 1}
        assert [finding.location.row for finding in pile] == [1, 2, 9]

    def test_order_is_that_of_the_sheets_not_of_the_work(self):
        findings = [
            found_at(12),
            found_at(2),
            found_at(2, "COUNT_UNREADABLE"),
            found_at(1, file="乙.xlsx"),
            found_at(10),
        ]
        forwards, backwards = Findings(), Findings()
        forwards.extend(findings)
        backwards.extend(reversed(findings))
        assert list(forwards) == list(backwards)
        assert [finding.location.row for finding in forwards] == [1, 2, 2, 10, 12]

    def test_column_b_stands_before_column_aa(self):
        pile = Findings()
        for cell in ("AA7", "B7"):
            pile.add(CATALOGUE["VALUE_FILLER"].at(Location("台账.xlsx", "企业", 7, cell=cell), found="不详"))
        assert [finding.location.cell for finding in pile] == ["B7", "AA7"]

    @pytest.mark.parametrize(
        ("codes", "worst"),
        [
            ((), None),
            (("SHEET_HIDDEN",), Severity.NOTE),
            (("SHEET_HIDDEN", "MEMBERS_DIFFER"), Severity.WARNING),
            (("MEMBERS_DIFFER", "DATE_UNREADABLE", "SHEET_HIDDEN"), Severity.ERROR),
        ],
    )
    def test_worst(self, codes, worst):
        pile = Findings(totals=Counter(codes))
        assert pile.worst() is worst
