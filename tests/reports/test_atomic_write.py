"""Files appear whole or not at all."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from random import Random
from threading import Event

import pytest

from djcov.errors import OutputError
from djcov.reports.atomic_write import save


def test_a_file_is_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    target = tmp_path / "结果.csv"
    target.write_bytes(b"old")
    assert save(target, b"new") == target
    assert target.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [target]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real.txt", tmp_path / "link.txt"
    real.write_bytes(b"old")
    link.symlink_to(real)
    save(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


@pytest.mark.skipif(os.name != "posix", reason="elsewhere the folder's permissions count")
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o400])
def test_who_might_not_read_the_old_file_may_not_read_the_new_one(tmp_path: Path, mode: int) -> None:
    target, link = tmp_path / "党员.csv", tmp_path / "link.csv"
    target.write_bytes(b"old")
    target.chmod(mode)
    link.symlink_to(target)
    for path in (target, link):
        save(path, b"new")
        assert (target.read_bytes(), target.stat().st_mode & 0o777) == (b"new", mode)


def test_a_link_to_itself_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "结果.csv"
    path.symlink_to(path)
    assert save(path, "新".encode()) == path
    assert (path.read_text("utf-8"), path.is_symlink()) == ("新", False)


def test_a_failure_leaves_the_old_file_and_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "结果.csv"
    target.write_bytes(b"old")

    def full_disk(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(OutputError) as caught:
        save(target, b"new")
    assert caught.value.where == str(target)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_beside_a_file_that_another_program_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "结果.csv"
    target.write_bytes(b"old")
    (tmp_path / "结果 (2).csv").write_bytes(b"older")
    replace = Path.replace

    def held(self: Path, other: Path) -> Path:
        if other == target:
            raise PermissionError(13, "used by another process")
        return replace(self, other)

    monkeypatch.setattr(Path, "replace", held)
    monkeypatch.setattr("djcov.reports.atomic_write._PAUSE", 0)
    assert save(target, b"new") == tmp_path / "结果 (3).csv"
    assert target.read_bytes() == b"old"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["结果 (2).csv", "结果 (3).csv", "结果.csv"]


def test_a_device_is_written_to_and_not_replaced() -> None:
    assert save(Path(os.devnull), b"new") == Path(os.devnull)
    assert not Path(os.devnull).is_file()


_WRITES = """
import sys
from pathlib import Path
from djcov.reports.atomic_write import save
target, contents = Path(sys.argv[1]), [b"a" * 3_000_000, b"b" * 2_000_000]
print("begun", flush=True)
while True:
    for content in contents:
        save(target, content)
"""


@pytest.mark.thorough
def test_a_process_killed_at_any_moment_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    target = tmp_path / "结果.csv"
    target.write_bytes(b"old")
    whole, seen, left_over = {b"old", b"a" * 3_000_000, b"b" * 2_000_000}, set[bytes](), 0
    rng = Random(1)
    for _ in range(40):
        writer = subprocess.Popen([sys.executable, "-c", _WRITES, str(target)], stdout=subprocess.PIPE)
        assert writer.stdout and writer.stdout.readline()
        Event().wait(rng.random() * 0.05)  # any moment of a write, which takes about a tenth of this
        writer.kill()
        writer.communicate()
        content = target.read_bytes()
        assert content in whole
        seen.add(content)
        others = [each for each in tmp_path.iterdir() if each != target]
        assert all(each.name.startswith(f".{target.name}.") for each in others)  # no name that anybody reads
        left_over += len(others)
        for each in others:
            each.unlink()
    assert left_over  # some were killed between beginning and end
    assert len(seen) > 1
