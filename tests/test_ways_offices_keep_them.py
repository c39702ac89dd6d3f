"""A random district, written out in every layout and every format in any spelling, gives the numbers of plain loops.

One test writes one district in one layout and reads it back from every format. What is read is linked and counted once
for all formats that give the same roster: counting sees nothing but the roster.
"""

from __future__ import annotations

import hashlib
import pickle
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random

import pytest

import djcov
from comparing import gap_at, gaps_expected, shares_expected, shares_said, units_expected
from djcov.intake.reader import read_roster
from djcov.models import Kind
from djcov.pipeline import link
from djcov.policy import Policy
from djcov.roster import Roster
from effort import IN_FULL
from made_up.chance import AS_OF_DAYS
from made_up.making import make_district
from made_up.tables import Place, Rendering
from made_up.words import UNITS
from made_up.world import District
from offices.formats import FORMATS, PASSWORD, Format
from offices.layouts import LAYOUTS
from oracle import truth

SEEDS = range(2 if IN_FULL else 1)
POLICY = Policy.load()
SHOWN = 3
"""Formats of which a failure tells."""

Written = dict[Path, list[tuple[str, str]]]
"""By path: the (file, sheet) of the rendering that stand in it, in their order."""


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_in_every_format_gives_the_true_numbers(
    layout: str, seed: int, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    number = 100 * seed + list(LAYOUTS).index(layout)
    district, as_of = make_district(5000 + number), AS_OF_DAYS[number % len(AS_OF_DAYS)]
    rendering = LAYOUTS[layout](district, Random(number))
    expected = _Expected(district, rendering, as_of)
    known: dict[bytes, str] = {}
    wrong: dict[str, str] = {}
    for name, form in FORMATS.items():
        folder = tmp_path / name
        written = _write(rendering, form, folder)
        roster = read_roster([folder], POLICY, ask_password=lambda _: PASSWORD)
        places = _places(roster, written)
        key = _fingerprint(roster, places)
        if key not in known:
            known[key] = expected.difference(roster, places, as_of)
        if known[key]:
            wrong[name] = known[key]
    some = "\n".join(f"{name}: {text}" for name, text in list(wrong.items())[:SHOWN])
    assert not wrong, f"{layout}, seed {seed}, {len(wrong)} formats: {some}"
    record_property("combinations", len(FORMATS))


def _write(rendering: Rendering, form: Format, folder: Path) -> Written:
    """Write every book; where a file holds one sheet only, those that anybody sees become files, by their names."""
    written: Written = {}
    for book in rendering.books:
        seen = [page for page in book.pages if not page.hidden]
        for pages in [[page] for page in seen] if form.single else [book.pages]:
            alone = form.single and (len(seen) > 1 or seen[0].title in UNITS)
            path = folder / (f"{book.file}/{pages[0].title}" if alone else book.file)
            path = path.with_name(path.name + form.suffix)
            path.parent.mkdir(parents=True, exist_ok=True)
            if data := form.write(pages):
                path.write_bytes(data)
            written[path] = [(book.file, page.title) for page in pages]
    return written


def _places(roster: Roster, written: Written) -> list[tuple[str, str]]:
    """For each table that was read: the file and sheet of the rendering in which it stood."""
    found: list[tuple[str, str]] = []
    for table in roster.tables:
        held = written[Path(table.file)]
        found.append(held[0] if len(held) == 1 else next(each for each in held if each[1] == table.sheet))
    return found


def _fingerprint(roster: Roster, places: list[tuple[str, str]]) -> bytes:
    """What counting sees of a roster, keys of personal numbers included."""
    frames = [frame.to_pydict() for frame in (*roster.frames.values(), *roster.links.values())]
    tables = [(table.kind, sorted(table.fields)) for table in roster.tables]
    return hashlib.blake2b(pickle.dumps((repr(frames), tables, places))).digest()


class _Expected:
    """The true numbers and gaps of a district at a day, held against what djcov says."""

    def __init__(self, district: District, rendering: Rendering, as_of: date) -> None:
        self._district = district
        self._rendering = rendering
        style = rendering.style
        self._truths = {told: truth(district, as_of, style, elections=told) for told in (False, True)}

    def difference(self, roster: Roster, places: list[tuple[str, str]], as_of: date) -> str:
        """Say what is not as it should be; empty if all is."""
        linked = link(roster, as_of=as_of, policy=POLICY)
        said = djcov.coverage(linked)
        told = any(roster.has(kind, "re_elected_on") for kind in (Kind.ENTERPRISES, Kind.ORGANIZATIONS))
        reckoned = self._truths[told]
        shares, true = shares_said(said), shares_expected(reckoned, said, self._rendering.style)
        tables = {(table.file, table.sheet): place for table, place in zip(roster.tables, places, strict=True)}
        found = Counter(
            gap_at(gap, Place(*tables[at.file, at.sheet], at.row or 0))
            for gap in djcov.gaps(linked, every=True).rows
            for at in [gap.subject.source]
        )
        gapped = gaps_expected(reckoned, self._rendering, self._district)
        wrong = {key: (shares.get(key), true.get(key)) for key in shares | true if shares.get(key) != true.get(key)}
        parts = [
            f"numbers (said, true): {dict(list(wrong.items())[:6])}" if wrong else "",
            f"units: {said.units}" if said.units != units_expected(self._district, "unit") else "",
            f"gaps too many: {found - gapped}"[:300] if found - gapped else "",
            f"gaps too few: {gapped - found}"[:300] if gapped - found else "",
        ]
        if any(parts):
            parts += [f"{f.code} {f.location} {f.message}" for f in roster.findings][:12]
        return "\n    ".join(part for part in parts if part)
