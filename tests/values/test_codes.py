"""Identifiers, against the standards' rules written down a second time, without a table or a trick."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from djcov.values.codes import birth_date, like_enterprise_code, read_identity_number, read_phone, read_uscc
from djcov.values.reading import Unreadable

USCC_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100-2015, table 1: no I, O, S, V, Z


def uscc_check(first17: str) -> str:
    """GB 32100-2015, appendix B, step by step."""
    total = sum(USCC_CHARACTERS.index(char) * (3**place % 31) for place, char in enumerate(first17))
    check = 31 - total % 31
    return USCC_CHARACTERS[0 if check == 31 else check]


def inner_check(first8: str) -> str:
    """GB 11714-1997, step by step."""
    values = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    total = sum(values.index(char) * weight for char, weight in zip(first8, (3, 7, 9, 10, 5, 8, 4, 2), strict=True))
    check = 11 - total % 11
    return {10: "X", 11: "0"}.get(check, str(check))


def identity_check(first17: str) -> str:
    """GB 11643-1999, by its published table of weights."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(first17, weights, strict=True))
    return "10X98765432"[total % 11]


@st.composite
def usccs(draw: st.DrawFn) -> str:
    office = draw(st.sampled_from(("11", "52", "91", "92", "93", "A1", "N1", "Y1")))
    region = draw(st.from_regex(r"[1-6][0-9]{5}", fullmatch=True))
    body = draw(st.text(USCC_CHARACTERS, min_size=8, max_size=8))
    first17 = office + region + body + inner_check(body)
    return first17 + uscc_check(first17)


@st.composite
def identity_numbers(draw: st.DrawFn) -> str:
    region = draw(st.from_regex(r"[1-6][0-9]{5}", fullmatch=True))
    born = draw(st.dates(date(1900, 1, 1), date(2020, 12, 31)))
    first17 = f"{region}{born:%Y%m%d}{draw(st.integers(0, 999)):03}"
    return first17 + identity_check(first17)


def code_of(read, raw):
    with pytest.raises(Unreadable) as caught:
        read(raw)
    return caught.value.code


class TestUscc:
    @pytest.mark.parametrize(
        "raw",
        [
            "914403001922038216",  # published by the companies themselves
            "91330100799655058B",
            "9144030071526726XG",
            "91330100799655058b",
            " 9133 0100 7996 5505 8B ",
            "９１３３０１００７９９６５５０５８Ｂ",
            "91330100-79965505-8B",
            "'91330100799655058B",
            "91330100799655058B\u200b",
        ],
    )
    def test_valid(self, raw):
        reading = read_uscc(raw)
        assert reading.note == ""
        assert len(reading.value) == 18

    @pytest.mark.parametrize("raw", ["410100000012345", 410100000012345, 410100000012345.0])
    def test_registration_numbers_of_old(self, raw):
        reading = read_uscc(raw)
        assert (reading.value, reading.note) == ("410100000012345", "CODE_OLD_REGISTRATION")

    @pytest.mark.parametrize("raw", [None, "", "　", "无", "-", "—", "/"])
    def test_none(self, raw):
        assert read_uscc(raw).value is None

    @pytest.mark.parametrize("raw", ["不详", "待查"])
    def test_filler(self, raw):
        assert read_uscc(raw).note == "VALUE_FILLER"

    @pytest.mark.parametrize(
        ("raw", "code"),
        [
            ("9133010079965505B", "USCC_LENGTH"),
            ("91330100799655058BB", "USCC_LENGTH"),
            ("79965505-8", "USCC_LENGTH"),
            ("正在办理", "USCC_LENGTH"),
            (True, "USCC_LENGTH"),
            ("9133010079965505IB", "USCC_CHARACTER"),
            ("91330100799655058O", "USCC_CHARACTER"),
            ("91330100799655058中", "USCC_CHARACTER"),
            ("91330100799655058C", "USCC_CHECK_DIGIT"),
            ("91330100799655085B", "USCC_CHECK_DIGIT"),
            (914403001922038216, "DIGITS_LOST"),
            (914403001922038200.0, "DIGITS_LOST"),
            ("9.14403E+17", "DIGITS_LOST"),
            (float("inf"), "DIGITS_LOST"),
        ],
    )
    def test_invalid(self, raw, code):
        assert code_of(read_uscc, raw) == code

    def test_inner_organisation_code(self):
        first17 = "913301007996550" + "5" + "9"  # the organisation code's own check character should be 8
        assert inner_check("79965505") == "8"
        assert code_of(read_uscc, first17 + uscc_check(first17)) == "USCC_INNER_CHECK"

    @given(usccs())
    def test_every_code_that_the_standard_makes(self, code):
        assert read_uscc(code).value == code

    @given(usccs(), st.integers(0, 17), st.sampled_from(USCC_CHARACTERS))
    def test_one_wrong_character_is_found(self, code, place, char):
        wrong = code[:place] + char + code[place + 1 :]
        if wrong != code:
            assert code_of(read_uscc, wrong) in {"USCC_CHECK_DIGIT", "USCC_INNER_CHECK"}

    @given(usccs(), st.integers(0, 16))
    def test_two_neighbours_swapped_are_found(self, code, place):
        wrong = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        if wrong != code:
            assert code_of(read_uscc, wrong) in {"USCC_CHECK_DIGIT", "USCC_INNER_CHECK"}


class TestIdentityNumber:
    @pytest.mark.parametrize(
        "raw",
        ["11010519491231002X", "11010519491231002x", "110105 19491231 002X", "１１０１０５１９４９１２３１００２Ｘ"],
    )
    def test_the_standards_own_example(self, raw):
        assert read_identity_number(raw).value == "11010519491231002X"

    @pytest.mark.parametrize("raw", [None, "", "无", "—"])
    def test_none(self, raw):
        assert read_identity_number(raw).value is None

    def test_of_old(self):
        assert read_identity_number("110105491231002").note == "IDENTITY_OLD"

    @pytest.mark.parametrize(
        ("raw", "code"),
        [
            ("11010519491231002", "IDENTITY_LENGTH"),
            ("11010519491231002Y", "IDENTITY_CHARACTER"),
            ("1101051949123100２中", "IDENTITY_CHARACTER"),
            ("110105194912310٠2X", "IDENTITY_CHARACTER"),
            ("110105194902300021", "IDENTITY_DATE"),
            ("110105000001010021", "IDENTITY_DATE"),
            ("110105194912310021", "IDENTITY_CHECK_DIGIT"),
            (110105194912310021, "DIGITS_LOST"),
            (110105194912310000.0, "DIGITS_LOST"),
            ("1.10105E+17", "DIGITS_LOST"),
        ],
    )
    def test_invalid(self, raw, code):
        assert code_of(read_identity_number, raw) == code

    @given(identity_numbers())
    def test_every_number_that_the_standard_makes(self, number):
        assert read_identity_number(number).value == number
        assert birth_date(number).strftime("%Y%m%d") == number[6:14]

    @given(identity_numbers(), st.integers(0, 16), st.sampled_from("0123456789"))
    def test_one_wrong_digit_is_found(self, number, place, digit):
        wrong = number[:place] + digit + number[place + 1 :]
        if wrong != number:
            assert code_of(read_identity_number, wrong) in {"IDENTITY_CHECK_DIGIT", "IDENTITY_DATE"}


@pytest.mark.parametrize(
    ("text", "like_code"),
    [
        ("91330100799655058B", True),
        ("91330100799655058C", True),  # wrong, but clearly meant as one
        ("914403001922038216", True),
        ("91999999MAFW", True),
        ("410100000012345", True),
        ("6222021001001234567", False),  # a bank card
        ("622202100100123456", False),
        ("6222021001001234567A", False),
        ("6222021001001234", False),
        ("zhangsan", False),
        ("11010519491231002X", False),
        ("110105194912310021", False),
        ("1101051949123100", False),  # two digits lost
        ("110105491231002", False),
        ("13812345678", False),
        ("66012345", False),
        ("张三", False),
        ("", False),
    ],
)
def test_what_looks_like_a_code_of_an_enterprise(text, like_code):
    assert like_enterprise_code(text) is like_code


def test_an_identity_number_is_no_code() -> None:
    """15 digits with a day of birth are one unless their check digit is that of a registration number (GS 15)."""
    assert read_uscc("110105491231002").value == "110105491231002"
    assert read_uscc("110105000012341").note == "CODE_OLD_REGISTRATION", "no day of birth"
    for number in ("110105491231003", "110105-491231-003", "11010519491231002X"):
        with pytest.raises(Unreadable):
            read_uscc(number)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("138 1234 5678", "13812345678"),
        ("138-1234-5678", "13812345678"),
        (13812345678.0, "13812345678"),
        ("0371-66012345", "037166012345"),
        ("(0371)66012345", "037166012345"),
        ("（0371）6601 2345", "037166012345"),
        ("+86 138 1234 5678", "13812345678"),
        ("0086-13812345678", "13812345678"),
        ("8613812345678", "13812345678"),
        ("+86 371 66012345", "037166012345"),
        ("+86 (0371) 66012345", "037166012345"),
        ("86012345", "86012345"),
        ("张三(138)", "张三(138)"),
        ("无", None),
        ("", None),
    ],
)
def test_phone(raw, value):
    assert read_phone(raw).value == value
