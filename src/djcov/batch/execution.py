"""One run, from the folder to the manifest."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import cast

from .. import __version__, pipeline
from ..errors import InputError, OutputError, UsageError, readable, reason
from ..facts import Facts
from ..facts.scope import unit_list
from ..facts.stated_dates import Dating, dated
from ..findings import FILE_LEFT
from ..intake.files.locked import NO_PASSWORD, WRONG_PASSWORD
from ..intake.reader import workbooks
from ..intake.sheet.header_rows import Overrides
from ..masking import Names
from ..policy import Policy
from ..reports.atomic_write import save
from ..roster import Roster
from . import manifest
from .executor import Made, Task, make
from .log import NAME as LOG
from .log import Entry, Log, sha256_of
from .manifest import Input, Manifest, Output, PolicyUsed, Settings, tally, tally_of
from .planned_outputs import Wanted, by_file, wanted

Progress = Callable[[str, int, int], None]
"""Called with the result in hand, how many are done, and how many there are."""

_HALF_WRITTEN = re.compile(r"\..+\.\d+\.tmp")
"""What a run that was killed while it wrote leaves behind (:mod:`djcov.reports.atomic_write`)."""

_WORTH = 8
"""Results for which to start another process is worth its time."""

_OWN = "由 djcov 写成，不是台账"


@dataclass(frozen=True)
class Order:
    """What is to be done."""

    folder: Path
    """Of the rosters."""
    out: Path
    """Of the results."""
    as_of: date | None
    """None for the day that all rosters say they are about, else today."""
    policy: Policy
    names: Names = Names.MASKED
    jobs: int = 1
    """How many results are made at the same time."""
    password: bool = False
    """Whether somebody can give a password: then a workbook that lacked it is tried again."""
    overrides: Overrides = field(default_factory=Overrides)
    """How ``read`` was told to read."""


@dataclass(frozen=True)
class Result:
    """What was done."""

    manifest: Manifest
    facts: Facts | None
    """None when nothing had to be read."""
    dated_by: str = ""
    """What in the rosters says the date, where they decided it."""
    written: int = 0
    kept: int = 0
    removed: tuple[str, ...] = ()
    """Results of an earlier run that there should not be any more, taken away."""
    left: tuple[str, ...] = ()
    """And those that somebody had changed: they are still there."""
    held: tuple[str, ...] = ()
    """And those that could not be taken away, as another program kept them open."""


def run(order: Order, read: Callable[[], Roster], progress: Progress | None = None) -> Result:
    """Bring the results' folder up to date with the rosters' folder; ``read`` reads that.

    Raises what :func:`check_places` does, OutputError if results cannot be written, and what ``read`` raises.
    """
    check_places(order.folder, order.out)
    settings = _settings(order, order.as_of or date.today())
    files = {readable(path): each for path, each in _unread(order.folder)}
    last = manifest.load(order.out)
    if last and _stands(last, settings, files, order):
        return Result(last, None, kept=len(last.outputs))
    _have(order.out)
    log = Log(order.out)
    _sweep(order.out)
    roster = read()
    stated = _stated(roster) if order.as_of is None else None
    if stated:
        settings = _settings(order, stated.day)
    facts = pipeline.link(roster, as_of=settings.as_of, policy=order.policy)
    inputs = tuple(_inputs(facts, files))
    plan = wanted(facts, inputs, settings, order.out)
    outputs, written = _made(plan, log, order, progress)
    removed, left, held = _remove(log, order.out, {each.path for each in (*plan, *outputs)})
    log.finish(log.entries[path] for path in (*(output.path for output in outputs), *held))
    having = {unit for each in inputs for unit in each.townships}
    done = Manifest(
        settings=settings,
        inputs=inputs,
        without_rosters=tuple(unit for unit in unit_list(order.policy) if unit not in having),
        findings=tally(facts.findings.totals),
        findings_not_stored=len(facts.findings) - len(facts.findings.stored),
        outputs=outputs,
    )
    if done != last:
        save(order.out / manifest.NAME, done.render())
    why = stated.why if stated else ""
    return Result(done, facts, why, written, len(outputs) - written, removed, left, held)


def check_places(folder: Path, out: Path) -> None:
    """Look whether the results may go there, before anything is read.

    Raises InputError if there is no such folder to read, OutputError if there is none in which to make the results'
    folder, UsageError if either path is something else, or one is inside the other.
    """
    if not folder.exists():
        raise InputError("没有这个文件夹", where=readable(folder), hint="请检查路径；路径中有空格时请加引号。")
    if not folder.is_dir():
        raise UsageError(
            f"{readable(folder)} 不是文件夹", hint="请指定存放各单位台账的文件夹；单个台账请用 djcov report。"
        )
    if out.exists() and not out.is_dir():
        raise UsageError(f"{readable(out)} 不是文件夹", hint="-o 后面请写结果文件夹的名字。")
    if not out.absolute().parent.is_dir():
        raise OutputError(f"文件夹 {readable(out.parent)} 不存在", hint="请先建好文件夹，或换一个位置。")
    inside, outside = out.resolve(), folder.resolve()
    if inside.is_relative_to(outside) or outside.is_relative_to(inside):
        raise UsageError(
            f"{readable(out)} 和台账文件夹 {readable(folder)} 一个在另一个里面",
            hint="结果会被当成台账再读，或盖住台账；-o 后面请换一个位置。",
        )
    if out.is_dir() and not (out / LOG).exists() and any(out.iterdir()):
        raise UsageError(
            f"{readable(out)} 不是空的，也不是 djcov batch 的结果", hint="为免覆盖，-o 后面请换一个新文件夹。"
        )


def _stated(roster: Roster) -> Dating | None:
    """Give the day that the rosters say they are about; None where they say none, or several."""
    with suppress(UsageError):
        return dated(roster)
    return None


def _settings(order: Order, as_of: date) -> Settings:
    policy = order.policy.model_dump_json().encode("utf-8")
    try:
        seen = Path(os.path.relpath(order.folder, order.out)).as_posix()
    except ValueError:  # on another drive
        seen = order.folder.resolve().as_posix()
    return Settings(
        version=__version__,
        as_of=as_of,
        policy=PolicyUsed(name=order.policy.name, sha256=sha256(policy).hexdigest()),
        names="shown" if order.names is Names.SHOWN else "masked",
        sheets=order.overrides.sheets,
        header_row=order.overrides.header_row,
        roster_kind=order.overrides.kind,
        folder=Path(readable(order.folder)).as_posix(),
        folder_from_here=Path(readable(Path(seen), order.out)).as_posix(),
    )


def _unread(folder: Path) -> Iterator[tuple[Path, Input]]:
    """Give each file of the folder, with why it is not used if reading says no other reason."""
    seen: dict[Path, str] = {}
    for path in workbooks(folder):
        file, real = readable(path.relative_to(folder), folder).replace(os.sep, "/"), path.resolve()
        reason = f"和 {seen[real]} 是同一个文件" if real in seen else _OWN
        seen.setdefault(real, file)
        try:
            size = path.stat().st_size
        except OSError:
            size = 0
        yield path, Input(file=file, size=size, sha256=sha256_of(path), state="unused", reason=reason)


def _stands(last: Manifest, settings: Settings, files: Mapping[str, Input], order: Order) -> bool:
    """Whether the last run was over the same files with the same settings, and its results are all there."""
    known = [(each.file, each.size, each.sha256) for each in last.inputs]
    return (
        last.settings == settings
        and known == [(each.file, each.size, each.sha256) for each in files.values()]
        and not (order.password and any(each.reason in (NO_PASSWORD, WRONG_PASSWORD) for each in last.inputs))
        and all(not each.instead_of and sha256_of(order.out / each.path) == each.sha256 for each in last.outputs)
    )


def _sweep(out: Path) -> None:
    for path in out.rglob(".*.tmp"):
        if _HALF_WRITTEN.fullmatch(path.name):
            with suppress(OSError):  # somebody has it open: the next run takes it away
                path.unlink()


def _inputs(facts: Facts, files: Mapping[str, Input]) -> Iterator[Input]:
    """Say of each file whether it was used, where its enterprises lie, and what was found in it."""
    sources = {source.file: source for source in facts.roster.sources}
    found, townships = by_file(facts), _townships(facts)
    for path, unread in files.items():
        own = found.get(path, [])
        changes: dict[str, object] = {"findings": tally_of(finding.code for finding in own)}
        if source := sources.get(path):
            changes |= {"size": source.size, "sha256": source.sha256, "state": "used", "reason": ""}
            changes["townships"] = tuple(townships.get(path, ()))
        elif left := [finding for finding in own if finding.code in FILE_LEFT]:
            changes |= {"reason": left[0].found, "code": left[0].code}
        elif double := [finding for finding in own if finding.code == "FILE_TWICE"]:
            changes["reason"] = double[0].message
        yield unread.model_copy(update=changes)


def _townships(facts: Facts) -> Mapping[str, Sequence[str]]:
    """Give the units of each file's enterprises, as its rows first name them."""
    rows = facts.enterprises.select("_table", "_at", "township").collect().sort("_at")
    townships: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for table, unit in zip(rows["_table"].to_list(), rows["township"].to_list(), strict=True):
        townships[facts.roster.tables[cast(int, table)].file][cast(str, unit)] = None
    return {file: tuple(units) for file, units in townships.items()}


def _made(plan: Sequence[Wanted], log: Log, order: Order, progress: Progress | None) -> tuple[tuple[Output, ...], int]:
    """Make what does not stand yet; give all results, and how many were made."""
    standing = {each.path: log.current(each.path, each.made_from) for each in plan}
    missing = [each for each in plan if standing[each.path] is None]
    outputs = {each.path: _output(each, entry) for each in plan if (entry := standing[each.path])}
    for each, made in make(_told(missing, progress), min(order.jobs, 1 + len(missing) // _WORTH)):
        outputs[each.path] = _output(each, _saved(each, made, log, order.out))
    return tuple(outputs[each.path] for each in plan), len(missing)


def _told(missing: Sequence[Wanted], progress: Progress | None) -> Iterator[tuple[Wanted, Callable[[], Task]]]:
    for done, each in enumerate(missing):
        if progress:
            progress(each.path, done, len(missing))
        yield each, each.prepare


def _saved(each: Wanted, made: Made, log: Log, out: Path) -> Entry:
    path = out / each.path
    _have(path.parent)
    saved = save(path, made.content)
    entry = Entry(
        path=saved.relative_to(out).as_posix(),
        made_from=each.made_from,
        size=len(made.content),
        sha256=sha256(made.content).hexdigest(),
        seconds=made.seconds,
        note=made.note,
    )
    log.add(entry)
    return entry


def _have(folder: Path) -> None:
    """Make a folder if it is not there. Raises OutputError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        what = f"文件夹建不了（{reason(error)}）"
        raise OutputError(what, where=str(folder), hint="请换一个位置或检查权限。") from None


def _output(each: Wanted, entry: Entry) -> Output:
    return Output(
        path=entry.path,
        unit=each.unit,
        kind=each.kind,
        size=entry.size,
        sha256=entry.sha256,
        note=entry.note,
        instead_of="" if entry.path == each.path else each.path,
    )


def _remove(log: Log, out: Path, wanted: set[str]) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Take away what an earlier run wrote and this one would not; give what is gone, what somebody has changed since
    and is left, and what could not be taken away.
    """
    removed: list[str] = []
    left: list[str] = []
    held: list[str] = []
    for path, entry in log.entries.items():
        file = out / path
        if path in wanted or not file.exists():
            continue
        if sha256_of(file) != entry.sha256:
            left.append(path)
            continue
        try:
            file.unlink()
        except OSError:
            held.append(path)
            continue
        removed.append(path)
        with suppress(OSError):  # not empty, as the results' folder itself never is
            for folder in file.parents:
                folder.rmdir()
    return tuple(removed), tuple(left), tuple(held)
