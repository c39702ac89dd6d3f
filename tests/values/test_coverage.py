"""What cells of 覆盖情况 say."""

from __future__ import annotations

from datetime import date

import pytest

from djcov.values.coverage import read_coverage
from djcov.values.reading import Unreadable

READ = {
    "党的组织覆盖": "组织覆盖",
    "组织": "组织覆盖",
    "双覆盖": "组织覆盖",
    "两个覆盖": "组织覆盖",
    "组织、工作双覆盖": "组织覆盖",
    "组织覆盖、工作覆盖": "组织覆盖",
    "组织覆盖，工作未覆盖": "组织覆盖",
    "单独": "单独组建",
    "组织覆盖（单独组建）": "单独组建",
    "联合党支部覆盖": "联合组建",
    "党的工作覆盖": "工作覆盖",
    "仅工作覆盖": "工作覆盖",
    "组织未覆盖，工作已覆盖": "工作覆盖",
    "派驻指导员": "指导员覆盖",
    "工作覆盖（指导员）": "指导员覆盖",
    "已覆盖": "已覆盖",
    "√": "已覆盖",
    "未组织覆盖": "组织未覆盖",
    "拟单独组建": "组织未覆盖",
    "未覆盖": "无",
    "组织和工作均未覆盖": "无",
    "否": "无",
    "": None,
    "不详": None,
}


def test_coverage() -> None:
    assert {text: read_coverage(text).value for text in READ} == READ
    assert read_coverage("拟单独组建").note == "NOT_NOW"


@pytest.mark.parametrize(
    ("text", "value"), [("2022年覆盖", "已覆盖"), ("2022年组织覆盖", "组织覆盖"), ("2022年联合组建", "联合组建")]
)
def test_since_when_there_is_coverage(text: str, value: str) -> None:
    reading = read_coverage(text)
    assert reading.value == value
    assert reading.terms and reading.terms.since and reading.terms.since.first == date(2022, 1, 1)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *((text, "CHOICE_UNKNOWN") for text in ("群团覆盖", "部分覆盖", "张三", "看情况")),
        *((text, "CHOICE_CONFLICT") for text in ("组织覆盖、未覆盖", "☑组织覆盖 ☑未覆盖")),
    ],
)
def test_what_is_not_understood_whole_is_unreadable(text: str, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_coverage(text)
    assert refused.value.code == code
