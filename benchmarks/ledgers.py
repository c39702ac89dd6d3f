"""An enterprise ledger of any size, made up from a fixed seed."""

from __future__ import annotations

import random
from pathlib import Path

from openpyxl import Workbook

HEADERS = (
    *("序号", "乡(办)", "企业名称", "统一社会信用代码", "企业类型", "经营状态", "职工人数", "党员人数"),
    *("是否建立党组织", "组建方式", "党建指导员", "工会"),
)
TOWNSHIPS = ("城关办事处", "古城乡", "柳河乡", "白沙镇", "石桥镇", "马店乡", "东湾办事处", "产业集聚区")
CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
SEED = 20180930


def write_ledger(path: Path, rows: int) -> Path:
    """Write a ledger of ``rows`` enterprises and twelve columns, under a title; give the path back."""
    chance = random.Random(SEED)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("非公企业党建台账")
    sheet.append(["非公有制企业党建工作台账"])
    sheet.append(list(HEADERS))
    for number in range(1, rows + 1):
        sheet.append(_row(number, chance))
    book.save(path)
    return path


def _row(number: int, chance: random.Random) -> list[object]:
    organized = chance.random() < 0.5
    return [
        number,
        chance.choice(TOWNSHIPS),
        f"青岚区第{number}号{chance.choice(('建材', '商贸', '服饰', '机械'))}有限公司",
        _code(number),
        chance.choice(("有限责任公司", "股份有限公司", "个人独资企业")),
        chance.choice(("正常", "正常", "正常", "停产", "注销")),
        chance.choice((None, "约50", *range(1, 200))),
        chance.randint(0, 8),
        "是" if organized else "否",
        chance.choice(("单独组建", "联合组建")) if organized else None,
        None if organized else chance.choice(("张三", "李四", "无")),
        chance.choice(("√", "×", None)),
    ]


def _code(number: int) -> str:
    """Give a valid unified social credit code (GB 32100-2015); region 999999 exists nowhere."""
    body = f"MA{number:06}"
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    inner = sum(int(char, 36) * weight for char, weight in zip(body, weights, strict=True))
    first17 = f"91999999{body}{'0123456789X0'[11 - inner % 11]}"
    outer = sum(CHARACTERS.index(char) * pow(3, place, 31) for place, char in enumerate(first17))
    return first17 + CHARACTERS[-outer % 31]
