"""Yes, no and *not yet* said in words: 已成立党支部, 尚未派驻, 拟联合组建.

Only a whole text says anything. Names hold all of these characters: 王建中, 无为县第一支部, 待王村.
"""

from __future__ import annotations

from ..regex import Regex

_ORGANIZATION = (
    "(?:党组织|党建组织|(?:联合)?党?支部|党总支|党委"
    "|工会(?:组织)?|团组织|团支部|共青团(?:组织)?|妇联(?:组织)?|妇女组织)"
)
_GUIDE = "(?:党建)?(?:工作)?(?:指导员|联络员)"
_ABOUT = rf"(?:{_ORGANIZATION}|{_GUIDE}|(?:党组织|党?支部)?书记|(?:联系|包联|分包)领导)"
_WHO = "(?:专?人|人员|人选)"
"""Not behind any word: 成立人 is a name."""

_DONE = (
    "(?:(?:已经?|有)?(?:建立|成立|组建|设立|建|设|选派|派驻|委派|指派|派|配备|选配|配|安排|选聘|聘请|聘任|聘|任命|选举"
    "|落实|到位|结对|包联|分包)了?)"
)
_NO = "(?:[尚还暂仍]?未(?:能|曾)?|[尚还暂仍]?无[需须]?|[尚还暂仍]?没有?|不(?:需要?|用|必)?)"
_NONE = (
    "空缺|暂[空缺]|缺[位岗编员]?|出缺|[尚暂]未|[尚还仍]无|[尚还暂仍]?没有?|不需要?|无[需须]|不用|不必|[不未]涉及|不适用"
    "|应[建派配]未[建派配]|[尚暂]?[不未](?:具备|符合)(?:(?:建立|成立|组建|派驻)(?:党组织)?的?)?条件|条件[尚暂]?[不未](?:具备|成熟)"
    "|[尚暂]?[无没]有?(?:正式)?党员"
)
_NOW = "(?:目前|现)?"
_NEGATED = rf"(?P<no>{_NO})(?:{_DONE}?(?:{_ABOUT}|{_WHO})|{_DONE})"
_SAYS = rf"{_NOW}(?:(?P<none>{_NONE})|{_NEGATED}|{_DONE}{_ABOUT}?|已?有(?:{_ABOUT}|{_WHO}))"

_UNDER_WAY = "(?:筹备|筹建|筹划|筹|申请|申报|报批|审批|组建|建设|选派|物色|考察|酝酿)"
_NOT_DECIDED = rf"{_NOW}[尚还暂仍]?未(?:定|确定|明确|选定|商定)(?:{_ABOUT}|{_WHO})?"
_UNDER_WAY_NOW = (
    rf"{_NOW}(?:正在?|已)?{_UNDER_WAY}{_ABOUT}?之?(?:中|阶段)"
    rf"|{_NOW}(?:正在|在)(?:建|筹|{_UNDER_WAY}){_ABOUT}?|筹[建备]{_ABOUT}?"
)
_PENDING = (
    rf"{_NOT_DECIDED}|{_UNDER_WAY_NOW}"
    "|[待拟](?:定|确定|明确|落实|[派选聘任建设配]|组建|成立|委派|指派|安排|商[定议]|考察|物色|研究|换届|审批|报批|批|筹|联合|单独|调整|补[派选充建配]|由|于|与).*"
    rf"|{_NOW}(?:正在|计划|准备|打算|预计|即将|将于|争取|申请|年底).{{0,12}}{_DONE}{_ABOUT}?"
)
PHRASES = f"{_SAYS}|{_PENDING}|{_ORGANIZATION}"
"""Every whole text that :func:`said`, :func:`is_pending` or :func:`is_of_organization` knows, for RE2 as well."""

_SAID = Regex(_SAYS)
_NOT_YET = Regex(_PENDING)
_THING = Regex(rf"{_ORGANIZATION}|{_GUIDE}")
_UNDECIDED = Regex(rf"{_NOT_DECIDED}|{_UNDER_WAY_NOW}")
_OF_ORGANIZATION = Regex(
    rf"{_NOW}(?:{_NO})?(?:{_DONE}|已?有)?{_ORGANIZATION}|{_ORGANIZATION}{_NOW}(?:{_NO})?(?:{_DONE}|[已全]*覆盖|[健齐]全)"
)


def said(text: str) -> bool | None:
    """Give the yes or no that a compact text says in words; None if it says neither, as a name does not."""
    match = _SAID.fullmatch(text)
    return match and not (match["none"] or match["no"])


def is_pending(text: str) -> bool:
    """Whether a compact text says that something is still to come: 筹建中, 拟派, 未确定."""
    return bool(_NOT_YET.fullmatch(text))


def is_of_nobody(text: str) -> bool:
    """Whether a compact text says in words that there is nobody, or something still to come without a name, as 拟派王五
    has one; or speaks of an organisation.
    """
    return said(text) is False or bool(_UNDECIDED.fullmatch(text)) or is_of_organization(text)


def is_thing(text: str) -> bool:
    """Whether a compact text is nothing but a word for an organisation or an instructor: 党支部."""
    return bool(_THING.fullmatch(text))


def is_of_organization(text: str) -> bool:
    """Whether a compact text speaks of some organisation, there or not, and of nobody: 已建党组织, 党支部."""
    return bool(_OF_ORGANIZATION.fullmatch(text))
