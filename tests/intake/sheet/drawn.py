"""Sheets drawn as text, so that a test shows what a person would see."""

from __future__ import annotations

import re

from djcov.intake.files.sheets import Merge, Sheet


def sheet(text: str, *merges: str, name: str = "台账", hidden_rows: frozenset[int] = frozenset()) -> Sheet:
    """Draw a sheet: one line per row, ``|`` between cells; merges as Excel writes them, ``A1:C1``."""
    lines = text.strip("\n").splitlines() if text.strip() else []
    lines = [line for line in lines if line.strip()]
    rows = [[_cell(cell.strip()) for cell in line.split("|")] for line in lines]
    return Sheet(name, rows, tuple(_merge(merge) for merge in merges), hidden_rows=hidden_rows)


def _cell(text: str) -> object:
    return float(text) if re.fullmatch(r"\d{1,6}(\.\d+)?", text) else text


def _merge(text: str) -> Merge:
    match = re.fullmatch(r"([A-Z])(\d+):([A-Z])(\d+)", text)
    assert match
    return Merge(int(match[2]) - 1, ord(match[1]) - 65, int(match[4]) - 1, ord(match[3]) - 65)
