"""djcov batch, as a user runs it."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from djcov import batch, pipeline
from djcov.batch.manifest import Manifest, Output, PolicyUsed, Settings
from folders import contents, times, write, write_all
from made_up import ledger_book
from made_up.making import Shape, make_district
from reading_workbooks import values

Djcov = Callable[..., Any]
SOURCE = Path(__file__).parents[2] / "src"
AS_OF = ("--as-of", "2021-12-31")
LOG = "manifest.log"


@pytest.fixture
def folder(ledger: Path) -> Path:
    """The small folder, in the folder where commands run."""
    return write_all(ledger.parent / "台账")


@pytest.mark.thorough
@pytest.mark.usefixtures("folder")
def test_what_a_clerk_sees_and_gets(djcov: Djcov) -> None:
    first = djcov("batch", "台账", "-o", "结果", *AS_OF, "--jobs", "1")
    assert (first.code, first.out) == (1, "")
    assert first.err == (
        "读取了 5 个文件、5 张表：企业台账 7 行。\n"
        "注意：台账/坏.xlsx：未能读出此文件：文件是空的。\n"
        "登记企业 7 家（条），纳入统计 6 家，未纳入统计 1 家：经营状态为注销 1。\n"
        "发现问题：错误 2 处（数目读不出 1、文件读不出 1）。\n"
        "文件 6 个，采用 5 个，未采用 1 个；统计只含采用的。\n"
        "写入 结果：新写 21 个，沿用 0 个。清单：结果/manifest.json\n"
    )
    lists = {
        unit: Path(f"结果/{unit}/{unit}缺口名单.csv").read_text("utf-8-sig") for unit in ("全区", "古城乡", "石桥_镇")
    }
    assert ["丙公司" in text for text in lists.values()] == [True, True, False]
    assert ["庚公司" in text for text in lists.values()] == [True, False, True]
    whole = values(Path("结果/全区/全区报告.xlsx").read_bytes())
    assert ["坏.xlsx", "文件是空的"] in [row[:2] for row in whole["口径"]]
    marked = openpyxl.load_workbook("结果/柳河乡/标注/柳河乡.xlsx")
    assert "数目读不出" in marked["Sheet"]["D2"].comment.text
    assert not any("王小明" in path.read_text("utf-8-sig") for path in Path("结果").rglob("*.csv"))

    again = djcov("batch", "台账", "-o", "结果", *AS_OF)
    left = "注意：台账/坏.xlsx：未能读出此文件：文件是空的。\n"
    assert again.err == f"{left}台账和设置都没有变，21 个结果都在，无需重新生成。\n"
    quiet = djcov("batch", "台账", "-o", "结果", *AS_OF, "-q", "--fail-on", "error")
    assert (quiet.code, quiet.err) == (1, left)


@pytest.mark.thorough
@pytest.mark.usefixtures("folder")
def test_many_files_that_were_left(djcov: Djcov) -> None:
    for number in range(1, 8):
        Path(f"台账/信{number}.csv").write_text("今天,天气\n很,好\n", "utf-8")
    said = djcov("batch", "台账", "-o", "结果", *AS_OF, "-q").err
    assert said.splitlines() == [
        *(f"注意：台账/信{number}.csv：未能使用此文件：没有找到台账表头。" for number in range(1, 6)),
        "这样的还有 3 处，见 djcov check。",
    ]
    manifest = json.loads(Path("结果/manifest.json").read_text("utf-8"))
    codes = {each["file"]: each["code"] for each in manifest["inputs"]}
    assert (codes["信1.csv"], codes["坏.xlsx"], codes["柳河乡.xlsx"]) == ("FILE_UNUSED", "FILE_UNREADABLE", "")


@pytest.mark.usefixtures("folder")
def test_what_a_clerk_is_to_look_after(djcov: Djcov, monkeypatch: pytest.MonkeyPatch) -> None:
    """Results are stand-ins: the batch itself has its own tests."""
    opened: list[str] = []
    monkeypatch.setattr("typer.launch", lambda path: opened.append(path))

    def run(order: Any, read: Any, _progress: object) -> batch.Result:
        facts = pipeline.link(read(), as_of=order.as_of)
        manifest = Manifest(
            settings=Settings(
                version="1",
                as_of=facts.as_of,
                policy=PolicyUsed(name="", sha256=""),
                names="masked",
                folder="台账",
                folder_from_here="../台账",
            ),
            inputs=(),
            without_rosters=("石桥镇", "白沙镇"),
            findings_not_stored=7,
            outputs=(
                Output(
                    path="全区/全区报告 (2).xlsx",
                    instead_of="全区/全区报告.xlsx",
                    unit="全区",
                    kind="report",
                    size=1,
                    sha256="",
                ),
            ),
        )
        return batch.Result(manifest, facts, left=("柳河乡/改过.csv",), held=("柳河乡/开着.xlsx",))

    monkeypatch.setattr(batch, "run", run)
    told = djcov("batch", "台账", "-o", "结果", *AS_OF, "--open")
    assert (told.code, opened) == (0, ["结果"])
    assert told.err.splitlines()[-6:-1] == [
        "名单中没有台账的单位：石桥镇、白沙镇。",
        "问题太多，有 7 处只计了数，没有标注在台账上。",
        "结果/全区/全区报告.xlsx 正被别的程序打开，已写入 结果/全区/全区报告 (2).xlsx；关闭后再运行一次。",
        "结果/柳河乡/改过.csv 已不需要，但被改动过，没有删除。",
        "结果/柳河乡/开着.xlsx 已不需要，但正被别的程序打开，没有删除；请关闭后自行删除。",
    ]


@pytest.mark.thorough
def test_rows_without_a_township_are_a_unit_like_others(djcov: Djcov, ledger: Path) -> None:
    (ledger.parent / "台账").mkdir()
    ledger.write_text("企业名称,乡（办）,职工人数\n甲公司,古城乡,60\n乙公司,,60\n", "utf-8")
    (ledger.parent / "台账/甲.csv").write_bytes(ledger.read_bytes())
    assert djcov("batch", "台账", "-o", "结果", *AS_OF, "-q").code == 0
    assert Path("结果/未填乡（办）/未填乡（办）缺口名单.csv").exists()
    assert "乙公司" in djcov("gaps", "ledger.csv", "--township", "未填乡(办)", "--all", *AS_OF, "-q").out


@pytest.mark.thorough
@pytest.mark.usefixtures("folder")
def test_the_manifest_is_for_scripts(djcov: Djcov) -> None:
    Path("一个").mkdir()
    write(Path("一个/甲.csv"), ("甲公司,古城乡,正常,很多,4,是,单独组建,无",))
    djcov("batch", "一个", "-o", "结果", *AS_OF, "-q")
    manifest = json.loads(Path("结果/manifest.json").read_text("utf-8"))
    assert manifest["schema"] == "djcov.batch/1"
    assert manifest["settings"]["as_of"] == "2021-12-31"
    assert manifest["settings"]["folder_from_here"] == "../一个"
    assert [(each["file"], each["state"], each["findings"]["error"]) for each in manifest["inputs"]] == [
        ("甲.csv", "used", 1)
    ]
    assert [each["kind"] for each in manifest["outputs"]] == [
        *("report", "page", "notice", "gaps"),
        *("report", "page", "assignment", "gaps"),
        "marked",
    ]
    logged = [json.loads(line) for line in Path("结果/manifest.log").read_text("utf-8").splitlines()]
    assert [each["path"] for each in logged] == [each["path"] for each in manifest["outputs"]]
    assert all(each["seconds"] >= 0 for each in logged)


@pytest.mark.thorough
def test_how_to_read_decides_the_results(djcov: Djcov, ledger: Path) -> None:
    """They are made anew when it is another way, and not by another engine."""
    book = openpyxl.Workbook()
    for sheet, company in ((book.active, "甲公司"), (book.create_sheet("二季度"), "乙公司")):
        for line in (["企业名称", "乡（办）", "职工人数"], [company, "古城乡", 60]):
            sheet.append(line)
    (ledger.parent / "台账").mkdir()
    book.save("台账/甲.xlsx")
    asked = ("batch", "台账", "-o", "结果", *AS_OF, "-q", "--jobs", "1")
    listed = Path("结果/古城乡/古城乡缺口名单.csv")

    assert djcov(*asked).code == 0
    assert "甲公司" in listed.read_text("utf-8-sig")
    assert djcov(*asked, "--sheet", "二季度", "--kind", "enterprises").code == 0
    assert "甲公司" not in listed.read_text("utf-8-sig")
    settings = json.loads(Path("结果/manifest.json").read_text("utf-8"))["settings"]
    assert (settings["sheets"], settings["header_row"], settings["roster_kind"]) == (["二季度"], None, "enterprises")
    before = times(Path("结果"))
    assert djcov(*asked, "--sheet", "二季度", "--kind", "enterprises", "--engine", "pandas").code == 0
    assert times(Path("结果")) == before


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("台账",), 2, "缺少 --output"),
        (("台账", "-o", "台账/结果"), 2, "一个在另一个里面"),
        (("台账/柳河乡.xlsx", "-o", "结果"), 2, "不是文件夹"),
        (("没有", "-o", "结果"), 3, "错误：没有：没有这个文件夹"),
        (("台账", "-o", "没有/结果"), 3, "文件夹 没有 不存在"),
        (("台账", "-o", "结果", "--jobs", "0"), 2, "请给 1 至 64 之间的整数"),
        (("空", "-o", "结果"), 3, "没有可用的台账"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_what_ends_the_run(djcov: Djcov, arguments: tuple[str, ...], code: int, said: str) -> None:
    Path("空").mkdir()
    result = djcov("batch", *arguments)
    assert result.code == code
    assert said in result.err


# ---- as much as a district has


BROKEN = {
    "文件是空的": lambda data: b"",
    "不是表格文件": lambda data: b"\x89PNG\r\n\x1a\n" + data[8:],
    "损坏": lambda data: data[: len(data) // 2],
    "工作簿有密码": lambda data: _locked(data),
    "没有找到台账表头": lambda data: _letter(),
}
"""Five ways in which a workbook is no roster, by what is said of it."""


def _locked(data: bytes) -> bytes:
    import io

    locked = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt("秘密", locked)
    return locked.getvalue()


def _letter() -> bytes:
    import io

    book, saved = openpyxl.Workbook(), io.BytesIO()
    book.active["A1"] = "关于报送台账的通知"
    book.save(saved)
    return saved.getvalue()


def district(folder: Path, workbooks: int) -> list[str]:
    """Write ``workbooks`` made-up ledgers of eight townships, break five, and give which."""
    paths: list[Path] = []
    for seed in range(workbooks):
        made = make_district(seed, Shape(enterprises=80))
        books = ledger_book.townships(made, Random(seed)).books
        paths += [book.save(folder / f"第{seed + 1}片") for book in books]
        if len(paths) >= workbooks:
            break
    for path in paths[workbooks:]:
        path.unlink()
    broken = paths[7:workbooks:39][:5]
    for path, spoil in zip(broken, BROKEN.values(), strict=True):
        path.write_bytes(spoil(path.read_bytes()))
    return [path.relative_to(folder).as_posix() for path in broken]


def started(out: str, *options: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "djcov", "batch", "台账", "-o", out, *AS_OF, "--jobs", "2", *options]
    environment = {**os.environ, "PYTHONPATH": str(SOURCE), "PYTHONUTF8": "1"}
    return subprocess.Popen(command, stderr=subprocess.PIPE, env=environment)


def finished(out: str, *options: str) -> str:
    with started(out, *options) as process:
        assert process.stderr is not None
        said = process.stderr.read().decode()
    assert process.returncode == 1, said
    return said


@pytest.mark.thorough
def test_two_hundred_workbooks_five_broken_killed_and_run_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    broken = district(tmp_path / "台账", 200)

    said = finished("结果")
    assert "文件 200 个，采用 195 个，未采用 5 个" in said
    manifest = json.loads(Path("结果/manifest.json").read_text("utf-8"))
    unused = {each["file"]: each["reason"] for each in manifest["inputs"] if each["state"] == "unused"}
    assert list(unused) == sorted(broken)
    for file, why in zip(broken, BROKEN, strict=True):
        assert why in unused[file]
        assert re.search(
            f"^注意：台账/{re.escape(file)}：未能.{{2}}此文件：{re.escape(unused[file])}。$", said, re.MULTILINE
        )
    marked = [each for each in manifest["outputs"] if each["kind"] == "marked"]
    assert (len(marked), {each["note"] for each in marked}) == (195, {""})
    kinds = [each["kind"] for each in manifest["outputs"] if each["kind"] != "marked"]
    assert sorted(kinds) == sorted(["notice", *9 * ["report", "page", "gaps"], *8 * ["assignment"]])
    assert {each["path"]: each["sha256"] for each in manifest["outputs"]} == contents(
        Path("结果"), LOG, "manifest.json"
    )

    before = times(Path("结果"))
    assert "无需重新生成" in finished("结果")
    assert times(Path("结果")) == before

    for results in (3, 60):
        _kill_after("断过", results)
    assert not Path("断过/manifest.json").exists()
    again = finished("断过")
    assert "沿用 0 个" not in again
    assert contents(Path("断过"), LOG) == contents(Path("结果"), LOG)


def _kill_after(out: str, results: int) -> None:
    """Kill a run, with no chance to tidy up, when so many results are there."""
    with started(out, "-q") as process:
        while process.poll() is None and _logged(out) < results:
            time.sleep(0.02)
        assert process.poll() is None, "the run was over before it could be killed"
        process.send_signal(signal.SIGKILL)


def _logged(out: str) -> int:
    log = Path(out, LOG)
    return log.read_bytes().count(b"\n") if log.exists() else 0


@pytest.mark.thorough
def test_without_a_date_the_rosters_own_one_counts_and_nothing_is_written_again(djcov: Djcov, ledger: Path) -> None:
    for unit in ("古城乡", "柳河乡"):
        write(
            ledger.parent / "台账" / f"{unit}2021年6月30日.xlsx", (f"{unit}食品公司,{unit},正常,60,4,是,单独组建,无",)
        )

    first = djcov("batch", "台账", "-o", "结果", "--jobs", "1")
    assert "2021-06-30 统计" in first.err
    assert json.loads(Path("结果/manifest.json").read_text("utf-8"))["settings"]["as_of"] == "2021-06-30"
    written = times(Path("结果"))
    assert djcov("batch", "台账", "-o", "结果", "--jobs", "1", "-q").code == 0
    assert times(Path("结果")) == written

    write(ledger.parent / "台账" / "石桥镇2021年9月30日.xlsx", ("石桥公司,石桥镇,正常,60,4,是,单独组建,无",))
    assert "按今天" in djcov("batch", "台账", "-o", "结果", "--jobs", "1").err
