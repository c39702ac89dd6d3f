"""djcov completion: what a shell asks to complete a command line that is being typed, in bash, zsh, fish, PowerShell.

The scripts are Typer's. They start djcov anew at each question, which stands in the environment; words are then
completed from the same tables that the commands look them up in, and townships from the rosters named on the line.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..errors import InputError

if TYPE_CHECKING:
    from ..measures.indicators import Indicators
    from ..policy import Policy

HELP = """打印命令补全脚本：在命令行里按 Tab 键补全命令、选项、指标、缺口种类和乡（办）
脚本只需装一次，写法见下面的例子，文件夹要先建好；重新打开命令行窗口后生效。
zsh 还要在 ~/.zshrc 里写 fpath+=~/.zfunc; autoload -Uz compinit; compinit。
乡（办）取自命令行上已经写出的台账，没有写台账时取自政策文件。"""
EXAMPLES = """djcov completion bash > ~/.local/share/bash-completion/completions/djcov
djcov completion zsh > ~/.zfunc/_djcov
djcov completion fish > ~/.config/fish/completions/djcov.fish
djcov completion powershell >> $PROFILE"""

ASKED = "_DJCOV_COMPLETE"
"""The variable of the environment in which a shell's script asks."""

SHELLS = ("bash", "zsh", "fish", "powershell")
_LARGEST = 20 * 1024 * 1024
"""Bytes of rosters that are read for their townships while somebody waits for the Tab key."""

Words = Callable[..., Iterable[str | tuple[str, str]]]


def completion(
    shell: Annotated[str, typer.Argument(metavar="SHELL", help="、".join(SHELLS), autocompletion=lambda: SHELLS)],
) -> int:
    """Print the script of a shell."""
    from typer.completion import get_completion_script  # pyright: ignore[reportPrivateImportUsage] - Typer has an option for it, in English

    from ..measures.lookup import choose

    (known,) = choose("命令行程序", [shell], SHELLS)
    print(get_completion_script(prog_name="djcov", complete_var=ASKED, shell=known))
    return 0


def answer(command: Any, asked: str) -> int:
    """Answer a shell's question; a line that means nothing has no completions, and nothing is said of what goes wrong:
    it would stand in the middle of the line that somebody is typing.
    """
    from typer.completion import completion_init, shell_complete  # pyright: ignore[reportPrivateImportUsage] - Typer has an option for it, in English

    completion_init()
    try:
        return shell_complete(command, {}, "djcov", ASKED, asked)
    except SystemExit as said:  # fish asks whether there is an answer
        return 1 if said.code else 0
    except Exception:
        return 0


def titled(titles: Callable[[Indicators], Mapping[str, str]]) -> Words:
    """Complete codes of what there is under the policy on the line, and the Chinese names that are as good."""

    def words(ctx: typer.Context, incomplete: str) -> Iterator[tuple[str, str]]:
        from ..measures.registry import indicators_of

        for code, title in titles(indicators_of(_settings(ctx.params.get("policy")))).items():
            if code.startswith(incomplete):
                yield code, title
            elif incomplete and title.startswith(incomplete):
                yield title, code

    return words


def _explained(known: Indicators) -> Mapping[str, str]:
    from ..measures.registry import explained

    return explained(known)


def _gap_kinds(known: Indicators) -> Mapping[str, str]:
    from ..measures.registry import gap_kinds_of

    return {code: kind.title for code, kind in gap_kinds_of(known).items()}


indicators = titled(lambda known: known.titles)
explained, gap_kinds = map(titled, (_explained, _gap_kinds))


def _settings(policy: str | None, rosters: Sequence[str] = ()) -> Policy:
    """Load the policy on the line, or that of the settings. Raises PolicyError, and UsageError for several of them."""
    from .settings import settings

    found = settings(rosters)
    return found.load(policy or found.policy)


def townships(ctx: typer.Context, incomplete: str) -> list[str]:
    """Complete the units of the rosters on the line, else those of the policy."""
    words = (*(ctx.params.get("rosters") or ()), *ctx.args)  # those that the option without a value left unread
    ledger = ctx.params.get("ledger")  # of follow: it is no roster
    files = [word for word in words if word != ledger and os.path.exists(word)]  # noqa: PTH110 - words of any form, of which some are none
    return [unit for unit in _units(files, ctx.params.get("policy")) if unit.startswith(incomplete)]


def _units(files: Sequence[str], policy: str | None) -> Iterable[str]:
    from .. import pipeline

    settings = _settings(policy, files)
    if not files or sum(map(_size, map(Path, files))) > _LARGEST:
        return settings.units.order
    try:
        with pipeline.read(*files, policy=settings, named=False) as roster:
            return pipeline.coverage(roster, policy=settings).units[1:]
    except InputError:  # nothing but a ledger that is followed, for one
        return settings.units.order


def _size(path: Path) -> int:
    from ..intake.reader import is_folder, workbooks

    return sum(each.stat().st_size for each in (workbooks(path) if is_folder(path) else [path]))
