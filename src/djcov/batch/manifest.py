"""What a batch was made from and what it gave: ``manifest.json``, schema ``djcov.batch/1``.

Two runs over the same files with the same settings write the same bytes, interrupted or not. What may differ, the
seconds, stands in ``manifest.log`` (:mod:`djcov.batch.log`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from ..findings import CATALOGUE, Findings, Location, Severity
from ..models import Kind

NAME = "manifest.json"

_SCHEMA = "djcov.batch/1"


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True)


class Tally(_Record):
    """Findings by severity."""

    error: int = 0
    warning: int = 0
    note: int = 0

    @property
    def worst(self) -> Severity | None:
        """The highest severity that occurs, or None."""
        return max((level for level in Severity if getattr(self, level.name.lower())), default=None)


class Input(_Record):
    """One file of the folder."""

    file: str
    """Its path in the folder, with ``/``."""
    size: int
    """Bytes."""
    sha256: str
    """In hexadecimal digits; empty where the file cannot even be read."""
    state: Literal["used", "unused"]
    reason: str = ""
    """Why it was not used, in Chinese."""
    code: str = ""
    """The finding that says so (:data:`djcov.findings.FILE_LEFT`); empty of what djcov wrote, and of doubles."""
    townships: tuple[str, ...] = ()
    """The units of its enterprises."""
    findings: Tally = Tally()


class Output(_Record):
    """One file that the batch made."""

    path: str
    """In the results' folder, with ``/``."""
    unit: str
    """The township that it is about, or the whole."""
    kind: str
    """``report`` ``page`` ``notice`` ``gaps`` ``assignment`` ``marked``"""
    size: int
    sha256: str
    note: str = ""
    """Of a marked copy, why it is no copy but a list."""
    instead_of: str = ""
    """Where it should have gone; another program kept that file open."""


class PolicyUsed(_Record):
    """The policy, by its name and the SHA-256 of all its settings."""

    name: str
    sha256: str


class Settings(_Record):
    """What, beside the files, decides the results."""

    version: str
    """djcov's."""
    as_of: date
    policy: PolicyUsed
    names: Literal["masked", "shown"]
    sheets: tuple[str, ...] = ()
    """The only ones that were read, if any are named."""
    header_row: int | None = None
    roster_kind: Kind | None = None
    folder: str
    """The rosters' folder as it was given."""
    folder_from_here: str
    """And as seen from the results' folder: links lead there."""


class Manifest(_Record):
    """The whole of it."""

    settings: Settings
    inputs: tuple[Input, ...]
    without_rosters: tuple[str, ...] = ()
    """Units of the policy's list of which no file has a row."""
    findings: Tally = Tally()
    """Of all files together."""
    findings_not_stored: int = 0
    """Those beyond the number that is kept per code: counted above, but in no file's tally and on no marked copy."""
    outputs: tuple[Output, ...] = ()

    @property
    def unused(self) -> tuple[Input, ...]:
        """The files that could not be used."""
        return tuple(each for each in self.inputs if each.state == "unused")

    def left(self, folder: Path) -> Findings:
        """Give what was found about the files of ``folder`` that could not be used."""
        findings = Findings()
        for each in self.unused:
            if each.code:
                findings.add(CATALOGUE[each.code].at(Location(str(folder / each.file)), each.reason))
        return findings

    def render(self) -> bytes:
        """Write it as JSON, one input or output a line."""
        from ..reports import json

        return json.render({"schema": _SCHEMA, **self.model_dump(mode="json")}).encode("utf-8")


def schema() -> dict[str, Any]:
    """Give the JSON Schema of what :meth:`Manifest.render` writes."""
    from ..reports.json_schema import DIALECT

    found = Manifest.model_json_schema(mode="serialization")
    own = {
        "$schema": DIALECT,
        "$id": "urn:djcov:batch:1",
        "title": f"{_SCHEMA} 批处理清单",
        "description": "manifest.json",
    }
    properties = {"schema": {"const": _SCHEMA}, **found["properties"]}
    return {**found, **own, "properties": properties, "required": ["schema", *found["required"]]}


def load(folder: Path) -> Manifest | None:
    """Give the manifest of the last run that came to its end; None without one, or for one of another schema."""
    try:
        return Manifest.model_validate_json((folder / NAME).read_bytes())
    except (OSError, ValidationError):
        return None


def tally(totals: Mapping[str, int]) -> Tally:
    """Count findings by severity, given their number by code."""
    counts: Counter[str] = Counter()
    for code, number in totals.items():
        counts[CATALOGUE[code].severity.name.lower()] += number
    return Tally(**counts)


def tally_of(codes: Iterable[str]) -> Tally:
    """Count findings by severity, given the code of each."""
    return tally(Counter(codes))
