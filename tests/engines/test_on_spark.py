"""The Spark engine: columns go in and come out as they are, and what is amiss is told before anything is read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest

from djcov.engines import Dtype, Engine, arrow, engine
from djcov.errors import UsageError
from djcov.policy import Policy
from other_engines import running
from same_roster import said

COLUMNS: dict[str, Dtype] = {
    "name": "str",
    "count": "Int64",
    "day": "datetime64[s]",
    "flag": "boolean",
    "_table": "int64",
    "_row": "int64",
}


@pytest.fixture(scope="module")
def spark() -> Iterator[Engine]:
    with running("spark") as engine:
        yield engine


def _batch(table: int) -> pa.RecordBatch:
    days = [date(1900, 1, 1), None, date(2100, 12, 31)]
    cells = zip(["甲", None, ""], [2**40, None, 0], days, [True, None, False], strict=True)
    return arrow.batch(COLUMNS, [(*row, table, at) for at, row in enumerate(cells, start=2)])


def _held(*parts: pa.RecordBatch) -> pd.DataFrame:
    return engine("pandas").hold(COLUMNS, parts)


@pytest.mark.thorough
def test_what_goes_in_comes_out(spark: Engine) -> None:
    batches = spark.batches()
    batches.add(_batch(1))
    lacking = _batch(2).drop_columns("flag")
    without_flag = spark.batches()
    without_flag.add(lacking)
    parts = [_batch(0), batches, without_flag, spark.batches()]

    wanted = _held(_batch(0), _batch(1), lacking)
    pd.testing.assert_frame_equal(spark.to_pandas(spark.hold(COLUMNS, parts)), wanted)


@pytest.mark.thorough
def test_a_settled_frame_is_the_same_frame(spark: Engine) -> None:
    import narwhals as nw

    settled = spark.settle(nw.from_native(spark.hold(COLUMNS, [_batch(0)])).lazy(), joined=False)

    pd.testing.assert_frame_equal(spark.to_pandas(nw.to_native(settled)), _held(_batch(0)))


@pytest.mark.thorough
def test_what_was_dropped_is_gone(spark: Engine) -> None:
    batches = spark.batches()
    batches.add(_batch(0))
    batches.drop()

    assert spark.to_pandas(spark.hold(COLUMNS, [])).empty


@pytest.mark.thorough
def test_files_that_workers_read_give_what_one_machine_reads(
    spark: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from djcov.intake import flat_table, reader

    monkeypatch.setattr(reader, "FLAT_FROM", 0)
    lines = [
        "企业名称,乡(办),职工人数,指导员电话",
        *(f"第{at}号公司,古城乡,{at % 7 or '多'},1380000{at:04}" for at in range(900)),
    ]
    for name, chosen in (("一", lines), ("二", [*lines[:300], "合计,,5,"]), ("三", ["一句话", "又一句"])):
        (tmp_path / f"{name}.csv").write_text("\n".join(chosen), "utf-8")
    member = "姓名,工作单位,公民身份号码,人员类别\n张三,第1号公司,110101199003074514,正式党员\n"
    (tmp_path / "四.csv").write_text(member, "utf-8")

    wanted = said(reader.read_roster([tmp_path], Policy.load()))
    taken: list[Path] = []
    begin = flat_table.begin
    monkeypatch.setattr(flat_table, "begin", lambda path, *rest: taken.append(path) or begin(path, *rest))
    given = said(reader.read_roster([tmp_path], Policy.load(), engine=lambda: spark))

    assert [path.name for path in taken] == ["三.csv"], "the driver reads what is no flat table"
    assert given[3:] == wanted[3:]
    assert given[1] == wanted[1]
    assert str(given[0]) == str(wanted[0])


@pytest.mark.thorough
def test_a_session_that_was_there_is_left_as_it_was(spark: Engine) -> None:
    from pyspark.sql import SparkSession

    session = SparkSession.getActiveSession()
    assert session
    was = session.conf.get("spark.sql.session.timeZone")
    session.conf.set("spark.sql.session.timeZone", "Asia/Urumqi")
    try:
        second = engine("spark")
        assert session.conf.get("spark.sql.session.timeZone") == was
        for _ in range(2):  # once more does no harm
            second.close()
        assert session.conf.get("spark.sql.session.timeZone") == "Asia/Urumqi"
        assert session.range(3).count() == 3
    finally:
        session.conf.set("spark.sql.session.timeZone", was)


def test_a_staging_folder_that_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    on_spark = pytest.importorskip("djcov.engines.on_spark")
    monkeypatch.setenv("DJCOV_STAGING", str(tmp_path / "nowhere"))

    with pytest.raises(UsageError, match="nowhere"):
        on_spark.SparkEngine()


def test_a_machine_without_java_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    on_spark = pytest.importorskip("djcov.engines.on_spark")
    monkeypatch.setenv("DJCOV_STAGING", str(tmp_path))
    monkeypatch.setattr(on_spark.SparkSession, "getActiveSession", lambda: None)
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("JAVA_HOME", raising=False)

    with pytest.raises(UsageError, match="Java"):
        on_spark.SparkEngine()
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("written", "master"),
    [("", None), ("# spark.master spark://a:1\n", None), ("spark.master   spark://a:7077 \n", "spark://a:7077")],
)
def test_the_master_of_the_defaults_is_known_before_spark_starts(
    written: str, master: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_spark = pytest.importorskip("djcov.engines.on_spark")
    monkeypatch.delenv("SPARK_CONF_DIR", raising=False)
    monkeypatch.setenv("SPARK_HOME", str(tmp_path))
    (tmp_path / "conf").mkdir()
    (tmp_path / "conf" / "spark-defaults.conf").write_text(written, "utf-8")

    assert on_spark._configured_master() == master
