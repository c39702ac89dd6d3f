"""Any result's page as a web page of its own: what a terminal prints, with tables that can be sorted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from ..page_model import Block, Grid, Heading, Items, Note, Page, clean
from ..shares import pretty
from .tables import Table, of_grid

_TOP = 2
"""The level of the headings that a list of contents names."""


@dataclass(frozen=True, slots=True)
class Part:
    """What stands under one heading of a section: lines, a list or a table, in their order."""

    texts: tuple[str, ...] = ()
    listed: bool = False
    table: Table | None = None
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it; ``level`` :data:`_TOP` begins a section of the page, 3 one within it."""

    title: str
    level: int
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Laid:
    """The page, ready to be set."""

    title: str
    about: tuple[str, ...]
    lead: tuple[Part, ...]
    """What stands before the first section."""
    sections: tuple[Section, ...]

    @property
    def contents(self) -> tuple[tuple[int, str], ...]:
        """The number and title of each section that a list of contents names."""
        return tuple((at, each.title) for at, each in enumerate(self.sections) if each.level == _TOP)


def laid(page: Page) -> Laid:
    """Lay a page out. Its first heading is its title."""
    heading = next(block for block in page if isinstance(block, Heading))
    front = (heading.front.unit, *heading.front.about) if heading.front else ()
    sections: list[tuple[Heading, list[Block]]] = [(heading, [])]
    for block in page:
        if isinstance(block, Heading):
            if block is not heading:
                sections.append((block, []))
        else:
            sections[-1][1].append(block)
    (_, lead), *others = sections
    return Laid(
        clean(heading.text),
        tuple(clean(text) for text in front if text),
        tuple(_parts(heading.text, lead)),
        tuple(_sections(others)),
    )


def _sections(headed: Sequence[tuple[Heading, Sequence[Block]]]) -> Iterator[Section]:
    """Give the sections; several that follow each other and begin alike (古城乡：…) come under one heading."""
    for _, group in groupby(headed, key=lambda each: (each[0].level, each[0].line.partition("：")[0])):
        alike = list(group)
        common = alike[0][0].line.partition("：")[0] if len(alike) > 1 else ""
        if common:
            yield Section(clean(common), alike[0][0].level, ())
        for each, blocks in alike:
            title = each.line.removeprefix(f"{common}：") if common else each.line
            yield Section(clean(title), each.level + bool(common), tuple(_parts(each.line, blocks)))


def _parts(title: str, blocks: Iterable[Block]) -> Iterator[Part]:
    """Give the blocks under a heading; notes that follow each other, and are meant alike, stand together."""
    for (kind, strong), group in groupby(blocks, key=lambda block: (type(block), _is_strong(block))):
        alike = list(group)
        if kind is Note:
            yield Part(tuple(_said(block.text) for block in alike if isinstance(block, Note)), strong=strong)
        for block in alike:
            if isinstance(block, Grid):
                yield Part(table=of_grid(title, block, None, fixed=int(block.whole)))
            elif isinstance(block, Items):
                yield Part(tuple(map(_said, block.texts)), listed=True)


def _is_strong(block: Block) -> bool:
    return isinstance(block, Note) and block.mood in ("strong", "bad")


def _said(text: str) -> str:
    return clean(pretty(text))
