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
    # what looks for good solutions by itself takes longer than to come upon them
    "mip_heuristic_run_rins": False,
    "mip_heuristic_run_rens": False,
    "mip_heuristic_run_root_reduced_cost": False,
}


class _Quiet(Highs):
    """Without callbacks: to switch them on prints a line to standard output."""

    def enableCallbacks(self) -> None:  # noqa: N802 - HiGHS's name
        """Do nothing."""


class Solver:
    """One program, handed to HiGHS. Variables lie between ``least`` and ``most``; those in ``whole`` are whole."""

    def __init__(self, least: Sequence[int], most: Sequence[int], whole: Collection[int], rows: Sequence[Row]) -> None:
        self._number = len(most)
        self._most = most
        self._are_whole = len(whole) == len(most)
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
        highs = self._highs
        wanted = terms if self._are_whole or not terms else {self._whole_sum(terms): 1}
        number = highs.getNumCol()
        costs = np.zeros(number)
        costs[list(wanted)] = list(wanted.values())
        highs.changeColsCost(number, np.arange(number, dtype=np.int32), costs)
        highs.changeObjectiveSense(ObjSense.kMaximize)
        highs.setOptionValue("time_limit", highs.getRunTime() + max(seconds, 0.0))
        highs.run()
        info = highs.getInfo()
        if info.primal_solution_status != SolutionStatus.kSolutionStatusFeasible.value:
            return None
        values = tuple(round(value) for value in highs.getSolution().col_value[: self._number])
        proved = highs.getModelStatus() == HighsModelStatus.kOptimal
        bound = info.objective_function_value if proved else min(info.mip_dual_bound, float(2**53))
        return values, int(np.floor(bound + 1 - _WHOLE))

    def _whole_sum(self, terms: Terms) -> int:
        """Add a whole variable that the sum of ``terms`` is not less than; give its index.

        A gap of less than one proves nothing of a sum that may have fractions.
        """
        ends = [
            sum(factor * self._most[at] for at, factor in terms.items() if (factor > 0) is up) for up in (False, True)
        ]
        at = self._highs.getNumCol()
        self._highs.addVar(*map(float, ends))
        self._highs.changeColIntegrality(at, HighsVarType.kInteger)
        self.keep({**terms, at: -1}, 0)
        return at

    def keep(self, terms: Terms, value: int) -> None:
        """Hold the sum of ``terms`` to a value, or more."""
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
