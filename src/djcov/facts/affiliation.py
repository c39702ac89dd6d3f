"""Who supervises an organisation: its territory (属地), or a trade committee or department (S15).

What a superior is goes by what stands before the Party body in its name: 古城乡党委 is of a territory, 住建局党委 and
区工商联党委 are departments'. What is neither is unknown, and told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import narwhals as nw

from .. import masking
from ..findings import CATALOGUE, Findings
from ..models import Kind
from ..policy import Policy
from ..values import names
from ..values.reading import compact
from ..values.statements import statement
from ..values.text import NOBODY
from .frames import Frame, distinct, judged, look_up
from .inputs import Inputs
from .row_findings import tell

TRADE, TERRITORIAL, UNKNOWN = "trade", "territorial", "unknown"

_PARTY = "^(?:中国共产党|中共)"
_BODY = (
    "(?:机关|综合|联合|基层|第[一二三四五六七八九十]+|(?:非公|两新|新经济)(?:有制)?(?:经济|企业)?(?:组织)?(?:综合|联合)?)*"
    "(?:党的?(?:工作)?委员会|党工?委|党总支(?:部)?(?:委员会)?|总支(?:部)?(?:委员会)?|党支部(?:委员会)?|支部(?:委员会)?"
    r"|工作委员会|委员会|工委|党组|党组织)(?:\(.*\))?$"
)
_ENDS_WITH = "…"
"""Begins a word of the policy that must stand right before the Party body."""


def affiliation(superior: str, policy: Policy) -> str:
    """Say what a superior is; empty where a cell says that there is none, any more or yet: 原古城乡党委, 拟隶属…"""
    flat = compact(superior)
    if superior == NOBODY or statement(flat, names.organization).says is False:
        return ""
    whole = re.sub(_PARTY, "", flat)
    head = re.sub(_BODY, "", whole)
    words = policy.affiliation
    contained = (word for word in words.trade_committees if not word.startswith(_ENDS_WITH))
    ends = tuple(word[len(_ENDS_WITH) :] for word in words.trade_committees if word.startswith(_ENDS_WITH))
    if any(compact(word) in whole for word in contained) or (ends and head.endswith(ends)):
        return TRADE
    units = {*policy.units.order, *policy.units.aliases, *policy.units.aliases.values()}
    if {whole, head} & set(map(compact, units)):
        return TERRITORIAL
    return TERRITORIAL if head != whole and head.endswith(words.territories) else UNKNOWN


def superior_key(superior: str) -> str:
    """Give the form in which superiors compare: 中共古城乡委员会 is 古城乡党委."""
    head = re.sub(_PARTY, "", compact(superior))
    return re.sub("(?:党的?)?(?=委员会$)", "党", re.sub("(?:党的?)?工作委员会$", "党工委", head)).replace(
        "党委员会", "党委"
    )


def affiliations(policy: Policy, rows: Frame) -> nw.Expr:
    """Say it of every row's ``superior``; empty where there is none."""
    return look_up("superior", judged(rows, "superior", lambda text: affiliation(text, policy)))


def unknown_superiors(inputs: Inputs, kind: Kind) -> Iterator[Findings]:
    """Report superiors of which it is unknown what they are."""
    if not inputs.roster.has(kind, "superior"):
        return
    rows = inputs.rows(kind, "superior")
    texts = [text for text in distinct(rows, "superior") if text and affiliation(text, inputs.policy) == UNKNOWN]
    if texts:
        rows = rows.filter(nw.col("superior").is_in(texts).fill_null(False))
        yield tell(
            rows,
            ("superior",),
            lambda row: CATALOGUE["SUPERIOR_UNKNOWN"].at(
                inputs.locate(row["_at"], "superior"), masking.title(row["superior"])
            ),
        )
