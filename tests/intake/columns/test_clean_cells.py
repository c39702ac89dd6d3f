"""A plain cell is one that its field's reader gives back as it stands, without a note."""

from __future__ import annotations

import re
from random import Random
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from djcov.digits import HAN
from djcov.intake.columns import clean_cells, validation
from djcov.intake.columns.arrow_values import ArrowValues
from djcov.intake.columns.validation import ColumnReader, coded
from djcov.intake.frames import batches
from djcov.intake.table import Lists, TypedRows
from djcov.models import Kind
from djcov.values import codes, lexicon, reading, text, yesno
from djcov.values.text import named_key
from effort import examples

TESTED = [
    (Kind.ENTERPRISES, "name"),
    (Kind.ENTERPRISES, "village"),
    (Kind.ENTERPRISES, "remark"),
    (Kind.ENTERPRISES, "instructor"),
    (Kind.ENTERPRISES, "partner_village"),
    (Kind.ENTERPRISES, "organization_name"),
    (Kind.MEMBERS, "enterprise"),
    (Kind.MEMBERS, "name"),
    (Kind.ORGANIZATIONS, "name"),
    (Kind.ORGANIZATIONS, "enterprises"),
    (Kind.INSTRUCTORS, "name"),
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


WRITTEN = [  # a field, cells that are plain in it, and some that are not
    (
        (Kind.ENTERPRISES, "remark"),
        """
        甲 㐀甲 䶿甲 鿿甲 甲㐀鿿 一甲 〇甲 九A甲 丁甲 七甲 丈甲 万甲 五龙甲 甲Az 甲（集团） 甲·乙 甲123456
        甲123456乙 甲一二三四五六 甲12（）·乙 甲（123456）乙123456
        """,
        """
        A甲 1甲 （甲） ·甲 一 一1甲 一一甲 ꀀ甲 ㏿甲 𠀀甲 甲、乙 甲- 甲Ａ 甲１ 甲1234567 甲1234567乙
        甲一二三四五六七 甲1（）（）乙 甲12（ 无 有 同上 是 否 待定
        """,
    ),
    (
        (Kind.ENTERPRISES, "name"),
        "甲公司 甲1234567 甲1234567890 甲1234567890乙 甲一二三四五六七八九〇 甲（A）公司",
        "甲12345678901 甲12345678901乙 甲公司、乙公司 无 待定 1公司",
    ),
    (
        (Kind.ENTERPRISES, "partner_village"),
        "青山村 青山社区 新建村 双桥村 东村 大同社区 青山A村",
        """
        青山 青山村委会 中山村 未来社区 原庄村 第三村 十里村 后庄村 前村 有村 已青山村 拟青山村 青山3村
        A村 青、山村 青-山村
        """,
    ),
    (
        (Kind.ENTERPRISES, "organization_name"),
        """
        青山党支部 青山支部委员会 青山党委 华泰有限公司党支部 华泰股份有限公司党支部
        华泰有限责任公司党支部 中共青山党支部 中国共产党青山支部
        """,
        """
        青山 青山委员会 党支部 联合党支部 青山团支部 青山团总支 有青山党支部 已建青山党支部 由青山党支部
        青山第一党支部 青山后党支部 青山未党支部 于青山党支部 青山接任党支部 中原党支部 自来水公司党支部
        中共有青山党支部 华有限党支部 青山党支部于 A党支部 青-山党支部
        """,
    ),
    (
        (Kind.ENTERPRISES, "secretary"),
        "李甲 李甲乙 欧阳娜娜 丁甲 卜算 宫甲",
        "李 李甲乙丙丁 甲李 李一 李有 李未 李书记 李第 李后 李十 李中 李·甲 李A 李1 李甲、张乙 李㏿",
    ),
    (
        (Kind.MEMBERS, "name"),
        "李甲 甲 欧阳娜娜 买买提·艾力 买·艾·力 李书记",
        "李一 李有 李中 李拟 李未 李第 李后 李A 李1 ·甲 甲· 甲··乙 李甲（预备） 无 李应",
    ),
    (
        (Kind.ORGANIZATIONS, "enterprises"),
        """
        甲 甲公司 甲乙丙丁戊 甲乙丙丁戊、己庚辛壬癸 甲乙丙丁公司、戊己庚辛公司、青山第10建材厂
        甲乙（集团）公司、己庚辛壬癸
        """,
        """
        甲乙丙丁、己庚辛壬癸 甲乙丙丁戊、己庚辛壬 甲乙丙丁戊、 、甲乙丙丁戊 甲乙丙丁戊、、己庚辛壬癸
        甲乙丙丁戊，己庚辛壬癸 甲乙丙丁公司（5家） 覆盖甲乙公司 无 A公司 甲1234567890、甲乙丙丁戊
        甲乙丙丁戊、A乙丙丁戊 甲乙丙丁戊、己庚辛壬癸等
        """,
    ),
    (
        (Kind.MEMBERS, "phone"),
        "12345 12345678901234 13800000000 861380000000 86138000000001",
        "1234 123456789012345 8613800000000 00861 008613800000000 1380000000a １３８００ 138·0000",
    ),
]
TOO_LONG = ["甲" * 2001, "、".join(["甲乙丙丁戊"] * 400)]


@pytest.mark.parametrize(("column", "plain", "others"), WRITTEN, ids=[field for (_, field), *_ in WRITTEN])
def test_what_is_plain(column: tuple[Kind, str], plain: str, others: str) -> None:
    cells = [*plain.split(), *others.split(), "", "甲 乙", " 甲", "甲\n乙", *TOO_LONG]
    given = pa.array(["甲 ", *cells], pa.string())[1:]  # a part of a larger array
    flags = clean_cells.test_of(*column)(given)
    assert [cell for cell, flag in zip(cells, flags, strict=True) if flag] == plain.split()
    values = [cell.replace("、", "\n") if column[1] == "enterprises" else cell for cell in plain.split()]
    assert validation.parse(*column, plain.split()) == (values, {}, {}, {})


@pytest.mark.parametrize(("kind", "field"), TESTED)
def test_what_is_plain_is_accepted_as_it_stands_whatever_field_it_was_written_for(kind: Kind, field: str) -> None:
    cells = [cell for _, plain, others in WRITTEN for cell in (*plain.split(), *others.split())]
    flags = clean_cells.test_of(kind, field)(pa.array(cells))
    plain = [cell for cell, flag in zip(cells, flags, strict=True) if flag]
    values = [cell.replace("、", "\n") for cell in plain] if field == "enterprises" else plain
    assert validation.parse(kind, field, plain) == (values, {}, {}, {})
    if field == "enterprises":
        assert [list(text.split_list(value)) for value in values] == [value.split("\n") for value in values]


def test_words_are_all_chinese_characters_that_are_no_digits() -> None:
    is_word = re.compile(f"[{clean_cells._words()}]").fullmatch
    chinese = map(chr, (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000)))
    assert [at for at in map(chr, range(0x10000)) if is_word(at)] == [at for at in chinese if at not in HAN]


@pytest.mark.parametrize(
    ("cell", "plain"),
    [
        ("甲", True),
        ("甲12乙", True),
        ("甲123乙", False),
        ("甲一二乙", True),
        ("甲一2三乙", False),
        ("甲12", True),
        ("甲123", False),
        ("一甲", True),
        ("一A", True),
        ("一（甲", False),
        ("一", False),
        ("A甲", False),
        ("甲12（）·乙", True),
        ("甲12（）·（乙", False),
        ("甲（", True),
        ("甲12（", False),
    ],
)
def test_a_text_is_written_cleanly_with_few_digits_on_end(cell: str, plain: bool) -> None:
    assert bool(re.search(clean_cells._written_cleanly(2), cell)) == plain


def test_a_field_whose_reader_has_no_test_has_no_plain_cells() -> None:
    assert clean_cells.test_of(Kind.ENTERPRISES, "employees") is None
    assert clean_cells.read(Kind.ENTERPRISES, "employees", ["5", "6"]) == ([], range(2), None)


def test_cells_that_are_no_texts_are_not_plain() -> None:
    cells = ["甲公司", 5.0, None, "乙\ud800公司", "丙公司", True]
    values, others, clean = clean_cells.read(Kind.ENTERPRISES, "name", cells)
    assert [values[at] for at in (0, 4)] == ["甲公司", "丙公司"]
    assert others == [1, 2, 3, 5]
    assert clean is not None and clean.tolist() == [True, False, False, False, True, False]


@pytest.mark.parametrize(
    ("known", "others"),
    [([True, True, True], []), ([False, True, False], [2]), ([False, False, False], [1, 2]), (None, [1, 2])],
)
def test_only_cells_that_are_not_known_to_be_plain_are_looked_at(known: list[bool] | None, others: list[int]) -> None:
    cells = ArrowValues(pa.array(["甲公司", "乙-公司", "丙-公司"]))
    given = None if known is None else np.array(known)
    values, left, clean = clean_cells.read(Kind.ENTERPRISES, "name", cells, given)
    assert (list(values), left) == (list(cells), others)
    assert clean is not None and np.flatnonzero(~clean).tolist() == others
    if given is not None:
        assert given.tolist() == known


def test_a_list_is_given_one_name_to_a_line() -> None:
    cells = ArrowValues(pa.array(["甲乙丙丁戊、己庚辛壬癸", "甲乙、丙丁"]))
    values, others, _ = clean_cells.read(Kind.ORGANIZATIONS, "enterprises", cells)
    assert (values[0], others) == ("甲乙丙丁戊\n己庚辛壬癸", [1])


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


def test_a_code_with_another_character_is_not_plain() -> None:
    code = uscc(Random(2))
    spoilt = [f"{code[:at]}{other}{code[at + 1 :]}" for at in range(18) for other in "09AIOSVXYZa-"]
    spoilt = [each for each in spoilt if each != code]
    given = pa.array([code, *spoilt, code[:17], f"{code}0", "甲乙丙丁戊己", ""])
    assert clean_cells.is_uscc(given).tolist() == [True] + [False] * (len(given) - 1)
    assert clean_cells.is_uscc(given[:1]).all() and not clean_cells.is_uscc(given[-2:]).any()


def test_a_code_of_others_than_enterprises_is_read_by_itself() -> None:
    first = f"51{uscc(Random(3))[2:17]}"
    assert not clean_cells.is_uscc(pa.array([first + codes.uscc_check_character(first)])).any()


DAYS = (
    "18500101 21001231 19000228 20000229 20040229 20230228 20230131 20230331 20230430 20230531 20230630 20230731"
    " 20230831 20230930 20231031 20231130 20231231 19991009"
).split()
NO_DAYS = (
    "18491231 21010101 19000229 21000229 20230229 20240230 20230132 20230332 20230431 20230532 20230631 20230732"
    " 20230832 20230931 20231032 20231131 20231232 20230001 20231301 20239901 20230100 20230199"
).split()


def numbers(days: list[str]) -> list[str]:
    first = [f"999999{day}{at:03}" for at, day in enumerate(days)]
    return [each + codes.identity_check_character(each) for each in first]


def test_an_identity_number_is_plain_if_its_day_exists() -> None:
    right, wrong = numbers(DAYS), numbers(NO_DAYS)
    given = pa.array(["甲", *right, *wrong, "甲乙丙丁戊己"])[1:]
    flags = clean_cells.is_identity_number(given)
    assert [number for number, flag in zip(given.to_pylist(), flags, strict=True) if flag] == right
    parsed = validation.parse(Kind.MEMBERS, "identity_number", given.to_pylist()).values
    assert parsed == [*right, *[None] * (len(wrong) + 1)]
    births = clean_cells.births(given, flags).to_pylist()
    assert [f"{born:%Y%m%d}" for born in births[: len(right)]] == DAYS
    assert births[len(right) :] == [None] * (len(wrong) + 1)


@pytest.mark.parametrize("number", numbers(["19991009", "20000102"]))
def test_an_identity_number_with_another_character_is_not_plain(number: str) -> None:
    spoilt = [f"{number[:at]}{other}{number[at + 1 :]}" for at in range(18) for other in "0123456789XxA-/:"]
    spoilt = [each for each in spoilt if each != number]
    assert not clean_cells.is_identity_number(pa.array([*spoilt, number[:17], f"{number}0"])).any()


def test_births_of_numbers_that_are_not_plain_are_read_one_by_one() -> None:
    right = numbers(["19991009", "20000102", "18500101"])
    given = pa.array([right[0], None, right[1], right[2][:15], "", right[2]])
    for clean in ([1, 0, 1, 0, 0, 1], [1, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0]):
        births = clean_cells.births(given, np.array(clean, np.bool_)).to_pylist()
        assert [born and f"{born:%Y%m%d}" for born in births] == ["19991009", None, "20000102", None, None, "18500101"]


LISTED = [  # the code of a row, what it lists, and the names
    ("A1", "甲（A）公司", [("甲(a)公司", "甲（A）公司")]),
    ("A2", "甲乙丙丁戊、己庚辛壬癸", [("甲乙丙丁戊", "甲乙丙丁戊"), ("己庚辛壬癸", "己庚辛壬癸")]),
    (None, "乙公司", [("乙公司", "乙公司")]),
    ("A3", "丙 公司；丁公司", [("丙公司", "丙 公司"), ("丁公司", "丁公司")]),
    ("A4", "无", []),
    ("A5", "戊 厂", [("戊厂", "戊 厂")]),
    ("A6", "乙公司", [("乙公司", "乙公司")]),
    (None, "", []),
]


@pytest.mark.parametrize("listed", [LISTED, LISTED[:3], LISTED[3:6], LISTED[1:2], []])
def test_the_names_of_lists_are_spelled_out_alike_whatever_is_plain(
    listed: list[tuple[str | None, str, list[tuple[str, str]]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    expected: list[tuple[object, ...]] = []
    for row, (code, _, named) in enumerate(listed, 2):
        expected += [(7, row, code if len(named) == 1 else None, key, name) for key, name in named]
        expected += [] if named or not code else [(7, row, code, None, code)]
    held, own = [coded([each[at] for each in listed]) for at in (0, 1)], range(2, len(listed) + 2)
    for bound in (1 << 40, 0):
        monkeypatch.setattr(validation, "MANY", bound)
        monkeypatch.setattr(validation, "WORTH_ARROW", bound)
        read = ColumnReader(Kind.ORGANIZATIONS, "enterprises").read(held[1])
        assert (read.clean is None) == bool(bound)
        rows = TypedRows(own, {}, (), (), Lists(own, held[0], read.values, read.clean))
        links = batches(7, Kind.ORGANIZATIONS, rows)[3]
        assert links is not None
        found = list(zip(*(column.to_pylist() for column in links.columns), strict=True))
        assert sorted(found, key=lambda link: link[1]) == expected


@pytest.mark.parametrize(
    "names",
    [
        ["甲公司", "乙（集团）公司", "丙Ａ公司"],
        ["甲ABCXYZ公司", "甲（集团）公司A", "乙Z", "乙A"],
        ["甲公司", None, "乙 公司", ""],
        ["甲@公司", "甲[公司", "甲公司"],
        ["甲公司", "乙公司"],
        [],
    ],
)
def test_keys_are_those_of_single_names_whatever_is_plain(names: list[str | None]) -> None:
    given = pa.array(["A（", *names], pa.string())[1:]
    plain = clean_cells.is_name(pc.fill_null(given, ""))
    for clean in (plain, np.zeros(len(names), np.bool_)):
        assert clean_cells.keys(given, clean).to_pylist() == [named_key(name) for name in names]


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
