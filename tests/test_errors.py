"""Errors that end a run: what they say, and with which exit code."""

from __future__ import annotations

import pytest

from djcov.errors import DjcovError, InputError, PolicyError, UsageError


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (InputError("找不到文件"), "找不到文件"),
        (InputError("找不到文件", where="台账.xlsx"), "台账.xlsx：找不到文件"),
        (InputError("找不到文件", where="台账.xlsx", hint="请核对路径。"), "台账.xlsx：找不到文件\n请核对路径。"),
        (UsageError("日期无效", hint="请写成 2021-06-30。"), "日期无效\n请写成 2021-06-30。"),
    ],
)
def test_what_where_and_what_to_do(error, text):
    assert str(error) == text


@pytest.mark.parametrize(("kind", "exit_code"), [(InputError, 3), (PolicyError, 3), (UsageError, 2), (DjcovError, 3)])
def test_exit_codes(kind, exit_code):
    assert kind("…").exit_code == exit_code
    assert issubclass(kind, DjcovError)
