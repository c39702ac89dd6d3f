"""How long a plan takes, and how much memory: ``python benchmarks/planning.py``.

Each district is made up with a fixed seed and planned in a process of its own. The gap to the best plan is printed: 0
says that nothing is better.
"""

from __future__ import annotations

import csv
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random

DISTRICTS = {"10,000 in 30 townships": (10_000, 30), "20,000 in one": (20_000, 1), "100,000 in 300": (100_000, 300)}
VILLAGES, PARKS = 40, 5
"""Of each township."""

HEADER = ("企业名称", "乡（办）", "村（社区）", "园区", "党员人数", "是否建立党组织", "党建指导员")


def write_ledger(path: Path, enterprises: int, townships: int) -> None:
    """Write a ledger of enterprises that all are without organisation and have one or two members."""
    random = Random(7)
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(HEADER)
        for at in range(enterprises):
            township = random.randrange(townships)
            village = f"第{township}乡{random.randrange(VILLAGES)}村"
            park = f"第{township}乡{random.randrange(PARKS)}园区" if random.random() < 0.2 else ""
            rows.writerow(
                (f"企业{at:06}有限公司", f"第{township:03}乡", village, park, random.choice((1, 1, 2)), "否", "无")
            )


def _processors() -> float:
    """Give the seconds that processors spent on the plans so far: they tell more on a busy machine."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Plan each district; print seconds, megabytes, and what was found."""
    with tempfile.TemporaryDirectory() as folder:
        for name, (enterprises, townships) in DISTRICTS.items():
            ledger, output = Path(folder) / "ledger.csv", Path(folder) / "plan.json"
            write_ledger(ledger, enterprises, townships)
            started, before = time.perf_counter(), _processors()
            command = ["plan", str(ledger), "--as-of", "2021-12-31", "--format", "json", "-o", str(output), "-q"]
            subprocess.run([sys.executable, "-m", "djcov", *command], check=True)
            seconds = time.perf_counter() - started
            memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
            plan = json.loads(output.read_text("utf-8"))
            new = sum(group["kind"] == "new" for group in plan["groups"])
            busy = _processors() - before
            print(
                f"{name}: {seconds:.1f} s ({busy:.1f} of processors), {memory} MB at most so far, {new} new, "
                f"gap {plan['gap']}",
                flush=True,
            )


if __name__ == "__main__":
    main()
