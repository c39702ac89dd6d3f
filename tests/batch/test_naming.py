"""Names that every system can hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from djcov.batch.naming import Names, safe

REFUSED = set('<>:"/\\|?*') | {chr(code) for code in range(32)}


@pytest.mark.parametrize(
    ("name", "safely"),
    [
        ("古城乡", "古城乡"),
        ("石桥/镇", "石桥_镇"),
        ('a<b>c:d"e|f?g*h\\i\tj', "a_b_c_d_e_f_g_h_i_j"),
        (" 台账 .xlsx", "台账 .xlsx"),
        ("台账. ", "台账"),
        ("", "_"),
        ("..", "_"),
        ("CON", "_CON"),
        ("nul.xlsx", "_nul.xlsx"),
        ("控制", "控制"),
        ("乡" * 90 + ".xlsx", "乡" * 60 + ".xlsx"),
    ],
)
def test_names(name: str, safely: str) -> None:
    assert safe(name) == safely


@given(st.text(max_size=80))
def test_every_name_can_be_held(name: str) -> None:
    given = safe(name)
    assert given
    assert not REFUSED & set(given)
    assert given[-1] not in ". "
    assert len(given.encode("utf-8")) <= 255 or len(given) <= 122
    assert given.encode("utf-8").decode("utf-8") == given


def test_names_that_clash_are_kept_apart_on_every_system() -> None:
    names = Names()
    files = ("a", "台账.xlsx"), ("A", "台账.XLSX"), ("a", "台账.xlsx")
    assert [names.give(*path) for path in files] == ["a/台账.xlsx", "A/台账 (2).XLSX", "a/台账 (3).xlsx"]
    units = "石桥/镇", "石桥|镇", "石桥"
    assert [names.give(unit) for unit in units] == ["石桥_镇", "石桥_镇 (2)", "石桥"]


def test_no_name_leads_out_of_its_folder() -> None:
    assert Names().give("..", "../../x", "y") == "_/.._.._x/y"
