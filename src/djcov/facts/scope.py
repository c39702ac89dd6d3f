"""Which enterprises count, in which unit, and why the others do not (S1, S17).

The order of the reasons is fixed and the first wins: 经营状态, what is noted behind 企业名称, 企业类型, 信用代码,
注册日期; repeats come last, in :mod:`djcov.facts.duplicates`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import narwhals as nw

from .. import masking
from ..choices import BASES, Base, said
from ..findings import CATALOGUE, Finding, Findings
from ..models import Kind
from ..policy import Policy, Scope
from ..quoting import quoted
from ..regex import Regex
from ..values.reading import compact
from ..values.terms import DATE
from ..values.text import NOBODY
from .frames import Frame, after, any_of, distinct, judged, look_up, records
from .inputs import Inputs
from .row_findings import tell
from .statuses import CHOICE, contains, is_closed, is_unknown, pattern_of

PUBLIC = "属国有、集体"
"""How the reason ends for which an enterprise is no private one."""

NO_UNIT = "未填乡（办）"
CLOSED = "经营状态为"
"""How the reason begins for which an enterprise does not count that is closed."""
NOT_YET = "晚于截至日期"
"""How the reason ends for which an enterprise does not count that is registered after the date."""
NOT_FILLED = "未填"
INDIVIDUAL, MARKET, SOCIAL, NO_ENTERPRISE = "个体工商户", "专业市场", "社会组织", "不是企业"
_CODE_LENGTH = 18


def unit(policy: Policy, township: str | None) -> str:
    """Give the unit that a township's cell means: the policy's spelling; :data:`NO_UNIT` for blank and 无.

    A unit that is called like the whole is the district's :func:`own_level`.
    """
    canonical = asked_unit(policy, township or "")
    if compact(canonical) == compact(policy.district):
        return own_level(policy)
    return NO_UNIT if canonical in ("", NOBODY) else canonical


def own_level(policy: Policy) -> str:
    """Give the name, apart from the whole's, of what lies in no unit but, as its row says, in the district (本级)."""
    return f"{policy.district}本级"


def groups(policy: Policy, column: str) -> nw.Expr:
    """Give what ``column`` (village, industry) groups rows by, never null and never what the whole is called."""
    named = nw.col(column).fill_null(NOT_FILLED)
    return nw.when(named == policy.district).then(nw.lit(own_level(policy))).otherwise(named).alias(column)


def asked_unit(policy: Policy, name: str) -> str:
    """Give the unit that somebody calls by ``name``, which may be :data:`NO_UNIT`."""
    return NO_UNIT if compact(name) == compact(NO_UNIT) else policy.units.canonical(name)


def units(inputs: Inputs, frame: Frame) -> nw.Expr:
    """Give the unit of every row of ``frame`` by its ``township``, never null."""
    named = {text: unit(inputs.policy, text) for text in distinct(frame, "township") if text is not None}
    spelt = {text: inputs.same_units.get(name, name) for text, name in named.items()}
    changed = {text: name for text, name in spelt.items() if text != name}
    return look_up("township", changed, nw.col("township")).fill_null(NO_UNIT)


def unit_list(policy: Policy) -> tuple[str, ...]:
    """The policy's list of units, each in the spelling that rows get."""
    return tuple(dict.fromkeys(unit(policy, name) for name in policy.units.order))


def reason_out(inputs: Inputs, frame: Frame) -> nw.Expr:
    """Say why a row is out of scope; empty if nothing in the row itself says so."""
    scope = inputs.policy.scope
    reasons: list[tuple[nw.Expr, nw.Expr]] = []
    if inputs.in_ledger("status"):
        status = judged(
            frame,
            "status",
            lambda text: f"{CLOSED}“{masking.title(text)}”" if is_closed(text, scope, inputs.as_of) else "",
        )
        reasons += _looked_up("status", status)
    if inputs.in_ledger("name"):
        name = nw.col("name").fill_null("").str  # plain searches, which take a third of a pattern's time
        ends = [name.ends_with(each) for each in _BRACKETS]
        noted = frame.filter(any_of([*ends, *(name.contains(each, literal=True) for each in _DASHES)]))
        reasons += _looked_up("name", judged(noted, "name", lambda name: _noted_out(name, inputs)))
    if inputs.in_ledger("type"):
        reasons += _looked_up("type", judged(frame, "type", lambda text: _type_out(text, scope, inputs.base)))
        others = _looked_up("type", judged(frame, "type", lambda text: _other_body(text, scope)))
        reasons += [(holds & without_code(), what) for holds, what in others]
    if inputs.in_ledger("uscc"):
        reasons += _by_code(scope, inputs.base)
    if inputs.in_ledger("registered_on"):
        later = after("registered_on_low", inputs.as_of)
        days = judged(
            frame.select("registered_on_low").filter(later),
            "registered_on_low",
            lambda day: f"注册日期 {day:%Y-%m-%d} {NOT_YET}",
        )
        reasons += [(later, look_up("registered_on_low", days))] if days else []
    return _first(reasons)


_BRACKETS, _DASHES = ")）】]", "-—–－"
_NOTE = Regex(r"(?:\(([^()]+)\)|[【\[]([^【】\[\]]+)[】\]]|[-—–]+([^-—–]+))$")
"""What stands behind a name: （已注销）, 【已注销】, -已注销."""


def _noted_out(name: str, inputs: Inputs) -> str:
    """Say that an enterprise has closed if a note behind its name says nothing else: （已注销）, （2020年已迁出）."""
    found = _NOTE.search(compact(name))
    note = next(filter(None, found.groups())) if found else ""
    scope = inputs.policy.scope
    closed = f"(?:{DATE}|已经?|现|目前|企业|于)*(?:{pattern_of(scope.statuses_out)})"
    if re.fullmatch(closed, note) and is_closed(note, scope, inputs.as_of):
        return f"{BASES[inputs.base]}名称注明“{masking.title(note)}”"
    return ""


def _by_code(scope: Scope, base: Base) -> Iterator[tuple[nw.Expr, nw.Expr]]:
    """Give when a code says that its holder is none of those who count, and what it is (GB 32100-2015).

    Registration numbers of old, of 15 digits, say nothing; nor does a code that is unknown.
    """
    for prefixes, reason in ((scope.code_prefixes_out, INDIVIDUAL), (scope.code_prefixes_social, SOCIAL)):
        if prefixes:
            yield code_begins(prefixes), nw.lit(reason)
    if scope.code_prefixes_enterprise:
        others = ~without_code() & ~code_begins(scope.code_prefixes_enterprise)
        begins = nw.col("uscc").fill_null("").str.slice(0, 2)
        yield others, nw.concat_str(nw.lit("信用代码以 "), begins, nw.lit(f" 开头，{said(base, NO_ENTERPRISE)}"))


def without_code() -> nw.Expr:
    """Whether a row has no code that says what its holder is: none, or a registration number of old."""
    return nw.col("uscc").fill_null("").str.len_chars() != _CODE_LENGTH


def code_begins(prefixes: Iterable[str]) -> nw.Expr:
    """Whether a row's code says that its holder is of a sort; 510100… of 15 digits is a number of old, of Sichuan."""
    code = nw.col("uscc").fill_null("")
    return ~without_code() & any_of(code.str.starts_with(prefix) for prefix in prefixes)


def _looked_up(column: str, words: dict[object, str]) -> list[tuple[nw.Expr, nw.Expr]]:
    """When a column's value has a word, and the word; nothing if no value has."""
    return [(nw.col(column).is_in(list(words)).fill_null(False), look_up(column, words))] if words else []


def _first(reasons: Iterable[tuple[nw.Expr, nw.Expr]]) -> nw.Expr:
    """Give the first reason that holds, else an empty text."""
    result = nw.lit("")
    for holds, text in reversed(list(reasons)):
        result = nw.when(holds).then(text).otherwise(result)
    return result


_PUBLIC = "(?:国有|集体|国营|国企|央企|中央企业|全民|事业单位)(?:所有制|控股)?(?:企业)?"
_CHANGED = Regex(f"{_PUBLIC}(?:改制|转制)")
"""What an enterprise was is said, and not what it has become: 集体改制."""

_NOW_PRIVATE = "(?:民营|私营|民企|私企|非公|股份制)"
_BEFORE_CHANGE = Regex(
    "^.*(?:改[制组]?|转[制型]?|变更)(?:成|为|到)"
    rf"|^.*(?<![未拟待])(?:改制?|转制?|转型)\W*{_NOW_PRIVATE}"
    rf"|(?:原|前身|曾)(?:为|是|系|属)?{_PUBLIC}"
    rf"|{_PUBLIC}\W*(?:已(?:经)?|\d{{4}}年)(?:改制|转制)"
    rf"|^.*由{_PUBLIC}改制(?:而来|而成)?的?(?={_NOW_PRIVATE})"
    rf"|(?:[无非没不](?:含|有|属|是)*|不再(?:是|属|为)*){_PUBLIC}"
    r"(?:股份|股权|成分|资本|资产|资金|性质|背景|企业)*"
    rf"|{_PUBLIC}(?:资本|法人|股份|公司)?参股"
    rf"|\((?:原|由)?{_PUBLIC}(?:改制|转制)(?:而来|而成|企业)?\)"
    r"|国(?:有|资)股(?:份|权)?(?:占比?|比例)?:?[1-4]?\d(?:\.\d+)?%"
)
"""What an enterprise was, in a text of what it has become: 国企改制为民营, 国有（已改制）, 民营（原集体企业）; what it
is not: 无国有股份; and a share of the state's that is less than half.
"""


def type_findings(inputs: Inputs, frame: Frame) -> Iterator[Findings]:
    """Report rows that count although no word of the policy explains their 企业类型. Needs ``left_out``."""
    if not inputs.in_ledger("type"):
        return
    scope = inputs.policy.scope
    known = (*scope.types_private, *scope.types_public, *scope.types_not_public, *scope.types_individual)
    known += scope.types_market if scope.self_employed == "apart" else ()
    texts = (text for text in distinct(frame, "type") if text and text != NOBODY)
    unknown = [text for text in texts if not contains(compact(text), known) or _is_left_open(text, scope)]
    if unknown:

        def unexplained(row: dict[str, Any]) -> Finding:
            return CATALOGUE["TYPE_UNKNOWN"].at(
                inputs.locate(row["_at"], "type"), quoted(Kind.ENTERPRISES, "type", row["type"])
            )

        rows = frame.filter(nw.col("type").is_in(unknown).fill_null(False) & (nw.col("left_out") == ""))
        yield tell(rows, ("type",), unexplained)


_DOUBT = Regex("疑似|可能|也许|似乎|好像|大概|估计|待核|待定|不确定|[?？]")
_PRIVATE_ONLY = Regex("民营|私营|民企|私企|非公|外资|个人|自然人")


def _is_undecided(public: str, flat: str, scope: Scope) -> bool:
    """Whether a text leaves open if an enterprise is public: 疑似国有, 国有/民营, 集体改制."""
    parts = CHOICE.split(flat)
    choice = any(contains(part, scope.types_public) for part in parts) and any(
        _PRIVATE_ONLY.search(part) and not contains(part, scope.types_public) for part in parts
    )
    return bool(_DOUBT.search(flat)) or (len(parts) > 1 and choice) or bool(_CHANGED.search(public))


def _other_body(text: str, scope: Scope) -> str:
    """Give what a type says that its holder is, if that is no enterprise; empty if it is one, or may be."""
    flat = _BEFORE_CHANGE.sub("", compact(text))
    if _DOUBT.search(flat) or CHOICE.search(flat) or _CHANGED.search(flat):
        return ""
    if contains(flat, scope.types_social):
        return SOCIAL
    return f"企业类型为“{masking.title(text)}”，{NO_ENTERPRISE}" if contains(flat, scope.types_no_enterprise) else ""


def _is_left_open(text: str, scope: Scope) -> bool:
    flat = compact(text)
    public = _now_public(flat, scope)
    return contains(public, scope.types_public) and _is_undecided(public, flat, scope)


def _now_public(flat: str, scope: Scope) -> str:
    """Give a compact text without what is said to be over, and what only sounds public."""
    public = _BEFORE_CHANGE.sub("", flat)
    for word in scope.types_not_public:
        public = public.replace(word, "")
    return public


def _type_out(text: str, scope: Scope, base: Base) -> str:
    flat = compact(text)
    public = _now_public(flat, scope)
    if contains(public, scope.types_public):
        if _is_undecided(public, flat, scope):
            return ""
        is_social = base == "social_organizations"
        what = ("社会组织类别", "不是社会组织") if is_social else ("企业类型", PUBLIC)
        return f"{what[0]}为“{masking.title(text)}”，{what[1]}"
    if contains(flat, scope.types_individual):
        return INDIVIDUAL
    return MARKET if scope.self_employed == "apart" and contains(flat, scope.types_market) else ""


def status_findings(inputs: Inputs, frame: Frame) -> Iterator[Findings]:
    """Report rows that count although no word of the policy explains their 经营状态. Needs ``left_out``."""
    if not inputs.in_ledger("status"):
        return
    unknown = [text for text in distinct(frame, "status") if text and is_unknown(text, inputs.policy.scope)]
    if unknown:

        def unexplained(row: dict[str, Any]) -> Finding:
            return CATALOGUE["STATUS_UNKNOWN"].at(
                inputs.locate(row["_at"], "status"), quoted(Kind.ENTERPRISES, "status", row["status"])
            )

        rows = frame.filter(nw.col("status").is_in(unknown).fill_null(False) & (nw.col("left_out") == ""))
        yield tell(rows, ("status",), unexplained)


def unit_findings(inputs: Inputs, frame: Frame) -> Iterator[Findings]:
    """Report rows without a unit, and units that the policy's list does not have. Needs the units of :func:`units`."""
    named = set(distinct(frame, "township"))
    if NO_UNIT in named:
        rows = frame.select("_at", "_table", "township")
        yield from _without_unit(inputs, rows.filter(nw.col("township") == NO_UNIT))
    listed = unit_list(inputs.policy)
    unlisted = sorted(named - {*listed, NO_UNIT}) if listed else []
    if unlisted:

        def unknown(row: dict[str, Any]) -> Finding:
            return CATALOGUE["TOWNSHIP_UNLISTED"].at(
                inputs.locate(row["_at"], "township"), masking.title(row["township"])
            )

        yield tell(frame.filter(nw.col("township").is_in(unlisted)), ("township",), unknown)


def spelling_findings(inputs: Inputs) -> Findings:
    """Report, once for each table, the spellings of a unit that another row writes otherwise."""
    found = Findings()
    canonical = inputs.policy.units.canonical
    rows = inputs.rows(Kind.ENTERPRISES, "township")
    texts = [text for text in distinct(rows, "township") if text and canonical(text) in inputs.same_units]
    if not texts:
        return found
    rows = rows.filter(nw.col("township").is_in(texts))
    firsts = rows.group_by("_table", "township").agg(nw.col("_at").min().alias("_at"))
    for row in records(firsts, "township"):
        where = inputs.locate(row["_at"], "township")
        unit_meant = inputs.same_units[canonical(row["township"])]
        found.add(CATALOGUE["TOWNSHIP_SAME"].at(where, masking.title(row["township"]), unit=unit_meant))
    return found


def _without_unit(inputs: Inputs, rows: Frame) -> Iterator[Findings]:
    """Report each row without a unit; a table without the column is one fault, not one per row."""
    missing = CATALOGUE["TOWNSHIP_MISSING"]
    with_column = [index for index, table in enumerate(inputs.roster.tables) if "township" in table.fields]
    has_column = nw.col("_table").is_in(with_column)
    whole = Findings()
    tables = sorted(distinct(rows.filter(~has_column), "_table"))
    whole.extend(missing.at(inputs.roster.locate(table), NO_UNIT) for table in tables)
    yield whole
    yield tell(rows.filter(has_column), (), lambda row: missing.at(inputs.locate(row["_at"], "township"), NO_UNIT))
