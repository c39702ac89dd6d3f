"""Whatever stands in a cell, a reader gives a value or says why not; it never breaks."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from djcov.findings import CATALOGUE
from djcov.values import codes, counts, dates, mass, text, yesno
from djcov.values.reading import Unreadable

MARKS = "0123456789０1①五.-/年月日约余人(),:（）：、，预备一二十百千万两〇○ \n　TZE+xX'√×无"

CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(),
    st.text(MARKS, max_size=14),
    st.from_regex(r"\d{1,25}"),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
)

READERS = [
    codes.read_uscc,
    codes.read_identity_number,
    codes.read_phone,
    counts.read_count,
    counts.read_probationary_part,
    dates.read_date,
    mass.read_mass,
    text.read_text,
    text.read_name,
    text.read_somebody,
    text.read_known_text,
    text.read_list,
    yesno.read_weak,
    yesno.read_yes_no,
]


@pytest.mark.parametrize("read", READERS, ids=lambda read: read.__name__)
@given(raw=CELLS)
@example(raw=float("inf"))
@example(raw="1" + ",234" * 2000)
@example(raw="九" * 5000)
@example(raw="9" * 5000)
@example(raw="长" * 33000)
@example(raw="\ud800")
def test_value_or_reason(read, raw):
    try:
        reading = read(raw)
    except Unreadable as unreadable:
        assert unreadable.code in CATALOGUE
    else:
        assert reading.note == "" or reading.note in CATALOGUE


@pytest.mark.parametrize("read", READERS, ids=lambda read: read.__name__)
@given(raw=CELLS)
def test_same_cell_same_answer(read, raw):
    """Validation reads each distinct cell once: what a reader says may depend on nothing but the cell."""

    def answer():
        try:
            return read(raw)
        except Unreadable as unreadable:
            return unreadable.code

    assert answer() == answer()
