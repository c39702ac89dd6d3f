"""Whether an enterprise is covered by an organisation, its own or a joint one (S1, S5, S6)."""

from __future__ import annotations

import re

import narwhals as nw

from ..models import Kind
from ..policy import Forms, Policy
from ..values.reading import compact
from .answers import SILENCE, Answer, first_filled, named, stored
from .frames import FALSE, TRUE, Frame, after, judged, look_up
from .inputs import Inputs
from .statuses import pattern_of

CELLS = ("organized", "organization_form", "organization_name", "organization_kind")
"""The ledger's columns that say whether there is an organisation, the most explicit first."""

OWN, JOINT, NONE = "own", "joint", "none"
_COUNTED = ("_now", "_own", "_joint")
_ACT = "(?:进行|采取|实行|参加|加入|纳入)?"
_NEGATED = rf"(?:未能?|没有?|不(?:能|宜|具备|符合)?){_ACT}"
"""What in front of a form says that it is not so: 未单独组建, 不具备单独组建条件."""

_PLANNED = rf"(?:(?<![供相适反对效响])应当?|拟|(?<![接招])待|计划|准备|打算|即将|正在|筹[备建]|申请|争取|年底前?){_ACT}"
_UNDER_WAY = "(?:党组织|党支部)?(?:正在|待|拟|筹[备建]|(?:组建|建立|申请|审批|报批)中)"
"""What before, or behind, a form says that it is still to come: 拟联合组建, 单独组建中."""


def forms(policy: Policy, frame: Frame, column: str) -> nw.Expr:
    """Give own, joint or none, as the policy's words of 组建方式 say; empty if they say nothing."""
    return look_up(column, judged(frame, column, lambda text: _form(text, policy.forms)))


def _form(text: str, words: Forms) -> str:
    """Judge a text of 组建方式: a form that is negated is none, one that is planned is not known yet."""
    flat = compact(text)
    any_form = pattern_of((*words.joint, *words.own))
    done, planned = re.subn(f"{_PLANNED}(?:{any_form})|(?:{any_form}){_UNDER_WAY}", "", flat)
    said, negated = re.subn(f"{_NEGATED}(?:{any_form})", "", done)
    for form, own_words, within in ((NONE, words.none, flat), (JOINT, words.joint, said), (OWN, words.own, said)):
        if any(word in within for word in own_words):
            return form
    return NONE if negated and not planned else ""


def ledger_says(inputs: Inputs) -> Answer:
    """What the ledger's own columns say, whatever the date: 是否建立 first, and where it is blank the evidence.

    Needs ``_form``. The evidence: 组建方式, then 党组织名称, then 党组织类别.
    """
    form = SILENCE
    if inputs.in_ledger("organization_form"):
        form = Answer(nw.col("_form").is_in([OWN, JOINT]), nw.col("_form") != "")
    evidence = form.or_else(inputs.given("organization_name")).or_else(inputs.given("organization_kind"))
    return inputs.marked("organized").or_else(evidence)


def from_ledger(inputs: Inputs, frame: Frame) -> Frame:
    """Add the organisation flags as the ledger gives them; ``founded_on`` stays the ledger's."""
    answer = ledger_says(inputs)
    if inputs.in_ledger("founded_on"):
        answer = Answer(answer.yes & ~after("founded_on", inputs.as_of), answer.known)
    name = named("organization_name") if inputs.in_ledger("organization_name") else FALSE
    frame = frame.with_columns(*answer.columns("organized"), name.alias("organization_named"))
    covered = nw.col("organized")
    return frame.with_columns(own=covered & (nw.col("_form") == OWN), joint=covered & (nw.col("_form") == JOINT))


def from_roster(inputs: Inputs, frame: Frame, pairs: Frame) -> Frame:
    """Add the organisation flags as the organisation roster gives them; absence from it is a known no.

    ``founded_on`` becomes the day of the first covering organisation. Also adds ``_organized_differs``: the ledger says
    otherwise, and not only because one of the two looks beyond the as-of date; and ``_organized_cell``, where it does.
    """
    covering = _covering(inputs, pairs)
    later = after("founded_on", inputs.as_of)
    frame = frame.with_columns(
        *ledger_says(inputs).columns("_says"), later.alias("_later"), first_filled(*CELLS).alias("_organized_cell")
    )
    frame = frame.drop("founded_on").join(covering, on="_enterprise", how="left")
    frame = frame.with_columns((nw.col(name) > 0).fill_null(False) for name in ("_listed", *_COUNTED))
    says, now = stored("_says"), nw.col("_now")
    return frame.with_columns(
        organized=now,
        organized_known=TRUE,
        organization_named=now,
        own=nw.col("_own"),
        joint=nw.col("_joint") & ~nw.col("_own"),
        _organized_differs=(says.yes & ~nw.col("_later") & ~nw.col("_listed")) | (says.no & now),
    ).drop("_says", "_says_known", "_later", "_listed", *_COUNTED)


def _covering(inputs: Inputs, pairs: Frame) -> Frame:
    """Sum up, per ``_enterprise``, its organisations; those founded after the as-of date are only ``_listed``."""
    organizations = inputs.rows(Kind.ORGANIZATIONS, "form", "founded_on")
    organizations = organizations.with_columns(_form=forms(inputs.policy, organizations, "form"))
    now = ~after("founded_on", inputs.as_of)
    rows = pairs.join(organizations, on="_at", how="inner").with_columns(
        now.cast(nw.Int64).alias("_now"),
        (now & (nw.col("_form") == OWN)).cast(nw.Int64).alias("_own"),
        (now & (nw.col("_form") == JOINT)).cast(nw.Int64).alias("_joint"),
        nw.when(now).then(nw.col("founded_on")).alias("founded_on"),
    )
    return rows.group_by("_enterprise").agg(
        nw.len().alias("_listed"),
        nw.col(*_COUNTED).sum(),
        nw.col("founded_on").min(),
    )
