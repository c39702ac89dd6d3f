"""Fuzzing of intake: any bytes, and any cells, end in a result or an InputError. Not part of the test suite.

Run ``python tests/fuzz_intake.py --count 200000 --seed 1``. Bytes are made from small real files of each format by
flipping, cutting, repeating and splicing, inside the parts of a package too; cells are drawn from header words, values
of every spelling and oddities. A reader that aborts is expected to take its own process with it, so bytes are read in
children that are started again; whatever else escapes is printed with the seed that makes it again.
"""

from __future__ import annotations

import argparse
import io
import random
import subprocess
import sys
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import xlsxwriter

from djcov.errors import InputError
from djcov.findings import Findings
from djcov.intake import delimited, layout, opening, webpage
from djcov.intake.assembly import assemble
from djcov.intake.headers import words_of
from djcov.intake.sheets import CellError, Merge, Refusal, Request, Sheet
from djcov.intake.tables import type_table
from djcov.intake.townships import township_of
from djcov.intake.worker import answer
from djcov.policy import Policy

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


def table() -> list[list[object]]:
    head = ["乡(办)", "企业名称", "统一社会信用代码", "职工人数", "党员人数", "是否建立党组织", "组建方式", "派驻时间"]
    return [
        ["附件1"],
        ["企业台账"],
        head,
        ["古城乡", "甲公司", "914403001922038216", 50, 3, "√", "单独", "2020.5"],
        ["合计", "", "", 50],
    ]


def workbook() -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet("台账")
    for at, row in enumerate(table()):
        sheet.write_row(at, 0, row)
    sheet.merge_range(1, 0, 1, 7, "企业台账")
    sheet.set_row(3, None, None, {"hidden": True})
    sheet.write_formula(5, 1, "=1/0", None, "#DIV/0!")
    book.close()
    return stream.getvalue()


def seeds() -> list[bytes]:
    text = "\n".join(",".join(map(str, row)) for row in table())
    html = (
        "<table>" + "".join(f"<tr>{''.join(f'<td colspan=2>{c}</td>' for c in r)}</tr>" for r in table()) + "</table>"
    )
    cells = "".join(f"<Row>{''.join(f'<Cell><Data>{c}</Data></Cell>' for c in r)}</Row>" for r in table())
    name = "urn:schemas-microsoft-com:office:spreadsheet"
    xml = f'<?xml version="1.0"?><Workbook xmlns="{name}"><Worksheet><Table>{cells}</Table></Worksheet></Workbook>'
    given = [path.read_bytes() for path in map(Path, sys.argv[1:]) if path.is_file()]
    return [
        workbook(),
        text.encode(),
        text.encode("gb18030"),
        text.encode("utf-16"),
        html.encode(),
        xml.encode(),
        *given,
    ]


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
        victim = rng.choice([name for name in names if "sheet" in name or "workbook" in name or "Strings" in name])
        for name in names:
            content = old.read(name)
            if rng.random() < 0.02:
                continue
            new.writestr(name, mangled(content, rng) if name == victim else content)
    return stream.getvalue()


def read_bytes(rng: random.Random, files: list[bytes]) -> str:
    data = mangled(rng.choice(files), rng)
    kind = opening._sniff(data) if data else "text"
    try:
        if kind in ("xlsx", "xls", "xlsb", "ods", "locked"):
            found = answer(Request(data, kind, "x"))
            if isinstance(found, Refusal):
                return "refused"
            sheets = found
        elif kind == "webpage":
            sheets = webpage.read_html(delimited.decode(data, "x"), "x")
        elif kind == "xml":
            sheets = webpage.read_xml(data, "x")
        elif kind == "text":
            sheets = (delimited.read(data, "x"),)
        else:
            return "no table"
    except InputError:
        return "refused"
    return read_sheets(sheets)


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
    return read_sheets((Sheet(rng.choice(["", "台账", "古城乡"]), rows, merges, hidden_rows=hidden),))


def read_sheets(sheets: tuple[Sheet, ...]) -> str:
    typed = []
    for sheet in sheets:
        for region in layout.find_tables(sheet, WORDS):
            typed.append(type_table(sheet, region, "x.xlsx", WORDS))
            list(township_of(sheet, region, "x.xlsx", POLICY))
    if not typed:
        return "no table"
    assemble(typed, Findings())
    return "read"


def child(start: int, count: int, seed: int) -> None:
    """Run some inputs; each one's number goes out first, so that the parent knows where an abort happened."""
    files = seeds()
    for number in range(start, start + count):
        rng = random.Random(f"{seed}:{number}")
        run: Callable[[random.Random, list[bytes]], str] = read_bytes if number % 2 else read_cells
        try:
            outcome = run(rng, files)
        except Exception:
            traceback.print_exc()
            outcome = "ESCAPED"
        print(number, outcome, flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--start", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.start is not None:
        sys.argv = sys.argv[:1]
        child(asked.start, asked.count, asked.seed)
        return 0
    outcomes: Counter[str] = Counter()
    done = 0
    while done < asked.count:
        command = [
            sys.executable,
            __file__,
            "--seed",
            str(asked.seed),
            "--start",
            str(done),
            "--count",
            str(asked.count - done),
        ]
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
        )
        assert process.stdout
        for line in process.stdout:
            number, _, outcome = line.strip().partition(" ")
            if not (number.isdigit() and outcome):
                print(line, end="")  # a traceback, or the reader's own last words
                continue
            done = int(number) + 1
            outcomes[outcome] += 1
            if outcome == "ESCAPED":
                print("escaped:", number, flush=True)
        if process.wait():
            outcomes["aborted the reader"] += 1
            done += 1
    print(dict(outcomes))
    return 1 if outcomes["ESCAPED"] else 0


if __name__ == "__main__":
    sys.exit(main())
