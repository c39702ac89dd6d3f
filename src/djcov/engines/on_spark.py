"""Frames in Spark, for more than one machine holds. What it computes is written to a folder that all workers see.

Files that every machine finds under the same path are read and validated by the workers, one file in a task
(:meth:`SparkEngine.spread`): what a task gathered counts only if the task's answer arrived, so a task that is done
twice, because its worker was lost, gives its rows once.

A step that is asked for more than once (:meth:`SparkEngine.settle`) becomes Parquet files there, not a cache in the
workers' memory: it outlives a worker that is lost, and what is planned upon it begins anew.
"""

from __future__ import annotations

import atexit
import os
import pickle
import re
import shutil
import sys
import tempfile
import warnings
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import narwhals as nw
import pyarrow as pa
import pyarrow.parquet as pq
import pyspark
from py4j.protocol import Py4JError
from pyspark.errors import PySparkException
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F  # noqa: N812 - as everybody calls it
from pyspark.sql import types as T  # noqa: N812

from ..errors import UsageError, reason
from .arrow import from_table, table, whole
from .model import Dtype, Part, Task

if TYPE_CHECKING:
    import pandas as pd

_TYPES: dict[Dtype, tuple[pa.DataType, T.DataType]] = {
    "boolean": (pa.bool_(), T.BooleanType()),
    "Int64": (pa.int64(), T.LongType()),
    "int64": (pa.int64(), T.LongType()),
    "Float64": (pa.float64(), T.DoubleType()),
    "datetime64[s]": (pa.timestamp("us"), T.TimestampNTZType()),
    "str": (pa.string(), T.StringType()),
}

STAGING = "DJCOV_STAGING"
"""The environment variable that names a folder which driver and workers see under the same path."""

_ZONE = "spark.sql.session.timeZone"

IN_FILE = 128 << 20
"""Bytes of batches that go into one staged file: about what a task should read."""

_LOCAL = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.sql.shuffle.partitions": str(4 * (os.cpu_count() or 1)),
    "spark.ui.enabled": "false",
}
"""What a session on this machine alone begins with: nothing of it can be reached from outside."""

_QUIET = """\
rootLogger.level = error
rootLogger.appenderRef.stderr.ref = stderr
appender.stderr.type = Console
appender.stderr.name = stderr
appender.stderr.target = SYSTEM_ERR
appender.stderr.layout.type = PatternLayout
appender.stderr.layout.pattern = %p %c{1}: %m%n%ex{1}
"""


class StagedBatches:
    """Batches in Parquet files of the staging folder, in a folder of their own there."""

    def __init__(self, folder: Path) -> None:
        self.table: int | None = None
        self._folder = Path(tempfile.mkdtemp(dir=folder))
        self._kept: list[pa.RecordBatch] = []
        self._bytes = 0
        self._files = 0

    def add(self, batch: pa.RecordBatch) -> None:
        """Keep the batch until there are enough for a file."""
        self._kept.append(batch)
        self._bytes += batch.nbytes
        if self._bytes > IN_FILE:
            self._write()

    def drop(self) -> None:
        """Forget the batches."""
        self._kept, self._bytes, self._files = [], 0, 0
        shutil.rmtree(self._folder)

    def folder(self) -> Path | None:
        """Write what is left; None if there was no batch."""
        if self._kept:
            self._write()
        return self._folder if self._files else None

    def __getstate__(self) -> dict[str, Any]:
        """Write what is left, before it is sent to another process."""
        self.folder()
        return self.__dict__

    def _write(self) -> None:
        file = self._folder / f"{self._files}.parquet"
        pq.write_table(table(self._kept), file, compression="zstd", compression_level=1)
        self._kept, self._bytes = [], 0
        self._files += 1


class SparkEngine:
    """A session of its own, or the one that the process has already, which is then left open.

    ``master`` is the cluster's address; without it the session's configuration decides (``SPARK_MASTER``,
    ``spark-defaults.conf``), and last all cores of this machine. Raises UsageError if there is no session to be had.
    """

    name = "spark"
    at_hand = False

    def __init__(self, master: str | None = None) -> None:
        parent = os.environ.get(STAGING)
        try:
            self._scratch = tempfile.TemporaryDirectory(prefix="djcov-", dir=parent, ignore_cleanup_errors=True)
        except OSError as error:
            hint = f"请把环境变量 {STAGING} 设为各节点都能读写的文件夹。"
            raise UsageError(f"不能在 {parent} 中建立临时文件夹（{reason(error)}）", hint=hint) from None
        self._folder = Path(self._scratch.name)
        given = SparkSession.getActiveSession()
        try:
            self.session = given or _started(master or os.environ.get("SPARK_MASTER"), self._folder)
        except UsageError:
            self._scratch.cleanup()
            raise
        # The driver's Python and its Java must mean the same moment by a day without a zone.
        java: Any = self.session._jvm
        zone = java.java.util.TimeZone.getDefault().getID()
        self._zone = self.session.conf.get(_ZONE) or zone
        """The session's own, which it gets back."""
        self.session.conf.set(_ZONE, zone)
        self._owned = given is None
        self._settled = 0
        atexit.register(self.close)

    def batches(self) -> StagedBatches:
        """Begin to gather batches."""
        return StagedBatches(self._folder)

    def hold(self, columns: Mapping[str, Dtype], parts: Sequence[Part]) -> DataFrame:
        """Give one frame over all parts."""
        small = [part for part in parts if not isinstance(part, StagedBatches)]
        staged = [part for part in parts if isinstance(part, StagedBatches) and part.folder()]
        frames = [_complete(columns, self._staged(part)) for part in staged]
        if small or not frames:
            frames.append(self._shipped(columns, whole(columns, small)))
        first, *others = frames
        for other in others:
            first = first.unionByName(other)
        return first

    def settle(self, frame: Any, *, joined: bool) -> Any:  # noqa: ARG002
        """Compute a lazy frame into Parquet files."""
        self._settled += 1
        folder = str(self._folder / f"settled-{self._settled}")
        nw.to_native(frame).write.parquet(folder)
        return nw.from_native(self.session.read.parquet(folder)).lazy()

    def spread(self, task: Task, items: Sequence[Any]) -> Sequence[Any]:
        """Do a task for each item on the workers, which must have djcov installed too."""
        folder = self._folder

        def done(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
            for index in (index for batch in batches for index in batch.column(0).to_pylist()):
                answer = pickle.dumps(task(items[index], lambda: StagedBatches(folder)))
                yield pa.RecordBatch.from_pydict({"id": [index], "answer": [answer]})

        several = self.session.range(len(items), numPartitions=max(len(items), 1))
        with _no_word_about_pandas():
            answers = several.mapInArrow(done, "id long, answer binary").toArrow().sort_by("id")
        return [pickle.loads(answer) for answer in answers["answer"].to_pylist()]

    def to_pandas(self, frame: Any) -> pd.DataFrame:
        """Give a frame as pandas holds it."""
        held = frame.orderBy("_table", "_row").toArrow()
        days = {name: "datetime64[s]" for name, dtype in frame.dtypes if dtype == "timestamp_ntz"}
        return from_table(held).astype(days)

    def close(self) -> None:
        """End the session, if it is our own, else leave it as it was; delete the staging folder."""
        atexit.unregister(self.close)
        if self._owned:
            self.session.stop()
        elif SparkSession.getActiveSession():  # its owner may have ended it
            self.session.conf.set(_ZONE, self._zone)
        self._scratch.cleanup()

    def _staged(self, part: StagedBatches) -> DataFrame:
        frame = self.session.read.parquet(str(part.folder()))
        return frame if part.table is None else frame.withColumn("_table", F.lit(part.table))

    def _shipped(self, columns: Mapping[str, Dtype], small: pa.Table) -> DataFrame:
        """Send a small table to the workers."""
        schema = pa.schema([(name, _TYPES[dtype][0]) for name, dtype in columns.items()])
        types = T.StructType([T.StructField(name, _TYPES[dtype][1]) for name, dtype in columns.items()])
        return self.session.createDataFrame(small.cast(schema), types)


def _complete(columns: Mapping[str, Dtype], given: DataFrame) -> DataFrame:
    """Name all columns in their order; what is not given is null."""
    return given.select(
        [
            (F.col(name) if name in given.columns else F.lit(None)).cast(_TYPES[dtype][1]).alias(name)
            for name, dtype in columns.items()
        ]
    )


def _started(master: str | None, folder: Path) -> SparkSession:
    """Start a session. What Java says goes into a file: it is no concern of the user's, unless there is no session."""
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        raise UsageError("没有找到 Java，spark 引擎需要它", hint="请安装 Java 17 或更高版本，或改用 --engine duckdb。")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    log, logging = folder / "java.log", folder / "log4j2.properties"
    logging.write_text(_QUIET, encoding="utf-8")
    settings: Any = {
        "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={logging.as_uri()}",
        "spark.ui.showConsoleProgress": "false",
        **(_LOCAL if (master or _configured_master() or "local").startswith("local") else {}),
    }
    builder = SparkSession.builder.appName("djcov").config(map=settings)
    try:
        with _said_into(log), _no_word_about_pandas():
            return (builder.master(master) if master else builder).getOrCreate()
    except (PySparkException, Py4JError) as error:
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
        why = next((line for line in lines if "rror" in line or "xception" in line), str(error).split("\n")[0])
        hint = "请检查 --spark-master、SPARK_MASTER 和 Java 的版本（17 或更高），或改用 --engine duckdb。"
        raise UsageError(f"Spark 启动不了：{why.strip()}", hint=hint) from None


def _configured_master() -> str | None:
    """Give the cluster's address that ``spark-defaults.conf`` names; Spark itself reads it only once it has started."""
    home = Path(os.environ.get("SPARK_HOME") or pyspark.__path__[0])
    file = Path(os.environ.get("SPARK_CONF_DIR") or home / "conf") / "spark-defaults.conf"
    if not file.is_file():
        return None
    settings = (re.split(r"[\s=:]+", line.strip(), maxsplit=1) for line in file.read_text("utf-8").splitlines())
    return next((setting[1] for setting in settings if setting[0] == "spark.master" and len(setting) > 1), None)


@contextmanager
def _no_word_about_pandas() -> Generator[None]:
    """Let PySpark not say that pandas 3 is new to it: no pandas goes through it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        yield


@contextmanager
def _said_into(log: Path) -> Generator[None]:
    """Let what a process that starts meanwhile says, and goes on saying, go into a file."""
    kept = [os.dup(stream) for stream in (1, 2)]
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    with log.open("wb") as file:
        for stream in (1, 2):
            os.dup2(file.fileno(), stream)
    try:
        yield
    finally:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        for stream, own in zip((1, 2), kept, strict=True):
            os.dup2(own, stream)
            os.close(own)
