"""Cells drawn from morphemes, brackets, tails and tenses, each with its truth: what is understood wholly counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from random import Random

import pytest

from djcov.facts.organization_coverage import form_of
from djcov.facts.scope import _type_out  # pyright: ignore[reportPrivateUsage]
from djcov.facts.statuses import is_closed
from djcov.policy import Policy
from djcov.values import levels, mass, text, yesno
from djcov.values.counts import read_count
from djcov.values.reading import Reading, Unreadable
from effort import drawn

DAY = date(2021, 12, 31)
POLICY = Policy.load()
YES, NO, UNKNOWN = "yes", "no", "unknown"

PAST = ("2019年", "2020年5月", "2018.6", "2021-03-01", "2021年上半年")
COMING = ("2022年", "2022年3月", "2023年底前", "2022.5", "2022-03-01")
FOREIGN = ("蓝莓", "量子", "钓鱼", "九宫格", "玉米糊")
"""Words that mean nothing here: they make unknown whatever they stand in."""


def chosen(random: Random, *words: str) -> str:
    return random.choice(words)


ONCE = "批准 上级批准 获批 批复 通过 招到党员 达到3名 党员达到3名 换届 培训 审批".split()
"""Behind which, with 后, what is said is still to come."""

CHANGING = "已换届 换届中 换届选举中 改选中 换届筹备中 正在换届 即将换届 拟换届".split()
"""What takes nothing away."""

UNDER_WAY = "批复中 批准中 审批中 通过中 获批中 健全中 完善中 规范中 建齐中 组建中 成立中".split()


def bracketed(random: Random, inner: str) -> str:
    return chosen(random, f"（{inner}）", f"({inner})", f"，{inner}", f",{inner}")


def statement(random: Random) -> tuple[str, str]:
    """Draw what stands under 是否建立党组织."""
    verb = chosen(random, "建立", "成立", "组建", "设立")
    thing = chosen(random, "", "党组织", "党支部", "联合党支部")
    already = chosen(random, "已", "已经", "目前已", "现已")
    planned = chosen(
        random, "拟", "计划", "准备", "即将", "争取", "正在筹备", f"拟于{chosen(random, *COMING)}", "2022年拟"
    )
    kind = random.randrange(7)
    if kind == 0:
        said = chosen(
            random, f"{already}{verb}{thing}", f"有{thing or '党组织'}", f"已于{chosen(random, *PAST)}{verb}", "是", "√"
        )
        return said, YES
    if kind == 1:
        return chosen(random, "未", "尚未", "暂未", "还未", "没有", "未能") + verb + thing, NO
    if kind == 2:
        return planned + verb + thing, NO
    if kind == 3:
        return chosen(random, "应", "可", "宜", "建议", "需", "具备条件后") + verb + thing, NO
    if kind == 4:
        body = thing or "党支部"
        return chosen(
            random, f"{body}已撤销", f"原有{body}，已撤销", f"曾{verb}{thing}", "已撤销", f"{chosen(random, *PAST)}撤销"
        ), NO
    if kind == 5:
        coming = f"{chosen(random, '2022年3月', '2022年', '2022.5')}{verb}{thing}"
        return chosen(random, coming, f"{chosen(random, *ONCE)}后{verb}{thing}", chosen(random, *UNDER_WAY)), NO
    return chosen(random, "无", "否", "×", "没有", "未建", "不具备条件", "正在筹建", "筹建中", "应建未建"), NO


def with_tail(random: Random, said: str, truth: str) -> tuple[str, str]:
    """Add a bracket or a tail that confirms, takes back or is not understood."""
    kind = random.randrange(5)
    if kind == 0:
        return said + bracketed(random, chosen(random, *FOREIGN)), UNKNOWN if truth == YES else "not yes"
    if kind == 1 and truth == YES:
        ended = chosen(random, "已撤销", "2020年撤销", "筹建中", "待批复", "已解散", "尚未批复", *UNDER_WAY)
        return said + bracketed(random, ended), NO
    if kind == 2 and truth == YES:
        return said + bracketed(
            random,
            chosen(random, "联合", "单独", "2019年6月", "运转正常", "已挂牌", "联合党支部", *CHANGING, "预备1名"),
        ), YES
    return said, truth


def answer(read: Callable[[object], Reading[object]], cell: str) -> str:
    """Give what a cell says at the day."""
    try:
        reading = read(cell)
    except Unreadable:
        return UNKNOWN
    if reading.value is None:
        return UNKNOWN
    if reading.value in (False, text.NOBODY):
        return NO
    held = True if reading.terms is None else reading.terms.holds(DAY)
    return UNKNOWN if held is None else YES if held else NO


def person(random: Random) -> tuple[str, str]:
    """Draw what stands under 党建指导员."""
    name = chosen(random, "张三", "李建国", "王小明", "欧阳震华", "曾刚", "应建平", "任建设", "阿依古丽·买买提")
    post = chosen(random, "副区长", "乡组织委员", "村支书", "组织部长", "总经理", "司法所所长")
    ended = chosen(
        random,
        "已离任",
        "离任",
        "已调离",
        "已退休",
        "调走",
        "已故",
        "免职",
        "期满",
        "外调",
        "2020年离任",
        "2021年6月调离",
        chosen(random, "任期", "聘期", "派驻期") + chosen(random, "届满", "结束", "终止", "到期", "已到", "已满", "满"),
        chosen(random, "换届", "因换届", "换届后", "已换届") + chosen(random, "离任", "落选", "退出", "卸任"),
        chosen(random, "原", "前") + chosen(random, "指导员", "联络员", "党建指导员", "书记"),
    )
    kind = random.randrange(10)
    if kind == 0:
        return name, YES
    if kind == 1:
        return chosen(random, f"{name}（{post}）", f"{post}{name}"), YES
    if kind == 2:
        return f"{name}{chosen(random, '', ' ', '/', '、', '，')}13800000000", YES
    if kind == 3:
        return f"{name}（{ended}）", NO
    if kind == 4:
        return f"{name}{bracketed(random, f'{ended}，待补')}", NO
    if kind == 5:
        return chosen(
            random, f"拟派{name}", f"{name}（拟派）", f"{name}（2022年3月到任）", f"计划选派{name}", "2022年拟派"
        ), NO
    if kind == 6:
        return chosen(
            random, f"已派驻{name}", f"已派（{name}）", f"2020年5月派驻{name}", f"选派{name}", f"指导员{name}"
        ), YES
    if kind == 7:
        return f"赵四（{ended}），{chosen(random, '张三', '李建国', '欧阳震华')}接任", YES
    if kind == 8:
        return (
            f"{name}（{chosen(random, *FOREIGN)}{chosen(random, '拟', '未', '撤')}{chosen(random, *FOREIGN)}）",
            "not yes",
        )
    there = ("兼", "专职", "中共党员", "2020年5月派驻", "在岗", "2020年至今", "任期未满", "原镇长", "前村支书")
    return f"{name}（{chosen(random, *there)}）", YES


AWAITED = """
    拟建 待建 在建 在筹 待批 待批复 待审批 缓建 报批 报送审批 意向 规划 推进 培育 孵化 筹 筹建 筹备 即将成立 申请 上报
    批准后成立 获批后组建 换届后成立
""".split()
"""What stands before the name of an organisation that is still to come."""


def organization(random: Random) -> tuple[str, str]:
    """Draw what stands under 党组织名称."""
    whose = chosen(random, "宏达食品", "古城村", "未来科技", "无为家纺", "不凡网络", "待王社区", "应元机械", "城南商圈")
    body = chosen(random, "党支部", "联合党支部", "党总支", "党委", "支部委员会")
    name = chosen(random, f"{whose}{body}", f"中共{whose}有限公司{body}", f"挂靠{whose}党支部", f"{whose}第一党支部")
    kind = random.randrange(5)
    if kind == 0:
        ended = ("已撤销", "撤销", "筹建中", "拟建", "待批", "已注销", "2020年撤销", "2022年3月成立")
        return (
            f"{name}（{chosen(random, *ended)}）",
            NO,
        )
    if kind == 1:
        return f"{chosen(random, *AWAITED, '拟挂靠', '计划挂靠', '建议挂靠', '曾挂靠', '可挂靠')}{whose}党支部", NO
    if kind == 2:
        return f"{name}{chosen(random, '已撤销', '于2020年撤销', '，2020年撤销', '（原有，已撤销）')}", NO
    if kind == 3:
        return f"{name}（{chosen(random, *FOREIGN)}未{chosen(random, *FOREIGN)}）", "not yes"
    return name + chosen(random, "", "", "（联合）", "（2019年成立）", "（正常）", "(书记张三)"), YES


def form(random: Random) -> tuple[str, str]:
    """Draw what stands under 组建方式: yes is an own organisation, ``joint`` a joint one."""
    word, truth = random.choice(
        [("单独", YES), ("独立", YES), ("联合", "joint"), ("挂靠", "joint"), ("区域", "joint"), ("行业", "joint")]
    )
    how = word + chosen(random, "", "组建", "建立")
    kind = random.randrange(4)
    if kind == 0:
        return chosen(random, "拟", "可", "应", "宜", "建议", "计划", "待", "具备") + how + chosen(random, "", ""), NO
    if kind == 1:
        return how + bracketed(random, chosen(random, "已撤销", "筹建中", "拟", "2022年3月")), NO
    if kind == 2:
        return how + bracketed(random, chosen(random, *FOREIGN)), UNKNOWN
    return chosen(random, "", "已") + how + chosen(random, "", "（2019年）"), truth


def count(random: Random) -> tuple[str, str]:
    """Draw a number of employees against 50: yes is that many."""
    number = random.randrange(2, 120)
    unit = chosen(random, "", "人", "名")
    exact = YES if number >= 50 else NO
    kind = random.randrange(6)
    if kind == 0:
        return f"{number}{unit}", exact
    if kind == 1:
        text_ = chosen(random, f"不足{number}{unit}", f"{number}{unit}以下", f"少于{number}{unit}", f"<{number}")
        return text_, NO if number <= 50 else UNKNOWN
    if kind == 2:
        text_ = chosen(random, f"{number}{unit}以上", f"≥{number}", f"不少于{number}{unit}", f"{number}{unit}及以上")
        return text_, YES if number >= 50 else UNKNOWN
    if kind == 3:
        more = number + random.randrange(1, 60)
        text_ = f"{number}{chosen(random, '-', '—', '～', '至')}{more}{unit}"
        return text_, YES if number >= 50 else NO if more < 50 else UNKNOWN
    if kind == 4:
        return f"不超过{number}{unit}", NO if number < 50 else UNKNOWN
    return f"{number}{unit}（{chosen(random, '含临时工5人', '女20', '其中残疾人2名')}）", exact


def read_large(cell: str) -> str:
    reading = read_count(cell)
    low, high = (reading.terms.low, reading.terms.high) if reading.terms else (reading.value, reading.value)
    if low is None or (low < 50 and (high is None or high >= 50)):
        return UNKNOWN
    return YES if low >= 50 else NO


def groups(random: Random) -> tuple[str, str]:
    """Draw what stands under 已建群团组织: a letter for each of the three."""
    names = ["工会", chosen(random, "共青团", "团支部"), chosen(random, "妇联", "妇委会")]
    flags = [random.random() < 0.5 for _ in names]
    kind = random.randrange(6)
    if kind == 5:
        there, lacking = random.sample(range(3), 2)
        whose = chosen(random, "", "只", "仅", "企业", "本企业", "本公司只", "目前")
        has, lacks = chosen(random, "有", "建有", "设有"), chosen(random, "没有", "无", "，没有")
        return f"{whose}{has}{names[there]}{lacks}{names[lacking]}", "".join(
            "y" if at == there else "n" if at == lacking else "?" for at in range(3)
        )
    if kind == 4:
        of_last = chosen(random, "拟", "筹", "未建", "待建", "已撤销", "停", "筹建中")
        of_all = chosen(random, "均未建", "都没有", "均已撤销", "均拟建")
        first, last = sorted(random.sample(range(3), 2))
        every = random.random() < 0.5
        said = f"{names[first]}、{names[last]}（{of_all if every else of_last}）"
        return said, "".join("yn"[every] if at == first else "n" if at == last else "?" for at in range(3))
    if kind == 0:
        marks = [
            (name + chosen(random, *(("√", "已建", "有") if flag else ("×", "未建", "（已撤销）", "（筹建中）"))))
            for name, flag in zip(names, flags, strict=True)
        ]
        return "、".join(marks), "".join("yn"[not flag] for flag in flags)
    if kind == 1:
        missing = random.randrange(3)
        said = chosen(
            random, f"除{names[missing]}外均已建", f"{names[missing]}未建，其他均已建", f"只缺{names[missing]}"
        )
        return said, "".join("yn"[at == missing] for at in range(3))
    if kind == 2:
        every = random.random() < 0.5
        said = (
            chosen(random, "均已建立", "三个都有", "工青妇齐全", "都有")
            if every
            else chosen(random, "均未建", "都没有", "三个都没有", "均无")
        )
        return said, "yyy" if every else "nnn"
    planned = chosen(random, "拟建", "计划建", "待建", "未建", "无") + chosen(random, "工会")
    return planned, "n??"


def read_groups(cell: str) -> str:
    told = mass.told(mass.read_mass(cell).value or "", DAY)
    return "".join("?" if field not in told else "yn"[not told[field]] for field in mass.MASS)


def level(random: Random) -> tuple[str, str]:
    """Draw what stands under 双强六好级别."""
    word = chosen(random, "区级", "市级", "省级")
    kind = random.randrange(4)
    if kind == 0:
        return chosen(random, "拟申报", "申报", "争创", "正在申报", "2022年拟申报") + word, NO
    if kind == 1:
        return word + bracketed(random, chosen(random, "已摘牌", "已撤销", "拟", "申报中", "2022年命名")), NO
    if kind == 2:
        return word + bracketed(random, chosen(random, "拟申报世界级", "量子", "蓝莓")), "not yes"
    return word + chosen(random, "", "双强六好", "（2020年）", "（已命名）"), YES


def status(random: Random) -> tuple[str, str]:
    """Draw a 经营状态: yes is closed."""
    word = chosen(random, "注销", "吊销", "停业", "歇业", "破产", "迁出", "倒闭", "关停")
    kind = random.randrange(4)
    if kind == 0:
        return chosen(random, "拟", "计划", "准备", "未", "申请", "即将") + word, NO
    if kind == 1:
        return chosen(random, "正常", "存续", "停产", "半停产", "在业") + chosen(
            random, "", "（拟注销）", "，未注销"
        ), NO
    if kind == 2:
        return f"2022年{word}", NO
    return chosen(random, "", "已", "2020年", "已于2020年", "正常，已") + word, YES


def sort(random: Random) -> tuple[str, str]:
    """Draw an 企业类型: yes is public."""
    word = chosen(random, "国有", "国企", "国营", "集体", "国有控股", "央企", "全民所有制")
    kind = random.randrange(4)
    if kind == 0:
        return word + chosen(random, "改制为民营", "转民营", "（已改制）", "（2005年改制为民营）"), NO
    if kind == 1:
        return chosen(
            random, "非国有", "国有参股", "民营（原集体）", "私营（原国有企业）", "非公有制", "曾为国企", "无国有股份"
        ), NO
    if kind == 2:
        return word + chosen(random, "（未改制）", "（拟改制）", "企业", "公司"), YES
    return chosen(random, "", "地方", "市属") + word, YES


def of_cell(read: Callable[[object], Reading[object]]) -> Callable[[str], str]:
    return lambda cell: answer(read, cell)


FIELDS = {
    "是否建立党组织": (lambda random: with_tail(random, *statement(random)), of_cell(yesno.read_organized)),
    "党建指导员": (person, of_cell(text.read_person)),
    "党组织名称": (organization, of_cell(text.read_somebody)),
    "组建方式": (
        form,
        lambda cell: {"own": YES, "none": NO, "": UNKNOWN}.get(form_of(cell, POLICY.forms, DAY), "joint"),
    ),
    "职工人数": (count, read_large),
    "已建群团组织": (groups, read_groups),
    "双强六好级别": (level, of_cell(levels.read_level)),
    "经营状态": (status, lambda cell: YES if is_closed(cell, POLICY.scope, DAY) else NO),
    "企业类型": (sort, lambda cell: YES if _type_out(cell, POLICY.scope, "enterprises") else NO),
}
EACH = 2_500
"""Cells of each field, more than 20,000 in all."""


def wrong(draw: Callable[[Random], tuple[str, str]], read: Callable[[str], str], number: int) -> Iterator[str]:
    random = Random(18)
    for _ in range(number):
        cell, truth = draw(random)
        found = read(cell)
        if found == YES if truth == "not yes" else found != truth:
            yield f"{cell}：{truth}，读作 {found}"


@pytest.mark.parametrize("field", FIELDS)
def test_each_cell_says_what_its_morphemes_say(field: str) -> None:
    draw, read = FIELDS[field]
    assert sorted(set(wrong(draw, read, drawn(EACH)))) == []
