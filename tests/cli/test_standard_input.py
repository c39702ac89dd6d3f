"""``-`` is what standard input holds."""

from __future__ import annotations

import io
import tempfile
from types import SimpleNamespace

import pytest

from djcov import coverage, read
from djcov.contents import Contents

from .conftest import LEDGER


class Terminal(io.BytesIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def given(monkeypatch):
    def give(data: bytes, stream: type[io.BytesIO] = io.BytesIO) -> None:
        monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=stream(data), isatty=stream(data).isatty))

    return give


@pytest.mark.parametrize("engine", ["arrow", "pandas", "duckdb"])
def test_is_read_by_every_engine(engine):
    with read(Contents("标准输入", LEDGER.encode("gb18030")), engine=engine) as roster:
        share = coverage(roster, as_of="2021-12-31").share("org_coverage")
    assert (share.numerator, share.denominator) == (1, 3)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_gives_what_the_file_gives(djcov, given, encoding):
    words = ["--as-of", "2021-12-31", "--format", "csv", "-q"]
    expected = djcov("coverage", "ledger.csv", *words)
    given(LEDGER.encode(encoding))
    assert djcov("coverage", "-", *words) == expected


def test_needs_no_command_and_is_told_as_what_it_is(djcov, given):
    given(LEDGER.encode())
    outcome = djcov("-", "--as-of", "2021-12-31")
    assert outcome.code == 0
    assert "读取了 1 个文件" in outcome.err
    assert "djcov gaps - --as-of 2021-12-31" in outcome.err


def test_rows_lead_back_to_it(djcov, given):
    given(LEDGER.encode())
    assert "标准输入,,2" in djcov("explain", "org_coverage", "-", "--format", "csv", "-q").out


def test_is_kept_out_of_every_file(djcov, given, monkeypatch, tmp_path):
    """Personal data must not be left where others might find it."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a temporary file")

    for name in ("NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile", "mkstemp", "mkdtemp"):
        monkeypatch.setattr(tempfile, name, refuse)
    given(LEDGER.encode())
    before = sorted(tmp_path.rglob("*"))
    assert djcov("gaps", "-", "-q").code == 0
    assert sorted(tmp_path.rglob("*")) == before
    assert LEDGER not in repr(Contents("标准输入", LEDGER.encode()))


@pytest.mark.parametrize(
    ("data", "stream", "code", "told"),
    [
        (b"", io.BytesIO, 3, "错误：标准输入：文件是空的"),
        (LEDGER.encode(), Terminal, 2, "标准输入是终端"),
        (b"\x89PNG\r\n\x1a\n", io.BytesIO, 3, "不是表格文件"),
        ("姓名\n张三丰 410101199001011234".encode() + b"\xff\xff", io.BytesIO, 3, "有读不出的字符"),
    ],
)
def test_what_cannot_be_read_is_refused(djcov, given, data, stream, code, told):
    given(data, stream)
    outcome = djcov("coverage", "-")
    assert (outcome.code, outcome.out) == (code, "")
    assert told in outcome.err
    assert "张三丰" not in outcome.err
    assert "410101199001011234" not in outcome.err


def test_too_much_is_refused(djcov, given, monkeypatch):
    given(LEDGER.encode())
    monkeypatch.setattr("djcov.intake.files.opening.LARGEST_FILE", len(LEDGER.encode()) - 1)
    outcome = djcov("coverage", "-")
    assert (outcome.code, outcome.out, outcome.err) == (3, "", "错误：标准输入超过 1 GiB\n请存为文件再读。\n")


def test_may_stand_beside_files(djcov, given, tmp_path):
    first, *rows = LEDGER.splitlines(keepends=True)
    (tmp_path / "half.csv").write_text(first + "".join(rows[:2]), "utf-8")
    given((first + "".join(rows[2:])).encode())
    words = ["--as-of", "2021-12-31", "--format", "csv", "-q"]
    assert djcov("coverage", "half.csv", "-", *words) == djcov("coverage", "ledger.csv", *words)
