"""Mutants of the rooms that decide: how many small changes of the code do the tests notice? Not part of the suite.

Run ``python tests/mutation.py`` (wants ``pip install -e '.[test,quality]'``, not on Windows); ``make quality`` does.

mutmut changes one operator, constant, argument or branch of a function at a time and runs the tests of the function's
room that go through this function. A room's mutants are many: ``--sample`` are drawn with ``--seed``, 0 takes all. What
was tried stands in ``build/mutation``, so a run that was interrupted goes on, and a larger sample adds to a smaller
one; ``--again`` tries the survivors once more, after tests were added. A mutant that takes far too long counts as
killed.

mutmut leaves alone what is run at import: tables of words, patterns, the indicators themselves, functions with a
decorator such as ``@cache``. These are held by tests that compare whole runs with plain loops (tests/oracle.py).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import sqrt
from pathlib import Path

TREE = Path(__file__).resolve().parent.parent
FOLDER = TREE / "build" / "mutation"
_FILES = (  # of the tree, besides src and tests: what a test looks into
    "CHANGELOG.md CONTRIBUTING.md LICENSE Makefile README.md README.zh-CN.md benchmarks data docs installers mkdocs.yml"
)

_KILLED = {"killed", "timeout", "segfault"}
_UNTRIED = {"not checked", "check was interrupted by user"}
_NONE_FOUND = "nothing matches"
_LAST = 3000
"""Characters of what mutmut says last, for who must see why it failed."""
_NORMAL_QUANTILE = 1.96  # of 95 %


@dataclass(frozen=True)
class Room:
    """A part of the code and the tests that hold it."""

    code: str
    tests: tuple[str, ...]


ROOMS = {
    "values": Room("values", ("tests/values",)),
    "facts": Room("facts", ("tests/facts",)),
    "measures": Room("measures", ("tests/measures",)),
    "sheet": Room("intake/sheet", ("tests/intake/sheet", "tests/intake/test_reader.py")),
    "columns": Room("intake/columns", ("tests/intake/columns", "tests/intake/test_reader.py")),
}


def main() -> None:
    """Try the mutants that were asked for and tell what became of each room's."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rooms", nargs="*", choices=[*ROOMS, []], metavar="ROOM", help=f"of {', '.join(ROOMS)}")
    parser.add_argument("--sample", type=int, default=80, help="mutants of each room; 0 takes all (default: 80)")
    parser.add_argument("--seed", type=int, default=22)
    parser.add_argument("--again", action="store_true", help="try what survived once more")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    arguments = parser.parse_args()
    for name in arguments.rooms or ROOMS:
        folder = _prepared(name)
        results = _results(folder)
        drawn = sample(results, arguments.sample, arguments.seed)
        wanted = [
            each for each in drawn if results[each] in _UNTRIED or (arguments.again and not _killed(results[each]))
        ]
        if wanted:
            _mutmut(folder, "run", "--max-children", str(arguments.jobs), *wanted)
            results = _results(folder)
        tell(name, {each: results[each] for each in drawn}, len(results))
        _keep(name, {each: results[each] for each in drawn}, len(results))


def sample(names: Iterable[str], size: int, seed: int) -> list[str]:
    """Draw so many names, each by lot of its own: a larger sample holds every smaller one of the same seed, and names
    that come and go with the code change nothing for the others.
    """
    drawn = sorted(names, key=lambda name: hashlib.sha256(f"{seed} {name}".encode()).digest())
    return drawn[: size or None]


def interval(killed: int, tried: int) -> tuple[float, float]:
    """Give Wilson's interval of 95 % for the share that is killed of all mutants."""
    share, z = killed / tried, _NORMAL_QUANTILE
    middle = (share + z * z / (2 * tried)) / (1 + z * z / tried)
    half = z / (1 + z * z / tried) * sqrt(share * (1 - share) / tried + z * z / (4 * tried * tried))
    return middle - half, middle + half


def tell(name: str, results: dict[str, str], total: int) -> None:
    """Print a room's share of killed mutants, and each one that was not."""
    killed = sum(map(_killed, results.values()))
    low, high = interval(killed, len(results))
    kinds = ", ".join(f"{number} {kind}" for kind, number in sorted(Counter(results.values()).items()))
    print(f"{name}: {killed} of {len(results)} killed, {killed / len(results):.1%} ({low:.1%} to {high:.1%});", end=" ")
    print(f"{total} mutants in all; {kinds}")
    for mutant, kind in sorted(results.items()):
        if not _killed(kind):
            print(f"  {kind}: {mutant}")
    sys.stdout.flush()


def _keep(name: str, results: dict[str, str], total: int) -> None:
    """Write a room's figures beside those of the other rooms, for docs/quality.py."""
    path = FOLDER / "results.json"
    kept = json.loads(path.read_text("utf-8")) if path.exists() else {}
    killed = sum(map(_killed, results.values()))
    left = sorted(mutant for mutant, kind in results.items() if not _killed(kind))
    kept[name] = {
        "on": f"{date.today()}",
        "total": total,
        "tried": len(results),
        "killed": killed,
        "timeouts": list(results.values()).count("timeout"),
        "interval": interval(killed, len(results)),
        "left": left,
    }
    path.write_text(json.dumps({each: kept[each] for each in ROOMS if each in kept}, indent=1), "utf-8")


def _killed(result: str) -> bool:
    return result in _KILLED


def _prepared(name: str) -> Path:
    """Make the room's folder, with the mutants of today's code and who tests what: links to the tree, and settings."""
    folder = FOLDER / name
    folder.mkdir(parents=True, exist_ok=True)
    for each in ("src", "tests", "pyproject.toml", *_FILES.split()):
        if not (folder / each).is_symlink():
            (folder / each).symlink_to(TREE / each)
    room = ROOMS[name]
    lines = [
        "[mutmut]",
        "source_paths=src",
        f"only_mutate=src/djcov/{room.code}/*",
        "also_copy=",
        *(f"  {each}" for each in _FILES.split()),
        "pytest_add_cli_args=",
        *("  -n0", "  -mnot thorough", "  -pno:cacheprovider"),
        "pytest_add_cli_args_test_selection=",
        *(f"  {each}" for each in room.tests),
        # forked from a process that has collected the tests and run none: what a run keeps would hide a mutant
        "process_isolation=forkserver",
        "timeout_multiplier=4",
        "timeout_constant=5",
        "use_git_change_detection=False",
    ]
    (folder / "setup.cfg").write_text("\n".join(lines) + "\n", encoding="utf-8")
    made, whole = folder / "mutants", folder / "whole"
    if not whole.exists():
        shutil.rmtree(made, ignore_errors=True)  # files that were cut short would be taken for done
    whole.unlink(missing_ok=True)
    shutil.rmtree(made / "tests", ignore_errors=True)
    for each in made.glob("src/**/*"):  # mutmut copies what is missing, never what has changed
        if each.is_file() and each.suffix not in {".py", ".meta", ".spans"}:
            each.unlink()
    # mutmut has no command that only makes the mutants: it ends when it finds none of this name
    said = _mutmut(folder, "run", "none-of-this-name", check=False)
    if _NONE_FOUND not in said:
        sys.exit(said[-_LAST:])
    whole.touch()
    return folder


def _results(folder: Path) -> dict[str, str]:
    """Give what became of each mutant of a room."""
    lines = _mutmut(folder, "results", "--all", "true").splitlines()
    pairs = (line.strip().rpartition(": ") for line in lines if ": " in line)
    return {mutant: kind for mutant, _, kind in pairs}


def _mutmut(folder: Path, *arguments: str, check: bool = True) -> str:
    """Run mutmut in a room's folder and give what it says."""
    environment = {**os.environ, "PYTHONPATH": ""}
    command = [sys.executable, "-m", "mutmut", *arguments]
    done = subprocess.run(
        command, cwd=folder, env=environment, check=False, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    if check and done.returncode:
        sys.exit(done.stdout[-_LAST:])
    return done.stdout


if __name__ == "__main__":
    main()
