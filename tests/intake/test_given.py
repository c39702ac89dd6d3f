"""``djcov.read`` takes a ledger in every form in which Python has one, with the same result."""

from __future__ import annotations

import io
import shutil
from datetime import date

import pandas as pd
import pyarrow as pa
import pytest

import djcov
from djcov.errors import InputError, UsageError
from djcov.intake.dataframes import contents
from djcov.intake.files import parquet
from views import NOW


@pytest.fixture
def path(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found = tmp_path / "古城乡2021.csv"
    found.write_text(NOW, "utf-8")
    return found


def frame(**options) -> pd.DataFrame:
    return pd.read_csv(io.StringIO(NOW), **options)


def shares(*rosters):
    found = djcov.coverage(djcov.read(*rosters), as_of="2021-12-31")
    return [(row.unit, row.indicator, row.numerator, row.denominator, row.missing) for row in found.rows]


FORMS = {
    "a path": lambda path: [path],
    "a pattern": lambda path: [f"{path.parent}/*.csv"],
    "a list": lambda path: [[str(path)]],
    "an open file": lambda path: [path.open("rb")],
    "bytes in memory": lambda path: [io.BytesIO(path.read_bytes())],
    "GBK in memory": lambda path: [io.BytesIO(NOW.encode("gb18030"))],
    "pandas": lambda path: [frame()],
    "pandas, all text": lambda path: [frame(dtype=str)],
    "pandas on Arrow": lambda path: [frame(dtype_backend="pyarrow")],
    "pandas, in other hands": lambda path: [frame().set_index(pd.Index(range(9, 15))).astype(object)],
    "Arrow": lambda path: [pa.Table.from_pandas(frame())],
    "a list of frames": lambda path: [[frame().iloc[:3], frame().iloc[3:]]],
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_same(path, form):
    given = FORMS[form](path)
    assert shares(*given) == shares(path)
    for each in given:
        if hasattr(each, "close"):
            each.close()


def test_frames_are_told_apart_and_rows_found_again():
    roster = djcov.read([frame().iloc[:3], frame().iloc[3:]])
    assert [table.file for table in roster.tables] == ["DataFrame（1）", "DataFrame（2）"]
    explained = djcov.explain(roster, "org_coverage", as_of="2021-12-31")
    assert [str(each.source) for each in explained.numerator] == ["DataFrame（1） 第2行"], "the header is row 1"
    assert all(source.unchanged() is None for source in roster.sources), "there is no file to look into"


def test_an_open_file_keeps_its_name(path):
    with path.open("rb") as file:
        assert djcov.read(file).tables[0].file == str(path)


def test_a_file_whose_name_is_like_a_pattern_is_that_file(path):
    shutil.copy(path, "台账[1].csv")
    assert djcov.read("台账[1].csv").tables[0].file == "台账[1].csv"


def test_values_stand_as_a_file_would_hold_them():
    given = pd.DataFrame(
        {
            "Unnamed: 0": [1.0, None],
            "职工人数": [60, None],
            "成立时间": pd.to_datetime(["2020-05-01", None]),
            "覆盖企业": [["甲", "乙"], None],
            "是否参训": [True, False],
            "比率": [0.5, 1.0],
            "当日": [date(2021, 1, 5), pd.NaT],
        }
    )
    before = given.copy(deep=True)
    held = contents(given)
    assert held is not None
    assert parquet.read(held.data, "").rows == [
        ["", "职工人数", "成立时间", "覆盖企业", "是否参训", "比率", "当日"],
        ["1", "60", "2020-05-01", "甲、乙", "是", "0.5", "2021-01-05"],
        ["", "", "", "", "否", "1", ""],
    ]
    pd.testing.assert_frame_equal(given, before)


def test_a_header_of_two_levels_takes_two_rows():
    given = pd.DataFrame(
        [["甲公司", 3, 2]], columns=pd.MultiIndex.from_tuples([("企业名称", ""), ("党员", "总数"), ("党员", "正式")])
    )
    held = contents(given)
    assert held is not None
    assert parquet.read(held.data, "").rows == [
        ["企业名称", "党员", "党员"],
        ["", "总数", "正式"],
        ["甲公司", "3", "2"],
    ]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (io.StringIO(NOW), "文件是以文本方式打开的"),
        (3, "int 类型的值不是台账"),
        (None, "NoneType 类型的值不是台账"),
        (["a.csv", {"姓名": "张三丰"}], "dict 类型的值不是台账"),
    ],
)
def test_what_is_no_roster_is_refused_without_a_word_of_it(given, told):
    with pytest.raises(UsageError, match=told) as caught:
        djcov.read(given)
    assert "张三丰" not in str(caught.value)


@pytest.mark.parametrize("given", [pd.DataFrame(), pd.DataFrame(columns=["企业名称"]), pa.table({})])
def test_a_frame_without_a_table_is_told_as_a_file_is(given):
    with pytest.raises(InputError, match=r"^DataFrame：没有"):
        djcov.read(given)
