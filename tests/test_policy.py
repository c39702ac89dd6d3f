"""The policy: its default, a user's changes, and what is said about a mistake."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from djcov.errors import PolicyError
from djcov.policy import Policy, Target


@pytest.fixture(scope="module")
def default() -> Policy:
    return Policy.load()


@pytest.fixture
def load(tmp_path: Path):
    def write_and_load(text: str, encoding: str = "utf-8") -> Policy:
        path = tmp_path / "policy.toml"
        path.write_text(text, encoding)
        return Policy.load(path)

    return write_and_load


def goal(by: str, rate: str) -> str:
    return f'[[targets]]\nindicator = "org_coverage"\nby = {by}\nrate = {rate}\n'


class TestDefault:
    def test_thresholds(self, default: Policy):
        counting = default.counting
        assert (counting.due_members, counting.large_employees, counting.synchronous_days) == (3, 50, 180)
        assert (counting.joint_units, counting.instructor_load, counting.work_includes_mass) == (5, 5, False)
        assert (default.district, default.plan_start) == ("全区", date(2018, 1, 1))

    @pytest.mark.parametrize(
        ("indicator", "by", "rate", "count"),
        [
            ("org_coverage", date(2020, 12, 31), Decimal("0.9"), None),
            ("org_coverage", date(2021, 12, 31), 1, None),
            ("members_in_50plus", date(2022, 12, 31), 1, None),
            ("mass_coverage", date(2020, 12, 31), 1, None),
            ("dual_strong_district", date(2023, 12, 31), None, 10),
            ("dual_strong_city", date(2023, 12, 31), None, 3),
        ],
    )
    def test_targets_of_the_plan(self, default: Policy, indicator, by, rate, count):
        assert (by, rate, count) in [(t.by, t.rate, t.count) for t in default.targets if t.indicator == indicator]

    def test_every_target_names_its_clause(self, default: Policy):
        assert all(target.clause.startswith("S") for target in default.targets)


class TestNotice:
    def test_an_empty_date_is_none(self, default: Policy, load):
        assert default.notice.date is None
        assert load("[notice]\ndate = 2022-01-10\n").notice.date == date(2022, 1, 10)

    @pytest.mark.parametrize("number", ["青组〔2021〕12号", "青办发〔2022〕1号", ""])
    def test_a_well_formed_number(self, load, number: str):
        assert load(f'[notice]\nnumber = "{number}"\n').notice.number == number

    @pytest.mark.parametrize(
        "number", ["青组[2021]12号", "青组（2021）12号", "青组〔2021〕012号", "青组〔2021〕第12号", "12号"]
    )
    def test_a_malformed_number_is_refused(self, load, number: str):
        with pytest.raises(PolicyError, match=r"第 2 行 notice\.number：.*六角括号"):
            load(f'[notice]\nnumber = "{number}"\n')

    def test_a_date_that_is_none(self, load):
        with pytest.raises(PolicyError, match=r"notice\.date：应为日期"):
            load('[notice]\ndate = "元旦"\n')


class TestTargetInForce:
    @pytest.mark.parametrize(
        ("as_of", "by"),
        [
            ("2019-06-30", "2020-12-31"),
            ("2020-12-31", "2020-12-31"),
            ("2021-01-01", "2021-12-31"),
            ("2021-12-31", "2021-12-31"),
            ("2024-01-01", "2021-12-31"),  # all have passed: the last
        ],
    )
    def test_nearest_deadline_on_or_after(self, default: Policy, as_of, by):
        target = default.target_in_force("org_coverage", date.fromisoformat(as_of))
        assert target is not None
        assert target.by == date.fromisoformat(by)

    def test_order_in_the_file_does_not_matter(self, load):
        policy = load(goal("2021-12-31", "1.0") + goal("2020-12-31", "0.9"))
        assert policy.target_in_force("org_coverage", date(2020, 1, 1)).by == date(2020, 12, 31)

    def test_none_for_an_indicator_without_goal(self, default: Policy):
        assert default.target_in_force("own_org_rate", date(2021, 1, 1)) is None


class TestShortBy:
    @pytest.mark.parametrize(
        ("rate", "numerator", "denominator", "short_by"),
        [
            ("0.9", 617, 624, 0),
            ("1.0", 617, 624, 7),
            ("0.9", 89, 100, 1),
            ("0.9", 90, 100, 0),
            ("0.9", 0, 11, 10),  # 9.9 enterprises are ten
            ("0.9", 9, 10, 0),  # nine tenths, not the nearest binary fraction
            ("0.7", 7, 10, 0),
            ("0", 0, 10, 0),
        ],
    )
    def test_rate(self, rate, numerator, denominator, short_by):
        target = Target(indicator="x", by=date(2021, 12, 31), rate=Decimal(rate))
        assert target.short_by(numerator, denominator) == short_by
        assert short_by == 0 or (numerator + short_by - 1) < Decimal(rate) * denominator, "one less is not enough"

    @pytest.mark.parametrize(("numerator", "short_by"), [(0, 10), (9, 1), (10, 0), (12, 0)])
    def test_count(self, numerator, short_by):
        assert Target(indicator="x", by=date(2023, 12, 31), count=10).short_by(numerator, 40) == short_by


class TestUnits:
    def test_aliases_and_spaces(self, load):
        units = load('[units]\norder = ["古城乡", "城关办事处"]\n[units.aliases]\n"古城" = "古城乡"\n').units
        for text in ("古城乡", "古城", "古　城 乡", "古城\n乡"):
            assert units.canonical(text) == "古城乡"
        assert units.canonical("城关办") == "城关办事处", "an alias of the default stays"
        assert units.canonical("别 处") == "别处"


class TestUsersFile:
    def test_names_only_what_differs(self, load, default: Policy):
        policy = load('district = "全县"\n[counting]\ndue_members = 5\n')
        assert (policy.district, policy.counting.due_members) == ("全县", 5)
        assert policy.counting.large_employees == 50
        assert policy.targets == default.targets

    def test_a_list_replaces_the_default(self, load):
        policy = load('[scope]\nstatuses_out = ["注销"]\n' + goal("2022-12-31", "0.8"))
        assert policy.scope.statuses_out == ("注销",)
        assert [(target.by, target.rate) for target in policy.targets] == [(date(2022, 12, 31), Decimal("0.8"))]

    def test_byte_order_mark(self, load):
        assert load('district = "全县"\n', "utf-8-sig").district == "全县"

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("surprise = 1", "surprise：没有这个设置"),
            ("[counting]\ndue_member = 3", "counting.due_member：没有这个设置"),
            ("[counting]\ndue_members = 0", "counting.due_members：不能小于 1"),
            ('[counting]\ndue_members = "三"', "counting.due_members：应为整数"),
            ('[counting]\ndue_members = "3"', "counting.due_members：应为整数"),
            ("[counting]\ndue_members = true", "counting.due_members：应为整数"),
            ("[deadlines]\ndays = true", "deadlines.days：应为整数"),
            ("[deadlines.days_by_kind]\nno_instructor = true", "deadlines.days_by_kind.no_instructor：应为整数"),
            ("[counting]\ndue_members = 2.5", "counting.due_members：应为整数"),
            ('[counting]\nwork_includes_mass = "否"', "counting.work_includes_mass：应为 true 或 false"),
            ("counting = 3", "counting：应为一节设置"),
            ('[scope]\nstatuses_out = "注销"', "scope.statuses_out：应为列表"),
            ('[scope]\nstatuses_out = [""]', "scope.statuses_out.0：不能为空"),
            ("[scope]\nstatuses_out = [1]", "scope.statuses_out.0：应为文字"),
            ('plan_start = "某日"', "plan_start：应为日期"),
            ("plan_start = 2018", "plan_start：应为日期"),
            ("plan_start = 0", "plan_start：应为日期"),
            ('district = ""', "district：不能为空"),
            (goal("2021-12-31", "90"), "targets.0.rate：不能大于 1"),
            (goal("2021-12-31", "nan"), "targets.0.rate：应为小数"),
            (goal("2021-12-31", "0.9\ncount = 3"), "targets.0：rate 与 count 必须且只能写一个"),
            ('[[targets]]\nindicator = "x"\nby = 2021-12-31', "targets.0：rate 与 count 必须且只能写一个"),
            (goal("2021-12-31", "0.9\nat_most = true"), "targets.0：at_most 只与 count 一起写"),
            ('[[targets]]\nindicator = "x"\nrate = 1.0', "targets.0.by：缺少这个设置"),
            ('units.aliases = ["古城"]', "units.aliases：应为一节设置"),
            ('[units.aliases]\n"古城" = 1', "units.aliases.古城：应为文字"),
            ("[yes_no]\nno = [2]", "yes_no.no.0：应为文字"),
            ('[yes_no]\nyes = ["2"]\nno = ["２"]', "yes_no：“2”不能既表示是又表示否"),
            ('[yes_no]\nyes = ["×"]', "yes_no：“×”不能既表示是又表示否"),
        ],
    )
    def test_what_is_wrong_and_where(self, load, text, said):
        with pytest.raises(PolicyError) as caught:
            load(text)
        assert said in str(caught.value)
        assert "policy.toml" in caught.value.where
        assert not any(word in str(caught.value) for word in ("Input should", "Value error", "valid"))

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ('district = "全县"\n\n[counting]\nlarge_employees = 0\n', "第 4 行 counting.large_employees：不能小于 1"),
            ("[counting]\nsynchronous_days = -1\n", "第 2 行 counting.synchronous_days：不能小于 0"),
            ("[counting]\njoint_units = 100000\n", "第 2 行 counting.joint_units：不能大于 1000"),
            ("[counting]\n# 注\ninstructor_load = 0\n", "第 3 行 counting.instructor_load：不能小于 1"),
            ("[league]\nsmall = -1\n", "第 2 行 league.small：不能小于 0"),
            ("[league]\npraise_rate = 1.5\n", "第 2 行 league.praise_rate：不能大于 1"),
            ('[[targets]]\nindicator = "x"\nby = 2021-12-31\ncount = 1.5\n', "第 4 行 targets.0.count：应为整数"),
            ('[[targets]]\nindicator = "x"\nby = 2021-12-31\ncount = true\n', "第 4 行 targets.0.count：应为整数"),
            (f"district{'.a' * 5000} = 1\n", "第 1 行 district：应为文字"),
            ("[league]\npraise_rate = 0.1\n", "第 1 行 league：criticise_rate 不能大于 praise_rate"),
            ("plan_start = 2018-01-01T08:00:00\n", "第 1 行 plan_start：应为日期"),
            (goal("2021-12-31", "-0.1"), "第 4 行 targets.0.rate：不能小于 0"),
            ('[[targets]]\nindicator = "x"\nby = 2021-12-31\ncount = -1\n', "第 4 行 targets.0.count：不能小于 0"),
        ],
    )
    def test_an_impossible_value_is_refused_with_its_line(self, load, text, said):
        with pytest.raises(PolicyError) as caught:
            load(text)
        assert said in str(caught.value)

    def test_all_mistakes_at_once(self, load):
        with pytest.raises(PolicyError) as caught:
            load("surprise = 1\n[counting]\ndue_members = 0\njoint_units = 0\n")
        assert len(caught.value.what.splitlines()) == 4

    def test_missing_file(self, tmp_path: Path):
        with pytest.raises(PolicyError, match="找不到政策文件"):
            Policy.load(tmp_path / "none.toml")

    def test_a_folder(self, tmp_path: Path):
        for path in (tmp_path, tmp_path / "a\0b.toml"):
            with pytest.raises(PolicyError, match="打不开"):
                Policy.load(path)

    def test_not_utf8(self, load):
        with pytest.raises(PolicyError, match="不是 UTF-8 编码"):
            load('district = "全县"\n', "gb18030")

    def test_not_toml(self, load):
        with pytest.raises(PolicyError, match="第 2 行第 12 列格式不对"):
            load("\ndistrict = 全县\n")
        with pytest.raises(PolicyError, match="末尾格式不对"):
            load("scope = [")

    @pytest.mark.parametrize("value", ["[" * 5000 + "]" * 5000, "{a=" * 5000 + "1" + "}" * 5000, "9" * 5000])
    def test_what_the_parser_gives_up_on(self, load, value):
        with pytest.raises(PolicyError, match="嵌套太深，或有太长的数"):
            load(f"district = {value}\n")


UNITS = '[units]\norder = ["古城乡", "城关街道"]\n'


class TestContradictions:
    """What no setting by itself gets wrong."""

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            (goal("2021-12-31", "0.9") + goal("2021-12-31", "1.0"), "第 5 行 targets.1：org_coverage 到 2021-12-31"),
            ('[units]\norder = [\n"古城乡",\n"古城 乡"]\n', "第 2 行 units.order：“古城 乡”写了两次"),
            (f'{UNITS}[units.aliases]\n"古城" = "古城镇"\n', "第 4 行 units.aliases.古城：“古城镇”不在 units.order 中"),
            (f'{UNITS}[units.aliases]\n"城关 街道" = "古城乡"\n', "第 4 行 units.aliases.城关 街道：“城关 街道”在"),
            (
                '[columns.enterprises]\nname = ["厂名"]\ntownship = ["片区", "厂 名"]\n',
                "第 3 行 columns.enterprises.township：表头“厂 名”已写给 name",
            ),
        ],
    )
    def test_is_refused_with_its_line(self, load, text, said):
        with pytest.raises(PolicyError) as caught:
            load(text)
        assert said in str(caught.value)
        assert "policy.toml" in caught.value.where

    @pytest.mark.parametrize(
        "text",
        [
            goal("2021-12-31", "0.9") + goal("2021-12-31", "0.9").replace("org_coverage", "work_coverage"),
            '[units.aliases]\n"古城" = "古城镇"\n',  # no list to hold it against
            f'{UNITS}[units.aliases]\n"古城" = "古城 乡"\n"古城乡" = "古城乡"\n',
            f'{UNITS}[units.aliases]\n"区直" = "全区"\n"本级" = "全区本级"\n',
            '[columns.enterprises]\nname = ["厂名", "厂 名"]\n[columns.organizations]\nform = ["厂名"]\n',
        ],
    )
    def test_what_is_none(self, load, text):
        load(text)

    def test_a_list_of_units_is_not_held_against_an_alias_of_the_default(self, load):
        """城关办 = 城关办事处 is the default's, and stands in what `policy init` writes."""
        load(UNITS)
        load('[units]\norder = ["城关办", "古城乡"]\n[units.aliases]\n"城关办" = "城关办事处"\n')


def test_answers_are_added_to_the_words_of_other_sections(tmp_path: Path) -> None:
    path = tmp_path / "政策.toml"
    path.write_text('[answers]\nyes = ["达成"]\njoint = ["抱团"]\nclosed = ["熄火"]\nprivate = ["甲类"]\n', "utf-8")
    policy, default = Policy.load(path), Policy.load()
    assert policy.yes_no.answers == {"达成": "是"}
    assert policy.forms.joint == (*default.forms.joint, "抱团")
    assert policy.scope.statuses_out == (*default.scope.statuses_out, "熄火")
    assert policy.scope.types_private == (*default.scope.types_private, "甲类")
    assert (policy.forms.own, policy.scope.types_public) == (default.forms.own, default.scope.types_public)


@pytest.mark.parametrize(
    ("setting", "other"),
    [
        ('yes = ["无"]', "yes_no.no 或 answers.no"),
        ('no = ["√"]', "yes_no.yes 或 answers.yes"),
        ('own = ["联合"]', "forms.joint 或 answers.joint"),
        ('closed = ["正常"]', "scope.statuses_in 或 answers.running"),
        ('private = ["国企"]', "scope.types_public 或 answers.public"),
        ('yes = ["可"]\nno = ["可"]', "yes_no.no 或 answers.no"),
    ],
)
def test_an_answer_that_means_the_opposite_already_is_refused(tmp_path: Path, setting: str, other: str) -> None:
    path = tmp_path / "政策.toml"
    path.write_text(f"[answers]\n{setting}\n", "utf-8")
    with pytest.raises(PolicyError, match=f"第 2 行 answers.*{other} 中，意思相反"):
        Policy.load(path)
