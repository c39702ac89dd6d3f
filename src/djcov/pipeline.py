"""The whole story on one page: read this first.

::

    files ──read──► Roster ──link───► Facts ──┬─ coverage ──► Coverage     how much of it is covered
                                              ├─ distributions ► Distributions  how many there are of each sort
                                              ├─ gaps ──────► Gaps         who is missing what
                                              ├─ explain ───► Explanation  which rows make a number
                                              ├─ targets ───► Targets      how far each dated goal is
                                              ├─ league ────► League       which unit stands where
                                              ├─ compare ───► Comparison   what changed since another date
                                              ├─ movements ─► Movements    from one number to the next, row by row
                                              ├─ trend ─────► Trend        how it went over several dates
                                              ├─ follow ────► Followed     what was put right since, and what was not
                                              ├─ annual ────► AnnualForm   the official form, in lines that add up
                                              ├─ plan ──────► Plan         organisations and instructors, proposed
                                              ├─ merge ─────► Merge        where departments' lists say otherwise
                                              ├─ ask, collect ► Ask, Collection  what is to be filled in, and was
                                              ├─ check ─────► Check        what was recognised, and what is wrong
                                              └─ report ────► Report       all of it at once, for a workbook or a page

1. :func:`read` opens the files, finds the tables in their sheets and the fields in their headers, and reads every cell
   as its field says. What cannot be read is unknown, and a finding. (:mod:`djcov.intake`)
2. :func:`link` links the four rosters at one date under one policy: which enterprises count, in which unit, and what
   is so about each. One row per enterprise, organisation and instructor. (:mod:`djcov.facts`)
3. The views hold the table of indicators against those rows. (:mod:`djcov.measures`) They give plain records;
   :mod:`djcov.reports` prints them. A plan (:mod:`djcov.planning`) is a proposal for what they lack.

A view takes what :func:`read` gave, or what :func:`link` gave if several views are wanted at the same date: then the
rosters are linked once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, cast

from . import arguments
from .arguments import Day
from .contents import Contents
from .errors import InputError, UsageError
from .masking import Names

if TYPE_CHECKING:
    from .choices import Base, By, EngineName, GapSort
    from .engines import Engine
    from .facts import Facts
    from .following.ask import Ask
    from .following.collect import Collection
    from .following.lines import Followed, Ledger
    from .following.merge import Merge
    from .intake.files.opening import AskPassword
    from .intake.files.workers import Workers
    from .intake.reader import Progress
    from .intake.sheet.header_rows import Overrides
    from .measures.annual import AnnualForm
    from .measures.beside import Beside
    from .measures.compare_results import Comparison
    from .measures.conclusion import Conclusion
    from .measures.follow_up import FollowUp
    from .measures.movements import Movements
    from .measures.report import Report
    from .measures.results import (
        Check,
        Completeness,
        Coverage,
        Distributions,
        Explanation,
        Gaps,
        League,
        Targets,
    )
    from .measures.row_units import RowUnits
    from .measures.trend import Trend
    from .planning.reaching import Goal
    from .planning.results import Plan
    from .policy import Known, Policy
    from .roster import Heading, Roster


def read(
    *rosters: object,
    policy: Policy | None = None,
    progress: Progress | None = None,
    password: str | AskPassword | None = None,
    overrides: Overrides | None = None,
    engine: EngineName | Engine | Callable[[], Engine] = "auto",
    jobs: int | Workers | None = None,
    named: bool = True,
) -> Roster:
    """Read rosters: paths of files and folders, patterns (``*.xlsx``), binary files (opened, or ``BytesIO``), frames of
    pandas, polars or Arrow whose columns are named as a header would be, and lists of these.

    Raises InputError if nothing can be used, UsageError for an unknown ``engine``, less than one of ``jobs``, and what
    is no roster or policy.

    ``password`` opens workbooks that have one: the password itself, or a function that is called with the file's path.
    ``overrides`` says which sheets, header row or kind of roster it is where the guess is wrong. ``engine`` holds the
    rows and computes (:mod:`djcov.engines`): ``auto`` takes DuckDB for large flat files, else Arrow; what is not in
    memory is kept until the roster is closed (``with djcov.read(...) as roster:``). A function that makes it is called
    late. ``jobs``: how many workbooks are read at the same time, by default one for each processor, or the workers that
    read them; the result is the same. ``named``: whether a file among the ``rosters`` that cannot be used ends the run;
    else that is a finding, as it is of a folder's.
    """
    from .intake.files.workers import Workers
    from .intake.given import given, how

    files = given(*rosters)
    policy = arguments.policy(policy)
    overrides = how(overrides)
    if not isinstance(jobs, Workers):
        with Workers(arguments.jobs(jobs)) as workers:
            return read(
                *files,
                policy=policy,
                progress=progress,
                password=password,
                overrides=overrides,
                engine=engine,
                jobs=workers,
                named=named,
            )
    from .intake.reader import read_roster

    def holder() -> Engine:
        from .engines import Engine

        made = engine() if callable(engine) else engine
        return made if isinstance(made, Engine) else engine_for(files, made)

    def known(path: str) -> str | None:
        return password(path) if callable(password) else password

    return read_roster(files, policy, progress, known, overrides, jobs, holder, named=named)


def engine_for(
    paths: Iterable[str | Path | Contents], name: EngineName = "auto", spark_master: str | None = None
) -> Engine:
    """Make the engine of a name for some files; ``spark_master`` is the address of a cluster.

    Raises UsageError for an unknown name, if what the engine needs is not installed, or the cluster cannot be had.
    """
    from .engines import ENGINES, engine
    from .intake.reader import flat_bytes
    from .measures.lookup import choose

    choose("引擎", [name], ENGINES)

    return engine(
        name,
        flat_bytes([path if isinstance(path, Contents) else Path(path) for path in paths]) if name == "auto" else 0,
        spark_master,
    )


def link(source: Roster | Facts, *, as_of: Day = None, policy: Policy | None = None, base: Base | None = None) -> Facts:
    """Link rosters at a date (default: today). Facts come back as they are, or anew if date, policy or base differ.

    ``base``: whom the facts are of, by default of enterprises: social_organizations (社会组织) are no enterprises, and
    self_employed (个体工商户, 专业市场) none where the policy sets them apart. What views give of facts is theirs.

    An engine that is not in memory keeps what it linked until the roster is closed: link once, and give the facts to
    the views.

    Raises UsageError for a text that is no date, for what is neither roster nor facts, or no policy, and for an unknown
    base, or one that the policy does not set apart.
    """
    from .choices import BASE_WORDS, BASES
    from .facts import Facts
    from .facts import link as linked
    from .measures.lookup import choose

    wanted = cast("list[Base]", choose("统计对象", [BASE_WORDS.get(base, base)], BASES)) if base else []
    if isinstance(source, Facts):
        roster, under = source.given
        day = source.as_of if as_of is None else arguments.day(as_of)
        settings = under if policy is None else arguments.policy(policy)
        of = wanted[0] if wanted else source.base
        return (
            source if (day, settings, of) == (source.as_of, under, source.base) else linked(roster, settings, day, of)
        )
    return linked(arguments.roster(source), arguments.policy(policy), arguments.day(as_of), *wanted)


def main_base(roster: Roster, policy: Policy) -> Base:
    """Give whom the numbers of rosters are of where nobody said it: enterprises, unless only 社会组织 have a ledger."""
    from .facts.bases import main_base as base

    return base(roster, policy)


def coverage(
    source: Roster | Facts,
    *,
    as_of: Day = None,
    policy: Policy | None = None,
    by: By = "township",
    townships: Iterable[str] = (),
) -> Coverage:
    """Give every indicator's share in the whole district and per unit, against the targets in force (S1 to S22).

    Raises UsageError as :func:`link` does, and for an unknown ``by`` or township.
    """
    from .measures.coverage import coverage as view

    return view(link(source, as_of=as_of, policy=policy), by, townships)


def beside(facts: Facts, result: Coverage) -> Beside:
    """Count whom the enterprises' coverage leaves to others: 社会组织 and, where the policy sets them apart, 个体工商户
    and 专业市场; and both new ones together. Nothing, where ``result`` is not the enterprises'.
    """
    from .measures.beside import beside as view

    return view(result, _others(facts))


def _others(facts: Facts) -> list[Facts]:
    """Link the bases that are told of beside the enterprises'."""
    from .facts.bases import bases

    there = bases(*facts.given) if facts.base == "enterprises" else ()
    return [link(facts, base=base) for base in there if base != "enterprises"]


def conclusion(facts: Facts, result: Coverage) -> Conclusion:
    """Draw the conclusion from a coverage: where the place stands, who is behind, what is to be done."""
    from .measures.conclusion import conclusion as view

    return view(facts, result)


def distributions(
    source: Roster | Facts,
    *,
    as_of: Day = None,
    policy: Policy | None = None,
    by: By = "township",
    townships: Iterable[str] = (),
) -> Distributions:
    """Count organisations, instructors and enterprises by sort, in the whole district and per unit (S4, S6, S11).

    Raises UsageError as :func:`link` does, and for an unknown ``by`` or township.
    """
    from .measures.distributions import distributions as view

    return view(link(source, as_of=as_of, policy=policy), by, townships)


def gaps(
    source: Roster | Facts,
    *,
    as_of: Day = None,
    policy: Policy | None = None,
    townships: Iterable[str] = (),
    kinds: Iterable[str] = (),
    every: bool = False,
    sort: GapSort = "priority",
    names: Names | bool = Names.MASKED,
) -> Gaps:
    """List who is missing what, each with its row and with what the plan asks for.

    Of no ``kinds``, the urgent ones are listed, or ``every`` kind (:mod:`djcov.measures.gap_kinds`).
    ``names``: whether people's names are shown or masked, here and below; True and False will do. Raises UsageError as
    :func:`link` does, and for an unknown township, kind or ``sort``.
    """
    from .measures.gaps import gaps as view

    return view(
        link(source, as_of=as_of, policy=policy), townships, kinds, every=every, sort=sort, names=arguments.names(names)
    )


def explain(
    source: Roster | Facts,
    indicator: str,
    *,
    as_of: Day = None,
    policy: Policy | None = None,
    townships: Iterable[str] = (),
    names: Names | bool = Names.MASKED,
    limit: int | None = None,
) -> Explanation:
    """Give the rows behind one indicator: those that reach it, those that do not, those left out and why.

    ``limit``: how many rows of each at most; all are counted. Raises UsageError as :func:`link` does, for an unknown
    indicator or township, and for less than none of ``limit``.
    """
    from .measures.explain import explain as view

    return view(link(source, as_of=as_of, policy=policy), indicator, townships, arguments.names(names), limit)


def targets(
    source: Roster | Facts, *, as_of: Day = None, policy: Policy | None = None, townships: Iterable[str] = ()
) -> Targets:
    """Hold the whole district and each unit against every dated goal of the policy (S1, S3, S4, S10).

    Raises UsageError as :func:`link` does, and for an unknown township; PolicyError for a goal of an unknown
    indicator.
    """
    from .measures.targets import targets as view

    return view(link(source, as_of=as_of, policy=policy), townships)


def league(
    source: Roster | Facts,
    indicator: str = "org_coverage",
    *,
    as_of: Day = None,
    policy: Policy | None = None,
    by: By = "township",
    townships: Iterable[str] = (),
    earlier: Facts | None = None,
) -> League:
    """Rank the units by one indicator, and say whom to praise and whom to criticise; or, since ``earlier`` facts of the
    same rosters, by how much it has risen, and say who is slow (S18).

    Of ``townships`` the ranks among all units are given. Earlier facts are linked anew where they were not under the
    same policy. Raises UsageError as :func:`link` does, for an unknown indicator, ``by`` or township, for townships
    where industries are ranked, and for facts that are not earlier.
    """
    from .measures.league import league as view

    now = link(source, as_of=as_of, policy=policy)
    return view(now, indicator, by, townships, earlier and _again(now, earlier))


def _again(now: Facts, earlier: Facts) -> Facts:
    """Link facts of an earlier date under the policy, and of the base, of ``now``."""
    return link(earlier, policy=now.given[1], base=now.base)


def compare(
    old: Roster | Facts,
    new: Roster | Facts,
    *,
    as_of: Day = None,
    as_of_old: Day = None,
    policy: Policy | None = None,
) -> Comparison:
    """Compare two rosters of one district. ``as_of_old``: by default that of old facts, of an old roster the new's.

    Raises UsageError as :func:`link` does.
    """
    from .measures.compare import compare as view

    return view(*_both(old, new, as_of, as_of_old, policy))


def movements(
    old: Roster | Facts,
    new: Roster | Facts,
    *,
    as_of: Day = None,
    as_of_old: Day = None,
    policy: Policy | None = None,
) -> Movements:
    """Tell how each unit's enterprises came from one number to the other, and what else changed, row by row.

    The dates are as those of :func:`compare`. Raises UsageError as :func:`link` does.
    """
    from .measures.movements import movements as view

    return view(*_both(old, new, as_of, as_of_old, policy))


def _both(
    old: Roster | Facts, new: Roster | Facts, as_of: Day, as_of_old: Day, policy: Policy | None
) -> tuple[Facts, Facts]:
    """Link two dates."""
    from .roster import Roster

    after = link(new, as_of=as_of, policy=policy)
    if as_of_old is None and isinstance(old, Roster):
        as_of_old = after.as_of
    before = link(old, as_of=as_of_old, policy=policy)
    _hold_base((before, after))
    return before, after


def _hold_base(dates: Iterable[Facts]) -> None:
    """Raise UsageError for dates that are not of the same base."""
    from .choices import BASES

    found = dict.fromkeys(BASES[each.base] for each in dates)
    if len(found) > 1:
        raise UsageError(f"各期的统计对象不同：{'、'.join(found)}", hint="请用 link(…, base=…) 按同一统计对象对应。")


def trend(
    sources: Iterable[Roster | Facts],
    *,
    as_of: Iterable[Day] = (),
    policy: Policy | None = None,
    townships: Iterable[str] = (),
    indicators: Iterable[str] = (),
) -> Trend:
    """Follow every indicator over several dates of one district; ``as_of`` has one day for each source, or none at all.

    Without it facts keep their date, and rosters have the one that their sheets or names say. Raises UsageError where
    they say none, for two rosters of one date, an unknown indicator, or a township that no date has.
    """
    from .facts.stated_dates import dated
    from .measures.trend import trend as view
    from .roster import Roster

    given = [arguments.roster(sources)] if isinstance(sources, str | Roster) else list(sources)
    days = [as_of] if isinstance(as_of, str) else list(as_of)
    days = days or [dated(source).day if isinstance(source, Roster) else None for source in given]
    if len(days) != len(given) or not given:
        raise UsageError(f"台账有 {len(given)} 期，日期有 {len(days)} 个", hint="请一期给一个日期。")
    linked = [link(source, as_of=day, policy=policy) for source, day in zip(given, days, strict=True)]
    _hold_base(linked)
    return view(linked, townships, indicators)


def follow(
    source: Roster | Facts,
    earlier: Ledger | None = None,
    *,
    as_of: Day = None,
    policy: Policy | None = None,
    kinds: Iterable[str] = (),
    every: bool = False,
) -> Followed:
    """Bring the lines of a 销号台账 up to a date, and enter the gaps that it has not; without one, begin it.

    ``earlier``: the ledger as :func:`djcov.reports.ledger.opened` reads it. Raises UsageError as :func:`link` does, for
    an unknown kind, and for a date before the ledger's.
    """
    from .following.follow import follow as view

    return view(link(source, as_of=as_of, policy=policy), earlier, kinds, every=every)


def followed_within(followed: Followed, facts: Facts, townships: Iterable[str]) -> Followed:
    """Give what of a 销号台账 lies in some units, to be shown; the workbook is written whole.

    Raises UsageError for a unit that is neither in the rosters nor in the ledger.
    """
    from .following.follow import within

    return within(followed, facts, townships)


def annual(
    source: Roster | Facts,
    *,
    as_of: Day = None,
    policy: Policy | None = None,
    by: By = "township",
    townships: Iterable[str] = (),
) -> AnnualForm:
    """Fill in the official annual form (党内统计) for the whole district and each unit.

    Raises UsageError as :func:`link` does, and for an unknown ``by`` or township.
    """
    from .measures.annual import annual as view

    return view(link(source, as_of=as_of, policy=policy), by, townships)


def plan(
    source: Roster | Facts,
    *,
    as_of: Day = None,
    policy: Policy | None = None,
    townships: Iterable[str] = (),
    attach: bool = False,
    today: bool = False,
    reach: Goal | None = None,
    names: Names | bool = Names.MASKED,
) -> Plan:
    """Propose organisations and instructors for those without (S5, S6, S9, S12), see :mod:`djcov.planning.plan`.

    ``reach``: a rate that the fewest founding acts are to reach. Raises UsageError as :func:`link` does, for an unknown
    township, and for a goal that no founding brings nearer.
    """
    from .planning.plan import plan as proposal

    facts = link(source, as_of=as_of, policy=policy)
    return proposal(facts, townships, attach=attach, today=today, goal=reach, names=arguments.names(names))


def check(source: Roster | Facts, *, as_of: Day = None, policy: Policy | None = None) -> Check:
    """Give what was recognised in the files, and every finding. Raises UsageError as :func:`link` does."""
    from .findings import Findings
    from .measures.results import Check

    linked = link(source, as_of=as_of, policy=policy)
    roster, _ = linked.given
    found = Findings(linked.findings.keep)
    found.include(linked.findings)
    told = frozenset(linked.findings.stored)
    for other in (each.of_ledger for each in _others(linked) if each.base == "social_organizations"):
        new = Findings(found.keep, [each for each in other.stored if each not in told])
        new.totals.update(each.code for each in new.stored)
        new.totals.update(other.totals - Counter(each.code for each in other.stored))
        found.include(new)
    return Check(roster.tables, found, roster.sources, linked.as_of)


def row_units(source: Roster | Facts, *, as_of: Day = None, policy: Policy | None = None) -> RowUnits:
    """Give the unit in which every row of the files lies. Raises UsageError as :func:`link` does."""
    from .measures.row_units import row_units as view

    return view(link(source, as_of=as_of, policy=policy))


def merge(
    ledger: Roster | Facts,
    lists: Mapping[str, Roster | Facts],
    *,
    as_of: Day = None,
    policy: Policy | None = None,
) -> Merge:
    """Hold the lists of departments, by their names, against a ledger; nothing is changed.

    Raises UsageError as :func:`link` does, for no list, and for one that is called 台账.
    """
    from .following.merge import merge as view
    from .policy import LEDGER

    if not lists or LEDGER in lists:
        raise UsageError(f"名单要有一份，也不能叫“{LEDGER}”", hint='请写成 {"市监": djcov.read("市监.xlsx")}。')
    facts = link(ledger, as_of=as_of, policy=policy)
    return view(facts, {name: link(each, as_of=facts.as_of, policy=facts.policy) for name, each in lists.items()})


def ask(
    source: Roster | Facts,
    *,
    as_of: Day = None,
    policy: Policy | None = None,
    due: Day = None,
    townships: Iterable[str] = (),
) -> Ask:
    """Give what each township is to fill in, until ``due`` (default: as the policy says).

    Raises UsageError as :func:`link` does, and for an unknown township.
    """
    from .following.ask import ask as view

    facts = link(source, as_of=as_of, policy=policy)
    return view(facts, None if due is None else arguments.day(due), tuple(townships))


def collect(
    source: Roster | Facts, folder: str | Path, *, as_of: Day = None, policy: Policy | None = None
) -> Collection:
    """Take what townships filled in and sent back, in files of a ``folder``. ``source`` is what was asked about.

    Raises UsageError as :func:`link` does, InputError if nothing in the folder can be read.
    """
    from .following.collect import collect as view
    from .following.collect import keyed
    from .intake.files.saved import saved_at
    from .intake.reader import is_folder, workbooks
    from .intake.sheet.header_rows import Overrides

    path = arguments.path(folder)
    if is_folder(path) and not workbooks(path):
        raise InputError("文件夹中没有补填表", where=str(path), hint="请把收回的放进去，xlsx、xls、ods、csv 都可以。")
    facts = link(source, as_of=as_of, policy=policy)
    reading = facts.policy.model_copy(update={"columns": keyed(facts.policy.columns)})
    answers = Overrides(take_doubtful=True, answers=True)
    returned = read(path, policy=reading, overrides=answers, engine="arrow", named=False)
    saved = {each.file: saved_at(each.path or Path(each.file)) for each in returned.sources}
    return view(facts, returned, saved)


def report(
    source: Roster | Facts,
    *,
    as_of: Day = None,
    policy: Policy | None = None,
    townships: Iterable[str] = (),
    earlier: Iterable[Facts] = (),
    names: Names | bool = Names.MASKED,
    ledger: Ledger | None = None,
) -> Report:
    """Take every view at once, for a workbook, a page or a notice. ``earlier``: the same rosters at earlier dates.

    Earlier facts are linked anew where they were not under the same policy: a trend compares like with like.
    ``ledger``: the 销号台账 of which the report is to say how far it is, as :func:`djcov.reports.ledger.opened` reads
    it. Raises UsageError as the views do, and as :func:`follow` does.
    """
    from .measures.report import report as view

    now = link(source, as_of=as_of, policy=policy)
    past = [_again(now, each) for each in earlier]
    return view(now, townships, past, arguments.names(names), _others(now), ledger and follow_up(now, ledger))


def follow_up(facts: Facts, ledger: Ledger, townships: Iterable[str] = ()) -> FollowUp:
    """Count the lines of a 销号台账 as they are at the date of the facts, of all units or of some ``townships``.

    Raises UsageError as :func:`follow` does.
    """
    from .following.follow import follow_up

    return follow_up(facts, ledger).of(tuple(townships))


def completeness(
    source: Roster | Facts, *, as_of: Day = None, policy: Policy | None = None, townships: Iterable[str] = ()
) -> Completeness:
    """Count, per unit and column, what is known, unknown and wrong in the rosters (三清, S17).

    Raises UsageError as :func:`link` does, and for an unknown township.
    """
    from .measures.completeness import completeness as view

    return view(link(source, as_of=as_of, policy=policy), townships)


def header_field(kind: str, header: str, parent: str = "") -> str:
    """Give the field of a roster's model that a header leads to; empty if any part of it is not understood.

    ``kind`` is a :class:`djcov.Kind` or its name; ``parent`` what stands over the header, if anything.
    Raises UsageError for another kind.
    """
    from .intake.sheet.header_words import field_of
    from .models import Kind

    if kind not in set(Kind):
        raise UsageError(f"没有“{kind}”这种名册", hint=f"可用的有：{'、'.join(Kind)}。")
    return field_of(Kind(kind), header, parent)


def headings(headers: Iterable[str], kind: str = "", parent: str = "", policy: Policy | None = None) -> list[Heading]:
    """Tell how headers are read, in every kind of roster or in one of them, and why they are not.

    Raises UsageError for another kind.
    """
    from .intake.sheet.explaining import headings as explained
    from .intake.sheet.header_words import words_of
    from .models import Kind
    from .policy import Policy

    if kind and kind not in set(Kind):
        raise UsageError(f"没有“{kind}”这种名册", hint=f"可用的有：{'、'.join(Kind)}。")
    words = words_of(policy or Policy.load())
    kinds = [Kind(kind)] if kind else list(Kind)
    return [each for header in headers for each in explained(words, kinds, header, parent)]


def unread(result: Check, policy: Policy) -> list[Heading]:
    """Tell of the columns of some tables that were not used why they were not, each header once."""
    seen = {
        (table.kind, column.header)
        for table in result.tables
        for column in table.columns
        if column.header and not (column.field or column.fills)
    }
    found: list[Heading] = []
    for kind, header in sorted(seen):
        parent, _, child = header.rpartition("/")
        found += headings([child], kind, parent, policy) if child else ()
    return [each for each in found if not each.field]


def checked_policy(
    path: str | Path | None, changes: dict[str, object] | None = None, text: str = "", where: str = ""
) -> Policy:
    """Read a policy file, by default the built-in one, and hold it against all that it may name; with the sections that
    another file, its text and path, has beside it. Raises PolicyError with what is wrong.
    """
    from .policy import Policy

    policy = Policy.load(path, _known()) if path else Policy.load()
    return policy.changed(changes, text, where, _known()) if changes else policy


def policy_doubts(policy: Policy, path: str | Path) -> list[str]:
    """Say what is doubtful in a policy, and in which lines of its file, as :func:`checked_policy` read it."""
    return policy.doubts(path, _known())


def _known() -> Known:
    from .following.ledger_and_lists import COMPARED
    from .measures.clauses import PLAN
    from .measures.gap_kinds import GAP_KINDS
    from .measures.registry import added, own_slips
    from .models import Kind
    from .policy import Known

    clauses = [clause.code for clause in PLAN]
    fields = {str(kind): kind.model.model_fields for kind in Kind}
    return Known(
        added(),
        clauses,
        fields,
        {code: kind.title for code, kind in GAP_KINDS.items()},
        compared=COMPARED,
        heads_townships=lambda word: header_field("enterprises", word) == "township",
        refusals=own_slips,
    )
