"""A reading process that dies or hangs takes one file with it."""

from __future__ import annotations

import io
import json
import os
import pickle
import signal
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
from djcov.models import Kind
from djcov.policy import Policy

POLICY = Policy.load()
SETTINGS = Settings(POLICY, words_of(POLICY), Overrides())


def test_words_are_sent_without_what_is_being_read_with_them() -> None:
    """Another thread reads a text file meanwhile: what it has begun must not be taken for what it found."""
    words = words_of(Policy.load())
    vocabulary = words.kinds[Kind.ENTERPRISES]
    assert words.has("企业名称")
    vocabulary._read["企业名称"] = None

    received = pickle.loads(pickle.dumps(words))
    assert received == words
    assert received.kinds[Kind.ENTERPRISES].lookup("企业名称") == "name"


def workbook(name: str = "甲公司") -> bytes:
    book = Workbook()
    book.active.append(["企业名称", "乡（办）", "职工人数"])
    book.active.append([name, "古城乡", 50])
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


@pytest.mark.thorough
def test_a_worker_that_is_killed_refuses_its_file_and_the_next_one_is_read_by_another() -> None:
    with Workers(1) as readers:
        good = readers.submit(request(workbook()))
        assert isinstance(good.result(), Document)
        readers._all[0].kill()
        assert isinstance(readers.submit(request(workbook())).result(), Refusal)
        assert readers.submit(request(workbook())).result() == good.result()


@pytest.mark.thorough
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


@pytest.mark.thorough
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


FROZEN = """#!{python}
import sys
from djcov.intake.files.workers import Workers

Workers.begin = lambda *_: None  # as where nothing is copied
if {frozen}:
    sys.frozen, sys.executable = True, __file__
from djcov.cli import main

main()
"""


@pytest.mark.thorough
@pytest.mark.skipif(os.name == "nt", reason="a script is no program there")
def test_of_eleven_workbooks_three_are_broken_wherever_processes_come_from(tmp_path: Path) -> None:
    rosters = tmp_path / "台账"
    rosters.mkdir()
    whole = workbook()
    for number in range(8):
        rosters.joinpath(f"{number}.xlsx").write_bytes(workbook(f"第{number}公司"))
    for name, data in {
        "0坏.xlsx": BAD,
        "4坏.xlsx": whole[:-100],
        "坏.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    }.items():
        rosters.joinpath(name).write_bytes(data)
    started, frozen = tmp_path / "started.py", tmp_path / "frozen.py"
    for program in (started, frozen):
        program.write_text(FROZEN.format(python=sys.executable, frozen=program is frozen), "utf-8")
        program.chmod(0o755)
    arguments = ("check", str(rosters), "--as-of", "2021-12-31", "--format", "json")
    copied, *others = (
        subprocess.run([*program, *arguments], capture_output=True, check=False)
        for program in ([sys.executable, "-m", "djcov"], [str(started)], [str(frozen)])
    )
    found = json.loads(copied.stdout)
    assert len(found["tables"]) == 8
    assert [Path(each["file"]).name for each in found["files_left"]] == ["0坏.xlsx", "4坏.xlsx", "坏.xls"]
    for other in others:
        assert (other.returncode, other.stdout, other.stderr) == (0, copied.stdout, copied.stderr)


@pytest.mark.thorough
@pytest.mark.skipif(os.name == "nt", reason="a current folder stays there")
def test_a_worker_starts_where_the_current_folder_is_gone() -> None:
    script = """if True:
        import os, sys, tempfile
        from djcov.intake.file_tables import Document
        from djcov.intake.files.workers import Workers
        from intake.files.test_workers import request, workbook

        with tempfile.TemporaryDirectory() as folder:
            os.chdir(folder)
        assert "" in sys.path  # as where somebody types
        with Workers(1) as readers:
            assert isinstance(readers.submit(request(workbook())).result(), Document)
    """
    alone(script)


@pytest.mark.skipif(os.name == "nt", reason="a script is no program there")
def test_a_frozen_program_that_is_no_reading_process_starts_no_others_and_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "program"
    program.write_text("#!/bin/sh\nexec sleep 60\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(program))
    monkeypatch.setattr(workers, "_SECONDS_TO_START", 0.1)
    with Workers(1) as readers:
        assert readers.submit(request(workbook())).result() == workers._NOT_STARTED
        assert len(readers._all) == 1
    monkeypatch.setattr(sys, "argv", ["program", workers.FROZEN_READER])
    with Workers(1) as readers:
        assert readers.submit(request(workbook())).result() == workers._NOT_STARTED
        assert not readers._all


def test_a_library_that_is_not_there_is_told_with_what_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    monkeypatch.delitem(sys.modules, "djcov.intake.files.workbook", raising=False)
    told = worker.answer(request(workbook()))
    assert told == Refusal(
        "缺少组件 python_calamine，或它不能用", "请运行 pip install --force-reinstall djcov，再试一次。"
    )


def test_no_limit_of_memory_where_the_system_refuses_one(monkeypatch: pytest.MonkeyPatch) -> None:
    resource = pytest.importorskip("resource")

    def refused(*_: object) -> None:
        raise ValueError("current limit exceeds maximum limit")  # as macOS says

    monkeypatch.setattr(resource, "setrlimit", refused)
    worker._bound(1, 0)


@pytest.mark.thorough
def test_what_goes_round_in_circles_is_ended_whatever_the_clock_says() -> None:
    pytest.importorskip("resource")
    code = """
from djcov.intake.files import worker, workers
workers._SECONDS = 0
worker._bound(0, 1 << 40)
while True:
    pass
"""
    ended = subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)})
    assert ended.returncode == -signal.SIGXCPU


def test_a_worker_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_SECONDS", 0.0)
    monkeypatch.setattr(workers, "_SECONDS_PER_MEGABYTE", 0.0)
    with Workers() as readers:
        answer = readers.submit(request(b"PK" + b"\0" * 50_000_000)).result()
    assert isinstance(answer, Refusal) and "超限" in answer.what
