"""A plain cell is one that its field's reader gives back as it stands, without a note."""

from __future__ import annotations

from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from djcov.intake.columns import clean_cells, validation
from djcov.models import Kind
from djcov.values import codes, lexicon, reading, text, yesno
from djcov.values.text import named_key
from effort import examples

TESTED = [
    (Kind.ENTERPRISES, "name"),
    (Kind.ENTERPRISES, "village"),
    (Kind.ENTERPRISES, "remark"),
    (Kind.ENTERPRISES, "instructor"),
    (Kind.ENTERPRISES, "organization_name"),
    (Kind.MEMBERS, "enterprise"),
    (Kind.MEMBERS, "name"),
    (Kind.ORGANIZATIONS, "name"),
    (Kind.ORGANIZATIONS, "enterprises"),
    (Kind.ENTERPRISES, "uscc"),
    (Kind.MEMBERS, "identity_number"),
    (Kind.MEMBERS, "phone"),
]
WORDS = sorted(reading.FILLERS | reading.NOTHING | reading.DITTOS | yesno.YES | yesno.NO)
WORDS += ["尚未派驻", "无党支部", "已建党组织", "拟派张三", "筹建中", "党支部", "无（待建）", "暂无(未定)"]
ALPHABET = "甲乙丙王有无未知公司0128XA一（）()· 　ＡＢ１、①\n\u200b'，;-会"
DIGITS = st.text("甲一0123()（）·X-", max_size=20)  # among them what may be somebody's number
PIECES = st.one_of(st.text(ALPHABET, max_size=12), DIGITS, st.sampled_from(WORDS), st.text(max_size=8))
TEXTS = st.one_of(PIECES, st.lists(PIECES, min_size=2, max_size=4).map("、".join))


def uscc(random: Random) -> str:
    body = "".join(random.choice("0123456789ABCDEFGHJKLMNPQRTUWXY") for _ in range(8))
    first = f"91{random.randrange(10**6):06}{body}{codes.organization_check_character(body)}"
    return first + codes.uscc_check_character(first)


def identity(random: Random) -> str:
    """Of nobody: the region does not exist."""
    day = f"{random.randrange(1840, 2110)}{random.randrange(14):02}{random.randrange(33):02}"
    first = f"999999{day}{random.randrange(1000):03}"
    return first + codes.identity_check_character(first)


def phone(random: Random) -> str:
    """With a country code or not, too short or not; 138 is a mobile one's beginning."""
    own = random.choice(["12", "138", "09"]) + str(random.randrange(10**8, 10**9))
    return random.choice(["", "86", "0086"]) + own[: random.choice([7, 10, 11])]


def spoilt(number: str, random: Random) -> str:
    at = random.randrange(len(number))
    return number[:at] + random.choice("0X8I甲 ") + number[at + 1 :]


NUMBERS = st.builds(
    lambda seed, make, spoil: spoilt(make(Random(seed)), Random(seed)) if spoil else make(Random(seed)),
    st.integers(0, 10**6),
    st.sampled_from([uscc, identity, phone]),
    st.booleans(),
)


@pytest.mark.thorough
@pytest.mark.parametrize(("kind", "field"), TESTED)
@given(cells=st.lists(TEXTS | NUMBERS, min_size=1, max_size=30))
@settings(max_examples=examples(200))
def test_a_plain_cell_is_accepted_as_it_stands(kind: Kind, field: str, cells: list[str]) -> None:
    test = clean_cells.test_of(kind, field)
    flags = test(pa.array(cells, pa.string()))
    for cell, flag in zip(cells, flags, strict=True):
        if flag:
            value = cell.replace("、", "\n") if field == "enterprises" else cell
            assert validation.parse(kind, field, [cell]) == ([value], {}, {}, {})
            assert field != "enterprises" or text.split_list(value) == tuple(value.split("\n"))


LEXICON = sorted(lexicon.parts_of_speech())
SIGNS = "".join(sorted({word[at] for word in LEXICON for at in (0, -1) if word[at].isalpha()})) + "华泰宏达鑫源恒通"
FIRMS = ("公司", "有限公司", "有限责任公司", "股份有限公司", "集团", "")
PARTY = ("支部", "党支部", "总支", "党委", "支部委员会", "联合党支部")
NAMED = st.builds(
    lambda whose, pieces, firm, party: "".join((whose, *pieces, firm, party)),
    st.sampled_from(["中共", "", ""]),
    st.lists(st.sampled_from(LEXICON) | st.text(SIGNS, min_size=1, max_size=3), min_size=1, max_size=4),
    st.sampled_from(FIRMS),
    st.sampled_from(PARTY),
)


@pytest.mark.thorough
@pytest.mark.parametrize(("kind", "field"), [(Kind.ORGANIZATIONS, "name"), (Kind.ENTERPRISES, "organization_name")])
@given(cells=st.lists(NAMED, min_size=1, max_size=100))
@settings(max_examples=examples(100))
def test_a_plain_name_of_an_organisation_is_accepted_whatever_its_words_mean(
    kind: Kind, field: str, cells: list[str]
) -> None:
    test = clean_cells.test_of(kind, field)
    plain = [cell for cell, flag in zip(cells, test(pa.array(cells, pa.string())), strict=True) if flag]
    assert validation.parse(kind, field, plain) == (plain, {}, {}, {})


def test_what_is_written_as_it_should_be_is_plain() -> None:
    random = Random(1)
    test = clean_cells.test_of(Kind.ORGANIZATIONS, "name")
    names = ["青岚区华泰商贸有限公司党支部", "中共宏达股份有限公司委员会党支部", "鑫源机械厂联合党支部"]
    assert test(pa.array(names)).all()  # one by one a million of them take minutes
    assert clean_cells.is_text(pa.array(["青岚区甲建材有限公司", "甲（集团）公司", "甲"])).all()
    assert clean_cells.is_name(pa.array(["青岚区第1000001号建材有限公司", "测试企业00000001"])).all()
    assert clean_cells.is_uscc(pa.array([uscc(random) for _ in range(50)])).all()
    numbers = [identity(random) for _ in range(500)]
    parsed, *_ = validation.parse(Kind.MEMBERS, "identity_number", numbers)
    assert clean_cells.is_identity_number(pa.array(numbers)).tolist() == [number is not None for number in parsed]


def test_a_number_of_a_person_is_not_plain_whatever_stands_between_its_digits() -> None:
    cells = pa.array([f"甲{number}" for number in ("138·1234·5678", "138（1234）5678", "一三八一二三四五六七八")])
    assert not clean_cells.is_name(cells).any()


@given(st.lists(st.none() | TEXTS, min_size=1, max_size=20))
@settings(max_examples=examples(100))
def test_keys_are_those_of_single_names(names: list[str | None]) -> None:
    given = pa.array(names, pa.string())
    clean = clean_cells.is_name(pc.fill_null(given, ""))
    assert clean_cells.keys(given, clean).to_pylist() == [named_key(name) for name in names]


@given(st.lists(NUMBERS | TEXTS, min_size=1, max_size=20))
@settings(max_examples=examples(100))
def test_births_are_those_of_single_numbers(cells: list[str]) -> None:
    parsed, *_ = validation.parse(Kind.MEMBERS, "identity_number", cells)
    days: list[Any] = [
        codes.birth_date(number) if isinstance(number, str) and len(number) == 18 else None for number in parsed
    ]
    clean = clean_cells.is_identity_number(pa.array(cells))
    births = clean_cells.births(pa.array(parsed, pa.string()), clean)
    assert [day and day.date() for day in births.to_pylist()] == days
