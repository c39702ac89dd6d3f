"""The layouts that are tried, by name: each one habit for certain, the others as they come."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from made_up.tables import Rendering
from made_up.world import District

from .ledgers import Habits, any_habits, ledger
from .registers import registers

Write = Callable[[District, Random], Rendering]


def _ledger(**fixed: object) -> Write:
    return lambda district, rng: ledger(district, rng, any_habits(rng, **fixed))


def _flat(district: District, rng: Random) -> Rendering:
    return ledger(district, rng, Habits())


LAYOUTS: dict[str, Write] = {
    "flat": _flat,
    "titled": _ledger(title=True, attachment=True, reporter=True),
    "two header rows": _ledger(header_rows=2),
    "three header rows": _ledger(header_rows=3),
    "tick columns": _ledger(ticked=frozenset({"form", "status", "union"})),
    "township merged downwards": _ledger(township="merged"),
    "section rows": _ledger(township="sections"),
    "sheet per township": _ledger(township="sheet"),
    "file per township": _ledger(township="file", files="per township"),
    "nested folders": _ledger(township="file", files="nested"),
    "township that reports": _ledger(township="reporter", reporter=True, files="per township"),
    "stacked tables": _ledger(stacked=True, title=True),
    "sums above and below": _ledger(totals=frozenset({"top", "bottom", "blocks"})),
    "header on every page": _ledger(page_length=3),
    "notes and numbers": _ledger(notes=True, numbers="gaps"),
    "hidden rows and sheets": _ledger(hidden_rows=0.3, hidden_sheet=True),
    "four rosters": lambda district, rng: registers(district, rng, apart=False),
    "four workbooks": lambda district, rng: registers(district, rng, apart=True),
}
