"""djcov policy: the settings in force, a file to begin with, and what is wrong with a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from ..errors import UsageError
from . import options
from .messages import say
from .printing import write
from .settings import of_policy

HELP = "查看、新建、检查政策文件（口径、目标、单位名单）"
EXAMPLES = """djcov policy show
djcov policy init -o 政策.toml
djcov policy check 政策.toml"""

NewFile = Annotated[str, typer.Option("-o", "--output", metavar="FILE", help="写入这个文件，它必须还不存在")]
File = Annotated[str, typer.Argument(metavar="FILE", help="政策文件")]


def show(policy: options.PolicyFile = None) -> int:
    """Print the settings in force, and first where they are from if they are not all the built-in ones."""
    from ..policy.writing import write as text_of

    rules, told = of_policy(policy)
    write(f"# {told}\n{text_of(rules)}" if told else text_of(rules))
    return 0


def init(output: NewFile) -> int:
    """Write the default settings to a new file. Raises UsageError if it is there already, OutputError."""
    path = Path(output)
    if path.exists():
        raise UsageError(f"{path} 已经存在", hint="为免覆盖，-o 后面请换一个文件名。")

    from ..policy import Policy
    from ..policy.writing import write as text_of
    from ..reports.atomic_write import save

    say(f"已写入 {save(path, text_of(Policy.load()).encode())}")
    return 0


def check(file: File) -> int:
    """Say that a policy file is fine, what it changes, what is doubtful. Raises PolicyError with all that is wrong."""
    from .. import pipeline
    from ..policy.writing import differences

    policy = pipeline.checked_policy(file)
    changed = differences(policy)
    lines = [f"{file}：没有错误，{f'改动了 {len(changed)} 项设置：' if changed else '与默认政策相同。'}"]
    lines += [f"  {setting} = {value}（默认 {default}）" for setting, value, default in changed]
    if doubts := pipeline.policy_doubts(policy, file):
        lines += [f"有 {len(doubts)} 处可疑：", *(f"  {doubt}" for doubt in doubts)]
    write("\n".join(lines) + "\n")
    return 0


@dataclass(frozen=True)
class Command:
    """A command of the group: what it does, and its help."""

    run: Callable[..., int]
    help: str
    examples: str


COMMANDS = (
    Command(
        show,
        "打印生效的全部设置，带说明，本身就是一份政策文件\n"
        "不给 --policy 时是 djcov.toml 的，没有则是默认的“四大工程”；不是默认的，第一行说明出自哪里。",
        "djcov policy show\ndjcov policy show --policy 政策.toml",
    ),
    Command(
        init,
        "新建一份政策文件，内容是默认设置和说明\n改动后用 --policy 指定；没有改的设置可以删去。",
        "djcov policy init -o 政策.toml",
    ),
    Command(
        check,
        "检查政策文件：有错误时逐条列出第几行、哪个设置、为什么\n没有错误时列出与默认不同的设置，以及可疑之处（不妨碍使用）。",
        "djcov policy check 政策.toml",
    ),
)
