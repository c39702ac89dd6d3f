"""What of a cell may be shown, whoever wrote it: the words, figures and dates that djcov itself knows.

A cell that could not be read may hold anything, and people's names look like anything. So it is not asked what in it is
a name, but what in it cannot be one; the rest is shown as asterisks. A part of a cell, between two marks or blanks, is
known as a whole or not at all: 张建设 is no 建设 with something before it.
"""

from __future__ import annotations

import re
from functools import cache

from .. import masking
from ..regex import Regex
from . import lexicon, reading, yesno
from .reading import compact

_WORDS = """
    党组织 党建组织 基层 党委 党总支 总支 党支部 支部 党小组 党工委 党组 委员会 支委会 组织 联合支部 联合党支部 党建
    党务 两新 非公 非公有制 机构
    工会 总工会 工会委员会 团组织 团委 团支部 团总支 共青团 妇联 妇委会 妇女 妇女组织 妇工委 妇女之家 群团 群众组织
    工青妇 联合会
    书记 副书记 指导员 联络员 工作 联系 领导 领导干部 负责人 专人 人员 人选 党员 正式 预备 正式党员 预备党员 非党员
    入党 转正 积极分子 发展对象 申请人 群众 团员
    员工 职工 退休 离退休 流动 流动党员 临时 兼职 专职 主席 主任 委员 法人 企业主 联系人 业主 班子 干部 大学生
    大学生村干部 复转军人 退役军人 公开招聘
    单独 联合 独立 组建 建立 成立 设立 已建 未建 应建 挂靠 区域 行业 网格 依托 兜底 覆盖 全覆盖 联建 单建 共建 合建
    方式 形式 所属 属地 组建方式
    选派 派驻 派出 委派 指派 下派 已派 未派 选举 任命 聘请 聘任 选聘 安排 落实 到位 到岗 结对 包联 分包 参训 培训 参加
    未参加 覆盖率 换届 届满
    待建 待派 待组建 待成立 待审批 待批复 待换届 拟建 拟派 拟组建 拟成立 拟于 拟由 未定 未确定 未明确
    筹建 筹备 筹建中 筹备中 筹划 申请 申请中 审批 审批中 报批 批复 上报 考察 酝酿 物色 研究 讨论 商定 议定 计划 准备
    打算 预计 即将 将于 争取 正在 推进 办理 已经
    尚未 暂未 还未 仍未 并未 从未 没有 暂无 尚无 不需要 无需 不具备 不符合 具备 符合 条件 条件成熟 不涉及 不适用 空缺
    暂缺 缺位 取消 撤销 撤并 解散 离任 调离 停止 转出 摘牌
    正常 正常经营 非正常 非正常经营 在营 营业 开业 在业 存续 停产 半停产 停业 歇业 注销 吊销 迁出 迁入 外迁 破产 空壳
    僵尸 关停 关闭 倒闭 查无 失联 异常 经营 经营异常 休眠 清算
    在建 投产 试运行 合并 转让 拆迁 搬迁 失踪 死亡 去世 出党 除名 停止党籍 党籍
    国有 国营 国企 央企 国有独资 国有控股 国有参股 集体 民营 私营 个体 个体工商户 个体户 股份 有限公司 有限责任公司
    股份有限公司 外资 合资 企业 公司 单位 社会组织 合作社
    自然人 自然人独资 法人独资 一人 投资 控股 上市 非上市 内资 外商 外商投资 港澳台 港澳台商 中外 联营 股份合作
    普通合伙
    有限合伙 特殊普通合伙 合伙企业 个人独资 国有企业 集体企业 私营企业 民营企业 农民专业合作社 专业合作社 分公司
    子公司 分支机构
    门店 家庭农场 事业单位 民办非企业 全民所有制 集体所有制 股份制 混合所有制 港资 台资 中外合资 国有资本
    改制 非国有 独资 合伙 小微 小微企业 规上 规下 规模以上 规模以下
    薄弱 较薄弱 不薄弱 非薄弱 软弱涣散 后进 先进 一般 较好 良好 国家级 省级 市级 区级 县级 乡级 镇级 村级 示范 典型
    示范点 双强六好 优秀 合格 不合格 达标 未达标
    很多 不少 约数 大约 大概 左右 以上 以下 以内 不足 不到 超过
    将近 若干 少量 较多 部分 全部 个别 其余 其他 其它 人次 合计 小计
    总计 共计 其中 总数 人数 数量 均为 都是 一名 一人 两人 包括
    年初 年底 年末 年内 年前 年后 月初 月底 月末 上旬 中旬 下旬 上半年 下半年 季度 上季度 下季度 今年 明年 去年 前年
    后年 本年 本月 上月 下月 下个月 春节 近期 近日 日前 目前 现在 以前
    以后 以来 之前 之后 至今 期间 长期 尽快 尽早 随后 后续 届时 逾期 再说 再议 另定 再定
    也许 或许 可能 估计 应该 应当 好像 似乎 据说 听说 不详 不清 不清楚 不明 不明确 未知 不知道 待定 待查 待核实 待补
    详见 附件 附表 备注 说明 情况 见附件 同意 不同意 原有
    不是 文字 不是文字 是否 有无 姓名 电话 手机 手机号 身份证 身份证号 号码 序号 日期 时间 名称 类型 类别 性别
    民族 学历 地址 单位名称 企业名称
"""
"""Words of which cells are made, but for the marks that the readers themselves know. None is what people are called."""

_PARTS = "tf"
"""Of :data:`lexicon.WORDS` those that are: organisations and their forms."""

_GLUE = frozenset("的了已未拟待将现无没不暂正在中后前内等及或均含把被仍还也又再只曾应可需")
"""What stands between such words; by itself none makes a part known."""

_HAN = "〇零一二三四五六七八九十百千两"
_UNIT = r"(?:人次|人|名|个|位|家|岁|元|万元|次|期|届|批|年|月份|月|日|号|级|时|分|季度|%)"
_FIGURE = Regex(
    rf"(?:约|近|共|第|约为)?(?:\d{{1,6}}(?:万|余|多|来)?{_UNIT}?|[{_HAN}]{{1,6}}(?:余|多|来)?{_UNIT})(?:余|多)?"
)
_DAY = Regex(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_PART = Regex(r"\w+")
_LONGEST = 40
"""Characters of a part that is looked at."""


def known_part(text: str) -> str:
    """Show a text as far as it is made of what is known; numbers of people and all else are asterisks.

    Beside what is not known, one character alone may be one of a name, 李 四, and so may two beside a surname.
    """
    text = masking.free_text(text)
    unknown = [part for part in _PART.findall(text) if not _is_known(compact(part))]
    sure = 0 if not unknown else 2 if all(map(_is_long, unknown)) else 3

    def shown(match: re.Match[str]) -> str:
        part = match[0]
        secure = part.isdigit() or len(part) >= sure
        return part if secure and part not in unknown else "*" * len(part)

    return _PART.sub(shown, text)


def _is_long(part: str) -> bool:
    return len(part) > 1


def _is_known(part: str) -> bool:
    """Whether a part is one mark, or nothing but words, figures and what stands between them."""
    if len(part) > _LONGEST:
        return False
    if part.upper() in _marks() or _DAY.fullmatch(part):
        return True
    reached = {0: False}  # how far words lead, and whether there is more than glue among them
    for at in range(len(part)):
        if at in reached:
            for end, telling in _steps(part, at):
                reached[end] = reached.get(end, False) or reached[at] or telling
    return reached.get(len(part), False)


def _steps(part: str, at: int) -> list[tuple[int, bool]]:
    """Give where the words and figures end that begin at a place, and whether each tells something."""
    words = _words()
    steps = [(end, True) for end in range(at + 2, min(at + 8, len(part)) + 1) if part[at:end] in words]
    steps += [(at + 1, False)] if part[at] in _GLUE else []
    figure = _FIGURE.match(part, at)
    if figure and not _splits_number(part, at) and not _splits_number(part, figure.end()):
        steps.append((figure.end(), True))
    return steps


def _splits_number(part: str, at: int) -> bool:
    return 0 < at < len(part) and part[at - 1 : at + 1].isdecimal()


@cache
def _marks() -> frozenset[str]:
    """Give what a reader knows as a whole cell, in capitals."""
    words = yesno.YES | yesno.NO | reading.FILLERS | reading.NOTHING | reading.DITTOS
    return frozenset(word.upper() for word in words)


@cache
def _words() -> frozenset[str]:
    parts = (word for part in _PARTS for word in lexicon.WORDS[part].split())
    return frozenset(word for word in {*_WORDS.split(), *parts, *_marks()} if len(word) > 1)
