"""Making results in processes: the same, in the same order, as in this one."""

from __future__ import annotations

import hashlib
from functools import partial

import pytest

from djcov.batch.executor import Made, Task, make


def prepared(number: int, begun: list[int]) -> Task:
    begun.append(number)
    return partial(Made, hashlib.sha256(bytes(number * 1000)).digest(), f"{number}")


@pytest.mark.thorough
@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_order_and_few_are_begun_ahead(jobs: int) -> None:
    begun: list[int] = []
    tasks = [(number, partial(prepared, number, begun)) for number in range(20)]
    for expected, (number, made) in enumerate(make(tasks, jobs)):
        assert (number, made.note) == (expected, f"{expected}")
        assert made.content == hashlib.sha256(bytes(number * 1000)).digest()
        assert len(begun) <= number + 1 + 2 * jobs
    assert begun == list(range(20))


@pytest.mark.thorough
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_bug_in_one_is_a_bug_of_the_run(jobs: int) -> None:
    with pytest.raises(ZeroDivisionError):
        list(make([(0, lambda: partial(divmod, 1, 0))], jobs))
