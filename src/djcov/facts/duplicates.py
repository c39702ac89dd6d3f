"""One enterprise on several rows: which rows mean the same one; the first stands for all, with the answers of all.

Rows are the same enterprise when they have the same code or, both without a code, the same name in the same unit. A row
without a code is the enterprise with a code of that name in its unit, if there is one and no other. A row without a
unit lies in the one where its name stands, if there is one and no other.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

import narwhals as nw

from .. import masking
from ..findings import CATALOGUE, Finding, Findings
from ..models import NEVER_COUNTED, Kind
from ..policy import Scope
from ..values.text import NOBODY, name_key
from . import instructor_coverage, organization_coverage
from .agreement import Agreement, Meaning, Question, agreed, first_of, meaning
from .answers import Answer
from .frames import Frame, count, distinct, each_once, judged, look_up, row_of, table_of
from .inputs import Inputs
from .row_findings import tell
from .scope import NO_UNIT, unit_list, units
from .statuses import is_out, is_unknown

_COLUMNS = ("name", "uscc", "_key", "township")
_FIELDS = tuple(name for name in Kind.ENTERPRISES.model.model_fields if name not in NEVER_COUNTED)
MARKS = {
    "_organized_open": ("organized",),
    "_stationed_open": ("instructor_sent",),
    "_full_open": ("full_members",),
    "_probationary_open": ("probationary_members",),
}
"""The columns that say whether rows of one enterprise differ in some others, and no rule says which row holds."""

_CLAIMED = "_claimed"
"""Whether rows of one enterprise name several units."""

_RANK = 6
"""Digits of a unit's place in the policy's list."""


def one_row_each(inputs: Inputs) -> tuple[Inputs, list[Findings]]:
    """Give the inputs whose rows of one enterprise all have the answers of all of them, and report what differs."""
    rows = inputs.rows(Kind.ENTERPRISES, *_COLUMNS)
    groups = _same(inputs, rows.with_columns(township=units(inputs, rows)))
    if groups is None:
        return inputs, []
    here, rows = inputs.at_hand(_asked(inputs, groups))
    agreement = agreed(here, _question(here, rows), rows)
    answers = _marked(_called(here, agreement, rows), agreement)
    answers = rows.select("_at", "_group").join(answers, on="_group", how="inner")
    return inputs.with_agreed(Kind.ENTERPRISES, inputs.handed_back(answers)), [*agreement.findings]


def without_repeats(inputs: Inputs, frame: Frame) -> tuple[Frame, list[Findings]]:
    """Complete ``left_out`` with the repeats; add ``in_scope``, and ``_enterprise`` (Int64): the same number for all
    rows of the same enterprise, the ``_at`` of its first row. Reports each repeated row.
    """
    answers = inputs.agreed.get(Kind.ENTERPRISES)
    left_out = nw.col("left_out")
    if answers is None:
        frame = frame.with_columns((left_out == "").alias("in_scope"), nw.col("_at").alias("_enterprise"))
        return inputs.settled(frame, joined=False), []
    groups = answers.select("_at", nw.col("_group").alias("_enterprise"), *MARKS, _CLAIMED)
    frame = frame.join(groups, on="_at", how="left").with_columns(
        nw.coalesce("_enterprise", "_at").cast(nw.Int64).alias("_enterprise"),
        *((nw.col(mark).fill_null(0) > 0).alias(mark) for mark in (*MARKS, _CLAIMED)),
    )
    repeats = frame.filter((left_out == "") & (nw.col("_at") != nw.col("_enterprise")))
    repeats = inputs.settled(repeats.select("_at", "_enterprise", "name", "uscc", _CLAIMED))
    frame = frame.join(_reasons(inputs, repeats), on="_at", how="left")
    frame = frame.with_columns(left_out=nw.coalesce("_reason", "left_out")).drop("_reason")
    frame = inputs.settled(frame.with_columns(in_scope=nw.col("left_out") == ""))
    return frame, [_told(inputs, repeats)]


def _same(inputs: Inputs, rows: Frame) -> Frame | None:
    """Give the rows of enterprises that have several: ``_at``, and the ``_group``, their first; None without any."""
    groups = list(_groups(inputs, inputs.settled(at_home(rows), joined=False)))
    same = inputs.settled(nw.concat(groups)) if groups else None
    return same if same is not None and count(same) else None


def at_home(rows: Frame) -> Frame:
    """Put each row without a unit into the one unit where its name stands, if there is one and no other."""
    homeless = rows.filter((nw.col("township") == NO_UNIT) & ~nw.col("_key").is_null())
    if NO_UNIT not in (there := set(distinct(rows, "township"))) or len(there) == 1 or not count(homeless):
        return rows
    placed = each_once(rows.filter(nw.col("township") != NO_UNIT), "_key", "township")
    placed = placed.join(each_once(homeless, "_key"), on="_key", how="inner")
    single = placed.group_by("_key").agg(nw.len().alias("_n"), nw.col("township").min().alias("_home"))
    single = single.filter(nw.col("_n") == 1).drop("_n")
    rows = rows.join(single, on="_key", how="left")
    home = nw.when(nw.col("township") == NO_UNIT).then(nw.coalesce("_home", "township"))
    return rows.with_columns(home.otherwise(nw.col("township")).alias("township")).drop("_home")


def _groups(inputs: Inputs, rows: Frame) -> Iterator[Frame]:
    rows = rows.select("_at", "uscc", "_key", "township").with_columns(_code=nw.col("uscc"))
    codeless = rows.filter(nw.col("uscc").is_null() & ~nw.col("_key").is_null())
    some = inputs.in_ledger("name") and count(codeless) > 0
    if some and inputs.in_ledger("uscc"):
        single = inputs.settled(_single_codes(rows, codeless))
        if count(single):
            rows = rows.drop("_code").join(single, on=["_key", "township"], how="left")
            own = nw.when(nw.col("uscc").is_null()).then(nw.col("_code")).otherwise(nw.col("uscc"))
            rows = inputs.settled(rows.with_columns(_code=own))
    if inputs.in_ledger("uscc") and is_shared(rows, "_code"):
        yield first_of(rows.filter(~nw.col("_code").is_null()), "_code")
    if some:
        rows = rows.with_columns(nw.when(nw.col("_code").is_null()).then(nw.col("_key")).alias("_codeless"))
        if is_shared(rows, "_codeless"):
            yield first_of(rows.filter(~nw.col("_codeless").is_null()), "_codeless", "township")


def _single_codes(rows: Frame, codeless: Frame) -> Frame:
    """Give ``_key``, ``township`` and ``_code`` of the names that rows without a code share with exactly one code."""
    named = each_once(codeless, "_key", "township")
    coded = rows.filter(~nw.col("uscc").is_null()).select("_key", "township", "_code")
    coded = each_once(coded.join(named, on=["_key", "township"], how="inner"), "_key", "township", "_code")
    codes = coded.group_by("_key", "township").agg(nw.len().alias("_n")).filter(nw.col("_n") == 1)
    return coded.join(codes.drop("_n"), on=["_key", "township"], how="inner")


def is_shared(rows: Frame, key: str) -> bool:
    """Whether several rows have the same ``key``. Where it is unknown a row has none."""
    known = rows.select(key).filter(~nw.col(key).is_null())  # the key alone first: what is filtered is copied
    counts = known.select(nw.len().alias("rows"), nw.col(key).n_unique().alias("keys")).collect()
    return counts["rows"].to_list() != [0] and counts["rows"].to_list() != counts["keys"].to_list()


def _asked(inputs: Inputs, groups: Frame) -> Frame:
    """Give the rows of ``groups`` with all that they say: to each question of yes and no, what its columns say
    together; and with units as they count.
    """
    rows = inputs.rows(Kind.ENTERPRISES, *_FIELDS).join(groups, on="_at", how="inner")
    rows = rows.with_columns(
        _unit=units(inputs, rows), _form=organization_coverage.forms(inputs.policy, rows, "organization_form")
    )
    rows = rows.with_columns(
        township=nw.when(nw.col("_unit") != NO_UNIT).then(nw.col("_unit")),
        organized=_said(organization_coverage.ledger_says(inputs)),
        instructor_sent=_said(instructor_coverage.ledger_says(inputs)),
        _subject=nw.coalesce("name", "uscc").fill_null(""),
    )
    return inputs.settled(rows.select("_at", "_group", "_subject", *_FIELDS))


def _said(answer: Answer) -> nw.Expr:
    return nw.when(answer.known).then(answer.yes)


def form_meaning(inputs: Inputs, rows: Frame, column: str = "organization_form") -> Meaning:
    """Give own, joint or none for the words of 组建方式; other words mean what their letters say."""
    formed = rows.with_columns(_form=organization_coverage.forms(inputs.policy, rows, column))
    pairs = each_once(
        formed.filter(
            nw.col("_form").is_in([organization_coverage.OWN, organization_coverage.JOINT, organization_coverage.NONE])
        ),
        column,
        "_form",
    ).collect()
    words, forms = (cast("list[str]", pairs[name].to_list()) for name in (column, "_form"))
    return meaning(dict(zip(words, forms, strict=True)))


def status_meaning(scope: Scope) -> Meaning:
    """Give the same for words of 经营状态 that count alike; 停产 is a word of its own."""

    def meant(text: str) -> str:
        if is_out(text, scope):
            return "不纳入统计"
        return name_key(text) if is_unknown(text, scope) or "停" in text or text == NOBODY else "正常"

    return meant


def _question(inputs: Inputs, rows: Frame) -> Question:
    """Ask for every column that the ledger has; words mean the same where they count alike."""
    asked = {name for name in _FIELDS if inputs.in_ledger(name)}
    asked |= {"name", "township", "organized", "instructor_sent"}  # which every row has, whatever its columns are
    return Question(
        Kind.ENTERPRISES,
        tuple(name for name in _FIELDS if name in asked),
        meanings={"status": status_meaning(inputs.policy.scope), "organization_form": form_meaning(inputs, rows)},
        cells={
            "organized": organization_coverage.CELLS,
            "instructor_sent": instructor_coverage.CELLS,
            "name": ("uscc",),
            "township": ("name", "uscc"),
        },
        codes={"name": "CODE_TWO_NAMES", "township": "ENTERPRISE_CLAIMED_TWICE"},
    )


def _called(inputs: Inputs, agreement: Agreement, rows: Frame) -> Frame:
    """Give the answers with a name and, if any row has one, a unit: of several that no rule chooses from, the unit that
    the policy lists first, and what is spelt first.
    """
    listed = unit_list(inputs.policy)
    ranks = {unit: f"{at:0{_RANK}}{unit}" for at, unit in enumerate(listed)}
    last = nw.concat_str(nw.lit("9" * _RANK), nw.col("township"))
    ranked = rows.with_columns(look_up("township", ranks, last).alias("_ranked"))
    firsts = ranked.group_by("_group").agg(nw.col("name").min().alias("_name"), nw.col("_ranked").min())
    return (
        agreement.values.join(firsts, on="_group", how="inner")
        .with_columns(
            name=nw.coalesce("name", "_name"),
            township=nw.coalesce("township", nw.col("_ranked").str.slice(_RANK)),
        )
        .drop("_name", "_ranked")
    )


def _marked(answers: Frame, agreement: Agreement) -> Frame:
    """Add the :data:`MARKS`, 1 where they hold; a flag would be none any more once pandas has joined it."""
    found = {
        mark: [agreement.disputed[name] for name in names if name in agreement.disputed]
        for mark, names in MARKS.items()
    }
    found[_CLAIMED] = [agreement.differing["township"]] if "township" in agreement.differing else []
    for mark, disputed in found.items():
        if disputed:
            is_open = each_once(nw.concat(disputed), "_group").with_columns(nw.lit(1, nw.Int64).alias(mark))
            answers = answers.join(is_open, on="_group", how="left")
        else:
            answers = answers.with_columns(nw.lit(0, nw.Int64).alias(mark))
    return answers


def _reasons(inputs: Inputs, repeats: Frame) -> Frame:
    """Give ``_at`` and the ``_reason`` why a repeated row is left out."""
    rows = repeats.with_columns(
        table_of("_enterprise").alias("_of"), row_of("_enterprise").cast(nw.String).alias("_line")
    )
    tables = judged(rows, "_of", lambda table: str(inputs.roster.locate(table)))
    place = nw.concat_str(nw.lit("与 "), look_up("_of", tables), nw.lit(" 第"), nw.col("_line"), nw.lit("行重复"))
    return rows.select("_at", place.alias("_reason"))


def _told(inputs: Inputs, repeats: Frame) -> Findings:
    """Report each repeated row, beside the one that stands for all; two units that claim one are told of already."""

    def finding(row: dict[str, Any]) -> Finding:
        where = inputs.locate(row["_at"], "name", "uscc")
        first = str(inputs.locate(row["_enterprise"]))
        return CATALOGUE["ENTERPRISE_REPEATED"].at(where, masking.title(row["name"] or row["uscc"]), first=first)

    return tell(repeats.filter(~nw.col(_CLAIMED)), ("_enterprise", "name", "uscc"), finding)
