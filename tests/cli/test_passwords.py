"""Where a workbook's password comes from, and that a locked workbook opens with it."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from djcov.cli import passwords, run
from djcov.errors import InputError


def locked(path: Path, password: str) -> Path:
    book = openpyxl.Workbook()
    assert book.active
    for row in (["乡(办)", "企业名称", "职工人数"], ["古城乡", "甲公司", 50]):
        book.active.append(row)
    plain = io.BytesIO()
    book.save(plain)
    with path.open("wb") as stream:
        OOXMLFile(plain).encrypt(password, stream)
    return path


@pytest.mark.thorough
def test_the_environment_gives_the_password(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = locked(tmp_path / "台账.xlsx", "很难猜1")
    monkeypatch.setenv(passwords.VARIABLE, "很难猜1")
    assert run(["check", str(path), "-q"]) == 0


@pytest.mark.parametrize(("given", "says"), [(None, "工作簿有密码"), ("猜错", "密码不对")])
def test_without_the_right_password_one_message(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    given: str | None,
    says: str,
) -> None:
    path = locked(tmp_path / "台账.xlsx", "很难猜1")
    monkeypatch.delenv(passwords.VARIABLE, raising=False)
    if given:
        monkeypatch.setenv(passwords.VARIABLE, given)
    assert run(["check", str(path), "-q"]) == 3
    assert says in capsys.readouterr().err


def test_a_file_gives_its_first_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(passwords.VARIABLE, "别的")
    (tmp_path / "密码.txt").write_text("很难猜1\n第二行\n", "utf-8-sig")
    assert passwords.asking(str(tmp_path / "密码.txt"))("台账.xlsx") == "很难猜1"


def test_an_empty_variable_is_as_if_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_somebody", lambda: False)
    monkeypatch.setenv(passwords.VARIABLE, "")
    assert passwords.asking(None)("台账.xlsx") is None
    assert not passwords.can_ask(None)


def test_the_end_of_input_at_the_prompt_gives_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def ended(prompt: str, stream: object) -> str:
        raise EOFError

    monkeypatch.delenv(passwords.VARIABLE, raising=False)
    monkeypatch.setattr(passwords, "_somebody", lambda: True)
    monkeypatch.setattr("getpass.getpass", ended)
    assert passwords.asking(None)("台账.xlsx") is None


@pytest.mark.parametrize("content", [None, b"", b"\n", b"\xff\xfe\x00"])
def test_a_password_file_that_gives_none(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "密码.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError, match="密码文件"):
        passwords.asking(str(path))
