"""The organisations' fact rows: from their roster or, without one, from what the ledger says about them.

The flags, all False where unknown: ``new`` (founded since the plan's start), ``oversized`` (S6), ``term_over`` and
``term_ends_soon`` (:mod:`.elections`) and, each with ``…_known``, ``has_secretary`` (S11), ``territorial`` (S15),
``secretary_trained`` (S13), ``has_leader`` (S20), ``has_village`` (S16), ``six_haves`` (S22), ``gift_pack`` (S19),
``dual_strong_district`` and ``dual_strong_city`` (S4). There are also the columns :data:`ANSWERS` (bool, null where
unknown) and :data:`TEXTS` (str, null where unknown).
"""

from __future__ import annotations

from datetime import datetime

import narwhals as nw

from ..choices import said
from ..models import Kind
from ..values.levels import RANKED
from . import covered, elections, endings, terms
from .affiliation import TERRITORIAL, UNKNOWN, affiliations
from .answers import Answer, every, given, marked, nobody
from .frames import FALSE, TRUE, Frame, judged, look_up, row_of, since, table_of
from .home_units import counted, homes
from .inputs import Inputs
from .ledger_organizations import Gathered
from .organization_coverage import form_beside_coverage, forms
from .scope import units

SIX_HAVES = ("has_place", "has_facilities", "has_sign", "has_flag", "has_books", "has_rules")
GIFT_PACK = (
    *("gift_seal", "gift_materials", "gift_board", "gift_flag", "gift_instructor", "gift_constitution"),
    *("gift_lecture", "gift_training", "gift_visit"),
)
MECHANISMS = ("demo_posts", "two_way_mechanism", "paired_building", "online_site")
FAVORS = ("favor_development", "favor_commendation", "favor_training", "favor_funds")
PARTY_WORKERS = ("party_workers", "party_workers_trained")
ANSWERS = (*SIX_HAVES, *GIFT_PACK, *MECHANISMS, *FAVORS, *PARTY_WORKERS)
TEXTS = ("leader", "partner_village", "dual_strong", "model_level", "secretary_source", "fund_sources")
DISTRICT, CITY, PROVINCE = "区级", "市级", "省级"
NAMED_NONE = "名称写明没有"
"""Why a row that is named 无 is no organisation."""

ENDED, ENDING = "已经撤销", "撤销时间没有过完，不清楚是否还在"
"""Why an organisation that has ended, or may have, is left out."""

NOT_OVER = "成立时间没有过完，不清楚是否已经成立"
"""Why an organisation is left out that may have been founded."""

REPEATED = "与前面的行是同一党组织，合为一个"
"""Why a further row of an organisation is left out."""

_FIELDS = (
    *("name", "township", "founded_on", "superior", "secretary", "secretary_trained"),
    *(*ANSWERS, *TEXTS),
    *endings.fields(Kind.ORGANIZATIONS),
    *elections.FIELDS,
    "kind",
)
_COMPUTED = (
    *("founded_on_low", "founded_on_high", "territorial", "territorial_known"),
    *("new", "oversized", "term_over", "term_ends_soon"),
)
_KEPT = (
    "_table",
    "_row",
    "_at",
    "name",
    "township",
    "left_out",
    "in_scope",
    "covered",
    "founded_on",
    "superior",
    "secretary",
    *elections.FIELDS,
)


def at_least(column: str, level: str) -> Answer:
    """Whether a column's honour is of a level or a higher one."""
    yes = nw.col(column).fill_null("").is_in(RANKED[: RANKED.index(level) + 1])
    return Answer(yes, ~nw.col(column).is_null())


_ANSWERED: dict[str, Answer] = {
    "has_secretary": given("secretary"),
    "secretary_trained": Answer(
        given("secretary").yes & marked("secretary_trained").yes, marked("secretary_trained").known
    ),
    "has_leader": given("leader"),
    "has_village": given("partner_village"),
    "six_haves": every(map(marked, SIX_HAVES)),
    "gift_pack": every(map(marked, GIFT_PACK)),
    "dual_strong_district": at_least("dual_strong", DISTRICT),
    "dual_strong_city": at_least("dual_strong", CITY),
}
"""What a row of the roster answers by itself."""

_FLAGS = tuple(flag for name in _ANSWERED for flag in (name, f"{name}_known"))


def from_roster(inputs: Inputs, covering: Frame) -> Frame:
    """One fact row per row of the organisation roster."""
    listed = inputs.rows(Kind.ORGANIZATIONS, *_FIELDS)
    rows = listed.with_columns(_own_township=units(inputs, listed)).drop("township")
    rows = rows.join(homes(inputs, covering, "township"), on="_at", how="left").join(
        counted(covering), on="_at", how="left"
    )
    rows = terms.with_days(inputs, rows, Kind.ORGANIZATIONS, "founded_on")
    last = datetime(inputs.as_of.year, inputs.as_of.month, inputs.as_of.day)
    later = judged(rows, "founded_on_low", lambda day: f"成立时间 {day:%Y-%m-%d} 晚于截至日期" if day > last else "")
    open_ = terms.may_have_come("founded_on", inputs.as_of)
    nobody_there = said(inputs.base, "没有覆盖统计范围内的企业")
    without = nw.when(nw.col("covered").is_null()).then(nw.lit(nobody_there)).otherwise(nw.lit(""))
    without = nw.when(open_).then(nw.lit(NOT_OVER)).otherwise(without)
    left_out = nw.when(nobody("name")).then(nw.lit(NAMED_NONE)).otherwise(look_up("founded_on_low", later, without))
    left_out = nw.when(_is_repeated(inputs)).then(nw.lit(REPEATED)).otherwise(left_out)
    if Kind.ORGANIZATIONS in inputs.agreed:
        groups = inputs.agreed[Kind.ORGANIZATIONS].select("_at", "_group")
        rows = rows.join(groups, on="_at", how="left")
    rows = endings.with_ends(inputs, Kind.ORGANIZATIONS, rows)
    ended = nw.when(nw.col("_ended")).then(nw.lit(ENDED)).when(nw.col("_ending")).then(nw.lit(ENDING))
    left_out = nw.when(left_out != "").then(left_out).otherwise(ended.otherwise(nw.lit("")))
    rows = elections.with_terms(inputs, rows, "kind")
    return rows.with_columns(
        *(flag for name, answer in _ANSWERED.items() for flag in answer.columns(name)),
        *_territory(inputs, listed).columns("territorial"),
        **terms.ends_of_day(rows, "founded_on"),
        left_out=left_out,
        in_scope=left_out == "",
        covered=nw.col("covered").fill_null(0).cast(nw.Int64),
        township=nw.coalesce("township", "_own_township"),
        new=since("founded_on_low", inputs.policy.plan_start),
        oversized=nw.col("covered").fill_null(0) > inputs.policy.counting.joint_units,
    ).select(*_KEPT, *_COMPUTED, *_FLAGS, *ANSWERS, *TEXTS)


def _territory(inputs: Inputs, rows: Frame) -> Answer:
    """Whether the superior is a territorial unit; none at all is a no."""
    found = affiliations(inputs.policy, rows)
    return Answer(found == TERRITORIAL, ~nw.col("superior").is_null() & (found != UNKNOWN))


def _is_repeated(inputs: Inputs) -> nw.Expr:
    """Whether a row means an organisation that stands in a row before. Needs the ``_group`` of rows that agree."""
    if Kind.ORGANIZATIONS not in inputs.agreed:
        return FALSE
    return nw.coalesce("_group", "_at") != nw.col("_at")


def words_from_roster(inputs: Inputs) -> Frame:
    """Give per organisation of the roster what its cells say: ``form``, ``kind`` (str, null if unknown) and ``_form``,
    own, joint or none as the policy reads the form's word, else empty.
    """
    rows = inputs.rows(Kind.ORGANIZATIONS, "form", "kind")
    return rows.with_columns(_form=forms(inputs.policy, rows, "form", inputs.as_of)).select(
        "_at", "form", "kind", "_form"
    )


def from_ledger(inputs: Inputs, gathered: Gathered) -> Frame:
    """One fact row per organisation that the ledger's rows make."""
    rows = gathered.answers.with_columns(_table=table_of("_at"), _row=row_of("_at"))
    rows = rows.join(counted(gathered.covering), on="_at", how="inner")
    rows = rows.join(homes(inputs, gathered.covering, "township"), on="_at", how="left")
    rows = terms.with_days(inputs, rows, Kind.ENTERPRISES, "founded_on", behind=gathered.covering)
    rows = elections.with_terms(inputs, rows, "organization_kind")
    return rows.with_columns(
        *(flag for name, answer in _ANSWERED.items() for flag in answer.columns(name)),
        *_territory(inputs, rows).columns("territorial"),
        **terms.ends_of_day(rows, "founded_on"),
        left_out=nw.lit(""),
        in_scope=TRUE,
        new=since("founded_on_low", inputs.policy.plan_start),
        oversized=nw.col("covered") > inputs.policy.counting.joint_units,
    ).select(*_KEPT, *_COMPUTED, *_FLAGS, *ANSWERS, *TEXTS)


def words_from_ledger(inputs: Inputs, gathered: Gathered) -> Frame:
    """Give the same per organisation that the ledger's rows make."""
    rows = gathered.answers.select("_at", "coverage", form="organization_form", kind="organization_kind")
    rows = rows.with_columns(_form=forms(inputs.policy, rows, "form")).with_columns(_form=form_beside_coverage())
    said = nw.when(nw.col("coverage").is_in([covered.OWN, covered.JOINT])).then(nw.col("coverage"))
    return rows.with_columns(form=nw.coalesce(nw.col("form"), said)).drop("coverage")
