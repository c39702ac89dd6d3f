"""Files that were left out, output that a disk does not take, and what is read where nothing is named."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from .conftest import Outcome

Djcov = Callable[..., "Outcome"]
COMMANDS = [("coverage",), ("gaps",), ("explain", "org_coverage"), ("targets",), ("league",), ("plan",), ("check",)]
LEFT = [{"file": "坏138****5678.xlsx", "reason": "工作簿已损坏，读不出"}]
SAID = "有 1 个文件未采用，各项数字不含其中的内容：坏138****5678.xlsx"


@pytest.fixture
def broken(ledger: Path) -> Path:
    """A file that cannot be read, beside the ledger; in its name stands somebody's number."""
    path = ledger.with_name("坏13812345678.xlsx")
    path.write_bytes(b"PK\3\4 no workbook")
    return path


@pytest.mark.usefixtures("broken")
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_quiet_hides_no_file_that_was_left_out(djcov: Djcov, command: tuple[str, ...]) -> None:
    result = djcov(*command, ".", "-q", "--format", "json")
    assert json.loads(result.out)["files_left"] == LEFT
    assert result.err == "注意：坏138****5678.xlsx：未能读出此文件：工作簿已损坏，读不出。\n"


@pytest.mark.usefixtures("broken")
@pytest.mark.parametrize(
    ("command", "name", "part"),
    [
        ("report", "r.xlsx", "xl/sharedStrings.xml"),
        ("report", "r.docx", "word/document.xml"),
        ("report", "r.html", ""),
        ("gaps", "r.xlsx", "xl/sharedStrings.xml"),
        ("coverage", "r.md", ""),
        ("coverage", "r.txt", ""),
    ],
)
def test_a_file_to_hand_on_says_it_on_its_first_page(
    djcov: Djcov, ledger: Path, command: str, name: str, part: str
) -> None:
    assert djcov(command, ".", "-o", name, "-q", "--width", "200").code == 0
    path = ledger.with_name(name)
    content = zipfile.ZipFile(path).read(part) if part else path.read_bytes()
    assert SAID in content.decode("utf-8").replace("\\*", "*")


@pytest.mark.thorough
@pytest.mark.usefixtures("broken")
def test_a_folder_of_results_that_lack_a_file_ends_with_one(djcov: Djcov, ledger: Path) -> None:
    out = ledger.parent.with_name(ledger.parent.name + "-out")
    assert djcov("batch", ".", "-o", str(out), "-q").code == 1
    assert djcov("batch", ".", "-o", str(out), "-q").code == 1, "nor is it forgotten when nothing has changed"


def program(*arguments: str, **settings: Any) -> Any:
    return subprocess.run([sys.executable, "-m", "djcov", *arguments], check=False, **settings)


@pytest.mark.thorough
@pytest.mark.skipif(shutil.which("bash") is None, reason="needs a shell's ulimit")
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_output_is_whole_or_the_exit_code_says_so(ledger: Path, unbuffered: str) -> None:
    rows = "".join(f"汉东{number}有限公司,,古城乡,,正常,60,5,4,否,,无\n" for number in range(2000))
    ledger.write_text(ledger.read_text("utf-8") + rows, "utf-8")
    command = f"ulimit -f 24; '{sys.executable}' -m djcov gaps ledger.csv -q --format json > out.json"
    environment = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    done = subprocess.run(["bash", "-c", command], env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stderr.decode()) == (3, "错误：标准输出：文件太大\n请腾出空间，或写到别的位置。\n")


@pytest.mark.thorough
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_full_disk_is_told(ledger: Path, unbuffered: str) -> None:
    disk = ledger.with_name("disk")
    disk.mkdir()
    mounted = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if not mounted or mounted.returncode:
        pytest.skip("a small disk cannot be mounted here")
    rows = "".join(f"汉东{number}有限公司,,古城乡,,正常,60,5,4,否,,无\n" for number in range(500))
    ledger.write_text(ledger.read_text("utf-8") + rows, "utf-8")
    try:
        with (disk / "out.json").open("wb") as out:
            environment = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
            done = program("gaps", "ledger.csv", "-q", "--format", "json", stdout=out, stderr=-1, env=environment)
    finally:
        subprocess.run(["umount", str(disk)], check=True)
    assert (done.returncode, done.stderr.decode()) == (3, "错误：标准输出：没有空间了\n请腾出空间，或写到别的位置。\n")


@pytest.mark.thorough
def test_without_a_roster_the_current_folder_is_read(djcov: Djcov, ledger: Path) -> None:
    assert djcov("check", "ledger.csv", "-o", "标注.xlsx", "-q").code == 0
    assert djcov("gaps", "ledger.csv", "--all", "-o", "缺口.csv", "-q").code == 0
    named, found = djcov("gaps", "ledger.csv", "--township", "古城乡"), djcov("gaps", "--township", "古城乡")
    assert (found.code, found.out) == (0, named.out)
    assert found.err.startswith(
        "没有写台账，读取当前文件夹的 2 个文件：ledger.csv、缺口.csv。\n读取了 1 个文件、1 张表"
    )
    assert "djcov coverage --township 古城乡\n" in found.err


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_folder_without_rosters_is_told(djcov: Djcov, ledger: Path, command: tuple[str, ...]) -> None:
    ledger.rename(ledger.with_name("ledger.pdf"))
    result = djcov(*command)
    assert (result.code, result.out) == (3, "")
    assert result.err.startswith("错误：没有写台账，当前文件夹里也没有台账文件\n")


@pytest.mark.parametrize(
    ("option", "message"),
    [("--policy", "政策文件打不开（{}）"), ("--password-file", "密码文件打不开（{}）")],
)
def test_no_device_and_no_huge_file_is_read_whole(djcov: Djcov, ledger: Path, option: str, message: str) -> None:
    ledger.with_name("huge").write_bytes(b"#" * ((1 << 20) + 1))
    for path, why in (("/dev/zero", "这是设备，不是文件"), ("huge", "超过 1 MB")):
        result = djcov("gaps", "ledger.csv", option, path)
        assert result.code == 3
        assert message.format(why) in result.err


@pytest.mark.thorough
@pytest.mark.skipif(os.name == "nt", reason="a folder that is in use cannot be deleted there")
@pytest.mark.parametrize("command", [("gaps",), ("report", "{}", "-o", "x.xlsx"), ("coverage", "{}")])
def test_a_deleted_folder_is_no_bug(ledger: Path, tmp_path: Path, command: tuple[str, ...]) -> None:
    gone = tmp_path / "gone"
    words = " ".join(command).format(ledger)
    script = f"mkdir '{gone}'; cd '{gone}'; rmdir '{gone}'; '{sys.executable}' -m djcov {words}"
    done = subprocess.run(["sh", "-c", script], capture_output=True, check=False)
    assert done.returncode == (0 if command[0] == "coverage" else 3)
    assert "程序出错" not in done.stderr.decode()


@pytest.mark.thorough
@pytest.mark.skipif(os.name == "nt", reason="locales are of other systems")
def test_a_locale_without_chinese_is_no_bug(ledger: Path) -> None:
    shutil.copy(ledger, ledger.with_name("台账.csv"))
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = program("coverage", "台账.csv", env={**os.environ, **plain}, capture_output=True)
    assert done.returncode == 0
    assert "djcov gaps 台账.csv" in done.stderr.decode("utf-8")
    assert done.stdout.decode("utf-8").startswith("全区非公企业党建覆盖情况")


@pytest.mark.thorough
@pytest.mark.skipif(os.name == "nt", reason="signals are of other systems")
@pytest.mark.parametrize("loading", ["typer", "djcov.pipeline", "pyarrow", "narwhals"])
def test_an_interrupt_while_loading_ends_with_a_message(ledger: Path, loading: str) -> None:
    script = (
        "import os, signal, sys, djcov.cli\n"
        "class Interrupts:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == loading: os.kill(os.getpid(), signal.SIGINT)\n"
        "loading = sys.argv.pop()\n"
        "sys.meta_path.insert(0, Interrupts())\n"
        "djcov.cli.main()\n"
    )
    command = [sys.executable, "-c", script, "coverage", ledger.name, "-q", loading]
    done = subprocess.run(command, capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr.decode()) == (130, b"", "已中断。\n")
