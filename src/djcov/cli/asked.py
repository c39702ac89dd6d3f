"""The options that every command on rosters has, in one place.

A command takes one :class:`Asked` as its first parameter and only its own options beside it; :func:`spread` gives the
command line all of them.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import typer

from ..errors import UsageError
from . import options
from .printing import Printing, printing
from .reading import Reading

Command = Callable[..., int]


@dataclass(frozen=True)
class Asked:
    """What to read and how, and where the result goes."""

    rosters: options.Rosters
    as_of: options.AsOf = None
    policy: options.PolicyFile = None
    format: options.OutputFormat = None
    output: options.Output = None
    width: options.Width = None
    sheet: options.Sheets = None
    header_row: options.HeaderRow = None
    roster_kind: options.RosterKind = None
    password_file: options.PasswordFile = None
    engine: options.EngineOption = "auto"
    spark_master: options.SparkMaster = None
    quiet: options.Quiet = False
    no_progress: options.NoProgress = False

    @property
    def inputs(self) -> Sequence[str | None]:
        """What is read, and no result may overwrite."""
        return (*self.rosters, self.policy, self.password_file)

    @property
    def printing(self) -> Printing:
        """Form and place of the result. Raises UsageError and OutputError before anything is read."""
        return printing(self.format, self.output, self.width, self.quiet, self.inputs)

    @property
    def reading(self) -> Reading:
        """The rosters and the settings that decide what they say. Raises UsageError for a cluster without Spark."""
        if self.spark_master and self.engine != "spark":
            raise UsageError("--spark-master 只在 --engine spark 时有用", hint="请加上 --engine spark，或去掉它。")
        return Reading(
            self.rosters,
            self.as_of,
            self.policy,
            progress=not (self.quiet or self.no_progress),
            sheets=tuple(self.sheet or ()),
            header_row=self.header_row,
            roster_kind=self.roster_kind,
            password_file=self.password_file,
            engine=self.engine,
            spark_master=self.spark_master,
        )


_FIRST = ("rosters", "as_of")
"""What stands before a command's own options."""


def spread(command: Command) -> Command:
    """Give a command that takes an Asked the parameters that Typer shall see. Other commands come back unchanged."""
    own = list(inspect.signature(command, eval_str=True).parameters.values())
    if not own or own[0].annotation is not Asked:
        return command
    shared = dict(inspect.signature(Asked, eval_str=True).parameters)
    arguments = [each for each in own[1:] if _is_argument(each)]
    others = [each for each in own[1:] if each not in arguments]
    if any(each.name == "kind" for each in own):
        shared = {**shared, "roster_kind": shared["roster_kind"].replace(annotation=options.RosterKindAlone)}
    first = [shared[name] for name in _FIRST]
    rest = [each for name, each in shared.items() if name not in _FIRST]
    shown = [each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in (*arguments, *first, *others, *rest)]

    def called(**values: Any) -> int:
        return command(Asked(**{name: values.pop(name) for name in shared}), **values)

    # What Typer looks at: a signature with every option, and the same annotations by name.
    called.__name__, called.__doc__ = command.__name__, command.__doc__
    vars(called)["__signature__"] = inspect.Signature(shown)
    called.__annotations__ = {each.name: each.annotation for each in shown}
    return called


def _is_argument(parameter: inspect.Parameter) -> bool:
    marks = getattr(parameter.annotation, "__metadata__", ())
    return any(isinstance(mark, typer.models.ArgumentInfo) for mark in marks)
