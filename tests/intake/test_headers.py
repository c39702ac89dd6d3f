from __future__ import annotations

from pathlib import Path

import pytest

from djcov.errors import PolicyError
from djcov.intake.headers import normal, words_of
from djcov.models import Kind
from djcov.policy import Policy

WORDS = words_of(Policy.load())


def match(kind: Kind, *path: str) -> str | None:
    found = WORDS.kinds[kind].match([normal(word) for word in path])
    return found and found.field + (f"={found.option}" if found.option else "")


@pytest.mark.parametrize(
    ("path", "field"),
    [
        (["企业名称"], "name"),
        (["统一社会\n信用代码"], "uscc"),
        (["职 工　人数"], "employees"),
        (["职工人数（人）"], "employees"),
        (["1.企业名称"], "name"),
        (["（二）职工数"], "employees"),
        (["*企业名称"], "name"),
        (["公会"], "union"),
        (["其中：党员"], "members"),
        (["党员人数", "总数"], "members"),
        (["党员数", "其中：正式党员"], "full_members"),
        (["党员情况", "预备"], "probationary_members"),
        (["职工人数", "总数"], "employees"),
        (["职工人数", "女职工"], None),
        (["群团组织建立情况", "工会"], "union"),
        (["工会", "是否建立"], "union"),
        (["工会", "会员数"], None),
        (["是否建立党组织", "是"], "organized=是"),
        (["组建方式", "其他"], "organization_form=其他"),
        (["企业类型", "其他"], "type=其他"),
        (["法定代表人", "姓名"], None),
        (["党组织书记", "姓名"], "secretary"),
        (["指导员", "姓名"], "instructor"),
        (["党组织情况", "名称"], "organization_name"),
        (["企业情况", "名称"], "name"),
        (["企业名成"], None),
        (["届满日期"], "re_elected_on"),
    ],
)
def test_ledger_headers(path: list[str], field: str | None) -> None:
    assert match(Kind.ENTERPRISES, *path) == field


def test_the_same_child_under_two_parents() -> None:
    assert match(Kind.ORGANIZATIONS, "六有", "党旗") == "has_flag"
    assert match(Kind.ORGANIZATIONS, "党建大礼包", "党旗") == "gift_flag"
    assert match(Kind.ORGANIZATIONS, "六有：党旗") == "has_flag"
    assert match(Kind.ORGANIZATIONS, "六有-党旗") == "has_flag"
    assert match(Kind.ORGANIZATIONS, "礼包——党旗") == "gift_flag"


def test_a_flag_alone_is_one_of_the_six() -> None:
    """What is sent says so: 礼包, 送."""
    assert match(Kind.ORGANIZATIONS, "党旗") == "has_flag"
    assert match(Kind.ORGANIZATIONS, "阵地建设", "党旗") == "has_flag"
    assert match(Kind.ORGANIZATIONS, "送党旗") == "gift_flag"
    assert match(Kind.ORGANIZATIONS, "党员活动", "党旗") is None


@pytest.mark.parametrize("kind", Kind)
def test_the_vocabulary_and_the_models_agree(kind: Kind) -> None:
    """Each field's title leads to it, and no word leads to a field that does not exist."""
    fields = kind.model.model_fields
    for name, info in fields.items():
        assert match(kind, info.title or "") == name
    assert set(WORDS.kinds[kind].fields.values()) <= set(fields)


@pytest.mark.parametrize(
    ("header", "suggestion"), [("企业名成", "企业名称"), ("统一社会信用代玛", "统一社会信用代码"), ("序号", None)]
)
def test_a_near_miss_is_suggested(header: str, suggestion: str | None) -> None:
    assert WORDS.kinds[Kind.ENTERPRISES].near([normal(header)]) == suggestion


def test_a_policy_may_add_words_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "本地.toml"
    path.write_text('[columns.enterprises]\nemployees = ["厂里人头"]\n', "utf-8")
    assert words_of(Policy.load(path)).kinds[Kind.ENTERPRISES].lookup("厂里人头") == "employees"


@pytest.mark.parametrize("text", ['[columns.factories]\nname = ["厂名"]', '[columns.enterprises]\nheads = ["人头"]'])
def test_a_policy_cannot_name_a_field_that_does_not_exist(tmp_path: Path, text: str) -> None:
    path = tmp_path / "本地.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(PolicyError, match="没有这"):
        words_of(Policy.load(path))
