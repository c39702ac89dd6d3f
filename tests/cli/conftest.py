"""A tiny roster, and a way to run a command as a user would."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from djcov.cli import run

LEDGER = """\
企业名称,统一社会信用代码,乡（办）,企业类型,经营状态,职工人数,党员人数,正式党员数,是否建立党组织,组建方式,党建指导员
甲有限公司,91410000MA3X00002Y,古城乡,有限责任公司,正常,60,5,4,是,单独组建,无
乙有限公司,,古城乡,有限责任公司,正常,约80,0,0,否,,王小明
丙有限公司,,城关办事处,有限责任公司,正常,12,3,3,否,,无
丁集团,,城关办事处,国有独资,正常,500,90,80,是,单独组建,无
戊商行,,城关办,个体工商户,注销,2,0,0,否,,无
"""
"""Five rows: covered on its own; an instructor; due but not built; public; wound up."""


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder with ledger.csv; tables are as wide as when piped."""
    monkeypatch.chdir(tmp_path)
    for name in ("COLUMNS", "NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
    path = tmp_path / "ledger.csv"
    path.write_text(LEDGER, "utf-8")
    return path


@pytest.fixture
def djcov(ledger: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:
    """Run djcov with arguments and give exit code, standard output and standard error."""

    def invoke(*arguments: str) -> Outcome:
        code = run(arguments)
        captured = capsys.readouterr()
        return Outcome(code, captured.out, captured.err)

    return invoke
