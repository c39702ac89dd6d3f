"""How the enterprise, organisation or instructor behind a number is written, in every view alike; and its columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol, TypeVar

from ..choices import Base, said
from ..findings import Location
from ..measures.results import Subject
from .fields import Field, shown
from .page_model import Column, Plain
from .places import Places

GRAINS = {"enterprise": "企业", "organization": "党组织", "instructor": "指导员", "unit": "单位"}
MEASURES = {"enterprise": "家", "organization": "个", "instructor": "名", "unit": "个"}
"""The Chinese measure word that goes with a number of each."""

SORTED = {**GRAINS, "person": "人员"}
MEASURES_SORTED = {**MEASURES, "person": "名"}
"""The same of what distributions count."""


_CODE = Column("统一社会信用代码", extra=True, unbroken=True)


class About(Protocol):
    """A row of a list that is about somebody."""

    @property
    def subject(self) -> Subject:
        """Whom it is about."""
        ...


class Changed(About, Protocol):
    """A row of a list of changes between two dates."""

    @property
    def before(self) -> Subject | None:
        """Its row at the earlier date; None if there is none."""
        ...

    @property
    def after(self) -> Subject | None:
        """Its row at the later one."""
        ...


A = TypeVar("A", bound=About)
C = TypeVar("C", bound=Changed)


def subject_object(subject: Subject) -> dict[str, Plain]:
    """Give ``enterprise`` and ``uscc``, or ``organization``, or ``instructor``; then ``township``."""
    named: dict[str, Plain] = {subject.grain: subject.name}
    if subject.grain == "enterprise":
        named["uscc"] = subject.uscc
    return {**named, "township": subject.township}


def source_object(at: Location | None) -> Mapping[str, Plain] | None:
    """Give ``file``, ``sheet`` and the ``row`` that Excel shows; None where no file is known."""
    return {"file": at.file, "sheet": at.sheet, "row": at.row} if at and at.file else None


def named(_: type[A], grain: str = "", base: Base = "enterprises") -> tuple[Field[A], ...]:
    """Give the columns that say whom a row is about; ``grain``: what all of them are; ``base``: who are counted."""
    return (
        Field("*", "", lambda row: subject_object(row.subject)),
        Field("", "对象", lambda row: said(base, GRAINS[row.subject.grain])),
        Field("", "名称", lambda row: row.subject.name, Column(said(base, GRAINS.get(grain, "名称")))),
        Field("", "统一社会信用代码", lambda row: row.subject.uscc, _CODE if grain == "enterprise" else None),
        Field("", "乡（办）", lambda row: row.subject.township, Column("乡（办）")),
    )


def placed(_: type[A], places: Places | None = None) -> tuple[Field[A], ...]:
    """Give the columns that say where a row stands in the rosters; ``places`` writes them on a page."""
    at = places or Places(())
    return (
        shown("来源", lambda row: at.row(row.subject.source)),
        Field("source", "", lambda row: source_object(row.subject.source)),
        Field("", "文件", lambda row: row.subject.source.file),
        Field("", "工作表", lambda row: row.subject.source.sheet),
        Field("", "行", lambda row: row.subject.source.row),
    )


def placed_at_both(_: type[C], places: Places | None = None) -> tuple[Field[C], ...]:
    """Give the columns that say where a row stands at either date."""
    after = _placed_at(_, "source", "本期", lambda row: row.after, places)
    return (*after, *_placed_at(_, "source_old", "上期", lambda row: row.before, places))


def _placed_at(
    _: type[C], key: str, side: str, subject: Callable[[C], Subject | None], places: Places | None
) -> tuple[Field[C], ...]:
    written = places or Places(())

    def at(row: C) -> Location | None:
        return found.source if (found := subject(row)) else None

    return (
        Field(key, "", lambda row: source_object(at(row))),
        shown(f"{side}台账", lambda row: written.row(place) if (place := at(row)) else ""),
        Field("", f"{side}文件", lambda row: place.file if (place := at(row)) else None),
        Field("", f"{side}工作表", lambda row: place.sheet if (place := at(row)) else None),
        Field("", f"{side}行", lambda row: place.row if (place := at(row)) else None),
    )


def places_of(rows: Iterable[About]) -> Places:
    """Give how the places of a list's rows are written."""
    return Places.of(row.subject.source for row in rows)
