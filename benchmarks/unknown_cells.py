"""Count the cells that djcov does not understand: ``python benchmarks/unknown_cells.py [--against COMMIT]``.

The samples and random districts of the tests are read; the share of cells is printed that are unknown, blank ones
included. With ``--against`` an earlier state of the sources reads the same files, and each field whose share differs is
printed, so that what has become unknown shows, and what no longer is.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "data" / "samples"
sys.path.insert(0, str(SAMPLES))
DISTRICTS = 8
"""Times three ways of keeping rosters."""

COUNT = """
import json, sys
import djcov
rows, unknown = {}, {}
for path in sys.argv[1:]:
    roster = djcov.read(path)
    for kind in ("enterprises", "organizations", "members", "instructors"):
        for row in getattr(roster, kind):
            for field in type(row).model_fields:
                key = kind + "." + field
                rows[key] = rows.get(key, 0) + 1
                unknown[key] = unknown.get(key, 0) + (getattr(row, field) is None)
print(json.dumps([rows, unknown]))
"""


def write_districts(folder: Path) -> list[Path]:
    """Write the districts, each in a folder of its own for every way of keeping rosters; give the folders."""
    from made_up import ledger_book, rosters_book
    from made_up.clerks import HastyClerk
    from made_up.making import make_district

    paths: list[Path] = []
    for seed in range(DISTRICTS):
        district = make_district(seed)
        renderings = (
            rosters_book.rosters(district, HastyClerk(Random(seed))),
            ledger_book.ledger(district, Random(seed)),
            ledger_book.townships(district, Random(seed)),
        )
        for way, rendering in enumerate(renderings):
            path = folder / f"{seed}-{way}"
            path.mkdir()
            for book in rendering.books:
                book.save(path)
            paths.append(path)
    return paths


def counted(source: Path, paths: list[Path]) -> tuple[Counter[str], Counter[str]]:
    """Give how many rows each field has, and in how many it is unknown, as the sources in a folder read the files."""
    run = subprocess.run(
        [sys.executable, "-c", COUNT, *map(str, paths)],
        env=os.environ | {"PYTHONPATH": str(source), "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    rows, unknown = json.loads(run.stdout)
    return Counter(rows), Counter(unknown)


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--against", metavar="COMMIT", help="an earlier state to compare with")
    against = options.parse_args().against
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        samples = [*sorted(SAMPLES.glob("*.xlsx")), *sorted(SAMPLES.glob("ledger*.csv")), SAMPLES / "townships"]
        paths = samples + write_districts(folder)
        now = counted(ROOT / "src", paths)
        if not against:
            print_table(now, now)
            return
        earlier = folder / "earlier"
        subprocess.run(["git", "-C", str(ROOT), "worktree", "add", "-q", "--detach", str(earlier), against], check=True)
        try:
            print_table(counted(earlier / "src", paths), now)
        finally:
            subprocess.run(["git", "-C", str(ROOT), "worktree", "remove", "--force", str(earlier)], check=True)


def print_table(before: tuple[Counter[str], Counter[str]], now: tuple[Counter[str], Counter[str]]) -> None:
    """Print the shares of each field in use that differ, and of all fields in use that both know."""
    print("| field | rows | unknown before | unknown now |\n| --- | ---: | ---: | ---: |")
    fields = [field for field in before[0] if field in now[0] and before[1][field] < before[0][field]]
    for field in (field for field in fields if before[1][field] != now[1][field]):
        print(f"| {field} | {now[0][field]:,} | {share(before, field)} | {share(now, field)} |")
    total = [tuple(sum(counter[field] for field in fields) for counter in each) for each in (before, now)]
    print(f"| all | {total[1][0]:,} | {total[0][1] / total[0][0]:.3%} | {total[1][1] / total[1][0]:.3%} |")


def share(counts: tuple[Counter[str], Counter[str]], field: str) -> str:
    """Give the share of rows in which a field is unknown, as a percentage."""
    return f"{counts[1][field] / counts[0][field]:.2%}"


if __name__ == "__main__":
    main()
