"""What a row costs: ``python benchmarks/scale.py [--largest N] [--rounds N]``. Takes ten minutes for ten million rows.

Runs ``djcov coverage`` over ledgers of 10 000 rows up to ten million, and over four linked rosters, as whole processes;
prints the seconds, those of the processors, and the peak of memory, and the line that fits them best. Then, within this
process, what a distinct cell costs that is not plain. ``docs/scale.md`` rests on these figures; what a cluster shuffles
is printed by ``python tests/spark_cluster.py``.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from djcov.intake.columns.validation import parse
from djcov.models import Kind
from ledgers import write_ledger, write_rosters
from run import coverage, machine

SMALLEST = 10_000
ODD = {
    "企业名称，有空格": (Kind.ENTERPRISES, "name", "青岚区 第{}号 公司"),
    "统一社会信用代码，校验不符": (Kind.ENTERPRISES, "uscc", "91{:016}"),
    "职工人数，约数": (Kind.ENTERPRISES, "employees", "约{}"),
    "成立时间，序列数": (Kind.ENTERPRISES, "founded_on", "{}"),
}
"""Cells that are read one by one."""


@dataclass(frozen=True)
class Cost:
    """What one run of a command took: seconds, those of all processors, MiB."""

    rows: int
    seconds: float
    processors: float
    peak: float


def cost(rows: int, command: Sequence[str], rounds: int) -> Cost:
    """Run a command some times and give the medians, of memory the most."""
    runs: list[tuple[float, float, float]] = []
    for _ in range(rounds):
        begun = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        if os.waitstatus_to_exitcode(status):
            raise subprocess.CalledProcessError(status, command)
        runs.append((time.perf_counter() - begun, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024))
    seconds, processors, peaks = zip(*runs, strict=True)
    return Cost(rows, statistics.median(seconds), statistics.median(processors), max(peaks))


def fitted(costs: Iterable[Cost]) -> str:
    """Say which line fits best, each measurement weighed by its size: seconds at the start, and per million rows."""
    import numpy as np

    rows, seconds, processors = (
        np.array(each, float)
        for each in zip(*((cost.rows, cost.seconds, cost.processors) for cost in costs), strict=True)
    )
    said: list[str] = []
    for what, taken in (("seconds", seconds), ("seconds of processors", processors)):
        terms = np.stack([np.ones(len(rows)), rows / 1e6], 1) / taken[:, None]
        (begin, each), *_ = np.linalg.lstsq(terms, np.ones(len(rows)), rcond=None)
        said.append(f"{what}: {begin:.2f} + {each:.2f} per million rows")
    return "; ".join(said)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--largest", type=int, default=10_000_000, help="rows of the largest ledger")
    parser.add_argument("--rounds", type=int, default=3, help="runs of each")
    options = parser.parse_args()
    print("| input | rows | seconds | of processors | peak |\n| --- | ---: | ---: | ---: | ---: |")
    lines: list[str] = []
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        sizes = [SMALLEST * 10**power for power in range(4) if SMALLEST * 10**power <= options.largest]
        ledgers = [(rows, write_ledger(folder / f"ledger-{rows}.csv", rows)) for rows in sizes]
        rosters = [(4 * rows, write_rosters(folder / f"rosters-{rows}", rows)) for rows in sizes if rows <= 1_000_000]
        for title, inputs in (("ledger", ledgers), ("four rosters", rosters)):
            costs = [cost(rows, coverage(path), options.rounds) for rows, path in inputs]
            for each in costs:
                figures = f"{each.seconds:.2f} s | {each.processors:.2f} s | {each.peak:.0f} MiB"
                print(f"| {title} | {each.rows:,} | {figures} |", flush=True)
            lines.append(f"{title}: {fitted(costs)}")
    print("\n" + "\n".join(lines) + "\n\n| a distinct cell that is read by itself | µs |\n| --- | ---: |")
    for title, (kind, field, form) in ODD.items():
        cells = [form.format(number) for number in range(20_000, 60_000)]
        begun = time.perf_counter()
        parse(kind, field, cells)
        print(f"| {title} | {(time.perf_counter() - begun) / len(cells) * 1e6:.1f} |")
    print(f"\n{machine()}")


if __name__ == "__main__":
    main()
