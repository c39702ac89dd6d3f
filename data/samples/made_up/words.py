"""The words that names are made of. None of the places exists."""

from __future__ import annotations


def _words(text: str) -> list[str]:
    return text.split()


DISTRICT = "青岚区"

UNITS = _words("产业集聚区 古城乡 城关办事处 东湾办事处 柳河乡 石桥镇 白沙镇 马店乡")

VILLAGES = _words(
    """建设路社区 文化路社区 振兴路社区 兴业社区
    杨庄村 王楼村 大槐树村 赵集村
    东关社区 西关社区 南关社区 北关社区
    湾里社区 双桥社区 人民路社区 河街社区
    柳林村 塔湾村 马坊村 小河沿村
    孙井村 高台村 吴寨村 郑坡村
    水磨村 官路村 三里村 五里村
    前营村 后营村 桃园村 双庙村"""
)
"""Four to a unit, in the units' order."""

INDUSTRIES = {
    "制造业": _words("机械 电子 服饰 包装 家具 管业"),
    "农、林、牧、渔业": _words("农业 牧业 林业 菌业"),
    "批发和零售业": _words("商贸 超市 建材 农资"),
    "建筑业": _words("建筑 装饰 市政"),
    "住宿和餐饮业": _words("食品 餐饮 酒店"),
    "信息传输、软件和信息技术服务业": _words("科技 网络"),
    "交通运输、仓储和邮政业": _words("物流 运输"),
}

TRADES = _words(
    """星河 兴隆 鸿运 瑞丰 金穗 德馨 恒泰 永顺 华盛 万佳 锦程 新域 宏图 康源 天佑 博远 润泽 佳禾 中岳 大地
    福临 祥和 顺达 嘉禾 众诚 凯旋 同创 启明 远航 光大 绿源 青禾 三友 四季 晨曦 联发 裕民 惠农 鼎盛 卓越"""
)

COOPERATIVE_KIND = "农民专业合作社"
PRIVATE_KINDS = [
    *_words("有限责任公司 有限责任公司(自然人独资) 私营有限责任公司 股份有限公司"),
    *_words("个人独资企业 外商投资企业 非国有控股企业"),
    COOPERATIVE_KIND,
]
PUBLIC_KINDS = _words("国有独资公司 国有控股 集体所有制")
HOUSEHOLD_KIND = "个体工商户"

STATUSES_IN = _words("正常 正常 正常 在业 存续 开业 停产 半停产")
STATUSES_OUT = _words("注销 吊销 迁出 破产 空壳企业 僵尸企业 停业 歇业 查无此企业")

OWN_FORMS = _words("单独组建 单独组建 单独建立")
JOINT_FORMS = _words("联合组建 联合组建 联合建立 联建 挂靠组建 区域联建 行业联建 依托网格 依托社区组建")
ORGANISATION_KINDS = _words("党支部 党支部 党支部 党总支 党委")
TRADE_COMMITTEES = _words("区发改委党委 民营企业党工委")

SURNAMES = _words(
    """王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 胡 朱 高 林 何 郭 马 罗
    梁 宋 郑 谢 韩 唐 冯 于 董 程 曹 袁 邓 许 沈 曾 彭 吕"""
)
GIVEN = _words(
    """伟 芳 娜 敏 静 丽 强 磊 军 洋 勇 艳 杰 娟 涛 明 超 霞 平 刚 桂英 建国 志强 秀兰
    海燕 国庆 玉梅 小红 文博 子涵 晓东 春生 红梅 立新 广才 付安"""
)

OFFICES = _words("组织办 党建办 农业服务中心 民政所 司法所 综合执法队")
POSTS = _words("副乡长 组织干事 科员 副主任 主任科员")
WORK_POSTS = _words("董事长 经理 会计 车间主任 技术员 工人 销售员")
EDUCATIONS = _words("初中 高中 中专 大专 本科 研究生")
SOURCES = _words("企业内部选举 机关干部 复转军人 大学生村干部 公开招聘")
LEVELS = _words("无 无 无 区级 市级 省级")
FUNDS = _words("无 税前列支 税前列支、党费拨返 企业赞助 企业赞助、党员捐助 财政补助")
"""Where an organisation's funds come from (经费来源)."""

NOT_BUILT = _words("没有党员 没有党员 党员不足三人 党员不足三人 人员流动大 正在筹建")

COUNTED = [
    "all",
    "all",
    "all",
    "all",
    "no total",
    "no full",
    "no probationary",
    "bracket",
    "total",
    "unknown",
]
"""How ledgers give members: 总数, 正式 and 预备 all three, one left out, as ``3(1预备)``, 总数 alone, nothing."""
