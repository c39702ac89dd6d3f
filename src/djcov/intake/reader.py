"""Intake from end to end: paths to files, files to tables, tables to one roster."""

from __future__ import annotations

import zipfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from functools import cached_property, partial
from html import unescape
from pathlib import Path, PurePath
from stat import S_ISREG
from typing import TYPE_CHECKING, TypeAlias

from ..contents import Contents
from ..engines import Engine, in_memory
from ..errors import InputError, printable
from ..findings import CATALOGUE, FILE_LEFT, Findings, Location
from ..parse_errors import DAMAGED
from ..policy import Policy
from ..roster import OWN_SHEETS, TEMPLATE_SHEETS, Roster, Source, Table
from ..values.periods import periods
from .columns import pseudonyms
from .file_tables import CHECK_ROW, CHECK_SHEET, Settings, quoted
from .files import opening
from .files.opening import AskPassword, name_of
from .files.workers import Workers
from .frames import Held, assemble, held
from .sheet.header_rows import Overrides
from .sheet.header_words import words_of

if TYPE_CHECKING:
    from . import flat_table

Progress = Callable[[str, int, int], None]
"""Called with what is being read, how many bytes are done, and how many there are."""

FLAT_FROM = 4 << 20
"""Bytes of a CSV file from which on it is read in batches."""

_TOLD = 5
"""Files of which the reason is told when none could be used."""

_TEXTS = frozenset({".csv", ".tsv", ".txt"})
_PARQUET = ".parquet"
FLAT = _TEXTS | {_PARQUET}
"""What files are called that no worker reads."""

Given: TypeAlias = Path | Contents
"""A file or a folder, or what is in memory."""

Coming: TypeAlias = "opening.Opening | flat_table.Begun | flat_table.Flat | InputError"
"""A file on its way."""


def read_roster(
    paths: Sequence[Given],
    policy: Policy,
    progress: Progress | None = None,
    ask_password: AskPassword | None = None,
    overrides: Overrides | None = None,
    workers: Workers | None = None,
    engine: Callable[[], Engine] = in_memory,
    *,
    named: bool = True,
) -> Roster:
    """Read every table of the files and folders.

    A folder is searched for workbooks and flat files; one that cannot be used is a finding. A file named by itself that
    cannot be used raises InputError, and so does a run in which no roster at all is recognised. The result does not
    depend on the number of ``workers``, which read workbooks at the same time. ``engine`` makes what holds the rows;
    it is called when the first workbooks are on their way.
    """
    if workers is None:
        with Workers(1) as workers:
            return read_roster(paths, policy, progress, ask_password, overrides, workers, engine, named=named)
    settings = Settings(policy, words_of(policy), overrides or Overrides())
    listed = [(path, named and by_itself) for path, by_itself in _files(paths)]
    sizes = [_size(path) for path, _ in listed]
    whole, done = sum(sizes), 0
    reading = _Intake(settings, workers, engine, ask_password)
    reading.spread([path for path, _ in listed], lambda what: _say(progress, what, 0, whole, 0))
    with _memory_for(path for path, _ in listed):
        for (path, by_itself, begun), size in zip(reading.ahead(listed), sizes, strict=True):
            say = partial(_say, progress, name_of(path), done, whole)
            say(0)
            try:
                reading.take(path, begun, named=by_itself, say=say)
            except InputError as error:
                if by_itself:
                    raise
                reading.findings.add(CATALOGUE["FILE_UNREADABLE"].at(Location(name_of(path)), error.what))
            done += size
    if progress:
        progress("", whole, whole)
    where = "、".join(name_of(path) for path in paths)
    lacking = [name for name in settings.overrides.sheets if name not in reading.sheets]
    if lacking and (settings.overrides.each_sheet or not reading.sheets):
        hint = "\n".join([*_reasons(reading.findings), CHECK_SHEET])
        raise InputError(f"没有工作表{quoted(lacking)}", where=where, hint=hint)
    if not reading.tables:
        what_to_do = CHECK_ROW if settings.overrides.header_row else "请指定含有台账的 .xlsx 或 .csv 文件。"
        hint = "\n".join([*_reasons(reading.findings), what_to_do])
        raise InputError("没有可用的台账", where=where, hint=hint)
    return assemble(reading.tables, reading.findings, reading.sources, reading.engine)


def _reasons(findings: Findings) -> Iterator[str]:
    """Say of the first files why they are not used, and how many others there are."""
    unused = findings.of(*FILE_LEFT)
    for each in unused[:_TOLD]:
        yield f"  {printable(each.location.file)}：{each.found}"
    if len(unused) > _TOLD:
        yield f"  还有 {len(unused) - _TOLD} 个文件也未采用。"


def flat_bytes(paths: Sequence[Given]) -> int:
    """How many bytes of flat files (CSV, Parquet) there are to read."""
    return sum(
        _size(path) for path, _ in _files(paths) if not isinstance(path, Contents) and path.suffix.lower() in FLAT
    )


@dataclass
class _Intake:
    """What has been read so far, and what reading each file needs."""

    settings: Settings
    workers: Workers
    make_engine: Callable[[], Engine]
    ask_password: AskPassword | None
    findings: Findings = field(default_factory=Findings)
    tables: list[Held] = field(default_factory=list[Held])
    sources: list[Source] = field(default_factory=list[Source])
    sheets: set[str] = field(default_factory=set[str])
    """Those of the sheets asked for that some file has."""
    meanings: dict[str, dict[_Meaning, str]] = field(default_factory=dict[str, "dict[_Meaning, str]"])
    """By its bytes, what a file was read as, and which."""
    elsewhere: dict[Path, flat_table.Flat] = field(default_factory=dict[Path, "flat_table.Flat"])
    """What other machines have read."""

    @cached_property
    def engine(self) -> Engine:
        """What holds the rows. To make it takes long, and meanwhile a worker reads the first workbook."""
        return self.make_engine()

    def spread(self, files: Sequence[Given], say: Callable[[str], None]) -> None:
        """Have large flat files read by the engine's cluster, if it has one; what is not so simple is left."""
        large = [path for path in files if not isinstance(path, Contents) and _is_flat(path)]
        if not large:
            return
        from . import flat_table

        say(f"{len(large)} 个文件")
        orders = [flat_table.Order(path, path.absolute(), self.settings, pseudonyms.secret()) for path in large]
        answers = self.engine.spread(flat_table.fulfil, orders) or ()
        self.elsewhere = {path: answer for path, answer in zip(large, answers, strict=False) if answer}

    def ahead(self, files: Sequence[tuple[Given, bool]]) -> Iterator[tuple[Given, bool, Coming]]:
        """Begin files a little ahead of their turn, in order: as many as there are workers; of large flat files, which
        all processors read together, one.
        """
        coming: deque[_Turn] = deque()
        for path, named in files:
            coming.append(turn := _Turn(path, named, flat=_is_flat(path)))
            if not turn.flat:
                turn.begun = self._begin(turn)
            if len(coming) > self.workers.count:
                yield self._first(coming)
        while coming:
            yield self._first(coming)

    def _first(self, coming: deque[_Turn]) -> tuple[Given, bool, Coming]:
        """Take the first of the files that are coming, and begin the next flat one."""
        first = coming.popleft()
        begun = first.begun or self._begin(first)
        for turn in [turn for turn in coming if turn.flat][:1]:
            turn.begun = turn.begun or self._begin(turn)
        return first.path, first.named, begun

    def take(self, path: Given, begun: Coming, *, named: bool, say: Callable[[int], None]) -> None:
        """Take a file's tables in. Raises InputError when it cannot be used, or has none although it was ``named``."""
        if isinstance(begun, InputError):
            raise begun
        if not isinstance(begun, opening.Opening):
            if self._take_flat(begun, say):
                return
            begun = opening.begin(path, self.settings, self.workers)
        self.engine  # noqa: B018 - see there
        document = begun.result(self.ask_password, lambda: say(0))
        self.sheets |= document.sheets
        if self._has([typed.table for typed in document.tables], begun.source, document.findings):
            return
        self.findings.include(document.findings)
        if document.tables:
            self.tables += [held(len(self.tables) + at, typed) for at, typed in enumerate(document.tables)]
            self.sources.append(begun.source)
        elif named and document.refusal:
            raise InputError(document.refusal.what, where=name_of(path), hint=document.refusal.hint)
        elif not document.own:
            self.findings.add(CATALOGUE["FILE_UNUSED"].at(Location(name_of(path)), document.unused))

    def _has(self, tables: Sequence[Table], source: Source, findings: Findings) -> bool:
        """Whether tables were read already, from a file of the same bytes, of which that is told; so it is where only
        the files' names make others of them.
        """
        if not tables:
            return False
        meanings, file = self.meanings.setdefault(source.sha256, {}), tables[0].file
        meaning = _meaning(tables, findings)
        if same := meanings.get(meaning):
            self.findings.add(CATALOGUE["FILE_TWICE"].at(Location(file), same))
            return True
        if meanings:
            self.findings.add(CATALOGUE["FILE_RENAMED"].at(Location(file), next(iter(meanings.values()))))
        meanings[meaning] = file
        return False

    def _begin(self, turn: _Turn) -> Coming:
        try:
            if turn.flat and not isinstance(turn.path, Contents):
                from . import flat_table

                if begun := self.elsewhere.pop(turn.path, None) or flat_table.begin(turn.path, self.settings):
                    return begun
            return opening.begin(turn.path, self.settings, self.workers)
        except InputError as error:
            return error

    def _take_flat(self, begun: flat_table.Begun | flat_table.Flat, say: Callable[[int], None]) -> bool:
        """Take in a large flat file's table; False if it is not so simple after all."""
        table = begun.take(len(self.tables), lambda: self.engine.batches(), say)
        if table is None:
            return False
        if self._has([table.held.table], table.source, table.findings):
            table.drop()
            return True
        self.findings.include(table.findings)
        self.tables.append(table.held)
        self.sources.append(table.source)
        return True


@dataclass
class _Turn:
    """A file whose turn will come."""

    path: Given
    named: bool
    flat: bool
    begun: Coming | None = None


_Meaning: TypeAlias = tuple[frozenset[object], ...]


def _meaning(tables: Sequence[Table], findings: Findings) -> _Meaning:
    """Give what a file's name says beside its bytes: which tables these are, of which township and which day."""
    named = (part for table in tables for part in (*PurePath(table.file).parent.parts, PurePath(table.file).stem))
    return (
        frozenset((table.kind, table.sheet, table.header_row) for table in tables),
        frozenset((each.found, each.message) for each in findings.of("TOWNSHIP_ELSEWHERE")),
        frozenset(period for part in named for period in periods(part)),
    )


def _say(progress: Progress | None, what: str, before: int, whole: int, done: int) -> None:
    if progress:
        progress(what, before + done, whole)


def _size(path: Given) -> int:
    if isinstance(path, Contents):
        return len(path.data)
    try:
        return path.stat().st_size
    except (OSError, ValueError):
        return 0


def _memory_for(files: Iterable[Given]) -> AbstractContextManager[None]:
    if not any(map(_is_flat, files)):
        return nullcontext()
    from . import flat_table

    return flat_table.memory()


def _is_flat(path: Given) -> bool:
    """Whether a file is one to be read in batches, by its name and size."""
    if isinstance(path, Contents):
        return False
    suffix = path.suffix.lower()
    return suffix == _PARQUET or (suffix in _TEXTS and _size(path) >= FLAT_FROM)


def _files(paths: Sequence[Given]) -> list[tuple[Given, bool]]:
    """List the files, each once, and whether the user named it. The order is that of their names, whatever that of the
    arguments: what is first in the files comes first in every list.
    """
    found: dict[Path, tuple[Path, bool]] = {}
    for path in sorted(path for path in paths if not isinstance(path, Contents)):
        inside = is_folder(path)
        for file in workbooks(path) if inside else [path]:
            if (real := _real(file)) not in found or (not inside and not found[real][1]):
                found[real] = (file, not inside)
    held = [(path, True) for path in paths if isinstance(path, Contents)]
    return sorted([*found.values(), *held], key=_by_name)


def _by_name(file: tuple[Given, bool]) -> tuple[str, ...]:
    given, _ = file
    return (given.name,) if isinstance(given, Contents) else given.parts


def workbooks(folder: Path, *, deep: bool = True) -> Sequence[Path]:
    """What a folder is searched for, those in its folders too if ``deep``, in the order of their names."""
    return sorted(
        file
        for file in (folder.rglob("*") if deep else folder.iterdir())
        if file.suffix.lower() in opening.SUFFIXES
        and not file.name.startswith((opening.LOCK_FILE, "."))
        and _may_be_file(file)
    )


def is_marked_copy(path: Path) -> bool:
    """Whether a file is a workbook in front of whose sheets djcov put its findings, or a report of its own."""
    first = ""
    try:
        with zipfile.ZipFile(path) as archive:
            for part in sorted({*_FIRST_TEXTS_IN} & {*archive.namelist()}):
                with archive.open(part) as texts:
                    first += unescape(texts.read(_FIRST_TEXTS).decode(errors="replace"))
    except DAMAGED:
        return False
    at = max(map(first.find, OWN_SHEETS))
    return at >= 0 and not first.startswith(TEMPLATE_SHEETS, at)


_FIRST_TEXTS_IN = ("xl/sharedStrings.xml", "xl/worksheets/sheet1.xml")
_FIRST_TEXTS = 4096
"""Bytes of a workbook's texts in which that of its first cell lies."""


def is_folder(path: Path) -> bool:
    """Whether a path is a folder; not if it cannot be reached: opening it as a file says why."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _may_be_file(path: Path) -> bool:
    """Whether a path is a file, or in a folder that may not be entered: opening it says so."""
    try:
        return S_ISREG(path.stat().st_mode)
    except PermissionError:
        return True
    except OSError:  # a link that leads nowhere
        return False


def _real(file: Path) -> Path:
    """Follow links, if they lead somewhere; if not (a loop, a path that no system has), opening it says so."""
    try:
        return file.resolve()
    except (OSError, ValueError, RuntimeError):
        return file
