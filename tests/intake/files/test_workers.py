"""A reading process that dies or hangs takes one file with it."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import Workbook

from djcov.intake.file_tables import Document, Request, Settings
from djcov.intake.files import worker, workers
from djcov.intake.files.sheets import Refusal
from djcov.intake.files.workers import Workers
from djcov.intake.sheet.header_rows import Overrides
from djcov.intake.sheet.header_words import words_of
from djcov.policy import Policy

POLICY = Policy.load()
SETTINGS = Settings(POLICY, words_of(POLICY), Overrides())


def workbook() -> bytes:
    book = Workbook()
    book.active.append(["企业名称", "职工人数"])
    book.active.append(["甲公司", 50])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def request(data: bytes) -> Request:
    return Request(data, "xlsx", "坏.xlsx", "", SETTINGS)


BAD = b"PK\x03\x04 broken"


def test_a_worker_whose_file_is_refused_is_not_used_again() -> None:
    with Workers(1) as readers:
        assert isinstance(readers.submit(request(BAD)).result(), Refusal)
        assert isinstance(readers.submit(request(BAD)).result(), Refusal)
        first, second = readers._all
        assert first is not second


def test_a_worker_that_is_killed_refuses_its_file_and_the_next_one_is_read_by_another() -> None:
    with Workers(1) as readers:
        good = readers.submit(request(workbook()))
        assert isinstance(good.result(), Document)
        readers._all[0].kill()
        assert isinstance(readers.submit(request(workbook())).result(), Refusal)
        assert readers.submit(request(workbook())).result() == good.result()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere processes are started, not copied")
def test_copies_of_the_process_read_what_started_ones_read() -> None:
    """In a process of its own, for a process with threads is not copied."""
    script = """if True:
        import sys, threading
        from djcov.intake.files.workers import Workers
        from intake.files.test_workers import BAD, request, workbook

        with Workers(2) as copies, Workers(1) as started:
            copies.begin(5)
            assert len(copies._all) == 2
            answers = [copies.submit(request(data)) for data in (workbook(), BAD, workbook(), BAD, workbook())]
            wanted = [started.submit(request(data)) for data in (workbook(), BAD, workbook(), BAD, workbook())]
            assert [answer.result() for answer in answers] == [answer.result() for answer in wanted]
    """
    alone(script)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere processes are started, not copied")
def test_a_copy_of_a_large_process_reads_as_well() -> None:
    script = """if True:
        import mmap
        from djcov.intake.file_tables import Document
        from djcov.intake.files.workers import Workers
        from intake.files.test_workers import request, workbook

        much = mmap.mmap(-1, 4 << 30, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | 0x4000)  # reserved, not used
        with Workers(1) as copies:
            copies.begin(1)
            answer = copies.submit(request(workbook())).result()
            assert isinstance(answer, Document) and answer.tables, answer
    """
    alone(script)


def alone(script: str) -> None:
    tests = Path(__file__).parents[2]
    subprocess.run([sys.executable, "-c", script], check=True, env={**os.environ, "PYTHONPATH": str(tests)})


def test_no_limit_of_memory_where_the_system_refuses_one(monkeypatch: pytest.MonkeyPatch) -> None:
    resource = pytest.importorskip("resource")

    def refused(*_: object) -> None:
        raise ValueError("current limit exceeds maximum limit")  # as macOS says

    monkeypatch.setattr(resource, "setrlimit", refused)
    monkeypatch.setattr(sys, "platform", "darwin")
    worker._bound_memory(1, 0)


def test_a_worker_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_SECONDS", 0.0)
    monkeypatch.setattr(workers, "_SECONDS_PER_MEGABYTE", 0.0)
    with Workers() as readers:
        answer = readers.submit(request(b"PK" + b"\0" * 50_000_000)).result()
    assert isinstance(answer, Refusal) and "超限" in answer.what
