"""A reading process that dies or hangs takes one file with it."""

from __future__ import annotations

import pytest

from djcov.intake import workers
from djcov.intake.bands import Overrides
from djcov.intake.documents import Request, Settings
from djcov.intake.headers import words_of
from djcov.intake.sheets import Refusal
from djcov.intake.workers import Workers
from djcov.policy import Policy

POLICY = Policy.load()
SETTINGS = Settings(POLICY, words_of(POLICY), Overrides())


def request(data: bytes) -> Request:
    return Request(data, "xlsx", "坏.xlsx", "", SETTINGS)


def test_a_worker_that_is_killed_refuses_its_file_and_the_next_one_is_read_by_another() -> None:
    bad = request(b"PK\x03\x04 broken")
    with Workers() as readers:
        assert isinstance(readers.submit(bad).result(), Refusal)
        (first,) = readers._all
        first.kill()
        first.wait()
        assert isinstance(readers.submit(bad).result(), Refusal)
        assert len(readers._all) == 2


def test_a_worker_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_SECONDS", 0.0)
    monkeypatch.setattr(workers, "_SECONDS_PER_MEGABYTE", 0.0)
    with Workers() as readers:
        answer = readers.submit(request(b"PK" + b"\0" * 50_000_000)).result()
    assert isinstance(answer, Refusal) and "超限" in answer.what
