"""What is a name by its form: a person's, an organisation's, a village's. Names are open, not what stands around."""

from __future__ import annotations

from ..persons import COMPOUND, HAN, RARER, SURNAMES, UNCOMMON, is_transcribed
from ..regex import Regex
from .reading import compact
from .statements import MARKERS, Word, shape, words

_PERSON = Regex(rf"^(?:[{SURNAMES}]{HAN}{{1,2}}|(?:{COMPOUND}){HAN}{{1,2}})$")
_RARE = Regex(rf"^(?:[{SURNAMES}{RARER}]{HAN}{{1,2}}|[{SURNAMES}]{{2}}{HAN}{{2}})$")
_SURNAMED = Regex(rf"^(?:[{SURNAMES}{RARER}{UNCOMMON}]|{COMPOUND})")
_FOREIGN = Regex(rf"^(?:{HAN}{{1,8}}(?:·{HAN}{{1,8}})+|[A-Z][a-z]*(?:[.·]?[A-Z][a-z]+)+)$")
_MASKED = Regex(rf"^(?:[{SURNAMES}]|{COMPOUND})\*{{1,2}}{HAN}?$")
"""As djcov itself shows people: 张*."""

_SHORT_HAN = Regex(rf"^{HAN}{{2,4}}$")
_AND_OTHERS = Regex(r"等(?:\d{0,2}|[一二三四五六七八九])人?$")
_BEGINNINGS = (
    "也许|或许|兴许|可能|大概|大约|估计|应该|应当|好像|似乎|据说|听说|在[建办批谈招]|以[后前往]|近[期日]|最近|今[后年]|下个?[月年周]|本[月年周]"
    "|将[来要]|即将|尽[快早]|随后|后续|再[说议定]|另[议定]|研究|考虑|看看|[详参]见|见[附备表]"
)
_WHOLES = (
    "[去明来后]年|年[内后初末]|月底|[协商][商议量定]|讨论|原[有来]|部分|个别|若干|其[他它余]|全部|同意"
    "|单独|联合|挂靠|依托|兜底|区域|行业|网格|正常|存续|在业|开业|歇业|迁[出走]|破产|空壳|僵尸|查[封询]|个体|集体|国有|民营|私营|企业|公司"
)
"""Answers that say neither yes nor no, or belong to another column. None begins with one of :data:`SURNAMES` but for
原有 and 原来, which are hardly names."""

_OTHER_ANSWER = Regex(rf"^(?:{_BEGINNINGS}|(?:{_WHOLES})$)")
_NOT_A_NAME = Regex(r"[未无不否待筹拟派缺暂请报闭停销散撤]|[建组成][立建中]|计划|正在|马上|年底")
"""Words of other answers, many of which begin with what is also a surname: 申请中, 关停, 马上."""

_ORGANIZATION = Regex(
    r"(?:党委|党总支|总支部?|支部|党组|委员会|工会|团委|妇联|妇委会|联合会|党组织|党工委|工委|党小组|支委会|小组|总支委)"
    r"(?:第?[一二三四五六七八九十\d]{1,3}|\d+)?$"
)
_NUMBER = r"(?:第?[一二三四五六七八九十\d]{1,3}|[A-Z]|\d+)?(?:号)?$"
KINDS = {
    kind: Regex(f"(?:{form}){_NUMBER}")
    for kind, form in {
        "union": "工会(?:联合会|委员会|小组|组织)?",
        "youth": "共青团|青年团|(?<![集社群])团(?:组织|总支部?|支部|工?委|(?:支部|总支部)?委员会)",
        "women": "(?:妇女?联(?:合会)?|[妇女]工?委会?|女工?委员会|妇女?工作?委员会|妇女委员会|妇女)(?:组织|之家)?",
        "party": "党委|总支[部委]?|支部|党组|支委会|工委|党[建的]?组织|两新组织"
        "|(?<!村民|居民|管理|业主|职工|物业)委员会",
    }.items()
}
"""What tells by the end of a name what kind of organisation it is: the first that fits."""

_BARE = Regex(
    "(?:中共|中国共产党)?(?:本|该)?(?:非公有制|非公|民营|私营|两新)?(?:企业|公司|单位)?(?:单独|独立|联合|联建|功能型?|流动)?"
    "(?:基层)?(?:党总支部?|党支部|党委|党组织|党小组|总支部?|支部|委员会)(?:委员会)?"
)
_BODY = Regex(
    r"(?:公司|集团|厂|矿|店|场|行|院|校|大学|中学|小学|所|站|社|中心|商会|协会|学会|联合会|村|社区|居委会|村委会|乡|镇|街道|办事处|园区?|集聚区|开发区|管委会|"
    r"区|县|市|局|机关|企业|市场|商圈|片区|网格|楼宇|大厦|广场|街区?|支部[A-Z\d一二三四五六七八九十]+)$"
)
_PLACE = Regex(
    r"(?:村|社区|庄|屯|寨|湾|居|街|坊|里|营|店|集|铺|沟|坡|岗|镇|乡|组|居委会|村委会|街道|办事处|[村社]?两委)$"
)


def is_person(text: str) -> bool:
    """Whether a compact text reads like a person's name, by its surname."""
    return bool(_PERSON.match(text)) and may_be_person(text) and not _is_said(words(text))


def _is_said(given: tuple[Word, ...]) -> bool:
    """Whether words of which the first is, or begins with, a surname all say something: 曾达标, 安排建."""
    first, rest = given[0], set(shape(given[1:]))
    if len(first.text) > 1:
        return first.part in "viqyafu" and rest <= set("vzsqy")
    return first.part in MARKERS and bool(rest) and rest <= set("vzsqyu")


def may_be_person(text: str) -> bool:
    """Whether a compact text could be a person's name, however rare the surname; 筹建中 and 也许 could not."""
    return bool(_SHORT_HAN.match(text)) and not (_NOT_A_NAME.search(text) or _OTHER_ANSWER.match(text))


def person(text: str) -> str:
    """Give the person whom an open text names, with or without a post: 张三, 副区长张三, 张三书记; else nothing."""
    text = _AND_OTHERS.sub("", text)
    if _is_name_of_person(text):
        return text
    if "·" in text:
        return _after_office(text)
    for length in (4, 3, 2):
        name, before = text[-length:], text[:-length]
        if before and (_PERSON if length == _LONGEST else _RARE).match(name) and _is_office(words(before)):
            return name
    for length in (2, 3, 4):
        name, behind = text[:length], text[length:]
        if behind and _RARE.match(name) and _is_office(office := words(behind)) and office[-1].part != "t":
            return name
    given = words(text)
    return text if given[-1].part in "bh" and len(text) > 2 and _is_office(given) and "v" not in shape(given) else ""


_LONGEST = 4
"""Characters of a Chinese name, of which two are the surname."""


def _after_office(text: str) -> str:
    """Give a name of several parts behind a post: 副区长阿依古丽·买买提."""
    given = words(text)
    for at, word in enumerate(given):
        if at and word.part == "o" and _is_office(given[:at]) and _FOREIGN.match(name := text[word.at :]):
            return name
    return ""


def _is_office(given: tuple[Word, ...]) -> bool:
    """Whether words end in a post or a body, and hold none of what is not so."""
    codes = shape(given)
    return codes[-1] in "bkht" and not MARKERS & set(codes)


def _is_name_of_person(text: str) -> bool:
    if _FOREIGN.match(text) or _MASKED.match(text):
        return True
    if not _SHORT_HAN.match(text):
        return False
    given = words(text)
    codes = shape(given)
    if _PERSON.match(text) and (len(text) == 4 or text[:2] in COMPOUND):
        return not MARKERS & set(codes[1:])
    if _RARE.match(text) and len(text) < 4:
        said = _is_said(given) or (
            MARKERS & set(codes) and ("o" not in codes or (len(given[0].text) > 1 and given[0].part in MARKERS))
        )
        return not said and not (len(given) == 1 and codes in "bkht")
    if not (_SURNAMED.match(text) or is_transcribed(text)):
        return False  # 镇派, 另附表
    if codes.strip("o") == "":
        return not _OTHER_ANSWER.match(text)
    if codes[0] == "a" and set(codes) <= set("avsdD"):
        return False  # 已派: something was done
    if _OTHER_ANSWER.match(text) or codes[-1] in "bkhtiazs":
        return False
    return len(text) < 4 and not MARKERS & set(codes[1:]) and "y" not in codes and "u" not in codes


_OF_MEMBERS = Regex("(?:党员)?(?:党?组织)?关系(?:在|转|隶属|归)|党员(?:均|都|全部?|已|组织)*(?:在|转|隶属|归)")
"""How it begins what says where members belong: 党员在村支部, which covers no enterprise by that."""


def organization(text: str) -> str:
    """Give the name of an organisation, if an open text is one by how it ends; else nothing."""
    if _OF_MEMBERS.match(text):
        return ""
    codes = shape(words(text))
    if _ORGANIZATION.search(text) and len(text) > 1:
        return "" if "o" not in codes and "v" in codes else text
    if not _BODY.search(text) or len(text) < 2:
        return ""
    return "" if MARKERS & set(codes) else text


def kind(text: str) -> str:
    """Give the kind (a key of :data:`KINDS`) of the organisation that a name names; else nothing."""
    return next((kind for kind, form in KINDS.items() if form.search(text)), "")


def party(text: str) -> str:
    """Give the name of a Party organisation, if an open text is one by how it ends; else nothing."""
    return organization(text) if kind(text) == "party" else ""


def is_of_another_kind(text: str) -> bool:
    """Whether a text is the name of a mass organisation or of a part of a Party branch: 青山工会, 第一党小组."""
    return text.endswith("党小组") or kind(text) not in ("", "party")


def is_bare(text: str) -> bool:
    """Whether a text is no organisation's own name, but one that fits every one of its kind: 党支部."""
    return bool(_BARE.fullmatch(compact(text)))


def village(text: str) -> str:
    """Give the name of a village or a community (村、社区), or of an organisation of one; else nothing."""
    if _PLACE.search(text) or _ORGANIZATION.search(text):
        return text
    codes = shape(words(text))
    return text if _SHORT_HAN.match(text) and not (MARKERS | set("ydvf#")) & set(codes) else ""


def anybody(text: str) -> str:
    """Give the name of an organisation or, by a surname, of a person that stands where yes or no is asked for."""
    if _ORGANIZATION.search(text) and (len(text) > 2 or text in _KINDS):
        return "" if _OF_MEMBERS.match(text) else text
    return text if is_person(text) or is_person(person(text)) else ""


def anything(text: str) -> str:
    """Give the name of a person, an organisation or a body that stands where an item of a checklist is asked for."""
    return anybody(text) or organization(text)


_KINDS = ("党委", "总支", "支部")
"""Kinds of Party organisation that are words of two characters."""


def nothing(_text: str) -> str:
    """Give no name: none stands in such a cell."""
    return ""
