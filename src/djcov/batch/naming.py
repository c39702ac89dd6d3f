"""Names of files and folders that every system can hold, and that differ on every system.

Townships and files are named by whoever filled a cell in. Windows refuses some characters and names and tells no
capital from a small letter; the libraries that know these rules do not keep apart what they make alike.
"""

from __future__ import annotations

import re

_REFUSED = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\ud800-\udfff]')
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)", re.IGNORECASE)
_LONGEST = 60
"""Characters; as Chinese these are 180 of the 255 bytes that Linux allows."""


def safe(name: str) -> str:
    """Give a name that may stand on its own in a folder: 甲/乙 becomes 甲_乙, an empty one _."""
    stem, dot, suffix = _REFUSED.sub("_", name).strip().rpartition(".")
    name = f"{stem[:_LONGEST]}{dot}{suffix[:_LONGEST]}".rstrip(". ")
    return f"_{name}" if not name or _DEVICES.match(name) else name


class Names:
    """Paths given out so far, in one folder."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def give(self, *names: str) -> str:
        """Give the path, with ``/``, of folders and a file of these names; one that is taken ends in `` (2)``."""
        *folders, last = map(safe, names)
        stem, dot, suffix = last.rpartition(".") if "." in last else (last, "", "")
        stem, safest = "/".join([*folders, stem]), "/".join([*folders, last])
        given, number = safest, 2
        while given.casefold() in self._taken:
            given, number = f"{stem} ({number}){dot}{suffix}", number + 1
        self._taken.add(given.casefold())
        return given
