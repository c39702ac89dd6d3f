"""What intake hands on: places in sheets, and frames seen as models."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from djcov.engines import engine
from djcov.findings import Location
from djcov.models import Kind, Member
from djcov.roster import Column, Roster, Rows, Table

LEDGER = Table(
    kind=Kind.ENTERPRISES,
    file="台账.xlsx",
    sheet="企业",
    header_row=4,
    columns=(
        Column(0, "序号"),
        Column(1, "企业名称", "name"),
        Column(26, "职工情况/人数", "employees"),
        Column(27, "备用"),
    ),
    rows=2,
    accepted=2,
)


def members() -> pd.DataFrame:
    """Two rows: one with everything missing that may be missing."""
    columns = {name: pd.Series([None, None], dtype="str") for name in Member.model_fields}
    columns |= {
        "name": pd.Series(["张三", "李四"], dtype="str"),
        "born_on": pd.Series(pd.to_datetime(["1990-05-01", None])).astype("datetime64[s]"),
        "floating": pd.Series([True, None], dtype="boolean"),
    }
    return pd.DataFrame(columns)


@given(st.integers(0, 16383))
def test_column_letters_are_excels(index):
    assert Column(index, "").letters == get_column_letter(index + 1)


@pytest.mark.parametrize(
    ("row", "field", "place"),
    [
        (None, "", Location("台账.xlsx", "企业")),
        (7, "", Location("台账.xlsx", "企业", 7)),
        (7, "employees", Location("台账.xlsx", "企业", 7, "职工情况/人数", "AA7")),
        (None, "employees", Location("台账.xlsx", "企业", None, "职工情况/人数")),
        (7, "union", Location("台账.xlsx", "企业", 7)),  # no such column in this table
    ],
)
def test_places(row, field, place):
    assert LEDGER.locate(row, field) == place
    assert Roster({}, (LEDGER,)).locate(0, row, field) == place


def test_columns_without_a_field_give_none():
    assert LEDGER.fields == {"name", "employees"}


@pytest.mark.parametrize(
    ("kind", "fields", "has"),
    [
        (Kind.ENTERPRISES, (), True),
        (Kind.ENTERPRISES, ("name", "employees"), True),
        (Kind.ENTERPRISES, ("name", "union"), False),
        (Kind.MEMBERS, (), False),
    ],
)
def test_has(kind, fields, has):
    assert Roster({}, (LEDGER,)).has(kind, *fields) is has


def test_has_looks_at_all_tables_together():
    other = Table(Kind.ENTERPRISES, "乙.xlsx", "企业", 1, (Column(0, "工会", "union"),), 1, 1)
    assert Roster({}, (LEDGER, other)).has(Kind.ENTERPRISES, "employees", "union")


class TestRows:
    def test_missing_is_none_and_days_are_dates(self):
        first, second = Rows(Member, members())
        assert (first.name, first.born_on, first.floating, first.phone) == ("张三", date(1990, 5, 1), True, None)
        assert (second.name, second.born_on, second.floating) == ("李四", None, None)
        assert type(first.born_on) is date
        assert first.floating is True

    def test_is_a_sequence(self):
        rows = Rows(Member, members())
        assert len(rows) == 2
        assert rows[-1].name == "李四"
        assert [row.name for row in rows[:1]] == ["张三"]
        with pytest.raises(IndexError):
            rows[2]

    def test_rows_are_what_the_model_makes(self):
        (first, _) = Rows(Member, members())
        assert first == Member(name="张三", born_on=date(1990, 5, 1), floating=True)

    def test_an_empty_frame_has_no_rows(self):
        assert list(Rows(Member, members().iloc[:0])) == []

    def test_the_frame_is_left_as_it_was(self):
        frame = members()
        list(Rows(Member, frame))
        pd.testing.assert_frame_equal(frame, members())


def test_the_four_rosters_by_name():
    roster = Roster({Kind.MEMBERS: members()}, (), engine=engine("pandas"))
    assert [member.name for member in roster.members] == ["张三", "李四"]
