"""Write the sample files beside this script: ``python data/samples/make_samples.py [FOLDER]``.

The same district comes out of the same seed, byte for byte. Needs XlsxWriter (``pip install -e '.[test]'``).
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from random import Random

from made_up import departments, ledger_book, planting, rosters_book
from made_up.earlier import as_it_was
from made_up.making import Shape, make_district
from made_up.pages import Book
from made_up.tables import Planted, Rendering
from made_up.world import District

SEED = 2022
EARLIER = date(2020, 12, 31)
PLANTED = "planted-faults.csv"


def sample_district() -> District:
    """Make the district of the samples, with its planted mistakes."""
    district = make_district(SEED, Shape())
    planting.plant(district, SEED)
    return district


def clean_district() -> District:
    """Make a small district in which every cell is filled in, and rightly."""
    district = make_district(SEED + 1, Shape(enterprises=11, units=2, filled=1.0))
    for one in district.organisations:  # none has so many members that it were anything else
        one.name = one.name.replace("党总支", "党支部").replace("党委", "党支部")
        one.kind = one.kind.replace("党总支", "党支部").replace("党委", "党支部")
    return district


def renderings(district: District) -> list[Rendering]:
    """Write one district down in the four ways in which offices keep it."""
    return [
        rosters_book.rosters(district),
        ledger_book.ledger(district, Random(SEED + 2)),
        ledger_book.townships(district, Random(SEED + 3)),
        ledger_book.export(district, Random(SEED + 4)),
    ]


def clean_rendering() -> Rendering:
    """Write the clean district down."""
    return rosters_book.rosters(clean_district(), file="clean.xlsx")


def earlier_district() -> District:
    """Make the district of the samples as it was two years before, kept without a mistake."""
    return as_it_was(make_district(SEED, Shape()), EARLIER)


def earlier_rendering() -> Rendering:
    """Write the earlier district down."""
    return ledger_book.export(earlier_district(), Random(SEED + 5), f"ledger-{EARLIER}.csv", EARLIER)


def department_lists() -> list[Book]:
    """Write down what two departments keep of the district of the samples."""
    return departments.lists(make_district(SEED, Shape()), Random(SEED + 6))


def write_samples(folder: Path) -> list[Path]:
    """Write every sample file below ``folder``, and the list of the planted mistakes; give their paths."""
    written = renderings(sample_district())
    paths = [
        book.save(folder)
        for rendering in [*written, clean_rendering(), earlier_rendering()]
        for book in rendering.books
    ]
    paths += [book.save(folder) for book in department_lists()]
    listed = folder / PLANTED
    _save_planted(listed, (mistake for rendering in written for mistake in rendering.planted))
    return [*paths, listed]


def _save_planted(path: Path, planted: Iterable[Planted]) -> None:
    """List the mistakes, file by file from the top down, for people who open the list in a spreadsheet program."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(["file", "sheet", "row", "cell", "column", "code", "why"])
        for one in sorted(planted):
            writer.writerow([one.file, one.sheet, one.row, one.cell, one.column, one.code, one.why])


if __name__ == "__main__":
    for path in write_samples(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent):
        print(path)
