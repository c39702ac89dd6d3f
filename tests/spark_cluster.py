"""A real cluster on this machine: a master and workers of Spark's standalone kind, each a process, all on loopback.

    python tests/spark_cluster.py [ROWS]

Writes a ledger of ROWS enterprises (a million) in eight CSV files, which the workers read, and runs ``djcov coverage``
over them: with pandas, then on a cluster of two workers, on one of which one worker is killed in mid-run, and on one of
one worker. Fails unless all say the same, byte for byte; prints the times, and what Spark's own log says of tasks and
shuffles. ``engines/test_spark_cluster.py`` does the first part with fewer rows.
"""

from __future__ import annotations

import csv
import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyspark

HEADERS = (
    *("序号", "乡(办)", "企业名称", "统一社会信用代码", "企业类型", "经营状态", "职工人数", "党员人数"),
    *("是否建立党组织", "组建方式", "党建指导员", "工会"),
)
UNITS = ("城关办事处", "古城乡", "柳河乡", "白沙镇", "石桥镇", "马店乡", "东湾办事处", "产业集聚区")
CODE = "0123456789ABCDEFGHJKLMNPQRTUWXY"
SEED = 20180930
FILES = 8
HOME = Path(pyspark.__file__).parent
DEFAULTS = """\
spark.driver.memory 1g
spark.executor.cores 1
spark.executor.memory 1g
spark.sql.shuffle.partitions 4
spark.ui.enabled false
spark.eventLog.enabled true
spark.eventLog.compress false
spark.eventLog.rolling.enabled false
spark.eventLog.dir {log}
"""


def write_ledgers(folder: Path, rows: int, files: int = FILES) -> None:
    """Write the files."""
    chance = random.Random(SEED)
    for file in range(files):
        with (folder / f"台账{file}.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(HEADERS)
            writer.writerows(_row(number, chance) for number in range(rows * file // files, rows * (file + 1) // files))


def _row(number: int, chance: random.Random) -> tuple[object, ...]:
    organized = chance.random() < 0.5
    return (
        number,
        chance.choice(UNITS),
        f"青岚区第{number}号商贸有限公司",
        _code(number if number % 1000 else max(number - 1, 0)),  # one in a thousand is there twice
        chance.choice(("有限责任公司", "股份有限公司", "国有独资")),
        chance.choice(("正常", "正常", "停产", "注销")),
        chance.choice(("", "约50", "多", *range(1, 200))),
        chance.randint(0, 8),
        "是" if organized else "否",
        chance.choice(("单独组建", "联合组建")) if organized else "",
        "" if organized else chance.choice(("张三", "李四", "无")),
        chance.choice(("√", "×", "")),
    )


def _code(number: int) -> str:
    """A valid code (GB 32100-2015) of a region that is nowhere."""
    body = f"{number:08}"
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    inner = sum(int(char) * weight for char, weight in zip(body, weights, strict=True))
    first = f"91999999{body}{'0123456789X0'[11 - inner % 11]}"
    outer = sum(CODE.index(char) * pow(3, place, 31) for place, char in enumerate(first))
    return first + CODE[-outer % 31]


@dataclass
class Cluster:
    """A running one."""

    master: str
    workers: list[subprocess.Popen[bytes]]
    environment: dict[str, str]
    log: Path

    def jobs(self) -> int:
        """How many jobs of the application have ended."""
        return sum(file.read_text(encoding="utf-8").count('"SparkListenerJobEnd"') for file in self.log.iterdir())


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[Cluster]:
    """Start a master and workers; kill them in the end."""
    log, conf = folder / "events", folder / "conf"
    log.mkdir(parents=True)
    conf.mkdir()
    (conf / "spark-defaults.conf").write_text(DEFAULTS.format(log=log.as_uri()), encoding="utf-8")
    environment = {
        **os.environ,
        "PYSPARK_PYTHON": sys.executable,
        "SPARK_CONF_DIR": str(conf),
        "SPARK_HOME": str(HOME),
        "SPARK_LOCAL_IP": "127.0.0.1",
    }
    port = _free_port()
    master = f"spark://127.0.0.1:{port}"
    place = ("--host", "127.0.0.1", "--webui-port", "0")
    started = [_start(folder / "master", environment, "master.Master", *place, "--port", str(port))]
    try:
        _wait(lambda: _answers(port))
        for number in range(workers):
            own = folder / f"worker{number}"
            size = ("--cores", "1", "--memory", "1g", "--work-dir", str(own))
            started.append(_start(own, environment, "worker.Worker", *place, *size, master))
        registered = "Successfully registered with master"
        _wait(lambda: all(registered in _said(folder / f"worker{number}") for number in range(workers)))
        yield Cluster(master, started[1:], environment, log)
    finally:
        for process in reversed(started):
            kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    """Kill a process with its children, as a power cut would: of a worker, its executor too."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _start(folder: Path, environment: dict[str, str], name: str, *arguments: str) -> subprocess.Popen[bytes]:
    folder.mkdir()
    command = [str(HOME / "bin" / "spark-class"), f"org.apache.spark.deploy.{name}", *arguments]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(command, env=environment, stdout=log, stderr=log, start_new_session=True)


def _said(folder: Path) -> str:
    return (folder / "log").read_text(encoding="utf-8", errors="replace")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _wait(ready: Callable[[], bool], seconds: int = 120) -> None:
    until = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > until:
            raise TimeoutError(f"the cluster is not so far after {seconds} s")
        time.sleep(0.2)


def command(ledgers: Path, *options: str) -> list[str]:
    """Give the command line of the run."""
    return [
        *(sys.executable, "-m", "djcov", "coverage", str(ledgers), "--as-of", "2021-12-31"),
        *("--format", "json", "-q", *options),
    ]


def on_cluster(ledgers: Path, folder: Path, workers: int, kill_after: int | None = None) -> tuple[bytes, str, int]:
    """Run on a cluster; kill its last worker after so many jobs. Give the output, a line of figures, and the jobs."""
    with cluster(folder, workers) as running:
        staging = folder / "staging"
        staging.mkdir()
        begin = time.monotonic()
        words = command(ledgers, "--engine", "spark", "--spark-master", running.master)
        environment = {**running.environment, "DJCOV_STAGING": str(staging)}
        process = subprocess.Popen(words, env=environment, stdout=subprocess.PIPE)
        if kill_after is not None:
            _wait(lambda: running.jobs() >= kill_after or process.poll() is not None, 900)
            assert process.poll() is None, "the run was over before a worker could be killed"
            kill(running.workers[-1])
        output = process.communicate()[0]
        seconds = time.monotonic() - begin
        assert process.returncode == 0, "djcov failed"
        assert not list(staging.iterdir()), "something was left in the staging folder"
        return output, f"{seconds:.1f} s; {figures(running.log)}", running.jobs()


def figures(log: Path) -> str:
    """Sum up an application's log: tasks, their time, what they shuffled."""
    tasks = failed = ran = shuffled = read = 0
    executors: set[str] = set()
    for line in (line for file in log.iterdir() for line in file.read_text(encoding="utf-8").splitlines()):
        event = json.loads(line)
        if event["Event"] != "SparkListenerTaskEnd":
            continue
        tasks += 1
        failed += event["Task End Reason"]["Reason"] != "Success"
        executors.add(event["Task Info"]["Executor ID"])
        metrics = event.get("Task Metrics") or {}
        ran += metrics.get("Executor Run Time", 0)
        shuffled += metrics.get("Shuffle Write Metrics", {}).get("Shuffle Bytes Written", 0)
        read += metrics.get("Input Metrics", {}).get("Bytes Read", 0)
    return (
        f"{tasks} tasks on {len(executors)} executors ({failed} failed), {ran / 1000:.1f} s in them, "
        f"{shuffled / 1e6:.1f} MB shuffled, {read / 1e6:.1f} MB read from Parquet"
    )


def main(rows: int = 1_000_000) -> None:
    """Do it all."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        ledgers = folder / "ledgers"
        ledgers.mkdir()
        write_ledgers(ledgers, rows)
        begin = time.monotonic()
        wanted = subprocess.run(command(ledgers, "--engine", "pandas"), check=True, stdout=subprocess.PIPE).stdout
        print(f"{rows} rows, pandas: {time.monotonic() - begin:.1f} s", flush=True)
        output, told, jobs = on_cluster(ledgers, folder / "two", 2)
        print(f"two workers: {told}", flush=True)
        assert output == wanted
        output, told, _ = on_cluster(ledgers, folder / "killed", 2, kill_after=jobs // 3)
        print(f"two workers, one killed after {jobs // 3} of {jobs} jobs: {told}", flush=True)
        assert output == wanted
        output, told, _ = on_cluster(ledgers, folder / "one", 1)
        print(f"one worker: {told}", flush=True)
        assert output == wanted
        print("the same bytes from all")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
