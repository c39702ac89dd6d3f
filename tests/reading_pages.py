"""A page of djcov report read back, by Python's own HTML parser and nothing of djcov's."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

VOID = {"meta", "link", "input", "br", "img", "hr"}


@dataclass
class Element:
    """An element with its attributes and what is in it."""

    tag: str
    attributes: dict[str, str]
    children: list[Element | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text inside, without what only screen readers say and without marks of decoration."""
        parts = (
            child if isinstance(child, str) else child.text
            for child in self.children
            if isinstance(child, str) or not ({"unseen", "mark"} & set(child.attributes.get("class", "").split()))
        )
        return "".join(parts).strip()

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """Every element of a kind inside."""
        return [
            each
            for each in self._inside()
            if each.tag == tag and all(each.attributes.get(name) == value for name, value in attributes.items())
        ]

    def one(self, tag: str, **attributes: str) -> Element:
        """The only element of a kind inside."""
        (found,) = self.all(tag, **attributes)
        return found

    def _inside(self) -> Iterator[Element]:
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child._inside()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag, f"</{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


@dataclass(frozen=True)
class Cell:
    """A cell: its figure or words, what stands small below, and where that leads."""

    text: str
    small: str
    link: str


@dataclass(frozen=True)
class Grid:
    """A table by its caption, headings, indicators of the headings, and rows."""

    caption: str
    headings: list[str]
    indicators: list[str]
    rows: list[list[Cell]]


def read(page: bytes) -> Element:
    """Parse a page; every element must be closed in its turn."""
    reader = _Reader()
    reader.feed(page.decode("utf-8"))
    reader.close()
    assert len(reader.open) == 1
    return reader.root


def grids(element: Element) -> list[Grid]:
    """Give the tables inside an element."""
    return [_grid(table) for table in element.all("table") if "id" not in table.attributes]


def rows_behind(page: Element) -> dict[str, Any]:
    """Give the data of the panel."""
    return json.loads(page.one("script", type="application/json").text)


def _grid(table: Element) -> Grid:
    heads = table.one("thead").all("th")
    lines = [line for body in table.all("tbody") for line in body.all("tr")]
    return Grid(
        table.one("caption").children[0],  # type: ignore[arg-type]
        [head.text for head in heads],
        [head.attributes.get("data-indicator", "") for head in heads],
        [[_cell(cell) for cell in line.children if isinstance(cell, Element)] for line in lines],
    )


def _cell(cell: Element) -> Cell:
    small = "".join(each.text for each in cell.all("small"))
    links = [link.attributes["href"] for link in cell.all("a")]
    text = cell.text
    return Cell(text.removesuffix(small).strip() if small else text, small, links[0] if links else "")
