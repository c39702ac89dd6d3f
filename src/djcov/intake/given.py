"""What callers from Python hand over as rosters: paths, patterns, open files, frames, and lists of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from os import PathLike
from pathlib import Path
from typing import cast

from ..contents import Contents
from ..errors import UsageError
from ..patterns import matches
from .sheet.header_rows import Overrides

_BYTES = "内存中的文件"
_HINT = "请给文件或文件夹的路径、以二进制方式打开的文件、pandas、polars、Arrow 的表，或它们的列表。"


def given(*rosters: object) -> list[Path | Contents]:
    """Give the files, folders and what is in memory, in their order; those of one name are numbered.

    Raises UsageError for what is none of these, such as a file opened as text.
    """
    found = [each for one in rosters for each in _one(one)]
    names = Counter(each.name for each in found if isinstance(each, Contents))
    seen: Counter[str] = Counter()
    for at, each in enumerate(found):
        if isinstance(each, Contents) and names[each.name] > 1:
            seen[each.name] += 1
            found[at] = replace(each, name=f"{each.name}（{seen[each.name]}）")
    return found


def how(overrides: object) -> Overrides | None:
    """Give how they are to be read. Raises UsageError for anything else, such as a dictionary."""
    if overrides is None or isinstance(overrides, Overrides):
        return overrides
    raise UsageError(f"overrides 不能是 {type(overrides).__name__}", hint="请写 djcov.Overrides(...)，或不给。")


def _one(roster: object) -> Iterator[Path | Contents]:
    if isinstance(roster, Contents):
        yield roster
    elif isinstance(roster, str):
        yield from map(Path, matches(roster))
    elif isinstance(roster, PathLike):
        yield Path(cast("PathLike[str]", roster))
    elif isinstance(roster, list | tuple):
        for each in cast("list[object]", roster):
            yield from _one(each)
    elif callable(read := getattr(roster, "read", None)):
        yield _opened(roster, read())
    else:
        from .dataframes import contents

        frame = contents(roster)
        if frame is None:  # only the type is named, for it may hold rows
            raise UsageError(f"{type(roster).__name__} 类型的值不是台账", hint=_HINT)
        yield frame


def _opened(file: object, data: object) -> Contents:
    if not isinstance(data, bytes):
        raise UsageError("文件是以文本方式打开的", hint='请写成 open("台账.csv", "rb")。')
    name = getattr(file, "name", None)
    return Contents(name if isinstance(name, str) else _BYTES, data)
