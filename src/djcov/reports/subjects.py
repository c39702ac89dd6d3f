"""How the enterprise, organisation or instructor behind a number is written, in every view alike."""

from __future__ import annotations

from collections.abc import Mapping

from ..findings import Location
from ..measures.results import Subject
from .blocks import Plain

GRAINS = {"enterprise": "企业", "organization": "党组织", "instructor": "指导员"}
MEASURES = {"enterprise": "家", "organization": "个", "instructor": "名"}
"""The Chinese measure word that goes with a number of each."""


def subject_object(subject: Subject) -> dict[str, Plain]:
    """Give ``enterprise`` and ``uscc``, or ``organization``, or ``instructor``; then ``township``."""
    named: dict[str, Plain] = {subject.grain: subject.name}
    if subject.grain == "enterprise":
        named["uscc"] = subject.uscc
    return {**named, "township": subject.township}


def source_object(at: Location) -> Mapping[str, Plain]:
    """Give ``file``, ``sheet`` and the ``row`` that Excel shows."""
    return {"file": at.file, "sheet": at.sheet, "row": at.row}
