"""Follow: the lines of a 销号台账 from one date to the next.

A line is done only if the rosters show it: the row says so, and is known. Who is in no roster any more, and what cannot
be told, stays pending, and is told. How a line was is what djcov remembers, not what somebody typed over it; the same
date again begins where the date before ended.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ..choices import COUNTED, Grain, said
from ..errors import UsageError
from ..facts import Facts
from ..facts.scope import asked_unit
from ..measures.follow_up import PENDING, STATES, FollowUp, State, UnitCounts
from ..measures.gap_kinds import GapKind
from ..measures.gaps import gaps
from ..measures.identity import matched
from ..measures.lookup import choose, several
from ..measures.registry import gap_kinds_of, indicators_of
from ..measures.results import Gaps
from ..measures.units import spellings, units
from ..policy import Deadlines
from .lines import Followed, Ledger, Line, Remembered, Standing
from .standings import Entity, entities

VANISHED = "本期台账中没有找到，仍按未销"
ANOTHER = f"{VANISHED}（显示的姓名相同，是另一人）"
UNCLEAR = "本期台账看不出是否解决，仍按未销"
STILL_DONE = "本期台账看不出是否仍已解决，仍按已销"
NOT_LOOKED_FOR = "本期台账没有相应栏目，仍按未销"
FIRST_SEEN_UNKNOWN = "发现日期不详"
NO_SUCH_KIND = "政策中已经没有这项指标"
CAME_BACK = "{day} 已销，又出现"

_LAST = date.max


@dataclass(frozen=True, slots=True)
class _Kind:
    """What became of one kind of gap."""

    lines: tuple[Line, ...]
    restored: int = 0
    removed: int = 0
    nameless: int = 0
    retyped: int = 0
    unrecorded: int = 0


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
    if earlier and earlier.base != facts.base:
        raise UsageError(
            f"销号台账是{COUNTED[earlier.base]}的，不是{COUNTED[facts.base]}的",
            hint="请用 --base 指定同一统计对象，或另用一个文件名新建。",
        )
    earlier, spelt = _spelt(facts, earlier)
    known = _kinds(facts)
    lines, repeated = _once(earlier.lines if earlier else ())
    entered = {line.kind for line in lines}
    named = set(choose("缺口种类", kinds, known, {code: kind.title for code, kind in known.items()}))
    asked = named or {kind.code for kind in known.values() if every or kind.usual or kind.code in entered}
    judged = [kind for code, kind in known.items() if code in asked | entered]
    found = gaps(facts, kinds=[kind.code for kind in judged])
    lacking = {title for title, _ in found.missing}
    looked_for = [kind for kind in judged if kind.title not in lacking]
    there = entities(facts, found, looked_for, spelt)
    results = [
        _kind(
            kind,
            [line for line in lines if line.kind == kind.code],
            there if kind in looked_for else None,
            facts,
            earlier,
        )
        for kind in judged
    ]
    retired = [_retired(line) for line in lines if line.kind not in known]
    return _followed(facts, [*results, _Kind(tuple(retired))], repeated, found, retired, spelt)


def _kinds(facts: Facts) -> Mapping[str, GapKind]:
    """Give the kinds of gaps that there are under the policy, the built-in ones first, in the words of the base."""
    kinds = gap_kinds_of(indicators_of(facts.policy))
    return {
        code: replace(
            kind,
            title=said(facts.base, kind.title),
            action=said(facts.base, kind.action),
            no_more=said(facts.base, kind.no_more),
        )
        for code, kind in kinds.items()
    }


def _retired(line: Line) -> Line:
    """Give a line of a kind that the policy has no more: what was done is done, what was not is asked for no more."""
    return replace(line, state="moot", reason=NO_SUCH_KIND) if line.state in PENDING else line


def _spelt(facts: Facts, earlier: Ledger | None) -> tuple[Ledger | None, Mapping[str, str]]:
    """Give the ledger with the units as it and the rosters spell them together, and what other spellings mean."""
    if earlier is None:
        return None, {}
    spelt = spellings(facts.policy, units(facts), {line.subject.township for line in earlier.lines})
    if not spelt:
        return earlier, spelt

    def meant(unit: str) -> str:
        return spelt.get(unit, unit)

    lines = [
        replace(line, subject=replace(line.subject, township=meant(line.subject.township))) for line in earlier.lines
    ]
    written = [
        replace(each, identity=replace(each.identity, unit=meant(each.identity.unit))) for each in earlier.written
    ]
    return replace(earlier, lines=tuple(lines), written=frozenset(written)), spelt


def follow_up(facts: Facts, ledger: Ledger) -> FollowUp:
    """Count the lines of a ``ledger`` as they are at the date of the facts; the ledger itself is left as it is.

    Only the kinds of gaps that it follows are looked at, or the usual ones where it has no line yet. Raises UsageError
    as :func:`follow` does.
    """
    kinds = {each.kind for each in (*ledger.lines, *ledger.written)}
    result = follow(facts, ledger, [code for code in _kinds(facts) if code in kinds])
    return FollowUp(facts.as_of, ledger.as_of, result.summary)


def within(followed: Followed, facts: Facts, townships: Iterable[str]) -> Followed:
    """Give only what lies in some units; all of it if none is named. What people took out or repeated is the ledger's
    as a whole. Raises UsageError for a unit that is not there.
    """
    asked = [asked_unit(facts.policy, township) for township in several(townships)]
    known = spellings(facts.policy, followed.units, asked)
    wanted = [known.get(name, name) for name in asked]
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
    kind: GapKind,
    lines: Sequence[Line],
    there: Mapping[Grain, Sequence[Entity]] | None,
    facts: Facts,
    earlier: Ledger | None,
) -> _Kind:
    """Follow one kind of gap; ``there`` is None where nothing can be looked for."""
    rules, day, code = facts.policy.deadlines, facts.as_of, kind.code
    remembered = _remembered(code, earlier)
    by_record = any(each.now for each in earlier.written) if earlier else True
    kept = matched(
        {at: each.identity for at, each in remembered.items()}, {at: line.identity for at, line in enumerate(lines)}
    )
    recalled = {to: remembered[at] for at, to in kept.items()}
    again = earlier is not None and earlier.as_of == day
    was = [
        _recalled(line, recalled.get(at) or Remembered(code, line.identity, Standing("open") if by_record else None))
        for at, line in enumerate(lines)
    ]
    begun = [_begun(line, day, again=again) for line in was]
    retyped = sum(_retyped(line, recalled[at]) for at, line in enumerate(lines) if at in recalled)
    unrecorded = 0 if by_record else sum(line.state not in PENDING for line in was)
    if there is None:
        pending = tuple(_pending(line, day, rules, NOT_LOOKED_FOR) for line in begun)
        return _Kind(pending, retyped=retyped, unrecorded=unrecorded)
    everybody = there[kind.grain]
    begun = [replace(line, gap=kind) for line in begun]
    identities = {at: entity.identity for at, entity in enumerate(everybody)}
    pairs = matched({at: line.identity for at, line in enumerate(begun)}, identities)
    known = [_judged(line, everybody[pairs[at]] if at in pairs else None, day, rules) for at, line in enumerate(begun)]
    taken = set(pairs.values())
    fresh = {at: entity for at, entity in enumerate(everybody) if code in entity.gaps and at not in taken}
    nameable = {at: identities[at] for at in fresh if identities[at].code or identities[at].name}
    removed = {at: each for at, each in remembered.items() if at not in kept}
    restored = {
        to: removed[at] for at, to in matched({at: who.identity for at, who in removed.items()}, nameable).items()
    }
    added = [
        _restored(kind, restored[at], fresh[at], day, rules, again=again)
        if at in restored
        else _entered(kind, fresh[at], day, rules)
        for at in nameable
    ]
    nameless = len(fresh) - len(nameable)
    return _Kind((*known, *added), len(restored), len(removed) - len(restored), nameless, retyped, unrecorded)


def _remembered(code: str, earlier: Ledger | None) -> dict[int, Remembered]:
    """Give what the ledger had of a kind when it was written, by a number."""
    written = (each for each in (earlier.written if earlier else ()) if each.kind == code)
    return dict(enumerate(sorted(written, key=lambda who: (who.identity.code, who.identity.name, who.identity.unit))))


def _recalled(line: Line, known: Remembered) -> Line:
    """Give a line as it was written, as far as that is remembered; its last day is people's."""
    now = known.now or line.standing
    return replace(
        line,
        state=now.state,
        done_on=now.done_on,
        reason=now.reason,
        before=known.before,
        people=known.people,
        since=known.since or line.since,
        due=line.due if line.due or line.unread else known.due,
    )


def _retyped(line: Line, known: Remembered) -> bool:
    """Whether people wrote over what djcov says of a line."""
    if known.now is None:
        return False
    return (line.state, line.done_on, line.since) != (known.now.state, known.now.done_on, known.since)


def _begun(line: Line, day: date, *, again: bool) -> Line:
    """Give a line as it was before a date; ``again``: the ledger was brought up to that date already."""
    if not again:
        return replace(line, before=line.standing)
    fresh = day in (line.since, line.done_on)
    before = line.before or (Standing("open") if fresh else line.standing)
    return replace(line, state=before.state, done_on=before.done_on, reason=before.reason)


def _restored(kind: GapKind, known: Remembered, entity: Entity, day: date, rules: Deadlines, *, again: bool) -> Line:
    """Enter a gap again whose line people took out."""
    gap = entity.gaps[kind.code]
    line = _recalled(Line(kind, gap.subject, "open", None, None, gap.detail), known)
    return _judged(_begun(line, day, again=again), entity, day, rules)


def _entered(kind: GapKind, entity: Entity, day: date, rules: Deadlines) -> Line:
    """Enter a gap that the ledger has not."""
    gap, people = entity.gaps[kind.code], entity.lacking[kind.code]
    return Line(kind, gap.subject, "new", day, rules.of(gap.kind, day), gap.detail, people=people)


def _judged(line: Line, entity: Entity | None, day: date, rules: Deadlines) -> Line:
    """Give a line as it is at a date."""
    if entity is None:
        return _pending(line, day, rules, VANISHED)
    if line.state == "done" and (line.kind not in entity.gaps or line.kind in entity.unclear):
        proven = replace(entity.subject, source=line.subject.source)
        reason = STILL_DONE if line.kind in entity.unclear else ""
        return replace(line, subject=proven, done_on=line.done_on or day, reason=reason)
    there = replace(line, subject=entity.subject)
    if gap := entity.gaps.get(line.kind):
        state: State = "back" if line.state == "done" else "open"
        people = entity.lacking[line.kind]
        return _pending(replace(there, detail=gap.detail, state=state, people=people), day, rules)
    if not line.people <= entity.people:
        return _pending(line, day, rules, ANOTHER)
    if entity.uncertain:
        return _pending(there, day, rules, entity.left_out)
    if entity.left_out:
        return replace(there, state="moot", reason=entity.left_out)
    if line.kind in entity.mended:
        return replace(there, state="done", done_on=day, reason="")
    if line.kind in entity.ceased:
        return replace(there, state="moot", reason=line.gap.no_more)
    return _pending(replace(there, state="open"), day, rules, UNCLEAR)


def _pending(line: Line, day: date, rules: Deadlines, why: str = "") -> Line:
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
    due = line.due if line.due or line.unread else rules.of(line.kind, line.since or day)
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


def _followed(
    facts: Facts,
    results: Sequence[_Kind],
    repeated: tuple[int, ...],
    found: Gaps,
    retired: Sequence[Line],
    spelt: Mapping[str, str],
) -> Followed:
    lines = [line for result in results for line in result.lines]
    named = tuple(dict.fromkeys(spelt.get(unit, unit) for unit in units(facts)))
    order = dict.fromkeys((*named, *sorted({line.subject.township for line in lines} - set(named))))
    ranks = {unit: rank for rank, unit in enumerate(order)}
    codes = {code: rank for rank, code in enumerate((*_kinds(facts), *sorted({line.kind for line in retired})))}

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
        retyped=sum(result.retyped for result in results),
        unrecorded=sum(result.unrecorded for result in results),
        files=tuple(dict.fromkeys(table.file for table in facts.roster.tables)),
        missing=found.missing,
        sought=tuple(replace(each, unit=spelt.get(each.unit, each.unit)) for each in found.sought),
        retired=len(retired),
        base=facts.base,
    )


def _counts(unit: str, lines: Sequence[Line], as_of: date) -> UnitCounts:
    counts = Counter(line.state for line in lines)
    return UnitCounts(unit, {state: counts[state] for state in STATES}, sum(line.overdue(as_of) for line in lines))
