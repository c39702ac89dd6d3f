"""Follow: the lines of a 销号台账 from one date to the next.

A line is done only if the rosters show it: the row says so, and is known. Who is in no roster any more, and what cannot
be told, stays pending, and is told.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ..choices import Grain
from ..errors import UsageError
from ..facts import Facts
from ..facts.scope import asked_unit
from ..measures.follow_up import PENDING, STATES, FollowUp, State, UnitCounts
from ..measures.gap_kinds import GAP_KINDS
from ..measures.gaps import gaps
from ..measures.identity import Identity, matched
from ..measures.lookup import choose, several
from ..measures.results import Gap, Gaps
from ..measures.units import units
from ..policy import Following
from .lines import Followed, Ledger, Line
from .standings import Entity, entities

VANISHED = "本期台账中没有找到，仍按未销"
UNCLEAR = "本期台账看不出是否解决，仍按未销"
NOT_LOOKED_FOR = "本期台账没有相应栏目，仍按未销"
FIRST_SEEN_UNKNOWN = "发现日期不详"
CAME_BACK = "{day} 已销，又出现"

_LAST = date.max


@dataclass(frozen=True, slots=True)
class _Kind:
    """What became of one kind of gap."""

    lines: tuple[Line, ...]
    restored: int = 0
    removed: int = 0
    nameless: int = 0


def follow(facts: Facts, earlier: Ledger | None = None, kinds: Iterable[str] = (), *, every: bool = False) -> Followed:
    """Give the state of every line of the ``earlier`` ledger, and a line for every gap that it has not.

    ``kinds``: which gaps are entered, of none those that are usual and those that the ledger has, or those of
    ``every`` kind. The same ledger and rosters at the same date give the same result again. Raises UsageError for an
    unknown kind, and for a date before that of the ledger.
    """
    if earlier and facts.as_of < earlier.as_of:
        raise UsageError(
            f"截至日期 {facts.as_of} 早于销号台账上次的 {earlier.as_of}",
            hint="销号台账只能往后更新；请核对 --as-of，或给出更早的那份销号台账。",
        )
    lines, repeated = _once(earlier.lines if earlier else ())
    entered = {line.kind for line in lines}
    named = set(choose("缺口种类", kinds, GAP_KINDS, {code: kind.title for code, kind in GAP_KINDS.items()}))
    asked = named or {kind.code for kind in GAP_KINDS.values() if every or kind.usual or kind.code in entered}
    judged = [code for code in GAP_KINDS if code in asked | entered]
    found = gaps(facts, kinds=judged)
    lacking = {title for title, _ in found.missing}
    looked_for = [code for code in judged if GAP_KINDS[code].title not in lacking]
    there = entities(facts, found, looked_for)
    results = [
        _kind(code, [line for line in lines if line.kind == code], known, facts, earlier)
        for code, known in ((code, there if code in looked_for else None) for code in judged)
    ]
    return _followed(facts, results, repeated, found)


def follow_up(facts: Facts, ledger: Ledger) -> FollowUp:
    """Count the lines of a ``ledger`` as they are at the date of the facts; the ledger itself is left as it is.

    Only the kinds of gaps that it follows are looked at, or the usual ones where it has no line yet. Raises UsageError
    as :func:`follow` does.
    """
    kinds = {each.kind for each in (*ledger.lines, *ledger.written)}
    result = follow(facts, ledger, [code for code in GAP_KINDS if code in kinds])
    return FollowUp(facts.as_of, ledger.as_of, result.summary)


def within(followed: Followed, facts: Facts, townships: Iterable[str]) -> Followed:
    """Give only what lies in some units; all of it if none is named. What people took out or repeated is the ledger's
    as a whole. Raises UsageError for a unit that is not there.
    """
    asked = [asked_unit(facts.policy, township) for township in several(townships)]
    wanted = [facts.inputs.same_units.get(name, name) for name in asked]
    only = choose("单位", wanted, followed.units) if wanted else ()
    if not only:
        return followed
    lines = tuple(line for line in followed.lines if line.subject.township in only)
    whole = "、".join(only)
    units = tuple(each for each in followed.summary[1:] if each.unit in only)
    return replace(
        followed,
        whole=whole,
        lines=lines,
        summary=units if len(only) == 1 else (_counts(whole, lines, facts.as_of), *units),
        vanished=_vanished(lines),
        unclear=_unclear(lines),
        sought=tuple(each for each in followed.sought if each.unit in only),
    )


def _vanished(lines: Iterable[Line]) -> int:
    return sum(VANISHED in line.reason for line in lines)


def _unclear(lines: Iterable[Line]) -> int:
    return sum(UNCLEAR in line.reason or NOT_LOOKED_FOR in line.reason for line in lines)


def _kind(
    code: str,
    lines: Sequence[Line],
    there: Mapping[Grain, Sequence[Entity]] | None,
    facts: Facts,
    earlier: Ledger | None,
) -> _Kind:
    """Follow one kind of gap; ``there`` is None where nothing can be looked for."""
    rules, day = facts.policy.follow, facts.as_of
    if there is None:
        return _Kind(tuple(_pending(line, day, rules, NOT_LOOKED_FOR) for line in lines))
    everybody = there[GAP_KINDS[code].grain]
    identities = {at: entity.identity for at, entity in enumerate(everybody)}
    pairs = matched({at: line.identity for at, line in enumerate(lines)}, identities)
    known = [_judged(line, everybody[pairs[at]] if at in pairs else None, day, rules) for at, line in enumerate(lines)]
    taken = set(pairs.values())
    fresh = {at: entity for at, entity in enumerate(everybody) if code in entity.gaps and at not in taken}
    nameable = {at: identities[at] for at in fresh if identities[at].code or identities[at].name}
    removed = _removed(code, lines, earlier)
    restored = set(matched(removed, nameable).values())
    added = [_entered(fresh[at].gaps[code], None if at in restored else day, day, rules) for at in nameable]
    return _Kind((*known, *added), len(restored), len(removed) - len(restored), len(fresh) - len(nameable))


def _removed(code: str, lines: Sequence[Line], earlier: Ledger | None) -> dict[int, Identity]:
    """Give what the ledger had of a kind when it was written, and has no more, by a number."""
    written = sorted(
        (each.identity for each in (earlier.written if earlier else ()) if each.kind == code),
        key=lambda who: (who.code, who.name, who.unit),
    )
    identities = dict(enumerate(written))
    kept = matched(identities, {at: line.identity for at, line in enumerate(lines)})
    return {at: who for at, who in identities.items() if at not in kept}


def _entered(gap: Gap, since: date | None, day: date, rules: Following) -> Line:
    """Enter a gap that the ledger has not."""
    state: State = "new" if since else "open"
    reason = "" if since else FIRST_SEEN_UNKNOWN
    return Line(gap.kind, gap.subject, state, since, rules.deadline(gap.kind, since or day), gap.detail, reason)


def _judged(line: Line, entity: Entity | None, day: date, rules: Following) -> Line:
    """Give a line as it is at a date."""
    if entity is None:
        return _pending(line, day, rules, VANISHED)
    if line.state == "done" and line.kind not in entity.gaps:
        return replace(line, subject=replace(entity.subject, source=line.subject.source), done_on=line.done_on or day)
    there = replace(line, subject=entity.subject)
    if gap := entity.gaps.get(line.kind):
        return _pending(replace(there, detail=gap.detail, state="back" if line.state == "done" else "open"), day, rules)
    if entity.uncertain:
        return _pending(there, day, rules, entity.left_out)
    if entity.left_out:
        return replace(there, state="moot", reason=entity.left_out)
    if line.kind in entity.mended:
        return replace(there, state="done", done_on=day, reason="")
    if line.kind in entity.ceased:
        return replace(there, state="moot", reason=line.gap.no_more)
    return _pending(replace(there, state="open"), day, rules, UNCLEAR)


def _pending(line: Line, day: date, rules: Following, why: str = "") -> Line:
    """Give a line that is not done, nor moot, unless it was before and ``why`` is all that is known of it."""
    if why and line.state not in PENDING:
        return line
    was_done = line.done_on is not None or line.state == "back"
    state: State = "back" if was_done else "new" if line.since == day else "open"
    reasons = [
        why,
        CAME_BACK.format(day=line.done_on) if line.done_on else "",
        "" if line.since else FIRST_SEEN_UNKNOWN,
    ]
    due = line.due if line.due or line.unread else rules.deadline(line.kind, line.since or day)
    return replace(line, state=state, due=due, reason="；".join(filter(None, reasons)))


def _once(lines: Sequence[Line]) -> tuple[list[Line], tuple[int, ...]]:
    """Give each line once, the one that was first seen first, and the entries of those that repeat another."""
    same: defaultdict[tuple[str, ...], list[Line]] = defaultdict(list)
    for line in lines:
        who = line.identity
        same[line.kind, *((who.code,) if who.code else (who.name, who.unit))].append(line)
    kept: list[Line] = []
    repeated: list[int] = []
    for group in same.values():
        first, *others = sorted(group, key=lambda line: (line.since or _LAST, line.entry or 0))
        kept.append(first)
        repeated += (line.entry for line in others if line.entry is not None)
    return kept, tuple(sorted(repeated))


def _followed(facts: Facts, results: Sequence[_Kind], repeated: tuple[int, ...], found: Gaps) -> Followed:
    lines = [line for result in results for line in result.lines]
    named = units(facts)
    order = dict.fromkeys((*named, *sorted({line.subject.township for line in lines} - set(named))))
    ranks = {unit: rank for rank, unit in enumerate(order)}
    codes = {code: rank for rank, code in enumerate(GAP_KINDS)}

    def place(line: Line) -> tuple[int, int, date, int, str, str]:
        rank = 0 if line.overdue(facts.as_of) else 1 if line.state in PENDING else 2 if line.state == "done" else 3
        subject = line.subject
        return ranks[subject.township], rank, line.due or _LAST, codes[line.kind], subject.name, subject.uscc

    lines.sort(key=place)
    whole = facts.policy.district
    of_unit = {unit: [line for line in lines if line.subject.township == unit] for unit in order}
    summary = [_counts(whole, lines, facts.as_of), *(_counts(*each, facts.as_of) for each in of_unit.items())]
    return Followed(
        facts.as_of,
        whole,
        tuple(lines),
        tuple(summary),
        repeated,
        vanished=_vanished(lines),
        unclear=_unclear(lines),
        restored=sum(result.restored for result in results),
        removed=sum(result.removed for result in results),
        nameless=sum(result.nameless for result in results),
        files=tuple(dict.fromkeys(table.file for table in facts.roster.tables)),
        missing=found.missing,
        sought=found.sought,
    )


def _counts(unit: str, lines: Sequence[Line], as_of: date) -> UnitCounts:
    counts = Counter(line.state for line in lines)
    return UnitCounts(unit, {state: counts[state] for state in STATES}, sum(line.overdue(as_of) for line in lines))
