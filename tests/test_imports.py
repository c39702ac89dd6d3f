"""What importing costs, and which room may know which."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from importlib.resources import files
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

import djcov

ROOT = Path(__file__).parents[1]
HEAVY = (
    "jinja2",
    "narwhals",
    "numpy",
    "openpyxl",
    "pandas",
    "pyarrow",
    "pydantic",
    "python_calamine",
    "xlsxwriter",
)


@pytest.mark.parametrize("command", [["-c", "import djcov"], ["-m", "djcov", "--help"], ["-m", "djcov", "--version"]])
def test_a_start_loads_nothing_heavy(command):
    """``djcov --help`` should answer at once: pandas alone takes half a second."""
    run = subprocess.run(
        [sys.executable, "-X", "importtime", *command], capture_output=True, text=True, encoding="utf-8", check=True
    )
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in run.stderr.splitlines() if "|" in line}
    assert "djcov" in loaded, "the listing of -X importtime was not understood"
    assert not loaded & set(HEAVY)


def test_rooms_only_know_the_rooms_below():
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == 0


def imported(path: Path) -> set[str]:
    """The packages that a module imports."""
    nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
    names = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom) and not node.level]
    return {name.partition(".")[0] for name in names}


@pytest.mark.thorough
def test_what_is_imported_is_declared():
    """Not only what happens to come with something else."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["spark"]]
    declared = {re.split("[<>=]", each)[0].lower().replace("-", "_") for each in wanted}
    packages = set().union(*map(imported, (ROOT / "src").rglob("*.py"))) - {"djcov", *sys.stdlib_module_names}
    provided = packages_distributions()
    missing = {
        package
        for package in packages & provided.keys()
        if not declared & {name.lower().replace("-", "_") for name in provided[package]}
    }
    assert missing <= {"py4j"}, "py4j is a part of pyspark's interface"
    assert len(packages) > 10


def test_public_names_are_there():
    for name in djcov.__all__:
        assert getattr(djcov, name) is not None
        assert name in dir(djcov)  # a notebook completes it
    with pytest.raises(AttributeError):
        djcov.nothing_of_the_kind  # noqa: B018 - looking the name up is the test


def test_type_checkers_see_the_public_names():
    tree = ast.parse((ROOT / "src/djcov/__init__.py").read_text("utf-8"))
    checked = next(node for node in tree.body if isinstance(node, ast.If))
    shown = [(each.module, alias.name, alias.asname) for each in checked.body for alias in each.names]
    assert sorted(shown) == sorted((home, name, name) for name, home in djcov._HOME.items())
    assert sorted(djcov.__all__) == sorted(name for _, name, _ in shown)


def test_a_room_that_is_imported_hides_no_public_name():
    rooms = {path.stem for path in (ROOT / "src/djcov").iterdir()}
    assert not rooms & set(djcov.__all__)


def test_the_package_says_that_it_is_typed():
    assert (files("djcov") / "py.typed").is_file()
