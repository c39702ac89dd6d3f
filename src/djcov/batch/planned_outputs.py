"""Which results there should be: for the whole, for each township, for each file; and what each is made from.

======================  =============================================================================================
全区/                   报告 as workbook, page and notice, 缺口名单
古城乡/                 报告 as workbook and page, 缺口名单, 交办单: what this township is sent
古城乡/标注/            the marked copy of each file whose enterprises all lie there, under its path in the folder
全区/标注/              those of all other files: of several townships, or without an enterprise's row
======================  =============================================================================================

A file of several townships is nobody's alone, so no township's folder holds its copy. Findings are those of the whole
run: whether a member's enterprise is in the ledger can only be said with the ledger at hand.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path, PurePosixPath

from .. import pipeline
from ..facts import Facts
from ..findings import Finding, Findings, Left
from ..masking import Names as Shown
from ..measures.report import Report
from ..measures.results import Check, Gaps
from ..policy import Policy
from ..roster import Source
from .executor import Made, Task
from .manifest import Input, Settings
from .naming import Names

_REPORTS = (("report", "报告.xlsx"), ("page", "报告.html"))
_NOTICE = ("notice", "通报.docx")
_GAPS = ("gaps", "缺口名单.csv")
_ASSIGNMENT = ("assignment", "交办单.docx")
_MARKED = "标注"
_XLSX = ".xlsx"


@dataclass(frozen=True)
class Wanted:
    """One result that there should be."""

    path: str
    """In the results' folder, with ``/``."""
    unit: str
    kind: str
    """See :class:`djcov.batch.manifest.Output`."""
    made_from: str
    """The SHA-256 of everything that decides its bytes."""
    prepare: Callable[[], Task]


def wanted(facts: Facts, inputs: Sequence[Input], settings: Settings, out: Path) -> tuple[Wanted, ...]:
    """Give all results, those of one unit together, the whole's first."""
    whole = facts.policy.district
    townships = {unit: None for each in inputs for unit in each.townships}
    names = Names()
    common = names.give(whole)
    folders = {unit: names.give(unit) for unit in townships}
    plan = _Plan(facts, inputs, settings, out)
    return (
        *plan.reports(whole, common, ()),
        *(each for unit in townships for each in plan.reports(unit, folders[unit], (unit,))),
        *plan.marked(whole, common, folders),
    )


class _Plan:
    def __init__(self, facts: Facts, inputs: Sequence[Input], settings: Settings, out: Path) -> None:
        self._facts = facts
        self._inputs = inputs
        self._settings = settings
        self._out = out
        self._report = lru_cache(maxsize=1)(self._taken)

    def reports(self, unit: str, folder: str, townships: tuple[str, ...]) -> Iterator[Wanted]:
        """Give what a unit is sent, of the whole (no ``townships``) with the notice."""
        names = Names()
        everything = [self._settings.model_dump_json(), *(each.model_dump_json() for each in self._inputs)]
        lists = {_GAPS[0]: self._gap_list, _ASSIGNMENT[0]: self._assignment}
        for kind, name in (*_REPORTS, _ASSIGNMENT if townships else _NOTICE, _GAPS):
            path = f"{folder}/{names.give(unit + name)}"
            prepare = lists.get(kind) or partial(self._rendered, path)
            yield Wanted(path, unit, kind, _digest(path, *townships, *everything), partial(prepare, townships))

    def marked(self, whole: str, common: str, folders: Mapping[str, str]) -> Iterator[Wanted]:
        """Give the marked copies of the files that were used."""
        sources = {source.file: source for source in self._facts.roster.sources}
        findings = by_file(self._facts)
        taken: defaultdict[str, Names] = defaultdict(Names)
        for each in self._inputs:
            file = str(Path(self._settings.folder) / each.file)
            if file not in sources:
                continue
            alone = each.townships[0] if len(each.townships) == 1 else None
            folder = folders[alone] if alone else common
            name = each.file if each.file.lower().endswith(_XLSX) else each.file + _XLSX
            path = f"{folder}/{_MARKED}/{taken[folder].give(*name.split('/'))}"
            own = findings.get(file, [])
            made_from = _digest(path, self._settings.version, each.sha256, *map(repr, own))
            yield Wanted(path, alone or whole, "marked", made_from, partial(self._copy, sources[file], own))

    def _taken(self, townships: tuple[str, ...]) -> Report:
        return pipeline.report(self._facts, townships=townships, names=self._shown)

    @property
    def _shown(self) -> Shown:
        return Shown(self._settings.names == "shown")

    def _rendered(self, path: str, townships: tuple[str, ...]) -> Task:
        return partial(_report, self._report(townships), self._out / PurePosixPath(path))

    def _gap_list(self, townships: tuple[str, ...]) -> Task:
        return partial(_gap_list, pipeline.gaps(self._facts, townships=townships, every=True, names=self._shown))

    def _assignment(self, townships: tuple[str, ...]) -> Task:
        found = pipeline.gaps(self._facts, townships=townships, names=self._shown)
        return partial(_assignment, found, self._facts.policy, self._facts.findings.left())

    def _copy(self, source: Source, findings: Sequence[Finding]) -> Task:
        own = Findings(keep=len(findings))
        own.extend(findings)
        tables = tuple(table for table in self._facts.roster.tables if table.file == source.file)
        return partial(_marked, Check(tables, own), source)


def by_file(facts: Facts) -> Mapping[str, list[Finding]]:
    """Give the findings of each file, in their order."""
    findings: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in facts.findings:
        findings[finding.location.file].append(finding)
    return findings


def _report(report: Report, path: Path) -> Made:
    from ..reports.renderers import RENDERERS

    return Made(RENDERERS[path.suffix](report, path))


def _gap_list(gaps: Gaps) -> Made:
    """Every kind of gap, the urgent ones first: a list that a spreadsheet program opens, filters and sends on."""
    from ..reports import csv
    from ..reports.gaps import GapsView

    return Made(csv.render(GapsView(gaps).records()).encode("utf-8-sig"))


def _assignment(gaps: Gaps, policy: Policy, left: Sequence[Left]) -> Made:
    from ..reports import notice

    return Made(notice.assign(gaps, policy, left))


def _marked(check: Check, source: Source) -> Made:
    from ..reports.marked_copy import hand_back

    back = hand_back(check, source.unchanged())
    return Made(back.content, back.apart)


def _digest(*texts: str) -> str:
    return hashlib.sha256(json.dumps(texts).encode("utf-8")).hexdigest()
