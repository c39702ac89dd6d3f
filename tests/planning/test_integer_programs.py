"""Programs of whole numbers: what is found, what is proved, and what is left when the time is over."""

from __future__ import annotations

import pytest

from djcov.planning.highs import Solver
from djcov.planning.integer_programs import Program, Solution


def program(*, least: int | None = None) -> tuple[Program, list[dict[int, int]]]:
    """Two numbers, 0 to 3 and 0 to 2, together 4 at most: many of the first, then few of the second."""
    made = Program()
    one, other = made.number(3), made.number(2)
    made.hold({one: 1, other: 1}, least=least, most=4)
    return made, [{one: 1, other: 1}, {other: -1}]


@pytest.mark.parametrize(
    ("solved", "bounds"),
    [
        (0, None),
        (1, (4, 0)),  # all that is known of the second objective: it is at most 0
        (9, (4, -1)),
    ],
)
def test_when_the_time_is_over_what_was_found_stands(
    solved: int, bounds: tuple[int, int] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    improve, calls = Solver.improve, iter(range(9))
    monkeypatch.setattr(Solver, "improve", lambda *asked: improve(*asked) if next(calls) < solved else None)
    made, objectives = program()
    found = made.best(objectives, 60)
    assert (found and found.bounds) == bounds
    assert found is None or found.reached == (sum(found.values), -found.values[1])


def test_what_cannot_be_has_no_solution() -> None:
    made, objectives = program(least=6)
    assert made.best(objectives, 60) is None


def test_a_program_of_nothing_is_solved() -> None:
    assert Program().best([{}, {}], 60) == Solution((), (0, 0), (0, 0))
