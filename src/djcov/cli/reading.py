"""What to read and how to count it, as asked for on the command line."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from ..errors import InputError, may_be_shown, readable
from . import default_rosters, passwords, standard_input
from .messages import say
from .progress import busy, reporting
from .settings import Settings

if TYPE_CHECKING:
    from ..choices import Base, EngineName
    from ..contents import Contents
    from ..engines import Engine
    from ..facts.model import Facts
    from ..intake.sheet.header_rows import Overrides
    from ..policy import Policy
    from ..roster import Roster


@dataclass(frozen=True)
class Reading:
    """The rosters and the settings that decide what they say."""

    rosters: Sequence[str]
    as_of: date | None
    policy: str | None
    progress: bool
    sheets: tuple[str, ...] = ()
    header_row: int | None = None
    roster_kind: str | None = None
    take_doubtful: bool = False
    password_file: str | None = None
    engine: EngineName = "auto"
    jobs: int | None = None
    spark_master: str | None = None
    each_sheet: bool = True
    """Whether these rosters must have every one of the sheets."""
    settings: Settings = field(default_factory=Settings)
    """What is written once for all runs."""
    found_here: bool = False
    """Whether nobody named these rosters: they are the current folder's."""
    base: Base | Literal["main"] = "enterprises"
    """Whom the numbers are of; main: of enterprises, or of whom there is a ledger."""

    def of(self, base: Base | None) -> Reading:
        """Give the reading whose numbers are of a base, by default of the main one."""
        return replace(self, base=base or "main")

    def facts(self) -> Facts:
        """Read the rosters and link them. Raises InputError or PolicyError."""
        from .. import pipeline

        roster, policy = self.read()
        rows = sum(table.rows for table in roster.tables)
        with busy(self.progress, f"统计 {rows:,} 行"):
            base = pipeline.main_base(roster, policy) if self.base == "main" else self.base
            return pipeline.link(roster, as_of=self.as_of or date.today(), policy=policy, base=base)

    def read(self) -> tuple[Roster, Policy]:
        """Read the rosters, under a policy. Raises InputError or PolicyError."""
        from .. import pipeline
        from ..intake.files.workers import Workers

        policy = self.rules()
        if self.found_here:
            default_rosters.tell(self.rosters)
        password = passwords.asking(self.password_file)
        with Workers(self.jobs) as workers:
            workers.begin(_workbooks(self.rosters, workers.count))
            with reporting(self.progress) as report:
                roster = pipeline.read(
                    *self._sources,
                    policy=policy,
                    progress=report,
                    password=password,
                    overrides=self.overrides(),
                    engine=self._holder,
                    jobs=workers,
                    named=not self.found_here,
                )
        return roster, policy

    @property
    def _sources(self) -> list[str | Contents]:
        return [standard_input.contents() if each == standard_input.SIGN else each for each in self.rosters]

    def _holder(self) -> Engine:
        """Make the engine, and say which it is if it was not asked for and is not the usual one."""
        from .. import pipeline
        from ..engines.no_pandas import spare_pandas

        spare_pandas()
        from ..facts import linking as _  # noqa: F401 - what comes next, while a worker reads the first workbook

        holder = pipeline.engine_for(self._sources, self.engine, self.spark_master)
        if holder.name != "arrow" and self.engine == "auto":
            say(f"数据较大，使用 {holder.name} 引擎（可用 --engine 指定）。")
        return holder

    def rules(self) -> Policy:
        """Load the policy. Raises PolicyError."""
        return self.settings.load(self.policy)

    def chosen(self, indicators: Sequence[str]) -> list[str]:
        """Hold the indicators that were asked for against those that there are under the policy.

        Raises UsageError or PolicyError.
        """
        from ..measures.lookup import choose
        from ..measures.registry import indicators_of

        known = indicators_of(self.rules())
        return choose("指标", indicators, known, known.titles)

    def overrides(self) -> Overrides:
        """Give what is said in place of a guess."""
        from ..intake.sheet.header_rows import Overrides
        from ..models import Kind

        kind = Kind(self.roster_kind) if self.roster_kind else None
        return Overrides(self.sheets, self.header_row, kind, self.each_sheet, self.take_doubtful)

    def command(self, *words: str, behind: Sequence[str] = ()) -> str:
        """Give a command line that looks at the same rosters in the same way, ready to be pasted; ``behind`` stands
        behind the rosters.
        """
        settings = [*(["--as-of", self.as_of.isoformat()] if self.as_of else [])]
        settings += ["--policy", self.policy] if self.policy else []
        settings += [word for sheet in self.sheets for word in ("--sheet", sheet)]
        settings += ["--header-row", str(self.header_row)] if self.header_row else []
        settings += ["--roster-kind", self.roster_kind] if self.roster_kind else []
        settings += ["--take-doubtful"] if self.take_doubtful else []
        settings += ["--password-file", self.password_file] if self.password_file else []
        settings += ["--engine", self.engine] if self.engine != "auto" else []
        settings += ["--spark-master", self.spark_master] if self.spark_master else []
        named = [] if self.found_here else [readable(Path(roster)) for roster in self.rosters]
        named += list(behind)
        line = ["djcov", *words, *named, *settings]
        if any(roster.startswith("-") and roster != standard_input.SIGN for roster in named):
            line = ["djcov", *words, *settings, "--", *named]
        return subprocess.list2cmdline(line) if os.name == "nt" else " ".join(map(_quoted, line))


def hold_sheets(readings: Sequence[Reading], dates: Sequence[Facts]) -> list[Reading]:
    """Hold the sheets that were named for rosters of several dates against all of them; give each date's reading with
    its own sheets. Raises InputError.
    """
    from ..intake.file_tables import CHECK_SHEET, quoted

    read = [{table.sheet for table in facts.roster.tables} for facts in dates]
    named = readings[0].sheets
    if lacking := [name for name in named if not may_be_shown(name, set[str]().union(*read))]:
        raise InputError(f"各期都没有工作表{quoted(lacking)}，或其中没有台账", hint=CHECK_SHEET)
    own = (tuple(name for name in named if may_be_shown(name, each)) for each in read)
    return [replace(reading, sheets=sheets) for reading, sheets in zip(readings, own, strict=True)]


def _workbooks(paths: Sequence[str], most: int) -> int:
    """Say how many workbooks there may be, without a look into folders."""
    from ..intake.reader import FLAT, is_folder

    named = [Path(path) for path in paths if path != standard_input.SIGN and Path(path).suffix.lower() not in FLAT]
    return most if any(map(is_folder, named)) else len(named)


def _quoted(word: str) -> str:
    """Quote a word for the shell where it must be; unlike :func:`shlex.quote`, Chinese needs no quotes."""
    return word if re.fullmatch(r"[\w@%+=:,./-]+", word) else shlex.quote(word)
