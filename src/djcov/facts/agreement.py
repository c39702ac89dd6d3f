"""Several rows that mean the same thing, as one: what some leave blank another fills in, and what differs is told.

Where answers differ, that of the sheet or file with the later stated date holds, else that of the source that the
policy puts first, else none: it is unknown. It never matters which row, sheet or file comes first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

import narwhals as nw

from .. import masking
from ..findings import CATALOGUE, Finding, Findings
from ..models import Kind, personal
from ..quoting import quoted
from ..values.text import NOBODY, SOMEBODY, name_key
from .frames import Frame, distinct, look_up, table_of
from .inputs import Inputs
from .periods import fitting
from .row_findings import tell
from .stated_dates import stated_day

NAMING = frozenset({"organization_name", "organization_kind", "secretary", "instructor", "leader", "partner_village"})
"""The columns that may say that there is none (无), or merely that there is one (有)."""

Meaning = Callable[[str], str]
"""Gives the same text for two words that mean the same."""

_NO_DATE = 0


@dataclass(frozen=True)
class Question:
    """What rows that mean the same thing, of one roster, are asked."""

    kind: Kind
    fields: tuple[str, ...]
    meanings: Mapping[str, Meaning] = field(default_factory=dict[str, Meaning])
    """How the words of some columns compare; those of the others do by their letters."""
    cells: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    """The columns in which the answers of some stand, the most explicit first; else the column itself."""
    codes: Mapping[str, str] = field(default_factory=dict[str, str])
    """The findings of some columns; that of the others is ROWS_DISAGREE."""


@dataclass(frozen=True)
class Agreement:
    """The answers of each group."""

    values: Frame
    """Per ``_group`` (Int64) each column's answer, null where it is unknown."""
    differing: Mapping[str, Frame]
    """By column the ``_group`` in which answers differ."""
    disputed: Mapping[str, Frame]
    """By column those of them in which none holds."""
    findings: tuple[Findings, ...]


def agreed(inputs: Inputs, question: Question, rows: Frame) -> Agreement:
    """Give one answer per group of ``rows``: ``_at``, ``_group`` (Int64), ``_subject`` (str, what they are about) and
    the question's columns.
    """
    schema = rows.collect_schema()
    logical = [name for name in question.fields if schema[name] == nw.Boolean]
    rows = rows.with_columns(nw.col(name).cast(nw.Int64) for name in logical)
    rows = inputs.settled(_compared(inputs, question, rows))
    least = [nw.col(_form(name)).min().alias(f"_least_{name}") for name in question.fields]
    most = [nw.col(_form(name)).max().alias(f"_most_{name}") for name in question.fields]
    kept = [nw.col(name).min() for name in question.fields]
    values = sums = inputs.settled(rows.group_by("_group").agg(*least, *most, *kept))
    differ = {name: _differs(name) for name in question.fields}
    some = values.select(differs.cast(nw.Int64).sum().alias(name) for name, differs in differ.items()).collect()
    found: list[Findings] = []
    differing: dict[str, Frame] = {}
    disputed: dict[str, Frame] = {}
    for name in (name for name in question.fields if some[name].to_list()[0]):
        bounds = sums.filter(differ[name]).select("_group", _least=f"_least_{name}", _most=f"_most_{name}")
        answers = rows.filter(~nw.col(_form(name)).is_null())
        answers = answers.select("_at", "_group", "_subject", _value=name, _form=_form(name))
        answers = inputs.settled(answers.join(bounds, on="_group", how="inner"))
        holding = inputs.settled(_holding(inputs, name, answers))
        if not _is_secret(question.kind, name):
            found.append(_told(inputs, question, name, answers, holding, name in logical))
        differing[name] = bounds.select("_group")
        disputed[name] = bounds.join(holding.filter(nw.col("_holds")), on="_group", how="anti").select("_group")
        values = values.join(holding, on="_group", how="left").with_columns(
            nw.when(differ[name]).then(nw.col("_answer")).otherwise(nw.col(name)).alias(name)
        )
        values = values.drop("_answer", "_holds")
    whole = [(nw.col(name) == 1).alias(name) if name in logical else nw.col(name) for name in question.fields]
    return Agreement(inputs.settled(values.select("_group", *whole)), differing, disputed, tuple(found))


def _differs(name: str) -> nw.Expr:
    """Whether a group's answers differ; to pandas what is unknown differs from itself."""
    least, most = nw.col(f"_least_{name}"), nw.col(f"_most_{name}")
    return ~least.is_null() & (least != most).fill_null(False)


def _is_secret(kind: Kind, name: str) -> bool:
    mark = personal(kind, name)
    return mark is not None and mark.kind == "number"


def _form(name: str) -> str:
    return f"_form_{name}"


def _compared(inputs: Inputs, question: Question, rows: Frame) -> Frame:
    """Add the form in which each answer compares; that there is somebody says nothing beside a name."""
    naming = [name for name in question.fields if name in NAMING]
    if naming:
        flags = [(~nw.col(name).fill_null(NOBODY).is_in([NOBODY, SOMEBODY])).cast(nw.Int64) for name in naming]
        named = rows.with_columns(flag.alias(f"_named_{name}") for name, flag in zip(naming, flags, strict=True))
        named = named.group_by("_group").agg(nw.col(f"_named_{name}").max() for name in naming)
        rows = rows.join(named, on="_group", how="inner")
        vague = {name: (nw.col(name) == SOMEBODY) & (nw.col(f"_named_{name}") == 1) for name in naming}
        rows = rows.with_columns(
            nw.when(~vague[name].fill_null(False)).then(nw.col(name)).alias(name) for name in naming
        )
        rows = inputs.settled(rows.drop(*(f"_named_{name}" for name in naming)))
    schema = rows.collect_schema()
    return rows.with_columns(
        _meant(rows, name, question.meanings.get(name, name_key)).alias(_form(name))
        if schema[name] == nw.String
        else nw.col(name).alias(_form(name))
        for name in question.fields
    )


def _meant(rows: Frame, name: str, meaning: Meaning) -> nw.Expr:
    forms = {text: meaning(text) for text in distinct(rows, name) if text is not None}
    return look_up(name, {text: form for text, form in forms.items() if text != form}, nw.col(name))


def _holding(inputs: Inputs, name: str, answers: Frame) -> Frame:
    """Give per ``_group`` the ``_answer`` that holds, and whether one ``_holds``; of different people or organisations
    it is only known that there is one.
    """
    answers = answers.with_columns(_table=table_of("_at"))
    for standing in _standings(inputs):
        at = nw.col("_table").replace_strict(
            list(standing), list(standing.values()), default=nw.lit(_NO_DATE, nw.Int64), return_dtype=nw.Int64
        )
        ranked = answers.with_columns(_standing=at)
        best = ranked.group_by("_group").agg(nw.col("_standing").max().alias("_best"))
        ranked = ranked.join(best, on="_group", how="inner")
        unranked = nw.col("_standing") == _NO_DATE
        answers = ranked.filter((nw.col("_standing") == nw.col("_best")) | unranked).drop("_standing", "_best")
    sums = answers.group_by("_group").agg(
        nw.col("_form").min().alias("_lowest"), nw.col("_form").max().alias("_highest"), nw.col("_value").min()
    )
    holds = nw.col("_lowest") == nw.col("_highest")
    answer = nw.when(holds).then(nw.col("_value"))
    if name in NAMING:
        nobody = answers.filter(nw.col("_form") == NOBODY).group_by("_group").agg(nw.len().alias("_nobodies"))
        sums = sums.join(nobody, on="_group", how="left")
        somebody = nw.col("_nobodies").is_null()
        answer = nw.when(holds).then(nw.col("_value")).when(somebody).then(nw.lit(SOMEBODY))
    return sums.select("_group", answer.alias("_answer"), holds.alias("_holds"))


def _standings(inputs: Inputs) -> list[dict[int, int]]:
    """Give, first by stated date and then by the policy's order of sources, how far each table goes before others.

    A table without a date, whose answer may be older or newer, is not there; of sources those that the policy does not
    name stand behind all others.
    """
    tables = list(enumerate(inputs.roster.tables))
    dated = {at: day for at, table in tables if (day := stated_day(table)) is not None}
    days = fitting(dated, inputs.as_of)
    order = inputs.policy.sources.order
    ranks = {at: _rank(PurePath(table.file).name, table.sheet, order) for at, table in tables} if order else {}
    return [standing for standing in (days, ranks) if standing]


def _rank(file: str, sheet: str, order: Sequence[str]) -> int:
    behind = len(order) + 1
    return next((behind - at for at, word in enumerate(order) if word in file or word in sheet), 0) + 1


def _told(inputs: Inputs, question: Question, name: str, answers: Frame, holding: Frame, logical: bool) -> Findings:
    """Report per group two answers that differ, and where each stands; which of the two is told first goes by them."""
    here = answers.filter(nw.col("_form") == nw.col("_most")).group_by("_group")
    there = answers.filter(nw.col("_form") == nw.col("_least")).group_by("_group")
    rows = here.agg(nw.col("_at").min(), nw.col("_value").min(), nw.col("_subject").min()).join(
        there.agg(nw.col("_at").min().alias("_other_at"), nw.col("_value").min().alias("_other")),
        on="_group",
        how="inner",
    )
    rows = rows.join(holding, on="_group", how="left")
    cells = question.cells.get(name, (name,))
    title = question.kind.model.model_fields[name].title or name

    def shown(value: Any) -> str:
        return quoted(question.kind, name, bool(value) if logical else value)

    def finding(row: dict[str, Any]) -> Finding:
        return CATALOGUE[question.codes.get(name, "ROWS_DISAGREE")].at(
            inputs.locate(max(row["_at"], row["_other_at"]), *cells),
            shown(row["_value"]),
            subject=masking.title(row["_subject"]),
            title=title,
            here=str(inputs.locate(row["_at"])),
            there=str(inputs.locate(row["_other_at"])),
            other=shown(row["_other"]),
            counted=f"以“{shown(row['_answer'])}”为准" if row["_holds"] else "不知以哪个为准，按未知计",
        )

    return tell(rows, ("_value", "_other", "_other_at", "_subject", "_answer", "_holds"), finding)


def first_of(frame: Frame, *keys: str) -> Frame:
    """Give the rows of ``frame`` that share their ``keys`` with others: ``_at``, and the ``_group``, the least."""
    groups = frame.group_by(*keys).agg(nw.len().alias("_n"), nw.col("_at").min().alias("_group"))
    groups = groups.filter(nw.col("_n") > 1).drop("_n")
    return frame.select("_at", *keys).join(groups, on=list(keys), how="inner").select("_at", "_group")


def meaning(texts: Mapping[str, str]) -> Meaning:
    """Give what a table says that words mean, and of other words their letters."""
    return lambda text: texts.get(text) or name_key(text)
