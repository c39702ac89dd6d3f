"""What is handed to those who have neither Python nor a network."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from wheelhouse import PLATFORMS, PYTHONS, Wheel, missing

INSTALLERS = Path(__file__).parents[1] / "installers"


def wheels(folder: Path, *made: tuple[str, Iterable[str]]) -> Iterator[Wheel]:
    """Make wheels of a name and of what they require."""
    for name, requires in made:
        project, version, *_ = name.split("-")
        path = folder / f"{name}.whl"
        with zipfile.ZipFile(path, "w") as archive:
            lines = [f"Name: {project}", f"Version: {version}", *(f"Requires-Dist: {each}" for each in requires)]
            archive.writestr(f"{project}-{version}.dist-info/METADATA", "\n".join(lines) + "\n\ntext: none\n")
        yield Wheel.of(path)


DJCOV = ("djcov-1.0-py3-none-any", ["numpy>=2", "typer", "pytest; extra == 'test'"])
TYPER = ("typer-1.0-py3-none-any", ["colorama; platform_system == 'Windows'", "rich[fast]"])
RICH = ("rich-1.0-py3-none-any", ["speed; extra == 'fast'", "tomli; python_version < '3.11'"])
SPEED = ("speed-1.0-cp39-abi3-win_amd64", [])
NUMPY = ("numpy-2.1-cp311-cp311-win_amd64", [])
COLORAMA = ("colorama-0.4-py2.py3-none-any", [])


@pytest.mark.parametrize(
    ("there", "platform", "python", "lacking"),
    [
        ((DJCOV, TYPER, RICH, SPEED, NUMPY, COLORAMA), "win_amd64", "3.11", {}),
        ((DJCOV, TYPER, RICH, SPEED, NUMPY), "win_amd64", "3.11", {"colorama": "typer-1.0-py3-none-any.whl"}),
        ((DJCOV, TYPER, RICH, NUMPY, COLORAMA), "win_amd64", "3.11", {"speed": "rich-1.0-py3-none-any.whl"}),
        (
            (DJCOV, TYPER, RICH, SPEED, NUMPY),
            "linux_x86_64",
            "3.12",
            {"numpy>=2": "djcov-1.0-py3-none-any.whl", "speed": "rich-1.0-py3-none-any.whl"},
        ),
        (
            (DJCOV, ("typer-1.0-py3-none-any", []), ("numpy-1.9-cp314-cp314-manylinux_2_28_aarch64", [])),
            "linux_aarch64",
            "3.14",
            {"numpy>=2": "djcov-1.0-py3-none-any.whl"},
        ),
        ((), "win_amd64", "3.11", {"djcov": ""}),
    ],
)
def test_wheels_are_complete_for_the_platform_that_they_are_meant_for(
    there: tuple[tuple[str, list[str]], ...], platform: str, python: str, lacking: dict[str, str], tmp_path: Path
) -> None:
    assert missing(wheels(tmp_path, *there), PLATFORMS[platform], python) == lacking


@pytest.mark.parametrize("name", ["djcov.bat", "install.bat"])
def test_a_batch_file_is_read_by_every_windows_as_it_is_meant(name: str) -> None:
    """cmd looks for the ends of lines in bytes, and reads them in the console's code page."""
    content = (INSTALLERS / name).read_bytes()
    assert content.count(b"\n") == content.count(b"\r\n") == content.count(b"\r")
    before, code_page, after = content.partition(b"chcp 65001 >nul\r\n")
    assert before.isascii()
    assert code_page
    text = after.decode("utf-8")
    labels = set(re.findall(r"^:(\w+)", text, re.MULTILINE))
    assert set(re.findall(r"goto (\w+)", text)) <= labels
    for line in text.splitlines():
        outside = line.replace('%roster:"=%', "").split('"')[::2]
        assert "%" not in "".join(outside).replace("%%i", ""), line  # a path has blanks and brackets


def test_the_launcher_makes_what_the_command_makes() -> None:
    text = (INSTALLERS / "djcov.bat").read_text("utf-8")
    assert '"%djcov%" report "%roster%" -o "%report%" --open\n' in text


def test_the_pythons_of_a_wheelhouse_are_those_that_its_scripts_take() -> None:
    first, last = (tuple(map(int, version.split("."))) for version in (PYTHONS[0], PYTHONS[-1]))
    for name in ("install.bat", "install.sh"):
        text = (INSTALLERS / name).read_text("utf-8")
        assert f"({first[0]}, {first[1]}) <= sys.version_info < ({last[0]}, {last[1] + 1})" in text
        assert f"Python {PYTHONS[0]} 至 {PYTHONS[-1]}" in text
