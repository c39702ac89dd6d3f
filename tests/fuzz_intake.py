"""Fuzzing of intake: any bytes, and any cells, end in a result or an InputError. Not part of the test suite.

Run ``PYTHONPATH=tests:data/samples python tests/fuzz_intake.py --count 200000 --seed 1``.

Bytes are made from small files of each format by flipping, cutting, repeating and splicing, also inside a package;
cells are drawn from header words, values of every spelling and oddities. A reader that aborts or loops is expected to
take its own process with it, so inputs are read in children that are started again; whatever else escapes is printed
with the number that makes it again.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import resource
import signal
import sys
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TextIO

from djcov.engines import in_memory
from djcov.errors import InputError
from djcov.findings import Findings
from djcov.intake.file_tables import Request, Settings, sheets_of
from djcov.intake.files import opening
from djcov.intake.files.sheets import CellError, Merge, Sheet
from djcov.intake.frames import assemble, held
from djcov.intake.sheet import layout
from djcov.intake.sheet.header_rows import Overrides
from djcov.intake.sheet.header_words import words_of
from djcov.intake.sheet.townships import township_of
from djcov.intake.sheet_table import type_table
from djcov.policy import Policy
from made_up.pages import Page
from made_up.world import Cell, Formula
from offices.formats import FORMATS

SECONDS = 12
"""What reading one small input may take."""
PACKAGES = 0.15
"""Of the bytes, how many are packages (xlsx, xlsb, ods)."""

MEMORY = 1 << 30

POLICY = Policy.load()
WORDS = words_of(POLICY)
HEADERS = sorted(WORDS.spellings)
CELLS: list[object] = [
    *(
        "",
        "",
        "",
        "√",
        "×",
        "是",
        "否",
        "无",
        "—",
        "甲公司",
        "乙 公司",
        "合计",
        "小计",
        "注：说明",
        "填表人：某",
        "古城乡",
        "附件1",
    ),
    *(
        "约50",
        "3(1预备)",
        "2020.5",
        "2021-02-30",
        "914403001922038216",
        "=1+1",
        "\x00",
        "\ud800",
        "a\nb",
        "x" * 5000,
        "1e400",
    ),
    *(1.0, 0.0, -1.0, 1e300, float("inf"), float("nan"), 43952.5, 2020.1, True, False),
    *(date(2020, 5, 1), datetime(1, 1, 1), timedelta(days=3), CellError("#N/A")),
]


def table() -> list[list[Cell]]:
    head: list[Cell] = [
        "乡(办)",
        "企业名称",
        "统一社会信用代码",
        "职工人数",
        "党员人数",
        "是否建立党组织",
        "组建方式",
        "派驻时间",
    ]
    return [
        ["附件1"],
        ["企业台账"],
        head,
        ["古城乡", "甲公司", "914403001922038216", 50, 3, "√", "单独", "2020.5"],
        ["合计", "", "", 50],
    ]


def seeds() -> list[bytes]:
    """Write the table in every format but the encrypted one, whose decryption takes longer than a hundred others."""
    page, old = Page("台账"), Page("旧表", hidden=True)
    for at, row in enumerate(table(), start=1):
        for column, cell in enumerate(row):
            page.put(at, column, cell or None)
    page.merge((2, 0, 2, 7), "企业台账")
    page.hidden_rows.add(4)
    page.put(6, 1, Formula("#DIV/0!"))
    old.put(1, 0, "企业名称")
    forms = [form for name, form in FORMATS.items() if name != "encrypted"]
    return [form.write([page] if form.single or form.suffix in (".xls", ".et") else [page, old]) for form in forms]


def mangled(data: bytes, rng: random.Random) -> bytes:
    """Change a few things at random."""
    if data.startswith(b"PK") and rng.random() < 0.8:
        return _repacked(data, rng)
    changed = bytearray(data)
    for _ in range(rng.randint(1, 6)):
        at = rng.randrange(len(changed) + 1)
        match rng.randrange(5):
            case 0:
                changed[at : at + 1] = bytes([rng.randrange(256)])
            case 1:
                del changed[at : at + rng.randint(1, 200)]
            case 2:
                changed[at:at] = changed[at : at + rng.randint(1, 100)] * rng.randint(1, 4)
            case 3:
                changed[at:at] = rng.choice(
                    [b"\xff", b"\x00" * 8, b'"', b"\r", b"<", b"99999999", "合计".encode(), b"&#x0;"]
                )
            case _:
                other = rng.randrange(len(changed) + 1)
                changed[at:at] = changed[other : other + 50]
    return bytes(changed)


def _repacked(data: bytes, rng: random.Random) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        parts = ("sheet", "workbook", "Strings", "content", "styles")
        victim = rng.choice([name for name in names if any(part in name for part in parts)])
        for name in names:
            content = old.read(name)
            if rng.random() < 0.02:
                continue
            new.writestr(name, mangled(content, rng) if name == victim else content)
    return stream.getvalue()


def read_bytes(rng: random.Random, files: list[bytes]) -> str:
    # a broken package takes ten times as long as anything else, for openpyxl is asked for a second opinion
    package = rng.random() < PACKAGES
    data = mangled(rng.choice([file for file in files if file.startswith(b"PK") is package]), rng)
    kind = opening.sniff(data) if data else "text"
    if kind not in opening._FORMATS:
        return "no table"
    try:
        sheets = sheets_of(Request(data, kind, "x", "", Settings(POLICY, WORDS, Overrides())))
    except InputError:
        return "refused"
    return read_sheets(sheets, rng)


def read_cells(rng: random.Random, _files: list[bytes]) -> str:
    width, height = rng.randint(1, 9), rng.randint(1, 14)
    rows: list[list[object]] = [[rng.choice(CELLS) for _ in range(rng.randint(0, width))] for _ in range(height)]
    for _ in range(rng.randint(0, 3)):
        rows[rng.randrange(height)] = [rng.choice(HEADERS) for _ in range(width)]
    if rng.random() < 0.8:
        rows[rng.randrange(height)] = rng.sample(table()[2], k=min(width, 8))
    merges = tuple(
        Merge(top, left, top + rng.randint(0, 3), left + rng.randint(0, 4))
        for top, left in [(rng.randrange(height), rng.randrange(width)) for _ in range(rng.randint(0, 4))]
    )
    hidden = frozenset(row for row in range(height) if rng.random() < 0.1)
    name, typed = rng.choice(["", "台账", "古城乡"]), rng.random() < 0.5
    return read_sheets((Sheet(name, rows, merges, hidden_rows=hidden, typed=typed),), rng)


def read_sheets(sheets: tuple[Sheet, ...], rng: random.Random) -> str:
    typed = []
    for sheet in sheets:
        for region in layout.find_tables(sheet, WORDS):
            typed.append(type_table(region, "x.xlsx", WORDS))
            list(township_of(sheet, region, "x.xlsx", POLICY))
    if not typed:
        return "no table"
    if rng.random() < 0.1:  # most of the time would go here
        assemble([held(at, each) for at, each in enumerate(typed)], Findings(), (), in_memory())
    return "read"


def child(start: int, count: int, seed: int, files: list[bytes], out: TextIO) -> None:
    """Run some inputs and tell the outcome of each."""
    for number in range(start, start + count):
        rng = random.Random(f"{seed}:{number}")
        run: Callable[[random.Random, list[bytes]], str] = read_bytes if number % 2 else read_cells
        # seconds of the processor, for the machine may be busy; ends the process, a loop inside a reader heeds no less
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        try:
            outcome = run(rng, files)
        except MemoryError:
            outcome = "too large"
        except Exception:
            traceback.print_exc(file=out)
            outcome = "ESCAPED"
        print(number, outcome, file=out, flush=True)


def begun_child(start: int, count: int, seed: int, files: list[bytes]) -> tuple[int, TextIO]:
    """Start a child by forking, for importing everything anew takes longer than a hundred inputs."""
    reading, writing = os.pipe()
    if pid := os.fork():
        os.close(writing)
        return pid, os.fdopen(reading, encoding="utf-8", errors="replace")
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # the last words of a reader that aborts
    with os.fdopen(writing, "w", encoding="utf-8", errors="replace") as out:
        child(start, count, seed, files, out)
    os._exit(0)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    outcomes: Counter[str] = Counter()
    begun, done, files = time.monotonic(), 0, seeds()
    while done < asked.count:
        pid, told = begun_child(done, asked.count - done, asked.seed, files)
        for line in told:
            number, _, outcome = line.strip().partition(" ")
            if not (number.isdigit() and outcome):
                print(line, end="")  # a traceback
                continue
            done = int(number) + 1
            outcomes[outcome] += 1
            if outcome == "ESCAPED":
                print("escaped:", number, flush=True)
            if done % 10_000 == 0:
                print(f"{done} after {time.monotonic() - begun:.0f} s: {dict(outcomes)}", flush=True)
        told.close()
        if died := os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]):
            slow = died == -signal.SIGPROF
            if slow:
                print("too slow:", done, flush=True)
            outcomes["too slow" if slow else f"ended the reader ({died})"] += 1
            done += 1
    print(f"{done} inputs in {time.monotonic() - begun:.0f} s: {dict(outcomes)}")
    return 1 if outcomes["ESCAPED"] else 0


if __name__ == "__main__":
    sys.exit(main())
