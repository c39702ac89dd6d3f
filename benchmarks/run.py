"""Compare djcov with what one would use instead: ``python benchmarks/run.py [--only WORD] [--rounds N] [--write]``.

Each pair runs as whole processes, in turns, so that a busy machine is busy for both; medians, their ratio and the
larger peak of djcov's memory are printed as a Markdown table, with the machine and the versions. ``--write`` keeps them
in ``RESULTS.md``. The rosters are made here, from a fixed seed; those of millions of rows only with ``--large``.

Install djcov itself and not in editable form; frictionless and pandera are compared if installed.
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
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from djcov import __version__
from ledgers import write_ledger, write_rosters

HERE = Path(__file__).parent
SAMPLES = HERE.parent / "data" / "samples"
LIBRARIES = "pandas pyarrow duckdb narwhals pydantic python-calamine openpyxl typer rich frictionless pandera".split()

ONE_COMMAND = """
import typer
app = typer.Typer()
@app.command()
def main(name: str = typer.Option("x", help="a name")) -> None:
    print(name)
app()
"""
CALAMINE = """
import python_calamine as calamine
calamine.CalamineWorkbook.from_path({path!r}).get_sheet_by_index(0).to_python()
"""
QUERY = """
import duckdb
print(duckdb.sql('''
    SELECT "乡(办)", count(*), sum(("是否建立党组织" = '是')::int),
           sum(("是否建立党组织" = '是' OR "党建指导员" NOT IN ('无', ''))::int)
    FROM read_csv({path!r}, all_varchar = true)
    WHERE "经营状态" <> '注销' GROUP BY ALL ORDER BY 1
''').fetchall())
"""
FRICTIONLESS = """
from frictionless import Resource, Schema, fields, system
yes, no = ["是", "√"], ["否", "×"]
schema = Schema(fields=[
    fields.IntegerField(name="序号"), fields.StringField(name="乡(办)", constraints=dict(required=True)),
    fields.StringField(name="企业名称", constraints=dict(required=True)),
    fields.StringField(name="统一社会信用代码", constraints=dict(pattern="[0-9A-HJ-NPQRTUWXY]{{18}}", unique=True)),
    fields.StringField(name="企业类型"), fields.StringField(name="经营状态"),
    fields.StringField(name="职工人数", constraints=dict(pattern="约?[0-9]{{1,7}}")),
    fields.IntegerField(name="党员人数", constraints=dict(minimum=0)),
    fields.BooleanField(name="是否建立党组织", true_values=yes, false_values=no),
    fields.StringField(name="组建方式", constraints=dict(enum=["单独组建", "联合组建"])),
    fields.StringField(name="党建指导员"), fields.BooleanField(name="工会", true_values=yes, false_values=no),
])
with system.use_context(trusted=True):
    report = Resource(path={path!r}, schema=schema).validate()
assert report.valid and report.tasks[0].stats["rows"] == {rows}, report.flatten(["note"])
"""
BATCH = """
import tempfile
from djcov.cli import run
new = tempfile.mkdtemp(dir={folder!r})  # what there is already would not be made again
raise SystemExit(run(["batch", {townships!r}, "--as-of", "2021-12-31", "-o", new + "/results"]))
"""
PANDERA = """
import pandas, pandera.pandas as pandera
code = pandera.Column(str, pandera.Check.str_matches("^[0-9A-Z]{{18}}$"))
schema = pandera.DataFrameSchema({{"企业名称": pandera.Column(str), "统一社会信用代码": code,
                                  "是否建立党组织": pandera.Column(str, pandera.Check.isin(["是", "否"]))}})
schema.validate(pandas.read_csv({path!r}, dtype=str))
"""


@dataclass(frozen=True)
class Pair:
    """Two commands that answer the same need."""

    title: str
    ours: list[str]
    theirs: list[str]
    other: str
    """What the other one is."""
    wanted: str
    """The ratio that we hold ourselves to."""
    rounds: int | None = None


def pairs(folder: Path, large: bool) -> Iterator[Pair]:
    """Give the comparisons; their input files are written into ``folder`` when their turn comes."""
    one_command = folder / "one_command.py"
    one_command.write_text(ONE_COMMAND, "utf-8")
    yield Pair(
        "`--help`", [*_DJCOV, "--help"], [_PYTHON, str(one_command), "--help"], "a one-command Typer program", "1.3"
    )
    small = write_ledger(folder / "ledger-2000.xlsx", 2_000)
    reading = f"import pandas; pandas.read_excel({str(small)!r}, engine='calamine')"
    yield Pair("`coverage`, xlsx of 2,000 rows", coverage(small), _python(reading), "`pandas.read_excel`", "1.2")
    yield from samples(folder)
    book = write_ledger(folder / "ledger-100000.xlsx", 100_000)
    yield Pair("`coverage`, xlsx of 100,000 rows", coverage(book), _script(CALAMINE, book), "bare calamine", "1.6")
    reading = f"import pandas; pandas.read_excel({str(book)!r}, engine='openpyxl')"
    yield Pair("the same", coverage(book), _python(reading), "`pandas.read_excel`, openpyxl", "0.2", rounds=1)
    if not large:
        return
    million = write_ledger(folder / "ledger-1m.csv", 1_000_000)
    title = "`coverage`, CSV of 1 million rows"
    yield Pair(
        title,
        coverage(million),
        _python(f"import pandas; pandas.read_csv({str(million)!r})"),
        "`pandas.read_csv`",
        "1.0",
    )
    reading = f"import pandas; pandas.read_csv({str(million)!r}, dtype=str)"
    yield Pair("the same", coverage(million), _python(reading), "`pandas.read_csv`, `dtype=str`", "")
    yield Pair("the same", coverage(million), _script(QUERY, million), "a DuckDB query by hand", "5.0")
    if find_spec("pandera"):
        yield Pair("the same", coverage(million), _script(PANDERA, million), "pandera, three columns", "", rounds=1)
    if find_spec("frictionless"):
        yield Pair(
            "the same",
            coverage(million),
            _script(FRICTIONLESS, million, rows=1_000_000),
            "frictionless, the same columns",
            "0.1",
            rounds=1,
        )
    rosters = write_rosters(folder / "rosters", 1_000_000)
    yield Pair(
        "four rosters, 1 + 3 million rows", coverage(rosters), coverage(million), "the ledger alone", "4.0", rounds=3
    )
    ten = write_ledger(folder / "ledger-10m.csv", 10_000_000)
    title = "`coverage`, CSV of 10 million rows"
    yield Pair(title, coverage(ten), coverage(million), "1 million rows", "10.5", rounds=3)
    bounded = ["env", "DJCOV_MEMORY=1GiB", *coverage(ten)]
    yield Pair("the same, DuckDB within 1 GiB", bounded, coverage(ten), "without a bound", "", rounds=1)


def samples(folder: Path) -> Iterator[Pair]:
    """Give what is made of the samples, each against merely reading the sample ledger with pandas: 1.1, 1.1 and 3 s
    where that takes 0.7 s.
    """
    ledger, townships = SAMPLES / "ledger.xlsx", SAMPLES / "townships"
    reading = _python(f"import pandas; pandas.read_excel({str(ledger)!r}, engine='calamine')")
    other = "`pandas.read_excel` of the ledger"
    for command, written in (("check", "marked.xlsx"), ("report", "page.html")):
        made = [*_DJCOV, command, str(ledger), "--as-of", "2021-12-31", "-o", str(folder / written)]
        title = f"`{command} -o {written}`, the sample ledger"
        yield Pair(title, made, reading, other, "1.6")
    anew = _python(BATCH.format(townships=str(townships), folder=str(folder)))
    yield Pair("`batch`, the sample townships", anew, reading, other, "4.3")


_PYTHON = sys.executable
_DJCOV = [_PYTHON, "-m", "djcov"]


def coverage(path: Path) -> list[str]:
    """Give the command that computes the coverage of a roster."""
    return [*_DJCOV, "coverage", str(path), "--as-of", "2021-12-31", "--format", "json"]


def _python(code: str) -> list[str]:
    return [_PYTHON, "-c", code]


def _script(code: str, path: Path, **more: object) -> list[str]:
    return _python(code.format(path=str(path), **more))


@dataclass(frozen=True)
class Run:
    """One run of a command: wall time in seconds, peak memory of the process itself in MiB."""

    seconds: float
    peak: float


def run(command: list[str]) -> Run:
    """Run a command once. Raises CalledProcessError if it fails."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Run(time.perf_counter() - started, usage.ru_maxrss / 1024)


def measure(pair: Pair, rounds: int) -> tuple[Run, Run]:
    """Give the medians of ours and theirs; a first run warms the caches and is not counted, if one would do at all."""
    ours: list[Run] = []
    theirs: list[Run] = []
    warming = () if pair.rounds == 1 else (False,)
    for counted in (*warming, *(True,) * (pair.rounds or rounds)):
        for command, runs in ((pair.ours, ours), (pair.theirs, theirs)):
            taken = run(command)
            if counted:
                runs.append(taken)
    return _median(ours), _median(theirs)


def _median(runs: list[Run]) -> Run:
    return Run(statistics.median(run.seconds for run in runs), max(run.peak for run in runs))


def table(options: argparse.Namespace, say: Callable[[str], object]) -> str:
    """Give the table, as Markdown; ``say`` is told of the progress."""
    lines = ["| what | djcov | peak | instead | | ratio | wanted |", "| --- | ---: | ---: | --- | ---: | ---: | ---: |"]
    with tempfile.TemporaryDirectory() as folder:
        for pair in pairs(Path(folder), options.large):
            if options.only and options.only not in f"{pair.title} {pair.other}":
                continue
            say(f"{pair.title} against {pair.other} …")
            ours, theirs = measure(pair, options.rounds)
            ratio = ours.seconds / theirs.seconds
            lines.append(
                f"| {pair.title} | {ours.seconds:.2f} s | {ours.peak:.0f} MiB | {pair.other} | {theirs.seconds:.2f} s "
                f"| {ratio:.2f} | {f'≤ {pair.wanted}' if pair.wanted else ''} |"
            )
            say(lines[-1])
    return "\n".join(lines)


def machine() -> str:
    """Say on what this ran."""
    libraries = ", ".join(
        [f"djcov {__version__}", *(f"{name} {found}" for name in LIBRARIES if (found := _version(name)))]
    )
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, "
        f"{platform.python_implementation()} {platform.python_version()}; {libraries}."
    )


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def main() -> None:
    """Measure, print, and keep if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5, help="counted runs of each command (default 5)")
    parser.add_argument("--large", action="store_true", help="also the rosters of millions of rows; takes half an hour")
    parser.add_argument("--only", default="", metavar="WORD", help="only the comparisons whose title has this word")
    parser.add_argument("--write", action="store_true", help="keep the result in RESULTS.md")
    options = parser.parse_args()
    how = (
        f"Medians of {options.rounds} runs of whole processes, in turns (`python benchmarks/run.py`); the slowest once."
    )
    found = table(options, lambda line: print(line, file=sys.stderr))
    text = f"# Measurements\n\n{how}\n\n{found}\n\n{machine()}\n"
    print(text)
    if options.write:
        results = HERE / "RESULTS.md"
        _, heading, notes = results.read_text("utf-8").partition("\n## ")  # what is said about them stays
        results.write_text(text + heading + notes, "utf-8")


if __name__ == "__main__":
    main()
