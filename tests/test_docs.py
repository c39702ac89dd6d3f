"""The reference pages say what the program says, and every example in the texts works."""

from __future__ import annotations

import doctest
import re
import shlex
import shutil
from itertools import pairwise
from pathlib import Path

import pytest
from generate import EXAMPLE_POLICY, PAGES, READMES, command_names, render, with_output

import djcov
from djcov.cli import run
from djcov.findings import CATALOGUE
from djcov.measures.gap_kinds import GAP_KINDS
from djcov.measures.indicators import INDICATORS
from djcov.models import Kind
from djcov.policy import Policy

ROOT = Path(__file__).parents[1]
TEXTS = [ROOT / name for name in ("README.md", "README.zh-CN.md", "CONTRIBUTING.md", "CHANGELOG.md")] + sorted(
    (ROOT / "docs").rglob("*.md")
)


def page(name: str) -> str:
    return (ROOT / "docs" / name).read_text("utf-8")


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


@pytest.mark.thorough
@pytest.mark.parametrize("name", PAGES)
def test_reference_page_is_fresh(name):
    assert page(name) == render(name), "run make docs"


@pytest.mark.thorough
@pytest.mark.parametrize("name", READMES)
def test_output_shown_in_the_readme_is_real(name):
    text = (ROOT / name).read_text("utf-8")
    assert "\n$ djcov coverage data/samples/" in text
    assert text == with_output(text), "run make docs"


@pytest.mark.parametrize(
    ("name", "entries"),
    [
        ("findings.md", [f"### {code}\n" for code in CATALOGUE]),
        ("indicators.md", [f"| `{code}` |" for code in (*INDICATORS, *GAP_KINDS)]),
        ("columns.md", [f"| `{field}` |" for kind in Kind for field in kind.model.model_fields]),
        ("policy.md", [f"| `counting.{setting}` |" for setting in type(Policy.load().counting).model_fields]),
        ("commands.md", [f"## {name}\n" for name in command_names(page("commands.md"))]),
    ],
)
def test_everything_has_its_entry(name, entries):
    assert entries
    assert [entry for entry in entries if entry not in page(name)] == []


def test_every_option_says_what_it_does():
    """Its words stand behind it, or on the next line, indented, if it is a long one."""
    lines = page("commands.md").splitlines()
    options = [(line, after) for line, after in pairwise(lines) if re.match(r"  (-\w, )?--\w", line)]
    assert len(options) > 20
    for line, after in options:
        assert re.search(r"\S  +\S", line.strip()) or re.match(r" {10,}\S", after), line


def test_the_site_leads_to_every_page():
    """mkdocs says so too, but a page that is not in the list would only be a warning there."""
    listed = set(re.findall(r"[\w./-]+\.md", (ROOT / "mkdocs.yml").read_text("utf-8")))
    assert listed == {path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*.md")}


@pytest.mark.parametrize("name", READMES)
def test_readme_names_every_command(name):
    named = re.findall(r"`djcov ([a-z]+)", (ROOT / name).read_text("utf-8"))
    assert set(named) == set(command_names(page("commands.md"))), "no more and no fewer"


@pytest.mark.parametrize("path", sorted((ROOT / "src").rglob("*.py")), ids=lambda path: path.stem)
def test_no_text_sends_the_reader_to_a_command_that_is_not_there(path):
    named = re.findall(r"(?:运行|用|例：|``) ?djcov ([a-z]+)", path.read_text("utf-8"))
    assert set(named) <= set(command_names(page("commands.md")))


def test_the_policy_example_is_a_policy(tmp_path):
    path = tmp_path / "policy.toml"
    path.write_text(EXAMPLE_POLICY, "utf-8")
    policy = Policy.load(path)
    assert policy.district == "全县"
    assert policy.units.canonical("城关") == "城关镇"


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_links_lead_somewhere(path):
    for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", path.read_text("utf-8")):
        assert target.startswith("https://") or (path.parent / target).exists(), target


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_sources_that_are_named_are_there(path):
    for source in re.findall(r"`((?:src|tests|docs|data|benchmarks)/[^`\s*]+)`", path.read_text("utf-8")):
        assert (ROOT / source).exists(), source


def test_readme_opens_with_two_one_line_blocks():
    """The first sets up and does the main job, the second sets up and runs the tests; CI runs both as they stand."""
    first, second = blocks((ROOT / "README.md").read_text("utf-8"), "(?:sh|bash)?")[:2]
    for block in (first, second):
        assert block.count("\n") == 1
        assert shlex.split(block)
    assert "djcov coverage data/samples/" in first
    assert "pytest" in second


def commands(path: Path) -> list[str]:
    """The command lines of a text's code blocks, but for those on files that are only examples (台账.xlsx)."""
    lines = "".join(blocks(path.read_text("utf-8"), "(?:sh|text)")).splitlines()
    return [line.removeprefix("$ ") for line in lines if re.match(r"(?:\$ )?djcov .*data/samples/", line)]


@pytest.mark.thorough
@pytest.mark.parametrize("at", range(len(TEXTS)), ids=[path.name for path in TEXTS])
def test_commands_on_the_samples_run_as_printed(at, tmp_path, monkeypatch, capsys):
    """Each once, where it is first told."""
    (tmp_path / "data").mkdir()
    shutil.copytree(ROOT / "data" / "samples", tmp_path / "data" / "samples")
    monkeypatch.chdir(tmp_path)
    earlier = {command for path in TEXTS[:at] for command in commands(path)}
    for command in [each for each in commands(TEXTS[at]) if each not in earlier]:
        assert run(shlex.split(command)[1:]) == 0, f"{command}\n{capsys.readouterr().err}"


def test_readme_shows_the_commands_on_two_dates():
    named = {line.split()[1] for line in commands(ROOT / "README.md")}
    assert {"trend", "compare", "league", "report"} <= named


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("README.md", r"组织覆盖率 \d+/\d+ \d+\.\d\d%\n\d+\.\d\d%\n\w+ data/samples/ledger\.xlsx \w+ 第\d+行\n"),
        ("README.zh-CN.md", r"(\d+\.\d\d%\n){2}"),
    ],
)
def test_python_example(name, printed, monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    (example,) = blocks((ROOT / name).read_text("utf-8"), "python")
    exec(compile(example, name, "exec"), {})
    assert re.fullmatch(printed, capsys.readouterr().out)


@pytest.mark.thorough
def test_the_page_on_python_runs_as_it_stands(tmp_path, monkeypatch, capsys):
    shutil.copytree(ROOT / "data" / "samples", tmp_path / "data" / "samples")
    monkeypatch.chdir(tmp_path)
    chinese, english = (blocks(page(name), "python") for name in ("python.md", "python.en.md"))
    assert chinese == english
    exec(compile("\n".join(chinese), "python.md", "exec"), {})
    printed = capsys.readouterr().out
    assert "Roster(1 个文件" in printed and "[60, None]\n" in printed
    assert re.search(r"^组织覆盖率 \d+ \d+ 0\.\d+$", printed, re.MULTILINE)
    assert "规上企业单独组建率" in printed and "counting.large_employees：应为整数" in printed
    assert re.search(r"^percent +Float64$", printed, re.MULTILINE)
    assert {each.name for each in tmp_path.iterdir()} == {"data", "覆盖率.xlsx", "缺口.csv", "通报.docx"}


@pytest.mark.thorough
def test_example_in_the_package_docstring(monkeypatch):
    monkeypatch.chdir(ROOT)
    results = doctest.testmod(djcov)
    assert (results.failed, results.attempted > 0) == (0, True)
