"""The log of the work: what a killed run leaves is enough to go on."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from djcov.batch.log import NAME, Entry, Log
from djcov.errors import OutputError


def entry(path: str, content: bytes = b"x", made_from: str = "f") -> Entry:
    return Entry(path=path, made_from=made_from, size=len(content), sha256=sha256(content).hexdigest(), seconds=0.5)


def test_what_was_added_is_there_again(tmp_path: Path) -> None:
    Log(tmp_path).add(entry("a"))
    Log(tmp_path).add(entry("b"))
    assert list(Log(tmp_path).entries.values()) == [entry("a"), entry("b")]


@pytest.mark.parametrize("kept", range(1, 20))
def test_a_line_cut_short_costs_that_line_only(tmp_path: Path, kept: int) -> None:
    log = Log(tmp_path)
    log.add(entry("a"))
    whole = (tmp_path / NAME).read_bytes()
    log.add(entry("b"))
    (tmp_path / NAME).write_bytes(whole + (tmp_path / NAME).read_bytes()[len(whole) :][:kept])
    Log(tmp_path).add(entry("c"))
    assert list(Log(tmp_path).entries) == ["a", "c"]


@pytest.mark.parametrize(
    ("there", "made_from", "stands"),
    [(b"x", "f", True), (b"y", "f", False), (None, "f", False), (b"x", "g", False)],
)
def test_a_result_stands_as_it_was_written_from_the_same(
    tmp_path: Path, there: bytes | None, made_from: str, stands: bool
) -> None:
    log = Log(tmp_path)
    log.add(entry("a"))
    if there is not None:
        (tmp_path / "a").write_bytes(there)
    assert (log.current("a", made_from) is not None) is stands
    assert log.current("b", made_from) is None


def test_the_last_line_of_a_result_counts_and_the_end_keeps_no_other(tmp_path: Path) -> None:
    log = Log(tmp_path)
    for each in (entry("a"), entry("b"), entry("a", made_from="g")):
        log.add(each)
    assert Log(tmp_path).entries["a"].made_from == "g"
    log.finish([entry("b")])
    assert list(Log(tmp_path).entries) == ["b"]


def test_a_log_that_cannot_be_written_ends_the_run(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    with pytest.raises(OutputError, match="文件写不进去"):
        Log(tmp_path)
