"""Every spelling that offices use: headers, yes and no, days, numbers, names, codes. All say what the record says."""

from __future__ import annotations

from datetime import date, datetime
from random import Random

from made_up.clerks import PLAIN, Clerk, YesNo
from made_up.world import NOBODY, Cell

FULL_WIDTH = str.maketrans(
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ()",
    "０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ（）",
)
_HAN = "〇一二三四五六七八九"
_SERIAL_ORIGIN = date(1899, 12, 30)

HEADERS: dict[str, str] = {
    "name": "企业名称 单位名称 组织名称 单位详细名称 公司名称 企业全称 名称 经济组织名称 市场主体名称",
    "code": "统一社会信用代码 法人单位统一社会信用代码 组织机构代码 单位代码 "
    "企业工商登记号 社会信用代码 信用代码 注册号",
    "unit": "乡(办) 单位 填报单位 所属乡镇 所在地区 隶属行政区划 "
    "乡镇(街道) 镇街 属地 办事处 所属党(工)委 主管党委 责任单位",
    "village": "村(社区)",
    "kind": "企业类型 单位性质类别 单位类别 登记类型 市场主体类型",
    "industry": "行业 行业类型 所属行业",
    "status": "经营状态 状态 企业当前的经营状态 登记状态 存续状态 生产状况 是否正常经营",
    "registered": "注册日期 成立日期",
    "employees": "职工人数 从业人员数量(名) 从业人员数 从业人数 在岗职工数 "
    "职工数 企业员工人数 组织总人数 员工总数 在职职工数 用工人数",
    "members": "党员人数 党员数 党员总数 从业人员中党员人数 党员(预备党员)人数 在册党员数 其中:党员",
    "full": "正式党员数 正式党员数量",
    "probationary": "预备党员数",
    "applicants": "入党积极分子数",
    "organised": "是否建立党组织 是否成立党组织 是否组建党组织 党组织是否建立 "
    "建立党组织 单位建立党组织情况 法人单位建立党组织情况 是否已建",
    "form": "组建方式 党组织组建方式 党组织组建形式 党组织设置形式 建立形式 覆盖方式",
    "organisation": "党组织名称 党组织全称 所属党组织 隶属党组织名称 所属联合党支部",
    "superior": "上级党组织名称",
    "founded": "党组织成立时间 成立党组织时间 党组织组建时间 批准建立日期",
    "re-elected": "换届时间 上次换届时间",
    "secretary": "书记 党组织书记姓名 党组织书记 书记名称",
    "instructor": "党建指导员 党建指导员姓名 党建联络员姓名",
    "sent": "是否派驻党建指导员 是否选派党建工作指导员或联络员 是否有上级已派党建工作指导员",
    "since": "派驻时间 指导员派驻时间",
    "phone": "指导员电话",
    "union": "工会 公会 是否组建工会 是否建立工会组织",
    "youth": "共青团 是否组建团组织 是否建立共青团组织",
    "women": "妇联 是否组建妇联 是否建有妇联",
    "weak": "是否薄弱",
    "remark": "备注",
    "number": "序号",
}
"""The header words of an enterprise ledger, by the field that they give."""

UNDER: dict[str, dict[str, str]] = {
    "企业情况 企业基本情况 基本情况 单位基本情况": {
        "name": "企业名称 名称 单位名称",
        "code": "统一社会信用代码 信用代码",
        "kind": "企业类型 登记类型",
        "status": "经营状态 状态",
        "registered": "注册日期 成立日期",
        "employees": "职工人数 从业人数 用工人数",
    },
    "党员情况 党员 党员人数": {
        "members": "总数 合计 党员总数 小计",
        "full": "正式 正式党员 正式党员数",
        "probationary": "预备 预备党员 其中:预备党员",
    },
    "党组织情况 党组织 党组织建设情况": {
        "organised": "是否建立 是否成立党组织 是否建立党组织",
        "form": "组建方式 组建形式",
        "organisation": "党组织名称 名称 党组织全称",
        "superior": "上级党组织名称 上级党组织",
        "founded": "成立时间 成立日期 党组织成立时间",
        "secretary": "书记 书记姓名",
    },
    "党建指导员 党建指导员情况 指导员派驻情况": {
        "sent": "是否派驻 是否派驻党建指导员",
        "instructor": "姓名 指导员姓名",
        "since": "派驻时间",
        "phone": "联系电话 电话",
    },
    "群团组织 群团组织情况 群团建设": {"union": "工会", "youth": "共青团 团组织", "women": "妇联 妇女组织"},
}
"""Parents of a header of several rows, and what stands under each."""


def header(rng: Random, words: str) -> str:
    """Choose one of the words, and write it as headers are written."""
    word = rng.choice(words.split())
    kind = rng.randrange(9)
    if kind == 0 and len(word) > 3:
        return f"{word[:2]}\n{word[2:]}"
    if kind == 1:
        return word.translate(FULL_WIDTH).replace(":", "：")
    if kind == 2:
        return f"{word[0]} {word[1:]}"
    if kind == 3:
        return f" {word} "
    return f"*{word}" if kind == 4 else word


class WildClerk(Clerk):
    """Writes every cell in any spelling that says what the record says.

    ``typed`` tells whether cells keep their type; in a text file 2020.1 may have been 2020.10 once.
    """

    def __init__(self, rng: Random) -> None:
        self._rng = rng

    def _any(self, *spellings: Cell) -> Cell:
        return self._rng.choice(spellings)

    def text(self, value: str | None) -> Cell:
        """Write any text."""
        return None if value is None else self._any(value, value, value, f"{value} ", f"　{value}", f"{value}\u200b")

    def name(self, value: str | None) -> Cell:
        """Write the name of an enterprise or organisation."""
        if value is None:
            return None
        ascii_brackets = value.replace("（", "(").replace("）", ")")
        at = self._rng.randrange(1, max(len(value) - 1, 2))
        return self._any(
            *(value, value, value, ascii_brackets, ascii_brackets.replace("(", " (")),
            *(f"{value[:at]}{gap}{value[at:]}" for gap in (" ", "　", "\n", "\r\n", "\u200b")),
            *(f"{value}\t", f"\ufeff{value}"),
        )

    def person(self, value: str | None) -> Cell:
        """Write a person's name, or that there is nobody."""
        if value is None:
            return self._any(None, None, "", "不详")
        if value == NOBODY:
            return self._any("无", "—", "/", "没有", "暂无", "-", "×", "－")
        spread = f"{value[0]}　{value[1]}" if len(value) == 2 else value
        return self._any(value, value, spread, f"{value} ", spread.replace("　", "  "))

    def code(self, value: str | None) -> Cell:
        """Write a credit code."""
        if value is None:
            return self._any(None, None, "不详", "-", "待查")
        return self._any(
            *(value, value, value.lower(), f" {value}", f"{value[:6]} {value[6:12]} {value[12:]}", f"'{value}"),
            *(value.translate(FULL_WIDTH), f"{value}\u200b", f"{value[:8]}-{value[8:16]}-{value[16:]}", f"{value}\n"),
        )

    def count(self, value: int | None) -> Cell:
        """Write a number of people."""
        if value is None:
            return self._any(None, None, None, "", " ", "不详")
        plain = str(value)
        spellings: list[Cell] = [value, value, value, plain, f"{plain}人", f"{plain}名", plain.translate(FULL_WIDTH)]
        spellings += [f"共{plain}人(含兼职)", f" {plain} ", float(value), f"'{plain}"]
        if value == 0:
            spellings += ["无", "—", "〇"]
        elif value < 11:
            spellings += ["十" if value == 10 else _HAN[value]]
        elif value < 20:
            spellings += [f"十{_HAN[value - 10]}"]
        if value >= 20 and value % 10 == 0:
            spellings += [f"约{plain}", f"{plain}余人", f"{plain}多人", f"{plain}左右"]
        return self._any(*spellings)

    def bracketed(self, total: int, probationary: int) -> Cell:
        """Write ``3(1预备)``."""
        words = (f"({probationary}预备)", f"（其中预备{probationary}人）", f"人(预备党员{probationary}名)")
        return f"{total}{self._rng.choice(words)}"

    def day(self, value: date | None) -> Cell:
        """Write a day in any spelling; without the day only if it is the first."""
        if value is None:
            return self._any(None, None, None, "", "不详", "/")
        year, month, day = value.year, value.month, value.day
        han_year = "".join(_HAN[int(digit)] for digit in str(year))
        spellings: list[Cell] = [
            *(value, value, value, datetime(year, month, day, 9, 30), value.isoformat(), f"{value} 00:00:00"),
            *(f"{year}年{month}月{day}日", f"{year}年{month:02d}月{day:02d}号", f"{year}.{month}.{day}"),
            *(f"{year}.{month:02d}.{day:02d}", f"{year}/{month}/{day}", f"{year}、{month}、{day}"),
            *(f"{value:%Y%m%d}", int(f"{value:%Y%m%d}"), (value - _SERIAL_ORIGIN).days),
            *(f"{year}-{month}-{day}".translate(FULL_WIDTH), f"{han_year}年{_han(month)}月{_han(day)}日"),
        ]
        if day == 1:
            spellings += [f"{year}年{month}月", f"{year}-{month:02d}", f"{value:%Y%m}", f"{han_year}年{_han(month)}月"]
            spellings += [f"{year}.{month:02d}", f"{year}年{month}月份"]
            if month not in (1, 10):  # nobody can tell 2020.1 from a 2020.10 that lost its nought
                spellings += [f"{year}.{month}", float(f"{year}.{month}" if month > 9 else f"{year}.0{month}")]
                spellings += [float(f"{year}.{month}")] if month < 10 else []
        return self._rng.choice(spellings)

    def yes_no(self, value: bool | None, *, words: YesNo = PLAIN) -> Cell:
        """Write yes or no as a word, a tick, a cross, a dash, a day, 1 or 0."""
        if value is None:
            return self._any(None, None, "", "  ", "不清楚")
        yes: tuple[Cell, ...] = (*words.yes, "✔", "对", "Ｙ", "√ ", True, "1", 1.0, "是 ")
        no: tuple[Cell, ...] = (*words.no, "x", "X", "-", "/", "N", False, "0", 0.0, "没有", "×　", "－")
        if words is not PLAIN:
            # a day or a name where yes or no is asked for
            yes = (*yes, date(2019, 7, 1), "2019年7月", f"{words.yes[-1]} ", "已覆盖")
            no = (*no, "未覆盖", "尚未建立")
        return self._rng.choice(yes if value else no)

    def mark(self, value: bool) -> Cell:
        """Tick a column, or leave it blank."""
        return self._any("√", "✓", "✔", "是", 1, "1", "有", True) if value else self._any(None, None, None, "", " ")

    def names(self, values: list[str]) -> Cell:
        """Write several names into one cell."""
        if not values:
            return None
        if len(values) > 1 and self._rng.random() < 0.25:
            listed = self._any("{}.{}", "{}、{}", "({}){}")
            return "\n".join(str(listed).format(at, name) for at, name in enumerate(values, start=1))
        mark = self._rng.choice(["、", "，", "；", "\n", ",", ";", " 、", "\r\n"])
        return mark.join(value if "\n" in mark else self._one_line(value) for value in values)

    def _one_line(self, value: str) -> str:
        return self._rng.choice([value, value, value.replace("（", "(").replace("）", ")"), f"{value[:2]} {value[2:]}"])


def _han(number: int) -> str:
    """Give a number up to 31 as it is spoken."""
    tens, ones = divmod(number, 10)
    ten = "" if tens == 0 else "十" if tens == 1 else f"{_HAN[tens]}十"
    return ten + (_HAN[ones] if ones or not tens else "")
