"""Where secretaries come from, by the plan's kinds."""

from __future__ import annotations

from djcov.values.sources import SOURCES, source_of

READ = {
    "企业内部选举": "企业内部选举",
    "内部选举产生": "企业内部选举",
    "机关干部": "党政机关事业单位干部",
    "党政机关事业单位干部": "党政机关事业单位干部",
    "乡镇干部": "党政机关事业单位干部",
    "退休机关干部": "党政机关事业单位干部",
    "复转军人": "复转军人",
    "退伍军人": "复转军人",
    "大学生村干部": "大学生村干部",
    "大学生村官": "大学生村干部",
    "面向社会公开招聘": "公开招聘",
    "上级选派": "",
    "企业负责人": "",
    "非机关干部": "",
    "机关退伍军人": "",
}


def test_sources() -> None:
    assert {text: source_of(text) for text in READ} == READ
    assert all(source_of(kind) == kind for kind in SOURCES)
