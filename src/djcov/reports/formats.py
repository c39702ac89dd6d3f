"""The formats in which a command writes its result: one entry each, whose renderer is loaded when it is asked for.

(A whole report has its own: :mod:`.renderers`.)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..choices import TOWNSHIP
from ..errors import UsageError

if TYPE_CHECKING:
    from ..findings import Left
    from .page_model import Page, Plain, View


@dataclass(frozen=True)
class Result:
    """What is to be written."""

    view: View
    left: Sequence[Left]
    """The files that it does not hold."""
    width: int | None
    """Characters of a line, if that was said."""
    in_file: bool
    """Whether it goes further than what is printed, so that a page says itself which files it does not hold."""

    called: str = TOWNSHIP
    """What the policy calls a township."""

    def document(self) -> dict[str, Plain]:
        """The view's object for scripts, and the files that it does not hold."""
        left = [{"file": each.file, "reason": each.reason} for each in self.left]
        return {**self.view.document(), "files_left": left}

    def page(self) -> Page:
        """The view's page."""
        from .basis import left_out
        from .page_model import Note, worded

        heading, *blocks = worded(self.view.page(), self.called)
        said = left_out(self.left) if self.in_file else ""
        return (heading, *([Note(said, "strong")] if said else ()), *blocks)


def _table(result: Result) -> str:
    from . import terminal

    return terminal.render(result.page(), result.width)


def _json(result: Result) -> str:
    from . import json

    return json.render(result.document())


def _ndjson(result: Result) -> str:
    from . import datasets

    return datasets.lines(result.document())


def _csv(result: Result) -> str:
    from . import csv

    return csv.render(result.view.records())


def _markdown(result: Result) -> str:
    from . import markdown

    return markdown.render(result.page())


def _workbook(result: Result) -> bytes:
    from .workbook import hand_on

    return hand_on(result.page())


def _webpage(result: Result) -> bytes:
    from . import webpage

    return webpage.hand_on(result.page(), result.called)


def _parquet(result: Result) -> bytes:
    from . import parquet

    return parquet.render(result.document())


def _sqlite(result: Result) -> bytes:
    from . import sqlite

    return sqlite.render(result.document())


@dataclass(frozen=True)
class Format:
    """One format."""

    suffix: str
    """Of a file that is written so unless something else is asked for."""
    render: Callable[[Result], str | bytes]
    encoding: str = "utf-8"
    """Of its text in a file."""
    printed: bool = True
    """Whether it can be asked for by name, and goes to standard output."""


FORMATS: Mapping[str, Format] = {
    "table": Format(".txt", _table),
    "json": Format(".json", _json),
    # Spreadsheet programs take a CSV file for UTF-8 only when it begins with a byte order mark.
    "csv": Format(".csv", _csv, encoding="utf-8-sig"),
    "markdown": Format(".md", _markdown),
    "workbook": Format(".xlsx", _workbook, printed=False),
    "ndjson": Format(".ndjson", _ndjson),
    "parquet": Format(".parquet", _parquet, printed=False),
    "sqlite": Format(".sqlite", _sqlite, printed=False),
    "webpage": Format(".html", _webpage, printed=False),
}
"""By name."""

SUFFIXES: Mapping[str, str] = {form.suffix: name for name, form in FORMATS.items()}
"""The names of the formats by the suffix of a file."""


def no_format(path: Path, hint: str, known: Iterable[str] = tuple(SUFFIXES)) -> UsageError:
    """Say that no format is known by a file's suffix."""
    return UsageError(f"不支持 {path.suffix or '没有扩展名'} 格式（可用 {'、'.join(known)}）", hint=hint)
