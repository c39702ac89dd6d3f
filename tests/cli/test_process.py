"""What only a process of its own can show: what is loaded, what reaches a pipe, how it ends."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import openpyxl
import pytest

SOURCE = Path(__file__).parents[2] / "src"
pytestmark = pytest.mark.thorough

HEAVY = {"pandas", "numpy", "narwhals", "pydantic", "rich", "openpyxl", "python_calamine", "duckdb", "pyarrow"}


def djcov(*arguments: str, encoding: str = "utf-8") -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(SOURCE), "PYTHONIOENCODING": encoding}
    return subprocess.run(
        [sys.executable, "-m", "djcov", *arguments], capture_output=True, env=environment, check=False
    )


@pytest.mark.parametrize(
    ("arguments", "allowed"),
    [(["--help"], set()), (["--version"], set()), (["coverage", "--help"], {"pydantic"})],  # typer loads it itself
)
def test_help_loads_nothing_heavy(arguments: list[str], allowed: set[str]) -> None:
    script = (
        "import json, sys, djcov\n"
        "from djcov.cli import run\n"
        f"code = run({arguments!r})\n"
        "print(json.dumps([code, sorted({name.partition('.')[0] for name in sys.modules})]), file=sys.stderr)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, env=environment, check=True)
    code, loaded = json.loads(done.stderr.splitlines()[-1])
    assert code == 0
    assert HEAVY & set(loaded) <= allowed


@pytest.mark.parametrize(("engine", "needed"), [("auto", False), ("arrow", False), ("pandas", True)])
def test_pandas_is_imported_only_where_it_computes(
    engine: str, needed: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It takes a third of a small run, and Arrow imports it for every list unless told not to."""
    monkeypatch.chdir(tmp_path)
    Path("ledger.csv").write_text("企业名称,乡（办）,职工人数\n甲公司,古城乡,50\n", "utf-8")
    script = (
        "import sys\n"
        "from djcov.cli import run\n"
        f"assert run(['coverage', 'ledger.csv', '--engine', {engine!r}, '-q', '--format', 'json']) == 0\n"
        f"assert ('pandas' in sys.modules) is {needed}\n"
        "import pandas, pyarrow\n"
        "assert pyarrow.table({'a': ['x', None]}).to_pandas()['a'].tolist()[0] == 'x'\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    subprocess.run([sys.executable, "-c", script], env=environment, check=True, stdout=subprocess.DEVNULL)


def test_a_program_that_lacks_even_typer_says_what_installs_it() -> None:
    script = "import sys; sys.modules['typer'] = None; from djcov.cli import main; main()"
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, env=environment, check=False)
    told = "错误：缺少组件 typer，或它不能用\n请运行 pip install --force-reinstall djcov，再试一次。\n"
    assert (done.returncode, done.stdout, done.stderr.decode()) == (3, b"", told)


def test_the_module_runs_as_the_command_does() -> None:
    done = djcov("explain")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().startswith("用法错误：缺少 INDICATOR")


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks for processes as Linux shows them")
@pytest.mark.parametrize(("by", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_run_that_is_ended_leaves_no_file_and_no_process(
    tmp_path: Path, by: signal.Signals, code: int, request: pytest.FixtureRequest
) -> None:
    before = signal.signal(by, signal.SIG_DFL)  # a run under nohup, as these tests may be, would ignore it
    request.addfinalizer(lambda: signal.signal(by, before))
    rosters = tmp_path / "台账"
    rosters.mkdir()
    rows = "".join(f"第{number}号公司,古城乡,50\n" for number in range(300_000))
    (rosters / "大.csv").write_text(f"企业名称,乡（办）,职工人数\n{rows}", "utf-8")
    (rosters / "小.xlsx").touch()
    environment = {**os.environ, "PYTHONPATH": str(SOURCE), "TMPDIR": str(tmp_path)}
    command = [sys.executable, "-m", "djcov", "coverage", str(rosters), "--engine", "duckdb"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, env=environment) as process:
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        while process.poll() is None and not list(tmp_path.glob("djcov-*")):
            time.sleep(0.01)
        workers = [int(pid) for pid in children.read_text().split()]
        process.send_signal(by)
        process.send_signal(by)
    assert process.returncode == code
    assert workers
    assert not list(tmp_path.glob("djcov-*"))
    assert not [pid for pid in workers if Path(f"/proc/{pid}").exists()]


@pytest.mark.skipif(os.name != "posix", reason="sends signals to itself")
@pytest.mark.parametrize(("by", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.usefixtures("ledger")
def test_a_run_that_is_ended_while_it_writes_leaves_the_old_file(
    tmp_path: Path, by: signal.Signals, code: int, request: pytest.FixtureRequest
) -> None:
    """It comes when all is written, and the new file is to take the old one's place."""
    before = signal.signal(by, signal.SIG_DFL)
    request.addfinalizer(lambda: signal.signal(by, before))
    assert djcov("follow", "销号.xlsx", "ledger.csv", "--as-of", "2021-01-31").returncode == 0
    old = {path: path.read_bytes() for path in tmp_path.iterdir()}
    script = (
        "import os, sys\n"
        "from djcov.reports import atomic_write\n"
        f"atomic_write.os.fsync = lambda file: os.kill(os.getpid(), {int(by)})\n"
        "from djcov.cli import main\n"
        "main()\n"
    )
    command = [sys.executable, "-c", script, "follow", "销号.xlsx", "ledger.csv", "--as-of", "2021-02-28"]
    done = subprocess.run(command, env={**os.environ, "PYTHONPATH": str(SOURCE)}, check=False, capture_output=True)
    assert done.returncode == code, done.stderr.decode()
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == old


@pytest.mark.skipif(not hasattr(os, "fork"), reason="has no copies of processes")
def test_a_copy_of_the_process_dies_of_the_signal_itself() -> None:
    script = (
        "import os, signal\n"
        "from djcov.cli.program import _heeded\n"
        "_heeded()\n"
        "ready, tell = os.pipe()\n"
        "pid = os.fork()\n"
        "if not pid:\n"
        "    os.write(tell, b'.')\n"
        "    signal.pause()\n"
        "os.read(ready, 1)\n"
        "os.kill(pid, signal.SIGTERM)\n"
        "assert os.WTERMSIG(os.waitpid(pid, 0)[1]) == signal.SIGTERM\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, env={**os.environ, "PYTHONPATH": str(SOURCE)})


@pytest.mark.usefixtures("ledger")
def test_a_bound_of_memory_is_kept_changes_nothing_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    command = ("coverage", "ledger.csv", "--as-of", "2021-12-31", "--format", "json", "-q", "--engine")
    monkeypatch.setenv("DJCOV_MEMORY", "64MB")
    assert djcov(*command, "duckdb").stdout == djcov(*command, "arrow").stdout
    assert not list(tmp_path.glob("djcov-*"))

    monkeypatch.setenv("DJCOV_MEMORY", "很多")
    done = djcov(*command, "duckdb")
    assert (done.returncode, done.stdout) == (2, b"")
    said = "错误：环境变量 DJCOV_MEMORY 的值“很多”不是内存大小\n请写成 4GB、1GiB 这样的大小，或不设它。\n"
    assert done.stderr.decode() == said

    monkeypatch.setenv("DJCOV_MEMORY", "1MB")
    done = djcov(*command, "duckdb")
    assert (done.returncode, done.stdout) == (3, b"")
    assert done.stderr.decode() == (
        "错误：内存不够，算不下去\n"
        f"请把环境变量 DJCOV_MEMORY（现为 1MB）设大一些，并看看临时文件夹 {tmp_path} 是否还有空间。\n"
    )
    assert not list(tmp_path.glob("djcov-*"))


@pytest.mark.parametrize("form", ["table", "json"])
@pytest.mark.usefixtures("ledger")
def test_a_reader_that_has_gone_ends_the_run_quietly(form: str) -> None:
    command = [sys.executable, "-m", "djcov", "check", "ledger.csv", "-q", "--format", form]
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 141


@pytest.mark.usefixtures("ledger")
def test_a_console_of_an_old_code_page_gets_what_it_can_show() -> None:
    Path("ledger.csv").write_text("企业名称,乡（办）\n𠮷祥有限公司,古城乡\n", "utf-8")
    done = djcov("explain", "org_coverage", "ledger.csv", encoding="gbk")
    assert done.returncode == 0
    assert "<U+20BB7>祥有限公司" in done.stdout.decode("gbk")
    assert "接着可以看：" in done.stderr.decode("gbk")


@pytest.mark.parametrize("form", ["json", "csv", "markdown"])
@pytest.mark.usefixtures("ledger")
def test_a_pipe_carries_utf8_whatever_the_code_page(form: str) -> None:
    arguments = ("gaps", "ledger.csv", "--as-of", "2021-12-31", "--format", form, "-q")
    done = djcov(*arguments, encoding="gbk")
    assert done.stdout == djcov(*arguments).stdout
    assert "丙有限公司" in done.stdout.decode("utf-8")
    assert b"\r" not in done.stdout


needs_shell = pytest.mark.skipif(os.name == "nt", reason="has no such shell")
full_disk = pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is full")


def shell(line: str) -> subprocess.CompletedProcess[bytes]:
    """Run djcov as a shell would, which can close its streams or point them somewhere."""
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    command = ["sh", "-c", f'"$0" -m djcov {line}', sys.executable]
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, env=environment, check=False)


@pytest.fixture
def workbook(ledger: Path) -> str:
    book = openpyxl.Workbook()
    assert book.active
    for row in csv.reader(ledger.read_text("utf-8").splitlines()):
        book.active.append(row)
    book.save("ledger.xlsx")
    return "ledger.xlsx"


@needs_shell
@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-", "<&- >&- 2>&-"])
def test_closed_standard_streams_as_of_a_daemon_change_nothing(workbook: str, closed: str) -> None:
    for destination in ("", "-o out.json"):
        done = shell(f"coverage {workbook} {destination} {closed}")
        assert done.returncode == 0
        assert "错误：" not in done.stderr.decode()
        assert done.stdout.startswith("全区".encode() if not destination and ">&-" not in closed.split() else b"")
    assert Path("out.json").read_bytes()
    assert shell(f"coverage none.csv {closed}").returncode == 3


@full_disk
@pytest.mark.parametrize(
    "command", ["coverage ledger.csv -q", "gaps ledger.csv -q --format json", "--help", "policy show"]
)
@pytest.mark.usefixtures("ledger")
def test_a_full_disk_behind_standard_output_is_no_bug(command: str) -> None:
    done = shell(f"{command} >/dev/full")
    assert done.returncode == 3
    assert done.stderr.decode() == "错误：标准输出：没有空间了\n请腾出空间，或写到别的位置。\n"


@full_disk
@pytest.mark.usefixtures("ledger")
def test_what_standard_error_has_no_room_for_changes_no_exit_code() -> None:
    done = shell("coverage ledger.csv 2>/dev/full")
    assert (done.returncode, done.stdout) == (0, shell("coverage ledger.csv").stdout)
    assert shell("coverage none.xlsx 2>/dev/full").returncode == 3
