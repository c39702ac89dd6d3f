"""The program: its commands, and what each way of ending means.

====  =====================================================================
0     done
1     done, and what ``--fail-on`` names was found
2     wrong usage
3     the input could not be used, or the output not written
70    a bug of the program (EX_SOFTWARE of sysexits.h)
130   interrupted
141   nobody reads the output any more, as in ``djcov gaps … | head``
143   ended by SIGTERM; 129 by SIGHUP, when the terminal was closed
====  =====================================================================
"""

from __future__ import annotations

import atexit
import os
import re
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from difflib import get_close_matches
from typing import Annotated, Any, NoReturn, cast

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from .. import __version__
from ..errors import DjcovError, lacking
from . import (
    ask,
    batch,
    check,
    collect,
    columns,
    compare,
    completion,
    coverage,
    explain,
    follow,
    gaps,
    help,
    league,
    logfile,
    merge,
    plan,
    policy,
    report,
    standard_input,
    targets,
    template,
    trend,
    usage,
)
from .messages import buffered_output, crash, failure, finish_output, forgiving_streams, open_streams, refused, say
from .shared_options import spread

WRONG_USAGE = 2
BUG = 70
INTERRUPTED = 130
NO_READER = 141
_SIGNALLED = 128
"""And the number of the signal."""

_ABOUT = """非公企业党建覆盖统计：从各单位的台账得到覆盖率、缺口名单和每个数的依据。
台账可以是 xlsx、xls、et、xlsb、ods、csv、parquet，表头、合并单元格、合计行都由程序识别。数据不离开本机。"""
_EXAMPLES = """djcov coverage 台账.xlsx --as-of 2021-12-31
djcov gaps 台账.xlsx --township 古城乡
djcov explain org_coverage 台账.xlsx
djcov check 台账文件夹"""


_LISTINGS = {"gaps": gaps.listing}
"""What a command's help page lists at its end; looked up when the page is wanted, for it takes other rooms to know."""


class _Command(TyperCommand):
    """A command whose help is Chinese."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if ctx.resilient_parsing:  # a shell asks how a line goes on
            return super().parse_args(ctx, args)
        ctx.allow_extra_args = True
        try:
            extra = super().parse_args(ctx, args)
            usage.refuse_empty(ctx)
        except usage.WrongUsage as error:
            usage.place(error, ctx)
            raise
        if extra:
            ctx.fail(f"多了 {'、'.join(extra)}，这个命令用不上。")
        return extra

    def get_help(self, ctx: Any) -> str:
        listing = _LISTINGS.get(self.name or "")
        return help.page(ctx.command_path, self, self.get_params(ctx), {}, listing() if listing else None)


class _Program(TyperGroup):
    """The group of commands, with Chinese help and a Chinese word for a command that does not exist."""

    def get_help(self, ctx: Any) -> str:
        return help.page(ctx.command_path, self, self.get_params(ctx), self.commands)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        name, *rest = args
        if name == "help":
            name, args = (rest[0], [rest[0], "--help"]) if rest else (name, args)
            if not rest:
                print(ctx.get_help())
                raise typer.Exit
        if name not in self.commands:
            if ctx.parent is None and (os.path.lexists(name) or name == standard_input.SIGN):
                return super().resolve_command(ctx, ["coverage", *args])
            near = get_close_matches(name, self.commands, n=1)
            guess = f"是否指 {near[0]}？" if near else ""
            neither = f"没有 {name} 这个命令，也没有这个文件。" if ctx.parent is None else f"没有 {name} 这个命令。"
            ctx.fail(f"{neither}{guess}可用的命令：{'、'.join(self.commands)}。")
        return super().resolve_command(ctx, args)


def main() -> NoReturn:
    """Be the program: run the command line, then leave at once.

    What a run still holds outside of its memory (temporary folders, Spark's session) is closed by exit functions. To
    take the interpreter down object by object as well would cost a small run a fifth of its time.
    """
    open_streams()
    buffered_output()
    told = _heeded()
    code = BUG
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    with suppress(SystemExit, OSError):  # by a signal; or standard error has gone, with the terminal
        code = run()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if told:
        code = _SIGNALLED + told[0]
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):  # a reader that has gone
            stream.flush()
    atexit._run_exitfuncs()  # pyright: ignore[reportPrivateUsage] - there is no public way
    os._exit(code)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run djcov and return its exit code."""
    forgiving_streams()
    code = BUG
    try:
        code = _run(arguments)
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else code
        raise
    finally:
        code, told = logfile.end(code)
        if told:
            say(told)
    return code


def _run(arguments: Sequence[str] | None) -> int:
    try:
        code = _invoke([_dashed(each) for each in (sys.argv[1:] if arguments is None else arguments)])
        finish_output()
    except usage.WrongUsage as error:
        say(*usage.explain(error))
        return WRONG_USAGE
    except DjcovError as error:
        say(*failure(error))
        return error.exit_code
    except (KeyboardInterrupt, typer.Abort):
        say("已中断。")
        return INTERRUPTED
    except BrokenPipeError:
        _stop_writing()
        return NO_READER
    except Exception as bug:  # the outermost border: a bug must not print the cells that its frames hold
        from ..engines import exhausted, interrupted

        if interrupted(bug):
            say("已中断。")
            return INTERRUPTED
        if error := lacking(bug) or refused(bug) or exhausted(bug):
            say(*failure(error))
            return error.exit_code
        say(*crash(bug))
        return BUG
    return code


_DASHES = re.compile(r"(?=-?[－—–−‐])[－—–−‐-]+(?=[A-Za-z])")
"""What Chinese keyboards and word processors put before an option in place of - and --."""


def _dashed(argument: str) -> str:
    """Give an option with the dashes that it is meant to have; what is a file's name stays as it is."""
    found = _DASHES.match(argument)
    if found is None or os.path.lexists(argument):
        return argument
    name = argument[found.end() :]
    return f"{'-' if len(name) == 1 else '--'}{name}"


def _heeded() -> list[int]:
    """Let SIGTERM and SIGHUP end the run as an interrupt does, with its processes and temporary files; give what will
    hold the signal. Copies of this process just die. One that is ignored (nohup) stays so.
    """
    told: list[int] = []
    named = [getattr(signal, name, None) for name in ("SIGTERM", "SIGHUP")]
    heeded = [each for each in named if each and signal.getsignal(each) is signal.SIG_DFL]

    def handle(by: Callable[[int, object], object] | signal.Handlers) -> None:
        for each in heeded:
            signal.signal(each, by)

    def leave(number: int, _frame: object) -> None:
        handle(signal.SIG_IGN)  # ``timeout`` sends it twice
        told.append(number)
        sys.exit(_SIGNALLED + number)

    handle(leave)
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=lambda: handle(signal.SIG_DFL))
    return told


def _invoke(arguments: list[str]) -> int:
    if asked := os.environ.get(completion.ASKED):
        return completion.answer(get_command(_application()), asked)
    command = get_command(_application(*arguments[:1]))
    logfile.begin(arguments)
    try:
        with command.make_context("djcov", arguments) as context:
            return cast(int, command.invoke(context))
    except typer.Exit as done:
        return done.exit_code


def _application(asked: str = "") -> typer.Typer:
    """Give the program, with the command that is asked for alone if it is one: Typer looks at every option of all that
    it is given, and a run needs those of one.
    """
    app = typer.Typer(cls=_Program, add_completion=False, rich_markup_mode=None)
    settings = {"help_option_names": ["-h", "--help"]}
    app.callback(invoke_without_command=True, help=_ABOUT, epilog=_EXAMPLES, context_settings=settings)(_start)
    commands = (
        (coverage, coverage.coverage),
        (gaps, gaps.gaps),
        (explain, explain.explain),
        (targets, targets.targets),
        (league, league.league),
        (compare, compare.compare),
        (trend, trend.trend),
        (follow, follow.follow),
        (report, report.report),
        (batch, batch.batch),
        (plan, plan.plan),
        (merge, merge.merge),
        (ask, ask.ask),
        (collect, collect.collect),
        (check, check.check),
        (columns, columns.columns),
        (template, template.template),
        (completion, completion.completion),
    )
    for module, function in [each for each in commands if each[1].__name__ == asked] or commands:
        app.command(cls=_Command, help=module.HELP, epilog=module.EXAMPLES)(spread(function))
    app.add_typer(_policies(), name="policy", help=policy.HELP, epilog=policy.EXAMPLES)
    return app


def _policies() -> typer.Typer:
    """The commands about policy files."""
    group = typer.Typer(cls=_Program, rich_markup_mode=None)
    group.callback(invoke_without_command=True)(_need_command)
    for command in policy.COMMANDS:
        group.command(cls=_Command, help=command.help, epilog=command.examples)(command.run)
    return group


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"djcov {__version__}")
        raise typer.Exit


def _start(
    context: typer.Context,
    _version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_print_version, help="显示版本并退出")
    ] = False,
) -> None:
    _need_command(context)


def _need_command(context: typer.Context) -> None:
    """Without a command there is nothing to do but to tell which there are."""
    if context.invoked_subcommand is None:
        say(*context.get_help().split("\n"))
        raise typer.Exit(WRONG_USAGE)


def _stop_writing() -> None:
    """Point standard output at nothing, or Python would complain once more when it flushes at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
