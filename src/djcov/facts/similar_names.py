"""Names that are nearly the same: suggestions for people to look at, never links.

Most of a company's name is region, trade and legal form, which every second one shares: 杭州甲科技有限公司 is
nine tenths of 杭州乙科技有限公司 and has nothing to do with it. So these are taken off, and what is left must be
equal or differ in one character. Stems that differ in one character have a form in common with one character left
out, and are found by it: the work grows with the number of names, not with its square.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Generic, TypeVar

from ..regex import Regex
from ..values.text import name_key

K = TypeVar("K", bound=Hashable)

_MOST_ALIKE = 50
"""A form that more names share says nothing about them."""

_NUMERAL = Regex("[0-9一二三四五六七八九十百]")
_BRACKETS = Regex(r"\([^()]*\)")
_REGION = Regex(r"^(?:[一-鿿]{2,3}(?:省|自治区))?(?:[一-鿿]{2,4}市)?(?:[一-鿿]{2,4}[区县旗])?(?:[一-鿿]{1,4}[乡镇])?")
_LEGAL = Regex(
    r"(?:集团)?(?:有限责任公司|股份有限公司|有限公司|股份公司|总公司|公司|集团|农民专业合作社|专业合作社|合作社|合作联社|联合社)(?:[一-鿿]{0,6}分(?:公司|厂|店))?$"
    r"|(?:经营部|经销部|门市部|服务部|加工厂|总厂|工厂|厂|商行|商店|超市|中心|事务所|个体户|店|部)$"
)
_TRADE = Regex(
    r"(?:(?:科技|网络|信息|技术|软件|电子|电器|机械|机电|设备|装备|制造|制品|实业|工业|企业|控股|投资|管理|咨询|服务|服饰|服装|纺织|鞋业|家具|家居"
    r"|商贸|贸易|经贸|工贸|商业|销售|营销|建材|建筑|建设|建工|工程|装饰|市政|园林|绿化|路桥|房地产|置业|物业|开发|发展|食品|粮油|餐饮|酒店|宾馆|酒业|饮品"
    r"|农业|农牧|牧业|养殖|种植|林业|菌业|果业|农资|饲料|种业|物流|运输|仓储|供应链|汽车|汽贸|包装|印刷|印务|纸业|塑业|塑料|化工|材料|新材料|管业|五金"
    r"|钢构|矿业|能源|电力|燃气|环保|医药|医疗|药业|器械|生物|文化|传媒|广告|教育|旅游|超市)+)$"
)


@dataclass(frozen=True)
class Stem:
    """What is left of a name."""

    text: str
    """Without region, trade and legal form."""
    trade: str

    @cached_property
    def numerals(self) -> tuple[str, ...]:
        """Of the text: what is numbered is not mistyped (第一建筑 and 第二建筑, 甲公司 1 and 2)."""
        return tuple(_NUMERAL.findall(self.text))


@lru_cache(maxsize=65536)
def stem(name: str) -> Stem:
    """Take region, trade and legal form off a name; what would leave too little stays on."""
    rest = _BRACKETS.sub("", name_key(name)) or name_key(name)
    rest = _LEGAL.sub("", rest) or rest
    without_region = _REGION.sub("", rest)
    rest = without_region if len(without_region) > 1 else rest
    match = _TRADE.search(rest)
    if match is None or match.start() < 2:
        return Stem(rest, "")
    return Stem(rest[: match.start()], match[0])


def alike(one: Stem, other: Stem) -> bool:
    """Whether two names may mean one enterprise: equal stems, or long ones that differ in a character; one trade."""
    if one.numerals != other.numerals:
        return False
    if not (one.trade.startswith(other.trade) or other.trade.startswith(one.trade)):
        return False
    from rapidfuzz.distance import Levenshtein

    shortest = min(len(one.text), len(other.text))
    differ = Levenshtein.distance(one.text, other.text, score_cutoff=1)
    return differ == 0 or (differ == 1 and shortest >= (4 if len(one.text) == len(other.text) else 3))


class Names(Generic[K]):
    """Names that can be asked which of them another one is like."""

    def __init__(self, names: Iterable[tuple[K, str]]) -> None:
        self._shared: Counter[str] = Counter()
        self._forms: defaultdict[tuple[str, tuple[str, ...]], list[tuple[K, str]]] = defaultdict(list)
        for key, name in names:
            found = stem(name)
            for form in _forms(found.text):
                self._shared[form] += 1
                self._forms[form, found.numerals].append((key, name))

    def like(self, name: str) -> list[tuple[K, str]]:
        """Give those that ``name`` is like, the likest first; of names that are equally like, in the order given."""
        from rapidfuzz import fuzz

        wanted = stem(name)
        found: dict[tuple[K, str], None] = {}
        for form in _forms(wanted.text):
            if self._shared[form] <= _MOST_ALIKE:
                shared = self._forms.get((form, wanted.numerals), [])
                found.update(dict.fromkeys(each for each in shared if alike(wanted, stem(each[1]))))
        return sorted(found, key=lambda each: -fuzz.ratio(name_key(name), name_key(each[1])))


def _forms(text: str) -> Iterator[str]:
    """Yield a stem, and it with each character left out."""
    yield text
    if len(text) > 2:
        yield from dict.fromkeys(text[:at] + text[at + 1 :] for at in range(len(text)))
