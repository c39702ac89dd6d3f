"""The four rosters (企业台账, 党组织台账, 党员花名册, 指导员花名册), each on a sheet of its own."""

from __future__ import annotations

from . import ledger_cells
from .clerks import Clerk
from .pages import Book, Page
from .tables import Column, Place, Rendering, column, write_header
from .world import ROSTERS, Cell, District, Instructor, Member, Organisation, Posting, Slip

ENTERPRISES = (
    column("序号", "number", 6),
    column("企业名称", "name", 30),
    column("统一社会信用代码", "code", 24),
    column("乡（办）", "unit", 12),
    column("村（社区）", "village", 12),
    column("企业类型", "kind", 16),
    column("行业", "industry", 14),
    column("经营状态", "status"),
    column("注册日期", "registered", 13),
    column("职工人数", "employees"),
    column("党员人数", "members"),
    column("入党积极分子数", "applicants"),
    column("是否建立党组织", "organised"),
    column("党建指导员", "instructor"),
    column("工会", "union"),
    column("共青团", "youth"),
    column("妇联", "women"),
    column("是否薄弱", "weak"),
    column("未建原因", "reason", 14),
)

SIX = ("场所", "设施", "标志", "党旗", "书报", "制度")
NINE = ("公章", "党建资料", "党建板面", "党旗", "指导员", "党章", "党课", "业务培训", "参观学习")

FAVOURS = ("发展党员", "表彰", "培训", "经费")

ORGANISATIONS = (
    column("序号", "number", 6),
    column("党组织名称", "name", 30),
    column("乡（办）", "unit", 12),
    column("组建方式", "form"),
    column("党组织类别", "kind"),
    column("成立时间", "founded", 13),
    column("上级党组织名称", "superior", 18),
    column("覆盖企业", "enterprises", 40),
    column("统一社会信用代码", "code", 24),
    column("党组织书记", "secretary"),
    column("书记来源", "source", 14),
    column("书记是否参训", "trained"),
    *(column(f"六有：{item}", f"six {number}") for number, item in enumerate(SIX)),
    *(column(f"礼包：{item}", f"nine {number}") for number, item in enumerate(NINE)),
    column("联系领导", "leader"),
    column("结对村（社区）", "village", 14),
    column("双强六好级别", "level"),
    column("党员示范岗", "demo posts"),
    column("双向互动机制", "two way"),
    column("网上阵地", "online"),
    column("典型级别", "model"),
    *(column(f"四倾斜：{item}", f"favour {number}") for number, item in enumerate(FAVOURS)),
    column("结对共建", "paired"),
    column("上次换届时间", "elected", 13),
    column("经费来源", "funds", 18),
    column("党务干部人数", "workers"),
    column("党务干部是否参训", "workers trained"),
)

MEMBERS = (
    column("序号", "number", 6),
    column("姓名", "name"),
    column("公民身份号码", "identity", 22),
    column("性别", "gender"),
    column("出生日期", "born", 13),
    column("学历", "education"),
    column("人员类别", "category"),
    column("工作单位", "workplace", 30),
    column("统一社会信用代码", "code", 24),
    column("入党日期", "joined", 13),
    column("转正日期", "confirmed", 13),
    column("工作岗位", "post"),
    column("手机号", "phone", 14),
    column("家庭住址", "address", 24),
)

INSTRUCTORS = (
    column("序号", "number", 6),
    column("姓名", "name"),
    column("工作单位", "office", 18),
    column("职务", "post"),
    column("专职/兼职", "full time"),
    column("联系电话", "phone", 14),
    column("是否参加培训", "trained"),
    column("派驻企业", "enterprises", 40),
    column("派驻时间", "since", 13),
)


def rosters(district: District, clerk: Clerk | None = None, file: str = "district.xlsx") -> Rendering:
    """Write the workbook with the four sheets."""
    clerk = clerk or Clerk()
    rendering = Rendering(ROSTERS)
    pages = [
        _enterprises(district, clerk, rendering, file),
        _organisations(district, clerk, rendering, file),
        _members(district, clerk, rendering, file),
        _instructors(district, clerk, rendering, file),
    ]
    rendering.books.append(Book(file, pages))
    return rendering


class _Sheet:
    """A page in the making, row after row under one header."""

    def __init__(self, file: str, title: str, columns: tuple[Column, ...], rendering: Rendering) -> None:
        self.page = Page(title)
        self._file = file
        self._columns = columns
        self._rendering = rendering
        self._row = write_header(self.page, 1, columns)

    def add(self, cells: dict[str, Cell], slips: dict[str, Slip]) -> Place:
        """Write one row below the last one."""
        place = Place(self._file, self.page.title, self._row)
        number: dict[str, Cell] = {"number": self._row - 1}
        self._rendering.write_row(self.page, place, self._columns, cells | number, slips)
        self._row += 1
        return place


def _enterprises(district: District, clerk: Clerk, rendering: Rendering, file: str) -> Page:
    sheet = _Sheet(file, "企业台账", ENTERPRISES, rendering)
    for index in range(len(district.enterprises)):
        entry = ledger_cells.entry(district, index)
        cells = ledger_cells.write(entry, clerk)
        rendering.places["enterprise", index] = sheet.add(cells, entry.slips)
    return sheet.page


def _organisations(district: District, clerk: Clerk, rendering: Rendering, file: str) -> Page:
    sheet = _Sheet(file, "党组织台账", ORGANISATIONS, rendering)
    for index, one in enumerate(district.organisations):
        cells = organisation_cells(district, one, clerk)
        rendering.places["organization", index] = sheet.add(cells, one.slips)
    return sheet.page


def organisation_cells(district: District, one: Organisation, clerk: Clerk) -> dict[str, Cell]:
    """Write the cells of one organisation, by field."""
    covered = [district.enterprises[index] for index in one.enterprises]
    alone = covered[0] if len(covered) == 1 and not one.strangers else None
    cells: dict[str, Cell] = {
        "name": clerk.name(one.name),
        "unit": clerk.text(one.unit),
        "form": clerk.text(one.form),
        "kind": clerk.text(one.kind),
        "founded": clerk.day(one.founded),
        "superior": clerk.text(one.superior),
        "enterprises": clerk.names([*(each.name or "" for each in covered), *one.strangers]),
        "code": clerk.code(alone.code) if alone else None,
        "secretary": clerk.person(one.secretary),
        "source": clerk.text(one.source),
        "trained": clerk.yes_no(one.trained),
        "leader": clerk.person(one.leader),
        "village": clerk.person(one.village),
        "level": clerk.text(one.level),
        "demo posts": clerk.yes_no(one.demo_posts),
        "two way": clerk.yes_no(one.two_way),
        "online": clerk.yes_no(one.online),
    }
    cells |= {f"six {number}": clerk.yes_no(value) for number, value in enumerate(one.six)}
    cells |= {f"nine {number}": clerk.yes_no(value) for number, value in enumerate(one.nine)}
    cells["model"] = clerk.text(one.model)
    cells |= {f"favour {number}": clerk.yes_no(value) for number, value in enumerate(one.favours)}
    cells |= {"paired": clerk.yes_no(one.paired), "elected": clerk.day(one.elected)}
    cells |= {"workers": one.workers, "workers trained": clerk.yes_no(one.workers_trained)}
    return cells | {"funds": clerk.text(one.funds)}


def _members(district: District, clerk: Clerk, rendering: Rendering, file: str) -> Page:
    sheet = _Sheet(file, "党员花名册", MEMBERS, rendering)
    for enterprise in district.enterprises:
        for member in enterprise.members:
            sheet.add(_member_cells(member, enterprise.name, enterprise.code, clerk), member.slips)
    for stray in district.strays:
        sheet.add(_member_cells(stray.member, stray.workplace, None, clerk), stray.member.slips)
    return sheet.page


def _member_cells(member: Member, workplace: str | None, code: str | None, clerk: Clerk) -> dict[str, Cell]:
    return {
        "name": clerk.person(member.name),
        "identity": member.identity,
        "gender": "女" if member.woman else "男",
        "born": clerk.day(member.born),
        "education": member.education,
        "category": member.category,
        "workplace": clerk.name(workplace),
        "code": clerk.code(code),
        "joined": clerk.day(member.joined),
        "confirmed": clerk.day(member.confirmed),
        "post": member.post,
        "phone": member.phone,
        "address": member.address,
    }


def _instructors(district: District, clerk: Clerk, rendering: Rendering, file: str) -> Page:
    """Write a row per instructor and day of posting: whoever was sent out on two days has two rows."""
    sheet = _Sheet(file, "指导员花名册", INSTRUCTORS, rendering)
    for index, person in enumerate(district.instructors):
        for number, group in enumerate(_by_day(person.postings)):
            strangers = person.strangers if number == 0 else []
            place = sheet.add(_instructor_cells(district, person, group, strangers, clerk), person.slips)
            rendering.places.setdefault(("instructor", index), place)
    return sheet.page


def _by_day(postings: list[Posting]) -> list[list[Posting]]:
    """Gather the postings of each day; somebody without any still has a row."""
    days = sorted({posting.since for posting in postings}, key=str)
    return [[posting for posting in postings if posting.since == day] for day in days] or [[]]


def _instructor_cells(
    district: District, person: Instructor, postings: list[Posting], strangers: list[str], clerk: Clerk
) -> dict[str, Cell]:
    names = [district.enterprises[posting.enterprise].name or "" for posting in postings]
    return {
        "name": clerk.person(person.name),
        "office": person.office,
        "post": person.post,
        "full time": "专职" if person.full_time else "兼职",
        "phone": person.phone,
        "trained": clerk.yes_no(person.trained),
        "enterprises": clerk.names([*names, *strangers]),
        "since": clerk.day(postings[0].since) if postings else None,
    }
