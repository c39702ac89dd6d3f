from __future__ import annotations

from array import array
from collections.abc import Sequence
from datetime import date, datetime

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from djcov.findings import CATALOGUE
from djcov.intake.columns import validation
from djcov.intake.columns.arrow_values import ArrowValues
from djcov.intake.columns.validation import Coded, ColumnReader, Validated, coded
from djcov.intake.files.sheets import CellError
from djcov.intake.frames import batches
from djcov.intake.table import Lists, TypedRows
from djcov.models import Kind
from djcov.values.dates import Since1904
from djcov.values.terms import Terms, Time
from effort import examples

WORDS = (
    " |无|—|/|0|√|×|是|否|不详|约50|50余人|3(1预备)|12人|1,200|十二|-1|1.5|2020.5|2020年5月3日|20200501|2021-02-30|2020"
    "|正式党员|预备党员|积极分子|区级|张三|甲公司|914403001922038216|91 4403 0019 2203 8216|914403001922038217"
    "|110101199001011237|410100000012345"
).split("|")

CELLS = st.one_of(
    st.sampled_from(["", *WORDS]),
    st.text(max_size=20),
    st.integers(-5, 10**19),
    st.floats(allow_infinity=True, allow_nan=False),
    st.booleans(),
    st.dates(),
    st.datetimes(),
)


def validate(kind: Kind, field: str, cells: Sequence[object]) -> Validated:
    return ColumnReader(kind, field).read(coded(cells))


def held(kind: Kind, field: str, cells: Sequence[object]) -> pa.Array:
    rows = TypedRows(range(len(cells)), {field: validate(kind, field, cells).values}, (), (), Lists((), None, None))
    return batches(0, kind, rows)[0][field]


@pytest.mark.thorough
@pytest.mark.parametrize("many", [validation.MANY, 0], ids=["few cells", "many cells"])
@pytest.mark.parametrize("kind", Kind)
@settings(max_examples=examples(60), deadline=None)
@given(data=st.data())
def test_a_row_passes_column_wise_exactly_when_the_model_accepts_it(kind: Kind, many: int, data: st.DataObject) -> None:
    fields = list(kind.model.model_fields)
    rows = data.draw(st.lists(st.fixed_dictionaries(dict.fromkeys(fields, CELLS)), min_size=1, max_size=4))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(validation, "MANY", many)
        patch.setattr(validation, "LARGE", many)
        validated = {field: validate(kind, field, [row[field] for row in rows]) for field in fields}
    for at, row in enumerate(rows):
        refused = {field for field, column in validated.items() if column.values.codes[at] in column.problems}
        try:
            model = kind.model.model_validate(row)
        except ValidationError as error:
            assert refused == {item["loc"][0] for item in error.errors()}
        else:
            assert not refused
            for field, column in validated.items():
                assert column.values.values[column.values.codes[at]] == getattr(model, field)


def test_half_a_character_among_many_cells_is_taken_out_as_among_few(monkeypatch: pytest.MonkeyPatch) -> None:
    cells = ["\ud800甲公司", "乙公司", "丙\udfff公司"]
    few = validate(Kind.ENTERPRISES, "name", cells)
    monkeypatch.setattr(validation, "MANY", 0)
    monkeypatch.setattr(validation, "LARGE", 0)
    many = validate(Kind.ENTERPRISES, "name", cells)
    assert few.values.rows() == many.values.rows() == ["甲公司", "乙公司", "丙公司"]
    assert few.notes == many.notes


MAY = Time(date(2020, 5, 1), date(2020, 5, 31))
READ = [  # a field; its cells, the value of each, and what is found or on what it depends
    (
        (Kind.ENTERPRISES, "name"),
        [
            ("甲公司", "甲公司", None),
            ("乙 公司", "乙公司", None),
            ("", None, "REQUIRED_MISSING"),
            ("甲公司", "甲公司", None),
            ("丙公司", "丙公司", None),
            ("待定", None, "NAME_UNCLEAR"),
            ("", None, "REQUIRED_MISSING"),
            ("丁\ufffd公司", "丁\ufffd公司", "CHARACTER_LOST"),
        ],
    ),
    (
        (Kind.ENTERPRISES, "organization_name"),
        [
            ("看情况", None, "STATEMENT_UNCLEAR"),
            ("青山党支部", "青山党支部", None),
            ("拟建青山党支部", "无", "NOT_NOW"),
            ("青山党支部（2020年5月成立）", "青山党支部", Terms(since=MAY)),
            ("", None, None),
            ("青山党支部（2020年5月成立）", "青山党支部", Terms(since=MAY)),
        ],
    ),
    (
        (Kind.ENTERPRISES, "employees"),
        [
            ("50", 50, None),
            ("若干", None, "COUNT_UNREADABLE"),
            ("约50", 50, "COUNT_APPROXIMATE"),
            ("50", 50, None),
            ("", None, None),
        ],
    ),
    (
        (Kind.ENTERPRISES, "union"),
        [
            ("√", True, None),
            ("设", True, None),
            ("2020年5月", True, Terms(since=MAY)),
            ("看情况", None, "YESNO_UNREADABLE"),
            ("２", False, None),
            ("√", True, None),
        ],
    ),
    (
        (Kind.ORGANIZATIONS, "enterprises"),
        [
            ("甲乙丙丁戊、己庚辛壬癸", "甲乙丙丁戊\n己庚辛壬癸", None),
            ("甲公司；乙公司", "甲公司\n乙公司", None),
            ("甲公司", "甲公司", None),
            ("", None, None),
        ],
    ),
]
NEVER = 1 << 40
WAYS = {
    "few": {"LARGE": NEVER, "WORTH_ARROW": NEVER},
    "many that Arrow holds": {"LARGE": 0, "MANY": 0, "WORTH_ARROW": NEVER},
    "few of them distinct": {"LARGE": 0, "MANY": NEVER, "WORTH_ARROW": NEVER},
    "many that it does not hold": {"LARGE": NEVER, "WORTH_ARROW": 0},
    "more than are remembered": {"LARGE": NEVER, "WORTH_ARROW": NEVER, "_REMEMBERED": 3},
    "just as many as are remembered": {"LARGE": NEVER, "WORTH_ARROW": NEVER, "_REMEMBERED": 6},
}


def found(column: Validated) -> list[tuple[object, object, object]]:
    """Each row's cell, value, and what is beside it."""
    values = list(column.values.values)
    beside = {**column.problems, **column.notes, **column.terms}
    assert len(beside) == len(column.problems) + len(column.notes) + len(column.terms)
    return [(column.distinct[code], values[code], beside.get(code)) for code in column.values.codes]


@pytest.mark.parametrize("pieces", [False, True], ids=["whole", "in pieces"])
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("column", "rows"), READ, ids=[field for (_, field), _ in READ])
def test_a_column_is_read_alike_however_many_cells_it_has(
    column: tuple[Kind, str],
    rows: list[tuple[str, object, object]],
    way: str,
    pieces: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for bound, value in WAYS[way].items():
        monkeypatch.setattr(validation, bound, value)
    answers = {"设": "是", "2": "否"}
    reader = ColumnReader(*column, answers, pieces=pieces)
    expected = [({"设": "是", "２": "否"}.get(cell, cell), *read) for cell, *read in rows]
    if column[1] != "union":
        assert expected == rows
    for part in (slice(3), slice(1, None), slice(None), slice(2)):
        assert found(reader.read(coded([cell for cell, *_ in rows[part]]))) == expected[part]


def test_what_is_known_to_be_plain_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    for bound in ("LARGE", "MANY"):
        monkeypatch.setattr(validation, bound, 0)
    cells = coded(["甲-公司", "乙 公司", "丙公司"])
    read = ColumnReader(Kind.ENTERPRISES, "name").read(cells, np.array([True, False, False]))
    assert read.values.rows() == ["甲-公司", "乙公司", "丙公司"]
    assert read.clean is not None and read.clean.tolist() == [True, False, True]


def test_what_a_cell_depends_on_is_known_of_each_row() -> None:
    cells = ["青山党支部（2020年5月成立）", "青山党支部", "青山党支部（2020年5月成立）"]
    dated = validate(Kind.ENTERPRISES, "organization_name", cells).dated()
    assert dated == {0: Terms(since=MAY), 2: Terms(since=MAY)}
    assert validate(Kind.ENTERPRISES, "organization_name", cells[:2]).dated() == {0: Terms(since=MAY)}
    assert validate(Kind.ENTERPRISES, "organization_name", cells[1:2] * 2).dated() == {}


@pytest.mark.parametrize(
    ("cells", "codes", "values"),
    [
        (["甲", "乙", "甲", "丙"], [0, 1, 0, 2], ["甲", "乙", "丙"]),
        (["甲", "乙"], range(2), ["甲", "乙"]),
        ([], range(0), []),
        ([True, 1.0, False, 0.0, True], [0, 1, 2, 3, 0], [True, 1.0, False, 0.0]),
        ([True, False], range(2), [True, False]),
        ([1.0, True], range(2), [1.0, True]),
        ([0.0, False, 0.0], [0, 1, 0], [0.0, False]),
        ([1.0, 2.0, 1.0], [0, 1, 0], [1.0, 2.0]),
        ([True, True], [0, 0], [True]),
    ],
)
def test_distinct_cells_are_numbered(cells: list[object], codes: Sequence[int], values: list[object]) -> None:
    column = coded(cells)
    assert isinstance(column.codes, range) == isinstance(codes, range)
    assert (list(column.codes), column.values) == (list(codes), values)
    assert list(map(type, column.values)) == list(map(type, values))
    assert column.rows() == cells


def test_a_large_column_of_texts_is_arrows_if_many_are_distinct(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(validation, "LARGE", 4)
    monkeypatch.setattr(validation, "MANY", 3)
    assert isinstance(coded(["甲", "乙", "丙", "甲"]).values, ArrowValues)
    assert coded(["甲", "乙", "甲", "甲"]).values == ["甲", "乙"]
    assert coded(["甲", "乙", "丙"]).values == ["甲", "乙", "丙"]
    assert coded(["甲", "乙", "丙", 1.0]).values == ["甲", "乙", "丙", 1.0]


def test_what_one_column_lacks_another_may_have() -> None:
    mine, theirs = coded(["甲", None, "甲", None]), coded(["乙", "丙", None, None])
    assert mine.or_else(theirs).rows() == ["甲", "丙", "甲", None]
    assert mine.or_else(coded([None] * 4)) is mine
    constant = Coded.constant("乙", 4)
    assert (constant.rows(), constant.values) == (["乙"] * 4, ["乙"])
    assert mine.or_else(constant).rows() == ["甲", "乙", "甲", "乙"]


@pytest.mark.parametrize("large", [0, 1 << 40], ids=["many rows", "few rows"])
def test_the_numbers_of_some_rows_are_added_up(large: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(validation, "LARGE", large)
    for column in (Coded(array("q", [0, 1, 2, 1]), [5, None, 7]), Coded(range(4), [5, None, 7, None])):
        assert [column.sum(0), column.sum(1), column.sum(0, 2), column.sum(2, 2), column.sum(2, 4)] == [12, 7, 5, 0, 7]


def test_the_rows_of_some_values() -> None:
    numbered, own = Coded(array("q", [0, 1, 0, 2]), ["甲", "乙", "丙"]), Coded(range(3), ["甲", "乙", "丙"])
    assert list(numbered.places({0, 2})) == [(0, 0), (2, 0), (3, 2)]
    assert list(own.places({2, 0})) == [(0, 0), (2, 2)]
    assert list(numbered.places(())) == list(own.places(())) == []


@pytest.mark.parametrize(
    ("field", "cell", "typed"),
    [
        ("founded_on", "2020.1", 2020.1),
        ("founded_on", "1999.1", 1999.1),
        ("founded_on", "2020.10", "2020.10"),
        ("founded_on", "2020.2", "2020.2"),
        ("founded_on", "2120.1", "2120.1"),
        ("founded_on", "约2020.1", "约2020.1"),
        ("founded_on", 5.0, 5.0),
        ("employees", "2020.1", "2020.1"),
        ("remark", "2020.1", "2020.1"),
    ],
)
def test_in_a_text_file_a_month_may_have_lost_its_nought(field: str, cell: object, typed: object) -> None:
    assert validation.untyped(Kind.ENTERPRISES, field, [cell]) == [typed]


def test_only_numbers_of_a_column_of_days_are_days_since_1904() -> None:
    days = validation.since_1904(Kind.ENTERPRISES, "founded_on", [42490.0, "42490", date(2020, 5, 1)])
    assert [type(day) for day in days] == [Since1904, str, date]
    assert days == [Since1904(42490.0), "42490", date(2020, 5, 1)]
    assert list(map(type, validation.since_1904(Kind.ENTERPRISES, "employees", [42490.0]))) == [float]


def test_marks_of_the_policy_are_reworded() -> None:
    answers = {"设": "是", "2": "否"}
    assert validation.reworded(["设", "２", 2.0, "有", ""], answers) == ["是", "否", "否", "有", ""]
    assert validation.reworded(["设"], {}) == ["设"]
    assert ColumnReader(Kind.ENTERPRISES, "remark", answers).read(coded(["设", "2"])).values.rows() == ["设", "2"]


def test_errors_of_cells_and_what_the_model_refuses_are_told_apart() -> None:
    cells = [CellError("#N/A"), "50", "若干", CellError("#REF!"), "约60", "很多", 1.5]
    values, problems, notes, terms = validation.parse(Kind.ENTERPRISES, "employees", cells)
    assert values == [None, 50, None, None, 60, None, None]
    assert problems == {
        0: "CELL_ERROR",
        2: "COUNT_UNREADABLE",
        3: "CELL_ERROR",
        5: "COUNT_UNREADABLE",
        6: "COUNT_NOT_WHOLE",
    }
    assert (notes, terms) == ({4: "COUNT_APPROXIMATE"}, {})


def test_every_problem_and_note_has_a_finding_of_its_own() -> None:
    for field in Kind.ENTERPRISES.model.model_fields:
        column = validate(Kind.ENTERPRISES, field, [*WORDS, 2020.1, 4.1e17, CellError("#N/A")])
        assert {*column.problems.values(), *column.notes.values()} <= CATALOGUE.keys()


def test_columns_have_the_types_that_the_roster_promises() -> None:
    def kept(field: str, *cells: object) -> str:
        return str(held(Kind.ENTERPRISES, field, cells).type)

    assert kept("name", "甲公司", "") == "string"
    assert kept("employees", 3.0, "") == kept("employees", "") == "int64"
    assert kept("organized", "√", "") == kept("organized", "") == "bool"
    assert kept("founded_on", date(2020, 5, 1), "") == kept("founded_on", "") == "timestamp[s]"


def test_true_is_yes_but_no_count() -> None:
    assert validate(Kind.ENTERPRISES, "union", [True, False, 1.0]).values.rows() == [True, False, True]
    count = validate(Kind.ENTERPRISES, "employees", [True, 1.0])
    assert count.values.rows() == [None, 1]


def test_a_time_of_day_is_dropped() -> None:
    column = validate(Kind.ENTERPRISES, "founded_on", [datetime(2020, 5, 1, 12, 30)])
    assert column.values.rows() == [date(2020, 5, 1)]


def test_personal_numbers_become_keys_that_still_compare() -> None:
    column = held(Kind.MEMBERS, "identity_number", ["110101199001011237", "11010119900101123７", "", "x"])
    first, second, blank, wrong = column.to_pylist()
    assert first == second
    assert "1990" not in first
    assert blank is None and wrong is None
