"""Where a secretary comes from (书记来源, S11), by the kinds that the plan names."""

from __future__ import annotations

import re

from ..regex import Regex

SOURCES = {
    "企业内部选举": "选举|企业(?:内部|自行|自己)?(?:推选|产生)|内部(?:推选|产生|选任)|企业内部(?:人员)?$",
    "党政机关事业单位干部": "机关|事业单位|事业编|公务员|党政|(?:乡镇|镇|乡|街道|办事处)(?:机关)?干部",
    "复转军人": "复员|转业|复转|军转|退役|退伍|复退|军人",
    "大学生村干部": "大学生村|村官",
    "公开招聘": "招聘|公开(?:选聘|选拔|招录|选任)|社会(?:招聘|选聘)|聘请专职",
}
"""By kind, a pattern of what says so."""

_NOT = Regex("[非未无没不拟待]")


def source_of(text: str) -> str:
    """Give the kind that a compact text means; empty for what means none of them, or several."""
    found = [kind for kind, words in SOURCES.items() if re.search(words, text)]
    return found[0] if len(found) == 1 and not _NOT.search(text) else ""
