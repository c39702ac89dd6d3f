"""What a cell says: that something is so, is not, is to come, or was; since when and until when; and of whom or what.

A statement is cut into clauses at brackets, commas and semicolons; a clause into words of the
:mod:`djcov.values.lexicon`, each with its part of speech, and into what is *open*: names. A clause is understood when
all of it is; a name is understood by its form. What has ended, is planned, conditional or denied is a no; but an end
that is planned or denied is none (拟撤销, 未撤销). One clause that is not understood makes the whole unknown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise, takewhile

from ..persons import COMPOUND, HAN
from ..regex import Regex
from .lexicon import parts_of_speech
from .terms import DATE, Terms, Time, time_of

_WORDS = parts_of_speech()
_LONGEST = max(map(len, _WORDS))
_DATE = Regex(DATE)
_RANGE = Regex(rf"({DATE})(?:[-—–~]+|至|到)({DATE}|今(?!年)|现在|目前)|({DATE})[-—–~]+$")
_NUMBER = Regex(
    r"(?:不少于|不低于|至少|约|近|超过|达到?|每年|全年|累计|共)?(?:\d{1,6}(?:\.\d+)?|[一二三四五六七八九十百两]{1,4})余?"
    r"(?:平方米|平米|平方|m2|人次|课时|个月|学时|万元|[枚本次间套面名人个处块副张条部台件把只份期堂场节位家支幅盏户批轮组册天元座栋幢所种项%])"
    r"(?:左右|以上|多)?|第[一二三四五六七八九十\d]{1,3}[期次批届轮]|每[季月年周][一二三四两\d][次期]|(?<!\d)\d{1,4}(?!\d)"
)
_FEW = Regex(r"(?:党员|正式党员|人数|职工)*(?:不足|少于|不满|仅有?|只有)\d{1,3}[名人个]?(?:党员|正式党员)*")
"""Why an organisation is a joint one: 党员不足3名."""

_PHONE = Regex(r"(?:(?:联系)?(?:电话|手机号?|TEL|tel):?)?(?<!\d)(?:1[3-9]\d{9}|0\d{2,3}-?\d{7,8}|[2-8]\d{6,7})(?!\d)")
_MASKED_PHONE = Regex(r"(?<![\d*])\d{3}\*{2,}\d{0,4}(?![\d*])")
_DONE_AS_DUE = Regex(r"应(.{1,4}?)[已尽]\1")
_MISTYPED_DONE = Regex("(?<![自知利])己(?=[建成组派选配参培覆撤注解离调换批设])")
_MISTYPED_NOT = Regex("(?:^|(?<=[,;。(]))末(?=[建成组派选配参培覆设])")
"""Typed for 已 and 未, which look alike."""

_DOTS = str.maketrans(dict.fromkeys("•・‧∙", "·"))
"""What stands between the parts of a transcribed name: 买买提•艾力."""

_BEFORE = Regex("[以之]?前(?!任)")
_BREAKS = frozenset(",;。、!|:")
_BRACKETS = {"(": ")", "[": "]", "【": "】", "〔": "〕", "{": "}", "《": "》", "<": ">"}


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a clause, or an open piece of it (part of speech ``o``), and where it begins."""

    part: str
    text: str
    at: int


@dataclass(frozen=True, slots=True)
class Clause:
    """What one clause says: ``says`` is None for what says neither (a note), ``left`` is what is not understood."""

    says: bool | None = None
    thing: str = ""
    """The name in it."""
    terms: Terms | None = None
    left: str = ""
    mood: str = ""
    """``ended``, ``planned`` or ``denied`` of what is not so."""
    words: tuple[Word, ...] = ()
    """For those who tell forms or the things of a checklist apart."""
    anew: bool = False
    """Whether it takes back what stands before: 原为张三，现为李四."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What a cell says as a whole: ``says`` is None if it is not understood, or says neither."""

    says: bool | None
    things: tuple[str, ...] = ()
    terms: Terms | None = None
    left: str = ""
    clauses: tuple[Clause, ...] = ()

    @property
    def mood(self) -> str:
        """``ended``, ``planned`` or ``denied`` of what is known not to be so."""
        return next((each.mood for each in self.clauses if each.says is False), "") if self.says is False else ""


Named = Callable[[str], str]
"""Gives the name that an open text is by its form, else an empty text."""


@lru_cache(1_000)  # one cell is cut by each who asks what it is
def words(text: str) -> tuple[Word, ...]:
    """Cut a compact text into the longest words that are known, and the open pieces between them."""
    found: list[Word] = []
    at = open_from = 0
    while at < len(text):
        part, end = _word_at(text, at)
        if not part:
            at += 1
            continue
        if open_from < at:
            found.append(Word("o", text[open_from:at], open_from))
        found.append(Word(_in_context(part, text[at:end], found), text[at:end], at))
        at = open_from = end
        if part == "d" and (before := _BEFORE.match(text, at)):
            found.append(Word("s", before[0], at))
            at = open_from = before.end()
    if open_from < len(text):
        found.append(Word("o", text[open_from:], open_from))
    return tuple(_beside(found))


def _beside(found: Sequence[Word]) -> Iterator[Word]:
    """Give words with their parts of speech as those on either side have them: 批准后成立 is a condition."""
    settled = any(word.part == "d" or "已" in word.text or word.text == "至今" for word in found)
    for at, word in enumerate(found):
        before, behind = found[at - 1 : at], found[at + 1 :]
        if word.text == "后" and not settled and before and before[0].part not in "oksd":
            once = next((each for each in behind if each.part in "vfq"), None)
            yield replace(word, part="c") if once and not once.text.endswith(_GOING_ON) else word
        elif word.text == "安排" and not settled and shape(behind[:1]) == "v":
            yield replace(word, part="q")  # 安排建
        elif word.text == "预备" and "#" in shape([*before, *behind[:1]]):
            yield replace(word, part="b")  # 预备1名: members, and nothing that is to come
        else:
            yield word


_GOING_ON = ("正常", "良好", "存在", "保留")
"""What goes on behind something: 成立后运转正常."""

_MADE = frozenset("制作 采购 印制 装修 修建 办理".split())
"""Steps on the way that are over once they are done (已制作, 均已印制), as 已申请 is not."""

_DONE_ONCE = frozenset(
    "培训 参训 受训 轮训 集训 参观 学习 参加 参与 上 讲 讲授 开 开展 举办 举行 召开 组织 送 发".split()
)
"""What stays done although it is over: 参加过培训, 上过党课."""


def _in_context(part: str, text: str, before: Sequence[Word]) -> str:
    """Give a word's part of speech behind others."""
    already = takewhile(lambda word: word.part == "a", before[::-1]) if text in _MADE else ()
    if any(word.text.endswith("已") for word in already):
        return "v"
    return "s" if text == "过" and before and before[-1].text in _DONE_ONCE else part


_BEHIND = dict.fromkeys(
    "曾应代", "经建成组设派驻选委指配安聘任兼担挂结联覆有由与和在当该以单独立并归送发开纳被获是为薄达软"
)
"""What stands behind words that are surnames as well: 曾刚, 应刚 and 代刚 are people."""

_NUMERIC = frozenset("0123456789一二三四五六七八九十两不每至近约全共第超达累党正人职少仅只")


def _word_at(text: str, at: int) -> tuple[str, int]:
    if text[at] in _NUMERIC:
        for pattern, part in ((_DATE, "d"), (_FEW, "a"), (_NUMBER, "#")):
            if match := pattern.match(text, at):
                none = part == "#" and re.match(r"\D*0+(?:\.0+)?(?!\d)", match[0])
                return ("n" if none else part), match.end()
    for length in range(min(_LONGEST, len(text) - at), 0, -1):
        if length == 1 and at + 1 < len(text) and text[at + 1] not in _BEHIND.get(text[at], text[at + 1]):
            return "", at
        if part := _WORDS.get(text[at : at + length]):
            return part, at + length
    return "", at


def shape(given: Sequence[Word]) -> str:
    """Give the parts of speech of words, one letter each."""
    return "".join(word.part for word in given)


_NO_END = Regex("[npqc][arsd]*x[sx]*")
"""An end that is denied or planned: what was, stays."""

_CHANGE = Regex("[npqc][arsdv]*m[smvxad]*|[arsdv]*m[smvad]*")
"""A change of something else, unless something ends by it: 任期届满, 换届离任."""

_OVER = Regex("q[vthsafi]*D")
_UNDER_WAY = Regex("[vqthixfD]z|yz(?=s*$)")
_CHANGING = Regex("m[vqs]*z")
_WITH_WHOM = Regex("r[obkh#tidfys]*[obkhtidf](?=[as]*[vfxqnyDi])")
"""With or by whom something is done: whoever that is."""

MARKERS = frozenset("npqcexug")
"""Parts of speech of what may make a no, or an unknown."""


def judged(codes: str) -> str:
    """Tell what a clause without open pieces says by its parts of speech: ``yes``, ``denied``, ``ended``, ``planned``,
    ``note``; empty if that is not understood.
    """
    rest = _UNDER_WAY.sub("p", _CHANGING.sub("m", _OVER.sub("v", codes)))
    rest = _CHANGE.sub("m", _NO_END.sub("y", rest))
    if "u" in rest or "o" in rest:
        return ""
    for letters, mood in (("xeg", "ended"), ("n", "denied"), ("pqc", "planned")):
        if any(letter in rest for letter in letters):
            return mood
    return "yes" if any(letter in rest for letter in "yvf#D") else "note"


_ONCE_AND_NOW = Regex(r"^((?:原|曾|前任|此前|以前|之前)[^,;、()现]+)(现(?![代象场实金状]).)")
"""What was, and without a mark what is: 原无现有, 原张三现李四."""

_OF_ALL = Regex(r"(?:均|皆|全都|全部|(?<![成首古旧京])都)(?=[已未待拟不为由系在]|离任|调离|退休)")
"""What stands behind several and is said of each: 张三、李四（均已离任）."""

_SLASH = Regex(r"(?<!\d)/(?!\d)")


@lru_cache(10_000)
def statement(text: str, named: Named) -> Statement:
    """Read a compact text; ``named`` knows the form of the names that may stand in it."""
    text = _DONE_AS_DUE.sub(r"已\1", _MISTYPED_NOT.sub("未", _MISTYPED_DONE.sub("已", text.translate(_DOTS))))
    text = _ONCE_AND_NOW.sub(r"\1,\2", text)
    if _OF_ALL.search(text):
        return _single(_SLASH.sub("、", text), named)
    items = list(_items(text))
    if len(items) > 1:
        each = [_single(item, named) for item in items]
        if all(any(clause.thing for clause in one.clauses) for one in each):
            return _list(each)
        said = tuple(clause for one in each for clause in one.clauses)
        if contrary := _contradicted(said):
            return Statement(None, left=contrary, clauses=said)
    return _single(text, named)


def _single(text: str, named: Named) -> Statement:
    found: list[Clause] = []
    pieces = [(piece, bracketed) for piece, bracketed in clauses(text) if piece]
    outer: Clause | None = None
    for piece, bracketed in pieces:
        clause = _clause(piece, named, first=not found, bracketed=bracketed)
        if bracketed and clause.left and outer and outer.says and not outer.thing and named(piece):
            clause = Clause(True, named(piece))  # that there is one, and in brackets who: 已派（张三、李四）
        outer = outer if bracketed else clause
        if len(pieces) > 1 and not bracketed and clause.left == piece and piece[0] == "原":
            clause = Clause(False, mood="ended", words=words(piece))  # beside what is now: 原张三，现李四
        found.append(clause)
    return _together(tuple(found))


def _list(each: Sequence[Statement]) -> Statement:
    """Give what is said of several that are named one after another: 张三（已离任）、李四."""
    said = tuple(clause for one in each for clause in one.clauses)
    if left := next((one.left for one in each if one.left), ""):
        return Statement(None, left=left, clauses=said)
    those = [one for one in each if one.says]
    those = [one for one in those if one.terms is None] or those  # whoever is there in any case
    terms: Terms | None = None
    for one in those:
        terms = one.terms.or_else(terms) if one.terms else terms
    things = tuple(dict.fromkeys(thing for one in those for thing in one.things))
    return Statement(bool(those), things, terms, clauses=said)


def _contradicted(found: Sequence[Clause]) -> str:
    """What contradicts an answer before it, both being answers and no more: 是、否, 已建，未建; not what is so by now:
    有，现无.
    """
    answers: list[tuple[bool, str]] = []
    for each in found:
        if each.says is None or each.thing or each.terms or each.mood in ("ended", "planned"):
            continue
        if not each.words or not set(shape(each.words)) <= set("ynvas"):
            continue
        of = "".join(word.text for word in each.words if word.part == "v")
        by_now = each.words[0].text[0] in ("现" if each.says else "现已")
        if not by_now and any(says is not each.says and (of in other or other in of) for says, other in answers):
            return "".join(word.text for word in each.words)
        answers.append((each.says, of))
    return ""


def _together(found: tuple[Clause, ...]) -> Statement:
    if contrary := _contradicted(found):  # also with brackets between: 是（否）
        return Statement(None, left=contrary, clauses=found)
    if found and found[0].says is False and set(shape(found[0].words)) <= set("an"):
        return Statement(False, clauses=found[:1])  # 无, whatever is said of why and what then
    if left := next((each.left for each in found if each.left), ""):
        return Statement(None, left=left, clauses=found)
    counted = found
    for at, each in enumerate(found):
        if each.anew and each.says:
            counted = found[at:]
    said = [each.says for each in counted if each.says is not None]
    things = tuple(dict.fromkeys(each.thing for each in counted if each.thing and each.says))
    terms: Terms | None = None
    for each in counted:
        terms = each.terms.and_also(terms) if each.terms else terms
    if not all(said):
        return Statement(False, clauses=counted)
    if not said:
        return Statement(True if terms else None, terms=terms, clauses=found)
    return Statement(True, things, terms, clauses=counted)


def _clause(text: str, named: Named, *, first: bool, bracketed: bool) -> Clause:
    """Read one clause: what is open in it is a name or, in brackets, a note."""
    bare = _MASKED_PHONE.sub("", _PHONE.sub("", text)).strip("/-·")
    if not bare:
        return Clause(True if first else None)
    bare, terms = _without_range(bare)
    if not bare:
        return Clause(True if first else None, terms=terms)
    given = words(bare)
    codes = _WITH_WHOM.sub("r", shape(given))
    if bracketed and len(given) > 1 and (given[0].text in _FORMERLY or (given[0].text == "前" and codes[1] in "bh")):
        return _former(bare, given, named)
    if "o" not in codes:
        plain = bracketed or _is_said(codes) or any(word.text in _ALREADY for word in given[:1])
        name = "" if plain else named(bare)
        said = Clause(True, name, words=given) if name else _said(judged(codes), given, text)
    else:
        said = _open(bare, given, codes, named, bracketed=bracketed)
    return replace(said, terms=terms.and_also(said.terms)) if terms and not said.left else said


def _is_said(codes: str) -> bool:
    """Whether a clause of nothing but words is a statement and no name: 任建设 and 联合党支部 may be names."""
    return bool(MARKERS & set(codes)) or any(letter in codes for letter in "yd#")


def _without_range(text: str) -> tuple[str, Terms | None]:
    """Take out a time from ... to ..., and give it as terms."""
    if not (match := _RANGE.search(text)):
        return text, None
    until = time_of(match[2]) if match[2] and match[2][0].isdigit() else None
    terms = Terms(time_of(match[1] or match[3]), until and Time.day(until.last))
    return text[: match.start()] + text[match.end() :], terms


def _said(mood: str, given: Sequence[Word], text: str, thing: str = "") -> Clause:
    """Make a clause of what its words say."""
    given = tuple(given)
    if not mood:
        return Clause(left=text)
    dated = next((time for word in reversed(given) if word.part == "d" and (time := time_of(word.text))), None)
    codes = shape(given)
    anew = _is_anew(given[0])
    if mood == "ended" and dated and not re.search("[eg]", codes):
        return Clause(True, thing, Terms(until=dated), words=given)
    if mood not in ("yes", "note"):
        return Clause(False, thing, mood=mood, words=given)
    if _is_deadline(given) and not any(word.text in _ALREADY for word in given):
        return Clause(False, thing, mood="planned", words=given)
    says = True if mood == "yes" or thing else None
    last = _is_last(given)
    if not dated or _is_deadline(given) or _NO_END.search(codes) or ("m" in codes and not last):
        return Clause(says, thing, words=given, anew=anew)
    terms = Terms(until=Time.day(dated.last)) if last else Terms(dated)
    return Clause(says, thing, terms, words=given, anew=anew)


_ANEW = frozenset("目前 当前 改 改由".split())


def _is_anew(first: Word) -> bool:
    """Whether a clause that begins so takes back what stands before it."""
    return first.text[0] == "现" or first.text in _ANEW


_ALREADY = frozenset("已 已经 业已 均已 现已 早已".split())


def _is_deadline(given: Sequence[Word]) -> bool:
    """Whether a day stands as the last one before which something is to be done: 2022年底前."""
    pairs = pairwise(given)
    return any(one.part == "d" and other.text in ("前", "以前", "之前", "前后") for one, other in pairs)


def _is_last(given: Sequence[Word]) -> bool:
    """Whether a day stands as the last one: 至2020年, 2020年止."""
    pairs = list(pairwise(given))
    return any(one.text in ("至", "到") and other.part == "d" for one, other in pairs) or any(
        one.part == "d" and other.text in ("止", "为止") for one, other in pairs
    )


_PREFIX = Regex("^[ad]*(?P<mark>[npqce]+)[ad]*r?[ad]*[vfxqD]")
"""How a statement about what is open begins: 拟派张三, 拟由乡里派驻; 拟南村 is a name."""

_ENDED = Regex("^a*[xe]")
_TAIL = frozenset("anpqcexdgmD")
"""The first part of speech of what may stand behind a name: 张三已离任, 张三2020年当选."""

BEGINS_TAIL = frozenset(
    "于 自 接任 继任 接替 担任 兼任 任职 到任 到岗 在任 在岗 在职 代理 暂代 连任 当选 负责 联系 包联 帮扶 指导".split()
)
"""Further words that begin a tail: 张三接任, 张三于2020年离任."""


def _open(text: str, given: Sequence[Word], codes: str, named: Named, *, bracketed: bool) -> Clause:
    """Read a clause with open pieces: a statement about them, a name with a tail, a name, or a note."""
    person = len(text) <= _SHORT and bool(named(text))
    if not person and (said := _begun(text, given, codes, named)):
        return said
    if not person and (match := _WITHOUT.search(codes)) and given[match.start()].text not in _TRADES:
        return Clause(False, mood=_MOODS[codes[match.start()]], words=tuple(given))
    if not bracketed and (said := _tailed(text, given, named)):
        return said
    if bracketed:
        return _note(text, given, codes, named)
    if person and given[0].text == "原" and named(text[1:]):
        return Clause(left=text)  # 原为, or somebody called 原
    if not person and (said := _led(text, given, named)):
        return said
    if not person and _ENDED.match(codes):
        return Clause(False, mood="ended", words=tuple(given))
    doing = [word for word in given[:-1] if word.part != "s"]
    if doing and given[-1].part == "o" and doing[-1].text in _WITH_OBJECT and not MARKERS & set(codes):
        return _said("yes", given, text)
    rest = next((word.at for word in given if word.part != "a"), 0)
    if name := named(text) or named(text[rest:]):
        return Clause(True, name, words=tuple(given), anew=_is_anew(given[0]))
    noted = _note(text, given, codes, named)
    return replace(noted, says=True) if "r" in codes and not noted.left else noted


_WITH_OBJECT = frozenset("参观 参观过 学习过 学习 参观学习 走访 订阅 订 观看".split())
"""Verbs behind which stands what it is done to, whatever that is called: 参观红旗渠, 订阅人民日报."""

_WITHOUT = Regex("(?<=[ok])[npqe][adv]*t$")
_MOODS = {"n": "denied", "e": "ended", "p": "planned", "q": "planned"}
"""What stands of a thing behind the name of who has none: 宏达公司未建党支部, 宏达公司无党支部."""

_SHORT = 3
"""Characters of a text that is rather a person's name than a statement about what is open: 曾建国, 应建平."""


_FOUNDING = frozenset("筹 筹建 筹备 筹划 酝酿".split())
"""What is on the way if its name stands behind: 筹建古城村党支部."""

_TRADES = frozenset("办理 制作 在制作 采购 定制 订购 印制 施工 装修 修建 创建 考察".split())
"""What begins the name of an enterprise as well: 印制电路公司党支部."""


def _begun(text: str, given: Sequence[Word], codes: str, named: Named) -> Clause | None:
    """Read a statement that begins with what makes it a no, whatever comes behind."""
    if any(word.text == "后" and word.part == "c" for word in given):
        return Clause(False, mood="planned", words=tuple(given))
    first = next((at for at, word in enumerate(given) if word.part not in "ad"), 0)
    mark, behind = given[first], given[first + 1 : first + 2]
    if behind and behind[0].part == "o" and (mark.text in _FOUNDING or _is_awaited(mark, named(text[behind[0].at :]))):
        return Clause(False, mood="planned", words=tuple(given))
    match = _PREFIX.match(codes)
    if not match or _NO_END.match(codes[match.start("mark") :]):
        return None
    mood = {"e": "ended", "n": "denied"}.get(match["mark"][0], "planned")
    return Clause(False, mood=mood, words=tuple(given))


def _is_awaited(mark: Word, name: str) -> bool:
    """Whether what a name stands behind says that it is still to come: 待批青山党支部, 拟青山党支部."""
    return bool(name) and mark.part in "pq" and mark.text not in _TRADES and (len(mark.text) > 1 or _is_own(name))


def _is_own(name: str) -> bool:
    """Whether a name is that of an enterprise's organisation, and no place that begins with 拟: 拟南村党支部."""
    return bool(re.search("(?:党组织|支部|总支|党委|委员会)$", name)) and not re.search(
        "(?:村|社区|镇|乡)[^村乡镇]*$", name
    )


def _tailed(text: str, given: Sequence[Word], named: Named) -> Clause | None:
    """Read a name with something said behind it."""
    last = max((at for at, word in enumerate(given) if word.part == "o"), default=0)
    for at in range(1, len(given)):
        tail = given[at:]
        if (tail[0].part not in _TAIL and tail[0].text not in BEGINS_TAIL) or (at <= last and "r" not in shape(tail)):
            continue
        said = judged(_WITH_WHOM.sub("r", shape(tail)))
        end = tail[-2] if tail[-1].text in _SINCE else tail[-1]
        if not said or (said == "note" and end.part not in "dm"):
            continue
        if len(tail) == len(end.text) == 1 and _FOUR.fullmatch(text):
            continue  # a character of the name: 司马相如
        if name := named(text[: tail[0].at].rstrip("-—–/")):
            return _said(said, tail, text, name)
    return None


_FOUR = Regex(f"(?:{COMPOUND}){HAN}{{2}}")
_SINCE = frozenset("起 后 以来 以后".split())

_LEAD = Regex("^(?:[adyvhtkbr]*[yvh]|[ar]*ds?)$")
"""What may stand before a name: 已派驻张三, 2020年5月派驻张三, 2020年5月起张三, 是张三, 指导员张三."""


def _led(text: str, given: Sequence[Word], named: Named) -> Clause | None:
    """Read a name with what makes it a yes before it."""
    last = next((at for at, word in enumerate(given) if word.part == "o"), 0)
    for at in range(last, 0, -1):
        lead = given[:at]
        *before, verb = lead
        if len(verb.text) == 1 and shape(before[-1:]) in ("", "v") and named(text[verb.at :]):
            continue  # a character of the name: 建业集团党支部, 已建开源公司党支部
        if _LEAD.match(shape(lead)) and not _is_deadline(lead) and (name := named(text[given[at].at :])):
            return _said("yes", lead, text, name)
    return None


def _note(text: str, given: Sequence[Word], codes: str, named: Named) -> Clause:
    """Read a note with open pieces: a post or a body, by whom it is done."""
    if given[0].part == "d" and len(given) > 1 and given[1].text in _IN_PLACE_OF and named(text[given[1].at + 2 :]):
        return _said("note", given, text)
    if MARKERS & set(codes):
        return Clause(left=text)
    if codes[-1] in "bkh" or "r" in codes or _WHO_IN_POST.match(codes):
        return Clause(words=tuple(given))
    return Clause(left=text)


_IN_PLACE_OF = frozenset("接替 继任 接任 接手".split())
"""Behind them stands who was before: 2021年接替李四."""

_WHO_IN_POST = Regex("^a*[bh]o$")
"""A note of who is in some post: （书记张三）."""

_FORMERLY = frozenset("原 前任 上任 接替".split())


def _former(text: str, given: Sequence[Word], named: Named) -> Clause:
    """Read a note of what was before: another post or name (原乡长); or that this is no more what it was."""
    own = set(shape(given[1:])) == {"h"}  # 原指导员, of a column of instructors; 原镇长 is another post
    of_another = not own and (given[-1].part in "bk" or bool(named(text[given[1].at :])))
    return Clause(None, words=()) if of_another else Clause(False, mood="ended", words=tuple(given))


def clauses(text: str) -> Iterator[tuple[str, bool]]:
    """Cut a compact text into clauses; with each, whether it stands in brackets. Brackets within a name stay."""
    piece, at = "", 0
    while at < len(text):
        char = text[at]
        end = _closing(text, at) if char in _BRACKETS else 0
        if end and piece and end + 1 < len(text) and not _ends_at(text, end + 1):
            piece, at = piece + text[at : end + 1], end + 1
        elif end:
            yield piece, False
            yield from ((inner, True) for inner in re.split("[,;。、!|:]", text[at + 1 : end]))
            piece, at = "", end + 1
        elif char in _BREAKS:
            yield piece, False
            piece, at = "", at + 1
        else:
            piece, at = piece + char, at + 1
    yield piece, False


def _ends_at(text: str, at: int) -> bool:
    """Whether a name ends before what stands at a place: a mark, another bracket or a phone number."""
    return text[at] in _BREAKS or text[at] in _BRACKETS or bool(_PHONE.match(text, at) or _MASKED_PHONE.match(text, at))


def _items(text: str) -> Iterator[str]:
    """Cut a text at what stands between several who are named, but for brackets."""
    piece, at = "", 0
    while at < len(text):
        end = _closing(text, at) if text[at] in _BRACKETS else 0
        if text[at] in "、;/,":
            yield piece
            piece, at = "", at + 1
            continue
        piece, at = piece + text[at : (end or at) + 1], (end or at) + 1
    yield piece


def _closing(text: str, at: int) -> int:
    """Give where the bracket that opens at a place is closed; 0 if nowhere."""
    depth = 0
    for place in range(at, len(text)):
        depth += (text[place] == text[at]) - (text[place] == _BRACKETS[text[at]])
        if not depth:
            return place
    return 0
