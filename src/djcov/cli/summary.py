"""After a result, on standard error: what was read, what counts, what was found, and what to look at next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from ..choices import BASES
from ..errors import UsageError, printable
from ..findings import CATALOGUE, FILE_LEFT, Findings, Severity
from ..models import Kind
from .messages import say

if TYPE_CHECKING:
    from ..facts.model import Facts
    from ..roster import Roster
    from .reading import Reading

_TOP = 5
"""Reasons, kinds of finding, and files not used, that are named; the rest is counted."""


_OF_UNITS = frozenset({"coverage", "gaps", "explain", "targets", "league", "plan", "report"})
"""The commands that may be asked about some townships alone."""


_OF_BASES = frozenset({"coverage", "gaps", "explain", "targets", "league"})
"""The commands that may be asked about others than enterprises."""


def summarize(
    facts: Facts,
    reading: Reading,
    next_commands: Iterable[Sequence[str]],
    townships: Iterable[str] | None = None,
    *,
    quiet: bool = False,
) -> None:
    """Write the summary, and the command lines that lead on; about the same ``townships``, where a command can.

    ``quiet``: only what was left out of the figures, which nothing hides.
    """
    if quiet:
        name_left(facts.findings)
        return
    describe(facts)
    if reading.as_of is None:
        _say_date(facts)
    say("接着可以看：")
    of_base = ["--base", facts.base] if reading.base not in ("main", "enterprises") else []
    of_units = [word for township in townships or () for word in ("--township", township)]
    for command, *words in next_commands:
        words += of_units if command in _OF_UNITS else ()
        words += of_base if command in _OF_BASES else ()
        say(f"  {reading.command(command, *words)}")


def _say_date(facts: Facts) -> None:
    """Say which day the rosters are about, where it was not said and the count is of today."""
    from ..facts.stated_dates import dated

    with suppress(UsageError):  # they say none, or several
        found = dated(facts.roster)
        if found.day != facts.as_of:
            say(f"注意：按今天（{facts.as_of}）统计；{found.why}为 {found.day}，要按它统计请加 --as-of {found.day}。")


def describe(facts: Facts) -> None:
    """Write what was read, what counts, and what was found."""
    from ..measures.scope import scope

    counted = scope(facts)
    say(_read(facts.given[0]), *_named(facts.findings, *FILE_LEFT))
    if counted.read:
        say(
            f"登记{BASES[facts.base]} {counted.read} 家（条），纳入统计 {counted.counted} 家"
            + (
                f"，未纳入统计 {counted.read - counted.counted} 家：{_top(counted.brief_reasons)}。"
                if counted.left_out
                else "。"
            )
        )
    say(*_named(facts.findings, "UNIT_NOT_IN_ROSTER"), _found(facts.findings))


def name_left(findings: Findings) -> None:
    """Write which files were left, where the rest of the summary is not wanted."""
    if lines := list(_named(findings, *FILE_LEFT)):
        say(*lines)


def _read(roster: Roster) -> str:
    files = {table.file for table in roster.tables}
    rows: Counter[Kind] = Counter()
    for table in roster.tables:
        rows[table.kind] += table.rows
    kinds = "，".join(f"{kind.title} {rows[kind]} 行" for kind in Kind if kind in rows)
    return f"读取了 {len(files)} 个文件、{len(roster.tables)} 张表：{kinds}。"


def _named(findings: Findings, *codes: str) -> Iterator[str]:
    """Write out what makes a result another one, and is not to be overlooked: files left, units that lack."""
    found = findings.of(*codes)
    for each in found[:_TOP]:
        yield f"注意：{printable(each.location.file)}：{each.message}。"
    if len(found) > _TOP:
        yield f"这样的还有 {len(found) - _TOP} 处，见 djcov check。"


def _found(findings: Findings) -> str:
    if not len(findings):
        return "没有发现问题。"
    from ..reports.check import tally

    ranked = sorted(findings.totals.items(), key=lambda item: (-CATALOGUE[item[0]].severity, -item[1], item[0]))
    mattering = [(CATALOGUE[code].title, n) for code, n in ranked if CATALOGUE[code].severity > Severity.NOTE]
    named = f"（{_top(mattering)}）" if mattering else ""
    return f"发现问题：{tally(findings.totals)}{named}。"


def _top(counts: Sequence[tuple[str, int]]) -> str:
    named = "、".join(f"{name} {count}" for name, count in counts[:_TOP])
    rest = sum(count for _, count in counts[_TOP:])
    return f"{named}、其他 {rest}" if rest else named
