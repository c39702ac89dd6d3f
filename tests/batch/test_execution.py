"""What is made, what stands, what is taken away.

Reports are stand-ins here, which hold what they are made from: the real ones have their own tests, and
tests/cli/test_batch.py makes them in a batch. What the same folder gives is read once for all tests.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from djcov import pipeline
from djcov.batch import Order, Result, run
from djcov.batch.execution import check_places
from djcov.batch.log import NAME as LOG
from djcov.errors import InputError, OutputError, UsageError
from djcov.facts import Facts
from djcov.masking import Names
from djcov.measures.results import Gaps
from djcov.policy import Policy
from djcov.reports import atomic_write, renderers
from djcov.roster import Roster
from folders import FOLDER, contents, times, write, write_all
from rosters import policy

Batch = Callable[..., Result]

OUT = {
    "全区": ["全区报告.html", "全区报告.xlsx", "全区缺口名单.csv", "全区通报.docx", "标注/合并.xlsx"],
    "古城乡": [
        "古城乡报告.html",
        "古城乡报告.xlsx",
        "古城乡交办单.docx",
        "古城乡缺口名单.csv",
        "标注/古城乡/第一片.xlsx",
        "标注/古城乡/第二片.xlsx",
    ],
    "柳河乡": ["柳河乡报告.html", "柳河乡报告.xlsx", "柳河乡缺口名单.csv", "柳河乡交办单.docx", "标注/柳河乡.xlsx"],
    "石桥_镇": [
        "标注/石桥镇.csv.xlsx",
        "石桥_镇报告.html",
        "石桥_镇报告.xlsx",
        "石桥_镇交办单.docx",
        "石桥_镇缺口名单.csv",
    ],
}


@pytest.fixture(autouse=True)
def stand_ins(monkeypatch: pytest.MonkeyPatch) -> None:
    def report(facts: Facts, **asked: Any) -> tuple[Any, ...]:
        return facts.roster.sources, facts.policy.counting, facts.findings.totals, asked

    def written(report: Any, path: Path) -> bytes:
        return repr((path.name, report)).encode()

    monkeypatch.setattr(pipeline, "report", report)
    monkeypatch.setattr(pipeline, "gaps", lambda facts, **asked: Gaps(facts.as_of, ()))
    monkeypatch.setattr(renderers, "RENDERERS", dict.fromkeys((".xlsx", ".html", ".docx"), written))


@pytest.fixture
def batch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Batch:
    """Stand beside the folder 台账 and run the batch over it."""
    monkeypatch.chdir(tmp_path)
    write_all(Path("台账"))

    def invoke(out: str = "结果", settings: Policy | None = None, **options: Any) -> Result:
        order = Order(Path("台账"), Path(out), date(2021, 12, 31), settings or Policy.load(), **options)
        return run(order, _read)

    return invoke


_ROSTERS: dict[tuple[tuple[str, str], ...], Roster] = {}


def _read() -> Roster:
    """Read the folder 台账, unless the same files were read before."""
    bytes_there = tuple(contents(Path("台账")).items())
    if bytes_there not in _ROSTERS:
        _ROSTERS[bytes_there] = pipeline.read("台账", jobs=1)
    return _ROSTERS[bytes_there]


@pytest.mark.thorough
def test_what_is_made_and_where(batch: Batch) -> None:
    result = batch()
    made = [f"{folder}/{name}" for folder, names in OUT.items() for name in names]
    assert sorted(contents(Path("结果"))) == sorted([*made, "manifest.json", "manifest.log"])
    assert (result.written, result.kept, result.removed, result.left) == (len(made), 0, (), ())


def test_the_manifest_says_what_became_of_each_file(batch: Batch) -> None:
    manifest = batch().manifest
    told = {each.file: (each.state, each.reason, each.townships, each.findings.error) for each in manifest.inputs}
    assert told == {
        "古城乡/第一片.xlsx": ("used", "", ("古城乡",), 0),
        "古城乡/第二片.xlsx": ("used", "", ("古城乡",), 0),
        "合并.xlsx": ("used", "", ("古城乡", "柳河乡"), 0),
        "坏.xlsx": ("unused", "文件是空的", (), 1),
        "柳河乡.xlsx": ("used", "", ("柳河乡",), 1),
        "石桥镇.csv": ("used", "", ("石桥/镇",), 0),
    }
    assert [each.file for each in manifest.inputs] == sorted(told)
    assert manifest.findings.error == 2
    on_disk = contents(Path("结果"), "manifest.json", LOG)
    assert {each.path: each.sha256 for each in manifest.outputs} == on_disk
    notes = {each.path: each.note for each in manifest.outputs if each.note}
    assert notes == {"石桥_镇/标注/石桥镇.csv.xlsx": "台账不是 .xlsx 工作簿，或者有密码"}


def test_a_unit_of_which_no_file_has_a_row_is_named(batch: Batch) -> None:
    listed = policy(units={"order": ["古城乡", "大屯乡"]})
    assert batch(settings=listed).manifest.without_rosters == ("大屯乡",)
    assert not Path("结果/大屯乡").exists()


def test_the_second_run_does_no_work(batch: Batch) -> None:
    first = batch()
    before = times(Path("结果"))
    second = batch()
    assert (second.facts, second.written, second.kept) == (None, 0, len(first.manifest.outputs))
    assert second.manifest == first.manifest
    assert times(Path("结果")) == before


def test_results_that_are_gone_or_changed_are_made_again_and_no_others(batch: Batch) -> None:
    batch()
    before, written = contents(Path("结果"), LOG), times(Path("结果"))
    Path("结果/古城乡/古城乡报告.xlsx").unlink()
    Path("结果/柳河乡/标注/柳河乡.xlsx").write_bytes(b"changed")
    assert batch().written == 2
    assert contents(Path("结果"), LOG) == before
    again = {path for path, at in times(Path("结果")).items() if at != written[path] and Path("结果", path).is_file()}
    assert again == {"古城乡/古城乡报告.xlsx", "柳河乡/标注/柳河乡.xlsx", LOG}


def test_a_changed_file_makes_the_reports_and_its_own_copy_anew(batch: Batch) -> None:
    batch()
    before = contents(Path("结果"))
    write(Path("台账/古城乡/第二片.xlsx"), ("丙公司,古城乡,正常,不详人,3,否,,无",))
    result = batch()
    changed = {path for path, digest in contents(Path("结果")).items() if before[path] != digest}
    assert {path for path in changed if "标注" in path} == {"古城乡/标注/古城乡/第二片.xlsx"}
    assert {"全区/全区报告.xlsx", "古城乡/古城乡报告.html"} < changed
    assert result.kept == 4
    batch("再来")
    assert contents(Path("再来"), LOG) == contents(Path("结果"), LOG)


def test_a_file_that_is_gone_takes_its_results_with_it(batch: Batch) -> None:
    batch()
    Path("台账/石桥镇.csv").unlink()
    Path("台账/柳河乡.xlsx").unlink()
    Path("结果/石桥_镇/石桥_镇报告.html").write_bytes(b"mine")
    result = batch()
    assert sorted(result.removed) == [
        "柳河乡/标注/柳河乡.xlsx",
        "石桥_镇/标注/石桥镇.csv.xlsx",
        "石桥_镇/石桥_镇交办单.docx",
        "石桥_镇/石桥_镇报告.xlsx",
        "石桥_镇/石桥_镇缺口名单.csv",
    ]
    assert result.left == ("石桥_镇/石桥_镇报告.html",)
    assert sorted(path.name for path in Path("结果/石桥_镇").iterdir()) == ["石桥_镇报告.html"]
    assert not Path("结果/柳河乡/标注").exists()


def test_an_outdated_result_that_is_open_elsewhere_is_named_and_taken_away_later(
    batch: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch()
    Path("台账/石桥镇.csv").unlink()
    held = Path("结果/石桥_镇/石桥_镇报告.xlsx")
    unlink = Path.unlink

    def kept_open(path: Path, missing_ok: bool = False) -> None:
        if path == held:
            raise PermissionError(13, "used by another process")
        unlink(path, missing_ok)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", kept_open)
        result = batch()
    assert (result.held, held.exists()) == (("石桥_镇/石桥_镇报告.xlsx",), True)
    assert result.manifest == batch().manifest
    Path("台账/柳河乡.xlsx").unlink()
    assert "石桥_镇/石桥_镇报告.xlsx" in batch().removed
    assert not held.parent.exists()


@pytest.mark.parametrize(
    "other",
    [{"settings": policy(counting={"due_members": 5})}, {"names": Names.SHOWN}],
    ids=["policy", "names"],
)
def test_other_settings_make_the_reports_anew(batch: Batch, other: dict[str, Any]) -> None:
    batch()
    assert batch(**other).written == 16
    assert batch(**other).facts is None


@pytest.mark.parametrize("after", [0, 7, 17])
def test_a_run_that_was_broken_off_goes_on(batch: Batch, monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    batch("ohne")
    saved: list[Path] = []

    def breaking(path: Path, content: bytes) -> Path:
        if len(saved) == after:
            raise KeyboardInterrupt
        saved.append(path)
        return atomic_write.save(path, content)

    with monkeypatch.context() as patch:
        patch.setattr("djcov.batch.execution.save", breaking)
        with pytest.raises(KeyboardInterrupt):
            batch()
    (Path("结果") / ".全区报告.xlsx.4711.tmp").write_bytes(b"half")
    result = batch()
    assert (result.written, result.kept) == (21 - after, after)
    assert contents(Path("结果"), LOG) == contents(Path("ohne"), LOG)


def test_a_result_that_is_open_elsewhere_is_written_beside_until_it_is_closed(
    batch: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch()
    path = Path("结果/古城乡/古城乡报告.xlsx")
    path.write_bytes(b"open in a spreadsheet program")

    def held(source: Path, target: Path) -> bool:
        return target.name != path.name and bool(source.replace(target))

    with monkeypatch.context() as patch:
        patch.setattr(atomic_write, "_replace", held)
        beside = next(each for each in batch().manifest.outputs if each.instead_of)
    assert (beside.path, beside.instead_of) == ("古城乡/古城乡报告 (2).xlsx", "古城乡/古城乡报告.xlsx")
    assert path.read_bytes() == b"open in a spreadsheet program"
    assert batch().removed == ("古城乡/古城乡报告 (2).xlsx",)
    assert not any(each.instead_of for each in batch().manifest.outputs)


@pytest.mark.thorough
def test_a_workbook_that_lacked_its_password_is_tried_again_when_there_may_be_one(batch: Batch) -> None:
    with Path("台账/柳河乡.xlsx").open("rb") as plain, Path("台账/加密.xlsx").open("wb") as locked:
        OOXMLFile(plain).encrypt("秘密", locked)
    assert "加密.xlsx" in [each.file for each in batch().manifest.unused]
    before = times(Path("结果"))
    assert batch().facts is None
    asked = batch(password=True)
    assert asked.facts is not None
    assert asked.written == 0
    assert times(Path("结果")) == before


def test_two_names_of_one_file_are_one_file(batch: Batch) -> None:
    Path("台账/柳河乡副本.xlsx").symlink_to(Path("柳河乡.xlsx"))
    told = {each.file: each.reason for each in batch().manifest.unused}
    assert told == {"坏.xlsx": "文件是空的", "柳河乡副本.xlsx": "和 柳河乡.xlsx 是同一个文件"}


def test_a_file_that_changes_while_it_is_read_gets_a_list_and_the_reason(batch: Batch, tmp_path: Path) -> None:
    order = Order(Path("台账"), Path("结果"), date(2021, 12, 31), Policy.load())

    def read() -> Any:
        roster = _read()
        write(Path("台账/柳河乡.xlsx"), ("丁公司,柳河乡,正常,5,0,否,,无",))
        return roster

    notes = [each.note for each in run(order, read).manifest.outputs if "柳河乡.xlsx" in each.path]
    assert notes == ["台账在运行时被改动或移走了（请再运行一次）"]
    assert not [each.note for each in batch().manifest.outputs if "柳河乡.xlsx" in each.path and each.note]


def test_no_results_among_the_rosters_nor_over_them(batch: Batch, tmp_path: Path) -> None:
    Path("别的").mkdir()
    Path("别的/信.txt").write_text("信", "utf-8")
    for out, said in {
        "台账": "一个在另一个里面",
        "台账/结果": "一个在另一个里面",
        ".": "一个在另一个里面",
        "别的": "不是空的",
        "别的/信.txt": "不是文件夹",
    }.items():
        with pytest.raises(UsageError, match=said):
            check_places(Path("台账"), Path(out))
    with pytest.raises(UsageError, match="不是文件夹"):
        check_places(Path("台账/柳河乡.xlsx"), Path("结果"))
    with pytest.raises(InputError, match="没有这个文件夹"):
        check_places(Path("没有"), Path("结果"))
    with pytest.raises(OutputError, match="不存在"):
        check_places(Path("台账"), Path("没有/结果"))
    shutil.rmtree("别的")
    assert sorted(contents(tmp_path)) == sorted(f"台账/{file}" for file in (*FOLDER, "坏.xlsx"))


def test_a_place_that_cannot_be_written_ends_the_run_and_the_next_goes_on(batch: Batch) -> None:
    Path("结果").mkdir()
    Path("结果", LOG).touch()
    Path("结果/古城乡").write_bytes(b"in the way")
    with pytest.raises(OutputError):
        batch()
    Path("结果/古城乡").unlink()
    assert batch().kept == 4


def test_a_folder_that_may_not_be_made_is_said(batch: Batch, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(path: Path, **options: bool) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "mkdir", refused)
    with pytest.raises(OutputError, match="文件夹建不了"):
        batch()
