"""What a notebook holds reads as the workbook in which the same cells stand; what no sheet could hold is refused."""

from __future__ import annotations

import io
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

import djcov
from djcov.errors import DjcovError, UsageError
from djcov.intake.dataframes import contents
from djcov.intake.files import parquet
from effort import examples
from same_roster import said

MISSING = [(None, None), (float("nan"), None), (pd.NA, None), (pd.NaT, None), (Decimal("NaN"), None), ("", None)]
COUNTS = [
    *((make(60), 60) for make in (int, float, np.int64, np.float64, np.int8, np.float32, Decimal, str)),
    *((each, each) for each in ("不足50", "约50", 0, -1, "六十", 1.5, 10**18)),
]
ANSWERS = [(True, "是"), (np.bool_(False), "否"), ("√", "√"), ("拟建", "拟建"), (1, 1), (np.int64(0), 0)]
DAY = date(2020, 5, 1)
DAYS = [
    *((make, DAY) for make in (DAY, datetime(2020, 5, 1), pd.Timestamp(DAY), np.datetime64("2020-05-01"))),
    *((each, each) for each in ("2020年", "2020.5", 43952)),
    (pd.Period("2020-05"), "2020-05"),
]
NUMBER = "11010519491231002X"
NUMBERS = [(NUMBER, NUMBER), (410102199001011234.0, 410102199001011234.0), (110105491231002, "110105491231002")]
PHONES = [(13800000000, 13800000000), (13800000000.0, 13800000000), ("0371-12345678", "0371-12345678")]
SUMS = [(1200.5, 1200.5), (np.float64(20), 20), (Decimal("0.12"), 0.12), ("不足2000", "不足2000"), (10**7, 10**7)]
LEDGER = {
    "企业名称": [(f"{each}有限公司", f"{each}有限公司") for each in "甲乙丙丁"],
    "乡（办）": [("古城乡", "古城乡"), (np.str_("柳河镇"), "柳河镇")],
    "职工人数": COUNTS,
    "党员人数": COUNTS,
    "是否建立党组织": ANSWERS,
    "注册日期": DAYS,
    "党组织成立时间": DAYS,
    "营业收入（万元）": SUMS,
}
MEMBERS = {
    "姓名": [(each, each) for each in ("张三", "李四", "王五")],
    "公民身份证号": NUMBERS,
    "手机号": PHONES,
    "所在党支部": [("甲党支部", "甲党支部")],
    "入党时间": DAYS,
    "工作单位": [("甲有限公司", "甲有限公司")],
}
ORGANIZATIONS = {
    "党组织名称": [(f"{each}党支部", f"{each}党支部") for each in "甲乙丙丁"],
    "覆盖企业": [
        (each, "甲有限公司、乙有限公司") for each in (["甲有限公司", "乙有限公司"], ("甲有限公司", "乙有限公司"))
    ]
    + [(np.array(["丙有限公司"]), "丙有限公司")],
    "成立时间": DAYS,
    "是否参训": ANSWERS,
}


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[str], list[list[tuple[Any, Any]]]]:
    columns = draw(st.sampled_from([LEDGER, MEMBERS, ORGANIZATIONS]))
    first, *others = columns
    names = [first, *draw(st.lists(st.sampled_from(others), min_size=1, unique=True))]
    cells = {name: st.sampled_from(columns[name] + (MISSING if name != first else [])) for name in names}
    return names, draw(st.lists(st.tuples(*(cells[name] for name in names)).map(list), min_size=1, max_size=5))


def workbook(names: list[str], rows: list[list[tuple[Any, Any]]]) -> io.BytesIO:
    book, file = Workbook(), io.BytesIO()
    book.active.append(names)  # type: ignore[union-attr]
    for row in rows:
        book.active.append([cell for _, cell in row])  # type: ignore[union-attr]
    book.save(file)
    file.seek(0)
    return file


def told(roster: object) -> tuple[object, ...]:
    """What matters of a roster: its rows, and where what was found."""
    try:
        read = djcov.read(roster)
    except DjcovError as error:
        return (str(error).partition("：")[2],)
    rows, types, links, *_ = said(read)
    return rows, types, links, sorted((each.code, each.location.row, each.location.column) for each in read.findings)


def arrow(frame: pd.DataFrame) -> object:
    try:
        return pa.Table.from_pandas(frame, preserve_index=False)
    except (pa.ArrowException, TypeError, OverflowError):  # several types in one column, which Arrow cannot hold
        return frame


def polars(frame: pd.DataFrame) -> object:
    try:
        import polars  # pyright: ignore[reportMissingImports]
    except ImportError:
        return frame
    try:
        return polars.from_pandas(frame)
    except (pa.ArrowException, TypeError, OverflowError):
        return frame


def categories(column: pd.Series) -> pd.Series:
    if any(isinstance(cell, list | tuple | np.ndarray) or cell is pd.NaT or cell is pd.NA for cell in column):
        return column
    try:
        return column.astype("category")
    except InvalidOperation:  # pandas sorts them, and a decimal NaN is not less than anything
        return column


FORMS = {
    "objects": lambda frame: frame,
    "own types": lambda frame: frame.infer_objects(),
    "nullable types": lambda frame: frame.convert_dtypes(),
    "categories": lambda frame: frame.apply(categories),
    "index": lambda frame: frame.set_index(frame.columns[0]),
    "kept index": lambda frame: frame.set_index(frame.columns[0], drop=False),
    "row labels": lambda frame: frame.set_index(pd.Index(range(7, 7 + len(frame)))),
    "Arrow": arrow,
    "polars": polars,
}


@pytest.mark.thorough
@given(table=tables(), form=st.sampled_from(sorted(FORMS)))
@settings(max_examples=examples(80), deadline=None)
def test_a_frame_reads_as_its_workbook(table: tuple[list[str], list[list[tuple[Any, Any]]]], form: str) -> None:
    names, rows = table
    frame = pd.DataFrame({name: pd.Series([row[at][0] for row in rows], dtype=object) for at, name in enumerate(names)})
    before = frame.copy(deep=True)
    assert told(FORMS[form](frame)) == told(workbook(names, rows))
    pd.testing.assert_frame_equal(frame, before)


def test_numbers_of_people_that_lost_digits_are_no_key() -> None:
    cells = {"姓名": ["张三", "李四"], "公民身份证号": [410102199001011234.0, 410102199001011245.0]}
    phones = {"手机号": np.array([13800000000, 13800000001], "float32")}
    roster = djcov.read(
        pd.DataFrame({**cells, **phones, "工作单位": ["甲公司", "甲公司"], "党籍状态": ["正常", "正常"]})
    )
    assert roster.findings.totals["DIGITS_LOST"] == 4
    assert [(each.identity_number, each.phone) for each in roster.members] == [(None, None)] * 2
    whole = djcov.read(pd.DataFrame({**cells, "公民身份证号": [110105194912310021] * 2, "党籍状态": ["正常"] * 2}))
    assert "DIGITS_LOST" not in whole.findings.totals


def grid(given: object) -> list[list[object]]:
    held = contents(given)
    assert held is not None
    return parquet.read(held.data, "").rows


def test_names_of_columns_that_are_mixed_doubled_or_none() -> None:
    mixed = pd.DataFrame([["甲公司", 3, 2]], columns=["企业名称", ("党员", "总数"), ("党员", "正式")])
    assert grid(mixed) == [["企业名称", "党员", "党员"], ["", "总数", "正式"], ["甲公司", "3", "2"]]
    assert grid(pd.DataFrame([["甲公司", 3]], columns=["企业名称", "企业名称"])) == [["企业名称"] * 2, ["甲公司", "3"]]
    assert grid(pa.table([["甲公司"], [3]], names=["职工人数", "职工人数"])) == [["职工人数"] * 2, ["甲公司", "3"]]
    assert grid(pd.DataFrame([[1, 2, 3]], columns=[None, float("nan"), 7])) == [["", "", "7"], ["1", "2", "3"]]


@pytest.mark.parametrize("doubled", [pd.DataFrame, pa.table])
def test_a_doubled_column_is_told(doubled: Any) -> None:
    columns = [["甲公司"], ["古城乡"], [50], [60]]
    names = ["企业名称", "乡（办）", "职工人数", "职工人数"]
    frame = pa.table(columns, names=names) if doubled is pa.table else pd.DataFrame([*zip(*columns, strict=True)])
    if isinstance(frame, pd.DataFrame):
        frame.columns = names
    assert {each.code for each in djcov.read(frame).findings} & {"COLUMN_REPEATED", "COLUMN_FILLS"}


def test_an_index_that_holds_data_is_a_column() -> None:
    frame = pd.DataFrame(
        {"职工人数": [60, 5]}, index=pd.MultiIndex.from_tuples([("古城乡", "甲公司"), ("柳河镇", "乙公司")])
    )
    assert grid(frame) == [["", "", "职工人数"], ["古城乡", "甲公司", "60"], ["柳河镇", "乙公司", "5"]]
    frame.index.names = ["乡（办）", "企业名称"]
    assert [each.name for each in djcov.read(frame).enterprises] == ["甲公司", "乙公司"]


REFUSED = {
    "dict": {"张三丰": 1},
    "list": [["张三丰"]],
    "set": {"张三丰"},
    "bytes": b"\xd5\xc5",
    "complex": 1j,
    "SimpleNamespace": SimpleNamespace(name="张三丰"),
    "int": 10**5000,
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_no_sheet_could_hold_is_refused_without_a_word_of_it(kind: str) -> None:
    frame = pd.DataFrame({"企业名称": ["甲公司", "乙公司"], "备注": pd.Series(["", REFUSED[kind]], dtype=object)})
    with pytest.raises(UsageError, match=f"“备注”栏第 3 行是 {kind} 类型的值") as caught:
        djcov.read(frame)
    assert "张三丰" not in str(caught.value)


def test_half_a_character_is_lost_and_told_as_in_a_file() -> None:
    assert grid(pd.DataFrame({"企业名称": pd.Series(["甲\ud800公司"], dtype=object)}))[1] == [
        "甲\ufffd\ufffd\ufffd公司"
    ]
