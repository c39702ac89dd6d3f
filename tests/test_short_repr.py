"""What Python prints of models and results: short, and nobody's name in full."""

from pathlib import Path

import pytest

import djcov

ROSTERS = {
    "台账.csv": """\
企业名称,乡（办）,职工人数,党员人数,是否建立党组织,党组织名称,党组织书记,党建指导员
青岚区甲食品有限公司,古城乡,60,3,是,甲食品党支部,欧阳小明,无
青岚区乙木业有限公司,柳河乡,20,0,否,,,司徒建国
""",
    "党员花名册.csv": """\
姓名,工作单位,人员类别,手机号,入党时间
上官文静,青岚区甲食品有限公司,正式党员,13800001234,2001-07-01
""",
}
NAMES = ("欧阳小明", "司徒建国", "上官文静", "13800001234")


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> djcov.Facts:
    folder = tmp_path_factory.mktemp("rosters")
    for name, text in ROSTERS.items():
        Path(folder, name).write_text(text, "utf-8")
    return djcov.link(djcov.read(folder), as_of="2021-12-31")


def results(facts: djcov.Facts) -> list[object]:
    shown = {"names": djcov.Names.SHOWN}
    return [
        djcov.coverage(facts),
        djcov.distributions(facts),
        djcov.gaps(facts, every=True, **shown),
        djcov.explain(facts, "instructor_trained", **shown),
        djcov.targets(facts),
        djcov.league(facts),
        djcov.compare(facts, facts),
        djcov.movements(facts, facts),
        djcov.follow(facts, every=True),
        djcov.trend([facts]),
        djcov.annual(facts),
        djcov.plan(facts),
        djcov.check(facts),
        djcov.completeness(facts),
        djcov.report(facts, **shown),
    ]


@pytest.mark.thorough
def test_a_result_is_one_short_line_without_anybodys_name(facts: djcov.Facts) -> None:
    for result in results(facts):
        shown = repr(result)
        assert shown.startswith(f"{type(result).__name__}(")
        assert len(shown) < 400
        assert not any(name in shown for name in NAMES), shown


def test_rows_and_records_mask_names_and_numbers(facts: djcov.Facts) -> None:
    roster = facts.roster
    records = [*roster.enterprises, *roster.members, *djcov.gaps(facts, every=True, names=djcov.Names.SHOWN).rows]
    for record in records:
        assert not any(name in repr(record) + str(record) for name in NAMES), record


def test_what_is_printed_tells_what_there_is(facts: djcov.Facts) -> None:
    assert repr(djcov.coverage(facts)).startswith("Coverage(as_of=2021-12-31, by='township', whole='全区', rows: ")
    assert repr(facts.roster.enterprises) == "Rows(Enterprise: 2)"
    assert repr(facts.roster.members[0]) == (
        "Member(name='上***', enterprise='青岚区甲食品有限公司', category='正式党员', "
        f"joined_on={facts.roster.members[0].joined_on!r}, phone={'***'!r})"
    )
