"""What DuckDB's engine leaves behind, and what it says when there is no room."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from djcov.engines import exhausted, interrupted, on_duckdb
from djcov.engines.on_duckdb import DuckDBEngine
from djcov.errors import DjcovError, UsageError

BATCH = pa.RecordBatch.from_pydict({"_table": pa.array([0]), "_row": pa.array([2])})


def test_each_file_in_the_temporary_folder_is_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(on_duckdb, "IN_MEMORY", 0)
    engine = DuckDBEngine()
    for _ in range(3):
        engine.batches().add(BATCH)  # each is forgotten, and the next may be where it was
    assert len(list(Path(engine._scratch.name).glob("*.parquet"))) == 3
    engine.close()


def test_a_database_that_was_not_needed_is_not_opened_to_be_closed() -> None:
    script = (
        "import sys\nfrom djcov.engines import engine\nengine('duckdb').close()\nassert 'duckdb' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


@pytest.mark.parametrize("size", ["-5", "-1GB", "none", "500%", "GB"])
def test_a_bound_of_memory_that_is_none_is_refused(size: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(on_duckdb.MEMORY_LIMIT, size)
    engine = DuckDBEngine()
    with pytest.raises(UsageError, match=f"环境变量 DJCOV_MEMORY 的值“{size}”不是内存大小"):
        engine.batches()
    engine.close()


def test_an_interrupt_is_no_bug() -> None:
    assert interrupted(RuntimeError("Query interrupted"))
    assert not interrupted(RuntimeError("another"))


def test_no_room_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    said = f"{tempfile.gettempdir()}：临时文件写不进去，磁盘可能满了\n请腾出空间"
    assert str(exhausted(duckdb.IOException("IO Error: … No space left on device"))).startswith(said)
    assert str(exhausted(duckdb.IOException("… attempted to write 0 bytes: Disk quota exceeded"))).startswith(said)
    assert exhausted(duckdb.IOException('IO Error: No files found that match the pattern "x.parquet"')) is None
    assert exhausted(ValueError("a bug")) is None
    monkeypatch.setattr(on_duckdb, "IN_MEMORY", 0)
    engine = DuckDBEngine()
    batches = engine.batches()
    engine.close()  # and with it goes the folder
    with pytest.raises(DjcovError) as refused:
        batches.add(BATCH)
    assert str(refused.value).startswith(said)
