"""Whether an enterprise is covered by an organisation, its own or a joint one (S1, S5, S6)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import narwhals as nw

from ..findings import CATALOGUE, Finding, Findings
from ..models import Kind
from ..policy import Forms, Policy
from ..quoting import quoted
from ..regex import Regex
from ..values import names
from ..values.boxes import ticked
from ..values.reading import compact
from ..values.statements import Clause, statement
from ..values.subjects import PARTY
from ..values.yesno import YES, marked
from . import covered, endings, terms
from .answers import SILENCE, Answer, first_filled, named, stored
from .endings import with_ends
from .frames import FALSE, Frame, after, distinct, judged, look_up
from .inputs import Inputs
from .row_findings import tell
from .statuses import pattern_of

CELLS = ("organized", "organization_form", "organization_name", "organization_kind", "coverage")
"""The ledger's columns that say whether there is an organisation, the most explicit first."""

_FORM_OF = {Kind.ENTERPRISES: "organization_form", Kind.ORGANIZATIONS: "form"}
"""The columns of 组建方式."""

OWN, JOINT, NONE = "own", "joint", "none"
SOME = "some"
"""A column of 组建方式 that only says that there is an organisation (已建, 党支部): in which form is unknown."""

_COUNTED = ("_now", "_own", "_joint", "_perhaps")


def forms(policy: Policy, frame: Frame, column: str, as_of: date | None = None) -> nw.Expr:
    """Give own, joint, some or none, as the policy's words of 组建方式 say; empty if nothing in them is understood."""
    return look_up(column, judged(frame, column, lambda text: form_of(text, policy.forms, as_of)))


def unclear_forms(inputs: Inputs, kind: Kind) -> Iterator[Findings]:
    """Report the texts of 组建方式 that are not understood: nobody knows which form they mean."""
    column = _FORM_OF[kind]
    if not inputs.roster.has(kind, column):
        return
    rows = inputs.rows(kind, column)
    texts = [text for text in distinct(rows, column) if text and form_of(text, inputs.policy.forms) in ("", SOME)]
    if texts:

        def unclear(row: dict[str, Any]) -> Finding:
            return CATALOGUE["FORM_UNCLEAR"].at(inputs.locate(row["_at"], column), quoted(kind, column, row[column]))

        yield tell(rows.filter(nw.col(column).is_in(texts).fill_null(False)), (column,), unclear)


def form_of(text: str, words: Forms, as_of: date | None = None) -> str:
    """Judge a text of 组建方式: a form that is denied, planned or has ended by the day is none."""
    flat = ticked(compact(text))
    if flat is None or _TICK_BETWEEN.search(flat):
        return ""
    common = _in_common_words(flat.replace("/", "、"), words)
    said = statement(common, names.organization)
    if said.left or _EITHER.search(common):
        return ""
    kept = {form for clause in said.clauses if clause.says for form in _formed(clause)}
    kept -= {form for clause in said.clauses if clause.says is False for form in _formed(clause)}
    if any(clause.says is False and not _formed(clause) for clause in said.clauses):
        return NONE
    if not kept:
        return NONE if any(clause.says is False for clause in said.clauses) else _some(flat)
    now = True if said.terms is None or as_of is None else said.terms.holds(as_of)
    return ("" if now is None else NONE) if not now else JOINT if JOINT in kept else OWN


_TICK_BETWEEN = Regex("[单独联合建立靠][√✓✔](?=[单联挂独])")
"""One tick between two options, of which nobody knows to which it belongs."""

_EITHER = Regex("单独(?:组建|建立)?[、/,;或和及]+联合|联合(?:组建|建立)?[、/,;或和及]+单独|单独法人")


def _some(flat: str) -> str:
    said = statement(flat, names.nothing)
    there = marked(flat) in YES or (said.says and not said.terms and PARTY.is_answered(said))
    return SOME if there else ""


def _in_common_words(text: str, words: Forms) -> str:
    """Write a text with 联合, 单独 and 未建 for the policy's words of the three."""
    own_ones = set(words.none) - {"未建", "未组建", "无"}
    for given, common in ((own_ones, "未建"), (words.joint, "联合"), (words.own, "单独")):
        if pattern := pattern_of(tuple(sorted(given, key=len, reverse=True))):
            text = re.sub(f"(?:{pattern})[性化]?", common, text)
    return _BEFORE_CHANGE.sub("", text)


_BEFORE_CHANGE = Regex(
    "(?:单独|联合)(?:组建|建立)?改(?:为|成)?(?=单独|联合)|(?:由|原|从)[^,;、()]{1,8}?(?:改|转|变更?)(?:为|成)"
)
"""What the form was: 由联合改为单独."""


def _formed(clause: Clause) -> set[str]:
    """Give the forms that a clause names."""
    text = "".join(word.text for word in clause.words)
    return {form for form, word in ((JOINT, "联合"), (OWN, "单独")) if word in text}


def form_beside_coverage() -> nw.Expr:
    """Give ``_form`` or, where it is neither own nor joint, what 覆盖情况 says."""
    said = nw.col("coverage").fill_null("")
    form = nw.when(said == covered.OWN).then(nw.lit(OWN)).when(said == covered.JOINT).then(nw.lit(JOINT))
    return nw.when(nw.col("_form").is_in([OWN, JOINT])).then(nw.col("_form")).otherwise(form.otherwise(nw.col("_form")))


def ledger_says(inputs: Inputs) -> Answer:
    """What the ledger's own columns say, whatever the date: 是否建立 first, and where it is blank the evidence.

    Needs ``_form``. The evidence: 组建方式, then 党组织名称, then 党组织类别, then 覆盖情况.
    """
    form = SILENCE
    if inputs.in_ledger("organization_form"):
        form = Answer(nw.col("_form").is_in([OWN, JOINT, SOME]), nw.col("_form") != "")
    evidence = form.or_else(inputs.given("organization_name")).or_else(inputs.given("organization_kind"))
    evidence = evidence.or_else(covered.organized(inputs))
    return inputs.marked("organized").or_else(evidence)


def from_ledger(inputs: Inputs, frame: Frame) -> Frame:
    """Add the organisation flags as the ledger gives them; ``founded_on`` stays the ledger's."""
    answer = ledger_says(inputs)
    if inputs.in_ledger("founded_on"):
        frame = terms.with_days(inputs, frame, Kind.ENTERPRISES, "founded_on")
        frame = frame.with_columns(_beginning=terms.may_have_come("founded_on", inputs.as_of))
        known = answer.known & ~(answer.yes & nw.col("_beginning"))
        answer = Answer(answer.yes & ~after("founded_on", inputs.as_of), known)
    frame = with_ends(inputs, Kind.ENTERPRISES, frame)
    gone, known = nw.col("_ended") | nw.col("_ending"), answer.known & ~(answer.yes & nw.col("_ending"))
    answer = Answer(answer.yes & ~gone, known)
    name = named("organization_name") if inputs.in_ledger("organization_name") else FALSE
    frame = frame.with_columns(*answer.columns("organized"), name.alias("organization_named"))
    there = nw.col("organized")
    if inputs.in_ledger("coverage"):
        frame = frame.with_columns(_form=form_beside_coverage())
    frame = frame.with_columns(own=there & (nw.col("_form") == OWN), joint=there & (nw.col("_form") == JOINT))
    frame = frame.with_columns(
        joint_name=nw.when(nw.col("joint") & named("organization_name")).then(nw.col("organization_name"))
    )
    return frame.drop("_ended", "_ending", *(("_beginning",) if inputs.in_ledger("founded_on") else ()))


def from_roster(inputs: Inputs, frame: Frame, pairs: Frame) -> Frame:
    """Add the organisation flags as the organisation roster gives them; absence from it is a known no.

    ``founded_on`` becomes the day of the first covering organisation. Also adds ``_organized_differs``: the ledger says
    otherwise, and not only because one of the two looks beyond the as-of date; and ``_organized_cell``, where it does.
    """
    covering = _covering(inputs, pairs)
    frame = with_ends(inputs, Kind.ENTERPRISES, frame)
    later = after("founded_on", inputs.as_of) | nw.col("_ended") | nw.col("_ending")
    frame = frame.with_columns(
        *ledger_says(inputs).columns("_says"), later.alias("_later"), first_filled(*CELLS).alias("_organized_cell")
    )
    frame = frame.drop("founded_on").join(covering, on="_enterprise", how="left")
    frame = frame.with_columns((nw.col(name) > 0).fill_null(False) for name in ("_listed", *_COUNTED))
    says, now = stored("_says"), nw.col("_now")
    return frame.with_columns(
        organized=now,
        organized_known=now | ~nw.col("_perhaps"),
        organization_named=now,
        own=nw.col("_own"),
        joint=nw.col("_joint") & ~nw.col("_own"),
        superior=nw.coalesce("_superior", "superior"),
        _organized_differs=(says.yes & ~nw.col("_later") & ~nw.col("_listed")) | (says.no & now),
    ).drop("_says", "_says_known", "_later", "_listed", "_ended", "_ending", "_superior", *_COUNTED)


def _covering(inputs: Inputs, pairs: Frame) -> Frame:
    """Sum up, per ``_enterprise``, its organisations; those founded after the as-of date, or ended by it, are only
    ``_listed``, and those that may have ended are ``_perhaps`` there.
    """
    fields = ("name", "form", "founded_on", "superior", *endings.fields(Kind.ORGANIZATIONS))
    organizations = with_ends(inputs, Kind.ORGANIZATIONS, inputs.rows(Kind.ORGANIZATIONS, *fields))
    organizations = organizations.with_columns(_form=forms(inputs.policy, organizations, "form", inputs.as_of))
    organizations = terms.with_days(inputs, organizations, Kind.ORGANIZATIONS, "founded_on")
    founded = ~after("founded_on", inputs.as_of) & (nw.col("_form") != NONE)
    beginning = terms.may_have_come("founded_on", inputs.as_of) & (nw.col("_form") != NONE) & ~nw.col("_ended")
    now = founded & ~nw.col("_ended") & ~nw.col("_ending")
    days = [name for name in organizations.collect_schema().names() if name.startswith("founded_on")]
    rows = pairs.join(organizations, on="_at", how="inner").with_columns(
        now.cast(nw.Int64).alias("_now"),
        ((founded & nw.col("_ending")) | beginning).cast(nw.Int64).alias("_perhaps"),
        (now & (nw.col("_form") == OWN)).cast(nw.Int64).alias("_own"),
        (now & (nw.col("_form") == JOINT)).cast(nw.Int64).alias("_joint"),
        *(nw.when(now).then(nw.col(day)).alias(day) for day in days),
        nw.when(now & (nw.col("_form") == JOINT)).then(nw.col("name")).alias("joint_name"),
        nw.when(now).then(nw.col("superior")).alias("_superior"),
    )
    return rows.group_by("_enterprise").agg(
        nw.len().alias("_listed"),
        nw.col(*_COUNTED).sum(),
        nw.col(*days, "joint_name", "_superior").min(),
    )
