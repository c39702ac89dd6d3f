"""Folders of wheels from which djcov is installed without a network, one for each platform: ``make wheelhouse``.

    python installers/wheelhouse.py build/wheelhouse            all platforms
    python installers/wheelhouse.py build/wheelhouse win_amd64  one of them

``pip download`` takes wheels of another platform, but asks the running one whether a requirement applies (``colorama;
platform_system == "Windows"``). So what the wheels themselves require is evaluated here, for the platform that they are
meant for, and what is missing is downloaded until nothing is.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import zipfile
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.parser import HeaderParser
from pathlib import Path

from packaging.requirements import Requirement
from packaging.tags import Tag, compatible_tags, cpython_tags
from packaging.utils import canonicalize_name, parse_wheel_filename
from packaging.version import Version

HERE = Path(__file__).parent
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
GLIBC = range(17, 29)
"""Minor versions of glibc 2, from the oldest for which wheels are made to that of Kylin V10 and UOS 20."""


@dataclass(frozen=True)
class Platform:
    """A system and a processor: pip's names for it, the values of its markers, and the scripts that go with it."""

    names: tuple[str, ...]
    markers: dict[str, str]
    scripts: tuple[str, ...]


def _linux(machine: str) -> Platform:
    names = (*(f"manylinux_2_{minor}_{machine}" for minor in reversed(GLIBC)), f"manylinux2014_{machine}")
    markers = {"os_name": "posix", "sys_platform": "linux", "platform_system": "Linux", "platform_machine": machine}
    return Platform(names, markers, ("install.sh",))


PLATFORMS = {
    "win_amd64": Platform(
        ("win_amd64",),
        {"os_name": "nt", "sys_platform": "win32", "platform_system": "Windows", "platform_machine": "AMD64"},
        ("install.bat", "djcov.bat"),
    ),
    "linux_x86_64": _linux("x86_64"),
    "linux_aarch64": _linux("aarch64"),
}


@dataclass(frozen=True)
class Wheel:
    """A file's name, the version and tags that it states, and what it requires."""

    path: Path
    name: str
    version: Version
    tags: frozenset[Tag]

    @classmethod
    def of(cls, path: Path) -> Wheel:
        """Take a wheel's name apart."""
        name, version, _, tags = parse_wheel_filename(path.name)
        return cls(path, name, version, tags)

    def requires(self) -> list[Requirement]:
        """Read the requirements in the wheel's metadata, whatever they apply to."""
        with zipfile.ZipFile(self.path) as archive:
            file = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
            metadata = HeaderParser().parsestr(archive.read(file).decode("utf-8"))
        return [Requirement(line) for line in metadata.get_all("Requires-Dist", [])]


def missing(wheels: Iterable[Wheel], platform: Platform, python: str) -> dict[str, str]:
    """Give each requirement that no wheel meets on a platform, with who requires it; none where djcov can be installed.

    Nothing is resolved: where several wheels of one project would do, each must have what it requires.
    """
    number = tuple(map(int, python.split(".")))
    tags = {
        *cpython_tags(number, platforms=platform.names),
        *compatible_tags(number, f"cp{python.replace('.', '')}", platform.names),
    }
    usable: dict[str, list[Wheel]] = {}
    for wheel in wheels:
        if wheel.tags & tags:
            usable.setdefault(wheel.name, []).append(wheel)
    markers = {
        **platform.markers,
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
        "python_version": python,
        "python_full_version": f"{python}.0",
    }
    lacking: dict[str, str] = {}
    asked = deque([(Requirement("djcov"), "")])
    seen: set[str] = set()
    while asked:
        wanted, by = asked.popleft()
        if str(wanted) in seen:
            continue
        seen.add(str(wanted))
        found = [
            wheel
            for wheel in usable.get(canonicalize_name(wanted.name), ())
            if wanted.specifier.contains(wheel.version, prereleases=True)
        ]
        if not found:
            lacking[f"{wanted.name}{wanted.specifier}"] = by
        for wheel in found:
            for each in wheel.requires():
                extras = ("", *wanted.extras)
                if not each.marker or any(each.marker.evaluate({**markers, "extra": extra}) for extra in extras):
                    each.marker = None
                    asked.append((each, wheel.path.name))
    return lacking


def build(folder: Path, platform: Platform, pythons: Iterable[str] = PYTHONS) -> None:
    """Fill a folder with scripts and wheels. Raises SystemExit if one cannot be had."""
    wheels = folder / "wheels"
    shutil.rmtree(folder, ignore_errors=True)
    wheels.mkdir(parents=True)
    for script in platform.scripts:
        shutil.copy(HERE / script, folder)
    _pip("wheel", "--quiet", "--no-deps", "--wheel-dir", str(wheels), str(HERE.parent))
    own = next(wheels.glob("djcov-*.whl"))
    for python in pythons:
        _download(wheels, platform, python, str(own))
        tried: set[str] = set()
        while lacking := missing(_wheels(wheels), platform, python):
            if tried.issuperset(lacking):
                raise SystemExit("\n".join(_told(lacking, folder.name, python)))
            tried.update(lacking)
            _download(wheels, platform, python, "--no-deps", *lacking)
    size = sum(file.stat().st_size for file in wheels.iterdir()) >> 20
    print(f"{folder}: {len(list(wheels.iterdir()))} wheels, {size} MiB, complete for Python {', '.join(pythons)}")


def _wheels(folder: Path) -> list[Wheel]:
    return [Wheel.of(path) for path in sorted(folder.glob("*.whl"))]


def _told(lacking: dict[str, str], platform: str, python: str) -> Iterator[str]:
    for requirement, by in lacking.items():
        yield f"{platform}, Python {python}: no wheel of {requirement}, which {by or 'is to be installed'} requires"


def _download(wheels: Path, platform: Platform, python: str, *what: str) -> None:
    names = [argument for name in platform.names for argument in ("--platform", name)]
    only = ("--only-binary=:all:", "--implementation", "cp", "--python-version", python)
    _pip("download", "--quiet", *only, *names, "--dest", str(wheels), *what)


def _pip(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "pip", "--disable-pip-version-check", *arguments], check=True)


def main() -> None:
    """Build the folders of the platforms that are named, by default of all."""
    parser = argparse.ArgumentParser(description="Build folders of wheels to install djcov from without a network.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("platforms", nargs="*", metavar="platform", help=f"default: {' '.join(PLATFORMS)}")
    given = parser.parse_args()
    if unknown := sorted(set(given.platforms) - set(PLATFORMS)):
        parser.error(f"no platform {', '.join(unknown)}; there are {', '.join(PLATFORMS)}")
    for name in given.platforms or PLATFORMS:
        build(given.folder / name, PLATFORMS[name])


if __name__ == "__main__":
    main()
