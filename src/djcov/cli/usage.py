"""Wrong usage, said in Chinese.

The parser's exceptions are public only in part, and have moved between versions of Typer. What is used of them is the
common parent of all usage errors, the names of the kinds, and their data; a kind that is not known here is
passed on in the parser's own words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol, cast

import typer

WrongUsage: type[Exception] = typer.BadParameter.__mro__[1]
"""What every error of the command line's parser is; ``typer.BadParameter`` is its direct child."""


class _Parameter(Protocol):
    opts: list[str]
    name: str
    param_type_name: str
    metavar: str | None


class _Command(Protocol):
    params: list[_Parameter]


class _Context(Protocol):
    command: _Command
    command_path: str
    params: dict[str, object]


class _Error(Protocol):
    """All that the kinds of usage errors know; each has some of it."""

    ctx: _Context | None
    message: str
    param: _Parameter | None
    option_name: str
    possibilities: list[str] | None


def place(error: Exception, context: object) -> None:
    """Tell an error which command it happened in; the parser forgets it for some."""
    known = cast(_Error, error)
    if known.ctx is None:
        known.ctx = cast(_Context, context)


def refuse_empty(context: object) -> None:
    """Refuse the empty text that a shell's unset variable leaves: as a path it would be the current folder."""
    known = cast(_Context, context)
    for parameter in known.command.params:
        value = known.params.get(parameter.name)
        if value == "" or (isinstance(value, list) and "" in value):
            raise typer.BadParameter("是空的，请写明。", param=cast(Any, parameter))


def explain(error: Exception) -> tuple[str, str]:
    """Say what was wrong, and where the help is."""
    known = cast(_Error, error)
    tell = _TELLERS.get(type(error).__name__, _tell_other)
    path = known.ctx.command_path if known.ctx else "djcov"
    return f"用法错误：{tell(known)}", f"运行 {path} --help 查看用法。"


def _tell_missing(error: _Error) -> str:
    parameter = error.param
    meaning: str = getattr(parameter, "help", None) or ""
    return f"缺少 {_name(parameter)}{f'（{meaning}）' if meaning else ''}。"


def _tell_bad_value(error: _Error) -> str:
    return f"{_name(error.param)}：{error.message}" if error.param else error.message


def _tell_unknown_option(error: _Error) -> str:
    near = f"您是不是要用 {'、'.join(sorted(error.possibilities))}？" if error.possibilities else ""
    return f"没有 {error.option_name} 这个选项。{near}"


def _tell_bad_option(error: _Error) -> str:
    options = error.ctx.command.params if error.ctx else []
    flag = any(error.option_name in each.opts and getattr(each, "is_flag", False) for each in options)
    return f"选项 {error.option_name} 后面{'不能带值' if flag else '缺少值'}。"


def _tell_other(error: _Error) -> str:
    return error.message


_TELLERS: Mapping[str, Callable[[_Error], str]] = {
    "MissingParameter": _tell_missing,
    "BadParameter": _tell_bad_value,
    "NoSuchOption": _tell_unknown_option,
    "BadOptionUsage": _tell_bad_option,
}


def _name(parameter: _Parameter | None) -> str:
    if parameter is None:
        return "参数"
    if parameter.param_type_name == "argument":
        return parameter.metavar or parameter.opts[0].upper()
    return max(parameter.opts, key=len)
