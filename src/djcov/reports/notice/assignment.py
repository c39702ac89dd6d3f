"""The 交办单: what one township is told to put right, enterprise by enterprise, with room for who did it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from ...choices import of_base, said
from ...findings import Left
from ...measures.follow_up import FollowUp
from ...measures.results import Gaps, Lacking
from ...policy import Deadlines, Policy
from ..basis import left_out
from ..gaps import none
from ..page_model import Block, Cell, Column, Grid, Note, grid
from ..shares import day
from . import wording
from .draft import Draft
from .figures import follow_up, listed, tight
from .figures import told as all_told

_ROOM = 14
"""Half-width characters for a name, or a few words."""


def assignment(gaps: Gaps, policy: Policy, left: Sequence[Left], follow: FollowUp | None = None) -> Draft:
    """Draft the 交办单 of some gaps, those of one township, under the policy's ``[notice]`` and ``[deadlines]``.

    ``left``: the files in which further gaps may stand; ``follow``: how far the 销号台账 is.
    """
    notice = policy.notice
    issued = notice.date or gaps.as_of
    return Draft(
        mark="",
        number="",
        title=(gaps.place, wording.ASSIGNMENT_TITLE.format(base=of_base(gaps.base) or wording.ENTERPRISES)),
        addressee=gaps.place,
        body=tuple(_body(gaps, left, issued, policy.deadlines, follow)),
        annexes=(),
        signature=notice.signature or notice.issuer,
        date=day(issued),
        copy_to=(),
        printed_by="",
        contact=notice.contact,
    )


def _body(
    gaps: Gaps, left: Sequence[Left], issued: date, deadlines: Deadlines, follow: FollowUp | None
) -> Iterator[Block]:
    by = {each.kind: deadlines.of(each.kind, issued) for each in gaps.rows}
    lacking = gaps.by_subject
    text = said(gaps.base, wording.ASSIGNMENT if lacking else wording.ASSIGNMENT_EMPTY)
    when = (
        wording.ASSIGNMENT_BY.format(by=day(by[gaps.rows[0].kind]))
        if len({*by.values()}) == 1
        else wording.ASSIGNMENT_EACH
    )
    told = tight(none(gaps.missing, gaps.sought, wording.ASSIGNED).text)
    yield Note(text.format(unit=gaps.place, as_of=day(gaps.as_of), n=len(lacking), when=when, told=told))
    if follow:
        yield Note(follow_up(follow, follow.total))
    if files := left_out(left):
        yield Note(files)
    if lacking:
        yield _rows(gaps, by)
    if gaps.missing:
        yield Note(wording.ASSIGNMENT_UNKNOWN.format(list=listed(title for title, _ in gaps.missing)))
    if any(each.subject.is_person for each in lacking):
        yield Note(gaps.names.note)


def _rows(gaps: Gaps, by: Mapping[str, date]) -> Grid:
    printed = [Column(said(gaps.base, heading)) for heading in wording.ASSIGNMENT_COLUMNS]
    written = wording.ASSIGNMENT_BLANKS
    columns = [Column("序号", figures=True), *printed, *(Column(title, to_fill=_ROOM) for title in written)]
    rows = [
        [Cell(str(number)), *map(Cell, (each.subject.name, all_told(each), _actions(each), _when(each, by), "", ""))]
        for number, each in enumerate(gaps.by_subject, start=1)
    ]
    return grid(columns, rows)


def _actions(lacking: Lacking) -> str:
    return tight("".join(dict.fromkeys(gap.action for gap in lacking.gaps)))


def _when(lacking: Lacking, by: Mapping[str, date]) -> str:
    """Say by when all is to be done; what for, where that differs."""
    kinds: dict[date, list[str]] = {}
    for gap in sorted(lacking.gaps, key=lambda gap: by[gap.kind]):
        kinds.setdefault(by[gap.kind], []).append(gap.title)
    if len(kinds) == 1:
        return day(next(iter(kinds)))
    return "；".join(f"{day(last)}（{'、'.join(dict.fromkeys(titles))}）" for last, titles in kinds.items())
