"""The log of the work, ``manifest.log``: one JSON line for each result as soon as it stands.

It is how a run knows what an earlier one has done, also one that was killed; and it holds the seconds, so that nothing
else in the results' folder tells one run from another. Lines are added while a run lasts, and at its end the log is
written anew with the results that there are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from ..errors import OutputError, reason
from ..reports.atomic_write import save

NAME = "manifest.log"


class Entry(BaseModel):
    """One result that was written."""

    model_config = ConfigDict(frozen=True)

    path: str
    """In the results' folder, with ``/``."""
    made_from: str
    """The SHA-256 of everything that decides its bytes."""
    size: int
    sha256: str
    seconds: float
    """That it took to make."""
    note: str = ""


class Log:
    """The log of one results' folder; begins it where there is none. Raises OutputError."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / NAME
        try:
            if not self._path.exists():
                self._path.touch()
            content = self._path.read_bytes()
        except OSError as error:
            raise _failed(self._path, error) from None
        self.entries = {entry.path: entry for entry in _entries(content)}
        self._gap = b"" if content.endswith(b"\n") or not content else b"\n"
        """What ends a line that was cut short when a run was killed."""

    def current(self, path: str, made_from: str) -> Entry | None:
        """Give the entry of a result that stands as it was written, from the same; else None."""
        entry = self.entries.get(path)
        stands = entry and entry.made_from == made_from and sha256_of(self._folder / path) == entry.sha256
        return entry if stands else None

    def add(self, entry: Entry) -> None:
        """Say that a result stands. Raises OutputError."""
        try:
            with self._path.open("ab") as file:
                file.write(self._gap + _line(entry))
        except OSError as error:
            raise _failed(self._path, error) from None
        self._gap = b""
        self.entries[entry.path] = entry

    def finish(self, entries: Iterable[Entry]) -> None:
        """Write the log anew with these results alone. Raises OutputError."""
        self.entries = {entry.path: entry for entry in entries}
        content = b"".join(map(_line, self.entries.values()))
        if sha256_of(self._path) != hashlib.sha256(content).hexdigest():
            save(self._path, content)


def sha256_of(path: Path) -> str:
    """Give the SHA-256 of a file's bytes; empty for one that cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _entries(content: bytes) -> Iterable[Entry]:
    for line in content.splitlines():
        try:
            yield Entry.model_validate_json(line)
        except ValidationError:
            continue  # cut short when the run was killed: that result is made again


def _line(entry: Entry) -> bytes:
    return entry.model_dump_json(exclude_defaults=True).encode("utf-8") + b"\n"


def _failed(path: Path, error: OSError) -> OutputError:
    return OutputError(f"文件写不进去（{reason(error)}）", where=str(path), hint="请检查权限，或换一个位置。")
