"""Ledgers with rows drawn at random that are no enterprises: units, types, samples, sums, notes, signatures, pages."""

from __future__ import annotations

import csv
from pathlib import Path
from random import Random

import pytest

import djcov
from effort import examples

DRAWN = examples(120)

HEADER = ["序号", "乡镇", "统一社会信用代码", "企业名称", "职工人数", "党员人数", "是否建立党组织"]
TRADES = ("机械", "纺织", "食品", "商贸", "物流", "建材", "电子", "农业")
SIGNED = ("制表人", "填表人", "审核人", "单位负责人（签字）", "经办人", "联系电话", "填报日期", "报送单位（盖章）")


def enterprises(random: Random) -> list[list[str]]:
    """Draw some rows that are enterprises."""
    return [
        [
            f"{n}",
            "古城乡",
            "",
            f"青岚{TRADES[n % 8]}{n}有限公司",
            f"{random.randint(3, 90)}",
            f"{random.randint(0, 5)}",
            "是",
        ]
        for n in range(1, random.randint(4, 9))
    ]


def placed(at: int, *texts: str) -> list[str]:
    """Give a row with texts from a column on."""
    return [*[""] * at, *texts, *[""] * (len(HEADER) - at - len(texts))][: len(HEADER)]


def below_header(random: Random) -> list[list[str]]:
    """Draw what stands between the header and the first enterprise."""
    rows = [
        ["", "", "", "", "人", "人", "是/否"],
        ["数字", "文本", "文本", "文本", "数字", "数字", "单选"],
        ["必填", "必填", "选填", "必填", "必填", "必填", "必填"],
        [f"{n}" for n in range(1, 8)],
        ["甲", "乙", "丙", "丁", "1", "2", "3"],
        ["例", "古城乡", "", "示例公司（请删除）", "100", "5", "是"],
        ["示例", "某某乡", "", "XX有限公司", "100", "5", "是"],
    ]
    return random.sample(rows, random.randint(0, 2))


def among(random: Random) -> list[str]:
    """Draw a row that stands among enterprises."""
    count = f"{random.randint(1, 99)}"
    return random.choice(
        (
            placed(0, random.choice(("合计", "小计", "总计", "本页小计", "古城乡小计")), "", "", "", count, count),
            placed(3, random.choice(("合计", "小　计", "总 计", "平均")), count, count),
            placed(0, random.choice(("第1页 共2页", "第 2 页", "—2—", "古城乡", "一、古城乡", "古城乡（6家）"))),
            list(HEADER),
            [""] * len(HEADER),
        )
    )


def below(random: Random) -> list[str]:
    """Draw a row that stands below the enterprises."""
    who = random.sample(SIGNED, 2)
    return random.choice(
        (
            placed(0, f"{who[0]}：张三", "", f"{who[1]}：李四"),
            placed(random.randint(0, 3), f"{who[0]}：", "张三", f"{who[1]}：", "李四"),
            placed(0, random.choice(("注：1.职工人数填实际数。", "填表说明：是否建立填是或否", "备注：以上为年末数"))),
            placed(3, random.choice(("以下空白", "（以下无正文）", "此处以下无内容"))),
            placed(3, random.choice(("占比", "覆盖率")), "", "40%"),
        )
    )


@pytest.mark.thorough
def test_the_enterprises_alone_are_enterprises(tmp_path: Path) -> None:
    random = Random(18)
    path = tmp_path / "台账.csv"
    for _ in range(DRAWN):
        companies = enterprises(random)
        rows = list(companies)
        for _ in range(random.randint(0, 3)):
            rows.insert(random.randint(1, len(rows)), among(random))
        rows = [HEADER, *below_header(random), *rows, *(below(random) for _ in range(random.randint(0, 2)))]
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        read = [each.name for each in djcov.read(path).enterprises]
        assert read == [company[3] for company in companies], rows
