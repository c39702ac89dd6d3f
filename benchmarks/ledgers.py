"""Rosters of any size, made up from a fixed seed: a ledger as a workbook or CSV, and the three that link to it."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from pathlib import Path

HEADERS = (
    *("序号", "乡(办)", "企业名称", "统一社会信用代码", "企业类型", "经营状态", "职工人数", "党员人数"),
    *("是否建立党组织", "组建方式", "党建指导员", "工会"),
)
MEMBER_HEADERS = ("姓名", "公民身份号码", "工作单位", "统一社会信用代码", "人员类别", "入党日期")
ORGANIZATION_HEADERS = ("党组织名称", "乡(办)", "组建方式", "成立时间", "覆盖企业", "党组织书记")
INSTRUCTOR_HEADERS = ("姓名", "乡(办)", "是否参加培训", "派驻企业")
TOWNSHIPS = ("城关办事处", "古城乡", "柳河乡", "白沙镇", "石桥镇", "马店乡", "东湾办事处", "产业集聚区")
TRADES = ("建材", "商贸", "服饰", "机械")
CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严金魏陶姜"
GIVEN = "建国明芳伟静磊洋军丽敏强艳勇娟涛霞超兰玲桂英华平辉鑫斌波宇浩凯健俊帆雪荣爱琳婷慧莹雷博峰鹏飞云梅红春翔龙林森彬"
SEED = 20180930
_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_INNER = (3, 7, 9, 10, 5, 8, 4, 2)
_WORTH = {char: worth for worth, char in enumerate(CHARACTERS)}


def write_ledger(path: Path, rows: int) -> Path:
    """Write a ledger of ``rows`` enterprises and twelve columns, in a workbook under a title; give the path back."""
    if path.suffix == ".csv":
        return _write_csv(path, HEADERS, _enterprises(rows))
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("非公企业党建台账")
    sheet.append(["非公有制企业党建工作台账"])
    sheet.append(list(HEADERS))
    for row in _enterprises(rows):
        sheet.append(row)
    book.save(path)
    return path


def write_rosters(folder: Path, rows: int) -> Path:
    """Write a ledger of ``rows`` enterprises, three members to each, and the organisations and instructors to it."""
    folder.mkdir(exist_ok=True)
    write_ledger(folder / "企业台账.csv", rows)
    _write_csv(folder / "党员花名册.csv", MEMBER_HEADERS, _members(rows))
    _write_csv(folder / "党组织台账.csv", ORGANIZATION_HEADERS, _organizations(rows))
    _write_csv(folder / "指导员花名册.csv", INSTRUCTOR_HEADERS, _instructors(rows))
    return folder


def _write_csv(path: Path, headers: tuple[str, ...], rows: Iterator[list[object]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(headers)
        writer.writerows(rows)
    return path


def _enterprises(rows: int) -> Iterator[list[object]]:
    chance = random.Random(SEED)
    counts = (None, "约50", *range(1, 200))
    for number in range(1, rows + 1):
        organized = chance.random() < 0.5
        employees = chance.choice(counts)
        yield [
            number,
            TOWNSHIPS[number % 8],
            _name(number),
            _code(number),
            chance.choice(("有限责任公司", "股份有限公司", "个人独资企业")),
            chance.choice(("正常", "正常", "正常", "停产", "注销")),
            employees,
            min(3, employees) if isinstance(employees, int) else 3,
            "是" if organized else "否",
            chance.choice(("单独组建", "联合组建")) if organized else None,
            None if organized else chance.choice(("张三", "李四", "无")),
            chance.choice(("√", "×", None)),
        ]


def _members(rows: int) -> Iterator[list[object]]:
    chance = random.Random(SEED + 1)
    for number in range(3 * rows):
        owner = number // 3 + 1
        category = "预备党员" if chance.random() < 0.1 else "正式党员"
        name = chance.choice("赵钱孙李周吴郑王") + chance.choice("建国明芳伟静磊洋")
        yield [name, _identity(number), _name(owner), _code(owner), category, f"{chance.randint(1980, 2020)}-07-01"]


def _organizations(rows: int) -> Iterator[list[object]]:
    for number in range(2, rows + 1, 5):
        form = "联合组建" if number % 2 else "单独组建"
        names = (
            "、".join(_name(other) for other in range(number, min(number + 2, rows) + 1))
            if number % 2
            else _name(number)
        )
        yield [f"{_name(number)}党支部", TOWNSHIPS[number % 8], form, f"{2015 + number % 7}-05-01", names, "王建国"]


def _instructors(rows: int) -> Iterator[list[object]]:
    for number in range(4, rows + 1, 10):
        yield [_person(number // 10), TOWNSHIPS[number % 8], "是" if number % 3 else "否", _name(number)]


def _person(number: int) -> str:
    """Give a name that no other number has, below some 90,000."""
    rest, given = divmod(number, len(GIVEN) ** 2)
    return f"{SURNAMES[rest % len(SURNAMES)]}{_written(given, 2)}"


def _written(number: int, length: int) -> str:
    """Give a number as so many characters, for names that have no digits."""
    return "".join(GIVEN[number // len(GIVEN) ** place % len(GIVEN)] for place in reversed(range(length)))


def _name(number: int) -> str:
    return f"青岚区{_written(number, 5)}{TRADES[number % 4]}有限公司"


def _code(number: int) -> str:
    """Give a valid unified social credit code (GB 32100-2015); region 999999 exists nowhere."""
    body = f"M{number % 10**7:07}"
    inner = sum(int(char, 36) * weight for char, weight in zip(body, _INNER, strict=True))
    first17 = f"91999999{body}{'0123456789X0'[11 - inner % 11]}"
    outer = sum(_WORTH[char] * weight for char, weight in zip(first17, _WEIGHTS, strict=True))
    return first17 + CHARACTERS[-outer % 31]


def _identity(number: int) -> str:
    """Give an identity number (GB 11643-1999) of nobody: regions from 900000 on exist nowhere."""
    year, rest = 1940 + number % 60, number // 60
    month, day = rest // 28000 % 12 + 1, rest // 1000 % 28 + 1
    first17 = f"{900000 + rest // 336000 % 100000:06}{year}{month:02}{day:02}{rest % 1000:03}"
    total = sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(first17))
    return first17 + "10X98765432"[total % 11]
