"""Findings: what is wrong or noteworthy in the data, where it stands, and how to mend it.

A finding is a small immutable record. Its code is one of :data:`CATALOGUE`; codes are never renamed or used
again. ``docs/findings.md`` is generated from the catalogue.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum


class Severity(IntEnum):
    """How much a finding matters; the larger, the worse."""

    NOTE = 0
    """Something was read in a particular way, nothing to mend."""
    WARNING = 1
    """The number may be wrong: somebody should look."""
    ERROR = 2
    """A cell could not be used; it counts as unknown."""

    @property
    def label(self) -> str:
        """The Chinese word that people see."""
        return ("提示", "警告", "错误")[self]


@dataclass(frozen=True, slots=True)
class Location:
    """Where a finding stands. ``row`` is the row number that Excel shows, ``column`` the header's text."""

    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    cell: str = ""
    """The cell's address, such as ``F12``, when one cell is meant."""

    def __str__(self) -> str:
        parts = [self.file, self.sheet, f"第{self.row}行" if self.row else "", self.column]
        text = " ".join(part for part in parts if part)
        return f"{text}（{self.cell}）" if self.cell else text


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry of the catalogue: the doc of a finding code."""

    code: str
    severity: Severity
    title: str
    message: str
    """A template; ``{found}`` is the offending text as it may be shown."""
    hint: str
    why: str = ""

    def at(self, location: Location, found: str = "", **words: object) -> Finding:
        """Make a finding of this rule."""
        return Finding(
            code=self.code,
            severity=self.severity,
            location=location,
            message=self.message.format(found=found, **words),
            hint=self.hint.format(found=found, **words),
            found=found,
        )


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found, at one place. ``found`` is already masked where it is about a person."""

    code: str
    severity: Severity
    location: Location
    message: str
    hint: str
    found: str = ""

    @property
    def sort_key(self) -> tuple[str, str, int, str, str, str, str]:
        """By place, so that a list of findings never depends on the order of work."""
        at = self.location
        return (at.file, at.sheet, at.row or 0, at.cell.zfill(8), at.column, self.code, self.message)


@dataclass(frozen=True, slots=True)
class Left:
    """A file that the figures do not hold, and why."""

    file: str
    reason: str


@dataclass(slots=True, repr=False)
class Findings:
    """A pile of findings: everything is counted, at most :attr:`keep` per code are stored."""

    keep: int = 10_000
    stored: list[Finding] = field(default_factory=list[Finding])
    totals: Counter[str] = field(default_factory=Counter[str])

    def __repr__(self) -> str:
        """Say how many there are of each code; a notebook prints it, so no message is in it."""
        return f"Findings({len(self)} 处{''.join(f'，{code} {count}' for code, count in sorted(self.totals.items()))})"

    def add(self, finding: Finding) -> None:
        """Count one finding, and store it unless its code is full."""
        if self.totals[finding.code] < self.keep:
            self.stored.append(finding)
        self.totals[finding.code] += 1

    def extend(self, findings: Iterable[Finding]) -> None:
        """Add each of ``findings``."""
        for finding in findings:
            self.add(finding)

    def include(self, *piles: Findings) -> None:
        """Add other piles; what they counted without storing is counted here too."""
        for others in piles:
            beyond = others.totals - Counter(finding.code for finding in others.stored)
            self.extend(others.stored)
            self.totals.update(beyond)

    def of(self, *codes: str) -> list[Finding]:
        """Give those that are stored of some codes, in their order; the others are not sorted for it."""
        return sorted((each for each in self.stored if each.code in codes), key=lambda finding: finding.sort_key)

    def left(self) -> tuple[Left, ...]:
        """Give the files that were left out of the figures."""
        return tuple(Left(each.location.file, each.found) for each in self.of(*FILE_LEFT))

    def __iter__(self) -> Iterator[Finding]:
        return iter(sorted(self.stored, key=lambda finding: finding.sort_key))

    def __len__(self) -> int:
        return self.totals.total()

    def worst(self) -> Severity | None:
        """The highest severity that occurs, or None."""
        return max((CATALOGUE[code].severity for code in self.totals), default=None)


FILE_LEFT = ("FILE_UNREADABLE", "FILE_UNUSED", "RETURN_UNKNOWN", "RETURN_FOREIGN")
"""What is found about a file that could not be read, or holds no roster."""


def _catalogue(*rules: Rule) -> dict[str, Rule]:
    return {rule.code: rule for rule in rules}


_N, _W, _E = Severity.NOTE, Severity.WARNING, Severity.ERROR

CATALOGUE: dict[str, Rule] = _catalogue(
    # ---- files, sheets, headers
    Rule("FILE_UNREADABLE", _E, "文件读不出", "未能读出此文件：{found}", "请另存为 .xlsx 后重新报送；统计中没有它。"),
    Rule("FILE_UNUSED", _W, "文件未使用", "未能使用此文件：{found}", "请确认此文件是否为台账；不是则不必理会。"),
    Rule("FILE_TWICE", _W, "文件重复", "内容与 {found} 完全相同，只读取了一份", "请只保留一份。"),
    Rule(
        "FILE_RENAMED",
        _W,
        "文件内容相同、名称不同",
        "内容与 {found} 完全相同，只是名称所说的乡（办）、日期或名册不同，两份都读取了",
        "请核对是否存错了文件，只保留一份。",
    ),
    Rule("FORMAT_DIFFERS", _N, "扩展名与内容不符", "文件实际是{found}格式，已按实际格式读取", "建议另存为 .xlsx。"),
    Rule("SHEET_HIDDEN", _N, "隐藏工作表", "工作表“{found}”是隐藏的，没有采用", "如需采用，请在表格软件中取消隐藏。"),
    Rule(
        "SHEET_UNUSED",
        _N,
        "工作表未识别",
        "工作表没有采用：{found}",
        "如果它是台账，请把表头改为通用的写法，如“企业名称”“党员人数”。",
    ),
    Rule(
        "LIST_UNUSED",
        _N,
        "不是花名册的名单",
        "这张名单没有采用：{found}",
        "如确是花名册，请在表名写明“党员花名册”“党组织花名册”或“指导员花名册”，或用 --roster-kind 指定。",
    ),
    Rule(
        "LEDGER_OF_WHICH",
        _W,
        "企业还是社会组织不清楚",
        "“{found}”既有企业又有社会组织，表头也看不出是哪一种，按{kind}读取",
        "社会组织请另作一份台账，表名写“社会组织台账”；或分别用 --roster-kind 指定。",
    ),
    Rule(
        "NAMES_MISSING",
        _E,
        "没有名称列",
        "未能读出此表：{found}",
        "请改正表头；如果它是另一种台账，请用 --roster-kind 指定。",
    ),
    Rule(
        "TABLE_EMPTY",
        _N,
        "空表",
        "{found}只有表头，没有填写，按没有提供处理",
        "不用此表可以不必理会；要用请填写。",
    ),
    Rule(
        "TABLE_BESIDE",
        _N,
        "并排的表",
        "同一行表头下并排有几张表，已分别读取；这一张有 {found} 行",
        "建议改为上下接排，每行一家企业。",
    ),
    Rule(
        "SUMS_BESIDE",
        _N,
        "旁边的汇总表",
        "台账旁边的汇总表（{found}）没有读取",
        "各数都由台账逐行算出；汇总表建议另放一张工作表。",
    ),
    Rule(
        "ROWS_HIDDEN",
        _N,
        "隐藏行",
        "有 {found} 个隐藏行，已照常纳入统计",
        "隐藏（筛选）不等于删除；不应纳入统计的请删除。",
    ),
    Rule(
        "COLUMN_REPEATED",
        _W,
        "两列同义",
        "“{found}”与“{first}”列含义相同，只采用了“{first}”列",
        "请删除或改名其中一列。",
    ),
    Rule(
        "COLUMN_FILLS",
        _N,
        "两列同义，互相补充",
        "“{found}”与“{first}”列含义相同，以“{first}”列为准，它的空白处用“{found}”列补上",
        "建议只留一列。",
    ),
    Rule(
        "COLUMNS_DIFFER",
        _W,
        "两列所填不一",
        "“{column}”列填的是“{found}”，“{first}”列填的是“{other}”，按“{first}”列计",
        "请核对后改正其中一列。",
    ),
    Rule(
        "COLUMN_NEAR_MISS",
        _W,
        "表头疑似写错",
        "表头“{found}”未能识别，疑为“{suggestion}”；本列没有采用",
        "如果就是这一列，请把表头改为“{suggestion}”。",
    ),
    Rule("FILLED_DOWN", _N, "向下填充", "“{found}”列只在每段首行填写，已向下填充", "如不对，请逐行填写。"),
    Rule(
        "ROWS_CONTINUED",
        _N,
        "一个名称占几行",
        "有 {found} 行没有写“{column}”，只写了企业；这些企业归入上面写有“{column}”的一行",
        "如不对，请逐行填写“{column}”。",
    ),
    Rule(
        "DITTO_FILLED",
        _N,
        "“同上”已填充",
        "“{found}”列有 {number} 处填的是“同上”之类，已按上一行同列的内容计",
        "如不对，请逐行填写。",
    ),
    Rule(
        "DITTO_UNCLEAR",
        _E,
        "“同上”无所指",
        "“{found}”所指的单元格是空的或不能确定，暂按“不清楚”统计",
        "请填写实际内容。",
    ),
    Rule(
        "TOWNSHIP_ELSEWHERE",
        _N,
        "乡（办）取自表外",
        "表中没有乡（办）列，已从{where}取得“{found}”",
        "如不对，请在表中增加“乡（办）”列。",
    ),
    Rule(
        "SECTION_ROW",
        _N,
        "分段行",
        "“{found}”是分段标题行，没有作为企业纳入统计",
        "如它确是一家企业，请补全该行其他栏。",
    ),
    Rule(
        "VILLAGE_ELSEWHERE",
        _N,
        "村（社区）取自分段行",
        "没有村（社区）列，按分段行取为：{found}",
        "如不对，请增加“村（社区）”列。",
    ),
    Rule(
        "ROW_DOUBTFUL",
        _W,
        "看不出是不是一家",
        "这一行看不出是不是一条数据，没有采用：{found}",
        "如确是一家，请补上统一社会信用代码或全称；也可用 --take-doubtful 一并采用。",
        "没有有效的代码，名称不像名称，能核对的栏大多读不出：可能是说明、落款或另一张表。",
    ),
    Rule(
        "ROW_SAMPLE",
        _W,
        "示例行填了数据",
        "示例行不作数据，没有采用，而这一行填的不是模板的示例：{found}",
        "如确是一条数据，请移到示例行的下一行，或删去序号栏中的“示例”。",
        "模板的第 4 行是示例。把真实数据写在它上面，这一条就没有统计。",
    ),
    Rule("CELL_ERROR", _E, "公式错误值", "单元格是公式错误值 {found}，暂按“不清楚”统计", "请修正公式或填写实际内容。"),
    Rule(
        "TOTAL_DIFFERS",
        _W,
        "合计与明细不符",
        "合计写的是 {found}，各行相加是 {summed}",
        "请核对是否漏行、多行或改动后没有重算；统计以各行为准。",
    ),
    # ---- values of cells
    Rule("REQUIRED_MISSING", _E, "必填项为空", "“{column}”没有填写", "请补填。"),
    Rule("NAME_UNCLEAR", _E, "名称无效", "“{found}”不是名称，按未填写处理", "请填写全称。"),
    Rule(
        "NAMED_NONE",
        _N,
        "名称写明没有",
        "“{found}”表示没有、还没有，或不是这里要填的；本行不纳入统计",
        "如其实已有，请填写名称。",
    ),
    Rule(
        "USCC_LENGTH",
        _E,
        "信用代码位数不对",
        "统一社会信用代码“{found}”不是 18 位，暂按“不清楚”统计",
        "请对照营业执照填写。",
        why="GB 32100-2015：代码由 18 位数字或大写字母组成。",
    ),
    Rule(
        "USCC_CHARACTER",
        _E,
        "信用代码字符不对",
        "统一社会信用代码“{found}”含有不允许的字符，暂按“不清楚”统计",
        "代码只用数字和除 I、O、S、V、Z 外的大写字母，请对照营业执照填写。",
        why="GB 32100-2015 第 4 章。",
    ),
    Rule(
        "USCC_CHECK_DIGIT",
        _E,
        "信用代码校验位不对",
        "统一社会信用代码“{found}”的校验位不对，暂按“不清楚”统计",
        "可能抄录有误，请对照营业执照核对。",
        why="GB 32100-2015 附录 B。",
    ),
    Rule(
        "USCC_INNER_CHECK",
        _E,
        "信用代码主体标识码不对",
        "统一社会信用代码“{found}”第 9 至 17 位的组织机构代码校验位不对，暂按“不清楚”统计",
        "可能抄录有误，请对照营业执照核对。",
        why="GB 11714-1997。",
    ),
    Rule(
        "DIGITS_LOST",
        _E,
        "号码按数字存储，末几位已丢失",
        "号码“{found}”是按数字存储的，末几位已经丢失，暂按“不清楚”统计",
        "请把该列设为“文本”格式后重新填写，不要只改格式。",
        why="表格软件的数字只有 15 位有效。",
    ),
    Rule(
        "CODE_OLD_REGISTRATION",
        _N,
        "15 位老注册号",
        "“{found}”是 15 位的老注册号，已作为代码使用",
        "可换成 18 位统一社会信用代码。",
    ),
    Rule(
        "COUNTED_AS_ENTERPRISE",
        _W,
        "在企业台账中也有",
        "“{found}”在企业台账中也有，已作为企业纳入统计，{base}中不再计",
        "请核对它是企业还是社会组织：补上统一社会信用代码，只留在一份台账里。",
    ),
    Rule(
        "CERTIFICATE_OLD",
        _N,
        "老的登记证号",
        "“{found}”是社会组织老的登记证号，不是统一社会信用代码，核对时按名称",
        "可换成 18 位统一社会信用代码。",
    ),
    Rule("VALUE_FILLER", _N, "以“不详”等代填", "“{found}”表示不清楚或尚未定，暂按“不清楚”统计", "查清后请填写。"),
    Rule(
        "IDENTITY_LENGTH",
        _E,
        "身份号码位数不对",
        "公民身份号码“{found}”不是 18 位，暂按“不清楚”统计",
        "请对照身份证填写。",
        why="GB 11643-1999。",
    ),
    Rule(
        "IDENTITY_CHARACTER",
        _E,
        "身份号码字符不对",
        "公民身份号码“{found}”含有不允许的字符，暂按“不清楚”统计",
        "前 17 位是数字，末位是数字或 X。",
        why="GB 11643-1999。",
    ),
    Rule(
        "IDENTITY_DATE",
        _E,
        "身份号码出生日期不对",
        "公民身份号码“{found}”中的出生日期不存在，暂按“不清楚”统计",
        "请对照身份证填写。",
        why="GB 11643-1999。",
    ),
    Rule(
        "IDENTITY_CHECK_DIGIT",
        _E,
        "身份号码校验位不对",
        "公民身份号码“{found}”的校验位不对，暂按“不清楚”统计",
        "可能抄录有误，请对照身份证核对。",
        why="GB 11643-1999。",
    ),
    Rule("IDENTITY_OLD", _N, "15 位老身份号码", "“{found}”是 15 位的老身份号码", "可换成 18 位公民身份号码。"),
    Rule(
        "DATE_UNREADABLE", _E, "日期读不出", "“{found}”读不出日期，暂按“不清楚”统计", "请写成 2021-06-30 这样的日期。"
    ),
    Rule("DATE_IMPOSSIBLE", _E, "日期不存在", "“{found}”这一天不存在，暂按“不清楚”统计", "请改为实际日期。"),
    Rule(
        "DATE_OUT_OF_RANGE",
        _E,
        "日期超出范围",
        "“{found}”不在 1900 至 2100 年之间，暂按“不清楚”统计",
        "请改为实际日期。",
    ),
    Rule(
        "DATE_AMBIGUOUS",
        _E,
        "日期有歧义",
        "“{found}”分不清是 1 月还是 10 月，暂按“不清楚”统计",
        "请写成 2020-01 或 2020-10。",
        why="2020.10 按数字存储，或经表格软件另存为文本文件，末尾的 0 会丢失。",
    ),
    Rule("DATE_YEAR_ONLY", _W, "只有年份", "“{found}”只有年份，暂按“不清楚”统计", "请补上月份。"),
    Rule("DATE_MONTH_ONLY", _N, "只有年月", "“{found}”没有日，按当月 1 日计", "可补上日期。"),
    Rule("DATE_SERIAL", _N, "日期序列号", "“{found}”是日期序列号，已换算为日期", "可把该列设为“日期”格式。"),
    Rule("COUNT_UNREADABLE", _E, "数目读不出", "“{found}”读不出数目，暂按“不清楚”统计", "请只填一个整数。"),
    Rule("COUNT_NOT_WHOLE", _E, "数目不是整数", "“{found}”不是整数，暂按“不清楚”统计", "请填整数。"),
    Rule(
        "COUNT_OUT_OF_RANGE",
        _E,
        "数目超出范围",
        "“{found}”数值超出合理范围，暂按“不清楚”统计",
        "请填 0 至 1000000 之间的整数。",
    ),
    Rule(
        "MONEY_UNREADABLE",
        _E,
        "金额读不出",
        "“{found}”读不出金额，暂按“不清楚”统计",
        "请只填数，单位是万元；另有单位的写在表头或数的后面，如 1.2亿元。",
    ),
    Rule(
        "MONEY_OUT_OF_RANGE",
        _E,
        "金额超出范围",
        "“{found}”数值超出合理范围，暂按“不清楚”统计",
        "请核对数和单位；单元格、表头和表上方都没有写单位的按万元。",
    ),
    Rule(
        "MONEY_UNIT_UNCLEAR",
        _W,
        "金额的单位看不出",
        "“{column}”没有写单位，表上方写的是“{found}”，看不出金额的单位；没有写单位的金额暂按“不清楚”统计",
        "请在表头写明单位，如“营业收入（万元）”。",
    ),
    Rule(
        "MONEY_UNIT_ABOVE",
        _N,
        "金额的单位取自表上方",
        "“{column}”没有写单位，按表上方的“{found}”，以{unit}计",
        "可在表头写明单位，如“营业收入（万元）”。",
    ),
    Rule(
        "MONEY_UNIT_ASSUMED",
        _N,
        "金额没有写单位",
        "“{column}”没有写单位，按{found}计",
        "请核对；单位不是万元的，请在表头写明，如“营业收入（元）”。",
    ),
    Rule("COUNT_APPROXIMATE", _N, "约数", "“{found}”是约数，按其中的数字计", "请尽量填准确数。"),
    Rule(
        "COUNT_RANGE",
        _N,
        "数目是范围",
        "“{found}”是范围，只在够得上或够不上界线时采用，否则暂按“不清楚”统计",
        "请填准确数。",
    ),
    Rule("COUNT_WITH_PART", _N, "数目带说明", "“{found}”带有说明，按其中的总数计", "说明请填到备注或专门的列。"),
    Rule(
        "COUNT_PART_EXCEEDS",
        _E,
        "数目的一部分多于总数",
        "“{found}”中的一部分多于总数，暂按“不清楚”统计",
        "请核对后只填总数，另一个数填到专门的列。",
    ),
    Rule(
        "COUNT_MERGED",
        _W,
        "数目合并了多行",
        "“{column}”的单元格合并了多行，只计在首行，本行暂按“不清楚”统计",
        "请取消合并，逐行填写。",
    ),
    Rule(
        "YESNO_UNREADABLE",
        _E,
        "是否读不出",
        "“{found}”看不出是还是否，暂按“不清楚”统计",
        "请填“是”或“否”；整套系统另有写法的，可在政策文件的 yes_no 中写明。",
    ),
    Rule(
        "STATEMENT_UNCLEAR",
        _E,
        "说法没有读懂",
        "“{found}”没有全部读懂，暂按“不清楚”统计",
        "请只填名称，或 有、无；说明请填到备注。",
    ),
    Rule(
        "NOT_NOW",
        _N,
        "尚未或已经结束",
        "“{found}”说的是尚未、有条件或已经结束的事，按没有计",
        "如现在已有，请改填实际情况。",
    ),
    Rule("CHOICE_UNKNOWN", _E, "不在可选值中", "“{found}”不在可选值中，暂按“不清楚”统计", "可填：{allowed}。"),
    Rule("CHOICE_CONFLICT", _E, "同时勾选多项", "同时勾选了 {found}，暂按“不清楚”统计", "只能勾选一项。"),
    Rule("VALUE_INVALID", _E, "内容不合要求", "“{found}”不合要求，暂按“不清楚”统计", "请核对后填写。"),
    Rule(
        "CHARACTER_LOST",
        _W,
        "字符丢失",
        "单元格中有读不出的字符，写作“\ufffd”",
        "请核对后改正；可能是转换编码或复制时丢失的。",
    ),
    Rule(
        "TEXT_TOO_LONG", _E, "文字过长", "“{found}”过长，暂按“不清楚”统计", "请检查是否把几个单元格的内容粘到了一起。"
    ),
    # ---- several columns of one row
    Rule(
        "MEMBERS_EXCEED_EMPLOYEES", _W, "党员数多于职工数", "党员 {found} 人，多于职工 {employees} 人", "请核对两个数。"
    ),
    Rule(
        "MEMBER_PARTS_DIFFER",
        _W,
        "党员分项与总数不符",
        "正式党员与预备党员之和 {parts} 不等于党员人数 {found}",
        "请核对三个数。",
    ),
    Rule(
        "ORGANIZED_BUT_NO",
        _W,
        "是否建立与其他栏矛盾",
        "“是否建立党组织”为{organized}，但{found}",
        "请核对；目前按{counted}计。",
    ),
    Rule(
        "INSTRUCTOR_BUT_NO",
        _W,
        "是否派驻与指导员栏矛盾",
        "“是否派驻”为{sent}，但{instructor}",
        "请核对；目前按{counted}计。",
    ),
    Rule(
        "INSTRUCTOR_TERM_OVER",
        _W,
        "指导员派驻期已满",
        "派驻计划到 {found} 为止，没有写明已经离任，仍按派驻统计",
        "已续派的请更新派驻截止时间；已离任的请填离任时间；期满一律不算派驻的，可改政策文件的 "
        "counting.expired_instructors_cover。",
    ),
    Rule(
        "SEVERAL_INSTRUCTORS",
        _W,
        "几名指导员同在一格",
        "同一格有 {found} 名指导员，不知道“{column}”说的是谁，暂按“不清楚”统计",
        "请另附指导员花名册，每名指导员一行。",
    ),
    Rule(
        "STATION_ENDS_BEFORE_IT_BEGINS",
        _W,
        "派驻截止早于派驻",
        "派驻截止时间早于派驻时间，派驻到何时按不清楚处理",
        "请核对两栏。",
    ),
    Rule(
        "PART_EXCEEDS_WHOLE",
        _E,
        "企业的多于全部",
        "{unit}给企业的是 {found}，多于“{title}”{whole}，暂按“不清楚”统计",
        "请核对两个数。",
    ),
    Rule(
        "COVERAGE_BUT_OTHERWISE",
        _W,
        "覆盖情况与其他栏矛盾",
        "“覆盖情况”为{found}，但{others}",
        "请核对；有没有党组织、指导员，其他栏填了的以其他栏为准。",
    ),
    Rule("BIRTH_DIFFERS", _W, "出生日期与身份号码不符", "出生日期与公民身份号码中的不一致", "请核对两栏。"),
    Rule("CONFIRMED_BEFORE_JOINED", _W, "转正早于入党", "转为正式党员日期早于入党日期", "请核对两栏。"),
    Rule(
        "STATUS_UNKNOWN",
        _W,
        "经营状态不明",
        "“{found}”不在政策的在营或不纳入统计的状态里，暂按在营纳入统计",
        "如不应纳入统计，请写进政策文件的 scope.statuses_out；如是在营，请写进 scope.statuses_in。",
    ),
    Rule(
        "TYPE_UNKNOWN",
        _W,
        "企业类型不明",
        "“{found}”不在政策的公有或非公的类型里，暂按非公纳入统计",
        "如属国有、集体，请写进政策文件的 scope.types_public；如属非公，请写进 scope.types_private。",
    ),
    Rule(
        "FORM_UNCLEAR",
        _W,
        "组建方式没有读懂",
        "“{found}”没有全部读懂，组建方式暂按“不清楚”统计",
        "请填单独组建、联合组建或 无；本地另有叫法的，请写进政策文件的 forms。",
    ),
    Rule(
        "TIME_NOT_OVER",
        _W,
        "时间还没有过完",
        "“{column}”只写了年或月，到截至日期还没有过完，不知道那时是否已经如此，暂按“不清楚”统计",
        "请写明到日。",
    ),
    Rule(
        "MEMBER_GONE",
        _N,
        "党员已不在",
        "党籍状态为“{found}”，不计入党员数",
        "如应计入，请更正党籍状态；口径不同的，可改政策文件的 members.statuses_out。",
    ),
    Rule(
        "MEMBER_STATUS_UNKNOWN",
        _W,
        "党籍状态不明",
        "“{found}”不在政策的党籍状态里，暂计入党员数",
        "如不应计入，请写进政策文件的 members.statuses_out；如应计入，请写进 members.statuses_in。",
    ),
    Rule(
        "MEMBER_LEFT",
        _N,
        "党员已转出",
        "转出时间 {found} 不晚于截至日期，不计入党员数",
        "如应计入，请更正转出时间。",
    ),
    Rule(
        "MEMBER_JOINS_LATER",
        _N,
        "截至日期以后入党",
        "入党日期 {found} 晚于截至日期，当时还不是党员，不计入党员数",
        "如应计入，请更正入党日期，或改用以后的截至日期。",
    ),
    Rule(
        "MEMBER_UNSAID",
        _W,
        "是否党员不清楚",
        "没有写明是不是党员，暂不计入党员数",
        "请补填政治面貌或是否党员。",
    ),
    Rule(
        "MEMBER_CONTRADICTED",
        _W,
        "是否党员有矛盾",
        "一处为“{found}”，而{others}，按不清楚处理",
        "请核对后改成一致。",
    ),
    Rule(
        "SUPERIOR_UNKNOWN",
        _W,
        "隶属关系不明",
        "看不出上级党组织“{found}”是属地的还是行业、部门的，不算属地管理",
        "请写上级党组织的全称；也可写进政策文件的 affiliation.trade_committees 或 affiliation.territories。",
    ),
    Rule(
        "ORGANIZATION_STATE_UNKNOWN",
        _W,
        "党组织状态看不懂",
        "看不出党组织状态“{found}”是否表示已经撤销，暂按没有撤销计",
        "请写 正常 或 已撤销；已撤销的请填写撤销时间。",
    ),
    # ---- several rows, several rosters
    Rule("ENTERPRISE_REPEATED", _W, "企业重复", "“{found}”与 {first} 是同一企业，只计一次", "请删除多余的一行。"),
    Rule(
        "ENTERPRISE_CLAIMED_TWICE",
        _W,
        "两个乡（办）重复上报",
        "“{subject}”由{found}（{here}）和{other}（{there}）分别上报，只计一次",
        "请两家核对归属，删除一行。",
        why="核对之前列入载明日期较晚的表所报的单位，其次依政策的 sources.order，再次依 units.order，"
        "都分不出的依单位名称的次序；与文件、工作表、行的次序无关。",
    ),
    Rule(
        "CODE_TWO_NAMES",
        _W,
        "一码两名",
        "同一代码下有两个名称：{here} 为“{found}”，{there} 为“{other}”",
        "请核对名称或代码。",
    ),
    Rule(
        "KIND_UNUSUAL",
        _N,
        "党组织类别与党员人数不相称",
        "“{found}”为{kind}，党员 {members} 人；一般党员 {due_members} 人以上设党支部，"
        "{general_branch_members} 人以上设党总支，{committee_members} 人以上设党委",
        "请核对党员人数和类别；经上级批准的不必改。",
    ),
    Rule(
        "BRANCH_COMMITTEE_LACKING",
        _N,
        "没有支部委员会",
        "“{found}”有正式党员 {members} 人而没有支部委员会；达到 {limit} 人的党支部应设支部委员会",
        "请按程序选举产生支部委员会。",
    ),
    Rule("ORGANIZATION_REPEATED", _N, "党组织有几行", "“{found}”与 {first} 是同一党组织，合为一个", "无需处理。"),
    Rule(
        "JOINT_UNNAMED",
        _W,
        "联合组建而没有党组织名称",
        "“{found}”为联合组建，但没有填写党组织全称，不知是哪个党组织；企业按已覆盖计，不另计一个党组织",
        "请填写所属联合党组织的全称，各家写法一致。",
    ),
    Rule(
        "ROWS_DISAGREE",
        _W,
        "同一对象的几行说法不一",
        "“{subject}”的“{title}”不一致：{here} 为“{found}”，{there} 为“{other}”；{counted}",
        "请核对后改为一致；几份来源有先后的，可在政策文件的 sources.order 中写明。",
        why="几行说的是同一家企业、同一个党组织或同一个人时，空着的由别行补上；都填了而不同的，以载明日期较晚的表为准，"
        "其次以政策 sources.order 中在前的来源为准，再不然按未知计。与文件、工作表、行的次序无关。",
    ),
    Rule(
        "NAME_NEAR",
        _N,
        "企业名称相近",
        "“{found}”与“{other}”（{first}）{alike}，现作两家计",
        "如是同一企业，请补填统一社会信用代码或删除一行。",
        why="名称去掉地区、行业、组织形式后相同或只差一个字，且至少一家没有代码可以区分。",
    ),
    Rule(
        "NAMES_NOT_COMPARED",
        _N,
        "未比较相近的名称",
        "企业有 {found} 家，名称相近的没有逐一查找",
        "需要时请按乡（办）分开检查，每次不超过 {most} 家。",
        why="名称太多时，逐一查找相近的名称费时很长；代码和完全相同的名称照常比较。",
    ),
    Rule(
        "PERIODS_DIFFER",
        _W,
        "同一单位有几期台账",
        "“{found}”的台账有截至 {dates} 的几期，采用截至 {taken} 的；只在其余各期中的 {number} 家不计",
        "请只给一期的台账；比较几期请用 djcov compare 或 djcov trend。",
    ),
    Rule(
        "LIST_PERIODS_DIFFER",
        _W,
        "同一名册有几期",
        "{found}有截至 {dates} 的几期，采用截至 {taken} 的；只在其余各期中的 {number} {unit}不计",
        "请只给一期的名册；比较几期请用 djcov compare 或 djcov trend。",
    ),
    Rule(
        "INSTRUCTOR_SAME_NAME",
        _W,
        "指导员同名",
        "指导员“{found}”在{first}、{last}都有，没有电话可以区分，按同一人计",
        "请补填电话；不是同一人的，补填后分别计算。",
    ),
    Rule(
        "PHONE_TWO_NAMES",
        _W,
        "两名指导员电话相同",
        "“{found}”与“{other}”（{first}）的电话相同，现作两人计",
        "请核对姓名与电话。",
    ),
    Rule(
        "MEMBER_TWO_WORKPLACES",
        _W,
        "同一党员有两个工作单位",
        "同一人在 {first} 的工作单位与此处不同，不清楚应计在哪家，两家都没有计入其党员数",
        "请核对现在的工作单位，删除旧的一行。",
    ),
    Rule(
        "MEMBER_REPEATED",
        _W,
        "党员重复",
        "同一人已在 {first} 出现，只计一次",
        "请删除多余的一行；如是同名的两个人，请补填公民身份号码或出生日期。",
    ),
    Rule(
        "LINK_UNKNOWN",
        _W,
        "找不到企业",
        "“{found}”在企业台账中找不到，没有计到任何企业",
        "{near}请核对企业名称，或在企业台账中补上。",
        why="名称去掉地区、行业、组织形式后相同或只差一个字的企业，作为提示列出，不会自动对应。",
    ),
    Rule(
        "LINK_MISSING",
        _W,
        "没有写明企业",
        "没有填写“{column}”，没有计到任何企业",
        "请补填企业名称或统一社会信用代码；确实不属于任何企业的，请填“无”。",
    ),
    Rule(
        "LIST_COUNT",
        _W,
        "只写了家数",
        "“{found}”只写了家数，没有逐家写出名称；没有写出的不计到任何企业",
        "请逐家填写企业全称，用顿号分隔。",
    ),
    Rule(
        "LINK_AMBIGUOUS",
        _W,
        "企业名称不唯一",
        "“{found}”在企业台账中不止一家，没有计到任何企业",
        "请写全称，或填统一社会信用代码。",
    ),
    Rule(
        "MEMBERS_DIFFER",
        _W,
        "党员数与花名册不符",
        "台账党员 {found} 人，花名册 {roster} 人，以花名册为准",
        "请核对后更新台账。",
    ),
    Rule(
        "ORGANIZED_DIFFERS",
        _W,
        "建立情况与党组织台账不符",
        "企业台账为“{found}”，党组织台账为“{roster}”，以党组织台账为准",
        "请核对后更新台账。",
    ),
    Rule(
        "UNIT_NOT_IN_ROSTER",
        _W,
        "名册中没有这个单位",
        "{roster}中没有{found}的企业，企业台账却说那里有 {number} 家；一律按没有计",
        "如是没有报送，请补上，或不要把{roster}一起给：没有它时以台账为准。",
    ),
    Rule(
        "INSTRUCTOR_DIFFERS",
        _W,
        "指导员与花名册不符",
        "企业台账为“{found}”，指导员花名册为“{roster}”，以花名册为准",
        "请核对后更新台账。",
    ),
    Rule(
        "MEMBERS_NOT_SPLIT",
        _N,
        "正式与预备党员未分列",
        "没有正式党员、预备党员分列，应建按党员总数判断",
        "请补填“正式党员数”（花名册补填“人员类别”），没有此列的请增加。",
        why="正式党员数决定应建；整张表都没有分列的只提示一次。",
    ),
    Rule(
        "ROSTER_NOT_TIED",
        _W,
        "名册对不上企业",
        "{found}没有“{column}”或信用代码列，或都空着，对不上企业，没有采用",
        "请增加或填写“{column}”列；党员也可按“所在党支部”对应，只要它只覆盖一家企业。",
    ),
    Rule("TOWNSHIP_MISSING", _W, "乡（办）未填", "乡（办）没有填写，列入“{found}”", "请补填乡（办）。"),
    Rule(
        "TOWNSHIP_SAME",
        _N,
        "乡（办）的另一种写法",
        "“{found}”按“{unit}”计",
        "如不是同一单位，请在政策文件的 units.order 中都列上。",
        why="台账里另有“古城乡”时，“古城”“古城乡人民政府”“古城乡党委”都是它；同名而不止一个（古城乡、古城镇）时不合并。",
    ),
    Rule(
        "TOWNSHIP_UNLISTED",
        _W,
        "乡（办）不在名单",
        "“{found}”不在政策文件的单位名单中",
        "请核对写法，或在政策文件中加上此单位或别名。",
    ),
    Rule(
        "RETURN_UNKNOWN",
        _W,
        "不是发出的补填表",
        "{found}",
        "请把 djcov ask 发出的工作簿填好放回，不要另建表格。",
    ),
    Rule(
        "RETURN_FOREIGN",
        _W,
        "不是这份台账的补填表",
        "{found}",
        "请用发出时的那份台账和政策文件收回。",
        why="核对号由区名和企业的代码、名称算出，别的区的补填表对不上企业。",
    ),
    Rule(
        "RETURN_OLDER",
        _N,
        "另有较晚保存的补填表",
        "其中 {found} 行另有较晚保存的，以 {newer} 为准，那里空着的格仍用这里的",
        "两份的答复不同的，请看哪一份对。",
        why="保存时间取工作簿自己记的；没有记的，取文件的修改时间。",
    ),
    Rule(
        "RETURN_ROW_UNKNOWN",
        _W,
        "补填表中多出的行",
        "“{found}”这一行没有核对号，或核对号不认得、是别的企业的，没有采用",
        "新增的企业请加到台账里；是原有的行，请从发出的工作簿中重抄核对号。",
        why="复制一行改成别的企业，或排序时落下隐藏的核对号列，答复就会记到别的企业名下。",
    ),
    Rule(
        "RETURN_ROWS_DIFFER",
        _W,
        "补填表中同一企业的几行不一",
        "“{subject}”的“{column}”填了 {found}，都没有采用",
        "请只留一行，或都改成一样。",
    ),
    Rule(
        "ANSWER_NOT_ASKED",
        _W,
        "改了没有问的单元格",
        "“{subject}”的“{column}”没有问，台账上是“{ledger}”，改成的“{found}”没有采用",
        "确要改的，请直接改台账。",
    ),
    Rule(
        "ANSWER_OPEN_ENDED",
        _W,
        "答复不是确定的值",
        "“{subject}”的“{column}”只填了范围或期限，没有采用",
        "请填一个确定的数、日期，或是、否。",
    ),
    Rule(
        "ANSWER_CODE_TAKEN",
        _W,
        "填了别的企业的代码",
        "“{subject}”的统一社会信用代码填了“{found}”，与“{other}”的相同，没有采用",
        "请核对是谁的代码；两行是同一家企业的，请在台账中并为一行。",
        why="两家企业代码相同会并作一家，企业总数就少了。",
    ),
    Rule("ANSWER_OPEN", _W, "还没有答复", "“{subject}”的“{column}”还没有答复", "请催报，或再次发出补填表。"),
)
"""Every code that djcov may report, in the order of the stages that find them."""
