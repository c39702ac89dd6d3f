"""When a file was last saved: as the workbook states it, else as the disk does."""

from __future__ import annotations

import zipfile
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from ...parse_errors import DAMAGED

_STATED = {"docProps/core.xml": "modified", "meta.xml": "date"}
"""By the part of a package that tells about it, the name of the element with the time: of .xlsx, and of .ods."""

_LARGEST = 1 << 20
"""Bytes that such a part has at most."""


def saved_at(path: Path) -> datetime:
    """The time of the last saving, in UTC. Programs state it in .xlsx, .ods and .xls; other files have the time
    that the disk has for them.
    """
    return _of_package(path) or _of_compound(path) or datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _of_package(path: Path) -> datetime | None:
    try:
        with zipfile.ZipFile(path) as archive:
            for part, element in _STATED.items():
                with suppress(KeyError), archive.open(part) as stream:
                    text = stream.read(_LARGEST)
                    if b"<!DOCTYPE" not in text:
                        return _time(_element(text, element))
    except DAMAGED:
        return None
    return None


def _element(xml: bytes, name: str) -> str:
    found = (node.text for node in ElementTree.fromstring(xml).iter() if node.tag.rpartition("}")[2] == name)
    return next(found, None) or ""


def _time(text: str) -> datetime | None:
    """Read a time by ISO 8601; one without a zone is in UTC."""
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)


def _of_compound(path: Path) -> datetime | None:
    """Read the summary of an .xls workbook."""
    import olefile

    ole: Any = olefile  # it has no types
    try:
        if not ole.isOleFile(str(path)):
            return None
        with ole.OleFileIO(str(path)) as compound:
            found: object = compound.get_metadata().last_saved_time
    except DAMAGED:
        return None
    return found.replace(tzinfo=UTC) if isinstance(found, datetime) else None
