"""What in a title, a file's name or the name of a body is recognisably a person's name: 张三 in 古城乡（张三）.xlsx.

Names of people look like anything, and here most words are about units, trades and papers. So only what begins with a
surname and stands by itself, or among words that stand beside people, is taken for one: 张三台账, 书记张三, 由张三负责.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from .regex import Regex

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石"
    "金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文庞樊殷施洪翟颜倪温芦季俞章鲁葛"
    "伍申尤毕聂焦欧裴柳祝岳齐梅庄辛管祁涂谷时柴蒙鲍华喻柯牛骆纪童关耿房卜路穆凌盛解席柏宁舒詹苗费尚边蔺原栾冉靳苟卫景连滕"
)
RARER = "应宫仇虞支昝冼仝安麦冷左包茅甘芮储惠曲封桂闻简佟隋巩练鞠阮晏丛麻阎臧商楚翁荣成仲卓车迟艾鹿慕乐祖屈项宜"
UNCOMMON = (
    "褚戚窦奚云郎昌凤花水酆廉岑邬皮卞元平和萧湛禹狄米贝明计伏谈蓝闵强娄危刁霍裘缪宗宣贲郁单杭诸吉钮嵇邢滑荀羊於甄家羿汲邴糜松井富巫乌巴牧隗山"
    "宓蓬全郗班仰秋伊暴厉戎符束幸司韶郜蓟薄印宿怀蒲邰鄂索咸籍屠池阴胥苍双莘党贡劳逄姬扶堵宰郦雍郤璩桑濮寿扈燕冀郏浦农瞿充茹习宦鱼容古慎戈庾暨"
    "居衡匡国寇广禄阙殳沃蔚夔隆师厍晁勾敖融訾阚那饶毋沙乜丰巢蒯查荆红游竺权逯益桓晋苑亓郄苌揭敬邸仉笪展漆续郇邝戢芶税候侣阳粟禚郅郸郧邑隽雒鄢"
    "鲜麴藏修青银闪锁牟琚皋祢秘种窝粘綦聊英茆代荔药菅营萨衣谌谯豆母延朴南晓矫逢撒木刀鹏凡冶"
)
"""Further surnames: by them a name is understood where one is due, none is recognised elsewhere."""
COMPOUND = "欧阳|司马|上官|诸葛|司徒|东方|皇甫|尉迟|慕容|令狐|公孙|夏侯|端木|澹台|宇文|长孙|轩辕|呼延|南宫|独孤|拓跋"
HAN = "[㐀-鿿]"

_WEAK = "原应华安宜成惠商齐乐卓尚向常时路边关左封曲宫包楚荣迟车卫连景祖项万康"
"""Surnames with which many words begin: what they begin is a name beside a role alone."""

_COMMON = SURNAMES[:20]
"""Surnames with which what sounds like a place may well be a person: 王海, but not 龙海."""

_PAPERS = """
    台账 台帐 四倾斜表 倾斜表 花名册 名册 名单 明细 明细表 统计 统计表 汇总 汇总表 登记 登记表 信息表 情况 情况表
    基本情况 排查 摸排 摸底 报表 报送 上报 填报 报 表 册 表格 附件 附表 附 材料 资料 数据 清单 总表 分表 样表 模板
    底稿 草稿 初稿 定稿 终稿 最终 最终版 最新 最新版 修改 修改版 修订 更新 版 稿 副本 复件 备份 的 工作 工作表 整理
    审核 审定 核对 核实 校对 制 制作 制表 填写 报来 发来
"""
_ROLES = """
    负责 负责人 经办 经办人 联系人 填表人 制表人 审核人 报送人 电话 手机 手机号 号码 微信 姓名 个人 本人 同志 先生
    女士 老师 经理 总经理 董事长 厂长 书记 副书记 第一书记 支部书记 党支部书记 党组织书记 党委书记 指导员
    党建指导员 联络员 主任 副主任 主席 副主席 委员 组织委员 宣传委员 干事 干部 部长 副部长 局长 副局长 科长 所长
    站长 组长 乡长 副乡长 镇长 副镇长 区长 副区长 村长 会计 出纳 文书 专干 领导 积极分子 兼 兼职 专职 担任 牵头 等
    等人
"""
_BEFORE = """
    企业 单位 公司 非公 非公有制 非公企业 两新 两新组织 社会组织 党建 党务 党员 党组织 党支部 支部 党委 党总支
    总支 党工委 组织 工会 共青团 团 妇联 群团 覆盖 派驻 选派 派 联系 联络 包联 分包 正式党员 预备党员 入党积极分子
    原 由 拟 拟由 拟派 待 待定 已 已派 已建 现任 原任 前任 任 单独 联合 单独组建 联合组建 组建 建立 年 月 日 号
    上半年 下半年 季度 年度 月份 第 和 与 及
"""
"""What stands beside a name in titles and cells: papers and roles on both sides, the rest only before it."""

_AFTER = frozenset([*_PAPERS.split(), *_ROLES.split()])
_AHEAD = _AFTER | frozenset(_BEFORE.split())
_TELLING = [role for role in _ROLES.split() if len(role) > 1]
_LONGEST_WORD = max(map(len, _AHEAD))
_PLACES = ("村", "社区", "乡", "镇", "街道", "办事处", "区", "县", "市", "管委会")

_NO_NAMES = frozenset(
    """
    高新 高速 高校 高中 高级 高层 高铁 高端 高质 高危 高等 金融 金属 金额 金银 石化 石油 石材 石灰 石料 方便 方案
    方式 方面 方法 方向 温泉 温度 温室 江南 江北 江东 江西 江苏 江汉 华北 华东 华中 华南 华西 华夏 华人 华侨 华商
    万达 万家 万元 万人 万众 万象 时间 时期 时代 时尚 时报 时政 安全 安置 安徽 安装 安防 安保 安排 安居 成员 成立
    成果 成功 成绩 成品 成分 成人 成长 成本 商贸 商会 商圈 商务 商业 商超 商品 商场 商住 商户 商铺 商标 包联 包装
    包保 包括 包抓 包含 包村 包片 应急 应建 应派 应有 应用 应当 应该 应届 应送 应发 储备 储运 储蓄 惠民 惠农 惠企
    解释 解决 解散 解除 解放 解读 解聘 常委 常务 常规 常见 常住 常驻 常年 常态 常用 常设 严重 严格 严肃 和平 董事
    顾问 顾客 余下 余额 左右 左边 左侧 冷链 冷库 冷藏 冷饮 龙头 龙门 齐全 齐心 齐备 马上 马路 毛纺 毛巾 毛利 毛毯
    石家 边远 边界 边境 路线 路段 路桥 路政 路面 房产 房屋 房地 房东 房租 关于 关停 关闭 关联 关系 关键 关心 关爱
    关注 季度 季节 季报 苗木 苗圃 尚未 尚不 尚待 尚无 卫生 卫健 卫计 卫视 卫浴 景区 景观 景点 原有 原因 原始 原件
    原来 原先 原料 原籍 原任 原属 原名 原单 原值 原则 原材 连锁 连续 连带 牛奶 牛羊 牛肉 田间 田园 田地 白酒 白纸
    白色 白板 黄金 黄色 黄河 黄酒 黄页 熊猫 雷达 雷锋 钟表 钱款 范围 范本 范例 任务 任免 任职 任期 任命 任课 任教
    任何 段落 段位 武装 武术 武警 武汉 武昌 项目 简报 简表 简介 简历 简易 简称 封面 封存 封装 申请 申报 申领 申诉
    申办 程序 程度 许可 许多 管理 管委 管道 管控 管辖 管网 管护 管业 管件 施工 施行 施肥 康复 康养 康健 宁波 宁夏
    柴油 席位 童装 童车 庄园 庄稼 乐园 乐队 乐器 文化 文件 文体 文旅 文明 文艺 文本 文教 文印 文具 文字 文书 文员
    文凭 文档 文物 文献 文创 文秘 文号 文联 易货 易拉 章程 章节 章戳 夏季 夏天 夏令 陆军 陆续 陆运 苏州 苏南 杜绝
    曾经 曾用 曾任 周报 周边 周期 周年 周转 周末 周一 周二 周三 周四 周五 周日 周知 周岁 陈列 陈旧 陈述 张贴 张开
    张数 贺电 贺信 陶瓷 陶器 洪水 颜色 颜料 毕业 焦点 焦化 焦作 焦炭 欧美 欧洲 涂料 涂装 谷物 纪检 纪要 纪委 纪律
    纪念 纪实 纪录 史料 史志 史实 汪洋 丁类 马店 何时 何地 何种 何人 何处 何方 何因 曲线 曲艺 曲面 林业 林场 林地
    林木 林权 林果 叶片 胡同 高度 高峰 高温 高压 高低 高原 高于 白天 江湖 江山 石头 石雕 石墨 石膏 石英 金刚 金矿
    金店 金桥 金水 金卡 方块 方形 方程 侯选 段长 向上 向下 向阳 向导 向来 孔径 汤料 汤池 殷切 康宁 常数 常量 伍拾
    申购 欧盟 柳编 齐头 梅花 辛苦 辛勤 华丽 牛皮 牛仔 纪元 童年 关口 关节 关怀 关税 关工 房间 房号 路灯 路口 路由
    路费 穆斯 盛大 盛产 盛装 解体 解约 柏油 宁可 舒适 费用 费率 费时 尚可 尚需 边缘 边角 边防 原文 原地 原告 原创
    原油 原木 原奶 原粮 原药 卫士 卫星 卫队 卫校 景气 连接 连体 连任 连云 连片 支部 支书 支行 支持 支付 支出 支队
    支委 支援 支线 支农 仇视 麦田 麦粉 茅台 甘肃 甘薯 桂林 桂皮 桂花 闻名 练习 麻将 麻纺 楚汉 荣誉 荣获 荣休 成都
    成套 成熟 成效 成交 成衣 仲裁 卓越 车间 车辆 车队 车站 车库 车床 车牌 车型 车主 迟到 迟报 艾滋 鹿茸 乐观 祖国
    祖籍 屈服 宜居 宜昌 宜宾 宜建 宜人 东方 长孙 公孙 上官 南宫 呼延 端木 万一 万亿 万分 万用 万能 万古 安庆 安阳
    安康 安慰 安静 安家 左手 封条 封闭 项下 温州 温馨 温控 严禁 严控 严管 顾全 龙江 段次 雷同 雷管 雷电 史上 毛重
    毛料 毛皮 毛条 毛坯 钟点 钟头 姜片 丁烷 丁字 任意 任选 任由 苏打 程控 叶酸 杜仲 余款 余量 余热 余料 于是 于今
    田径 肖像 唐装 宋体 谢绝 谢意 谢礼 梁柱 郑重 罗列 罗汉 罗马 林区 林草 林下 林政 何以 胡椒 胡萝 朱红 孙子 徐徐
    黄豆 黄牛 黄瓜 黄沙 黄桃 杨树 李子 王者 王牌 王府 马达 马力 马铃 马蹄 马术 马桶 高兴 高效 高标 高职 高考 高工
    高管 高薪 高分 高产 高价 高尔 高档 高柜 高干 高精 高龄 高位 商事 商砼 商演 商办 付款 付费 付清 付出 余人 余家
    余名 余个 余户 余年 余万 余元 任满 张家 黄山 唐山 应参 简单 解职 解不 马鞍 宋庄 周口 徐家 石景 柳林
""".split()
)
"""Pairs of characters that begin as a name might. None is one with a name behind it."""

_BUILT = (
    "村乡镇店桥集庄湾沟岗铺坊楼屯寨堡坡渡河沙区县市州路街巷里园场站厂矿局所院校社部科室会办队组"
    "处委党企司账帐表册单簿版稿类型式员户家"
)
_LANDSCAPE = "海江山川泉洲城岭港台原湖水关岛口"
"""What places end in, and is no given name, or seldom one alone."""

_GIVEN = f"(?:(?![{_BUILT}]){HAN}|{HAN}(?![{_BUILT}]){HAN})"
_ONE = Regex(f"[{_COMMON}]{_GIVEN}|(?!{HAN}[{_LANDSCAPE}]$)[{SURNAMES}{RARER}]{_GIVEN}|(?:{COMPOUND}){HAN}{{1,2}}")
"""What does not begin with a pair that is none."""

_BODY = Regex("公司|集团|股份|合作社|[厂店行部社]$|商会|协会")
"""What is in the name of a body, of which 舒泰神 may be a part: there a name stands in brackets, or beside a role."""

_DOTTED = Regex(f"{HAN}{{1,8}}(?:[·•・]{HAN}{{1,8}})+")
_TRANSCRIBED = Regex(
    "[阿艾买提尔依木江古丽巴拉克斯迪娜汗吾不都热合吐孙玛卡玉则帕努比亚西扎加措卓次仁旺德吉格桑尼平多杰姆才让麦麻米热那沙塔赛"
    "哈萨特布库肯别热达毛伊力亚森努尔苏里坦]"
)
"""What transcribed names are made of."""

_SPACED = Regex(f"(?<!{HAN})([{SURNAMES}{RARER}])([ \u3000]+)({HAN}{{1,2}})(?!{HAN})")
_RUN = Regex(f"{HAN}+")
"""Of a text, what stands between its marks, figures and blanks."""

_LONGEST_UNIT = 9
"""Characters of a unit before a name."""


def masked(text: str, mask: Callable[[str], str]) -> str:
    """Give a text in which each name that is recognisably a person's is masked."""
    text = _SPACED.sub(lambda match: _spaced(match, mask), text)
    text = _DOTTED.sub(lambda match: mask(match[0]) if is_transcribed(match[0]) else match[0], text)
    of_body = _BODY.search(text)

    def shown(match: re.Match[str]) -> str:
        alone = not of_body or text[: match.start()].endswith(("(", "（"))
        return _masked(match[0], mask, lambda surname: alone and surname not in _WEAK)

    return _RUN.sub(shown, text)


def is_transcribed(text: str) -> bool:
    """Whether a name sounds like one of another language written in Chinese: 买买提, 扎西卓玛."""
    return 2 * len(_TRANSCRIBED.findall(text)) >= len(text)


def _spaced(match: re.Match[str], mask: Callable[[str], str]) -> str:
    name = match[1] + match[3]
    return match[0] if name[0] in _WEAK or not _is_one(name, 0, len(name)) else match[1] + match[2] + mask(name)[1:]


def _masked(run: str, mask: Callable[[str], str], is_sure: Callable[[str], bool]) -> str:
    """Mask the name in a run of Chinese characters, if all else in it is words that stand beside one; a role, if its
    surname alone is not sure.
    """
    ends = {len(run)}
    for at in range(len(run) - 1, 0, -1):
        if any(run[at:end] in _AFTER for end in ends if end - at <= _LONGEST_WORD):
            ends.add(at)
    starts = [0]
    for at in starts:  # grows as it is walked over
        for length in (4, 3, 2):
            if at + length in ends and _is_one(run, at, at + length):
                before, behind = run[:at], run[at + length :]
                if is_sure(run[at]) or any(role in each for role in _TELLING for each in (before, behind)):
                    return f"{before}{mask(run[at : at + length])}{behind}"
        found = [end for end in range(at + 1, min(at + _LONGEST_UNIT, len(run)) + 1) if _leads(run[at:end])]
        starts += [end for end in found if end not in starts]
    return run


def _is_one(text: str, begin: int, end: int) -> bool:
    """Whether a part of a text reads as a name."""
    return text[begin : begin + 2] not in _NO_NAMES and _ONE.fullmatch(text, begin, end) is not None


def _leads(text: str) -> bool:
    """Whether a piece is a word that stands before names, or a unit."""
    return text in _AHEAD or (len(text) > 2 and text.endswith(_PLACES))
