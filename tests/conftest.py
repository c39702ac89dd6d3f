"""What every test shares."""

from __future__ import annotations

import gc
import os
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from typing import ClassVar

import pytest
from hypothesis import settings

from djcov.intake import reader
from djcov.intake.files import workers
from effort import IN_FULL

# whoever runs the tests may have settings of their own
os.environ["XDG_CONFIG_HOME"] = os.path.join(tempfile.gettempdir(), "no-settings-of-djcov")  # noqa: PTH118
os.environ.pop("DJCOV_POLICY", None)

# the machine that runs the tests may be slow and busy: a deadline would only make them flicker
settings.register_profile("default", deadline=None)
# the same examples on every machine, so that a failure in CI can be seen again
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if IN_FULL else "default")

QUICK = ("tests/values/", "tests/intake/sheet/", "tests/intake/columns/")
"""Where a row of a test's table takes a moment: at home each is tried."""

# Thousands of small frames: with Python's own thresholds a good part of the time goes into looking for cycles.
gc.set_threshold(100_000, 50, 100)


class KeptWorkers(workers.Workers):
    """Reading processes that outlive a read, of each count one set: to start one takes longer than a small workbook."""

    kept: ClassVar[dict[int | None, KeptWorkers]] = {}

    def __new__(cls, count: int | None = None) -> KeptWorkers:
        return cls.kept.get(count) or super().__new__(cls)

    def __init__(self, count: int | None = None) -> None:
        if count not in self.kept:
            super().__init__(count)
            self.kept[count] = self

    def __exit__(self, *_: object) -> None: ...


@pytest.fixture(scope="session", autouse=True)
def one_set_of_reading_processes() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workers, "Workers", KeptWorkers)
        patch.setattr(reader, "Workers", KeptWorkers)
        yield
    every = [worker for each in KeptWorkers.kept.values() for worker in each._all]
    for worker in every:  # all before any is waited for: those that were copied later hold the pipes to those before
        with suppress(OSError):
            worker.requests.close()
    for worker in every:  # by itself, so that coverage knows what it ran
        worker.wait()
    for each in KeptWorkers.kept.values():
        super(KeptWorkers, each).__exit__(None, None, None)
    KeptWorkers.kept.clear()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the thorough tests to CI, and five of six rows of a table whose rows take a run each; unless they are
    asked for by a path.
    """
    if IN_FULL or config.option.markexpr or config.option.file_or_dir:
        return
    rows: Counter[str] = Counter()
    kept: list[pytest.Item] = []
    left: list[pytest.Item] = []
    for item in items:
        test, row, _ = item.nodeid.partition("[")
        thorough = item.get_closest_marker("thorough") or (row and rows[test] % 6 and not test.startswith(QUICK))
        rows[test] += 1
        (left if thorough else kept).append(item)
    if left:
        items[:] = kept
        config.hook.pytest_deselected(items=left)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many combinations of layout, format and district were tried (tests/test_ways_offices_keep_them.py)."""
    passed = terminalreporter.stats.get("passed", [])
    tried = sum(value for report in passed for name, value in report.user_properties if name == "combinations")
    if tried:
        terminalreporter.write_line(f"{tried} combinations of layout, format and district gave the true numbers")
