"""Errors that end a run: what they say, and with which exit code."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import pytest

from djcov.errors import DjcovError, InputError, PolicyError, UsageError, readable, reason, told_apart


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


def test_why_the_system_refuses_is_told_in_chinese(tmp_path: Path) -> None:
    assert reason(PermissionError(errno.EACCES, "Permission denied")) == "没有权限"
    assert reason(OSError(errno.EXDEV, "Invalid cross-device link")) == "Invalid cross-device link"
    in_use = PermissionError(errno.EACCES, "in use")
    in_use.winerror = 32  # type: ignore[attr-defined]
    assert reason(in_use) == "正被别的程序使用"
    with pytest.raises(OSError) as refused:
        tmp_path.read_bytes()
    assert reason(refused.value) in ("这是文件夹", "没有权限")


def test_files_of_which_masks_make_one_are_numbered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("张三.xlsx", "张四.xlsx", "李四.xlsx", "古城乡.xlsx"):
        (tmp_path / name).touch()
    monkeypatch.chdir(tmp_path)
    paths = [Path(name) for name in ("张四.xlsx", "张三.xlsx", "李四.xlsx", "古城乡.xlsx", "张五.xlsx")]
    shown = ["张*（2）.xlsx", "张*（1）.xlsx", "李*.xlsx", "古城乡.xlsx", "张*.xlsx"]
    assert [readable(path) for path in paths] == shown
    assert [readable(path, tmp_path) for path in paths] == shown
    assert readable(tmp_path / "张三.xlsx").endswith("张*（1）.xlsx")
    assert told_apart({"张三": "张三", "张四": "张四", "张*": "张*"}) == {
        "张三": "张*（2）",
        "张四": "张*（3）",
        "张*": "张*（1）",
    }


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names are characters, not bytes")
def test_a_name_in_another_encoding_can_be_read() -> None:
    assert readable(Path("台账") / os.fsdecode("甲镇.csv".encode("gbk"))) == "台账/甲镇.csv"
    assert readable(Path("/台账/甲镇.csv")) == "/台账/甲镇.csv"
    assert readable(Path(os.fsdecode(b"\xff.csv"))) == "\ufffd.csv"
