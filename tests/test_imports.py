"""What importing costs, and which room may know which."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

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
    "vl_convert",
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


def test_public_names_are_there():
    import djcov

    for name in djcov.__all__:
        assert getattr(djcov, name) is not None
    with pytest.raises(AttributeError):
        djcov.nothing_of_the_kind  # noqa: B018 - looking the name up is the test
