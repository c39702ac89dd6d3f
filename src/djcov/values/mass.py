"""Which of trade union, Youth League and Women's Federation (群团, S10) one cell says that there are, and are not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ..regex import Regex
from .reading import Reading, Unreadable, compact
from .statements import MARKERS, shape, statement, words
from .text import NOBODY, read_known_text
from .yesno import NO, YES

MASS = {"union": "工会", "youth_league": "团", "womens_federation": "妇"}
"""The three, and the word by which a text names each."""

_SHORT = Regex(r"工([、,/]?)[青团]\1妇联?(?!委会)")
_ALONE = {"工": "工会", "青": "共青团"}
_EVERY = Regex(
    "(?P<which>(?:工会共青团妇联|群团|群众|三大?[个类家项]?)?(?:组织)?)(?P<all>(?:全部?|均|都|皆|一个也)*)(?P<rest>.+)"
)
"""What is said of all three: 均已建, 三个都没有, 群团组织健全."""

_WHOLE = Regex("[建设]?[齐全]|齐全|健全|齐备")
_OTHER_GROUPS = Regex("群团|集团|社团|团队|团体")
"""Words that hold 团 without meaning the Youth League."""

_ONE_AFTER_ANOTHER = Regex("[、/+和及与]")
_ALL_BUT = Regex(
    "(?:除|除了)(?P<names>.+?)(?:外|以外|之外),?(?P<rest>.+)|(?:只|仅|就|唯独?)(?:缺|差|未建|没建|没有?|无)(?P<only>.+)"
)
_SUBJECT = Regex("^(?:(?:本|我|该)?(?:企业|公司|单位|厂)(?=只|仅|就|[建设]?有)|目前|现|只|仅|就|[建设](?=有))+")
"""Whose they are, and that there are no more: 本企业只有工会."""

_WITHOUT = Regex("^[还尚仍]?(?:差|缺少?)")
_OTHERS = Regex("(?:其[他它余]|另外?|余下?)的?(?:[两二]?[个类家项]|几[个类]|组织)*(?P<rest>.+)")
_NAME_IN_BRACKETS = Regex(r"\(([^()]*(?:工会|团|妇)[^()]*)\)")
"""All of the three but some: 除工会外均已建."""

_NEGATED = Regex("[未无没否不]")


def _any_of(words: frozenset[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))


_NAME = "(?:(?:工会|(?:共青)?团|妇)(?:联合会|联|女|委会|委|总支|支部|员会)*(?:组织)?)"
_MARK = f"(?:(?P<no>(?:[尚还]未|[□☐]|{_any_of(NO)})(?:建立|成立|组建|建|有)?)|(?:{_any_of(YES)}))"
_MARK_FIRST = Regex(rf"{_MARK}:?(?P<names>{_NAME}+)")
_NAMES_FIRST = Regex(rf"(?P<names>{_NAME}+)[:(]?(?P<all>[均都全皆])?{_MARK}")


def read_mass(raw: object) -> Reading[str]:
    """Read a text that tells of the three; it comes back as it stands, 无 if it says that there is none.

    Raises Unreadable(CHOICE_UNKNOWN) if it tells of none of them (see :func:`told`).
    """
    reading = read_known_text(raw)
    if reading.value is None:
        return reading
    if compact(reading.value).upper() in NO:
        return Reading(NOBODY)
    if not told(reading.value):
        raise Unreadable("CHOICE_UNKNOWN")
    return reading


def told(text: str, as_of: date | None = None) -> dict[str, bool]:
    """Give which of the three (keys of :data:`MASS`) a text says that there are, and that there are not.

    Who is named is there unless a mark says otherwise: 工会、妇联; 工青妇; 工会√ 共青团×; 有工会无妇联; 群团组织齐全.
    What holds from some time on, or until one, is so if it is at ``as_of``.
    """
    flat = _NAME_IN_BRACKETS.sub(r",\1", _SHORT.sub("工会共青团妇联", compact(text)))
    if flat == NOBODY:
        return dict.fromkeys(MASS, False)
    if match := _ALL_BUT.fullmatch(flat):
        others = True if match["only"] else statement(match["rest"].removesuffix("组织"), _nothing).says
        but = set(_named(match["only"] or match["names"]))
        return {} if others is None or not but else {field: others != (field in but) for field in MASS}
    if (match := _EVERY.fullmatch(flat)) and (match["which"] or match["all"] or _WHOLE.search(match["rest"])):
        of_all = _of_every(match)
        if of_all is not None:
            return dict.fromkeys(MASS, of_all)
    return _each(flat, as_of)


def _of_every(match: re.Match[str]) -> bool | None:
    """Tell whether all three are there, or none, if a text says either: that there are some (群团已建) says neither."""
    rest = match["rest"].removesuffix("组织")
    says = True if _WHOLE.fullmatch(rest) else statement(rest, _nothing).says
    if says is False:
        return None if _WHOLE.search(rest) and not match["all"] else False  # 不健全: some are missing
    return says if match["all"] or _WHOLE.search(rest) or "妇联" in match["which"] else None


def _each(flat: str, as_of: date | None) -> dict[str, bool]:
    """Give what a text says of each of those that it names, or of the others."""
    said: dict[str, bool] = {}
    bare: dict[str, bool] = {}
    others: bool | None = None
    begins_with = None  # 未建工会、妇联: nobody knows whether the second is meant as well
    for part in _parts(_OTHER_GROUPS.sub("", flat)):
        if begins_with and re.match(f"(?:已|也|还)?(?:建|成|组|设|有)[^团妇工]*{_NAME}", part):
            begins_with = None  # a statement of its own: 无工会；建有妇联、共青团
        part = _WITHOUT.sub("缺", _SUBJECT.sub("", part))
        if part.startswith("除"):
            continue  # 除工会: whatever is said of the others
        if match := _OTHERS.fullmatch(part):
            others = statement(match["rest"], _nothing).says
            continue
        marked = list((_MARK_FIRST if _MARK_FIRST.match(part) else _NAMES_FIRST).finditer(part))
        for match in marked:
            said |= dict.fromkeys(_named(match["names"]), match["no"] is None)
            if match["no"] and match.groupdict().get("all"):
                bare = dict.fromkeys(bare, False)
        around = statement(re.sub(_NAME, "工会", part, count=1), _of_body)
        now = around.terms.holds(as_of) if around.says and around.terms and as_of else True
        if not now:
            said |= dict.fromkeys(_named(part), False) if now is False else {}
        elif not marked and around.says is False and len(re.findall(_NAME, part)) == 1:
            said |= dict.fromkeys(_named(part), False)
            begins_with = part if re.search(f"{_NAME}$", part) else begins_with
        elif not marked and around.left and MARKERS & set(shape(words(around.left))):
            continue
        elif marked:
            begins_with = part if marked[-1].re is _MARK_FIRST.compiled and marked[-1]["no"] is not None else None
        elif begins_with is None and not _NEGATED.search(part):
            bare |= dict.fromkeys(_named(part), True)
    if begins_with and flat.startswith(begins_with) and set(_named(flat)) == set(MASS) and len(said) == 1:
        return dict.fromkeys(MASS, False)  # 无工会、共青团、妇联
    found = bare | said
    return found if others is None else dict.fromkeys(MASS, others) | found


def _parts(flat: str) -> Iterator[str]:
    """Cut a text into what it says of each; of names that are joined, the last one's denial is all of theirs.

    共青团、妇联未建 says it of both, 工会, 共青团未建 and 工会、共青团（未建） of the second alone.
    """
    for clause in re.split("[,;。]", flat):
        parts = [_ALONE.get(part, part) for part in _ONE_AFTER_ANOTHER.split(clause)]
        last = re.fullmatch(f"{_NAME}(?P<said>.+)", parts[-1])
        shared = last is not None and _of_all(last["said"]) and _takes_away(last["said"])
        for part in parts[:-1]:
            yield part + last["said"] if last and shared and re.fullmatch(_NAME, part) else part
        yield parts[-1]


def _of_all(said: str) -> bool:
    """Whether what stands behind the last of several names is said of all: a bracket is of the last one."""
    return said[0] not in "([" or bool(re.search("[均都全皆]", said))


def _takes_away(said: str) -> bool:
    """Whether what is said of several is a denial, or said of all and not understood: 工会、妇联均情况复杂."""
    says = statement(said, _nothing).says
    return says is False or (says is None and said[0] in "均都皆")


def _nothing(_text: str) -> str:
    """No name stands there."""
    return ""


def _of_body(text: str) -> str:
    """Whose organisation it is: 甲集团工会."""
    return text if text.endswith("工会") and text != "工会" and not MARKERS & set(shape(words(text))) else ""


def _named(text: str) -> Iterator[str]:
    return (field for field, word in MASS.items() if word in text)
