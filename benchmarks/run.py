"""Compare djcov with what one would use instead: ``python benchmarks/run.py [--rounds N] [--write]``.

Each pair runs as whole processes, in turns, so that a busy machine is busy for both; medians and their ratio are
printed as a Markdown table, with the machine and the versions. ``--write`` keeps them in ``RESULTS.md``. The rosters
are made here, from a fixed seed. Only the standard library and what djcov itself needs.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from djcov import __version__
from ledgers import write_ledger

HERE = Path(__file__).parent
LIBRARIES = ("pandas", "narwhals", "pydantic", "python-calamine", "typer", "rich")

ONE_COMMAND = """
import typer
app = typer.Typer()
@app.command()
def main(name: str = typer.Option("x", help="a name")) -> None:
    print(name)
app()
"""


@dataclass(frozen=True)
class Pair:
    """Two commands that answer the same need."""

    title: str
    ours: list[str]
    theirs: list[str]
    other: str
    """What the other one is."""


def pairs(folder: Path) -> list[Pair]:
    """Give the comparisons; their input files are written into ``folder``."""
    python = sys.executable
    small = write_ledger(folder / "ledger-2000.xlsx", 2_000)
    large = write_ledger(folder / "ledger-100000.xlsx", 100_000)
    one_command = folder / "one_command.py"
    one_command.write_text(ONE_COMMAND, "utf-8")
    djcov = [python, "-m", "djcov"]

    def coverage(path: Path) -> list[str]:
        return [*djcov, "coverage", str(path), "--as-of", "2021-12-31", "--format", "json"]

    def read_excel(path: Path) -> list[str]:
        return [python, "-c", f"import pandas; pandas.read_excel({str(path)!r}, engine='calamine')"]

    return [
        Pair(
            "`djcov --help`", [*djcov, "--help"], [python, str(one_command), "--help"], "a one-command Typer program's"
        ),
        Pair("`djcov coverage`, 2,000 rows", coverage(small), read_excel(small), "`pandas.read_excel`, reading only"),
        Pair("`djcov coverage`, 100,000 rows", coverage(large), read_excel(large), "`pandas.read_excel`, reading only"),
    ]


def seconds(command: list[str]) -> float:
    """Give the wall time of one run. Raises CalledProcessError if it fails."""
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - started


def measure(pair: Pair, rounds: int) -> tuple[float, float]:
    """Give the medians of ours and theirs; the first run of each warms the caches and is not counted."""
    ours: list[float] = []
    theirs: list[float] = []
    for counted in (False, *(True,) * rounds):
        for command, times in ((pair.ours, ours), (pair.theirs, theirs)):
            taken = seconds(command)
            if counted:
                times.append(taken)
    return statistics.median(ours), statistics.median(theirs)


def table(rounds: int, say: Callable[[str], object]) -> str:
    """Give the table, as Markdown; ``say`` is told of the progress."""
    lines = ["| what | djcov | instead | | ratio |", "| --- | ---: | --- | ---: | ---: |"]
    with tempfile.TemporaryDirectory() as folder:
        say("writing rosters …")
        for pair in pairs(Path(folder)):
            say(f"{pair.title} …")
            ours, theirs = measure(pair, rounds)
            lines.append(f"| {pair.title} | {ours:.2f} s | {pair.other} | {theirs:.2f} s | {ours / theirs:.2f} |")
    return "\n".join(lines)


def machine() -> str:
    """Say on what this ran."""
    libraries = ", ".join([f"djcov {__version__}", *(f"{name} {version(name)}" for name in LIBRARIES)])
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, "
        f"{platform.python_implementation()} {platform.python_version()}; {libraries}."
    )


def main() -> None:
    """Measure, print, and keep if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7, help="counted runs of each command (default 7)")
    parser.add_argument("--write", action="store_true", help="keep the result in RESULTS.md")
    options = parser.parse_args()
    text = (
        f"# Measurements\n\nMedians of {options.rounds} runs of whole processes, in turns "
        f"(`python benchmarks/run.py`).\n\n"
        f"{table(options.rounds, lambda text: print(text, file=sys.stderr))}\n\n{machine()}\n"
    )
    print(text)
    if options.write:
        (HERE / "RESULTS.md").write_text(text, "utf-8", newline="\n")


if __name__ == "__main__":
    main()
