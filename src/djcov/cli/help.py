"""Help pages in Chinese, aligned for wide characters.

Typer's own pages have English headings that no catalogue reaches, and need Rich, which takes longer to load than
everything else here. So a page is laid out from what a command knows of itself; of Typer's inside only the names in
:class:`Parameter` and :class:`Command` are used.
"""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

_WIDEST = 100
_NARROWEST = 50
_INDENT = "  "
_GAP = 2
_TERM_WIDEST = 30
"""A longer option stands on a line of its own."""

_TOKEN = re.compile(r"[（“《]*(?:[!-~]+|\s+|.)[，。；：、）”》？！]*")
"""What a line may not break inside: a word, or a character with the punctuation that belongs to it."""


Listing = tuple[str, Sequence[tuple[str, str]]]
"""A heading, and codes with their meaning."""


class Parameter(Protocol):
    """An option or argument, as far as help is concerned."""

    name: str
    opts: list[str]
    param_type_name: str
    metavar: str | None


class Command(Protocol):
    """A command, as far as help is concerned."""

    name: str | None
    help: str | None
    epilog: str | None
    hidden: bool


def page(
    path: str,
    command: Command,
    parameters: Sequence[Parameter],
    commands: Mapping[str, Command],
    listing: Listing | None = None,
) -> str:
    """Lay out the help page of the command that is called as ``path``, with the codes that it takes in ``listing``; no
    line end after it.
    """
    width = min(max(shutil.get_terminal_size().columns, _NARROWEST), _WIDEST)
    arguments = [each for each in parameters if each.param_type_name == "argument"]
    options = [each for each in parameters if each.param_type_name == "option" and not _hidden(each)]
    blocks = [
        usage(path, arguments, commands),
        "\n".join(wrap(command.help or "", width)),
        _section("参数", [(_argument(each), _help(each)) for each in arguments], width),
        _section("选项", [(_option(each), _help(each)) for each in options], width),
        _section("命令", [(name, _first_line(each)) for name, each in commands.items() if not each.hidden], width),
        _section(*listing, width) if listing else "",
        _examples(command.epilog),
    ]
    return "\n\n".join(block for block in blocks if block)


def usage(path: str, arguments: Iterable[Parameter], commands: Mapping[str, Command]) -> str:
    """Give the line that says how the command is called."""
    words = [path, "[选项]", *(_argument(each) for each in arguments), *(["命令 ..."] if commands else [])]
    return f"用法：{' '.join(words)}"


def wrap(text: str, width: int) -> list[str]:
    """Break a text into lines of at most ``width`` columns, as Chinese is broken: anywhere but before punctuation."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for token in _TOKEN.findall(paragraph):
            if line and cells(line + token.rstrip()) > width:
                lines.append(line.rstrip())
                line = token.lstrip()
            else:
                line += token
        lines.append(line.rstrip())
    return lines


def cells(text: str) -> int:
    """Count the columns that a text takes on a terminal."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _section(title: str, entries: Sequence[tuple[str, str]], width: int) -> str:
    if not entries:
        return ""
    column = min(max(cells(term) for term, _ in entries), _TERM_WIDEST) + _GAP
    return "\n".join([f"{title}：", *(line for entry in entries for line in _entry(*entry, column, width))])


def _entry(term: str, text: str, column: int, width: int) -> Iterator[str]:
    lines = wrap(text, width - len(_INDENT) - column)
    if cells(term) + _GAP > column:
        yield _INDENT + term
        term = ""
    yield f"{_INDENT}{term}{' ' * (column - cells(term))}{lines[0]}".rstrip()
    for line in lines[1:]:
        yield f"{_INDENT}{' ' * column}{line}"


def _argument(parameter: Parameter) -> str:
    return parameter.metavar or parameter.name.upper()


def _option(parameter: Parameter) -> str:
    names = ", ".join(sorted(parameter.opts, key=len))
    return f"{names} {parameter.metavar}" if parameter.metavar else names


def _help(parameter: Parameter) -> str:
    if parameter.name == "help":
        return "显示本页并退出"
    text: str | None = getattr(parameter, "help", None)
    return text or ""


def _hidden(parameter: Parameter) -> bool:
    return bool(getattr(parameter, "hidden", False))


def _first_line(command: Command) -> str:
    return (command.help or "").partition("\n")[0]


def _examples(text: str | None) -> str:
    return "\n".join(["例：", *(_INDENT + line for line in text.splitlines())]) if text else ""
