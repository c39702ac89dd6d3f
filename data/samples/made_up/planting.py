"""Plant mistakes in a district, each at one cell and each such that a checker can find it.

What a mistake destroys becomes unknown in the record itself, so that the truth of the district stays one: a code with a
wrong check digit is an enterprise without a known code. Mistakes that destroy nothing leave the record as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from . import identifiers, words
from .chance import Chance
from .people import FULL, make_member
from .world import (
    EXPORT,
    LEDGER,
    ONE_SHEET,
    ROSTERS,
    TOWNSHIPS,
    District,
    Enterprise,
    Formula,
    Instructor,
    Member,
    Organisation,
    Slip,
    StrayMember,
)

WORKBOOKS = (ROSTERS, LEDGER, TOWNSHIPS)
NO_SUCH = "北冥星际贸易有限公司"
"""An enterprise that no ledger knows."""


def plant(district: District, seed: int) -> None:
    """Plant every mistake once, each in another enterprise. Raises LookupError if the district is too small for it."""
    planter = _Planter(district, Random(seed))
    planter.repeat_enterprises()
    planter.spoil_codes()
    planter.spoil_counts()
    planter.spoil_days()
    planter.spoil_answers()
    planter.contradict_within_rows()
    planter.contradict_between_rosters()
    planter.spoil_members()
    planter.add_strangers()
    planter.misplace_numbers()


def _anyone(one: Enterprise) -> bool:
    """Let any ordinary enterprise bear a mistake."""
    return _is_ordinary(one)


def _is_ordinary(one: Enterprise) -> bool:
    """Tell whether an enterprise is in scope at every day that the samples are looked at, and unlike any other."""
    return (
        one.name is not None
        and not one.twin
        and one.repeats is None
        and (one.kind or "") not in (*words.PUBLIC_KINDS, words.HOUSEHOLD_KIND)
        and (one.status or "") not in words.STATUSES_OUT
        and (one.code or "").startswith("91")
        and one.registered is not None
        and one.registered.year < 2020
    )


class _Planter:
    def __init__(self, district: District, rng: Random) -> None:
        self._district = district
        self._rng = rng
        self._used: set[int] = set()

    # ---- who is fit to bear a mistake

    def _enterprise(self, fit: Callable[[Enterprise], bool] = _anyone) -> Enterprise:
        """Choose an ordinary enterprise that bears no mistake yet."""
        chosen = [
            index
            for index, one in enumerate(self._district.enterprises)
            if index not in self._used and _is_ordinary(one) and fit(one)
        ]
        if not chosen:
            raise LookupError("no enterprise is fit for this mistake")
        index = self._rng.choice(chosen)
        self._used.add(index)
        return self._district.enterprises[index]

    def _index(self, enterprise: Enterprise) -> int:
        return next(index for index, one in enumerate(self._district.enterprises) if one is enterprise)

    def _organisation(self, enterprise: Enterprise) -> Organisation | None:
        return self._district.organisation_of(self._index(enterprise))

    def _has_own(self, enterprise: Enterprise) -> bool:
        one = self._organisation(enterprise)
        return one is not None and len(one.enterprises) == 1 and not one.slips

    def _is_free(self, enterprise: Enterprise) -> bool:
        """Tell whether neither an organisation nor an instructor nor a member refers to an enterprise."""
        index = self._index(enterprise)
        return not (enterprise.members or self._district.organisation_of(index) or self._district.posting_at(index))

    # ---- one enterprise twice

    def repeat_enterprises(self) -> None:
        """Report an enterprise twice: in its own township, in another one, and under another name."""
        again = self._repeat()
        again.slips["name"] = Slip(..., "ENTERPRISE_REPEATED", "同一企业在本乡（办）填了两行")
        claimed = self._repeat(lambda one: one.unit == self._district.units[0], unit=self._district.units[-1])
        claimed.slips["name"] = Slip(..., "ENTERPRISE_CLAIMED_TWICE", "同一企业由两个乡（办）上报")
        renamed = self._repeat(lambda one: (one.name or "").endswith("有限责任公司"))
        renamed.name = (renamed.name or "").replace("有限责任公司", "实业有限公司")
        renamed.slips["name"] = Slip(..., "ENTERPRISE_REPEATED", "同一企业在本乡（办）填了两行")
        renamed.slips["code"] = Slip(..., "CODE_TWO_NAMES", "同一代码下有两个名称")

    def _repeat(self, fit: Callable[[Enterprise], bool] = _anyone, unit: str = "") -> Enterprise:
        """Add a second row at the end of the enterprise's township, or of another one."""
        original = self._enterprise(lambda one: one.code is not None and fit(one))
        index = self._index(original)
        again = replace(original, unit=unit or original.unit, repeats=index, members=[], slips={})
        last = max(at for at, one in enumerate(self._district.enterprises) if one.unit == again.unit)
        self._insert(last + 1, again)
        return again

    def _insert(self, at: int, enterprise: Enterprise) -> None:
        """Insert a row, and move every reference to a row behind it."""
        district = self._district
        for one in district.organisations:
            one.enterprises[:] = [index + (index >= at) for index in one.enterprises]
        for posting in (posting for person in district.instructors for posting in person.postings):
            posting.enterprise += posting.enterprise >= at
        for one in district.enterprises:
            one.repeats = one.repeats if one.repeats is None else one.repeats + (one.repeats >= at)
        self._used = {index + (index >= at) for index in self._used} | {at}
        district.enterprises.insert(at, enterprise)

    # ---- cells that cannot be read

    def spoil_codes(self) -> None:
        """Write credit codes wrong in each of the ways in which that can be seen."""
        checked = identifiers.CODE_CHARACTERS
        self._spoil_code(lambda code: identifiers.wrong_last(code, checked), "USCC_CHECK_DIGIT", "末位抄错")
        self._spoil_code(lambda code: code[:12], "USCC_LENGTH", "只填了 12 位")
        self._spoil_code(lambda code: f"{code[:9]}O{code[10:]}", "USCC_CHARACTER", "数字 0 写成了字母 O")
        self._spoil_code(_wrong_inside, "USCC_INNER_CHECK", "第 9 至 17 位抄错，末位却是对的")
        self._spoil_code(float, "DIGITS_LOST", "代码按数字存储，末几位已丢失", fit=str.isdigit)
        nameless = self._enterprise(lambda one: one.code is not None and self._is_free(one))
        nameless.name = None
        nameless.slips["name"] = Slip(None, "REQUIRED_MISSING", "企业名称没有填")

    def _spoil_code(
        self, spoil: Callable[[str], str | float], code: str, why: str, fit: Callable[[str], bool] = bool
    ) -> None:
        one = self._enterprise(lambda one: one.code is not None and fit(one.code))
        one.slips["code"] = Slip(spoil(one.code or ""), code, why)
        one.code = None

    def spoil_counts(self) -> None:
        """Write numbers of employees that are none."""
        self._spoil_employees("若干", "COUNT_UNREADABLE", "职工人数不是数目")
        self._spoil_employees(12.5, "COUNT_NOT_WHOLE", "职工人数不是整数")
        self._spoil_employees(-5, "COUNT_OUT_OF_RANGE", "职工人数是负数")
        self._spoil_employees(Formula("#DIV/0!"), "CELL_ERROR", "公式出错", where=WORKBOOKS)

    def _spoil_employees(
        self, written: str | float | Formula, code: str, why: str, where: tuple[str, ...] = (*WORKBOOKS, EXPORT)
    ) -> None:
        one = self._enterprise(lambda one: one.employees is not None)
        one.employees = None
        one.slips["employees"] = Slip(written, code, why, where)

    def spoil_days(self) -> None:
        """Write days that are none, or that leave a doubt."""
        self._spoil_registration("2021-02-30", "DATE_IMPOSSIBLE", "二月没有 30 日")
        self._spoil_registration("前年春天", "DATE_UNREADABLE", "注册日期不是日期")
        self._spoil_registration("1200-05-01", "DATE_OUT_OF_RANGE", "年份不合情理")
        self._spoil_registration(2020.1, "DATE_AMBIGUOUS", "按数字存储，分不清 1 月与 10 月", where=WORKBOOKS)
        own = self._organisation(self._enterprise(self._has_own))
        if own is not None:
            own.founded = None
            own.slips["founded"] = Slip("2020年", "DATE_YEAR_ONLY", "成立时间只有年份")
        stationed = self._enterprise(lambda one: self._district.posting_at(self._index(one)) is not None)
        _, posting = self._district.posting_at(self._index(stationed)) or (None, None)
        if posting is not None:
            posting.since = None
            stationed.slips["since"] = Slip("去年年底", "DATE_UNREADABLE", "派驻时间不是日期", ONE_SHEET)

    def _spoil_registration(
        self, written: str | float, code: str, why: str, where: tuple[str, ...] = (*WORKBOOKS, EXPORT)
    ) -> None:
        one = self._enterprise(lambda one: one.registered is not None)
        one.registered = None
        one.slips["registered"] = Slip(written, code, why, where)

    def spoil_answers(self) -> None:
        """Answer neither yes nor no; tick both of two columns."""
        one = self._enterprise()
        one.union = None
        one.slips["union"] = Slip("部分", "YESNO_UNREADABLE", "既不是“是”也不是“否”")
        trained = self._organisation(self._enterprise(self._has_own))
        level = self._organisation(self._enterprise(self._has_own))
        ticked = self._organisation(self._enterprise(self._has_own))
        if trained is not None and level is not None and ticked is not None:
            trained.trained = None
            trained.slips["trained"] = Slip("部分", "YESNO_UNREADABLE", "既不是“是”也不是“否”")
            level.level = None
            level.slips["level"] = Slip("五星", "CHOICE_UNKNOWN", "没有这个级别")
            ticked.form = None
            ticked.slips["form own"] = Slip("√", "CHOICE_CONFLICT", "单独、联合都打了勾")
            ticked.slips["form joint"] = Slip("√")

    # ---- cells that contradict one another

    def contradict_within_rows(self) -> None:
        """Write rows whose cells cannot all be true."""
        crowded = self._enterprise(lambda one: len(one.members) > 3 and one.counted in ("all", "no full"))
        crowded.employees = len(crowded.members) - 2
        crowded.slips["members"] = Slip(..., "MEMBERS_EXCEED_EMPLOYEES", "党员比职工还多")
        split = self._enterprise(lambda one: _full_members(one) > 3 and one.counted == "all")
        split.slips["members"] = Slip(..., "MEMBER_PARTS_DIFFER", "正式与预备之和不等于总数", ONE_SHEET)
        split.slips["full"] = Slip(_full_members(split) - 1, where=ONE_SHEET)
        denied = self._enterprise(lambda one: one.answered_organisation and self._is_free(one))
        denied.slips["organised"] = Slip(..., "ORGANIZED_BUT_NO", "填了“否”，又填了党组织名称", ONE_SHEET)
        denied.slips["organisation"] = Slip(f"中共{denied.village}党支部", where=ONE_SHEET)
        unsent = self._enterprise(lambda one: one.answered_instructor and self._is_free(one))
        unsent.slips["sent"] = Slip("否", "INSTRUCTOR_BUT_NO", "填了“否”，又填了指导员姓名", (LEDGER,))
        unsent.slips["instructor"] = Slip("马建国", where=(LEDGER,))

    def contradict_between_rosters(self) -> None:
        """Let the ledger say otherwise than the roster that decides."""
        here = (ROSTERS,)
        counted = self._enterprise(
            lambda one: one.counted == "all" and bool(one.members) and len(one.members) + 2 < (one.employees or 0)
        )
        counted.slips["members"] = Slip(len(counted.members) + 2, "MEMBERS_DIFFER", "党员数多于花名册", here)
        claimed = self._enterprise(self._is_free)
        claimed.slips["organised"] = Slip("是", "ORGANIZED_DIFFERS", "党组织台账中没有", here)
        missed = self._enterprise(lambda one: self._district.posting_at(self._index(one)) is not None)
        missed.slips["instructor"] = Slip("无", "INSTRUCTOR_DIFFERS", "指导员花名册中有", here)

    # ---- the other rosters

    def spoil_members(self) -> None:
        """Write identity numbers wrong, and days and categories that do not fit."""
        one = self._member()
        one.slips["identity"] = Slip(float(one.identity[:17] + "0"), "DIGITS_LOST", "身份号码按数字存储，末几位已丢失")
        one = self._member()
        wrong = identifiers.wrong_last(one.identity, "0123456789X")
        one.slips["identity"] = Slip(wrong, "IDENTITY_CHECK_DIGIT", "末位抄错")
        one = self._member()
        one.slips["identity"] = Slip(f"{one.identity[:10]}1332{one.identity[14:]}", "IDENTITY_DATE", "没有 13 月")
        one = self._member()
        one.slips["identity"] = Slip(one.identity[:17], "IDENTITY_LENGTH", "少一位")
        one = self._member()
        one.slips["identity"] = Slip(f"{one.identity[:8]}O{one.identity[9:]}", "IDENTITY_CHARACTER", "0 写成了字母 O")
        one = self._member()
        one.slips["born"] = Slip(one.born + timedelta(days=31), "BIRTH_DIFFERS", "与身份号码中的不一致")
        one = self._member()
        one.slips["confirmed"] = Slip(date(one.born.year + 18, 7, 1), "CONFIRMED_BEFORE_JOINED", "转正早于入党")
        one = self._member()
        one.slips["category"] = Slip("流动党员", "CHOICE_UNKNOWN", "不是人员类别")

    def _member(self) -> Member:
        return self._enterprise(lambda one: _full_members(one) > 0).members[0]

    def add_strangers(self) -> None:
        """Name enterprises that no ledger knows, and one name that fits two; list a person twice."""
        district, chance = self._district, Chance(self._rng, filled=1.0, yes=0.5)
        unknown, ambiguous = make_member(chance, FULL), make_member(chance, FULL)
        unknown.slips["workplace"] = Slip(..., "LINK_UNKNOWN", "企业台账中没有这家企业")
        ambiguous.slips["workplace"] = Slip(..., "LINK_AMBIGUOUS", "企业台账中有两家同名企业")
        twin = next((one.name for one in district.enterprises if one.twin), None)
        if twin is None:
            raise LookupError("no two enterprises bear one name")
        home = self._enterprise(lambda one: _full_members(one) > 0 and not one.twin)
        twice = replace(home.members[0], slips={})
        twice.slips["identity"] = Slip(..., "MEMBER_REPEATED", "同一身份号码已出现过")
        district.strays += [
            StrayMember(unknown, NO_SUCH),
            StrayMember(ambiguous, twin),
            StrayMember(twice, home.name or ""),
        ]
        lost = Instructor("唐立新", chance.issue.phone_number(), "区委组织部", "科员", True, True, [], [NO_SUCH])
        lost.slips["enterprises"] = Slip(..., "LINK_UNKNOWN", "企业台账中没有这家企业")
        district.instructors.append(lost)
        joint = next(one for one in district.organisations if len(one.enterprises) > 1)
        joint.strangers.append(NO_SUCH)
        joint.slips["enterprises"] = Slip(..., "LINK_UNKNOWN", "企业台账中没有其中一家")

    # ---- personal numbers where nobody expects them

    def misplace_numbers(self) -> None:
        """Write people's numbers into cells meant for something else: whatever quotes the cell must hide them."""
        issue = Chance(self._rng, filled=1.0, yes=0.5).issue
        identity = issue.identity_number(date(1970, 6, 15), woman=False)
        phone, other_phone = issue.phone_number(), issue.phone_number()
        self._district.misplaced |= {identity, phone, other_phone}
        owned = self._enterprise(lambda one: one.code is not None)
        owned.code = None
        owned.slips["code"] = Slip(identity, "USCC_CHECK_DIGIT", "填了业主的身份号码")
        asked = self._enterprise()
        asked.youth = None
        asked.slips["youth"] = Slip(f"详询{phone}", "YESNO_UNREADABLE", "既不是“是”也不是“否”")
        stationed = self._enterprise(lambda one: self._district.posting_at(self._index(one)) is not None)
        found = self._district.posting_at(self._index(stationed))
        if found is not None:
            stationed.slips["instructor"] = Slip(f"{found[0].name} {other_phone}", where=ONE_SHEET)


def _full_members(one: Enterprise) -> int:
    return sum(member.category == FULL for member in one.members)


def _wrong_inside(code: str) -> str:
    """Change the inner organisation code's check character, and make the outer one right again."""
    first17 = code[:16] + ("1" if code[16] != "1" else "2")
    return first17 + identifiers.code_check(first17)
