"""What a shell gets when somebody presses Tab."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Djcov = Callable[..., Any]

POLICY = '[units]\norder = ["马店乡", "古城乡"]\n'


@pytest.mark.parametrize(
    ("line", "completions"),
    [
        ("djcov cov", ["coverage"]),
        ("djcov policy ", ["show", "init", "check"]),
        ("djcov gaps ledger.csv --kind due_n", ["due_not_built"]),
        ("djcov gaps ledger.csv --kind 应建", ["应建未建"]),
        ("djcov explain org_c", ["org_coverage"]),
        ("djcov league ledger.csv --indicator 组织覆盖率", ["组织覆盖率"]),
        ("djcov coverage ledger.csv --engine d", ["duckdb"]),
        ("djcov coverage ledger.csv --by 园", ["园区"]),
        ("djcov gaps ledger.csv --township 城", ["城关办事处"]),
        ("djcov gaps --policy other.toml --township ", ["马店乡", "古城乡"]),
        ("djcov ledger.csv --show-n", []),  # coverage, which names nobody
        ("djcov ledger.csv --no-p", ["--no-progress"]),
        ("djcov gaps broken.xlsx --township ", []),
        ("djcov gaps --policy broken.xlsx --township ", []),
        ("djcov nonsense --to", []),
        ("djcov gaps 夹 --township 城", ["城关办事处"]),
        ("djcov follow 销号.xlsx ledger.csv --township 城", ["城关办事处"]),
        ("djcov follow 销号.xlsx ledger.csv --kind due_n", ["due_not_built"]),
        ("djcov league ledger.csv --township 城", ["城关办事处"]),
        ("djcov trend ledger.csv --township 城", ["城关办事处"]),
    ],
)
def test_a_line_goes_on(djcov: Djcov, monkeypatch: pytest.MonkeyPatch, line: str, completions: list[str]) -> None:
    Path("other.toml").write_text(POLICY, "utf-8")
    Path("broken.xlsx").write_bytes(b"PK\3\4 broken")
    Path("夹").mkdir()
    Path("夹/台账.csv").write_bytes(Path("ledger.csv").read_bytes())
    Path("夹/断链.csv").symlink_to("没有.csv")
    djcov("follow", "销号.xlsx", "ledger.csv")
    monkeypatch.setenv("_DJCOV_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", line)
    monkeypatch.setenv("COMP_CWORD", str(line.count(" ")))
    outcome = djcov()

    assert (outcome.code, outcome.out.split(), outcome.err) == (0, completions, "")


@pytest.mark.parametrize("asked", ["complete_bash", "complete_zsh", "complete_fish"])
def test_half_a_question_has_no_answer(djcov: Djcov, monkeypatch: pytest.MonkeyPatch, asked: str) -> None:
    for name in ("COMP_WORDS", "COMP_CWORD", "_TYPER_COMPLETE_ARGS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("_DJCOV_COMPLETE", asked)
    assert djcov().err == ""


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_the_script_of_a_shell(djcov: Djcov, shell: str) -> None:
    outcome = djcov("completion", shell)
    assert (outcome.code, outcome.err) == (0, "")
    assert "_DJCOV_COMPLETE" in outcome.out

    unknown = djcov("completion", "cmd.exe")
    assert unknown.code == 2
    assert unknown.err == "错误：没有名为“cmd.exe”的命令行程序\n可用的命令行程序：bash、zsh、fish、powershell。\n"


@pytest.mark.parametrize(("line", "code"), [("djcov gaps ledger.csv --township 城", 0), ("djcov gaps led", 1)])
def test_fish_asks_first_whether_there_is_an_answer(
    djcov: Djcov, monkeypatch: pytest.MonkeyPatch, line: str, code: int
) -> None:
    monkeypatch.setenv("_DJCOV_COMPLETE", "complete_fish")
    monkeypatch.setenv("_TYPER_COMPLETE_FISH_ACTION", "is-args")
    monkeypatch.setenv("_TYPER_COMPLETE_ARGS", line)
    outcome = djcov()
    assert (outcome.code, outcome.out, outcome.err) == (code, "", "")


BASH = """
ask() { COMP_WORDS=($1); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _djcov_completion djcov; echo "${COMPREPLY[@]}"; }
"""
ZSH = """
_arguments() { print -r -- "$@" | head -n 1 | cut -d '"' -f 2 }
ask() { words=(${=1}); CURRENT=${#words}; _djcov_completion }
"""
FISH = """
function ask; complete -C $argv[1] | string replace -r '\\t.*' ''; end
"""


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("shell", "before", "asking"), [("bash", "", BASH), ("zsh", "compdef() { }", ZSH), ("fish", "", FISH)]
)
def test_the_shell_itself_completes(djcov: Djcov, tmp_path: Path, shell: str, before: str, asking: str) -> None:
    if shutil.which(shell) is None and os.environ.get("DJCOV_CI") != "1":
        pytest.skip(f"needs {shell}")
    program = tmp_path / "djcov"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m djcov "$@"\n', "utf-8")
    program.chmod(0o755)
    asked = {
        "djcov gap": "gaps",
        "djcov gaps ledger.csv --township 城": "城关办事处",
        "djcov explain 组织覆盖率": "组织覆盖率",
    }
    script = "\n".join([before, djcov("completion", shell).out, asking, *(f"ask '{line}'" for line in asked)])
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8"}
    run = subprocess.run([shell, "-c", script], env=environment, capture_output=True, encoding="utf-8", check=True)

    assert (run.stdout.split(), run.stderr) == ([*asked.values()], "")


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_bash_takes_the_script(djcov: Djcov, tmp_path: Path) -> None:
    program = tmp_path / "djcov"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m djcov "$@"\n', "utf-8")
    program.chmod(0o755)
    asked = 'COMP_WORDS=(djcov gap); COMP_CWORD=1; _djcov_completion ./djcov; echo "${COMPREPLY[@]}"'
    script = f"{djcov('completion', 'bash').out}\n{asked}"
    run = subprocess.run(["bash", "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True)

    assert (run.stdout, run.stderr) == ("gaps\n", "")
