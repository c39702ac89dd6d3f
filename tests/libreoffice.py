"""LibreOffice, as somebody who opens what djcov wrote; a test that needs it is marked thorough."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from effort import IN_FULL


def office(folder: Path, form: str, path: Path) -> Path:
    """Let LibreOffice open a file and write it in another form."""
    program = shutil.which("soffice")
    if program is None and not IN_FULL:
        pytest.skip("needs LibreOffice")
    assert program, "LibreOffice is not installed"
    command = [program, "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
    out = folder / "out"
    run = [*command, "--convert-to", form, "--outdir", str(out), str(path)]
    done = subprocess.run(run, capture_output=True, text=True, check=True, timeout=180)
    assert "repair" not in (done.stdout + done.stderr).lower()
    return out / f"{path.stem}.{form}"
