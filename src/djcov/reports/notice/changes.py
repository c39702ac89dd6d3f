"""The 变更说明: what changed between two dates, in the form of an official document, each figure with its rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from ...findings import Left
from ...measures.movements import Event, Movements
from ...policy import Policy
from ..basis import left_out
from ..changes import SUM, figure, movements_grid, organizations
from ..page_model import Block, Cell, Column, Heading, Note, grid
from ..places import Places
from ..shares import day
from . import wording
from .draft import Draft, numbered
from .figures import listed, tight


def changes(result: Movements, policy: Policy, left: Sequence[Left]) -> Draft:
    """Draft the 变更说明 of some movements under the policy's ``[notice]``; ``left``: the files that were not used."""
    notice, comparison = policy.notice, result.comparison
    return Draft(
        mark="",
        number="",
        title=tuple(line.format(district=comparison.whole) for line in wording.CHANGES_TITLE),
        addressee="",
        body=tuple(numbered(tuple(_body(result, comparison.as_of_old, comparison.as_of, left)))),
        annexes=(),
        signature=notice.signature or notice.issuer,
        date=day(notice.date or comparison.as_of),
        copy_to=(),
        printed_by="",
    )


def _body(result: Movements, old: date, new: date, left: Sequence[Left]) -> Iterator[Block]:
    yield Note(wording.CHANGES.format(district=result.comparison.whole, old=day(old), new=day(new)))
    if files := left_out(left):
        yield Note(files)
    places = Places(result.files)
    for part in wording.CHANGES_PARTS:
        yield Heading(part.heading, 1)
        if part is wording.CHANGES_PARTS[0]:
            yield from _enterprises(result)
        elif part is wording.CHANGES_PARTS[1]:
            yield Note(tight(organizations(result)))
        own = [event for event in result.events if event.kind in part.indicators]
        for _, events in groupby(own, key=lambda event: event.kind):
            yield from _events(result, tuple(events), places)
        if not own:
            yield Note(wording.CHANGES_NONE)


def _enterprises(result: Movements) -> Iterator[Block]:
    whole = result.rows[0]
    ways = [
        (title, number)
        for title, number in (
            ("新增", whole.new),
            ("恢复统计", whole.back),
            ("关停注销", whole.closed),
            ("不再纳入统计", whole.out),
            ("在区内变更乡（办）", whole.moved_in),
        )
        if number
    ]
    named = listed(wording.CHANGES_WAY.format(title=title, n=number) for title, number in ways)
    yield Note(
        wording.CHANGES_ENTERPRISES.format(
            opening=whole.opening, ways=f"{named}，" if named else "没有变化，", closing=whole.closing
        )
    )
    if whole.vanished:
        yield Note(wording.CHANGES_VANISHED.format(n=whole.vanished))
    yield movements_grid(result)
    yield Note(SUM)


def _events(result: Movements, events: tuple[Event, ...], places: Places) -> Iterator[Block]:
    kind = events[0].kind
    yield Heading(tight(f"{result.titles[kind]}{figure(kind, events)}"), 2)
    columns = [Column("序号", figures=True), *map(Column, wording.CHANGES_COLUMNS)]
    rows = [[Cell(str(number)), *_cells(event, places)] for number, event in enumerate(events, start=1)]
    yield grid(columns, rows)


def _cells(event: Event, places: Places) -> Iterator[Cell]:
    subject = event.subject
    yield from map(Cell, (subject.township, subject.name, tight(event.detail), places.row(subject.source)))
