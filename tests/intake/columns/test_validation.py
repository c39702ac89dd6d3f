from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from djcov.findings import CATALOGUE
from djcov.intake.columns import validation
from djcov.intake.columns.validation import ColumnReader, Validated, coded
from djcov.intake.files.sheets import CellError
from djcov.intake.frames import batches
from djcov.intake.table import Lists, TypedRows
from djcov.models import Kind
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
