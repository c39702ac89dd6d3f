"""Which indicators there are, and which kinds of gap: the built-in ones, a program's, a policy's.

A view asks :func:`indicators_of` once, for the policy under which its facts were linked, and passes on what it gets.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from threading import Lock
from typing import get_args

from ..choices import Grain
from ..errors import PolicyError, UsageError
from ..policy import Policy
from ..policy.contradictions import Slip
from ..regex import Regex
from .annual_lines import LINES
from .gap_kinds import GAP_KINDS, GapKind
from .gap_kinds.model import short_of
from .indicators import ASIDES, EVERY, INDICATORS, Indicator, Indicators
from .own_indicators import RefusedError, made

_CODE = Regex(r"[a-z][a-z0-9_]{0,59}")
_NO_INDICATORS = frozenset({"scope", "followed"})
"""Codes under which other numbers stand where an indicator's may."""


class _Added:
    """What a program added: the one thing here that changes, always as a whole."""

    def __init__(self) -> None:
        self.indicators = INDICATORS
        self.lock = Lock()


_added = _Added()


def add_indicator(indicator: Indicator) -> Indicator:
    """Add an indicator, for as long as this process runs: every view, report and policy then knows it.

    Its two expressions are over the columns of its grain's fact rows, which :class:`djcov.Facts` lists; a null in them
    is no, and only rows in scope count. It stands behind the built-in ones, and what its denominator has and its
    numerator has not is a kind of gap of the same code. Gives the indicator as it was added. Raises UsageError for a
    code or name that is taken or not well formed, and for an unknown grain.
    """
    numerator, denominator = indicator.numerator, indicator.denominator
    never_null = replace(
        indicator,
        numerator=numerator if numerator is EVERY else numerator.fill_null(False),
        denominator=denominator if denominator is EVERY else denominator.fill_null(False),
    )
    with _added.lock:
        if why := refusal(never_null, _added.indicators):
            raise UsageError(f"指标“{indicator.code}”不能添加：{why}", hint="请换一个代码或名称。")
        _added.indicators = INDICATORS.with_own(*_added.indicators.own, never_null)
    return never_null


def remove_indicator(code: str) -> None:
    """Take away again what :func:`add_indicator` added. Raises UsageError if nothing of that code was."""
    with _added.lock:
        rest = [each for each in _added.indicators.own if each.code != code]
        if len(rest) == len(_added.indicators.own):
            raise UsageError(f"没有添加过指标“{code}”", hint="内置的指标和政策文件的指标不能去掉。")
        _added.indicators = INDICATORS.with_own(*rest)


def refusal(indicator: Indicator, others: Indicators) -> str:
    """Say why an indicator cannot stand beside ``others``; empty if it can."""
    code, name = indicator.code, indicator.name.strip()
    taken = {
        **{kind.code: kind.title for kind in gap_kinds_of(others).values()},
        **{line.code: line.name for line in LINES.values()},
        **{each.code: each.name for each in ASIDES},
        **others.titles,
    }
    if not _CODE.fullmatch(code) or code in _NO_INDICATORS:
        return "代码要以小写字母开头，只含小写字母、数字和下划线"
    if code in taken:
        return f"代码已是“{taken[code]}”的"
    if not name or name in taken.values():
        return f"名称“{name}”已经用了" if name else "没有名称"
    if indicator.grain not in get_args(Grain):
        return f"grain 只能是 {'、'.join(get_args(Grain))}"
    return ""


def added() -> Indicators:
    """Give the built-in indicators, and those that a program added."""
    return _added.indicators


def indicators_of(policy: Policy) -> Indicators:
    """Give the indicators that there are under a policy. Raises PolicyError if one of its own is impossible."""
    known, wrong = _with_own(policy)
    for key, why in wrong:
        name = policy.indicators[int(key[1])].name
        raise PolicyError(
            f"政策的指标“{name}”不能用，{key[2]}：{why}", hint="运行 djcov policy check 政策文件，逐条核对。"
        )
    return known


def own_slips(policy: Policy) -> list[Slip]:
    """Say what is wrong with a policy's own indicators, each by itself."""
    return _with_own(policy)[1]


def _with_own(policy: Policy) -> tuple[Indicators, list[Slip]]:
    """Give the indicators, a policy's own behind the others, and what is wrong with those that are not there."""
    known = added()
    wrong: list[Slip] = []
    for at, entry in enumerate(policy.indicators):
        try:
            own = made(entry, known, policy.units.canonical)
        except RefusedError as refused:
            wrong.append((("indicators", at, refused.setting), str(refused)))
            continue
        if why := refusal(own, known):
            wrong.append((("indicators", at, "name" if why.startswith("名称") else "code"), why))
        else:
            known = known.with_own(*known.own, own)
    return known, wrong


def gap_kinds_of(known: Indicators) -> Mapping[str, GapKind]:
    """Give the kinds of gap that there are beside ``known`` indicators: to each of rates that is not built in, one."""
    of_own = (each for each in known.own if not (each.amounts or each.counts))
    by_indicator = {kind.indicator: kind for kind in GAP_KINDS.values() if kind.indicator}
    return {**GAP_KINDS, **{each.code: short_of(each, by_indicator.get(each.based_on)) for each in of_own}}


def explained(known: Indicators) -> Mapping[str, str]:
    """Give the codes whose rows can be shown, with their Chinese names: indicators', and lines' of the annual form."""
    return {**{code: line.name for code, line in LINES.items()}, **known.titles}
