"""What holds the rows: pandas in memory (the default), DuckDB beyond it, Spark on a cluster.

An engine knows nothing of rosters. It takes columns, and gives frames of its own kind that Narwhals understands; facts
and measures are expressions over these, the same on every engine. Only this room imports duckdb and pyspark.
"""

from __future__ import annotations

from typing import Literal, get_args

from ..errors import UsageError
from .model import DTYPES, Batches, Dtype, Engine, Part, StagedBatches
from .on_pandas import PandasEngine

__all__ = [
    "DTYPES",
    "ENGINES",
    "Batches",
    "Dtype",
    "Engine",
    "EngineName",
    "PandasEngine",
    "Part",
    "StagedBatches",
    "engine",
]

EngineName = Literal["auto", "pandas", "duckdb", "spark"]
ENGINES: tuple[EngineName, ...] = get_args(EngineName)

LARGE = 64 << 20
"""Bytes of flat files from which on ``auto`` takes DuckDB, if it is there."""


def engine(name: EngineName, flat_bytes: int = 0, spark_master: str | None = None) -> Engine:
    """Make the engine of a name; ``auto`` chooses by the size of the flat files (CSV, Parquet).

    ``spark_master`` is the address of Spark's cluster. Raises UsageError if what the engine needs is not there.
    """
    if name == "auto":
        name = "duckdb" if flat_bytes >= LARGE and _there("duckdb", "pyarrow") else "pandas"
    if name == "duckdb":
        _require(name, "engines", "duckdb", "pyarrow")
        from .on_duckdb import DuckDBEngine

        return DuckDBEngine()
    if name == "spark":
        _require(name, "spark", "pyspark", "pyarrow")
        from .on_spark import SparkEngine

        return SparkEngine(spark_master)
    return PandasEngine()


def _there(*libraries: str) -> bool:
    from importlib.util import find_spec

    return all(find_spec(library) for library in libraries)


def _require(name: str, extra: str, *libraries: str) -> None:
    if not _there(*libraries):
        raise UsageError(
            f"没有安装 {name} 引擎所需的组件", hint=f"请运行 pip install 'djcov[{extra}]'，或改用 --engine pandas。"
        )
