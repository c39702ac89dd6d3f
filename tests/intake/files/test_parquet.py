from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from djcov.engines import engine
from djcov.errors import InputError
from djcov.intake import flat_table, reader
from djcov.intake.file_tables import Settings
from djcov.intake.files import parquet
from djcov.intake.sheet.header_rows import Overrides
from djcov.intake.sheet.header_words import words_of
from djcov.models import Kind
from djcov.policy import Policy

POLICY = Policy.load()
SETTINGS = Settings(POLICY, words_of(POLICY), Overrides())


def test_parquet_is_read_as_a_table_with_its_names_as_header(tmp_path: Path) -> None:
    columns = {"企业名称": ["甲公司", "乙公司"], "职工人数": [50, None], "是否建立党组织": [True, None]}
    path = tmp_path / "台账.parquet"
    pq.write_table(pa.table(columns), path)
    roster = reader.read_roster([path], POLICY)
    first, second = roster.enterprises
    assert (first.name, first.employees, first.organized) == ("甲公司", 50, True)
    assert (second.name, second.employees, second.organized) == ("乙公司", None, None)
    assert roster.frames[Kind.ENTERPRISES]["_row"].to_pylist() == [2, 3]


def test_a_parquet_file_that_is_none_ends_in_one_message(tmp_path: Path) -> None:
    path = tmp_path / "台账.parquet"
    path.write_bytes(b"PAR1 nothing PAR1")
    with pytest.raises(InputError):
        reader.read_roster([path], POLICY)


@pytest.mark.thorough
def test_a_parquet_file_that_is_not_flat_is_read_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "台账.parquet"
    columns = {
        "乡（办）": ["古城乡", None, None, "柳河乡", None],  # written once for each block
        "企业名称": pa.array([f"{name}公司".encode() for name in "甲乙丙丁戊"], pa.large_binary()),
        "照片": pa.array([b"\xff\xd8", None, None, None, None]),
        "股东": [[{"姓": "某"}], [], None, None, None],
        "已建群团组织": [["工会", "妇联"], [], None, None, ["工会"]],
        "职工人数": pa.array([1, 2, 3, 4, None], pa.decimal128(9, 2)),
    }
    pq.write_table(pa.table(columns), path)
    begun = flat_table.begin(path, SETTINGS)
    assert begun is None or begun.take(0, engine("arrow").batches, lambda done: None) is None
    rows = reader.read_roster([path], POLICY).enterprises
    assert [row.township for row in rows] == ["古城乡"] * 3 + ["柳河乡"] * 2
    assert [row.name for row in rows] == ["甲公司", "乙公司", "丙公司", "丁公司", "戊公司"]
    assert [row.employees for row in rows] == [1, 2, 3, 4, None]
    assert [row.mass_organizations for row in rows] == ["工会、妇联", None, None, None, "工会"]


def test_a_parquet_file_damaged_far_below_ends_in_one_message(tmp_path: Path) -> None:
    path = tmp_path / "台账.parquet"
    names = [f"青岚区第{at}号公司" for at in range(20_000)]
    pq.write_table(pa.table({"企业名称": names, "职工人数": range(20_000)}), path, row_group_size=5_000)
    data = bytearray(path.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 2000] = b"\x55" * 2000
    path.write_bytes(data)
    with pytest.raises(InputError, match="Parquet 文件已损坏"):
        reader.read_roster([path], POLICY)


@pytest.mark.thorough
def test_a_value_that_is_no_text_is_no_blank(tmp_path: Path) -> None:
    path = tmp_path / "台账.parquet"
    columns = {"企业名称": ["甲公司", "乙公司"], "职工人数": [{"人": 5}, None], "乡（办）": [["古城乡", None], []]}
    pq.write_table(pa.table(columns), path)
    roster = reader.read_roster([path], POLICY)
    first, second = roster.enterprises
    assert (first.employees, first.township, second.township) == (None, "古城乡", None)
    assert [(each.code, each.found) for each in roster.findings] == [("COUNT_UNREADABLE", "（不是文字）")]


def test_columns_are_written_as_texts() -> None:
    columns = {
        "企业名称": pa.array(["甲公司", "乙公司", "甲公司"]).dictionary_encode(),
        "工会": [True, False, None],
        "职工人数": [50, None, 3],
    }
    stream = pa.BufferOutputStream()
    pq.write_table(pa.table(columns), stream)
    assert [list(row) for row in parquet.read(stream.getvalue().to_pybytes(), "台账.parquet").rows] == [
        ["企业名称", "工会", "职工人数"],
        ["甲公司", "是", "50"],
        ["乙公司", "否", ""],
        ["甲公司", "", "3"],
    ]


@pytest.mark.parametrize("data", [b"PAR1 nothing PAR1", b"PAR1"])
def test_what_is_no_parquet_is_damaged(data: bytes) -> None:
    with pytest.raises(InputError, match="Parquet 文件已损坏，读不出"):
        parquet.read(data, "台账.parquet")
