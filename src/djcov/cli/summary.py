"""After a result, on standard error: what was read, what counts, what was found, and what to look at next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from ..errors import printable
from ..findings import CATALOGUE, Findings, Severity, unused_files
from ..models import Kind
from .messages import say

if TYPE_CHECKING:
    from ..facts.model import Facts
    from ..roster import Roster
    from .reading import Reading

_TOP = 5
"""Reasons, kinds of finding, and files not used, that are named; the rest is counted."""


_OF_UNITS = frozenset({"coverage", "gaps", "explain", "targets", "plan", "report"})
"""The commands that may be asked about some townships alone."""


def summarize(
    facts: Facts, reading: Reading, next_commands: Iterable[Sequence[str]], townships: Iterable[str] | None = None
) -> None:
    """Write the summary, and the command lines that lead on; about the same ``townships``, where a command can."""
    describe(facts)
    say("接着可以看：")
    of_units = [word for township in townships or () for word in ("--township", township)]
    for command, *words in next_commands:
        say(f"  {reading.command(command, *words, *(of_units if command in _OF_UNITS else ()))}")


def describe(facts: Facts) -> None:
    """Write what was read, what counts, and what was found."""
    from ..measures.scope import scope

    counted = scope(facts)
    say(_read(facts.roster), *_unused(facts.findings))
    if counted.read:
        say(
            f"企业 {counted.read} 家，计入 {counted.counted} 家"
            + (
                f"，不计入 {counted.read - counted.counted} 家：{_top(counted.brief_reasons)}。"
                if counted.left_out
                else "。"
            )
        )
    say(*_lacking(facts.findings), _found(facts.findings))


def _read(roster: Roster) -> str:
    files = {table.file for table in roster.tables}
    rows: Counter[Kind] = Counter()
    for table in roster.tables:
        rows[table.kind] += table.rows
    kinds = "，".join(f"{kind.title} {rows[kind]} 行" for kind in Kind if kind in rows)
    return f"读取了 {len(files)} 个文件、{len(roster.tables)} 张表：{kinds}。"


def _unused(findings: Findings) -> Iterator[str]:
    unused = unused_files(findings)
    for finding in unused[:_TOP]:
        yield f"没有用上：{printable(finding.location.file)}：{finding.found}"
    if len(unused) > _TOP:
        yield f"没有用上的还有 {len(unused) - _TOP} 个，见 djcov check。"


def _lacking(findings: Findings) -> Iterator[str]:
    """Say of which units a roster that decides has nobody: a whole unit at nought is not to be overlooked."""
    units: dict[str, list[str]] = {}
    for finding in findings:
        if finding.code == "UNIT_NOT_IN_ROSTER":
            units.setdefault(finding.location.file, []).append(finding.found)
    for file, names in units.items():
        more = f"等 {len(names)} 个单位" if len(names) > _TOP else ""
        named = "、".join(names[:_TOP])
        yield f"注意：{printable(file)} 中没有{named}{more}的，台账却说那里有；按没有计，见 djcov check。"


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
