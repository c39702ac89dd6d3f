"""The engines beside Arrow, as small as tests want them."""

from __future__ import annotations

import os
import shutil
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec

import pytest

from djcov.engines import Engine, EngineName, engine
from effort import EVERY_ENGINE

_SMALL = {
    "spark.default.parallelism": "1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    # a few rows: what is planned and compiled for many takes longer than the rows
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.shuffle.partitions": "1",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}


@contextmanager
def running(name: EngineName) -> Iterator[Engine]:
    """An engine while it is needed; the test is skipped if it is not installed, unless every engine must be there."""
    lacking = _lacking() if name == "spark" else []
    if lacking and not EVERY_ENGINE:
        pytest.skip(f"needs {'、'.join(lacking)}")
    assert not lacking
    session = _small_session() if name == "spark" else None
    holder = engine(name)
    try:
        yield holder
    finally:
        holder.close()
        if session:
            session.stop()


def _lacking() -> list[str]:
    return ([] if find_spec("pyspark") else ["pyspark"]) + ([] if shutil.which("java") else ["java"])


def _small_session():
    from pyspark.sql import SparkSession

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        return SparkSession.builder.master("local[1]").config(map=_SMALL).getOrCreate()
