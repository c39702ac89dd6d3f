"""What differs when a person looks on: colour, progress."""

from __future__ import annotations

import io
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from djcov.cli import progress, run
from djcov.cli.progress import busy, reporting

Djcov = Callable[..., Any]
ASKED = ("coverage", "ledger.csv", "--as-of", "2021-12-31", "-q")


class Window(io.StringIO):
    def isatty(self) -> bool:
        return True


def shown(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> str:
    window = Window()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stdout", window)
    assert run(arguments) == 0
    return window.getvalue()


def test_a_window_gets_colour_and_a_pipe_none(djcov: Djcov, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b" not in djcov(*ASKED).out
    assert "\x1b[31m*33.33%\x1b[0m" in shown(monkeypatch, *ASKED, "--width", "80")


def test_no_color_is_respected(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[31m" not in shown(monkeypatch, *ASKED)


@pytest.fixture
def patience(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], Window]:
    """Make standard error a window, and reading take some seconds before its second report."""

    def spend(seconds: float) -> Window:
        window = Window()
        monkeypatch.setattr(sys, "stderr", window)
        clock = iter([0.0, *([seconds] * 1000)])
        monkeypatch.setattr(progress.time, "monotonic", lambda: next(clock))
        return window

    return spend


def test_progress_appears_when_reading_takes_long(patience: Callable[[float], Window]) -> None:
    window = patience(2.0)
    with reporting(wanted=True) as report:
        assert report is not None
        report("台账.xlsx", 3, 8)
    assert "读取 台账.xlsx" in window.getvalue()
    assert "3/8" in window.getvalue()


def test_progress_stays_away_when_reading_is_quick(patience: Callable[[float], Window]) -> None:
    window = patience(0.1)
    with reporting(wanted=True) as report:
        assert report is not None
        report("台账.xlsx", 3, 8)
    assert window.getvalue() == ""


def test_nobody_reports_where_nobody_looks_or_wants_it(
    patience: Callable[[float], Window], monkeypatch: pytest.MonkeyPatch
) -> None:
    patience(2.0)
    with reporting(wanted=False) as report:
        assert report is None
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with reporting(wanted=True) as report:
        assert report is None


class Shown(Window):
    """A window that tells when something was shown in it."""

    def __init__(self) -> None:
        super().__init__()
        self.said = threading.Event()

    def write(self, text: str) -> int:
        written = super().write(text)
        if "统计 10,000,000 行" in text:
            self.said.set()
        return written


def test_what_takes_long_is_said_though_nobody_knows_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    window = Shown()
    monkeypatch.setattr(sys, "stderr", window)
    monkeypatch.setattr(progress, "_PATIENCE", 0.0)
    with busy(wanted=True, what="统计 10,000,000 行"):
        assert window.said.wait(30)


@pytest.mark.parametrize(("wanted", "window"), [(True, Window()), (False, Window()), (True, io.StringIO())])
def test_what_is_quick_is_not(wanted: bool, window: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", window)
    monkeypatch.setattr(progress, "_PATIENCE", 60.0)
    with busy(wanted, "统计 1 行"):
        pass
    assert window.getvalue() == ""
