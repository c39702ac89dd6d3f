"""djcov template: an empty workbook to fill in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..errors import UsageError
from . import options
from .messages import say
from .printing import writable, write_file
from .settings import of_policy

HELP = """写出空白台账模板：表头、填写提示、下拉选项、输入检查
每种名册一张表，填好后可直接给其他命令读取；不用的表空着即可。"""
EXAMPLES = """djcov template
djcov template -o 古城乡.xlsx --kind enterprises
djcov template --policy 政策.toml"""

_SUFFIX = ".xlsx"

NewWorkbook = Annotated[
    str,
    typer.Option("-o", "--output", metavar="FILE", help="写入这个 .xlsx 文件，它必须还不存在；默认 台账模板.xlsx"),
]


def template(
    output: NewWorkbook = "台账模板.xlsx",
    kind: options.TemplateKinds = None,
    policy: options.PolicyFile = None,
    quiet: options.Quiet = False,
) -> int:
    """Write the template to a new file. Raises UsageError if it is there already, PolicyError and OutputError."""
    path = writable(Path(output))
    if path.suffix.lower() != _SUFFIX:
        raise UsageError(f"模板不能写成 {path}", hint=f"文件名请以 {_SUFFIX} 结尾。")
    if path.exists():
        raise UsageError(f"{path} 已经存在", hint="为免覆盖，请用 -o 换一个文件名。")

    from ..models import Kind
    from ..reports.template import template as make

    usual = [each for each in Kind if each is not Kind.SOCIAL_ORGANIZATIONS]  # a subject of their own
    kinds = [each for each in Kind if each in kind] if kind else usual
    rules, told = of_policy(policy)
    write_file(path, make(kinds, rules), quiet)
    if not quiet:
        say(
            *filter(None, [told]),
            f"有 {len(kinds)} 张表：{'、'.join(each.title for each in kinds)}。填好后：djcov check {path}",
        )
    return 0
