"""The one room that knows HiGHS; it takes a moment to load, so it is imported where a program is solved."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import numpy as np
from highspy import Highs, HighsModelStatus, HighsVarType, ObjSense, SolutionStatus, kHighsInf

from .integer_programs import Row, Terms

_WHOLE = 0.999
"""Objectives are whole numbers: what is nearer to its bound than one has reached it."""

_OPTIONS = {
    "output_flag": False,
    "threads": 1,
    "parallel": "off",
    "random_seed": 0,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": _WHOLE,
}


class _Quiet(Highs):
    """Without callbacks: to switch them on prints a line to standard output."""

    def enableCallbacks(self) -> None:  # noqa: N802 - HiGHS's name
        """Do nothing."""


class Solver:
    """One program, handed to HiGHS. Variables lie between ``least`` and ``most``; those in ``whole`` are whole."""

    def __init__(self, least: Sequence[int], most: Sequence[int], whole: Collection[int], rows: Sequence[Row]) -> None:
        self._number = len(most)
        self._highs = _Quiet()
        for name, value in _OPTIONS.items():
            self._highs.setOptionValue(name, value)
        self._highs.addVars(self._number, np.array(least, dtype=np.float64), np.array(most, dtype=np.float64))
        kinds = np.full(len(whole), HighsVarType.kInteger.value, dtype=np.uint8)
        self._highs.changeColsIntegrality(len(whole), np.array(sorted(whole), dtype=np.int32), kinds)
        starts, columns, factors = _flat(terms for _, _, terms in rows)
        self._highs.addRows(
            len(rows),
            np.array([-kHighsInf if low is None else float(low) for low, _, _ in rows]),
            np.array([kHighsInf if high is None else float(high) for _, high, _ in rows]),
            len(columns),
            np.array(starts, dtype=np.int32),
            np.array(columns, dtype=np.int32),
            np.array(factors, dtype=np.float64),
        )

    def improve(self, terms: Terms, seconds: float) -> tuple[tuple[int, ...], int] | None:
        """Make the sum of ``terms`` as large as can be; give the values and the bound, or None if there is nothing in
        time.
        """
        costs = np.zeros(self._number)
        costs[list(terms)] = list(terms.values())
        highs = self._highs
        highs.changeColsCost(self._number, np.arange(self._number, dtype=np.int32), costs)
        highs.changeObjectiveSense(ObjSense.kMaximize)
        highs.setOptionValue("time_limit", highs.getRunTime() + max(seconds, 0.0))
        highs.run()
        info = highs.getInfo()
        if info.primal_solution_status != SolutionStatus.kSolutionStatusFeasible.value:
            return None
        values = tuple(round(value) for value in highs.getSolution().col_value)
        proved = highs.getModelStatus() == HighsModelStatus.kOptimal
        bound = info.objective_function_value if proved else min(info.mip_dual_bound, float(2**53))
        return values, int(np.floor(bound + 1 - _WHOLE))

    def keep(self, terms: Terms, value: int) -> None:
        """Hold an objective to what it has reached."""
        columns = np.array(list(terms), dtype=np.int32)
        factors = np.array(list(terms.values()), dtype=np.float64)
        self._highs.addRow(float(value), kHighsInf, len(terms), columns, factors)


def _flat(rows: Iterable[Terms]) -> tuple[list[int], list[int], list[int]]:
    """Give rows as their starts, the variables and the factors, one behind the other."""
    starts: list[int] = []
    columns: list[int] = []
    factors: list[int] = []
    for terms in rows:
        starts.append(len(columns))
        columns += terms
        factors += terms.values()
    return starts, columns, factors
