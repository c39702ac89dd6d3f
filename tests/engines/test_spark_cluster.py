"""A cluster of two worker processes gives what pandas gives, and does so when one of them is killed."""

from __future__ import annotations

import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest

from djcov.intake import reader
from effort import EVERY_ENGINE

THERE = find_spec("pyspark") is not None and shutil.which("java") is not None


@pytest.mark.thorough
@pytest.mark.skipif(not THERE and not EVERY_ENGINE, reason="needs pyspark and java")
def test_a_cluster_gives_what_pandas_gives_though_a_worker_is_killed(tmp_path: Path) -> None:
    from spark_cluster import command, on_cluster, write_ledgers

    ledgers = tmp_path / "ledgers"
    ledgers.mkdir()
    write_ledgers(ledgers, 90_000, files=2)
    assert all(file.stat().st_size > reader.FLAT_FROM for file in ledgers.iterdir()), "the workers must read them"
    wanted = subprocess.run(command(ledgers, "--engine", "pandas"), check=True, stdout=subprocess.PIPE).stdout

    output, _, jobs = on_cluster(ledgers, tmp_path / "two", 2)
    assert output == wanted
    output, figures, _ = on_cluster(ledgers, tmp_path / "killed", 2, kill_after=jobs // 3)
    assert output == wanted, figures
