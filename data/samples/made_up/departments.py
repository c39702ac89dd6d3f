"""What two departments keep of the same enterprises: 市监 the registered data, 税务 who has how many on the payroll.

Each list lacks some enterprises and has some that the ledger does not; some answers are others than the ledger's.
"""

from __future__ import annotations

from random import Random

from .pages import Book, Page
from .tables import column, write_header
from .words import DISTRICT, TRADES
from .world import Cell, District, Enterprise

FOLDER = "departments"
_REGISTER = (
    "name>企业名称",
    "code>统一社会信用代码",
    "kind>企业类型",
    "status>登记状态",
    "registered>成立日期",
    "place>住所",
)
_PAYROLL = ("name>纳税人名称", "code>纳税人识别号", "employees>从业人数")
_SHARE, _SEES_OTHERWISE, _NEW = 0.15, 0.1, 4


def lists(district: District, rng: Random) -> list[Book]:
    """Write both lists of some of a district's enterprises."""
    some = [one for one in district.enterprises if one.name and rng.random() < _SHARE]
    register = [_registered(one, rng) for one in some]
    register += [_new(district, rng, number) for number in range(_NEW)]
    payroll = [_paid(one, rng) for one in some if rng.random() < 1 - _SEES_OTHERWISE]
    return [_book("市监", _REGISTER, register), _book("税务", _PAYROLL, payroll)]


def _registered(one: Enterprise, rng: Random) -> dict[str, Cell]:
    """Give what the register has: who is wound up is told here first."""
    closed = rng.random() < _SEES_OTHERWISE
    return {
        "name": one.name,
        "code": one.code,
        "kind": one.kind,
        "status": "注销" if closed else one.status,
        "registered": one.registered,
        "place": _address(one, rng.randrange(1, 99)),
    }


def _address(one: Enterprise, number: int) -> str:
    return f"{DISTRICT}{one.unit}{one.village}{number}号"


def _new(district: District, rng: Random, number: int) -> dict[str, Cell]:
    """Make an enterprise that the ledger does not have."""
    where = rng.choice(district.enterprises)
    name = f"{DISTRICT}{TRADES[number]}新办商贸有限公司"
    return {"name": name, "status": "存续", "kind": "有限责任公司", "place": _address(where, rng.randrange(1, 99))}


def _paid(one: Enterprise, rng: Random) -> dict[str, Cell]:
    employees = one.employees
    if employees is None or rng.random() < _SEES_OTHERWISE:
        employees = (employees or 20) + rng.randrange(1, 9)
    return {"name": one.name, "code": one.code, "employees": employees}


def _book(name: str, columns: tuple[str, ...], rows: list[dict[str, Cell]]) -> Book:
    page = Page(name)
    fields = [column(title, field, 24.0) for field, title in (each.split(">") for each in columns)]
    row = write_header(page, 1, fields)
    for number, each in enumerate(rows, start=row):
        for index, one in enumerate(fields):
            page.put(number, index, each.get(one.field))
    return Book(f"{FOLDER}/{name}.xlsx", [page])
