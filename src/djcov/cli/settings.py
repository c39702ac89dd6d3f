"""Settings that are written once: ``djcov.toml`` beside the rosters or above them, or else the user's own, and the
policy that ``DJCOV_POLICY`` names, which wins over the file's. What stands on the command line wins over both.

Only the command line looks for them: Python is told everything by its caller.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from ..errors import UsageError, readable

if TYPE_CHECKING:
    from ..policy import Policy

NAME = "djcov.toml"
POLICY = "DJCOV_POLICY"


@dataclass(frozen=True)
class Settings:
    """What is in force; paths are as they are to be opened."""

    path: Path | None = None
    """The file; None if there is none."""
    rosters: tuple[str, ...] = ()
    policy: str | None = None
    as_of: date | None = None
    jobs: int | None = None
    show_names: bool = False
    sections: Mapping[str, object] = field(default_factory=dict[str, object])
    """Those of a policy that the file has itself."""
    text: str = ""
    """Of the file, to tell the line of what is wrong in a section."""
    policy_by: str = ""
    """The environment's variable that names the policy, if one does."""

    def load(self, policy: str | None) -> Policy:
        """Load a policy, by default the built-in one, with the sections of the file. Raises PolicyError."""
        from .. import pipeline

        return pipeline.checked_policy(policy, dict(self.sections), self.text, str(self.path))

    @property
    def keys(self) -> list[str]:
        """Those of the options that are written once, which it gives."""
        return [each for each in ("rosters", "policy", "as_of", "jobs", "show_names") if getattr(self, each)]

    def told(self, used: Collection[str]) -> str:
        """Say which file is in force with what of it, and what the environment names, of the keys that are ``used``;
        empty if nothing is.
        """
        by_environment = self.policy_by if "policy" in used else ""
        keys = [*(each for each in used if not (each == "policy" and by_environment)), *self.sections]
        found = [f"设置 {readable(self.path)}（{'、'.join(keys)}）"] if self.path and keys else []
        found += [f"政策 {readable(Path(self.policy or ''))}（{by_environment}）"] if by_environment else []
        return f"采用{'、'.join(found)}。" if found else ""


def of_policy(policy: str | None) -> tuple[Policy, str]:
    """Load the policy for what reads no rosters, and say what is in force here. Raises PolicyError."""
    found = settings()
    return found.load(policy or found.policy), found.told(
        [each for each in found.keys if each != "policy" or not policy]
    )


def settings(rosters: Iterable[str] = ()) -> Settings:
    """Give the settings of some rosters, or of the current folder where none are named.

    Raises UsageError where the rosters lie under several files of them, PolicyError for a file that says something
    impossible.
    """
    found = {each.resolve(): each for roster in [*rosters] or [""] for each in _above(Path(roster))}
    if len(found) > 1:
        raise UsageError(
            f"这些台账分属几份设置：{'、'.join(map(readable, found.values()))}",
            hint="请把设置放在它们共同的上级文件夹，只留一份。",
        )
    path = next(iter(found.values()), None) or _own()
    there = Settings() if path is None else _read(path)
    if named := os.environ.get(POLICY):
        return replace(there, policy=named, policy_by=POLICY)
    return there


def _above(roster: Path) -> Iterator[Path]:
    """Give the nearest file of settings: of the folder in which a roster lies, or above it up to the user's home, or to
    the root where it does not lie there.
    """
    whole = Path(os.path.abspath(roster))  # noqa: PTH100 - links are not followed: the folder is the one that was named
    start = whole if os.path.isdir(whole) else whole.parent  # noqa: PTH112 - what may not be looked into is none
    home = os.path.expanduser("~")  # noqa: PTH111 - who has none gets no error
    for folder in (start, *start.parents):
        if _is_there(folder / NAME):
            yield _short(folder / NAME)
            return
        if str(folder) == home:
            return


def _is_there(path: Path) -> bool:
    """Whether there is such a file, as far as the system lets it be seen."""
    return os.path.isfile(path)  # noqa: PTH113 - Path.is_file raises where a folder may not be entered


def _short(path: Path) -> Path:
    """Give a path as seen from the current folder, if it lies there."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _own() -> Path | None:
    """Give the user's own file, if there is one; XDG_CONFIG_HOME says where on every system."""
    given = os.environ.get("XDG_CONFIG_HOME")
    path = (Path(given) / "djcov" if given else Path(typer.get_app_dir("djcov"))) / NAME
    return path if _is_there(path) else None


def _read(path: Path) -> Settings:
    from ..patterns import matches
    from ..policy import settings_file

    found, text = settings_file.load(path)
    return Settings(
        path,
        tuple(roster for each in found.rosters for roster in matches(str(path.parent / each))),
        str(path.parent / found.policy) if found.policy else None,
        found.as_of,
        found.jobs,
        found.show_names,
        found.sections,
        text,
    )
