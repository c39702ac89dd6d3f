"""What holds the rows: Arrow's columns in memory, pandas' there, DuckDB beyond it, Spark on a cluster.

An engine knows nothing of rosters. It takes columns, and gives frames of its own kind that Narwhals understands; facts
and measures are expressions over these, the same on every engine. Only this room imports duckdb and pyspark.
"""

from __future__ import annotations

import sys
from typing import get_args

from ..choices import EngineName
from ..errors import DjcovError, UsageError
from .model import DTYPES, ArrowArray, Batches, Dtype, Engine, Part, StagedBatches

__all__ = [
    "DTYPES",
    "ENGINES",
    "ArrowArray",
    "Batches",
    "Dtype",
    "Engine",
    "EngineName",
    "Part",
    "StagedBatches",
    "engine",
    "exhausted",
    "in_memory",
    "interrupted",
]

ENGINES: tuple[EngineName, ...] = get_args(EngineName)

LARGE = 64 << 20
"""Bytes of flat files from which on ``auto`` takes DuckDB. In memory they need ten times as many."""


def engine(name: EngineName, flat_bytes: int = 0, spark_master: str | None = None) -> Engine:
    """Make the engine of a name; ``auto`` chooses by the size of the flat files (CSV, Parquet).

    ``spark_master`` is the address of Spark's cluster. Raises UsageError if what the engine needs is not there.
    """
    if name == "duckdb" or (name == "auto" and flat_bytes >= LARGE):
        from .on_duckdb import DuckDBEngine

        return DuckDBEngine()
    if name == "spark":
        _require(name, "pyspark", "djcov[spark]")
        from .on_spark import SparkEngine

        return SparkEngine(spark_master)
    if name == "pandas":
        _require(name, "pandas", "pandas")
        from .on_pandas import PandasEngine

        return PandasEngine()
    return in_memory()


def in_memory() -> Engine:
    """Make the engine for what fits into memory."""
    from .on_arrow import ArrowEngine

    return ArrowEngine()


def exhausted(error: Exception) -> DjcovError | None:
    """Say of an engine's error that the memory or the disk was not enough; None for any other."""
    if isinstance(error, MemoryError):  # Arrow's own too
        return DjcovError("内存不够，算不下去", hint="请关闭别的程序，或用 --engine duckdb，它在内存不够时用磁盘。")
    if "duckdb" not in sys.modules:
        return None
    from . import on_duckdb

    return on_duckdb.exhausted(error)


def interrupted(error: Exception) -> bool:
    """Tell whether an engine's error is what it makes of a signal, in whose place it raises it."""
    return isinstance(error, RuntimeError) and str(error) == "Query interrupted"  # DuckDB's


def _require(name: EngineName, library: str, package: str) -> None:
    from importlib.util import find_spec

    if not find_spec(library):
        hint = f"请运行 pip install '{package}'（免安装版不带这个引擎），或改用 --engine duckdb。"
        raise UsageError(f"没有安装 {name} 引擎所需的组件", hint=hint)
