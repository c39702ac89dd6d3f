"""Whom facts are of: enterprises, 社会组织, or 个体工商户 and 专业市场. Each is a base of its own.

The rows of every base are linked in the same way: a base's rows stand where the enterprises' do, and the policy's scope
says of them what it says of enterprises. No row counts in two bases, and the enterprises' facts depend on no other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, cast

import narwhals as nw

from .. import masking
from ..choices import BASES, Base
from ..errors import UsageError
from ..findings import CATALOGUE, Finding, Findings
from ..models import LEDGERS, Enterprise, Kind
from ..policy import Policy
from ..roster import Roster
from ..values.reading import compact
from .frames import FALSE, Frame, distinct, lazy
from .inputs import NAMED, Inputs
from .row_findings import tell
from .scope import code_begins, without_code
from .statuses import contains

COUNTED_AS_ENTERPRISE = "已作为企业纳入统计"
"""Why a row of another base does not count that is an enterprise's as well."""

_LEDGER = (*Enterprise.model_fields, "_key", "_table", "_row")
"""The columns that ledgers of all bases have."""


def bases(roster: Roster, policy: Policy) -> tuple[Base, ...]:
    """Give the bases that there are to be told of: those with a ledger, or that the policy sets apart in one."""
    there: dict[Base, bool] = {
        "enterprises": roster.has(Kind.ENTERPRISES),
        "social_organizations": roster.has(Kind.SOCIAL_ORGANIZATIONS)
        or (roster.has(Kind.ENTERPRISES) and policy.scope.social_organizations == "apart"),
        "self_employed": roster.has(Kind.ENTERPRISES) and policy.scope.self_employed == "apart",
    }
    return tuple(base for base, given in there.items() if given)


def main_base(roster: Roster, policy: Policy) -> Base:
    """Give whom the numbers are of where nobody said it: enterprises, unless only 社会组织 have a ledger."""
    return (*bases(roster, policy), "enterprises")[0] if not roster.has(Kind.ENTERPRISES) else "enterprises"


def inputs_of(
    roster: Roster, policy: Policy, as_of: date, base: Base, enterprises: Callable[[Inputs], Frame]
) -> Inputs:
    """Give what linking a base starts from. Raises UsageError for one that the policy does not set apart.

    ``enterprises`` gives the enterprises' ledger, in which it is settled who counts.
    """
    ledger = Inputs(roster, policy, as_of)
    listed = roster.has(Kind.SOCIAL_ORGANIZATIONS)
    if base == "enterprises":
        return replace(ledger, elsewhere=ledger.rows(Kind.SOCIAL_ORGANIZATIONS, *NAMED)) if listed else ledger
    if base == "self_employed" and policy.scope.self_employed != "apart":
        raise UsageError(
            f"政策没有把{BASES[base]}另列",
            hint='请在政策文件的 [scope] 中写 self_employed = "apart"，用 --policy 指定。',
        )
    others: list[Frame] = []
    if roster.has(Kind.ENTERPRISES):
        rows = enterprises(ledger)
        counted = rows.filter(nw.col("in_scope")).select("_enterprise", _counted=nw.lit(1, nw.Int64))
        rows = rows.filter(~_belongs(policy, rows, base)).join(counted, on="_enterprise", how="left")
        others.append(rows.select(*NAMED, _counted=~nw.col("_counted").is_null()))
    if base == "self_employed" and listed:
        others.append(ledger.rows(Kind.SOCIAL_ORGANIZATIONS, *NAMED).select(*NAMED, _counted=FALSE))
    return Inputs(
        _in_place(roster, policy, base),
        _policy_of(policy, base),
        as_of,
        base=base,
        elsewhere=ledger.settled(nw.concat(others)) if others else None,
    )


def _in_place(roster: Roster, policy: Policy, base: Base) -> Roster:
    """Put a base's rows in the enterprises' place; tables that none of them are from become another kind's."""
    own = lazy(roster.frames[Kind.ENTERPRISES])
    if base == "self_employed":
        kinds = {Kind.FAVORS: _ASIDE}
        frames = {**roster.frames, Kind.ENTERPRISES: _kept(roster, own.filter(_belongs(policy, own, base)))}
        wrong, terms = roster.wrong, roster.terms
    elif policy.scope.social_organizations == "apart":
        kinds = {_ASIDE: Kind.ENTERPRISES, Kind.FAVORS: _ASIDE}
        listed, apart = lazy(roster.frames[_ASIDE]), own.filter(_belongs(policy, own, base))
        frames = {**roster.frames, Kind.ENTERPRISES: _kept(roster, _under(own, (listed, apart), _LEDGER))}
        wrong, terms = _joined(roster, roster.wrong), _joined(roster, roster.terms)
    else:
        kinds = {Kind.ENTERPRISES: _ASIDE, _ASIDE: Kind.ENTERPRISES, Kind.FAVORS: _ASIDE}
        frames, wrong, terms = map(_exchanged, (roster.frames, roster.wrong, roster.terms))
    tables = tuple(replace(table, kind=kinds.get(table.kind, table.kind)) for table in roster.tables)
    return replace(roster, frames=frames, tables=tables, wrong=wrong, terms=terms)


_ASIDE = Kind.SOCIAL_ORGANIZATIONS
"""The kind under which tables are put that the rows in the enterprises' place are not from."""


def _exchanged(frames: Mapping[Kind, Any]) -> dict[Kind, Any]:
    """Let the two ledgers change places."""
    places = {Kind.ENTERPRISES: _ASIDE, _ASIDE: Kind.ENTERPRISES}
    return {places.get(kind, kind): frame for kind, frame in frames.items()}


def _joined(roster: Roster, cells: Mapping[Kind, Any]) -> dict[Kind, Any]:
    """Put what is said of cells of both ledgers together."""
    both = [lazy(cells[kind]) for kind in LEDGERS if kind in cells]
    if not both:
        return dict(cells)
    names = both[0].collect_schema().names()
    return {**cells, Kind.ENTERPRISES: _kept(roster, _under(both[0], both, names))}


def _under(like: Frame, frames: Iterable[Frame], names: Iterable[str]) -> Frame:
    """Put some columns of frames under one another, in the types of the one that they are to be ``like``."""
    schema, names = like.collect_schema(), tuple(names)
    return nw.concat([each.select(nw.col(name).cast(schema[name]) for name in names) for each in frames])


def _kept(roster: Roster, frame: Frame) -> object:
    return cast("Frame", roster.engine.settle(frame, joined=True)).to_native()


def _belongs(policy: Policy, rows: Frame, base: Base) -> nw.Expr:
    """Whether a row of the enterprises' ledger is of another base that the policy sets apart."""
    scope = policy.scope
    if base == "social_organizations" and scope.social_organizations != "apart":
        return _NO_ROW
    is_social = base == "social_organizations"
    words = scope.types_social if is_social else (*scope.types_individual, *scope.types_market)
    types = [text for text in distinct(rows, "type") if text and contains(compact(text), words)]
    of_type = nw.col("type").is_in(types).fill_null(False) if types else _NO_ROW
    if is_social:
        return code_begins(scope.code_prefixes_social) | (of_type & without_code())
    return code_begins(scope.code_prefixes_out) | of_type


_NO_ROW = nw.col("_row") < 0
"""None of all rows: a literal is no filter."""


def _policy_of(policy: Policy, base: Base) -> Policy:
    """Give the policy under which a base's rows are what the enterprises are under the policy's own."""
    scope, social = policy.scope, policy.social_organizations
    if base == "self_employed":
        words = (*scope.types_individual, *scope.types_market)
        prefixes = (*scope.code_prefixes_out, *scope.code_prefixes_enterprise) if scope.code_prefixes_enterprise else ()
        changes: dict[str, object] = {
            "types_individual": (),
            "types_market": (),
            "types_private": (*scope.types_private, *words),
            "code_prefixes_out": (),
            "code_prefixes_enterprise": prefixes,
        }
        return policy.model_copy(update={"scope": scope.model_copy(update=changes), "targets": ()})
    changes = {
        "statuses_out": (*scope.statuses_out, *social.statuses_out),
        "statuses_in": (*scope.statuses_in, *social.statuses_in),
        "types_public": social.types_out,
        "types_not_public": (),
        "types_private": social.types,
        "types_individual": (),
        "types_market": (),
        "types_social": (),
        "types_no_enterprise": (),
        "code_prefixes_social": (),
        "code_prefixes_enterprise": scope.code_prefixes_social,
    }
    return policy.model_copy(update={"scope": scope.model_copy(update=changes), "targets": social.targets})


def counted_twice(inputs: Inputs, rows: Frame) -> Findings:
    """Report the rows of another base that do not count because they are an enterprise's as well."""
    if inputs.base == "enterprises":
        return Findings()

    def told(row: dict[str, Any]) -> Finding:
        where = inputs.locate(row["_at"], "name")
        return CATALOGUE["COUNTED_AS_ENTERPRISE"].at(where, masking.title(row["name"] or ""), base=BASES[inputs.base])

    return tell(rows.filter(nw.col("left_out") == COUNTED_AS_ENTERPRISE), ("name",), told)


def counted_once(inputs: Inputs, rows: Frame) -> Frame:
    """Leave out what counts as an enterprise: it has the same code or, where one of the two has none, the same name."""
    if inputs.base == "enterprises" or inputs.elsewhere is None:
        return rows
    counted = inputs.elsewhere.filter(nw.col("_counted"))
    codes = counted.filter(~nw.col("uscc").is_null()).group_by("uscc").agg(nw.len().alias("_codes"))
    codeless = nw.col("uscc").is_null().cast(nw.Int64)
    named = counted.filter(~nw.col("_key").is_null()).with_columns(_codeless=codeless)
    named = named.group_by("_key").agg(nw.len().alias("_names"), nw.col("_codeless").sum())
    rows = rows.join(codes, on="uscc", how="left").join(named, on="_key", how="left")
    by_code, by_name, without = (nw.col(name).fill_null(0) > 0 for name in ("_codes", "_names", "_codeless"))
    twice = by_code | (by_name & (nw.col("uscc").is_null() | without))
    left_out = nw.when((nw.col("left_out") == "") & twice).then(nw.lit(COUNTED_AS_ENTERPRISE))
    return rows.with_columns(left_out=left_out.otherwise(nw.col("left_out"))).drop("_codes", "_names", "_codeless")
