"""The options that commands on rosters share, in one place.

A command takes one of these classes as its first parameter and only its own options beside it; :func:`spread` gives
the command line all of them.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

import typer

from ..errors import UsageError
from . import default_rosters, options
from .messages import say
from .printing import Printing, printing
from .reading import Reading
from .settings import Settings, settings

Command = Callable[..., int]


@dataclass(frozen=True, kw_only=True)
class Manner:
    """How rosters are to be read and counted."""

    policy: options.PolicyFile = None
    sheet: options.Sheets = None
    header_row: options.HeaderRow = None
    roster_kind: options.RosterKind = None
    take_doubtful: options.TakeDoubtful = False
    password_file: options.PasswordFile = None
    engine: options.EngineOption = "auto"
    spark_master: options.SparkMaster = None
    log: options.Log = None
    quiet: options.Quiet = False
    no_progress: options.NoProgress = False
    settings: Settings = field(default_factory=Settings)
    """What is written once for all runs: no option."""

    @property
    def progress(self) -> bool:
        """Whether progress may be shown."""
        return not (self.quiet or self.no_progress)

    def reads(
        self, rosters: Sequence[str], as_of: date | None, jobs: int | None = None, *, each_sheet: bool = True
    ) -> Reading:
        """Give how these rosters are read. Raises UsageError for a cluster without Spark."""
        if self.spark_master and self.engine != "spark":
            raise UsageError("--spark-master 只在 --engine spark 时有用", hint="请加上 --engine spark，或去掉它。")
        return Reading(
            rosters,
            as_of,
            self.policy,
            progress=self.progress,
            sheets=tuple(self.sheet or ()),
            header_row=self.header_row,
            roster_kind=self.roster_kind,
            take_doubtful=self.take_doubtful,
            password_file=self.password_file,
            engine=self.engine,
            jobs=jobs,
            spark_master=self.spark_master,
            each_sheet=each_sheet,
            settings=self.settings,
        )


@dataclass(frozen=True, kw_only=True)
class Viewing(Manner):
    """The same, and where the result goes."""

    format: options.OutputFormat = None
    output: options.Output = None
    width: options.Width = None
    rows: options.RowsShown = None
    append: options.Append = False

    def inputs(self, rosters: Sequence[str]) -> Sequence[str | None]:
        """Give what is read, and no result may overwrite."""
        return (
            *rosters,
            self.policy,
            self.password_file,
            *filter(None, [self.settings.path and str(self.settings.path)]),
        )

    def prints(self, rosters: Sequence[str]) -> Printing:
        """Give form and place of these rosters' result. Raises UsageError and OutputError before anything is read."""
        return printing(
            self.format,
            self.output,
            self.width,
            self.quiet,
            self.inputs(rosters),
            every=self.rows is not None,
            append=self.append,
            policy=self.policy,
        )


@dataclass(frozen=True, kw_only=True)
class Asked(Viewing):
    """The same, and what is read: rosters of one date."""

    rosters: options.Rosters = None
    as_of: options.AsOf = None

    @cached_property
    def sources(self) -> Sequence[str]:
        """The rosters that were given, or those of the current folder. Raises InputError if it has none."""
        return self.rosters or default_rosters.rosters()

    @property
    def printing(self) -> Printing:
        """Form and place of the result. Raises UsageError and OutputError before anything is read."""
        return self.prints(self.sources)

    @property
    def reading(self) -> Reading:
        """The rosters and the settings that decide what they say. Raises UsageError for a cluster without Spark."""
        reading = self.reads(self.sources, self.as_of)
        return reading if self.rosters else replace(reading, found_here=True)


_FIRST, _NEXT = ("rosters", "as_of"), ("policy", "format", "output", "append", "width", "rows")
"""What stands before a command's own options, and right behind them."""


def spread(command: Command) -> Command:
    """Give a command that takes a Manner the parameters that Typer shall see. Other commands come back unchanged."""
    own = list(inspect.signature(command, eval_str=True).parameters.values())
    asked = own[0].annotation if own else None
    if not (isinstance(asked, type) and issubclass(asked, Manner)):
        return command
    shared = {**inspect.signature(asked, eval_str=True).parameters}
    del shared["settings"]
    arguments = [each for each in own[1:] if _is_argument(each)]
    others = [each for each in own[1:] if each not in arguments]
    if any(each.name == "kind" for each in own):
        shared = {**shared, "roster_kind": shared["roster_kind"].replace(annotation=options.RosterKindAlone)}
    first, following = ([shared[name] for name in names if name in shared] for names in (_FIRST, _NEXT))
    rest = [each for each in shared.values() if each not in (*first, *following)]
    listed = (*arguments, *first, *others, *following, *rest)
    shown = [each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in listed]

    once = [name for name, each in _ONCE.items() if any(own.annotation == each for own in shown if own.name == name)]

    def called(**values: Any) -> int:
        if values.get("append"):
            _may_append(values)
        found = settings(_places(values))
        used = [name for name in once if not values[name] and getattr(found, name)]
        values |= {name: getattr(found, name) for name in used}
        if (told := found.told(used)) and not values["quiet"]:
            say(told)
        return command(asked(settings=found, **{name: values.pop(name) for name in shared}), **values)

    # What Typer looks at: a signature with every option, and the same annotations by name.
    called.__name__, called.__doc__ = command.__name__, command.__doc__
    vars(called)["__signature__"] = inspect.Signature(shown)
    called.__annotations__ = {each.name: each.annotation for each in shown}
    return called


_ONCE = {
    "rosters": options.Rosters,
    "policy": options.PolicyFile,
    "as_of": options.AsOf,
    "jobs": options.Jobs,
    "show_names": options.ShowNames,
}
"""The options that settings may hold, of the commands that take them: ``trend``, for one, takes no one date."""

_PLACES = ("rosters", "roster", "ledger", "old", "new")


def _places(values: Mapping[str, Any]) -> list[str]:
    """Give the rosters that a line names: what stands beside them or above them is about them."""
    if "rosters" in values:
        return list(values["rosters"] or ())
    named = [values[each] for each in _PLACES if each in values]
    return named or [values["folder"]]


_NARROWING = {each: f"--{each}" for each in ("township", "indicator", "kind", "limit")}
"""The options that leave rows out of a result, where they are lists or numbers: one indicator is a result by itself."""


def _may_append(values: Mapping[str, Any]) -> None:
    """Raise UsageError where the result is no whole one, or goes to no database."""
    if values["format"] or not str(values["output"] or "").lower().endswith(".sqlite"):
        raise UsageError("--append 只能续写 .sqlite 文件", hint="请写成 -o 文件.sqlite --append，不用 --format。")
    narrowed = [word for name, word in _NARROWING.items() if isinstance(values.get(name), list | int)]
    if narrowed:
        raise UsageError(
            f"--append 不能和 {'、'.join(narrowed)} 一起用", hint="续写会换掉同一天的全部行，请写入不加选择的结果。"
        )


def _is_argument(parameter: inspect.Parameter) -> bool:
    marks = getattr(parameter.annotation, "__metadata__", ())
    return any(isinstance(mark, typer.models.ArgumentInfo) for mark in marks)
