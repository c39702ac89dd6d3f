"""Workbooks with a password: decrypted in memory only, by msoffcrypto-tool (OOXML, BIFF RC4 and XOR)."""

from __future__ import annotations

import io
from typing import Any

from ...errors import InputError
from . import package
from .sheets import SAVE_AS
from .workbook import KINDS

NO_PASSWORD, WRONG_PASSWORD = "工作簿有密码", "密码不对"
"""What a file is refused for that a password would open."""


class PasswordError(InputError):
    """The workbook has a password, and none or a wrong one was given."""


def unlock(data: bytes, where: str, password: str | None) -> tuple[bytes, str]:
    """Decrypt a workbook. Gives its bytes and kind; raises PasswordError or InputError."""
    import msoffcrypto
    from msoffcrypto.exceptions import InvalidKeyError

    if password is None:
        raise PasswordError(NO_PASSWORD, where=where, hint="请用环境变量 DJCOV_PASSWORD 或 --password-file 给出密码。")
    plain = io.BytesIO()
    try:
        file: Any = msoffcrypto.OfficeFile(io.BytesIO(data))  # pyright: ignore[reportUnknownMemberType]
        file.load_key(password=password)
        file.decrypt(plain)
    except InvalidKeyError:
        raise PasswordError(WRONG_PASSWORD, where=where, hint="请核对密码；注意大小写与全角半角。") from None
    except MemoryError:
        raise  # the worker says so
    except Exception:
        # A library's failure on bytes that may be anything: the file is named and refused.
        raise InputError("加密的工作簿已损坏，解不开", where=where, hint=SAVE_AS) from None
    opened = plain.getvalue()
    if not opened.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        raise PasswordError(WRONG_PASSWORD, where=where, hint="请核对密码；注意大小写与全角半角。")
    kind = package.kind_of(opened) if opened.startswith(b"PK") else "xls"
    if kind not in KINDS:
        raise InputError("加密的文件不是工作簿", where=where, hint="请指定工作簿或 CSV 文件。")
    return opened, kind
